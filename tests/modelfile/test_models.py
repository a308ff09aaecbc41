"""A model from anybody becomes plain triangles in a child process, or one sentence, whatever its bytes."""

import json
import random
import struct
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.modelfile import limits, preparing
from simulator.modelfile.container import RefusedError
from simulator.modelfile.flattening import flattened
from simulator.modelfile.inspecting import inspected
from simulator.modelfile.preparing import asked, pieces_of
from tests.modelfile.made import Description, glb, model, parts, png

Change = Callable[[Description], None]


@pytest.fixture(autouse=True)
def _fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is remembered from before."""
    monkeypatch.setattr(preparing, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    monkeypatch.setattr(preparing, "_refusals", {})


def put(*way: Any) -> Change:
    """A change that puts the last value of `way` at the place before it."""
    *parents, last, value = way

    def change(said: Description) -> None:
        place: Any = said
        for part in parents:
            place = place[part]
        place[last] = value

    return change


def test_a_model_comes_out_in_metres_with_z_up_and_its_colours(tmp_path: Path) -> None:
    file = tmp_path / "tube.glb"
    file.write_bytes(model())
    (piece,) = pieces_of(file)
    assert np.allclose(piece.vertices, [[0, 0, 1], [0.2, 0, 1], [0.2, -0.1, 1], [0, 0, 1.1]])
    assert piece.normals[0].tolist() == [0, 0, 1]
    assert piece.colours.tolist() == [[255, 0, 0, 255]] * 4
    assert piece.triangles.tolist() == [[0, 1, 2], [0, 2, 3]]
    assert (piece.finish, piece.two_sided) == ("plastic", False)


def test_what_was_looked_at_once_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, asks = tmp_path / "tube.glb", []
    monkeypatch.setattr(preparing, "asked", lambda content: asks.append(1) or asked(content))
    for content in (model(), b"other"):
        file.write_bytes(content)
        for _ in range(2):
            assert said_of(file) in ("shown", "is no GLB file (binary glTF 2.0)")
    assert len(asks) == 2
    for kept in (tmp_path / "cache" / "models").iterdir():
        kept.write_bytes(b"PK\x03\x04 damaged")
    file.write_bytes(model())
    assert len(pieces_of(file)) == 1
    assert len(asks) == 3


def said_of(file: Path) -> str:
    """What is said of a model's file."""
    try:
        pieces_of(file)
    except RefusedError as error:
        return str(error)
    return "shown"


@pytest.mark.parametrize(
    ("change", "finish", "two_sided", "colour"),
    [
        (put("materials", 0, "pbrMetallicRoughness", "metallicFactor", 1), "metal", False, [255, 0, 0]),
        (put("materials", 0, "pbrMetallicRoughness", "roughnessFactor", 1), "foam", False, [255, 0, 0]),
        (put("materials", 0, "doubleSided", True), "plastic", True, [255, 0, 0]),
        (put("materials", 0, "pbrMetallicRoughness", "baseColorFactor", [0.2, 1, 1, 1]), "plastic", False, [124, 0, 0]),
        (put("meshes", 0, "primitives", 0, "attributes", {"POSITION": 0}), "plastic", False, [255, 255, 255]),
        (put("meshes", 0, "primitives", 0, "material", 0), "plastic", False, [255, 0, 0]),
    ],
)  # fmt: skip
def test_surfaces(change: Change, finish: str, two_sided: bool, colour: list[int]) -> None:
    (piece,) = flattened(inspected(model(change)))
    assert (piece.finish, piece.two_sided) == (finish, two_sided)
    assert piece.colours[0, :3].tolist() == colour


def test_a_texture_gives_the_corners_their_colours() -> None:
    without = put("meshes", 0, "primitives", 0, "attributes", {"POSITION": 0, "TEXCOORD_0": 3})
    (piece,) = flattened(inspected(model(without, (png(8, 4),))))
    assert piece.colours.tolist() == [[0, 128, 0, 255]] * 4


def test_parts_that_are_turned_scaled_mirrored_and_shown_twice() -> None:
    def change(said: Description) -> None:
        said["nodes"] = [{"mesh": 0, "scale": [-2, 1, 1]}, {"mesh": 0, "rotation": [0, 0, 0.7071068, 0.7071068]}]
        said["scenes"] = [{"nodes": [0, 1]}]

    (piece,) = flattened(inspected(model(change)))
    assert len(piece.triangles) == 4
    for triangle in piece.triangles:
        a, b, c = piece.vertices[triangle]
        assert np.isfinite(np.cross(b - a, c - a)).all()
    assert piece.vertices[:4, 0].min() == pytest.approx(-0.4)
    # What was mirrored still has its outside where it was.
    a, b, c = piece.vertices[piece.triangles[0]]
    plain = flattened(inspected(model()))[0]
    p, q, r = plain.vertices[plain.triangles[0]]
    assert np.sign(np.cross(b - a, c - a)[2]) == np.sign(np.cross(q - p, r - p)[2])


