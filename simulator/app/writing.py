"""Writes files that can be made again: whole, or not at all."""

import errno
import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Replace the file at `path`; OSError if that fails, and then what was there before is still there."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    aside = path.with_name(f"{path.name}.{os.getpid()}.new")  # another program may write here at the same time
    try:
        aside.write_bytes(content)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
