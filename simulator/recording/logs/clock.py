"""The times of a log: seconds, dates, or seconds since 1970, as seconds since each case began."""

import math
import re
from datetime import UTC, datetime

from simulator.recording.logs.rows import LogError, Row, quoted

# Nothing that anybody performs lasts three years: larger numbers count from 1970, in seconds, thousandths or less.
_SINCE_1970 = 1e8
_UNITS = ((1e11, 1.0), (1e14, 1e3), (1e17, 1e6), (1e20, 1e9))
# Dates as spreadsheets and process miners write them: 2026/1/2 9:05, 2026-01-02 09:05:00,5 +0100, ... The year leads;
# whether 1/2 is in January or February nobody could tell.
_LOOSE = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)
_HINT = "give seconds, or a date that begins with the year (2026-01-31T09:05:00)"


class Clock:
    """Turns the times of a log into seconds since each case began, and sees to it that they do not run backwards."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._zero: dict[str, datetime] = {}
        self._last: dict[str, tuple[float, float]] = {}

    def seconds(self, line: int, case: str, text: str) -> float | None:
        """A number of seconds, or a date and time; None for nothing. LogError."""
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            return self._since(line, case, text, _moment(text))
        if not math.isfinite(value):
            raise LogError(f"{self._name}:{line}: {quoted(text)} is no time.")
        return value if abs(value) < _SINCE_1970 else self._since(line, case, text, _since_1970(value))

    def _since(self, line: int, case: str, text: str, moment: datetime | None) -> float:
        if moment is None:
            raise LogError(f"{self._name}:{line}: {quoted(text)} is no time; {_HINT}.")
        first = self._zero.setdefault(case, moment)
        if (moment.tzinfo is None) != (first.tzinfo is None):
            raise LogError(
                f"{self._name}:{line}: {quoted(text)} and the times before it in case {quoted(case)} are not of one "
                "kind: some name their time zone and some do not."
            )
        return (moment - first).total_seconds()

    def checked(self, row: Row) -> Row:
        """The row, if its times go forwards: its start, or where acts overlap its end. LogError."""
        if row.start_s is None:
            return row
        end_s = row.start_s if row.end_s is None else row.end_s
        if end_s < row.start_s:
            raise LogError(f"{self._name}:{row.line}: this event ends before it starts.")
        last = self._last.get(row.case)
        if last is not None and row.start_s < last[0] and (row.end_s is None or end_s < last[1]):
            raise LogError(
                f"{self._name}:{row.line}: time runs backwards in case {quoted(row.case)}: "
                f"{row.start_s:g} s comes after {last[0]:g} s; sort the log by time."
            )
        self._last[row.case] = (row.start_s, end_s)
        return row


def _moment(text: str) -> datetime | None:
    """A date and time: ISO 8601, or as other programs write it; None for anything else."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        found = _LOOSE.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, part, zone = found.groups()
    iso = f"{year}-{month:0>2}-{day:0>2}T{hour or 0:0>2}:{minute or '00'}:{second or '00'}.{(part or '0')[:6]:0<6}"
    try:
        moment = datetime.fromisoformat(iso)
        if zone is None:
            return moment
        return moment.replace(tzinfo=UTC if zone[0].isalpha() else datetime.strptime(zone, "%z").tzinfo)
    except ValueError:  # a 13th month, a 25th hour
        return None


def _since_1970(value: float) -> datetime | None:
    unit = next((unit for most, unit in _UNITS if abs(value) < most), None)
    return None if unit is None else datetime.fromtimestamp(value / unit, UTC)
