"""A table as CSV that opens in spreadsheets without doing anything there."""

import csv
import io
from datetime import datetime

from simulator.exporting.tables import Cell, Table
from simulator.exporting.words import ExportWord
from simulator.presenting.language import Language, say

# A spreadsheet takes a text that begins so for a formula, also in the wide forms of East Asian keyboards.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """The text as no spreadsheet will calculate it: a formula's first sign gets an apostrophe before it.

    Signs that no text holds (NUL and other controls) become a replacement mark; leading blanks hide nothing.
    """
    shown = "".join(sign if sign.isprintable() or sign in "\t\r\n" else "\ufffd" for sign in text)
    return f"'{shown}" if shown.startswith(_FORMULA) or shown.lstrip().startswith(_FORMULA) else shown


def csv_bytes(table: Table, language: Language) -> bytes:
    """The table in UTF-8 with a byte order mark, as Excel needs it; numbers with a point, times as ISO 8601."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(column.title) for column in table.columns])
    writer.writerows([_shown(cell, language) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig", errors="replace")


def _shown(cell: Cell, language: Language) -> str | float | int:
    match cell:
        case None:
            return ""
        case bool():
            return say(ExportWord.YES if cell else ExportWord.NO, language)
        case datetime():
            return cell.isoformat(sep=" ", timespec="seconds")
        case str():
            return harmless(cell)
        case float():
            return int(cell) if cell.is_integer() else cell
        case _:
            return cell
