"""How the patient's body lies at a moment: what the stage draws and what the gauges read.

A body model answers `pose(state, at_s)`. `GuidedBody` follows a given path; a physical body can take its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin, sqrt
from types import MappingProxyType
from typing import Final, Protocol

from simulator.core.scene import Scene
from simulator.core.state import State, holds

LEVELS = (
    *("C0-C1", "C1-C2", "C2-C3", "C3-C4", "C4-C5", "C5-C6", "C6-C7", "C7-T1"),
    *(f"T{n}-T{n + 1}" for n in range(1, 12)),
    *("T12-L1", "L1-L2", "L2-L3", "L3-L4", "L4-L5", "L5-S1"),
)
CERVICAL = LEVELS[:8]

Angles = tuple[float, float, float]
"""Flexion (+), lateral bending to the patient's left (+), turn to the left (+); degrees."""

STILL: Angles = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Limbs:
    """Arms and legs on the way from one named posture to another; `share` 0..1."""

    previous: str
    current: str
    share: float


@dataclass(frozen=True, slots=True)
class BodyPose:
    """The body against lying supine on the floor at the origin, head towards +x.

    `shift_m`: displacement of the pelvis on its support (x, y). `lift_m`: height of the lowest point of the body and
    what it lies on, above the floor. `roll_deg`: turn about the long axis, + onto the right side.
    `levels_deg`: the angles of each of the 25 `LEVELS`, cranial part against caudal part.

    What only physics knows: `turn`, how the pelvis is turned in all (quaternion w, x, y, z; None: rolled alone);
    `board_up`, the normal of what he is carried on; `exposure`, motion exposure of each level now (0..1, empty where
    none is known); `free_hands`, hands that have lost their hold (`r1.left`, or `r1.both`). `chest_m`: how far the
    chest is pressed in; `press_m`: height of the hands that press it, against the untouched chest.
    """

    shift_m: tuple[float, float]
    lift_m: float
    roll_deg: float
    limbs: Limbs
    levels_deg: tuple[Angles, ...]
    turn: tuple[float, float, float, float] | None = None
    board_up: tuple[float, float, float] = (0.0, 0.0, 1.0)
    exposure: tuple[float, ...] = ()
    free_hands: frozenset[str] = frozenset()
    chest_m: float = 0.0
    press_m: float = 0.0

    @property
    def head_on_trunk_deg(self) -> Angles:
        """The head against the trunk: the sum over the cervical levels."""
        f, b, t = (sum(level[axis] for level in self.levels_deg[: len(CERVICAL)]) for axis in range(3))
        return (f, b, t)


class Body(Protocol):
    """A model of the patient's body."""

    def pose(self, state: State, at_s: float) -> BodyPose:
        """The pose at `at_s` (s); a pure function of the state."""


BOARD_Y_M = -0.07
"""How far to the patient's left the middle of a board lies that was pushed under in a roll (m): own choice."""


MIDDLE_Y_M: Final[Mapping[str, float]] = MappingProxyType({"scoop": 0.0})
"""The same for what comes under him otherwise: the halves of a scoop close round him where he lies (m)."""


@dataclass(frozen=True, slots=True)
class Lying:
    """One named pose of the patient: posture of the limbs, roll (deg), shift of the pelvis (x, y) and lift (m)."""

    limbs: str
    roll_deg: float = 0.0
    shift_m: tuple[float, float] = (0.0, 0.0)
    lift_m: float = 0.0


# Own choices: 70 degrees opens the back for hand and board (schools differ between 15 cm of lift and 90 degrees,
# clinical reference 1.6). The board stands out to the patient's left, so after rolling back the body lies a hand's
# breadth off its middle and a little too far up, until it is slid along the long axis.
POSES: dict[str, Lying] = {
    "found": Lying("found"),
    "straight": Lying("straight"),
    "side": Lying("straight", roll_deg=70.0),
    "off-centre": Lying("straight", shift_m=(-0.05, 0.0)),
    "centred": Lying("straight", shift_m=(0.0, BOARD_Y_M)),
    # On a bed, one arm with the palm up a little away from the body, ready to be worked on.
    "arm-out": Lying("arm-out", shift_m=(0.0, BOARD_Y_M)),
    "lifted": Lying("straight", shift_m=(0.0, BOARD_Y_M), lift_m=0.70),
}

# Elliptical sections, depth x breadth in m (clinical reference 3.6).
_SHOULDERS, _HEAD = (0.22, 0.40), (0.19, 0.15)
_HEAD_TO_SHOULDERS_M = 0.25
# The side on which the body rolls stays nearly where it is: own choice for the guided path.
_ROLL_SHIFT_M = 0.12


class GuidedBody:
    """The body led along the ideal path: trunk in one piece, the head with it as long as it is carried."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def pose(self, state: State, at_s: float) -> BodyPose:
        """The pose at `at_s` (s)."""
        move = state.patient
        share = smooth_share(move.share(at_s))
        a, b = POSES[move.previous], POSES[move.current]
        roll = a.roll_deg + share * (b.roll_deg - a.roll_deg)
        x, y = (p + share * (q - p) for p, q in zip(a.shift_m, b.shift_m, strict=True))
        return BodyPose(
            shift_m=(x, y + _ROLL_SHIFT_M * sin(radians(roll))),
            lift_m=a.lift_m + share * (b.lift_m - a.lift_m),
            roll_deg=roll,
            limbs=Limbs(a.limbs, b.limbs, share),
            levels_deg=self._neck(state, roll) + (STILL,) * (len(LEVELS) - len(CERVICAL)),
        )

    def _neck(self, state: State, roll_deg: float) -> tuple[Angles, ...]:
        support = self._scene.patient.head_support
        if support is None or holds(self._scene, state, support):
            return (STILL,) * len(CERVICAL)
        bend = -head_drop_deg(roll_deg) / len(CERVICAL)
        return ((0.0, bend, 0.0),) * len(CERVICAL)


def head_drop_deg(roll_deg: float) -> float:
    """Lateral bending of the neck when nobody carries the head in a roll (deg).

    The head stays on the ground while the shoulders rise: atan(rise / 0.25 m), with the sections and the distance
    of the clinical reference, 3.6 (derived there; 12.5 cm at 90 degrees).
    """
    rise = _height(_SHOULDERS, roll_deg) - _height(_HEAD, roll_deg)
    at_rest = _height(_SHOULDERS, 0.0) - _height(_HEAD, 0.0)
    return degrees(atan2(rise - at_rest, _HEAD_TO_SHOULDERS_M))


def _height(section: tuple[float, float], roll_deg: float) -> float:
    depth, breadth = section
    return sqrt((depth / 2 * cos(radians(roll_deg))) ** 2 + (breadth / 2 * sin(radians(roll_deg))) ** 2)


def smooth_share(share: float) -> float:
    """A movement that sets out and arrives softly: 0..1 of the time to 0..1 of the way."""
    return share * share * (3 - 2 * share)
