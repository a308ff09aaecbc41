"""What stands and hangs along the walls: cupboards, sink, door, clock, boards and the spine poster."""

from __future__ import annotations

from functools import partial

import numpy as np

from assets.recipes.equipment.forms import box, curve, plate, tube, turned
from assets.recipes.equipment.outline import circle, ellipse, rounded
from assets.recipes.equipment.solid import Floats, Solid, Vec3, joined, mixed, moved, painted
from assets.recipes.room.daylight import HALF_Y_M, Block
from assets.recipes.room.surfaces import flat, strip, without_backs

Y = HALF_Y_M
CARCASS, FRONT, TOP, STEEL, DARK = "#dfe5e7", "#f4f6f6", "#b9c6cc", "#b3bfc6", "#3a464e"
BASE_FROM_M, BASE_TO_M, UNIT_M, DEPTH_M = -2.65, 1.55, 0.60, 0.60
SINK_X_M = 0.65

_rod = partial(tube, round_ends=False)


def _b(size: Vec3, at: Vec3, colour: str, radius: float = 0.008, steps: int = 1, cuts: int = 1) -> Solid:
    return painted(moved(box(size, radius, steps, cuts), at), colour)


def cupboards() -> tuple[Solid, tuple[Block, ...]]:
    """Base units with a counter and a sink, wall units over the left half."""
    pieces: list[Solid] = []
    count = round((BASE_TO_M - BASE_FROM_M) / UNIT_M)
    front = Y - DEPTH_M
    length = BASE_TO_M - BASE_FROM_M
    middle = (BASE_FROM_M + BASE_TO_M) / 2
    pieces.append(_b((length, DEPTH_M - 0.03, 0.74), (middle, Y - DEPTH_M / 2 + 0.015, 0.49), CARCASS, 0.006, cuts=4))
    pieces.append(_b((length, DEPTH_M - 0.09, 0.12), (middle, Y - DEPTH_M / 2 + 0.045, 0.06), DARK, 0.004, cuts=4))
    for k in range(count):
        x = BASE_FROM_M + UNIT_M * (k + 0.5)
        drawers = k in (1, 4)
        for z, tall in ((0.77, 0.155), (0.585, 0.19), (0.30, 0.355)) if drawers else ((0.49, 0.715),):
            pieces.append(_b((UNIT_M - 0.012, 0.020, tall), (x, front + 0.008, z), FRONT, 0.006, 1, 2))
            handle = np.array(
                [
                    (x - 0.07, front - 0.004, 0.0),
                    (x - 0.066, front - 0.026, 0.0),
                    (x, front - 0.028, 0.0),
                    (x + 0.066, front - 0.026, 0.0),
                    (x + 0.07, front - 0.004, 0.0),
                ]
            )
            handle[:, 2] = z + tall / 2 - 0.045
            pieces.append(painted(_rod(handle, 0.0055, 6), STEEL))
    bowl = rounded(
        [
            (SINK_X_M - 0.24, Y - 0.50),
            (SINK_X_M + 0.24, Y - 0.50),
            (SINK_X_M + 0.24, Y - 0.14),
            (SINK_X_M - 0.24, Y - 0.14),
        ],
        0.06,
        0.06,
    )
    slab = rounded(
        [
            (BASE_FROM_M - 0.015, front - 0.02),
            (BASE_TO_M + 0.015, front - 0.02),
            (BASE_TO_M + 0.015, Y),
            (BASE_FROM_M - 0.015, Y),
        ],
        [0.012, 0.012, 0, 0],
        0.09,
    )
    counter = plate(slab, 0.036, 0.010, [bowl], steps=2, grid_m=0.17, hole_bevel_m=0.004)
    pieces.append(painted(moved(counter, (0.0, 0.0, 0.862)), TOP))
    pieces.append(_b((length, 0.014, 0.07), (middle, Y - 0.007, 0.932), TOP, 0.005, cuts=4))
    pieces += _sink()
    pieces += _wall_units()
    blocks = (Block((BASE_FROM_M, front, 0.0), (BASE_TO_M, Y, 0.89)),)
    return without_backs(joined(*pieces), ((1, Y),)), blocks


