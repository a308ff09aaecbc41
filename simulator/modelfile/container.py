"""A GLB file (glTF 2.0, binary) -> its JSON as plain data and its binary part, or why not."""

import json
import struct
from typing import Any, NoReturn

from simulator.modelfile.limits import LARGEST_BYTES, LARGEST_JSON

_MAGIC, _JSON, _BINARY = b"glTF", 0x4E4F534A, 0x004E4942
_HEAD, _CHUNK = struct.Struct("<4sII"), struct.Struct("<II")


class RefusedError(Exception):
    """Why a model is not taken: the end of a sentence that begins with its name."""


def opened(content: bytes) -> tuple[dict[str, Any], bytes]:
    """The JSON and the binary part of a GLB file. RefusedError."""
    if len(content) > LARGEST_BYTES:
        raise RefusedError(f"is larger than {LARGEST_BYTES // 1_000_000} MB")
    if len(content) < _HEAD.size or not content.startswith(_MAGIC):
        raise RefusedError("is no GLB file (binary glTF 2.0)")
    _, version, length = _HEAD.unpack_from(content)
    if version != 2:
        raise RefusedError(f"is of glTF version {version}, and only version 2 is read")
    if length != len(content):
        raise RefusedError("is cut off or has something behind its end")
    parts = _chunks(content)
    if not parts or parts[0][0] != _JSON or [kind for kind, _ in parts[1:]] not in ([], [_BINARY]):
        raise RefusedError("is damaged: its parts are not those of a GLB file")
    return _data(parts[0][1]), parts[1][1] if len(parts) > 1 else b""


def _chunks(content: bytes) -> list[tuple[int, bytes]]:
    found: list[tuple[int, bytes]] = []
    at = _HEAD.size
    while at < len(content):
        if at + _CHUNK.size > len(content):
            raise RefusedError("is damaged: it ends within a part")
        size, kind = _CHUNK.unpack_from(content, at)
        at += _CHUNK.size
        if at + size > len(content):
            raise RefusedError("is damaged: it ends within a part")
        if len(found) == 2:
            break  # what comes behind the two known parts may be left out, says the format
        found.append((kind, content[at : at + size]))
        at += size
    return found


def _data(text: bytes) -> dict[str, Any]:
    if len(text) > LARGEST_JSON:
        raise RefusedError(f"describes itself in more than {LARGEST_JSON // 1_000_000} MB of text")
    try:
        data = json.loads(text.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise RefusedError("is damaged: its description cannot be read") from error
    if not isinstance(data, dict):
        raise RefusedError("is damaged: its description cannot be read")
    return data


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)  # NaN and Infinity, which JSON does not have
