"""The angles of the injured level over the last seconds, with the published lines from which they count."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from simulator.panels import theme
from simulator.panels.gauges import LEFT, RIGHT, SEMIBOLD, card
from simulator.panels.neckgauge import WIDE_PX
from simulator.presenting.practice import ChartLine, LiveChart

TALL_PX = 158
PLOT = QRectF(14, 50, WIDE_PX - 28 - 22, TALL_PX - 50 - 14)
LEAST_DEG, MOST_DEG = 6.0, 15.0  # so far the axis reaches: small motion looks small, the alert lines stay apart
INKS = ("accent", "violet", "ink2")


class ChartCard(QWidget):
    """Lines that run from right to left; the newest value stands at the right edge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: LiveChart | None = None
        self.setFixedSize(WIDE_PX, TALL_PX)
        self.hide()

    def show_chart(self, chart: LiveChart | None) -> None:
        """Show this chart; None hides the card."""
        if chart != self._chart:
            self._chart = chart
            self.setVisible(chart is not None)
            self.setAccessibleName(_words(chart) if chart else "")
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDE_PX, TALL_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        chart = self._chart
        if chart is None:
            return
        shown, painter = theme.palette(), QPainter(self)
        card(painter, self, shown.raised, shown.line)
        painter.setFont(theme.ui_font(11, SEMIBOLD))
        painter.setPen(QColor(shown.ink3))
        painter.drawText(QRectF(14, 10, WIDE_PX - 28, 16), LEFT, chart.title)
        self._paint_names(painter, chart)
        largest = max([0.0, *(abs(value) for line in chart.lines for _, value in line.points)])
        most = min(MOST_DEG, max(LEAST_DEG, 1.1 * largest))
        self._paint_alerts(painter, chart, most)
        painter.setClipRect(PLOT)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line, ink in zip(chart.lines, INKS, strict=False):
            points = [_place(chart, at_s, value, most) for at_s, value in line.points]
            painter.setPen(QPen(theme.colour(ink), 2))
            painter.drawPolyline(QPolygonF(points))

    def _paint_names(self, painter: QPainter, chart: LiveChart) -> None:
        painter.setFont(theme.ui_font(12, SEMIBOLD))
        x = 14.0
        for line, ink in zip(chart.lines, INKS, strict=False):
            text = f"{line.text} {_latest(line):z.1f}°"
            painter.setPen(theme.colour(ink))
            painter.drawText(QRectF(x, 28, 90, 18), LEFT, text)
            x += painter.fontMetrics().horizontalAdvance(f"{line.text} 00.0°") + 14

    def _paint_alerts(self, painter: QPainter, chart: LiveChart, most: float) -> None:
        """Zero, and the line on either side from which an angle counts, named by the angle that it belongs to."""
        shown = theme.palette()
        painter.setFont(theme.ui_font(11))
        painter.setPen(QPen(QColor(shown.control), 1))
        painter.drawLine(_at(PLOT.left(), 0.0, most), _at(PLOT.right(), 0.0, most))
        lowest = min((line.counts_from_deg for line in chart.lines), default=0.0)
        for degrees in sorted({line.counts_from_deg for line in chart.lines}):
            painter.setPen(QPen(QColor(shown.warn_mark), 1, Qt.PenStyle.DashLine))
            for sign in (1, -1):
                painter.drawLine(_at(PLOT.left(), sign * degrees, most), _at(PLOT.right(), sign * degrees, most))
            painter.setPen(QColor(shown.warn))
            # The smaller angle is named below, the larger one above: so they never lie on each other.
            label = _at(PLOT.right(), degrees if degrees > lowest else -degrees, most)
            painter.drawText(QRectF(label.x() - 8, label.y() - 8, 30, 16), RIGHT, f"±{degrees:g}°")


def _words(chart: LiveChart) -> str:
    return ", ".join([chart.title, *(f"{line.text} {_latest(line):z.1f}°" for line in chart.lines)])


def _latest(line: ChartLine) -> float:
    return line.points[-1][1] if line.points else 0.0


def _at(x: float, degrees: float, most: float) -> QPointF:
    return QPointF(x, PLOT.center().y() - degrees / most * PLOT.height() / 2)


def _place(chart: LiveChart, at_s: float, degrees: float, most: float) -> QPointF:
    return _at(PLOT.right() - (chart.now_s - at_s) / chart.span_s * PLOT.width(), degrees, most)
