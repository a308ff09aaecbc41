"""Head immobiliser: two foam blocks with ear holes on a base plate.

head-blocks  Origin: on the board, under the middle of the head; the top of the head is +x, the face +z.
             Nodes block.left (y < 0) and block.right (y > 0) have their own origins, so that they can be moved; as
             baked they leave GAP_M between them for the head. Sockets anchor the forehead and chin straps.
"""

from __future__ import annotations

import numpy as np

from assets.recipes.equipment.forms import box, plate
from assets.recipes.equipment.outline import circle, rounded
from assets.recipes.equipment.solid import Floats, Item, Node, Solid, Vec3, joined, mirrored_y, moved, painted, warped

GAP_M, BLOCK_W_M, BLOCK_H_M, BASE_M = 0.158, 0.088, 0.165, 0.010


def _block() -> Solid:
    """One block, its inner face on y = 0, reaching out to +y, standing on z = 0."""
    side = rounded(
        [(-0.125, 0.0), (0.115, 0.0), (0.115, 0.115), (0.065, BLOCK_H_M), (-0.085, BLOCK_H_M), (-0.125, 0.10)],
        [0.014, 0.014, 0.022, 0.03, 0.03, 0.025],
        spacing_m=0.025,
    )
    raw = plate(side, BLOCK_W_M, 0.013, [circle(0.030, 22, (-0.012, 0.072))], steps=3, grid_m=0.03)
    standing = moved(raw, (0.0, BLOCK_W_M, 0.0), ("x", 90.0))

    def leaning(p: Floats) -> Floats:
        out = p.copy()
        # the outer side tapers upwards; the inner side is hollowed a little for the cheek
        taper = 1.0 - 0.28 * np.clip(p[:, 2] / BLOCK_H_M, 0.0, 1.0) * np.clip(p[:, 1] / BLOCK_W_M, 0.0, 1.0)
        hollow = 0.007 * np.exp(-((p[:, 0] + 0.01) ** 2 + (p[:, 2] - 0.085) ** 2) / 0.0045)
        out[:, 1] = p[:, 1] * taper + hollow * np.clip(1.0 - p[:, 1] / 0.03, 0.0, 1.0)
        return out

    return warped(standing, leaning)


def head_blocks() -> Item:
    """Base plate with its loop strips and D-rings, and the two blocks."""
    outline = rounded(
        [(-0.19, -0.168), (0.16, -0.168), (0.20, -0.10), (0.20, 0.10), (0.16, 0.168), (-0.19, 0.168)],
        [0.03, 0.04, 0.04, 0.04, 0.04, 0.03],
        spacing_m=0.03,
    )
    base = painted(plate(outline, BASE_M, 0.004, grid_m=0.05), "#2b333a")
    loops = [
        painted(moved(box((0.22, 0.07, 0.003), 0.0014), (0.0, s * 0.105, BASE_M + 0.001)), "#3c464f") for s in (1, -1)
    ]
    foam = _block()

    def tone(v: Floats, n: Floats) -> Floats:
        deep = np.clip(1.0 - np.hypot(v[:, 0] + 0.012, v[:, 2] - 0.072) / 0.033, 0.0, 1.0)[:, None]
        return np.array([0.13, 0.36, 0.62]) * (1.0 - 0.3 * deep) + 0.0 * n

    right = moved(painted(foam, tone), (0.0, GAP_M / 2, BASE_M))
    tabs = [
        painted(moved(box((0.034, 0.018, 0.006), 0.0025), (x, s * 0.170, BASE_M / 2)), "#5a6670")
        for s in (1, -1)
        for x in (-0.10, 0.055)
    ]
    nodes = (
        Node("base", "plastic", joined(base, *loops, *tabs)),
        Node("block.right", "foam", right, (0.0, GAP_M / 2, BASE_M)),
        Node("block.left", "foam", mirrored_y(right), (0.0, -GAP_M / 2, BASE_M)),
    )
    sockets: dict[str, Vec3] = {}
    for s, side in ((1, "right"), (-1, "left")):
        sockets[f"forehead.{side}"] = (0.055, s * 0.172, BASE_M)
        sockets[f"chin.{side}"] = (-0.10, s * 0.172, BASE_M)
        sockets[f"forehead.edge.{side}"] = (0.055, s * (GAP_M / 2 + 0.055), BASE_M + BLOCK_H_M)
        sockets[f"chin.edge.{side}"] = (-0.095, s * (GAP_M / 2 + 0.055), BASE_M + BLOCK_H_M - 0.02)
    return Item("head-blocks", nodes, sockets, azimuth_deg=-140, elevation_deg=28)


ITEMS = (head_blocks,)