def _sink() -> list[Solid]:
    depth = plate(
        rounded([(-0.24, -0.18), (0.24, -0.18), (0.24, 0.18), (-0.24, 0.18)], 0.06, 0.06), 0.004, 0.0015, steps=1
    )
    bottom = painted(moved(depth, (SINK_X_M, Y - 0.32, 0.745)), "#9fabb2")
    ring = rounded([(-0.24, -0.18), (0.24, -0.18), (0.24, 0.18), (-0.24, 0.18)], 0.06, 0.06)
    # the bowl's inner wall
    path = np.column_stack([ring, np.zeros(len(ring))])
    path = np.concatenate([path, path[:1]])
    inner = strip(path, np.array([(0.0, 0.0), (0.0, 0.145)]))
    bowl = painted(
        moved(inner, (SINK_X_M, Y - 0.32, 0.748)), lambda v, n: mixed("#8f9ca4", "#c6d0d5", (v[:, 2] - 0.75) / 0.14)
    )
    neck = np.array(
        [
            (0.0, 0.0, 0.0),
            (0.0, 0.0, 0.20),
            (0.0, -0.03, 0.27),
            (0.0, -0.09, 0.295),
            (0.0, -0.15, 0.27),
            (0.0, -0.165, 0.22),
        ]
    )
    tap = painted(moved(_rod(curve(neck, 3), 0.011, 8, up=(1.0, 0.0, 0.0)), (SINK_X_M, Y - 0.085, 0.895)), STEEL)
    lever = _b((0.014, 0.08, 0.012), (SINK_X_M + 0.035, Y - 0.11, 0.965), STEEL, 0.005)
    foot = painted(
        moved(
            turned(np.array([(0.027, 0.0), (0.027, 0.01), (0.022, 0.016), (0.013, 0.018)]), 12),
            (SINK_X_M, Y - 0.085, 0.897),
        ),
        STEEL,
    )
    soap = [
        _b((0.10, 0.09, 0.24), (SINK_X_M + 0.30, Y - 0.045, 1.32), "#f2f4f4", 0.02, 2),
        _b((0.07, 0.02, 0.05), (SINK_X_M + 0.30, Y - 0.09, 1.225), "#2f8f9d", 0.008),
    ]
    towels = [
        _b((0.27, 0.11, 0.34), (SINK_X_M + 0.52, Y - 0.055, 1.42), "#eef1f2", 0.022, 2),
        _b((0.20, 0.06, 0.05), (SINK_X_M + 0.52, Y - 0.075, 1.245), "#f8f8f5", 0.004),
    ]
    return [bottom, bowl, tap, lever, foot, *soap, *towels]


def _wall_units() -> list[Solid]:
    pieces = [_b((1.8, 0.32, 0.72), (BASE_FROM_M + 0.9, Y - 0.16, 1.88), CARCASS, 0.006, cuts=3)]
    for k in range(3):
        x = BASE_FROM_M + UNIT_M * (k + 0.5)
        pieces.append(_b((UNIT_M - 0.012, 0.020, 0.70), (x, Y - 0.33, 1.88), FRONT, 0.006, 1, 2))
        pieces.append(_b((0.012, 0.022, 0.12), (x + 0.24 * (1 if k != 1 else -1), Y - 0.350, 1.64), STEEL, 0.005))
    return pieces


def door() -> tuple[Solid, tuple[Block, ...]]:
    """A double-swing door with a tall glass panel, in the +y wall, left."""
    x, wide, tall = -3.58, 1.10, 2.10
    pieces = [
        _b((0.09, 0.06, tall + 0.05), (x - wide / 2 - 0.045, Y - 0.012, (tall + 0.05) / 2), "#7f949e", 0.012, cuts=3),
        _b((0.09, 0.06, tall + 0.05), (x + wide / 2 + 0.045, Y - 0.012, (tall + 0.05) / 2), "#7f949e", 0.012, cuts=3),
        _b((wide + 0.18, 0.06, 0.09), (x, Y - 0.012, tall + 0.045), "#7f949e", 0.012, cuts=2),
        _b((wide, 0.035, tall), (x, Y - 0.010, tall / 2), "#a9c4cb", 0.006, cuts=4),
        _b((wide - 0.10, 0.010, 0.24), (x, Y - 0.030, 0.16), "#b9c4ca", 0.004),
        _b((0.20, 0.014, 0.86), (x + 0.24, Y - 0.028, 1.42), "#5f7682", 0.007),
        _b((0.16, 0.012, 0.82), (x + 0.24, Y - 0.033, 1.42), "#cfe2ea", 0.005),
        _b((0.05, 0.012, 0.16), (x - 0.43, Y - 0.032, 1.05), STEEL, 0.006),
        painted(
            _rod(
                np.array(
                    [
                        (x - 0.43, Y - 0.04, 1.07),
                        (x - 0.43, Y - 0.075, 1.07),
                        (x - 0.36, Y - 0.078, 1.07),
                        (x - 0.31, Y - 0.076, 1.07),
                    ]
                ),
                0.009,
                8,
            ),
            STEEL,
        ),
    ]
    return without_backs(joined(*pieces), ((1, Y),)), ()


