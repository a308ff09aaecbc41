"""The stage in the window: paints the newest frame, and turns mouse and keys into orders for the frame source.

It draws nothing of its own but a name beside the pointer, and a plain sentence where there is no 3D. A frame is drawn
only when something changed; while nothing moves the timer stands still, and the program uses no processor at all.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from simulator.panels.carrying import item_of
from simulator.panels.focus import by_keys
from simulator.panels.nametag import paint_corners, paint_name
from simulator.panels.theme import colour, ui_font
from simulator.panels.viewkeys import VIEW_KEYS
from simulator.presenting.frames import FrameSource, Picked
from simulator.presenting.language import Language
from simulator.presenting.told import in_language

_TICK_MS = 16  # sixty frames a second at most
_LONGEST_STEP_S = 0.1  # after a pause the stage goes on where it was, without a leap
_DRAG_PX = 4
_SAMPLE_HOVER_S = 0.03


_HANDS = Qt.MouseButton.LeftButton | Qt.MouseButton.RightButton

Namer = Callable[[str], str | None]


class Viewport(QWidget):
    """Shows a `FrameSource`, or a sentence if there is none.

    Drag with the left button turns the view, with the right or middle button (or Shift) moves it, the wheel zooms.
    """

    picked = Signal(object, QPoint)  # Picked or None, place in the widget: a click
    activated = Signal(object, QPoint)  # a double click
    hovered = Signal(object)  # the tag under the pointer, or None
    dropped = Signal(str, object, QPoint)  # item, Picked or None, place: an item was dropped
    turned = Signal()  # the view was moved by hand
    lost = Signal(str)  # the source can draw no more: why, in one sentence
    held_moved = Signal(float, float, bool)  # share of the height, rightwards and downwards; with the other button

    def __init__(self, source: FrameSource | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: FrameSource | None = None
        self._image = QImage()
        self._sentence = ""
        self._language: Language = "en"
        self._name_of: Namer = lambda tag: tag
        self._hover: Picked | None = None
        self._pressed_at: QPointF | None = None
        self._last_at = QPointF()
        self._turning = False
        self._drop_item: str | None = None
        self._holding = False
        self._ring = False
        self.corner_px = 0  # corners are rounded so far, over the ground of a page
        self._hover_due_s = 0.0
        self._ticked_s = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 180)
        self.set_source(source)

    # what is shown

    def set_source(self, source: FrameSource | None) -> None:
        """Show these frames from now on; None shows the sentence of `say_no_stage`."""
        self._source = source
        self._image = QImage()
        self._hover = None
        self._fit()
        self.wake()
        self.update()

    def say_no_stage(self, sentence: str) -> None:
        """The sentence that stands where there is no 3D."""
        self._sentence = sentence
        self.update()

    def speak(self, language: Language) -> None:
        """The language in which it is said why there is no 3D."""
        self._language = language
        self.update()

    def name_things(self, name_of: Namer) -> None:
        """How a tag is called in the language of the screen; None means that it shows no name and is no target."""
        self._name_of = name_of
        self.update()

    def hold(self, *, on: bool) -> None:
        """While the learner's hands hold something, a drag moves them and not the view (the middle button does)."""
        if on != self._holding:
            self._holding = on
            self._forget_hover()
            self._pressed_at = None  # a drag that outlasts the handling does not become a turn of the view
            self.setCursor(Qt.CursorShape.OpenHandCursor if on else Qt.CursorShape.ArrowCursor)

    def wake(self) -> None:
        """The stage has changed or begins to move: draw until it rests again."""
        if self._source is not None and self.isVisible() and not self._timer.isActive():
            self._ticked_s = time.perf_counter()
            self._timer.start()

    def light_up(self, tag: str | None) -> None:
        """Let this thing light up as if the pointer were on it, without a name beside it; None ends that."""
        if self._source is not None:
            self._hover = None
            self._source.highlight(tag)
            self.wake()
            self.update()

    def box(self, prefix: str) -> QRect:
        """Where the things whose tags begin so are seen; empty where nothing is."""
        found = self._source.box(prefix) if self._source is not None else None
        if found is None:
            return QRect()
        left, top, right, bottom = (round(edge / self.devicePixelRatioF()) for edge in found)
        return QRect(QPoint(left, top), QPoint(right, bottom))

    def sizeHint(self) -> QSize:
        return QSize(960, 640)

    # frames

    def _tick(self) -> None:
        source = self._source
        if source is None:
            self._timer.stop()
            return
        now_s = time.perf_counter()
        dt_s, self._ticked_s = min(now_s - self._ticked_s, _LONGEST_STEP_S), now_s
        if source.advance(dt_s):
            self._draw(source)
        elif not source.moving():
            self._timer.stop()
        # Painting is asked for, not done here, and a timer's events queue up behind input: a slow renderer drops
        # frames and never keystrokes.

    def _draw(self, source: FrameSource) -> None:
        try:
            frame = source.frame()
        except RuntimeError as error:
            # A driver that was reset takes the picture away, not the session.
            self._lose(str(error))
            return
        image = QImage(frame.data, frame.width_px, frame.height_px, frame.width_px * 4, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._image = image
        self.update()

    def _lose(self, sentence: str) -> None:
        self.set_source(None)
        self.say_no_stage(sentence)
        self.lost.emit(sentence)

    def _fit(self) -> None:
        if self._source is not None:
            ratio = self.devicePixelRatioF()
            self._image = QImage()  # the old buffer may be given up by the source
            try:
                self._source.resize(max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio)))
            except RuntimeError as error:
                self._lose(str(error))  # no buffer of this size
                return
            self.wake()

    def _device(self, at: QPointF) -> tuple[float, float]:
        ratio = self.devicePixelRatioF()
        return at.x() * ratio, at.y() * ratio

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._source is None:
            self._paint_sentence(painter)
            return
        if self._image.isNull():
            painter.fillRect(self.rect(), colour("bg"))
        elif self._image.deviceIndependentSize().toSize() == self.size():
            painter.drawImage(QPointF(0, 0), self._image)
        else:  # a quick picture of fewer pixels, or a widget that has just been resized
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self._image)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        if self._hover is not None and not self._turning and not self._holding:
            name = self._name_of(self._hover.tag)
            if name:
                paint_name(painter, name, self._last_at, self.size(), strong=self._drop_item is not None)
        if self.corner_px:
            paint_corners(painter, self.rect(), self.corner_px)
        if self._ring:
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), self.corner_px, self.corner_px)

    def _paint_sentence(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), colour("bg"))
        painter.setPen(colour("ink2"))
        painter.setFont(ui_font(16))
        box = self.rect().adjusted(40, 24, -40, -24)
        painter.drawText(
            box,
            int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap),
            in_language(self._sentence, self._language),
        )

    # size and focus

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        self.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keys(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._fit()
        super().changeEvent(event)

    # pointer

    def _look_under(self, at: QPointF) -> None:
        if self._source is None:
            return
        found = self._source.pick(*self._device(at))
        if found is not None and self._name_of(found.tag) is None:
            found = None
        before = self._hover.tag if self._hover else None
        now = found.tag if found else None
        self._hover = found
        if now != before:
            self._source.highlight(now)
            self.hovered.emit(now)
            if not self._holding:
                self.setCursor(Qt.CursorShape.PointingHandCursor if now else Qt.CursorShape.ArrowCursor)
            self.wake()
        if now or before:
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._forget_hover()

    def _forget_hover(self) -> None:
        if self._hover is not None and self._source is not None:
            self._hover = None
            self._source.highlight(None)
            self.hovered.emit(None)
            self.wake()
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = self._last_at = event.position()
        self._turning = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        step, self._last_at = at - self._last_at, at
        if self._source is None:
            return
        if self._holding and self._pressed_at is not None and event.buttons() & _HANDS:
            self._move_hands(step, event)
            return
        if event.buttons() == Qt.MouseButton.NoButton or self._pressed_at is None:
            now_s = time.perf_counter()
            if now_s >= self._hover_due_s:
                self._hover_due_s = now_s + _SAMPLE_HOVER_S
                self._look_under(at)
            elif self._hover is not None:
                self.update()
            return
        if not self._turning and (at - self._pressed_at).manhattanLength() < _DRAG_PX:
            return
        if not self._turning:
            self._turning = True
            self._forget_hover()
            self.turned.emit()
        right, down = self._device(step)
        moving = event.buttons() & (Qt.MouseButton.RightButton | Qt.MouseButton.MiddleButton)
        if (moving and not self._holding) or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._source.pan(right, down)
        else:
            ratio = self.devicePixelRatioF()
            self._source.orbit(right / ratio, down / ratio)
        self.wake()

    def _move_hands(self, step: QPointF, event: QMouseEvent) -> None:
        pulling = bool(event.buttons() & Qt.MouseButton.RightButton)
        pulling |= bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        assert self._pressed_at is not None
        self._turning |= (event.position() - self._pressed_at).manhattanLength() >= _DRAG_PX  # no click any more
        self.held_moved.emit(step.x() / max(1, self.height()), step.y() / max(1, self.height()), pulling)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_click = self._pressed_at is not None and not self._turning
        self._pressed_at, self._turning = None, False
        if was_click and self._source is not None and event.button() == Qt.MouseButton.LeftButton:
            self._look_under(event.position())
            self.picked.emit(self._hover, event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._source is not None and event.button() == Qt.MouseButton.LeftButton:
            self._look_under(event.position())
            self.activated.emit(self._hover, event.position().toPoint())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._source is not None and event.angleDelta().y():
            self._source.zoom(event.angleDelta().y() / 120.0)
            self.turned.emit()
            self.wake()
        event.accept()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = VIEW_KEYS.get(Qt.Key(event.key()))
        if move is None or self._source is None:
            event.ignore()
            return
        right, down, steps = move
        if steps:
            self._source.zoom(steps)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._source.pan(right, -down)
        else:
            self._source.orbit(right, down)
        self.turned.emit()
        self.wake()

    # equipment dragged onto the body

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        item = item_of(event.mimeData())
        if item is not None and self._source is not None:
            self._drop_item = item
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._drop_item is not None:
            self._last_at = event.position()
            self._look_under(event.position())
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_item = None
        self._forget_hover()

    def dropEvent(self, event: QDropEvent) -> None:
        item, self._drop_item = item_of(event.mimeData()), None
        if item is None or self._source is None:
            return
        self._look_under(event.position())
        event.acceptProposedAction()
        self.dropped.emit(item, self._hover, event.position().toPoint())
