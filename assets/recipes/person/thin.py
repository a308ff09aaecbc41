"""Fewer triangles where the surface is flat: vertices slide into a neighbour, the cheapest first.

The price of a collapse is the quadric error (Garland and Heckbert 1997: squared distances to the planes of the faces
that are lost), raised where skin weights or colours would change. A vertex always moves onto another one, so weights,
colours and normals stay those of the fine mesh. Edges of colours and open edges keep their line.
"""

from __future__ import annotations

import heapq

import numpy as np

from assets.recipes.person.mesh import Floats, Ints, Piece, edges

_WEIGHT_M = 0.006  # a whole change of joint counts as this much displacement
_TINT_M = 0.010  # a whole change of brightness likewise
_LINE_SHARE = 4.0  # how much an edge of colour resists being moved, against a face
_MOST_TURN = 0.35  # least cosine between a face before and after

Quadric = list[float]


def _quadrics(p: Piece, lines: Ints, owners: Ints) -> list[Quadric]:
    """Ten numbers a vertex: the squared distance to its planes, weighted by their areas."""
    corner = p.points[p.faces]
    cross = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    length = np.maximum(np.linalg.norm(cross, axis=1, keepdims=True), 1e-15)
    normal, area = cross / length, 0.5 * length[:, 0]
    total = np.zeros((len(p.points), 10))

    def add(vertices: Ints, n: Floats, through: Floats, weight: Floats) -> None:
        d = -np.einsum("ij,ij->i", n, through)
        x, y, z = n.T
        rows = (
            np.stack([x * x, x * y, x * z, x * d, y * y, y * z, y * d, z * z, z * d, d * d], axis=1) * weight[:, None]
        )
        for column in range(vertices.shape[1]):
            np.add.at(total, vertices[:, column], rows)

    add(p.faces, normal, corner[:, 0], area)
    along = p.points[lines[:, 1]] - p.points[lines[:, 0]]
    across = np.cross(along, normal[owners])
    size = np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-15)
    add(lines, across / size, p.points[lines[:, 0]], _LINE_SHARE * (along**2).sum(axis=1))
    rows: list[Quadric] = total.tolist()
    return rows


def _feature_lines(p: Piece) -> tuple[Ints, Ints]:
    """Edges (E, 2) that are open or between two colours, and a face (E,) at each."""
    unique, index = edges(p.faces)
    faces = np.repeat(np.arange(len(p.faces)), 3)
    order = np.argsort(index.ravel(), kind="stable")
    sorted_edges, sorted_faces = index.ravel()[order], faces[order]
    first = np.searchsorted(sorted_edges, np.arange(len(unique)))
    count = np.bincount(index.ravel(), minlength=len(unique))
    last = first + count - 1
    differ = (p.paint[sorted_faces[first]] != p.paint[sorted_faces[last]]).any(axis=1)
    feature = (count != 2) | differ
    return unique[feature], sorted_faces[first][feature]


