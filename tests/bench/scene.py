"""The flagship's scene: five people, the room, the equipment; a stand-in of the same weight for what is not baked."""

from __future__ import annotations

from math import sin

import numpy as np
from panda3d import core as p3d

from simulator.paths import assets_dir
from simulator.stage.figure import Figure
from simulator.stage.library import AssetError, load_item
from simulator.stage.person import load_person
from simulator.stage.rig import moved, rest_pose
from simulator.stage.shading import dress, geometry_below, settle
from simulator.stage.trial import ball

PLACES_M = {"patient": (0.0, 0.0), "leader": (1.2, 0.3), "r1": (0.4, 0.8), "r2": (-0.3, 0.8), "r3": (-0.9, -0.7)}
EQUIPMENT = {
    "long-board": (0.0, -1.1, 0.03),
    "kit-bag": (-1.5, 1.0, 0.0),
    "collar-regular": (0.9, -0.9, 0.0),
    "head-blocks": (1.3, -0.9, 0.0),
    "monitor": (-1.4, -0.8, 0.0),
    "soft-stretcher": (0.0, 1.9, 0.0),
    "blanket": (-1.8, 0.2, 0.0),
}
_UPRIGHT = np.eye(3)
_SUPINE = np.array([[0.0, 0.0, 1.0], [-1.0, 0.0, 0.0], [0.0, -1.0, 0.0]])


class Crowd:
    """The people, one of whom moves a little at each step: skinned again, as in a real movement."""

    def __init__(self, scene: p3d.NodePath) -> None:
        self._scene = scene
        self._steps = 0
        self.figures: list[Figure] = []
        self._poses = []
        for name, (x, y) in PLACES_M.items():
            figure = Figure(load_person(assets_dir() / "people" / f"{name}.glb"))
            rest = rest_pose(figure.person.rig)
            lying = name == "patient"
            shift = np.array([x, y, 0.13]) - (rest.point if lying else np.array([0.0, 0.0, 0.13]))
            pose = moved(rest, _SUPINE if lying else _UPRIGHT, shift, rest.point)
            figure.pose(pose)
            figure.root.reparentTo(scene)
            dress(figure.root, "cloth")
            self.figures.append(figure)
            self._poses.append(pose)
        self.people = [figure.root for figure in self.figures]

    def step(self) -> None:
        """Move the first rescuer."""
        self._steps += 1
        pose = self._poses[2]
        shift = np.array([0.02 * sin(self._steps * 0.3), 0.0, 0.0])
        self.figures[2].pose(moved(pose, _UPRIGHT, shift, pose.point))

    def weight(self) -> str:
        """How much is drawn, in words."""
        vertices = triangles = pieces = 0
        for path in geometry_below(self._scene):
            for geom in path.node().getGeoms():
                pieces += 1
                vertices += geom.getVertexData().getNumRows()
                triangles += sum(primitive.getNumFaces() for primitive in geom.getPrimitives())
        return f"{vertices} vertices, {triangles} triangles, {pieces} pieces"


def fill(scene: p3d.NodePath) -> Crowd:
    """Put the flagship's scene below `scene`."""
    try:
        room = load_item("room")
        settle(room)
    except AssetError:
        room = ball("room", (0.85, 0.88, 0.9), 6.0, steps=104)
        # Like the real room it can be looked into from outside.
        room.setAttrib(p3d.CullFaceAttrib.make(p3d.CullFaceAttrib.M_cull_counter_clockwise))
    room.reparentTo(scene)
    for name, at in EQUIPMENT.items():
        item = load_item(name)
        dress(item)
        item.setPos(*at)
        item.reparentTo(scene)
    return Crowd(scene)
