"""What the program opens: sessions, their rooms and their debriefs. It brings in all that home does without."""

from collections.abc import Callable
from dataclasses import replace

from simulator import assessment
from simulator.app import records
from simulator.app.catalogue import Catalogue
from simulator.app.debriefed import Debriefed, performer, what_it_is, why_not_from_here
from simulator.app.icons import icons
from simulator.app.problems import UserError
from simulator.app.recovery import CannotResumeError, GoesOn
from simulator.app.replaying import ReplayRoom
from simulator.app.room import PracticeRoom
from simulator.app.theatre import Theatre
from simulator.core.scene import Scene
from simulator.core.twin.body import Angles
from simulator.presenting import debriefing
from simulator.presenting.debrief import DebriefView
from simulator.presenting.hands import LearnersHands
from simulator.presenting.language import Language
from simulator.presenting.practising import Screen
from simulator.recording.journal import JournalError, JournalWriter
from simulator.recording.replay import recorded
from simulator.resuming import hands_of
from simulator.session import Session
from simulator.stage.gamepad import GamePad
from simulator.stage.vocabulary import nowhere

Clock = Callable[[], float]


def begun(scene: Scene, mode: str, learner: str) -> tuple[JournalWriter, Session, LearnersHands]:
    """A new session with its journal and the learner's hands; UserError if it cannot be recorded."""
    try:
        journal = records.begin(scene, mode, learner)
    except JournalError as error:
        raise UserError(str(error)) from error
    return journal, Session(scene, mode, journal, journal.head.seed), LearnersHands(GamePad())


def gone_on(come: Callable[[], GoesOn]) -> tuple[GoesOn, LearnersHands]:
    """A session that `come` brings to its moment, and the hands as they were then; UserError if it cannot go on."""
    try:
        going = come()
    except (CannotResumeError, JournalError) as error:
        raise UserError(str(error)) from error
    return going, LearnersHands(GamePad(), held=hands_of(going.session, going.kept, going.at_s))


def practice_room(
    session: Session,
    stage: Theatre | None,
    language: Language,
    theme: str,
    clock: Clock,
    hands: LearnersHands | None,
    from_s: float,
) -> PracticeRoom:
    """The room of a session, seen by the first of its scene's cameras."""
    scene = session.scene
    look = Screen(language, theme, next(iter(scene.views), ""), seed=session.seed, nowhere=nowhere(scene))
    return PracticeRoom(session, stage, look, icons(scene), clock, hands, from_s)


def ended(session: Session, journal: JournalWriter) -> tuple[Debriefed, str]:
    """Seal the record and judge it; with it the sentence that says why it has no seal, or "".

    UserError if the record cannot be read again; its judgement lies beside it all the same.
    """
    notice = ""
    try:
        records.seal(journal)
    except JournalError as error:
        notice = str(error)
    judged = assessment.judge(session.scene, session.events, movements=session.movements)
    records.keep_result(journal.path, judged.plain)
    journal.close()
    try:
        return Debriefed(session.scene, journal.path, recorded(journal.path), judged), notice
    except JournalError as error:
        raise UserError(str(error)) from error


def replay_room(shown: Debriefed, stage: Theatre | None, clock: Clock, catalogue: Catalogue) -> ReplayRoom:
    """The room in which a session is looked back at."""
    kept = shown.kept
    beside = performer(shown, catalogue)
    return ReplayRoom(shown.scene, kept.events, stage, clock, kept.movements, kept.head.seed, beside)


def debrief(
    shown: Debriefed,
    room: ReplayRoom,
    neck: tuple[tuple[float, Angles], ...],
    language: Language,
    theme: str,
    notice: str,
    tone: str,
) -> DebriefView:
    """What the debrief of a session says; `notice` goes before what is always said of such a session."""
    view = debriefing.debrief_view(
        shown.scene,
        shown.judged.trace,
        shown.judged.card,
        shown.kept.head.mode,
        shown.kept.head.started,
        language,
        theme,
        notice or what_it_is(shown, language),
        debriefing.curves(neck, language),
        shown.judged.occurred,
        shown.kept.head.learner,
        shown.kept.finished,
    )
    return replace(
        view, notice_tone=tone, vitals=room.vitals(language), not_from_here=why_not_from_here(shown, language)
    )
