"""How a person gets from one stance to the next: a shift on the knees, or a walk round patient and people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import hypot

import numpy as np

from simulator.core.scene import Stance, Station
from simulator.core.state import Move
from simulator.stage.posture import POSTURES
from simulator.stage.rotations import Floats
from simulator.stage.route import Spot, crosses_patient, length_m, way
from simulator.stage.walking import Walk

# Own choices: a brisk pace, the time to rise or to kneel, and the longest that a short order may keep people walking.
PACE_M_S = 1.5
LOW_S, HIGH_S = 0.55, 0.25
LONGEST_S = 2.8
STOOP_S = 1.3
_ON_KNEES_M, _STEP_M = 0.95, 0.30
_ALIASES = {"kneel": "kneel-both", "stand": "standing"}
DEFAULT = "kneel-both"


@dataclass(frozen=True, slots=True)
class Errand:
    """A thing that somebody fetches from one place on the floor to another: where it is taken up, and the time (s)."""

    item: str
    spot: Spot
    over_s: float


def posture_of(stance: Stance, station: Station) -> str:
    """The posture of a stance; an unknown one kneels."""
    named = stance.posture or station.posture
    named = _ALIASES.get(named, named)
    return named if named in POSTURES else DEFAULT


def is_low(posture: str) -> bool:
    """Does one kneel or crouch in it?"""
    return POSTURES[posture].hip_share < 0.6


def walk_of(
    move: Move[Stance], stations: Mapping[str, Station], others: tuple[Spot, ...], errand: Errand | None
) -> Walk | None:
    """The walk between two stances; None where it is only a shift on the spot."""
    a, b = stations[move.previous.at], stations[move.current.at]
    low_a, low_b = (is_low(posture_of(s, at)) for s, at in ((move.previous, a), (move.current, b)))
    return _walk((a.x_m, a.y_m), (b.x_m, b.y_m), low_a, low_b, others, errand)


@lru_cache(maxsize=128)
def _walk(
    start: Spot, goal: Spot, low_a: bool, low_b: bool, others: tuple[Spot, ...], errand: Errand | None
) -> Walk | None:
    rise_s, lower_s = LOW_S if low_a else HIGH_S, LOW_S if low_b else HIGH_S
    if errand is not None:
        first, second = way(start, errand.spot, others), way(errand.spot, goal, others)
        fetch_m, rest_m = length_m(first), length_m(second)
        spare_s = max(0.94 * errand.over_s - rise_s - lower_s - STOOP_S, 0.5)
        to_s = spare_s * fetch_m / max(fetch_m + rest_m, 1e-6)
        stoop_s = rise_s + to_s
        away_s = stoop_s + STOOP_S
        there_s = away_s + spare_s - to_s
        length = fetch_m + rest_m
        return Walk((*first, *second[1:]), length, rise_s, there_s, there_s + lower_s, fetch_m, stoop_s, away_s)
    gap = hypot(goal[0] - start[0], goal[1] - start[1])
    near = _ON_KNEES_M if low_a and low_b else _STEP_M
    if gap < near and not crosses_patient(start, goal):
        return None
    points = way(start, goal, others)
    length = length_m(points)
    whole_s = rise_s + length / PACE_M_S + lower_s
    scale = min(1.0, LONGEST_S / whole_s)
    there_s = scale * (whole_s - lower_s)
    return Walk(points, length, scale * rise_s, there_s, scale * whole_s)


def over_s(move: Move[Stance], walk: Walk | None) -> float:
    """How long the way from stance to stance takes on the stage (s)."""
    if move.over_s <= 0.0:
        return 0.0
    return walk.down_s if walk is not None else move.over_s


def pick_spot(item: Floats, start: Spot, goal: Spot) -> Spot:
    """Where one stands to take up a thing that lies at a frame (4, 4): beside it, on the nearer side of the two."""
    across = item[:2, 1] / max(float(np.linalg.norm(item[:2, 1])), 1e-9)
    sides = [(float(item[0, 3] + s * 0.46 * across[0]), float(item[1, 3] + s * 0.46 * across[1])) for s in (1.0, -1.0)]
    return min(sides, key=lambda p: hypot(p[0] - start[0], p[1] - start[1]) + hypot(p[0] - goal[0], p[1] - goal[1]))
