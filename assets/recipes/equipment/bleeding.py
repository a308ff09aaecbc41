"""A bleeding thigh and what stops it. Blood is shown plainly and without horror: dark, matt, no open flesh.

wound-cloth          the torn, soaked trouser leg. Origin: the axis of the left thigh, which is x (hip +x, front +z).
wound-bare           the trouser leg cut open, the wound on the skin. Origin as wound-cloth.
dressing-pad         a pressure dressing, bent to lie over the wound. Origin: on the skin under its middle.
dressing-red         the same, soaked through.
tourniquet           a ready loop, and as it is round a knee. Origin: its middle, the axis is x.
tourniquet-above     closed round the thigh 5-7.5 cm above the wound. Origin: the thigh's axis there.
tourniquet-at-wound  closed right at the wound. Origin: the thigh's axis there.
tourniquet-groin     closed as high as it goes. Origin: the thigh's axis there.
blood-pool-small, blood-pool-middle, blood-pool-large
                     blood on the floor, 22, 40 and 58 cm long. Origin: its middle, on the floor.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from assets.recipes.equipment.forms import box, plate, sweep, tube
from assets.recipes.equipment.outline import ellipse, rounded
from assets.recipes.equipment.solid import Floats, Item, Node, joined, mixed, moved, painted, srgb, warped
from assets.recipes.equipment.straps import section

BLOOD, DARK_BLOOD, SKIN, WHITE, BLACK = "#8e1620", "#5c0e16", "#e0b294", "#f1efe8", "#23282d"
CLOTH = "#5f7384"
ABOVE_M = 0.090  # the middle of the band above the middle of the wound: 5 to 7.5 cm of skin lie between their edges
GROIN_M = 0.185

# The surface of the clothed left thigh about its axis, fitted to the baked patient: radius (m) = first row + x times
# second row, each 1, cos, sin, cos 2, sin 2, cos 3, sin 3 of the angle from the inner side (0) over the front (90 deg).
_THIGH = np.array(
    [
        (0.0834, -0.0047, -0.0049, -0.0016, -0.0011, 0.0027, -0.0007),
        (0.0924, 0.0287, 0.0942, 0.0122, -0.0096, -0.0085, 0.0003),
    ]
)
_FRONT_DEG = 100.0  # the wound is a little to the outside of the front
_ARC_M = 0.09  # a flat metre across is this much of a radian


def _thigh_m(x: Floats, angle: Floats) -> Floats:
    waves = np.stack([f(k * angle) for k in (1, 2, 3) for f in (np.cos, np.sin)])
    constant, slope = (row[0] + np.tensordot(row[1:], waves, axes=1) for row in _THIGH)
    return np.asarray(constant + x * slope)


def _on_thigh(at_m: float = 0.0) -> Callable[[Floats], Floats]:
    """Lays flat things (x along, y inwards, z out) onto the thigh at `at_m` along its axis."""

    def lay(p: Floats) -> Floats:
        angle = np.radians(_FRONT_DEG) - p[:, 1] / _ARC_M
        radius = _thigh_m(p[:, 0] + at_m, angle) + p[:, 2]
        return np.stack([p[:, 0], radius * np.cos(angle), radius * np.sin(angle)], axis=1)

    return lay


def _ragged(rx: float, ry: float, count: int, waves: tuple[tuple[int, float, float], ...]) -> Floats:
    """An ellipse whose edge runs in and out: (times round, share, shift in rad) of each wave."""
    angle = np.arange(count) * 2 * np.pi / count
    grow = 1.0 + sum(share * np.sin(times * angle + shift) for times, share, shift in waves)
    return np.stack([rx * grow * np.cos(angle), ry * grow * np.sin(angle)], axis=1)


_SPILT = ((2, 0.10, 0.4), (3, 0.12, 1.9), (5, 0.07, 0.8), (9, 0.03, 2.2))


def _cut(v: Floats, long_m: float, wide_m: float) -> Floats:
    """How far a point lies from the middle of the oblique cut: 1 on its edge."""
    c, s = np.cos(0.5), np.sin(0.5)
    return np.asarray(np.hypot((v[:, 0] * s + v[:, 1] * c) / long_m, (v[:, 0] * c - v[:, 1] * s) / wide_m))


def wound_cloth() -> Item:
    """Soaked cloth with a tear in it."""

    def tone(v: Floats, n: Floats) -> Floats:
        wet = mixed(BLOOD, DARK_BLOOD, 0.5 + 0.5 * np.sin(v[:, 0] * 60.0 + 3.0 * np.sin(v[:, 1] * 45.0)))
        tear = np.clip(2.0 - 1.6 * _cut(v, 0.034, 0.010), 0.0, 1.0)[:, None]
        return wet * (1 - tear) + srgb("#2c070b") * tear

    sheet = plate(_ragged(0.085, 0.062, 72, _SPILT), 0.0065, 0.0020, steps=2, grid_m=0.009)
    run = moved(
        plate(_ragged(0.030, 0.085, 48, _SPILT), 0.0062, 0.0019, steps=2, grid_m=0.011), (-0.016, -0.075, -0.0005)
    )
    soaked = warped(painted(joined(sheet, run), tone), _on_thigh())
    return Item("wound-cloth", (Node("cloth", "cloth", soaked),), {}, azimuth_deg=-70, elevation_deg=40)


def wound_bare() -> Item:
    """Bare skin between the edges of the cut cloth; the wound, and blood that ran from it."""
    outline = rounded([(-0.10, -0.055), (0.16, -0.070), (0.16, 0.075), (-0.10, 0.060)], 0.045, 0.006, 6)

    def tone(v: Floats, n: Floats) -> Floats:
        skin = np.broadcast_to(srgb(SKIN), v.shape)
        down = np.hypot(v[:, 0] / 0.030 + 0.25 * np.sin(v[:, 1] * 70.0), np.minimum(v[:, 1] - 0.02, 0.0) / 0.075)
        smear = np.clip(1.9 - 1.5 * np.minimum(_cut(v, 0.042, 0.020), down + 4.0 * (v[:, 1] > 0.02)), 0.0, 1.0)[:, None]
        cut = np.clip(2.4 - 2.0 * _cut(v, 0.030, 0.0070), 0.0, 1.0)[:, None]
        shown = skin * (1 - smear) + srgb("#a32a2c") * smear
        return np.asarray(shown * (1 - cut) + srgb(DARK_BLOOD) * cut)

    skin = painted(plate(outline, 0.0062, 0.0015, steps=1, grid_m=0.0062), tone)
    rim = np.column_stack([outline, np.full(len(outline), 0.0055)])
    hem = rounded([(-0.0055, -0.0045), (0.0055, -0.0045), (0.0045, 0.0042), (-0.0045, 0.0042)], 0.0035, 0.01, 2)
    turned_out = painted(sweep(rim, hem, closed=True), CLOTH)
    lay = _on_thigh()
    nodes = (Node("skin", "foam", warped(skin, lay)), Node("hem", "cloth", warped(turned_out, lay)))
    return Item("wound-bare", nodes, {}, azimuth_deg=-70, elevation_deg=42)


def _dressing(name: str, soaked: bool) -> Item:
    def tone(v: Floats, n: Floats) -> Floats:
        weave = 0.5 + 0.5 * np.sin(v[:, 0] * 300.0) * np.sin(v[:, 1] * 300.0)
        cloth = mixed(WHITE, "#e2dfd4", weave)
        if not soaked:
            return cloth
        ragged = 0.18 * np.sin(5 * np.arctan2(v[:, 1], v[:, 0]) + 0.7) + 0.10 * np.sin(v[:, 0] * 160.0)
        red = np.clip(3.2 - 3.0 * (np.hypot(v[:, 0] / 0.042, (v[:, 1] + 0.01) / 0.040) + ragged), 0.0, 1.0)[:, None]
        return cloth * (1 - red) + mixed(BLOOD, "#a32a2c", weave) * red

    pad = moved(plate(rounded([(-0.06, -0.05), (0.06, -0.05), (0.06, 0.05), (-0.06, 0.05)], 0.012, 0.006), 0.016, 0.007,
                      steps=3, grid_m=0.007), (0.0, 0.0, 0.004))  # fmt: skip
    upper = plate(rounded([(-0.05, -0.042), (0.05, -0.042), (0.05, 0.042), (-0.05, 0.042)], 0.012, 0.006), 0.009, 0.004,
                  steps=2, grid_m=0.007)  # fmt: skip
    both = painted(joined(pad, moved(upper, (0.002, -0.002, 0.019))), tone)
    front = np.array([np.radians(_FRONT_DEG)])
    skin = float(_thigh_m(np.zeros(1), front)[0])
    under = (0.0, -skin * float(np.cos(front)[0]), -skin * float(np.sin(front)[0]))
    upright = moved(moved(warped(both, _on_thigh()), under), (0.0, 0.0, 0.0), ("x", 90.0 - _FRONT_DEG))
    return Item(name, (Node("pad", "cloth", upright),), {}, azimuth_deg=-65, elevation_deg=45)


def dressing_pad() -> Item:
    """The pressure dressing as it is laid on."""
    return _dressing("dressing-pad", soaked=False)


def dressing_red() -> Item:
    """The pressure dressing when blood comes through."""
    return _dressing("dressing-red", soaked=True)


def _tourniquet(name: str, radius_m: Callable[[Floats], Floats]) -> Item:
    """A band with its windlass, clip, buckle and the white tab for the time; `radius_m` by the angle (rad)."""
    angle = np.linspace(0.0, 2 * np.pi, 64, endpoint=False)
    radius = radius_m(angle) + 0.0035
    ring = np.stack([np.zeros(64), radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    web = section(0.038, 0.0030)[:, ::-1] * np.array([-1.0, 1.0])
    band = painted(sweep(ring, web, up=(1.0, 0.0, 0.0), closed=True), BLACK)

    def sits(p: Floats) -> Floats:
        """Flat things (x along the limb, y round it, z out) onto the band, from its front outwards."""
        a = np.radians(_FRONT_DEG) - p[:, 1] / _ARC_M
        r = radius_m(a) + 0.005 + p[:, 2]
        return np.stack([p[:, 0], r * np.cos(a), r * np.sin(a)], axis=1)

    plate_ = painted(moved(box((0.042, 0.075, 0.004), 0.0018, 2, 6), (0.0, 0.0, 0.001)), "#30373d")
    loop = painted(moved(box((0.030, 0.020, 0.007), 0.003, 2, 2), (0.0, 0.0, 0.005)), BLACK)
    clip = [painted(moved(box((0.004, 0.018, 0.020), 0.0018, 2, 2), (x, -0.047, 0.009)), "#3d464d")
            for x in (-0.014, 0.014)]  # fmt: skip
    tab = painted(moved(box((0.030, 0.026, 0.0025), 0.001, 1, 3), (0.0, 0.052, 0.001)), "#f6f7f5")
    lines = [
        painted(moved(box((0.022, 0.0022, 0.001), 0.0004, 1), (0.0, y, 0.0026)), "#5b6670") for y in (0.048, 0.056)
    ]
    buckle = painted(moved(box((0.046, 0.022, 0.008), 0.003, 2, 2), (0.0, 0.100, 0.003)), "#30373d")
    red = painted(moved(box((0.036, 0.030, 0.003), 0.0012, 1, 3), (0.0, 0.130, 0.003)), "#c0392b")
    parts = [warped(part, sits) for part in (plate_, loop, *clip, tab, *lines, buckle, red)]
    front = np.radians(_FRONT_DEG)
    out = float(radius_m(np.array([front]))[0]) + 0.021
    across = np.array([0.0, np.sin(front), -np.cos(front)])
    middle = np.array([0.0, out * np.cos(front), out * np.sin(front)])
    rod = painted(tube(np.array([middle + across * d for d in (-0.062, -0.02, 0.02, 0.062)]), 0.0052, 10,
                       up=(1.0, 0.0, 0.0)), "#4a545c")  # fmt: skip
    nodes = (
        Node("band", "cloth", band),
        Node("parts", "plastic", joined(*parts)),
        Node("windlass", "plastic", rod),
    )
    return Item(name, nodes, {}, azimuth_deg=-40, elevation_deg=48)


def _round(angle: Floats) -> Floats:
    """Round a knee, or nothing."""
    return np.asarray(0.082 + 0.010 * np.sin(angle) - 0.006 * np.cos(2 * angle))


def _at(x_m: float) -> Callable[[Floats], Floats]:
    # A tight strap takes in what is soft: a few millimetres all round.
    return lambda angle: np.asarray(_thigh_m(np.full(angle.shape, x_m), angle) + 0.001)


def tourniquet() -> Item:
    """The loop as it lies ready."""
    return _tourniquet("tourniquet", _round)


def tourniquet_above() -> Item:
    """Closed where it should be."""
    return _tourniquet("tourniquet-above", _at(ABOVE_M))


def tourniquet_at_wound() -> Item:
    """Closed right at the wound."""
    return _tourniquet("tourniquet-at-wound", lambda angle: _at(0.025)(angle) + 0.006)


def tourniquet_groin() -> Item:
    """Closed as high as it goes."""
    return _tourniquet("tourniquet-groin", lambda angle: _at(GROIN_M)(angle) + 0.004)


def _pool(name: str, rx: float, ry: float) -> Item:
    def tone(v: Floats, n: Floats) -> Floats:
        rim = np.clip(1.35 * np.hypot(v[:, 0] / rx, v[:, 1] / ry) - 0.35, 0.0, 1.0)
        return mixed(DARK_BLOOD, BLOOD, rim)

    sheet = plate(_ragged(rx, ry, 96, _SPILT), 0.0034, 0.0015, steps=2, grid_m=max(rx / 9, 0.02))
    drops = [
        moved(plate(ellipse(r, 0.8 * r, 20), 0.0026, 0.0012, steps=2, grid_m=0.03), (x * rx, y * ry, 0.0))
        for x, y, r in ((1.25, 0.5, 0.010), (-1.2, -0.6, 0.014), (0.55, -1.35, 0.008))
    ]
    blood = painted(joined(sheet, *drops), tone)
    return Item(name, (Node("blood", "plastic", blood),), {}, azimuth_deg=-60, elevation_deg=40)


def pool_small() -> Item:
    """A first puddle."""
    return _pool("blood-pool-small", 0.11, 0.065)


def pool_middle() -> Item:
    """It spreads."""
    return _pool("blood-pool-middle", 0.20, 0.115)


def pool_large() -> Item:
    """It spreads far."""
    return _pool("blood-pool-large", 0.29, 0.165)


ITEMS = (
    wound_cloth,
    wound_bare,
    dressing_pad,
    dressing_red,
    tourniquet,
    tourniquet_above,
    tourniquet_at_wound,
    tourniquet_groin,
    pool_small,
    pool_middle,
    pool_large,
)
