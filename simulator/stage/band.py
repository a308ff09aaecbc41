"""Straps at run time: a flat band of webbing along any polyline, in vertex colours, cheap to move.

The band lies with its inner side on the path. Its width follows `across`, or the normal of the plane in which the
path bends, so that a strap over a body keeps its edges in line.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from panda3d import core as p3d

from simulator.stage.library import Mesh, geometry

Floats = npt.NDArray[np.float32]
PER_SPAN = 6  # smooth steps between two given points
# Cross-section, as shares of half the width and of the thickness, and its outward normals: edges are rounded.
_SECTION = np.array(
    [(-1.0, 0.5), (-0.94, 0.0), (0.94, 0.0), (1.0, 0.5), (0.94, 1.0), (0.55, 1.0), (-0.55, 1.0), (-0.94, 1.0)]
)
_OUTWARD = np.array(
    [(-1.0, 0.0), (-0.3, -0.95), (0.3, -0.95), (1.0, 0.0), (0.3, 0.95), (0.0, 1.0), (0.0, 1.0), (-0.3, 0.95)]
)
_TONE = np.array([0.80, 0.70, 0.70, 0.80, 1.12, 1.0, 1.0, 1.12])  # selvedges a little lighter, the inside darker
WEBBING = (0.19, 0.215, 0.24)


def band(
    points: npt.ArrayLike,
    width_m: float = 0.05,
    thickness_m: float = 0.0022,
    colour: tuple[float, float, float] = WEBBING,
    across: tuple[float, float, float] | None = None,
    name: str = "strap",
) -> p3d.NodePath:
    """A strap through points (N>=2, 3) in metres; colour in sRGB 0..1. The node's geometry is named NAME.cloth."""
    mesh = band_mesh(points, width_m, thickness_m, colour, across)
    return p3d.NodePath(geometry(f"{name}.cloth", mesh, p3d.Geom.UHDynamic))


def reshape(
    node: p3d.NodePath,
    points: npt.ArrayLike,
    width_m: float = 0.05,
    thickness_m: float = 0.0022,
    colour: tuple[float, float, float] = WEBBING,
    across: tuple[float, float, float] | None = None,
) -> None:
    """Move an existing strap onto a new path, which may have another number of points."""
    mesh = band_mesh(points, width_m, thickness_m, colour, across)
    name = node.node().getName()
    node.node().removeAllGeoms()
    node.node().addGeomsFrom(geometry(name, mesh, p3d.Geom.UHDynamic))


def band_mesh(
    points: npt.ArrayLike,
    width_m: float,
    thickness_m: float,
    colour: tuple[float, float, float] = WEBBING,
    across: tuple[float, float, float] | None = None,
) -> Mesh:
    """The same as plain arrays. Raises ValueError for fewer than two different points."""
    path = smooth(np.asarray(points, np.float64))
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    wide = np.asarray(across, np.float64) if across is not None else plane_normal(path)
    side = wide - along * (along @ wide)[:, None]
    side /= np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-9)
    out = np.cross(along, side)
    n, m = len(path), len(_SECTION)
    offset = side[:, None] * (_SECTION[:, :1] * width_m / 2) + out[:, None] * (_SECTION[:, 1:] * thickness_m)
    vertices = (path[:, None] + offset).reshape(-1, 3)
    normals = (side[:, None] * _OUTWARD[:, :1] + out[:, None] * _OUTWARD[:, 1:]).reshape(-1, 3)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    tone = np.clip(np.asarray(colour) * _TONE[:, None] * 255.0, 0, 255)
    colours = np.full((n * m, 4), 255, np.uint8)
    colours[:, :3] = np.tile(np.round(tone), (n, 1))
    return Mesh(vertices.astype(np.float32), normals.astype(np.float32), colours, _triangles(n, m))


def smooth(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """A Catmull-Rom curve through points (N,3), repeated points left out."""
    keep = np.concatenate([[True], np.linalg.norm(np.diff(points, axis=0), axis=1) > 1e-6])
    p = points[keep]
    if len(p) < 2:
        raise ValueError("a band needs at least two different points")
    padded = np.concatenate([2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]])
    a, b, c, d = (padded[k : k + len(p) - 1, None] for k in range(4))
    t = (np.arange(PER_SPAN) / PER_SPAN)[None, :, None]
    curve = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    return np.concatenate([curve.reshape(-1, 3), p[-1:]])


def plane_normal(path: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The direction in which a path extends least, turned so that the band's outside looks up or away from it."""
    centred = path - path.mean(axis=0)
    _, sizes, rows = np.linalg.svd(centred, full_matrices=False)
    normal: npt.NDArray[np.float64] = rows[2]
    if sizes[1] < 1e-6 * sizes[0]:  # a straight path lies in many planes: keep its outside up
        steep = abs(rows[0][2]) > 0.9
        normal = np.cross(rows[0], (1.0, 0.0, 0.0) if steep else (0.0, 0.0, 1.0))
    middle = len(path) // 2
    outward = np.cross(path[middle + 1 if middle + 1 < len(path) else middle] - path[middle - 1], normal)
    chord = path[middle] - (path[0] + path[-1]) / 2
    wanted = chord if np.linalg.norm(chord) > 1e-6 else np.array([0.0, 0.0, 1.0])
    return normal if float(outward @ wanted) >= 0 else -normal


@cache
def _triangles(n: int, m: int) -> npt.NDArray[np.uint32]:
    rows, columns = np.meshgrid(np.arange(n - 1), np.arange(m), indexing="ij")
    r, c = rows.ravel(), columns.ravel()
    i, j = r * m + c, (r + 1) * m + c
    k, q = (r + 1) * m + (c + 1) % m, r * m + (c + 1) % m
    sides = np.concatenate([np.stack([i, q, k], axis=1), np.stack([i, k, j], axis=1)])
    fan = np.stack([np.zeros(m - 2, int), np.arange(1, m - 1), np.arange(2, m)], axis=1)
    return np.concatenate([sides, fan[:, ::-1], fan + (n - 1) * m]).astype(np.uint32)
