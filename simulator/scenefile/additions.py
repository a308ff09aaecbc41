"""Values that a scene file does not have yet, put into its text where they belong: nothing else moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml import events as yaml

from simulator.scenefile.document import Document, parse
from simulator.scenefile.problems import Path, Place

_Tree = dict[str | int, Any]


@dataclass(frozen=True, slots=True)
class Addition:
    """`text` goes before the sign number `at` of a file; its first key stands at `path`, `lead` signs later."""

    at: int
    text: str
    path: Path
    lead: int


@dataclass(frozen=True, slots=True)
class _Span:
    """A mapping in a text: from its first sign to the end of its last value; `flow` is one in { }."""

    start: int
    end: int
    flow: bool


def additions(text: str, values: Mapping[Path, str]) -> tuple[Addition, ...]:
    """What must be put into `text` so that these paths hold these words; no more than one for each mapping.

    `text` must be YAML that can be read as a whole and that has none of the paths. ValueError where a word cannot be
    put in: something else stands there, or a list would have gaps.
    """
    document = parse(text)
    wanted: dict[Path, _Tree] = {}
    for path, word in values.items():
        parent = _mapping_above(document, path)
        _put(wanted.setdefault(parent, {}), path[len(parent) :], word)
    spans = _spans(text)
    # Where mappings end together, the one put in last comes first in the text: it must be the innermost.
    return tuple(_addition(text, document, spans, parent, wanted[parent]) for parent in sorted(wanted, key=len))


def position(text: str, place: Place) -> int:
    """The number of the sign at a place of the text."""
    return sum(len(line) + 1 for line in text.split("\n")[: place.line - 1]) + place.column - 1


def _mapping_above(document: Document, path: Path) -> Path:
    data, known = document.data, 0
    while isinstance(data, dict) and path[known] in data:
        data, known = data[path[known]], known + 1
    if not isinstance(data, dict):
        raise ValueError(f"`{'.'.join(map(str, path[:known]))}` holds something else")
    return path[:known]


def _put(tree: _Tree, way: Path, word: str) -> None:
    *parents, last = way
    for part in parents:
        tree = tree.setdefault(part, {})
    tree[last] = word


def _spans(text: str) -> dict[tuple[int, int], _Span]:
    """Every mapping of a text by the line and column at which it begins."""
    spans: dict[tuple[int, int], _Span] = {}
    began: list[Any] = []
    end = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            began.append(event)
        elif isinstance(event, yaml.ScalarEvent):
            end = event.end_mark.index
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            start = began.pop()
            if isinstance(event, yaml.MappingEndEvent):
                mark = start.start_mark
                empty = start.flow_style and end < mark.index
                spans[mark.line + 1, mark.column + 1] = _Span(
                    mark.index, mark.index + 1 if empty else end, bool(start.flow_style)
                )
            if start.flow_style:
                end = event.end_mark.index
    return spans


def _addition(
    text: str, document: Document, spans: Mapping[tuple[int, int], _Span], parent: Path, tree: _Tree
) -> Addition:
    place = document.values[parent]
    span, first = spans[place.line, place.column], (*parent, next(iter(tree)))
    if span.flow:
        comma = "" if not _at(document.data, parent) else ", "
        return Addition(span.end, comma + _inside(tree), first, len(comma))
    # A text over several lines ends at the start of a later one.
    line_end = text.find("\n", len(text[: span.end].rstrip()))
    if parent:
        lead, body = " " * (place.column - 1), ""
        body = "".join(f"{lead}{key}: {_written(value)}\n" for key, value in tree.items())
    else:
        line_end, body = -1, "".join(f"{key}:{_block(value)}\n" for key, value in tree.items())
        lead = "" if text.endswith("\n\n") else "\n"
        body = lead + body
    if line_end < 0:
        lead = lead if text.endswith("\n") else "\n" + lead
        return Addition(len(text), body if text.endswith("\n") else "\n" + body, first, len(lead))
    return Addition(line_end + 1, body, first, len(lead))


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _block(value: Any) -> str:
    """A new part of the file: its entries in lines of their own."""
    if not isinstance(value, dict) or 0 in value:
        return f" {_written(value)}"
    return "".join(f"\n  {key}: {_written(inner)}" for key, inner in value.items())


def _written(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    if not all(isinstance(key, int) for key in value):
        return "{" + _inside(value) + "}"
    if sorted(value) != list(range(len(value))):
        raise ValueError("a list cannot be written in parts")
    return "[" + ", ".join(_written(value[number]) for number in range(len(value))) + "]"


def _inside(tree: _Tree) -> str:
    return ", ".join(f"{key}: {_written(value)}" for key, value in tree.items())
