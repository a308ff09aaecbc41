"""The text of a log: its encoding, and lines that are no text."""

import codecs
import io
import re
from collections.abc import Iterator

from simulator.recording.logs.rows import LogError

_LONGEST_LINE = 1 << 20
# What bytes become that are no text in the encoding.
_LOST = re.compile("[\udc80-\udcff]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


def encoding_of(name: str, reader: io.BufferedReader, wanted: str | None) -> str:
    """The encoding: the one that is wanted, or what the first bytes say, or UTF-8. It is never guessed. LogError."""
    if wanted is None:
        first = reader.peek(3)
        return next((encoding for mark, encoding in _MARKS if first.startswith(mark)), "utf-8")
    try:
        io.TextIOWrapper(io.BytesIO(), codecs.lookup(wanted).name)
    except (LookupError, ValueError) as error:  # unknown, no encoding of texts, or no name at all
        raise LogError(f"{name}: there is no encoding {wanted[:40]!r}; utf-8, gb18030 and cp1252 are some.") from error
    return wanted


def lines(name: str, reader: io.BufferedReader, wanted: str | None) -> Iterator[str]:
    """The lines of a text with their ends. LogError with the line that is no text or has no end."""
    encoding = encoding_of(name, reader, wanted)
    number = 0
    text = io.TextIOWrapper(reader, encoding, errors="surrogateescape", newline="")
    try:
        while line := text.readline(_LONGEST_LINE):
            number += 1
            if len(line) == _LONGEST_LINE:
                raise LogError(f"{name}:{number}: this line has no end, so this is no table.")
            if "\0" in line:
                raise LogError(f"{name}:{number}: this is not {_called(encoding)} text (it holds NUL); {_HINT}.")
            if not line.isascii() and _LOST.search(line):
                raise LogError(f"{name}:{number}: this is not {_called(encoding)} text; {_HINT}.")
            yield line
    except UnicodeError as error:  # cut off within a sign
        raise LogError(f"{name}:{number + 1}: this is not {_called(encoding)} text; {_HINT}.") from error


_HINT = "save the table with the encoding UTF-8, or name its own (--encoding gb18030, cp1252, utf-16 ...)"


def _called(encoding: str) -> str:
    return encoding.removesuffix("-sig").upper()
