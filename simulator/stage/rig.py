"""The joints of a person, a pose of them, and where a pose puts them.

Metres, z-up. In the rest pose a figure stands with its LEFT side towards +x and faces -y; every joint's axes are then
the world's axes. So a pose is, for every joint, a rotation against its parent, and a joint's place in the world is
`[rotation | point]`, a 4x4 matrix for column vectors.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from simulator.stage.rotations import Floats, slerp

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Rig:
    """names; parents (-1 for the pelvis; a parent before its children); heads, tails (J, 3), metres, rest pose, z-up.

    `palms`: for `l` and `r` the palm's middle on the skin (3,), its outward normal (3,) and the fingers' way (3,).
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    heads: Floats
    tails: Floats
    palms: dict[str, Floats]

    @cached_property
    def index(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names)}

    @cached_property
    def offsets(self) -> Floats:
        """From each joint's parent to the joint, (J, 3); the pelvis keeps its own place."""
        return np.array([self.heads[k] - (self.heads[p] if p >= 0 else 0.0) for k, p in enumerate(self.parents)])

    @cached_property
    def rest_steps(self) -> Floats:
        """Each joint against its parent at rest, (J, 4, 4)."""
        steps = np.tile(np.eye(4), (len(self.parents), 1, 1))
        steps[:, :3, 3] = self.offsets
        return steps

    def at(self, name: str) -> Floats:
        """The rest place (3,) of a joint."""
        return np.asarray(self.heads[self.index[name]])

    def length(self, first: str, second: str) -> float:
        """Metres between two joints at rest."""
        found = self._lengths.get((first, second))
        if found is None:
            found = self._lengths[first, second] = float(np.linalg.norm(self.at(first) - self.at(second)))
        return found

    @cached_property
    def _lengths(self) -> dict[tuple[str, str], float]:
        return {}

    @cached_property
    def chains(self) -> dict[str, tuple[int, ...]]:
        """For every joint the joints on the way to it, from the one after the pelvis to itself."""
        chains: dict[str, tuple[int, ...]] = {}
        for row, (name, parent) in enumerate(zip(self.names, self.parents, strict=True)):
            chains[name] = (*chains[self.names[parent]], row) if parent > 0 else (row,) if parent == 0 else ()
        return chains

    @cached_property
    def generations(self) -> list[tuple[Ints, Ints]]:
        """Joints by their distance from the pelvis: (joints, their parents), to be moved a generation at a time."""
        depth = [0] * len(self.parents)
        for joint, parent in enumerate(self.parents):
            depth[joint] = 0 if parent < 0 else depth[parent] + 1
        rows = np.array(depth, dtype=np.int64)
        parents = np.array(self.parents, dtype=np.int64)
        return [
            (np.flatnonzero(rows == level), parents[np.flatnonzero(rows == level)])
            for level in range(1, int(rows.max()) + 1)
        ]


@dataclass(frozen=True, slots=True)
class Pose:
    """point (3,): the pelvis in the world, metres; turns (J, 3, 3): each joint against its parent's axes."""

    point: Floats
    turns: Floats

    def turned(self, rig: Rig, changes: dict[str, Floats]) -> Pose:
        """The pose with some joints' rotations (3, 3) replaced."""
        turns = self.turns.copy()
        for name, rotation in changes.items():
            turns[rig.index[name]] = rotation
        return Pose(self.point, turns)


def rest_pose(rig: Rig) -> Pose:
    return Pose(rig.heads[0].copy(), np.tile(np.eye(3), (len(rig.names), 1, 1)))


def forward(rig: Rig, pose: Pose) -> Floats:
    """Every joint in the world, (J, 4, 4)."""
    here = rig.rest_steps.copy()  # each joint against its parent
    here[:, :3, :3] = pose.turns
    here[0, :3, 3] = pose.point
    world = np.empty_like(here)
    world[0] = here[0]
    for joints, parents in rig.generations:
        world[joints] = world[parents] @ here[joints]
    return world


def joint_frame(rig: Rig, pose: Pose, name: str) -> tuple[Floats, Floats]:
    """One joint in the world: rotation (3, 3) and place (3,); only its own chain is worked out."""
    return onwards(rig, pose, rig.chains[name], pose.turns[0], pose.point)


def onwards(rig: Rig, pose: Pose, chain: tuple[int, ...], rotation: Floats, point: Floats) -> tuple[Floats, Floats]:
    """The last joint of a chain in the world, from the rotation and the place of the joint before its first one."""
    offsets, turns = rig.offsets, pose.turns
    for row in chain:
        point = point + rotation.dot(offsets[row])
        rotation = rotation.dot(turns[row])
    return rotation, point


def blend(a: Pose, b: Pose, share: float) -> Pose:
    """Between two poses; every joint turns on its shortest way, the pelvis moves straight."""
    if share <= 0.0:
        return a
    if share >= 1.0:
        return b
    return Pose(a.point + share * (b.point - a.point), slerp(a.turns, b.turns, share))


def moved(pose: Pose, rotation: Floats, shift_m: Floats, about_m: Floats) -> Pose:
    """The whole figure turned (3, 3) about a point of the world and then shifted, as one rigid piece."""
    turns = pose.turns.copy()
    turns[0] = rotation @ turns[0]
    return Pose(rotation @ (pose.point - about_m) + about_m + shift_m, turns)
