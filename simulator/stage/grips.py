"""Where hands hold a person: frames on the skinned surface, for any pose.

A frame is a 4x4 matrix in the world: first column the way of the fingers, third the outward normal, fourth the place.
Names end in `.left` and `.right` of the person; `.near` is the right side and `.far` the left one, as seen by the
rescuers who kneel at the patient's right.
"""

from __future__ import annotations

import numpy as np

from simulator.stage.person import Person
from simulator.stage.rig import Pose, forward
from simulator.stage.rotations import Floats, cross, unit

_ALIASES = {".near": ".right", ".far": ".left"}

# The classical holds on the head by name: where each of the two hands lies. A head-shoulder lock has one hand on the
# head and one on the trapezius; in the trapezius squeeze both hands lie on it and the forearms hold the head.
LOCKS = {
    "head-lock.left": "head.left",
    "head-lock.right": "head.right",
    "head-shoulder.left": "head.left",
    "head-shoulder.right": "shoulder.top.right",
    "trapezius-squeeze.left": "shoulder.top.left",
    "trapezius-squeeze.right": "shoulder.top.right",
}


def grip_name(name: str) -> str:
    """The grip that a name means: `hip.far` is `hip.left`, `head-shoulder.right` is `shoulder.top.right`."""
    if name in LOCKS:
        return LOCKS[name]
    for alias, side in _ALIASES.items():
        if name.endswith(alias):
            return name.removesuffix(alias) + side
    return name


class Grips:
    """The grips of one person."""

    def __init__(self, person: Person) -> None:
        self.names = tuple(person.grips)
        self._rig = person.rig
        self._count = len(person.grips[self.names[0]].vertices)
        self._skin = person.part(np.concatenate([person.grips[name].vertices for name in self.names]))
        self._joints = [person.rig.index[person.grips[name].joint] for name in self.names]
        self._ahead = np.stack([person.grips[name].ahead for name in self.names])

    def frames(self, pose: Pose, names: tuple[str, ...] | None = None) -> dict[str, Floats]:
        """The frames (4, 4) of these grips in a pose, or of all."""
        world = forward(self._rig, pose)
        points, normals = self._skin.moved(world)
        places = points.T.reshape(len(self.names), self._count, 3).mean(axis=1)
        outward = unit(normals.T.reshape(len(self.names), self._count, 3).mean(axis=1).astype(np.float64))
        ahead = np.einsum("nij,nj->ni", world[self._joints, :3, :3], self._ahead)
        wanted = range(len(self.names)) if names is None else [self.names.index(name) for name in names]
        return {self.names[k]: frame(places[k].astype(np.float64), outward[k], ahead[k]) for k in wanted}


def frame(place: Floats, normal: Floats, ahead: Floats) -> Floats:
    """A frame (4, 4) from a place, an outward normal and a way of the fingers, which is laid into the surface."""
    z = unit(np.asarray(normal, dtype=np.float64))
    x = unit(ahead - z * (z @ ahead))
    result = np.eye(4)
    result[:3, 0], result[:3, 1], result[:3, 2], result[:3, 3] = x, cross(z, x), z, place
    return result
