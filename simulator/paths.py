"""Where the program's own data lies: in a source tree beside the packages, in an installed wheel inside them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SOURCE_TREE = _PACKAGE.parent
_INSTALLED = _PACKAGE / "_data"


@cache
def assets_dir() -> Path:
    """The folder with people, skeleton, equipment, room, fonts and SOURCES.toml."""
    return _folder("assets", "SOURCES.toml")


@cache
def scenes_dir() -> Path:
    """The folder with one folder per scene."""
    return _folder("scenes", "*/scene.yaml")


def _folder(name: str, sign: str) -> Path:
    """The place that holds a file like `sign`; a source tree wins, so that a developer sees his own changes."""
    places = (_SOURCE_TREE / name, _INSTALLED / name)
    for place in places:
        if next(place.glob(sign), None) is not None:
            return place
    # Nothing there: the caller's own message about the missing file names the likeliest place.
    return places[1] if _INSTALLED.is_dir() else places[0]
