"""The long board and the soft stretcher.

long-board     1.83 x 0.41 m. Origin: middle of the resting plane; head end +x; the body lies on z = TOP_M.
soft-stretcher 2.00 x 0.56 m, open, on its feet. Origin and axes as the board; canvas sags to about z = 0.07.
"""

from __future__ import annotations

import numpy as np

from assets.recipes.equipment.forms import box, line, plate, tube
from assets.recipes.equipment.outline import rounded
from assets.recipes.equipment.solid import Floats, Item, Node, Vec3, joined, mixed, moved, painted, srgb, warped

LENGTH_M, WIDTH_M, TOP_M = 1.83, 0.41, 0.062
RUNNER_M, PLATE_M = 0.018, 0.046
SLOT_Y_M = 0.160
# the middle of each slot along the board, and its length
SLOTS = ((-0.59, 0.11), (-0.36, 0.12), (-0.12, 0.12), (0.12, 0.12), (0.36, 0.12), (0.56, 0.10))
PINNED = (0, 1, 2, 4)


def _board_outline() -> Floats:
    half = WIDTH_M / 2
    corners = [
        (-0.915, -0.115),
        (-0.84, -0.160),
        (-0.64, -half),
        (0.60, -half),
        (0.78, -0.155),
        (0.915, -0.10),
        (0.915, 0.10),
        (0.78, 0.155),
        (0.60, half),
        (-0.64, half),
        (-0.84, 0.160),
        (-0.915, 0.115),
    ]
    radii = [0.05, 0.25, 0.3, 0.3, 0.25, 0.05, 0.05, 0.25, 0.3, 0.3, 0.25, 0.05]
    return rounded(corners, radii, spacing_m=0.016)


def _slot(x: float, y: float, length: float, width: float) -> Floats:
    a, b = length / 2, width / 2
    return rounded(
        [(x - a, y - b), (x + a, y - b), (x + a, y + b), (x - a, y + b)], min(a, b) * 0.95, 0.016, arc_steps=4
    )


def long_board() -> Item:
    """Moulded board with hand slots, strap pins, runners and a dished lying surface."""
    holes = [_slot(x, s * SLOT_Y_M * (1.0 if abs(x) < 0.5 else 0.96), n, 0.032) for x, n in SLOTS for s in (1, -1)]
    holes += [_slot(0.845, 0.0, 0.03, 0.10), _slot(-0.86, 0.0, 0.03, 0.12)]
    holes += [_slot(0.74, s * 0.098, 0.06, 0.026) for s in (1, -1)]
    body = plate(_board_outline(), PLATE_M, 0.013, holes, steps=2, grid_m=0.04, hole_bevel_m=0.007)

    def dished(p: Floats) -> Floats:
        out = p.copy()
        hollow = np.clip(1.0 - (p[:, 1] / 0.14) ** 2, 0.0, 1.0) * np.clip(1.0 - (p[:, 0] / 0.88) ** 8, 0.0, 1.0)
        out[:, 2] = p[:, 2] - 0.006 * hollow * np.clip(p[:, 2] / PLATE_M, 0.0, 1.0) + (TOP_M - PLATE_M)
        return out

    def tone(v: Floats, n: Floats) -> Floats:
        rim = np.clip(1.15 - n[:, 2] * 1.2, 0.0, 1.0)
        wear = 0.5 + 0.5 * np.sin(v[:, 0] * 3.1 + v[:, 1] * 7.0)
        top = mixed("#f7b32b", "#f4a91d", wear)
        return np.where(n[:, 2:] < -0.5, srgb("#c9790f"), top * (1 - rim[:, None]) + srgb("#d9820f") * rim[:, None])

    plastic = painted(warped(body, dished), tone)
    runners = [
        painted(moved(box((1.30, 0.045, RUNNER_M * 1.6), 0.012, cuts=3), (0.0, s * 0.095, RUNNER_M * 0.8)), "#d9820f")
        for s in (1, -1)
    ]
    pins = []
    for k in PINNED:
        for s in (1, -1):
            x = SLOTS[k][0]
            path = line((x, s * (SLOT_Y_M - 0.022), 0.038), (x, s * (SLOT_Y_M + 0.022), 0.038))
            pins.append(painted(tube(path, 0.0055, 8), "#8f9aa3"))
    sockets: dict[str, Vec3] = {}
    for (x, _), name in zip(SLOTS, ("shin", "thigh", "hips", "waist", "chest", "shoulder"), strict=True):
        for s, side in ((1, "right"), (-1, "left")):
            sockets[f"{name}.{side}"] = (x, s * SLOT_Y_M, TOP_M - 0.02)
    sockets |= {"head": (0.70, 0.0, TOP_M), "top": (0.0, 0.0, TOP_M)}
    sockets |= {"grip.head": (0.865, 0.0, 0.04), "grip.foot": (-0.885, 0.0, 0.04)}
    nodes = (
        Node("board", "plastic", plastic),
        Node("runners", "plastic", joined(*runners)),
        Node("pins", "metal", joined(*pins)),
    )
    return Item("long-board", nodes, sockets, azimuth_deg=-42, elevation_deg=48)


