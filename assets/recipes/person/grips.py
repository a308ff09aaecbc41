"""Where hands can hold a person: small patches of the surface, fixed when the person is made.

A grip is found by a ray from inside the body outwards; its patch is the vertices round the place where the ray leaves
the clothes or the skin. `ahead` is the direction of the fingers, in the rest pose, when nobody asks for another.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from assets.recipes.person.mesh import Floats
from assets.recipes.person.rig import Rest

PATCH = 7
_UP, _DOWN, _FRONT, _BACK = (0.0, 1.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, 1.0), (0.0, 0.0, -1.0)
_OUT = (1.0, 0.0, 0.0)

Row = tuple[str, str, float, tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

# name, joint, share of the way from the joint to its tail, offset in metres, outward, fingers ahead.
# `SIDE` rows are made for left and right; x counts outwards there.
MIDDLE: tuple[Row, ...] = (
    ("head.chin", "jaw", 1.0, (0.0, -0.012, -0.03), (0.0, -0.35, 1.0), _UP),
    ("head.crown", "head", 0.7, (0.0, 0.0, -0.02), _UP, _FRONT),
    ("head.back", "head", 0.35, (0.0, 0.0, 0.0), _BACK, _DOWN),
    ("forehead", "head", 0.62, (0.0, 0.0, 0.0), _FRONT, _UP),
    ("neck.front", "neck_2", 0.5, (0.0, -0.012, 0.0), _FRONT, _UP),
    ("neck.back", "neck_2", 0.5, (0.0, 0.0, 0.0), _BACK, _UP),
    ("chest", "spine_5", 0.2, (0.0, 0.0, 0.0), _FRONT, _UP),
    ("belly", "spine_2", 0.5, (0.0, 0.0, 0.0), _FRONT, _UP),
    ("back.upper", "spine_5", 0.2, (0.0, 0.0, 0.0), _BACK, _UP),
    ("back.lower", "spine_2", 0.3, (0.0, 0.0, 0.0), _BACK, _UP),
)
SIDE: tuple[Row, ...] = (
    ("head", "head", 0.45, (0.0, 0.012, 0.012), _OUT, (0.0, -1.0, 0.35)),
    ("head.low", "head", 0.10, (0.0, 0.010, -0.065), (1.0, 0.0, -0.6), (0.0, -1.0, 0.2)),
    ("neck", "neck_2", 0.5, (0.0, 0.0, 0.0), _OUT, _UP),
    ("shoulder", "upper_arm", 0.0, (0.0, -0.01, 0.0), (1.0, 0.35, 0.0), (0.0, -0.6, -1.0)),
    ("shoulder.top", "clavicle", 0.9, (0.0, 0.0, -0.01), (0.1, 1.0, 0.0), (0.0, 0.0, -1.0)),
    ("arm", "upper_arm_twist", 0.6, (0.0, 0.0, 0.0), (0.7, 0.6, 0.2), (0.0, -0.3, -1.0)),
    ("elbow", "forearm", 0.0, (0.0, 0.0, 0.0), (0.6, 0.4, -0.5), (0.0, -0.3, -1.0)),
    # Above on a forearm whose palm lies up, halfway, where veins are: the fingers point to the elbow.
    ("forearm", "forearm_twist", 0.0, (0.0, 0.0, 0.0), (-0.36, 0.67, 0.64), (-0.52, 0.50, -0.74)),
    ("wrist", "hand", 0.0, (0.0, 0.0, 0.0), (0.6, 0.6, 0.3), (0.0, -0.3, -1.0)),
    ("trunk", "spine_4", 0.3, (0.06, 0.0, 0.0), _OUT, (0.0, 0.0, -1.0)),
    ("hip", "thigh", 0.0, (0.0, 0.02, 0.0), _OUT, (0.0, 0.0, -1.0)),
    ("pelvis", "thigh", 0.0, (-0.01, 0.07, 0.0), (0.25, 0.1, 1.0), _UP),
    ("thigh", "thigh_twist", 0.25, (0.0, 0.0, 0.0), _OUT, (0.0, 0.0, -1.0)),
    ("thigh.front", "thigh_twist", 0.25, (0.0, 0.0, 0.0), _FRONT, _OUT),
    ("knee", "shin", 0.0, (0.0, 0.0, 0.0), _OUT, (0.0, 0.0, -1.0)),
    ("shin", "shin_twist", 0.2, (0.0, 0.0, 0.0), (0.3, 0.0, 1.0), _OUT),
    ("calf", "shin_twist", 0.0, (0.0, 0.0, 0.0), _OUT, (0.0, 0.0, -1.0)),
    ("ankle", "shin_twist", 0.85, (0.0, 0.0, 0.0), _OUT, (0.0, 0.0, -1.0)),
    ("foot", "toes", -0.4, (0.0, 0.0, 0.0), (0.2, 1.0, 0.0), _OUT),
)


def _patch(points: Floats, outward: Floats, start: Floats, way: Floats) -> list[int]:
    """The vertices round the place where a ray leaves the body; the search widens until it finds some."""
    way = way / np.linalg.norm(way)
    along = (points - start) @ way
    aside = np.linalg.norm(points - start - along[:, None] * way, axis=1)
    facing = outward @ way
    for radius in (0.012, 0.02, 0.03, 0.05):
        rows = np.flatnonzero((aside < radius) & (along > 0.0) & (along < 0.24) & (facing > 0.45))
        if len(rows):
            break
    else:
        raise ValueError("a grip's ray meets no surface")
    top = points[rows[along[rows].argmax()]]
    gap = np.linalg.norm(points - top, axis=1) + 0.5 * (facing < 0.45)
    return sorted(int(row) for row in np.argsort(gap, kind="stable")[:PATCH])


def grip_patches(rest: Rest, points: Floats, outward: Floats) -> dict[str, dict[str, Any]]:
    """name -> {"vertices": indices, "joint": name, "ahead": direction (3,)}; y-up, rest pose."""
    found: dict[str, dict[str, Any]] = {}

    def add(name: str, joint: str, row: Row, flip: float) -> None:
        _, _, share, offset, way, ahead = row
        mirror = np.array([flip, 1.0, 1.0])
        head, tail = rest.heads[rest.index(joint)], rest.tails[rest.index(joint)]
        start = head + share * (tail - head) + mirror * np.array(offset)
        rows = _patch(points, outward, start, mirror * np.array(way))
        found[name] = {"vertices": rows, "joint": joint, "ahead": (mirror * np.array(ahead)).tolist()}

    for row in MIDDLE:
        add(row[0], row[1], row, 1.0)
    for row in SIDE:
        for side, flip in (("left", 1.0), ("right", -1.0)):
            joint = f"{row[1]}.{side[0]}"
            add(f"{row[0]}.{side}", joint if joint in rest.names else row[1], row, flip)
    return found


def palms(rest: Rest, points: Floats, outward: Floats) -> dict[str, list[list[float]]]:
    """For each hand the palm's middle on the skin, its outward normal and the way of the fingers; y-up, rest pose."""
    found = {}
    for side in "lr":
        wrist, knuckle = rest.at(f"hand.{side}"), rest.at(f"middle_1.{side}")
        ahead = (knuckle - wrist) / np.linalg.norm(knuckle - wrist)
        across = rest.at(f"index_1.{side}") - rest.at(f"little_1.{side}")
        normal = np.cross(ahead, across)
        curl = rest.at(f"middle_3.{side}") - knuckle  # fingers bend towards the palm, also at rest
        normal *= np.sign(normal @ (curl - ahead * (curl @ ahead))) / np.linalg.norm(normal)
        rows = _patch(points, outward, wrist + 0.72 * (knuckle - wrist), normal)
        found[side] = np.round([points[rows].mean(axis=0), normal, ahead], 5).tolist()
    return found
