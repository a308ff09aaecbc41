"""Padding and cloth: towel-folded, head-pad (20 mm), void-roll, blanket, gym-mat.

Origin: the middle of the resting plane. The folded edge of towel and blanket looks to -y.
The void roll lies along y, to go under a hollow of the back.
"""

from __future__ import annotations

import numpy as np

from assets.recipes.equipment.forms import box, plate, turned
from assets.recipes.equipment.outline import rounded
from assets.recipes.equipment.solid import Floats, Item, Node, Solid, joined, mixed, moved, painted, warped


def folded(size_m: tuple[float, float, float], layers: int, colours: tuple[str, str]) -> Solid:
    """Cloth folded in layers that sag towards the corners; every second layer lies a little back."""
    length, depth, height = size_m
    sheet = height / layers
    pieces = []
    for k in range(layers):
        slack = 0.003 * np.sin(k * 2.4)
        one = box((length - 0.003 * (k % 2), depth - 0.004 * (k % 2), sheet * 1.12), sheet * 0.56, steps=3, cuts=6)
        pieces.append(moved(one, (slack * 0.5, slack, sheet * (k + 0.5))))
    whole = joined(*pieces)

    def settled(p: Floats) -> Floats:
        out = p.copy()
        share = np.clip(p[:, 2] / height, 0.0, 1.1)
        edge = (2 * np.abs(p[:, 0]) / length) ** 4 + (2 * np.abs(p[:, 1]) / depth) ** 4
        wave = 0.002 * np.sin(p[:, 0] * 23.0 + 1.0) * np.cos(p[:, 1] * 19.0)
        out[:, 2] = np.maximum(p[:, 2] + share * (wave - 0.07 * height * edge), 0.0)
        return out

    def tone(v: Floats, n: Floats) -> Floats:
        return mixed(colours[0], colours[1], 0.5 + 0.5 * np.sin(v[:, 0] * 9.0 + v[:, 1] * 5.0))

    return painted(warped(whole, settled), tone)


def towel() -> Item:
    """A small folded towel, 24 x 20 x 3.6 cm."""
    return Item("towel-folded", (Node("cloth", "cloth", folded((0.24, 0.20, 0.036), 3, ("#d9e6ea", "#cfdfe5"))),))


def blanket() -> Item:
    """A folded blanket, 46 x 36 x 9 cm."""
    cloth = folded((0.46, 0.36, 0.09), 4, ("#5f8a92", "#6a959c"))
    return Item("blanket", (Node("cloth", "cloth", cloth),))


def head_pad() -> Item:
    """A firm pad of 20 mm for behind the head."""
    outline = rounded([(-0.09, -0.11), (0.09, -0.11), (0.09, 0.11), (-0.09, 0.11)], 0.03, 0.03)

    def hollow(p: Floats) -> Floats:
        out = p.copy()
        out[:, 2] = p[:, 2] * (1.0 - 0.2 * np.exp(-(p[:, 0] ** 2 + p[:, 1] ** 2) / 0.004))
        return out

    pad = painted(warped(plate(outline, 0.020, 0.008, steps=3, grid_m=0.025), hollow), "#8aa0ad")
    return Item("head-pad", (Node("pad", "foam", pad),), {"head": (0.0, 0.0, 0.017)})


def void_roll() -> Item:
    """A rolled towel, 30 cm long and 7 cm thick."""
    r, half = 0.035, 0.15
    rings = [(0.0005, -half + 0.004)]
    for k in range(1, 5):
        rings += [(r * k / 5 - 0.002, -half + 0.0035), (r * k / 5, -half + 0.007), (r * k / 5 + 0.002, -half + 0.0035)]
    shoulder = [(r - 0.004, -half + 0.001), (r - 0.001, -half + 0.004), (r, -half + 0.010)]
    middle = [(r, z) for z in (-0.128, -0.1275, -0.1025, -0.102, -0.05, 0.0, 0.05, 0.102, 0.1025, 0.1275, 0.128)]
    profile = np.array(
        [*rings, *shoulder, *middle, *[(a, -z) for a, z in shoulder[::-1]], *[(a, -z) for a, z in rings[::-1]]]
    )
    body = turned(profile, 28)

    def soft(p: Floats) -> Floats:
        angle = np.arctan2(p[:, 1], p[:, 0])
        scale = 1.0 + 0.035 * np.cos(angle * 2 + p[:, 2] * 7.0) - 0.02 * np.cos(p[:, 2] * 40.0) * np.cos(angle)
        return np.stack([p[:, 0] * scale, p[:, 1] * scale, p[:, 2]], axis=1)

    def tone(v: Floats, n: Floats) -> Floats:
        groove = np.abs(n[:, 2]) > 0.4
        base = mixed("#e4e9ea", "#d9e0e2", 0.5 + 0.5 * np.sin(v[:, 2] * 30.0))
        on = (np.abs(np.abs(v[:, 2]) - 0.115) < 0.01275)[:, None]
        base = np.where(on, mixed("#7fa9b8", "#7fa9b8", v[:, 2] * 0.0), base)
        return base * np.where(groove, 0.86, 1.0)[:, None]

    roll = moved(painted(warped(body, soft), tone), (0.0, 0.0, r), ("x", 90.0))
    flap = painted(moved(box((0.02, 0.292, 0.003), 0.0014, cuts=4), (0.026, 0.0, 0.012), ("y", 48.0)), "#d3dadd")
    return Item("void-roll", (Node("cloth", "cloth", joined(roll, flap)),))


def gym_mat() -> Item:
    """A thin exercise mat, 2.1 x 0.9 m, in two halves with a fold."""
    halves = []
    for s in (1, -1):
        outline = rounded([(-0.52, -0.45), (0.52, -0.45), (0.52, 0.45), (-0.52, 0.45)], 0.03, 0.08)
        halves.append(moved(plate(outline, 0.022, 0.008, steps=2, grid_m=0.10), (s * 0.527, 0.0, 0.0)))
    mat = painted(joined(*halves), "#7d99a8")
    return Item("gym-mat", (Node("mat", "foam", mat),), {"top": (0.0, 0.0, 0.022)})


ITEMS = (towel, blanket, head_pad, void_roll, gym_mat)
