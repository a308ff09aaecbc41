"""A model that a scene brings along, as the stage draws it: arrays that a child process has made of its file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from panda3d import core as p3d

from simulator.modelfile.container import RefusedError
from simulator.modelfile.preparing import pieces_of
from simulator.stage.library import AssetError, Mesh, geometry

_SIDE_M = 0.12
_GREY = (168, 174, 180, 255)


def own_item(file: Path) -> p3d.NodePath:
    """The model in a file of a scene, not yet in any scene. AssetError says why there is none."""
    try:
        pieces = pieces_of(file)
    except RefusedError as error:
        raise AssetError(f"The model {file.name} {error}.") from error
    except OSError as error:
        raise AssetError(f"The model {file.name} cannot be read ({error.strerror}).") from error
    root = p3d.NodePath(file.stem)
    for number, piece in enumerate(pieces):
        mesh = Mesh(piece.vertices, piece.normals, piece.colours, piece.triangles)
        body = root.attachNewNode(geometry(f"part{number}.{piece.finish}", mesh))
        body.setTwoSided(piece.two_sided)
    return root


def stand_in() -> p3d.NodePath:
    """A plain grey box on the ground, for a model that cannot be shown."""
    ends = np.array([(x, y, z) for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (0.0, 1.0)]) * _SIDE_M
    sides = [(axis, end) for axis in range(3) for end in (0, 1)]
    vertices: list[Any] = []
    normals: list[Any] = []
    triangles: list[tuple[int, int, int]] = []
    for axis, end in sides:
        low_high = np.unique(ends[:, axis])
        corners = ends[ends[:, axis] == low_high[end]]
        normal = np.eye(3)[axis] * (2 * end - 1)
        first = len(vertices)
        vertices += list(corners)
        normals += [normal] * 4
        for a, b, c in ((0, 1, 2), (3, 2, 1)):
            turned = np.cross(corners[b] - corners[a], corners[c] - corners[a]) @ normal < 0
            triangles.append((first + a, first + (c if turned else b), first + (b if turned else c)))
    mesh = Mesh(
        np.asarray(vertices, np.float32),
        np.asarray(normals, np.float32),
        np.tile(np.asarray(_GREY, np.uint8), (len(vertices), 1)),
        np.asarray(triangles, np.uint32),
    )
    root = p3d.NodePath("stand-in")
    root.attachNewNode(geometry("box.plastic", mesh))
    return root
