"""Logs that were recorded elsewhere: tables (CSV) and event logs (XES, IEEE 1849), read row by row.

Nothing outside the file is ever opened: an XES file with a document type (and so with entities) is refused.
"""

import csv
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.parsers import expat

_CHUNK = 1 << 16
# Ends of the standard's life cycle that are no completion.
_BROKEN_OFF = ("pi_abort", "ate_abort", "withdraw")
_CHOICE = "choice_"
NOTHING = ""
"""The activity of the one row of a case in which nothing was done."""
BY_ITSELF = "by_itself"
"""The attribute by which an event log says that nobody did this: it came about by itself, and is no act."""


class LogError(Exception):
    """The log cannot be used; the message is one sentence with file and line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One event: its case and activity, times in seconds (None where the log has none), who did it, its line.

    `choices`: what the log says was chosen (XES: attributes `choice_NAME`).
    """

    case: str
    activity: str
    start_s: float | None
    end_s: float | None
    actor: str
    line: int
    choices: Mapping[str, str] = field(default_factory=dict)


def read_log(path: Path) -> Iterator[Row]:
    """The events of a log, in the order of the file; the kind is told by the name (.csv, .xes). LogError."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise LogError(f"{path}: this kind of log is unknown; give a journal (.jsonl), a table (.csv) or a .xes file.")
    try:
        if path.exists() and not path.is_file():
            raise LogError(f"{path}: this is no ordinary file, so it is no log.")
        yield from reader(path)
    except OSError as error:
        raise LogError(f"{path}: this file cannot be read ({error.strerror}).") from error


def _read_csv(path: Path) -> Iterator[Row]:
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            at = _columns(path, next(reader, []))
            clock = _Clock(path)
            for row in reader:
                line = reader.line_num
                if not row:
                    continue
                yield _csv_row(path, line, row, at, clock)
    except UnicodeDecodeError as error:
        raise LogError(f"{path}:{line}: this is not UTF-8 text; save the table with the encoding UTF-8.") from error
    except csv.Error as error:
        raise LogError(f"{path}:{line + 1}: this is not a table ({error}).") from error


def _columns(path: Path, names: list[str]) -> dict[str, int]:
    at = {name.strip().lower(): place for place, name in reversed(list(enumerate(names)))}
    for column in ("case", "activity"):
        if column not in at:
            raise LogError(f"{path}:1: the column {column!r} is missing; the first line names the columns.")
    return at


def _csv_row(path: Path, line: int, row: list[str], at: dict[str, int], clock: "_Clock") -> Row:
    def cell(column: str) -> str:
        place = at.get(column)
        return row[place].strip() if place is not None and place < len(row) else ""

    case, activity = cell("case"), cell("activity")
    if not case or not activity:
        what = "case" if not case else "activity"
        raise LogError(f"{path}:{line}: the {what} is empty; every line needs a case and an activity.")
    start, end = clock.seconds(line, case, cell("start")), clock.seconds(line, case, cell("end"))
    return clock.checked(Row(case, activity, start, end, cell("actor"), line))


class _Clock:
    """Turns the times of a log into seconds since each case began, and sees to it that they do not run backwards."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._zero: dict[str, datetime] = {}
        self._last: dict[str, float] = {}

    def seconds(self, line: int, case: str, text: str) -> float | None:
        """A number of seconds, or a date and time (ISO 8601); None for nothing."""
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            return self._since(line, case, text)
        if not math.isfinite(value):
            raise LogError(f"{self._path}:{line}: {text!r} is no time.")
        return value

    def _since(self, line: int, case: str, text: str) -> float:
        try:
            moment = datetime.fromisoformat(text)
            return (moment - self._zero.setdefault(case, moment)).total_seconds()
        except (ValueError, TypeError) as error:  # TypeError: one time with a zone, another without
            raise LogError(f"{self._path}:{line}: {text!r} is no time; give seconds or an ISO date.") from error

    def checked(self, row: Row) -> Row:
        """The row, if its times go forwards."""
        if row.start_s is not None:
            last = self._last.get(row.case, row.start_s)
            if row.start_s < last:
                raise LogError(
                    f"{self._path}:{row.line}: time runs backwards in case {row.case!r}: "
                    f"{row.start_s:g} s comes after {last:g} s; sort the log by time."
                )
            if row.end_s is not None and row.end_s < row.start_s:
                raise LogError(f"{self._path}:{row.line}: this event ends before it starts.")
            self._last[row.case] = row.start_s
        return row


