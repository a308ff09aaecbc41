"""Runs a journal again: the same orders at the same times must give the same facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simulator.core import engine
from simulator.core.events import Event
from simulator.core.scene import Scene
from simulator.core.state import State, after, at_start
from simulator.recording.codec import CodecError, action_from, event_from
from simulator.recording.journal import Head, JournalError, Line, read, sealed_by


@dataclass(frozen=True, slots=True)
class Recorded:
    """A journal as it was recorded: its head, all its facts in order, and whether it was sealed."""

    head: Head
    events: tuple[Event, ...]
    sealed: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """The first line of a journal whose facts differ from those of the run again."""

    line: int
    recorded: tuple[Event, ...]
    again: tuple[Event, ...]


def recorded(path: Path) -> Recorded:
    """What `path` holds; JournalError if it is damaged."""
    head, lines = read(path)
    events = tuple(event for line in lines for event in _events(path, line))
    return Recorded(head, events, sealed_by(path, lines) is not None)


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


def _again(path: Path, scene: Scene, state: State, line: Line) -> tuple[Event, ...]:
    try:
        if line.kind == "tick":
            return engine.advance(scene, state, float(line.body["to_s"]))
        return engine.respond(scene, state, action_from(line.body["action"]))
    except (CodecError, KeyError, TypeError, ValueError) as error:
        raise JournalError(f"{path}:{line.number}: this line cannot be understood ({error}).") from error


def _events(path: Path, line: Line) -> tuple[Event, ...]:
    try:
        return tuple(event_from(plain) for plain in line.body.get("events", ()))
    except (CodecError, TypeError, AttributeError) as error:
        raise JournalError(f"{path}:{line.number}: this line cannot be understood ({error}).") from error
