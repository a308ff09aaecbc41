"""A motorcyclist's full-face helmet: with the visor down, with it up, and the strap under the chin for itself.

helmet-closed, helmet-open  Origin: the middle of the wearer's skull; front +x, wearer's left +y, crown +z. Sockets
chin-strap                  shell.left and shell.right are where flat hands hold the shell. The strap has the same
                            origin, so that it closes under the chin of whoever wears the helmet.
"""

from __future__ import annotations

import numpy as np

from assets.recipes.equipment.forms import box, curve, line, quads, sweep, tube
from assets.recipes.equipment.outline import rounded
from assets.recipes.equipment.solid import (
    Floats,
    Item,
    Node,
    Solid,
    Vec3,
    joined,
    mixed,
    moved,
    painted,
    solid,
)

# Half length, half breadth, half height above and below the middle (m); shell and liner are THICK_M.
_A, _B, _UP, _DOWN = 0.148, 0.126, 0.152, 0.182
THICK_M = 0.028
_RIM_DEG, _TOP_DEG = -46.0, 90.0
# The opening for the eyes: half breadth, and its lower and upper edge (deg round the middle).
_PORT_DEG, _LOW_DEG, _HIGH_DEG = 68.0, -19.0, 19.0
_RAISED_DEG = 52.0
_SHELL, _STRIPE, _LINER, _GASKET, _VISOR = "#24598a", "#e9edf0", "#3b4148", "#20252a", "#2a3238"


def _skin(turn_deg: Floats, rise_deg: Floats, inset_m: float = 0.0, chin: float = 1.0) -> Floats:
    """Points (N,3) of the shell, or so far inside it, in the direction of a turn from the front and a rise."""
    t, r = np.radians(turn_deg), np.radians(rise_deg)
    below = np.clip(-rise_deg / 46.0, 0.0, 1.0)
    radial = np.cos(r) ** (1.0 - 0.5 * below)
    # The chin bar stands out in front, below the opening.
    bar = chin * 0.040 * np.clip((np.cos(t) - 0.15) / 0.85, 0.0, 1.0) ** 0.8
    bar = bar * np.clip((-rise_deg - 12.0) / 16.0, 0.0, 1.0)
    x = ((_A - inset_m) * radial + bar) * np.cos(t)
    y = (_B - inset_m) * radial * np.sin(t)
    z = np.where(rise_deg >= 0.0, _UP - inset_m, _DOWN - 0.3 * inset_m) * np.sin(r)
    return np.stack([x, y, z], axis=1)


def _grid(
    turns_deg: Floats,
    rises_deg: Floats,
    inset_m: float = 0.0,
    chin: float = 1.0,
    wrap: bool = False,
    taper: float = 0.0,
) -> Solid:
    """A patch of the shell, seen from outside; normals by differences. `taper`: how much lower it is at its sides."""
    turn, rise = (a.ravel() for a in np.meshgrid(turns_deg, rises_deg, indexing="xy"))
    if taper:
        middle = (rises_deg[0] + rises_deg[-1]) / 2
        rise = middle + (rise - middle) * (1.0 - taper * np.abs(turn / turns_deg[-1]) ** 3)
    points = _skin(turn, rise, inset_m, chin)
    step = 0.05
    low = np.minimum(rise, 89.9)
    across = _skin(turn + step, low, inset_m, chin) - _skin(turn - step, low, inset_m, chin)
    along = _skin(turn, low + step, inset_m, chin) - _skin(turn, low - step, inset_m, chin)
    normals = np.cross(across, along)
    return solid(points, normals, quads(len(rises_deg), len(turns_deg), wrap_columns=wrap)[:, ::-1])


def _port() -> Floats:
    """The opening's outline (N,2) in turn and rise (deg), counter-clockwise."""
    w, low, high = _PORT_DEG, _LOW_DEG, _HIGH_DEG
    return rounded([(-w, low), (w, low), (w, high), (-w, high)], [13.0, 13.0, 16.0, 16.0], 6.0, arc_steps=5)


