"""The automated external defibrillator, its leads, and the mask that breaths are given through.

aed          24 x 21 x 8 cm. Origin: middle of its resting plane; the user's side -y, the socket of the leads at -x.
aed-leads-*  from the AED to the pads of a patient who lies at the origin, one item for each way of placing them
             (`right-and-side`, `both-front`, `belly`). Origin: the world's; the socket is where `AT` says.
pocket-mask  on a face: crown +x, away from the face +z. Origin: between the corners of the mouth, on the skin.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from assets.recipes.equipment.forms import box, curve, plate, quads, tube, turned
from assets.recipes.equipment.outline import circle, rounded
from assets.recipes.equipment.solid import Floats, Item, Node, Solid, Vec3, joined, mixed, moved, painted, solid, warped

AT: Vec3 = (0.835, -0.472, 0.045)
"""Where the leads leave the AED: what the scenes' place for it must agree with."""
SHELL, DARK, TEAL, GREEN, ORANGE = "#eef2f3", "#2c353b", "#1d8a8c", "#37a257", "#f08a24"


def _heart(scale_m: float) -> Floats:
    t = np.linspace(0.0, 2.0 * np.pi, 48, endpoint=False)
    x, y = 16 * np.sin(t) ** 3, 13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)
    outline = np.stack([x, y + 1.5], axis=1)[::-1] * scale_m / 16.0
    return np.ascontiguousarray(outline)


def _bolt(scale_m: float) -> Floats:
    points = [(0.25, 1.0), (-0.50, -0.10), (-0.05, -0.10), (-0.25, -1.0), (0.50, 0.18), (0.05, 0.18)]
    return np.array(points) * scale_m


def _flat(outline: Floats, z_m: float, colour: str) -> Solid:
    """A sign printed on top: a flat fan from the middle, which sees every corner."""
    corners = np.column_stack([outline, np.full(len(outline), z_m)])
    vertices = np.concatenate([[[0.0, 0.0, z_m]], corners])
    here = np.arange(1, len(corners) + 1)
    faces = np.stack([np.zeros_like(here), here, np.roll(here, -1)], axis=1)
    (ax, ay), (bx, by) = outline[0], outline[1]
    if ax * by - ay * bx < 0.0:
        faces = faces[:, ::-1]
    return painted(solid(vertices, np.tile([0.0, 0.0, 1.0], (len(vertices), 1)), faces), colour)


def _button(radius_m: float, colour: str, at: Vec3) -> Solid:
    profile = np.array(
        [
            (radius_m, 0.0),
            (radius_m, 0.003),
            (0.88 * radius_m, 0.0052),
            (0.5 * radius_m, 0.0062),
            (0.0004, 0.0064),
        ]
    )
    return moved(painted(turned(profile, 30), colour), at)


