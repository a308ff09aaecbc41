"""The reference learner beside a session that is looked back at: performed in the background, shown in step."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal

from scoring.scorecard import Scorecard
from simulator import assessment, performing
from simulator.app.unrecorded import Unrecorded
from simulator.core.events import ActionStarted, Event
from simulator.core.scene import Scene
from simulator.core.state import State
from simulator.core.twin.bodies import body_for
from simulator.core.twin.body import Body
from simulator.presenting.frames import Frame, FrameSource, Picked
from simulator.presenting.synchronising import Beats, beats
from simulator.recording.replay import Timeline, timeline
from simulator.scenefile.script import Script, load_script
from simulator.session import Session

QUEUED = Qt.ConnectionType.QueuedConnection


@dataclass(frozen=True, slots=True)
class Example:
    """A whole performance to be looked at: its facts and states, its body, and how it goes with another one."""

    scene: Scene
    events: tuple[Event, ...]
    states: Timeline
    body: Body
    beats: Beats

    def state_at(self, at_s: float) -> State:
        """The state at a moment (s) of this performance."""
        return self.states.at(at_s)

    def doing(self, at_s: float) -> tuple[str, ...]:
        """The actions that are going on at a moment."""
        begun = (event for event in self.events if isinstance(event, ActionStarted))
        return tuple(event.action for event in begun if event.at_s <= at_s < event.until_s)


class _StopError(Exception):
    """Nobody waits for the performance any more."""


class Performer(QObject):
    """Performs a script beside the window; `done` carries an `Example`, or None if the script is of no use."""

    done = Signal(object)

    def __init__(self, scene: Scene, script: Path, own: Scorecard, own_end_s: float) -> None:
        super().__init__()
        self._stopped = False
        self._thread = Thread(target=self._run, args=(scene, script, own, own_end_s), daemon=True)

    def start(self) -> None:
        """Begin, unless that has been done; returns at once."""
        if self._thread.ident is None:
            self._thread.start()

    def stop(self) -> None:
        """Give up, and wait for the act that is being performed."""
        self._stopped = True
        if self._thread.is_alive():
            self._thread.join()

    def _run(self, scene: Scene, script: Path, own: Scorecard, own_end_s: float) -> None:
        try:
            made = example(scene, script, own, own_end_s, self._told)
        except _StopError:
            return
        if not self._stopped:
            self.done.emit(made)

    def _told(self, share: float) -> None:
        if self._stopped:
            raise _StopError


def example(
    scene: Scene, script: Path, own: Scorecard, own_end_s: float, told: Callable[[float], None] = lambda share: None
) -> Example | None:
    """The performance of `script`, in step with one that was judged as `own`; None if it does not fit the scene."""
    found = load_script(script)
    if not isinstance(found, Script) or found.scene != scene.id:
        return None
    try:
        performing.check(found, scene, str(script))
    except performing.ScriptError:
        return None
    session = Session(scene, "practise", Unrecorded(), found.seed)
    performing.perform(found, session, told)
    card = assessment.judge(scene, session.events, movements=session.movements).card
    return Example(
        scene=scene,
        events=tuple(session.events),
        states=timeline(scene, session.events),
        body=body_for(scene, session.movements),
        beats=beats(own, card, own_end_s, session.events[-1].at_s),
    )


class Beside:
    """A source of frames that shows the stage twice, from one camera: the own performance left, the other one right.

    `show_own` and `show_other` put the one or the other on the stage.
    """

    def __init__(self, stage: FrameSource, show_own: Callable[[], None], show_other: Callable[[], None]) -> None:
        self._stage, self._show_own, self._show_other = stage, show_own, show_other
        self._half_px = 1
        self._make(2, 1)

    def resize(self, width_px: int, height_px: int) -> None:
        """Draw frames of this size from now on; each picture has half the width."""
        self._half_px = max(1, width_px // 2)
        self._make(width_px, height_px)
        self._stage.resize(self._half_px, height_px)

    def _make(self, width_px: int, height_px: int) -> None:
        self._buffer = bytearray(width_px * height_px * 4)
        self._pixels = np.frombuffer(self._buffer, np.uint8).reshape(height_px, width_px, 4)

    def advance(self, dt_s: float) -> bool:
        """Let the time pass for flights and movements."""
        return self._stage.advance(dt_s)

    def moving(self) -> bool:
        """Whether something still moves by itself."""
        return self._stage.moving()

    def frame(self) -> Frame:
        """Draw both; the own one stays on the stage."""
        for show, left_px in ((self._show_other, self._pixels.shape[1] - self._half_px), (self._show_own, 0)):
            show()
            drawn = self._stage.frame()
            picture = np.frombuffer(drawn.data, np.uint8).reshape(drawn.height_px, drawn.width_px, 4)
            self._pixels[:, left_px : left_px + self._half_px] = picture
        height_px, width_px, _ = self._pixels.shape
        return Frame(width_px, height_px, memoryview(self._buffer))

    def pick(self, x_px: float, y_px: float) -> Picked | None:
        """What is under this pixel of the own picture; of the other one nothing."""
        return self._stage.pick(x_px, y_px) if x_px < self._half_px else None

    def box(self, prefix: str) -> tuple[float, float, float, float] | None:
        """Where these things lie in the own picture."""
        return self._stage.box(prefix)

    def highlight(self, tag: str | None) -> None:
        """Let this thing light up."""
        self._stage.highlight(tag)

    def orbit(self, right_px: float, down_px: float) -> None:
        """Turn both views."""
        self._stage.orbit(right_px, down_px)

    def pan(self, right_px: float, down_px: float) -> None:
        """Move both views."""
        self._stage.pan(right_px, down_px)

    def zoom(self, steps: float) -> None:
        """Come nearer in both views."""
        self._stage.zoom(steps)

    def fly(self, preset: str) -> None:
        """Fly to a named view in both."""
        self._stage.fly(preset)
