"""Which judging part of the program is this? A short fingerprint of all the code that a verdict depends on.

The index keeps it with each session, so that a newer program judges again what an older one has judged.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import simulator

SIGNS = 16

# Everything that reads a journal, builds its scene, and judges; packages with all that is in them. What stands in C
# too (`scoring/native`) is held against the Python by tests, so the Python speaks for it.
PARTS = (
    "scoring",
    "simulator/assessment",
    "simulator/core",
    "simulator/scenefile",
    "simulator/recording/chained.py",
    "simulator/recording/codec.py",
    "simulator/recording/journal.py",
    "simulator/recording/movements.py",
    "simulator/recording/replay.py",
    "simulator/recording/rerun.py",
    "simulator/exporting/items.py",
    "simulator/app/summing.py",
)


@cache
def fingerprint() -> str:
    """The first signs of the SHA-256 over the program's version and its judging part as it is installed."""
    return of_files(files())


def files() -> tuple[tuple[str, Path], ...]:
    """(name, file) of the judging part, in order. A name is the same on every computer."""
    return tuple(sorted(_each()))


def of_files(named: tuple[tuple[str, Path], ...]) -> str:
    """The fingerprint of these files; how their lines end does not count, which differs between systems."""
    digest = hashlib.sha256(simulator.__version__.encode())
    for name, file in named:
        content = hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        digest.update(f"{name} {content}\n".encode())
    return digest.hexdigest()[:SIGNS]


def _each() -> Iterator[tuple[str, Path]]:
    for part in PARTS:
        package, _, rest = part.partition("/")
        top = _folder(package)
        place = top / rest
        found = [place] if place.is_file() else place.rglob("*.py")
        for file in found:
            yield f"{package}/{file.relative_to(top).as_posix()}", file


def _folder(package: str) -> Path:
    """Where a package lies; it is not brought in for that, because the first picture does without the judge."""
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent
