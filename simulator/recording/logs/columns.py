"""Which column of a table says what: by our own names, and by those that process-mining tools write."""

import csv
import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from simulator.recording.logs.rows import BY_ITSELF, CHOICE, LogError

# What says it -> its names, small, without underscores and double spaces; the first that is there is taken.
# case:concept:name and so on: XES as a table (pm4py); Case ID, Complete Timestamp: Disco; CASE_KEY, EVENTTIME: Celonis.
NAMES: Mapping[str, tuple[str, ...]] = {
    "case": ("case", "case:concept:name", "case id", "caseid", "case key", "case name", "trace", "trace id"),
    "activity": ("activity", "concept:name", "activity name", "activity en", "activity id", "event", "event name"),
    "start": ("start", "start timestamp", "start time", "starttime", "started"),
    "end": ("end", "complete timestamp", "end timestamp", "end time", "endtime", "complete time", "completed"),
    "moment": ("time:timestamp", "timestamp", "time", "event time", "eventtime", "date"),
    "actor": ("actor", "org:resource", "resource", "user"),
    "transition": ("lifecycle:transition", "lifecycle", "transition"),
    BY_ITSELF: ("by itself",),
}
_DELIMITERS = (",", ";", "\t", "|")
_NEEDED = ("case", "activity")


@dataclass(frozen=True, slots=True)
class Columns:
    """How a table is laid out: what parts its cells, how many there are, and where each thing stands.

    What the table does not say stands at `width`, behind its last cell.
    """

    delimiter: str
    width: int
    choices: Mapping[str, int]
    case: int
    activity: int
    start: int
    end: int
    moment: int
    actor: int
    transition: int
    by_itself: int


def columns(name: str, line: int, header: str, delimiter: str = "") -> Columns:
    """The layout that a header line says; without a `delimiter` the one that finds the most. LogError."""
    found = [_read(header, one) for one in ((delimiter,) if delimiter else _DELIMITERS)]
    if not found[0][1].keys() >= set(_NEEDED):
        found.sort(key=lambda one: (len(one[1].keys() & set(_NEEDED)), len(one[0])), reverse=True)
    names, at, mark = found[0]
    for needed in _NEEDED:
        if needed not in at:
            raise LogError(f"{name}:{line}: the column {needed!r} is missing; {_hint(needed, names)}.")
    choices = {one.removeprefix(CHOICE): place for place, one in enumerate(names) if one.startswith(CHOICE)}
    return Columns(mark, len(names), choices, **{what: at.get(what, len(names)) for what in NAMES})


def _read(header: str, delimiter: str) -> tuple[list[str], dict[str, int], str]:
    try:
        names = [one.strip() for one in next(csv.reader([header], delimiter=delimiter), [])]
    except csv.Error:  # a cell beyond all measure
        names = []
    places = {_plain(name): place for place, name in reversed(list(enumerate(names)))}
    at = {
        what: next(places[name] for name in known if name in places)
        for what, known in NAMES.items()
        if not places.keys().isdisjoint(known)
    }
    return names, at, delimiter


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").split())


def _hint(needed: str, names: list[str]) -> str:
    """What the first line says instead, and how the column may be called."""
    if not any(names):
        return "the first line names the columns"
    close = difflib.get_close_matches(needed, [_plain(name) for name in names], n=1, cutoff=0.6)
    near = next((name for name in names if close and _plain(name) == close[0]), None)
    if near is not None:
        return f"is it {near[:60]!r}? Name it {needed!r} in the first line"
    there = ", ".join(repr(name[:30]) for name in names[:6]) + (", ..." if len(names) > 6 else "")
    other = NAMES[needed][1]
    return f"the first line names the columns, and there are only {there}; name one {needed!r} or {other!r}"
