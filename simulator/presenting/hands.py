"""The learner's hands in a session: pointer, keys and game pad lead the handling that goes on, sixty times a second."""

from collections.abc import Callable
from typing import Protocol

import numpy as np

from simulator.core.scene import HandlingRule, Scene
from simulator.core.twin.body import CERVICAL, LEVELS
from simulator.core.twin.measures import measure
from simulator.core.twin.movement import Movement, Moving
from simulator.core.twin.people import Leader
from simulator.core.twin.plans import HELMET
from simulator.core.twin.pressing import TECHNIQUE as PRESS
from simulator.core.twin.steering import SCRIPTED, HeadInput
from simulator.presenting import moving, pressing
from simulator.presenting.cube_lead import CubeLead
from simulator.presenting.language import Language
from simulator.presenting.moving import FAILED, Live, Outcome
from simulator.presenting.pressing import Pressed
from simulator.presenting.pushing import Push
from simulator.presenting.steering import AT_BOARD, AT_HEAD, AT_HELMET, Hands, Steering, Sticks

_TICK_S = 1.0 / 60.0  # a tick of the physics, which is imported only when it is needed
BACK = "back"  # the way back after a stop
_BOARD = "carry"  # the technique in which the learner has a corner of the board
_REACHES = {_BOARD: AT_BOARD, **dict.fromkeys(HELMET, AT_HELMET)}


def told_of(over: Movement) -> bool:
    """Is this one that the learner is told about? What a body does by itself is not."""
    return over.ended == FAILED or over.kind in ("handling", BACK)


def outcome(over: Movement) -> Outcome:
    """What a movement left behind, for one sentence."""
    injured = measure(over.track).injured
    held = over.track.plan.technique == "hold"
    return Outcome(
        action=over.action,
        level=injured.level,
        exposure=injured.event,
        band=injured.band,
        peak_deg=injured.peak_deg,
        axial_n=injured.axial_n,
        ended=over.ended,
        led_by=over.led_by,
        off_line_deg=float(np.abs(over.track.levels_deg[-1, : len(CERVICAL)].sum(axis=0)).max()) if held else None,
    )


def verdict(scene: Scene, over: Movement, language: Language) -> tuple[str, str]:
    """How a movement went, or a series of compressions: one sentence and its tone."""
    if over.track.of_chest:
        return pressing.verdict(scene, over, language)
    return moving.verdict(scene, outcome(over), language)


class Pad(Protocol):
    """A game pad, or the place where one can be plugged in."""

    def read(self) -> Sticks | None:
        """As it is now; None while none is attached."""


Held = tuple[int, int, HeadInput]
"""Hands in the middle of a handling: its number, its tick, where they are."""


