"""What is laid ready to find and keep a vein.

iv-trolley         0.60 x 0.42 m, its tray at 0.862 m, a waste bucket at +x. Origin: on the floor under its middle.
tourniquet-coil    the band rolled up. Origin: middle of its resting plane.
tourniquet-closed  the band round a forearm. Origin: the forearm's axis, which is x; the buckle lies up (+z).
wrist-band         a name band round a wrist. Origin: the wrist's axis, which is x; the print lies up (+z).
skin-swab          a moist swab. Origin: middle of its resting plane.
film-dressing      7 x 9 cm with a window, bent over a forearm along x. Origin: on the skin under its middle.
date-label         a written label, bent like the dressing. Origin: on the dressing under its middle.
sharps-bin         yellow, 19 cm tall. Origin: middle of its resting plane; it opens at the top.
hand-rub           a pump bottle, 19 cm tall. Origin: middle of its resting plane; the spout looks to -y.
order-sheet        a clipboard with the order. Origin: middle of its resting plane; its top is +x.
"""

from __future__ import annotations

import numpy as np

from assets.recipes.equipment.forms import box, plate, sweep, tube, turned
from assets.recipes.equipment.outline import ellipse, rounded
from assets.recipes.equipment.solid import Floats, Item, Node, Solid, joined, moved, painted, warped
from assets.recipes.equipment.straps import section

STEEL, TEAL, YELLOW, WHITE, INK = "#b9c4cb", "#2f8f9d", "#f0bf2b", "#f5f8f9", "#37474f"
TRAY_M = 0.862
BAND = "#2c72b5"
_FOREARM_M = 0.034  # about the radius of the forearm under a dressing


def _block(
    size: tuple[float, float, float], at: tuple[float, float, float], colour: str, radius: float = 0.008
) -> Solid:
    return painted(moved(box(size, radius, 2), at), colour)


def iv_trolley() -> Item:
    """A narrow trolley with a steel tray on top and two shelves."""
    posts = [
        painted(tube(np.array([(x, y, z) for z in (0.08, 0.45, 0.85)]), 0.011, 10, up=(0.0, 1.0, 0.0)), STEEL)
        for x in (-0.28, 0.28)
        for y in (-0.19, 0.19)
    ]
    wheel = np.array([(0.005, -0.012), (0.032, -0.012), (0.038, 0.0), (0.032, 0.012), (0.005, 0.012)])
    castors = [
        painted(moved(turned(wheel, 16), (x, y, 0.039), ("x", 90.0)), "#3a464e")
        for x in (-0.28, 0.28)
        for y in (-0.19, 0.19)
    ]
    shelves = [_block((0.60, 0.42, 0.022), (0, 0, z), "#e4ebee", 0.010) for z in (0.30, 0.845)]
    floor = _block((0.44, 0.30, 0.006), (-0.05, 0, TRAY_M - 0.003), "#c7d1d6", 0.003)
    rim = rounded([(-0.27, -0.15), (0.17, -0.15), (0.17, 0.15), (-0.27, 0.15)], 0.03, 0.05)
    wall = rounded([(-0.0015, 0.0), (0.0015, 0.0), (0.004, 0.022), (0.001, 0.022)], 0.0006, 0.02, 1)
    tray = painted(sweep(np.column_stack([rim, np.full(len(rim), TRAY_M - 0.006)])[::-1], wall, closed=True), "#d7dfe3")
    bucket = np.array(
        [(0.0003, 0.40), (0.072, 0.40), (0.085, 0.62), (0.088, 0.625), (0.080, 0.625), (0.0705, 0.41), (0.0003, 0.41)]
    )
    waste = painted(moved(turned(bucket, 24), (0.39, 0.0, 0.0)), "#5c6b74")
    hook = _block((0.05, 0.06, 0.012), (0.30, 0.0, 0.612), STEEL, 0.004)
    nodes = (
        Node("frame", "metal", joined(*posts, floor, tray, hook)),
        Node("shelves", "plastic", joined(*shelves, *castors, waste)),
    )
    return Item("iv-trolley", nodes, {}, azimuth_deg=-60, elevation_deg=30)


def tourniquet_coil() -> Item:
    """The band rolled up on its edge, with its clip."""
    angle = np.linspace(0.0, 4.2 * 2 * np.pi, 110)
    radius = 0.010 + 0.0030 * angle / (2 * np.pi)
    path = np.stack([radius * np.cos(angle), radius * np.sin(angle), np.full(110, 0.0125)], axis=1)
    band = sweep(path, section(0.025, 0.0018)[:, ::-1] * np.array([-1.0, 1.0]))
    clip = _block((0.030, 0.012, 0.026), (0.030, 0.010, 0.0135), WHITE, 0.004)
    nodes = (Node("band", "cloth", painted(band, BAND)), Node("clip", "plastic", clip))
    return Item("tourniquet-coil", nodes, {}, azimuth_deg=-50, elevation_deg=42)


