"""From the track of the twin to what the stage draws."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from simulator.core.twin.body import BodyPose, Limbs
from simulator.core.twin.measures import risks
from simulator.core.twin.track import Track

Floats = npt.NDArray[np.float64]

LYING_STRAIGHT = Limbs("straight", "straight", 1.0)


def pose_at(track: Track, time_s: float, limbs: Limbs = LYING_STRAIGHT) -> BodyPose:
    """The pose at `time_s` of the track: that of the last sample before it (the first one, if it is earlier)."""
    row = int(np.clip(np.searchsorted(track.time_s, time_s, side="right") - 1, 0, len(track.time_s) - 1))
    pose = body_pose(track.levels_deg[row], track.root_m[row], track.root_turn[row], float(track.lift_m[row]), limbs)
    return sensed(pose, track, row)


def sensed(pose: BodyPose, track: Track, row: int, *, going: bool = True) -> BodyPose:
    """The pose with what was measured besides at a sample. `going`: does the handling still go on? Afterwards no hand
    counts as lost any more."""
    lost = [hand for hand, held in zip(track.hands, track.held[row], strict=True) if not held] if going else []
    x, y, z = (float(part) for part in track.board_up[row])
    return replace(
        pose,
        board_up=(x, y, z),
        exposure=tuple(_exposure(track, row).tolist()),
        free_hands=frozenset(lost),
    )


def _exposure(track: Track, row: int) -> Floats:
    """Motion exposure (25,) at one sample; only this one and that at the word are looked at."""
    word = int(np.searchsorted(track.time_s, track.word_s))
    rows = [word if word < len(track.time_s) else 0, row]
    if row < rows[0]:
        return np.zeros(track.levels_deg.shape[1])
    shift = track.shift_mm[rows] if len(track.shift_mm) else track.shift_mm
    time, levels, axial = track.time_s[rows], track.levels_deg[rows], track.axial_n[rows]
    part = replace(track, time_s=time, levels_deg=levels, axial_n=axial, shift_mm=shift)
    return np.asarray(risks(part)[-1])


def body_pose(levels_deg: Floats, root_m: Floats, root_turn: Floats, lift_m: float, limbs: Limbs) -> BodyPose:
    """One sample as a pose. `levels_deg` (25, 3): Cardan angles; `root_turn` (4,): quaternion w, x, y, z."""
    w, x, y, z = (float(part) for part in root_turn)
    # Roll onto the right side: the angle from straight up of the body's front (+z), about the long axis.
    up_y, up_z = 2.0 * (y * z - w * x), 1.0 - 2.0 * (x * x + y * y)
    vectors = rotation_vectors_deg(levels_deg)
    return BodyPose(
        shift_m=(float(root_m[0]), float(root_m[1])),
        lift_m=lift_m,
        roll_deg=float(np.degrees(np.arctan2(up_y, up_z))),
        limbs=limbs,
        levels_deg=tuple((float(f), float(b), float(t)) for f, b, t in vectors),
        turn=(w, x, y, z),
    )


def rotation_vectors_deg(levels_deg: Floats) -> Floats:
    """Rotation vectors (25, 3) in deg, along flexion, bending, turn, of Cardan angles in this order (25, 3) in deg.

    Flexion, bending and turn run about -y, -z and +x of the world at rest: a right-handed set, so that they multiply
    like any three axes.
    """
    half = 0.5 * np.radians(levels_deg)
    (cf, cb, ct), (sf, sb, st) = np.cos(half).T, np.sin(half).T
    # Product of three quaternions about the first, second and third axis.
    w = cf * cb * ct - sf * sb * st
    first = sf * cb * ct + cf * sb * st
    second = cf * sb * ct - sf * cb * st
    third = cf * cb * st + sf * sb * ct
    sine = np.sqrt(first**2 + second**2 + third**2)
    angle = 2.0 * np.arctan2(sine, w)
    scale = np.where(sine > 1e-12, angle / np.maximum(sine, 1e-12), 2.0)
    return np.asarray(np.degrees(np.stack([first, second, third], axis=1) * scale[:, None]))