def _read_xes(path: Path) -> Iterator[Row]:
    parser = _Xes(path)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield from parser.feed(chunk, final=False)
        yield from parser.feed(b"", final=True)


class _Xes:
    """Gathers traces and their events from the parser's calls."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: list[Row] = []
        self._clock = _Clock(path)
        self._tags: list[str] = []
        self._trace: dict[str, str] = {}
        self._event: dict[str, str] = {}
        self._waiting: list[tuple[dict[str, str], int]] = []
        self._begun: dict[str, str] = {}
        self._line = 1
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._no_doctype

    def feed(self, chunk: bytes, final: bool) -> Iterator[Row]:
        """The events that are whole by now."""
        try:
            self._parser.Parse(chunk, final)
        except (LookupError, ValueError) as error:  # Python does not know it, or the reader of XML cannot use it
            why = "cannot be used here; save the log with the encoding UTF-8"
            raise LogError(f"{self._path}:1: the encoding that this file names {why} ({error}).") from error
        except expat.ExpatError as error:
            raise LogError(
                f"{self._path}:{error.lineno}: this is not XES ({expat.ErrorString(error.code)})."
            ) from error
        rows, self._rows = self._rows, []
        return iter(rows)

    def _no_doctype(self, *_: Any) -> None:
        line = self._parser.CurrentLineNumber
        raise LogError(f"{self._path}:{line}: a document type is not allowed in an event log; remove it.")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        self._tags.append(tag)
        if len(self._tags) > 64:
            raise LogError(f"{self._path}:{self._parser.CurrentLineNumber}: this file is nested too deeply to be XES.")
        if len(self._tags) == 1 and tag != "log":
            raise LogError(f"{self._path}:1: this is not XES: it begins with <{tag}> where <log> is expected.")
        if tag == "trace":
            self._trace, self._waiting, self._begun = {}, [], {}
            self._line = self._parser.CurrentLineNumber
        elif tag == "event":
            self._event = {}
        elif "key" in attributes and len(self._tags) >= 2:
            owner = self._tags[-2]
            if owner == "event":
                self._event[attributes["key"]] = attributes.get("value", "")
            elif owner == "trace":
                self._trace[attributes["key"]] = attributes.get("value", "")

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
            raise LogError(f"{self._path}:{self._line}: this trace has no concept:name.")
        before = len(self._rows)
        for event, line in self._waiting:
            self._tell(case, event, line)
        if len(self._rows) == before:
            self._rows.append(Row(case, NOTHING, None, None, "", self._line))

    def _tell(self, case: str, event: dict[str, str], line: int) -> None:
        activity = event.get("concept:name", "").strip()
        if not activity:
            raise LogError(f"{self._path}:{line}: an event of the case {case!r} has no concept:name.")
        if event.get(BY_ITSELF) == "true":
            return
        moment = event.get("time:timestamp", "")
        transition = event.get("lifecycle:transition", "complete").lower()
        if transition == "start":
            self._begun[activity] = moment
            return
        if transition in _BROKEN_OFF:
            self._begun.pop(activity, None)
            return
        began = self._begun.pop(activity, moment)
        start, end = self._clock.seconds(line, case, began), self._clock.seconds(line, case, moment)
        chosen = {key.removeprefix(_CHOICE): text for key, text in event.items() if key.startswith(_CHOICE)}
        row = Row(case, activity, start, end, event.get("org:resource", ""), line, chosen)
        self._rows.append(row if began != moment else self._clock.checked(row))


_READERS = {".csv": _read_csv, ".xes": _read_xes}
