"""A model that was inspected -> a few pieces of triangles in metres, z up, with a colour at each corner.

The file is read by trimesh, from a description that holds nothing but what was inspected. Textures are looked up at the
corners: the stage draws colours. Glass is drawn solid.
"""

import io
import json
import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.modelfile.container import RefusedError
from simulator.modelfile.inspecting import Inspected, table
from simulator.modelfile.limits import LARGEST_M, SMALLEST_M
from simulator.modelfile.shapes import Material, Primitive, Surface

Floats = npt.NDArray[np.float32]
Exact = npt.NDArray[np.float64]
_METAL_FROM, _DULL_FROM = 0.5, 0.85  # own choice: which of the stage's surfaces comes nearest


@dataclass(frozen=True, slots=True)
class Piece:
    """vertices, normals (V,3) m, z up; colours (V,4) bytes sRGB; triangles (T,3); `finish` as the stage names it."""

    vertices: Floats
    normals: Floats
    colours: npt.NDArray[np.uint8]
    triangles: npt.NDArray[np.uint32]
    finish: str
    two_sided: bool


def flattened(found: Inspected) -> tuple[Piece, ...]:
    """The pieces of a model, one for each kind of surface. RefusedError for one of no usual size."""
    import trimesh

    scene = trimesh.load_scene(io.BytesIO(_plain(found)), file_type="glb", process=False, maintain_order=True)
    textures = [_texture(found, number) for number in range(len(found.model.images))]
    by_kind: dict[tuple[str, bool], list[Piece]] = {}
    for node in sorted(scene.graph.nodes_geometry):
        matrix, name = scene.graph[node]
        source = scene.geometry[name]
        mesh, number = source.metadata["primitive"]
        primitive = found.model.meshes[mesh].primitives[number]
        piece = _piece(found, source, np.asarray(matrix, np.float64), primitive, textures)
        by_kind.setdefault((piece.finish, piece.two_sided), []).append(piece)
    pieces = tuple(_joined(parts) for _, parts in sorted(by_kind.items()))
    corners = np.concatenate([piece.vertices for piece in pieces])
    size_m = float((corners.max(axis=0) - corners.min(axis=0)).max())
    if not SMALLEST_M <= size_m <= LARGEST_M or float(np.abs(corners).max()) > 2 * LARGEST_M:
        raise RefusedError(f"is {size_m:.3g} m large or stands far from its origin; export it in metres")
    return pieces


def _plain(found: Inspected) -> bytes:
    """The file again, described by nothing but shapes and places: one mesh for each primitive, which it names."""
    model = found.model
    meshes: list[dict[str, Any]] = []
    nodes: list[dict[str, Any]] = [node.model_dump(exclude_none=True, exclude={"mesh"}) for node in model.nodes]
    for index in sorted(found.shown):
        mesh = model.nodes[index].mesh
        for number, primitive in enumerate(model.meshes[mesh].primitives if mesh is not None else ()):
            read = {name: table for name, table in primitive.attributes.items() if name in ("POSITION", "NORMAL")}
            indices = {} if primitive.indices is None else {"indices": primitive.indices}
            extras = {"primitive": [mesh, number]}
            nodes[index]["children"] = [*nodes[index]["children"], len(nodes)]
            nodes.append({"mesh": len(meshes), "children": []})
            meshes.append({"primitives": [{"attributes": read, **indices, "mode": primitive.mode}], "extras": extras})
    for node in nodes:
        if not node["children"]:
            del node["children"]
    said = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": model.scenes[model.scene].nodes}],
        "nodes": nodes,
        "meshes": meshes,
        "accessors": [one.model_dump(exclude_none=True) for one in model.accessors],
        "bufferViews": [one.model_dump(exclude_none=True) for one in model.bufferViews],
        "buffers": [{"byteLength": len(found.binary)}],
    }
    text = json.dumps(said).encode()
    text += b" " * (-len(text) % 4)
    binary = found.binary + b"\0" * (-len(found.binary) % 4)
    whole = 12 + 8 + len(text) + 8 + len(binary)
    return b"".join((
        struct.pack("<4sII", b"glTF", 2, whole),
        struct.pack("<II", len(text), 0x4E4F534A), text,
        struct.pack("<II", len(binary), 0x004E4942), binary,
    ))  # fmt: skip


