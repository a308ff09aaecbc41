"""The head against the trunk: one needle for the plane that is furthest out, and all three planes as figures."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from simulator.panels import theme
from simulator.panels.gauges import LEFT, SEMIBOLD, card
from simulator.presenting.language import Language, Word, say
from simulator.presenting.practice import GaugeLine

WIDE_PX, TALL_PX = 248, 186
ENDS_DEG = 15.0
# (from, to, tone, strength): amber from 3 and 5 degrees, red from 10 (clinical reference, 3.6).
BANDS = ((0.0, 3.0, "ok", 1.0), (3.0, 5.0, "warn", 0.45), (5.0, 10.0, "warn", 1.0), (10.0, ENDS_DEG, "bad", 1.0))
TICKS_DEG = (0, 3, 5, 10)
CENTRE, RADIUS_PX, BAND_PX = QPointF(WIDE_PX / 2, 122.0), 78.0, 9.0
CENTRED = Qt.AlignmentFlag.AlignCenter


def gauge_tone(line: GaugeLine) -> str:
    """Green up to where the plane's angle counts, amber up to what is too much in any plane, red beyond."""
    size = abs(line.value_deg)
    return "ok" if size <= line.limit_deg else "warn" if size <= line.most_deg else "bad"


class GaugeCard(QWidget):
    """How far the head is out of line with the trunk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[GaugeLine, ...] = ()
        self._language: Language = "en"
        self.setFixedSize(WIDE_PX, TALL_PX)

    def show_lines(self, lines: tuple[GaugeLine, ...], language: Language) -> None:
        """Show these planes; nothing at all hides the card."""
        if lines == self._lines and language == self._language:
            return
        self._lines, self._language = lines, language
        words = ", ".join(f"{line.text} {line.value_deg:.1f}°" for line in lines)
        self.setAccessibleName(f"{say(Word.HEAD_TRUNK, language)}: {words}")
        self.setVisible(bool(lines))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDE_PX, TALL_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = theme.palette(), QPainter(self)
        card(painter, self, shown.raised, shown.line)
        painter.setFont(theme.ui_font(11, SEMIBOLD))
        painter.setPen(QColor(shown.ink3))
        painter.drawText(QRectF(14, 10, WIDE_PX - 28, 16), LEFT, say(Word.HEAD_TRUNK, self._language).upper())
        if not self._lines:
            return
        self._paint_bands(painter)
        worst = max(self._lines, key=lambda line: abs(line.value_deg) / line.limit_deg)
        self._paint_needle(painter, worst)
        third = (WIDE_PX - 16) / len(self._lines)
        for number, line in enumerate(self._lines):
            self._paint_figure(painter, line, QRectF(8 + number * third, 136, third, 40))

    def _paint_bands(self, painter: QPainter) -> None:
        shown = theme.palette()
        box = QRectF(CENTRE.x() - RADIUS_PX, CENTRE.y() - RADIUS_PX, 2 * RADIUS_PX, 2 * RADIUS_PX)
        for start, end, tone, strength in BANDS:
            ink = QColor(shown.mark(tone))
            ink.setAlphaF(strength)
            painter.setPen(QPen(ink, BAND_PX, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            # Qt counts sixteenths of a degree anticlockwise from three o'clock; a gap of one degree parts the bands.
            painter.drawArc(
                box, round(16 * (180 - 180 * start / ENDS_DEG)), round(-16 * (180 * (end - start) / ENDS_DEG - 1))
            )
        painter.setFont(theme.ui_font(11))
        painter.setPen(QColor(shown.ink3))
        for tick in TICKS_DEG:
            at = _on_dial(tick, RADIUS_PX - 17)
            painter.drawText(QRectF(at.x() - 14, at.y() - 8, 28, 16), CENTRED, f"{tick}°")

    def _paint_needle(self, painter: QPainter, line: GaugeLine) -> None:
        shown = theme.palette()
        value = min(abs(line.value_deg), ENDS_DEG)
        tip, angle = _on_dial(value, RADIUS_PX + 3), pi * value / ENDS_DEG
        side = QPointF(sin(angle), -cos(angle)) * 3.5
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.ink))
        painter.drawPolygon(QPolygonF([tip, CENTRE + side, CENTRE - side]))
        painter.drawEllipse(CENTRE, 6.0, 6.0)

    def _paint_figure(self, painter: QPainter, line: GaugeLine, box: QRectF) -> None:
        shown = theme.palette()
        painter.setFont(theme.ui_font(15, SEMIBOLD))
        painter.setPen(QColor(shown.tone(gauge_tone(line))))
        painter.drawText(QRectF(box.left(), box.top(), box.width(), 20), CENTRED, f"{abs(line.value_deg):.1f}°")
        painter.setFont(theme.ui_font(12))
        painter.setPen(QColor(shown.ink2))
        painter.drawText(QRectF(box.left(), box.top() + 20, box.width(), 18), CENTRED, line.text)


def _on_dial(value_deg: float, radius_px: float) -> QPointF:
    """The place of an angle on the dial: 0 at the left, the end at the right."""
    angle = pi * value_deg / ENDS_DEG
    return CENTRE + QPointF(-cos(angle), -sin(angle)) * radius_px
