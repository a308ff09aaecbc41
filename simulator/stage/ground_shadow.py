"""A soft shadow on the floor under everything that stands, kneels or lies there.

Each thing is known by a few hundred points spread evenly over its surface. They are dropped on a coarse grid, in three
layers: what touches the floor darkens it sharply, what is higher does so faintly and widely, shifted away from the
window. The grid becomes a small texture on one floor-sized sheet. All of it runs on the CPU in well under a
millisecond a moved thing, costs nothing while nothing moves, and works on a renderer without shaders as well.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from panda3d import core as p3d

from simulator.stage.lights import Triple, unit
from simulator.stage.shading import geometry_below, plain_shader
from simulator.stage.vertices import Floats, Ints, matrix, positions, triangles

HALF_X_M, HALF_Y_M = 2.7, 2.2
COLUMNS, ROWS = 256, 128  # powers of two, for the renderer without shaders
_CELL_X_M, _CELL_Y_M = 2 * HALF_X_M / COLUMNS, 2 * HALF_Y_M / ROWS
_ABOVE_FLOOR_M, _BELOW_FLOOR_M = 0.004, -0.03
_POINTS_PER_M2, _FEWEST, _MOST = 900.0, 80, 2200


@dataclass(frozen=True, slots=True)
class Layer:
    """How things at a height darken: `fade_m` is the height at which a third is left, `blur_m` the softness."""

    fade_m: float
    blur_m: float
    dark: float
    drift: float  # how far it follows the window's light instead of falling straight down


LAYERS = (
    Layer(fade_m=0.05, blur_m=0.022, dark=0.48, drift=0.3),
    Layer(fade_m=0.22, blur_m=0.085, dark=0.34, drift=0.5),
    Layer(fade_m=0.90, blur_m=0.240, dark=0.26, drift=0.6),
)


def _smeared(grid: Floats, half_cells: int, axis: int) -> Floats:
    """The mean over a window of 2 * half_cells + 1 cells; the outside is empty. By running sums: a product with a blur
    matrix is as quick, but the threads of the linear algebra library then stay in the way of the renderer's."""
    window = 2 * half_cells + 1
    edges = [(0, 0), (0, 0)]
    edges[axis] = (half_cells + 1, half_cells)
    sums = np.cumsum(np.pad(grid, edges), axis=axis, dtype=np.float32)
    count = grid.shape[axis]
    if axis == 0:
        return np.asarray((sums[window:] - sums[:count]) / window, np.float32)
    return np.asarray((sums[:, window:] - sums[:, :count]) / window, np.float32)


def _blurred(grid: Floats, blur_m: float) -> Floats:
    # Two windows make a tent of the same spread as a Gauss curve with a sigma of 0.41 of their width.
    for axis, cell_m in ((0, _CELL_Y_M), (1, _CELL_X_M)):
        half = max(1, round(1.2 * blur_m / cell_m))
        grid = _smeared(_smeared(grid, half, axis), half, axis)
    return grid


def _border() -> Floats:
    x = np.linspace(-1, 1, COLUMNS, dtype=np.float32)
    y = np.linspace(-1, 1, ROWS, dtype=np.float32)
    edge = np.clip((1 - np.abs(x)) / 0.12, 0, 1)[None, :] * np.clip((1 - np.abs(y)) / 0.12, 0, 1)[:, None]
    return np.asarray(edge * edge * (3 - 2 * edge), np.float32)


_BORDER = _border()


def spread(corners: Floats, faces: Ints) -> tuple[Ints, Floats, float]:
    """Points spread evenly over triangles, the same each time: (N, 3) corner rows, (N, 3) shares of the corners,
    and the area in square metres that one point stands for."""
    edge1 = corners[faces[:, 1]] - corners[faces[:, 0]]
    edge2 = corners[faces[:, 2]] - corners[faces[:, 0]]
    areas = 0.5 * np.linalg.norm(np.cross(edge1, edge2), axis=1)
    total = float(areas.sum())
    if total <= 0.0:
        return np.zeros((0, 3), np.int64), np.zeros((0, 3), np.float32), 0.0
    count = int(np.clip(total * _POINTS_PER_M2, _FEWEST, _MOST))
    order = np.arange(count)
    which = np.searchsorted(np.cumsum(areas), (order + 0.5) * (total / count)).clip(0, len(faces) - 1)
    u = np.sqrt((order * 0.7548776662 + 0.5) % 1.0)
    v = (order * 0.5698402910 + 0.5) % 1.0
    shares = np.stack([1 - u, u * (1 - v), u * v], axis=1).astype(np.float32)
    return faces[which], shares, total / count


