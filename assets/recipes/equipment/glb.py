"""An item as GLB bytes: named nodes, sockets as empty nodes, y up as the standard says. Equal items, equal bytes."""

from __future__ import annotations

import numpy as np
import trimesh
from trimesh.visual import ColorVisuals, TextureVisuals
from trimesh.visual.material import PBRMaterial

from assets.recipes.equipment.solid import FINISHES, Floats, Item, Node


def y_up(points: Floats) -> Floats:
    """World axes (z up) to glTF axes (y up)."""
    return np.stack([points[:, 0], points[:, 2], -points[:, 1]], axis=1)


def encoded(item: Item) -> bytes:
    """The GLB file of an item."""
    scene = trimesh.Scene()
    for node in item.nodes:
        scene.add_geometry(
            _mesh(node), node_name=node.name, geom_name=f"{node.name}.mesh", transform=_shift(node.origin)
        )
    for name in sorted(item.sockets):
        scene.graph.update(frame_to=f"socket.{name}", frame_from="world", matrix=_shift(item.sockets[name]))
    data: bytes = scene.export(file_type="glb", include_normals=True)
    return data


def _shift(by: tuple[float, float, float]) -> Floats:
    matrix = np.eye(4)
    matrix[:3, 3] = np.round(y_up(np.array([by], dtype=np.float64))[0], 5)
    return matrix


def _mesh(node: Node) -> trimesh.Trimesh:
    if node.finish not in FINISHES:
        raise ValueError(f"{node.name}: unknown finish {node.finish!r}")
    shape = node.solid
    # Rounding hides the last bits, in which machines may differ.
    vertices = np.round(y_up(shape.vertices - np.array(node.origin)), 5)
    normals = np.round(y_up(shape.normals), 3)
    if shape.uv is not None:
        grey = PBRMaterial(name=node.finish, baseColorFactor=[20, 26, 32, 255], roughnessFactor=0.3)
        visual = TextureVisuals(uv=shape.uv, material=grey)
    else:
        rgba = np.full((len(vertices), 4), 255, dtype=np.uint8)
        rgba[:, :3] = np.round(np.clip(shape.colours, 0.0, 1.0) * 255.0).astype(np.uint8)
        visual = ColorVisuals(vertex_colors=rgba)
    mesh = trimesh.Trimesh(vertices, shape.faces, vertex_normals=normals, visual=visual, process=False)
    mesh.metadata.clear()
    mesh.metadata["finish"] = node.finish
    return mesh
