"""Are the program's assets the ones that its list says? Reads assets/SOURCES.toml; touches nothing."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Container, Iterator
from pathlib import Path

LIST_NAME = "SOURCES.toml"
LIMIT_BYTES = 40_000_000


def shipped(folder: Path) -> Iterator[Path]:
    """Every file of the assets that a user gets, in order; recipes and the list itself are not among them."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in (".py", ".pyc") and path.name != LIST_NAME:
            yield path


def sha256(path: Path) -> str:
    """The checksum of a file, as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def listed(folder: Path) -> dict[str, str]:
    """{path below the folder: checksum}. Raises OSError or tomllib.TOMLDecodeError if the list cannot be read."""
    table = tomllib.loads((folder / LIST_NAME).read_text("utf-8"))
    return {str(entry["path"]): str(entry["sha256"]) for entry in table["file"]}


def damage(folder: Path, of: Container[str] | None = None) -> tuple[str, ...]:
    """One sentence for each listed file that is missing or not as it was made; `of`: look at these names only.

    Raises as `listed`."""
    told = []
    for name, wanted in sorted(listed(folder).items()):
        path = folder / name
        if of is not None and name not in of:
            continue
        if not path.is_file():
            told.append(f"{name} is missing.")
        elif sha256(path) != wanted:
            told.append(f"{name} is damaged or was changed.")
    return tuple(told)


def differences(folder: Path) -> tuple[str, ...]:
    """One sentence for each file that is missing, changed or not listed; empty when all is well."""
    wanted = listed(folder)
    found = {path.relative_to(folder).as_posix(): path for path in shipped(folder)}
    told = list(damage(folder))
    told += [f"{name} is not in {LIST_NAME}." for name in sorted(found.keys() - wanted.keys())]
    total = sum(path.stat().st_size for path in found.values())
    if total > LIMIT_BYTES:
        told.append(f"The assets take {total / 1e6:.1f} MB; {LIMIT_BYTES / 1e6:.0f} MB are allowed.")
    return tuple(told)
