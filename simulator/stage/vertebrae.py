"""How the segments of the column stand when its 25 levels bend, and how what hangs between them bends along.

Axes and order of the rows are those of `backbone`: flexion about +x, bending to the left about +y, turning to the
left about +z of the rest pose, one rotation vector a level, the cranial part against the caudal part.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from simulator.stage.bones import SoftPart
from simulator.stage.rotations import Floats, from_vectors

Floats32 = npt.NDArray[np.float32]


def segment_frames(levels_deg: Floats, centres: Floats) -> Floats:
    """What moves each segment from rest, (26, 4, 4), skull first, in the frame of the sacrum, which stays.

    `levels_deg` (25, 3) degrees; `centres` (25, 3) metres at rest. Each level turns everything above it.
    """
    turns = from_vectors(levels_deg)
    frames = np.tile(np.eye(4), (len(centres) + 1, 1, 1))
    for level in range(len(centres) - 1, -1, -1):
        below = frames[level + 1]
        linear = below[:3, :3] @ turns[level]
        centre = below[:3, :3] @ centres[level] + below[:3, 3]
        frames[level, :3, :3] = linear
        frames[level, :3, 3] = centre - linear @ centres[level]
    return frames


def drawn_to(frames: Floats, centres: Floats, targets: list[tuple[int, Floats, Floats]]) -> Floats:
    """The frames shifted so that points of some segments come to where the figure has them.

    The figure bends in fewer joints than the column; what that leaves over (millimetres a level) is spread along the
    column by length. `targets`: (segment, point at rest (3,), point wanted (3,)), caudal first.
    """
    length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(centres[::-1], axis=0), axis=1))])
    way = np.concatenate([length[::-1], [0.0]])  # of each segment from the sacrum, metres; skull first
    knots, shifts = [0.0], [np.zeros(3)]
    for segment, rest, wanted in targets:
        knots.append(float(way[segment]))
        shifts.append(wanted - (frames[segment, :3, :3] @ rest + frames[segment, :3, 3]))
    moved = frames.copy()
    for axis in range(3):
        moved[:, axis, 3] += np.interp(way, knots, [shift[axis] for shift in shifts])
    return moved


class SoftTissue:
    """Discs, cord and breastbone as one surface. `points`, `normals` (V, 3) at rest; `starts` by part's name."""

    def __init__(self, parts: tuple[SoftPart, ...]) -> None:
        self.rows: dict[str, slice] = {}
        start = 0
        for part in parts:
            self.rows[part.name] = slice(start, start + len(part.mesh.vertices))
            start += len(part.mesh.vertices)
        self.points: Floats32 = np.concatenate([part.mesh.vertices for part in parts])
        self.normals: Floats32 = np.concatenate([part.mesh.normals for part in parts])
        self.colours = np.concatenate([part.mesh.colours for part in parts])
        self.triangles = np.concatenate([part.mesh.triangles + np.uint32(self.rows[part.name].start) for part in parts])
        # Whole rings share their carriers: mixing the matrices once a ring is a tenth of the work.
        segments = np.concatenate([part.segments for part in parts])
        shares = np.concatenate([part.shares for part in parts])
        mixes, mix_of = np.unique(np.concatenate([segments, shares], axis=1), axis=0, return_inverse=True)
        self._first = mixes[:, 0].astype(np.int64)
        self._second = mixes[:, 1].astype(np.int64)
        self._shares = mixes[:, 2:].astype(np.float32)
        self._mix_of = mix_of.reshape(-1)

    def bent(self, frames: Floats) -> tuple[Floats32, Floats32]:
        """Points and normals (V, 3) for the segments' frames (26, 4, 4)."""
        each = frames[:, :3].astype(np.float32)
        mixed = self._shares[:, 0, None, None] * each[self._first] + self._shares[:, 1, None, None] * each[self._second]
        own = mixed[self._mix_of]
        linear = own[:, :, :3]
        points = np.matmul(linear, self.points[:, :, None])[:, :, 0] + own[:, :, 3]
        return points, np.matmul(linear, self.normals[:, :, None])[:, :, 0]
