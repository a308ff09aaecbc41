"""Writes files that can be made again: whole, or not at all."""

from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Replace the file at `path`; OSError if that fails, and then what was there before is still there."""
    aside = path.with_name(f"{path.name}.new")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
