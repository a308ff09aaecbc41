"""Offers sessions that were left without an end, when the program has started; does what is chosen."""

from PySide6.QtCore import QObject, QTimer

from simulator.app import recovery
from simulator.app.catalogue import SceneError
from simulator.app.program import Program
from simulator.app.recovery import Left
from simulator.core.events import ActionStarted
from simulator.panels.ask import Sheet
from simulator.panels.recover import offer
from simulator.presenting.language import say
from simulator.presenting.recovering import RecoverView, RecoverWord, recover_view
from simulator.presenting.welcome import when
from simulator.recording.journal import JournalError

STANDS_AFTER_MS = 5000
"""A session that was taken up and runs for so long did not crash the program by being taken up (own choice)."""


class Recovery(QObject):
    """Nothing is taken up without a word of the user; who decides later is asked again at the next start."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self._taken: Left | None = None
        self.sheet: Sheet | None = None
        program.window.closed.connect(self._stands)

    def offer(self) -> None:
        """Ask about the newest session that was left; name those that are set aside."""
        program = self._program
        found = recovery.find(program.catalogue)
        if found.set_aside:
            files = ", ".join(str(path) for path in found.set_aside)
            program.show_home(say(RecoverWord.SET_ASIDE, program.language, files=files))
        if found.left and program.window.screen_shown() is program.home:
            left = found.left[0]
            view = self._view(left, len(found.left) - 1)
            self.sheet = offer(program.window, view, lambda chosen: self._do(chosen, left))

    def _do(self, chosen: str, left: Left) -> None:
        {"resume": self._resume, "score": self._score, "discard": self._discard}[chosen](left)

    def _resume(self, left: Left) -> None:
        program = self._program
        assert left.scene is not None, "it is not offered without its scene"
        sentence = say(RecoverWord.GOES_ON, program.language)
        if program.take_up(left.scene, lambda: recovery.resume(left), sentence):
            self._taken = left
            QTimer.singleShot(STANDS_AFTER_MS, self, self._stands)

    def _stands(self) -> None:
        if self._taken is not None:
            recovery.is_well(self._taken.path)
            self._taken = None

    def _score(self, left: Left) -> None:
        try:
            recovery.close_as_it_is(left)
        except JournalError as error:
            self._program.show_home(str(error))
            return
        self._program.open_record(str(left.path))

    def _discard(self, left: Left) -> None:
        program = self._program
        lies = recovery.discard(left)
        said = RecoverWord.DISCARDED if lies is not None else RecoverWord.NOT_MOVED
        program.show_home(say(said, program.language, file=str(lies or "")))
        if lies is not None:
            self.offer()

    def _title(self, scene: str) -> str | None:
        """What the scene is called; None where there is none that could be used."""
        try:
            return self._program.catalogue.called(scene).title[self._program.language]
        except SceneError:
            return None

    def _view(self, left: Left, waiting: int) -> RecoverView:
        program, head = self._program, left.kept.head
        title = self._title(head.scene)
        return recover_view(
            scene=title or head.scene,
            learner=head.learner,
            mode=head.mode,
            started=when(head.started),
            length_s=left.last_s,
            acts=sum(isinstance(event, ActionStarted) for event in left.kept.events),
            waiting=waiting,
            folder=recovery.DISCARDED,
            language=program.language,
            changed=left.scene is None,
            gone=title is None,
        )
