"""One learner in one scene once: records first, shows afterwards.

An order goes to the engine; what follows from it goes to the journal; only when that has succeeded the state
changes and the listeners are told. A failing journal stops the session; a failing listener is logged and the
session goes on.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from simulator.core import engine
from simulator.core.actions import Action, Finish, Perform
from simulator.core.events import Event
from simulator.core.scene import Scene, frozen_map
from simulator.core.state import State, after, at_start

_log = logging.getLogger(__name__)

MODES = ("learn", "practise", "assess")

Listener = Callable[[Sequence[Event], State], None]


class Recorder(Protocol):
    """What a session needs of its journal: each call returns when the line is safe, or raises."""

    def action(self, action: Action, events: Sequence[Event]) -> None:
        """Record an order and what followed."""

    def tick(self, to_s: float, events: Sequence[Event]) -> None:
        """Record what came to its end by `to_s`."""


class Session:
    """The running session. Times are seconds since its start and come from the caller."""

    def __init__(self, scene: Scene, mode: str, recorder: Recorder) -> None:
        if mode not in MODES:
            raise ValueError(f"unknown mode {mode!r}")
        self.scene = scene
        self.mode = mode
        self.state = at_start(scene)
        self.events: list[Event] = []
        self._recorder = recorder
        self._listeners: list[Listener] = []

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
        """Let time pass; what came to its end is recorded and told."""
        to_s = round(to_s, 3)
        events = engine.advance(self.scene, self.state, to_s)
        if events:
            self._recorder.tick(to_s, events)
            self._tell(events)
        return events

    def _answer(self, action: Action) -> tuple[Event, ...]:
        events = engine.respond(self.scene, self.state, action)
        self._recorder.action(action, events)
        self._tell(events)
        return events

    def _tell(self, events: tuple[Event, ...]) -> None:
        for event in events:
            self.state = after(self.state, event)
        self.events.extend(events)
        for listener in self._listeners:
            try:
                listener(events, self.state)
            except Exception:  # noqa: BLE001 - a view of any kind may fail in any way; the session must go on
                _log.exception("a view failed; the session goes on")