def soft_stretcher() -> Item:
    """Canvas between two poles, on four stirrup feet, with two spreader bars."""
    pole_y, pole_z, half = 0.265, 0.135, 0.93

    def sagging(p: Floats) -> Floats:
        out = p.copy()
        across = np.clip(np.abs(p[:, 1]) / pole_y, 0.0, 1.0)
        along = 1.0 - 0.25 * (p[:, 0] / half) ** 2
        wrinkle = 0.0022 * np.sin(p[:, 0] * 31.0) * np.sin(p[:, 1] * 13.0) + 0.0016 * np.sin(
            p[:, 0] * 67.0 + p[:, 1] * 9
        )
        out[:, 2] = p[:, 2] + pole_z - 0.062 * (1.0 - across**2) * along + wrinkle * (1.0 - across**3)
        return out

    outline = rounded([(-half, -pole_y), (half, -pole_y), (half, pole_y), (-half, pole_y)], 0.01, 0.035)
    cloth = warped(plate(outline, 0.004, 0.0018, steps=2, grid_m=0.035), sagging)

    def weave(v: Floats, n: Floats) -> Floats:
        seam = np.abs(np.abs(v[:, 1]) - 0.225) < 0.01
        base = mixed("#44725a", "#4a7a5e", 0.5 + 0.5 * np.sin(v[:, 0] * 4.0))
        return np.where(seam[:, None], srgb("#345944"), base)

    sleeves, poles, feet, grips = [], [], [], []
    for s in (1, -1):
        sleeves.append(
            painted(
                tube(
                    line((-half, s * pole_y, pole_z), (0, s * pole_y, pole_z), (half, s * pole_y, pole_z)), 0.0235, 14
                ),
                "#3f6b52",
            )
        )
        poles.append(
            painted(
                tube(line((-1.16, s * pole_y, pole_z), (0, s * pole_y, pole_z), (1.16, s * pole_y, pole_z)), 0.017, 12),
                "#b9c2c9",
            )
        )
        for e in (1, -1):
            ends = line((e * 1.04, s * pole_y, pole_z), (e * 1.10, s * pole_y, pole_z), (e * 1.18, s * pole_y, pole_z))
            grips.append(painted(tube(ends, 0.0205, 12), "#23282d"))
            foot = line(
                *(
                    (e * 0.78 + x, s * pole_y, z)
                    for x, z in (
                        (-0.045, pole_z - 0.02),
                        (-0.042, 0.03),
                        (-0.03, 0.009),
                        (0.03, 0.009),
                        (0.042, 0.03),
                        (0.045, pole_z - 0.02),
                    )
                )
            )
            feet.append(painted(tube(foot, 0.009, 8, up=(0.0, 1.0, 0.0)), "#8b969e"))
    bars = [
        painted(
            tube(
                line(
                    (e * 0.985, -pole_y, pole_z - 0.01),
                    (e * 0.985, 0, pole_z - 0.035),
                    (e * 0.985, pole_y, pole_z - 0.01),
                ),
                0.009,
                8,
            ),
            "#8b969e",
        )
        for e in (1, -1)
    ]
    nodes = (
        Node("canvas", "cloth", joined(painted(cloth, weave), *sleeves)),
        Node("poles", "metal", joined(*poles, *feet, *bars)),
        Node("grips", "foam", joined(*grips)),
    )
    sockets: dict[str, Vec3] = {"top": (0.0, 0.0, 0.078)}
    for e, end in ((1, "head"), (-1, "foot")):
        for s, side in ((1, "right"), (-1, "left")):
            sockets[f"grip.{end}.{side}"] = (e * 1.11, s * pole_y, pole_z)
    return Item("soft-stretcher", nodes, sockets, azimuth_deg=-42, elevation_deg=42)


ITEMS = (long_board, soft_stretcher)
