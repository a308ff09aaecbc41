"""What a log from elsewhere holds: events as plain values, and what is said where it cannot be used."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NOTHING = ""
"""The activity of the one row of a case in which nothing was done."""
BY_ITSELF = "by_itself"
"""The attribute by which an event log says that nobody did this: it came about by itself, and is no act."""
CHOICE = "choice_"
"""What the attributes begin with that say what was chosen."""

_LONGEST_SHOWN = 60


class LogError(Exception):
    """The log cannot be used; the message is one sentence with file and line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One event: its case and activity, times in seconds (None where the log has none), who did it, its line.

    `choices`: what the log says was chosen (attributes or columns `choice_NAME`).
    """

    case: str
    activity: str
    start_s: float | None
    end_s: float | None
    actor: str
    line: int
    choices: Mapping[str, str] = field(default_factory=dict)


def quoted(text: str) -> str:
    """A name of the log in a sentence: in quotation marks, and short."""
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}...")
