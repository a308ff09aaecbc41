"""Tables as an XLSX workbook: texts stay texts, numbers numbers, dates dates."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from simulator import __version__
from simulator.exporting.tables import Cell, Column, Table
from simulator.exporting.words import ExportWord
from simulator.presenting.language import Language, say

_LONGEST = 32_767  # signs in one cell, by the format
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_HEAD = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#0B7285", "valign": "vcenter", "text_wrap": True}
_HEAD_HEIGHT = 32
_WIDE = 60


def workbook_bytes(tables: Sequence[Table], language: Language, made: datetime | None = None) -> bytes:
    """One sheet for each table, with a frozen heading that filters. `made`: the time in the file's properties."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"author": f"Manikin {__version__}", "created": made or datetime.now(UTC)})
    head = book.add_format(_HEAD)
    for table in tables:
        _sheet(book, head, table, language)
    book.close()
    return out.getvalue()


def _sheet(book: Any, head: Any, table: Table, language: Language) -> None:
    sheet = book.add_worksheet(table.title)
    last = len(table.columns) - 1
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, _HEAD_HEIGHT)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    styles = [_style(book, column) for column in table.columns]
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.title, head)
    for number, row in enumerate(table.rows, start=1):
        for at, cell in enumerate(row):
            _write(sheet, number, at, cell, styles[at], language)
    sheet.autofilter(0, 0, max(len(table.rows), 1), last)


def _style(book: Any, column: Column) -> Any:
    style = {"valign": "top", "text_wrap": column.width >= _WIDE}
    return book.add_format({**style, "num_format": column.shown} if column.shown else style)


def _write(sheet: Any, row: int, at: int, cell: Cell, style: Any, language: Language) -> None:
    match cell:
        case None:
            sheet.write_blank(row, at, None, style)
        case bool():
            sheet.write_string(row, at, say(ExportWord.YES if cell else ExportWord.NO, language), style)
        case datetime():
            sheet.write_datetime(row, at, cell, style)
        case str():
            sheet.write_string(row, at, _possible(cell), style)
        case _:
            sheet.write_number(row, at, cell, style)


def _possible(text: str) -> str:
    """The text as a cell can hold it: no signs that XML has not, and not too long."""
    shown = "".join(sign if sign.isprintable() or sign in "\t\n" else "\ufffd" for sign in text)
    return shown[:_LONGEST]