def _bomb(said: Description) -> None:
    """Each level shows the one below twice: a billion triangles from thirty nodes, if that were allowed."""
    said["nodes"] = [{"children": [n + 1, n + 1]} for n in range(30)] + [{"mesh": 0}]


def _often(said: Description) -> None:
    said["nodes"] = [{"children": list(range(1, 1900))}, *({"mesh": 0} for _ in range(1899))]
    said["meshes"][0]["primitives"] *= 20


# (what is changed, what the refusal says)
HOSTILE: list[tuple[Change, str]] = [
    (put("accessors", 0, "count", 10**9), "beyond what is read here: `accessors.0.count`"),
    (put("accessors", 0, "count", 100_000), "a table reaches beyond its end"),
    (put("accessors", 0, "count", -1), "beyond what is read here"),
    (put("accessors", 0, "byteOffset", 40), "a table reaches beyond its end"),
    (put("accessors", 4, "count", 5), "half a triangle"),
    (put("accessors", 0, "bufferView", 99), "a part is named that is not there"),
    (put("accessors", 0, "sparse", {"count": 1}), "sparse tables"),
    (put("accessors", 0, "bufferView", None), "sparse tables"),
    (put("accessors", 1, "type", "VEC2"), "NORMAL in a form that is not read"),
    (put("accessors", 4, "componentType", 5126), "beyond its end"),
    (put("bufferViews", 0, "byteLength", 10**6), "a table reaches beyond its end"),
    (put("bufferViews", 0, "byteOffset", 10**6), "a table reaches beyond its end"),
    (put("bufferViews", 0, "byteStride", 4), "a table reaches beyond its end"),
    (put("bufferViews", 0, "buffer", 1), "beyond what is read here"),
    (put("buffers", 0, "uri", "../../../etc/passwd"), "leads to other files"),
    (put("buffers", 0, "uri", "https://evil.example/x.bin"), "leads to other files"),
    (put("buffers", [{"byteLength": 4}] * 2), "beyond what is read here"),
    (put("images", [{"uri": "file:///etc/passwd"}]), "leads to other files"),
    (put("images", [{"bufferView": 0}]), "neither PNG nor JPEG"),
    (put("images", [{"bufferView": 0}] * 9), "beyond what is read here"),
    (put("nodes", 1, "children", [0]), "a part hangs below"),
    (put("nodes", 1, "children", [1]), "a part hangs below"),
    (put("nodes", 0, "children", [1, 1]), "a part hangs below two others"),
    (put("nodes", 0, "children", [7]), "a part is named that is not there"),
    (put("nodes", 1, "mesh", 7), "a part is named that is not there"),
    (put("nodes", 1, "scale", [1e30, 1, 1]), "beyond what is read here"),
    (put("nodes", 1, "scale", [1000, 1000, 1000]), "m large or stands far"),
    (put("nodes", 1, "scale", [0.0001, 0.0001, 0.0001]), "m large or stands far"),
    (put("nodes", 1, "translation", [900, 0, 0]), "m large or stands far"),
    (put("nodes", [{"children": [n + 1]} for n in range(60)] + [{"mesh": 0}]), "nested more than 40 levels"),
    (_bomb, "a part hangs below two others"),
    (_often, "triangles, and at most 50000 are drawn"),
    (put("scene", 5), "a part is named that is not there"),
    (put("scenes", [{"nodes": [0, 1]}]), "a part hangs below itself"),
    (put("scenes", [{"nodes": []}]), "shows nothing"),
    (put("meshes", 0, "primitives", 0, "mode", 0), "lines, points or strips"),
    (put("meshes", 0, "primitives", 0, "attributes", {}), "triangles without places"),
    (put("meshes", 0, "primitives", 0, "attributes", "POSITION", 99), "a part is named that is not there"),
    (put("meshes", 0, "primitives", 0, "indices", 0), "is damaged"),
    (put("meshes", 0, "primitives", 0, "material", 3), "a part is named that is not there"),
    (put("meshes", 0, "primitives", []), "beyond what is read here"),
    (put("materials", 0, "pbrMetallicRoughness", "baseColorTexture", {"index": 0}), "a part is named that is not"),
    (put("extensionsRequired", ["KHR_draco_mesh_compression"]), "KHR_draco_mesh_compression"),
    (put("asset", "version", "1.0"), "is not of glTF version 2"),
    (put("accessors", "x"), "beyond what is read here: `accessors`"),
    (put("nodes", [{}] * 5000), "beyond what is read here: `nodes`"),
]


@pytest.mark.parametrize(("change", "says"), HOSTILE, ids=[f"{n}-{says[:24]}" for n, (_, says) in enumerate(HOSTILE)])
def test_what_leads_elsewhere_or_is_too_much_is_refused(change: Change, says: str) -> None:
    with pytest.raises(RefusedError) as refused:
        flattened(inspected(model(change)))
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -1e30])
@pytest.mark.parametrize("table", [0, 1, 3])
def test_numbers_that_are_none_are_refused(number: float, table: int) -> None:
    said, binary = parts()
    at = said["bufferViews"][table]["byteOffset"]
    with pytest.raises(RefusedError, match="numbers that are none, or endless"):
        inspected(glb(said, binary[:at] + struct.pack("<f", number) + binary[at + 4 :]))


