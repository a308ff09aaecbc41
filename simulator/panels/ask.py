"""A sheet over the whole screen: a question with its answers, or a page of help. Everything behind it rests."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from simulator.panels.focus import go_round
from simulator.panels.parts import KeyButton, column, frame, label, row
from simulator.presenting.language import Language, Word, say

DIM_ALPHA = 130


class Sheet(QWidget):
    """A dimmed cover with one card in its middle. Tab stays inside, Esc closes, the focus comes back afterwards."""

    closed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.card: QFrame = frame("card")
        self._before = over.window().focusWidget()
        self.setLayout(row(None, column(None, self.card, None), None))
        over.installEventFilter(self)
        self.setGeometry(over.rect())

    def present(self, first: QWidget) -> None:
        """Come up with the focus on `first`."""
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Go away for good."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            host = self.parentWidget()
            if host is not None:
                self.setGeometry(host.rect())
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 (Qt's name)
        go_round(self.findChildren(QPushButton), forward)
        return True  # nothing behind the question is reached

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.window().focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(10, 16, 22, DIM_ALPHA))


def ask(over: QWidget, language: Language, words: tuple[Word, Word, Word, Word], on_yes: Callable[[], None]) -> Sheet:
    """Ask a question over a screen; `words` are title, sentence, yes and no.

    The focus is on no, so that a stray Enter changes nothing.
    """
    title, sentence, yes, no = (say(word, language) for word in words)
    sheet = Sheet(over)
    text = label("quiet", sentence, wrap=True)
    agree, stay = KeyButton(yes), KeyButton(no, kind="primary")
    agree.setObjectName("yes")
    stay.setObjectName("no")
    sheet.card.setFixedWidth(460)
    sheet.card.setLayout(
        column(label("goal", title), text, 12, row(None, agree, stay), spacing=8, margins=(24, 20, 24, 20))
    )
    sheet.setAccessibleName(f"{title} {sentence}")

    def agreed() -> None:
        sheet.dismiss()
        on_yes()

    agree.clicked.connect(agreed)
    stay.clicked.connect(sheet.dismiss)
    sheet.present(stay)
    return sheet


def show_keys(over: QWidget, title: str, keys: tuple[tuple[str, str], ...], close: str) -> Sheet:
    """A page that lists keys and what they do, in two columns."""
    sheet = Sheet(over)
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(10)
    half = (len(keys) + 1) // 2
    for index, (key, does) in enumerate(keys):
        line, side = index % half, index // half * 3
        cap = label("keycap", key)
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(cap, line, side, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(label("small", does), line, side + 1)
    grid.setColumnMinimumWidth(2, 20)
    done = KeyButton(close, "Esc", kind="primary")
    done.clicked.connect(sheet.dismiss)
    sheet.card.setLayout(
        column(label("goal", title), 8, grid, 16, row(None, done), spacing=0, margins=(24, 20, 24, 20))
    )
    sheet.present(done)
    return sheet
