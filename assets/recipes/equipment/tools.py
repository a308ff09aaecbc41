"""Small things for the hand: penlight, tape-roll, trauma-shears.

penlight       13.5 cm. Origin: its middle, lying along x; the lamp is at +x.
tape-roll      8 cm across. Origin: middle of its resting plane; the axis is z.
trauma-shears  18.5 cm. Origin: the screw, in the resting plane; the blades point to +x, the handles to -x.
"""

from __future__ import annotations

import numpy as np

from assets.recipes.equipment.forms import box, curve, plate, sweep, tube, turned
from assets.recipes.equipment.outline import circle, ellipse, rounded
from assets.recipes.equipment.solid import Item, Node, Solid, joined, mirrored_y, moved, painted


def _turned_x(profile: list[tuple[float, float]], segments: int = 20) -> Solid:
    return moved(turned(np.array(profile), segments), (0.0, 0.0, 0.0), ("y", 90.0))


def penlight() -> Item:
    """Slim torch with a clip, a cap and a bright lamp."""
    barrel = [
        (0.0004, -0.0675),
        (0.003, -0.0675),
        (0.0042, -0.0665),
        (0.0048, -0.064),
        (0.0052, -0.0635),
        (0.0056, -0.063),
        (0.0062, -0.061),
        (0.0062, -0.02),
        (0.0062, 0.02),
        (0.0062, 0.047),
    ]
    head = [
        (0.0062, 0.047),
        (0.0066, 0.0475),
        (0.0070, 0.049),
        (0.0070, 0.062),
        (0.0066, 0.0655),
        (0.0058, 0.067),
        (0.0050, 0.067),
    ]
    lens = [(0.0052, 0.066), (0.0048, 0.0672), (0.003, 0.0682), (0.0004, 0.0685)]
    clip = moved(box((0.045, 0.0042, 0.0012), 0.0005, steps=1), (-0.03, 0.0, 0.0088))
    root = moved(box((0.004, 0.0042, 0.004), 0.0012), (-0.054, 0.0, 0.0068))
    z = 0.0072
    nodes = (
        Node(
            "body",
            "metal",
            moved(
                joined(
                    painted(_turned_x(barrel), "#e9edef"),
                    painted(_turned_x(head), "#1f6fb2"),
                    painted(joined(clip, root), "#aeb8bf"),
                ),
                (0.0, 0.0, z),
            ),
        ),
        Node("lamp", "screen", moved(painted(_turned_x(lens, 16), "#fff6d6"), (0.0, 0.0, z))),
    )
    return Item("penlight", nodes, {"lamp": (0.0685, 0.0, z)}, azimuth_deg=-50, elevation_deg=40)


def tape_roll() -> Item:
    """A broad roll of tape with its cardboard core and a free end."""
    r, core, half = 0.040, 0.024, 0.0125
    outer = [
        (core + 0.002, -half),
        (r - 0.002, -half),
        (r - 0.0005, -half + 0.0005),
        (r, -half + 0.002),
        (r, 0.0),
        (r, half - 0.002),
        (r - 0.0005, half - 0.0005),
        (r - 0.002, half),
        (0.036, half),
        (0.0355, half - 0.0007),
        (0.035, half),
        (0.031, half),
        (0.0305, half - 0.0007),
        (0.030, half),
        (core + 0.002, half),
    ]
    ring = [
        (core + 0.002, half + 0.0005),
        (core + 0.0012, half + 0.001),
        (core, half + 0.0005),
        (core, 0.0),
        (core, -half),
        (core + 0.002, -half),
    ]
    angle = np.radians(np.linspace(62, 100, 8))
    path = np.stack([(r + 0.0008) * np.cos(angle), (r + 0.0008) * np.sin(angle), np.zeros(8)], axis=1)
    path = np.concatenate(
        [path, path[-1:] + np.array([[-0.008, 0.0006, 0.0], [-0.016, 0.004, 0.0], [-0.022, 0.009, 0.0]])]
    )
    thin = rounded([(-0.0005, -half), (0.0005, -half), (0.0005, half), (-0.0005, half)], 0.0004, 0.006, 1)
    free = painted(sweep(path, thin), "#f8fafb")
    body = joined(painted(turned(np.array(outer), 40), "#f1f3f4"), painted(turned(np.array(ring), 40), "#c39a6b"), free)
    return Item(
        "tape-roll", (Node("roll", "foam", moved(body, (0.0, 0.0, half))),), {}, azimuth_deg=-60, elevation_deg=42
    )


def _half_shears() -> tuple[Solid, Solid]:
    """One blade and its handle, the handle on the +y side."""
    blade = rounded(
        [
            (-0.015, -0.008),
            (0.012, -0.0085),
            (0.040, -0.006),
            (0.074, 0.0065),
            (0.0745, 0.010),
            (0.066, 0.011),
            (0.034, 0.0065),
            (0.010, 0.009),
            (-0.018, 0.010),
        ],
        [0.003, 0.006, 0.01, 0.0012, 0.0012, 0.004, 0.02, 0.01, 0.003],
        0.006,
        3,
    )
    metal = plate(blade, 0.0026, 0.0008, steps=2, grid_m=0.009)
    arm = np.array([(-0.008, 0.001, 0.005), (-0.022, 0.007, 0.005), (-0.034, 0.014, 0.005), (-0.044, 0.0185, 0.005)])
    oval = ellipse(0.030, 0.0185, 36)
    loop = np.column_stack(
        [
            oval[:, 0] - 0.074,
            oval[:, 1] * (1.0 + 0.10 * np.cos(np.arange(36) / 36 * 6.2832)) + 0.0275,
            np.full(36, 0.005),
        ]
    )
    grip = joined(tube(curve(arm, 4), 0.0055, 10), sweep(loop, circle(0.0052, 10), closed=True))
    return metal, grip


def trauma_shears() -> Item:
    """Blunt-tipped shears, a little open."""
    metal, grip = _half_shears()
    opening = 7.0
    one = moved(metal, (0.0, 0.0, 0.0034), ("z", -opening))
    two = moved(mirrored_y(metal), (0.0, 0.0, 0.0062), ("z", opening))
    screw = turned(np.array([(0.0045, 0.0), (0.0045, 0.0030), (0.0038, 0.0042), (0.002, 0.0047), (0.0004, 0.0047)]), 18)
    steel = joined(
        painted(one, "#b4bec5"), painted(two, "#c3ccd2"), painted(moved(screw, (0.0, 0.0, 0.0075)), "#8d979e")
    )
    handles = [
        moved(grip, (0.0, 0.0, 0.0003), ("z", -opening)),
        moved(mirrored_y(grip), (0.0, 0.0, 0.0009), ("z", opening)),
    ]
    nodes = (Node("blades", "metal", steel), Node("handles", "plastic", painted(joined(*handles), "#e07a2c")))
    return Item("trauma-shears", nodes, {}, azimuth_deg=-70, elevation_deg=55)


ITEMS = (penlight, tape_roll, trauma_shears)
