"""Where a vertex lies on a person: along the arm, up the neck, round a limb; and the folds that cloth makes there."""

from __future__ import annotations

import numpy as np

from assets.recipes.person.mesh import Floats
from assets.recipes.person.rig import Rest

_ARM = ("upper_arm", "upper_arm_twist", "forearm", "forearm_twist", "hand")
_NOTCH_HALF_M = 0.078  # a V begins at the sides of the neck
_FINGER_NAMES = ("thumb", "index", "middle", "ring", "little")


def share(rest: Rest, weights: Floats, joints: tuple[str, ...]) -> Floats:
    """How much (V,) of each vertex follows the named joints."""
    return np.asarray(weights[:, [rest.index(joint) for joint in joints]].sum(axis=1))


def arm_joints(side: str) -> tuple[str, ...]:
    fingers = tuple(f"{name}_{k}.{side}" for name in _FINGER_NAMES for k in (1, 2, 3))
    return tuple(f"{joint}.{side}" for joint in _ARM) + fingers


def along_arm(rest: Rest, points: Floats, weights: Floats) -> Floats:
    """Metres (V,) from the shoulder joint along the bent arm, either side; 0 or less off the arm."""
    result = np.zeros(len(points))
    for side in "lr":
        line = np.array([rest.at(f"{name}.{side}") for name in ("upper_arm", "forearm", "hand", "middle_2")])
        best = np.full(len(points), np.inf)
        run = np.zeros(len(points))
        start = 0.0
        for k in range(3):
            ray = line[k + 1] - line[k]
            length = float(np.linalg.norm(ray))
            t = (points - line[k]) @ ray / length
            t = np.clip(t, 0.0 if k else -np.inf, np.inf if k == 2 else length)
            gap = np.linalg.norm(points - line[k] - t[:, None] * (ray / length), axis=1)
            nearer = gap < best
            best = np.where(nearer, gap, best)
            run = np.where(nearer, start + t, run)
            start += length
        on_arm = share(rest, weights, arm_joints(side)) > 0.5
        result = np.where(on_arm, np.maximum(run, 0.001), result)
    return result


def arm_marks(rest: Rest) -> tuple[float, float]:
    """Metres from the shoulder to elbow and wrist."""
    upper = float(np.linalg.norm(rest.at("forearm.l") - rest.at("upper_arm.l")))
    return upper, upper + float(np.linalg.norm(rest.at("hand.l") - rest.at("forearm.l")))


def up_neck(rest: Rest, points: Floats) -> Floats:
    """Metres (V,) above the base of the neck along the neck."""
    way = rest.at("head") - rest.at("neck_1")
    return np.asarray((points - rest.at("neck_1")) @ (way / np.linalg.norm(way)))


def above_collar(rest: Rest, points: Floats, notch_m: float) -> Floats:
    """`up_neck` (V,), raised towards the middle of the front: what is cut at one level gets a V so many metres deep."""
    throat = rest.at("neck_1")
    ahead = np.clip((points[:, 2] - throat[2] + 0.01) / 0.05, 0.0, 1.0)
    return up_neck(rest, points) + notch_m * ahead * np.clip(1.0 - np.abs(points[:, 0]) / _NOTCH_HALF_M, 0.0, 1.0)


def waves(points: Floats, seed: int, wavelength: float, along: Floats, spread: float) -> Floats:
    """Smooth irregular waves (V,), about -1 to 1, that run across the direction `along` (3,); fixed by the seed."""
    dice = np.random.Generator(np.random.PCG64(seed))
    total = np.zeros(len(points))
    for _ in range(9):
        way = along / np.linalg.norm(along) + spread * dice.normal(size=3)
        number = 2.0 * np.pi / (wavelength * dice.uniform(0.7, 1.5))
        total += np.sin(points @ (way / np.linalg.norm(way)) * number + dice.uniform(0.0, 2.0 * np.pi))
    return np.asarray(total / 3.2)


def bump(values: Floats, centre: float, width: float) -> Floats:
    return np.asarray(np.exp(-(((values - centre) / width) ** 2)))


def folds(rest: Rest, points: Floats, weights: Floats, seed: int) -> Floats:
    """Fold heights (V,) of cloth, about -1 to 1: rings at elbow, knee and cuffs, diagonals at waist and crotch."""
    arm = along_arm(rest, points, weights)
    elbow, wrist = arm_marks(rest)
    on_arm = arm > 0.0
    y = points[:, 1]
    knee, ankle, hip = (float(rest.at(f"{name}.l")[1]) for name in ("shin", "foot", "thigh"))
    waist = float(rest.at("spine_2")[1])
    forearm = rest.at("hand.l") - rest.at("forearm.l")
    sleeve = 0.35 + 1.0 * bump(arm, elbow, 0.08) + 0.8 * bump(arm, wrist - 0.03, 0.05) + 0.5 * bump(arm, 0.0, 0.08)
    mirrored = points * np.array([1.0, 1.0, 1.0])
    mirrored[:, 0] = np.abs(points[:, 0])
    rings = waves(mirrored, seed + (1), 0.085, forearm, 0.35)
    leg = 0.25 + 0.9 * bump(y, knee, 0.09) + 1.1 * bump(y, ankle + 0.05, 0.07) + 0.6 * bump(y, hip, 0.07)
    legs = waves(points, seed + 2, 0.11, np.array([0.25, 1.0, 0.3]), 0.45)
    body = 0.3 + 0.8 * bump(y, waist, 0.09) + 0.5 * bump(y, hip + 0.03, 0.07)
    torso = waves(points, seed + 3, 0.13, np.array([0.35, 1.0, 0.2]), 0.6)
    low = y < hip
    flat = np.where(on_arm, sleeve * rings, np.where(low, leg * legs, body * torso))
    blend = np.clip(np.abs(y - hip) / 0.05, 0.0, 1.0) * np.where(on_arm, np.clip(arm / 0.08, 0.0, 1.0), 1.0)
    return np.asarray(flat * (0.35 + 0.65 * blend))
