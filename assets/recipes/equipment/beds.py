"""What a patient lies on in a ward.

ward-bed  2.10 x 0.90 m, the mattress at 0.74 m: raised to work at, the rails down. Origin: on the floor under the
          middle of the place where the body lies; head end +x.
"""

from __future__ import annotations

import numpy as np

from assets.recipes.equipment.forms import box, plate, tube, turned
from assets.recipes.equipment.outline import rounded
from assets.recipes.equipment.solid import Floats, Item, Node, Solid, joined, moved, painted, warped

SURFACE_M = 0.74
LONG_M, WIDE_M = 2.10, 0.90
MIDDLE_X_M = -0.09  # the body lies with its pelvis over the origin, so there is more of the bed towards the feet
STEEL, FRAME, DARK, PANEL, SHEET = "#b3bfc6", "#d5dce0", "#3a464e", "#c9dde1", "#eef3f4"


def _block(size: tuple[float, float, float], at: tuple[float, float, float], colour: str, radius: float) -> Solid:
    return painted(moved(box(size, radius, 1), at), colour)


def _castor(x: float, y: float) -> Solid:
    rim = [(0.012, -0.016), (0.045, -0.016), (0.058, -0.010), (0.060, 0.0), (0.058, 0.010), (0.045, 0.016)]
    wheel = painted(moved(turned(np.array([*rim, (0.012, 0.016)]), 18), (x, y, 0.060), ("x", 90.0)), DARK)
    return joined(wheel, _block((0.05, 0.05, 0.11), (x, y, 0.15), STEEL, 0.015))


def _board(x: float, tall: float) -> Solid:
    """A board at the head or the foot end."""
    half = WIDE_M / 2
    outline = rounded([(-half, 0.0), (half, 0.0), (half, tall), (-half, tall)], [0.03, 0.03, 0.10, 0.10], 0.2, 5)
    upright = moved(plate(outline, 0.034, 0.012, steps=2, grid_m=0.3), (0.0, 0.0, 0.0), ("x", 90.0), ("z", 90.0))
    return painted(moved(upright, (x - 0.017, 0.0, 0.47)), PANEL)


def _dented(p: Floats) -> Floats:
    """A pillow that is plump at its rim and low where the head lies."""
    out = p.copy()
    u, v = 2 * p[:, 0] / 0.36, 2 * p[:, 1] / 0.60
    edge = np.clip((u**4 + v**4) / 2, 0.0, 1.0)
    dent = np.exp(-((u / 0.62) ** 2 + (v / 0.34) ** 2))
    top = np.clip(p[:, 2] / 0.05 + 0.5, 0.0, 1.0)
    out[:, 2] = p[:, 2] * (1.1 - 0.55 * edge) - 0.075 * dent * top
    return out


def _rail(y: float) -> Solid:
    """A side rail, let down below the mattress."""
    pieces = [tube(np.array([(x, y, z) for x in (-0.45, 0.0, 0.55)]), 0.012, 8) for z in (0.46, 0.56)]
    pieces += [
        tube(np.array([(x, y, z) for z in (0.46, 0.51, 0.56)]), 0.009, 8, up=(0.0, 1.0, 0.0))
        for x in (-0.40, -0.10, 0.20, 0.50)
    ]
    return painted(joined(*pieces), FRAME)


def ward_bed() -> Item:
    """A hospital bed that is flat and raised, with sheet and pillow."""
    x = MIDDLE_X_M
    columns = [
        part
        for dx in (-0.62, 0.62)
        for part in (
            _block((0.16, 0.24, 0.20), (x + dx, 0.0, 0.28), STEEL, 0.02),
            _block((0.11, 0.18, 0.18), (x + dx, 0.0, 0.45), FRAME, 0.015),
            _block((0.07, WIDE_M - 0.10, 0.05), (x + dx * 1.2, 0.0, 0.19), STEEL, 0.02),
        )
    ]
    frame = [
        _block((LONG_M - 0.04, WIDE_M - 0.06, 0.05), (x, 0.0, 0.565), FRAME, 0.02),
        _block((1.55, 0.10, 0.07), (x, 0.0, 0.19), STEEL, 0.02),
        *columns,
        *(_castor(x + 1.2 * dx, dy) for dx in (-0.62, 0.62) for dy in (-0.36, 0.36)),
        *(_rail(side * (WIDE_M / 2 + 0.012)) for side in (-1.0, 1.0)),
        _board(x + LONG_M / 2 + 0.02, 0.52),
        _board(x - LONG_M / 2 - 0.02, 0.36),
    ]
    mattress = moved(box((LONG_M - 0.02, WIDE_M, 0.15), 0.045, 3, 3), (x, 0.0, SURFACE_M - 0.075))
    tucked = moved(box((LONG_M - 0.60, WIDE_M + 0.006, 0.05), 0.022, 2, 3), (x - 0.10, 0.0, SURFACE_M - 0.0245))
    pillow = moved(warped(box((0.36, 0.60, 0.10), 0.048, 2, 8), _dented), (0.74, 0.0, SURFACE_M + 0.042))
    nodes = (
        Node("frame", "plastic", joined(*frame)),
        Node("mattress", "cloth", painted(mattress, SHEET)),
        Node("sheet", "cloth", painted(tucked, "#dcebed")),
        Node("pillow", "cloth", painted(pillow, "#fbfcfb")),
    )
    return Item("ward-bed", nodes, {}, azimuth_deg=-60, elevation_deg=24)


ITEMS = (ward_bed,)
