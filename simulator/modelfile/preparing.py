"""The parent's side: a model's file -> its pieces, looked at once in a child process and then remembered."""

import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
from platformdirs import user_cache_path

from simulator.modelfile import limits
from simulator.modelfile.container import RefusedError
from simulator.modelfile.flattening import Piece

_VERSION = 1  # of what the child makes of a file
_REFUSED = 3  # as the child says it
_DAMAGED = "is damaged, or too large to be looked at"
_NO_ARCHIVE = (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile)
# By the checksum of what was refused: looking takes most of a second.
_refusals: dict[str, str] = {}
# What a process needs to start at all, and the libraries' own switches.
_KEPT = ("PATH", "SYSTEMROOT", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG", "HOME", "USERPROFILE", "TMPDIR", "TEMP")


def pieces_of(file: Path) -> tuple[Piece, ...]:
    """The pieces of the model in a GLB file. RefusedError says why it is not taken; OSError if it cannot be read."""
    with file.open("rb") as opened:
        content = opened.read(limits.LARGEST_BYTES + 1)
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 in _refusals:
        raise RefusedError(_refusals[sha256])
    try:
        return _pieces(content, user_cache_path("manikin", appauthor=False) / "models" / f"{_VERSION}-{sha256}.npz")
    except RefusedError as error:
        _refusals[sha256] = str(error)
        raise


def _pieces(content: bytes, kept: Path) -> tuple[Piece, ...]:
    try:
        return unpacked(kept.read_bytes())
    except _NO_ARCHIVE:
        pass  # never looked at on this computer, or written by halves
    status, answer = asked(content)
    if status == _REFUSED:
        raise RefusedError(answer.decode("utf-8", errors="replace")[:300])
    if status != 0:
        raise RefusedError(_DAMAGED)
    try:
        pieces = unpacked(answer)
    except _NO_ARCHIVE as error:
        raise RefusedError(_DAMAGED) from error
    _keep(kept, answer)
    return pieces


def asked(content: bytes) -> tuple[int, bytes]:
    """The child's exit status and its answer for a model's bytes; -1 if it took too long or could not be started."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {"OPENBLAS_NUM_THREADS": "1", "QT_QPA_PLATFORM": "offscreen"}
    with tempfile.TemporaryFile() as answer:
        try:
            child = subprocess.run(
                [sys.executable, "-P", "-m", "simulator.modelfile.child"],
                input=content,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=limits.CHILD_S,
                env=environment,
                check=False,
            )
        except (subprocess.TimeoutExpired, OSError):
            return -1, b""
        answer.seek(0)
        return child.returncode, answer.read(limits.LARGEST_ANSWER)


def unpacked(answer: bytes) -> tuple[Piece, ...]:
    """The pieces in an archive of arrays. One of `_NO_ARCHIVE` if it is none of ours."""
    with np.load(io.BytesIO(answer), allow_pickle=False) as arrays:
        surfaces = json.loads(arrays["surfaces"].tobytes())
        return tuple(
            Piece(
                arrays[f"vertices{number}"],
                arrays[f"normals{number}"],
                arrays[f"colours{number}"],
                arrays[f"triangles{number}"],
                str(finish),
                bool(two_sided),
            )
            for number, (finish, two_sided) in enumerate(surfaces)
        )


def _keep(file: Path, content: bytes) -> None:
    aside = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(content)
        aside.replace(file)
    except OSError:
        return  # a full or read-only disk only means that the child looks again next time
