"""Runs a journal again: the same orders at the same times must give the same facts."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.core import engine
from simulator.core.events import Event, SessionFinished
from simulator.core.scene import Scene
from simulator.core.state import State, after, at_start
from simulator.core.twin.movement import Movement
from simulator.recording.codec import CodecError, action_from, event_from
from simulator.recording.journal import Head, JournalError, Line, read, sealed_by
from simulator.recording.movements import Kept, MovementError, movements_from
from simulator.recording.rerun import drift_deg, moved_again, unlike


@dataclass(frozen=True, slots=True)
class Recorded:
    """A journal as it was recorded: its head, all its facts in order, and whether it was sealed."""

    head: Head
    events: tuple[Event, ...]
    sealed: bool
    movements: tuple[Movement, ...] = ()
    handlings: tuple[Kept, ...] = ()
    """The same movements with what is needed to compute them again."""
    told: tuple[tuple[Event, ...], ...] = ()
    """The facts as they were told together, line by line."""
    lines: int = 0
    last_sha256: str = ""
    key: str = ""
    """The public key (hex) of the seal."""

    @property
    def finished(self) -> bool:
        """Was the session brought to its end?"""
        return any(isinstance(event, SessionFinished) for event in self.events)


@dataclass(frozen=True, slots=True)
class Drift:
    """The first line of a journal whose facts differ from those of the run again."""

    line: int
    recorded: tuple[Event, ...]
    again: tuple[Event, ...]


def recorded(path: Path) -> Recorded:
    """What `path` holds; JournalError if it is damaged."""
    head, lines = read(path)
    told = tuple(_events(path, line) for line in lines)
    events = tuple(event for together in told for event in together)
    kept = _movements(path, lines)
    movements = tuple(one.movement for one in kept)
    key = sealed_by(path, lines)
    return Recorded(head, events, key is not None, movements, kept, told, len(lines), lines[-1].sha256, key or "")


def motion_drift_deg(kept: Recorded, scene: Scene) -> float | None:
    """Compute all handlings again from their inputs; the largest difference of an angle (deg), None without any."""
    found = motion_drift(kept, scene)
    return found[0] if found else None


def motion_drift(kept: Recorded, scene: Scene) -> tuple[float, tuple[str, ...]] | None:
    """The same, and the names of the other signals (forces, places, slips) that differ."""
    if not kept.handlings:
        return None
    again = moved_again(scene, kept.told, kept.handlings, kept.head.seed)
    return drift_deg(kept.handlings, again), unlike(kept.handlings, again)


def drift(path: Path, scene: Scene) -> Drift | None:
    """Run the journal again in `scene`; the first difference, or None."""
    _, lines = read(path)
    state = at_start(scene)
    for line in lines:
        if line.kind not in ("action", "tick"):
            continue
        before = _events(path, line)
        again = _again(path, scene, state, line)
        if before != again:
            return Drift(line.number, before, again)
        for event in again:
            state = after(state, event)
    return None


def states(scene: Scene, events: tuple[Event, ...]) -> Iterator[tuple[Event, State]]:
    """Every fact with the state that follows from it."""
    state = at_start(scene)
    for event in events:
        state = after(state, event)
        yield event, state


@dataclass(frozen=True, slots=True)
class Timeline:
    """The states of a session by its time (s): the first one until the first fact, then one from each fact on."""

    times_s: tuple[float, ...]
    states: tuple[State, ...]

    def at(self, at_s: float) -> State:
        """The state at a moment."""
        return self.states[bisect_right(self.times_s, at_s)]


def timeline(scene: Scene, events: Sequence[Event]) -> Timeline:
    """The states through a session with these facts."""
    told = tuple(states(scene, tuple(events)))
    return Timeline(tuple(event.at_s for event, _ in told), (at_start(scene), *(state for _, state in told)))


def _again(path: Path, scene: Scene, state: State, line: Line) -> tuple[Event, ...]:
    try:
        if line.kind == "tick":
            return engine.advance(scene, state, float(line.body["to_s"]))
        return engine.respond(scene, state, action_from(line.body["action"]))
    except (CodecError, KeyError, TypeError, ValueError) as error:
        raise JournalError(f"{path}:{line.number}: this line cannot be understood ({error}).") from error


def _movements(path: Path, lines: Sequence[Line]) -> tuple[Kept, ...]:
    try:
        return movements_from(line.body["movement"] for line in lines if line.kind == "movement")
    except (MovementError, KeyError) as error:
        raise JournalError(f"{path}: the handlings of this record cannot be understood: {error}.") from error


def _events(path: Path, line: Line) -> tuple[Event, ...]:
    try:
        return tuple(event_from(plain) for plain in line.body.get("events", ()))
    except (CodecError, TypeError, AttributeError) as error:
        raise JournalError(f"{path}:{line.number}: this line cannot be understood ({error}).") from error
