"""What stands free along the edges of the room: bed with curtain, trolley, stool, bin, drip stand and a plant."""

from __future__ import annotations

from functools import partial

import numpy as np

from assets.recipes.equipment.forms import box, curve, plate, sweep, tube, turned
from assets.recipes.equipment.outline import rounded
from assets.recipes.equipment.solid import Floats, Solid, Vec3, joined, mixed, moved, painted, warped
from assets.recipes.room.daylight import HALF_X_M, HALF_Y_M, HEIGHT_M, Block

STEEL, RAIL, DARK, TEAL = "#b3bfc6", "#d5dce0", "#3a464e", "#2f8f9d"
BED: Vec3 = (3.22, 2.72, 0.0)  # middle of the bed; its head end is +x
TROLLEY: Vec3 = (-3.25, 2.05, 0.0)

_rod = partial(tube, round_ends=False)


def _b(size: Vec3, at: Vec3, colour: str, radius: float = 0.008, steps: int = 1, cuts: int = 1) -> Solid:
    return painted(moved(box(size, radius, steps, cuts), at), colour)


def bed() -> tuple[Solid, tuple[Block, ...]]:
    """Hospital bed with the back rest a little up, pillow, folded blanket, side rails and wheels."""
    x0, y0, _ = BED
    pieces = [
        _b((2.02, 0.86, 0.06), (x0, y0, 0.42), RAIL, 0.02, 2, 2),
        _b((1.50, 0.50, 0.12), (x0, y0, 0.30), STEEL, 0.02, 1),
        _b((1.30, 0.10, 0.08), (x0, y0, 0.16), STEEL, 0.02, 1),
    ]
    for dx in (-0.78, 0.78):
        pieces.append(_b((0.07, 0.78, 0.06), (x0 + dx, y0, 0.15), STEEL, 0.02, 1))
        pieces.append(_b((0.06, 0.10, 0.16), (x0 + dx * 0.85, y0, 0.24), STEEL, 0.015, 1))
        for dy in (-0.36, 0.36):
            wheel = turned(
                np.array(
                    [
                        (0.012, -0.016),
                        (0.045, -0.016),
                        (0.056, -0.010),
                        (0.058, 0.0),
                        (0.056, 0.010),
                        (0.045, 0.016),
                        (0.012, 0.016),
                    ]
                ),
                14,
            )
            pieces.append(painted(moved(wheel, (x0 + dx, y0 + dy, 0.058), ("x", 90.0)), DARK))
    mattress = warped(moved(box((2.0, 0.86, 0.14), 0.045, 2, 5), (0.0, 0.0, 0.52)), _raised)
    pieces.append(painted(moved(mattress, (x0, y0, 0.0)), "#eef3f4"))
    pillow = warped(box((0.36, 0.62, 0.12), 0.055, 3, 2), _plump)
    pieces.append(painted(moved(pillow, (x0 + 0.76, y0, 0.75), ("y", -24.0)), "#fbfcfb"))
    blanket = warped(moved(box((0.95, 0.90, 0.035), 0.016, 2, 4), (-0.48, 0.0, 0.60)), _raised)
    pieces.append(painted(moved(blanket, (x0, y0, 0.0)), "#8fb9bf"))
    pieces.append(_b((0.16, 0.91, 0.05), (x0 + 0.02, y0, 0.615), "#f5f8f8", 0.022, 2, 2))
    for dx, tall in ((1.03, 0.62), (-1.03, 0.40)):
        panel = rounded([(-0.43, 0.0), (0.43, 0.0), (0.43, tall), (-0.43, tall)], [0.03, 0.03, 0.10, 0.10], 0.5, 4)
        upright = moved(plate(panel, 0.035, 0.012, steps=2, grid_m=0.4), (0.0, 0.0, 0.0), ("x", 90.0), ("z", 90.0))
        pieces.append(painted(moved(upright, (x0 + dx - 0.017, y0, 0.36)), "#c9dde1"))
    for dy in (-0.455, 0.455):
        loop = np.array(
            [
                (x0 - 0.15, y0 + dy, 0.48),
                (x0 - 0.15, y0 + dy, 0.72),
                (x0 - 0.09, y0 + dy, 0.79),
                (x0 + 0.55, y0 + dy, 0.79),
                (x0 + 0.61, y0 + dy, 0.72),
                (x0 + 0.61, y0 + dy, 0.48),
            ]
        )
        pieces.append(painted(_rod(curve(loop, 2), 0.014, 7, up=(0.0, 1.0, 0.0)), RAIL))
        pieces += [
            painted(
                _rod(np.array([(x0 + d, y0 + dy, z) for z in (0.47, 0.62, 0.78)]), 0.009, 6, up=(0.0, 1.0, 0.0)), RAIL
            )
            for d in (0.05, 0.23, 0.41)
        ]
    blocks = (
        Block((x0 - 1.0, y0 - 0.43, 0.30), (x0 + 1.0, y0 + 0.43, 0.58)),
        Block((x0 - 0.8, y0 - 0.2, 0.1), (x0 + 0.8, y0 + 0.2, 0.3)),
    )
    return joined(*pieces), blocks


