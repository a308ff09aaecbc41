"""The size of a picture by its head, before anything of it is unpacked."""

import struct

from simulator.modelfile.container import RefusedError
from simulator.modelfile.limits import MOST_PIXELS

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
# The marks of a JPEG file that tell its size; the others of this range are tables.
_SIZES = {0xC0, 0xC1, 0xC2}
_ALONE = {0x01, *range(0xD0, 0xDA)}


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG. RefusedError for anything else, and for what is too large."""
    if content.startswith(_PNG) and len(content) >= 24 and content[12:16] == b"IHDR":
        wide, high = struct.unpack_from(">II", content, 16)
    elif content.startswith(_JPEG):
        wide, high = _of_jpeg(content)
    else:
        raise RefusedError("has a picture that is neither PNG nor JPEG")
    if not (0 < wide <= MOST_PIXELS and 0 < high <= MOST_PIXELS):
        raise RefusedError(f"has a picture of {wide} x {high} pixels, and at most {MOST_PIXELS} a side are read")
    return wide, high


def _of_jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        if mark in _SIZES:
            high, wide = struct.unpack_from(">HH", content, at + 5)
            return wide, high
        if mark in _ALONE:
            at += 2
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        at += 2 + max(length, 2)
    raise RefusedError("has a picture that is damaged")
