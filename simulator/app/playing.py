"""Plays a performance in the window, as if its learner sat there, and ends on the debrief."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from simulator.app.catalogue import Catalogue
from simulator.app.debriefed import Debriefed
from simulator.app.demo import JOURNAL, Performed
from simulator.app.program import Program
from simulator.app.running import application, let_signals_in
from simulator.app.unrecorded import Unrecorded
from simulator.core.events import ActionStarted, SessionFinished
from simulator.recording.rerun import Again

_TICK_MS = 40


class Player(QObject):
    """Gives the orders of a performance in a room of the program when their time has come, then shows the debrief."""

    def __init__(self, program: Program, done: Performed, clock: Callable[[], float]) -> None:
        super().__init__(program)
        self._program, self._done = program, done
        self._orders = [e for e in done.kept.events if isinstance(e, ActionStarted | SessionFinished)]
        self._room = program.play(done.scene, Unrecorded(), clock, done.kept.head.seed)
        self._room.session.lead(Again(done.kept.handlings))
        # Whoever has seen enough presses "Finish" and sees the debrief of the whole performance.
        self._room.finished.connect(self._end)
        self._ended = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._follow)
        self._timer.start(_TICK_MS)

    def _follow(self) -> None:
        if self._program.room is not self._room:
            self._ended = True  # the window was closed
        while not self._ended and self._orders and self._orders[0].at_s <= self._room.now_s():
            event = self._orders.pop(0)
            if isinstance(event, ActionStarted):
                self._room.watch(self._done.scene.actions[event.action].show.camera)
                self._room.order(event.action, event.actor, dict(event.choices))
            else:
                self._end()
        if self._ended:
            self._timer.stop()

    def _end(self) -> None:
        if not self._ended:
            self._ended = True
            done = self._done
            case = Debriefed(done.scene, done.folder / JOURNAL, done.kept, done.judged)
            QTimer.singleShot(0, self, lambda: self._program.show_judged(case))


def play_in_window(done: Performed, speed: float, renderer: str | None) -> int:
    """Open the window, play, show the debrief; the exit status when the window is closed."""
    app = application()
    program = Program(app, Catalogue(), renderer)
    program.window.show()
    began = time.monotonic()
    Player(program, done, lambda: (time.monotonic() - began) * speed)
    let_signals_in(app, program)
    return app.exec()
