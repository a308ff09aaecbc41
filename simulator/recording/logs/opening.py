"""Opens logs as bytes: files, packed files (gzip) and the standard input. Nothing is unpacked to the disk."""

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from simulator.recording.logs.rows import LogError

STANDARD_INPUT = Path("-")
MOST_UNPACKED_BYTES = 2 << 30
"""A packed log may hold so much (own choice): far above any log, and far below what a few kilobytes can unpack to."""
_PACKED = b"\x1f\x8b"


def named(path: Path) -> str:
    """What a log is called in a sentence."""
    return "standard input" if path == STANDARD_INPUT else str(path)


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader]:
    """The log's bytes, unpacked. LogError if it cannot be opened; what is read from it later may raise LogError too."""
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise LogError("standard input: there is none here; name a file.")
        yield _unpacked(path, sys.stdin.buffer)
        return
    if path.exists() and not path.is_file():
        raise LogError(f"{path}: this is no ordinary file, so it is no log.")
    with path.open("rb") as file:
        yield _unpacked(path, file)


def _unpacked(path: Path, file: BinaryIO) -> io.BufferedReader:
    # Files that are opened to be read, and the standard input, can be looked at before they are read.
    reader = cast(io.BufferedReader, file)
    if not reader.peek(2).startswith(_PACKED):
        return reader
    return io.BufferedReader(_Unpacking(named(path), reader), 1 << 16)


class _Unpacking(io.RawIOBase):
    """What a packed file holds, up to a limit."""

    def __init__(self, name: str, packed: io.BufferedReader) -> None:
        self._name = name
        self._file = gzip.GzipFile(fileobj=packed, mode="rb")
        self._count_bytes = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # what BufferedReader hands in
        """Unpack into `buffer`; how many bytes. LogError."""
        try:
            got = self._file.readinto(buffer)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise LogError(f"{self._name}: this packed file is damaged or cut off ({error}).") from error
        self._count_bytes += got
        if self._count_bytes > MOST_UNPACKED_BYTES:
            most = MOST_UNPACKED_BYTES >> 30
            raise LogError(f"{self._name}: this packed file holds more than {most} GB; unpack it and look at it first.")
        return got
