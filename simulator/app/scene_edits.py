"""Changes single values of a scene file, in its text: nothing else moves, no comment is lost, each can be undone."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath

from simulator.app.writing import write_whole
from simulator.scenefile.additions import Addition, additions, position
from simulator.scenefile.document import Document, parse
from simulator.scenefile.extending import EXTENDS
from simulator.scenefile.problems import Fault, Path
from simulator.scenefile.source import read_text

# A plain word or number, up to what ends it in a list or a mapping, or the end of the line.
_WORD = re.compile(r"[^\s,\[\]{}#]+")


class EditError(Exception):
    """The value cannot be changed; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What was changed: the words before and after by their way in the file, what was added to it, and what it was in
    a few words."""

    what: str
    before: Mapping[Path, str]
    after: Mapping[Path, str]
    added: tuple[Addition, ...] = ()


def number(value: float) -> str:
    """Metres and degrees as an author would write them: two decimals, no zeros at the end."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def change(file: FilePath, what: str, values: Mapping[Path, str]) -> Edit:
    """Write these values over those that stand in the file; the edit. EditError; OSError if it cannot be written.

    Into a difference to another scene, values that only stand in the other are added.
    """
    text = _text(file)
    document = parse(text)
    own = {path: word for path, word in values.items() if path in document.values}
    new = {path: word for path, word in values.items() if path not in document.values}
    if new and EXTENDS not in document.data:
        raise EditError(f"`{_name(next(iter(new)))}` does not stand in the file")
    before = _words(text, document, own)
    try:
        added = additions(text, new)
    except ValueError as error:
        raise EditError(f"`{_name(next(iter(new)))}` cannot be added to the file: {error}") from error
    _write(file, text, [*_spans(text, document, before, own), *((a.at, a.at, a.text) for a in added)])
    return Edit(what, before, own, added)


def take_back(file: FilePath, edit: Edit) -> None:
    """Write what was there before an edit, if what it wrote is still there. EditError; OSError."""
    text = _text(file)
    document = parse(text)
    if _words(text, document, edit.after) != dict(edit.after):
        raise EditError("the value was changed in the file since")
    gone = [(start, start + len(one.text), "") for one in edit.added for start in (_start(text, document, one),)]
    _write(file, text, [*_spans(text, document, edit.after, edit.before), *gone])


def _text(file: FilePath) -> str:
    text = read_text(file)
    if isinstance(text, Fault):
        raise EditError(text.message)
    if not parse(text).whole:
        raise EditError("the file has errors")
    return text


def _name(path: Path) -> str:
    return ".".join(map(str, path))


def _start(text: str, document: Document, added: Addition) -> int:
    """Where an addition begins by now."""
    place = document.keys.get(added.path)
    start = position(text, place) - added.lead if place else -1
    if start < 0 or not text.startswith(added.text, start):
        raise EditError("the value was changed in the file since")
    return start


def _write(file: FilePath, text: str, spans: list[tuple[int, int, str]]) -> None:
    """The file with other words in these spans (start, end, words) of its text."""
    # From the end to the start, so that places before stay true.
    for start, end, words in sorted(spans, key=lambda span: -span[0]):
        text = text[:start] + words + text[end:]
    if not parse(text).whole:
        raise EditError("the file is written in a way that cannot be changed from here")
    write_whole(file, _as_it_was(file, text))


def _as_it_was(file: FilePath, text: str) -> bytes:
    """With the line ends and the byte order mark that the file has."""
    raw = file.read_bytes()
    start = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    ends = "\r\n" if b"\r\n" in raw else "\n"
    return start + text.replace("\n", ends).encode()


def _spans(
    text: str, document: Document, old: Mapping[Path, str], new: Mapping[Path, str]
) -> list[tuple[int, int, str]]:
    starts = {path: position(text, document.values[path]) for path in old}
    return [(start, start + len(old[path]), new[path]) for path, start in starts.items()]


def _words(text: str, document: Document, values: Iterable[Path]) -> dict[Path, str]:
    """What stands there now, as it is written."""
    words = {}
    for path in values:
        if path not in document.values:
            raise EditError(f"`{_name(path)}` does not stand in the file")
        found = _WORD.match(text, position(text, document.values[path]))
        if found is None or found[0][0] in "\"'":
            raise EditError(f"`{_name(path)}` is not written as a plain word or number")
        words[path] = found[0]
    return words
