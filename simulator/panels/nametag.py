"""What is painted over the stage: the name of the thing under the pointer, and rounded corners."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from simulator.panels.theme import colour, ui_font

OFFSET = QPointF(16, 18)
TALL_PX = 28


def paint_name(painter: QPainter, name: str, pointer: QPointF, room: QSize, *, strong: bool) -> None:
    """Paint a name beside the pointer, wholly inside `room`; `strong` says that something would be dropped there."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = ui_font(13, QFont.Weight.DemiBold)
    painter.setFont(font)
    width = QFontMetricsF(font).horizontalAdvance(name) + 20
    corner = pointer + OFFSET
    corner.setX(min(corner.x(), room.width() - width - 8))
    if corner.y() > room.height() - TALL_PX - 8:
        corner.setY(pointer.y() - TALL_PX - 8)
    tag = QRectF(corner.x(), corner.y(), width, TALL_PX)
    painter.setPen(QPen(colour("accent" if strong else "line"), 1))
    painter.setBrush(colour("raised"))
    painter.drawRoundedRect(tag, 8, 8)
    painter.setPen(colour("ink"))
    painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), name)


def paint_corners(painter: QPainter, box: QRect, radius_px: int) -> None:
    """Round the corners of `box` by painting the ground of a page over them."""
    outside, inside = QPainterPath(), QPainterPath()
    outside.addRect(QRectF(box))
    inside.addRoundedRect(QRectF(box), radius_px, radius_px)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(outside.subtracted(inside), colour("bg"))
