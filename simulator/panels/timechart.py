"""A chart over the session's time, as a page of the debrief: a click goes to its moment, a line shows the present."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

LEAST_PX = 284


class TimeChart(QWidget):
    """`time_chosen` is the moment (s) that was clicked; whoever paints reads `_now_s`, the present moment (s)."""

    time_chosen = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._now_s = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_time(self, now_s: float) -> None:
        """Move the line of the present moment."""
        self._now_s = now_s
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, LEAST_PX)
