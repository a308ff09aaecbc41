"""Recipe of the skills lab: 9 x 7 m, 2.8 m high, daylight from three windows in the +x wall.

Origin: the middle of the floor; the middle 4 x 3.5 m is free. Walls, floor and ceiling are seen from inside only, so
that a camera may stand outside. Nodes: `floor` (takes live shadows), `shell`, `fittings` (baked light in the colours),
`outside` and `lamps` (shine by themselves). Sockets: `trolley.top`, `counter.left`, `counter.right`, `bed`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from assets.recipes.equipment.glb import encoded
from assets.recipes.equipment.occlusion import openness, surface_points
from assets.recipes.equipment.solid import Item, Node, Solid, Vec3, joined
from assets.recipes.room import fittings, furniture, shell
from assets.recipes.room.daylight import Block, light


def room() -> Item:
    """The whole room with its light baked into the colours."""
    parts = [
        fittings.cupboards(),
        fittings.door(),
        furniture.bed(),
        furniture.curtain(),
        furniture.trolley(),
        furniture.small_things(),
    ]
    blocks: tuple[Block, ...] = tuple(block for _, more in parts for block in more)
    things = [thing for thing, _ in parts] + [fittings.clock(), fittings.whiteboard(), fittings.poster()]
    things = [_creased(_lit(thing, blocks), thing) for thing in things]
    nodes = (
        Node("floor", "floor", _lit(shell.floor(), blocks)),
        Node(
            "shell",
            "room",
            joined(*(_lit(s, blocks) for s in (shell.walls(), shell.rails(), shell.ceiling(), shell.windows()))),
        ),
        Node("fittings", "room", joined(*things)),
        Node("outside", "screen", shell.outside()),
        Node("lamps", "screen", shell.lamps()),
    )
    x, y, _ = furniture.TROLLEY
    sockets: dict[str, Vec3] = {
        "trolley.top": (x, y, 0.860),
        "counter.left": (-1.9, 3.15, 0.898),
        "counter.right": (1.25, 3.15, 0.898),
        "bed": (furniture.BED[0], furniture.BED[1], 0.60),
    }
    return Item("room", nodes, sockets)


def _lit(shape: Solid, blocks: tuple[Block, ...]) -> Solid:
    return replace(shape, colours=np.clip(shape.colours * light(shape.vertices, shape.normals, blocks), 0.0, 1.0))


def _creased(lit: Solid, shape: Solid) -> Solid:
    """Darken the creases of one thing by its own small-scale occlusion."""
    spacing = 0.012
    share = openness(shape.vertices, shape.normals, surface_points(shape, spacing), spacing, count=64, below=0.8)
    return replace(lit, colours=lit.colours * (0.55 + 0.45 * np.minimum(share * 1.1, 1.0))[:, None])


def main(out: str | Path) -> list[Path]:
    """Bake `out`/room.glb; returns the file written."""
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "room.glb"
    path.write_bytes(encoded(room()))
    return [path]
