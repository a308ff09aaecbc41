"""Two-bone inverse kinematics: an arm or a leg whose end reaches a point, its middle joint towards a pole.

Works on one limb at a time, analytically. Directions and points are in the world, metres, z-up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.stage.rig import Rig
from simulator.stage.rotations import (
    Floats,
    angle_deg,
    basis,
    between,
    cross,
    from_vectors,
    quaternions,
    turn,
    twist_deg,
    unit,
)

_SLACK = 0.9985  # a limb is never quite straight: the elbow keeps a side
_TWIST_SHARES = (0.25, 0.40)  # forearm near the elbow, forearm near the wrist; the hand takes the rest
_SWIVELS = np.array([0.0, 14.0, -14.0, 28.0, -28.0, 45.0, -45.0, 65.0, -65.0])  # degrees


@dataclass(frozen=True, slots=True)
class Limb:
    """Joint names from root to end, and the hinge's axis at rest; bending about it is positive."""

    upper: str
    upper_twist: str
    lower: str
    lower_twist: str
    end: str
    hinge: Floats


def arm(rig: Rig, side: str) -> Limb:
    """The elbow's hinge follows from the bend that the arm has at rest."""
    upper = rig.at(f"forearm.{side}") - rig.at(f"upper_arm.{side}")
    lower = rig.at(f"hand.{side}") - rig.at(f"forearm.{side}")
    hinge = unit(cross(upper, lower))
    parts = (f"upper_arm.{side}", f"upper_arm_twist.{side}", f"forearm.{side}", f"forearm_twist.{side}")
    return Limb(*parts, end=f"hand.{side}", hinge=hinge)


def leg(side: str) -> Limb:
    """The knee's hinge is the figure's left-right axis: the shin swings backwards."""
    parts = (f"thigh.{side}", f"thigh_twist.{side}", f"shin.{side}", f"shin_twist.{side}")
    return Limb(*parts, end=f"foot.{side}", hinge=np.array([1.0, 0.0, 0.0]))


@dataclass(frozen=True, slots=True)
class Bent:
    """World rotations (3, 3) of the two bones, the middle joint (3,) and where the end really comes (3,)."""

    upper: Floats
    lower: Floats
    middle: Floats
    end: Floats


def two_bones(rig: Rig, limb: Limb, root: Floats, target: Floats, pole: Floats) -> Bent:
    """Bend a limb that starts at `root` so that its end is at `target`, or as near as it is long."""
    first = rig.at(limb.lower) - rig.at(limb.upper)
    second = rig.at(limb.end) - rig.at(limb.lower)
    a, b = float(np.linalg.norm(first)), float(np.linalg.norm(second))
    way = target - root
    distance = float(np.clip(np.linalg.norm(way), abs(a - b) * 1.02 + 1e-4, (a + b) * _SLACK))
    ahead = unit(way)
    aside = pole - ahead * (pole @ ahead)
    if np.linalg.norm(aside) < 1e-6:
        aside = cross(ahead, limb.hinge)
    aside = unit(aside)
    along = (a * a - b * b + distance * distance) / (2.0 * distance)
    height = float(np.sqrt(max(a * a - along * along, 0.0)))
    middle = root + ahead * along + aside * height
    end = root + ahead * distance
    hinge = cross(aside, ahead)
    upper = basis(middle - root, hinge) @ basis(first, limb.hinge).T
    lower = basis(end - middle, hinge) @ basis(second, limb.hinge).T
    return Bent(upper, lower, middle, end)


def limb_turns(limb: Limb, rig: Rig, parent: Floats, bent: Bent, end: Floats | None) -> dict[str, Floats]:
    """Rotations of the limb's joints against their parents; `end` is the wanted world rotation of hand or foot.

    Twist about a bone is shared between its two joints, so that the skin turns gradually.
    """
    along_upper = unit(rig.at(limb.lower) - rig.at(limb.upper))
    along_lower = unit(rig.at(limb.end) - rig.at(limb.lower))
    first = parent.T @ bent.upper
    half = 0.5 * twist_deg(first, along_upper)
    at_end = np.eye(3) if end is None else bent.lower.T @ end
    whole = twist_deg(at_end, along_lower)
    near, far = (share * whole for share in _TWIST_SHARES)
    return {
        limb.upper: first @ turn(along_upper, -half),
        limb.upper_twist: turn(along_upper, half),
        limb.lower: bent.upper.T @ bent.lower @ turn(along_lower, near),
        limb.lower_twist: turn(along_lower, far),
        limb.end: turn(along_lower, -near - far) @ at_end,
    }


def _strain(limb: Limb, rig: Rig, lower: Floats, end: Floats) -> Floats:
    """How hard a wrist has to turn (N,), for forearms (N, 3, 3): 0 not at all; about 1 as far as is comfortable."""
    along = unit(rig.at(limb.end) - rig.at(limb.lower))
    parts = quaternions(np.swapaxes(lower, 1, 2) @ end)
    about = parts[:, 1:] @ along
    twist = np.abs((np.degrees(2.0 * np.arctan2(about, parts[:, 0])) + 180.0) % 360.0 - 180.0)
    swing = np.degrees(2.0 * np.arccos(np.clip(np.hypot(parts[:, 0], about), 0.0, 1.0)))
    return np.asarray((swing / 55.0) ** 2 + (twist / 75.0) ** 2)


def reach(rig: Rig, limb: Limb, root: Floats, target: Floats, pole: Floats, end: Floats) -> tuple[Bent, Floats]:
    """As `two_bones`, with the elbow swung about the line to the target where that spares the wrist; and the pole (3,)
    that swings it so at once."""
    straight = two_bones(rig, limb, root, target, pole)
    axis = unit(straight.end - root)
    swings = from_vectors(axis * _SWIVELS[:, None])
    cost = _strain(limb, rig, swings @ straight.lower, end) + (_SWIVELS / 70.0) ** 2
    swing = swings[int(cost.argmin())]
    middle = root + swing @ (straight.middle - root)
    return Bent(swing @ straight.upper, swing @ straight.lower, middle, straight.end), swing @ pole


def towards(parent: Floats, rest_way: Floats, wanted: Floats, share: float, most_deg: float) -> Floats:
    """A part of the turn (3, 3), against the parent, that brings a rest direction to a wanted world direction."""
    whole = between(parent @ rest_way, wanted)
    angle = angle_deg(whole)
    if angle < 1e-6:
        return np.eye(3)
    axis = np.array([whole[2, 1] - whole[1, 2], whole[0, 2] - whole[2, 0], whole[1, 0] - whole[0, 1]])
    return parent.T @ turn(axis, min(share * angle, most_deg)) @ parent
