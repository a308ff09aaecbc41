"""Protective equipment as it lies ready, and what stands at the door of an isolation room.

isolation-gown  folded, 32 x 24 x 6 cm. Origin: middle of the resting plane; long side x.
respirator      cup with two straps. Origin: between the wearer's eyes; front +x, wearer's left +y, crown +z.
goggles         closed all round, with a band. Origin and axes as the respirator's.
exam-gloves     a pair, laid on each other. Origin: middle of the resting plane; fingers +x.
rub-stand       stand with a tray for a bottle, 0.87 m high. Origin: middle of the foot; the tray is at -x.
waste-bin       yellow pedal bin. Origin: middle of the resting plane; pedal -y.

Nodes named `band` are the straps as they hang; on a head the stage draws them round it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from assets.recipes.equipment.forms import box, curve, plate, quads, sweep, tube, turned
from assets.recipes.equipment.outline import rounded
from assets.recipes.equipment.solid import (
    Floats,
    Ints,
    Item,
    Node,
    Solid,
    joined,
    mirrored_y,
    mixed,
    moved,
    painted,
    solid,
    warped,
)

GOWN, GOWN_SEAM, MASK, ELASTIC, NITRILE = "#a8c9de", "#8fb4cc", "#f1f4f4", "#e9d9a8", "#4d6bb8"
STEEL, WHITE, TEAL, YELLOW, DARK = "#aeb9c0", "#eef2f3", "#2f8f9d", "#e8c23a", "#3a444b"


def isolation_gown() -> Item:
    """Folded twice, the ties laid on top."""
    layers = []
    for k, (long, wide) in enumerate(((0.320, 0.240), (0.316, 0.236), (0.312, 0.230), (0.306, 0.226))):
        sheet = warped(box((long, wide, 0.0155), 0.0072, 2, 5), _rumpled(0.0016, 3.0 * k))
        layers.append(painted(moved(sheet, (0.0015 * (k % 2), 0.002 * k, 0.0082 + 0.0145 * k)), GOWN))
    fold = moved(box((0.10, 0.236, 0.012), 0.0055, 2, 4), (0.10, 0.004, 0.064))
    layers.append(painted(warped(fold, _rumpled(0.0014, 7.0)), "#9dc1d8"))
    tie = np.array([(-0.06, -0.09, 0.063), (-0.09, -0.03, 0.066), (-0.05, 0.03, 0.064), (-0.08, 0.09, 0.063)])
    thin = rounded([(-0.009, -0.001), (0.009, -0.001), (0.009, 0.001), (-0.009, 0.001)], 0.0008, 0.02, 1)
    layers.append(painted(sweep(curve(tie, 6), thin), GOWN_SEAM))
    return Item("isolation-gown", (Node("gown", "cloth", joined(*layers)),), azimuth_deg=-62, elevation_deg=36)


def _rumpled(height_m: float, phase: float) -> Callable[[Floats], Floats]:
    def bent(p: Floats) -> Floats:
        out = p.copy()
        out[:, 2] += height_m * np.sin(p[:, 0] * 34.0 + phase) * np.cos(p[:, 1] * 27.0 + 0.6 * phase)
        return out

    return bent


# ---- on the head: a cup over nose, mouth and chin; its rim lies on the cheeks and a little within them
_RINGS, _SPOKES = 15, 56


def _cup(inset_m: float = 0.0) -> Solid:
    angle = np.arange(_SPOKES) * (2 * np.pi / _SPOKES)
    up, side = np.sin(angle), np.cos(angle)
    high, low = np.maximum(up, 0.0), np.maximum(-up, 0.0)
    # The rim: narrow over the nose, wide over the cheeks, round the chin.
    half = np.where(up > 0.0, 0.060 - 0.040 * high**1.5, 0.060 - 0.014 * low**3)
    rim_y, rim_z = half * side, np.where(up > 0.0, -0.070 + 0.061 * up, -0.070 + 0.064 * up)
    rim_x = np.where(up > 0.0, -0.012 + 0.044 * high**2.2, -0.012 + 0.010 * low**2)
    share = np.linspace(0.0, 1.0, _RINGS)[:, None]
    y, z = rim_y[None] * share, -0.066 + (rim_z[None] + 0.066) * share
    swell = 1.0 - share**3.0
    x = rim_x[None] + (0.082 - rim_x[None]) * swell - inset_m
    x = x + 0.0011 * np.sin(share * 26.0) * (share > 0.35) * (share < 0.9)
    points = np.stack([x, y, z], axis=-1).reshape(-1, 3)
    faces = quads(_RINGS, _SPOKES, wrap_columns=True)
    return _smooth(points, faces, _SPOKES)


def _smooth(points: Floats, faces: Ints, first: int) -> Solid:
    """A surface with normals by its faces; its first points, which fall together, look ahead."""
    corner = points[faces]
    flat = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    total = np.stack(
        [np.bincount(faces.ravel(), np.repeat(flat[:, k], 3), minlength=len(points)) for k in range(3)], axis=1
    )
    total[:first] = (1.0, 0.0, 0.0)
    return solid(points, total, faces)


def _mask_tone(v: Floats, n: Floats) -> Floats:
    return mixed("#dfe7e9", MASK, (v[:, 0] + 0.01) / 0.06)


def respirator() -> Item:
    """A white cup with an outlet-free front, a metal nose piece and two elastic straps."""
    outside = painted(_cup(), _mask_tone)
    rim = _cup().vertices[-_SPOKES:]
    edge = painted(tube(np.concatenate([rim, rim[:1]])[:-1], 0.0022, 6, up=(1.0, 0.0, 0.0), closed=True), "#d5dee1")
    nose = np.array([(0.0245, -0.026, -0.0305), (0.0395, -0.014, -0.020), (0.0455, 0.0, -0.0165)])
    nose = np.concatenate([nose, nose[-2::-1] * np.array([1.0, -1.0, 1.0])])
    flat = rounded([(-0.0026, -0.0008), (0.0026, -0.0008), (0.0026, 0.0008), (-0.0026, 0.0008)], 0.0006, 0.02, 1)
    piece = painted(sweep(curve(nose, 5), flat, up=(1.0, 0.0, 0.6)), STEEL)
    bands = []
    for z, drop, back in ((-0.052, 0.035, -0.060), (-0.086, -0.020, -0.050)):
        loop = np.array([(-0.004, 0.057, z), (-0.035, 0.052, z + drop * 0.6), (back - 0.012, 0.0, z + drop)])
        loop = np.concatenate([loop, loop[-2::-1] * np.array([1.0, -1.0, 1.0])])
        thin = rounded([(-0.003, -0.0006), (0.003, -0.0006), (0.003, 0.0006), (-0.003, 0.0006)], 0.0004, 0.02, 1)
        bands.append(painted(sweep(curve(loop, 7), thin), ELASTIC))
    nodes = (
        Node("cup", "cloth", joined(outside, edge)),
        Node("nose", "metal", piece),
        Node("band", "foam", joined(*bands)),
    )
    return Item("respirator", nodes, azimuth_deg=-35, elevation_deg=20)


def _wrapped(p: Floats) -> Floats:
    """A flat front of goggles (width y, height z, depth x) laid round the face."""
    out = p.copy()
    out[:, 0] = p[:, 0] - 7.6 * p[:, 1] ** 2 - 160.0 * p[:, 1] ** 4
    return out


def _goggle_outline(wide_m: float, tall_m: float, notch_m: float) -> Floats:
    """Broad and rounded, with a notch for the nose; points at even distances."""
    angle = np.arange(720) * (2 * np.pi / 720)
    c, s = np.cos(angle), np.sin(angle)
    y = wide_m / 2 * np.sign(c) * np.abs(c) ** 0.80
    z = tall_m / 2 * np.sign(s) * np.abs(s) ** 0.78
    z = z + np.where(s < 0.0, notch_m * np.exp(-((y / 0.019) ** 2)), 0.0)
    closed = np.column_stack([np.append(y, y[0]), np.append(z, z[0])])
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    at = np.linspace(0.0, run[-1], 73)[:-1]
    return np.column_stack([np.interp(at, run, closed[:, k]) for k in range(2)])


def _rim(outline: Floats, x_m: float) -> Floats:
    """A closed path round the face: an outline in (y, z) at a depth."""
    return _wrapped(np.column_stack([np.full(len(outline), x_m), outline]))


def _pane(outline: Floats, x_m: float) -> Solid:
    """A thin clear front within an outline, a little domed."""
    share = np.linspace(0.0, 1.0, 6)[:, None, None]
    flat = outline[None] * share
    depth = x_m + 0.003 * (1.0 - share[..., :1] ** 2) + 0.0 * flat[..., :1]
    points = _wrapped(np.concatenate([depth, flat], axis=-1).reshape(-1, 3))
    return _smooth(points, quads(6, len(outline), wrap_columns=True), len(outline))


def goggles() -> Item:
    """A clear lens in a soft grey-blue frame that lies close all round."""
    outline = _goggle_outline(0.146, 0.064, 0.018)
    section = rounded([(-0.0032, -0.014), (0.0032, -0.014), (0.0034, 0.012), (-0.0034, 0.012)], 0.002, 0.02, 2)
    frame = painted(sweep(_rim(outline, 0.034), section, up=(1.0, 0.0, 0.0), closed=True), "#7d99a8")
    lens = painted(_pane(outline * 0.985, 0.0415), "#dcecf2")
    buckle = painted(moved(box((0.020, 0.007, 0.026), 0.003, 2), (-0.021, 0.079, 0.002), ("z", -32.0)), DARK)
    loop = np.array([(-0.026, 0.083, 0.002), (-0.070, 0.066, -0.004), (-0.098, 0.0, -0.008)])
    loop = np.concatenate([loop, loop[-2::-1] * np.array([1.0, -1.0, 1.0])])
    wide = rounded([(-0.009, -0.0009), (0.009, -0.0009), (0.009, 0.0009), (-0.009, 0.0009)], 0.0006, 0.02, 1)
    nodes = (
        Node("frame", "foam", joined(frame, buckle, mirrored_y(buckle))),
        Node("lens", "clear", lens),
        Node("band", "cloth", painted(sweep(curve(loop, 8), wide), DARK)),
    )
    return Item("goggles", nodes, azimuth_deg=-35, elevation_deg=20)


def exam_gloves() -> Item:
    """Two gloves laid flat, one a little turned on the other."""
    roots = (
        (-0.034, 0.052, 0.086, 12.0),
        (-0.012, 0.056, 0.100, 3.0),
        (0.011, 0.055, 0.095, -5.0),
        (0.032, 0.048, 0.078, -13.0),
    )
    fingers = [_finger(start, long, -y, turn) for y, start, long, turn in roots]
    thumb = _finger(-0.012, 0.078, 0.036, 46.0, 0.0125)
    palm = warped(box((0.116, 0.086, 0.0085), 0.0040, 2, 3), _palm)
    sleeve = warped(moved(box((0.090, 0.078, 0.0080), 0.0037, 2, 2), (-0.088, 0.0, 0.0)), _palm)
    roll = tube(np.array([(-0.132, -0.033, 0.0), (-0.132, 0.0, 0.0), (-0.132, 0.033, 0.0)]), 0.0040, 8)
    glove = joined(palm, sleeve, *fingers, thumb, roll)
    lower = painted(moved(glove, (0.0, 0.0, 0.0045)), NITRILE)
    upper = painted(moved(mirrored_y(glove), (0.004, 0.012, 0.0125), ("z", 15.0)), "#5674c1")
    return Item("exam-gloves", (Node("gloves", "band", joined(lower, upper)),), azimuth_deg=-60, elevation_deg=55)


def _finger(start_m: float, long_m: float, y_m: float, turn_deg: float, radius_m: float = 0.0108) -> Solid:
    path = np.array([(0.0, 0.0, 0.0), (long_m * 0.5, 0.0, 0.0), (long_m, 0.0, 0.0)])
    flat = warped(tube(path, radius_m, 10), lambda p: p * np.array([1.0, 1.0, 0.36]))
    return moved(moved(flat, (0.0, 0.0, 0.0), ("z", turn_deg)), (start_m - 0.012, y_m, 0.0))


def _palm(p: Floats) -> Floats:
    out = p.copy()
    out[:, 1] *= 0.86 + 1.6 * np.clip(p[:, 0] + 0.06, 0.0, 0.12)
    return out


def rub_stand() -> Item:
    """A stand of steel with a board and a tray at the height of the hands."""
    foot = turned(np.array([(0.150, 0.0), (0.152, 0.006), (0.146, 0.014), (0.03, 0.022), (0.0004, 0.022)]), 32)
    post = tube(
        np.array([(0.0, 0.0, 0.018), (0.0, 0.0, 0.5), (0.0, 0.0, 0.96), (0.0, 0.0, 1.20)]), 0.014, 12, (0, 1, 0)
    )
    plate_ = moved(box((0.012, 0.13, 0.30), 0.005, 2), (-0.018, 0.0, 1.05))
    tray = moved(box((0.13, 0.11, 0.012), 0.005, 2), (-0.085, 0.0, 0.865))
    nodes = (
        Node("stand", "metal", joined(painted(joined(foot, post), STEEL), painted(joined(plate_, tray), "#dbe3e6"))),
    )
    return Item("rub-stand", nodes, azimuth_deg=-150, elevation_deg=18)


def waste_bin() -> Item:
    """A yellow bin for infectious waste with a lid, a pedal and a dark bag's edge."""
    can = moved(box((0.36, 0.34, 0.52), 0.035, 3, 3), (0.0, 0.0, 0.29))

    def tapered(p: Floats) -> Floats:
        out = p.copy()
        out[:, :2] *= (0.90 + 0.10 * np.clip(p[:, 2] / 0.55, 0.0, 1.0))[:, None]
        return out

    body = painted(warped(can, tapered), lambda v, n: mixed("#d9b32f", YELLOW, v[:, 2] / 0.5))
    bag = painted(moved(box((0.372, 0.352, 0.030), 0.012, 2, 2), (0.0, 0.0, 0.545)), "#c9a52a")
    lid = painted(moved(box((0.385, 0.365, 0.045), 0.020, 3, 2), (0.0, 0.0, 0.580)), "#f0cc4a")
    pedal = painted(moved(box((0.13, 0.07, 0.018), 0.007, 2), (0.0, -0.195, 0.030)), DARK)
    feet = painted(moved(box((0.30, 0.28, 0.03), 0.01, 1), (0.0, 0.0, 0.015)), DARK)
    mark = painted(_front(_ring(0.085, 0.012), -0.1665, 0.33), DARK)
    return Item("waste-bin", (Node("bin", "plastic", joined(body, bag, lid, pedal, feet, mark)),), azimuth_deg=-62)


def _ring(radius_m: float, wide_m: float) -> Solid:
    from assets.recipes.equipment.outline import circle

    three = [
        circle(radius_m * 0.42, 24, (radius_m * 0.5 * np.cos(a), radius_m * 0.5 * np.sin(a)))
        for a in np.radians([90, 210, 330])
    ]
    rings = [plate(c, 0.002, 0.0005, [_shrunk(c, wide_m * 0.55)], 1, 0.02) for c in three]
    return joined(*rings)


def _shrunk(contour: Floats, by_m: float) -> Floats:
    centre = contour.mean(axis=0)
    ray = contour - centre
    return np.asarray(centre + ray * (1.0 - by_m / np.hypot(ray[:, 0], ray[:, 1]))[:, None])


def _front(pattern: Solid, y_m: float, z_m: float) -> Solid:
    """A plate drawn in x and height, put upright so that it looks to -y."""
    return moved(pattern, (0.0, y_m, z_m), ("x", 90.0))


ITEMS = (isolation_gown, respirator, goggles, exam_gloves, rub_stand, waste_bin)
