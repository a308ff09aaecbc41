"""Vertices and triangles of what hangs in the scene graph, read through numpy without copying vertex by vertex."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from panda3d import core as p3d

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_INDEX_TYPES = {1: np.uint8, 2: np.uint16, 4: np.uint32}


def positions(data: p3d.GeomVertexData) -> Floats:
    """The vertices, (V, 3), in the frame of their node: a view on the live buffer, to be read at once and not kept."""
    layout = data.getFormat()
    column = layout.getColumn(p3d.InternalName.getVertex())
    which = layout.getArrayWith(p3d.InternalName.getVertex())
    stride = layout.getArray(which).getStride()
    raw = np.frombuffer(memoryview(data.getArray(which)), dtype=np.uint8)
    count = data.getNumRows()
    start = column.getStart()
    return np.ndarray((count, 3), np.float32, raw, start, (stride, 4))


def triangles(geom: p3d.Geom) -> Ints:
    """The corners of each triangle, (T, 3), as row numbers."""
    parts: list[Ints] = []
    for index in range(geom.getNumPrimitives()):
        primitive = geom.getPrimitive(index).decompose()
        if not isinstance(primitive, p3d.GeomTriangles):
            continue
        if primitive.isIndexed():
            rows = primitive.getVertices()
            kind = _INDEX_TYPES[rows.getArrayFormat().getStride()]
            flat = np.frombuffer(memoryview(rows), dtype=np.uint8).view(kind).astype(np.int64)
        else:
            first = primitive.getFirstVertex()
            flat = np.arange(first, first + primitive.getNumVertices(), dtype=np.int64)
        parts.append(flat.reshape(-1, 3))
    return np.concatenate(parts) if parts else np.zeros((0, 3), np.int64)


def matrix(transform: p3d.TransformState) -> Floats:
    """A transform as a 4x4 matrix for row vectors, as Panda3D keeps it."""
    mat = transform.getMat()
    return np.array([[mat.getCell(r, c) for c in range(4)] for r in range(4)], dtype=np.float32)
