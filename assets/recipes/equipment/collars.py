"""One-piece rigid cervical collars in three heights: collar-short, collar-regular, collar-tall.

Origin: the wearer's neck joint (base of the neck, about C7). Axes of the worn collar, trunk and head in line:
+x to the front (throat), +y to the wearer's left, +z to the top of the head. The closing tongue is on the left.
The tables below follow a measured adult neck: 66-73 mm from the axis to the throat, 60 mm to the side, 45 mm to
the nape, the underside of the chin 30 mm above the neck joint. The regular height fits that neck.

Like a real collar it is cut flat, with its throat window and tongue, and then wrapped round the neck.
"""

from __future__ import annotations

import numpy as np

from assets.recipes.equipment.forms import plate
from assets.recipes.equipment.outline import ellipse, rounded
from assets.recipes.equipment.solid import Floats, Item, Node, Solid, joined, mixed, painted, warped

# angle from the front (degrees), shell radius, lower rim, upper rim (metres, regular height)
ANGLE_DEG = np.array([0.0, 25.0, 50.0, 75.0, 100.0, 130.0, 155.0, 180.0])
RADIUS_M = np.array([0.0810, 0.0790, 0.0750, 0.0725, 0.0690, 0.0630, 0.0590, 0.0570])
LOWER_M = np.array([-0.064, -0.056, -0.030, 0.004, 0.020, 0.019, 0.008, 0.002])
UPPER_M = np.array([0.033, 0.035, 0.050, 0.064, 0.070, 0.076, 0.081, 0.083])
CHIN_M = np.array([0.058, 0.046, 0.018, 0.004, 0.0, 0.0, 0.002, 0.004])  # outward flare of the upper rim
CHEST_M = np.array([0.016, 0.014, 0.010, 0.012, 0.015, 0.016, 0.014, 0.013])  # and of the lower rim
TALLER_M = {"short": -0.020, "regular": 0.0, "tall": 0.020}
SIZE_COLOUR = {"short": "#2f9e6e", "regular": "#e8a33d", "tall": "#7a5bb5"}

FLAT_R_M, FLAT_H_M = 0.072, 0.10  # the pattern: millimetres of arc by share of height
START_DEG, END_DEG, TONGUE_DEG = -200.0, 152.0, -246.0


def _at(table: Floats, angle: Floats) -> Floats:
    """A smooth periodic value: cosine-eased between the table's angles, mirrored to the other side."""
    folded = np.abs((angle + 180.0) % 360.0 - 180.0)
    k = np.clip(np.searchsorted(ANGLE_DEG, folded, side="right") - 1, 0, len(ANGLE_DEG) - 2)
    u = (folded - ANGLE_DEG[k]) / (ANGLE_DEG[k + 1] - ANGLE_DEG[k])
    slope = np.gradient(table, ANGLE_DEG)
    slope[0] = slope[-1] = 0.0
    h = ANGLE_DEG[k + 1] - ANGLE_DEG[k]
    a, b = table[k], table[k + 1]
    return np.asarray(
        a * (2 * u**3 - 3 * u**2 + 1)
        + b * (3 * u**2 - 2 * u**3)
        + slope[k] * h * (u**3 - 2 * u**2 + u)
        + slope[k + 1] * h * (u**3 - u**2)
    )


def _wrapped(pattern: Solid, taller_m: float) -> Solid:
    """The flat pattern (x: arc, y: height, z: out) round the neck."""
    # a collar taller than the neck swallows the chin instead of carrying it
    too_high = taller_m > 0.0

    def place(p: Floats) -> Floats:
        angle = np.degrees(p[:, 0] / FLAT_R_M)
        share = p[:, 1] / FLAT_H_M
        front = np.clip(1.25 - np.abs((angle + 180.0) % 360.0 - 180.0) / 130.0, 0.45, 1.0)
        lower, upper = _at(LOWER_M, angle), _at(UPPER_M, angle) + taller_m * front
        up, down = np.clip(share - 0.45, 0.0, 1.2) / 0.55, np.clip(0.4 - share, 0.0, 1.0) / 0.4
        overlap = np.clip((-185.0 - angle) / 45.0, 0.0, 1.0)
        overlap = overlap * overlap * (3 - 2 * overlap)
        out = (
            _at(RADIUS_M, angle)
            + _at(CHIN_M, angle) * up ** (0.5 if too_high else 1.5)
            + _at(CHEST_M, angle) * down**1.8
        )
        radius = out + p[:, 2] + overlap * 0.0065
        z = lower + (upper - lower) * share
        turn = np.radians(angle)
        return np.stack([0.005 + radius * np.cos(turn) + 0.10 * z, radius * np.sin(turn), z], axis=1)

    return warped(pattern, place)


