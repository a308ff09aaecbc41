"""Rotations: matrices (3, 3) and vectors (3,) in rad; cross products of rows."""

from math import atan2, sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_NEXT: Final = np.array([1, 2, 0])
_LAST: Final = np.array([2, 0, 1])


def roll_deg(frame: Floats) -> float:
    """How far a body with this rotation (3, 3) is rolled onto its right side (deg)."""
    return float(np.degrees(np.arctan2(frame[1, 2], frame[2, 2])))


def nodded(frame: Floats, angle_deg: float) -> Floats:
    """The rotation after nodding (flexion +) about the body's own ear-to-ear axis."""
    return np.asarray(frame @ from_vector(np.array([0.0, -np.radians(angle_deg), 0.0])))


def from_vector(vector: Floats) -> Floats:
    """The rotation (3, 3) of a rotation vector (3,) in rad (Rodrigues)."""
    angle = float(np.sqrt(vector @ vector))
    if angle < 1e-12:
        return np.eye(3)
    x, y, z = vector / angle
    skew = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.asarray(np.eye(3) + np.sin(angle) * skew + (1.0 - np.cos(angle)) * skew @ skew)


def cross(a: Floats, b: Floats) -> Floats:
    """Cross products of rows (A, 3); several times faster than numpy's own for few rows."""
    return np.asarray(a.take(_NEXT, 1) * b.take(_LAST, 1) - a.take(_LAST, 1) * b.take(_NEXT, 1))


def rotation_vector(turn: Floats) -> Floats:
    """The rotation vector (3,) in rad of a rotation matrix (3, 3)."""
    # Plain numbers: nine of them are quicker so than as arrays.
    (xx, xy, xz), (yx, yy, yz), (zx, zy, zz) = turn.tolist()
    a, b, c = 0.5 * (zy - yz), 0.5 * (xz - zx), 0.5 * (yx - xy)
    sine = sqrt(a * a + b * b + c * c)
    share = atan2(sine, 0.5 * (xx + yy + zz - 1.0)) / sine if sine > 1e-9 else 1.0
    return np.array([a * share, b * share, c * share])


def rolled(angle_deg: float) -> Floats:
    """The rotation (3, 3) of a body rolled by this much onto its right side."""
    angle = np.radians(angle_deg)
    cosine, sine = float(np.cos(angle)), float(np.sin(angle))
    return np.array([[1.0, 0.0, 0.0], [0.0, cosine, sine], [0.0, -sine, cosine]])
