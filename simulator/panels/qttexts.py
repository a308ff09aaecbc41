"""The texts of Qt's own dialogs in the language of the screens."""

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from simulator.presenting.language import Language

_FILES = {"zh": "qtbase_zh_CN"}
_installed: list[QTranslator] = []


def translate_dialogs(app: QApplication, language: Language) -> None:
    """Let Qt's dialogs speak `language`; they stay English where Qt came without its translations."""
    while _installed:
        app.removeTranslator(_installed.pop())
    name = _FILES.get(language)
    translator = QTranslator(app)
    if name and translator.load(name, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
        _installed.append(translator)
