"""No row of a printed table is cut where a page ends, if it need not be."""

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QTextDocument, QTextTable
from PySide6.QtWidgets import QApplication

from simulator.panels.wholerows import Rows, keep_rows_whole, pushed

PAGE = QSizeF(300, 400)
HEAD = "<thead><tr><td colspan='3'>The head</td></tr></thead>"


def table(lines: list[int], head: str = HEAD, spacing: int = 0) -> str:
    """A table whose rows have so many lines."""
    rows = "".join(
        f"<tr><td>row {n}</td><td>{'<br>'.join(['words'] * many)}</td><td></td></tr>" for n, many in enumerate(lines)
    )
    return f"<table cellspacing='{spacing}' cellpadding='5' width='100%'>{head}{rows}</table>"


def laid_out(html: str) -> QTextDocument:
    document = QTextDocument()
    document.setHtml(html)
    document.setDocumentMargin(0)
    keep_rows_whole(document, PAGE)
    return document


def cut(document: QTextDocument) -> list[str]:
    """The first words of each row that a page's end cuts."""
    found, layout = [], document.documentLayout()
    for frame in document.rootFrame().childFrames():
        assert isinstance(frame, QTextTable)
        for row in range(frame.rows()):
            cells = [frame.cellAt(row, column) for column in range(frame.columns())]
            top = min(layout.blockBoundingRect(one.firstCursorPosition().block()).top() for one in cells)
            bottom = max(layout.blockBoundingRect(one.lastCursorPosition().block()).bottom() for one in cells)
            if top // PAGE.height() != (bottom - 1) // PAGE.height():
                found.append(cells[0].firstCursorPosition().block().text())
    return found


@pytest.mark.parametrize("head", [HEAD, ""])
def test_rows_of_any_height_stay_whole(qapp: QApplication, head: str) -> None:
    lines = [1 + (7 * n) % 17 for n in range(60)]
    plain = QTextDocument()
    plain.setHtml(table(lines, head))
    plain.setDocumentMargin(0)
    plain.setPageSize(PAGE)
    assert len(cut(plain)) > 10, "Qt itself cuts them"
    document = laid_out(f"<p>Before it</p>{table(lines, head)}<p>Between</p>{table(lines[::-1], head)}")
    assert cut(document) == []
    assert [f"row {n}" in document.toPlainText() for n in range(60)] == [True] * 60


def test_what_comes_after_a_table_is_laid_out_too(qapp: QApplication) -> None:
    for rows in range(1, 40):
        parts = "".join(f"<h2>Part</h2>{table([1 + (rows + 7 * n) % 17 for n in range(rows)], '')}" for _ in range(3))
        document = laid_out(f"<div>{parts}<p>After it</p></div>")
        last = document.documentLayout().blockBoundingRect(document.lastBlock())
        assert document.lastBlock().text() == "After it"
        assert last.height() > 0
        assert last.bottom() <= document.pageCount() * PAGE.height()


def test_a_short_paragraph_stays_whole(qapp: QApplication) -> None:
    for before in range(20, 32):
        words = "many words " * 20
        document = laid_out(f"{table([1] * 3)}<p>{'<br>'.join(['before'] * before)}</p><p>{words}</p><p>{words}</p>")
        for number in (1, 2):
            block = document.lastBlock() if number == 1 else document.lastBlock().previous()
            place = document.documentLayout().blockBoundingRect(block)
            assert place.height() > 40
            assert place.top() // PAGE.height() == (place.bottom() - 1) // PAGE.height()


def test_a_row_that_no_page_holds_is_cut_and_the_others_are_not(qapp: QApplication) -> None:
    assert cut(laid_out(table([3, 60, 3, 3]))) == ["row 1"]


def test_a_table_on_one_page_is_left_as_it_is(qapp: QApplication) -> None:
    document = laid_out(table([2, 3]))
    (only,) = document.rootFrame().childFrames()
    assert isinstance(only, QTextTable)
    assert (only.rows(), document.pageCount()) == (3, 1)


def test_a_row_goes_to_the_next_page_below_the_head_and_the_first_one_stays() -> None:
    assert pushed(Rows(20.0, (30.0, 30.0)), 20.0, 100.0) == ()
    assert pushed(Rows(20.0, (30.0, 30.0, 30.0, 60.0)), 20.0, 100.0) == ((2, 20.0), (3, 50.0))


@pytest.mark.parametrize(("above", "head"), [("<h2>Heading</h2>", HEAD), ("<h2>Heading</h2>", ""), ("", HEAD)])
@pytest.mark.parametrize("lines", range(14, 29))
def test_no_heading_and_no_head_of_a_table_is_left_behind(
    qapp: QApplication, above: str, head: str, lines: int
) -> None:
    document = laid_out(f"<p>{'<br>'.join(['before'] * lines)}</p>{above}{table([4, 4], head)}")
    (only,) = document.rootFrame().childFrames()
    assert isinstance(only, QTextTable)
    layout = document.documentLayout()
    blocks = [only.cellAt(row, 0).firstCursorPosition().block() for row in range(2 if head else 1)]
    if above:
        blocks.append(document.findBlock(only.firstPosition() - 1))
        assert blocks[-1].text() == "Heading"
    assert len({layout.blockBoundingRect(one).top() // PAGE.height() for one in blocks}) == 1
    assert cut(document) == []
