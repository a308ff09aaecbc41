"""Asks where a report shall lie."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import Language, say

Answered = Callable[[Path], None]
AskWhere = Callable[[QWidget, Path, Language, Answered], None]


def suggested(journal: Path, kind: str, language: Language) -> Path:
    """A file for the report of `journal`: in the user's documents, or beside the journal if nothing can lie there."""
    said = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(said) if said and os.access(said, os.W_OK) else journal.parent
    return folder / f"{journal.stem}.{language}.{kind}"


def ask_where(over: QWidget, file: Path, language: Language, answered: Answered) -> None:
    """Ask in a dialog, with `file` as the suggestion; `answered` is called unless the dialog is cancelled."""
    dialog = QFileDialog(over, say(JudgingWord.SAVE_WHERE, language), str(file.parent), f"*{file.suffix}")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(file.suffix.removeprefix("."))
    dialog.selectFile(file.name)
    dialog.fileSelected.connect(lambda chosen: answered(Path(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
