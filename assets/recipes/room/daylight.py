"""The light that the room's colours hold: soft daylight from the windows, an open ceiling, shade near furniture.

Furniture counts as rounded-off boxes here; that is enough for soft shadows. Metres, z up; light 1.0 is full daylight.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assets.recipes.equipment.occlusion import directions
from assets.recipes.equipment.solid import Floats

HALF_X_M, HALF_Y_M, HEIGHT_M = 4.5, 3.5, 2.8
# windows in the +x wall: (y from, y to, z from, z to)
WINDOWS = ((-3.05, -1.30, 0.95, 2.45), (-0.875, 0.875, 0.95, 2.45), (1.30, 3.05, 0.95, 2.45))
SUN_FROM = np.array([0.60, -0.30, 0.55])
AMBIENT, SKY_LIGHT, SUN = 0.96, 0.20, 0.07
SKY_TINT, SUN_TINT = np.array([0.985, 1.0, 1.02]), np.array([1.0, 0.965, 0.90])


@dataclass(frozen=True, slots=True)
class Block:
    """A box that casts shade: its lowest and highest corner."""

    low: tuple[float, float, float]
    high: tuple[float, float, float]


def light(points: Floats, normals: Floats, blocks: tuple[Block, ...]) -> Floats:
    """Light (V,3) arriving at points (V,3) with normals (V,3)."""
    start = points + normals * 0.012
    out = np.empty_like(points)
    for chunk in np.array_split(np.arange(len(points)), max(1, len(points) // 4000)):
        p, n = start[chunk], normals[chunk]
        open_share = _open_share(p, n, blocks)
        windows = _windows(p, n, blocks)
        sun = _sun(p, n, blocks)
        out[chunk] = (AMBIENT * open_share + SKY_LIGHT * windows)[:, None] * SKY_TINT + SUN * sun[:, None] * SUN_TINT
    return out


def _open_share(p: Floats, n: Floats, blocks: tuple[Block, ...]) -> Floats:
    """How little is near: furniture shades up to arm's length, walls lighten what they shade."""
    total, lost = np.zeros(len(p)), np.zeros(len(p))
    for d in directions(72):
        facing = np.maximum(n[:, 0] * d[0] + n[:, 1] * d[1] + n[:, 2] * d[2], 0.0)
        near = np.full(len(p), np.inf)
        for block in blocks:
            near = np.minimum(near, _distance(p, d, block))
        shade = 0.80 * np.exp(-near / 0.30)
        walls = _walls(p, d)
        shade = np.maximum(shade, 0.30 * np.exp(-walls / 0.35))
        total += facing
        lost += facing * shade
    return np.asarray(np.maximum(1.0 - lost / np.maximum(total, 1e-9), 0.45))


def _windows(p: Floats, n: Floats, blocks: tuple[Block, ...]) -> Floats:
    """Sky light through the windows, about 1 on the floor two metres before them."""
    seen = np.zeros(len(p))
    for y0, y1, z0, z1 in WINDOWS:
        area = (y1 - y0) * (z1 - z0) / 12.0
        for y in np.linspace(y0, y1, 9)[1::2]:
            for z in np.linspace(z0, z1, 7)[1::2]:
                to = np.array([HALF_X_M + 0.02, y, z]) - p
                far2 = np.maximum((to * to).sum(axis=1), 0.05)
                d = to / np.sqrt(far2)[:, None]
                strength = np.maximum((n * d).sum(axis=1), 0.0) * np.maximum(d[:, 0], 0.0) * area / far2
                clear = np.ones(len(p))
                for block in blocks:
                    clear[_distance(p, d, block) < np.sqrt(far2)] = 0.0
                seen += strength * clear
    return np.asarray(np.minimum(seen / 0.38, 1.6) ** 0.8)


def _sun(p: Floats, n: Floats, blocks: tuple[Block, ...]) -> Floats:
    """A faint, soft-edged patch of sun."""
    seen = np.zeros(len(p))
    base = SUN_FROM / np.sqrt((SUN_FROM**2).sum())
    spread = [(a, b) for a in (-0.05, -0.017, 0.017, 0.05) for b in (-0.05, -0.017, 0.017, 0.05)]
    for a, b in spread:
        d = base + np.array([0.0, a, b])
        t = (HALF_X_M - p[:, 0]) / d[0]
        y, z = p[:, 1] + t * d[1], p[:, 2] + t * d[2]
        through = np.zeros(len(p), dtype=bool)
        for y0, y1, z0, z1 in WINDOWS:
            through |= (y > y0) & (y < y1) & (z > z0) & (z < z1)
        for block in blocks:
            through &= ~(_distance(p, d, block) < t)
        seen += np.where(through, np.maximum(n[:, 0] * d[0] + n[:, 1] * d[1] + n[:, 2] * d[2], 0.0), 0.0)
    return np.asarray(seen / len(spread))


def _walls(p: Floats, d: Floats) -> Floats:
    """Distance along a direction to the walls, the floor or the ceiling."""
    near = np.full(len(p), np.inf)
    for axis, low, high in ((0, -HALF_X_M, HALF_X_M), (1, -HALF_Y_M, HALF_Y_M), (2, 0.0, HEIGHT_M)):
        if abs(d[axis]) > 1e-6:
            t = ((high if d[axis] > 0 else low) - p[:, axis]) / d[axis]
            near = np.minimum(near, np.where(t > 0, t, np.inf))
    return near


def _distance(p: Floats, d: Floats, block: Block) -> Floats:
    """Distance (V,) along d (3,) or (V,3) at which the box is entered; infinite for a miss or from inside."""
    with np.errstate(divide="ignore", invalid="ignore"):
        one = (np.array(block.low) - p) / d
        two = (np.array(block.high) - p) / d
    near = np.nanmax(np.minimum(one, two), axis=1)
    far = np.nanmin(np.maximum(one, two), axis=1)
    return np.where((near < far) & (near > 1e-4), near, np.inf)
