"""What a piece of equipment carries with it while it is dragged, for all who give and take it."""

from PySide6.QtCore import QMimeData

from simulator.presenting.dragging import ITEM_MIME


def item_mime(item: str) -> QMimeData:
    """What a dragged piece of equipment carries."""
    mime = QMimeData()
    mime.setData(ITEM_MIME, item.encode("utf-8"))
    return mime


def item_of(mime: QMimeData) -> str | None:
    """The item that is being dragged; None for anything else that comes by."""
    if not mime.hasFormat(ITEM_MIME):
        return None
    return bytes(mime.data(ITEM_MIME).data()).decode("utf-8", "replace")
