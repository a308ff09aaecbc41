"""A person who can be put into postures: legs on the floor by contact of the skin, lying on the back, on any ground.

`Actor` holds what is worked out once a person (base poses, contact patches). Everything is numpy; no picture is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from simulator.stage.backbone import LEVEL_COUNT, bend, on_top_of, stacked
from simulator.stage.fingers import curls, pinches
from simulator.stage.grips import Grips
from simulator.stage.ik import arm, leg, limb_turns, two_bones
from simulator.stage.person import Person
from simulator.stage.posture import BY_HEIGHT, LYING, LYING_SPINE_DEG, POSTURES, Leg, Lying, LyingArm, Posture
from simulator.stage.rig import Pose, blend, forward, joint_frame, moved, rest_pose
from simulator.stage.rotations import Floats, basis, slerp, turn, unit
from simulator.stage.skin import Ints, Skin

LEFT, AHEAD, UP = np.array([1.0, 0.0, 0.0]), np.array([0.0, -1.0, 0.0]), np.array([0.0, 0.0, 1.0])
SIDES = {"l": 1.0, "r": -1.0}
_SPINE_SHARES = {"spine_1": 0.10, "spine_2": 0.25, "spine_3": 0.25, "spine_4": 0.22, "spine_5": 0.18}
_ON_THE_BACK = np.array([[0.0, 0.0, 1.0], [-1.0, 0.0, 0.0], [0.0, -1.0, 0.0]])  # head to +x, face up, left to -y
FEET = ("foot.l", "foot.r", "toes.l", "toes.r", "shin.l", "shin.r", "shin_twist.l", "shin_twist.r")
_DIP_SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_TUCKED_DEG = 62.0  # a kneeling foot stands on its toes


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure is put: metres on the floor, and where it faces, degrees anticlockwise from +x."""

    x_m: float
    y_m: float
    heading_deg: float
    z_m: float = 0.0