def _on_wall(outline: Floats, x: float, z: float, colour: str, lift: float = 0.0) -> Solid:
    """A flat shape on the +y wall, seen from the room: +x to the right, `lift` before the wall."""
    return painted(flat(outline, (x, Y - lift, z), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)), colour)


def _rect(wide: float, tall: float, radius: float = 0.002) -> Floats:
    a, b = wide / 2, tall / 2
    return rounded([(-a, -b), (a, -b), (a, b), (-a, b)], radius, 5.0, 2)


def clock() -> Solid:
    """Wall clock at ten past ten."""
    x, z = 1.02, 2.36
    rim = turned(np.array([(0.165, 0.0), (0.165, 0.022), (0.158, 0.032), (0.150, 0.030), (0.148, 0.020)]), 32)
    pieces = [painted(moved(rim, (x, Y, z), ("x", 90.0)), DARK), _on_wall(circle(0.150, 32), x, z, "#fbfbfa", 0.018)]
    for k in range(12):
        a = np.radians(30 * k)
        long = 0.026 if k % 3 == 0 else 0.014
        mark = _rect(0.007, long)
        c, s = np.cos(-a), np.sin(-a)
        spun = np.stack([mark[:, 0] * c - mark[:, 1] * s, mark[:, 0] * s + mark[:, 1] * c], axis=1)
        r = 0.138 - long / 2
        pieces.append(_on_wall(spun, x + r * np.sin(a), z + r * np.cos(a), DARK, 0.0195))
    for angle, length, wide, colour in (
        (305.0, 0.075, 0.009, DARK),
        (60.0, 0.110, 0.006, DARK),
        (200.0, 0.118, 0.003, "#c8452d"),
    ):
        a = np.radians(angle)
        hand = _rect(wide, length)
        c, s = np.cos(-a), np.sin(-a)
        spun = np.stack([hand[:, 0] * c - hand[:, 1] * s, hand[:, 0] * s + hand[:, 1] * c], axis=1)
        pieces.append(_on_wall(spun, x + np.sin(a) * length * 0.38, z + np.cos(a) * length * 0.38, colour, 0.021))
    pieces.append(_on_wall(circle(0.009, 10), x, z, DARK, 0.022))
    return joined(*pieces)


