"""A histogram: a column for each class, with its count above it and those who failed on top, and a marked value."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from simulator.panels.charting.axes import CENTRE, LEFT, RIGHT, Frame, grid, text_width, titles, whole_steps, write
from simulator.panels.theme import Palette
from simulator.presenting.charts import Histogram

_HEIGHT = 232
_TOP, _LEFT, _BOTTOM, _RIGHT = 60.0, 50.0, 38.0, 18.0
_GAP = 3.0


def height_px(chart: Histogram, width_px: int) -> int:
    """How high the picture is."""
    return _HEIGHT


def paint(painter: QPainter, chart: Histogram, width_px: int, height_px: int, palette: Palette) -> None:
    """Paint the chart on a picture of this size."""
    steps = whole_steps(max(chart.counts, default=0))
    frame = Frame(
        _LEFT,
        _TOP,
        width_px - _LEFT - _RIGHT,
        height_px - _TOP - _BOTTOM,
        chart.edges[0],
        chart.edges[-1],
        0,
        steps[-1],
    )
    grid(painter, frame, steps, palette)
    # Who failed for a critical error may have nearly all points: the class alone does not tell.
    fallen = chart.failed or (0,) * len(chart.counts)
    for low, high, count, failed in zip(chart.edges, chart.edges[1:], chart.counts, fallen, strict=False):
        box = QRectF(frame.x(low) + _GAP, frame.y(count), frame.x(high) - frame.x(low) - 2 * _GAP, 0.0)
        box.setBottom(frame.y(0))
        painter.fillRect(box, QColor(palette.accent))
        painter.fillRect(QRectF(box.topLeft(), QPointF(box.right(), frame.y(count - failed))), _failed(palette))
        if count:
            above = QRectF(box.center().x() - 20, box.top() - 16, 40, 15)
            write(painter, above, str(count), palette.ink, CENTRE)
    for edge in chart.edges:
        write(painter, QRectF(frame.x(edge) - 25, frame.y(0) + 3, 50, 15), f"{edge:g}", palette.ink3, CENTRE)
    titles(painter, frame, chart.x_title, chart.y_title, palette)
    if any(chart.failed):
        _legend(painter, chart, width_px, palette)
    if chart.mark is not None:
        _mark(painter, frame, chart.mark, chart.mark_text, palette)


def _failed(palette: Palette) -> QColor:
    return QColor(palette.mark("warn"))


def _legend(painter: QPainter, chart: Histogram, width_px: int, palette: Palette) -> None:
    x = float(width_px) - _RIGHT
    for text, colour in zip(chart.names[::-1], (_failed(palette), QColor(palette.accent)), strict=True):
        wide = text_width(text) + 4
        write(painter, QRectF(x - wide, 0, wide, 16), text, palette.ink2)
        painter.fillRect(QRectF(x - wide - 16, 3, 10, 10), colour)
        x -= wide + 32


def _mark(painter: QPainter, frame: Frame, value: float, text: str, palette: Palette) -> None:
    x = frame.x(value)
    painter.setPen(QPen(QColor(palette.ink), 1.2, Qt.PenStyle.DashLine))
    painter.drawLine(QLineF(x, frame.top - 38, x, frame.y(0)))
    fits = x + text_width(text) + 8 < frame.left + frame.width
    box = QRectF(x + 5, frame.top - 42, 200, 15) if fits else QRectF(x - 205, frame.top - 42, 200, 15)
    write(painter, box, text, palette.ink, LEFT if fits else RIGHT, bold=True)
