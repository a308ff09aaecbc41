"""A learning curve: each person's line in the background, the mean of all in front, and a fitted line."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from simulator.panels.charting.axes import CENTRE, Frame, grid, text_width, titles, write
from simulator.panels.theme import Palette
from simulator.presenting.charts import Attempts

_HEIGHT = 240
_TOP, _LEFT, _BOTTOM, _RIGHT = 24.0, 50.0, 38.0, 16.0
_MOST_NUMBERS, _NUMBER_PX = 20, 24.0


def height_px(chart: Attempts, width_px: int) -> int:
    """How high the picture is."""
    return _HEIGHT


def paint(painter: QPainter, chart: Attempts, width_px: int, height_px: int, palette: Palette) -> None:
    """Paint the chart on a picture of this size."""
    last = len(chart.mean)
    frame = Frame(_LEFT, _TOP, width_px - _LEFT - _RIGHT, height_px - _TOP - _BOTTOM, 0.75, last + 0.25, 0.0, 100.0)
    grid(painter, frame, [0, 20, 40, 60, 80, 100], palette)
    every = -(-last // max(1, min(_MOST_NUMBERS, int(frame.width / _NUMBER_PX))))
    for number in range(1, last + 1, every):
        text = f"{number} (n={chart.people[number - 1]})" if last <= 8 and chart.people else str(number)
        write(painter, QRectF(frame.x(number) - 40, frame.y(0) + 3, 80, 15), text, palette.ink3, CENTRE)
    for one in chart.each:
        _line(painter, frame, one, QPen(QColor(palette.control), 1.0))
    if chart.fitted:
        _line(painter, frame, chart.fitted, QPen(QColor(palette.ink2), 1.4, Qt.PenStyle.DashLine))
    _line(painter, frame, chart.mean, QPen(QColor(palette.accent), 2.4))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.accent))
    for number, value in enumerate(chart.mean, start=1):
        painter.drawEllipse(QPointF(frame.x(number), frame.y(value)), 3.5, 3.5)
    titles(painter, frame, chart.x_title, chart.y_title, palette)
    _legend(painter, chart, width_px, palette)


def _line(painter: QPainter, frame: Frame, values: Sequence[float], pen: QPen) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(frame.x(n), frame.y(v)) for n, v in enumerate(values, start=1)]))


def _legend(painter: QPainter, chart: Attempts, width_px: int, palette: Palette) -> None:
    x = float(width_px) - _RIGHT
    fitted = ((chart.fitted_text, QPen(QColor(palette.ink2), 1.4, Qt.PenStyle.DashLine)),) if chart.fitted else ()
    for text, pen in (*fitted, (chart.mean_text, QPen(QColor(palette.accent), 2.4))):
        wide = text_width(text) + 4
        write(painter, QRectF(x - wide, 0, wide, 16), text, palette.ink2)
        painter.setPen(pen)
        painter.drawLine(QPointF(x - wide - 26, 8), QPointF(x - wide - 6, 8))
        x -= wide + 46
