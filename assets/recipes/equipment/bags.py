"""The kit bag and the box of gloves.

kit-bag    red, 50 x 28 x 27 cm without handles. Origin: middle of its resting plane; the open pocket looks to -y.
glove-box  24 x 12.5 x 7 cm, lying. Origin: middle of its resting plane; the opening is on top.
"""

from __future__ import annotations

import numpy as np

from assets.recipes.equipment.forms import box, curve, plate, sweep, tube
from assets.recipes.equipment.outline import ellipse, rounded
from assets.recipes.equipment.solid import Floats, Item, Node, Solid, joined, mixed, moved, painted, warped
from assets.recipes.equipment.straps import section

BAG_M = (0.50, 0.28, 0.27)
RED, DARK_RED, WEB, SILVER = "#c93a2e", "#9c2a22", "#262c32", "#dfe5e6"


def _soft(p: Floats) -> Floats:
    """A filled bag: walls bulge, the top sinks a little in the middle."""
    length, depth, height = BAG_M
    u, v, w = 2 * p[:, 0] / length, 2 * p[:, 1] / depth, (p[:, 2] - height / 2) * 2 / height
    out = p.copy()
    out[:, 0] += 0.012 * u * (1 - np.clip(v * v, 0, 1)) * (1 - np.clip(w * w, 0, 1))
    out[:, 1] += 0.020 * v * (1 - np.clip(u * u, 0, 1)) * (1 - np.clip(w * w, 0, 1))
    out[:, 2] += np.clip(w, 0, 1) * (0.012 * (1 - np.clip(u * u, 0, 1)) + 0.003 * np.sin(u * 7.0 + v * 2))
    return out


def _ring(z: float, grow: float) -> Floats:
    """A loop round the bag at a height."""
    length, depth, _ = BAG_M
    half = rounded(
        [
            (-length / 2 - grow, -depth / 2 - grow),
            (length / 2 + grow, -depth / 2 - grow),
            (length / 2 + grow, depth / 2 + grow),
            (-length / 2 - grow, depth / 2 + grow),
        ],
        0.045,
        0.03,
        5,
    )
    return _soft(np.column_stack([half, np.full(len(half), z)]))


def _across(x: float, grow: float, low: float, handle: float) -> Floats:
    """A carrying strap: up the front, a free handle over the top at `handle` height, down the back."""
    _, depth, height = BAG_M
    d = depth / 2 + grow
    points = [
        (x, -d, low),
        (x, -d, 0.12),
        (x, -d + 0.004, 0.22),
        (x, -d + 0.03, height + 0.025),
        (x, -0.055, height + handle * 0.8),
        (x, 0.0, height + handle),
    ]
    points += [(a, -b, c) for a, b, c in points[-2::-1]]
    path = curve(np.array(points), 4)
    face = np.clip(1 - (2 * (path[:, 2] - height / 2) / height) ** 2, 0, 1)
    path[:, 1] += np.sign(path[:, 1]) * 0.02 * face * (1 - (2 * x / BAG_M[0]) ** 2) * (np.abs(path[:, 1]) > 0.10)
    return path


