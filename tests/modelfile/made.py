"""GLB files for tests: a small right one, and the same with one thing changed."""

import json
import struct
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np

Description = dict[str, Any]

_CORNERS = np.array([[0, 0, 0], [0.2, 0, 0], [0.2, 0, 0.1], [0, 0.1, 0]], "<f4")
_NORMALS = np.tile(np.array([0, 1, 0], "<f4"), (4, 1))
_COLOURS = np.array([[255, 0, 0, 255]] * 4, np.uint8)
_UV = np.array([[0.25, 0.25], [0.75, 0.25], [0.75, 0.75], [0.25, 0.75]], "<f4")
_TRIANGLES = np.array([0, 1, 2, 0, 2, 3], "<u2")
TABLES = {
    "POSITION": (_CORNERS, "VEC3", 5126),
    "NORMAL": (_NORMALS, "VEC3", 5126),
    "COLOR_0": (_COLOURS, "VEC4", 5121),
    "TEXCOORD_0": (_UV, "VEC2", 5126),
    "indices": (_TRIANGLES, "SCALAR", 5123),
}


def glb(said: Description, binary: bytes, *, text: bytes | None = None) -> bytes:
    """A file with this description and this binary part."""
    words = json.dumps(said).encode() if text is None else text
    words += b" " * (-len(words) % 4)
    binary += b"\0" * (-len(binary) % 4)
    parts = struct.pack("<II", len(words), 0x4E4F534A) + words + struct.pack("<II", len(binary), 0x004E4942) + binary
    return struct.pack("<4sII", b"glTF", 2, 12 + len(parts)) + parts


def parts(pictures: tuple[bytes, ...] = ()) -> tuple[Description, bytes]:
    """The description and the binary part of a small model, with every table that is read."""
    binary, views, accessors = b"", [], []
    for rows, kind, component in TABLES.values():
        raw = rows.tobytes()
        accessors.append({"bufferView": len(views), "componentType": component, "count": len(rows), "type": kind})
        views.append({"buffer": 0, "byteOffset": len(binary), "byteLength": len(raw)})
        binary += raw + b"\0" * (-len(raw) % 4)
    for picture in pictures:
        views.append({"buffer": 0, "byteOffset": len(binary), "byteLength": len(picture)})
        binary += picture + b"\0" * (-len(picture) % 4)
    names = list(TABLES)
    primitive = {"attributes": {name: names.index(name) for name in names[:-1]}, "indices": 4, "material": 0}
    surface: Description = {"baseColorFactor": [1, 1, 1, 1], "metallicFactor": 0, "roughnessFactor": 0.5}
    said: Description = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"children": [1]}, {"mesh": 0, "translation": [0, 1, 0]}],
        "meshes": [{"primitives": [primitive]}],
        "materials": [{"pbrMetallicRoughness": surface}],
        "accessors": accessors,
        "bufferViews": views,
        "buffers": [{"byteLength": len(binary)}],
    }
    if pictures:
        surface["baseColorTexture"] = {"index": 0}
        said["textures"] = [{"source": 0}]
        first = len(TABLES)
        said["images"] = [{"bufferView": first + n, "mimeType": "image/png"} for n in range(len(pictures))]
    return said, binary


def model(change: Callable[[Description], None] = lambda said: None, pictures: tuple[bytes, ...] = ()) -> bytes:
    """The small model after `change`."""
    said, binary = parts(pictures)
    change(said)
    return glb(said, binary)


def png(wide: int, high: int, rows: bytes | None = None) -> bytes:
    """A picture of one colour, or with these bytes for its rows."""
    raw = zlib.compress((b"\0" + b"\0\x80\0" * wide) * high) if rows is None else rows
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    found = b"\x89PNG\r\n\x1a\n"
    for kind, content in ((b"IHDR", head), (b"IDAT", raw), (b"IEND", b"")):
        check = struct.pack(">I", zlib.crc32(kind + content))
        found += struct.pack(">I", len(content)) + kind + content + check
    return found
