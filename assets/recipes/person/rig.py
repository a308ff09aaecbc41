"""The joints of a person and the skin weights on them.

The source rig has 163 bones; ours has 71 joints: its face bones other than jaw, eyes and upper lids follow the head,
its palm bones the hand, its toes move as one. All rest frames have the axes of the figure: a pose is a rotation from
the rest pose, a joint's frame is just its place.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assets.recipes.mpfb import BaseMesh, bone_point, read_rig, read_weights
from assets.recipes.person.mesh import Floats

_SPINE = {
    "root": "pelvis",
    "spine05": "spine_1",
    "spine04": "spine_2",
    "spine03": "spine_3",
    "spine02": "spine_4",
    "spine01": "spine_5",
    "neck01": "neck_1",
    "neck02": "neck_2",
    "neck03": "neck_3",
    "head": "head",
    "jaw": "jaw",
}
_FINGERS = ("thumb", "index", "middle", "ring", "little")
_SIDE = {
    "eye": "eye",
    "orbicularis03": "lid",
    "clavicle": "clavicle",
    "shoulder01": "shoulder",
    "upperarm01": "upper_arm",
    "upperarm02": "upper_arm_twist",
    "lowerarm01": "forearm",
    "lowerarm02": "forearm_twist",
    "wrist": "hand",
    **{f"finger{n + 1}-{k}": f"{name}_{k}" for n, name in enumerate(_FINGERS) for k in (1, 2, 3)},
    "upperleg01": "thigh",
    "upperleg02": "thigh_twist",
    "lowerleg01": "shin",
    "lowerleg02": "shin_twist",
    "foot": "foot",
    **{f"toe{n}-1": "toes" for n in range(1, 6)},
}
JOINT_OF_BONE = {
    **_SPINE,
    **{f"{bone}.{side.upper()}": f"{joint}.{side}" for side in "lr" for bone, joint in _SIDE.items()},
}


@dataclass(frozen=True, slots=True)
class Rest:
    """names; parents (index, -1 for the pelvis; a parent comes first); heads, tails (J, 3); weights (V, J)."""

    names: tuple[str, ...]
    parents: tuple[int, ...]
    heads: Floats
    tails: Floats
    weights: Floats

    def at(self, name: str) -> Floats:
        return np.asarray(self.heads[self.names.index(name)])

    def index(self, name: str) -> int:
        return self.names.index(name)


def rest_rig(base: BaseMesh, vertices: Floats) -> Rest:
    """Joints fitted to a shaped mesh, weights for all its vertices (they add up to 1)."""
    bones = read_rig(base)
    names = tuple(dict.fromkeys(JOINT_OF_BONE.values()))

    def joint_of(bone: str) -> str:
        while bone not in JOINT_OF_BONE:
            bone = bones[bone]["parent"]
        return JOINT_OF_BONE[bone]

    heads, tails, parents = [], [], []
    for name in names:
        group = [bone for bone, joint in JOINT_OF_BONE.items() if joint == name]
        heads.append(np.mean([bone_point(bones[bone]["head"], base, vertices) for bone in group], axis=0))
        tails.append(np.mean([bone_point(bones[bone]["tail"], base, vertices) for bone in group], axis=0))
        parent = bones[group[0]]["parent"]
        parents.append(names.index(joint_of(parent)) if parent else -1)
    # The source puts the root at the crotch; the pelvis turns about the middle between the hips and the sacrum.
    heads[0] = bone_point(bones["spine05"]["head"], base, vertices)
    weights = np.zeros((len(vertices), len(names)))
    for bone, rows in read_weights(base).items():
        if rows:
            table = np.array(rows)
            weights[table[:, 0].astype(np.int64), names.index(joint_of(bone))] += table[:, 1]
    return Rest(names, tuple(parents), np.array(heads), np.array(tails), weights)
