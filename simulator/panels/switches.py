"""The two quiet buttons that every screen has: the other language, the other theme."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from simulator.panels.parts import KeyButton, row, set_text, shortcut
from simulator.presenting.language import Language, Word, say

LANGUAGE_KEY, THEME_KEY = "F2", "F3"


class Switches(QWidget):
    """Tells which language or theme is wanted; the keys work anywhere on the screen `owner`."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(self, owner: QWidget) -> None:
        super().__init__()
        self._language: Language = "en"
        self._theme = "light"
        self.language_button, self.theme_button = KeyButton(kind="quiet"), KeyButton(kind="quiet")
        self.language_button.clicked.connect(self._switch_language)
        self.theme_button.clicked.connect(self._switch_theme)
        self.setLayout(row(self.language_button, self.theme_button, spacing=0))
        self.keys = [
            shortcut(owner, LANGUAGE_KEY, self._switch_language),
            shortcut(owner, THEME_KEY, self._switch_theme),
        ]

    def show_look(self, language: Language, theme: str) -> None:
        """Offer the other language and the other theme than these."""
        self._language, self._theme = language, theme
        set_text(self.language_button, say(Word.OTHER_LANGUAGE, language))
        set_text(self.theme_button, say(Word.THEME_TO_DARK if theme == "light" else Word.THEME_TO_LIGHT, language))
        for button, word, key in (
            (self.language_button, Word.SWITCH_LANGUAGE, LANGUAGE_KEY),
            (self.theme_button, Word.SWITCH_THEME, THEME_KEY),
        ):
            button.setAccessibleName(say(word, language))
            button.setToolTip(f"{say(word, language)} ({key})")

    def _switch_language(self) -> None:
        self.language_chosen.emit("zh" if self._language == "en" else "en")

    def _switch_theme(self) -> None:
        self.theme_chosen.emit("dark" if self._theme == "light" else "light")
