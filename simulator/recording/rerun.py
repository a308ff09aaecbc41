"""Moves the patient's body again from a journal: the same facts, the same hand inputs; and how far that drifts."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from simulator.core.events import Event
from simulator.core.scene import Scene
from simulator.core.twin.movement import Movement
from simulator.core.twin.people import Leader
from simulator.core.twin.steering import SCRIPTED, HeadInput
from simulator.core.twin.track import OF_BODY, OF_CHEST, PER_HAND
from simulator.recording.movements import Kept

_OTHERS: Final = tuple(name for name in (*OF_BODY, *PER_HAND, *OF_CHEST) if name != "levels_deg")
_PLANNED: Final = ("plan", "word_s", "delay_s")
OTHERWISE_DEG: Final = 180.0
"""What is said of a movement that is another one altogether (deg)."""


class Again:
    """Leads as a journal has it: every input from its tick on, until the next one."""

    def __init__(self, kept: Sequence[Kept]) -> None:
        self._kept = kept

    @property
    def led_by(self) -> str:
        """By a script, whoever led it then."""
        return "script"

    def leader(self, number: int) -> Leader:
        """The scripted leader of that handling."""
        leader = self._kept[number].leader if number < len(self._kept) else None
        return leader or SCRIPTED

    def at(self, number: int, tick: int) -> HeadInput | None:
        """The input that held at this tick; None before the first one."""
        inputs = self._kept[number].inputs if number < len(self._kept) else ()
        return next((head for since, head in reversed(inputs) if since <= tick), None)


def moved_again(scene: Scene, told: Sequence[Sequence[Event]], kept: Sequence[Kept], seed: int) -> list[Movement]:
    """The handlings of a session, computed once more from its facts, as they were told together, and its inputs."""
    from simulator.core.twin.live import LiveTwin  # physics is imported where a body moves

    twin = LiveTwin(scene, seed, Again(kept))
    for events in told:
        for event in events[:1]:
            twin.advance(event.at_s)
        twin.heard(events)
    if kept:
        twin.advance(kept[-1].movement.until_s + 1e-3)
    return twin.movements


def drift_deg(kept: Sequence[Kept], again: Sequence[Movement]) -> float:
    """The largest difference of any angle of the spine at any sample (deg); `OTHERWISE_DEG` if the handlings differ.

    A movement that was cut off by the end of the program is compared as far as it was recorded.
    """
    if len(again) != len(kept):
        return OTHERWISE_DEG
    worst = 0.0
    for one, other in zip(kept, again, strict=True):
        if _said(one.movement) != _said(other):
            return OTHERWISE_DEG
        was, now = one.movement.track.levels_deg, other.track.levels_deg
        long, again_long = len(one.movement.track.time_s), len(other.track.time_s)
        if again_long < long or (one.movement.ended != "going" and again_long != long):
            return OTHERWISE_DEG
        if one.movement.track.of_chest != other.track.of_chest:
            return OTHERWISE_DEG
        worst = max(worst, float(np.abs(was - now[: len(was)]).max(initial=0.0)))
    return worst


def unlike(kept: Sequence[Kept], again: Sequence[Movement]) -> tuple[str, ...]:
    """What differs anywhere besides the angles, by its name in a track."""
    found: dict[str, None] = {}
    for one, other in zip(kept, again, strict=False):
        found.update(
            (name, None) for name in _PLANNED if getattr(one.movement.track, name) != getattr(other.track, name)
        )
        for name in _OTHERS:
            was, now = getattr(one.movement.track, name), getattr(other.track, name)
            # A signal that was not recorded yet when this one was made says nothing.
            if len(was) and not np.array_equal(was, now[: len(was)]):
                found[name] = None
    return tuple(found)


def _said(movement: Movement) -> tuple[object, ...]:
    """What is recorded of a movement besides its samples."""
    started_s, track = round(movement.start_s, 6), movement.track
    return (movement.action, movement.actor, movement.kind, started_s, track.hands, track.injured)
