"""The scoop stretcher, as the two halves into which it parts.

scoop-left   1.96 x 0.43 m when both are closed. Origin: middle of the closed stretcher's resting plane; head end +x,
scoop-right  left half -y. The blades rise from their inner edges; the body lies on about z = TOP_M. The foot part is
             drawn out of the body part, which the clamps hold. Nodes coupling.head and coupling.foot close both ends.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assets.recipes.equipment.forms import box, curve, plate, tube
from assets.recipes.equipment.outline import rounded
from assets.recipes.equipment.solid import Floats, Item, Node, Solid, Vec3, joined, mirrored_y, mixed, moved, painted

HALF_M, OUTER_Y_M, TOP_M = 0.98, 0.200, 0.030
_TUBE_M, _INNER_TUBE_M, _TUBE_Z_M = 0.0165, 0.0130, 0.030
_BLADE_Y_M = (0.030, 0.188)
_JOINT_X_M = -0.42  # where the foot part leaves the body part
# The blades of the right half along it (x from, x to); each has a slot for a strap or a hand.
_BLADES = ((0.40, 0.85), (-0.02, 0.37), (-0.38, -0.05), (-0.86, -0.46))
_METAL, _SHADE, _ORANGE, _DARK = "#b4bec6", "#8e9aa4", "#e4742a", "#2b333a"


def _rim() -> Solid:
    """The tube along the outer edge: the body part, and the thinner foot part that slides in it."""
    y = OUTER_Y_M
    body = np.array(
        [(_JOINT_X_M - 0.05, y), (0.10, y), (0.62, y), (0.80, y - 0.012), (0.90, 0.125), (0.945, 0.062), (0.955, 0.026)]
    )
    foot = np.array(
        [(_JOINT_X_M, y), (-0.66, y), (-0.82, y - 0.018), (-0.915, 0.120), (-0.955, 0.062), (-0.965, 0.026)]
    )
    raised = [np.column_stack([curve(part, 5), np.full(5 * (len(part) - 1) + 1, _TUBE_Z_M)]) for part in (body, foot)]
    return joined(painted(tube(raised[0], _TUBE_M, 12), _METAL), painted(tube(raised[1], _INNER_TUBE_M, 12), _SHADE))


def _blade(start_m: float, end_m: float) -> Solid:
    """A sheet that slopes from the rim down to its thin inner edge."""
    low, high = _BLADE_Y_M
    foot = end_m < _JOINT_X_M
    inner = low + (0.028 if foot else 0.0)
    # Where the rim runs inwards at the stretcher's ends, the blades follow it.
    head_cut, foot_cut = (0.11 if abs(x) > 0.8 else 0.0 for x in (end_m, start_m))
    corners = [(start_m, inner + 0.02), (start_m + 0.03, inner), (end_m - 0.03, inner), (end_m, inner + 0.02)]
    corners += [(end_m, high - 0.55 * head_cut), (end_m - head_cut, high)] if head_cut else [(end_m, high)]
    corners += [(start_m + foot_cut, high), (start_m, high - 0.55 * foot_cut)] if foot_cut else [(start_m, high)]
    outline = rounded(corners, [0.02] * 4 + [0.012] * (len(corners) - 4), 0.05)
    middle, a, b, y = (start_m + end_m) / 2, 0.065, 0.014, 0.148
    slot = [(middle - a, y - b), (middle + a, y - b), (middle + a, y + b), (middle - a, y + b)]
    sheet = plate(outline, 0.008, 0.0035, [rounded(slot, 0.0125, 0.02)], steps=1, grid_m=0.06)
    out = sheet.vertices.copy()
    rise = np.clip((out[:, 1] - inner) / (high - inner), 0.0, 1.0)
    ribs = 0.0016 * np.clip(np.cos(out[:, 0] * 2 * np.pi / 0.11), 0.0, 1.0) * np.clip(1.0 - rise * 1.4, 0.0, 1.0)
    out[:, 2] += 0.001 + 0.022 * rise**1.3 + ribs * (sheet.normals[:, 2] > 0.5)

    def tone(v: Floats, n: Floats) -> Floats:
        worn = 0.5 + 0.5 * np.sin(v[:, 0] * 9.0 + v[:, 1] * 23.0)
        return mixed("#9db0be", "#93a6b5", worn) * (0.86 + 0.14 * np.clip(n[:, 2:], 0.0, 1.0))

    return painted(replace(sheet, vertices=out), tone)


def _coupling(x_m: float, s: float) -> Solid:
    """Half of the lock at one end: a housing on the tube's end, with its latch on top."""
    housing = painted(moved(box((0.058, 0.052, 0.040), 0.009), (x_m, s * 0.0275, _TUBE_Z_M)), _DARK)
    latch = painted(moved(box((0.034, 0.034, 0.012), 0.005), (x_m, s * 0.026, _TUBE_Z_M + 0.024)), _ORANGE)
    return joined(housing, latch)


def _grip(x_m: float) -> Solid:
    """A sleeve on the rim where a bearer takes hold."""
    path = np.array(
        [(x_m - 0.06, OUTER_Y_M, _TUBE_Z_M), (x_m, OUTER_Y_M, _TUBE_Z_M), (x_m + 0.06, OUTER_Y_M, _TUBE_Z_M)]
    )
    return painted(tube(path, _TUBE_M + 0.0035, 12), _DARK)


def _right() -> tuple[Node, ...]:
    clamp = painted(moved(box((0.062, 0.050, 0.046), 0.010), (_JOINT_X_M - 0.055, OUTER_Y_M, _TUBE_Z_M)), _DARK)
    knob = painted(
        moved(box((0.030, 0.016, 0.020), 0.006), (_JOINT_X_M - 0.055, OUTER_Y_M, _TUBE_Z_M + 0.028)), _ORANGE
    )
    return (
        Node("rim", "metal", _rim()),
        Node("blades", "metal", joined(*(_blade(*row) for row in _BLADES))),
        Node("grips", "foam", joined(*(_grip(x) for x in (0.50, 0.12, -0.20)))),
        Node("clamp", "plastic", joined(clamp, knob)),
        Node("coupling.head", "plastic", _coupling(0.950, 1.0)),
        Node("coupling.foot", "plastic", _coupling(-0.960, 1.0)),
    )


def _sockets(s: float) -> dict[str, Vec3]:
    return {
        "top": (0.0, 0.0, TOP_M),
        "coupling.head": (0.95, s * 0.026, 0.06),
        "coupling.foot": (-0.96, s * 0.026, 0.06),
    }


def scoop_right() -> Item:
    """The half that comes under the patient from his right."""
    return Item("scoop-right", _right(), _sockets(1.0), azimuth_deg=-42, elevation_deg=48)


def scoop_left() -> Item:
    """The half that comes under the patient from his left."""
    nodes = tuple(replace(node, solid=mirrored_y(node.solid)) for node in _right())
    return Item("scoop-left", nodes, _sockets(-1.0), azimuth_deg=-42, elevation_deg=48)


ITEMS = (scoop_left, scoop_right)