def _ring(wide_m: float, tall_m: float, width_m: float, thick_m: float) -> Solid:
    """A flat band round the x axis."""
    angle = np.linspace(0.0, 2 * np.pi, 48, endpoint=False)
    path = np.stack([np.zeros(48), wide_m * np.cos(angle), tall_m * np.sin(angle)], axis=1)
    return sweep(path, section(width_m, thick_m)[:, ::-1] * np.array([-1.0, 1.0]), up=(1.0, 0.0, 0.0), closed=True)


def tourniquet_closed() -> Item:
    """The band round a forearm, its end free, its clip closed."""
    wide, tall = 0.0325, 0.0385
    clip = _block((0.027, 0.030, 0.010), (0.0, 0.006, tall + 0.003), WHITE, 0.004)
    button = _block((0.016, 0.010, 0.005), (0.0, 0.010, tall + 0.009), "#c8452d", 0.002)
    end = np.array(
        [
            (0.0, 0.018, tall + 0.002),
            (0.002, 0.040, tall - 0.004),
            (0.004, 0.058, tall - 0.022),
            (0.005, 0.066, tall - 0.05),
        ]
    )
    free = sweep(end, section(0.025, 0.0018)[:, ::-1] * np.array([-1.0, 1.0]), up=(1.0, 0.0, 0.0))
    nodes = (
        Node("band", "cloth", painted(joined(_ring(wide, tall, 0.025, 0.0024), free), BAND)),
        Node("clip", "plastic", joined(clip, button)),
    )
    return Item("tourniquet-closed", nodes, {}, azimuth_deg=-50, elevation_deg=30)


def wrist_band() -> Item:
    """A white name band with its print."""
    ring = painted(_ring(0.0205, 0.0222, 0.016, 0.0016), WHITE)
    lines = [
        _block((0.0022, 0.020 - 0.006 * (k == 1), 0.0010), (-0.004 + 0.004 * k, 0, 0.0228), INK, 0.0004)
        for k in range(3)
    ]
    return Item("wrist-band", (Node("band", "plastic", joined(ring, *lines)),), {}, azimuth_deg=-50, elevation_deg=40)


def skin_swab() -> Item:
    """A folded swab, moist with disinfectant."""

    def crumpled(p: Floats) -> Floats:
        out = p.copy()
        out[:, 2] *= 1.0 + 0.25 * np.sin(p[:, 0] * 190.0) * np.cos(p[:, 1] * 170.0)
        return out

    pad = warped(moved(box((0.038, 0.034, 0.010), 0.0045, 3, 6), (0.0, 0.0, 0.005)), crumpled)
    return Item("skin-swab", (Node("pad", "cloth", painted(pad, "#e9dfc8")),), {}, azimuth_deg=-55, elevation_deg=40)


def _bent(p: Floats) -> Floats:
    """Laid over a forearm that runs along x."""
    out = p.copy()
    angle = p[:, 1] / _FOREARM_M
    out[:, 1] = (_FOREARM_M + p[:, 2]) * np.sin(angle)
    out[:, 2] = (_FOREARM_M + p[:, 2]) * np.cos(angle) - _FOREARM_M
    return out


def film_dressing() -> Item:
    """A see-through dressing: its woven rim and the film's edge, the window left open."""
    rim = rounded([(-0.045, -0.034), (0.045, -0.034), (0.045, 0.034), (-0.045, 0.034)], 0.012, 0.006)
    window = rounded([(-0.028, -0.020), (0.028, -0.020), (0.028, 0.020), (-0.028, 0.020)], 0.010, 0.005)
    inner = rounded([(-0.025, -0.017), (0.025, -0.017), (0.025, 0.017), (-0.025, 0.017)], 0.009, 0.005)
    woven = warped(plate(rim, 0.0012, 0.0004, [window], 1, 0.008, 0.0004), _bent)
    film = warped(moved(plate(window, 0.0010, 0.0003, [inner], 1, 0.006, 0.0003), (0.0, 0.0, 0.0003)), _bent)
    nodes = (Node("rim", "cloth", painted(woven, "#fbfcfc")), Node("film", "plastic", painted(film, "#bcdcec")))
    return Item("film-dressing", nodes, {}, azimuth_deg=-50, elevation_deg=48)


