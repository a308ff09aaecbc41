"""One learner in one scene once: records first, shows afterwards.

An order goes to the engine; what follows from it goes to the journal; only when that has succeeded the state
changes and the listeners are told. A failing journal stops the session; a failing listener is logged and the
session goes on.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from simulator.core import engine
from simulator.core.actions import Action, Finish, Perform
from simulator.core.events import Event
from simulator.core.scene import Scene, frozen_map
from simulator.core.state import State, after, at_start
from simulator.core.twin.movement import Movement, Moving, Piece
from simulator.core.twin.steering import HeadInput, Source, Steered

if TYPE_CHECKING:
    from simulator.core.twin.live import LiveTwin

_log = logging.getLogger(__name__)

MODES = ("learn", "practise", "assess")

Listener = Callable[[Sequence[Event], State], None]


class Recorder(Protocol):
    """What a session needs of its journal: each call returns when the line is safe, or raises."""

    def action(self, action: Action, events: Sequence[Event]) -> None:
        """Record an order and what followed."""

    def tick(self, to_s: float, events: Sequence[Event]) -> None:
        """Record what came to its end by `to_s`."""

    def movement(self, piece: Piece) -> None:
        """Record a piece of a handling."""


def _twin(scene: Scene, seed: int) -> "LiveTwin | None":
    """The patient's body, in a scene that moves it; physics is imported no sooner than that."""
    if not scene.handled:
        return None
    from simulator.core.twin.live import LiveTwin

    return LiveTwin(scene, seed)


class Session:
    """The running session. Times are seconds since its start and come from the caller."""

    def __init__(self, scene: Scene, mode: str, recorder: Recorder, seed: int = 0) -> None:
        if mode not in MODES:
            raise ValueError(f"unknown mode {mode!r}")
        self.scene = scene
        self.mode = mode
        self.seed = seed
        self.state = at_start(scene)
        self.events: list[Event] = []
        self._recorder = recorder
        self._listeners: list[Listener] = []
        self._twin = _twin(scene, seed)

    def listen(self, listener: Listener) -> None:
        """Tell `listener` of all facts from now on, with the state that follows from them."""
        self._listeners.append(listener)

    def perform(
        self, at_s: float, action: str, actor: str | None = None, choices: Mapping[str, str] | None = None
    ) -> tuple[Event, ...]:
        """Order `actor` (the usual person if None) to do `action`; the recorded facts."""
        rule = self.scene.actions.get(action)
        who = actor or (rule.by[0] if rule else self.scene.learner)
        return self._answer(Perform(round(at_s, 3), action, who, frozen_map(choices or {})))

    def finish(self, at_s: float) -> tuple[Event, ...]:
        """End the session."""
        return self._answer(Finish(round(at_s, 3)))

    def tick(self, to_s: float) -> tuple[Event, ...]:
        """Let time pass, and the patient's body move; what came to its end is recorded and told."""
        to_s = round(to_s, 3)
        happened: list[Event] = []
        # The body moves up to each moment at which something ends, then it hears of it.
        while self._twin is not None and (due_s := engine.next_s(self.state)) is not None and due_s < to_s:
            happened += self._pass(due_s)
        return (*happened, *self._pass(to_s))

    # -- handlings -------------------------------------------------------------------------------------------

    def steer(self, head: HeadInput) -> None:
        """From now on the learner's own hands lead, and want to be here, against where they took hold.

        Every movement (`moving.number`) begins with hands that rest where they are.
        """
        self.lead(Steered(head.rounded))

    def lead(self, source: Source) -> None:
        """From now on the leading hands go where `source` says. Before anybody says so, a skilled leader has them."""
        if self._twin is not None:
            self._twin.source = source

    @property
    def moving(self) -> Moving | None:
        """The handling that goes on now."""
        return self._twin.moving if self._twin is not None else None

    @property
    def movements(self) -> list[Movement]:
        """All handlings so far, the one that goes on included; always the same list."""
        return self._twin.movements if self._twin is not None else []

    # -- how it goes -----------------------------------------------------------------------------------------

    def _pass(self, to_s: float) -> tuple[Event, ...]:
        self._move(to_s)
        earlier: tuple[Event, ...] = ()
        while self._twin is not None and (completed := self._twin.completed) is not None:
            earlier += self._answered(completed)
            self._move(to_s)
        events = engine.advance(self.scene, self.state, to_s)
        if events:
            self._recorder.tick(to_s, events)
            self._follow(events)
            self._tell(events)
        return (*earlier, *events)

    def _answer(self, action: Action) -> tuple[Event, ...]:
        earlier = self.tick(action.at_s) if self._twin is not None else ()
        return (*earlier, *self._answered(action))

    def _answered(self, action: Action) -> tuple[Event, ...]:
        events = engine.respond(self.scene, self.state, action)
        self._recorder.action(action, events)
        self._follow(events)
        self._tell(events)
        return events

    def _move(self, to_s: float) -> None:
        """The body up to `to_s`, recorded before anybody sees it."""
        if self._twin is not None:
            self._twin.advance(to_s)
            self._record()

    def _follow(self, events: tuple[Event, ...]) -> None:
        if self._twin is not None:
            self._twin.heard(events)
            self._record()

    def _record(self) -> None:
        assert self._twin is not None
        for piece in self._twin.pieces():
            self._recorder.movement(piece)
            if piece.ended == "failed":
                _log.error("a handling could not be computed; it ended, the session goes on")

    def _tell(self, events: tuple[Event, ...]) -> None:
        for event in events:
            self.state = after(self.state, event)
        self.events.extend(events)
        for listener in self._listeners:
            try:
                listener(events, self.state)
            except Exception:  # noqa: BLE001 - a view of any kind may fail in any way; the session must go on
                _log.exception("a view failed; the session goes on")
