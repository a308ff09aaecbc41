"""The state of a session as a value, and how one event changes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from simulator.core import events as ev
from simulator.core.scene import Scene, Stance, frozen_map
from simulator.core.waiting import Waiting, waiting_at_start

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Move(Generic[T]):
    """Something on its way: where it was, where it goes, when it set out and how long it takes (s)."""

    previous: T
    current: T
    at_s: float = 0.0
    over_s: float = 0.0

    def share(self, t_s: float) -> float:
        """How much of the way is done at `t_s`: 0..1."""
        if t_s >= self.at_s + self.over_s:
            return 1.0
        return (t_s - self.at_s) / self.over_s if t_s > self.at_s else 0.0


@dataclass(frozen=True, slots=True)
class Held:
    """A condition that holds: since when, and who brought it about."""

    since_s: float
    holder: str


@dataclass(frozen=True, slots=True)
class Running:
    """An action that is going on."""

    action: str
    actor: str
    choices: Mapping[str, str]
    start_s: float
    until_s: float
    ended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as it is seen: which model, in which place."""

    model: str
    place: str


@dataclass(frozen=True, slots=True)
class State:
    """All that the next action depends on, and all that the stage shows. `waiting`: what may happen by itself."""

    at_s: float
    conditions: Mapping[str, Held]
    running: tuple[Running, ...]
    people: Mapping[str, Move[Stance]]
    items: Mapping[str, Move[Shown]]
    patient: Move[str]
    finished: bool = False
    waiting: Mapping[str, Waiting] = field(default_factory=lambda: frozen_map({}))

    def doing(self, person: str, scene: Scene) -> Running | None:
        """The running action that keeps `person` busy, if there is one."""
        for run in self.running:
            if person == run.actor or person in scene.actions[run.action].team:
                return run
        return None


def at_start(scene: Scene) -> State:
    """The state in which a session of `scene` begins (t = 0)."""
    return State(
        at_s=0.0,
        conditions=frozen_map({name: Held(0.0, "") for name in scene.at_start}),
        running=(),
        people=frozen_map({id_: Move(p.stance, p.stance) for id_, p in scene.team.items()}),
        items=frozen_map({id_: _placed(Shown(i.model, i.place)) for id_, i in scene.equipment.items()}),
        patient=Move(scene.patient.pose, scene.patient.pose),
        waiting=frozen_map(waiting_at_start(scene)),
    )


def holds(scene: Scene, state: State, condition: str) -> bool:
    """Does `condition` hold? A derived one (`any_of`) holds while one of its parts does."""
    parts = scene.conditions[condition].any_of
    if parts:
        return any(holds(scene, state, part) for part in parts)
    return condition in state.conditions


def after(state: State, event: ev.Event) -> State:
    """The state that follows from `event`."""
    return replace(_CHANGES[type(event)](state, event), at_s=max(state.at_s, event.at_s))


def _placed(shown: Shown) -> Move[Shown]:
    return Move(shown, shown)


def _refused(state: State, event: ev.ActionRefused) -> State:
    return state


def _started(state: State, event: ev.ActionStarted) -> State:
    run = Running(event.action, event.actor, event.choices, event.at_s, event.until_s, event.ended)
    return replace(state, running=(*state.running, run))


def _ended(state: State, event: ev.ActionFinished | ev.ActionStopped) -> State:
    gone = (event.action, event.actor, event.started_s)
    return replace(state, running=tuple(r for r in state.running if (r.action, r.actor, r.start_s) != gone))


def _condition_started(state: State, event: ev.ConditionStarted) -> State:
    held = {**state.conditions, event.condition: Held(event.at_s, event.holder)}
    return _with(state, held, event.at_s)


def _condition_ended(state: State, event: ev.ConditionEnded) -> State:
    return _with(state, {n: h for n, h in state.conditions.items() if n != event.condition}, event.at_s)


def _with(state: State, held: dict[str, Held], at_s: float) -> State:
    """The state in which these conditions hold; what waits for them hears of it."""
    waiting = {id_: one.heard(held, at_s) for id_, one in state.waiting.items()}
    return replace(state, conditions=frozen_map(held), waiting=frozen_map(waiting))


def _happened(state: State, event: ev.Happened) -> State:
    """It waits anew if it may come again, else no more."""
    waiting = dict(state.waiting)
    was = waiting.pop(event.event, None)  # a scene of today may not know what an older one recorded
    if was is not None and was.again:
        waiting[event.event] = replace(was, since_s=event.at_s, broken_s=None)
    return replace(state, waiting=frozen_map(waiting))


# How long a person takes to change stance on the stage: our own choice, so that movements look unhurried.
SETTLE_S = 0.9
WALK_S = 1.8


def _person_moved(state: State, event: ev.PersonMoved) -> State:
    before = state.people[event.person].current
    over_s = SETTLE_S if before.at == event.stance.at else WALK_S
    people = {**state.people, event.person: Move(before, event.stance, event.at_s, over_s)}
    return replace(state, people=frozen_map(people))


def _item_moved(state: State, event: ev.ItemMoved) -> State:
    move = Move(state.items[event.item].current, Shown(event.model, event.place), event.at_s, event.over_s)
    return replace(state, items=frozen_map({**state.items, event.item: move}))


def _patient_moved(state: State, event: ev.PatientMoved) -> State:
    return replace(state, patient=Move(state.patient.current, event.pose, event.at_s, event.over_s))


def _finished(state: State, event: ev.SessionFinished) -> State:
    return replace(state, finished=True)


_CHANGES: dict[type[ev.Event], Callable[[State, Any], State]] = {
    ev.ActionRefused: _refused,
    ev.ActionStarted: _started,
    ev.ActionFinished: _ended,
    ev.ActionStopped: _ended,
    ev.ConditionStarted: _condition_started,
    ev.ConditionEnded: _condition_ended,
    ev.PersonMoved: _person_moved,
    ev.ItemMoved: _item_moved,
    ev.PatientMoved: _patient_moved,
    ev.Happened: _happened,
    ev.SessionFinished: _finished,
}
