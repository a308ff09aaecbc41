"""A scene as a difference to another: `extends: ID` takes that scene, and this file says what is otherwise.

Mappings merge key by key, all else is replaced; a key with nothing behind it (`roll-to-side:` or `null`) takes the key
away. A text is one value: who changes its English changes its Chinese. Where the other scene has a list whose entries
have ids, such as `never` or `phases`, a mapping from these ids changes, takes away or adds single entries; a list
replaces it. A list whose entries have none, such as `twin`, is replaced too, or with `{add: [...]}` made longer. One
level only: the other scene may not extend a third.

The other scene is `base.yaml` beside the file, as packages bring it along, or a scene in the next folder, or one of the
program.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from simulator.paths import scenes_dir
from simulator.scene_files import BASE_FILE, SCENE_FILE, base_of, neighbours
from simulator.scenefile.document import Document, parse
from simulator.scenefile.problems import Fault, Path, Place
from simulator.scenefile.source import read_summed
from simulator.scenefile.suggest import did_you_mean

EXTENDS = "extends"
ADD = "add"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TEXT = {"en", "zh"}


def extended(own: Document, path: FilePath) -> Document:
    """The whole scene that the difference `own`, the file at `path`, makes; with the places of both files.

    Where the other scene cannot be used, `own` with a fault that says why.
    """
    word = own.data[EXTENDS]
    place = own.place((EXTENDS,))
    if not isinstance(word, str) or not _ID.fullmatch(word):
        return _failed(own, Fault(place, "`extends` must be the id of a scene", "small letters, digits and hyphens"))
    file = base_of(path, word)
    if file is None:
        known = sorted({other.parent.name for folder in neighbours(path) for other in folder.glob(f"*/{SCENE_FILE}")})
        return _failed(own, Fault(place, f"there is no scene `{word}` to extend", did_you_mean(word, known)))
    own.base = str(file)
    read = read_summed(file)
    if isinstance(read, Fault):
        return _failed(own, _elsewhere(read, file))
    text, own.read[str(file)] = read
    base = parse(text)
    faults = [_elsewhere(fault, file) for fault in base.faults]
    if not base.whole or not isinstance(base.data, dict):
        return _failed(own, *faults or [Fault(Place(1, 1, str(file)), "this is no scene")])
    if file.name == BASE_FILE and base.data.get("id") != word:
        message, hint = f"the `{BASE_FILE}` beside this file is not the scene `{word}`", f"delete `{BASE_FILE}`"
        return _failed(own, Fault(place, message, hint))
    if EXTENDS in base.data:
        message = f"`{word}` extends another scene itself"
        return _failed(own, Fault(place, message, f"extend `{base.data[EXTENDS]}`"))
    return _Merge(base, own, file).whole(faults)


def brought_along(document: Document) -> FilePath | None:
    """The file of the other scene of a document that was read, if that does not come with the program."""
    file = FilePath(document.base)
    return None if not document.base or file.parent.parent == scenes_dir() else file


def _failed(own: Document, *faults: Fault) -> Document:
    return replace(own, faults=[*own.faults, *faults], whole=False)


def _elsewhere(fault: Fault, file: FilePath) -> Fault:
    return replace(fault, place=replace(fault.place, file=str(file)))


class _Merge:
    """Builds the merged data, and for each of its paths the place from which its value came."""

    def __init__(self, base: Document, own: Document, file: FilePath) -> None:
        self._base, self._own, self._file = base, own, str(file)
        self._out = Document(base=own.base, read=own.read)

    def whole(self, faults: list[Fault]) -> Document:
        difference = {key: value for key, value in self._own.data.items() if key != EXTENDS}
        if "id" not in difference:
            fault = Fault(
                self._own.place((EXTENDS,), at_key=True), "the key `id` is missing", "give this scene its own"
            )
            self._out.faults.append(fault)
        self._out.data = self._mapping(self._base.data, difference, (), (), ())
        self._out.faults = [*self._own.faults, *faults, *self._out.faults]
        return self._out

    def _merged(self, base: Any, own: Any, base_at: Path, own_at: Path, at: Path) -> Any:
        if isinstance(own, dict) and isinstance(base, dict) and not (_is_text(own) or _is_text(base)):
            return self._mapping(base, own, base_at, own_at, at)
        if isinstance(own, dict) and _has_ids(base):
            return self._entries(base, own, base_at, own_at, at)
        if isinstance(base, list) and isinstance(own, dict) and own.keys() == {ADD} and isinstance(own[ADD], list):
            return self._longer(base, own[ADD], base_at, (*own_at, ADD), at)
        return self._take(self._own, own, own_at, at)

    def _mapping(self, base: dict[str, Any], own: dict[str, Any], base_at: Path, own_at: Path, at: Path) -> Any:
        self._note(self._own, own_at, at)
        merged = {}
        for key, value in base.items():
            ways = (*base_at, key), (*own_at, key), (*at, key)
            if key not in own:
                merged[key] = self._take(self._base, value, ways[0], ways[2])
            elif own[key] is not None:
                merged[key] = self._merged(value, own[key], *ways)
        for key, value in self._new(own, base, own_at):
            merged[key] = self._take(self._own, value, (*own_at, key), (*at, key))
        return merged

    def _entries(
        self, base: list[dict[str, Any]], own: dict[str, Any], base_at: Path, own_at: Path, at: Path
    ) -> list[Any]:
        self._note(self._own, own_at, at)
        merged: list[Any] = []
        for index, entry in enumerate(base):
            id_, here = entry["id"], (*at, len(merged))
            if id_ not in own:
                merged.append(self._take(self._base, entry, (*base_at, index), here))
            elif own[id_] is not None:
                merged.append(self._merged(entry, own[id_], (*base_at, index), (*own_at, id_), here))
        for key, value in self._new(own, {entry["id"] for entry in base}, own_at):
            here = (*at, len(merged))
            taken = self._take(self._own, value, (*own_at, key), here)
            self._out.values[*here, "id"] = self._out.keys[*here, "id"] = self._own.place((*own_at, key), at_key=True)
            merged.append({"id": key, **taken} if isinstance(taken, dict) else taken)
        return merged

    def _longer(self, base: list[Any], own: list[Any], base_at: Path, own_at: Path, at: Path) -> list[Any]:
        self._note(self._own, own_at, at)
        merged = [self._take(self._base, entry, (*base_at, i), (*at, i)) for i, entry in enumerate(base)]
        places = enumerate(own, start=len(base))
        return merged + [self._take(self._own, entry, (*own_at, i - len(base)), (*at, i)) for i, entry in places]

    def _new(self, own: dict[str, Any], known: Any, own_at: Path) -> Iterator[tuple[str, Any]]:
        """What the difference adds. Nothing can be taken away that is not there."""
        for key, value in own.items():
            if key in known:
                continue
            if value is None:
                fault = Fault(self._own.place((*own_at, key), at_key=True), f"there is no `{key}` here to take away")
                self._out.faults.append(replace(fault, hint=did_you_mean(key, known)))
            else:
                yield key, value

    def _take(self, document: Document, data: Any, way: Path, at: Path) -> Any:
        """A part of one file as it is, with its places."""
        self._note(document, way, at)
        pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
        for key, value in pairs:
            self._take(document, value, (*way, key), (*at, key))
        return data

    def _note(self, document: Document, way: Path, at: Path) -> None:
        for places, noted in ((document.values, self._out.values), (document.keys, self._out.keys)):
            if way in places:
                place = places[way]
                noted[at] = replace(place, file=self._file) if document is self._base else place


def _is_text(value: dict[str, Any]) -> bool:
    return bool(value) and value.keys() <= _TEXT


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) and isinstance(one.get("id"), str) for one in value)
