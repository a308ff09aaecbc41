"""Buttons in rows that wrap like words; what does not fit is left to "More"."""

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from simulator.panels.parts import KeyButton

GAP_PX = 8


class WrapRow(QWidget):
    """Buttons in rows, always in their own order; what does not fit into `rows` rows is left to a last button "More".

    Those of the lowest rank stay in sight.
    """

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows = rows
        self.shown: list[QWidget] = []
        self.hidden: list[QWidget] = []
        self._buttons: list[QAbstractButton] = []
        self._ranks: list[int] = []
        self._fitted: tuple[object, ...] = ()
        self.more = KeyButton(kind="quiet")
        self.more.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_buttons(self, buttons: list[QAbstractButton], ranks: list[int] | None = None) -> None:
        """Hold these buttons, in this order (also the order of Tab); all are of the same rank if none is given."""
        for gone in self._buttons:
            if gone not in buttons:
                gone.hide()
                gone.deleteLater()
        self._buttons, self._ranks = buttons, ranks or [0] * len(buttons)
        previous: QWidget | None = None
        for button in [*buttons, self.more]:
            button.setParent(self)
            if previous is not None:
                QWidget.setTabOrder(previous, button)
            previous = button
        self.arrange()

    def sizeHint(self) -> QSize:
        tall = max((button.sizeHint().height() for button in self._buttons), default=34)
        return QSize(200, tall * self.rows + GAP_PX * (self.rows - 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()

    def arrange(self) -> None:
        """Place as many as fit; keep room for "More" in the last row if not all do."""
        # While whatever is needed soonest is in sight, every button stays where it is.
        fitted = (self.width(), self.rows, *((id(button), button.sizeHint().width()) for button in self._buttons))
        if fitted == self._fitted and self._soonest() <= set(self.shown):
            return
        self._fitted = fitted
        fits = self._fit(self._buttons, 0)
        by_rank = sorted(range(len(self._buttons)), key=lambda place: self._ranks[place])
        many = len(self._buttons)
        while many and len(fits) < many:
            many -= 1
            chosen = [self._buttons[place] for place in sorted(by_rank[:many])]
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

    def _soonest(self) -> set[QWidget]:
        """The buttons that are needed first; below 0 stand those that never leave."""
        wanted = [rank for rank in self._ranks if rank >= 0]
        first = min(wanted, default=0)
        return {button for button, rank in zip(self._buttons, self._ranks, strict=True) if rank == first}

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
                x, y, row = 0, y + size.height() + GAP_PX, row + 1
                if row == self.rows or size.width() > self.width() - (reserve if row == self.rows - 1 else 0):
                    break
            placed.append((button, QPoint(x, y)))
            x += size.width() + GAP_PX
        return placed
