"""Webbing that is not over a body: the coiled strap and the buckle. Closed straps are made at run time as bands.

strap-loose   a coiled 50 mm strap lying on its edge. Origin: middle of its resting plane.
strap-buckle  buckle for 50 mm webbing. Origin: middle of its underside; the webbing runs along y, outside is +z.
"""

from __future__ import annotations

import numpy as np

from assets.recipes.equipment.forms import box, plate, sweep
from assets.recipes.equipment.outline import rounded
from assets.recipes.equipment.solid import Floats, Item, Node, Solid, joined, moved, painted

WEBBING_M, THICK_M = 0.050, 0.0022
WEBBING_COLOUR, BUCKLE_COLOUR = "#2c3238", "#c8452d"


def section(width_m: float = WEBBING_M, thick_m: float = THICK_M) -> Floats:
    """Cross-section of webbing, soft at the edges."""
    a, b = width_m / 2, thick_m / 2
    return rounded([(-a, -b), (a, -b), (a, b), (-a, b)], b * 0.9, spacing_m=width_m / 4, arc_steps=2)


def _buckle() -> tuple[Solid, Solid]:
    frame = plate(
        rounded([(-0.031, -0.040), (0.031, -0.040), (0.031, 0.040), (-0.031, 0.040)], 0.009, 0.004),
        0.012,
        0.003,
        [
            rounded([(-0.026, 0.026), (0.026, 0.026), (0.026, 0.034), (-0.026, 0.034)], 0.003, 0.007, 2),
            rounded([(-0.026, -0.034), (0.026, -0.034), (0.026, -0.026), (-0.026, -0.026)], 0.003, 0.007, 2),
        ],
        steps=2,
        grid_m=0.012,
        hole_bevel_m=0.001,
    )
    button = moved(box((0.040, 0.022, 0.007), 0.003), (0.0, -0.006, 0.0125))
    ridges = [moved(box((0.030, 0.0022, 0.003), 0.0011, steps=1), (0.0, -0.011 + 0.005 * k, 0.0162)) for k in range(3)]
    return painted(frame, "#1f252a"), painted(joined(button, *ridges), BUCKLE_COLOUR)


def buckle() -> Item:
    """The closed buckle with its red button."""
    frame, button = _buckle()
    return Item(
        "strap-buckle",
        (Node("frame", "plastic", frame), Node("button", "plastic", button)),
        {"in": (0.0, 0.030, 0.006), "out": (0.0, -0.030, 0.006)},
        azimuth_deg=-50,
        elevation_deg=40,
    )


def loose() -> Item:
    """A rolled strap with a tail and its buckle."""
    turns, steps = 5.5, 150
    angle = np.linspace(0.0, turns * 2 * np.pi, steps)
    radius = 0.013 + 0.0052 * angle / (2 * np.pi)
    spiral = np.stack([radius * np.cos(angle), radius * np.sin(angle), np.full(steps, WEBBING_M / 2)], axis=1)
    end = spiral[-1]
    heading = spiral[-1] - spiral[-2]
    heading = heading / np.sqrt((heading**2).sum())
    t = np.linspace(0.012, 0.13, 12)[:, None]
    bend = np.array([heading[1], -heading[0], 0.0])
    tail = end + heading * t + bend * (0.9 * t**2)
    path = np.concatenate([spiral, tail])
    upright = section()[:, ::-1] * np.array([-1.0, 1.0])
    band = sweep(path, upright, up=(0.0, 0.0, 1.0))
    webbing = painted(
        band,
        lambda v, n: np.where(
            (np.abs(v[:, 2:] - WEBBING_M / 2) > WEBBING_M * 0.33),
            np.array([0.24, 0.27, 0.30]),
            np.array([0.17, 0.195, 0.22]),
        ),
    )
    frame, button = _buckle()
    where = tail[-1] + heading * 0.03
    turn_deg = float(np.degrees(np.arctan2(-(tail[-1] - tail[-2])[0], (tail[-1] - tail[-2])[1])))
    stand = (("y", -90.0), ("z", turn_deg))
    at = (float(where[0]) - 0.006, float(where[1]), WEBBING_M / 2 + 0.006)
    nodes = (
        Node("webbing", "cloth", webbing),
        Node("frame", "plastic", moved(frame, at, *stand)),
        Node("button", "plastic", moved(button, at, *stand)),
    )
    return Item("strap-loose", nodes, {}, azimuth_deg=-40, elevation_deg=42)


ITEMS = (buckle, loose)
