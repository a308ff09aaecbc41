"""The button that offers the kinds of report that can be saved."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from simulator.panels.parts import KeyButton, set_text
from simulator.presenting.language import Language, Word, say

KINDS = {"pdf": "PDF", "html": "HTML"}


class ReportButton(KeyButton):
    """`asked` carries the kind of report that was chosen."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._menu = QMenu(self)
        self.clicked.connect(self._open)

    def show_kinds(self, kinds: tuple[str, ...], language: Language) -> None:
        """Offer these kinds; without any the button is hidden."""
        set_text(self, say(Word.SAVE_REPORT, language) + "…")
        self._menu.clear()
        self.setVisible(bool(kinds))
        for kind in kinds:
            action = QAction(say(Word.SAVE_AS, language, kind=KINDS[kind]), self._menu)
            action.setData(kind)
            action.triggered.connect(self._ask)
            self._menu.addAction(action)

    def kinds(self) -> list[QAction]:
        """The entries of the menu."""
        return self._menu.actions()

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _ask(self) -> None:
        chosen = self.sender()
        if isinstance(chosen, QAction):
            self.asked.emit(str(chosen.data()))
