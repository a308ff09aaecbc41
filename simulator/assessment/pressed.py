"""What compressions of the chest were measured by: signals for the limits, and figures for the scorecard."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np

from scoring import trace as sc
from simulator.core.procedure import CHEST_TRACKS
from simulator.core.twin.compressions import Compression, compressions, rates
from simulator.core.twin.movement import Movement

PAUSE_S: Final = 1.5
"""From one compression to the next: beyond this nobody was pressing meanwhile (own choice: 40 a minute)."""
_EDGE_S: Final = 1e-3  # a signal that jumps does so within this

Points = Sequence[tuple[float, float]]


def given(movement: Movement) -> tuple[Compression, ...]:
    """The compressions of one series that came up again. Their times count from its start (s)."""
    track = movement.track
    return tuple(one for one in compressions(zip(track.time_s, track.depth_mm, strict=True)) if one.up)


def signals_of_chest(movement: Movement) -> tuple[sc.Track, ...]:
    """The signals of one series."""
    track, found = movement.track, given(movement)
    told: dict[str, Points] = {
        "chest.depth": list(zip(track.time_s, track.depth_mm, strict=True)),
        "chest.compressions": [(one.deepest_s, one.depth_mm) for one in found],
        "chest.left": [(one.deepest_s, one.left_mm) for one in found],
        "chest.rate": rates(found),
        "chest.count": [(float(track.time_s[-1]), float(len(found)))],
    }
    return tuple(
        _track(name, points, movement.start_s, movement.action, movement.actor)
        for name, points in told.items()
        if points
    )


def signals_between(movements: Iterable[Movement], needed_until_s: float | None = None) -> tuple[sc.Track, ...]:
    """The signals that run from the first compression of a session to its last, or until they were needed no longer."""
    begun = [
        movement.start_s + one.begun_s for movement in movements if movement.track.of_chest for one in given(movement)
    ]
    if len(begun) < 2:
        return ()
    # Who stops for good pauses too, as long as the heart stands still.
    stops = [needed_until_s] if needed_until_s is not None and needed_until_s - begun[-1] > PAUSE_S else []
    pause, off = [(begun[0], 0.0)], [(begun[0], 0.0)]
    for before, now in pairwise([*begun, *stops]):
        paused = float(now - before > PAUSE_S)
        pause += [(now - _EDGE_S, now - before), (now, 0.0)]
        off += [(before + _EDGE_S, paused), (now - _EDGE_S, paused), (now, 0.0)]
    return (_track("chest.pause", pause, 0.0), _track("chest.hands-off", off, 0.0))


def figures_of_chest(movement: Movement) -> dict[str, Any]:
    """For the scorecard: figures of one series, with their units in the names."""
    found = given(movement)
    if not found:
        return {"compressions": 0}
    told = [per_min for _, per_min in rates(found)]
    return {
        "compressions": len(found),
        "depth_mean_mm": round(float(np.mean([one.depth_mm for one in found])), 1),
        "depth_least_mm": round(float(min(one.depth_mm for one in found)), 1),
        "depth_most_mm": round(float(max(one.depth_mm for one in found)), 1),
        "left_mean_mm": round(float(np.mean([one.left_mm for one in found])), 1),
        "left_most_mm": round(float(max(one.left_mm for one in found)), 1),
        "rate_mean_per_min": round(float(np.mean(told)), 1) if told else None,
        "rate_least_per_min": round(float(min(told)), 1) if told else None,
        "rate_most_per_min": round(float(max(told)), 1) if told else None,
    }


def _track(name: str, points: Points, start_s: float, action: str = "", actor: str = "") -> sc.Track:
    t_s, values = (np.asarray(one, dtype=np.float64) for one in zip(*points, strict=True))
    return sc.Track(name, CHEST_TRACKS[name], start_s + t_s, values, action=action, actor=actor)
