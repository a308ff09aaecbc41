"""Compressions of the chest as they go on: hands that are led, the chest under them, and how many are done."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, pi
from typing import Any, Final

from simulator.core.twin.chest import Chest
from simulator.core.twin.compressions import Counter
from simulator.core.twin.people import Leader
from simulator.core.twin.steering import SCRIPTED, TICKS_PER_S, HeadInput

TECHNIQUE: Final = "press"
AIM_MM: Final = (50.0, 60.0)
AIM_PER_MIN: Final = (100.0, 120.0)
"""Depth and rate that are aimed at: at least 5 cm and no more than 6, 100 to 120 a minute (clinical reference 5.1)."""
LEFT_MM: Final = 5.0
"""A chest that is up to within this has come up wholly (own choice)."""
_MOST_WAIT_S: Final = 0.25  # after the last compression, for a chest on which somebody goes on leaning


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How somebody presses: how often a minute, how deep, and how much of it he leaves pressed in (mm)."""

    per_min: float = 110.0
    depth_mm: float = 55.0
    left_mm: float = 0.0

    def height_m(self, t_s: float) -> float:
        """Height of the hands (m, - pressed in) `t_s` after the first push began: down, up and a short rest."""
        share = t_s * self.per_min / 60.0 % 1.0 if t_s > 0.0 else 0.0
        down = 0.5 - 0.5 * cos(2.0 * pi * min(1.0, share / _STROKE))
        return -(self.left_mm + (self.depth_mm - self.left_mm) * down) / 1e3


_STROKE: Final = 0.85  # of each compression the hands move; then they rest (own choice)


def rhythm_of(leader: Leader) -> Rhythm:
    """How somebody of this skill presses. That the untrained press too fast and not deep enough is common teaching; how
    much is our own choice."""
    clumsy = 1.0 - leader.skill
    return Rhythm(110.0 + 35.0 * clumsy, 55.0 - 20.0 * clumsy, 12.0 * clumsy)


@dataclass(frozen=True, slots=True)
class Rhythmic:
    """A scripted rescuer who presses in this rhythm, from when hands were laid on."""

    rhythm: Rhythm
    led_by: str = "script"

    def leader(self, number: int) -> Leader:
        """Whose hands they are does not matter."""
        return SCRIPTED

    def at(self, number: int, tick: int) -> HeadInput:
        """Where the hands are at this tick."""
        return HeadInput(height_m=self.rhythm.height_m(tick / TICKS_PER_S)).rounded


class Pressing:
    """One series of compressions under the hands of `leader`, or of whoever says where the hands are wanted.

    It is over after `count` of them, when the chest has come up.
    """

    def __init__(self, leader: Leader | None, hold_s: float, count: int | None) -> None:
        self._rhythm = rhythm_of(leader or Leader())
        self._hold_s, self._most = hold_s, count
        self._chest, self._counter = Chest(), Counter()
        self._ticks = 0
        self._up_s: float | None = None
        self._stopped = False

    @property
    def latest(self) -> Mapping[str, Any]:
        """The last sample, by the names of the track's fields."""
        chest = self._chest
        return {"depth_mm": 1e3 * chest.depth_m, "hand_mm": 1e3 * chest.hand_m, "press_n": chest.force_n}

    @property
    def done(self) -> bool:
        """Are all compressions done, and is the chest up again?"""
        if self._up_s is None:
            return False
        waited_s = self._ticks / TICKS_PER_S - self._up_s
        return 1e3 * self._chest.depth_m < LEFT_MM or waited_s >= _MOST_WAIT_S

    @property
    def count(self) -> int:
        """So many are done."""
        return self._counter.count

    def wanted(self) -> HeadInput:
        """Where good hands would be now."""
        return HeadInput(height_m=Rhythm().height_m(self._since_s))

    def stop(self) -> None:
        """The hands come up and stay up."""
        self._stopped = True

    def tick(self, head: HeadInput | None) -> None:
        """A sixtieth of a second; `head` says where the hands are wanted, None leaves them to the leader."""
        self._ticks += 1
        wanted_m = head.height_m if head is not None else self._rhythm.height_m(self._since_s)
        self._chest.tick(0.0 if self._stopped else wanted_m)
        at_s = self._ticks / TICKS_PER_S
        self._counter.take(at_s, 1e3 * self._chest.depth_m)
        if self._up_s is None and self._most is not None and self._counter.count >= self._most:
            self._up_s = at_s

    @property
    def _since_s(self) -> float:
        return self._ticks / TICKS_PER_S - self._hold_s
