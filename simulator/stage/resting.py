"""How a lying body rests on what is below it: trunk or head touch it, limbs that would sink in are raised."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, degrees

import numpy as np

from simulator.stage.rig import Pose, forward
from simulator.stage.rotations import Floats, between, cross, turn
from simulator.stage.stance import UP, Actor

# Hips and shoulders are what bears on the side.
_TRUNK = (
    *("pelvis", "spine_1", "spine_2", "spine_3", "spine_4", "spine_5"),
    *(f"{name}.{side}" for name in ("clavicle", "shoulder", "upper_arm", "thigh") for side in "lr"),
)
_HEAD = ("head", "neck_3")
_HAIR_M = 0.015  # hair and scalp give way: so far the head may sink in
_FINGERS = tuple(f"{name}_{n}" for name in ("thumb", "index", "middle", "ring", "little") for n in (1, 2, 3))
_ARM = ("forearm", "forearm_twist", "hand", *_FINGERS)
# The joint that a limb is raised at, and what of it may touch.
_LIMBS = tuple(
    (f"{joint}.{side}", tuple(f"{name}.{side}" for name in parts))
    for joint, parts in (("thigh", ("thigh_twist", "shin", "shin_twist", "foot", "toes")), ("upper_arm", _ARM))
    for side in "lr"
)
_GIVES_M = 0.006  # clothes and skin give way so far
_MOST_DEG = 40.0
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Ground:
    """What a body lies on: a plane with its normal `up` (3,), so high above the origin along the normal (m)."""

    up: Floats
    height_m: float

    @property
    def turn(self) -> Floats:
        """From level to this plane (3, 3)."""
        return between(UP, self.up)


def rested(actor: Actor, pose: Pose, up: Floats, lowest_m: float) -> tuple[Pose, Ground]:
    """The pose with the lowest point of trunk and head at a height (m), and what it lies on then, as steep as `up`."""
    world = forward(actor.rig, pose)
    low = min(float(point[2]) + give_m for point, give_m in _low(actor, world, UP))
    rise = np.array([0.0, 0.0, lowest_m - low])
    pose = Pose(pose.point + rise, pose.turns)
    if up[2] >= 1.0:
        ground = Ground(UP, lowest_m)
    else:
        world[:, :3, 3] += rise
        ground = Ground(up, min(float(up @ point) + give_m for point, give_m in _low(actor, world, up)))
    return _with_limbs_above(actor, pose, ground), ground


def _low(actor: Actor, world: Floats, up: Floats) -> tuple[tuple[Floats, float], ...]:
    """The lowest points (3,) of trunk and head along a direction, and how far (m) each may sink in."""
    return (actor.lowest(world, _TRUNK, up), 0.0), (actor.lowest(world, _HEAD, up), _HAIR_M)


def _with_limbs_above(actor: Actor, pose: Pose, ground: Ground) -> Pose:
    """Each limb turned up from hip or shoulder until nothing of it is below the ground."""
    rig, turns = actor.rig, pose.turns
    for joint, parts in _LIMBS:
        raised = 0.0
        for _ in range(_ROUNDS):
            world = forward(rig, Pose(pose.point, turns))
            point = actor.lowest(world, parts, ground.up)
            sunk = ground.height_m - _GIVES_M - float(ground.up @ point)
            if sunk <= 0.0 or raised >= _MOST_DEG:
                break
            row = rig.index[joint]
            reach = point - world[row, :3, 3]
            away = reach - ground.up * float(ground.up @ reach)
            angle = min(degrees(atan2(sunk + 0.0005, max(float(np.linalg.norm(away)), 0.05))), _MOST_DEG - raised)
            parent = world[rig.parents[row], :3, :3]
            turns = turns.copy()
            turns[row] = parent.T @ turn(cross(reach, ground.up), angle) @ world[row, :3, :3]
            raised += angle
    return Pose(pose.point, turns)
