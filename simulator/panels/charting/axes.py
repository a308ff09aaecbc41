"""What all charts share: text at a place, a scale with round steps, a frame with its lines."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from simulator.panels.theme import Palette, ui_font

SMALL_PX = 11
TITLE_PX = 34
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle on the picture (px) that shows x from `x0` to `x1` and y from `y0` to `y1`."""

    left: float
    top: float
    width: float
    height: float
    x0: float
    x1: float
    y0: float
    y1: float

    def x(self, value: float) -> float:
        """Where a value of x lies, in px."""
        return self.left + self.width * (value - self.x0) / (self.x1 - self.x0)

    def y(self, value: float) -> float:
        """Where a value of y lies, in px; up is more."""
        return self.top + self.height * (1.0 - (value - self.y0) / (self.y1 - self.y0))


def write(
    painter: QPainter, box: QRectF, text: str, colour: str, align: Qt.AlignmentFlag = LEFT, bold: bool = False
) -> None:
    """A line of small text; what does not fit ends in an ellipsis."""
    font = ui_font(SMALL_PX, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(align), shown)


def heading(painter: QPainter, text: str, width_px: int, palette: Palette) -> None:
    """The title of a picture, in the topmost `TITLE_PX` of it."""
    painter.setFont(ui_font(14, QFont.Weight.DemiBold))
    painter.setPen(QColor(palette.ink2))
    painter.drawText(QRectF(0, 0, width_px, TITLE_PX - 10), int(LEFT), text)


def text_width(text: str) -> float:
    """How wide a line of small text is, in px."""
    return QFontMetricsF(ui_font(SMALL_PX)).horizontalAdvance(text)


def whole_steps(most: float, wanted: int = 5) -> list[int]:
    """Round whole numbers from 0 up to at least `most`, about `wanted` of them."""
    rough = max(most, 1.0) / wanted
    size = 10 ** math.floor(math.log10(rough)) if rough >= 1 else 1
    step = next(int(size * times) for times in (1, 2, 5, 10) if size * times >= rough)
    return list(range(0, step * math.ceil(max(most, 1.0) / step) + 1, step))


def grid(painter: QPainter, frame: Frame, values: list[int], palette: Palette) -> None:
    """Lines across at these values of y, each with its number at the left."""
    for value in values:
        y = frame.y(value)
        painter.setPen(QPen(QColor(palette.line), 1.0))
        painter.drawLine(round(frame.left), round(y), round(frame.left + frame.width), round(y))
        write(painter, QRectF(frame.left - 46, y - 8, 38, 16), f"{value:g}", palette.ink3, RIGHT)


def titles(painter: QPainter, frame: Frame, x_title: str, y_title: str, palette: Palette) -> None:
    """What the axes show: below at the right, and above at the left."""
    below = QRectF(frame.left, frame.top + frame.height + 20, frame.width, 16)
    write(painter, below, x_title, palette.ink2, RIGHT)
    write(painter, QRectF(0.0, 0.0, frame.left + frame.width, 16), y_title, palette.ink2, LEFT)
