"""How each level of the spine resists being bent and turned.

A level is nearly slack inside its neutral zone, taut beyond it, and stopped by ligament and bone at the end of its
range; three straight pieces for each direction. Tables follow the sources of `anatomy.SOURCES`; the widths of the
cervical neutral zones are not taken from anywhere: they follow from the measured range at the test moment and the
measured stiffness of the taut part.

Rows are ordered as `body.LEVELS`, C0-C1 first; columns are flexion (+), bending to the left (+), turn to the left (+).
Tables are in degrees and Nm/deg, `Resistance` is in radians and Nm/rad.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.core.twin.anatomy import SEVERITIES, Injury, Size
from simulator.core.twin.body import CERVICAL

Floats = npt.NDArray[np.float64]

# Half of the total range at the test moment, deg (flexion-extension, bending, turn).
# C0-C1 ... C6-C7: Panjabi 2001. C7-T1: White & Panjabi 1990, taken as if at the same moment (own choice).
_NECK_HALF_DEG: Final = (
    (13.7, 4.55, 4.95),
    (12.2, 3.25, 28.35),
    (3.4, 4.8, 1.65),
    (4.1, 4.5, 2.55),
    (4.9, 4.65, 3.4),
    (5.2, 3.25, 2.5),
    (4.0, 2.7, 1.45),
    (3.8, 2.6, 1.45),
)
_NECK_MOMENT: Final = 1.0
# Stiffness beyond the neutral zone, Nm/deg: flexion, extension, bending, turn (Moroney 1988, disc and joints). It was
# measured on C2-T1; that the two upper joints stiffen alike once they are taut is our own choice.
_NECK_TAUT: Final = (0.43, 0.73, 0.68, 1.16)

# Half ranges at 7.5 Nm, deg, T1-T2 first (Wilke 2017, read off by group of levels).
_CHEST_HALF_DEG: Final = (
    (7.0, 6.25, 6.0),
    *[(3.5, 5.5, 5.5)] * 5,
    *[(3.5, 4.25, 5.5)] * 3,
    *[(3.5, 4.25, 3.75)] * 2,
)
_CHEST_MOMENT: Final = 7.5
_CHEST_NEUTRAL_SHARE: Final = 0.25  # of the half range; own choice, no measurement at hand
RIB_CAGE: Final = 1.35  # Watkins 2005: middle of 30-40 %

# Neutral zone (flexion-extension, bending, turn) and range at 10 Nm (flexion, extension, bending, turn), deg, L1-L2
# first: Yamamoto 1989. T12-L1 was not measured: it is taken like L1-L2 (own choice).
_BACK: Final = (
    ((1.6, 1.4, 0.9), (5.8, 4.3, 4.9, 2.3)),
    ((1.6, 1.4, 0.9), (5.8, 4.3, 4.9, 2.3)),
    ((1.0, 2.0, 0.8), (6.5, 4.3, 7.0, 2.6)),
    ((1.4, 1.4, 0.7), (7.5, 3.7, 5.7, 2.6)),
    ((1.8, 1.6, 0.4), (8.9, 5.8, 5.7, 2.2)),
    ((3.0, 1.8, 0.4), (10.0, 7.8, 5.5, 1.4)),
)
_BACK_MOMENT: Final = 10.0

# Physiological range, deg: flexion-extension total, bending and turn to one side (White & Panjabi 1990).
RANGE_DEG: Final = (
    *((25, 5, 5), (20, 5, 40), (10, 10, 3), (15, 11, 7), (20, 11, 7), (20, 8, 7), (17, 7, 6), (9, 4, 2)),
    *((4, 5, 9), (4, 6, 8), (4, 5, 8), (4, 6, 8), (4, 6, 8), (5, 6, 7), (6, 6, 7), (6, 6, 6), (6, 6, 4)),
    *((9, 7, 2), (12, 9, 2), (12, 8, 2)),
    *((12, 6, 2), (14, 6, 2), (15, 8, 2), (16, 6, 2), (17, 3, 1)),
)

# Own choices. Inside the neutral zone a level is nearly slack; beyond its range ligament and bone stop it.
NEUTRAL_STIFFNESS: Final = 0.1
SLACK_SHARE: Final = 0.5  # most of the test moment that the neutral zone may take up
END_STIFFNESS: Final = 4.0
# Skin, muscle at rest and windpipe run past several cervical levels, so an injury to one leaves them; Nm/deg. Own
# choice, one of the numbers tuned on the marked validation rows.
FLESH: Final = (0.03, 0.025, 0.012)
HARD_LIMIT: Final = 1.5
HARD_LIMIT_PLUS_DEG: Final = 4.0
INJURED_RANGE: Final = 2.0
INJURED_ZONE: Final = 2.5  # an injury widens the neutral zone more than the range
# How a level resists being drawn apart or pressed together, and being shifted sideways or forwards, N/mm (Panjabi 1976,
# thoracic; the necks' own were not at hand). Linear; softened like bending where the level is injured (own choice).
AXIAL_N_MM: Final = 780.0
SHEAR_N_MM: Final = 105.0
DAMPING_RATIO: Final = 0.9
NECK_CARRIES: Final = 0.004  # kg m2
TRUNK_CARRIES: Final = 0.02


_SIDES: Final = np.array([-1.0, -1.0, -1.0, 1.0, 1.0, 1.0])[:, None, None]


@dataclass(frozen=True, slots=True)
class Resistance:
    """The law of all levels: arrays (2, 25, 3), first for negative, then for positive angles; rad, Nm/rad.

    `neutral` and `end` are where the taut part begins and ends; `hard` (25, 3) is the limit that nothing passes.
    """

    neutral: Floats
    end: Floats
    slack: Floats
    taut: Floats
    stop: Floats
    hard: Floats
    _knees: Floats = field(init=False, repr=False, compare=False)
    _rises: Floats = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Three straight pieces a side are three ramps: where each begins, and by how much the law gets steeper there.
        knees, rises = [], []
        for side in (0, 1):
            knees += [np.zeros_like(self.hard), self.neutral[side], self.end[side]]
            rises += [self.slack[side], self.taut[side] - self.slack[side], self.stop[side] - self.taut[side]]
        object.__setattr__(self, "_knees", np.array(knees))
        object.__setattr__(self, "_rises", -_SIDES * np.array(rises))

    def moment(self, angle_rad: Floats) -> Floats:
        """The restoring moment (25, 3) in Nm of the angles (25, 3) in rad."""
        beyond = _SIDES * angle_rad
        beyond -= self._knees
        np.maximum(beyond, 0.0, out=beyond)
        beyond *= self._rises
        return np.asarray(beyond.sum(axis=0))


def resistance(size: Size, injury: Injury, flesh: bool = True) -> Resistance:
    """The law of a spine of this size with this injury; without `flesh` that of bare ligaments, as in a test rig."""
    neutral, reach, slack, taut = _pieces()
    taut, slack = taut * size.stiffness, slack * size.stiffness
    half = np.array(RANGE_DEG, dtype=np.float64) * (0.5, 1.0, 1.0)
    end = np.maximum(half[None], reach)
    stop = END_STIFFNESS * taut
    row, softer = injury.row, np.array(SEVERITIES[injury.severity])
    taut[:, row] /= softer
    slack[:, row] /= softer
    if flesh:
        slack[:, : len(CERVICAL)] += np.array(FLESH) * size.stiffness
        taut[:, : len(CERVICAL)] += np.array(FLESH) * size.stiffness
    if injury.severity != "none":
        end[:, row] *= INJURED_RANGE
        neutral[:, row] = np.minimum(INJURED_ZONE * neutral[:, row], 0.8 * end[:, row])
    hard = HARD_LIMIT * end.max(axis=0) + HARD_LIMIT_PLUS_DEG
    deg = np.degrees(1.0)
    return Resistance(
        neutral=np.radians(neutral),
        end=np.radians(end),
        slack=slack * deg,
        taut=taut * deg,
        stop=stop * deg,
        hard=np.radians(hard),
    )


def damping(law: Resistance) -> Floats:
    """Damping of each axis (25, 3), Nm s/rad.

    The one figure known (0.12 Nm s/rad, Batchu 2025) is for a single segment in a fast blow. So that nothing rings
    (damping ratio 0.7-1, clinical reference 3.4), it is set against the inertia that such a joint carries; own choice.
    """
    carried = np.where(np.arange(25) < len(CERVICAL), NECK_CARRIES, TRUNK_CARRIES)[:, None]
    return np.asarray(0.12 + 2.0 * DAMPING_RATIO * np.sqrt(law.taut.mean(axis=0) * carried))


def sliding(size: Size, injury: Injury, carried_kg: float) -> tuple[Floats, Floats]:
    """Stiffness (3,) in N/m and damping (3,) in N s/m of the injured level along the spine, sideways and forwards.

    `carried_kg`: the mass above it.
    """
    softer = SEVERITIES[injury.severity][1]
    stiff = 1e3 * size.stiffness * np.array([AXIAL_N_MM, SHEAR_N_MM, SHEAR_N_MM]) / softer
    return stiff, np.asarray(2.0 * DAMPING_RATIO * np.sqrt(stiff * carried_kg))


def _pieces() -> tuple[Floats, Floats, Floats, Floats]:
    """Neutral zone, range at the test moment (deg), slack and taut stiffness (Nm/deg), each (2, 25, 3)."""
    neutral, reach, slack, taut = (np.zeros((2, 25, 3)) for _ in range(4))
    for side in (0, 1):
        neck = np.array(_NECK_HALF_DEG)
        reach[side, :8] = neck
        taut[side, :8] = [_NECK_TAUT[1 - side], *_NECK_TAUT[2:]]
        slack[side, :8] = np.minimum(NEUTRAL_STIFFNESS * taut[side, :8], SLACK_SHARE * _NECK_MOMENT / neck)
        # slack * neutral + taut * (reach - neutral) = test moment
        zone = (taut[side, :8] * neck - _NECK_MOMENT) / (taut[side, :8] - slack[side, :8])
        neutral[side, :8] = np.maximum(0.0, zone)
        chest = np.array(_CHEST_HALF_DEG)
        reach[side, 8:19] = chest
        neutral[side, 8:19] = _CHEST_NEUTRAL_SHARE * chest
        taut[side, 8:19] = RIB_CAGE * _taut(_CHEST_MOMENT, chest, neutral[side, 8:19])
        for row, (zone_deg, (flexion, extension, bending, turn)) in enumerate(_BACK, start=19):
            reach[side, row] = (flexion if side else extension, bending, turn)
            neutral[side, row] = zone_deg
            taut[side, row] = _taut(_BACK_MOMENT, reach[side, row], neutral[side, row])
        slack[side, 8:] = NEUTRAL_STIFFNESS * taut[side, 8:]
    return neutral, reach, slack, taut


def _taut(moment: float, reach_deg: Floats, neutral_deg: Floats) -> Floats:
    return np.asarray(moment / (reach_deg - (1.0 - NEUTRAL_STIFFNESS) * neutral_deg))
