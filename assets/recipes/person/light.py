"""Light that does not reach: darkening baked into the vertex colours, by rays through a grid of the person."""

from __future__ import annotations

import numpy as np

from assets.recipes.person.mesh import Floats, Ints, Mask, Piece, neighbour_mean, normals

CELL_M = 0.008
REACH_M = 0.26
RAYS = 56


def _sampled(points: Floats, faces: Ints) -> Floats:
    """Points on the triangles, no farther apart than a cell."""
    corner = points[faces]
    longest = np.linalg.norm(corner - np.roll(corner, 1, axis=1), axis=2).max(axis=1)
    parts = [points[np.unique(faces)]]
    for count in range(2, 12):
        rows = np.ceil(longest / (CELL_M * 0.8)).astype(np.int64).clip(2, 11) == count
        grid = [(i, j) for i in range(count + 1) for j in range(count + 1 - i)]
        u, v = np.array(grid, dtype=np.float64).T / count
        share = np.stack([u, v, 1.0 - u - v], axis=1)
        parts.append(np.einsum("gk,fkc->fgc", share, corner[rows]).reshape(-1, 3))
    return np.concatenate(parts)


def _grid(points: Floats) -> tuple[Mask, Floats]:
    low = points.min(axis=0) - 0.06
    size = np.ceil((points.max(axis=0) + 0.06 - low) / CELL_M).astype(np.int64) + 1
    filled = np.zeros(tuple(size), dtype=bool)
    i, j, k = ((points - low) / CELL_M).astype(np.int64).T
    filled[i, j, k] = True
    return filled, low


def exposure(points: Floats, outward: Floats, faces: Ints) -> Floats:
    """Share (V,) of the cosine-weighted half-sphere over each vertex that is open within `REACH_M`."""
    filled, low = _grid(_sampled(points, faces))
    top = np.array(filled.shape) - 1
    n = np.arange(RAYS) + 0.5
    z = 1.0 - 2.0 * n / RAYS
    turn = np.pi * (1.0 + 5.0**0.5) * n
    rays = np.stack([np.sqrt(1.0 - z**2) * np.cos(turn), z, np.sqrt(1.0 - z**2) * np.sin(turn)], axis=1)
    far = np.geomspace(CELL_M * 1.2, REACH_M, 14)
    start = points + outward * (CELL_M * 1.5)
    open_share, total = np.zeros(len(points)), np.zeros(len(points))
    for ray in rays:
        cosine = np.maximum(outward @ ray, 0.0)
        rows = np.flatnonzero(cosine > 0.05)
        blocked = np.zeros(len(rows))
        for k, distance in enumerate(far):
            cell = ((start[rows] + ray * distance - low) / CELL_M).astype(np.int64)
            inside = ((cell >= 0) & (cell <= top)).all(axis=1)
            i, j, m = np.clip(cell, 0, top).T
            hit = filled[i, j, m] & inside
            blocked = np.maximum(blocked, hit * (1.0 - 0.75 * k / len(far)))
        open_share[rows] += cosine[rows] * (1.0 - blocked)
        total[rows] += cosine[rows]
    return np.asarray(open_share / np.maximum(total, 1e-9))


def hollow(p: Piece) -> Floats:
    """How deep (V,) a vertex lies in a fold: -1 on a ridge to 1 in a groove."""
    mean = neighbour_mean(p)
    out = normals(p.points, p.faces)
    depth = np.einsum("ij,ij->i", mean(p.points) - p.points, out)
    return np.asarray(np.clip(mean(depth) / 0.0012, -1.0, 1.0))


TINTS: dict[str, tuple[float, float, float]] = {
    "skin": (0.72, 0.95, 1.0),  # light that crosses skin stays red
    "hands": (0.72, 0.95, 1.0),
    "cloth": (1.0, 1.0, 0.96),
    "hair": (1.0, 1.0, 1.0),
    "eyes": (0.9, 1.0, 1.0),
}


def shaded(pieces: list[Piece]) -> list[Floats]:
    """Factors (V, 3) for each piece of one person, from all of its pieces; hair, which moves, casts none on clothes."""
    points = np.concatenate([p.points for p in pieces])
    outward = np.concatenate([normals(p.points, p.faces) for p in pieces])
    starts = np.cumsum([0] + [len(p.points) for p in pieces])
    moved = [p.faces + start for p, start in zip(pieces, starts, strict=False)]
    bright = exposure(points, outward, np.concatenate(moved))
    still = [faces for p, faces in zip(pieces, moved, strict=True) if p.material != "hair"]
    bare = exposure(points, outward, np.concatenate(still))
    cloth = np.concatenate([np.full(len(p.points), p.material == "cloth") for p in pieces])
    bright = np.where(cloth, bare, bright)
    factors = []
    for p, start in zip(pieces, starts, strict=False):
        own = neighbour_mean(p)(bright[start : start + len(p.points)])
        dark = 1.0 - np.clip(own * 1.12, 0.0, 1.0)
        fold = hollow(p) * (0.13 if p.material == "cloth" else 0.05)
        loss = np.clip(0.85 * dark + fold, -0.06, 0.8)[:, None] * np.array(TINTS[p.material])
        factors.append(1.0 - loss)
    return factors