def aed() -> Item:
    """A light case with a carrying handle, a screen, a green power key, an orange shock key and the sign of a heart."""
    body = box((0.240, 0.190, 0.074), 0.026, steps=4, cuts=2)

    def tapered(p: Floats) -> Floats:
        out = p.copy()
        up = np.clip((p[:, 2] + 0.037) / 0.074, 0.0, 1.0)
        out[:, :2] *= (1.0 - 0.07 * up)[:, None]
        return out

    case = painted(
        moved(warped(body, tapered), (0.0, 0.0, 0.041)), lambda v, n: mixed("#d5dcdf", SHELL, v[:, 2] / 0.06)
    )
    band = painted(moved(box((0.2440, 0.1940, 0.016), 0.008, steps=3), (0.0, 0.0, 0.026)), TEAL)
    feet = [
        painted(moved(box((0.04, 0.03, 0.010), 0.004), (x, y, 0.005)), "#1b2024")
        for x in (-0.08, 0.08)
        for y in (-0.06, 0.06)
    ]
    loop = np.array(
        [
            (-0.062, 0.086, 0.050),
            (-0.060, 0.110, 0.050),
            (-0.040, 0.124, 0.050),
            (0.040, 0.124, 0.050),
            (0.060, 0.110, 0.050),
            (0.062, 0.086, 0.050),
        ]
    )
    handle = painted(tube(curve(loop, 4), 0.0105, 12), DARK)
    top = 0.0775
    panel = moved(
        painted(
            plate(
                rounded([(-0.098, -0.076), (0.098, -0.076), (0.098, 0.072), (-0.098, 0.072)], 0.016, 0.02),
                0.003,
                0.0012,
            ),
            DARK,
        ),
        (0.0, 0.0, top),
    )
    z = top + 0.003
    screen = moved(painted(box((0.086, 0.050, 0.003), 0.001), "#bfe6d8"), (-0.044, 0.036, z + 0.0005))
    lines = [
        moved(
            painted(box((0.060 - 0.018 * (k == 2), 0.004, 0.001), 0.0004, steps=1), "#2e6b5d"),
            (-0.046, 0.050 - 0.013 * k, z + 0.0023),
        )
        for k in range(3)
    ]
    # The sign by which it is found: a white heart with a bolt in it, on green.
    sign = moved(
        painted(
            plate(
                rounded([(-0.026, -0.026), (0.026, -0.026), (0.026, 0.026), (-0.026, 0.026)], 0.006, 0.02),
                0.0014,
                0.0005,
            ),
            GREEN,
        ),
        (0.052, 0.038, z),
    )
    heart = moved(_flat(_heart(0.018), 0.0, "#ffffff"), (0.052, 0.037, z + 0.0016))
    bolt = moved(_flat(_bolt(0.0105), 0.0, GREEN), (0.052, 0.038, z + 0.0019))
    power = _button(0.0165, GREEN, (-0.060, -0.034, z))
    tick = moved(painted(box((0.0030, 0.014, 0.0014), 0.0005, steps=1), "#ffffff"), (-0.060, -0.033, z + 0.0066))
    shock = _button(0.0235, ORANGE, (0.044, -0.034, z))
    shock_bolt = moved(_flat(_bolt(0.0125), 0.0, "#ffffff"), (0.044, -0.034, z + 0.0067))
    ring = moved(
        painted(plate(circle(0.0285, 40), 0.0022, 0.0009, [circle(0.0245, 40)]), "#5b6872"), (0.044, -0.034, z)
    )
    socket = moved(painted(box((0.020, 0.052, 0.026), 0.006, steps=2), DARK), (-0.118, -0.020, 0.045))
    lamp = moved(painted(box((0.010, 0.010, 0.0024), 0.001), "#7ee2a0"), (-0.012, -0.034, z + 0.0005))
    nodes = (
        Node("case", "plastic", joined(case, band, panel, socket)),
        Node("handle", "foam", joined(handle, *feet)),
        Node("keys", "plastic", joined(sign, heart, bolt, power, tick, shock, shock_bolt, ring, lamp)),
        Node("face", "screen", joined(screen, *lines)),
    )
    sockets = {"leads": (-0.128, -0.020, 0.045), "near": (0.0, -0.095, 0.06), "handle": (0.0, 0.124, 0.050)}
    return Item("aed", nodes, sockets, azimuth_deg=-62, elevation_deg=38)


# Where the leads end, and what they lie on, for a patient who lies straight (x towards the head, his left -y).
_OVER_NECK: tuple[Vec3, ...] = ((0.660, -0.200, 0.012), (0.590, -0.120, 0.118), (0.535, -0.045, 0.215))
_BESIDE: tuple[Vec3, ...] = ((0.610, -0.340, 0.010), (0.420, -0.330, 0.010))
_ENDS: dict[str, tuple[tuple[Vec3, ...], tuple[Vec3, ...]]] = {
    "right-and-side": (
        (*_OVER_NECK, (0.500, 0.030, 0.236), (0.478, 0.070, 0.226)),
        (*_BESIDE, (0.310, -0.245, 0.070), (0.292, -0.180, 0.190), (0.256, -0.122, 0.240)),
    ),
    "both-front": (
        (*_OVER_NECK, (0.470, 0.020, 0.262), (0.405, 0.045, 0.272)),
        ((0.610, -0.300, 0.012), (0.520, -0.210, 0.150), (0.455, -0.110, 0.252), (0.405, -0.060, 0.270)),
    ),
    "belly": (
        (*_OVER_NECK, (0.500, 0.030, 0.236), (0.478, 0.070, 0.226)),
        (*_BESIDE, (0.250, -0.300, 0.040), (0.185, -0.190, 0.215), (0.150, -0.080, 0.268)),
    ),
}
_TWIN_M = 0.006


