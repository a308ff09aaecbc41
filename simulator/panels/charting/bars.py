"""Bars below one another: a name at the left, a bar on a scale from 0 to 1, its figure at the right."""

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from simulator.panels.charting.axes import LEFT, RIGHT, Frame, text_width, write
from simulator.panels.theme import Palette
from simulator.presenting.charts import Bar, Bars

_ROW, _BAR, _THIN = 24, 12.0, 4.0
_LEGEND = 26
_FIGURE = 74.0
_WIDEST_NAME = 0.52
_GAP = 12.0


def height_px(chart: Bars, width_px: int) -> int:
    """How high the picture is."""
    return _ROW * len(chart.bars) + (_LEGEND if chart.first else 0) + 4


def paint(painter: QPainter, chart: Bars, width_px: int, height_px: int, palette: Palette) -> None:
    """Paint the chart on a picture of this size."""
    both = any(bar.second is not None for bar in chart.bars)
    labels = [*chart.room_for, *(bar.label for bar in chart.bars)]
    names = min(_WIDEST_NAME * width_px, max(map(text_width, labels), default=0.0) + 2)
    figures = _FIGURE * (2 if both else 1)
    top = _LEGEND if chart.first else 0
    frame = Frame(names + _GAP, top, width_px - names - 2 * _GAP - figures, height_px - top - 4, 0.0, 1.0, 0.0, 1.0)
    if chart.first:
        _legend(painter, chart, frame, width_px, palette)
    painter.setPen(QPen(QColor(palette.line), 1.0))
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        painter.drawLine(QLineF(frame.x(share), frame.top, frame.x(share), frame.top + frame.height))
    for number, bar in enumerate(chart.bars):
        _bar(painter, bar, frame, top + _ROW * number, names, width_px, palette)


def _bar(painter: QPainter, bar: Bar, frame: Frame, y: float, names: float, width_px: int, palette: Palette) -> None:
    write(painter, QRectF(0, y, names, _ROW), bar.label, palette.ink, LEFT)
    thick = _BAR if bar.second is None else _BAR - _THIN
    start = y + (_ROW - _BAR - 1) / 2
    painter.fillRect(
        QRectF(frame.x(0), start, frame.width * min(1.0, max(0.0, bar.value)), thick),
        QColor(palette.mark(bar.tone) if bar.tone and bar.second is None else palette.accent),
    )
    right = width_px - _FIGURE
    if bar.second is None:
        write(painter, QRectF(right, y, _FIGURE, _ROW), bar.text, palette.ink, RIGHT)
        return
    ink = palette.bad if bar.tone == "bad" else palette.ink2
    # Below 0 it is drawn to the same length in the colour of what needs a look: the scale has no left side.
    length = frame.width * min(1.0, abs(bar.second))
    painter.fillRect(QRectF(frame.x(0), start + thick + 1, length, _THIN), QColor(ink))
    write(painter, QRectF(right - _FIGURE, y, _FIGURE, _ROW), bar.text, palette.ink, RIGHT)
    write(painter, QRectF(right, y, _FIGURE, _ROW), bar.second_text, ink, RIGHT)


def _legend(painter: QPainter, chart: Bars, frame: Frame, width_px: int, palette: Palette) -> None:
    x = frame.left
    for text, colour, thick in ((chart.first, palette.accent, _BAR - _THIN), (chart.second, palette.ink2, _THIN)):
        painter.fillRect(QRectF(x, 8 - thick / 2, 18, thick), QColor(colour))
        write(painter, QRectF(x + 24, 0, text_width(text) + 4, 16), text, palette.ink2)
        x += 24 + text_width(text) + 24
