"""The debrief with the session played again on the stage: one bar moves everything."""

import time
from bisect import bisect_right
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

from simulator.app.beside import QUEUED, Beside, Example, Performer
from simulator.app.theatre import Theatre
from simulator.core.events import ActionStarted, Event
from simulator.core.physiology.series import series
from simulator.core.scene import Scene
from simulator.core.state import State, at_start
from simulator.core.twin.bodies import body_for
from simulator.core.twin.body import Angles
from simulator.core.twin.movement import Movement
from simulator.panels.debrief import DebriefScreen
from simulator.panels.replaystage import FOLLOW
from simulator.panels.viewport import Viewport
from simulator.presenting.language import Language, Word, clock_text, say
from simulator.presenting.vitalcharting import VitalPlot, vital_plot
from simulator.recording.replay import states

_TICK_MS = 33
_SAMPLE_S = 0.2
_SIGNS_S = 1.0
_CORNER_PX = 12


class ReplayRoom(QObject):
    """Shows the states of a session again. Without a stage there are only the lanes and the list."""

    def __init__(
        self,
        scene: Scene,
        events: Sequence[Event],
        theatre: Theatre | None,
        clock: Callable[[], float] = time.monotonic,
        movements: Sequence[Movement] = (),
        seed: int = 0,
        performer: Performer | None = None,
    ) -> None:
        """`performer` performs what can be shown beside the session."""
        super().__init__()
        self._theatre = theatre
        self._clock = clock
        if theatre is not None:
            theatre.reset()
            theatre.follow(movements)
        self._body = theatre.body if theatre else body_for(scene, movements)
        told = [(event.at_s, state) for event, state in states(scene, tuple(events))]
        self._times = [at_s for at_s, _ in told]
        self._states: list[State] = [at_start(scene), *(state for _, state in told)]
        self._length_s = self._times[-1] if self._times else 0.0
        self._signs = series(scene, events, movements, self._length_s, seed, _SIGNS_S)
        self._scene = scene
        self._cues = _cues(scene, events)
        self._language: Language = "en"
        self._following, self._camera = True, ""
        self._now_s, self._speed = 0.0, 1.0
        self.viewport = Viewport(theatre.view) if theatre else None
        self.screen = DebriefScreen(self.viewport)
        self.screen.time_chosen.connect(self.go)
        self.screen.play_toggled.connect(self.play)
        self.screen.speed_chosen.connect(self._set_speed)
        if self.viewport is not None:
            self.viewport.corner_px = _CORNER_PX
            self.viewport.name_things(lambda tag: None)
            self.viewport.turned.connect(self._turned)
            self.screen.camera_chosen.connect(self.watch)
            self.screen.see_through_toggled.connect(self._see_through)
        self._example: Example | None = None
        self._performer, self._comparing = performer, False
        if performer is not None and self.screen.replay is not None:
            performer.done.connect(self._performed, QUEUED)
            self.screen.replay.offer_comparison()
            self.screen.compare_toggled.connect(self.compare)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._last = clock()
        self._preparing = theatre.prepare() if theatre is not None else iter(())
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._prepare)
        self._idle.start()
        self.go(0.0)

    @property
    def now_s(self) -> float:
        """The moment that is shown (s)."""
        return self._now_s

    @property
    def length_s(self) -> float:
        """How long the session was (s)."""
        return self._length_s

    def go(self, at_s: float) -> None:
        """Show the stage as it was at `at_s` (s)."""
        self._now_s = min(max(at_s, 0.0), self._length_s)
        if self._theatre is not None and self.viewport is not None:
            self._follow()
            if self._shows_both:
                self._theatre.view.stir()  # both are put on the stage when the frame is drawn
            else:
                self._show_own()
            self.viewport.wake()
        self._say_other()
        self.screen.show_time(self._now_s)

    def play(self, on: bool) -> None:
        """Let the time run, or stand still; at the end it begins again."""
        if on and self._now_s >= self._length_s:
            self._now_s = 0.0
        self._last = self._clock()
        if on:
            self._timer.start()
        else:
            self._timer.stop()
        self.screen.show_playing(on)

    # -- beside another performance ------------------------------------------------------------------------------

    def compare(self, on: bool) -> None:
        """Show the other performance beside this one, as soon as it has been performed; or leave it away."""
        replay, performer = self.screen.replay, self._performer
        if replay is None or performer is None:
            return
        self._comparing = on
        if on and self._example is None:
            replay.show_comparing("wait")
            performer.start()
        else:
            self._show_both(on)

    def _performed(self, example: Example | None) -> None:
        self._example = example
        if example is None and self.screen.replay is not None:
            self.screen.replay.show_comparing("none")
        elif self._comparing:
            self._show_both(True)

    @property
    def _shows_both(self) -> bool:
        return self._comparing and self._example is not None

    def _show_both(self, on: bool) -> None:
        assert self._theatre is not None
        assert self.viewport is not None
        assert self.screen.replay is not None
        self.screen.replay.show_comparing("on" if on else "off")
        stage = self._theatre.view
        self.viewport.set_source(Beside(stage, self._show_own, self._show_other) if on else stage)
        self.go(self._now_s)

    def _show_own(self) -> None:
        assert self._theatre is not None
        self._theatre.body = self._body
        self._theatre.show(self._state_at(self._now_s), self._now_s)
        self._theatre.show_signs(self._signs_at(self._now_s))

    def _show_other(self) -> None:
        assert self._theatre is not None
        assert self._example is not None
        at_s = self._example.beats.other_at(self._now_s)
        self._theatre.body = self._example.body
        self._theatre.show(self._example.state_at(at_s), at_s)

    def _say_other(self) -> None:
        if self._shows_both and self._example is not None and self.screen.replay is not None:
            at_s = self._example.beats.other_at(self._now_s)
            doing = tuple(self._scene.actions[id_].name[self._language] for id_ in self._example.doing(at_s))
            clock = say(Word.COMPARE_OTHER, self._language, at=clock_text(at_s))
            self.screen.replay.show_other(" · ".join((clock, *doing)))

    # -- the view ------------------------------------------------------------------------------------------------

    def watch(self, camera: str) -> None:
        """Fly to a view of the scene, or go with what is done (`FOLLOW`)."""
        self._following = camera == FOLLOW
        self.screen.show_camera(camera)
        if self._following:
            self._camera = ""
            self._follow()
        else:
            self._fly(camera)

    def neck(self) -> tuple[tuple[float, Angles], ...]:
        """The head against the trunk through the whole session: (time in s, angles in deg)."""
        moments = [step * _SAMPLE_S for step in range(int(self._length_s / _SAMPLE_S) + 1)]
        return tuple((t, self._body.pose(self._state_at(t), t).head_on_trunk_deg) for t in moments)

    def vitals(self, language: Language) -> VitalPlot | None:
        """The patient's signs through the whole session."""
        self._language = language
        return vital_plot(self._scene, self._signs, language)

    def _prepare(self) -> None:
        """While nothing else is to be done: what the first jumps would wait for."""
        if next(self._preparing, self) is self:
            self._idle.stop()

    def close(self) -> None:
        """Let the stage go."""
        self._timer.stop()
        self._idle.stop()
        if self._performer is not None:
            self._performer.stop()
        if self.viewport is not None:
            self.viewport.set_source(None)

    def _signs_at(self, at_s: float) -> dict[str, float | None]:
        """What the monitor on the stage shows at a moment."""
        index = min(int(at_s / _SIGNS_S), len(self._signs.t_s) - 1)
        given = self._scene.patient.vitals
        return {name: values[index] if name in given else None for name, values in self._signs.values.items()}

    def _state_at(self, at_s: float) -> State:
        return self._states[bisect_right(self._times, at_s)]

    def _set_speed(self, speed: float) -> None:
        self._speed = speed

    def _follow(self) -> None:
        """Fly to the view of what was begun last, when that changes."""
        if self._following and self._cues:
            number = bisect_right([at_s for at_s, _ in self._cues], self._now_s)
            self._fly(self._cues[max(0, number - 1)][1])

    def _fly(self, camera: str) -> None:
        if self._theatre is not None and self.viewport is not None and camera != self._camera:
            self._camera = camera
            self._theatre.view.fly(camera)
            self.viewport.wake()

    def _turned(self) -> None:
        self._following, self._camera = False, ""
        self.screen.show_camera(None)

    def _see_through(self, on: bool) -> None:
        assert self._theatre is not None
        assert self.viewport is not None
        self._theatre.see_through(on)
        self.viewport.wake()

    def _tick(self) -> None:
        now = self._clock()
        self.go(self._now_s + (now - self._last) * self._speed)
        self._last = now
        if self._now_s >= self._length_s:
            self.play(False)


def _cues(scene: Scene, events: Sequence[Event]) -> list[tuple[float, str]]:
    """(time in s, view) of everything that was begun and asks for a view."""
    begun = [e for e in events if isinstance(e, ActionStarted) and e.action in scene.actions]
    shown = [(e.at_s, scene.actions[e.action].show.camera) for e in begun]
    return [(at_s, camera) for at_s, camera in shown if camera is not None and camera in scene.views]
