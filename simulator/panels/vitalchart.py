"""The patient's signs through the session, strip below strip, dark as the monitor. A click goes to its moment."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF

from simulator.panels import theme
from simulator.panels.motionchart import LEFT, RIGHT, SEMIBOLD
from simulator.panels.timechart import TimeChart
from simulator.presenting.language import Language, clock_text, say
from simulator.presenting.vitalcharting import VitalPlot, VitalRow, VitalWord

LEFT_PX, RIGHT_PX, EDGE_PX = 84, 92, 10
TIMES_PX, NOTE_PX, GAP_PX = 18, 34, 6
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class VitalChart(TimeChart):
    """The chart as a page of the debrief."""

    def __init__(self) -> None:
        super().__init__()
        self._plot: VitalPlot | None = None

    def show_plot(self, plot: VitalPlot | None, language: Language) -> None:
        """Show these signs."""
        self._plot = plot
        rows = plot.rows if plot else ()
        said = [f"{one.label} {one.span} {one.unit}" for one in rows]
        self.setAccessibleName(", ".join([say(VitalWord.SIGNS, language), *said]))
        self.update()

    def area(self) -> QRectF:
        """Where the strips are drawn."""
        notes = NOTE_PX * (len(self._plot.notes) if self._plot else 1)
        return QRectF(LEFT_PX, EDGE_PX, self.width() - LEFT_PX - RIGHT_PX, self.height() - notes - TIMES_PX - EDGE_PX)

    def place(self, at_s: float) -> float:
        """Where a moment lies (px)."""
        return self.area().left() + self.area().width() * at_s / self._length_s()

    def _length_s(self) -> float:
        return max(1.0, self._plot.t_s[-1]) if self._plot else 1.0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        share = (event.position().x() - self.area().left()) / max(1.0, self.area().width())
        self.time_chosen.emit(min(max(share, 0.0), 1.0) * self._length_s())

    def paintEvent(self, event: QPaintEvent) -> None:
        plot = self._plot
        if plot is None:
            return
        shown, painter, area = theme.palette(), QPainter(self), self.area()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(0, 0, self.width(), area.bottom() + TIMES_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.monitor))
        painter.drawRoundedRect(ground, 8, 8)
        tall = (area.height() - GAP_PX * (len(plot.rows) - 1)) / len(plot.rows)
        for number, one in enumerate(plot.rows):
            box = QRectF(area.left(), area.top() + number * (tall + GAP_PX), area.width(), tall)
            self._paint_row(painter, one, box, shown)
        painter.setPen(QPen(QColor(shown.alarm), 1.2, Qt.PenStyle.DotLine))
        for at_s in plot.harmed_at_s:
            painter.drawLine(QPointF(self.place(at_s), area.top()), QPointF(self.place(at_s), area.bottom()))
        painter.setPen(QPen(QColor("#FFFFFF"), 1.4))
        now = self.place(min(self._now_s, self._length_s()))
        painter.drawLine(QPointF(now, area.top()), QPointF(now, area.bottom()))
        self._paint_words(painter, plot, area, shown)

    def _paint_row(self, painter: QPainter, one: VitalRow, box: QRectF, shown: theme.Palette) -> None:
        assert self._plot is not None
        ink = QColor(getattr(shown, one.role))

        def y(value: float) -> float:
            return box.bottom() - box.height() * (value - one.least) / (one.most - one.least)

        line = QColor(shown.monitor_ink)
        line.setAlphaF(0.28)
        painter.setPen(QPen(line, 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        alarm = QColor(shown.alarm)
        alarm.setAlphaF(0.7)
        for limit in one.limits:
            painter.setPen(QPen(alarm, 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(box.left(), y(limit)), QPointF(box.right(), y(limit)))
            painter.setFont(theme.ui_font(10))
            painter.drawText(QRectF(box.left() - 30, y(limit) - 7, 25, 14), RIGHT, f"{limit:.0f}")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1.8))
        for values in one.lines:
            points = [QPointF(self.place(t), y(v)) for t, v in zip(self._plot.t_s, values, strict=True)]
            painter.drawPolyline(QPolygonF(points))
        painter.setFont(theme.ui_font(13, SEMIBOLD))
        painter.drawText(QRectF(14, box.top(), LEFT_PX - 44, box.height()), LEFT, one.label)
        beside, middle = box.right() + 10, box.center().y()
        painter.drawText(QRectF(beside, middle - 17, RIGHT_PX - 14, 18), LEFT, self._value(one))
        painter.setFont(theme.ui_font(10))
        painter.setPen(QColor(shown.monitor_ink))
        painter.drawText(QRectF(beside, middle + 1, RIGHT_PX - 14, 14), LEFT, one.unit)

    def _value(self, one: VitalRow) -> str:
        """What the monitor shows at the present moment."""
        assert self._plot is not None
        times = self._plot.t_s
        index = max(0, min(len(times) - 1, int(self._now_s / max(times[-1], 1e-6) * (len(times) - 1))))
        return "/".join(f"{values[index]:.0f}" for values in one.lines)

    def _paint_words(self, painter: QPainter, plot: VitalPlot, area: QRectF, shown: theme.Palette) -> None:
        painter.setFont(theme.ui_font(11))
        painter.setPen(QColor(shown.monitor_ink))
        times = QRectF(area.left(), area.bottom(), area.width(), TIMES_PX)
        painter.drawText(times, LEFT, clock_text(0.0))
        painter.drawText(times, RIGHT, clock_text(self._length_s()))
        top = area.bottom() + TIMES_PX + 4
        for number, sentence in enumerate(plot.notes):
            harmed = bool(plot.harmed_at_s) and number == 0
            painter.setPen(QColor(shown.tone("bad") if harmed else shown.ink3))
            painter.drawText(QRectF(2, top, self.width() - 4, NOTE_PX - 2), _WRAP, sentence)
            top += NOTE_PX
