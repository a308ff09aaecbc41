"""Changes single values of a scene file, in its text: nothing else moves, no comment is lost, each can be undone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath

from simulator.app.writing import write_whole
from simulator.scenefile.document import parse
from simulator.scenefile.problems import Fault, Path
from simulator.scenefile.source import read_text

# A plain word or number, up to what ends it in a list or a mapping, or the end of the line.
_WORD = re.compile(r"[^\s,\[\]{}#]+")


class EditError(Exception):
    """The value cannot be changed; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What was changed: the values before and after by their way in the file, and what it was in a few words."""

    what: str
    before: Mapping[Path, str]
    after: Mapping[Path, str]

    @property
    def back(self) -> "Edit":
        """The same the other way round."""
        return Edit(self.what, self.after, self.before)


def number(value: float) -> str:
    """Metres and degrees as an author would write them: two decimals, no zeros at the end."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def change(file: FilePath, what: str, values: Mapping[Path, str]) -> Edit:
    """Write these values over those that stand in the file; the edit. EditError; OSError if it cannot be written."""
    before = _words(file, values)
    return apply(file, Edit(what, before, dict(values)))


def apply(file: FilePath, edit: Edit) -> Edit:
    """Write the values of an edit, if what it found is still there."""
    text, found = _text(file), _words(file, edit.before)
    if found != dict(edit.before):
        raise EditError("the value was changed in the file since")
    lines = text.split("\n")
    places = _places(text, edit.after)
    # From the end of a line to its start, so that places before stay true.
    for path in sorted(places, key=lambda path: places[path], reverse=True):
        line, column = places[path]
        old = edit.before[path]
        lines[line] = lines[line][:column] + edit.after[path] + lines[line][column + len(old) :]
    write_whole(file, _as_it_was(file, "\n".join(lines)))
    return edit


def _text(file: FilePath) -> str:
    text = read_text(file)
    if isinstance(text, Fault):
        raise EditError(text.message)
    return text


def _as_it_was(file: FilePath, text: str) -> bytes:
    """With the line ends and the byte order mark that the file has."""
    raw = file.read_bytes()
    start = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    ends = "\r\n" if b"\r\n" in raw else "\n"
    return start + text.replace("\n", ends).encode()


def _places(text: str, values: Mapping[Path, str]) -> dict[Path, tuple[int, int]]:
    document = parse(text)
    missing = [path for path in values if path not in document.values]
    if missing:
        raise EditError(f"`{'.'.join(map(str, missing[0]))}` does not stand in the file")
    return {path: (document.values[path].line - 1, document.values[path].column - 1) for path in values}


def _words(file: FilePath, values: Mapping[Path, str]) -> dict[Path, str]:
    """What stands there now, as it is written."""
    text = _text(file)
    lines = text.split("\n")
    words = {}
    for path, (line, column) in _places(text, values).items():
        found = _WORD.match(lines[line], column)
        if found is None or found[0][0] in "\"'":
            raise EditError(f"`{'.'.join(map(str, path))}` is not written as a plain word or number")
        words[path] = found[0]
    return words
