"""The value that every recipe makes: a coloured triangle solid, and the items put together from solids.

Metres, z up, right-handed. Colours are sRGB in 0..1, one per vertex. Faces turn counter-clockwise seen from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Vec3 = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Solid:
    """vertices (V,3) m, normals (V,3) unit, faces (F,3), colours (V,3) sRGB 0..1, uv (V,2) or None."""

    vertices: Floats
    normals: Floats
    faces: Ints
    colours: Floats
    uv: Floats | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A named piece of an item. `finish` tells the renderer what it is made of (see FINISHES)."""

    name: str
    finish: str
    solid: Solid
    origin: Vec3 = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be loaded: its nodes, its named places, and how its icon looks at it (degrees)."""

    name: str
    nodes: tuple[Node, ...]
    sockets: Mapping[str, Vec3] = field(default_factory=dict)
    azimuth_deg: float = -55.0
    elevation_deg: float = 28.0
    icon_width_m: float | None = None  # None: as wide as the item looks
    icon_nodes: tuple[
        Node, ...
    ] = ()  # the icon shows these instead: for what is too long and thin to be known by its own


# The surfaces that the renderer knows; "screen" shines by itself, "clear" lets light through.
FINISHES = ("plastic", "cloth", "foam", "metal", "band", "clear", "screen", "room", "floor")


def solid(vertices: Floats, normals: Floats, faces: Ints) -> Solid:
    """A white solid; normals are made unit length."""
    length = np.sqrt((normals * normals).sum(axis=1, keepdims=True))
    return Solid(vertices, normals / np.maximum(length, 1e-12), faces, np.ones_like(vertices))


def srgb(colour: str) -> Floats:
    """'#rrggbb' as three numbers in 0..1."""
    return np.array([int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5)])


def painted(shape: Solid, colour: str | Callable[[Floats, Floats], Floats]) -> Solid:
    """The solid in one colour, or in the colour that a function of (vertices, normals) gives."""
    if isinstance(colour, str):
        return replace(shape, colours=np.broadcast_to(srgb(colour), shape.vertices.shape).copy())
    return replace(shape, colours=np.clip(colour(shape.vertices, shape.normals), 0.0, 1.0))


def mixed(first: str, second: str, share: Floats) -> Floats:
    """Colours (V,3) between two, by a share (V,) of the second."""
    weight = np.clip(share, 0.0, 1.0)[:, None]
    return srgb(first) * (1.0 - weight) + srgb(second) * weight


def turn(axis: str, angle_deg: float) -> Floats:
    """The 3x3 rotation about 'x', 'y' or 'z'."""
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    rows = {
        "x": [[1, 0, 0], [0, c, -s], [0, s, c]],
        "y": [[c, 0, s], [0, 1, 0], [-s, 0, c]],
        "z": [[c, -s, 0], [s, c, 0], [0, 0, 1]],
    }
    return np.array(rows[axis], dtype=np.float64)


def moved(shape: Solid, by: Vec3 = (0.0, 0.0, 0.0), *turns: tuple[str, float]) -> Solid:
    """The solid turned (each turn in order, about the origin) and then shifted."""
    vertices, normals = shape.vertices, shape.normals
    for axis, angle_deg in turns:
        rotation = turn(axis, angle_deg)
        vertices, normals = times(vertices, rotation), times(normals, rotation)
    return replace(shape, vertices=vertices + np.array(by), normals=normals)


def times(points: Floats, matrix: Floats) -> Floats:
    """Each point multiplied by a 3x3 matrix, written out so that every machine rounds alike."""
    x, y, z = points[:, 0], points[:, 1], points[:, 2]
    return np.stack([r[0] * x + r[1] * y + r[2] * z for r in matrix], axis=1)


def mirrored_y(shape: Solid) -> Solid:
    """The mirror image across the plane y = 0."""
    flip = np.array([1.0, -1.0, 1.0])
    return replace(
        shape, vertices=shape.vertices * flip, normals=shape.normals * flip, faces=shape.faces[:, ::-1].copy()
    )


def joined(*shapes: Solid) -> Solid:
    """Several solids as one."""
    starts = np.cumsum([0, *(len(s.vertices) for s in shapes)])[:-1]
    return Solid(
        np.concatenate([s.vertices for s in shapes]),
        np.concatenate([s.normals for s in shapes]),
        np.concatenate([s.faces + start for s, start in zip(shapes, starts, strict=True)]),
        np.concatenate([s.colours for s in shapes]),
    )


def warped(shape: Solid, where: Callable[[Floats], Floats]) -> Solid:
    """The solid bent by a smooth map of points; normals follow by the map's Jacobian (central differences)."""
    step = 1e-5
    columns = []
    for k in range(3):
        offset = np.zeros(3)
        offset[k] = step
        columns.append((where(shape.vertices + offset) - where(shape.vertices - offset)) / (2 * step))
    a, b, c = columns
    n = shape.normals
    # The cofactor matrix carries normals; its columns are cross products of the Jacobian's columns.
    normals = np.cross(b, c) * n[:, :1] + np.cross(c, a) * n[:, 1:2] + np.cross(a, b) * n[:, 2:3]
    length = np.sqrt((normals * normals).sum(axis=1, keepdims=True))
    return replace(shape, vertices=where(shape.vertices), normals=normals / np.maximum(length, 1e-12))
