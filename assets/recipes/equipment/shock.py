"""Care for somebody in shock: oxygen and warmth.

oxygen-bottle   2 L, 45 cm tall with its regulator. Origin: middle of its resting plane.
oxygen-mask     with its reservoir bag, as worn. Origin: before the mouth; crown +x, out of the face +z.
blanket-spread  over chest and hips of somebody on the back. Origin: under the navel, on what he lies on; head +x.
"""

from __future__ import annotations

import numpy as np

from assets.recipes.equipment.forms import box, curve, quads, sweep, tube, turned
from assets.recipes.equipment.outline import ellipse
from assets.recipes.equipment.solid import Floats, Item, Node, joined, mixed, moved, painted, solid, srgb, warped

BLACK = "#23282d"


def oxygen_bottle() -> Item:
    """A small bottle with its regulator and the flow's dial."""
    profile = [
        (0.0005, 0.0),
        (0.046, 0.0),
        (0.052, 0.006),
        (0.052, 0.27),
        (0.048, 0.30),
        (0.034, 0.325),
        (0.020, 0.338),
    ]
    bottle = painted(turned(np.array([*profile, (0.0005, 0.338)]), 28), lambda v, n: np.where(
        v[:, 2:] > 0.285, srgb("#f4f6f7"), srgb("#2f4f6d")))  # fmt: skip
    neck = painted(turned(np.array([(0.0005, 0.33), (0.017, 0.33), (0.017, 0.36), (0.0005, 0.36)]), 18), "#aab4bb")
    valve = painted(moved(box((0.085, 0.036, 0.034), 0.008, 2), (0.012, 0.0, 0.378)), "#c3ccd2")
    face = [(0.0005, 0.0), (0.022, 0.0), (0.024, 0.004), (0.024, 0.014), (0.0005, 0.016)]
    dial = painted(moved(turned(np.array(face), 22), (0.0, -0.018, 0.378), ("x", 90.0)), "#f4f6f7")
    knob = painted(moved(turned(np.array([(0.0005, 0.0), (0.016, 0.0), (0.018, 0.022), (0.0005, 0.024)]), 16),
                         (0.055, 0.0, 0.378), ("y", 90.0)), "#2c9c57")  # fmt: skip
    grip = painted(tube(curve(np.array([(-0.03, 0.0, 0.39), (-0.03, 0.0, 0.43), (0.01, 0.0, 0.445), (0.05, 0.0, 0.43),
                                        (0.05, 0.0, 0.395)]), 4), 0.006, 8, up=(0.0, 1.0, 0.0)), BLACK)  # fmt: skip
    nodes = (
        Node("bottle", "plastic", joined(bottle, grip, knob)),
        Node("regulator", "metal", joined(neck, valve)),
        Node("dial", "plastic", dial),
    )
    return Item("oxygen-bottle", nodes, {}, azimuth_deg=-55, elevation_deg=18)


def oxygen_mask() -> Item:
    """A clear mask over nose and mouth, its reservoir bag on the chest, the strap and the line."""

    def cup(p: Floats) -> Floats:
        """A dome of 5 cm drawn into an oval, deeper towards the forehead, its rim bent round the cheeks."""
        out = p * np.array([1.20, 0.86, 1.0])
        out[:, 2] = out[:, 2] * (0.82 + 2.2 * out[:, 0]) - 21.0 * out[:, 1] ** 2
        return out

    t = np.radians(np.linspace(0.0, 89.5, 14))
    dome = turned(np.stack([0.050 * np.cos(t), 0.050 * np.sin(t)], axis=1), 48)
    clear = painted(warped(dome, cup), "#cfe6e2")
    edge = np.column_stack([ellipse(0.050, 0.050, 48), np.zeros(48)])
    rim = sweep(cup(edge), ellipse(0.0036, 0.0030, 8), closed=True)
    port = painted(moved(turned(np.array([(0.0005, 0.0), (0.012, 0.0), (0.012, 0.026), (0.0005, 0.027)]), 18),
                         (-0.018, 0.0, 0.036), ("y", -38.0)), "#8fc7b6")  # fmt: skip
    bag = moved(warped(box((0.150, 0.092, 0.030), 0.0145, 3, 9), _pillow), (-0.126, 0.0, 0.041), ("y", -5.0))
    way = [(-0.052, 0.0, 0.056), (-0.075, 0.034, 0.060), (-0.060, 0.105, 0.010), (0.010, 0.170, -0.120)]
    way += [(0.120, 0.260, -0.205), (0.300, 0.380, -0.212)]
    line = tube(curve(np.array(way), 6), 0.0034, 8)
    straps = [
        sweep(
            curve(
                np.array(
                    [
                        (-0.004, s * 0.042, 0.002),
                        (0.012, s * 0.072, -0.020),
                        (0.030, s * 0.084, -0.070),
                        (0.040, s * 0.074, -0.115),
                    ]
                ),
                5,
            ),
            ellipse(0.0016, 0.0040, 8),
            up=(0.0, float(s), 0.0),
        )
        for s in (1, -1)
    ]
    nodes = (
        Node("mask", "plastic", joined(clear, painted(rim, "#a9d3cb"), port)),
        Node("bag", "plastic", painted(bag, "#d3e6e1")),
        Node("line", "plastic", painted(line, "#7fbfa9")),
        Node("straps", "cloth", painted(joined(*straps), "#e9eeee")),
    )
    return Item("oxygen-mask", nodes, {}, azimuth_deg=-60, elevation_deg=34)