def kit_bag() -> Item:
    """Red bag with a reflective band, two handles, a zip round the lid and an open front pocket."""
    _, depth, height = BAG_M
    body = warped(moved(box(BAG_M, 0.045, steps=3, cuts=8), (0.0, 0.0, height / 2)), _soft)
    red = painted(body, lambda v, n: mixed(RED, DARK_RED, np.clip(0.5 - v[:, 2] * 6.0, 0.0, 1.0)))
    ring = section(0.032, 0.0024)[:, ::-1] * np.array([-1.0, 1.0])
    reflective = painted(sweep(_ring(0.155, 0.0012), ring, closed=True), SILVER)
    trim = painted(sweep(_ring(0.155, 0.0004), ring * np.array([1.0, 1.6]), closed=True), "#e8a33d")
    zip_line = painted(tube(_ring(0.222, 0.001), 0.0032, 6, closed=True), "#3a2322")
    handles = [
        painted(sweep(_across(x, 0.004, 0.012, 0.06), section(0.034, 0.004), up=(0.0, -1.0, 0.0)), WEB)
        for x in (-0.115, 0.115)
    ]
    grip = np.array([(x, 0.0, height + 0.061) for x in (-0.115, -0.06, 0.0, 0.06, 0.115)])
    handles.append(painted(tube(grip, 0.015, 12), WEB))
    pocket = plate(
        rounded([(-0.09, 0.02), (0.09, 0.02), (0.095, 0.125), (-0.095, 0.125)], [0.03, 0.03, 0.012, 0.012], 0.02),
        0.022,
        0.009,
        steps=3,
        grid_m=0.03,
    )
    pouch = painted(moved(pocket, (0.0, -depth / 2 - 0.012, 0.0), ("x", 90.0)), DARK_RED)
    mouth = painted(moved(box((0.168, 0.012, 0.006), 0.0028), (0.0, -depth / 2 - 0.024, 0.1245)), "#32100e")
    peeking = [
        painted(moved(box((0.034, 0.006, 0.05), 0.0025), (-0.05, -depth / 2 - 0.025, 0.130), ("y", 8.0)), "#f2f4f5"),
        painted(moved(box((0.05, 0.005, 0.04), 0.002), (0.005, -depth / 2 - 0.024, 0.126), ("y", -6.0)), "#8cc0d6"),
    ]
    pen = painted(
        tube(
            np.array(
                [
                    (0.055, -depth / 2 - 0.025, 0.09),
                    (0.058, -depth / 2 - 0.025, 0.12),
                    (0.061, -depth / 2 - 0.025, 0.158),
                ]
            ),
            0.006,
            10,
            up=(1.0, 0.0, 0.0),
        ),
        "#e8ecee",
    )
    disc = moved(plate(ellipse(0.034, 0.034, 28), 0.003, 0.0012, steps=2), (0.0, 0.0, height + 0.0095))
    arms = [moved(box((a, b, 0.003), 0.0012), (0.0, 0.0, height + 0.013)) for a, b in ((0.044, 0.014), (0.014, 0.044))]
    badge = joined(painted(disc, "#f4f6f7"), *(painted(arm, "#1d7d52") for arm in arms))
    nodes = (
        Node("bag", "cloth", joined(red, pouch, mouth, zip_line, trim)),
        Node("reflective", "band", reflective),
        Node("webbing", "cloth", joined(*handles)),
        Node("contents", "plastic", joined(*peeking, pen)),
        Node("badge", "plastic", badge),
    )
    return Item(
        "kit-bag",
        nodes,
        {"handle": (0.0, 0.0, height + 0.061), "pocket": (0.0, -depth / 2 - 0.03, 0.13)},
        azimuth_deg=-62,
        elevation_deg=24,
    )


def _glove() -> Solid:
    """A crumpled glove half out of the box."""

    def crumpled(p: Floats) -> Floats:
        angle = np.arctan2(p[:, 1], p[:, 0])
        up = np.clip(p[:, 2] / 0.03, 0.0, 1.5)
        swell = 1.0 + up * (0.20 * np.cos(angle * 3 + 0.7) + 0.10 * np.cos(angle * 7 + p[:, 2] * 160.0))
        lift = 1.0 + 0.25 * np.sin(p[:, 0] * 70.0)
        return np.stack([p[:, 0] * swell, p[:, 1] * swell, p[:, 2] * lift], axis=1)

    blob = moved(box((0.075, 0.026, 0.05), 0.0125, steps=5, cuts=5), (0.0, 0.0, 0.012))
    return painted(warped(blob, crumpled), lambda v, n: mixed("#3f6fc4", "#6d97dc", np.clip(v[:, 2] * 22.0, 0.0, 1.0)))


def glove_box() -> Item:
    """Cardboard box with an oval opening and a glove looking out."""
    height = 0.07
    opening = ellipse(0.062, 0.021, 28)
    walls = plate(
        rounded([(-0.12, -0.0625), (0.12, -0.0625), (0.12, 0.0625), (-0.12, 0.0625)], 0.004, 0.02),
        height,
        0.0022,
        [opening],
        steps=2,
        grid_m=0.022,
        hole_bevel_m=0.001,
    )

    outer = rounded([(-0.12, -0.0625), (0.12, -0.0625), (0.12, 0.0625), (-0.12, 0.0625)], 0.004, 0.04)
    strip = rounded([(-0.0006, -0.014), (0.0006, -0.014), (0.0006, 0.014), (-0.0006, 0.014)], 0.0004, 0.03, 1)
    blue = painted(sweep(np.column_stack([outer, np.full(len(outer), 0.020)]), strip, closed=True), "#1f6fb2")
    print_ = plate(ellipse(0.084, 0.042, 36), 0.0008, 0.0003, [ellipse(0.065, 0.024, 28)], steps=1, grid_m=0.03)
    ring = painted(moved(print_, (0.0, 0.0, height - 0.0002)), "#bfdcee")

    label = painted(moved(box((0.10, 0.0012, 0.012), 0.0005), (-0.045, -0.0625, 0.052)), "#1f6fb2")
    size = painted(
        moved(plate(ellipse(0.011, 0.011, 18), 0.0016, 0.0006, steps=1), (0.09, -0.062, 0.05), ("x", 90.0)), "#e8a33d"
    )
    nodes = (
        Node("box", "foam", joined(painted(walls, "#f1f4f5"), blue, ring, label, size)),
        Node("glove", "foam", moved(_glove(), (0.0, 0.0, height - 0.018))),
    )
    return Item("glove-box", nodes, {"opening": (0.0, 0.0, height)}, azimuth_deg=-62, elevation_deg=34)


ITEMS = (kit_bag, glove_box)
