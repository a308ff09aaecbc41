"""The sheet that writes sessions for other programs: as what, under whose names, how far it is, what came of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from simulator.panels.ask import Sheet
from simulator.panels.focus import go_round
from simulator.panels.parts import KeyButton, column, label, row, set_property, set_text
from simulator.panels.review_filters import Choice
from simulator.presenting.language import Language, say
from simulator.presenting.reviewing_export import KINDS
from simulator.presenting.reviewing_words import ReviewWord

WIDE_PX = 560
_CHOICE_PX, _NAME_PX = 448, 52
_HIDDEN = "pseudonyms"


class ExportSheet(Sheet):
    """`file_asked` carries the kind of file that is wanted; whoever has a place for it calls `show_running`."""

    file_asked = Signal(str)
    stop_asked = Signal()
    replace_asked = Signal()

    def __init__(self, over: QWidget, language: Language, count: int) -> None:
        super().__init__(over)
        self._language, self._running = language, False
        self.kind = Choice(_CHOICE_PX)
        self.kind.setAccessibleName(say(ReviewWord.EXPORT_AS, language))
        self.kind.show_entries([(one.id, say(one.word, language)) for one in KINDS])
        self.names = Choice(_CHOICE_PX)
        self.names.setAccessibleName(say(ReviewWord.NAMES, language))
        self.names.show_entries([("", say(ReviewWord.NAMED, language)), (_HIDDEN, say(ReviewWord.ANONYMOUS, language))])
        self.says = label("small", say(ReviewWord.EXPORT_NAMES, language), wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.summary, self.problem = label("strong", wrap=True), label("small", wrap=True)
        set_property(self.problem, "tone", "warn")
        self.replace_button = KeyButton(say(ReviewWord.KEEP_YES, language))
        self.run_button = KeyButton(say(ReviewWord.CHOOSE_FILE, language), kind="primary")
        self.close_button = KeyButton(say(ReviewWord.CLOSE, language))
        self.card.setFixedWidth(WIDE_PX)
        self._build(language, count)
        self.names.currentIndexChanged.connect(self._say_names)
        self.kind.currentIndexChanged.connect(lambda: self.tell(""))
        self.run_button.clicked.connect(self._run)
        self.replace_button.clicked.connect(self.replace_asked)
        self.close_button.clicked.connect(self.dismiss)
        self.present(self.run_button)

    def _build(self, language: Language, count: int) -> None:
        self.card.setLayout(
            column(
                label("goal", say(ReviewWord.EXPORT_TITLE, language)),
                label("quiet", say(ReviewWord.EXPORT_SAYS, language, count=count), wrap=True),
                self._named(ReviewWord.EXPORT_AS, self.kind),
                self._named(ReviewWord.NAMES, self.names),
                self.says,
                self.bar,
                self.summary,
                self.problem,
                row(None, self.replace_button, self.run_button, self.close_button),
                spacing=12,
                margins=(24, 20, 24, 18),
            )
        )
        for one in (self.bar, self.summary, self.problem, self.replace_button):
            one.hide()

    @property
    def anonymous(self) -> bool:
        """Shall nobody be named?"""
        return self.names.value == _HIDDEN

    def _named(self, word: ReviewWord, field: Choice) -> QHBoxLayout:
        name = label("small", say(word, self._language))
        name.setFixedWidth(_NAME_PX)
        return row(name, field, None, spacing=12)

    def show_running(self, running: bool) -> None:
        """It is being written, or it is not any more."""
        self._running = running
        set_text(self.run_button, say(ReviewWord.STOP if running else ReviewWord.CHOOSE_FILE, self._language))
        self.kind.setEnabled(not running)
        self.names.setEnabled(not running)
        self.bar.setVisible(running)
        self.bar.setValue(0)
        if running:
            self.tell("")

    def show_share(self, share: float) -> None:
        """How much is done, 0 to 1."""
        self.bar.setValue(round(1000 * share))

    def tell(self, sentence: str, problem: str = "") -> None:
        """Say what was done, and what stood in the way."""
        for shown, text in ((self.summary, sentence), (self.problem, problem)):
            set_text(shown, text)
            shown.setVisible(bool(text))
        self.replace_button.hide()
        self.card.adjustSize()

    def ask_to_replace(self, names: str) -> None:
        """These files are there already: only another click replaces them."""
        self.tell("", say(ReviewWord.FILES_THERE, self._language, names=names))
        self.replace_button.show()
        self.replace_button.setFocus(Qt.FocusReason.PopupFocusReason)

    def _say_names(self) -> None:
        set_text(
            self.says, say(ReviewWord.EXPORT_ANONYMOUS if self.anonymous else ReviewWord.EXPORT_NAMES, self._language)
        )
        self.tell("")

    def _run(self) -> None:
        if self._running:
            self.stop_asked.emit()
        else:
            self.file_asked.emit(self.kind.value)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 (Qt's name)
        return go_round((self.kind, self.names, self.replace_button, self.run_button, self.close_button), forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._running:
            self.stop_asked.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