def _pillow(p: Floats) -> Floats:
    """A filled bag: fullest in the middle, flat at its edges."""
    out = p.copy()
    edge = (p[:, 0] / 0.075) ** 4 + (p[:, 1] / 0.046) ** 4
    out[:, 2] *= np.clip(1.35 - 0.95 * edge, 0.22, 1.35) * (1.0 + 0.10 * np.sin(p[:, 0] * 90.0))
    return out


# How high somebody on the back is, from the middle outwards (m), and along the body as a share of that.
_HIGH_M = (
    (0.0, 0.286),
    (0.10, 0.286),
    (0.20, 0.238),
    (0.26, 0.200),
    (0.31, 0.165),
    (0.37, 0.105),
    (0.41, 0.020),
    (0.45, 0.005),
)
_ALONG = ((-0.20, 0.93), (-0.10, 0.98), (0.0, 1.0), (0.24, 1.0), (0.30, 0.95), (0.38, 0.86))


def blanket_spread() -> Item:
    """The blanket laid over him from the shoulders to the hips, so that the thighs stay in sight."""
    xs, ys = np.linspace(-0.20, 0.36, 30), np.linspace(-0.45, 0.45, 46)
    x, y = (grid.ravel() for grid in np.meshgrid(xs, ys, indexing="ij"))
    along, across = (np.array(rows) for rows in (_ALONG, _HIGH_M))
    z = np.interp(np.abs(y), across[:, 0], across[:, 1]) * np.interp(x, along[:, 0], along[:, 1])
    folds = 0.006 * np.sin(x * 26.0 + 2.0 * np.sin(y * 7.0)) * np.clip((np.abs(y) - 0.08) / 0.2, 0.0, 1.0)
    z = np.maximum(_softened(z.reshape(30, 46)).ravel() + folds + 0.006, 0.005)
    top = np.stack([x, y, z], axis=1)
    normal = _normals(top.reshape(30, 46, 3)).reshape(-1, 3)
    under = top - normal * 0.005
    faces = quads(30, 46)
    edge = np.concatenate(
        [np.arange(46), np.arange(1, 30) * 46 + 45, 29 * 46 + np.arange(44, -1, -1), np.arange(28, 0, -1) * 46]
    )
    along_edge = np.roll(top[edge], -1, axis=0) - np.roll(top[edge], 1, axis=0)
    outward = np.cross(normal[edge], along_edge)
    rim = np.concatenate([top[edge], under[edge]])
    count, many = len(top), len(edge)
    here = np.arange(many) + 2 * count
    then = np.roll(here, -1)
    sides = np.concatenate(
        [np.stack([here, then, here + many], axis=1), np.stack([then, then + many, here + many], axis=1)]
    )
    if float((outward * (top[edge] - top.mean(axis=0)))[:, :2].sum()) < 0.0:
        outward = -outward
    sheet = solid(
        np.concatenate([top, under, rim]),
        np.concatenate([normal, -normal, outward, outward]),
        np.concatenate([faces, faces[:, ::-1] + count, sides]),
    )
    cloth = painted(sheet, lambda v, n: mixed("#5f8a92", "#74a0a6", 0.5 + 0.5 * np.sin(v[:, 0] * 55.0)))
    return Item("blanket-spread", (Node("cloth", "cloth", cloth),), {}, azimuth_deg=-60, elevation_deg=34)


def _softened(z: Floats) -> Floats:
    """The same heights with their corners rounded."""
    for _ in range(3):
        padded = np.pad(z, 1, mode="edge")
        z = 0.5 * z + 0.125 * (padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:])
    return z


def _normals(grid: Floats) -> Floats:
    """Upward normals (N, M, 3) of a grid of points (N, M, 3)."""
    across = np.cross(np.gradient(grid, axis=0), np.gradient(grid, axis=1))
    return np.asarray(across / np.sqrt((across**2).sum(axis=-1, keepdims=True)))


ITEMS = (oxygen_bottle, oxygen_mask, blanket_spread)
