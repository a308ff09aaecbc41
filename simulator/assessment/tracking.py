"""What the handlings of a session were measured by: signals for the limits, and figures for the scorecard.

All of it is motion exposure, angles and forces. None of it is a probability of an injury (clinical reference, 1.1).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from scoring import trace as sc
from simulator.assessment.pressed import figures_of_chest, signals_between, signals_of_chest
from simulator.core.procedure import TRACKS
from simulator.core.twin.body import CERVICAL, LEVELS
from simulator.core.twin.measures import Exposure, HandlingMeasures, measure, risks
from simulator.core.twin.movement import Movement
from simulator.core.twin.track import Track

Floats = npt.NDArray[np.float64]

VERSION: Final = 1
"""Of the names and units in `figures`: a name that means something else gets another version."""

_PLANES: Final = ("flexion", "bending", "turn")
_SHIFTS: Final = ("apart", "left", "front")
_CARRIED: Final = "carry"
_AT_THE_WORD: Final = frozenset({"neck.off-line"})
"""Signals of one sample: how things stood when the movement began."""


def signals(movements: Iterable[Movement], pressed_until_s: float | None = None) -> tuple[sc.Track, ...]:
    """The signals of all handlings, each with its name, unit and place, in seconds of the session.

    They begin with the word, as the angles count against the pose at the word. A handling that was stopped before it
    has none. `pressed_until_s`: until when the chest had to be pressed; None: nobody knows.
    """
    movements = tuple(movements)
    own = tuple(track for movement in movements for track in signals_of(movement))
    return own + signals_between(movements, pressed_until_s)


def signals_of(movement: Movement) -> tuple[sc.Track, ...]:
    """The signals of one handling."""
    track = movement.track
    if track.of_chest:
        return signals_of_chest(movement)
    after = np.flatnonzero(track.time_s >= track.word_s)
    if len(after) < 2:
        return ()
    moved = track.levels_deg[after] - track.levels_deg[after[0]]
    there = track.levels_deg[after, : len(CERVICAL)].sum(axis=1)
    told = _Told(moved, there, track.axial_n[after], risks(track)[after], track.board_up[after], track.injured)
    t_s = movement.start_s + track.time_s[after]
    names = [name for name in TRACKS if name != "board.tilt" or track.plan.technique == _CARRIED]
    injured = LEVELS[track.injured]
    return tuple(
        sc.Track(
            name,
            TRACKS[name],
            t_s[:samples],
            SIGNALS[name](told)[:samples],
            where=injured if name.startswith("injured.") else "",
            action=movement.action,
        )
        for name in names
        for samples in [1 if name in _AT_THE_WORD else len(t_s)]
    )


class _Told:
    """The samples from the word on. `moved` (N, 25, 3) deg against the pose at the word, `there` (N, 3) deg head
    against trunk, `axial_n` (N, 25) N, `exposure` (N, 25) 0..1; `row`: the injured level."""

    def __init__(
        self, moved: Floats, there: Floats, axial_n: Floats, exposure: Floats, board_up: Floats, row: int
    ) -> None:
        self.there = there
        self.injured = moved[:, row]
        self.axial_n = axial_n[:, row]
        self.neck = moved[:, : len(CERVICAL)].sum(axis=1)
        self.exposure = exposure
        self.row = row
        self.board_up = board_up

    @property
    def elsewhere(self) -> Floats:
        """The motion exposure of the worst other level at each moment."""
        return np.asarray(np.delete(self.exposure, self.row, axis=1).max(axis=1))


def _tilt(told: _Told) -> Floats:
    return np.asarray(np.degrees(np.arccos(np.clip(told.board_up[:, 2], -1.0, 1.0))))


SIGNALS: Final[Mapping[str, Callable[[_Told], Floats]]] = {
    "injured.flexion": lambda told: told.injured[:, 0],
    "injured.bending": lambda told: told.injured[:, 1],
    "injured.turn": lambda told: told.injured[:, 2],
    "injured.axial": lambda told: told.axial_n,
    "injured.exposure": lambda told: told.exposure[:, told.row],
    "elsewhere.exposure": lambda told: told.elsewhere,
    "neck.flexion": lambda told: told.neck[:, 0],
    "neck.bending": lambda told: told.neck[:, 1],
    "neck.turn": lambda told: told.neck[:, 2],
    "neck.largest": lambda told: np.asarray(np.abs(told.neck).max(axis=1)),
    "neck.off-line": lambda told: np.asarray(np.abs(told.there).max(axis=1)),
    "board.tilt": _tilt,
}
"""How each of `TRACKS` is read off the samples."""


def figures(movements: Iterable[Movement]) -> list[dict[str, Any]]:
    """For the scorecard: what each handling was measured by, as plain data with the units in the names."""
    return [_figures(movement) for movement in movements]


def largest_exposure(movements: Iterable[Movement]) -> float | None:
    """The largest motion exposure (0 to 1) of the handlings that were measured; None where none was."""
    return max((one["injured"]["exposure_peak"] for one in figures(movements) if one["measured"]), default=None)


def _figures(movement: Movement) -> dict[str, Any]:
    told: dict[str, Any] = {
        "version": VERSION,
        "action": movement.action,
        "kind": movement.kind,
        "start_s": movement.start_s,
        "word_s": round(movement.start_s + movement.track.word_s, 3),
        "led_by": movement.led_by,
        "ended": movement.ended,
        "measured": not movement.track.of_chest and bool((movement.track.time_s >= movement.track.word_s).sum() > 1),
    }
    if movement.track.of_chest:
        return {**told, "chest": figures_of_chest(movement)}
    return {**told, **_measures(movement.track)} if told["measured"] else told


def _measures(track: Track) -> dict[str, Any]:
    found: HandlingMeasures = measure(track)
    carried = track.plan.technique == _CARRIED
    return {
        "injured": _exposure(found.injured),
        "elsewhere": _exposure(found.elsewhere),
        "head_trunk_peak_deg": _planes(found.head_trunk_deg),
        "head_trunk_over_limit_s": round(found.over_limit_s, 3),
        "chest_pelvis_peak_deg": _planes(found.trunk_deg),
        "start_spread_s": round(found.start_spread_s, 3),
        "board_tilt_deg": round(found.tilt_deg, 3) if carried else None,
        "slipped_hands": list(found.slips),
        "lost_hands": list(found.lost),
    }


def _exposure(found: Exposure) -> dict[str, Any]:
    return {
        "level": found.level,
        "peak_deg": _planes(found.peak_deg),
        "axial_n": round(found.axial_n, 1),
        "shift_mm": dict(zip(_SHIFTS, (round(one, 2) for one in found.shift_mm), strict=True)),
        "exposure_peak": round(found.event, 4),
        "exposure_mean": round(found.mean, 4),
        "amber_s": round(found.amber_s, 3),
        "red_s": round(found.red_s, 3),
        "longest_red_s": round(found.longest_red_s, 3),
        "band": found.band,
    }


def _planes(values: tuple[float, float, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in zip(_PLANES, values, strict=True)}
