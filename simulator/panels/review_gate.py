"""Asks for the instructor's passphrase, or for a new one."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from simulator.panels.ask import Sheet
from simulator.panels.focus import go_round
from simulator.panels.parts import KeyButton, column, label, row, set_property, set_text
from simulator.presenting.language import Language, say
from simulator.presenting.reviewing_words import ReviewWord
from simulator.presenting.told import in_language

WIDE_PX = 440


class Gate(Sheet):
    """`answered` carries what was typed; `least` characters are asked for when a new one is set (0: it is set)."""

    answered = Signal(str)

    def __init__(self, over: QWidget, language: Language, least: int) -> None:
        super().__init__(over)
        self._language, self._least = language, least
        words = (ReviewWord.SET, ReviewWord.SET_SAYS) if least else (ReviewWord.ASK, ReviewWord.ASK_SAYS)
        self.first, self.second, self.problem = QLineEdit(), QLineEdit(), label("small", wrap=True)
        for edit in (self.first, self.second):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
            edit.returnPressed.connect(self._answer)
        set_property(self.problem, "tone", "bad")
        self.first.setAccessibleName(say(ReviewWord.ASK, language))
        self.second.setAccessibleName(say(ReviewWord.AGAIN, language))
        self.second.setPlaceholderText(say(ReviewWord.AGAIN, language))
        self.second.setVisible(bool(least))
        if least:
            self.first.setPlaceholderText(say(ReviewWord.AT_LEAST, language, count=least))
        self.yes = KeyButton(say(ReviewWord.SET_YES if least else ReviewWord.UNLOCK, language), kind="primary")
        self.no = KeyButton(say(ReviewWord.CANCEL, language))
        self.yes.clicked.connect(self._answer)
        self.no.clicked.connect(self.dismiss)
        self.card.setFixedWidth(WIDE_PX)
        self.card.setLayout(
            column(
                label("goal", say(words[0], language)),
                label("quiet", say(words[1], language), wrap=True),
                4,
                self.first,
                self.second,
                self.problem,
                8,
                row(None, self.no, self.yes),
                spacing=8,
                margins=(24, 20, 24, 20),
            )
        )
        self.setAccessibleName(say(words[0], language))
        self.present(self.first)

    def refuse(self, sentence: str) -> None:
        """Say why it did not open; what was typed goes."""
        set_text(self.problem, in_language(sentence, self._language))
        self.first.clear()
        self.second.clear()
        self.first.setFocus()

    def _answer(self) -> None:
        typed = self.first.text()
        if self._least and len(typed) < self._least:
            self.refuse(say(ReviewWord.TOO_SHORT, self._language, count=self._least))
        elif self._least and not self.second.text() and not self.second.hasFocus() and not self.yes.hasFocus():
            self.second.setFocus()
        elif self._least and typed != self.second.text():
            self.refuse(say(ReviewWord.NOT_THE_SAME, self._language))
        elif typed:
            self.answered.emit(typed)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 (Qt's name)
        return go_round((self.first, self.second, self.no, self.yes), forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (self.first.hasFocus() or self.second.hasFocus()):
            event.accept()  # the field itself has answered
        else:
            super().keyPressEvent(event)
