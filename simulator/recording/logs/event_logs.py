"""Event logs (XES, IEEE 1849)."""

import codecs
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from simulator.recording.logs.clock import Clock
from simulator.recording.logs.lifecycle import Acts, Told
from simulator.recording.logs.rows import BY_ITSELF, CHOICE, NOTHING, LogError, Row, quoted
from simulator.recording.logs.text import encoding_of

_CHUNK = 1 << 16
_DEEPEST = 64
_LONGEST_DECLARATION = 200
_DECLARATION = re.compile(rb"""<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""")


def read_event_log(name: str, reader: io.BufferedReader, encoding: str | None) -> Iterator[Row]:
    """The events of an event log, case by case. XML says its encoding itself, unless another one is named. LogError."""
    parser = _Xes(name)
    encoding = _declared(reader) if encoding is None else encoding
    if encoding is None:
        while chunk := reader.read(_CHUNK):
            yield from parser.feed(chunk, final=False)
        yield from parser.feed(b"", final=True)
        return
    decoder = codecs.getincrementaldecoder(encoding_of(name, reader, encoding))()
    try:
        while chunk := reader.read(_CHUNK):
            yield from parser.feed(decoder.decode(chunk), final=False)
        yield from parser.feed(decoder.decode(b"", True), final=True)
    except UnicodeError as error:
        raise LogError(f"{name}: this is not {encoding.upper()} text; name its own encoding.") from error


def _declared(reader: io.BufferedReader) -> str | None:
    """The encoding that the file declares, if the reader of XML would not know it and Python does."""
    found = _DECLARATION.match(reader.peek(_LONGEST_DECLARATION)[:_LONGEST_DECLARATION])
    if found is None:
        return None
    declared = found[1].decode("ascii")
    try:
        expat.ParserCreate().Parse(found[0] + b"?><log/>", True)
    except (LookupError, ValueError, expat.ExpatError):
        try:
            io.TextIOWrapper(io.BytesIO(), declared)
        except LookupError:
            return None  # nobody knows it: the reader of XML will say so
        return declared
    return None


class _Xes:
    """Gathers traces and their events from the parser's calls."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows: list[Row] = []
        self._clock = Clock(name)
        self._tags: list[str] = []
        self._trace: dict[str, str] = {}
        self._event: dict[str, str] = {}
        self._waiting: list[tuple[dict[str, str], int]] = []
        self._called: Counter[str] = Counter()
        self._line = 1
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._no_doctype

    def feed(self, chunk: bytes | str, final: bool) -> Iterator[Row]:
        """The events that are whole by now."""
        try:
            self._parser.Parse(chunk, final)
        except (LookupError, ValueError) as error:  # Python does not know it, or the reader of XML cannot use it
            why = "cannot be used here; save the log with the encoding UTF-8"
            raise LogError(f"{self._name}:1: the encoding that this file names {why} ({error}).") from error
        except expat.ExpatError as error:
            raise LogError(
                f"{self._name}:{error.lineno}: this is not XES ({expat.ErrorString(error.code)})."
            ) from error
        rows, self._rows = self._rows, []
        return iter(rows)

    def _no_doctype(self, *_: Any) -> None:
        line = self._parser.CurrentLineNumber
        raise LogError(f"{self._name}:{line}: a document type is not allowed in an event log; remove it.")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        owner = self._tags[-1] if self._tags else ""
        self._tags.append(tag)
        if len(self._tags) > _DEEPEST:
            raise LogError(f"{self._name}:{self._parser.CurrentLineNumber}: this file is nested too deeply to be XES.")
        if not owner and tag != "log":
            raise LogError(f"{self._name}:1: this is not XES: it begins with <{tag[:60]}> where <log> is expected.")
        if tag == "trace" and owner == "log":
            self._trace, self._waiting = {}, []
            self._line = self._parser.CurrentLineNumber
        elif tag == "event":
            if owner != "trace":
                line = self._parser.CurrentLineNumber
                raise LogError(f"{self._name}:{line}: this event stands in no trace, so nobody knows whose it is.")
            self._event = {}
        elif "key" in attributes and owner in ("event", "trace"):
            kept = self._event if owner == "event" else self._trace
            kept[attributes["key"]] = attributes.get("value", "")

    def _end(self, tag: str) -> None:
        closed = self._tags.pop()
        if closed == "event":
            self._waiting.append((self._event, self._parser.CurrentLineNumber))
        elif closed == "trace":
            self._close_trace()

    def _close_trace(self) -> None:
        """The case's name may stand behind its events, so they are told when the trace is whole."""
        case = self._trace.get("concept:name", "")
        if not case:
            raise LogError(f"{self._name}:{self._line}: this trace has no concept:name.")
        # Each trace is a case of its own, also where two have one name.
        self._called[case] += 1
        if self._called[case] > 1:
            case = f"{case} ({self._called[case]})"
        acts = Acts(self._clock)
        before = len(self._rows)
        for event, line in self._waiting:
            row = self._told(acts, case, event, line)
            if row is not None:
                self._rows.append(row)
        if len(self._rows) == before:
            self._rows.append(Row(case, NOTHING, None, None, "", self._line))

    def _told(self, acts: Acts, case: str, event: dict[str, str], line: int) -> Row | None:
        activity = event.get("concept:name", "").strip()
        if not activity:
            raise LogError(f"{self._name}:{line}: an event of the case {quoted(case)} has no concept:name.")
        if event.get(BY_ITSELF) == "true":
            return None
        chosen = {key.removeprefix(CHOICE): text for key, text in event.items() if key.startswith(CHOICE)}
        moment, transition = event.get("time:timestamp", ""), event.get("lifecycle:transition", "")
        return acts.told(Told(case, activity, moment, transition, event.get("org:resource", ""), line, chosen))
