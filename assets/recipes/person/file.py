"""Write one person as GLB: a primitive a material, skin weights beside the vertices, the rig in the scene's extras.

In the file: metres, y-up; colours are sRGB bytes; `_JOINTS` (4 bytes) and `_WEIGHTS` (4 floats) a vertex; everything
is rounded, in a fixed order and without a date, so that the same sources give the same bytes.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import trimesh

from assets.recipes.person.cast import Person
from assets.recipes.person.grips import grip_patches, palms
from assets.recipes.person.light import shaded
from assets.recipes.person.mesh import Floats, Ints, Piece, normals
from assets.recipes.person.rig import Rest
from assets.recipes.person.skin import GLOVE
from assets.recipes.person.thin import thinned

# Triangles a person may have, by material: five people and a room are drawn without a graphics card.
ORDER = {"skin": 4600, "hands": 3400, "cloth": 9600, "hair": 2900, "eyes": 560}


def strongest(weights: Floats) -> tuple[Ints, Floats]:
    """The four strongest joints (V, 4) of each vertex and their weights, which add up to 1."""
    joints = np.argsort(-weights, axis=1, kind="stable")[:, :4]
    four = np.take_along_axis(weights, joints, axis=1)
    four = np.round(four / four.sum(axis=1, keepdims=True), 4)
    four[:, 0] += 1.0 - four.sum(axis=1)
    return np.where(four > 0.0, joints, 0), four


def corners(p: Piece, factor: Floats, most: int | None = None) -> tuple[Floats, Floats, Floats, Ints, Ints]:
    """points, normals, colours, rows of the piece, faces; a vertex between two colours is doubled.

    Normals and colours are those of the fine mesh, the faces a thinner choice: `most` of them, or as many as the
    material may have.
    """
    outward = normals(p.points, p.faces)
    faces, paint = thinned(p, p.tint * factor, most or ORDER[p.material])
    p = replace(p, faces=faces, paint=paint)
    ink = np.round(p.paint * 255.0).astype(np.int64)
    code = (ink[:, 0] * 256 + ink[:, 1]) * 256 + ink[:, 2]
    key = np.stack([p.faces.ravel(), np.repeat(code, 3)], axis=1)
    unique, inverse = np.unique(key, axis=0, return_inverse=True)
    # Neighbours in the file follow the same joints, so that skinning can go block by block.
    order = np.argsort(p.weights[unique[:, 0]].argmax(axis=1), kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    unique, inverse = unique[order], place[inverse]
    rows = unique[:, 0]
    rgb = np.stack([unique[:, 1] // 65536, unique[:, 1] // 256 % 256, unique[:, 1] % 256], axis=1) / 255.0
    colour = np.clip(rgb * (p.tint * factor)[rows], 0.0, 1.0)
    return p.points[rows], outward[rows], colour, rows, inverse.reshape(-1, 3)


def as_mesh(p: Piece, factor: Floats, most: int | None = None) -> tuple[trimesh.Trimesh, Floats, Floats]:
    """A piece as it is written: y up, sRGB bytes, joints and weights beside the vertices; and its corners' places and
    normals. `most`: no more triangles than this."""
    points, outward, colour, rows, faces = corners(p, factor, most)
    joints, weights = strongest(p.weights[rows])
    rgba = np.concatenate([np.round(colour * 255.0), np.full((len(rows), 1), 255.0)], axis=1)
    mesh = trimesh.Trimesh(
        np.round(points, 5),
        faces,
        vertex_normals=np.round(outward, 4),
        vertex_colors=rgba.astype(np.uint8),
        process=False,
    )
    mesh.vertex_attributes["_JOINTS"] = joints.astype(np.uint8)
    mesh.vertex_attributes["_WEIGHTS"] = weights.astype(np.float32)
    return mesh, points, outward


def write(path: Path, person: Person, rest: Rest, pieces: dict[str, Piece]) -> int:
    """Write the person; returns the number of vertices."""
    listed = [pieces[name] for name in ORDER]
    scene = trimesh.Scene()
    all_points, all_normals = [], []
    for p, factor in zip(listed, shaded(listed), strict=True):
        mesh, points, outward = as_mesh(p, factor)
        scene.add_geometry(mesh, node_name=p.material, geom_name=p.material)
        all_points.append(points)
        all_normals.append(outward)
    points, outward = np.concatenate(all_points), np.concatenate(all_normals)
    surface = {"grips": grip_patches(rest, points, outward), "palms": palms(rest, points, outward)}
    scene.metadata.update(_extras(person, rest) | surface)
    data = trimesh.exchange.gltf.export_glb(scene, include_normals=True)
    path.write_bytes(data)
    return sum(len(points) for points in all_points)


def _extras(person: Person, rest: Rest) -> dict[str, Any]:
    return {
        "person": person.name,
        "colours": "sRGB",
        "skin": [round(part, 4) for part in person.skin],
        "glove": [round(part, 4) for part in GLOVE],
        "joints": list(rest.names),
        "parents": list(rest.parents),
        "heads": np.round(rest.heads, 5).tolist(),
        "tails": np.round(rest.tails, 5).tolist(),
    }
