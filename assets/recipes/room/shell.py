"""Floor, walls, ceiling, windows and what lies outside. Everything here is seen from inside only."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from assets.recipes.equipment.forms import box
from assets.recipes.equipment.outline import rounded
from assets.recipes.equipment.solid import Floats, Solid, joined, mixed, moved, painted, srgb
from assets.recipes.room.daylight import HALF_X_M, HALF_Y_M, HEIGHT_M, WINDOWS
from assets.recipes.room.surfaces import flat, pierced, sheet, strip, without_backs

WALL_WHITE, WALL_LOW, TEAL, SKIRTING = "#f3f5f5", "#e2e9ec", "#2f8f9d", "#9fb1ba"
RAIL_Z_M = 0.98
X, Y, Z = HALF_X_M, HALF_Y_M, HEIGHT_M


def floor() -> Solid:
    """Vinyl, pale grey-blue, on a grid fine enough for soft baked shade."""
    ground = sheet((-X, -Y, 0.0), (2 * X, 0.0, 0.0), (0.0, 2 * Y, 0.0), 0.125)

    def vinyl(v: Floats, n: Floats) -> Floats:
        cloud = np.sin(v[:, 0] * 1.7 + 1.0) * np.cos(v[:, 1] * 2.1) + 0.5 * np.sin(v[:, 0] * 4.3 + v[:, 1] * 3.1)
        return mixed("#c9d5dc", "#ced9df", 0.5 + 0.33 * cloud)

    return painted(ground, vinyl)


def walls() -> Solid:
    """Four walls in two tones, one-sided, windows cut out of the +x wall."""
    low, high = RAIL_Z_M, Z - RAIL_Z_M
    runs = (
        ((X, Y), (-2 * X, 0.0)),
        ((-X, Y), (0.0, -2 * Y)),
        ((-X, -Y), (2 * X, 0.0)),
    )
    pieces = []
    for (x, y), (dx, dy) in runs:
        pieces.append(painted(_wall((x, y), (dx, dy), 0.0, low), WALL_LOW))
        pieces.append(painted(_wall((x, y), (dx, dy), RAIL_Z_M, high), WALL_WHITE))
    holes = [(Y - y1, Y - y0, z0, z1) for y0, y1, z0, z1 in WINDOWS]
    sunny = pierced((X, Y, 0.0), (0.0, -2 * Y, 0.0), (0.0, 0.0, Z), holes, 0.30)
    pieces.append(painted(sunny, lambda v, n: np.where(v[:, 2:] < 0.93, srgb(WALL_LOW), srgb(WALL_WHITE))))
    return joined(*pieces)


def _wall(start: tuple[float, float], run: tuple[float, float], z_m: float, height_m: float) -> Solid:
    # seen from inside the wall runs to the left, so that along x up looks into the room
    end = (start[0] + run[0], start[1] + run[1], z_m)
    return sheet(end, (-run[0], -run[1], 0.0), (0.0, 0.0, height_m), 0.30)


def rails() -> Solid:
    """The teal bumper rail and the skirting along all walls."""
    corners = [(X, Y), (-X, Y), (-X, -Y), (X, -Y), (X, Y)]
    bumper = rounded(
        [(0.0, -0.055), (0.020, -0.055), (0.026, 0.0), (0.020, 0.055), (0.0, 0.055)],
        [0, 0.008, 0.03, 0.008, 0],
        1.0,
        2,
        is_open=True,
    )
    board = rounded(
        [(0.028, 0.0), (0.010, 0.022), (0.010, 0.10), (0.0, 0.10)], [0, 0.02, 0.006, 0], 1.0, 2, is_open=True
    )
    pieces = []
    for (x0, y0), (x1, y1) in pairwise(corners):
        at = np.linspace(0.0, 1.0, 13)[:, None]
        path = np.concatenate([np.array([x0, y0]) * (1 - at) + np.array([x1, y1]) * at, np.zeros((13, 1))], axis=1)
        # a viewer outside looks over the -y and -x walls: what lies on them is flat, so that nothing of it shows
        near = y0 == y1 == -Y or x0 == x1 == -X
        rail, foot = (
            (np.array([[0.004, -0.055], [0.004, 0.055]]), np.array([[0.004, 0.0], [0.004, 0.10]]))
            if near
            else (bumper, board)
        )
        if not x0 == x1 == X:  # on the window side the sills take the rail's place
            pieces.append(painted(strip(path + np.array([0, 0, RAIL_Z_M]), rail), TEAL))
        pieces.append(painted(strip(path, foot), SKIRTING))
    return joined(*pieces)


def ceiling() -> Solid:
    """White ceiling with the frames of its light panels drawn on."""
    return painted(sheet((-X, Y, Z), (2 * X, 0.0, 0.0), (0.0, -2 * Y, 0.0), 0.45), "#f6f7f7")


def lamps() -> Solid:
    """Six light panels, flat under the ceiling."""
    outline = rounded([(-0.6, -0.3), (0.6, -0.3), (0.6, 0.3), (-0.6, 0.3)], 0.03, 1.0, 2)
    panels = [
        painted(flat(outline, (x, y, Z - 0.004), (1.0, 0.0, 0.0), (0.0, -1.0, 0.0)), "#ffffff")
        for x in (-2.8, 0.0, 2.8)
        for y in (-1.6, 1.6)
    ]
    return joined(*panels)


def windows() -> Solid:
    """Frames, mullions, sills, blinds rolled half a hand down, and radiators under the sills."""
    pieces = []
    for y0, y1, z0, z1 in WINDOWS:
        middle, wide, tall = (y0 + y1) / 2, y1 - y0, z1 - z0
        for y, w in ((y0 + 0.025, 0.05), (y1 - 0.025, 0.05), (y0 + wide * 0.36, 0.045)):
            pieces.append(painted(moved(box((0.07, w, tall), 0.008, 1), (X + 0.01, y, (z0 + z1) / 2)), "#eef1f2"))
        for z in (z0 + 0.025, z1 - 0.025):
            pieces.append(painted(moved(box((0.07, wide, 0.05), 0.008, 1), (X + 0.01, middle, z)), "#eef1f2"))
        pieces.append(
            painted(moved(box((0.24, wide + 0.10, 0.035), 0.012, 1, 2), (X - 0.08, middle, z0 - 0.015)), "#e9edee")
        )
        pieces.append(
            painted(moved(box((0.05, wide - 0.1, 0.22), 0.02, 1, 2), (X - 0.02, middle, z1 - 0.13)), "#dfe7ea")
        )
        pieces.append(painted(moved(box((0.055, wide - 0.09, 0.022), 0.010, 1), (X - 0.022, middle, z1 - 0.245)), TEAL))
        pieces.append(painted(moved(box((0.09, wide * 0.82, 0.55), 0.02, 1, 2), (X - 0.075, middle, 0.45)), "#eceff0"))
        pieces += [
            painted(moved(box((0.012, 0.030, 0.46), 0.005, 1), (X - 0.122, y, 0.45)), "#dde3e5")
            for y in np.linspace(middle - wide * 0.37, middle + wide * 0.37, 9)
        ]
    return without_backs(joined(*pieces), ((0, X),), 0.05)


def outside() -> Solid:
    """Bright sky over blurred green, behind the windows; it shines by itself."""
    picture = sheet((X + 0.40, 3.6, 0.35), (0.0, -7.2, 0.0), (0.0, 0.0, 2.20), 0.15)

    def view(v: Floats, n: Floats) -> Floats:
        y, z = v[:, 1], v[:, 2]
        edge = 1.42 + 0.16 * np.sin(y * 1.3 + 0.4) + 0.10 * np.sin(y * 2.9 + 2.0) + 0.05 * np.sin(y * 6.7)
        leaf = (
            0.5 + 0.30 * np.sin(y * 4.1 + z * 3.0) * np.cos(z * 5.3 - y) + 0.2 * np.sin(y * 9.0 + 1.0) * np.sin(z * 8.0)
        )
        green = mixed("#a9cba4", "#d3e6c6", leaf)
        sky = mixed("#f6fafc", "#d9ebf6", (z - edge) / 1.2)
        share = 1.0 / (1.0 + np.exp(-(z - edge) / 0.075))
        return green * (1 - share[:, None]) + sky * share[:, None]

    return painted(picture, view)
