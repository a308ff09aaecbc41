"""Brings in, while home waits for somebody, the modules that a session needs: whoever presses Start waits for less.

Nothing depends on it. Who is quicker imports them himself, and in between every key and every click is served.
"""

import importlib
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 30  # between two of them, so that typing goes on

MODULES = (
    "simulator.recording.journal",
    "simulator.assessment",
    "simulator.scenefile",
    "panda3d.core",
    "simulator.core.twin.body",
    "simulator.stage.rig",
    "simulator.stage.skeleton",
    "trimesh",
    "simulator.stage.director",
    "simulator.app.theatre",
    "simulator.app.room",
    "simulator.core.twin.model",
    "simulator.core.twin.live",
    "simulator.app.recovery",
    "simulator.panels.debrief",
    "simulator.app.replaying",
    "simulator.app.opening",
    "simulator.app.reports",
    "simulator.app.reviewing",
)
"""In the order in which they are needed; each leads to modules that those before it have brought."""


class Warming(QObject):
    """Imports one module at a time, when the window has nothing else to do. `rests` puts it off for a while."""

    def __init__(self, rests: Callable[[], bool] = lambda: False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.left = list(MODULES)
        self._rests = rests
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._next)
        self._timer.start()

    def _next(self) -> None:
        if self._rests():
            return
        if not self.left:
            self._timer.stop()
            return
        importlib.import_module(self.left.pop(0))
