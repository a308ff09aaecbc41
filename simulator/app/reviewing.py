"""The review and the window: who may enter, what is read and shown, and the way to a debrief and back."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from simulator.app import passphrase
from simulator.app.background import Background
from simulator.app.export_room import ExportRoom
from simulator.app.noting import Noting
from simulator.app.problems import UserError
from simulator.app.rescore_room import RescoreRoom
from simulator.app.rescoring import journal_of
from simulator.app.review_data import Records, Told, annotated, read_annotations, records
from simulator.app.review_figures import IndexFigures, busiest, index_figures
from simulator.app.review_words import cohort_view
from simulator.panels.review import ReviewScreen
from simulator.panels.review_gate import Gate
from simulator.presenting.home import learner_problem
from simulator.presenting.language import say
from simulator.presenting.reviewing import Column, Entry, chosen, ordered
from simulator.presenting.reviewing_cohort import CohortView
from simulator.presenting.reviewing_side import side_view
from simulator.presenting.reviewing_words import ReviewWord
from simulator.recording.store import StoreError

if TYPE_CHECKING:
    from simulator.app.program import Program

_NOTHING = Records((), {}, {}, 0, "")


class Reviewing(QObject):
    """The room of the instructors. It locks itself when it is left for anything but a debrief."""

    def __init__(self, program: "Program") -> None:
        super().__init__()
        self._program = program
        self.screen: ReviewScreen | None = None
        self.gate: Gate | None = None
        self.noting: Noting | None = None
        self.background: Background | None = None
        self.counting: Background | None = None
        self.rescoring: RescoreRoom | None = None
        self.exporting: ExportRoom | None = None
        self.shown: list[Entry] = []
        self._known = _NOTHING
        self._figures: IndexFigures | None = None
        self._counted = 0
        self._by: Column = "when"
        self._ascending = False

    @property
    def open(self) -> bool:
        """Is the review unlocked, or a debrief that was opened from it?"""
        return self.screen is not None

    @property
    def in_front(self) -> bool:
        """Is the list itself on the screen?"""
        return self.screen is not None and self._program.window.screen_shown() is self.screen

    # -- entering and leaving ---------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask for the passphrase, or for a new one where there is none yet."""
        if self.gate is not None or self.open:
            return
        least = 0 if passphrase.is_set() else passphrase.LEAST
        self.gate = Gate(self._program.home, self._program.language, least)
        self.gate.answered.connect(self._answered)
        self.gate.closed.connect(self._gate_closed)

    def enter(self) -> None:
        """Show the review; whoever calls this has asked who it is."""
        self.screen = ReviewScreen()
        self.background = Background("review")
        self.background.told.connect(self._told)
        self.background.noticed.connect(self._noticed)
        # Figures do not wait until thousands of journals are judged again, as after an update of the program.
        self.counting = Background("figures")
        screen = self.screen
        screen.home_asked.connect(lambda: self._program.show_home())
        screen.language_chosen.connect(self._program.speak)
        screen.theme_chosen.connect(self._program.wear)
        screen.wish_changed.connect(self._refilter)
        screen.sort_chosen.connect(self._sort)
        screen.marked.connect(self._mark)
        screen.opened.connect(self.open_session)
        screen.rescore_asked.connect(self._rescore)
        screen.export_asked.connect(self._export)
        self._program.window.show_screen(screen)
        screen.show_progress(0.0)
        self.look()
        # The rows come first, then what decided each of them, then what the index has not read yet.
        waits = self._waits(self.background)
        self.background.ask(lambda: _records(self._program, waits, whole=False), self._take)
        self.background.ask(lambda: _records(self._program, waits), self._take_whole)
        screen.table.setFocus()

    def leave(self) -> None:
        """Lock the review again and let everything go."""
        self._close_notes()
        if self.rescoring is not None:
            self.rescoring.close()
        if self.exporting is not None:
            self.exporting.close()
        if self.background is not None:
            self.background.close()
            self.background = None
        if self.counting is not None:
            self.counting.close()
            self.counting = None
        if self.screen is not None:
            self._program.window.drop_screen(self.screen)
            self.screen = None
        self._known, self.shown, self._figures = _NOTHING, [], None

    def look(self) -> None:
        """Language and theme are as the program has them now."""
        if self.screen is None:
            return
        self.screen.show_look(self._program.language, self._program.preferences.theme)
        self.screen.show_offers(self._known.entries, self._known.book)
        self._show_cohort()
        self._refilter()
        if self.noting is not None:
            self.noting.look(self._program.language)

    # -- a session ---------------------------------------------------------------------------------------------

    def open_session(self, session: str) -> None:
        """Open the debrief of a session, with its notes below."""
        one = next((entry for entry in self._known.entries if entry.session == session), None)
        if one is None or self.screen is None:
            return
        path = journal_of(one.file)
        if not path.is_file():
            self.screen.show_notice(say(ReviewWord.ELSEWHERE, self._program.language, file=one.file))
            return
        sentence = self._program.look_back(path)
        if sentence:
            self.screen.show_notice(sentence)
            return
        replay = self._program.replay
        assert replay is not None, "a debrief is open"
        self.screen.show_notice("")
        self.noting = Noting(one, replay, self._program.language)
        self.noting.bar.back_asked.connect(self.back)
        self._program.window.show_below(self.noting.bar)

    def back(self) -> None:
        """From a debrief to the list."""
        if self.screen is None or self.noting is None:
            return
        session = self.noting.session
        self._close_notes()
        self._program.window.show_screen(self.screen)
        self._program.close_debrief()
        said, problem = read_annotations()
        entries = tuple(annotated(one, said) if one.session == session else one for one in self._known.entries)
        self._known = replace(self._known, entries=entries)
        self.screen.show_notice(problem or said.problem)
        self._refilter()
        self.screen.table.setFocus()

    def _close_notes(self) -> None:
        if self.noting is not None:
            self._program.window.show_below(None)
            self.noting.close()
            self.noting = None

    # -- the passphrase ----------------------------------------------------------------------------------------

    def named(self) -> None:
        """Where learners see their own sessions only, another name shows another list."""
        program, name = self._program, self._program.home.name.text().strip()
        here = program.window.screen_shown() is program.home and self.gate is None
        if here and passphrase.is_set() and learner_problem(name) is None and name != program.preferences.learner:
            program.remember(learner=name)
            program.show_home()

    def _answered(self, typed: str) -> None:
        gate, language = self.gate, self._program.language
        if gate is None:
            return
        try:
            if not passphrase.is_set():
                passphrase.choose(typed)
                answer = "right"
            else:
                answer = passphrase.attempt(typed)
            seconds = int(passphrase.wait_s()) + 1
        except UserError as error:
            gate.refuse(str(error))
            return
        if answer == "right":
            gate.dismiss()
            self.enter()
        elif answer == "wait":
            gate.refuse(say(ReviewWord.WAIT, language, seconds=seconds))
        else:
            gate.refuse(say(ReviewWord.WRONG, language))

    def _gate_closed(self) -> None:
        self.gate = None

    # -- the records -------------------------------------------------------------------------------------------

    def _take(self, found: Records | str) -> None:
        if self.screen is None:
            return
        if isinstance(found, str):
            self.screen.show_notice(found)
            self.screen.show_progress(None)
            return
        self._known = found
        self.screen.show_notice(found.notice)
        self.screen.show_offers(found.entries, found.book)
        self._refilter()

    def _take_whole(self, found: Records | str) -> None:
        self._take(found)
        if self.screen is None or self.background is None or isinstance(found, str):
            return
        if found.unread:
            if not found.notice:
                self.screen.show_notice(say(ReviewWord.READING, self._program.language, count=found.unread))
            told, waits = self.background.told.emit, self._waits(self.background)
            self.background.ask(lambda: _records(self._program, waits, told), self._take_last)
        else:
            self.screen.show_progress(None)

    def _take_last(self, found: Records | str) -> None:
        self._take(found)
        if self.screen is not None:
            self.screen.show_progress(None)

    def _told(self, share: float) -> None:
        if self.screen is not None:
            self.screen.show_progress(share)

    def _waits(self, background: Background) -> Callable[[], None]:
        """Says, from beside the window, that another program is waited for."""
        sentence = say(ReviewWord.BUSY, self._program.language)
        return lambda: background.noticed.emit(sentence)

    def _noticed(self, sentence: str) -> None:
        if self.screen is not None:
            self.screen.show_notice(sentence)

    def _refilter(self) -> None:
        """Show what the filter leaves, and let its figures be counted."""
        screen = self.screen
        if screen is None:
            return
        known, language = self._known, self._program.language
        found = chosen(known.entries, screen.filters.wish(), known.book)
        self.shown = ordered(found, self._by, self._ascending, known.book, language)
        reading = self.background is not None and self.background.busy
        screen.show_entries(self.shown, len(known.entries), known.book, self._by, self._ascending, reading)
        screen.table.mark_first()
        self._mark()
        self._count(found)

    def _sort(self, by: Column, ascending: bool) -> None:
        self._by, self._ascending = by, ascending
        self._refilter()

    def _mark(self) -> None:
        screen = self.screen
        if screen is None:
            return
        one = screen.table.current()
        if one is None:
            screen.show_side(None)
            return
        attempts = [e for e in self._known.entries if e.learner == one.learner and e.scene == one.scene]
        screen.show_side(side_view(one, attempts, self._known.book, self._program.language))

    def _count(self, entries: list[Entry]) -> None:
        """Count in the background; only the answer to the last question is shown."""
        known = self._known
        scene = busiest(entries, known.groups)
        self._counted += 1
        number = self._counted
        if scene is None or self.counting is None:
            self._counted_out(number, None)
            return
        group, sheet = known.groups[scene], known.book[scene]

        def counted() -> IndexFigures | None:
            # What was asked for in the meantime makes this answer useless.
            return index_figures(group, sheet, entries) if number == self._counted else None

        self.counting.ask(counted, lambda figures: self._counted_out(number, figures))

    def _counted_out(self, number: int, figures: IndexFigures | None) -> None:
        if number == self._counted:
            self._figures = figures
            self._show_cohort()

    def _show_cohort(self) -> None:
        if self.screen is not None:
            language = self._program.language
            none = say(ReviewWord.NOTHING_TO_COUNT, language)
            self.screen.show_cohort(cohort_view(self._figures, language) if self._figures else CohortView(none=none))

    def _rescore(self) -> None:
        """Score the marked sessions again, or all that are shown where only one is marked."""
        if self.screen is None or self.background is None or self.rescoring is not None:
            return
        entries = [one for one in self._meant(self.screen) if one.state == "finished"]
        self.rescoring = RescoreRoom(self.screen, self._program.catalogue, entries, self._program.language)
        self.rescoring.closed.connect(self._rescored)

    def _rescored(self) -> None:
        self.rescoring = None

    def _export(self) -> None:
        """Write the marked sessions for other programs, or all that are shown where only one is marked."""
        if self.screen is None or self.exporting is not None:
            return
        entries = [one for one in self._meant(self.screen) if one.state != "damaged"]
        self.exporting = ExportRoom(self.screen, entries, self._program.language)
        self.exporting.closed.connect(self._exported)

    def _exported(self) -> None:
        self.exporting = None

    def _meant(self, screen: ReviewScreen) -> list[Entry]:
        marked = screen.table.chosen()
        return marked if len(marked) > 1 else self.shown


def _records(
    program: "Program", waits: Callable[[], None], told: Told | None = None, whole: bool = True
) -> Records | str:
    """The records, or the sentence that says why there are none."""
    try:
        if told is not None:
            return records(program.catalogue, told, most=None, waits=waits)
        return records(program.catalogue, whole=whole, waits=waits)
    except StoreError as error:
        return str(error)