class Actor:
    """A person with the patches that touch the floor and the base poses of the postures."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.rig = person.rig
        self.grips = Grips(person)
        self.arms = {side: arm(person.rig, side) for side in SIDES}
        self.legs = {side: leg(side) for side in SIDES}
        self.hips = 0.5 * (self.rig.at("thigh.l") + self.rig.at("thigh.r"))
        self.curls = curls(person.rig)
        self.pinches = pinches(person.rig)
        self._contacts: dict[str, Skin] = {}
        self._bases: dict[str, Pose] = {}
        self._dips: dict[tuple[str, str], list[float]] = {}

    def lowest_m(self, world: Floats, joints: tuple[str, ...]) -> float:
        """The lowest height of the skin that mostly follows the given joints (all of it for none)."""
        return float(self._contact(joints).places(world)[2].min())

    def lowest(self, world: Floats, joints: tuple[str, ...], up: Floats) -> Floats:
        """The point (3,) of that skin that is lowest along a direction."""
        points = self._contact(joints).places(world)
        return np.asarray(points[:, int((up.astype(np.float32) @ points).argmin())], dtype=np.float64)

    def _contact(self, joints: tuple[str, ...]) -> Skin:
        key = " ".join(joints)
        if key not in self._contacts:
            self._contacts[key] = self.person.part(self._rows(joints))
        return self._contacts[key]

    def _rows(self, joints: tuple[str, ...]) -> Ints:
        if not joints:
            return np.arange(len(self.person.points))
        wanted = [self.rig.index[joint] for joint in joints]
        share = (self.person.weights * np.isin(self.person.joints, wanted)).sum(axis=1)
        return np.flatnonzero(share > 0.5)

    def base_between(self, low: str, high: str, share: float) -> Pose:
        """A pose between two postures, its feet or knees on the floor (blended joints alone would dip a little)."""
        pose = blend(self.base(low), self.base(high), share)
        if (low, high) not in self._dips:
            poses = [blend(self.base(low), self.base(high), k) for k in _DIP_SHARES]
            self._dips[low, high] = [self.lowest_m(forward(self.rig, each), FEET) for each in poses]
        dip = float(np.interp(share, _DIP_SHARES, self._dips[low, high]))
        return Pose(pose.point - np.array([0.0, 0.0, dip]), pose.turns)

    def prepare(self, posture: str) -> None:
        """Work out what a posture needs before anybody asks for it."""
        family = [name for _, name in BY_HEIGHT.get(posture, ((0.0, posture),))]
        for name in family:
            self.base(name)
        for low, high in pairwise(family):
            self.base_between(low, high, 0.5)

    def base(self, name: str) -> Pose:
        """The pose of a posture, put at the origin and facing -y; worked out once."""
        if name not in self._bases:
            self._bases[name] = _upright(self, POSTURES[name]) if name in POSTURES else _on_back(self, LYING[name])
        return self._bases[name]


def put(pose: Pose, place: Place) -> Pose:
    """A base pose at a place of the world."""
    yaw = turn(UP, place.heading_deg + 90.0)
    return moved(pose, yaw, np.array([place.x_m, place.y_m, place.z_m]), np.zeros(3))


def on_floor(actor: Actor, pose: Pose) -> Pose:
    """The pose with its lowest foot or shin on the floor."""
    low = actor.lowest_m(forward(actor.rig, pose), FEET)
    return Pose(pose.point - np.array([0.0, 0.0, low]), pose.turns)


def grounded(actor: Actor, pose: Pose, height_m: float = 0.0) -> Pose:
    """The pose shifted up or down so that its lowest skin lies at a height."""
    low = actor.lowest_m(forward(actor.rig, pose), ())
    return Pose(pose.point + np.array([0.0, 0.0, height_m - low]), pose.turns)


def _upright(actor: Actor, posture: Posture) -> Pose:
    rig = actor.rig
    pelvis = turn(LEFT, posture.pitch_deg)
    hip_height = posture.hip_share * (actor.hips[2] + 0.02)
    hips = np.array([0.0, posture.back_m, hip_height])
    turns = rest_pose(rig).turns.copy()
    turns[0] = pelvis
    for joint, part in _SPINE_SHARES.items():
        turns[rig.index[joint]] = turn(LEFT, part * posture.spine_deg)
    level = -0.75 * (posture.pitch_deg + posture.spine_deg)  # the eyes stay nearly level
    for joint, part in (("neck_1", 0.2), ("neck_2", 0.2), ("neck_3", 0.2), ("head", 0.4)):
        turns[rig.index[joint]] = turn(LEFT, part * level)
    pose = Pose(hips + pelvis @ (rig.heads[0] - actor.hips), turns)
    for side, row in (("l", posture.left), ("r", posture.right)):
        pose = (_foot if row.rests == "foot" else _knee)(actor, pose, side, row)
    for side in SIDES:
        pose = pose.turned(rig, actor.curls[side, "relaxed"])
    return pose


def _hip(actor: Actor, pose: Pose, side: str) -> Floats:
    offset = actor.rig.at(f"thigh.{side}") - actor.rig.heads[0]
    return np.asarray(pose.point + pose.turns[0] @ offset)


def _foot(actor: Actor, pose: Pose, side: str, row: Leg) -> Pose:
    """A foot flat on the floor."""
    rig, limb, sign = actor.rig, actor.legs[side], SIDES[side]
    yaw = turn(UP, sign * row.toe_out_deg)
    ankle = np.array([sign * row.out_m, -row.ahead_m, rig.at(limb.end)[2] + 0.02])
    for _ in range(3):
        knee_way = yaw @ AHEAD + 0.15 * sign * LEFT
        bent = two_bones(rig, limb, _hip(actor, pose, side), ankle, knee_way)
        pose = pose.turned(rig, limb_turns(limb, rig, pose.turns[0], bent, yaw))
        ankle[2] -= actor.lowest_m(forward(rig, pose), (limb.end, f"toes.{side}"))
    return pose


def _knee(actor: Actor, pose: Pose, side: str, row: Leg) -> Pose:
    """A knee on the floor, the shin lying behind it, the foot standing on its toes."""
    rig, limb, sign = actor.rig, actor.legs[side], SIDES[side]
    hip = _hip(actor, pose, side)
    thigh, shin = rig.length(limb.upper, limb.lower), rig.length(limb.lower, limb.end)
    knee_z, ankle_z = 0.06, 0.13
    yaw = turn(UP, sign * row.toe_out_deg)
    foot = yaw @ turn(LEFT, _TUCKED_DEG)
    toes = turn(LEFT, -_TUCKED_DEG)
    for _ in range(4):
        out = sign * row.out_m - hip[0]
        forwards = np.sqrt(max(thigh**2 - (hip[2] - knee_z) ** 2 - out**2, 1e-4))
        knee = hip + np.array([out, -forwards, knee_z - hip[2]])
        back = np.sqrt(max(shin**2 - (ankle_z - knee_z) ** 2, 1e-4))
        ankle = knee + yaw @ np.array([0.0, back, 0.0]) + np.array([0.0, 0.0, ankle_z - knee_z])
        bent = two_bones(rig, limb, hip, ankle, knee - 0.5 * (hip + ankle))
        turns = limb_turns(limb, rig, pose.turns[0], bent, foot)
        pose = pose.turned(rig, turns | {f"toes.{side}": toes})
        world = forward(rig, pose)
        knee_z -= actor.lowest_m(world, (limb.lower, limb.lower_twist, limb.upper_twist))
        ankle_z -= actor.lowest_m(world, (f"toes.{side}", limb.end))
    return pose


def _on_back(actor: Actor, lying: Lying) -> Pose:
    """On the back, head to +x, face up, the pelvis above the origin; hips, back and heels on the floor."""
    rig = actor.rig
    pose = Pose(np.array([0.0, 0.0, 0.12]), rest_pose(rig).turns.copy())
    pose.turns[0] = _ON_THE_BACK
    pose = pose.turned(rig, bend(rig, lying_levels(np.zeros((LEVEL_COUNT, 3)))))
    for side, row in (("l", lying.left_leg_deg), ("r", lying.right_leg_deg)):
        pose = _lying_leg(actor, pose, side, row, 0.0)
    pose = grounded(actor, pose)
    for side, row in (("l", lying.left_leg_deg), ("r", lying.right_leg_deg)):
        drop = 0.0
        below = (actor.legs[side].lower_twist, actor.legs[side].end, f"toes.{side}")
        for _ in range(3):
            gap = actor.lowest_m(forward(rig, pose), below)
            drop += float(np.degrees(gap / rig.length(actor.legs[side].upper, actor.legs[side].end)))
            pose = _lying_leg(actor, pose, side, row, drop)
    for side, arm_row in (("l", lying.left_arm), ("r", lying.right_arm)):
        pose = _lying_arm(actor, pose, side, arm_row)
    return pose


def lying_levels(levels_deg: Floats) -> Floats:
    """Angles (25, 3) against the rest pose, for angles against lying flat: what the whole spine is really bent by."""
    return on_top_of(_lying_flat(), np.asarray(levels_deg, dtype=np.float64).reshape(LEVEL_COUNT, 3))


@cache
def _lying_flat() -> Floats:
    flat = np.concatenate([np.full(count, flexion) for count, flexion in LYING_SPINE_DEG])
    return stacked(flat[:, None] * np.array([1.0, 0.0, 0.0]))


def _lying_leg(actor: Actor, pose: Pose, side: str, row: tuple[float, float, float], drop_deg: float) -> Pose:
    """One leg: apart, fallen outwards, the knee bent, lowered from the hip until the heel lies."""
    rig, limb, sign = actor.rig, actor.legs[side], SIDES[side]
    apart, fallen, knee = row
    hip = turn(AHEAD, -sign * apart) @ turn(UP, sign * fallen) @ turn(LEFT, drop_deg - 0.55 * knee)
    foot = turn(LEFT, 24.0)
    turns = {limb.upper: hip, limb.lower: turn(LEFT, knee), limb.end: foot}
    return pose.turned(rig, turns)


def _lying_arm(actor: Actor, pose: Pose, side: str, row: LyingArm) -> Pose:
    """The wrist on the floor beside the body; the elbow near the floor too."""
    rig, limb, sign = actor.rig, actor.arms[side], SIDES[side]
    world = forward(rig, pose)
    out, feet = np.array([0.0, -sign, 0.0]), np.array([-1.0, 0.0, 0.0])
    parent = world[rig.parents[rig.index[limb.upper]], :3, :3]
    root = world[rig.index[limb.upper], :3, 3]
    palm = {"thigh": -out - 0.25 * UP, "floor": -UP, "up": UP + 0.3 * out}[row.palm]
    ahead = unit(feet * row.down_m + out * max(row.out_m - 0.05, 0.0))
    hand = basis(palm, ahead) @ basis(rig.palms[side][1], rig.palms[side][2]).T
    wrist = root + feet * row.down_m + out * row.out_m
    if row.above_m is not None:
        wrist[2] = root[2] + row.above_m
        palm = -0.4 * out - UP
        hand = basis(palm, unit(feet - 0.5 * out)) @ basis(rig.palms[side][1], rig.palms[side][2]).T
        bent = two_bones(rig, limb, root, wrist, UP + 0.15 * out)
        return pose.turned(rig, limb_turns(limb, rig, parent, bent, hand) | actor.curls[side, "relaxed"])
    wrist[2] = 0.05
    for _ in range(4):
        bent = two_bones(rig, limb, root, wrist, out - 0.6 * UP)
        pose = pose.turned(rig, limb_turns(limb, rig, parent, bent, hand) | actor.curls[side, "relaxed"])
        hand_joints = tuple(name for name in rig.names if name.endswith(f".{side}") and _of_hand(name))
        wrist[2] -= actor.lowest_m(forward(rig, pose), hand_joints) - 0.004 - row.on_m
    return pose


def _of_hand(name: str) -> bool:
    return name.startswith(("hand", "thumb", "index", "middle", "ring", "little"))


_TUCKED_AT_DEG = 35.0
_TUCKED = ("upper_arm", "upper_arm_twist", "forearm", "forearm_twist", "hand"), ("thigh", "shin", "foot", "toes")


def _tucked(actor: Actor, pose: Pose, chest_deg: float, pelvis_deg: float) -> Pose:
    """The arm that comes below is laid in front of the body as the chest begins to roll, the leg drawn in as the pelvis
    does."""
    turns = pose.turns
    for names, roll_deg in zip(_TUCKED, (chest_deg, pelvis_deg), strict=True):
        share = min(1.0, max(0.0, roll_deg) / _TUCKED_AT_DEG)
        if share <= 0.0:
            continue
        rows = [actor.rig.index[f"{name}.r"] for name in names]
        turns = turns.copy()
        turns[rows] = slerp(turns[rows], actor.base("rolled").turns[rows], share * share * (3.0 - 2.0 * share))
    return Pose(pose.point, turns)


def roll_of(front: Floats) -> float:
    """Roll onto the right side (deg) of what faces a direction (3,) and faced straight up before."""
    return float(np.degrees(np.arctan2(front[1], front[2])))


def lying(
    actor: Actor,
    name: str,
    levels_deg: Floats,
    roll_deg: float,
    shift_m: tuple[float, float, float],
    turned: Floats | None = None,
) -> Pose:
    """A person on the back, head to +x: rolled about the long axis through the pelvis (+90 = on the right side),
    shifted, the spine bent by the angles (25, 3) of its levels. `turned` (3, 3): how the pelvis is really turned from
    lying on the back, where it is not rolled alone; `roll_deg` is then its roll against what it lies on."""
    base = actor.base(name)
    pose = base.turned(actor.rig, bend(actor.rig, lying_levels(levels_deg)))
    roll = turn(np.array([1.0, 0.0, 0.0]), -roll_deg)
    chest = joint_frame(actor.rig, pose, "spine_5")[0] @ AHEAD
    pose = _tucked(actor, pose, roll_of(roll @ chest), roll_deg)
    return moved(pose, roll if turned is None else turned, np.array(shift_m), base.point)
