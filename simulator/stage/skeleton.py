"""The patient's skeleton on the stage: a node a bone, moved by the levels of the spine and the joints of the figure.

Below `root` hang `trunk` (which stands where the sacrum stands, over one node a segment) and one node a limb joint.
Every bone is a node of its own, `bone.C5`; discs, cord and breastbone are one surface, `bone.soft`, that bends along.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from panda3d import core as p3d

from simulator.stage.bones import SEGMENT_COUNT, SkeletonModel
from simulator.stage.library import Mesh, geometry
from simulator.stage.rotations import Floats
from simulator.stage.vertebrae import SoftTissue, drawn_to, segment_frames

JointWorld = Callable[[str], Floats]
Colour = tuple[float, float, float]
Bytes = npt.NDArray[np.uint8]

_SEGMENTS = slice(1, 1 + SEGMENT_COUNT)  # rows of the segments among the nodes that move; the trunk is row 0
_BONE_TINT = 0.80  # how far a bone takes the colour of its level; discs take it wholly
_LIGHT = np.array([0.30, 0.55, 0.15])
_ROW = np.dtype([("vertex", np.float32, 3), ("normal", np.float32, 3), ("colour", np.uint8, 4)])


class Skeleton:
    """Hang `root` into the scene at the world's origin; poses are in world metres."""

    def __init__(self, model: SkeletonModel) -> None:
        self.model = model
        self.root = p3d.NodePath("skeleton")
        self.bones: dict[str, p3d.NodePath] = {}
        self._trunk = self.root.attachNewNode("trunk")
        self._segments = [self._trunk.attachNewNode(f"segment.{name}") for name in model.segments]
        carriers = {bone.joint: bone.segment for bone in model.bones if bone.joint is not None}
        self._joints = tuple(sorted(carriers))
        self._joint_segments = np.array([carriers[joint] for joint in self._joints])
        self._joint_rests = np.array([model.joints[joint] for joint in self._joints])
        self._limbs = [self.root.attachNewNode(f"limb.{joint}") for joint in self._joints]
        limb_of = dict(zip(self._joints, self._limbs, strict=True))
        for bone in model.bones:
            parent = self._segments[bone.segment] if bone.joint is None else limb_of[bone.joint]
            self.bones[bone.name] = parent.attachNewNode(geometry(f"bone.{bone.name}", bone.mesh))
        self._tissue = SoftTissue(model.soft)
        mesh = Mesh(self._tissue.points, self._tissue.normals, self._tissue.colours, self._tissue.triangles)
        self.soft = self._trunk.attachNewNode(geometry("bone.soft", mesh, p3d.Geom.UHDynamic))
        self._nodes = [self._trunk, *self._segments, *self._limbs]
        self._shown = np.tile(np.eye(4), (len(self._nodes), 1, 1))
        self._tints: dict[str, tuple[Colour, float]] = {}

    def pose(self, levels_deg: Floats, root: Floats, joint_world: JointWorld | None = None) -> bool:
        """Stand as the patient stands; False if nothing moved, which costs almost nothing.

        `levels_deg` (25, 3): flexion (+), bending to the left (+), turn to the left (+), rows C0-C1 ... L5-S1.
        `root` (4, 4) for column vectors: the figure's joint `pelvis` in the world. `joint_world` gives the other
        joints of the figure (its `joint_world`); without it the limbs move with the trunk as they are at rest.
        """
        levels = np.asarray(levels_deg, dtype=np.float64)
        if levels.shape != self.model.centres.shape:
            raise ValueError(f"the angles of the levels must be (25, 3), not {levels.shape}")
        trunk = _from_rest(np.asarray(root)[None], self.model.joints["pelvis"][None])
        frames = segment_frames(levels, self.model.centres)
        if joint_world is None:
            limbs = trunk @ frames[self._joint_segments]
        else:
            frames = self._drawn_to_figure(frames, trunk[0], joint_world)
            limbs = _from_rest(np.array([joint_world(joint) for joint in self._joints]), self._joint_rests)
        wanted = np.concatenate([trunk, frames, limbs])
        changed = np.flatnonzero((wanted != self._shown).any(axis=(1, 2)))
        if not len(changed):
            return False
        bent = not np.array_equal(frames, self._shown[_SEGMENTS])
        self._shown = wanted
        rows = wanted.transpose(0, 2, 1).reshape(-1, 16)[changed].tolist()
        for number, row in zip(changed.tolist(), rows, strict=True):
            self._nodes[number].setMat(p3d.LMatrix4f(*row))
        if bent:
            self._bend_soft(frames)
        return True

    def tint(self, level: str, colour: Colour | None, amount: float = 1.0) -> None:
        """Colour a level (`C5-C6`): its disc, and the vertebrae on both sides of it; None takes the colour away.

        `colour` is sRGB, 0 to 1, `amount` how much of it is seen. Raises ValueError for no such level.
        """
        if level not in self.model.levels:
            raise ValueError(f"the spine has no level {level!r}")
        wanted = None if colour is None else (colour, amount)
        if self._tints.get(level) == wanted:
            return
        if wanted is None:
            del self._tints[level]
        else:
            self._tints[level] = wanted
        for segment in level.split("-"):
            if segment in self.bones:
                self._paint_bone(segment)
        if (rows := self._tissue.rows.get(f"disc-{level}")) is not None:
            own = self._tissue.colours[rows]
            _columns(self.soft)["colour"][rows] = own if colour is None else _tinted(own, colour, amount)

    def _paint_bone(self, segment: str) -> None:
        own = next(bone.mesh.colours for bone in self.model.bones if bone.name == segment)
        # The strongest comes last: two levels share the vertebra between them.
        for level, (colour, amount) in sorted(self._tints.items(), key=lambda tint: tint[1][1]):
            if segment in level.split("-"):
                own = _tinted(own, colour, _BONE_TINT * amount)
        _columns(self.bones[segment])["colour"] = own

    def _drawn_to_figure(self, frames: Floats, trunk: Floats, joint_world: JointWorld) -> Floats:
        """Neck and head come to lie where the figure's are, so that no bone leaves the skin."""
        back = np.linalg.inv(trunk)
        targets = []
        for segment, joint in (("T1", "neck_1"), ("C0", "head")):
            wanted = back @ np.asarray(joint_world(joint))[:, 3]
            targets.append((self.model.segments.index(segment), self.model.joints[joint], wanted[:3]))
        return drawn_to(frames, self.model.centres, targets)

    def _bend_soft(self, frames: Floats) -> None:
        columns = _columns(self.soft)
        columns["vertex"], columns["normal"] = self._tissue.bent(frames)
        node = self.soft.node()
        node.modifyGeom(0).markBoundsStale()
        node.markBoundsStale()


def _from_rest(worlds: Floats, rests: Floats) -> Floats:
    """What moves things at rest to where their joints are now (N, 4, 4), from the joints and their rest places."""
    moving = worlds.astype(np.float64)
    moving[:, :3, 3] -= np.einsum("nij,nj->ni", moving[:, :3, :3], rests)
    return moving


def _columns(part: p3d.NodePath) -> npt.NDArray[np.void]:
    """The vertices of a node, writable."""
    data = part.node().modifyGeom(0).modifyVertexData().modifyArray(0)
    return np.frombuffer(memoryview(data).cast("B"), dtype=_ROW)


def _tinted(colours: Bytes, colour: Colour, amount: float) -> Bytes:
    """Colours (V, 4) drawn towards another; the light and shade that is painted into them stays."""
    light = colours[:, :3] @ _LIGHT
    shade = np.clip(light / max(float(np.quantile(light, 0.9)), 1.0), 0.0, 1.0)[:, None]
    wanted = 255.0 * np.array(colour) * shade
    mixed = colours.astype(np.float64)
    mixed[:, :3] += amount * (wanted - mixed[:, :3])
    return np.round(mixed).astype(np.uint8)
