"""Compressions while they are given: how deep, how often, whether the chest comes up, and how many are done."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from simulator.panels import theme
from simulator.panels.gauges import LEFT, RIGHT, SEMIBOLD, card
from simulator.panels.neckgauge import WIDE_PX
from simulator.presenting.practice import PressGauge

TALL_PX = 236
MOST_MM = 70.0
BAR = QRectF(18, 44, 22, 136)
CENTRE, RADIUS_PX, BAND_PX = QPointF(158, 122), 62.0, 9.0
LEAST_PER_MIN, MOST_PER_MIN = 70.0, 150.0
CENTRED = Qt.AlignmentFlag.AlignCenter


class PressCard(QWidget):
    """A bar that fills as the chest goes down, a dial for the rate, a dot for the beat (learn only)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gauge: PressGauge | None = None
        self.setFixedSize(WIDE_PX, TALL_PX)
        self.hide()

    def show_press(self, gauge: PressGauge | None) -> None:
        """Show these figures; None hides the card."""
        if gauge == self._gauge:
            return
        self._gauge = gauge
        self.setVisible(gauge is not None)
        if gauge is not None:
            deep = "–" if gauge.last_mm is None else f"{gauge.last_mm:.0f} mm"
            words = f"{gauge.depth} {deep}, {gauge.rate} {gauge.per_min_text}, {gauge.recoil}"
            self.setAccessibleName(f"{gauge.title}: {gauge.count}, {words}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDE_PX, TALL_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        gauge = self._gauge
        if gauge is None:
            return
        shown, painter = theme.palette(), QPainter(self)
        card(painter, self, shown.raised, shown.line)
        painter.setFont(theme.ui_font(11, SEMIBOLD))
        painter.setPen(QColor(shown.ink3))
        painter.drawText(QRectF(14, 10, WIDE_PX - 28, 16), LEFT, gauge.title.upper())
        painter.setFont(theme.ui_font(15, SEMIBOLD))
        painter.setPen(QColor(shown.ink))
        painter.drawText(QRectF(14, 8, WIDE_PX - 28, 20), RIGHT, gauge.count)
        self._paint_depth(painter, gauge)
        self._paint_rate(painter, gauge)
        self._paint_recoil(painter, gauge)

    def _paint_depth(self, painter: QPainter, gauge: PressGauge) -> None:
        """The chest goes down, so the bar fills from above."""
        shown = theme.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.line))
        painter.drawRoundedRect(BAR, 6, 6)
        low, high = (_down(one) for one in gauge.aim_mm)
        band = QColor(shown.ok_mark)
        painter.setBrush(band)
        painter.drawRect(QRectF(BAR.left(), low, BAR.width(), high - low))
        filled = QRectF(BAR.left() + 6, BAR.top(), BAR.width() - 12, max(0.0, _down(gauge.depth_mm) - BAR.top()))
        painter.setBrush(QColor(shown.ink))
        painter.drawRoundedRect(filled, 4, 4)
        if gauge.last_mm is not None:
            at = _down(gauge.last_mm)
            painter.setPen(QPen(QColor(shown.tone(gauge.depth_tone)), 3))
            painter.drawLine(QPointF(BAR.left() - 5, at), QPointF(BAR.right() + 5, at))
        painter.setFont(theme.ui_font(11))
        painter.setPen(QColor(shown.ink3))
        for depth_mm in (0.0, *gauge.aim_mm):
            at = _down(depth_mm)
            painter.drawText(QRectF(BAR.right() + 9, at - 8, 30, 16), LEFT, f"{depth_mm:.0f}")
        painter.setFont(theme.ui_font(15, SEMIBOLD))
        painter.setPen(QColor(shown.tone(gauge.depth_tone)) if gauge.depth_tone else QColor(shown.ink2))
        deep = "–" if gauge.last_mm is None else f"{gauge.last_mm:.0f} mm"
        painter.drawText(QRectF(14, BAR.bottom() + 8, 76, 20), LEFT, deep)
        painter.setFont(theme.ui_font(12))
        painter.setPen(QColor(shown.ink2))
        painter.drawText(QRectF(14, BAR.bottom() + 28, 76, 18), LEFT, gauge.depth)

    def _paint_rate(self, painter: QPainter, gauge: PressGauge) -> None:
        shown = theme.palette()
        box = QRectF(CENTRE.x() - RADIUS_PX, CENTRE.y() - RADIUS_PX, 2 * RADIUS_PX, 2 * RADIUS_PX)
        low, high = gauge.aim_per_min
        for start, end, tone, strength in (
            (LEAST_PER_MIN, low, "warn", 0.45),
            (low, high, "ok", 1.0),
            (high, MOST_PER_MIN, "warn", 0.45),
        ):
            ink = QColor(shown.mark(tone))
            ink.setAlphaF(strength)
            painter.setPen(QPen(ink, BAND_PX, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            # Qt counts sixteenths of a degree anticlockwise from three o'clock; a gap of a degree parts the bands.
            painter.drawArc(box, round(16 * (180 - _turn(start))), round(-16 * (_turn(end) - _turn(start) - 1)))
        painter.setFont(theme.ui_font(11))
        painter.setPen(QColor(shown.ink3))
        for tick in (low, high):
            at = _on_dial(tick, RADIUS_PX - 18)
            painter.drawText(QRectF(at.x() - 16, at.y() - 8, 32, 16), CENTRED, f"{tick:.0f}")
        painter.setPen(Qt.PenStyle.NoPen)
        if gauge.per_min is not None:
            value = max(LEAST_PER_MIN, min(MOST_PER_MIN, gauge.per_min))
            angle = pi * _turn(value) / 180.0
            side = QPointF(sin(angle), -cos(angle)) * 3.5
            painter.setBrush(QColor(shown.ink))
            painter.drawPolygon(QPolygonF([_on_dial(value, RADIUS_PX + 3), CENTRE + side, CENTRE - side]))
        painter.setBrush(QColor(shown.ink if gauge.beat is None else shown.accent))
        # The beat is a dot that swells when a push should begin.
        swell = 0.0 if gauge.beat is None else 5.0 * (1.0 - gauge.beat) ** 2
        painter.drawEllipse(CENTRE, 6.0 + swell, 6.0 + swell)
        painter.setFont(theme.ui_font(15, SEMIBOLD))
        painter.setPen(QColor(shown.tone(gauge.rate_tone)) if gauge.rate_tone else QColor(shown.ink2))
        painter.drawText(QRectF(CENTRE.x() - 60, CENTRE.y() + 14, 120, 20), CENTRED, gauge.per_min_text)
        painter.setFont(theme.ui_font(12))
        painter.setPen(QColor(shown.ink2))
        painter.drawText(QRectF(CENTRE.x() - 60, CENTRE.y() + 34, 120, 18), CENTRED, gauge.rate)

    def _paint_recoil(self, painter: QPainter, gauge: PressGauge) -> None:
        shown = theme.palette()
        line = QRectF(CENTRE.x() - 74, BAR.bottom() + 18, 148, 20)
        painter.setFont(theme.ui_font(13, SEMIBOLD))
        painter.setPen(QColor(shown.tone(gauge.recoil_tone)) if gauge.recoil_tone else QColor(shown.ink2))
        painter.drawText(line, CENTRED, gauge.recoil)


def _down(depth_mm: float) -> float:
    """The height (px) of a depth beside the bar."""
    return BAR.top() + BAR.height() * min(1.0, max(0.0, depth_mm / MOST_MM))


def _turn(per_min: float) -> float:
    """The place of a rate on the dial: 0 at the left, 180 at the right (deg)."""
    return 180.0 * (per_min - LEAST_PER_MIN) / (MOST_PER_MIN - LEAST_PER_MIN)


def _on_dial(per_min: float, radius_px: float) -> QPointF:
    angle = pi * _turn(per_min) / 180.0
    return CENTRE + QPointF(-cos(angle), -sin(angle)) * radius_px
