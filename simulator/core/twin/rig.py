"""A test rig: the spine alone, without weight, bent by a pure moment as in the laboratory.

Used to compare the law of the levels with what laboratories measured, and a collar with what it leaves of motion.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.core.twin.body import CERVICAL
from simulator.core.twin.fixing import COLLARS
from simulator.core.twin.levels import Resistance

Floats = npt.NDArray[np.float64]

_HALVINGS: Final = 50


def angles_deg(law: Resistance, moment_nm: Floats) -> Floats:
    """The angles (25, 3) in deg at which each level rests under moments (25, 3) in Nm; the law only ever grows."""
    low, high = -2.0 * law.hard, 2.0 * law.hard
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        short = -law.moment(middle) < moment_nm
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return np.asarray(np.degrees(0.5 * (low + high)))


def neck_deg(law: Resistance, axis: int, moment_nm: float, collar: str = "none") -> float:
    """How far the head turns against the chest (deg) about one axis (0 flexion, 1 bending, 2 turn) under a moment (Nm).

    The collar takes its part of the moment by the whole angle of the neck.
    """
    stiff = COLLARS[collar][0][axis]
    low, high = -180.0, 180.0
    for _ in range(_HALVINGS):
        total = 0.5 * (low + high)
        low, high = (total, high) if _bent(law, axis, moment_nm - stiff * total) > total else (low, total)
    return 0.5 * (low + high)


def level_share(law: Resistance, row: int, axis: int, total_deg: float) -> float:
    """Which share of a neck bent by `total_deg` about one axis lies in one level."""
    return float(neck_angles_deg(law, axis, total_deg)[row, axis] / total_deg)


def neck_angles_deg(law: Resistance, axis: int, total_deg: float) -> Floats:
    """The angles (25, 3) in deg of a neck bent by `total_deg` about one axis: each level bears the same moment."""
    low, high = -30.0, 30.0
    for _ in range(_HALVINGS):
        moment = 0.5 * (low + high)
        low, high = (moment, high) if _bent(law, axis, moment) < total_deg else (low, moment)
    angles = angles_deg(law, _about(axis, low))
    angles[len(CERVICAL) :] = 0.0
    return angles


def _bent(law: Resistance, axis: int, moment_nm: float) -> float:
    return float(angles_deg(law, _about(axis, moment_nm))[: len(CERVICAL), axis].sum())


def _about(axis: int, moment_nm: float) -> Floats:
    moments = np.zeros((25, 3))
    moments[:, axis] = moment_nm
    return moments
