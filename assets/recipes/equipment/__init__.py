"""Recipes of the equipment: one module a family, each item in metres, z up in the recipe, y up in the file.

| item            | family   | origin                          | axes                                  |
|-----------------|----------|---------------------------------|---------------------------------------|
| long-board      | boards   | middle of the resting plane     | head end +x                           |
| soft-stretcher  | boards   | middle of the resting plane     | head end +x                           |
| scoop-left      | scoop    | middle of the resting plane     | head end +x, both closed, left half   |
| scoop-right     | scoop    | middle of the resting plane     | head end +x, both closed, right half  |
| collar-short    | collars  | the wearer's neck joint         | front +x, wearer's left +y, crown +z  |
| collar-regular  | collars  | the wearer's neck joint         | front +x, wearer's left +y, crown +z  |
| collar-tall     | collars  | the wearer's neck joint         | front +x, wearer's left +y, crown +z  |
| head-blocks     | heads    | under the middle of the head    | crown +x, face +z                     |
| helmet-closed   | helmet   | middle of the wearer's skull    | front +x, wearer's left +y, crown +z  |
| helmet-open     | helmet   | middle of the wearer's skull    | front +x, wearer's left +y, crown +z  |
| chin-strap      | helmet   | middle of the wearer's skull    | front +x, wearer's left +y, crown +z  |
| strap-loose     | straps   | middle of the coil, on the floor| webbing on its edge                   |
| strap-buckle    | straps   | middle of the underside         | webbing along y, outside +z           |
| towel-folded    | padding  | middle of the resting plane     | long side x                           |
| blanket         | padding  | middle of the resting plane     | long side x                           |
| head-pad        | padding  | middle of the resting plane     | crown +x, top at z = 0.017 in the dip |
| void-roll       | padding  | middle of the resting line      | lies along y                          |
| gym-mat         | padding  | middle of the resting plane     | long side x                           |
| kit-bag         | bags     | middle of the resting plane     | open pocket -y                        |
| glove-box       | bags     | middle of the resting plane     | opening +z                            |
| monitor         | monitors | middle of the resting plane     | screen -y                             |
| penlight        | tools    | middle, on the resting plane    | lamp +x                               |
| tape-roll       | tools    | middle of the resting plane     | axis z                                |
| trauma-shears   | tools    | under the screw                 | blades +x                             |
| ward-bed        | beds     | floor, under the lying pelvis   | head end +x                           |
| isolation-gown  | protection | middle of the resting plane    | folded, long side x                   |
| respirator      | protection | between the wearer's eyes      | front +x, wearer's left +y, crown +z  |
| goggles         | protection | between the wearer's eyes      | front +x, wearer's left +y, crown +z  |
| exam-gloves     | protection | middle of the resting plane    | fingers +x                            |
| rub-stand       | protection | middle of the foot             | tray -x                               |
| waste-bin       | protection | middle of the resting plane    | pedal -y                              |
| doorway         | isolation | floor, middle of the opening    | the way in +x, a screen towards +y    |
| door-leaf       | isolation | at its hinge, 1.05 m high       | the leaf lies along +x                |
| supply-trolley  | isolation | middle of the foot              | long side x, open to -y               |
| aed             | aed      | middle of the resting plane     | user -y, leads -x                     |
| aed-leads-*     | aed      | the world's                     | for a patient who lies at the origin  |
| pocket-mask     | aed      | on the skin over the mouth      | crown +x, away from the face +z       |

The items of `infusion`, `venepuncture`, `bleeding` and `shock` are told in those modules.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assets.recipes.equipment import (
    aed,
    bags,
    beds,
    bleeding,
    boards,
    collars,
    heads,
    helmet,
    infusion,
    isolation,
    monitors,
    padding,
    protection,
    scoop,
    shock,
    straps,
    tools,
    venepuncture,
)
from assets.recipes.equipment.glb import encoded
from assets.recipes.equipment.icons import icon_pngs
from assets.recipes.equipment.occlusion import shaded
from assets.recipes.equipment.solid import Item

FAMILIES = (
    boards,
    scoop,
    collars,
    heads,
    helmet,
    straps,
    padding,
    bags,
    monitors,
    tools,
    beds,
    infusion,
    venepuncture,
    protection,
    isolation,
    aed,
    bleeding,
    shock,
)
RECIPES: tuple[Callable[[], Item], ...] = tuple(make for family in FAMILIES for make in family.ITEMS)


def finished(make: Callable[[], Item]) -> Item:
    """The item with its shading baked into the colours."""
    item = make()
    return replace(item, nodes=shaded(item.nodes))


def main(out: str | Path) -> list[Path]:
    """Bake every item into `out`/NAME.glb and `out`/icons/NAME-SIZE.png; returns the files written."""
    folder = Path(out)
    (folder / "icons").mkdir(parents=True, exist_ok=True)
    written = []
    for make in RECIPES:
        item = finished(make)
        path = folder / f"{item.name}.glb"
        path.write_bytes(encoded(item))
        written.append(path)
        for size, png in icon_pngs(item).items():
            picture = folder / "icons" / f"{item.name}-{size}.png"
            picture.write_bytes(png)
            written.append(picture)
    return written
