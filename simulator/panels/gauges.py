"""What lies on the stage and changes often, painted directly: the patient's monitor, the head gauge, a movement."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from simulator.panels import theme
from simulator.presenting.language import Language, Word, say
from simulator.presenting.practice import GaugeLine, Handling, Vital

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SEMIBOLD = QFont.Weight.DemiBold
GAUGE_LINE_PX = 34


def card(painter: QPainter, widget: QWidget, ground: str, line: str) -> None:
    """Paint a rounded card over the whole widget."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(line))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)


class MonitorCard(QWidget):
    """The patient's monitor: dark in both themes, figures in the colours that monitors use."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vitals: tuple[Vital, ...] = ()
        self._language: Language = "en"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_vitals(self, vitals: tuple[Vital, ...], language: Language) -> None:
        """Show these values, left to right; nothing at all hides the card."""
        if vitals == self._vitals and language == self._language:
            return
        resized = [len(vital.value) for vital in vitals] != [len(vital.value) for vital in self._vitals]
        self._vitals, self._language = vitals, language
        words = ", ".join(f"{vital.label} {vital.value} {vital.unit}".strip() for vital in vitals)
        self.setAccessibleName(f"{say(Word.MONITOR, language)}: {words}")
        self.setVisible(bool(vitals))
        if resized:
            self.adjustSize()
        self.update()

    def _widths(self) -> list[int]:
        big, small = QFontMetrics(theme.ui_font(24, SEMIBOLD)), QFontMetrics(theme.ui_font(11))
        return [max(big.horizontalAdvance(vital.value), small.horizontalAdvance(vital.label)) for vital in self._vitals]

    def sizeHint(self) -> QSize:
        widths = self._widths()
        return QSize(sum(widths) + 20 * max(0, len(widths) - 1) + 32, 62)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = theme.palette(), QPainter(self)
        card(painter, self, shown.monitor, shown.monitor)
        x = 16
        for vital, width in zip(self._vitals, self._widths(), strict=True):
            painter.setFont(theme.ui_font(11))
            painter.setPen(QColor(shown.monitor_ink))
            painter.drawText(QRectF(x, 9, width + 16, 15), LEFT, vital.label)
            painter.setFont(theme.ui_font(24, SEMIBOLD))
            painter.setPen(QColor(getattr(shown, vital.role)))
            painter.drawText(QRectF(x, 25, width + 16, 30), LEFT, vital.value)
            x += width + 20


def gauge_tone(line: GaugeLine) -> str:
    """Green within two thirds of the limit, amber up to it, red beyond."""
    share = abs(line.value_deg) / line.limit_deg if line.limit_deg > 0 else 0.0
    return "ok" if share <= 2 / 3 else "warn" if share <= 1 else "bad"


class GaugeCard(QWidget):
    """How far the head is out of line with the trunk, one bar an axis, zero in the middle, limits marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[GaugeLine, ...] = ()
        self._language: Language = "en"
        self.setFixedWidth(220)

    def show_lines(self, lines: tuple[GaugeLine, ...], language: Language) -> None:
        """Show these axes; nothing at all hides the card."""
        if lines == self._lines and language == self._language:
            return
        resized = len(lines) != len(self._lines)
        self._lines, self._language = lines, language
        words = ", ".join(f"{line.text} {line.value_deg:.1f}°" for line in lines)
        self.setAccessibleName(f"{say(Word.HEAD_TRUNK, language)}: {words}")
        self.setVisible(bool(lines))
        if resized:
            self.adjustSize()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, 36 + GAUGE_LINE_PX * len(self._lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = theme.palette(), QPainter(self)
        card(painter, self, shown.raised, shown.line)
        painter.setFont(theme.ui_font(11, SEMIBOLD))
        painter.setPen(QColor(shown.ink3))
        painter.drawText(QRectF(14, 10, 200, 16), LEFT, say(Word.HEAD_TRUNK, self._language).upper())
        for number, line in enumerate(self._lines):
            self._paint_line(painter, line, 30 + GAUGE_LINE_PX * number)

    def _paint_line(self, painter: QPainter, line: GaugeLine, top: int) -> None:
        shown, tone = theme.palette(), gauge_tone(line)
        wide = self.width() - 28
        painter.setFont(theme.ui_font(13))
        painter.setPen(QColor(shown.ink2))
        painter.drawText(QRectF(14, top, wide, 18), LEFT, line.text)
        painter.setFont(theme.ui_font(13, SEMIBOLD))
        painter.setPen(QColor(shown.tone(tone)))
        painter.drawText(QRectF(14, top, wide, 18), RIGHT, f"{abs(line.value_deg):.1f}°")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.line))
        painter.drawRoundedRect(QRectF(14, top + 20, wide, 6), 3, 3)
        # The bar's half width stands for one and a half limits, so that an excess still shows its size.
        middle, scale = 14 + wide / 2, wide / 2 / (1.5 * line.limit_deg)
        reach = max(-wide / 2, min(wide / 2, line.value_deg * scale))
        painter.setBrush(QColor(shown.mark(tone)))
        painter.drawRoundedRect(QRectF(min(middle, middle + reach), top + 20, max(4.0, abs(reach)), 6), 3, 3)
        painter.setBrush(QColor(shown.ink3))
        for side in (-1, 1):
            painter.drawRect(QRectF(middle + side * line.limit_deg * scale - 0.5, top + 18, 1, 10))


class HandlingCard(QWidget):
    """A movement that is going on, with how far it has come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handling: Handling | None = None
        self.setFixedHeight(44)
        self.hide()

    def show_handling(self, handling: Handling | None) -> None:
        """Show this movement; None hides the card."""
        if handling != self._handling:
            self._handling = handling
            self.setAccessibleName(handling.text if handling else "")
            self.setVisible(handling is not None)
            self.update()

    def sizeHint(self) -> QSize:
        text = self._handling.text if self._handling else ""
        return QSize(max(200, self.fontMetrics().horizontalAdvance(text) + 48), 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._handling is None:
            return
        shown, painter = theme.palette(), QPainter(self)
        card(painter, self, shown.raised, shown.line)
        painter.setFont(theme.ui_font(13, SEMIBOLD))
        painter.setPen(QColor(shown.ink))
        painter.drawText(QRectF(16, 6, self.width() - 32, 20), LEFT, self._handling.text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.line))
        bar = QRectF(16, 30, self.width() - 32, 5)
        painter.drawRoundedRect(bar, 2.5, 2.5)
        if self._handling.share is not None:
            bar.setWidth(bar.width() * max(0.0, min(1.0, self._handling.share)))
            painter.setBrush(QColor(shown.accent))
            painter.drawRoundedRect(bar, 2.5, 2.5)
