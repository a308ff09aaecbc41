"""The debrief with the session played again on the stage: one bar moves everything."""

import time
from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from simulator.app.theatre import Theatre
from simulator.core.events import Event
from simulator.core.scene import Scene
from simulator.core.state import State, at_start
from simulator.panels.debrief import DebriefScreen
from simulator.panels.viewport import Viewport
from simulator.recording.replay import states

_TICK_MS = 33


class ReplayRoom(QObject):
    """Shows the states of a session again. Without a stage there are only the lanes and the list."""

    def __init__(self, scene: Scene, events: Sequence[Event], theatre: Theatre | None) -> None:
        super().__init__()
        self._theatre = theatre
        told = [(event.at_s, state) for event, state in states(scene, tuple(events))]
        self._times = [at_s for at_s, _ in told]
        self._states: list[State] = [at_start(scene), *(state for _, state in told)]
        self._length_s = self._times[-1] if self._times else 0.0
        self._now_s = 0.0
        self._viewport = Viewport(theatre.view) if theatre else None
        self.screen = DebriefScreen(self._viewport)
        self.screen.time_chosen.connect(self.go)
        self.screen.play_toggled.connect(self.play)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._last = time.monotonic()
        if theatre is not None:
            theatre.reset()
        self.go(0.0)

    def go(self, at_s: float) -> None:
        """Show the stage as it was at `at_s` (s)."""
        self._now_s = min(max(at_s, 0.0), self._length_s)
        if self._theatre is not None and self._viewport is not None:
            state = self._states[bisect_right(self._times, self._now_s)]
            self._theatre.show(state, self._now_s)
            self._viewport.wake()
        self.screen.show_time(self._now_s)

    def play(self, on: bool) -> None:
        """Let the time run, or stand still; at the end it begins again."""
        if on and self._now_s >= self._length_s:
            self._now_s = 0.0
        self._last = time.monotonic()
        if on:
            self._timer.start()
        else:
            self._timer.stop()
        self.screen.show_playing(on)

    def close(self) -> None:
        """Let the stage go."""
        self._timer.stop()
        if self._viewport is not None:
            self._viewport.set_source(None)

    def _tick(self) -> None:
        now = time.monotonic()
        self.go(self._now_s + now - self._last)
        self._last = now
        if self._now_s >= self._length_s:
            self.play(False)
