"""Opens the program's window and runs it to its end."""

import faulthandler
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from simulator.app.catalogue import Catalogue
from simulator.app.program import Program
from simulator.app.warming import Warming

_FIRST_PICTURE_MS = 80  # the window shows itself before the stage takes its time to open

Start = tuple[str, str, str]
First = Callable[[Program], None]


def application() -> QApplication:
    """The one Qt application of the process."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    app = QApplication([sys.argv[0]])
    app.setApplicationName("manikin")
    app.setApplicationDisplayName("Manikin")
    return app


def run_program(renderer: str | None, start: Start | None = None, first: First | None = None) -> int:
    """Open the window, begin with `start` (scene, mode, learner) or do `first`, if given; the exit status."""
    faulthandler.enable()
    app = application()
    program = Program(app, Catalogue(), renderer)
    program.window.show()
    QTimer.singleShot(_FIRST_PICTURE_MS, lambda: _begin(program, start, first))
    let_signals_in(app, program)
    with _libraries(app, program) as missing:
        status = app.exec()
    if missing:
        raise missing[0]
    return status


@contextmanager
def _libraries(app: QApplication, program: Program) -> Iterator[list[BaseException]]:
    """A library of the system that is not there ends the program, as it would before the first picture: whoever started
    it says which. Qt would print the error and go on, as it does with all others, and as it must within a session."""
    missing: list[BaseException] = []
    usual = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        lacking = isinstance(error, ImportError) and "cannot open shared object file" in str(error)
        if lacking and not program.window.in_session:
            missing.append(error)
            app.exit(1)
        else:
            usual(kind, error, trace)

    sys.excepthook = hook
    try:
        yield missing
    finally:
        sys.excepthook = usual


def _begin(program: Program, start: Start | None, first: First | None) -> None:
    """What the window was opened for, once it shows itself."""
    from simulator.app.recovering import Recovery

    recovery = Recovery(program)
    if start is not None:
        program.start(*start)
    else:
        recovery.offer()
    if first is not None:
        first(program)
    Warming(rests=lambda: program.window.in_session, parent=program)


class Leaves(Protocol):
    """Whoever can close everything that is open, without a question."""

    def leave(self) -> None:
        """Close it."""


def let_signals_in(app: QApplication, program: Leaves) -> QTimer:
    """Ctrl-C and a polite kill close the window: from the event loop, never in the middle of something else."""
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: asked.append(number))
    timer = QTimer(app)
    timer.timeout.connect(lambda: _quit(app, program) if asked else None)
    timer.start(100)
    return timer


def _quit(app: QApplication, program: Leaves) -> None:
    program.leave()
    app.quit()
