"""What goes into a vein: the cannula and its two parts, the syringe for flushing, bag, stand and line.

cannula         20 G, 8 cm. Origin: the needle's tip; it points to +x, the wings lie in the plane z = 0.
cannula-tube    what stays in the vein: the soft catheter with its winged hub. Origin: its tip, +x.
cannula-needle  what comes out again: the steel needle with its chamber. Origin: its tip, +x.
flash-blood     blood that shows in the chamber. Origin: where the needle's tip is, +x.
flush-syringe   10 mL, filled. Origin: the nozzle's end; it points to +x.
infusion-stand  1.95 m with a bag and its drip chamber. Origin: on the floor under the pole.
line-hanging    the line as it hangs on the stand. Origin: the lowest point of its loop, 0.62 m above the stand's.
line-connected  the line from the chamber to an arm on a bed beside it. Origin: that of the stand.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assets.recipes.equipment.forms import box, curve, plate, tube, turned
from assets.recipes.equipment.outline import rounded
from assets.recipes.equipment.solid import Floats, Item, Node, Solid, joined, moved, painted

PINK, STEEL, CLEAR, WHITE, BLOOD, LINE = "#e0679a", "#b9c4cb", "#dbe8ee", "#f3f6f7", "#a81f2b", "#bfdcea"
HUB_M, CHAMBER_M, END_M = -0.034, -0.046, -0.072  # where the hub, the chamber and its cap begin, behind the tip
_LOOP_M = (-0.03, -0.035, 0.62)  # the lowest point of the line that hangs on the stand
BAG_X_M, DRIP_M = -0.12, 1.44  # the bag hangs beside the pole; the drip chamber ends so high
# From the stand to the back of a catheter's hub in a forearm on a bed beside it, and the way the line takes.
_TO_ARM: tuple[tuple[float, float, float], ...] = (
    (-0.120, 0.000, 1.440),
    (-0.121, -0.005, 1.330),
    (-0.132, -0.030, 1.090),
    (-0.190, -0.100, 0.880),
    (-0.320, -0.205, 0.775),
    (-0.480, -0.285, 0.757),
    (-0.660, -0.316, 0.757),
    (-0.790, -0.318, 0.768),
    (-0.838, -0.330, 0.800),
    (-0.846, -0.346, 0.824),
    (-0.828, -0.360, 0.828),
    (-0.790, -0.3632, 0.8250),
    (-0.750, -0.3630, 0.8192),
)


def _along_x(profile: list[tuple[float, float]], segments: int = 18) -> Solid:
    """A profile (radius, x) turned about the x axis."""
    return moved(turned(np.array(profile), segments), (0.0, 0.0, 0.0), ("y", 90.0))


def _rod(radius: float, back: float, front: float, sides: int = 8) -> Solid:
    return tube(np.array([(x, 0.0, 0.0) for x in (back, 0.5 * (back + front), front)]), radius, sides)


def _steel() -> Solid:
    point = _along_x([(0.0007, -0.0035), (0.0005, -0.0015), (0.0001, 0.0)], 10)
    return painted(joined(_rod(0.0007, CHAMBER_M, -0.0035), point), STEEL)


def _tube_and_hub() -> Solid:
    """The soft catheter, its hub with wings and the cap of the port."""
    soft = painted(_rod(0.0011, HUB_M, -0.0045, 10), WHITE)
    hub = painted(
        _along_x([(0.0014, HUB_M), (0.0026, -0.036), (0.0034, -0.040), (0.0040, CHAMBER_M), (0.0006, CHAMBER_M)][::-1]),
        PINK,
    )
    wing = plate(
        rounded([(-0.006, 0.0), (0.005, 0.0), (0.004, 0.014), (-0.005, 0.014)], 0.002, 0.006), 0.0014, 0.0006, steps=2
    )
    wings = [
        moved(wing, (-0.0395, 0.0025, -0.0007), ("x", 8.0)),
        moved(moved(wing, (0.0, 0.0, -0.0014), ("z", 180.0)), (-0.040, -0.0025, 0.0007), ("x", -8.0)),
    ]
    port = moved(
        turned(np.array([(0.0028, 0.0), (0.0030, 0.005), (0.0026, 0.0068), (0.0003, 0.0068)]), 14), (-0.041, 0, 0.003)
    )
    return joined(soft, hub, *(painted(one, PINK) for one in wings), painted(port, "#f0a3c3"))


def _chamber(blood: bool) -> Solid:
    """The clear chamber behind the needle, its grip and its cap."""
    clear = [(0.0036, CHAMBER_M), (0.0038, -0.050), (0.0038, END_M), (0.0030, END_M)]
    cap = [(0.0044, END_M), (0.0046, -0.074), (0.0044, -0.079), (0.0020, -0.0795), (0.0002, -0.0795)]
    fin = moved(box((0.012, 0.0016, 0.009), 0.0007), (-0.055, 0.0, 0.005))
    whole = [
        painted(_along_x(clear[::-1]), CLEAR),
        painted(_along_x(cap[::-1]), WHITE),
        painted(fin, CLEAR),
    ]
    return joined(*whole, _drop()) if blood else joined(*whole)


def _drop() -> Solid:
    column = [(0.0002, CHAMBER_M), (0.0040, -0.0465), (0.0041, -0.061), (0.0002, -0.0615)]
    return painted(_along_x(column[::-1]), BLOOD)


def cannula() -> Item:
    """Needle and catheter together, as they go in."""
    nodes = (Node("needle", "metal", _steel()), Node("hub", "plastic", joined(_tube_and_hub(), _chamber(False))))
    return Item("cannula", nodes, {}, azimuth_deg=-60, elevation_deg=42)


def cannula_tube() -> Item:
    """The catheter with its hub."""
    return Item("cannula-tube", (Node("hub", "plastic", _tube_and_hub()),), {}, azimuth_deg=-60, elevation_deg=42)


def cannula_needle() -> Item:
    """The needle after use, blood in its chamber."""
    nodes = (Node("needle", "metal", _steel()), Node("chamber", "plastic", _chamber(True)))
    return Item("cannula-needle", nodes, {}, azimuth_deg=-60, elevation_deg=42)


def flash_blood() -> Item:
    """Blood in the chamber of a cannula."""
    return Item("flash-blood", (Node("blood", "plastic", _drop()),), {}, azimuth_deg=-60, elevation_deg=42)


def flush_syringe() -> Item:
    """A filled syringe with its scale and the plunger drawn."""
    barrel = [
        (0.0002, -0.002),
        (0.0022, -0.002),
        (0.0024, -0.012),
        (0.0075, -0.016),
        (0.0080, -0.020),
        (0.0080, -0.088),
    ]
    flange = moved(box((0.0024, 0.030, 0.018), 0.001), (-0.088, 0.0, 0.0))
    rod = moved(box((0.040, 0.0030, 0.0100), 0.001), (-0.108, 0.0, 0.0))
    thumb = moved(box((0.0030, 0.018, 0.018), 0.0014), (-0.128, 0.0, 0.0))
    ticks = [moved(box((0.0010, 0.0070, 0.0008), 0.0003, steps=1), (-0.026 - 0.011 * k, 0.0, 0.0080)) for k in range(6)]
    nozzle = [*barrel[:4]]
    nodes = (
        Node("barrel", "plastic", joined(painted(_along_x(barrel[::-1], 22), "#d4e9f2"), painted(flange, CLEAR))),
        Node("nozzle", "plastic", painted(_along_x([(r + 0.0003, x) for r, x in nozzle][::-1]), WHITE)),
        Node("plunger", "plastic", painted(joined(rod, thumb), WHITE)),
        Node("scale", "plastic", painted(joined(*ticks), "#37474f")),
    )
    return Item("flush-syringe", nodes, {}, azimuth_deg=-65, elevation_deg=40)


def _bag() -> Solid:
    """A soft bag with its print, two ports and the drip chamber."""
    outline = rounded(
        [(-0.062, 0.0), (0.062, 0.0), (0.062, 0.20), (-0.062, 0.20)], [0.035, 0.035, 0.022, 0.022], 0.02, 4
    )
    shell = moved(plate(outline, 0.034, 0.0165, steps=4, grid_m=0.03), (0.0, 0.017, 0.0), ("x", 90.0))
    print_ = moved(box((0.080, 0.0012, 0.095), 0.0005), (0.0, -0.0172, 0.115))
    bars = [moved(box((0.060, 0.0012, 0.006), 0.0005), (0.0, -0.0180, z)) for z in (0.150, 0.130, 0.118, 0.106, 0.094)]
    ports = [
        tube(np.array([(x, 0.0, z) for z in (-0.03, -0.012, 0.004)]), 0.004, 10, up=(0, 1, 0)) for x in (-0.014, 0.014)
    ]
    return moved(
        joined(
            painted(shell, "#dcebf1"),
            painted(print_, "#f6f9fa"),
            painted(joined(*bars), "#2d6f9f"),
            painted(joined(*ports), WHITE),
        ),
        (BAG_X_M, 0.0, 1.60),
    )


def infusion_stand() -> Item:
    """Five-footed stand with two hooks and a bag of 500 mL."""
    pole = np.array([(0.0, 0.0, z) for z in (0.09, 0.8, 1.5, 1.95)])
    feet = []
    for k in range(5):
        a = 2 * np.pi * k / 5 + 0.4
        end = (0.27 * np.cos(a), 0.27 * np.sin(a))
        feet.append(
            painted(tube(np.array([(0, 0, 0.10), (0.5 * end[0], 0.5 * end[1], 0.085), (*end, 0.07)]), 0.012, 8), STEEL)
        )
        wheel = np.array([(0.004, -0.010), (0.026, -0.010), (0.030, 0.0), (0.026, 0.010), (0.004, 0.010)])
        feet.append(painted(moved(turned(wheel, 14), (*end, 0.031), ("x", 90.0)), "#3a464e"))
    arm = curve(
        np.array(
            [
                (BAG_X_M - 0.012, 0, 1.86),
                (BAG_X_M, 0, 1.84),
                (-0.06, 0, 1.93),
                (0, 0, 1.94),
                (0.06, 0, 1.93),
                (0.12, 0, 1.84),
                (0.132, 0, 1.86),
            ]
        ),
        4,
    )
    loop = curve(
        np.array(
            [
                (BAG_X_M - 0.010, 0, 1.80),
                (BAG_X_M - 0.010, 0, 1.83),
                (BAG_X_M, 0, 1.845),
                (BAG_X_M + 0.010, 0, 1.83),
                (BAG_X_M + 0.010, 0, 1.80),
            ]
        ),
        3,
    )
    metal = joined(
        painted(tube(pole, 0.011, 12, up=(0.0, 1.0, 0.0)), "#c8d1d6"),
        painted(tube(arm, 0.005, 8, up=(0.0, 1.0, 0.0)), "#c8d1d6"),
        *feet,
    )
    collar = painted(
        moved(turned(np.array([(0.012, 0.0), (0.020, 0.004), (0.020, 0.036), (0.012, 0.04)]), 16), (0, 0, 1.05)),
        "#2f8f9d",
    )
    chamber = [
        (0.0003, DRIP_M),
        (0.003, DRIP_M),
        (0.009, DRIP_M + 0.008),
        (0.010, DRIP_M + 0.060),
        (0.006, DRIP_M + 0.070),
        (0.003, DRIP_M + 0.130),
    ]
    drip = painted(moved(turned(np.array(chamber), 16), (BAG_X_M + 0.0, 0.0, 0.0)), CLEAR)
    hanger = painted(tube(loop, 0.0022, 6, up=(0.0, 1.0, 0.0)), WHITE)
    nodes = (Node("stand", "metal", metal), Node("bag", "plastic", joined(_bag(), drip, hanger, collar)))
    return Item("infusion-stand", nodes, {}, azimuth_deg=-70, elevation_deg=14)


def _line(points: Floats, name: str, clamp: int) -> Item:
    path = curve(points, 7)
    nodes = (
        Node("line", "plastic", painted(tube(path, 0.0021, 8), LINE)),
        Node("clamp", "plastic", _roller(path[clamp])),
    )
    return Item(name, nodes, {}, azimuth_deg=-70, elevation_deg=18)


def _roller(at: Floats) -> Solid:
    return painted(moved(box((0.014, 0.012, 0.038), 0.004), (float(at[0]), float(at[1]), float(at[2]))), "#3f87c4")


def _coiled() -> tuple[Node, ...]:
    """The line as it comes out of its bag, for its icon: two and a half rings, drip chamber above, connector below."""
    turn = np.linspace(0.0, 5.0 * np.pi, 121)
    wide = 0.058 - 0.0005 * turn
    rings = np.stack([wide * np.sin(turn), 0.0008 * turn, -wide * np.cos(turn)], axis=1)
    ends = np.array([(0.045, 0.016, 0.075), (0.062, 0.018, 0.085)]), np.array([(-0.075, -0.002, -0.062)])
    path = curve(np.concatenate([ends[1], rings[::6], ends[0]]), 6)
    chamber = np.array([(0.0005, 0.0), (0.011, 0.003), (0.012, 0.034), (0.006, 0.042), (0.004, 0.060), (0.0005, 0.061)])
    top, low = path[-1], path[0]
    drip = moved(turned(chamber, 16), (float(top[0]), float(top[1]), float(top[2]) - 0.004))
    out = np.array((-0.012, 0.0, -0.003))
    luer = tube(np.array([low, low + out, low + 2 * out]), 0.0055, 12)
    return (
        Node("line", "plastic", painted(tube(path, 0.0036, 8, up=(0.0, 1.0, 0.0)), "#9dbccb")),
        Node("clamp", "plastic", _roller(rings[-1] + np.array((0.018, -0.006, 0.004)))),
        Node("ends", "plastic", joined(painted(drip, "#cfdde4"), painted(luer, "#2f8f9d"))),
    )


def line_hanging() -> Item:
    """The line in a loop on its stand, its end hooked up."""
    way = [(BAG_X_M, 0, DRIP_M), (-0.12, -0.01, 1.2), (-0.115, -0.02, 0.9), (-0.09, -0.03, 0.70), (-0.03, -0.035, 0.62)]
    way += [(0.03, -0.035, 0.70), (0.07, -0.03, 0.95), (0.10, -0.02, 1.4), (0.115, -0.01, 1.70), (0.125, 0.0, 1.835)]
    hung = _line(np.array(way, dtype=np.float64) - np.array(_LOOP_M), "line-hanging", 8)
    return replace(hung, icon_nodes=_coiled())


def line_connected() -> Item:
    """The line from the bag to the arm, with the connector at its end."""
    item = _line(np.array(_TO_ARM), "line-connected", 8)
    end, before = np.array(_TO_ARM[-1]), np.array(_TO_ARM[-2])
    way = (end - before) / np.sqrt(((end - before) ** 2).sum())
    luer = painted(tube(np.array([end - 0.020 * way, end - 0.008 * way, end]), 0.0040, 12), "#f6f8f9")
    return Item(item.name, (*item.nodes, Node("connector", "plastic", luer)), {}, azimuth_deg=-70, elevation_deg=18)


ITEMS = (
    cannula,
    cannula_tube,
    cannula_needle,
    flash_blood,
    flush_syringe,
    infusion_stand,
    line_hanging,
    line_connected,
)
