"""The stage over a camera's picture: seen through the camera's own lens, standing on the real table.

The picture must be straight (its lens distortion taken out): the stage is drawn with straight lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, pi, sin

import numpy as np
import numpy.typing as npt
from panda3d import core as p3d

from simulator.stage.renderer import FAR_M, NEAR_M, Renderer
from simulator.stage.rotations import Floats

Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Eye:
    """A camera: focal lengths and middle in pixels (`matrix`, 3 x 3, of pictures of `size_px`), its place in the
    stage's world (m), and the directions of its x (right), y (down) and z (forward) as columns of `turn`."""

    matrix: Floats
    size_px: tuple[int, int]
    place_m: Floats
    turn: Floats


class Background:
    """Lays pictures behind everything that a renderer draws."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._texture = p3d.Texture("camera")
        self._texture.setMagfilter(p3d.SamplerState.FT_linear)
        self._texture.setMinfilter(p3d.SamplerState.FT_linear)
        maker = p3d.CardMaker("camera picture")
        maker.setFrame(-1, 1, -1, 1)
        flat = p3d.NodePath("behind")
        card = flat.attachNewNode(maker.generate())
        card.setTexture(self._texture)
        card.setDepthTest(False)
        card.setDepthWrite(False)
        lens = p3d.OrthographicLens()
        lens.setFilmSize(2, 2)
        lens.setNearFar(-10, 10)
        self._camera = flat.attachNewNode(p3d.Camera("behind", lens))
        self._flat = flat
        renderer.lay_behind(self._camera)
        self._lens = p3d.MatrixLens()
        self._lens.setNearFar(NEAR_M, FAR_M)
        self._first = True

    def show(self, picture: Picture) -> None:
        """Put this picture (H, W, 3, BGR) behind."""
        height, width, _ = picture.shape
        if (self._texture.getXSize(), self._texture.getYSize()) != (width, height):
            self._texture.setup2dTexture(width, height, p3d.Texture.TUnsignedByte, p3d.Texture.FRgb8)
        target = np.frombuffer(memoryview(self._texture.modifyRamImage()), np.uint8).reshape(height, width, 3)
        np.copyto(target, picture[::-1])
        if self._first:
            # A region that has just been switched on is drawn from the second frame on.
            self._first = False
            for fine in (False, True):
                self._renderer.draw(fine=fine)

    def look(self, eye: Eye) -> None:
        """Look with this eye from now on."""
        renderer = self._renderer
        self._lens.setUserMat(p3d.LMatrix4(*projection(eye.matrix, eye.size_px).ravel().tolist()))
        renderer.camera.node().setLens(self._lens)
        right, down, forward = eye.turn.T
        rows = np.zeros((4, 4))
        rows[0, :3], rows[1, :3], rows[2, :3], rows[3, :3] = right, forward, -down, eye.place_m
        rows[3, 3] = 1.0
        renderer.camera.setMat(renderer.scene, p3d.LMatrix4(*rows.ravel().tolist()))

    def close(self) -> None:
        """Take the picture away and look through the stage's own lens again."""
        self._renderer.camera.node().setLens(self._renderer.lens)
        self._renderer.lay_behind(None)
        self._flat.removeNode()


