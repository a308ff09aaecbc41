"""What the engine answers to each order, and what follows when time passes."""

from dataclasses import replace

from simulator.core import events as ev
from simulator.core.actions import Finish, Perform
from simulator.core.engine import advance, refusal, respond
from simulator.core.scene import Stance, frozen_map
from simulator.core.state import State, after, at_start, holds
from tests.small_scene import SCENE


def run(*orders: Perform | Finish, state: State | None = None) -> tuple[State, list[ev.Event]]:
    state = state or at_start(SCENE)
    told: list[ev.Event] = []
    for order in orders:
        for event in respond(SCENE, state, order):
            state = after(state, event)
            told.append(event)
    return state, told


def pass_time(state: State, to_s: float) -> tuple[State, list[ev.Event]]:
    told = list(advance(SCENE, state, to_s))
    for event in told:
        state = after(state, event)
    return state, told


def kinds(told: list[ev.Event]) -> list[str]:
    return [type(event).__name__ for event in told]


def test_what_an_action_starts_holds_only_when_it_is_finished() -> None:
    state, _ = run(Perform(1.0, "hold", "lead"))
    assert not holds(SCENE, state, "by-hand")
    state, told = pass_time(state, 2.5)
    assert holds(SCENE, state, "by-hand")
    assert state.conditions["by-hand"].since_s == 2.5
    assert kinds(told) == ["ActionFinished", "ConditionStarted"]


def test_a_derived_condition_holds_while_one_of_its_parts_does() -> None:
    state, _ = run(
        Perform(0, "hold", "lead"), Perform(2, "fit", "aide", {"size": "small"}), Perform(7, "let-go", "lead")
    )
    assert not holds(SCENE, state, "by-hand")
    assert holds(SCENE, state, "held")


def test_hands_that_do_something_else_let_go_at_once() -> None:
    state, _ = run(Perform(0, "hold", "lead"))
    state, _ = pass_time(state, 2.0)
    state, told = run(Perform(3.0, "fit", "lead", {"size": "small"}), state=state)
    assert ev.ConditionEnded(3.0, "by-hand") in told
    assert not holds(SCENE, state, "held")


def test_a_word_of_command_leaves_the_hands_where_they_are() -> None:
    state, _ = run(Perform(0, "hold", "lead"), Perform(2, "turn", "lead"))
    assert holds(SCENE, state, "by-hand")


def test_orders_that_cannot_be_carried_out_are_refused_with_the_reason() -> None:
    state, _ = run(Perform(0, "turn", "lead"))
    reasons = [
        refusal(SCENE, state, *order)
        for order in (
            ("dance", "lead", {}),
            ("turn", "aide", {}),
            ("fit", "aide", {}),
            ("fit", "aide", {"size": "huge"}),
            ("say", "lead", {"size": "small"}),
            ("hold", "aide", {}),
            ("let-go", "lead", {}),
        )
    ]
    assert reasons == [
        (ev.Refusal.UNKNOWN_ACTION, "dance"),
        (ev.Refusal.NOT_THIS_PERSON, "aide"),
        (ev.Refusal.UNKNOWN_CHOICE, "size"),
        (ev.Refusal.UNKNOWN_CHOICE, "size"),
        (ev.Refusal.UNKNOWN_CHOICE, "size"),
        (ev.Refusal.BUSY, "aide"),
        (ev.Refusal.BUSY, "lead"),
    ]


def test_missing_and_preventing_conditions_are_named() -> None:
    state = at_start(SCENE)
    assert refusal(SCENE, state, "let-go", "lead", {}) == (ev.Refusal.MISSING, "by-hand")
    state, _ = run(Perform(0, "hold", "lead"))
    state, _ = pass_time(state, 5)
    assert refusal(SCENE, state, "hold", "aide", {}) == (ev.Refusal.PREVENTED, "by-hand")


def test_a_refused_order_changes_nothing() -> None:
    before = at_start(SCENE)
    state, told = run(Perform(0, "let-go", "lead"), state=before)
    assert kinds(told) == ["ActionRefused"]
    assert state == before


def test_stop_breaks_the_movement_off_and_brings_the_body_back() -> None:
    state, _ = run(Perform(0, "turn", "lead"))
    assert "lying" not in state.conditions
    state, told = run(Perform(1.2, "stop", "lead"), state=state)
    assert "lying" in state.conditions
    assert ev.PatientMoved(1.2, "found", 1.2) in told
    state, _ = pass_time(state, 10)
    assert "turned" not in state.conditions


def test_an_item_is_shown_by_the_model_that_was_chosen() -> None:
    state, _ = run(Perform(0, "fit", "aide", {"size": "large"}))
    assert state.items["collar"].current.model == "collar-large"
    assert state.items["collar"].current.place == "neck"


def test_hands_go_back_to_rest_but_a_hold_stays() -> None:
    state, _ = run(Perform(0, "hold", "lead"), Perform(0, "fit", "aide", {"size": "small"}))
    state, _ = pass_time(state, 9)
    assert state.people["lead"].current.left == "head.left"
    assert state.people["aide"].current.left is None
    assert state.people["aide"].current.at == "side"


def test_finishing_breaks_off_what_is_running_and_nothing_follows() -> None:
    state, told = run(Perform(0, "turn", "lead"), Finish(1.0))
    assert kinds(told)[-1] == "SessionFinished"
    assert state.running == ()
    _, told = run(Perform(2.0, "say", "lead"), state=state)
    assert [e.reason for e in told if isinstance(e, ev.ActionRefused)] == [ev.Refusal.OVER]


def test_time_never_runs_backwards() -> None:
    state, _ = run(Perform(5.0, "say", "lead"))
    _, told = run(Perform(1.0, "say", "lead"), state=state)
    assert min(event.at_s for event in told) == 5.0


def test_whoever_is_told_to_do_it_is_seen_doing_it() -> None:
    state, _ = run(Perform(0, "fit", "lead", {"size": "small"}))
    assert state.people["lead"].current.left == "neck.left"
    assert state.people["aide"].current.left is None


def test_what_names_no_station_is_done_where_the_person_is() -> None:
    rule = SCENE.actions["turn"]
    stance = Stance("", left="head.left", look="head")
    shown = replace(rule, show=replace(rule.show, people=frozen_map({"lead": stance})))
    scene = replace(SCENE, actions=frozen_map({**SCENE.actions, "turn": shown}))
    state = at_start(scene)
    for order in (Perform(0.0, "hold", "lead"), Perform(4.0, "turn", "lead")):
        for event in (*advance(scene, state, order.at_s), *respond(scene, state, order)):
            state = after(state, event)
    here = state.people["lead"].previous.at
    assert state.people["lead"].current == Stance(here, left="head.left", look="head")
    for event in advance(scene, state, 60.0):
        state = after(state, event)
    assert state.people["lead"].current.at == here != ""
