"""A page of HTML as a PDF, with the program's own fonts inside."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QUrl
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument


def printed_pdf(html: str, title: str, pictures_from: Path | None = None) -> bytes:
    """`html` on A4, as the bytes of a PDF. Relative pictures are read from `pictures_from`.

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
    writer.setResolution(96)
    document = QTextDocument()
    if pictures_from is not None:
        document.setBaseUrl(QUrl.fromLocalFile(f"{pictures_from}/"))
    document.setHtml(html)
    document.setPageSize(writer.pageLayout().paintRectPixels(96).size().toSizeF())
    document.print_(writer)
    return bytes(paper.data().data())
