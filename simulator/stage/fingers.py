"""How the fingers are held: bends of each joint as data, turned into rotations for either hand."""

from __future__ import annotations

import numpy as np

from simulator.stage.rig import Rig, forward, rest_pose
from simulator.stage.rotations import Floats, cross, turn, unit

FINGERS = ("index", "middle", "ring", "little")
Bends = tuple[float, float, float]

# Degrees from the rest pose at the three joints, root first: index, middle, ring, little, thumb.
CURLS: dict[str, tuple[Bends, Bends, Bends, Bends, Bends]] = {
    "relaxed": ((10, 14, 8), (14, 18, 10), (17, 20, 12), (20, 22, 12), (4, 8, 8)),
    "flat": ((-8, -4, -2), (-8, -4, -2), (-8, -4, -2), (-8, -4, -2), (-6, 0, 0)),
    "soft": ((2, 6, 4), (3, 8, 5), (4, 8, 5), (5, 9, 5), (0, 4, 4)),
    "cupped": ((16, 20, 12), (18, 22, 14), (20, 22, 14), (22, 22, 14), (10, 12, 8)),
    "grip": ((42, 58, 34), (46, 60, 36), (48, 60, 36), (50, 58, 34), (26, 24, 18)),
    "fist": ((74, 92, 58), (78, 94, 60), (80, 94, 60), (82, 92, 58), (34, 38, 36)),
    "pinch": ((47, 35, 18), (43, 41, 23), (50, 50, 26), (54, 52, 28), (18, 18, 16)),
    "point": ((-4, 2, 2), (72, 90, 56), (78, 92, 58), (80, 90, 56), (30, 34, 30)),
}


def curls(rig: Rig) -> dict[tuple[str, str], dict[str, Floats]]:
    """For each side (`l`, `r`) and name the rotations (3, 3) of all finger joints; worked out once a person."""
    return {(side, name): _curl(rig, side, name) for side in "lr" for name in CURLS}


def pinches(rig: Rig) -> dict[str, Floats]:
    """For each side where the tips of thumb and index meet in a pinch: a point (3,) of the hand at rest, metres."""
    found = {}
    for side in "lr":
        world = forward(rig, rest_pose(rig).turned(rig, _curl(rig, side, "pinch")))
        tips = []
        for finger in ("index", "thumb"):
            row = rig.index[f"{finger}_3.{side}"]
            tips.append(world[row, :3, 3] + world[row, :3, :3] @ (rig.tails[row] - rig.heads[row]))
        found[side] = np.mean(tips, axis=0)
    return found


def _curl(rig: Rig, side: str, name: str) -> dict[str, Floats]:
    normal = rig.palms[side][1]
    across = unit(rig.at(f"little_1.{side}") - rig.at(f"index_1.{side}"))
    inwards = dict.fromkeys(FINGERS, normal) | {"thumb": unit(0.55 * normal + 0.85 * across)}
    rotations = {}
    for finger, bends in zip((*FINGERS, "thumb"), CURLS[name], strict=True):
        for k, bend_deg in enumerate(bends, start=1):
            joint = f"{finger}_{k}.{side}"
            segment = unit(rig.tails[rig.index[joint]] - rig.at(joint))
            rotations[joint] = turn(cross(segment, inwards[finger]), bend_deg)
    return rotations
