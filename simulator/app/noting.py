"""Notes and a rating below a debrief that an instructor opened."""

import getpass
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from simulator import preferences
from simulator.app.replaying import ReplayRoom
from simulator.panels.review_notes import NoteLine, NotesBar, NotesView
from simulator.presenting.language import Language, say
from simulator.presenting.reviewing import Entry, verdict
from simulator.presenting.reviewing_words import ReviewWord
from simulator.recording import annotations
from simulator.recording.annotations import AnnotationError, Rating

_LOOK_MS = 200


class Noting(QObject):
    """Writes what is noted and rated, and shows what is kept."""

    def __init__(self, entry: Entry, replay: ReplayRoom, language: Language) -> None:
        super().__init__()
        self._entry, self._replay, self._language = entry, replay, language
        self._file: Path = preferences.home() / annotations.ANNOTATIONS_FILE
        self.bar = NotesBar()
        self.bar.noted.connect(self._note)
        self.bar.withdrawn.connect(self._withdraw)
        self.bar.rated.connect(self._rate)
        self.bar.time_chosen.connect(replay.go)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._follow)
        self._timer.start()
        self._show()
        self._follow()

    @property
    def session(self) -> str:
        """The session that is looked at."""
        return self._entry.session

    def look(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self._show()

    def close(self) -> None:
        """Let the strip go."""
        self._timer.stop()
        self.bar.deleteLater()

    def _follow(self) -> None:
        self.bar.show_time(self._replay.now_s)

    def _note(self, text: str) -> None:
        at_s = self._replay.now_s
        if self._kept(lambda: annotations.add_note(self._file, self.session, at_s, text, _who())):
            self.bar.text.clear()

    def _withdraw(self, number: int) -> None:
        self._kept(lambda: annotations.withdraw(self._file, number, _who()))

    def _rate(self, grade: int, percent: float | None) -> None:
        self._kept(lambda: annotations.add_rating(self._file, self.session, grade, percent, _who()))

    def _kept(self, write: Callable[[], None]) -> bool:
        try:
            write()
        except AnnotationError as error:
            self.bar.refuse(str(error))
            return False
        self._show()
        return True

    def _show(self) -> None:
        try:
            said = annotations.read(self._file)
        except AnnotationError as error:
            self.bar.refuse(str(error))
            return
        notes = said.notes.get(self.session, ())
        rating = said.ratings.get(self.session)
        compared, tone = self._compared(rating)
        percent = "" if rating is None or rating.percent is None else f"{rating.percent:g}"
        lines = tuple(NoteLine(one.number, one.at_s, one.text) for one in notes)
        grade = rating.grade if rating else 0
        view = NotesView(self._language, self._replay.length_s, lines, grade, percent, compared, tone)
        self.bar.show_view(view)
        self.bar.refuse(said.problem)

    def _compared(self, rating: Rating | None) -> tuple[str, str]:
        """Does the program say the same?"""
        if rating is None or self._entry.passed is None:
            return "", ""
        if rating.passed is self._entry.passed:
            return say(ReviewWord.AGREES, self._language), "ok"
        theirs, _ = verdict(self._entry, {}, self._language)
        return say(ReviewWord.DIFFERS, self._language, verdict=theirs), "warn"


def _who() -> str:
    """The account of this computer that writes."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""  # an account without a name
