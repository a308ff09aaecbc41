"""The patient monitor.

monitor  29 x 15 x 24 cm without the handle. Origin: middle of its resting plane; the screen looks to -y.
         Node `screen` is a flat rectangle with texture coordinates 0..1 (u to the right, v up), for a live picture.
"""

from __future__ import annotations

import numpy as np

from assets.recipes.equipment.forms import box, curve, plate, quads, tube, turned
from assets.recipes.equipment.outline import rounded
from assets.recipes.equipment.solid import Floats, Item, Node, Solid, Vec3, joined, mixed, moved, painted, solid, warped

SCREEN_M = (0.200, 0.150)
SCREEN_AT: Vec3 = (-0.028, -0.0790, 0.128)
LEADS = ("#3fa05a", "#3a6ea8", "#d9dde0")


def _screen() -> Solid:
    rows, columns = 2, 2
    u, v = np.meshgrid(np.linspace(0, 1, columns), np.linspace(0, 1, rows), indexing="xy")
    uv = np.stack([u.ravel(), v.ravel()], axis=1)
    x, z = (uv[:, 0] - 0.5) * SCREEN_M[0] + SCREEN_AT[0], (uv[:, 1] - 0.5) * SCREEN_M[1] + SCREEN_AT[2]
    flat = solid(
        np.stack([x, np.full(len(x), SCREEN_AT[1]), z], axis=1),
        np.tile([0.0, -1.0, 0.0], (len(x), 1)),
        quads(rows, columns)[:, ::-1],
    )
    dark = painted(flat, "#0d1519")
    return Solid(dark.vertices, dark.normals, dark.faces, dark.colours, uv)


def _front(pattern: Solid, y_m: float) -> Solid:
    """A plate drawn in x and height, put upright so that it looks to -y; its back lies at y_m."""
    return moved(pattern, (0.0, y_m, 0.0), ("x", 90.0))


def _knob(x: float, z: float) -> Solid:
    profile = np.array(
        [(0.017, 0.0), (0.017, 0.006), (0.0155, 0.0105), (0.013, 0.0125), (0.006, 0.0132), (0.0004, 0.0132)]
    )
    knob = warped(turned(profile, 36), _fluted)
    mark = moved(box((0.003, 0.010, 0.0016), 0.0006, steps=1), (0.0, 0.008, 0.0134))
    return moved(joined(painted(knob, "#39434b"), painted(mark, "#e9eef1")), (x, -0.0775, z), ("x", 90.0))


def _fluted(p: Floats) -> Floats:
    angle = np.arctan2(p[:, 1], p[:, 0])
    scale = 1.0 - 0.035 * (0.5 + 0.5 * np.cos(angle * 18))
    return np.stack([p[:, 0] * scale, p[:, 1] * scale, p[:, 2]], axis=1)


def monitor() -> Item:
    """Dark case with a bezel, buttons, a knob, a handle and three lead stubs."""
    case = moved(box((0.290, 0.140, 0.235), 0.024, steps=3, cuts=3), (0.0, -0.004, 0.1235))

    def tapered(p: Floats) -> Floats:
        out = p.copy()
        back = np.clip((p[:, 1] + 0.02) / 0.09, 0.0, 1.0)
        out[:, 0] *= 1.0 - 0.10 * back
        out[:, 2] = 0.006 + (p[:, 2] - 0.006) * (1.0 - 0.08 * back)
        return out

    body = painted(warped(case, tapered), lambda v, n: mixed("#4a565f", "#5b6872", v[:, 2] / 0.24))
    a, b = SCREEN_M[0] / 2, SCREEN_M[1] / 2
    cx, cz = SCREEN_AT[0], SCREEN_AT[2]
    bezel = plate(
        rounded([(-0.143, 0.010), (0.143, 0.010), (0.143, 0.236), (-0.143, 0.236)], 0.020, 0.02),
        0.010,
        0.004,
        [rounded([(cx - a, cz - b), (cx + a, cz - b), (cx + a, cz + b), (cx - a, cz + b)], 0.004, 0.02, 2)],
        steps=3,
        grid_m=0.03,
        hole_bevel_m=0.003,
    )
    bezel = painted(_front(bezel, -0.0745), "#2a3238")
    keys = []
    for k in range(4):
        keys.append(painted(moved(box((0.026, 0.006, 0.013), 0.0028), (0.109, -0.085, 0.190 - k * 0.021)), "#77858f"))
    keys.append(painted(moved(box((0.026, 0.006, 0.016), 0.0028), (0.109, -0.085, 0.216)), "#d9483b"))
    lamp = painted(moved(box((0.11, 0.010, 0.008), 0.0035), (cx, -0.070, 0.2405)), "#e8b23d")
    loop = np.array(
        [
            (-0.095, 0.0, 0.225),
            (-0.093, 0.0, 0.262),
            (-0.075, 0.0, 0.279),
            (0.0, 0.0, 0.283),
            (0.075, 0.0, 0.279),
            (0.093, 0.0, 0.262),
            (0.095, 0.0, 0.225),
        ]
    )
    handle = painted(tube(curve(loop, 3), 0.0115, 12, up=(0.0, 1.0, 0.0)), "#2a3238")
    feet = [
        painted(moved(box((0.03, 0.03, 0.012), 0.004), (x, y, 0.006)), "#1b2024")
        for x in (-0.1, 0.1)
        for y in (-0.05, 0.04)
    ]
    stubs, sockets = [], {"screen": SCREEN_AT, "handle": (0.0, 0.0, 0.283)}
    for k, colour in enumerate(LEADS):
        z, y = 0.165 - 0.036 * k, -0.03
        collar = moved(
            turned(
                np.array(
                    [
                        (0.0115, 0.0),
                        (0.0115, 0.004),
                        (0.010, 0.006),
                        (0.007, 0.007),
                        (0.007, 0.02),
                        (0.006, 0.024),
                        (0.0004, 0.024),
                    ]
                ),
                16,
            ),
            (-0.141, y, z),
            ("y", -90.0),
        )
        path = np.array(
            [(-0.160, y, z), (-0.180, y, z - 0.002), (-0.196, y - 0.004, z - 0.018), (-0.199, y - 0.006, z - 0.045)]
        )
        stubs += [painted(collar, colour), painted(tube(curve(path, 4), 0.0032, 8, up=(0.0, 1.0, 0.0)), "#59646c")]
        sockets[f"lead.{k + 1}"] = (-0.199, y - 0.006, z - 0.045)
    nodes = (
        Node("case", "plastic", joined(body, bezel, handle)),
        Node("controls", "plastic", joined(*keys, _knob(0.109, 0.075), lamp, *stubs)),
        Node("feet", "foam", joined(*feet)),
        Node("screen", "screen", _screen()),
    )
    return Item("monitor", nodes, sockets, azimuth_deg=-68, elevation_deg=20)


ITEMS = (monitor,)
