"""Plays a performance in the window, as if its learner sat there, and ends on the debrief."""

import time
from collections.abc import Sequence

from PySide6.QtCore import QTimer

from simulator.app.catalogue import Catalogue
from simulator.app.demo import JOURNAL, Performed
from simulator.app.program import Program
from simulator.app.running import application
from simulator.core.actions import Action
from simulator.core.events import ActionStarted, Event, SessionFinished

_TICK_MS = 40


class Unrecorded:
    """Takes the place of a journal for a session that has been recorded already."""

    def action(self, action: Action, events: Sequence[Event]) -> None:
        """Nothing is written."""

    def tick(self, to_s: float, events: Sequence[Event]) -> None:
        """Nothing is written."""


def play_in_window(done: Performed, speed: float, renderer: str | None) -> int:
    """Open the window, play, show the debrief; the exit status when the window is closed."""
    app = application()
    program = Program(app, Catalogue(), renderer)
    began = time.monotonic()
    orders = [e for e in done.kept.events if isinstance(e, ActionStarted | SessionFinished)]
    room = program.play(done.scene, Unrecorded(), lambda: (time.monotonic() - began) * speed)
    program.window.show()
    timer = QTimer(program)

    def follow() -> None:
        while orders and orders[0].at_s <= room.now_s():
            event = orders.pop(0)
            if isinstance(event, ActionStarted):
                room.watch(done.scene.actions[event.action].show.camera)
                room.order(event.action, event.actor, dict(event.choices))
            else:
                timer.stop()
                program.show_judged(done.scene, done.folder / JOURNAL, done.kept, done.judged)

    timer.timeout.connect(follow)
    timer.start(_TICK_MS)
    return app.exec()