def darkness(points_m: Floats, area_m2: npt.NDArray[np.float32], key_from: Triple) -> Floats:
    """What points (N, 3) in the world, each standing for `area_m2` (N,) of surface, leave on the grid: (layers, ROWS,
    COLUMNS), unblurred, as covered share of each cell."""
    kx, ky, kz = unit(key_from)
    x, y, z = points_m[:, 0], points_m[:, 1], np.maximum(points_m[:, 2], 0.0)
    out = np.zeros((len(LAYERS), ROWS, COLUMNS), np.float32)
    for index, layer in enumerate(LAYERS):
        column = ((x - layer.drift * kx / kz * z + HALF_X_M) / _CELL_X_M).astype(np.int64)
        row = ((y - layer.drift * ky / kz * z + HALF_Y_M) / _CELL_Y_M).astype(np.int64)
        inside = (points_m[:, 2] > _BELOW_FLOOR_M) & (column >= 0) & (column < COLUMNS) & (row >= 0) & (row < ROWS)
        # A closed surface is crossed twice on the way down and seldom squarely: a third of its area covers the floor.
        weight = np.exp(-z / layer.fade_m) * area_m2 * (0.33 / (_CELL_X_M * _CELL_Y_M))
        cells = np.bincount((row * COLUMNS + column)[inside], weight[inside], minlength=ROWS * COLUMNS)
        out[index] = cells.reshape(ROWS, COLUMNS)
    return out


def blend(grid: Floats) -> Floats:
    """Layers on the grid -> how dark each cell is, 0..1, (ROWS, COLUMNS)."""
    light = np.ones((ROWS, COLUMNS), np.float32)
    for covered, layer in zip(grid, LAYERS, strict=True):
        light *= 1.0 - layer.dark * (1.0 - np.exp(-1.6 * _blurred(covered, layer.blur_m)))
    return (1.0 - light) * _BORDER


class _Part:
    """One piece of geometry of a caster."""

    def __init__(self, path: p3d.NodePath, geom_index: int) -> None:
        self.path = path
        self.geom_index = geom_index
        geom = path.node().getGeom(geom_index)
        self.rows, self.shares, self.area_m2 = spread(positions(geom.getVertexData()), triangles(geom))

    def data(self) -> p3d.GeomVertexData:
        return self.path.node().getGeom(self.geom_index).getVertexData()

    def points(self, data: p3d.GeomVertexData, transform: p3d.TransformState) -> Floats:
        local = np.einsum("nkd,nk->nd", positions(data)[self.rows], self.shares)
        mat = matrix(transform)
        return np.asarray(np.einsum("nd,de->ne", local, mat[:3, :3]) + mat[3, :3], np.float32)


class _Caster:
    def __init__(self, node: p3d.NodePath) -> None:
        self.node = node
        self.parts = [_Part(path, index) for path in geometry_below(node) for index in range(path.node().getNumGeoms())]
        self._seen: list[object] = []
        self.grid = np.zeros((len(LAYERS), ROWS, COLUMNS), np.float32)

    def refresh(self, key_from: Triple) -> bool:
        """Drop the points again if the thing has moved, bent, come or gone."""
        seen: list[object] = []
        live: list[tuple[_Part, p3d.GeomVertexData, p3d.TransformState]] = []
        if not self.node.isEmpty() and self.node.hasParent():
            for part in self.parts:
                if part.path.isHidden():
                    continue
                data, transform = part.data(), part.path.getNetTransform()
                live.append((part, data, transform))
                seen += [data.getModified().getSeq(), transform.getMat()]
        if seen == self._seen:
            return False
        self._seen = seen
        if not live:
            self.grid[:] = 0.0
            return True
        points = np.concatenate([part.points(data, transform) for part, data, transform in live])
        areas = np.concatenate([np.full(len(part.rows), part.area_m2, np.float32) for part, _, _ in live])
        self.grid = darkness(points, areas, key_from)
        return True


