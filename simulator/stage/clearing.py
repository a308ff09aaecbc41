"""Whoever stands between the viewer and the patient fades while the patient is see-through."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulator.stage.figure import Figure
from simulator.stage.rotations import Floats
from simulator.stage.see_through import SeeThrough

_AMOUNT = 0.62
_NEAR_M = 0.30  # of the line of sight
_BODY = ("pelvis", "spine_3", "spine_5", "head")


class Clearing:
    """The team's figures, each of which can fade. Solid until `update` finds them in the way."""

    def __init__(self, figures: Mapping[str, Figure], *, shaders: bool) -> None:
        self._figures = figures
        self._glass = {id_: SeeThrough(figure.root, shaders=shaders) for id_, figure in figures.items()}

    def update(self, eye_m: Floats, targets_m: Floats) -> None:
        """Fade those who are in the way of one of the points (N, 3) as seen from `eye_m`."""
        for id_, figure in self._figures.items():
            points = np.array([figure.joint_point(name) for name in _BODY])
            self._glass[id_].set_amount(_AMOUNT if in_the_way(points, eye_m, targets_m) else 0.0)

    def clear(self) -> None:
        """Everybody is solid again."""
        for glass in self._glass.values():
            glass.set_amount(0.0)


def in_the_way(points_m: Floats, eye_m: Floats, targets_m: Floats) -> bool:
    """Does one of the points (M, 3) lie near a line of sight, and clearly before its end?"""
    for target in targets_m:
        sight = target - eye_m
        length = float(np.linalg.norm(sight))
        if length < 1e-6:
            continue
        along = (points_m - eye_m) @ sight / length
        aside = np.linalg.norm(points_m - eye_m - np.outer(along / length, sight), axis=1)
        if bool(((aside < _NEAR_M) & (along > 0.1) & (along < length - 0.25)).any()):
            return True
    return False