def date_label() -> Item:
    """A small label with date, time and name."""
    card = plate(
        rounded([(-0.009, -0.024), (0.009, -0.024), (0.009, 0.024), (-0.009, 0.024)], 0.002, 0.006),
        0.0008,
        0.0003,
        None,
        1,
        0.006,
    )
    lines = [
        moved(box((0.0016, 0.036 - 0.010 * (k % 2), 0.0006), 0.0002, 1, 4), (-0.0050 + 0.0050 * k, 0.0, 0.0010))
        for k in range(3)
    ]
    nodes = (
        Node(
            "card",
            "plastic",
            joined(painted(warped(card, _bent), "#fff3c9"), *(painted(warped(one, _bent), INK) for one in lines)),
        ),
    )
    return Item("date-label", nodes, {}, azimuth_deg=-50, elevation_deg=48)


def sharps_bin() -> Item:
    """A yellow bin for sharp things with a slot in its red lid."""
    body = [(0.0003, 0.0), (0.052, 0.0), (0.056, 0.004), (0.064, 0.150), (0.064, 0.155), (0.0003, 0.155)]
    lid = [(0.068, 0.150), (0.070, 0.156), (0.069, 0.172), (0.060, 0.184), (0.030, 0.188), (0.0003, 0.188)]
    slot = _block((0.060, 0.018, 0.004), (0.0, 0.0, 0.1885), "#2a1512", 0.002)
    label = warped(moved(box((0.060, 0.0016, 0.055), 0.0006, 1, 8), (0.0, -0.061, 0.082)), _round_the_bin)
    sign = warped(
        moved(plate(ellipse(0.016, 0.016, 24), 0.0016, 0.0005, None, 1, 0.006), (0.0, -0.0622, 0.084), ("x", 90.0)),
        _round_the_bin,
    )
    nodes = (
        Node(
            "bin",
            "plastic",
            joined(painted(turned(np.array(body), 32), YELLOW), painted(label, WHITE), painted(sign, INK)),
        ),
        Node("lid", "plastic", joined(painted(turned(np.array(lid), 32), "#c93a2e"), slot)),
    )
    return Item("sharps-bin", nodes, {}, azimuth_deg=-62, elevation_deg=30)


def _round_the_bin(p: Floats) -> Floats:
    out = p.copy()
    radius = -p[:, 1]
    angle = p[:, 0] / radius
    out[:, 0], out[:, 1] = radius * np.sin(angle), -radius * np.cos(angle)
    return out


def hand_rub() -> Item:
    """A bottle of hand rub with its pump."""
    bottle = [
        (0.0003, 0.0),
        (0.030, 0.0),
        (0.033, 0.004),
        (0.033, 0.110),
        (0.028, 0.125),
        (0.014, 0.132),
        (0.0003, 0.132),
    ]
    neck = [(0.013, 0.130), (0.013, 0.148), (0.006, 0.150), (0.0045, 0.168), (0.0003, 0.168)]
    head = moved(box((0.020, 0.046, 0.012), 0.004), (0.0, -0.012, 0.172))
    label = [(0.0334, 0.030), (0.0337, 0.031), (0.0337, 0.094), (0.0334, 0.095)]
    nodes = (
        Node(
            "bottle",
            "plastic",
            joined(painted(turned(np.array(bottle), 24), "#cfe6ee"), painted(turned(np.array(label), 24), TEAL)),
        ),
        Node("pump", "plastic", joined(painted(turned(np.array(neck), 16), WHITE), painted(head, WHITE))),
    )
    return Item("hand-rub", nodes, {}, azimuth_deg=-62, elevation_deg=24)


def order_sheet() -> Item:
    """A clipboard with the written order."""
    board = plate(
        rounded([(-0.155, -0.112), (0.155, -0.112), (0.155, 0.112), (-0.155, 0.112)], 0.012, 0.05),
        0.004,
        0.0015,
        None,
        2,
        0.06,
    )
    paper = moved(box((0.270, 0.196, 0.0016), 0.0006, 1), (-0.012, 0.0, 0.0048))
    lines = [
        moved(box((0.004, 0.150 - 0.04 * (k % 3 == 2), 0.0008), 0.0003, 1), (0.075 - 0.026 * k, -0.012, 0.0058))
        for k in range(7)
    ]
    head = moved(box((0.016, 0.100, 0.0008), 0.0003, 1), (0.104, -0.035, 0.0058))
    clip = moved(box((0.030, 0.090, 0.012), 0.004), (0.140, 0.0, 0.009))
    nodes = (
        Node(
            "board",
            "plastic",
            joined(
                painted(board, "#8a6a4a"),
                painted(paper, WHITE),
                painted(joined(*lines), "#9fb0b8"),
                painted(head, TEAL),
            ),
        ),
        Node("clip", "metal", painted(clip, STEEL)),
    )
    return Item("order-sheet", nodes, {}, azimuth_deg=-50, elevation_deg=46)


ITEMS = (
    iv_trolley,
    tourniquet_coil,
    tourniquet_closed,
    wrist_band,
    skin_swab,
    film_dressing,
    date_label,
    sharps_bin,
    hand_rub,
    order_sheet,
)
