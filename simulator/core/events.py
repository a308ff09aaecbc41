"""Facts: what happened, in the past tense, each with its time (s since the session began)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from simulator.core.scene import Stance


class Refusal(StrEnum):
    """Why an order could not be carried out."""

    UNKNOWN_ACTION = "unknown-action"
    UNKNOWN_CHOICE = "unknown-choice"
    NOT_THIS_PERSON = "not-this-person"
    BUSY = "busy"
    MISSING = "missing"
    PREVENTED = "prevented"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class ActionRefused:
    """Nothing changed. `subject` is the condition, person, choice or action that stood in the way."""

    at_s: float
    action: str
    actor: str
    choices: Mapping[str, str]
    reason: Refusal
    subject: str


@dataclass(frozen=True, slots=True)
class ActionStarted:
    """`actor` began; unless it is stopped it is finished at `until_s`. `ended`: the conditions that this ended."""

    at_s: float
    action: str
    actor: str
    choices: Mapping[str, str]
    until_s: float
    ended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionFinished:
    """What was begun at `started_s` is done."""

    at_s: float
    action: str
    actor: str
    choices: Mapping[str, str]
    started_s: float


@dataclass(frozen=True, slots=True)
class ActionStopped:
    """What was begun at `started_s` was broken off; what it moved goes back."""

    at_s: float
    action: str
    actor: str
    choices: Mapping[str, str]
    started_s: float


@dataclass(frozen=True, slots=True)
class ConditionStarted:
    """`condition` holds from now; `holder` is the person whose action brought it about."""

    at_s: float
    condition: str
    holder: str


@dataclass(frozen=True, slots=True)
class ConditionEnded:
    """`condition` no longer holds."""

    at_s: float
    condition: str


@dataclass(frozen=True, slots=True)
class PersonMoved:
    """`person` sets out for `stance`."""

    at_s: float
    person: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class ItemMoved:
    """`item`, shown by `model`, is brought to `place` within `over_s`."""

    at_s: float
    item: str
    model: str
    place: str
    over_s: float


@dataclass(frozen=True, slots=True)
class PatientMoved:
    """The patient's body goes to `pose` within `over_s`."""

    at_s: float
    pose: str
    over_s: float


@dataclass(frozen=True, slots=True)
class Happened:
    """What the scene calls `event` came about by itself; the conditions and things that it changes follow."""

    at_s: float
    event: str


@dataclass(frozen=True, slots=True)
class SessionFinished:
    """The last fact of a session."""

    at_s: float


Event = (
    ActionRefused
    | ActionStarted
    | ActionFinished
    | ActionStopped
    | ConditionStarted
    | ConditionEnded
    | PersonMoved
    | ItemMoved
    | PatientMoved
    | Happened
    | SessionFinished
)

# The position in this table is no part of any file format: records carry the name.
EVENTS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        ActionRefused,
        ActionStarted,
        ActionFinished,
        ActionStopped,
        ConditionStarted,
        ConditionEnded,
        PersonMoved,
        ItemMoved,
        PatientMoved,
        Happened,
        SessionFinished,
    )
}
