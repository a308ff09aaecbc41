"""One session after the other in a program with its real stage, and the memory after each, as a line of JSON:
`python -m tests.app.sessions_in_a_row RENDERER COUNT`. A process of its own, because the memory of one that has run
other tests before grows and shrinks by what they left. The records go where MANIKIN_HOME says.
"""

import json
import resource
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QPushButton

from simulator.app.catalogue import Catalogue
from simulator.app.program import Program
from simulator.app.running import application

SCENE = "spinal-transport"
_WATCHED_S = 0.3


def resident_mb() -> int:
    """The memory of this process, as Linux tells it."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 1_000_000


def settle() -> None:
    """Let everything that was asked for happen."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def watch() -> None:
    """Let pictures be drawn for a moment."""
    until_s = time.monotonic() + _WATCHED_S
    while time.monotonic() < until_s:
        settle()


def debriefed(program: Program) -> None:
    """Do something in the session, finish it, and go to a moment of its replay."""
    assert program.room is not None
    room = program.room
    for action, choices in (("secure-scene", {"gloves": "bare"}), ("hold-head", {"hold": "in-line"})):
        room.screen.action_chosen.emit(action, "", choices)
        watch()
    room.screen.finish_button.click()
    settle()
    sure = room.screen.findChild(QPushButton, "yes")
    if sure is not None:
        sure.click()
    settle()
    assert program.replay is not None
    program.replay.go(1.0)
    watch()


def main(renderer: str, count: int) -> None:
    app = application()
    program = Program(app, Catalogue(), renderer)
    program.window.resize(1100, 720)
    program.window.show()
    program.start(SCENE, "practise", "Ada")
    assert program.room is not None
    stage = program.room.theatre
    assert stage is not None, "no stage"
    taken = []
    for _ in range(count):
        debriefed(program)
        assert program.replay is not None
        program.replay.screen.again_button.click()
        watch()
        assert program.room is not None
        assert program.room.theatre is stage, "the stage is used again"
        taken.append(resident_mb())
    program.leave()
    print(json.dumps(taken))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
