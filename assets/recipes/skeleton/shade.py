"""Colours of bones and soft parts, darkened where little light gets in.

The occlusion is read from a grid that counts how much surface lies about: a vertex is dark when the grid is full in
the direction that it faces, near by (grooves) and further off (inside the cage).
"""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter, map_coordinates

from .surface import Floats, Ints, Surface, normals

# sRGB, 0 to 1
BONE = np.array([0.945, 0.905, 0.815])
TOOTH = np.array([0.965, 0.955, 0.925])
CARTILAGE = np.array([0.735, 0.805, 0.850])
DISC = np.array([0.560, 0.715, 0.830])
CORD = np.array([0.960, 0.800, 0.360])
SHADOW = np.array([0.52, 0.42, 0.35])  # what the colour is multiplied by where it is darkest

OPEN = 0.22  # occlusion of a surface that merely curves

CELL_M = 0.004
REACHES = ((0.006, 1.6, 0.55), (0.018, 3.2, 0.45))  # metres from the vertex, blur in cells, share of the whole


def occlusion(surfaces: list[Surface]) -> list[Floats]:
    """0 (open) to 1 (buried) for every vertex (V,) of every surface, all of them shading each other."""
    points = np.vstack([_samples(surface) for surface in surfaces])
    low = points.min(axis=0) - 0.08
    shape = np.ceil((points.max(axis=0) + 0.08 - low) / CELL_M).astype(int)
    grid = np.zeros(shape, dtype=np.float32)
    cell = ((points - low) / CELL_M).astype(int)
    grid[tuple(cell.T)] = 1.0
    shade = [np.zeros(len(surface.vertices)) for surface in surfaces]
    for reach, blur, share in REACHES:
        full = gaussian_filter(grid, blur, truncate=2.5)
        for amount, surface in zip(shade, surfaces, strict=True):
            ahead = surface.vertices + reach * normals(surface)
            behind = surface.vertices - 0.5 * reach * normals(surface)
            value = map_coordinates(full, ((ahead - low) / CELL_M - 0.5).T, order=1)
            own = map_coordinates(full, ((behind - low) / CELL_M - 0.5).T, order=1)
            amount += share * np.clip(value / np.maximum(0.75 * own + 0.12 * full.max(), 1e-6), 0.0, 1.0)
    return shade


def _samples(surface: Surface) -> Floats:
    """Points all over the triangles, closer than a cell of the grid."""
    corners = surface.vertices[surface.faces]
    longest = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    count = np.ceil(longest / CELL_M).astype(int)
    parts = [surface.vertices]
    for n in np.unique(count):
        i, j = np.divmod(np.arange((n + 1) ** 2), n + 1)
        inside = i + j <= n
        u, v = i[inside] / n, j[inside] / n
        of = corners[count == n]
        parts.append(
            (of[:, None, 0] * (1 - u - v)[:, None] + of[:, None, 1] * u[:, None] + of[:, None, 2] * v[:, None]).reshape(
                -1, 3
            )
        )
    return np.vstack(parts)


def painted(colour: Floats, shade: Floats) -> Ints:
    """sRGB bytes (V, 4) from a colour (3,) or (V, 3) and the occlusion (V,)."""
    dark = np.clip((shade - OPEN) / (1.0 - OPEN), 0.0, 1.0)[:, None]
    dark = dark * dark * (3.0 - 2.0 * dark)
    rgb = np.broadcast_to(colour, (len(shade), 3)) * (1.0 - dark * (1.0 - SHADOW))
    return np.hstack([np.round(255.0 * np.clip(rgb, 0.0, 1.0)), np.full((len(shade), 1), 255.0)]).astype(np.int64)
