"""Logs that were recorded elsewhere: tables (CSV) and event logs (XES, IEEE 1849), read row by row.

Both may be packed (gzip) and may come from the standard input. Nothing outside the file is ever opened: an XES file
with a document type (and so with entities) is refused.
"""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

from simulator.recording.logs.event_logs import read_event_log
from simulator.recording.logs.opening import STANDARD_INPUT, named, opened
from simulator.recording.logs.rows import BY_ITSELF, NOTHING, LogError, Row, quoted
from simulator.recording.logs.tables import read_table

__all__ = ["BY_ITSELF", "NOTHING", "STANDARD_INPUT", "LogError", "Row", "named", "quoted", "read_log"]

_Read = Callable[[str, io.BufferedReader, str | None], Iterator[Row]]
_READERS: dict[str, _Read] = {".csv": read_table, ".tsv": read_table, ".xes": read_event_log}


def read_log(path: Path, encoding: str | None = None) -> Iterator[Row]:
    """The events of a log, in the order of the file. LogError.

    The kind is told by the name (.csv, .tsv, .xes, each also with .gz); that of the standard input (`-`) by its first
    byte. `encoding`: of a text that names none itself and is not UTF-8.
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    kind = suffixes[-2] if suffixes[-1:] == [".gz"] and len(suffixes) > 1 else "".join(suffixes[-1:])
    if path != STANDARD_INPUT and kind not in _READERS:
        raise LogError(
            f"{path}: this kind of log is unknown; give a journal (.jsonl), a table (.csv) or a .xes file, these two "
            "also packed (.csv.gz, .xes.gz)."
        )
    try:
        with opened(path) as reader:
            read = _READERS.get(kind) or (read_event_log if reader.peek(1)[:1] == b"<" else read_table)
            yield from read(named(path), reader, encoding)
    except OSError as error:
        raise LogError(f"{named(path)}: this file cannot be read ({error.strerror or error}).") from error
