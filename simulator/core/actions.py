"""Orders: what the learner wants done, with the time at which it was said (s since the session began)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Perform:
    """`actor` is told to do the scene's `action` with these answers to its choices."""

    at_s: float
    action: str
    actor: str
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Finish:
    """The learner says that the case is over."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Complete:
    """Hands say that what `actor` does by a handling is done, before its time is over: all compressions are given."""

    at_s: float
    action: str
    actor: str


Action = Perform | Finish | Complete
