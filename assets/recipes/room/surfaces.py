"""One-sided surfaces: what the room's shell is made of, so that a camera outside looks straight in."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from assets.recipes.equipment.forms import quads
from assets.recipes.equipment.solid import Floats, Solid, Vec3, joined, solid


def sheet(corner: Vec3, along: Vec3, up: Vec3, step_m: float) -> Solid:
    """A rectangle from a corner, spanned by two edges; its front is along x up. Divided for baked light."""
    a, b = np.array(along, dtype=np.float64), np.array(up, dtype=np.float64)
    columns = int(np.ceil(np.sqrt((a * a).sum()) / step_m)) + 1
    rows = int(np.ceil(np.sqrt((b * b).sum()) / step_m)) + 1
    u = np.tile(np.linspace(0.0, 1.0, columns), rows)[:, None]
    v = np.repeat(np.linspace(0.0, 1.0, rows), columns)[:, None]
    points = np.array(corner) + a * u + b * v
    normal = np.cross(a, b)
    return solid(points, np.broadcast_to(normal, points.shape).copy(), quads(rows, columns)[:, ::-1])


def pierced(
    corner: Vec3, along: Vec3, up: Vec3, holes: list[tuple[float, float, float, float]], step_m: float
) -> Solid:
    """The same with rectangular holes: (along from, along to, up from, up to), metres from the corner."""
    a, b = np.array(along, dtype=np.float64), np.array(up, dtype=np.float64)
    wide, tall = float(np.sqrt((a * a).sum())), float(np.sqrt((b * b).sum()))
    a, b = a / wide, b / tall
    across = sorted({0.0, wide, *(u for hole in holes for u in hole[:2])})
    upright = sorted({0.0, tall, *(v for hole in holes for v in hole[2:])})
    pieces = []
    for u0, u1 in pairwise(across):
        for v0, v1 in pairwise(upright):
            if any(h[0] < (u0 + u1) / 2 < h[1] and h[2] < (v0 + v1) / 2 < h[3] for h in holes):
                continue
            start = np.array(corner) + a * u0 + b * v0
            pieces.append(sheet(_vec(start), _vec(a * (u1 - u0)), _vec(b * (v1 - v0)), step_m))
    return joined(*pieces)


def _vec(v: Floats) -> Vec3:
    return (float(v[0]), float(v[1]), float(v[2]))


def flat(outline: Floats, corner: Vec3, along: Vec3, up: Vec3) -> Solid:
    """A convex outline (N,2) in metres drawn on a plane through a corner, along and up being unit edges."""
    a, b = np.array(along, dtype=np.float64), np.array(up, dtype=np.float64)
    points = np.array(corner) + a * outline[:, :1] + b * outline[:, 1:]
    n = len(points)
    fan = np.stack([np.zeros(n - 2, dtype=np.int64), np.arange(1, n - 1), np.arange(2, n)], axis=1)
    return solid(points, np.broadcast_to(np.cross(a, b), points.shape).copy(), fan)


def strip(path: Floats, profile: Floats, up: Vec3 = (0.0, 0.0, 1.0)) -> Solid:
    """An open profile (M,2: out from the wall, up) carried along a level path (N,3); inside is left of the path."""
    along = np.gradient(path, axis=0)
    along /= np.sqrt((along * along).sum(axis=1, keepdims=True))
    inward = np.cross(np.array(up), along)
    tangent = np.gradient(profile, axis=0)
    n, m = len(path), len(profile)
    points = path[:, None] + inward[:, None] * profile[None, :, :1] + np.array(up) * profile[None, :, 1:]
    normals = inward[:, None] * tangent[None, :, 1:] - np.array(up) * tangent[None, :, :1]
    return solid(points.reshape(-1, 3), normals.reshape(-1, 3), quads(n, m)[:, ::-1])


def without_backs(shape: Solid, limits: tuple[tuple[int, float], ...], depth_m: float = 0.04) -> Solid:
    """Leave out triangles that look at a wall and lie against it. Limits: (axis, signed wall coordinate)."""
    keep = np.ones(len(shape.faces), dtype=bool)
    corners = shape.vertices[shape.faces]
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normal /= np.maximum(np.sqrt((normal * normal).sum(axis=1, keepdims=True)), 1e-12)
    for axis, wall in limits:
        side = np.sign(wall)
        against = (corners[:, :, axis] * side > abs(wall) - depth_m).all(axis=1)
        keep &= ~(against & (normal[:, axis] * side > 0.3))
    faces = shape.faces[keep]
    used, index = np.unique(faces, return_inverse=True)
    return Solid(
        shape.vertices[used], shape.normals[used], index.reshape(faces.shape).astype(np.int64), shape.colours[used]
    )
