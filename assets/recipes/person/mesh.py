"""A piece of a person: triangles with skin weights, colours and named scalar fields; and how to cut and push it.

Metres, y-up, as in `assets.recipes.mpfb`. A *field* is one number a vertex (a distance, an angle); `cut` splits the
triangles along one value of a field, so that a hem, a band or a hairline is a clean line on a coarse mesh.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Piece:
    """points (V, 3); faces (F, 3); weights (V, J); paint (F, 3) sRGB 0..1 of faces; tint (V, 3) multiplies it."""

    material: str
    points: Floats
    faces: Ints
    weights: Floats
    paint: Floats
    tint: Floats
    fields: dict[str, Floats]


def triangles(quads: Ints) -> Ints:
    """(F, 4) corners to triangles; a repeated last corner makes one triangle only."""
    both = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    return np.asarray(both[both[:, 1] != both[:, 2]])


def piece(material: str, points: Floats, faces: Ints, weights: Floats, colour: tuple[float, float, float]) -> Piece:
    """A piece of one colour with only the vertices that its faces use."""
    paint = np.tile(np.array(colour), (len(faces), 1))
    return compact(Piece(material, points, faces, weights, paint, np.ones((len(points), 3)), {}))


def compact(p: Piece) -> Piece:
    used, flat = np.unique(p.faces, return_inverse=True)
    return replace(
        p,
        points=p.points[used],
        faces=flat.reshape(p.faces.shape),
        weights=p.weights[used],
        tint=p.tint[used],
        fields={name: values[used] for name, values in p.fields.items()},
    )


def keep(p: Piece, faces: Mask) -> Piece:
    return compact(replace(p, faces=p.faces[faces], paint=p.paint[faces]))


def with_field(p: Piece, **fields: Floats) -> Piece:
    return replace(p, fields={**p.fields, **fields})


def face_mean(p: Piece, name: str) -> Floats:
    return np.asarray(p.fields[name][p.faces].mean(axis=1))


def edges(faces: Ints) -> tuple[Ints, Ints]:
    """Unique edges (E, 2) and for every face the edges opposite of nothing: (F, 3) for corners 01, 12, 20."""
    pairs = np.sort(faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    unique, inverse = np.unique(pairs, axis=0, return_inverse=True)
    return unique, inverse.reshape(-1, 3)


def border(p: Piece) -> Mask:
    """Vertices on an open edge."""
    unique, index = edges(p.faces)
    count = np.bincount(index.ravel(), minlength=len(unique))
    mask = np.zeros(len(p.points), dtype=bool)
    mask[unique[count == 1].ravel()] = True
    return mask


def _blend(p: Piece, a: Ints, b: Ints, t: Floats) -> Piece:
    """Append vertices between a and b at share t."""

    def mix(values: Floats) -> Floats:
        u = t if values.ndim == 1 else t[:, None]
        return np.concatenate([values, values[a] * (1.0 - u) + values[b] * u])

    fields = {name: mix(values) for name, values in p.fields.items()}
    return replace(p, points=mix(p.points), weights=mix(p.weights), tint=mix(p.tint), fields=fields)


def subdivide(p: Piece) -> Piece:
    """Every triangle into four."""
    unique, index = edges(p.faces)
    base = len(p.points)
    q = _blend(p, unique[:, 0], unique[:, 1], np.full(len(unique), 0.5))
    a, b, c = p.faces.T
    ab, bc, ca = (index + base).T
    parts = [(a, ab, ca), (b, bc, ab), (c, ca, bc), (ab, bc, ca)]
    faces = np.concatenate([np.stack(part, axis=1) for part in parts])
    return replace(q, faces=faces, paint=np.tile(p.paint, (4, 1)))


def _slide(p: Piece, name: str, level: float, reach: float) -> Piece:
    """Move vertices along an edge onto the line where they are near it: fewer and better triangles than cutting."""
    side = p.fields[name] - level
    unique, _ = edges(p.faces)
    a, b = np.concatenate([unique, unique[:, ::-1]]).T
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(side[a] * side[b] < 0.0, side[a] / (side[a] - side[b]), np.inf)
    order = np.lexsort((b, share))
    vertex, first = np.unique(a[order], return_index=True)
    best = order[first]
    fixed = p.fields.get("fixed", np.zeros(len(p.points)))
    go = (share[best] < reach) & (fixed[vertex] == 0.0) & ~border(p)[vertex]
    moved, towards, t = vertex[go], b[best[go]], share[best[go]]

    def mix(values: Floats) -> Floats:
        u = t if values.ndim == 1 else t[:, None]
        result = values.copy()
        result[moved] = values[moved] * (1.0 - u) + values[towards] * u
        return result

    fields = {key: mix(values) for key, values in p.fields.items()}
    fields[name][moved] = level
    fields["fixed"] = fixed.copy()
    return replace(p, points=mix(p.points), weights=mix(p.weights), tint=mix(p.tint), fields=fields)


def cut(p: Piece, name: str, level: float, snap: float = 0.0008, reach: float = 0.42) -> Piece:
    """Split triangles so that none crosses `level` of the field; vertices nearer than `snap` count as on the line."""
    p = _slide(p, name, level, reach)
    side = p.fields[name] - level
    side = np.where(np.abs(side) < snap, 0.0, side)
    unique, index = edges(p.faces)
    crossing = side[unique[:, 0]] * side[unique[:, 1]] < 0.0
    p.fields["fixed"][side == 0.0] = 1.0
    if not crossing.any():
        return p
    first, second = unique[crossing].T
    new_id = np.full(len(unique), -1, dtype=np.int64)
    new_id[crossing] = len(p.points) + np.arange(len(first))
    q = _blend(p, first, second, side[first] / (side[first] - side[second]))
    q.fields[name][len(p.points) :] = level
    q.fields["fixed"][len(p.points) :] = 1.0
    middle = new_id[index]
    faces, paint = [], []
    hits = (middle >= 0).sum(axis=1)
    for corner in range(3):
        # Turn the triangle so that the odd corner comes first: a; its edges are ab and ca.
        a, b, c = (p.faces[:, (corner + k) % 3] for k in range(3))
        ab, bc, ca = (middle[:, (corner + k) % 3] for k in range(3))
        two = (hits == 2) & (bc < 0)
        one = (hits == 1) & (bc >= 0)
        for rows, corners in (
            (two, (a, ab, ca)),
            (two, (ab, b, c)),
            (two, (ab, c, ca)),
            (one, (a, b, bc)),
            (one, (a, bc, c)),
        ):
            faces.append(np.stack(corners, axis=1)[rows])
            paint.append(p.paint[rows])
    whole = hits == 0
    return replace(q, faces=np.concatenate([p.faces[whole], *faces]), paint=np.concatenate([p.paint[whole], *paint]))


def cuts(p: Piece, name: str, *levels: float, snap: float = 0.0008) -> Piece:
    for level in levels:
        p = cut(p, name, level, snap)
    return p


def paint(p: Piece, where: Mask, colour: tuple[float, float, float]) -> Piece:
    """Colour the faces where the mask (F,) holds."""
    return replace(p, paint=np.where(where[:, None], np.array(colour), p.paint))


def normals(points: Floats, faces: Ints) -> Floats:
    """Vertex normals (V, 3), weighted by area."""
    corner = points[faces]
    flat = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    total = np.stack(
        [np.bincount(faces.ravel(), np.repeat(flat[:, k], 3), minlength=len(points)) for k in range(3)], axis=1
    )
    return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12))


def neighbour_mean(p: Piece) -> Callable[[Floats], Floats]:
    """A function that replaces per-vertex values by the mean over the neighbours."""
    unique, _ = edges(p.faces)
    a = np.concatenate([unique[:, 0], unique[:, 1]])
    b = np.concatenate([unique[:, 1], unique[:, 0]])
    size = len(p.points)
    count = np.maximum(np.bincount(a, minlength=size), 1)

    def mean(values: Floats) -> Floats:
        if values.ndim == 1:
            return np.asarray(np.bincount(a, values[b], minlength=size) / count)
        return np.stack([mean(values[:, k]) for k in range(values.shape[1])], axis=1)

    return mean


def smooth(p: Piece, steps: int, amount: float | Floats = 0.5, hold: Mask | None = None) -> Piece:
    """Laplacian smoothing; `amount` may differ a vertex; the border stays unless `hold` (V,) says otherwise."""
    mean = neighbour_mean(p)
    fixed = border(p) if hold is None else hold
    share = np.where(fixed, 0.0, amount)[:, None]
    points = p.points
    for _ in range(steps):
        points = points + share * (mean(points) - points)
    return replace(p, points=points)


def push(p: Piece, distance: float | Floats) -> Piece:
    """Move along the normals, metres."""
    shift = np.broadcast_to(distance, len(p.points))[:, None]
    return replace(p, points=p.points + normals(p.points, p.faces) * shift)


def join(material: str, pieces: list[Piece]) -> Piece:
    """One piece of several; the fields are dropped."""
    starts = np.cumsum([0] + [len(p.points) for p in pieces[:-1]])
    return Piece(
        material,
        np.concatenate([p.points for p in pieces]),
        np.concatenate([p.faces + start for p, start in zip(pieces, starts, strict=True)]),
        np.concatenate([p.weights for p in pieces]),
        np.concatenate([p.paint for p in pieces]),
        np.concatenate([p.tint for p in pieces]),
        {},
    )


def smoothstep(low: float, high: float, values: Floats) -> Floats:
    """0 below `low`, 1 above `high`, smooth between; `low` may lie above `high`."""
    t = np.clip((values - low) / (high - low), 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t))