class _Mesh:
    """The mesh while it shrinks, in plain lists: numpy is slow on single numbers."""

    def __init__(self, p: Piece, tint: Floats) -> None:
        lines, owners = _feature_lines(p)
        self.points: list[list[float]] = p.points.tolist()
        self.faces: list[list[int]] = p.faces.tolist()
        self.alive = [True] * len(self.faces)
        self.around: list[set[int]] = [set() for _ in self.points]
        for number, face in enumerate(self.faces):
            for vertex in face:
                self.around[vertex].add(number)
        self.on_line: list[set[int]] = [set() for _ in self.points]
        for a, b in lines.tolist():
            self.on_line[a].add(b)
            self.on_line[b].add(a)
        self.quadrics = _quadrics(p, lines, owners)
        self.area = [row[0] + row[4] + row[7] for row in self.quadrics]
        self.weights = p.weights
        self.tint = tint
        self.age = [0] * len(self.points)

    def neighbours(self, u: int) -> set[int]:
        found = {vertex for face in self.around[u] for vertex in self.faces[face]}
        found.discard(u)
        return found

    def price(self, u: int, v: int) -> float:
        """What it costs to move u onto v."""
        x, y, z = self.points[v]
        q = self.quadrics[u]
        error = (
            q[0] * x * x + 2 * q[1] * x * y + 2 * q[2] * x * z + 2 * q[3] * x
            + q[4] * y * y + 2 * q[5] * y * z + 2 * q[6] * y
            + q[7] * z * z + 2 * q[8] * z + q[9]
        )  # fmt: skip
        change = _WEIGHT_M * float(np.abs(self.weights[u] - self.weights[v]).sum())
        shade = _TINT_M * float(np.abs(self.tint[u] - self.tint[v]).max())
        a, b, c = self.points[u]
        length = (x - a) ** 2 + (y - b) ** 2 + (z - c) ** 2
        return error + self.area[u] * (change * change + shade * shade + 1e-4 * length)

    def best(self, u: int) -> tuple[float, int] | None:
        """The cheapest neighbour to move onto, if u may move at all."""
        line = self.on_line[u]
        if line and len(line) != 2:
            return None
        choices = sorted(line) if line else sorted(self.neighbours(u))
        return min(((self.price(u, v), v) for v in choices), default=None)

    def allowed(self, u: int, v: int) -> bool:
        shared = self.around[u] & self.around[v]
        if not shared or len(self.neighbours(u) & self.neighbours(v)) != len(shared):
            return False
        for number in self.around[u] - shared:
            face = self.faces[number]
            before = self._normal(face)
            after = self._normal([v if vertex == u else vertex for vertex in face])
            dot = sum(s * t for s, t in zip(before, after, strict=True))
            size = sum(s * s for s in before) ** 0.5 * sum(t * t for t in after) ** 0.5
            if dot <= _MOST_TURN * size or size < 1e-18:
                return False
        return True

    def _normal(self, face: list[int]) -> tuple[float, float, float]:
        (ax, ay, az), (bx, by, bz), (cx, cy, cz) = (self.points[vertex] for vertex in face)
        ux, uy, uz, vx, vy, vz = bx - ax, by - ay, bz - az, cx - ax, cy - ay, cz - az
        return uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx

    def collapse(self, u: int, v: int) -> int:
        """Move u onto v; returns how many faces are lost."""
        shared = self.around[u] & self.around[v]
        for number in shared:
            self.alive[number] = False
            for vertex in self.faces[number]:
                self.around[vertex].discard(number)
        for number in self.around[u]:
            face = self.faces[number]
            face[face.index(u)] = v
            self.around[v].add(number)
        self.around[u] = set()
        for other in self.on_line[u]:
            self.on_line[other].discard(u)
            if other != v:
                self.on_line[other].add(v)
                self.on_line[v].add(other)
        self.on_line[u] = set()
        self.quadrics[v] = [s + t for s, t in zip(self.quadrics[u], self.quadrics[v], strict=True)]
        self.area[v] += self.area[u]
        return len(shared)


def thinned(p: Piece, tint: Floats, most_faces: int) -> tuple[Ints, Floats]:
    """Faces (F, 3) of the same vertices and their paint (F, 3), not many more than `most_faces`."""
    mesh = _Mesh(p, tint)
    heap: list[tuple[float, int, int, int]] = []

    def offer(u: int) -> None:
        mesh.age[u] += 1
        found = mesh.best(u) if mesh.around[u] else None
        if found is not None:
            heapq.heappush(heap, (found[0], u, found[1], mesh.age[u]))

    for u in range(len(mesh.points)):
        offer(u)
    left = len(mesh.faces)
    while heap and left > most_faces:
        _, u, v, age = heapq.heappop(heap)
        if age != mesh.age[u] or not mesh.around[u] or not mesh.allowed(u, v):
            continue
        touched = mesh.neighbours(u)
        left -= mesh.collapse(u, v)
        mesh.age[u] += 1
        for vertex in sorted(touched):
            offer(vertex)
    rows = np.flatnonzero(mesh.alive)
    return np.array(mesh.faces, dtype=np.int64)[rows], p.paint[rows]
