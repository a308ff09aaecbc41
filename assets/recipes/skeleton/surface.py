"""Triangle surfaces as plain arrays, and the few operations that the skeleton's recipe needs on them.

All coordinates are in metres. Every function is deterministic: the same arrays in give the same arrays out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Surface:
    """Vertices (V, 3) in metres and triangles (F, 3), counter-clockwise seen from outside."""

    vertices: Floats
    faces: Ints

    def moved(self, matrix: Floats) -> Surface:
        """The surface under a 4x4 matrix; a mirroring matrix also turns the triangles round."""
        vertices = self.vertices @ matrix[:3, :3].T + matrix[:3, 3]
        mirrors = np.linalg.det(matrix[:3, :3]) < 0.0
        return Surface(vertices, self.faces[:, ::-1].copy() if mirrors else self.faces)

    def at(self, vertices: Floats) -> Surface:
        """The same triangles with other vertices (V, 3)."""
        return Surface(vertices, self.faces)


def joined(parts: list[Surface]) -> Surface:
    """Several surfaces as one."""
    starts = np.cumsum([0, *(len(part.vertices) for part in parts)])
    faces = [part.faces + start for part, start in zip(parts, starts, strict=False)]
    return Surface(np.vstack([part.vertices for part in parts]), np.vstack(faces))


def compacted(vertices: Floats, faces: Ints) -> Surface:
    """Without unused vertices and without triangles that have no area."""
    faces = faces[(faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 2] != faces[:, 0])]
    used, packed = np.unique(faces, return_inverse=True)
    return Surface(vertices[used], packed.reshape(-1, 3).astype(np.int64))


def welded(vertices: Floats, faces: Ints, tolerance_m: float = 2e-5) -> Surface:
    """Vertices closer than the tolerance become one."""
    _, first, inverse = np.unique(
        np.round(vertices / tolerance_m).astype(np.int64), axis=0, return_index=True, return_inverse=True
    )
    packed = inverse.reshape(-1)[faces]
    _, once = np.unique(np.sort(packed, axis=1), axis=0, return_index=True)
    return compacted(vertices[first], packed[np.sort(once)])


def components(surface: Surface, smallest: int = 1) -> list[Surface]:
    """Connected pieces with at least `smallest` triangles, in the order of their first triangle."""
    count = len(surface.vertices)
    rows, columns = surface.faces[:, [0, 1, 2]].ravel(), surface.faces[:, [1, 2, 0]].ravel()
    graph = coo_matrix((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(count, count))
    _, label = connected_components(graph, directed=False)
    of_face = label[surface.faces[:, 0]]
    names, first, sizes = np.unique(of_face, return_index=True, return_counts=True)
    ordered = [names[i] for i in np.argsort(first) if sizes[i] >= smallest]
    return [compacted(surface.vertices, surface.faces[of_face == name]) for name in ordered]


def normals(surface: Surface) -> Floats:
    """Unit vertex normals (V, 3), weighted by area."""
    corners = surface.vertices[surface.faces]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    total = np.zeros_like(surface.vertices)
    for corner in range(3):
        np.add.at(total, surface.faces[:, corner], across)
    length = np.linalg.norm(total, axis=1, keepdims=True)
    return np.asarray(total / np.maximum(length, 1e-15))


def open_rim(surface: Surface) -> Ints:
    """Indices of the vertices on edges that only one triangle has."""
    faces = surface.faces
    half_edges = np.sort(np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    edges, shared = np.unique(half_edges, axis=0, return_counts=True)
    return np.unique(edges[shared == 1])


def smoothly_split(surface: Surface) -> Surface:
    """Four triangles from each, by Loop's rule, so that a coarse bone becomes round. Open rims keep their line."""
    vertices, faces = surface.vertices, surface.faces
    half_edges = np.sort(np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    edges, inverse, shared = np.unique(half_edges, axis=0, return_inverse=True, return_counts=True)
    inverse = inverse.reshape(-1)
    opposite = np.concatenate([faces[:, 2], faces[:, 0], faces[:, 1]])
    opposite_sum = np.zeros((len(edges), 3))
    np.add.at(opposite_sum, inverse, vertices[opposite])
    ends = vertices[edges].sum(axis=1)
    inner = (shared == 2)[:, None]
    middles = np.where(inner, 0.375 * ends + 0.125 * opposite_sum, 0.5 * ends)

    degree = np.bincount(edges.ravel(), minlength=len(vertices)).astype(float)
    neighbours = np.zeros_like(vertices)
    np.add.at(neighbours, edges[:, 0], vertices[edges[:, 1]])
    np.add.at(neighbours, edges[:, 1], vertices[edges[:, 0]])
    beta = np.where(degree == 3, 3.0 / 16.0, 3.0 / (8.0 * np.maximum(degree, 1.0)))[:, None]
    kept = (1.0 - degree[:, None] * beta) * vertices + beta * neighbours
    rim = edges[shared != 2]
    on_rim = np.zeros(len(vertices), dtype=bool)
    on_rim[rim.ravel()] = True
    kept[on_rim] = vertices[on_rim]

    a, b, c = (len(vertices) + part for part in np.split(inverse, 3))
    split = np.vstack(
        [
            np.stack([faces[:, 0], a, c], axis=1),
            np.stack([faces[:, 1], b, a], axis=1),
            np.stack([faces[:, 2], c, b], axis=1),
            np.stack([a, b, c], axis=1),
        ]
    )
    return Surface(np.vstack([kept, middles]), split)


def thinned(surface: Surface, cell_m: float) -> Surface:
    """Fewer triangles: all vertices in one cell become the point that fits their planes best.

    The point minimises the summed squared distance to the planes of the cell's triangles (Lindstrom's
    out-of-core form of quadric simplification), pulled weakly to the cell's mean, so edges stay sharp.
    """
    vertices, faces = surface.vertices, surface.faces
    key = np.floor((vertices - vertices.min(axis=0)) / cell_m + 0.5).astype(np.int64)
    _, cell = np.unique(key, axis=0, return_inverse=True)
    cell = cell.reshape(-1)
    count = int(cell.max()) + 1
    corners = vertices[faces]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    offset = np.einsum("ij,ij->i", across, corners[:, 0])
    outer = across[:, :, None] * across[:, None, :]
    quadric, pull = np.zeros((count, 3, 3)), np.zeros((count, 3))
    for corner in range(3):
        np.add.at(quadric, cell[faces[:, corner]], outer)
        np.add.at(pull, cell[faces[:, corner]], across * offset[:, None])
    amount = np.bincount(cell, minlength=count).astype(float)
    mean = np.zeros((count, 3))
    np.add.at(mean, cell, vertices)
    mean /= amount[:, None]
    weight = 0.02 * np.trace(quadric, axis1=1, axis2=2) + 1e-30
    quadric += weight[:, None, None] * np.eye(3)
    best = np.linalg.solve(quadric, (pull + weight[:, None] * mean)[:, :, None])[:, :, 0]
    best = mean + np.clip(best - mean, -cell_m, cell_m)
    packed = cell[faces]
    packed = packed[(packed[:, 0] != packed[:, 1]) & (packed[:, 1] != packed[:, 2]) & (packed[:, 2] != packed[:, 0])]
    _, once = np.unique(np.sort(packed, axis=1), axis=0, return_index=True)
    return compacted(best, packed[np.sort(once)])


def thinned_to(surface: Surface, triangles: int) -> Surface:
    """Thinned with the finest cell that leaves at most `triangles` triangles (found by halving)."""
    if len(surface.faces) <= triangles:
        return surface
    fine, coarse = 0.0, float(np.ptp(surface.vertices, axis=0).max()) / 4.0
    best = thinned(surface, coarse)
    for _ in range(14):
        middle = 0.5 * (fine + coarse)
        trial = thinned(surface, middle)
        if len(trial.faces) <= triangles:
            coarse, best = middle, trial
        else:
            fine = middle
    return best
