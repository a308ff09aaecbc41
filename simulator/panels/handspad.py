"""The field of the learner's hands: where they are, and in learn mode where they should be; it can be dragged too."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from simulator.panels import theme
from simulator.presenting.practice import HandsMark

SIZE_PX = QSize(140, 84)
PLOT = QRectF(8, 8, 124, 68)
DOT_PX, RING_PX = 7.0, 12.0
# So many pixels of this field are one stage height of the pointer: the dot stays about under the pointer (own choice).
STAGE_HEIGHT_PX = 90.0


class HandsPad(QWidget):
    """Turn from left to right, height from below to above; the dot is the hands, the ring where they belong."""

    dragged = Signal(float, float)  # stage heights rightwards and downwards

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._mark: HandsMark | None = None
        self._last_at: QPointF | None = None
        self.setFixedSize(SIZE_PX)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.hide()

    def show_mark(self, mark: HandsMark | None) -> None:
        """Show the hands here; None hides the field."""
        if mark != self._mark:
            self._mark = mark
            self.setVisible(mark is not None)
            if mark is not None:
                self.setAccessibleName(f"{mark.right} {mark.turn_deg:.0f}°, {mark.up} {mark.height_m * 100:.0f} cm")
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._last_at = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._last_at = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._last_at is not None:
            step, self._last_at = event.position() - self._last_at, event.position()
            self.dragged.emit(step.x() / STAGE_HEIGHT_PX, step.y() / STAGE_HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        mark = self._mark
        if mark is None:
            return
        shown, painter = theme.palette(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(shown.line), 1))
        painter.setBrush(QColor(shown.bg))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        zero = _place(mark, 0.0, 0.0)
        painter.setPen(QPen(QColor(shown.control), 1))
        painter.drawLine(QPointF(PLOT.left(), zero.y()), QPointF(PLOT.right(), zero.y()))
        painter.drawLine(QPointF(zero.x(), PLOT.top()), QPointF(zero.x(), PLOT.bottom()))
        painter.setFont(theme.ui_font(11))
        painter.setPen(QColor(shown.ink3))
        if mark.most_deg:
            below = QRectF(PLOT.left(), zero.y(), PLOT.width(), 16)
            painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{mark.right} →")
        painter.drawText(QRectF(zero.x() + 4, PLOT.top() - 4, 70, 16), Qt.AlignmentFlag.AlignLeft, f"↑ {mark.up}")
        hands = _place(mark, mark.turn_deg, mark.height_m)
        if mark.wanted is not None:
            ring = _place(mark, *mark.wanted)
            painter.setPen(QPen(QColor(shown.line), 1.5))
            painter.drawLine(hands, ring)
            painter.setPen(QPen(QColor(shown.ok_mark), 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(ring, RING_PX, RING_PX)
        painter.setPen(QPen(QColor(shown.raised), 1.5))
        painter.setBrush(QColor(shown.accent))
        painter.drawEllipse(hands, DOT_PX, DOT_PX)


def _place(mark: HandsMark, turn_deg: float, height_m: float) -> QPointF:
    """Where this turn and height lie in the field; what lies outside of it stands at its edge."""
    across = 0.5 + (turn_deg / mark.most_deg / 2 if mark.most_deg else 0.0)
    up = (height_m - mark.low_m) / (mark.high_m - mark.low_m)
    across, up = (min(1.0, max(0.0, share)) for share in (across, up))
    return QPointF(PLOT.left() + across * PLOT.width(), PLOT.bottom() - up * PLOT.height())
