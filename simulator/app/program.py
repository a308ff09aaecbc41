"""The program: home, practice, debrief, and the way between them. Here the parts meet.

What home does not need is imported where it is used: `warming` does it beforehand, but after the first picture.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QApplication

from simulator import preferences
from simulator.app import passphrase
from simulator.app.catalogue import Catalogue
from simulator.app.lately import lately
from simulator.app.offers import offers, wishes
from simulator.app.problems import UserError
from simulator.app.saving import AskWhere, ask_where, suggested
from simulator.app.slack import give_back
from simulator.app.syncing import Keeper
from simulator.core.scene import Scene
from simulator.panels import theme
from simulator.panels.home import HomeScreen
from simulator.panels.qttexts import translate_dialogs
from simulator.panels.window import Window
from simulator.paths import assets_dir
from simulator.presenting import welcome
from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import Language, clock_text, say
from simulator.stage.probe import NO_RENDERER, wished

if TYPE_CHECKING:
    from simulator.app.debriefed import Debriefed
    from simulator.app.recovery import GoesOn
    from simulator.app.replaying import ReplayRoom
    from simulator.app.reviewing import Reviewing
    from simulator.app.room import PracticeRoom
    from simulator.app.theatre import Theatre
    from simulator.core.twin.body import Angles
    from simulator.presenting.hands import LearnersHands
    from simulator.recording.journal import JournalWriter
    from simulator.session import Recorder, Session

_TITLE_BAR_PX = 40
_TRIAL_PX = (320, 180)  # the renderer's first frame, which nobody sees: the window has a size of its own

Clock = Callable[[], float]


class Program(QObject):
    """Runs the window. `renderer` forces a renderer; "none" does without the 3D view.

    `ask` is how the program asks where a report shall be saved, `clock` tells seconds.
    """

    def __init__(
        self,
        app: QApplication,
        catalogue: Catalogue,
        renderer: str | None = None,
        ask: AskWhere = ask_where,
        clock: Clock = time.monotonic,
    ) -> None:
        super().__init__()
        self._ask, self._clock = ask, clock
        self._app = app
        self.catalogue = catalogue
        self.preferences = preferences.load()
        self._renderer = renderer
        self._notice, self._tone = "", "warn"
        self._closed_for_good = False
        self._theatre: Theatre | None = None
        self._flat = ""
        self._journal: JournalWriter | None = None
        self._debriefed: Debriefed | None = None
        self._neck: tuple[tuple[float, Angles], ...] = ()
        self.room: PracticeRoom | None = None
        self.replay: ReplayRoom | None = None
        theme.load_fonts(assets_dir() / "fonts")
        theme.apply(app, self.preferences.theme)
        translate_dialogs(app, self.language)
        self.window = Window()
        self._keeper = Keeper(lambda: not self.window.in_session)
        self.home = HomeScreen()
        self.home.start_asked.connect(self.start)
        self.home.session_chosen.connect(self.open_record)
        self._review: Reviewing | None = None
        self.home.review_asked.connect(lambda: self.review.ask())
        self.home.name.editingFinished.connect(self._named)
        self.home.language_chosen.connect(self.speak)
        self.home.theme_chosen.connect(self.wear)
        self.window.closed.connect(self._closed)
        self.window.language = self.language
        self._fit_screen()
        self.show_home()

    @property
    def review(self) -> "Reviewing":
        """The room of the instructors, made when it is first asked for."""
        if self._review is None:
            from simulator.app.reviewing import Reviewing

            self._review = Reviewing(self)
        return self._review

    @property
    def language(self) -> Language:
        """The language of every screen."""
        return self.preferences.language

    def _fit_screen(self) -> None:
        """No larger than the screen leaves room for, title bar included."""
        screen = self._app.primaryScreen()
        if screen is not None:
            room = screen.availableSize()
            self.window.resize(self.window.size().boundedTo(QSize(room.width() - 8, room.height() - _TITLE_BAR_PX)))

    # -- home ------------------------------------------------------------------------------------------------

    def show_home(self, notice: str = "") -> None:
        """Show the scenes and the last sessions, with one sentence about what went wrong."""
        self._notice = notice
        self._leave_review()
        recent, unread = lately(self.catalogue, learner=self.preferences.learner if passphrase.is_set() else None)
        self._keeper.wake(unread)
        notice = notice or self._keeper.said(self.language)
        self.home.show_view(welcome.home_view(offers(self.catalogue), recent, wishes(self.preferences), notice))
        self.catalogue.keep()
        self.window.show_screen(self.home)
        self.close_debrief()

    def _leave_review(self) -> None:
        if self._review is not None:
            self._review.leave()

    def _named(self) -> None:
        if passphrase.is_set():  # else everybody sees all sessions
            self.review.named()

    # -- practice --------------------------------------------------------------------------------------------

    def start(self, scene_name: str, mode: str, learner: str) -> None:
        """Begin a session; a sentence on the home screen says why that was not possible."""
        from simulator.app import opening

        self.remember(learner=learner, mode=mode)
        self._app.setOverrideCursor(Qt.CursorShape.WaitCursor)
        self.home.show_busy(True)
        try:
            scene = self.catalogue.scene(scene_name)
            stage = self._stage_for(scene)
            self._journal, session, hands = opening.begun(scene, mode, learner)
        except UserError as error:
            self.show_home(str(error))
            return
        finally:
            self._app.restoreOverrideCursor()
            self.home.show_busy(False)
        self.close_debrief()
        self._begin(session, stage, hands)

    def take_up(self, scene: Scene, come: "Callable[[], GoesOn]", sentence: str) -> bool:
        """Go on with a session that `come` brings to its moment, and say `sentence`; False says why not."""
        from simulator.app import opening

        self._app.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            stage = self._stage_for(scene)
            going, hands = opening.gone_on(come)
        except UserError as error:
            stay = self._debriefed if self.replay is not None else None
            self._show_debrief(stay, str(error)) if stay is not None else self.show_home(str(error))
            return False
        finally:
            self._app.restoreOverrideCursor()
        self.close_debrief()
        self._journal = going.journal
        self._begin(going.session, stage, hands, going.at_s).tell(sentence)
        return True

    def _begin(
        self, session: "Session", stage: "Theatre | None", hands: "LearnersHands", at_s: float = 0.0
    ) -> "PracticeRoom":
        self._leave_review()
        room = self._open_room(session, stage, None, hands, at_s)
        room.finished.connect(self._end, Qt.ConnectionType.QueuedConnection)
        room.recording_failed.connect(self._recording_failed, Qt.ConnectionType.QueuedConnection)
        self.window.in_session = True
        return room

    def _open_room(
        self,
        session: "Session",
        stage: "Theatre | None",
        clock: Clock | None = None,
        hands: "LearnersHands | None" = None,
        from_s: float = 0.0,
    ) -> "PracticeRoom":
        from simulator.app import opening

        look = self.language, self.preferences.theme
        self.room = opening.practice_room(session, stage, *look, clock or self._clock, hands, from_s)
        self.room.language_chosen.connect(self.speak)
        self.room.theme_chosen.connect(self.wear)
        self.room.remembered.connect(lambda chosen: self.remember(**chosen))
        self.window.show_screen(self.room.screen)
        if stage is None and wished(self._renderer) != NO_RENDERER:
            self.room.tell(self._flat)
        return self.room

    def play(self, scene: Scene, recorder: "Recorder", clock: Clock, seed: int = 0) -> "PracticeRoom":
        """A room in which a session can be watched; whoever plays it gives the orders."""
        from simulator.session import Session

        return self._open_room(Session(scene, "learn", recorder, seed), self._stage_for(scene), clock)

    def show_judged(self, case: "Debriefed") -> None:
        """Leave the practice room for the debrief of a session that has been judged."""
        if not self._closed_for_good:
            self._leave_room()
            self._show_debrief(case)

    def _stage_for(self, scene: Scene) -> "Theatre | None":
        from simulator.app.theatre import open_theatre

        if self._theatre is not None and self._theatre.scene is scene:
            self._theatre.reset()
            return self._theatre
        if self._theatre is not None:
            self._theatre.close()
            self._theatre = None
            give_back()
        opened = open_theatre(scene, self._renderer, _TRIAL_PX)
        if isinstance(opened, str):
            self._flat = opened
            return None
        self._theatre = opened
        return opened

    def _end(self) -> None:
        """Seal the record, judge it and show the debrief."""
        from simulator.app import opening

        if self.room is None or self._journal is None:
            return
        try:
            case, notice = opening.ended(self.room.session, self._journal)
        except UserError as error:
            self._recording_failed(str(error))
            return
        self._leave_room()
        self._keeper.wake()
        self._show_debrief(case, notice)

    def _recording_failed(self, sentence: str) -> None:
        """What was recorded stays; the session cannot go on."""
        self._leave_room()
        self.show_home(sentence)

    def _leave_room(self) -> None:
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        self.window.in_session = False
        if self.room is not None:
            self.room.close()
            self.window.drop_screen(self.room.screen)
            self.room = None

    # -- debrief ---------------------------------------------------------------------------------------------

    def _show_debrief(self, shown: "Debriefed", notice: str = "", tone: str = "warn") -> None:
        from simulator.app import opening

        self._debriefed, self._notice, self._tone = shown, notice, tone
        if self.replay is None:
            self._open_replay(opening.replay_room(shown, self._stage_for(shown.scene), self._clock, self.catalogue))
        assert self.replay is not None
        look = self.language, self.preferences.theme
        self.replay.screen.show_view(opening.debrief(shown, self.replay, self._neck, *look, notice, tone))
        self.window.show_screen(self.replay.screen)

    def _open_replay(self, room: "ReplayRoom") -> None:
        self.replay, self._neck, screen = room, room.neck(), room.screen
        screen.language_chosen.connect(self.speak)
        screen.theme_chosen.connect(self.wear)
        screen.home_asked.connect(lambda: self.show_home())
        screen.again_asked.connect(self._again)
        screen.from_here_asked.connect(self._from_here)
        screen.report_asked.connect(self._ask_for_report)

    def close_debrief(self) -> None:
        """Let the debrief go, if one is open; whoever calls this shows another screen."""
        if self.replay is not None:
            self.replay.close()
            self.window.drop_screen(self.replay.screen)
            self.replay = None

    def open_record(self, path: str) -> None:
        """Show an earlier session again, judged by the scene as it is now."""
        sentence = self.look_back(Path(path))
        if sentence:
            self.show_home(sentence)

    def look_back(self, path: Path) -> str:
        """Open the debrief of an earlier session; the sentence that says why not, or ""."""
        from simulator.app.debriefed import looked_up

        self.close_debrief()
        try:
            self._show_debrief(looked_up(path, self.catalogue))
        except UserError as error:
            return str(error)
        except KeyError:
            # Only an older or newer scene can lack what its own journal names.
            return say(JudgingWord.OTHER_SCENE_VERSION, self.language, file=path.name)
        return ""

    def _ask_for_report(self, kind: str) -> None:
        if self._debriefed is not None:
            shown, language = self._debriefed, self.language
            file = suggested(shown.path, kind, language)
            self._ask(self.window, file, language, lambda chosen: self._save_report(shown, kind, language, chosen))

    def _save_report(self, shown: "Debriefed", kind: str, language: Language, file: Path) -> None:
        """Write the report and say where it lies, or why not."""
        from simulator.app import reports

        try:
            saved = reports.save(kind, shown.path, shown.scene, shown.kept, shown.judged, (language,), file)
            notice, tone = say(JudgingWord.SAVED_AS, self.language, file=str(saved)), "ok"
        except OSError as error:
            notice, tone = say(JudgingWord.NOT_SAVED, self.language, why=str(error.strerror or error)), "warn"
        if shown is self._debriefed and self.replay is not None:
            self._show_debrief(shown, notice, tone)

    def _again(self) -> None:
        """The same scene once more, in the same mode."""
        if self._debriefed is not None:
            head = self._debriefed.kept.head
            self.start(head.scene, head.mode, head.learner)

    def _from_here(self, at_s: float) -> None:
        """Practise on from a moment of the session that is looked back at."""
        from simulator.app.from_moment import from_moment

        shown = self._debriefed
        if shown is not None:
            sentence = say(JudgingWord.FROM_HERE, self.language, at=clock_text(at_s))
            self.take_up(shown.scene, lambda: from_moment(shown.scene, shown.kept, at_s), sentence)

    # -- the whole -------------------------------------------------------------------------------------------

    def speak(self, language: str) -> None:
        """Switch every screen to `language`."""
        self.remember(language=language)
        self.window.language = self.language
        translate_dialogs(self._app, self.language)
        self._notice = ""  # it was said in the other language
        self._refresh()

    def wear(self, name: str) -> None:
        """Switch to the light or the dark theme."""
        self.remember(theme=name)
        theme.apply(self._app, name)
        self._refresh()

    def _refresh(self) -> None:
        if self.room is not None:
            self.room.look(self.language, self.preferences.theme)
        elif self.replay is not None and self._debriefed is not None:
            self._show_debrief(self._debriefed, self._notice, self._tone)
        elif self._review is None or not self._review.open:
            self.show_home(self._notice)
        if self._review is not None:
            self._review.look()

    def remember(self, **changes: Any) -> None:
        """Keep changed preferences for the next start."""
        self.preferences = replace(self.preferences, **changes)
        preferences.save(self.preferences)

    def leave(self) -> None:
        """Close everything that is open, without a question."""
        self._closed()

    def _closed(self) -> None:
        """The window is gone: an unfinished session stays as it was recorded, without a seal."""
        self._closed_for_good = True
        self._keeper.stop()
        self._leave_room()
        self._leave_review()
        self.close_debrief()
        if self._theatre is not None:
            self._theatre.close()
            self._theatre = None
