"""Line icons of our own, drawn on a 24 by 24 grid, for equipment without a rendered picture and for small buttons.

Each icon is SVG path data; the stroke takes the colour that is asked for.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer

BOX = "M4 8l8-4 8 4v8l-8 4-8-4z M4 8l8 4 8-4 M12 12v8"
ICONS = {
    "long-board": "M8 2.5h8l1.5 4v11L16 21.5H8l-1.5-4v-11z M9 7v3 M9 14v3 M15 7v3 M15 14v3",
    "soft-stretcher": "M3 7h18 M3 17h18 M5 7c0 5 14 5 14 0 M5 17c0-5 14-5 14 0",
    "collar": "M4 9c0 9 16 9 16 0 M4 9c2-3 14-3 16 0 M9.5 14.5h5",
    "head-blocks": "M4 6h5v12H4z M15 6h5v12h-5z M2 20.5h20 M6.5 11v2 M17.5 11v2",
    "straps": "M3 7h18v3H3z M3 14h18v3H3z M10 6h4v5h-4z M10 13h4v5h-4z",
    "padding": "M4 9c0-2 16-2 16 0v6c0 2-16 2-16 0z M4 12c2 1.5 14 1.5 16 0",
    "gloves": "M8 21v-7l-2.5-3.5c-1-1.5 1-2.5 2-1L9 11V5c0-1.5 2-1.5 2 0v4-5.5c0-1.5 2-1.5 2 0V9V4.5"
    "c0-1.5 2-1.5 2 0V10 7c0-1.5 2-1.5 2 0v9l-1 5z",
    "kit-bag": "M4 8h16v11H4z M9 8V5h6v3 M12 11v5 M9.5 13.5h5",
    "monitor": "M3 5h18v12H3z M6 11h3l1.5-3 3 6 1.5-3h3 M9 20h6",
    "blanket": "M4 5h16v14H4z M4 9h16 M8 19v-3 M12 19v-3 M16 19v-3",
    "penlight": "M5 17l9-9 3 3-9 9z M14 8l2-2 3 3-2 2 M18 4l1-1 M21 6l1-1",
    "shears": "M6 16a2.5 2.5 0 1 0 .1 0 M18 16a2.5 2.5 0 1 0 .1 0 M7.5 16.5L17 4 M16.5 16.5L7 4",
    "head-pad": "M5 13c0-4 14-4 14 0s-14 4-14 0z M5 13v3c0 4 14 4 14 0v-3",
    "play": "M8 5l11 7-11 7z M9.5 8v8 M11.5 9v6 M13.5 10.5v3 M15.5 11.5v1",
    "pause": "M8 5v14 M16 5v14",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "warning": "M12 3.5l9.5 17h-19z M12 10v5 M12 17.5v.5",
    "book": "M4 5c3-1 6-1 8 1 2-2 5-2 8-1v14c-3-1-6-1-8 1-2-2-5-2-8-1z M12 6v14",
    "target": "M12 3a9 9 0 1 0 .1 0 M12 8a4 4 0 1 0 .1 0",
    "clipboard": "M6 5h12v16H6z M9 3.5h6v3.5H9z M9 12h6 M9 16h4",
    "box": BOX,
}


@lru_cache(maxsize=256)
def _renderer(name: str, ink: str, stroke: float) -> QSvgRenderer:
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="{ICONS.get(name, BOX)}" fill="none" '
        f'stroke="{ink}" stroke-width="{stroke}" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
    return QSvgRenderer(QByteArray(picture.encode()))


def icon_name(item_id: str) -> str:
    """The icon for an item: its own, or that of the longest icon name which its id contains, or a box."""
    if item_id in ICONS:
        return item_id
    inside = [name for name in ICONS if name in item_id or item_id in name]
    return max(inside, key=len, default="box")


def paint_icon(painter: QPainter, box: QRectF, item_id: str, ink: QColor, stroke: float = 1.6) -> None:
    """Paint the icon of an item into `box`."""
    _renderer(icon_name(item_id), ink.name(), stroke).render(painter, box)
