"""Keeps the rows of tables and short paragraphs whole where a page ends, and headings with what they stand above: Qt's
rich text cuts them, and knows no style against it.

A row that would be cut is pushed to the next page by an empty row before it that fills the rest of the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSizeF
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextTable,
)

_MOST = 0.8  # of a page: what is taller would leave too much of it empty, and is cut
_SHORT = 0.3  # of a page: a longer paragraph is cut
_LEAST_PX = 1.0
_ALWAYS = QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value


@dataclass(frozen=True, slots=True)
class Rows:
    """A table on endless paper (px): the height of its head, which each page repeats, and of the rows below it."""

    head_px: float
    below_px: tuple[float, ...]


def keep_rows_whole(document: QTextDocument, page: QSizeF) -> None:
    """Lay the document out on pages of this size, with no row of a table cut that need not be."""
    document.setPageSize(page)
    read = 0
    for number, one in enumerate(_tables(document)):
        _keep_paragraphs_whole(document, read, one.firstPosition(), page.height())
        read = one.lastPosition() + 1
        if one.format().cellSpacing():
            continue  # where the rows have gaps between them, Qt puts pages together in another way
        document.setPageSize(QSizeF(page.width(), -1))  # endless paper: here no row is pulled apart yet
        rows = _measured(document, _tables(document)[number])
        document.setPageSize(page)
        table = _tables(document)[number]
        heads = table.format().headerRowCount()
        first_px = _top(document, table, heads) % page.height() if rows.below_px else 0.0
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        parted = rows.below_px and _parted(rows, _top(document, table, 0) % page.height(), page.height())
        if parted or _left_behind(document, table, page.height()):
            _begin_page(document, table)
            first_px = rows.head_px
        gaps = pushed(rows, first_px, page.height())
        for row, rest_px in reversed(gaps):
            _fill(table, heads + row, rest_px)
        cursor.endEditBlock()
        document.markContentsDirty(0, document.characterCount())  # Qt leaves out what comes after the table else
        read = table.lastPosition() + 1
    _keep_paragraphs_whole(document, read, document.characterCount(), page.height())


def _keep_paragraphs_whole(document: QTextDocument, start: int, end: int, page_px: float) -> None:
    """Begin a page before each short paragraph between these places that a page's end would cut."""
    block, layout = document.findBlock(start), document.documentLayout()
    while block.isValid() and block.position() < end:
        place = layout.blockBoundingRect(block)
        cut = place.top() // page_px != (place.bottom() - 1) // page_px
        if cut and place.height() <= _SHORT * page_px:
            about = block.blockFormat()
            about.setPageBreakPolicy(_ALWAYS)
            QTextCursor(block).setBlockFormat(about)
            document.markContentsDirty(0, document.characterCount())
        block = block.next()


def pushed(rows: Rows, first_px: float, page_px: float) -> tuple[tuple[int, float], ...]:
    """(row below the head, px that are left of the page above it) of the rows that go to the next page.

    `first_px`: where the first of them begins on its page.
    """
    at_px, found = first_px, []
    for row, tall_px in enumerate(rows.below_px):
        if at_px + tall_px > page_px:
            if tall_px > _MOST * page_px:
                at_px = (at_px + tall_px) % page_px  # about: it is cut, with the head once more
                continue
            found.append((row, page_px - at_px))
            at_px = rows.head_px
        at_px += tall_px
    return tuple(found)


def _parted(rows: Rows, begins_px: float, page_px: float) -> bool:
    """Would a page end within the head and the first row below it? Then the table begins on the next one."""
    tall_px = rows.head_px + rows.below_px[0]
    return tall_px <= _MOST * page_px < page_px < begins_px + tall_px


def _left_behind(document: QTextDocument, table: QTextTable, page_px: float) -> bool:
    """Does the heading above the table stand on the page before?"""
    above, layout = _heading(document, table), document.documentLayout()
    return above is not None and layout.blockBoundingRect(above).top() // page_px < _top(document, table, 0) // page_px


def _heading(document: QTextDocument, table: QTextTable) -> QTextBlock | None:
    above = document.findBlock(table.firstPosition() - 1)
    return above if above.isValid() and above.blockFormat().headingLevel() else None


def _begin_page(document: QTextDocument, table: QTextTable) -> None:
    """Have the table begin on a new page, with the heading above it if there is one."""
    above = _heading(document, table)
    if above is not None:
        cursor, heading = QTextCursor(above), above.blockFormat()
        heading.setPageBreakPolicy(_ALWAYS)
        cursor.setBlockFormat(heading)
        return
    about = table.format()
    about.setPageBreakPolicy(_ALWAYS)
    table.setFormat(about)


def _tables(document: QTextDocument) -> list[QTextTable]:
    return list(_inside(document.rootFrame()))


def _inside(frame: QTextFrame) -> Iterator[QTextTable]:
    for one in frame.childFrames():
        if isinstance(one, QTextTable):
            yield one
        else:
            yield from _inside(one)


def _measured(document: QTextDocument, table: QTextTable) -> Rows:
    tops = [_top(document, table, row) for row in range(table.rows())]
    last = _bottom(document, table, table.rows() - 1) + 2 * table.format().cellPadding()
    tall = [below - top for top, below in zip(tops, [*tops[1:], last], strict=True)]
    heads = table.format().headerRowCount()
    return Rows(sum(tall[:heads]), tuple(tall[heads:]))


def _top(document: QTextDocument, table: QTextTable, row: int) -> float:
    """Where a row begins, its padding with it."""
    layout = document.documentLayout()
    starts = [table.cellAt(row, column).firstCursorPosition().block() for column in range(table.columns())]
    return min(layout.blockBoundingRect(one).top() for one in starts) - table.format().cellPadding()


def _bottom(document: QTextDocument, table: QTextTable, row: int) -> float:
    layout = document.documentLayout()
    ends = [table.cellAt(row, column).lastCursorPosition().block() for column in range(table.columns())]
    return max(layout.blockBoundingRect(one).bottom() for one in ends) - table.format().cellPadding()


def _fill(table: QTextTable, row: int, rest_px: float) -> None:
    """An empty row that is as tall as what is left of the page."""
    about = table.format()
    tall_px = rest_px - 2 * about.cellPadding() - _LEAST_PX
    if tall_px < _LEAST_PX:
        return  # not even the first line below fits here, so that Qt itself begins the row on the next page
    table.insertRows(row, 1)
    empty, small = QTextBlockFormat(), QTextCharFormat()
    empty.setLineHeight(tall_px, _FIXED)
    small.setFontPointSize(1)
    for column in range(table.columns()):
        cell = table.cellAt(row, column)
        cell.setFormat(QTextCharFormat())
        cursor = cell.firstCursorPosition()
        cursor.setBlockFormat(empty)
        cursor.setBlockCharFormat(small)