def _pattern(border_m: float) -> Floats:
    arc = np.pi / 180.0 * FLAT_R_M
    a, b = START_DEG * arc - border_m, END_DEG * arc + border_m
    low, high = -border_m, FLAT_H_M + border_m
    return rounded([(a, low), (b, low), (b, high), (a, high)], 0.012, spacing_m=0.009, arc_steps=3)


def collar(size: str) -> Item:
    """The collar of a size; the size colour runs along the chin rim and on the tongue."""
    taller = TALLER_M[size]
    middle = 0.048
    shell = plate(_pattern(0.0), 0.003, 0.0012, [ellipse(0.021, 0.025, 22, (0.0, middle))], steps=2, grid_m=0.011)
    shell = _wrapped(shell, taller)
    foam = plate(_pattern(0.0045), 0.0065, 0.003, [ellipse(0.024, 0.028, 22, (0.0, middle))], steps=2, grid_m=0.011)
    foam = _wrapped(_lowered(foam, 0.0065), taller)
    arc = np.pi / 180.0 * FLAT_R_M
    low, high = 0.30 * FLAT_H_M, 0.72 * FLAT_H_M
    strip = rounded(
        [
            (TONGUE_DEG * arc, low),
            ((START_DEG + 14) * arc, low),
            ((START_DEG + 14) * arc, high),
            (TONGUE_DEG * arc, high),
        ],
        0.008,
        spacing_m=0.008,
        arc_steps=3,
    )
    tongue = _wrapped(_lowered(plate(strip, 0.0035, 0.0014, steps=2, grid_m=0.011), -0.0032), taller)
    rim = rounded(
        [
            (-34 * arc, 0.90 * FLAT_H_M),
            (34 * arc, 0.90 * FLAT_H_M),
            (34 * arc, 0.985 * FLAT_H_M),
            (-34 * arc, 0.985 * FLAT_H_M),
        ],
        0.002,
        spacing_m=0.008,
        arc_steps=2,
    )
    band = _wrapped(_lowered(plate(rim, 0.0012, 0.0005, steps=2, grid_m=0.02), -0.0028), taller)
    pegs = []
    for side in (1, -1):
        for at in (0.40, 0.52, 0.64):
            dot = plate(ellipse(0.0042, 0.0042, 10, (side * 58 * arc, at * FLAT_H_M)), 0.003, 0.0012, steps=2)
            pegs.append(_wrapped(_lowered(dot, -0.0026), taller))

    def shell_tone(v: Floats, n: Floats) -> Floats:
        return mixed("#eef2f4", "#dfe6ea", np.clip(-v[:, 2] * 8.0, 0.0, 1.0))

    nodes = (
        Node("shell", "plastic", painted(shell, shell_tone)),
        Node("foam", "foam", painted(foam, "#5d86a6")),
        Node("tongue", "cloth", painted(tongue, "#24507a")),
        Node("size", "plastic", joined(painted(band, SIZE_COLOUR[size]), *(painted(p, "#2a3138") for p in pegs))),
    )
    sockets = {
        "chin": (0.115, 0.0, 0.036 + taller),
        "grip.left": (0.04, 0.085, 0.02),
        "grip.right": (0.04, -0.085, 0.02),
    }
    return Item(f"collar-{size}", nodes, sockets, azimuth_deg=32, elevation_deg=20, icon_width_m=0.215)


def _lowered(pattern: Solid, by_m: float) -> Solid:
    return Solid(pattern.vertices - np.array([0.0, 0.0, by_m]), pattern.normals, pattern.faces, pattern.colours)


def short() -> Item:
    """The low collar."""
    return collar("short")


def regular() -> Item:
    """The collar for an average neck."""
    return collar("regular")


def tall() -> Item:
    """The high collar."""
    return collar("tall")


ITEMS = (short, regular, tall)