def _opened(patch: Solid, turns_deg: Floats, rises_deg: Floats, inset_m: float) -> Solid:
    """The patch without the opening; what lies at its edge is moved onto the outline."""
    turn, rise = (a.ravel() for a in np.meshgrid(turns_deg, rises_deg, indexing="xy"))
    outline = _port()
    fine = np.concatenate([outline + (np.roll(outline, -1, axis=0) - outline) * k / 8 for k in range(8)])
    middle = np.stack([turn[patch.faces].mean(axis=1), rise[patch.faces].mean(axis=1)], axis=1)
    at_back = np.ptp(turn[patch.faces], axis=1) > 180.0
    open_ = _within(middle, outline) & ~at_back
    kept = patch.faces[~open_]
    edge = np.intersect1d(kept, patch.faces[open_])
    vertices = patch.vertices.copy()
    for v in edge:
        near = fine[((fine - (turn[v], rise[v])) ** 2).sum(axis=1).argmin()]
        vertices[v] = _skin(near[:1], near[1:], inset_m)[0]
    # A narrow face at a corner may have been turned over on the way.
    a, b, c = (vertices[kept[:, k]] for k in range(3))
    upright = (np.cross(b - a, c - a) * patch.normals[kept].sum(axis=1)).sum(axis=1) >= 0.0
    return Solid(vertices, patch.normals, kept[upright], patch.colours)


def _within(points: Floats, outline: Floats) -> np.ndarray:
    a, b = outline, np.roll(outline, -1, axis=0)
    x, y = points[:, :1], points[:, 1:]
    crosses = (a[:, 1] > y) != (b[:, 1] > y)
    at = a[:, 0] + (y - a[:, 1]) * (b[:, 0] - a[:, 0]) / np.where(b[:, 1] == a[:, 1], 1.0, b[:, 1] - a[:, 1])
    return np.asarray((crosses & (x < at)).sum(axis=1) % 2 == 1)


def _strip(outer: Floats, inner: Floats) -> Solid:
    """What joins two closed edges of the same number of points."""
    rows = np.concatenate([outer, inner])
    normals = np.cross(inner - outer, np.roll(outer, -1, axis=0) - outer)
    return solid(rows, np.concatenate([normals, normals]), quads(2, len(outer), wrap_columns=True))


def _stripe() -> Solid:
    """A light band over the crown, from above the opening to the nape."""
    rises, across = np.radians(np.linspace(27.0, 196.0, 22)), np.linspace(-0.026, 0.026, 5)
    rise, y = (a.ravel() for a in np.meshgrid(rises, across, indexing="ij"))
    thin = np.sqrt(1.0 - (y / _B) ** 2)
    points = np.stack([(_A + 0.0012) * np.cos(rise) * thin, y, (_UP + 0.0012) * np.sin(rise) * thin], axis=1)
    normals = points / np.array([_A, _B, _UP]) ** 2
    return painted(solid(points, normals, quads(len(rises), len(across))[:, ::-1]), _STRIPE)


def _shell() -> tuple[Solid, Solid, Solid]:
    """Outside, lining and edges."""
    turns = np.linspace(-180.0, 180.0, 64, endpoint=False)
    rises = np.concatenate([np.linspace(_RIM_DEG, 22.0, 15), np.linspace(30.0, _TOP_DEG, 8)])

    def tone(v: Floats, n: Floats) -> Floats:
        return mixed(_SHELL, "#2f6ca3", 0.5 + 0.5 * np.sin(2.0 * v[:, 2] / 0.05)) * (
            0.94 + 0.06 * np.clip(n[:, 2:], 0, 1)
        )

    outside = joined(painted(_opened(_grid(turns, rises, wrap=True), turns, rises, 0.0), tone), _stripe())
    few, rough = np.linspace(-180.0, 180.0, 40, endpoint=False), np.linspace(_RIM_DEG, _TOP_DEG, 15)
    lining = _opened(_grid(few, rough, THICK_M, wrap=True), few, rough, THICK_M)
    lining = Solid(lining.vertices, -lining.normals, lining.faces[:, ::-1].copy(), lining.colours)
    port = _port()
    ring = np.linspace(-180.0, 180.0, 48, endpoint=False)
    rim = np.full(len(ring), _RIM_DEG)
    edges = [
        painted(_strip(_skin(port[:, 0], port[:, 1], THICK_M), _skin(port[:, 0], port[:, 1])), _LINER),
        painted(_strip(_skin(ring, rim), _skin(ring, rim, THICK_M)), _LINER),
        painted(tube(_skin(port[:, 0], port[:, 1], 0.001), 0.0046, 6, closed=True), _GASKET),
        painted(tube(_skin(ring, rim, 0.002), 0.0055, 6, closed=True), _GASKET),
    ]
    return outside, painted(lining, _LINER), joined(*edges)


