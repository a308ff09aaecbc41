"""From plain data (a YAML file already read) to a protocol, or to a list of problems, each with its place.

The notation: a list is a sequence; `any_order`, `one_of`, `optional`, `repeat` (with `at_most` beside it) are the
groups; `step` names a step, with `after` beside it for the steps that come before it wherever they stand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from scoring.prepared import ImpossibleProtocolError, prepare
from scoring.protocol import AnyOrder, Node, OneOf, Optionally, Protocol, Repeat, Sequence, Step

Path = tuple[str | int, ...]

DEEPEST = 100
GROUPS = ("step", "any_order", "one_of", "optional", "repeat")
BESIDE: Mapping[str, frozenset[str]] = {
    "step": frozenset({"after"}),
    "any_order": frozenset(),
    "one_of": frozenset(),
    "optional": frozenset(),
    "repeat": frozenset({"at_most"}),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, at which place in the data (keys and indices from the protocol's root), and what to do."""

    path: Path
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A protocol, or None and at least one problem."""

    protocol: Protocol | None
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Reading:
    problems: list[Problem] = field(default_factory=list)
    after: list[tuple[str, tuple[str, ...], Path]] = field(default_factory=list)
    places: list[tuple[str, Path]] = field(default_factory=list)

    def wrong(self, path: Path, message: str, hint: str = "") -> None:
        self.problems.append(Problem(path, message, hint))


def nearest(word: str, words: Collection[str]) -> str:
    """A hint that names the known word nearest to a wrong one; empty if none is near."""
    close = get_close_matches(word, list(words), n=1)
    return f"did you mean {close[0]!r}?" if close else ""


def parse_protocol(data: Any, known_steps: Collection[str] | None = None, path: Path = ()) -> Parsed:
    """Read a protocol. `known_steps`, where given, are the only step ids allowed. `path` starts every place."""
    reading = _Reading()
    root = _node(data, path, reading, 0)
    used = {step for step, _ in reading.places}
    known = used if known_steps is None else set(known_steps)
    for step, place in reading.places:
        if step not in known:
            reading.wrong(place, f"there is no step {step!r}", nearest(step, known))
    for step, earlier, place in reading.after:
        for index, name in enumerate(earlier):
            if name not in used:
                reading.wrong((*place, index), f"no step {name!r} stands in this protocol", nearest(name, used))
            elif name == step:
                reading.wrong((*place, index), f"step {step!r} cannot come after itself")
    if root is None or reading.problems:
        return Parsed(None, tuple(reading.problems))
    protocol = Protocol(root, tuple((step, earlier) for step, earlier, _ in reading.after))
    return _possible(protocol, reading, path)


def _possible(protocol: Protocol, reading: _Reading, path: Path) -> Parsed:
    """Name the `after` entries that contradict the rest of the protocol."""
    try:
        prepare(protocol)
    except ImpossibleProtocolError:
        kept: tuple[tuple[str, tuple[str, ...]], ...] = ()
        for step, earlier, place in reading.after:
            try:
                prepare(Protocol(protocol.root, (*kept, (step, earlier))))
            except ImpossibleProtocolError:
                names = ", ".join(repr(name) for name in earlier)
                message = f"step {step!r} can never come after {names}: the rest of the protocol asks the opposite"
                reading.wrong(place, message, "remove this edge or change the order of the groups")
            else:
                kept = (*kept, (step, earlier))
        if not reading.problems:
            reading.wrong(path, "no order of the steps satisfies this protocol")
        return Parsed(None, tuple(reading.problems))
    return Parsed(protocol)


def _node(data: Any, path: Path, reading: _Reading, depth: int) -> Node | None:
    if depth > DEEPEST:
        reading.wrong(path, f"groups are nested more than {DEEPEST} deep")
        return None
    if isinstance(data, list | tuple):
        return _group(data, path, reading, depth)
    if not isinstance(data, Mapping):
        hint = f"write {{step: {data}}}" if isinstance(data, str) else "write {step: name} or a group"
        reading.wrong(path, f"a step or a group is expected here, not {_kind(data)}", hint)
        return None
    found = [key for key in data if key in GROUPS]
    if len(found) != 1:
        _not_one_group(data, found, path, reading)
        return None
    kind = str(found[0])
    for key in data:
        if key != kind and key not in BESIDE[kind]:
            allowed = {*GROUPS, *BESIDE[kind]}
            reading.wrong((*path, str(key)), f"{key!r} is not known beside {kind!r}", nearest(str(key), allowed))
    return _READERS[kind](data, path, reading, depth)


def _not_one_group(data: Mapping[Any, Any], found: list[Any], path: Path, reading: _Reading) -> None:
    if found:
        reading.wrong(path, f"only one of {', '.join(map(repr, found))} can stand in one entry", "make two entries")
        return
    first = next(iter(data), None)
    if first is None:
        reading.wrong(path, "an entry is empty", "write {step: name} or a group")
    else:
        hint = nearest(str(first), GROUPS) or f"one of {', '.join(GROUPS)} is expected"
        reading.wrong((*path, str(first)), f"{first!r} is not a kind of group", hint)


def _group(data: list[Any] | tuple[Any, ...], path: Path, reading: _Reading, depth: int) -> Node | None:
    children = _children(data, path, reading, depth)
    if not children:
        return None
    return children[0] if len(children) == 1 else Sequence(children)


def _children(data: Any, path: Path, reading: _Reading, depth: int) -> tuple[Node, ...]:
    if not isinstance(data, list | tuple):
        reading.wrong(path, f"a list is expected here, not {_kind(data)}", "put each entry on its own line after '- '")
        return ()
    if not data:
        reading.wrong(path, "a group is empty", "add a step or remove the group")
    nodes = (_node(child, (*path, index), reading, depth + 1) for index, child in enumerate(data))
    return tuple(node for node in nodes if node is not None)


def _step(data: Mapping[Any, Any], path: Path, reading: _Reading, depth: int) -> Node | None:
    name = data["step"]
    if not isinstance(name, str) or not name:
        reading.wrong((*path, "step"), f"a step's name is expected here, not {_kind(name)}")
        return None
    reading.places.append((name, (*path, "step")))
    if "after" in data:
        earlier = data["after"]
        names = [earlier] if isinstance(earlier, str) else earlier
        if isinstance(names, list | tuple) and names and all(isinstance(one, str) for one in names):
            reading.after.append((name, tuple(names), (*path, "after")))
        else:
            reading.wrong((*path, "after"), "`after` names a step or a list of steps", "write after: [step, step]")
    return Step(name)


def _any_order(data: Mapping[Any, Any], path: Path, reading: _Reading, depth: int) -> Node | None:
    children = _children(data["any_order"], (*path, "any_order"), reading, depth)
    return AnyOrder(children) if children else None


def _one_of(data: Mapping[Any, Any], path: Path, reading: _Reading, depth: int) -> Node | None:
    children = _children(data["one_of"], (*path, "one_of"), reading, depth)
    return OneOf(children) if children else None


def _optional(data: Mapping[Any, Any], path: Path, reading: _Reading, depth: int) -> Node | None:
    child = _node(data["optional"], (*path, "optional"), reading, depth + 1)
    return Optionally(child) if child is not None else None


def _repeat(data: Mapping[Any, Any], path: Path, reading: _Reading, depth: int) -> Node | None:
    at_most = data.get("at_most")
    if at_most is not None and (isinstance(at_most, bool) or not isinstance(at_most, int) or at_most < 1):
        reading.wrong((*path, "at_most"), f"a whole number of at least 1 is expected here, not {at_most!r}")
        return None
    child = _node(data["repeat"], (*path, "repeat"), reading, depth + 1)
    return Repeat(child, at_most) if child is not None else None


_READERS = {"step": _step, "any_order": _any_order, "one_of": _one_of, "optional": _optional, "repeat": _repeat}


def _kind(data: Any) -> str:
    if data is None:
        return "nothing"
    return {"str": "a text", "int": "a number", "float": "a number", "bool": "yes or no"}.get(
        type(data).__name__, "a list" if isinstance(data, list | tuple) else "a mapping"
    )
