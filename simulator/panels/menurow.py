"""One line of the menu."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from simulator.panels import theme
from simulator.panels.parts import key_cap_width, paint_key_cap

# What a line is made of (px): its letters, the room before them, behind the key, and at least between the two.
LOOSE = (14, 12, 10, 14)
DENSE = (13, 8, 6, 8)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the menu: what it says, whether a further level follows, what it does, the region it stands for."""

    text: str
    more: bool
    pick: Callable[[], None]
    region: str = ""


class Menu(Protocol):
    """What a line needs of its menu: where keys go, and whether a click is meant for this page."""

    def keyPressEvent(self, event: QKeyEvent) -> None: ...
    def takes_click(self) -> bool: ...


class MenuRow(QAbstractButton):
    """Text at the left, the key that picks it at the right. A pointer that moves takes the focus along."""

    marked = Signal(str)

    def __init__(self, line: Line, key: str, menu: Menu, parent: QWidget) -> None:
        super().__init__(parent)
        self.line, self.key, self._menu = line, key, menu
        self._look = LOOSE
        self.setText(line.text)
        self.setAccessibleName(line.text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(line.pick)

    def wide_px(self, *, dense: bool = False) -> int:
        """The width in which the whole text and its key stand, also in the smaller letters of a dense menu."""
        font_px, before, after, gap = DENSE if dense else LOOSE
        metrics = QFontMetrics(theme.ui_font(font_px))
        return before + metrics.horizontalAdvance(self._shown()) + gap + self._cap_px() + after

    def lie(self, box: QRect, *, dense: bool) -> None:
        """Lie there, in smaller letters if `dense`; a text that is cut short is whole in the tool tip."""
        self._look = DENSE if dense else LOOSE
        self.setGeometry(box)
        self.setToolTip(self.text() if self.wide_px(dense=dense) > box.width() else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.wide_px(), 38)

    def _cap_px(self) -> int:
        return key_cap_width(self.key, QFontMetrics(theme.ui_font(11))) if self.key else 0

    def _shown(self) -> str:
        return self.text() + ("…" if self.line.more else "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        # Not by entering: a menu that opens under a resting pointer would mark another line than its first.
        if not self.hasFocus():
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mouseMoveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.marked.emit(self.line.region)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._menu.takes_click():
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt's button would take the arrow keys for moving the focus, the scroll area for scrolling.
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            self._menu.keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = theme.palette(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self.hasFocus()
        if marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.accent_soft))
            painter.drawRoundedRect(self.rect().adjusted(0, 1, 0, -1), 8, 8)
        if self.isDown():
            painter.setPen(QPen(QColor(shown.accent), 1))
            painter.drawRoundedRect(self.rect().adjusted(0, 1, -1, -2), 8, 8)
        painter.setPen(QColor(shown.accent if marked else shown.ink))
        font_px, before, after, gap = self._look
        painter.setFont(theme.ui_font(font_px))
        inner = self.rect().adjusted(before, 0, -after, 0)
        room = inner.width() - (self._cap_px() + gap // 2 if self.key else 0)
        text = painter.fontMetrics().elidedText(self._shown(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if self.key:
            paint_key_cap(painter, inner, self.key, QColor(shown.accent if marked else shown.ink3))
