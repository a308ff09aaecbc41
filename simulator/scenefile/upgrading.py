"""Older scene files, read as the format of today: changes of their text, so that comments stay.

Format 0 is what files had before the format was numbered: the same keys, and no `format`. Every later format adds one
step to the table.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from simulator.scenefile.document import Document, parse
from simulator.scenefile.edits import with_values
from simulator.scenefile.problems import Finding, Place, Severity

CURRENT = 1
_ADDED = "format: 1\n"


@dataclass(frozen=True, slots=True)
class Upgraded:
    """A text in the format of today. `was`: its own format; `added_at`: the line (from 1) that was put in, or 0."""

    text: str
    was: int
    added_at: int = 0


def format_of(data: Any) -> int | None:
    """The number of a file's format; None where that is no number, or the file takes it from another scene."""
    if not isinstance(data, dict) or ("format" not in data and "extends" in data):
        return None
    said = data.get("format", 0)
    return said if isinstance(said, int) and not isinstance(said, bool) else None


def upgraded(text: str, document: Document) -> Upgraded | None:
    """The text as the format of today has it; None if it is no older one, or cannot be changed line by line."""
    was = format_of(document.data)
    if was is None or was not in _STEPS or not document.data:
        return None
    done = _STEPS[was](text, document)
    after = parse(done.text)
    return done if after.whole and format_of(after.data) == CURRENT else None


def read_as_today(done: Upgraded) -> tuple[Document, Finding]:
    """The document of an upgraded text with the places of the text as it was, and what the author should know."""
    document = parse(done.text)
    if done.added_at:
        for places in (document.values, document.keys):
            places.update({path: _before(place, done.added_at) for path, place in places.items()})
        document.faults = [replace(one, place=_before(one.place, done.added_at)) for one in document.faults]
    message = f"this file is of format {done.was}; it was read as format {CURRENT}"
    return document, Finding(("format",), message, "`manikin upgrade` writes it so", Severity.WARNING)


def _before(place: Place, added_at: int) -> Place:
    return replace(place, line=place.line - 1) if place.line > added_at else place


def _numbered(text: str, document: Document) -> Upgraded:
    """0 to 1: the format says its number, in a line of its own above the first key."""
    if "format" in document.data:
        return Upgraded(with_values(text, {("format",): CURRENT}), 0)
    line = min(place.line for path, place in document.keys.items() if len(path) == 1)
    lines = text.splitlines(keepends=True)
    return Upgraded("".join([*lines[: line - 1], _ADDED, *lines[line - 1 :]]), 0, line)


_STEPS: dict[int, Callable[[str, Document], Upgraded]] = {0: _numbered}
