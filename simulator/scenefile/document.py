"""YAML text -> plain data and the place of every key and value.

The parser's events are taken one at a time, and what a scene may not hold (anchors, aliases, tags, deep nesting,
floods of values) stops the reading at once, before anything is built from it.
"""

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml import events as yaml
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from simulator.scenefile.problems import START, Fault, Path, Place
from simulator.scenefile.scalars import meaning
from simulator.scenefile.source import NOT_ALLOWED
from simulator.scenefile.syntax import in_plain_words, wide_colon

# A group of a protocol is two levels here: those that programs mine from logs are nested thirty deep and more.
DEEPEST = 100
# The largest scene that we can think of has a fifth of this.
MOST_VALUES = 40_000


@dataclass(slots=True)
class Document:
    """Plain data (dict, list, str, int, float, bool, None) with places; `whole` is false where reading stopped.

    `base`: the file of the scene to which this one is a difference, "" if there is none. `read`: the files that it was
    read from, with the SHA-256 of each.
    """

    data: Any = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    whole: bool = True
    base: str = ""
    read: dict[str, str] = field(default_factory=dict)

    def place(self, path: Path, at_key: bool = False) -> Place:
        """Where the value (or the key) at `path` stands; for a path that is not there, its nearest parent."""
        if at_key and path in self.keys:
            return self.keys[path]
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, START)


def parse(text: str) -> Document:
    """The one document in `text`, as far as it can be read. Whoever asks may change it: nobody else has it."""
    document: Document = pickle.loads(_parsed(text))
    return document


@lru_cache(maxsize=16)
def _parsed(text: str) -> bytes:
    """The document, packed. Reading a whole scene takes a fifth of a second and unpacking it a hundredth, and the same
    text is read again and again: by each scene that is a difference to it, and whenever scenes are listed."""
    document = Document()
    try:
        _Composer(document).compose(YAML(typ="safe", pure=True).parse(text))
    except _StopReading as stop:
        _give_up(document, stop.fault)
    except MarkedYAMLError as error:
        problem = error.problem or error.context or ""
        message, hint = in_plain_words(problem)
        # A quotation mark that is never closed is noticed at the end of the file, and a colon that is missing in the
        # next line: say where the text, or the key, begins.
        late = any(word in problem for word in ("end of stream", "could not find expected ':'"))
        mark = (error.context_mark if late else None) or error.problem_mark or error.context_mark
        line = "".join(text.split("\n")[mark.line : mark.line + 1]) if mark else ""
        _give_up(document, Fault(_at(mark) if mark else START, message, wide_colon(line) or hint))
    except (YAMLError, ValueError, OverflowError) as error:
        # The parser converts version numbers and escapes such as "\UFFFFFFFF" without a check of its own.
        _give_up(document, Fault(START, f"this is not YAML: {str(error).splitlines()[0]}"))
    return pickle.dumps(document, pickle.HIGHEST_PROTOCOL)


def _give_up(document: Document, fault: Fault) -> None:
    document.faults.append(fault)
    document.whole = False


class _StopReading(Exception):  # noqa: N818 - it says what to do, it is not an error of the program
    def __init__(self, mark: Any, message: str, hint: str = "") -> None:
        self.fault = Fault(_at(mark), message, hint)


def _at(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1)


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet; `key` is the key that waits for its value."""

    node: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None
    repeated: bool = False


class _Composer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.open: list[_Open] = []
        self.count = 0
        self.documents = 0

    def compose(self, events: Iterable[Any] | Iterator[Any]) -> None:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._document(event)
            elif isinstance(event, yaml.AliasEvent):
                hint = "write the value out; a text that begins with * needs quotes"
                raise _StopReading(event.start_mark, "aliases (*) are not allowed", hint)
            elif isinstance(event, yaml.NodeEvent):
                self._refuse_extras(event)
                self._node(event)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self.open.pop()

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _StopReading(event.start_mark, "a second document begins here", "keep one, without ---")
        if event.version or event.tags:
            raise _StopReading(event.start_mark, "directives (%) are not allowed", "delete the line")

    def _refuse_extras(self, event: Any) -> None:
        self.count += 1
        if self.count > MOST_VALUES:
            raise _StopReading(event.start_mark, f"the file holds more than {MOST_VALUES} values")
        if event.anchor is not None:
            hint = "write the value out where it is needed; a text that begins with & needs quotes"
            raise _StopReading(event.start_mark, "anchors (&) are not allowed", hint)
        if getattr(event, "ctag", None) is not None:
            hint = "delete it; a text that begins with ! needs quotes"
            raise _StopReading(event.start_mark, "tags (!) are not allowed", hint)
        if isinstance(event, yaml.ScalarEvent) and (bad := NOT_ALLOWED.search(event.value)):
            message = f"the character U+{ord(bad[0]):04X} may not be in a text"
            raise _StopReading(event.start_mark, message, "delete its \\ sequence")

    def _node(self, event: Any) -> None:
        parent = self.open[-1] if self.open else None
        if parent is not None and isinstance(parent.node, dict) and parent.key is None:
            self._key(parent, event)
            return
        path: Path = ()
        if parent is not None:
            path = (*parent.path, parent.key if parent.key is not None else len(parent.node))
        place = _at(event.start_mark)
        if isinstance(event, yaml.ScalarEvent) and not event.value and path in self.document.keys:
            place = self.document.keys[path]  # the parser puts a missing value somewhere after its key
        self.document.values.setdefault(path, place)
        value: Any
        if isinstance(event, yaml.ScalarEvent):
            value = meaning(event.value) if event.implicit[0] and event.style in (None, "") else event.value
        else:
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._attach(parent, value)
        if not isinstance(event, yaml.ScalarEvent):
            if len(self.open) >= DEEPEST:
                raise _StopReading(event.start_mark, f"more than {DEEPEST} levels are nested here")
            self.open.append(_Open(value, path))

    def _key(self, parent: _Open, event: Any) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            raise _StopReading(event.start_mark, "a key must be a single word", "check brackets and colons")
        path = (*parent.path, event.value)
        parent.key = event.value
        parent.repeated = event.value in parent.node
        if parent.repeated:
            first = self.document.keys[path].line
            fault = Fault(
                _at(event.start_mark),
                f"the key `{event.value}` stands here a second time",
                f"it stands in line {first} already",
            )
            self.document.faults.append(fault)
        self.document.keys.setdefault(path, _at(event.start_mark))

    def _attach(self, parent: _Open | None, value: Any) -> None:
        if parent is None:
            self.document.data = value
        elif isinstance(parent.node, list):
            parent.node.append(value)
        elif parent.key is not None:
            if not parent.repeated:
                parent.node[parent.key] = value
            parent.key = None
