"""The patient's monitor on the stage, painted directly; and the card that everything on the stage is painted on."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from simulator.panels import theme
from simulator.presenting.language import Language, Word, say
from simulator.presenting.practice import Vital

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SEMIBOLD = QFont.Weight.DemiBold


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
        self.hide()  # a scene without a monitor never shows one
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_vitals(self, vitals: tuple[Vital, ...], language: Language) -> None:
        """Show these values, left to right; nothing at all hides the card."""
        if vitals == self._vitals and language == self._language:
            return
        resized = [len(vital.value) for vital in vitals] != [len(vital.value) for vital in self._vitals]
        self._vitals, self._language = vitals, language
        words = ", ".join(
            f"{vital.label} {vital.value} {vital.unit}{' !' if vital.alarm else ''}".strip() for vital in vitals
        )
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
            if vital.alarm:  # as monitors do: the value stands on a bright ground
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(shown.alarm))
                painter.drawRoundedRect(QRectF(x - 6, 26, width + 12, 29), 6, 6)
            painter.setPen(QColor(shown.on_alarm if vital.alarm else getattr(shown, vital.role)))
            painter.drawText(QRectF(x, 25, width + 16, 30), LEFT, vital.value)
            x += width + 20
