"""How much open sky each vertex sees, by shadow pictures taken from many directions.

For every direction the whole surface, sampled densely, is splatted into a depth picture; a vertex is lit from there if
nothing lies before it. All sums are written out, so that every machine gets the same colours.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assets.recipes.equipment.solid import Floats, Node, Solid


def directions(count: int) -> Floats:
    """Evenly spread unit vectors (count,3), by the golden angle."""
    k = np.arange(count) + 0.5
    z = 1.0 - 2.0 * k / count
    angle = k * (np.pi * (3.0 - np.sqrt(5.0)))
    ring = np.sqrt(1.0 - z * z)
    return np.round(np.stack([ring * np.cos(angle), ring * np.sin(angle), z], axis=1), 6)


def surface_points(shape: Solid, spacing_m: float) -> Floats:
    """Points (N,3) on all triangles, about one per spacing squared."""
    a, b, c = (shape.vertices[shape.faces[:, k]] for k in range(3))
    cross = np.cross(b - a, c - a)
    area = np.sqrt((cross * cross).sum(axis=1)) / 2.0
    count = np.maximum(1, np.ceil(area / spacing_m**2)).astype(np.int64)
    face = np.repeat(np.arange(len(area)), count)
    order = np.arange(len(face)) - np.repeat(np.cumsum(count) - count, count)
    # the R2 sequence fills a square evenly; its far half folds back onto the triangle
    u, v = (0.5 + order * 0.7548776662466927) % 1.0, (0.5 + order * 0.5698402909980532) % 1.0
    fold = u + v > 1.0
    u, v = np.where(fold, 1.0 - u, u)[:, None], np.where(fold, 1.0 - v, v)[:, None]
    return np.asarray(a[face] + (b - a)[face] * u + (c - a)[face] * v)


def openness(
    vertices: Floats, normals: Floats, occluders: Floats, spacing_m: float, count: int = 128, below: float = 0.55
) -> Floats:
    """Share (V,) of cosine-weighted light that arrives; light from below the horizon counts only `below`."""
    start = vertices + normals * (2.5 * spacing_m)
    seen, total = np.zeros(len(vertices)), np.zeros(len(vertices))
    cell = spacing_m * 1.6
    for d in directions(count):
        helper = (0.0, 0.0, 1.0) if abs(d[2]) < 0.9 else (1.0, 0.0, 0.0)
        u = np.cross(helper, d)
        u = u / np.sqrt((u * u).sum())
        v = np.cross(d, u)
        facing = np.maximum(_dot(normals, d), 0.0)
        total += facing
        column, row, depth = _dot(occluders, u), _dot(occluders, v), _dot(occluders, d)
        low = (min(column.min(), _dot(start, u).min()), min(row.min(), _dot(start, v).min()))
        i = ((column - low[0]) / cell).astype(np.int64)
        j = ((row - low[1]) / cell).astype(np.int64)
        si = ((_dot(start, u) - low[0]) / cell).astype(np.int64)
        sj = ((_dot(start, v) - low[1]) / cell).astype(np.int64)
        width, height = max(i.max(), si.max()) + 1, max(j.max(), sj.max()) + 1
        nearest = np.full(width * height, -np.inf)
        np.maximum.at(nearest, i * height + j, depth)
        lit = _dot(start, d) + 1.5 * spacing_m >= nearest[si * height + sj]
        seen += np.where(lit, facing, 0.0) * (1.0 if d[2] > -0.05 else below)
    return seen / np.maximum(total, 1e-9)


def shaded(nodes: tuple[Node, ...], darkest: float = 0.42, spacing_m: float | None = None) -> tuple[Node, ...]:
    """The nodes with the occlusion that all of them cast on each other multiplied into their colours."""
    everything = np.concatenate([n.solid.vertices for n in nodes])
    reach = float(np.sqrt(((everything.max(axis=0) - everything.min(axis=0)) ** 2).sum()))
    spacing = spacing_m or max(reach / 260.0, 0.0005)
    occluders = np.concatenate([surface_points(n.solid, spacing) for n in nodes])
    out = []
    for node in nodes:
        if node.finish == "screen":
            out.append(node)
            continue
        open_share = openness(node.solid.vertices, node.solid.normals, occluders, spacing)
        tone = darkest + (1.0 - darkest) * np.minimum(open_share * 1.06, 1.0) ** 0.9
        out.append(replace(node, solid=replace(node.solid, colours=node.solid.colours * tone[:, None])))
    return tuple(out)


def _dot(points: Floats, d: Floats) -> Floats:
    return np.asarray(points[:, 0] * d[0] + points[:, 1] * d[1] + points[:, 2] * d[2])