class LearnersHands:
    """Where the leading hands get their way from, handling by handling: each begins where the hands took hold."""

    led_by = "learner"

    def __init__(
        self, pad: Pad | None = None, stop: Callable[[], None] = lambda: None, held: Held | None = None
    ) -> None:
        """`held`: go on with a handling that was begun before, from where its hands were."""
        self.stop = stop
        self.catch_up: Callable[[], None] = lambda: None
        self.attached = False
        self.cube: CubeLead | None = None
        self._pad = pad
        self._steering: Steering | Push = Steering()
        self._shown = Hands()
        self._number, self._tick = -1, 0
        self._button = False
        self._keys: frozenset[str] = frozenset()
        self._stop_down = False
        if held is not None:
            self._take_over(*held)

    # -- as the source of a session ------------------------------------------------------------------------------

    def leader(self, number: int) -> Leader:
        """Whose hands they are does not matter: they go where they are told."""
        return SCRIPTED

    def at(self, number: int, tick: int) -> HeadInput:
        """Where the hands are at this tick; they move at their own speed towards what was asked for last."""
        if number != self._number:
            self._begin(number)
        while self._tick < tick:
            self._tick += 1
            self._steering.advance(_TICK_S)
        hands = self._steering.hands
        head = HeadInput(hands.turn_deg, hands.height_m, hands.pull_m)
        if self.cube is not None:
            head = self.cube.at(number, tick, head, self._steering.reach)
        self._shown = Hands(head.turn_deg, head.height_m, head.pull_m)
        return head.rounded

    def _take_over(self, number: int, tick: int, head: HeadInput) -> None:
        self._begin(number)
        self._tick = tick
        self._steering.take_over(Hands(head.turn_deg, head.height_m, head.pull_m))

    def _begin(self, number: int) -> None:
        self._number, self._tick = number, 0
        if self.cube is not None and self.cube.closed:
            self.cube = None
        self._steering, self._shown = Steering(), Hands()
        self._steering.hold_keys(self._keys)

    # -- what the learner does -----------------------------------------------------------------------------------

    def drag(self, right: float, down: float, pulling: bool) -> None:
        """The pointer took the hands along, in heights of the stage."""
        self._steering.drag(right, down, pulling)

    def hold_keys(self, keys: frozenset[str], stamp_ms: float = 0.0) -> None:
        """These keys are down, since the moment of `stamp_ms` by the clock of the keyboard (0: since now)."""
        self._keys = keys
        self._catch_up(stamp_ms)
        if isinstance(self._steering, Push):
            self._steering.hold_keys(keys, stamp_ms)
        else:
            self._steering.hold_keys(keys)

    def hold_button(self, down: bool, stamp_ms: float = 0.0) -> None:
        """The pointer's button over the stage is down, or up, since the moment of `stamp_ms` (0: since now)."""
        self._button = down
        self._catch_up(stamp_ms)
        if isinstance(self._steering, Push):
            self._steering.hold_button(down=down, stamp_ms=stamp_ms)

    def _catch_up(self, stamp_ms: float) -> None:
        """Time passes up to this moment. But hands on a chest may have come up before it, when their stamp says."""
        if not (stamp_ms and isinstance(self._steering, Push) and self._steering.down):
            self.catch_up()

    def look(self, moving: Moving | None) -> None:
        """See what goes on now, and what the game pad says."""
        sticks = self._pad.read() if self._pad is not None else None
        self.attached = sticks is not None
        pressed = sticks is not None and sticks.stop
        if pressed and not self._stop_down:
            self.stop()
        self._stop_down = pressed
        if moving is not None and moving.technique == PRESS:
            self._take_chest(sticks)
        elif moving is not None and isinstance(self._steering, Steering):
            self._steering.reach = _REACHES.get(moving.technique, AT_HEAD)
            self._steering.take_sticks(sticks)
        if moving is not None and self.cube is not None:
            self.cube.guide(moving.wanted)

    def _take_chest(self, sticks: Sticks | None) -> None:
        """In compressions hands push: as long as a key, the pointer's button or a stick is down."""
        if not isinstance(self._steering, Push):
            self._steering = Push()
            self._steering.hold_keys(self._keys)
            self._steering.hold_button(down=self._button)
        self._steering.take_sticks(sticks)

    def live(self, moving: Moving, handling: HandlingRule | None = None) -> Live | Pressed:
        """What the screen shows of the handling that goes on; `handling` is the rule of its action."""
        steers = moving.led_by == self.led_by
        track = moving.track
        if moving.technique == PRESS:
            of = handling.count if handling is not None else None
            return Pressed(moving.action, moving.led_by, moving.actor, moving.start_s, moving.word_s, steers, track, of)
        return Live(
            action=moving.action,
            led_by=moving.led_by,
            word_s=moving.word_s,
            steers=steers,
            hands=self._shown if steers else Hands(),
            wanted=Hands(moving.wanted.turn_deg, moving.wanted.height_m, moving.wanted.pull_m),
            board=moving.technique == _BOARD,
            level=LEVELS[track.injured],
            times_s=np.asarray(track.time_s) + moving.start_s,
            levels_deg=np.asarray(track.levels_deg)[:, track.injured],
            back_s=(moving.start_s, moving.until_s) if moving.kind == BACK else None,
        )
