"""Skin that follows the joints: linear blending, vectorised, a block of vertices at a time.

The files keep the vertices in the order of the joint that moves them most, so a block of neighbours needs a few joints
only and one small matrix product each.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from simulator.stage.rotations import Floats

Float32s = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_BLOCK = 1024


class Skin:
    """The vertices of a figure at rest, bound to its joints. Arrays are (3, V): a coordinate lies in one piece."""

    def __init__(self, heads: Floats, points: Floats, normals: Floats, joints: Ints, weights: Floats) -> None:
        """heads (J, 3); points, normals (V, 3) at rest; joints (V, 4) and their weights (V, 4)."""
        self._heads = heads
        self._points: Float32s = np.ascontiguousarray(points.T, dtype=np.float32)
        self._normals: Float32s = np.ascontiguousarray(normals.T, dtype=np.float32)
        self._blocks: list[tuple[slice, Ints, Float32s]] = []
        for start in range(0, len(points), _BLOCK):
            part = slice(start, min(start + _BLOCK, len(points)))
            used, place = np.unique(joints[part], return_inverse=True)
            dense = np.zeros((len(used), part.stop - part.start), dtype=np.float32)
            rows = np.arange(part.stop - part.start)[:, None]
            np.add.at(dense, (place.reshape(-1, 4), rows), weights[part].astype(np.float32))
            self._blocks.append((part, used, dense))
        self._mixed: Float32s = np.empty((12, len(points)), dtype=np.float32)

    def __len__(self) -> int:
        return int(self._points.shape[1])

    def moved(self, world: Floats) -> tuple[Float32s, Float32s]:
        """points (3, V) and normals (3, V) for joints in the world (J, 4, 4). Normals are nearly of length 1."""
        m = self._blend(world)
        x, y, z = self._normals
        normals = m[:, 0] * x
        normals += m[:, 1] * y
        normals += m[:, 2] * z
        return self._placed(m), normals

    def places(self, world: Floats) -> Float32s:
        """The points (3, V) alone."""
        return self._placed(self._blend(world))

    def _blend(self, world: Floats) -> Float32s:
        """The matrix of each vertex, (3, 4, V)."""
        turns = world[:, :3, :3]
        shift = world[:, :3, 3] - np.einsum("jrc,jc->jr", turns, self._heads)
        flat = np.concatenate([turns, shift[:, :, None]], axis=2).reshape(-1, 12)
        rows = np.ascontiguousarray(flat.T, dtype=np.float32)
        for part, used, dense in self._blocks:
            np.matmul(rows[:, used], dense, out=self._mixed[:, part])
        mixed: Float32s = self._mixed.reshape(3, 4, -1)
        return mixed

    def _placed(self, m: Float32s) -> Float32s:
        x, y, z = self._points
        points = m[:, 0] * x
        points += m[:, 1] * y
        points += m[:, 2] * z
        points += m[:, 3]
        return np.asarray(points)