def _raised(p: Floats) -> Floats:
    """The back rest turns up smoothly beyond the middle."""
    out = p.copy()
    u = np.clip((p[:, 0] - 0.05) / 0.9, 0.0, 1.2)
    out[:, 2] += 0.24 * u * u * (3 - 2 * np.minimum(u, 1.0)) / 1.0
    return out


def _plump(p: Floats) -> Floats:
    out = p.copy()
    out[:, 2] *= 1.15 - 0.55 * ((2 * p[:, 0] / 0.36) ** 4 + (2 * p[:, 1] / 0.62) ** 4) / 2
    return out


def curtain() -> tuple[Solid, tuple[Block, ...]]:
    """Curtain rail round the bed, the curtain drawn together at the foot end."""
    x, y, z = 2.08, 2.02, 2.28
    bend = np.array(
        [
            (x, HALF_Y_M, z),
            (x, y + 0.35, z),
            (x + 0.02, y + 0.12, z),
            (x + 0.12, y + 0.02, z),
            (x + 0.35, y, z),
            (HALF_X_M, y, z),
        ]
    )
    pieces = [painted(_rod(curve(bend, 4), 0.014, 8), "#dfe5e8")]
    for hx, hy in ((x, 2.9), (3.3, y)):
        rod = np.array([(hx, hy, z), (hx, hy, (z + HEIGHT_M) / 2), (hx, hy, HEIGHT_M)])
        pieces.append(painted(_rod(rod, 0.007, 6, up=(0.0, 1.0, 0.0)), "#dfe5e8"))
    steps = np.linspace(0.0, 1.0, 64)
    hem = np.stack(
        [
            x + 0.050 * np.sin(steps * 2 * np.pi * 9) + 0.012 * np.sin(steps * 31.0),
            HALF_Y_M - 0.05 - 0.78 * steps,
            np.zeros(64),
        ],
        axis=1,
    )
    outline = rounded([(-0.003, -0.92), (0.003, -0.92), (0.003, 0.92), (-0.003, 0.92)], 0.002, 0.46, 1)
    cloth = moved(sweep(hem, outline), (0.0, 0.0, z - 0.96))

    def hanging(p: Floats) -> Floats:
        out = p.copy()
        tight = 0.72 + 0.40 * np.clip((z - p[:, 2]) / 1.9, 0.0, 1.0)
        out[:, 0] = x + (p[:, 0] - x) * tight
        return out

    def dyed(v: Floats, n: Floats) -> Floats:
        fold = np.clip((v[:, 0] - x) / 0.05, -1.0, 1.0) * 0.5 + 0.5
        return mixed("#8fbcc2", "#b5d4d7", 1.0 - fold)

    pieces.append(painted(warped(cloth, hanging), dyed))
    return joined(*pieces), (Block((x - 0.05, HALF_Y_M - 0.83, 0.4), (x + 0.05, HALF_Y_M, 2.2)),)


