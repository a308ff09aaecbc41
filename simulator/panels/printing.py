"""A page of HTML as a PDF, with the program's own fonts inside."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from simulator.panels.theme import LIGHT, ui_font
from simulator.panels.wholerows import keep_rows_whole

_DPI = 96
_FOOT = 22  # px at the bottom of each page, where its number stands


def plain_number(page: int, of: int) -> str:
    """The number of a page in no language."""
    return f"{page} / {of}"


def printed_pdf(
    html: str, title: str, pictures_from: Path | None = None, number: Callable[[int, int], str] = plain_number
) -> bytes:
    """`html` on A4, as the bytes of a PDF. Relative pictures are read from `pictures_from`; `number` words a page's
    number and the number of pages.

    A QGuiApplication with the program's fonts must exist. Qt prints into memory, because it says nothing when a disk
    is full.
    """
    paper = QBuffer()
    paper.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(paper)
    writer.setTitle(title)
    writer.setCreator("Manikin")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(16, 14, 16, 14), QPageLayout.Unit.Millimeter)
    writer.setResolution(_DPI)
    document = QTextDocument()
    document.setMetaInformation(QTextDocument.MetaInformation.CssMedia, "print")
    if pictures_from is not None:
        document.setBaseUrl(QUrl.fromLocalFile(f"{pictures_from}/"))
    document.setHtml(html)
    document.documentLayout().setPaintDevice(writer)
    paper_px = writer.pageLayout().paintRectPixels(_DPI).size().toSizeF()
    page = QSizeF(paper_px.width(), paper_px.height() - _FOOT)
    document.setDocumentMargin(0)
    keep_rows_whole(document, page)
    painter = QPainter(writer)
    for at in range(document.pageCount()):
        if at:
            writer.newPage()
        painter.save()
        painter.translate(0, -at * page.height())
        document.drawContents(painter, QRectF(0, at * page.height(), page.width(), page.height()))
        painter.restore()
        painter.setFont(ui_font(11))
        painter.setPen(QColor(LIGHT.ink3))
        foot = QRectF(0, page.height(), page.width(), _FOOT)
        painter.drawText(
            foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, number(at + 1, document.pageCount())
        )
    painter.end()
    return bytes(paper.data().data())
