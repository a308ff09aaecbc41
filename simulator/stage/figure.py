"""A person on the stage: one node a material, moved by poses, skinned on the processor.

The nodes are called `<person>.skin`, `.skin.hands`, `.cloth`, `.hair`, `.eyes`; their vertices have the columns vertex,
normal and color (sRGB). Shaders are somebody else's matter.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from panda3d import core as p3d

from simulator.paths import assets_dir
from simulator.stage.person import Mesh, Person, load_person
from simulator.stage.ribs import dent, inwards
from simulator.stage.rig import Pose, forward, rest_pose
from simulator.stage.rotations import Floats

_WORDS = 7  # of 4 bytes: three for the place, three for the normal, one for the colour
_NODE_NAMES = {"hands": "skin.hands"}


class Figure:
    """`root` hangs in the scene graph at the world's origin; poses are in world metres."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.root = p3d.NodePath(person.name)
        self.parts: dict[str, p3d.NodePath] = {}
        self._rows: dict[str, npt.NDArray[np.float32]] = {}
        self._pose: Pose | None = None
        self._world: Floats = forward(person.rig, rest_pose(person.rig))
        self._gloved = False
        self.pressed_m = 0.0
        self._dent: Floats | None = None
        for mesh in person.meshes:
            self._rows[mesh.material] = rows_of(mesh)
            node = geom_node(f"{person.name}.{_NODE_NAMES.get(mesh.material, mesh.material)}", mesh)
            self.parts[mesh.material] = self.root.attachNewNode(node)
        self.pose(rest_pose(person.rig))

    def pose(self, pose: Pose, pressed_m: float = 0.0) -> bool:
        """Move to a pose, the chest pressed in so far; False if that is shown already, which costs nothing."""
        shown, pressed = self._pose, self.pressed_m
        if pressed == pressed_m and (
            shown is pose
            or (
                shown is not None
                and np.array_equal(shown.point, pose.point)
                and np.array_equal(shown.turns, pose.turns)
            )
        ):
            return False
        self._pose, self.pressed_m = pose, pressed_m
        self._world = forward(self.person.rig, pose)
        points, normals = self.person.skin.moved(self._world)
        if pressed_m:
            if self._dent is None:
                self._dent = dent(self.person, self.person.points)
            points += pressed_m * inwards(self.person, self._world)[:, None] * self._dent
        for mesh in self.person.meshes:
            rows = self._rows[mesh.material]
            rows[:, 0:3] = points[:, mesh.rows].T
            rows[:, 3:6] = normals[:, mesh.rows].T
            send(self.parts[mesh.material], self._rows[mesh.material])
        return True

    @property
    def shown_pose(self) -> Pose:
        """The pose that is shown."""
        assert self._pose is not None
        return self._pose

    @property
    def world(self) -> Floats:
        """All joints in the world, (J, 4, 4)."""
        return self._world

    def joint_world(self, name: str) -> Floats:
        """A joint in the world, (4, 4) for column vectors: rotation from the rest pose, and place in metres."""
        return np.asarray(self._world[self.person.rig.index[name]])

    def joint_point(self, name: str) -> tuple[float, float, float]:
        """The place of a joint in the world, metres."""
        x, y, z = self._world[self.person.rig.index[name], :3, 3]
        return float(x), float(y), float(z)

    def cover(self, material: str, hidden: npt.NDArray[np.bool_]) -> None:
        """Leave out the faces of a material whose corners are all hidden (one a vertex) under something else."""
        mesh = next(mesh for mesh in self.person.meshes if mesh.material == material)
        faces = mesh.faces[~hidden[mesh.faces].all(axis=1)]
        self.parts[material].node().modifyGeom(0).setPrimitive(0, _triangles(faces, len(hidden)))

    def wear_gloves(self, on: bool) -> None:
        """Put nitrile gloves on the hands, or take them off."""
        if on == self._gloved:
            return
        self._gloved = on
        mesh = next(mesh for mesh in self.person.meshes if mesh.material == "hands")
        colours = gloved(self.person, mesh.colours) if on else mesh.colours
        self._rows["hands"].view(np.uint32)[:, 6] = _packed(colours)
        send(self.parts[mesh.material], self._rows[mesh.material])


def load_figure(name: str) -> Figure:
    """The figure of a person that ships: `patient`, `leader`, `r1` to `r4`, `nurse`, `ward-colleague`.

    Raises PersonFileError.
    """
    return Figure(load_person(assets_dir() / "people" / f"{name}.glb"))


def gloved(person: Person, colours: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The colours (n, 4) of hands in gloves: the glove's colour in the light and shade of the skin."""
    light = colours[:, :3] @ np.array([0.3, 0.55, 0.15]) / 255.0
    bare = float(person.skin_colour @ np.array([0.3, 0.55, 0.15]))
    shade = np.clip(light / bare, 0.0, 1.12)[:, None]
    rgb = np.clip(person.glove_colour * shade * 255.0, 0.0, 255.0)
    return np.concatenate([rgb, colours[:, 3:]], axis=1).round().astype(np.int64)


def send(part: p3d.NodePath, rows: npt.NDArray[np.float32]) -> None:
    """Give the vertices of a part, as `rows_of` keeps them, to the renderer."""
    geom = part.node().modifyGeom(0)
    target = memoryview(geom.modifyVertexData().modifyArray(0)).cast("B")
    target[:] = rows.data.cast("B")


def _packed(colours: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32]:
    return np.ascontiguousarray(colours, dtype=np.uint8).view(np.uint32)[:, 0]


def rows_of(mesh: Mesh) -> npt.NDArray[np.float32]:
    """A row a vertex: place, normal, colour; place and normal are for a pose to fill."""
    rows = np.zeros((mesh.rows.stop - mesh.rows.start, _WORDS), dtype=np.float32)
    rows.view(np.uint32)[:, 6] = _packed(mesh.colours)
    return rows


def geom_node(name: str, mesh: Mesh) -> p3d.GeomNode:
    """The geometry of a mesh whose vertices are sent row by row."""
    layout = p3d.GeomVertexFormat.getV3n3c4()
    data = p3d.GeomVertexData(name, layout, p3d.Geom.UHDynamic)
    data.uncleanSetNumRows(mesh.rows.stop - mesh.rows.start)
    primitive = _triangles(mesh.faces, mesh.rows.stop - mesh.rows.start)
    geom = p3d.Geom(data)
    geom.addPrimitive(primitive)
    node = p3d.GeomNode(name)
    node.addGeom(geom)
    # Poses move the vertices: a bound from the rest pose would let the figure vanish at the edge of the picture.
    node.setBounds(p3d.OmniBoundingVolume())
    node.setFinal(True)
    return node


def _triangles(faces: npt.NDArray[np.int64], vertices: int) -> p3d.GeomTriangles:
    primitive = p3d.GeomTriangles(p3d.Geom.UHStatic)
    short = vertices < 65535
    primitive.setIndexType(p3d.Geom.NTUint16 if short else p3d.Geom.NTUint32)
    corners = primitive.modifyVertices()
    corners.uncleanSetNumRows(faces.size)
    memoryview(corners).cast("B")[:] = np.ascontiguousarray(faces, np.uint16 if short else np.uint32).data.cast("B")
    return primitive
