"""What happens by itself: after an unbroken time, at its exact moment, once, and told like everything else."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import events as ev
from simulator.core.actions import Action, Finish, Perform
from simulator.core.engine import advance, respond
from simulator.core.physiology.effects import Effects
from simulator.core.physiology.rules import PhysiologyRule
from simulator.core.scene import Condition, Happening, Scene, Show, Stance, frozen_map
from simulator.core.state import State, after, at_start
from simulator.recording.journal import Head, JournalWriter
from simulator.recording.replay import drift, recorded
from simulator.session import Session
from tests.small_scene import SCENE, text

WORSE = Condition(text("worse"))


def with_events(**events: Happening) -> Scene:
    conditions = frozen_map({**SCENE.conditions, "worse": WORSE})
    return replace(SCENE, conditions=conditions, events=frozen_map({k.replace("_", "-"): e for k, e in events.items()}))


def play(scene: Scene, *orders: Action, to_s: float = 0.0) -> tuple[State, list[ev.Event]]:
    state, told = at_start(scene), list[ev.Event]()
    for order in (*orders, None):
        for event in respond(scene, state, order) if order else advance(scene, state, to_s):
            assert event.at_s >= state.at_s, "facts come in the order of time"
            state = after(state, event)
            told.append(event)
    return state, told


def happened(told: list[ev.Event]) -> list[tuple[float, str]]:
    return [(event.at_s, event.event) for event in told if isinstance(event, ev.Happened)]


def test_it_happens_once_after_its_time_and_changes_conditions() -> None:
    scene = with_events(faints=Happening(30.0, while_=("lying",), starts=("worse",), ends=("lying",)))
    state, told = play(scene, to_s=100.0)
    assert told == [
        ev.Happened(30.0, "faints"),
        ev.ConditionEnded(30.0, "lying"),
        ev.ConditionStarted(30.0, "worse", ""),
    ]
    assert set(state.conditions) == {"worse"}


def test_a_break_lets_the_time_begin_anew() -> None:
    scene = with_events(slips=Happening(10.0, while_=("held",), starts=("worse",)))
    # The hands hold from 1.5 to 8 and, taken up again, from 11.5 on.
    _, told = play(
        scene, Perform(0, "hold", "lead"), Perform(8, "let-go", "lead"), Perform(10, "hold", "lead"), to_s=60
    )
    assert happened(told) == [(21.5, "slips")]


def test_a_derived_condition_is_not_broken_when_another_part_takes_over() -> None:
    scene = with_events(slips=Happening(10.0, while_=("held",), starts=("worse",)))
    orders = (Perform(0, "hold", "lead"), Perform(2, "fit", "aide", {"size": "small"}), Perform(7, "let-go", "lead"))
    assert happened(play(scene, *orders, to_s=60)[1]) == [(11.5, "slips")]


def test_hands_that_change_at_one_moment_are_no_break() -> None:
    waiting = at_start(with_events(slips=Happening(10.0, while_=("by-hand",), says=text("!")))).waiting["slips"]
    held = waiting.heard({"by-hand"}, 2.0)
    assert held.heard((), 5.0).heard({"by-hand"}, 5.0).due_s == 12.0
    assert held.heard((), 5.0).heard({"by-hand"}, 5.5).due_s == 15.5
    assert held.heard((), 5.0).due_s is None


def test_what_is_in_time_prevents_it_at_the_very_moment() -> None:
    scene = with_events(faints=Happening(6.0, unless=("by-collar",), starts=("worse",)))
    just, late = (Perform(at_s, "fit", "aide", {"size": "small"}) for at_s in (2.0, 2.1))  # it takes 4 s
    assert happened(play(scene, just, to_s=60)[1]) == []
    assert happened(play(scene, late, to_s=60)[1]) == [(6.0, "faints")]


def test_one_event_can_bring_about_another_and_one_that_comes_again_does() -> None:
    scene = with_events(
        first=Happening(5.0, starts=("worse",)),
        second=Happening(3.0, while_=("worse",), says=text("Oh")),
        moans=Happening(4.0, while_=("worse",), says=text("Ah"), again=True),
    )
    found = happened(play(scene, to_s=18.0)[1])
    assert found == [(5.0, "first"), (8.0, "second"), (9.0, "moans"), (13.0, "moans"), (17.0, "moans")]


def test_it_is_seen_on_the_stage() -> None:
    show = Show(people=frozen_map({"aide": Stance("head")}), items=frozen_map({"collar": "neck"}), patient="side")
    state, _ = play(with_events(comes=Happening(5.0, show=show)), to_s=5.0)
    assert state.people["aide"].current.at == "head"
    assert (state.items["collar"].current.place, state.patient.current) == ("neck", "side")


def test_nothing_happens_after_the_end() -> None:
    scene = with_events(faints=Happening(30.0, starts=("worse",)))
    assert happened(play(scene, Finish(20.0), to_s=100.0)[1]) == []


def test_an_event_is_no_effect_of_the_action_that_ended_at_the_same_moment() -> None:
    scene = replace(
        with_events(faints=Happening(4.0, starts=("worse",))),
        physiology=(PhysiologyRule("chest-bound", "fit", while_="worse"),),
    )
    effects = Effects(scene)
    for event in play(scene, Perform(0, "fit", "aide", {"size": "small"}), to_s=5.0)[1]:
        effects.hear(event)
    assert effects.now == frozenset()


BUSY = with_events(
    faints=Happening(7.0, while_=("lying",), unless=("held",), starts=("worse",), ends=("lying",)),
    moans=Happening(2.5, while_=("worse",), unless=("by-collar",), says=text("Ah"), again=True),
    rains=Happening(3.0, says=text("It rains")),
)
ORDERS = st.lists(
    st.tuples(st.floats(0, 6, allow_nan=False), st.sampled_from(["hold", "let-go", "fit", "turn", "stop"])), max_size=25
)


def _order(at_s: float, action: str) -> Perform:
    rule = BUSY.actions[action]
    return Perform(at_s, action, rule.by[0], {"size": "small"} if rule.choices else {})


@pytest.mark.parametrize("every_s", [0.05, 1.7])
@given(orders=ORDERS)
def test_how_often_the_clock_ticks_changes_nothing(every_s: float, orders: list[tuple[float, str]]) -> None:
    def told(ticks: bool) -> tuple[State, list[ev.Event]]:
        state, found, now = at_start(BUSY), list[ev.Event](), 0.0

        def take(events: tuple[ev.Event, ...]) -> None:
            nonlocal state
            for event in events:
                state = after(state, event)
                found.append(event)

        for pause, action in orders:
            then = round(now + pause, 3)
            while ticks and (now := now + every_s) < then:
                take(advance(BUSY, state, now))
            now = then
            take(respond(BUSY, state, _order(now, action)))
        return state, found

    assert told(ticks=True) == told(ticks=False)


@given(orders=ORDERS)
def test_it_is_recorded_and_a_journal_runs_again_to_the_same(orders: list[tuple[float, str]]) -> None:
    head = Head("s", "small", "0" * 64, "0", "someone", "assess", 1, "2026-01-01T00:00:00Z")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "session.jsonl"
        writer = JournalWriter(path, head)
        session = Session(BUSY, "assess", writer)
        now = 0.0
        for pause, action in orders:
            now += pause
            order = _order(now, action)
            session.perform(now, action, order.actor, order.choices)
        session.tick(now + 20.0)
        session.finish(now + 20.0)
        writer.close()
        kept = recorded(path)
        assert list(kept.events) == session.events
        assert (3.0, "rains") in happened(session.events)
        assert drift(path, BUSY) is None
