"""The pointer's button as the learner's hands on a chest: it is down over the stage, or it is up."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class PushButton(QObject):
    """Takes the left button over a widget before the widget sees it, as long as it is told to.

    `changed` says whether it is down, and when that happened (ms of the pointer's clock; 0: unknown).
    """

    changed = Signal(bool, float)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._watching = self._down = False

    def watch(self, *, on: bool) -> None:
        """From now on a press pushes, or everything is as always."""
        if on == self._watching:
            return
        self._watching = on
        if on:
            self._widget.installEventFilter(self)
        else:
            self._widget.removeEventFilter(self)
            self._set(down=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks here first."""
        if not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.type() in _PRESSES:
            self._set(down=True, stamp_ms=event.timestamp())
            return True
        if event.type() == QEvent.Type.MouseButtonRelease and self._down:
            self._set(down=False, stamp_ms=event.timestamp())
            return True
        return False

    def _set(self, *, down: bool, stamp_ms: float = 0.0) -> None:
        if down != self._down:
            self._down = down
            self.changed.emit(down, stamp_ms)
