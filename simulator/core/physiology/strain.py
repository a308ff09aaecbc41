"""What a handling does to the injured level, as physiology sees it: how much motion exposure, and when it was rough."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.core.twin.exposure import RED
from simulator.core.twin.measures import risks
from simulator.core.twin.movement import Movement

ROUGH_DEG_S: Final = 90.0
"""A head that turns faster than this is turned roughly: own choice, twice the fastest moment of a well-led roll."""
_OVER_S: Final = 0.1


@dataclass(frozen=True, slots=True)
class Strain:
    """`until_s`: up to when it is known. `dose`: (time in s, motion exposure times seconds in the red up to then);
    `rough_at_s`: when it became rough."""

    until_s: float
    dose_at_s: tuple[float, ...] = ()
    dose: tuple[float, ...] = ()
    rough_at_s: tuple[float, ...] = ()

    def dose_by(self, at_s: float) -> float:
        """The dose up to `at_s` (s)."""
        number = bisect_right(self.dose_at_s, at_s)
        return self.dose[number - 1] if number else 0.0


def strain(moved: Movement) -> Strain:
    """The strain of one handling, up to its last sample.

    Only red counts (exposure above 0.6), R times seconds, as the secondary-injury rule of the clinical reference 4.4
    has it. Before the word nothing counts. More samples never change what is known of earlier ones.
    """
    track = moved.track
    time = np.asarray(track.time_s, dtype=float)
    if not len(time) or track.of_chest:
        return Strain(moved.start_s)  # compressions move no level of the spine
    until_s = moved.start_s + float(time[-1])
    counted = time >= track.word_s - 1e-9
    if counted.sum() < 2:
        return Strain(until_s)
    time = time[counted]
    risk = risks(track)[counted, track.injured]
    red = risk > RED
    dose = np.cumsum(np.where(red, risk, 0.0)[1:] * np.diff(time))
    when = moved.start_s + time
    return Strain(
        until_s,
        tuple(when[1:].tolist()),
        tuple(dose.tolist()),
        tuple(sorted(_begins(red, when) + _begins(_rough(time, np.asarray(track.head_turn)[counted]), when))),
    )


def _rough(time_s: npt.NDArray[np.float64], turn: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Did the head turn too fast, over the last tenth of a second?"""
    before = np.searchsorted(time_s, time_s - _OVER_S - 1e-9)
    trace = np.einsum("nij,nij->n", turn, turn[before])
    angle = np.degrees(np.arccos(np.clip((trace - 1.0) / 2.0, -1.0, 1.0)))
    return np.asarray((time_s - time_s[before] >= 0.5 * _OVER_S) & (angle > ROUGH_DEG_S * (time_s - time_s[before])))


def _begins(on: npt.NDArray[np.bool_], when_s: npt.NDArray[np.float64]) -> list[float]:
    rises = on & ~np.concatenate([[False], on[:-1]])
    return [float(at_s) for at_s in when_s[rises]]


@dataclass(slots=True)
class _Followed:
    """A handling as far as it was told, and its strain once somebody asks for it."""

    moved: Movement
    start_s: float
    samples: int
    known: Strain | None = None

    @property
    def strain(self) -> Strain:
        if self.known is None:
            self.known = strain(self.moved)
        return self.known


class Strains:
    """The strains of a session's handlings; each is worked out again only when it has new samples and is asked for."""

    def __init__(self) -> None:
        self._all: list[_Followed] = []

    def follow(self, movements: Sequence[Movement], told_s: float) -> bool:
        """Take in what is new. False if what was told up to `told_s` (s) would have been otherwise."""
        fits = len(movements) >= len(self._all)
        del self._all[len(movements) :]
        for index, moved in enumerate(movements):
            before = self._all[index] if index < len(self._all) else _Followed(moved, moved.start_s, 0)
            samples = len(moved.track.time_s)
            if index < len(self._all) and (moved.start_s, samples) == (before.start_s, before.samples):
                continue
            fits = fits and before.start_s == moved.start_s and before.samples <= samples
            if samples > before.samples:
                first_s = moved.start_s + float(moved.track.time_s[before.samples])
                # The very first sample is what the others are held against, by itself it is no motion.
                fits = fits and (first_s > told_s or (before.samples == 0 and first_s >= told_s))
            self._all[index : index + 1] = [_Followed(moved, moved.start_s, samples)]
        return fits

    def dose_by(self, at_s: float) -> float:
        """The dose of all handlings up to `at_s` (s)."""
        return sum(one.strain.dose_by(at_s) for one in self._all)

    def rough(self, after_s: float, to_s: float) -> list[float]:
        """When something became rough, later than `after_s` and up to `to_s` (s)."""
        return sorted(at_s for one in self._all for at_s in one.strain.rough_at_s if after_s < at_s <= to_s)