def _leads(place: str) -> Item:
    ways = []
    for side, ends in zip((-1.0, 1.0), _ENDS[place], strict=True):
        start = np.array(AT) + np.array([0.0, 0.5 * side * _TWIN_M, 0.0])
        floor = (AT[0] - 0.07, AT[1] + 0.03 * side, 0.010)
        ways.append(painted(tube(curve(np.array([tuple(start), floor, *ends]), 7), 0.0027, 8), "#c9d1d5"))
        ways.append(painted(moved(box((0.016, 0.016, 0.008), 0.003), ends[-1]), DARK))
    plug = painted(moved(box((0.030, 0.030, 0.018), 0.005), AT), DARK)
    return Item(f"aed-leads-{place}", (Node("leads", "foam", joined(*ways, plug)),), {}, icon_width_m=0.5)


def _maker(place: str) -> Callable[[], Item]:
    return lambda: _leads(place)


def pocket_mask() -> Item:
    """A soft cushion in the shape of a face, a clear dome over it, a valve to blow through and a strap's two lugs."""
    t = np.linspace(0.0, 2.0 * np.pi, 56, endpoint=False)
    # Narrow over the nose (+x), broad over the chin, as a pear.
    broad = 0.041 - 0.010 * np.cos(t)
    ring = np.stack([0.056 * np.cos(t) + 0.006, broad * np.sin(t), 0.012 + 0.004 * np.cos(2 * t)], axis=1)
    closed = np.concatenate([ring, ring[:1]])
    cushion = painted(tube(closed, 0.0105, 12), "#9fd3dc")
    rows = []
    for share in np.linspace(0.0, 1.0, 9):
        near = np.cos(0.5 * np.pi * share) ** 0.8 if share < 1.0 else 0.0
        up = 0.018 + 0.034 * np.sin(0.5 * np.pi * share)
        middle = np.array([0.004, 0.0, 0.0])
        rows.append(np.column_stack([(ring[:, :2] - middle[:2]) * max(near, 0.20) + middle[:2], np.full(len(t), up)]))
    dome = _lofted(rows)
    profile = [(0.0125, 0.0), (0.0125, 0.018), (0.0105, 0.020), (0.0095, 0.030), (0.0080, 0.031), (0.0004, 0.031)]
    valve = moved(painted(turned(np.array(profile), 26), "#e8eef0"), (0.004, 0.0, 0.049))
    filter_ = moved(
        painted(turned(np.array([(0.018, 0.0), (0.018, 0.005), (0.016, 0.007), (0.0004, 0.007)]), 28), "#3a8fa8"),
        (0.004, 0.0, 0.055),
    )
    lugs = [painted(moved(box((0.014, 0.012, 0.004), 0.0018), (0.004, y, 0.022)), "#e8eef0") for y in (-0.052, 0.052)]
    nodes = (
        Node("cushion", "foam", cushion),
        Node("dome", "clear", dome),
        Node("valve", "plastic", joined(valve, filter_, *lugs)),
    )
    return Item("pocket-mask", nodes, {"left": (0.0, 0.045, 0.02), "right": (0.0, -0.045, 0.02)}, elevation_deg=35)


def _lofted(rows: list[Floats]) -> Solid:
    """A surface through rings of as many points each, from the lowest to the highest."""
    vertices = np.concatenate(rows)
    faces = quads(len(rows), len(rows[0]), wrap_columns=True)[:, ::-1]
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    normals = np.zeros_like(vertices)
    for k in range(3):
        np.add.at(normals, faces[:, k], np.cross(b - a, c - a))
    outwards = np.sign((normals * (vertices - vertices.mean(axis=0))).sum())
    if outwards < 0.0:
        faces, normals = faces[:, ::-1], -normals
    return painted(solid(vertices, normals, faces), "#d9f0f4")


ITEMS = (aed, *(_maker(place) for place in _ENDS), pocket_mask)
