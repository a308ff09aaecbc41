"""The equipment and the room: read each file once, hand out copies ready to hang into the scene.

`load_item("long-board")` gives a node named after the item. Below it stands one node per named part (`block.left`),
each over a geometry named `part.finish` (`block.left.foam`) and tagged `finish`; places stand as empty nodes named
`socket.NAME`. Metres, z up; vertex colours are sRGB. The recipes' docstrings say where each origin lies.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from panda3d import core as p3d

from simulator.paths import assets_dir

Floats = npt.NDArray[np.float32]
FOLDERS = ("equipment", "room")
MEND = "Install the program again, or restore the folder assets from the source."


class AssetError(Exception):
    """A model of the program is missing or damaged; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Mesh:
    """vertices, normals (V,3) m, z up; colours (V,4) bytes sRGB; triangles (T,3); uv (V,2), v upwards, or None."""

    vertices: Floats
    normals: Floats
    colours: npt.NDArray[np.uint8]
    triangles: npt.NDArray[np.uint32]
    uv: Floats | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One node of a file: where it stands (3,) in metres and, unless it is a mere place, its mesh."""

    name: str
    place: tuple[float, float, float]
    mesh: Mesh | None
    finish: str = ""


def load_item(name: str, folder: Path | None = None) -> p3d.NodePath:
    """A fresh copy of an item, not yet in any scene. Raises AssetError."""
    return p3d.NodePath(_prototype(item_file(name, folder)).copySubgraph())


def part(item: p3d.NodePath, name: str) -> p3d.NodePath:
    """The node of a named part or place (`screen`, `block.left`, `socket.chest.left`). Raises KeyError."""
    found = item.find(f"**/=part={name}")
    if found.isEmpty():
        raise KeyError(f"{item.getName()} has no part {name!r}")
    return found


def sockets(item: p3d.NodePath) -> dict[str, tuple[float, float, float]]:
    """The item's named places in its own frame, metres."""
    found = {}
    for node in item.findAllMatches("**/socket.*"):
        place = node.getPos(item)
        found[node.getName().removeprefix("socket.")] = (place.x, place.y, place.z)
    return found


def item_file(name: str, folder: Path | None = None) -> Path:
    """Where the file of an item should lie; it need not exist."""
    root = folder or assets_dir()
    places = [root / kind / f"{name}.glb" for kind in FOLDERS]
    return next((place for place in places if place.is_file()), places[0])


@cache
def _prototype(path: Path) -> p3d.PandaNode:
    root = p3d.NodePath(path.stem)
    for piece in read_pieces(path):
        node = root.attachNewNode(piece.name)
        node.setTag("part", piece.name)
        node.setPos(*piece.place)
        if piece.mesh is not None:
            body = node.attachNewNode(geometry(f"{piece.name}.{piece.finish}", piece.mesh))
            body.setTag("finish", piece.finish)
    return root.node()


def read_pieces(path: Path) -> tuple[Piece, ...]:
    """All nodes of one of our GLB files, sorted by name. Raises AssetError for a missing or damaged file."""
    check_whole(path)
    import trimesh  # late: it takes a third of a second, which a 2D session need not wait for

    try:
        scene = trimesh.load(path, process=False, maintain_order=True)
        names = [name for name in scene.graph.nodes if name != scene.graph.base_frame]
        return tuple(_piece(scene, name) for name in sorted(names))
    # Whatever is wrong inside the file, the parser's own exceptions say it in one of these ways.
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, struct.error) as error:
        raise AssetError(f"The model {path.name} is damaged. {MEND}") from error


def check_whole(path: Path) -> None:
    """Look at the header of a GLB file: no parser sees one that is cut off or something else. Raises AssetError."""
    try:
        whole = path.read_bytes()
    except OSError as error:
        raise AssetError(f"The model {path.name} cannot be read ({error.strerror}). {MEND}") from error
    if len(whole) < 20 or whole[:4] != b"glTF" or struct.unpack_from("<I", whole, 8)[0] != len(whole):
        raise AssetError(f"The model {path.name} is damaged. {MEND}")


def _piece(scene: Any, name: str) -> Piece:
    matrix, geometry_name = scene.graph[name]
    x, y, z = (float(v) for v in matrix[:3, 3])
    place = (x, -z, y)
    if geometry_name is None:
        return Piece(name, place, None)
    source = scene.geometry[geometry_name]
    uv = None
    if source.visual.kind == "texture":
        uv = np.asarray(source.visual.uv, np.float32)
        rgba = np.asarray(source.visual.material.baseColorFactor, np.uint8)
        colours = np.tile(rgba, (len(source.vertices), 1))
    else:
        colours = np.asarray(source.visual.vertex_colors, np.uint8)
    mesh = Mesh(_z_up(source.vertices), _z_up(source.vertex_normals), colours, np.asarray(source.faces, np.uint32), uv)
    return Piece(name, place, mesh, str(source.metadata["finish"]))


def _z_up(points: Any) -> Floats:
    """glTF axes (y up) to the world's (z up): the one place where this happens for these files."""
    p = np.asarray(points, np.float32)
    return np.stack([p[:, 0], -p[:, 2], p[:, 1]], axis=1)


def geometry(name: str, mesh: Mesh, usage: int = p3d.Geom.UHStatic) -> p3d.GeomNode:
    """A mesh as a node for Panda3D: position, normal and colour columns, and texture coordinates if it has them."""
    columns: list[Any] = [("vertex", np.float32, 3), ("normal", np.float32, 3), ("colour", np.uint8, 4)]
    layout = p3d.GeomVertexFormat.getV3n3c4()
    if mesh.uv is not None:
        columns.append(("uv", np.float32, 2))
        layout = p3d.GeomVertexFormat.getV3n3c4t2()
    rows = np.zeros(len(mesh.vertices), dtype=columns)
    rows["vertex"], rows["normal"], rows["colour"] = mesh.vertices, mesh.normals, mesh.colours
    if mesh.uv is not None:
        rows["uv"] = mesh.uv
    data = p3d.GeomVertexData(name, layout, usage)
    data.uncleanSetNumRows(len(rows))
    memoryview(data.modifyArray(0)).cast("B")[:] = rows.tobytes()
    triangles = p3d.GeomTriangles(usage)
    triangles.setIndexType(p3d.GeomEnums.NTUint16 if len(rows) < 65536 else p3d.GeomEnums.NTUint32)
    kind = np.uint16 if len(rows) < 65536 else np.uint32
    index = triangles.modifyVertices()
    index.uncleanSetNumRows(mesh.triangles.size)
    memoryview(index).cast("B")[:] = mesh.triangles.astype(kind).tobytes()
    geom = p3d.Geom(data)
    geom.addPrimitive(triangles)
    node = p3d.GeomNode(name)
    node.addGeom(geom)
    return node
