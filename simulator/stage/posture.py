"""Named postures as data: how the pelvis stands, where knees and feet rest, how the spine and the arms are held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Leg:
    """A foot flat on the floor or a knee on it. Metres from the spot below the pelvis: `ahead`, `out` to the side."""

    rests: Literal["foot", "knee"]
    ahead_m: float
    out_m: float
    toe_out_deg: float = 6.0


@dataclass(frozen=True, slots=True)
class Posture:
    """`hip_share`: height of the hips as a share of their standing height. `pitch_deg`: pelvis forwards.

    `spine_deg`: flexion shared by the spine; `hands`: where idle hands rest: at the `side` or on the own `thigh`.
    `back_m`: how far the hips lie behind the spot where the figure is put.
    """

    hip_share: float
    pitch_deg: float
    spine_deg: float
    left: Leg
    right: Leg
    hands: Literal["side", "thigh"]
    back_m: float = 0.0


def _feet(ahead_m: float, out_m: float, toe_out_deg: float = 8.0) -> tuple[Leg, Leg]:
    leg = Leg("foot", ahead_m, out_m, toe_out_deg)
    return leg, leg


def _knees(out_m: float) -> tuple[Leg, Leg]:
    leg = Leg("knee", 0.0, out_m, 4.0)
    return leg, leg


POSTURES: dict[str, Posture] = {
    "standing": Posture(0.995, 2.0, 2.0, *_feet(0.0, 0.13), "side"),
    "lean": Posture(0.96, 28.0, 16.0, *_feet(0.06, 0.16), "side"),
    "bend": Posture(0.88, 46.0, 26.0, *_feet(0.10, 0.18), "side"),
    "squat": Posture(0.42, 24.0, 20.0, *_feet(0.10, 0.20, 18.0), "thigh"),
    "half-squat": Posture(0.66, 30.0, 18.0, *_feet(0.10, 0.20, 14.0), "thigh"),
    "kneel-both": Posture(0.455, 8.0, 8.0, *_knees(0.15), "thigh"),
    "kneel-tall": Posture(0.535, 2.0, 3.0, *_knees(0.13), "side"),
    "kneel-low": Posture(0.335, 10.0, 10.0, *_knees(0.17), "thigh"),
    # So low and so upright that the shoulders come over hands on the chest of somebody who lies there.
    "kneel-press": Posture(0.42, 12.0, 2.0, *_knees(0.16), "thigh"),
    "kneel-wide": Posture(0.345, 6.0, 8.0, *_knees(0.27), "thigh"),
    "carry": Posture(0.90, 9.0, 6.0, *_feet(0.05, 0.17, 12.0), "side"),
    "kneel-one": Posture(0.50, 6.0, 6.0, Leg("foot", 0.36, 0.17, 4.0), Leg("knee", 0.0, 0.13, 2.0), "thigh"),
}


# Postures that follow the height of what the hands hold (m): one sits down on the heels to reach the floor, and lifts
# with the legs, the feet staying where they are.
BY_HEIGHT: dict[str, tuple[tuple[float, str], ...]] = {
    "kneel-both": ((0.28, "kneel-low"), (0.55, "kneel-both")),
    "carry": (
        (0.06, "carry-deep"),
        (0.22, "carry-low"),
        (0.40, "carry-half"),
        (0.58, "carry-high"),
        (0.74, "carry"),
    ),
}
POSTURES |= {
    name: Posture(hips, pitch, spine, *_feet(0.05, 0.17, 12.0), "side")
    for name, hips, pitch, spine in (
        ("carry-deep", 0.43, 28.0, 20.0),
        ("carry-low", 0.52, 27.0, 16.0),
        ("carry-half", 0.65, 22.0, 12.0),
        ("carry-high", 0.79, 15.0, 9.0),
    )
}


@dataclass(frozen=True, slots=True)
class LyingArm:
    """Where a wrist lies, metres from its shoulder: towards the feet, out to the side, and the palm's facing."""

    down_m: float
    out_m: float
    palm: Literal["thigh", "floor", "up"]
    above_m: float | None = None  # over the shoulder's height; None rests on the floor
    on_m: float = 0.0  # resting, on something so thick


@dataclass(frozen=True, slots=True)
class Lying:
    """The limbs of a person on the back: legs apart (deg), feet fallen outwards (deg), knee bent (deg)."""

    left_arm: LyingArm
    right_arm: LyingArm
    left_leg_deg: Vector
    right_leg_deg: Vector


# The spine of a person lying on a flat floor, against the rest pose: the back lies flat, the head rests on the floor.
# (level count, flexion of each in degrees), cranial first: C0-C1 to C7-T1, T1-T2 to T11-T12, T12-L1 to L5-S1.
LYING_SPINE_DEG: tuple[tuple[int, float], ...] = ((8, -0.90), (11, -0.60), (6, 0.0))

LYING: dict[str, Lying] = {
    "straight": Lying(
        LyingArm(0.455, 0.085, "thigh"), LyingArm(0.455, 0.085, "thigh"), (-2.5, 7.0, 0.0), (-2.5, 7.0, 0.0)
    ),
    # On the side the arm that comes below lies in front of the hip, or the body would roll over it; the leg below it is
    # drawn in, so that it rests on the floor as the hip does.
    "rolled": Lying(
        LyingArm(0.455, 0.085, "thigh"), LyingArm(0.43, -0.06, "thigh", 0.125), (-2.5, 7.0, 0.0), (3.8, 4.0, 3.0)
    ),
    "arm-out": Lying(
        LyingArm(0.455, 0.085, "thigh"), LyingArm(0.44, 0.17, "up", on_m=0.035), (-2.5, 7.0, 0.0), (-2.5, 7.0, 0.0)
    ),
    "found": Lying(LyingArm(0.36, 0.34, "up"), LyingArm(0.49, 0.13, "floor"), (11.0, 24.0, 4.0), (5.0, 18.0, 9.0)),
}
