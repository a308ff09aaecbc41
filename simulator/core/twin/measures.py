"""What a track says: motion exposure at the injured level and elsewhere, mismatch, tilt, slips.

It is called motion exposure. It is no probability of an injury: no clinical study shows a decline from turning, all
direct evidence is motion in cadavers (clinical reference, 1.1). Angles in degrees against the pose at the word.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.core.twin.body import CERVICAL, LEVELS
from simulator.core.twin.exposure import AMBER, EXCESSIVE_S, HEAD_LIMIT_DEG, RED, band, instant
from simulator.core.twin.track import Track

Floats = npt.NDArray[np.float64]

_SLIP_S: Final = 0.1


@dataclass(frozen=True, slots=True)
class Exposure:
    """Motion of one level: `peak_deg` against the pose at the word, `range_deg` from least to most (flexion, bending,
    turn), `axial_n` the largest pull or push, `shift_mm` from least to most how far it was shifted (apart, to the left,
    to the front; zeros for a sound level), `event` and `mean` motion exposure (0..1), seconds in amber and red."""

    level: str
    peak_deg: tuple[float, float, float]
    range_deg: tuple[float, float, float]
    axial_n: float
    event: float
    mean: float
    amber_s: float
    red_s: float
    longest_red_s: float
    shift_mm: tuple[float, float, float] = (0.0, 0.0, 0.0)

    @property
    def band(self) -> str:
        """green, amber or red."""
        return band(self.event)

    @property
    def excessive(self) -> bool:
        """Was it in the red for too long at a stretch?"""
        return self.longest_red_s > EXCESSIVE_S


@dataclass(frozen=True, slots=True)
class HandlingMeasures:
    """What the scorecard is told.

    `head_trunk_deg`: largest angle of head against trunk, each plane; `extension_deg`: the largest extension;
    `over_limit_s`: how long any of them was beyond 10 degrees; `trunk_deg`: largest angle of chest against pelvis;
    `start_spread_s`: between the first and the last who set out; `tilt_deg`: of the board; `slips`, `lost`: hands by
    name.
    """

    injured: Exposure
    elsewhere: Exposure
    head_trunk_deg: tuple[float, float, float]
    head_trunk_range_deg: tuple[float, float, float]
    extension_deg: float
    over_limit_s: float
    trunk_deg: tuple[float, float, float]
    start_spread_s: float
    tilt_deg: float
    slips: tuple[str, ...]
    lost: tuple[str, ...]


def measure(track: Track) -> HandlingMeasures:
    """All measures of one handling."""
    after = _after_word(track)
    moved = track.levels_deg[after] - track.levels_deg[after][0]
    time = track.time_s[after]
    levels = exposures(track)
    injured = levels[track.injured]
    elsewhere = max((e for e in levels if e is not injured), key=lambda e: (e.event, max(e.peak_deg)))
    neck, trunk = moved[:, : len(CERVICAL)].sum(axis=1), moved[:, len(CERVICAL) :].sum(axis=1)
    beyond = (np.abs(neck) > HEAD_LIMIT_DEG).any(axis=1)
    starts = list(track.delay_s.values())
    up = np.clip(track.board_up[:, 2], -1.0, 1.0)
    return HandlingMeasures(
        injured=injured,
        elsewhere=elsewhere,
        head_trunk_deg=_three(np.abs(neck).max(axis=0)),
        head_trunk_range_deg=_three(np.ptp(neck, axis=0)),
        extension_deg=float(max(0.0, -neck[:, 0].min())),
        over_limit_s=_seconds(beyond, time),
        trunk_deg=_three(np.abs(trunk).max(axis=0)),
        start_spread_s=max(starts) - min(starts) if starts else 0.0,
        tilt_deg=float(np.degrees(np.arccos(up)).max()),
        slips=tuple(
            h for h, s in zip(track.hands, track.slipping.T, strict=True) if _longest(s, track.time_s) > _SLIP_S
        ),
        lost=tuple(h for h, held in zip(track.hands, track.held.T, strict=True) if len(held) and not held[-1]),
    )


def exposures(track: Track) -> tuple[Exposure, ...]:
    """The motion exposure of every level, in the order of `LEVELS`."""
    after = _after_word(track)
    moved = track.levels_deg[after] - track.levels_deg[after][0]
    time, axial, risk = track.time_s[after], track.axial_n[after], risks(track)[after]
    found = [_exposure(name, moved[:, row], axial[:, row], risk[:, row], time) for row, name in enumerate(LEVELS)]
    if len(track.shift_mm):
        found[track.injured] = replace(found[track.injured], shift_mm=_three(np.ptp(track.shift_mm[after], axis=0)))
    return tuple(found)


def risks(track: Track) -> Floats:
    """Motion exposure (N, 25), 0..1, of every level at each sample, against the pose at the word; none before it.

    The published figures for force and shift are those of the neck. Further down the weight of the body's parts runs
    through the spine in every lift, so that there only angles count.
    """
    after = _after_word(track)
    moved = track.levels_deg - track.levels_deg[after][0]
    along = np.where(np.arange(len(LEVELS)) < len(CERVICAL), track.axial_n, 0.0)
    risk, row = instant(moved, along), track.injured
    if len(track.shift_mm) and row < len(CERVICAL):
        shift = track.shift_mm - track.shift_mm[after][0]
        risk[:, row] = instant(moved[:, row], along[:, row], shift)
    return np.where(after[:, None], risk, 0.0)


def _after_word(track: Track) -> npt.NDArray[np.bool_]:
    """Which samples count: those from the word on; all of them where it never came."""
    after = track.time_s >= track.word_s
    return after if after.any() else np.ones_like(after)


def _exposure(name: str, moved: Floats, axial: Floats, risk: Floats, time: Floats) -> Exposure:
    length = float(time[-1] - time[0]) or 1.0
    red = risk > RED
    return Exposure(
        level=name,
        peak_deg=_three(np.abs(moved).max(axis=0)),
        range_deg=_three(np.ptp(moved, axis=0)),
        axial_n=float(axial[np.abs(axial).argmax()]),
        event=float(risk.max()),
        mean=float((0.5 * (risk[1:] + risk[:-1]) * np.diff(time)).sum() / length) if len(time) > 1 else float(risk[0]),
        amber_s=_seconds(risk >= AMBER, time),
        red_s=_seconds(red, time),
        longest_red_s=_longest(red, time),
    )


def _three(values: Floats) -> tuple[float, float, float]:
    return (float(values[0]), float(values[1]), float(values[2]))


def _seconds(on: npt.NDArray[np.bool_], time: Floats) -> float:
    """How long it was on (s); a sample lasts until the next one."""
    return float(np.diff(time)[on[:-1]].sum())


def _longest(on: npt.NDArray[np.bool_], time: Floats) -> float:
    """The longest stretch (s)."""
    longest, since = 0.0, None
    for flag, now in zip(on, time, strict=True):
        if flag and since is None:
            since = float(now)
        elif not flag:
            since = None
        if since is not None:
            longest = max(longest, float(now) - since)
    return longest
