"""What the home screen says of each scene, kept from one start to the next, so that no scene is read for it.

A line of it holds as long as the files that the scene is made of have the bytes that they had when it was read, and as
long as the program reads scenes as it did then. A scene with errors has no line, so its problems are always those of
today. The file may be deleted at any time: what it lacks is read from the scenes again.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import simulator
from simulator import preferences
from simulator.core.text import Text
from simulator.presenting.front import Front
from simulator.scene_files import base_of

INDEX_FILE = "scenes.json"
FORMAT = 2
_LARGEST_BYTES = 8_000_000  # of the index or of a scene's file: far more than there ever is
_READERS = ("core", "scenefile")  # the parts of the program that decide what a scene says


@dataclass(frozen=True, slots=True)
class Made:
    """The files that a scene was made of when it was read, and the SHA-256 of each; without a base "" and ""."""

    file: str
    sha256: str
    base: str = ""
    base_sha256: str = ""

    def holds(self) -> bool:
        """Would the same be read today?"""
        if _sha256(Path(self.file)) != self.sha256:
            return False
        if not self.base:
            return True
        # Another file may have come to lie where the base is looked for first.
        found = base_of(Path(self.file), Path(self.base).parent.name)
        return str(found) == self.base and _sha256(Path(self.base)) == self.base_sha256


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of one scene without errors. `extends`: the folder of the scene that it is a difference to.

    `version` is the scene's own SHA-256, by which judgements name it.
    """

    made: Made
    front: Front
    extends: str
    version: str


class SceneIndex:
    """The lines by the scenes' files. It is read when it is first asked, and written when `keep` is called."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] | None = None
        self._new = False

    def find(self, file: Path) -> Line | None:
        """What is known of the scene at `file`, if it still holds."""
        line = self._all.get(str(file))
        return line if line is not None and line.made.holds() else None

    def add(self, line: Line) -> None:
        """Know this of a scene from now on."""
        if self._all.get(line.made.file) != line:
            self._all[line.made.file] = line
            self._new = True

    def keep(self, files: Iterable[Path]) -> None:
        """Write down what is known of the scenes at `files`; where nothing can be written, the next start reads them.

        Several programs may do this at once: each writes a whole file, and the last one stays.
        """
        if not self._new:
            return
        wanted = {str(file) for file in files}
        told = [_plain(line) for name, line in sorted(self._all.items()) if name in wanted]
        path = index_file()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, json.dumps(_sealed(told), ensure_ascii=False).encode())
        except OSError:
            return
        self._new = False

    @property
    def _all(self) -> dict[str, Line]:
        if self._lines is None:
            self._lines = {line.made.file: line for line in _read()}
        return self._lines


def index_file() -> Path:
    """Where it lies; it may be deleted at any time."""
    return preferences.home() / INDEX_FILE


def _replace(path: Path, content: bytes) -> None:
    number, name = tempfile.mkstemp(".new", f"{path.stem}.", path.parent)  # no other program, on any computer, has it
    aside = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _read() -> tuple[Line, ...]:
    """The lines of the file; none if it was made otherwise or is damaged."""
    try:
        with index_file().open("rb") as file:
            said = json.loads(file.read(_LARGEST_BYTES))
        if said != _sealed(said["scenes"]):
            return ()
        return tuple(_line(plain) for plain in said["scenes"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ()  # there is none, it may not be read, or somebody else wrote into it: it is made anew


def _sealed(told: list[dict[str, Any]]) -> dict[str, Any]:
    """All that stands in the file: who made it, and a sum by which damage shows."""
    whole = json.dumps([FORMAT, _reader(), told], ensure_ascii=False, sort_keys=True)
    return {"format": FORMAT, "made_by": _reader(), "sha256": _sum(whole.encode()), "scenes": told}


@cache
def _reader() -> str:
    """A text that changes with the program: its version, and in a source tree the files that read scenes."""
    folder = Path(simulator.__file__).parent
    facts = [simulator.__version__, *(fact for part in _READERS for fact in _state(folder / part))]
    return _sum("\n".join(facts).encode())


def _state(folder: Path) -> Iterator[str]:
    # As Python itself does before it believes a compiled file.
    for file in sorted(folder.rglob("*.py")):
        state = file.stat()
        yield f"{file.name} {state.st_size} {state.st_mtime_ns}"


def _sha256(file: Path) -> str | None:
    try:
        if not file.is_file():
            return None
        with file.open("rb") as opened:
            return _sum(opened.read(_LARGEST_BYTES))
    except OSError:
        return None  # whoever reads the scene says why


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _plain(line: Line) -> dict[str, Any]:
    return {**asdict(line.made), "extends": line.extends, "version": line.version, "front": asdict(line.front)}


def _line(plain: dict[str, Any]) -> Line:
    """TypeError, KeyError or ValueError if it is not what `_plain` writes."""
    made = Made(*(_text(plain[key]) for key in ("file", "sha256", "base", "base_sha256")))
    said = plain["front"]
    title, summary = (Text(_text(said[key]["en"]), _text(said[key]["zh"])) for key in ("title", "summary"))
    minutes, level, steps = (_count(said[key]) for key in ("minutes", "level", "steps"))
    front = Front(_text(said["id"]), title, summary, minutes, level, steps, _text(said["picture"]))
    return Line(made, front, _text(plain["extends"]), _text(plain["version"]))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value
