"""Slips of an author, made on purpose: one at a time in the text of a scene, with what must be said about each."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulator.scenefile.document import Document, parse
from simulator.scenefile.fields import fields_at
from simulator.scenefile.problems import Path, Place, Problem
from simulator.scenefile.shapes.scene import SceneShape

# Words that are only shown, or only told apart from one another: any word is right there.
FREE = {"en", "zh", "key", "ref", "source", "id"}


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip: the text with it, its place, and the words that were changed.

    `surely`: nothing but this can be meant, so it must be found, and at this very place.
    """

    kind: str
    text: str
    place: Place
    old: str
    new: str
    surely: bool

    def told(self, problems: tuple[Problem, ...]) -> bool:
        """Is the slip among the problems? At its place, or by its word where that is missed."""
        there = [p for p in problems if p.line == self.place.line]
        if self.surely:
            return any(p.column == self.place.column for p in there) or any(_says(p, self.new) for p in there)
        return bool(there) or any(_says(p, self.new) or _says(p, self.old) for p in problems)


def _says(problem: Problem, word: str) -> bool:
    return word in problem.message or word in problem.hint


def slips(text: str, seed: int) -> Iterator[Slip]:
    """Slips without end, in the order of the dice."""
    dice = random.Random(seed)
    document = parse(text)
    assert document.whole
    assert not document.faults
    kinds = (_key, _word, _number, _line, _sign)
    while True:
        slip = dice.choice(kinds)(text, document, dice)
        if slip is not None and slip.text != text:
            yield slip


def _key(text: str, document: Document, dice: random.Random) -> Slip | None:
    """A misspelt key: one of the format, or a name that the author gave."""
    path = dice.choice(list(document.keys))
    known = fields_at(SceneShape, path[:-1], document.data)
    return _changed("key", text, document.keys[path], str(path[-1]), dice, surely=bool(known))


def _word(text: str, document: Document, dice: random.Random) -> Slip | None:
    """A misspelt word that names something."""
    path = dice.choice([p for p, _ in _leaves((), document.data) if p[-1] == "id" or p[-1] not in FREE])
    value = at(document.data, path)
    if not isinstance(value, str):
        return None
    if " " in value or "{" in value or _of_no_use(path, document.data):
        return None
    # A name that is given here may be any; who uses it is told.
    return _changed("word", text, document.values[path], value, dice, surely=path[-1] != "id")


def _of_no_use(path: Path, data: Any) -> bool:
    """Is it the section of a step or rule where all rubrics are sheets with lines of their own?"""
    rubrics = list(data.get("rubrics", {}).values())
    sheets = bool(rubrics) and all(rubric is None or "items" in rubric for rubric in rubrics)
    return sheets and path[-1] == "section" and path[0] != "rubrics"


def _number(text: str, document: Document, dice: random.Random) -> Slip | None:
    """A word, or far too much, in the place of a number."""
    numbers = [p for p, v in _leaves((), document.data) if isinstance(v, int | float) and not isinstance(v, bool)]
    path = dice.choice(numbers)
    place, new = document.values[path], dice.choice(("some", "1e9", "-1e9", "[1]", ".inf"))
    lines = text.split("\n")
    line = lines[place.line - 1]
    end = place.column - 1
    while end < len(line) and line[end] in "+-.0123456789e":
        end += 1
    old = line[place.column - 1 : end]
    lines[place.line - 1] = line[: place.column - 1] + new + line[end:]
    return Slip("number", "\n".join(lines), place, old, new, surely=True)


def _line(text: str, document: Document, dice: random.Random) -> Slip | None:
    """A line that is lost, written twice, or moved by a space."""
    lines = text.split("\n")
    number = dice.randrange(len(lines))
    line = lines[number]
    if not line.strip() or line.lstrip().startswith("#"):
        return None
    lines[number : number + 1] = dice.choice(([], [line, line], [" " + line]))
    return Slip("line", "\n".join(lines), Place(number + 1, 1), line.strip(), line.strip(), surely=False)


def _sign(text: str, document: Document, dice: random.Random) -> Slip | None:
    """A sign of the language of files that is lost or one too many."""
    places = [i for i, sign in enumerate(text) if sign in "{}[]:,\"'-"]
    spot = dice.choice(places)
    if text[spot] == "-" and text[spot + 1].isdigit():
        return None  # a number without its sign is another number, which may be meant
    new = text[:spot] + text[spot + 1 :] if dice.random() < 0.5 else text[:spot] + text[spot] + text[spot:]
    before = text[:spot]
    place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
    return Slip("sign", new, place, text[spot], text[spot], surely=False)


def _changed(kind: str, text: str, place: Place, word: str, dice: random.Random, *, surely: bool) -> Slip | None:
    """Two letters that changed places, or one that is lost."""
    lines = text.split("\n")
    line = lines[place.line - 1]
    start = line.find(word, place.column - 1)
    if len(word) < 3 or start not in (place.column - 1, place.column):
        return None
    spot = dice.randrange(len(word) - 1)
    swapped = word[:spot] + word[spot + 1] + word[spot] + word[spot + 2 :]
    new = swapped if swapped != word and dice.random() < 0.5 else word[:spot] + word[spot + 1 :]
    lines[place.line - 1] = line[:start] + new + line[start + len(word) :]
    return Slip(kind, "\n".join(lines), place, word, new, surely)


def _leaves(path: Path, data: Any) -> Iterator[tuple[Path, Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves((*path, key), value)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _leaves((*path, index), value)
    else:
        yield path, data


def at(data: Any, path: Path) -> Any:
    """The value at a path."""
    for part in path:
        data = data[part]
    return data


def changes(old: Any, new: Any, path: Path = ()) -> Iterator[Path]:
    """Where a value that both files hold is not the same. What one of them lacks is no change of it."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old.keys() & new.keys():
            yield from changes(old[key], new[key], (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from changes(one, other, (*path, index))
    elif old != new:
        yield path
