"""Brings a session to a moment of a record: the same orders once more, the body moved again by the same hands."""

from collections.abc import Callable, Sequence

from simulator.core.events import ActionRefused, ActionStarted, Event, SessionFinished
from simulator.core.twin.movement import Movement
from simulator.core.twin.steering import TICKS_PER_S, HeadInput
from simulator.recording.movements import Kept
from simulator.recording.replay import Recorded
from simulator.recording.rerun import Again
from simulator.session import Session

BEFORE_END_S = 0.001


class OtherwiseError(Exception):
    """The same orders lead to other facts: the scene or the program is not the one of the record."""


class AsRecorded(Again):
    """Leads every handling as it was recorded, in the name of whoever led it then."""

    def __init__(self, kept: Sequence[Kept], movements: Sequence[Movement]) -> None:
        super().__init__(kept)
        self._movements = movements

    @property
    def led_by(self) -> str:
        """Who led the handling that is beginning now."""
        number = len(self._movements)
        scripted = number < len(self._kept) and self._kept[number].movement.led_by == "script"
        return "script" if scripted else "learner"


def last_fact_s(kept: Recorded) -> float:
    """The time of the last fact of a record (s)."""
    return max((event.at_s for event in kept.events), default=0.0)


def last_s(kept: Recorded) -> float:
    """The last moment that a record knows of (s): a handling may have gone on after the last fact."""
    return round(max(last_fact_s(kept), *(movement.until_s for movement in kept.movements), 0.0), 3)


def latest_s(kept: Recorded) -> float:
    """The last moment at which a session can go on (s): before its end, if it was finished."""
    ends = [event.at_s for event in kept.events if isinstance(event, SessionFinished)]
    return max(0.0, round(ends[0] - BEFORE_END_S, 3)) if ends else last_s(kept)


def bring_to(
    session: Session, kept: Recorded, until_s: float, told: Callable[[float], None] = lambda share: None
) -> None:
    """Bring a session that has just begun to `until_s` (s) of `kept`; `told` hears the share (0..1) of the way.

    OtherwiseError if the scene answers otherwise than it did.
    """
    session.lead(AsRecorded(kept.handlings, session.movements))
    happened = [event for event in kept.events if event.at_s <= until_s]
    for event in happened:
        if isinstance(event, ActionStarted | ActionRefused):
            session.perform(event.at_s, event.action, event.actor, event.choices)
            told(event.at_s / until_s if until_s else 1.0)
    session.tick(until_s)
    told(1.0)
    if session.events != happened:
        raise OtherwiseError(_difference(session.events, happened))


def hands_of(session: Session, kept: Recorded, at_s: float) -> tuple[int, int, HeadInput] | None:
    """Where the leading hands are in the handling that goes on at `at_s`: its number, its tick, where they are.

    None where nothing is moved.
    """
    going = session.moving
    if going is None:
        return None
    tick = int((at_s - going.start_s) * TICKS_PER_S + 1e-6)
    return going.number, tick, Again(kept.handlings).at(going.number, tick) or HeadInput()


def _difference(again: Sequence[Event], happened: Sequence[Event]) -> str:
    number = next((n for n, (a, b) in enumerate(zip(again, happened, strict=False)) if a != b), len(again))
    return f"fact {number + 1} of {len(happened)} is another one"