class Windows:
    """Real things before or on the stage: where they are, the camera's picture is seen and nothing that lies behind."""

    def __init__(self, renderer: Renderer) -> None:
        self._root = renderer.scene.attachNewNode("windows")
        self._boxes: dict[str, p3d.NodePath] = {}

    def show(self, cubes: Mapping[str, tuple[Floats, Floats]], edge_m: float) -> None:
        """These cubes, by name: their middle (3,) in the stage's world and their axes as columns (3, 3)."""
        for name, (place_m, turn) in cubes.items():
            box = self._boxes.get(name) or self._boxes.setdefault(name, self._box())
            rows = np.eye(4)
            rows[:3, :3], rows[3, :3] = edge_m * turn.T, place_m
            box.setMat(p3d.LMatrix4(*rows.ravel().tolist()))
            box.show()
        for name in self._boxes.keys() - cubes.keys():
            self._boxes[name].hide()

    def _box(self) -> p3d.NodePath:
        """A cube with edges of 1 that is drawn first and only into the depth of the picture."""
        data = p3d.GeomVertexData("window", p3d.GeomVertexFormat.getV3(), p3d.Geom.UHStatic)
        corner = p3d.GeomVertexWriter(data, "vertex")
        for number in range(8):
            corner.addData3(*(0.5 if number >> axis & 1 else -0.5 for axis in range(3)))
        faces = p3d.GeomTriangles(p3d.Geom.UHStatic)
        for four in _FACES:
            for three in (four[:3], (four[0], *four[2:])):
                faces.addVertices(*three)
        geom = p3d.Geom(data)
        geom.addPrimitive(faces)
        node = p3d.GeomNode("window")
        node.addGeom(geom)
        box = self._root.attachNewNode(node)
        box.setTwoSided(True)
        box.setShaderOff(10)
        box.setAttrib(p3d.ColorWriteAttrib.make(p3d.ColorWriteAttrib.COff))
        box.setBin("background", -10)
        return box

    def close(self) -> None:
        """Nothing is cut out any more."""
        self._root.removeNode()


_FACES = ((0, 1, 3, 2), (4, 5, 7, 6), (0, 1, 5, 4), (2, 3, 7, 6), (0, 2, 6, 4), (1, 3, 7, 5))


def mat(half_x_m: float, half_y_m: float) -> p3d.NodePath:
    """A ground sheet on the floor around the origin: it hides the printed board, and shadows fall on it."""
    flat = p3d.NodePath("mat")
    for grow_m, height_m, colour in ((0.0, 0.0012, _MAT), (0.012, 0.0004, _MAT_EDGE)):
        data = p3d.GeomVertexData("mat", p3d.GeomVertexFormat.getV3n3c4(), p3d.Geom.UHStatic)
        at, up, ink = (p3d.GeomVertexWriter(data, name) for name in ("vertex", "normal", "color"))
        faces = p3d.GeomTrifans(p3d.Geom.UHStatic)
        outline = _outline(half_x_m + grow_m, half_y_m + grow_m)
        for x, y in ((0.0, 0.0), *outline, outline[0]):
            at.addData3(x, y, height_m)
            up.addData3(0, 0, 1)
            ink.addData4(*colour, 1.0)
        faces.addConsecutiveVertices(0, len(outline) + 2)
        faces.closePrimitive()
        geom = p3d.Geom(data)
        geom.addPrimitive(faces)
        node = p3d.GeomNode("mat")
        node.addGeom(geom)
        flat.attachNewNode(node)
    return flat


_MAT, _MAT_EDGE = (0.80, 0.84, 0.86), (0.66, 0.72, 0.75)  # sRGB
_ROUND_M, _ARC = 0.10, 8


def _outline(half_x_m: float, half_y_m: float) -> list[tuple[float, float]]:
    """A rectangle with round corners, counterclockwise."""
    found = []
    for quarter, (sx, sy) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        for step in range(_ARC + 1):
            angle = 0.5 * pi * (quarter + step / _ARC)
            x = sx * (half_x_m - _ROUND_M) + _ROUND_M * cos(angle)
            y = sy * (half_y_m - _ROUND_M) + _ROUND_M * sin(angle)
            found.append((x, y))
    return found


def projection(matrix: Floats, size_px: tuple[int, int]) -> Floats:
    """From the camera's space (x right, y forward, z up) to clip space, for row vectors (4, 4).

    The middle of the first pixel is 0, so the picture begins half a pixel before it.
    """
    width, height = size_px
    fx, fy, cx, cy = matrix[0, 0], matrix[1, 1], matrix[0, 2], matrix[1, 2]
    depth = (FAR_M + NEAR_M) / (FAR_M - NEAR_M)
    made = np.zeros((4, 4))
    made[0, 0] = 2.0 * fx / width
    made[1, 0] = 2.0 * (cx + 0.5) / width - 1.0
    made[1, 1] = 1.0 - 2.0 * (cy + 0.5) / height
    made[2, 1] = 2.0 * fy / height
    made[1, 2] = depth
    made[3, 2] = -2.0 * FAR_M * NEAR_M / (FAR_M - NEAR_M)
    made[1, 3] = 1.0
    return made
