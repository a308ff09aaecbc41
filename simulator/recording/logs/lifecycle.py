"""Events of one act put together: it starts, and later it is completed or broken off (the life cycle of XES)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.recording.logs.clock import Clock
from simulator.recording.logs.rows import Row

# The standard's transitions that are neither a start nor a completion: planned, given to somebody, paused, or never
# done. Whatever the standard does not know is taken for a completion.
_NOT_DONE = frozenset({"schedule", "assign", "reassign", "suspend", "resume", "autoskip", "manualskip"})
_BROKEN_OFF = frozenset({"pi_abort", "ate_abort", "withdraw"})


@dataclass(frozen=True, slots=True)
class Told:
    """What a log says of one moment of an act; `moment` is its text, "" for none."""

    case: str
    activity: str
    moment: str
    transition: str
    actor: str
    line: int
    choices: Mapping[str, str] = field(default_factory=dict)


class Acts:
    """Puts the starts of acts and their ends together."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._begun: dict[tuple[str, str], float | None] = {}

    def told(self, event: Told) -> Row | None:
        """The act that is completed with this event, None while there is none. LogError."""
        at_s = self._clock.seconds(event.line, event.case, event.moment)
        transition = event.transition.lower() or "complete"
        act = (event.case, event.activity)
        if transition == "start":
            self._begun[act] = at_s
            return None
        if transition in _BROKEN_OFF:
            self._begun.pop(act, None)
        if transition in _BROKEN_OFF or transition in _NOT_DONE:
            return None
        start_s = self._begun.pop(act, at_s)
        row = Row(event.case, event.activity, start_s, at_s, event.actor, event.line, event.choices)
        return self._clock.checked(row)
