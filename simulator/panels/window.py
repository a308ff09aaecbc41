"""The window of the program: one screen at a time, and a question before it closes in the middle of a session."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from simulator.panels.ask import Sheet, ask
from simulator.panels.parts import column
from simulator.presenting.language import Language, Word, say

SMALLEST_PX = (1024, 680)
FIRST_PX = (1440, 900)


class Window(QWidget):
    """Holds the screens. Whoever runs a session sets `in_session`; `closed` comes when the window really goes."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.in_session = False
        self.language: Language = "en"
        self._sheet: Sheet | None = None
        self._sure = False
        self._stack = QStackedWidget()
        self._below: QWidget | None = None
        self.setLayout(column(self._stack, spacing=0))
        self.setWindowTitle(say(Word.PROGRAM, "en"))
        self.setMinimumSize(*SMALLEST_PX)
        self.resize(*FIRST_PX)

    def show_screen(self, screen: QWidget) -> None:
        """Bring a screen to the front; it is taken in when it is new."""
        if self._stack.indexOf(screen) < 0:
            self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        screen.setFocus()

    def drop_screen(self, screen: QWidget) -> None:
        """Let a screen go that is not needed any more."""
        self._stack.removeWidget(screen)
        screen.deleteLater()

    def show_below(self, strip: QWidget | None) -> None:
        """Show a strip below the screen, whichever it is, or none; one that was there is hidden."""
        if self._below is not None:
            self._below.hide()
        self._below = strip
        box = self.layout()
        if strip is not None and box is not None:
            box.addWidget(strip)
            strip.show()

    def screen_shown(self) -> QWidget | None:
        """The screen in front."""
        return self._stack.currentWidget()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.in_session and not self._sure:
            event.ignore()
            if self._sheet is None:
                words = (Word.CLOSE_ASK, Word.CLOSE_SAYS, Word.CLOSE_YES, Word.CONTINUE)
                self._sheet = ask(self, self.language, words, self._close_for_sure)
                self._sheet.closed.connect(self._forget_sheet)
            return
        event.accept()
        self.closed.emit()

    def _close_for_sure(self) -> None:
        self._sure = True
        self.close()

    def _forget_sheet(self) -> None:
        self._sheet = None
