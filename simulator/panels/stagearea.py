"""The place of the stage, with everything that lies on it: monitor, gauge, views, toast, hint, movement, menu."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from simulator.panels import theme
from simulator.panels.cameraview import CameraPanel
from simulator.panels.gauges import MonitorCard, card
from simulator.panels.handling import NARROW_PX, HandlingCard
from simulator.panels.icons import paint_icon
from simulator.panels.livechart import ChartCard
from simulator.panels.menu import ActionMenu
from simulator.panels.neckgauge import GaugeCard
from simulator.panels.parts import row
from simulator.panels.pressgauge import PressCard
from simulator.panels.pushing import PushButton
from simulator.presenting.language import Language, Word, say
from simulator.presenting.practice import CameraPreset, Movement, PracticeView, Toast

EDGE_PX, GAP_PX = 16, 12
BESIDE_LEAST_PX = 360
LOW_PX, MIDDLE_PX = 460, 640  # on a lower stage two, three cards on top of each other would reach the patient
TOAST_MS, READING_MS = 4000, 55  # a sentence stays so long, and so much longer for each byte of it in UTF-8
_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.DragLeave, QEvent.Type.Drop)
WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class Bubble(QWidget):
    """One sentence on a card with a sign of its tone: a toast or a hint."""

    clicked = Signal()

    def __init__(self, parent: QWidget, widest_px: int = 520) -> None:
        super().__init__(parent)
        self.text, self.tone, self._icon, self._widest = "", "", "", widest_px
        self.hide()

    def show_text(self, text: str, tone: str, icon: str = "") -> None:
        """Show a sentence; "" hides the bubble."""
        self.text, self.tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.update()

    def fitting(self, room_px: int) -> QSize:
        """The size in which the whole sentence stands."""
        width = min(self._widest, room_px)
        metrics = QFontMetrics(theme.ui_font(14))
        box = metrics.boundingRect(0, 0, width - 60, 400, int(WRAP), self.text)
        return QSize(min(width, box.width() + 62), max(44, box.height() + 22))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = theme.palette(), QPainter(self)
        hint = self.tone == "hint"
        card(painter, self, shown.raised, shown.accent if hint else shown.line)
        mark = shown.accent if hint else shown.mark(self.tone)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mark))
        if self._icon:
            paint_icon(painter, QRectF(14, self.height() / 2 - 11, 22, 22), self._icon, QColor(mark), 2.0)
        else:
            painter.drawRoundedRect(QRectF(14, 11, 4, self.height() - 22), 2, 2)
        painter.setFont(theme.ui_font(14))
        painter.setPen(QColor(shown.ink))
        left = 46 if self._icon else 30
        painter.drawText(QRectF(left, 0, self.width() - left - 12, self.height()), int(WRAP), self.text)


class CameraBar(QWidget):
    """Buttons for the camera views; the digit of each works while no menu is open."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = row(spacing=2, margins=(4, 4, 4, 4))
        self.setLayout(self._row)
        self._buttons: dict[str, QPushButton] = {}
        self._presets: tuple[CameraPreset, ...] = ()

    def show_presets(self, presets: tuple[CameraPreset, ...], current: str, language: Language) -> None:
        """Show these views with the current one marked."""
        if presets != self._presets:
            self._presets = presets
            for old in self._buttons.values():
                self._row.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._buttons = {}
            for number, preset in enumerate(presets, 1):
                made = QPushButton(preset.text)
                made.setProperty("kind", "tab")
                made.setCheckable(True)
                made.setToolTip(f"{say(Word.CAMERA, language)}: {preset.text} ({number})")
                made.clicked.connect(self._chooser(preset.camera_id))
                self._row.addWidget(made)
                made.show()  # a hidden button would not count in the size
                self._buttons[preset.camera_id] = made
            self.adjustSize()
        for id_, button in self._buttons.items():
            button.setChecked(id_ == current)
        self.setVisible(bool(presets))

    @property
    def filled(self) -> bool:
        """Are there views to choose from?"""
        return bool(self._presets)

    def pick(self, number: int) -> None:
        """Choose the view with this number, counted from 1."""
        if number <= len(self._presets):
            self.chosen.emit(self._presets[number - 1].camera_id)

    def _chooser(self, camera_id: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(camera_id)

    def paintEvent(self, event: QPaintEvent) -> None:
        card(QPainter(self), self, theme.palette().raised, theme.palette().line)


class StageArea(QWidget):
    """Holds the stage widget (3D view or body map) and lays the cards over it."""

    resized = Signal()

    def __init__(self, slot: QWidget, flat: bool) -> None:
        super().__init__()
        self.slot, self.flat = slot, flat
        slot.setParent(self)
        self.monitor, self.gauge, self.chart = MonitorCard(self), GaugeCard(self), ChartCard(self)
        self.press, self.push = PressCard(self), PushButton(slot)
        self.cameras = CameraBar(self)
        self.handling = HandlingCard(self)
        self.hint, self.toast = Bubble(self, 440), Bubble(self)
        self.camera, self.camera_notice = CameraPanel(self), Bubble(self, 400)
        self.filmed = False
        self.menu = ActionMenu(self)
        self.gauge.hide()
        self._toast_serial = -1
        self._busy = self._hints = False
        self._toast_timer = QTimer(self)
        self._toast_timer.setSingleShot(True)
        self._toast_timer.timeout.connect(lambda: self.say_locally("", ""))
        self.toast.clicked.connect(lambda: self.say_locally("", ""))
        self.setMinimumSize(480, 320)
        self.setAcceptDrops(slot.acceptDrops())

    def show_view(self, view: PracticeView) -> None:
        """Bring the cards up to a view."""
        silent = view.mode == "assess"
        self.monitor.show_vitals(view.vitals, view.language)
        self.cameras.show_presets(() if self.flat or self.filmed else view.cameras, view.camera_id, view.language)
        self.hint.show_text("" if silent else view.hint, "hint", "book")
        self.show_movement(view.movement, view.language, silent)
        if view.toast is not None and not (silent and view.toast.tone):
            self._show_toast(view.toast)
        self.arrange()

    def show_movement(self, movement: Movement, language: Language, silent: bool) -> None:
        """What goes on now. While the learner's hands are busy, all that could lie over the patient makes room."""
        self.gauge.show_lines(() if silent else movement.gauge, language)
        self.chart.show_chart(None if silent else movement.chart)
        self.press.show_press(None if silent else movement.press)
        self.push.watch(on=movement.pushes)
        if silent and movement.hands is not None:
            movement = replace(movement, hands=None)
        self.handling.show_movement(movement, language)
        self._busy = movement.steers
        self._hints = bool(self.hint.text) and not movement.steers
        self.cameras.setVisible(self.cameras.filled and not movement.steers)
        self.toast.setVisible(bool(self.toast.text) and not movement.steers)
        self.arrange()

    def _show_toast(self, toast: Toast) -> None:
        if toast.serial != self._toast_serial:
            self._toast_serial = toast.serial
            self.say_locally(toast.text, toast.tone)

    def say_locally(self, text: str, tone: str, stay: bool = False) -> None:
        """Say one sentence above the tray until it can have been read, or until the next one if `stay`."""
        self.toast.show_text(text, tone)
        self.toast.setVisible(bool(text) and not self._busy)
        self._toast_timer.stop()
        if text and not stay:
            self._toast_timer.start(TOAST_MS + READING_MS * len(text.encode()))
        self.arrange()

    def event(self, event: QEvent) -> bool:
        """What is dragged over a card or an open menu goes to the stage beneath, which has the same pixels."""
        if event.type() in _DRAGS and self.acceptDrops():
            return self.slot.event(event)  # not by Qt's own way: that would bring it back here
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.slot.setGeometry(self.rect())
        self.arrange()
        if self.menu.is_open():
            self.menu.fit()
        self.resized.emit()

    def arrange(self) -> None:
        """Put every card in its place: monitor and chart top left, gauge top right, words below, where no face is.

        The hint lies at the bottom right, beside the views or above them; over it the toast, over that a movement. On a
        low stage the hint waits until the toast was read.
        """
        wide, tall = self.width(), self.height()
        self.monitor.adjustSize()
        self.monitor.move(EDGE_PX, EDGE_PX)
        self.gauge.move(wide - self.gauge.width() - EDGE_PX, EDGE_PX)
        self.press.move(wide - self.press.width() - EDGE_PX, EDGE_PX)
        if hasattr(self.slot, "stay_below"):
            shown = [card.geometry().bottom() for card in (self.gauge, self.press) if card.isVisibleTo(self)]
            self.slot.stay_below(max(shown, default=0) + GAP_PX)
        self.chart.move(EDGE_PX, EDGE_PX + (self.monitor.height() + 8 if self.monitor.isVisibleTo(self) else 0))
        self.cameras.adjustSize()
        self.cameras.move(EDGE_PX, tall - self.cameras.height() - EDGE_PX)
        bottom = tall - EDGE_PX
        low = tall < LOW_PX and not self._busy
        self.hint.setVisible(self._hints and not (low and self.toast.isVisibleTo(self)))
        if self.hint.isVisibleTo(self):
            left = self.cameras.geometry().right() + GAP_PX if self.cameras.isVisibleTo(self) else EDGE_PX
            beside = wide - left - EDGE_PX >= BESIDE_LEAST_PX
            self.hint.resize(self.hint.fitting(wide - EDGE_PX - (left if beside else EDGE_PX)))
            lowest = bottom if beside else self.cameras.y() - 8
            self.hint.move(wide - self.hint.width() - EDGE_PX, lowest - self.hint.height())
            bottom = self.hint.y() - 8
        self.toast.resize(self.toast.fitting(wide - 2 * EDGE_PX))
        if self.toast.isVisibleTo(self):
            bottom = self._rise(self.toast, bottom)
        self._place_handling(bottom)
        self.camera.move(wide - self.camera.width() - EDGE_PX, EDGE_PX)
        self.camera_notice.resize(self.camera_notice.fitting(wide // 2))
        self.camera_notice.move((wide - self.camera_notice.width()) // 2, EDGE_PX)
        for overlay in (
            self.camera_notice,
            self.monitor,
            self.gauge,
            self.chart,
            self.press,
            self.cameras,
            self.handling,
            self.hint,
            self.toast,
            self.menu,
            self.camera,
        ):
            overlay.raise_()

    def _place_handling(self, bottom: int) -> None:
        """What goes on stands over the words; or at the top, beside the monitor, on a stage that is not high and where
        nothing else is. In a handling it stays below, near the hands, and on the body map too."""
        left = self.monitor.geometry().right() + GAP_PX if self.monitor.isVisibleTo(self) else EDGE_PX
        taken = any(card.isVisibleTo(self) for card in (self.gauge, self.press, self.camera, self.camera_notice))
        high = self.height() < MIDDLE_PX and not (self._busy or self.flat or taken)
        high = high and self.width() - left - EDGE_PX >= NARROW_PX
        self.handling.room_px = self.width() - (left if high else EDGE_PX) - EDGE_PX
        self.handling.resize(self.handling.sizeHint())
        if high:
            self.handling.move(self.width() - self.handling.width() - EDGE_PX, EDGE_PX)
        elif self.handling.isVisibleTo(self):
            self._rise(self.handling, bottom)

    def _rise(self, card: QWidget, bottom: int) -> int:
        """Put a card in the middle above `bottom`, beside or above the views; where the next one may end (px)."""
        views, x = self.cameras.geometry(), max(EDGE_PX, (self.width() - card.width()) // 2)
        if self.cameras.isVisibleTo(self) and bottom > views.top() - 8 and x <= views.right() + GAP_PX:
            beside = views.right() + GAP_PX
            if beside + card.width() <= self.width() - EDGE_PX:
                x = beside
            else:
                bottom = views.top() - 8
        card.move(x, bottom - card.height())
        return card.y() - 8

    def quiet_corner(self) -> QPoint:
        """Where a menu that was opened by key lies: below the monitor, so that the patient stays in sight."""
        return QPoint(EDGE_PX, 2 * EDGE_PX + self.monitor.height())