def test_a_corner_that_is_not_there_is_refused() -> None:
    said, binary = parts()
    at = said["bufferViews"][4]["byteOffset"]
    with pytest.raises(RefusedError, match="a corner that is not there"):
        inspected(glb(said, binary[:at] + b"\xff\xff" + binary[at + 2 :]))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no GLB file"),
        (b"solid cube", "no GLB file"),
        (b"glTF" + b"\xff" * 8, "version"),
        (model()[:-1], "cut off"),
        (model() + b"x", "cut off"),
        (struct.pack("<4sII", b"glTF", 2, 12), "not those of a GLB"),
        (struct.pack("<4sIIII", b"glTF", 2, 20, 2**32 - 1, 0x4E4F534A), "ends within a part"),
        (glb({}, b"", text=b"[" * 100_000), "cannot be read"),
        (glb({}, b"", text=b'{"a": NaN}'), "cannot be read"),
        (glb({}, b"", text=b'{"a": ' + b"9" * 100_000 + b"}"), "cannot be read"),
        (glb({}, b"", text=b"\xff\xfe{}"), "cannot be read"),
        (glb({}, b"", text=b"[]"), "cannot be read"),
        (glb({}, b"", text=b"{}" + b" " * 1_000_001), "more than 1 MB"),
        (glb({}, b""), "damaged or beyond"),
    ],
)
def test_bytes_that_are_no_model_are_refused(content: bytes, says: str) -> None:
    with pytest.raises(RefusedError, match=says):
        inspected(content)


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        (png(1, 1)[:20], "neither PNG nor JPEG"),
        (png(60_000, 60_000, b"x"), "at most 2048"),
        (png(2048, 2049, b"x"), "at most 2048"),
        (png(0, 4, b"x"), "at most 2048"),
        (png(8, 8, b"no rows"), "damaged"),
        (b"\xff\xd8\xff\xe0\x00\x10", "damaged"),
        (b"\xff\xd8\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x03", "at most 2048"),
    ],
)
def test_pictures_that_are_too_large_or_broken_are_refused(picture: bytes, says: str) -> None:
    with pytest.raises(RefusedError, match=says):
        flattened(inspected(model(pictures=(picture,))))


def test_the_child_has_limits_that_hold(tmp_path: Path) -> None:
    """In a process like the child's: no memory without end, no file to write, no program, no connection."""
    import subprocess
    import sys

    program = (
        "import json, os, socket, subprocess, sys, urllib.request\n"
        "from simulator.modelfile import child, limits\n"
        "child._limit()\n"
        "sys.addaudithook(child._forbid)\n"
        "tried = {\n"
        "    'memory': lambda: bytearray(2 * limits.CHILD_BYTES),\n"
        f"    'file': lambda: open({str(tmp_path / 'evil')!r}, 'w'),\n"
        "    'program': lambda: subprocess.run(['true']),\n"
        "    'shell': lambda: os.system('true'),\n"
        "    'connection': lambda: socket.create_connection(('127.0.0.1', 9)),\n"
        "}\n"
        "said = {}\n"
        "for name, what in tried.items():\n"
        "    try:\n"
        "        what()\n"
        "        said[name] = 'done'\n"
        "    except (MemoryError, PermissionError) as error:\n"
        "        said[name] = type(error).__name__\n"
        "print(json.dumps(said))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    assert said == {
        "memory": "MemoryError",
        "file": "PermissionError",
        "program": "PermissionError",
        "shell": "PermissionError",
        "connection": "PermissionError",
    }
    assert not (tmp_path / "evil").exists()


def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(limits, "CHILD_S", 0.05)
    began = time.perf_counter()
    assert asked(model()) == (-1, b"")
    assert time.perf_counter() - began < 5
    file = tmp_path / "slow.glb"
    file.write_bytes(model())
    with pytest.raises(RefusedError, match="too large to be looked at"):
        pieces_of(file)


def test_bytes_of_any_kind_end_in_triangles_or_one_sentence() -> None:
    dice = random.Random(7)
    whole, outcomes = model(pictures=(png(8, 8),)), {"shown": 0, "refused": 0}
    for _ in range(600):
        raw = bytearray(whole)
        for _ in range(dice.randrange(1, 6)):
            first = len(raw) - 300 if dice.random() < 0.8 else 12
            raw[dice.randrange(first, len(raw))] = dice.randrange(256)
        try:
            pieces = flattened(inspected(bytes(raw)))
        except RefusedError:
            outcomes["refused"] += 1
        else:
            assert all(np.isfinite(piece.vertices).all() and np.isfinite(piece.normals).all() for piece in pieces)
            assert all(piece.triangles.max() < len(piece.vertices) for piece in pieces)
            outcomes["shown"] += 1
    assert min(outcomes.values()) > 30
