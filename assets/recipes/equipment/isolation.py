"""What stands before an isolation room: its doorway with a screen beside it, the door, and a trolley.

doorway         a frame 1.0 m wide with a half-high screen. Origin: floor, middle of the opening; the way in is +x and
                the screen goes on to +y. A red line on the floor parts clean from soiled.
door-leaf       96 x 205 cm with a window. Origin: at its hinge, 1.05 m above the floor; the leaf lies along +x.
supply-trolley  three shelves, the upper one 0.90 m high. Origin: middle of the foot; long side x, open to -y.
"""

from __future__ import annotations

import numpy as np

from assets.recipes.equipment.forms import box, curve, plate, tube
from assets.recipes.equipment.outline import rounded
from assets.recipes.equipment.protection import DARK, STEEL, TEAL, WHITE
from assets.recipes.equipment.solid import Item, Node, Solid, Vec3, joined, moved, painted

FRAME, PANEL, GLASS = "#8ba0aa", "#e3ebee", "#cfe2ea"
HALF_M, TALL_M, SCREEN_M, GRIP_M = 0.50, 2.10, 1.15, 1.05


def _b(size: Vec3, at: Vec3, colour: str, radius: float = 0.008, cuts: int = 1) -> Solid:
    return painted(moved(box(size, radius, 1, cuts), at), colour)


def doorway() -> Item:
    """Two posts and a lintel; beside them a screen on feet, closed to the hip and open above."""
    parts = [
        _b((0.09, 0.07, TALL_M + 0.07), (0.0, side * (HALF_M + 0.035), (TALL_M + 0.07) / 2), FRAME, 0.012, 4)
        for side in (-1.0, 1.0)
    ]
    parts.append(_b((0.09, 2 * HALF_M + 0.14, 0.07), (0.0, 0.0, TALL_M + 0.035), FRAME, 0.012, 4))
    y0, y1 = HALF_M + 0.07, HALF_M + 0.07 + SCREEN_M
    middle, wide = (y0 + y1) / 2, y1 - y0
    parts.append(_b((0.045, wide, 0.98), (0.0, middle, 0.55), PANEL, 0.012, 4))
    parts.append(_b((0.055, wide, 0.05), (0.0, middle, 1.05), FRAME, 0.012, 4))
    parts.append(_b((0.055, wide, 0.05), (0.0, middle, TALL_M + 0.02), FRAME, 0.012, 4))
    parts.append(_b((0.055, 0.05, TALL_M), (0.0, y1 - 0.025, TALL_M / 2 + 0.02), FRAME, 0.012, 4))
    parts.append(_b((0.055, 0.03, 1.0), (0.0, middle, 1.56), FRAME, 0.010, 2))
    parts.append(_b((0.052, wide, 0.05), (0.0, middle, 0.86), TEAL, 0.010, 4))
    feet = [
        _b((0.44, 0.06, 0.035), (0.0, y, 0.018), DARK, 0.012) for y in (-(HALF_M + 0.035), HALF_M + 0.035, y1 - 0.03)
    ]
    line = _b((0.06, 2 * HALF_M, 0.004), (0.0, 0.0, 0.002), "#c9402f", 0.001, 3)
    sign = _b((0.012, 0.22, 0.22), (-0.052, HALF_M + 0.24, 1.40), "#f4d03f", 0.006)
    hold = _b((0.030, 0.03, 0.20), (-0.030, HALF_M + 0.24, 1.56), STEEL, 0.004)
    return Item("doorway", (Node("frame", "plastic", joined(*parts, *feet, line, sign, hold)),), azimuth_deg=-145)


def door_leaf() -> Item:
    """A leaf with a tall window, a kick plate and a lever on both sides."""
    wide, tall, thick = 0.96, 2.05, 0.042
    outline = rounded([(0.015, 0.0), (0.015 + wide, 0.0), (0.015 + wide, tall), (0.015, tall)], 0.006, 0.25, 1)
    pane = rounded([(0.30, 0.98), (0.68, 0.98), (0.68, 1.80), (0.30, 1.80)], 0.03, 0.12, 3)
    leaf = moved(plate(outline, thick, 0.004, [pane], 1, 0.25), (0.0, thick / 2, 0.02), ("x", 90.0))
    parts = [painted(leaf, "#a9c4cb")]
    for side in (-1.0, 1.0):
        y = side * (thick / 2 + 0.004)
        parts.append(_b((wide - 0.08, 0.004, 0.24), (0.015 + wide / 2, y, 0.16), STEEL, 0.001))
        parts.append(_b((0.05, 0.008, 0.17), (0.90, y, 1.04), STEEL, 0.003))
        lever = np.array(
            [
                (0.90, y, 1.06),
                (0.90, y + side * 0.045, 1.06),
                (0.86, y + side * 0.052, 1.06),
                (0.78, y + side * 0.05, 1.06),
            ]
        )
        parts.append(painted(tube(curve(lever, 5), 0.009, 10), STEEL))
    for z in (0.25, 1.05, 1.85):
        parts.append(
            painted(
                tube(np.array([(0.0, 0.0, z - 0.05), (0.0, 0.0, z), (0.0, 0.0, z + 0.05)]), 0.011, 10, (0, 1, 0)), STEEL
            )
        )
    leaf_ = moved(joined(*parts), (0.0, 0.0, -GRIP_M))
    return Item("door-leaf", (Node("leaf", "plastic", leaf_),), azimuth_deg=-60, elevation_deg=12)


def supply_trolley() -> Item:
    """Shelves of steel between four posts, on wheels, with a rim that keeps things on it."""
    parts = [_b((0.78, 0.46, 0.025), (0.0, 0.0, z), WHITE, 0.010, 3) for z in (0.24, 0.56, 0.8875)]
    parts += [
        _b((0.74, 0.42, 0.20), (0.0, 0.01, 0.37), "#dbe6ea", 0.02, 2),
        _b((0.30, 0.30, 0.16), (-0.17, 0.0, 0.655), "#c8dbe2", 0.015, 1),
    ]
    parts += [_b((0.26, 0.26, 0.12), (0.18, 0.02, 0.635), TEAL, 0.012, 1)]
    for x in (-0.365, 0.365):
        for y in (-0.205, 0.205):
            post = np.array([(x, y, 0.10), (x, y, 0.4), (x, y, 0.7), (x, y, 0.955)])
            parts.append(painted(tube(post, 0.013, 10, (0.0, 1.0, 0.0)), STEEL))
            parts.append(
                painted(
                    moved(
                        tube(np.array([(0, -0.013, 0), (0, 0.0, 0), (0, 0.013, 0)], float), 0.045, 16), (x, y, 0.046)
                    ),
                    DARK,
                )
            )
            parts.append(_b((0.03, 0.03, 0.06), (x, y, 0.105), STEEL, 0.008))
    for x in (-0.365, 0.365):
        rail = np.array([(x, -0.205, 0.945), (x, 0.0, 0.945), (x, 0.205, 0.945)])
        parts.append(painted(tube(rail, 0.008, 8), STEEL))
    back = np.array([(-0.365, 0.205, 0.945), (0.0, 0.205, 0.945), (0.365, 0.205, 0.945)])
    parts.append(painted(tube(back, 0.008, 8), STEEL))
    return Item("supply-trolley", (Node("trolley", "metal", joined(*parts)),), {"top": (0.0, 0.0, 0.90)})


ITEMS = (doorway, door_leaf, supply_trolley)
