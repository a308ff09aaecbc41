"""Compressions of the chest, one by one, found in how deep it was pressed over time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

STROKE_MM: Final = 10.0
"""So far the chest must go down, and come up again, that it counts as one compression (own choice)."""


@dataclass(frozen=True, slots=True)
class Compression:
    """`begun_s`: when the push had gone down by `STROKE_MM`; `depth_mm`: the deepest point, reached at `deepest_s`;
    `left_mm`: how far the chest was still pressed in where it came up highest afterwards; `up`: it came up again."""

    begun_s: float
    depth_mm: float
    deepest_s: float
    left_mm: float = 0.0
    up: bool = False


class Counter:
    """Takes depths in the order of time and counts."""

    def __init__(self) -> None:
        self.found: list[Compression] = []
        self._before = (0.0, 0.0)
        self._highest_mm = 0.0
        self._down = False

    @property
    def count(self) -> int:
        """So many compressions are done: they came up again."""
        return len(self.found) - self._down

    def take(self, at_s: float, depth_mm: float) -> None:
        """The chest is pressed in by `depth_mm` at `at_s` (s)."""
        if self._down:
            self._deepen(at_s, depth_mm)
        else:
            self._highest_mm = min(self._highest_mm, depth_mm)
            if self.found:
                self.found[-1] = replace(self.found[-1], left_mm=self._highest_mm)
            if depth_mm >= self._highest_mm + STROKE_MM:
                self._down = True
                self.found.append(Compression(self._crossed_s(at_s, depth_mm), depth_mm, at_s))
        self._before = (at_s, depth_mm)

    def _deepen(self, at_s: float, depth_mm: float) -> None:
        now = self.found[-1]
        if depth_mm > now.depth_mm:
            self.found[-1] = replace(now, depth_mm=depth_mm, deepest_s=at_s)
        elif depth_mm <= now.depth_mm - STROKE_MM:
            self._down, self._highest_mm = False, depth_mm
            self.found[-1] = replace(now, left_mm=depth_mm, up=True)

    def _crossed_s(self, at_s: float, depth_mm: float) -> float:
        """When the push came through the level: on the straight line between two samples."""
        before_s, before_mm = self._before
        level = self._highest_mm + STROKE_MM
        if depth_mm <= before_mm:
            return at_s
        return before_s + (at_s - before_s) * max(0.0, level - before_mm) / (depth_mm - before_mm)


def compressions(samples: Iterable[tuple[float, float]]) -> tuple[Compression, ...]:
    """The compressions in samples (s, mm), in the order of time; one that never came up again is the last."""
    counter = Counter()
    for at_s, depth_mm in samples:
        counter.take(at_s, depth_mm)
    return tuple(counter.found)


OVER: Final = 4
"""The rate is that of so many compressions together: a single one that comes a little late is no change of rate (own
choice)."""


def rates(found: Iterable[Compression]) -> list[tuple[float, float]]:
    """(s, per minute) at each compression from the third on: over the last `OVER` of the gaps between them."""
    begun = [one.begun_s for one in found]
    told = []
    for number in range(2, len(begun)):
        first = max(0, number - OVER)
        passed = begun[number] - begun[first]
        if passed > 0.0:
            told.append((begun[number], 60.0 * (number - first) / passed))
    return told