def trolley() -> tuple[Solid, tuple[Block, ...]]:
    """Instrument trolley with drawers; its top is free for things."""
    x, y, _ = TROLLEY
    pieces = [
        _b((0.66, 0.46, 0.60), (x, y, 0.52), "#e6ecee", 0.015, 1, 2),
        _b((0.72, 0.52, 0.03), (x, y, 0.845), "#cfd9dd", 0.012, 2),
        _b((0.70, 0.50, 0.04), (x, y, 0.20), "#8fa1ab", 0.015, 2),
    ]
    for k, tall in enumerate((0.10, 0.10, 0.14, 0.19)):
        z = (0.755, 0.645, 0.515, 0.34)[k]
        pieces.append(_b((0.61, 0.018, tall), (x, y - 0.232, z), (TEAL, "#f4f6f6", "#f4f6f6", "#f4f6f6")[k], 0.006, 1))
        pieces.append(_b((0.16, 0.016, 0.016), (x, y - 0.246, z + tall / 2 - 0.028), STEEL, 0.006))
    rim = np.array(
        [(x - 0.34, y - 0.24, 0.93), (x - 0.34, y + 0.24, 0.93), (x + 0.34, y + 0.24, 0.93), (x + 0.34, y - 0.24, 0.93)]
    )
    pieces.append(painted(_rod(rim, 0.008, 8), STEEL))
    for dx, dy in ((-0.34, -0.24), (-0.34, 0.24), (0.34, 0.24), (0.34, -0.24)):
        post = np.array([(x + dx, y + dy, 0.85), (x + dx, y + dy, 0.89), (x + dx, y + dy, 0.93)])
        pieces.append(painted(_rod(post, 0.007, 6, up=(0.0, 1.0, 0.0)), STEEL))
        wheel = turned(
            np.array(
                [(0.008, -0.013), (0.036, -0.013), (0.046, -0.007), (0.046, 0.007), (0.036, 0.013), (0.008, 0.013)]
            ),
            12,
        )
        pieces.append(painted(moved(wheel, (x + dx * 0.86, y + dy * 0.86, 0.047), ("x", 90.0)), DARK))
        pieces.append(_b((0.03, 0.03, 0.10), (x + dx * 0.86, y + dy * 0.86, 0.13), STEEL, 0.01))
    return joined(*pieces), (Block((x - 0.35, y - 0.25, 0.18), (x + 0.35, y + 0.25, 0.86)),)


