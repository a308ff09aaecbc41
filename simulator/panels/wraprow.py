"""Buttons in rows that wrap like words; what does not fit is left to "More"."""

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from simulator.panels.parts import KeyButton

GAP_PX, ROW_GAP_PX = 8, 6


class WrapRow(QWidget):
    """Buttons in rows, always in their own order; what does not fit into `rows` rows is left to a last button "More".

    Where a button stands depends on nothing but the width: no button comes or goes while somebody reaches for it.
    """

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows = rows
        self.shown: list[QWidget] = []
        self.hidden: list[QWidget] = []
        self._buttons: list[QAbstractButton] = []
        self._kept: list[QAbstractButton] = []
        self.more = KeyButton(kind="quiet")
        self.more.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_buttons(self, buttons: list[QAbstractButton], kept: list[QAbstractButton] | None = None) -> None:
        """Hold these buttons, in this order (also the order of Tab); those of `kept` are never left to "More"."""
        for gone in self._buttons:
            if gone not in buttons:
                gone.hide()
                gone.deleteLater()
        self._buttons, self._kept = buttons, kept or []
        previous: QWidget | None = None
        for button in [*buttons, self.more]:
            button.setParent(self)
            if previous is not None:
                QWidget.setTabOrder(previous, button)
            previous = button
        self.arrange()

    def sizeHint(self) -> QSize:
        # What is left to "More" takes no room: its name may be longer than all that are seen.
        tall = max((button.sizeHint().height() for button in self.shown or self._buttons), default=34)
        return QSize(200, tall * self.rows + ROW_GAP_PX * (self.rows - 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()

    def arrange(self) -> None:
        """Place as many as fit; keep room for "More" in the last row if not all do."""
        fits = self._fit(self._buttons, 0)
        others = [button for button in self._buttons if button not in self._kept]
        chosen = self._buttons
        while others and len(fits) < len(chosen):
            others.pop()
            chosen = [button for button in self._buttons if button in others or button in self._kept]
            fits = self._fit(chosen, self.more.sizeHint().width() + GAP_PX)
        self.shown = [button for button, _ in fits]
        self.hidden = [button for button in self._buttons if button not in self.shown]
        for button, at in fits:
            button.resize(button.sizeHint())
            button.move(at)
        for button in self._buttons:
            button.setVisible(button in self.shown)
        self.more.setVisible(bool(self.hidden))
        if self.hidden and fits:
            last, at = fits[-1]
            self.more.resize(self.more.sizeHint())
            self.more.move(at.x() + last.width() + GAP_PX, at.y() + (last.height() - self.more.height()) // 2)

    def rows_needed(self, width: int) -> int:
        """How many rows all buttons would take in this width (px)."""
        x, rows = 0, 1
        for button in self._buttons:
            wide = button.sizeHint().width()
            if x and x + wide > width:
                x, rows = 0, rows + 1
            x += wide + GAP_PX
        return rows

    def _fit(self, buttons: list[QAbstractButton], reserve: int) -> list[tuple[QAbstractButton, QPoint]]:
        x = y = row = 0
        placed = []
        for button in buttons:
            size = button.sizeHint()
            free = self.width() - (reserve if row == self.rows - 1 else 0)
            if x and x + size.width() > free:
                x, y, row = 0, y + size.height() + ROW_GAP_PX, row + 1
                if row == self.rows or size.width() > self.width() - (reserve if row == self.rows - 1 else 0):
                    break
            placed.append((button, QPoint(x, y)))
            x += size.width() + GAP_PX
        return placed
