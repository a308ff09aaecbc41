"""Any actions in any order keep the invariants of a session, and a journal always runs again to the same end."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.core import events as ev
from simulator.core.actions import Action, Finish, Perform
from simulator.core.engine import advance, respond
from simulator.core.scene import Scene
from simulator.core.state import State, after, at_start
from simulator.recording.journal import Head, JournalWriter
from simulator.recording.replay import drift, recorded
from simulator.scenefile import load
from simulator.session import Session
from tests.small_scene import SCENE

HEAD = Head("s", "small", "0" * 64, "0", "someone", "assess", 1, "2026-01-01T00:00:00Z")


def orders(scene: Scene) -> st.SearchStrategy[list[tuple[float, Action]]]:
    """Pauses (s) and orders: mostly sensible ones, sometimes unknown actions, persons and choices."""
    persons = [*scene.team, "nobody"]

    def with_choices(name: str) -> st.SearchStrategy[Action]:
        rule = scene.actions.get(name)
        choices = st.fixed_dictionaries(
            {c: st.sampled_from([*choice.options, "wrong"]) for c, choice in (rule.choices if rule else {}).items()}
        )
        likely = st.sampled_from(list(rule.by) if rule else persons)
        return st.builds(Perform, st.just(0.0), st.just(name), likely | st.sampled_from(persons), choices)

    actions = st.sampled_from([*scene.actions, "unknown"]).flatmap(with_choices)
    pauses = st.floats(0, 6, allow_nan=False)
    return st.lists(st.tuples(pauses, st.one_of(*[actions] * 30, st.just(Finish(0.0)))), max_size=40)


def dated(action: Action, at_s: float) -> Action:
    if isinstance(action, Finish):
        return Finish(at_s)
    return Perform(at_s, action.action, action.actor, action.choices)


def check(scene: Scene, state: State) -> None:
    """What must be true of every state."""
    assert set(state.conditions) <= {n for n, c in scene.conditions.items() if not c.any_of}
    busy = [p for run in state.running for p in {run.actor, *scene.actions[run.action].team}]
    assert len(busy) == len(set(busy)), "nobody does two things at once"
    for run in state.running:
        rule = scene.actions[run.action]
        assert run.start_s <= state.at_s <= run.until_s
        for name, held in state.conditions.items():
            still = held.holder in (run.actor, *rule.team) and scene.conditions[name].hands and rule.hands
            assert not still, "hands that do something hold nothing else"
    assert not (state.finished and state.running)


def play(scene: Scene, orders: list[tuple[float, Action]], ticks: bool) -> tuple[State, list[ev.Event]]:
    state, told, now = at_start(scene), list[ev.Event](), 0.0
    for pause, action in orders:
        if ticks:
            for share in (0.3, 0.7):
                state = _tell(scene, state, advance(scene, state, now + share * pause), told)
        now = round(now + pause, 3)
        state = _tell(scene, state, respond(scene, state, dated(action, now)), told)
    return state, told


def _tell(scene: Scene, state: State, events: tuple[ev.Event, ...], told: list[ev.Event]) -> State:
    for event in events:
        assert event.at_s >= state.at_s, "facts come in the order of time"
        state = after(state, event)
        told.append(event)
    check(scene, state)
    return state


SCENES = [
    loaded.scene
    for path in sorted((Path(__file__).parents[2] / "scenes").glob("*/scene.yaml"))
    if (loaded := load(path)).scene is not None
]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.id)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_actions_of_every_scene_keep_the_invariants(scene: Scene, data: st.DataObject) -> None:
    play(scene, data.draw(orders(scene)), ticks=False)


@given(orders(SCENE))
def test_any_actions_in_any_order_keep_the_invariants(given_orders: list[tuple[float, Action]]) -> None:
    play(SCENE, given_orders, ticks=False)


@given(orders(SCENE))
def test_how_often_the_clock_ticks_changes_nothing(given_orders: list[tuple[float, Action]]) -> None:
    assert play(SCENE, given_orders, ticks=True) == play(SCENE, given_orders, ticks=False)


@given(orders(SCENE))
@settings(max_examples=40, deadline=None)
def test_a_journal_runs_again_to_the_same_state(given_orders: list[tuple[float, Action]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "session.jsonl"
        writer = JournalWriter(path, HEAD)
        session = Session(SCENE, "assess", writer)
        now = 0.0
        for pause, action in given_orders:
            session.tick(now + pause / 2)
            now += pause
            if isinstance(action, Finish):
                session.finish(now)
            else:
                session.perform(now, action.action, action.actor, action.choices)
        writer.close()
        again = recorded(path)
        assert list(again.events) == session.events
        state = at_start(SCENE)
        for event in again.events:
            state = after(state, event)
        assert state == session.state
        assert drift(path, SCENE) is None
