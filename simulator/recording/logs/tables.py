"""Tables (CSV): one event a line, with the names of the columns in the first."""

import csv
import io
from collections.abc import Iterator

from simulator.recording.logs.clock import Clock
from simulator.recording.logs.columns import Columns, columns
from simulator.recording.logs.lifecycle import Acts, Told
from simulator.recording.logs.rows import LogError, Row
from simulator.recording.logs.text import lines

# A first line by which Excel is told what parts the cells.
_EXCEL = "sep="


def read_table(name: str, reader: io.BufferedReader, encoding: str | None) -> Iterator[Row]:
    """The events of a table. LogError."""
    text = _Counted(lines(name, reader, encoding))
    layout = _layout(name, text)
    clock = Clock(name)
    acts = Acts(clock)
    rows = csv.reader(text, delimiter=layout.delimiter, strict=True)
    try:
        for cells in rows:
            if not any(cells):
                continue  # spreadsheets leave lines of empty cells behind
            row = _row(name, text.number, cells, layout, clock, acts)
            if row is not None:
                yield row
    except csv.Error as error:
        raise LogError(f"{name}:{text.number}: this is not a table ({error}).") from error


class _Counted:
    """Lines, and which one was the last."""

    def __init__(self, text: Iterator[str]) -> None:
        self._text = text
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._text)
        self.number += 1
        return line


def _layout(name: str, text: _Counted) -> Columns:
    """What the first line with something in it says."""
    header = next((line for line in text if line.strip()), "")
    delimiter = ""
    if header.lower().startswith(_EXCEL) and len(header.strip("\r\n")) == len(_EXCEL) + 1:
        delimiter = header[len(_EXCEL)]
        header = next((line for line in text if line.strip()), "")
    return columns(name, max(text.number, 1), header, delimiter)


def _row(name: str, line: int, cells: list[str], layout: Columns, clock: Clock, acts: Acts) -> Row | None:
    width = layout.width
    if len(cells) > width:
        if any(cells[width:]):
            raise LogError(
                f"{name}:{line}: this line has {len(cells)} cells and the first line names {width} columns; a text "
                "that holds what parts the cells needs quotation marks."
            )
        del cells[width:]
    # What a line or a table lacks is empty: behind the last column there is one more cell, for the columns not there.
    cells += [""] * (width + 1 - len(cells))
    case, activity = cells[layout.case].strip(), cells[layout.activity].strip()
    if not case or not activity:
        what = "case" if not case else "activity"
        raise LogError(f"{name}:{line}: the {what} is empty; every line needs a case and an activity.")
    if cells[layout.by_itself].strip().lower() == "true":
        return None
    moment, start, end = cells[layout.moment].strip(), cells[layout.start].strip(), cells[layout.end].strip()
    actor, transition = cells[layout.actor].strip(), cells[layout.transition].strip()
    chosen = {choice: cells[place].strip() for choice, place in layout.choices.items() if cells[place].strip()}
    if transition:
        return acts.told(Told(case, activity, moment or end or start, transition, actor, line, chosen))
    start_s = clock.seconds(line, case, start or moment)
    end_s = clock.seconds(line, case, end or moment)
    return clock.checked(Row(case, activity, start_s, end_s, actor, line, chosen))
