"""What goes on, on one card: every order with the time that it still takes, the learner's hands, the word to stop."""

from math import ceil

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from simulator.panels import theme
from simulator.panels.gauges import LEFT, RIGHT, SEMIBOLD, card
from simulator.panels.handspad import SIZE_PX as PAD_PX
from simulator.panels.handspad import HandsPad
from simulator.panels.parts import KeyButton, set_text
from simulator.presenting.language import Language, say
from simulator.presenting.moving_words import MovingWord
from simulator.presenting.practice import Going, Movement

EDGE_PX, ROW_PX, GAP_PX = 14, 34, 14
NARROW_PX, WIDE_PX = 320, 860
MOST_ROWS = 4
STOP_PX = QSize(124, 52)
WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class HandlingCard(QWidget):
    """Orders that are being carried out; in a handling also the hands, their controls and a large button to stop."""

    stop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Movement()
        self._language: Language = "en"
        self.room_px = WIDE_PX
        self.pad = HandsPad(self)
        self.stop = KeyButton(key="Esc", kind="stop")
        self.stop.setParent(self)
        # The word must come at once: at the press, not when the button comes up again.
        self.stop.pressed.connect(self.stop_asked)
        self.hide()

    def show_movement(self, movement: Movement, language: Language) -> None:
        """Show what goes on; nothing at all hides the card."""
        if movement == self._shown and language == self._language:
            return
        self._shown, self._language = movement, language
        set_text(self.stop, say(MovingWord.STOP, language))
        self.setAccessibleName(". ".join([*(going.text for going in movement.going), movement.controls]))
        self.pad.show_mark(movement.hands)
        self.stop.setVisible(movement.can_stop)
        self.setVisible(bool(movement.going))
        self._place()
        self.update()

    def sizeHint(self) -> QSize:
        sides = self._left() + self._right()
        wide = max([NARROW_PX, *(self._needed(going.text, SEMIBOLD) + 64 for going in self._shown.going)])
        if self._shown.controls:
            wide = max(wide, self._needed(self._shown.controls))
        wide = min(wide + sides, self.room_px, WIDE_PX)
        tall = ROW_PX * min(len(self._shown.going), MOST_ROWS) + self._controls_px(wide - sides) + 16
        if self.stop.isVisibleTo(self):
            tall = max(tall, STOP_PX.height() + 2 * 8)
        if self.pad.isVisibleTo(self):
            tall = max(tall, PAD_PX.height() + 2 * 8)
        return QSize(wide, tall)

    def _needed(self, text: str, weight: QFont.Weight = QFont.Weight.Normal) -> int:
        return QFontMetrics(theme.ui_font(13, weight)).horizontalAdvance(text) + 4

    def _controls_px(self, wide: int) -> int:
        if not self._shown.controls:
            return 0
        metrics = QFontMetrics(theme.ui_font(13))
        return metrics.boundingRect(QRect(0, 0, wide, 400), int(WRAP), self._shown.controls).height() + 6

    def _left(self) -> int:
        return EDGE_PX + (PAD_PX.width() + GAP_PX if self.pad.isVisibleTo(self) else 0)

    def _right(self) -> int:
        return EDGE_PX + (STOP_PX.width() + GAP_PX if self.stop.isVisibleTo(self) else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        self.pad.move(EDGE_PX - 2, (self.height() - PAD_PX.height()) // 2)
        self.stop.resize(STOP_PX)
        self.stop.move(self.width() - EDGE_PX - STOP_PX.width(), (self.height() - STOP_PX.height()) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = theme.palette(), QPainter(self)
        card(painter, self, shown.raised, shown.line)
        left, wide = self._left(), self.width() - self._left() - self._right()
        rows = self._shown.going[:MOST_ROWS]
        controls = self._controls_px(wide)
        top = (self.height() - ROW_PX * len(rows) - controls) / 2
        for going in rows:
            self._paint_row(painter, going, QRectF(left, top, wide, ROW_PX))
            top += ROW_PX
        painter.setFont(theme.ui_font(13))
        painter.setPen(QColor(shown.ink if self._shown.steers else shown.warn))
        painter.drawText(QRectF(left, top + 2, wide, controls), int(WRAP), self._shown.controls)

    def _paint_row(self, painter: QPainter, going: Going, box: QRectF) -> None:
        shown = theme.palette()
        left = going.counted or say(MovingWord.SECONDS, self._language, count=ceil(going.left_s))
        painter.setFont(theme.ui_font(13, SEMIBOLD))
        painter.setPen(QColor(shown.ink2))
        painter.drawText(QRectF(box.left(), box.top(), box.width(), 22), RIGHT, left)
        painter.setPen(QColor(shown.ink))
        room = box.width() - 56
        text = painter.fontMetrics().elidedText(going.text, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(box.left(), box.top(), room, 22), LEFT, text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.line))
        bar = QRectF(box.left(), box.top() + 24, box.width(), 5)
        painter.drawRoundedRect(bar, 2.5, 2.5)
        bar.setWidth(bar.width() * going.share)
        painter.setBrush(QColor(shown.accent))
        painter.drawRoundedRect(bar, 2.5, 2.5)
