"""Runs the sheet that writes the sessions of the review for other programs."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtWidgets import QFileDialog

from simulator.app import export_files, printed
from simulator.app.export_files import Files
from simulator.app.exporting import Chosen, Told, Wanted, chosen, installation
from simulator.app.problems import UserError
from simulator.app.rescoring import journal_of
from simulator.panels.review import ReviewScreen
from simulator.panels.review_export import ExportSheet
from simulator.presenting.language import Language, say
from simulator.presenting.reviewing import Entry
from simulator.presenting.reviewing_export import KIND
from simulator.presenting.reviewing_words import ReviewWord
from simulator.presenting.told import in_language


class _StopError(Exception):
    """Nobody waits for the files any more."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: how many sessions and files, a sentence for each session that was left out. `there`: files that
    would have been replaced, so nothing was written."""

    sessions: int = 0
    files: int = 0
    left_out: tuple[str, ...] = ()
    there: tuple[Path, ...] = ()
    stopped: bool = False


class _Writer(QThread):
    """Works beside the window. One of Qt's own threads: pages are laid out with Qt's timers, which no other has."""

    def __init__(self, work: Callable[[], Written | str]) -> None:
        super().__init__()
        self._work = work
        self.done: Future[Written | str] = Future()

    def run(self) -> None:
        try:
            self.done.set_result(self._work())
        except Exception as error:  # noqa: BLE001 (raised again where the answer is asked for)
            self.done.set_exception(error)


class ExportRoom(QObject):
    """The sheet over the review; the work is done beside the window and can be stopped."""

    closed = Signal()
    _told = Signal(float)

    def __init__(self, screen: ReviewScreen, entries: Sequence[Entry], language: Language) -> None:
        super().__init__()
        self._screen, self._entries, self._language = screen, entries, language
        self._stopped = threading.Event()
        self._writer: _Writer | None = None
        self._asked: tuple[str, Path] | None = None
        self.sheet = ExportSheet(screen, language, len(entries))
        self._told.connect(self.sheet.show_share, Qt.ConnectionType.QueuedConnection)
        self.sheet.file_asked.connect(self._ask_file)
        self.sheet.stop_asked.connect(self._stopped.set)
        self.sheet.replace_asked.connect(self._replace)
        self.sheet.closed.connect(self.close)
        screen.rest(True)

    @property
    def busy(self) -> bool:
        """Is something being written?"""
        return self._writer is not None

    def run(self, kind: str, out: Path, force: bool = False) -> None:
        """Write the sessions as this kind; what is there already is replaced only by `force`."""
        self._stopped.clear()
        self._asked = (kind, out)
        printed.make_ready()
        wanted = Wanted(tuple(self._here()), anonymous=self.sheet.anonymous, language=self._language)
        elsewhere = len(self._entries) - len(wanted.paths)
        self.sheet.show_running(True)

        def told(what: str, share: float) -> None:
            if self._stopped.is_set():
                raise _StopError
            self._told.emit(share)

        def work() -> Written | str:
            try:
                return _written(kind, wanted, out, force, told) if wanted.paths else Written()
            except _StopError:
                return Written(stopped=True)
            except UserError as error:
                return str(error)

        self._writer = _Writer(work)
        self._writer.finished.connect(lambda: self._answer(elsewhere))
        self._writer.start()

    def close(self) -> None:
        """Stop, and give the screen back."""
        self._stopped.set()
        if self._writer is not None:
            self._writer.wait()
            self._writer = None
        self._screen.rest(False)
        self.closed.emit()

    def _here(self) -> list[Path]:
        paths = (journal_of(one.file) for one in self._entries)
        return [path for path in paths if path.is_file()]

    def _replace(self) -> None:
        if self._asked is not None:
            self.run(*self._asked, force=True)

    def _answer(self, elsewhere: int) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            self._show(writer.done.result(), elsewhere)

    def _show(self, found: Written | str, elsewhere: int) -> None:
        sheet, language = self.sheet, self._language
        sheet.show_running(False)
        if isinstance(found, str):
            sheet.tell("", in_language(found, language))
        elif found.there:
            sheet.ask_to_replace(", ".join(path.name for path in found.there[:3]))
        elif found.stopped:
            sheet.tell(say(ReviewWord.EXPORT_STOPPED, language))
        else:
            out = str(self._asked[1]) if self._asked else ""
            why = [*found.left_out, *([say(ReviewWord.ELSEWHERE_MANY, language, count=elsewhere)] if elsewhere else [])]
            left = len(found.left_out) + elsewhere
            sheet.tell(
                say(ReviewWord.EXPORTED, language, count=found.sessions, path=out) if found.files else "",
                say(ReviewWord.EXPORT_LEFT_OUT, language, count=left, why=in_language(why[0], language)) if why else "",
            )

    def _ask_file(self, kind: str) -> None:
        ending = KIND[kind].ending
        dialog = QFileDialog(self._screen, say(KIND[kind].word, self._language))
        if ending:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(ending.removeprefix("."))
            dialog.setNameFilter(f"*{ending}")
            dialog.selectFile(f"manikin-{date.today().isoformat()}{ending}")
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # the sheet asks, for all files at once
        else:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda said: self.run(kind, Path(said)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _written(kind: str, wanted: Wanted, out: Path, force: bool, told: Told) -> Written:
    found = chosen(wanted, lambda what, share: told(what, share / 2))
    files = _files(kind, found, wanted, out)
    there = tuple(path for path in files if path.exists())
    if there and not force:
        return Written(there=there)
    told("Writing", 0.5)
    export_files.write(files, True, lambda what, share: told(what, (1 + share) / 2))
    return Written(len(found.cases), len(files), found.left_out)


def _files(kind: str, found: Chosen, wanted: Wanted, out: Path) -> Files:
    if KIND[kind].to == "xapi":
        return export_files.xapi_file(found, out, installation())
    return export_files.MAKERS[KIND[kind].to](found, wanted, out)