class GroundShadow:
    """The sheet on the floor, and what casts on it."""

    def __init__(self, root: p3d.NodePath, key_from: Triple, *, shaders: bool) -> None:
        self._key_from = key_from
        self._casters: list[_Caster] = []
        self._changed = False
        self._shaders = shaders
        self._texture = p3d.Texture("floor-shadow")
        kind = p3d.Texture.F_luminance if shaders else p3d.Texture.F_alpha
        self._texture.setup2dTexture(COLUMNS, ROWS, p3d.Texture.T_unsigned_byte, kind)
        self._texture.setWrapU(p3d.SamplerState.WM_clamp)
        self._texture.setWrapV(p3d.SamplerState.WM_clamp)
        self._texture.setMinfilter(p3d.SamplerState.FT_linear)
        self._texture.setMagfilter(p3d.SamplerState.FT_linear)
        self.sheet = root.attachNewNode(_sheet())
        self.sheet.setTexture(self._texture)
        self.sheet.setTransparency(p3d.TransparencyAttrib.M_alpha)
        self.sheet.setDepthWrite(False)
        self.sheet.setBin("fixed", 1)
        if shaders:
            self.sheet.setShader(plain_shader("floor_shadow"))
        else:
            self.sheet.setLightOff()
            self.sheet.setColor(0.10, 0.13, 0.17, 1.0)
        self._write(np.zeros((ROWS, COLUMNS), np.float32))
        self.sheet.hide()

    def add(self, node: p3d.NodePath) -> None:
        """Let a thing cast from now on. Its geometry must be complete; its vertices and places may move."""
        self._casters.append(_Caster(node))

    def remove(self, node: p3d.NodePath) -> None:
        """Let a thing cast no more; one that never did is no error."""
        kept = [caster for caster in self._casters if caster.node != node]
        self._changed = self._changed or len(kept) != len(self._casters)
        self._casters = kept

    def clear(self) -> None:
        """Let nothing cast any more."""
        self._casters, self._changed = [], True

    def update(self, driver: p3d.GraphicsStateGuardian) -> bool:
        """Write the texture again if a caster has changed; says whether it did."""
        moved = [caster.refresh(self._key_from) for caster in self._casters]
        if not any(moved) and not self._changed:
            return False
        self._changed = False
        total = np.zeros((len(LAYERS), ROWS, COLUMNS), np.float32)
        for caster in self._casters:
            total += caster.grid
        dark = blend(total)
        self._write(dark)
        self._cut(dark)
        # Sent before the frame begins: in the middle of one, a tiled renderer would have to put all its tiles down.
        self._texture.prepare(driver.getPreparedObjects())
        return True

    def _cut(self, dark: Floats) -> None:
        """Cut the sheet to where there is shadow: what is blended there costs a software renderer dearly."""
        seen = dark > 1.0 / 255.0
        across, along = np.nonzero(seen.any(axis=0))[0], np.nonzero(seen.any(axis=1))[0]
        if not across.size:
            self.sheet.hide()
            return
        self.sheet.show()
        low_u, high_u = across[0] / COLUMNS, (across[-1] + 1) / COLUMNS
        low_v, high_v = along[0] / ROWS, (along[-1] + 1) / ROWS
        data = self.sheet.node().modifyGeom(0).modifyVertexData()
        at, uv = p3d.GeomVertexWriter(data, "vertex"), p3d.GeomVertexWriter(data, "texcoord")
        for u, v in ((low_u, low_v), (high_u, low_v), (high_u, high_v), (low_u, high_v)):
            at.setData3((2 * u - 1) * HALF_X_M, (2 * v - 1) * HALF_Y_M, _ABOVE_FLOOR_M)
            uv.setData2(u, v)

    def _write(self, dark: Floats) -> None:
        image = memoryview(self._texture.modifyRamImage()).cast("B")
        np.copyto(np.frombuffer(image, np.uint8).reshape(ROWS, COLUMNS), (dark * 255.0 + 0.5).astype(np.uint8))


def _sheet() -> p3d.GeomNode:
    data = p3d.GeomVertexData("floor-shadow", p3d.GeomVertexFormat.getV3t2(), p3d.Geom.UHDynamic)
    data.setNumRows(4)
    faces = p3d.GeomTriangles(p3d.Geom.UHStatic)
    faces.addVertices(0, 1, 2)
    faces.addVertices(0, 2, 3)
    geom = p3d.Geom(data)
    geom.addPrimitive(faces)
    node = p3d.GeomNode("floor-shadow")
    node.addGeom(geom)
    return node