def whiteboard() -> Solid:
    """Whiteboard with a pen tray and a plan of the exercise in three colours."""
    x, z, wide, tall = 0.02, 1.68, 1.45, 0.92
    pieces = [
        without_backs(_b((wide + 0.05, 0.024, tall + 0.05), (x, Y - 0.010, z), "#c3cdd2", 0.010, 2), ((1, Y),)),
        _on_wall(_rect(wide, tall, 0.01), x, z, "#fcfdfd", 0.0235),
        without_backs(_b((0.55, 0.06, 0.018), (x, Y - 0.045, z - tall / 2 - 0.02), "#c3cdd2", 0.006), ((1, Y),)),
    ]
    for k, colour in enumerate(("#1f6fb2", "#c8452d", "#2f8f6d")):
        pieces.append(_b((0.12, 0.014, 0.014), (x - 0.17 + 0.16 * k, Y - 0.055, z - tall / 2 - 0.004), colour, 0.006))
    lines = (
        (-0.60, 0.36, 0.46, "#27435a"),
        (-0.60, 0.20, 0.36, "#1f6fb2"),
        (-0.60, 0.10, 0.42, "#1f6fb2"),
        (-0.60, 0.00, 0.30, "#1f6fb2"),
        (-0.60, -0.10, 0.40, "#1f6fb2"),
        (-0.60, -0.26, 0.34, "#c8452d"),
    )
    for left, up, length, colour in lines:
        pieces.append(_on_wall(_rect(length, 0.012, 0.006), x + left + length / 2, z + up, colour, 0.025))
    # a patient from above with four helpers round the board
    px, pz = x + 0.36, z - 0.02
    pieces.append(_on_wall(_rect(0.16, 0.58, 0.05), px, pz - 0.02, "#f0c36a", 0.025))
    pieces.append(_on_wall(ellipse(0.05, 0.062, 16), px, pz + 0.19, "#8fa3b0", 0.0265))
    pieces.append(
        _on_wall(
            rounded([(-0.065, 0.12), (-0.03, -0.26), (0.03, -0.26), (0.065, 0.12)], 0.02, 1.0, 2),
            px,
            pz,
            "#8fa3b0",
            0.0265,
        )
    )
    for dx, dz, colour in (
        (0.0, 0.34, "#2f8f9d"),
        (-0.19, 0.07, "#c8452d"),
        (-0.19, -0.10, "#c8452d"),
        (0.19, -0.18, "#c8452d"),
    ):
        pieces.append(_on_wall(circle(0.036, 14), px + dx, pz + dz, colour, 0.0265))
    return joined(*pieces)


SPINE_COLOURS = (("#2f8f9d", 7), ("#4a7fb5", 12), ("#d98a3d", 5), ("#8f6fb0", 1))


def poster() -> Solid:
    """A framed poster of the spine from the side: each region in its colour, with its bracket."""
    x, z, wide, tall = 1.66, 1.66, 0.62, 0.94
    pieces = [
        without_backs(_b((wide + 0.03, 0.018, tall + 0.03), (x, Y - 0.008, z), DARK, 0.006, 2), ((1, Y),)),
        _on_wall(_rect(wide, tall, 0.002), x, z, "#f7f4ec", 0.0180),
        _on_wall(_rect(0.40, 0.024, 0.008), x, z + tall / 2 - 0.055, "#27435a", 0.0190),
    ]
    at, previous = 0.0, tall / 2 - 0.11
    for colour, count in SPINE_COLOURS:
        top = previous
        for _ in range(count):
            size = 0.0135 + 0.0165 * at / 25.0 if colour != "#8f6fb0" else 0.07
            centre = previous - size / 2 - 0.0015
            u = at / 24.0
            bend = 0.050 * np.sin(u * 2 * np.pi * 1.05 + 2.6) * (0.7 + 0.3 * u)
            slope = 0.5 * np.cos(u * 2 * np.pi * 1.05 + 2.6)
            half = size * 1.15 if colour != "#8f6fb0" else 0.022
            body = rounded(
                [
                    (-half, -size * 0.40 - slope * 0.004),
                    (half, -size * 0.40 + slope * 0.004),
                    (half * 0.92, size * 0.40 + slope * 0.004),
                    (-half * 0.92, size * 0.40 - slope * 0.004),
                ],
                size * 0.14,
                5.0,
                2,
            )
            pieces.append(_on_wall(body, x - 0.06 + bend, z + centre, colour, 0.0192))
            if colour != "#8f6fb0":
                spike = np.array(
                    [
                        (half * 0.8, -size * 0.28),
                        (half * 2.7, -size * 0.75),
                        (half * 2.5, -size * 0.25),
                        (half * 0.8, size * 0.28),
                    ]
                )
                pieces.append(_on_wall(spike, x - 0.06 + bend, z + centre, colour, 0.0188))
            previous = centre - size / 2
            at += 1.0
        pieces.append(
            _on_wall(_rect(0.004, top - previous - 0.012, 0.001), x + 0.145, z + (top + previous) / 2, colour, 0.0188)
        )
        pieces.append(_on_wall(_rect(0.075, 0.013, 0.005), x + 0.20, z + (top + previous) / 2 + 0.008, colour, 0.0188))
        pieces.append(
            _on_wall(_rect(0.055, 0.007, 0.003), x + 0.19, z + (top + previous) / 2 - 0.012, "#9fb1ba", 0.0188)
        )
    return joined(*pieces)
