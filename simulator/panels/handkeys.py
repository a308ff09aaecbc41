"""The keys of the learner's hands: as long as they are down, wherever the focus is on the screen."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

KEYS: dict[int, str] = {
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_PageUp: "pull",
    Qt.Key.Key_PageDown: "push",
}
CALM_MS = 1000  # own choice: longer than the beat of compressions
_GONE = (QEvent.Type.WindowDeactivate, QEvent.Type.ApplicationDeactivate)


class HandKeys(QObject):
    """Takes the keys of the hands before any widget sees them, as long as it is told to.

    `changed` carries the keys that are down and when that happened (ms of the keyboard's clock; 0: unknown), `stopped`
    comes with Esc. While `busy` says so (a menu or a sheet is open, an item is in hand), every key goes where it always
    goes.

    Whoever presses a chest does not stop at the thirtieth: until the keys were at rest for `CALM_MS` they move nothing
    else, least of all the view.
    """

    changed = Signal(object, float)
    stopped = Signal()

    def __init__(self, owner: QWidget, busy: Callable[[], bool]) -> None:
        super().__init__(owner)
        self._owner, self._busy = owner, busy
        self._down: frozenset[str] = frozenset()
        self._steers = self._stops = self._listens = False
        self._calm = QTimer(self, singleShot=True, interval=CALM_MS)
        self._calm.timeout.connect(self._listen)

    def watch(self, *, steers: bool, stops: bool) -> None:
        """From now on arrows and Page keys move the hands (`steers`), Esc stops (`stops`)."""
        self._steers, self._stops = steers, stops
        self._listen()
        if not steers:
            self._set(frozenset())

    def _listen(self) -> None:
        listens = self._steers or self._stops or self._calm.isActive()
        app = QCoreApplication.instance()
        if app is not None and listens != self._listens:
            self._listens = listens
            if listens:
                app.installEventFilter(self)
            else:
                app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks here first."""
        if event.type() in _GONE:
            self._set(frozenset())  # a key that comes up in another window is never told here
        elif isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            return self._take(event, event.type() == QEvent.Type.KeyPress)
        return False

    def _take(self, event: QKeyEvent, pressed: bool) -> bool:
        if not self._owner.isActiveWindow() or (pressed and self._busy()):
            return False
        if event.key() == Qt.Key.Key_Escape and self._stops and pressed:
            if not event.isAutoRepeat():
                self.stopped.emit()
            return True
        name = KEYS.get(event.key())
        if name is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        if not self._steers and not self._calm.isActive():
            return False
        self._calm.start()
        if self._steers and not event.isAutoRepeat():
            self._set(self._down | {name} if pressed else self._down - {name}, event.timestamp())
        return True

    def _set(self, down: frozenset[str], stamp_ms: float = 0.0) -> None:
        if down != self._down:
            self._down = down
            self.changed.emit(down, stamp_ms)