def small_things() -> tuple[Solid, tuple[Block, ...]]:
    """Stool, pedal bin, drip stand and a plant by the window."""
    pieces: list[Solid] = []
    sx, sy = -1.55, 2.52
    seat = turned(
        np.array(
            [(0.0005, 0.0), (0.15, 0.0), (0.175, 0.012), (0.18, 0.03), (0.172, 0.05), (0.14, 0.06), (0.0005, 0.063)]
        ),
        20,
    )
    pieces.append(painted(moved(seat, (sx, sy, 0.50)), "#3f7f8c"))
    pieces.append(
        painted(_rod(np.array([(sx, sy, 0.12), (sx, sy, 0.3), (sx, sy, 0.5)]), 0.022, 10, up=(0.0, 1.0, 0.0)), STEEL)
    )
    for k in range(5):
        a = np.radians(72.0 * k + 15.0)
        foot = np.array(
            [
                (sx, sy, 0.115),
                (sx + 0.13 * np.cos(a), sy + 0.13 * np.sin(a), 0.09),
                (sx + 0.25 * np.cos(a), sy + 0.25 * np.sin(a), 0.055),
            ]
        )
        pieces.append(painted(_rod(foot, 0.014, 6), STEEL))
        pieces.append(_b((0.04, 0.04, 0.05), (sx + 0.25 * np.cos(a), sy + 0.25 * np.sin(a), 0.026), DARK, 0.018))
    bx, by = 1.74, 3.16
    can = turned(np.array([(0.0005, 0.0), (0.125, 0.0), (0.135, 0.01), (0.135, 0.20), (0.135, 0.40), (0.13, 0.41)]), 20)
    lid = turned(np.array([(0.139, 0.405), (0.139, 0.425), (0.12, 0.45), (0.06, 0.465), (0.0005, 0.468)]), 20)
    pieces += [painted(moved(can, (bx, by, 0.0)), "#cbd4d8"), painted(moved(lid, (bx, by, 0.0)), "#e8a33d")]
    dx, dy = 4.16, 2.02
    pole = np.array([(dx, dy, 0.06), (dx, dy, 1.0), (dx, dy, 1.95)])
    pieces.append(painted(_rod(pole, 0.011, 8, up=(0.0, 1.0, 0.0)), STEEL))
    hook = np.array(
        [(dx - 0.14, dy, 2.0), (dx - 0.13, dy, 1.95), (dx, dy, 1.93), (dx + 0.13, dy, 1.95), (dx + 0.14, dy, 2.0)]
    )
    pieces.append(painted(_rod(curve(hook, 3), 0.006, 6), STEEL))
    bag = warped(box((0.10, 0.035, 0.17), 0.017, 2, 3), lambda p: p * np.array([1.0, 1.0, 1.0]))
    pieces.append(painted(moved(bag, (dx - 0.13, dy, 1.855)), "#e3f0f4"))
    for k in range(5):
        a = np.radians(72.0 * k)
        foot = np.array(
            [
                (dx, dy, 0.08),
                (dx + 0.13 * np.cos(a), dy + 0.13 * np.sin(a), 0.06),
                (dx + 0.24 * np.cos(a), dy + 0.24 * np.sin(a), 0.03),
            ]
        )
        pieces.append(painted(_rod(foot, 0.010, 6), STEEL))
    pieces += _plant(4.12, -3.05)
    blocks = (
        Block((sx - 0.17, sy - 0.17, 0.5), (sx + 0.17, sy + 0.17, 0.56)),
        Block((bx - 0.12, by - 0.12, 0.0), (bx + 0.12, by + 0.12, 0.45)),
        Block((4.0, -3.2, 0.0), (4.26, -2.9, 0.34)),
    )
    return joined(*pieces), blocks


def _plant(x: float, y: float) -> list[Solid]:
    pot = turned(
        np.array(
            [
                (0.0005, 0.0),
                (0.13, 0.0),
                (0.145, 0.02),
                (0.175, 0.30),
                (0.172, 0.315),
                (0.158, 0.315),
                (0.15, 0.28),
                (0.0005, 0.28),
            ]
        ),
        20,
    )
    pieces = [painted(moved(pot, (x, y, 0.0)), "#f0f2f2")]
    for k in range(16):
        a = k * 2.399963
        reach, rise = 0.14 + 0.22 * ((k * 7) % 16) / 16, 0.95 - 0.5 * ((k * 7) % 16) / 16
        stem = curve(
            np.array(
                [
                    (0.0, 0.0, 0.27),
                    (0.3 * reach, 0.0, 0.3 + rise * 0.55),
                    (0.75 * reach, 0.0, 0.3 + rise * 0.9),
                    (1.15 * reach, 0.0, 0.3 + rise * 0.94),
                    (1.6 * reach, 0.0, 0.3 + rise * 0.82),
                ]
            ),
            2,
        )
        width = np.array([0.2, 0.25, 0.4, 0.8, 1.05, 1.0, 0.75, 0.4, 0.08])[: len(stem)]
        blade = sweep(
            stem,
            rounded([(-0.045, 0.0), (0.0, -0.012), (0.045, 0.0), (0.0, -0.004)], 0.0, 1.0),
            up=(0.0, 0.0, 1.0),
            scale=width,
        )
        tone = mixed("#3f7a4a", "#74ab68", np.array([k / 15.0]))[0]
        hexed = "#" + "".join(f"{round(c * 255):02x}" for c in tone)
        pieces.append(painted(moved(blade, (x, y, 0.0), ("z", float(np.degrees(a)))), hexed))
    return pieces
