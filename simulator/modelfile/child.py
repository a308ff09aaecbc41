"""The child process that looks at a model: bytes come in at its standard input, plain arrays go out.

It takes away from itself what it does not need before it reads anything: memory, processor time, files to write, other
processes and the network. Where the system has no such limits (Windows), the time in the parent still holds.
"""

import io
import json
import sys
from typing import Any

import numpy as np

from simulator.modelfile import limits
from simulator.modelfile.container import RefusedError
from simulator.modelfile.flattening import Piece, flattened
from simulator.modelfile.inspecting import inspected

REFUSED = 3
# What the libraries do here that nothing in a model may make them do.
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "ctypes.dlopen", "urllib.")


def main() -> int:
    """Read, look, answer; the exit status."""
    # What they load and start they do now.
    import PySide6.QtGui
    import trimesh

    del PySide6, trimesh

    _limit()
    sys.addaudithook(_forbid)
    try:
        pieces = flattened(inspected(sys.stdin.buffer.read(limits.LARGEST_BYTES + 1)))
    except RefusedError as error:
        sys.stdout.buffer.write(str(error).encode("utf-8", errors="replace"))
        return REFUSED
    sys.stdout.buffer.write(packed(pieces))
    return 0


def packed(pieces: tuple[Piece, ...]) -> bytes:
    """The pieces as one archive of arrays, which can hold nothing but numbers."""
    arrays: dict[str, Any] = {}
    for number, piece in enumerate(pieces):
        for name in ("vertices", "normals", "colours", "triangles"):
            arrays[f"{name}{number}"] = getattr(piece, name)
    said = json.dumps([[piece.finish, piece.two_sided] for piece in pieces]).encode()
    written = io.BytesIO()
    np.savez(written, surfaces=np.frombuffer(said, np.uint8), **arrays)
    return written.getvalue()


def _limit() -> None:
    try:
        import resource
    except ImportError:
        return  # Windows
    cpu = (limits.CHILD_CPU_S, limits.CHILD_CPU_S)
    most = (limits.LARGEST_ANSWER, limits.LARGEST_ANSWER)
    wanted = {"CORE": (0, 0), "CPU": cpu, "FSIZE": most, "AS": (limits.CHILD_BYTES, limits.CHILD_BYTES)}
    for name, limit in wanted.items():
        number = getattr(resource, f"RLIMIT_{name}", None)
        if number is None:
            continue
        try:
            resource.setrlimit(number, limit)
        except (ValueError, OSError):
            continue  # a lower limit is set already, or the system has none of this kind (macOS: address space)


def _forbid(event: str, arguments: tuple[Any, ...]) -> None:
    writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    if writes or event.startswith(_FORBIDDEN):
        raise PermissionError(f"a model may not do this: {event}")


if __name__ == "__main__":
    sys.exit(main())