def _visor(raised: bool) -> Solid:
    """A tinted sheet on two hinges; raised it lies on the forehead of the shell."""
    turns, rises = np.linspace(-80.0, 80.0, 25), np.linspace(_LOW_DEG - 3.0, _HIGH_DEG + 4.0, 8)
    front = _grid(turns, rises, -0.010, chin=0.0, taper=0.55)
    back = _grid(turns, rises, -0.007, chin=0.0, taper=0.55)
    back = Solid(back.vertices, -back.normals, back.faces[:, ::-1].copy(), back.colours)

    def tone(v: Floats, n: Floats) -> Floats:
        return mixed(_VISOR, "#7d8b95", 0.8 * np.clip(n[:, 2], 0.0, 1.0))

    sheet = painted(joined(front, back), tone)
    hinges = [
        painted(moved(box((0.034, 0.012, 0.034), 0.0055), (0.004, s * (_B + 0.006), 0.0)), _GASKET) for s in (1, -1)
    ]
    if raised:
        sheet = moved(sheet, (0.0, 0.0, 0.006), ("y", -_RAISED_DEG))
    return joined(sheet, *hinges)


def _helmet(name: str, raised: bool) -> Item:
    outside, lining, edges = _shell()
    vents = [painted(moved(box((0.012, 0.030, 0.008), 0.003), (0.166, s * 0.026, -0.105)), _GASKET) for s in (1, -1)]
    nodes = (
        Node("shell", "plastic", outside),
        Node("lining", "foam", lining),
        Node("edges", "foam", joined(edges, *vents)),
        Node("visor", "plastic", _visor(raised)),
    )
    sockets: dict[str, Vec3] = {"shell.left": (0.005, _B, 0.01), "shell.right": (0.005, -_B, 0.01)}
    return Item(name, nodes, sockets, azimuth_deg=-38, elevation_deg=18)


def helmet_closed() -> Item:
    """As it is worn on the road."""
    return _helmet("helmet-closed", raised=False)


def helmet_open() -> Item:
    """With the visor up."""
    return _helmet("helmet-open", raised=True)


def chin_strap() -> Item:
    """From one side of the shell under the chin to the other, with its two rings."""
    half = [(-0.004, 0.094, -0.080), (0.014, 0.080, -0.108), (0.032, 0.050, -0.132), (0.040, 0.0, -0.140)]
    path = curve(np.array([*half, *((x, -y, z) for x, y, z in half[-2::-1])]), 5)
    section = rounded([(-0.011, -0.0012), (0.011, -0.0012), (0.011, 0.0012), (-0.011, 0.0012)], 0.001, 0.02, 2)
    webbing = painted(sweep(path, section, up=(0.3, 0.3, -1.0)), "#3d444b")
    rings = [
        painted(tube(line((0.012 + k, 0.086, -0.104), (0.030 + k, 0.060, -0.128)), 0.0022, 6), "#b9c2c9")
        for k in (0.0, 0.006)
    ]
    return Item(
        "chin-strap", (Node("webbing", "band", webbing), Node("rings", "metal", joined(*rings))), azimuth_deg=-38
    )


ITEMS = (helmet_closed, helmet_open, chin_strap)