def _piece(found: Inspected, source: Any, matrix: Exact, primitive: Primitive, textures: list[Exact]) -> Piece:
    material = Material() if primitive.material is None else found.model.materials[primitive.material]
    surface = material.pbrMetallicRoughness or Surface()
    turn = matrix[:3, :3]
    triangles = np.asarray(source.faces, np.uint32)
    if np.linalg.det(turn) < 0:
        triangles = triangles[:, ::-1]  # a mirrored part would show its inside
    vertices = np.asarray(source.vertices, np.float64) @ turn.T + matrix[:3, 3]
    normals = np.asarray(source.vertex_normals, np.float64) @ np.linalg.pinv(turn)
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    normals = np.divide(normals, lengths, out=np.tile([0.0, 1.0, 0.0], (len(normals), 1)), where=lengths > 1e-12)
    colours = _colours(found, primitive, surface, textures, len(vertices))
    return Piece(_z_up(vertices), _z_up(normals), colours, triangles, _finish(material), material.doubleSided)


def _finish(material: Material) -> str:
    surface = material.pbrMetallicRoughness
    if surface is None:
        return "plastic"
    if surface.metallicFactor >= _METAL_FROM:
        return "metal"
    return "foam" if surface.roughnessFactor >= _DULL_FROM else "plastic"


def _colours(
    found: Inspected, primitive: Primitive, surface: Surface, textures: list[Exact], count: int
) -> npt.NDArray[np.uint8]:
    light = np.tile(np.asarray(surface.baseColorFactor[:3]), (count, 1))
    if "COLOR_0" in primitive.attributes:
        own = table(found, primitive.attributes["COLOR_0"])
        most = 1.0 if own.dtype.kind == "f" else float(np.iinfo(own.dtype).max)
        light *= own[:, :3].astype(np.float64) / most
    reference = surface.baseColorTexture
    if reference is not None and reference.texCoord == 0 and "TEXCOORD_0" in primitive.attributes:
        number = found.model.textures[reference.index].source
        if number is not None:
            light *= _looked_up(textures[number], table(found, primitive.attributes["TEXCOORD_0"]).astype(np.float64))
    light = np.clip(light, 0.0, 1.0)
    shown = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)  # IEC 61966-2-1
    return np.concatenate([np.rint(255 * shown), np.full((count, 1), 255)], axis=1).astype(np.uint8)


def _looked_up(texture: Exact, uv: Exact) -> Exact:
    high, wide = texture.shape[:2]
    columns = np.minimum((uv[:, 0] % 1.0 * wide).astype(int), wide - 1)
    rows = np.minimum((uv[:, 1] % 1.0 * high).astype(int), high - 1)
    found: Exact = texture[rows, columns]
    return found


def _texture(found: Inspected, number: int) -> Exact:
    """A picture as light (H, W, 3), 0..1."""
    from PySide6.QtGui import QImage

    index = found.model.images[number].bufferView
    assert index is not None
    picture = QImage.fromData(found.view(index)).convertToFormat(QImage.Format.Format_RGB888)
    if picture.isNull():
        raise RefusedError("has a picture that is damaged")
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    shown = rows[:, : 3 * picture.width()].reshape(picture.height(), picture.width(), 3) / 255.0
    light: Exact = np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4)
    return light


def _joined(parts: list[Piece]) -> Piece:
    starts = np.cumsum([0, *(len(part.vertices) for part in parts)])
    return Piece(
        np.concatenate([part.vertices for part in parts]),
        np.concatenate([part.normals for part in parts]),
        np.concatenate([part.colours for part in parts]),
        np.concatenate([part.triangles + np.uint32(at) for part, at in zip(parts, starts, strict=False)]),
        parts[0].finish,
        parts[0].two_sided,
    )


def _z_up(points: Exact) -> Floats:
    return np.stack([points[:, 0], -points[:, 2], points[:, 1]], axis=1).astype(np.float32)
