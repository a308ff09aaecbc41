"""A page of HTML as a PDF, with the program's own fonts inside."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QUrl
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument


def print_pdf(html: str, path: Path, title: str, pictures_from: Path | None = None) -> None:
    """Write `html` to `path` on A4. Relative pictures are read from `pictures_from`; OSError if it cannot be written.

    A QGuiApplication with the program's fonts must exist.
    """
    with path.open("wb"):
        pass  # Qt says nothing when it cannot write; Python does
    writer = QPdfWriter(str(path))
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
