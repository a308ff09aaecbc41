"""What a proposal says beside the order: how often, by how much, by whom, with which choices, and what was kept."""

from scoring.protocol import Protocol, Sequence, Step
from scoring.trace import Act, Interval, Trace
from simulator.mining.keeping import Kept
from simulator.mining.performances import Known, performance
from simulator.mining.proposal import Proposal, propose
from simulator.mining.writing import keep_lines, protocol_lines, step_lines

KNOWN = Known({"first": "look", "hold": "hold", "second": "look"}, frozenset({"wait"}))


def act(action: str, start_s: float, end_s: float, actor: str = "ann", **choices: str) -> Act:
    return Act(action, actor, choices, start_s, end_s)


def trace(*acts: Act, held: tuple[tuple[str, float, float | None], ...] = ()) -> Trace:
    return Trace(acts, tuple(Interval(*one) for one in held), end_s=20.0)


ONE = trace(
    act("look", 0, 1, way="near"),
    act("hold", 2, 4, grip="firm"),
    act("wait", 4, 5),
    act("look", 6, 8, way="far"),
    act("tie", 9, 12, "bob"),
    held=(("held", 4.0, 12.0), ("tied", 12.0, None)),
)
TWO = trace(
    act("look", 1, 2, way="near"),
    act("hold", 2.5, 4, grip="firm"),
    act("look", 4.5, 8, way="near"),
    Act("tie", "bob", {}, 8, 8, "refused"),
    act("tie", 9, 12, "cid"),
    held=(("held", 4.0, 9.0), ("held", 9.0, 15.0), ("tied", 12.0, None)),
)


def proposal() -> Proposal:
    return propose({"one": ONE, "two": TWO}, KNOWN)


def test_acts_of_one_action_are_its_steps_in_turn_and_what_is_no_step_is_left_out() -> None:
    assert performance("one", ONE, KNOWN).run == ("first", "hold", "second", "tie")


def test_a_single_act_is_the_step_that_the_order_so_far_expects_there() -> None:
    order = Protocol(Sequence((Step("first"), Step("hold"), Step("second"))))
    late = trace(act("hold", 0, 1), act("look", 2, 3))
    assert performance("late", late, Known(KNOWN.steps, order=order)).run == ("hold", "second")
    assert performance("late", late, KNOWN).run == ("hold", "first")


def test_orders_say_how_often_and_by_how_much_at_least() -> None:
    found = {(one.later, one.earlier): one for one in proposal().orders}
    assert set(found) == {("hold", "first"), ("second", "hold"), ("tie", "second")}
    assert found["hold", "first"].performances == 2
    assert found["hold", "first"].least_s == 0.5
    assert found["tie", "second"].least_s == 1.0


def test_steps_say_by_whom_and_with_what() -> None:
    found = proposal()
    assert found.step("hold").with_ == {"grip": "firm"}
    assert found.step("second").with_ == {}
    assert found.step("second").chosen == {"way": {"far": 1, "near": 1}}
    assert found.step("tie").by == {"bob": 1, "cid": 1}


def test_a_condition_is_kept_as_long_as_it_held_in_all() -> None:
    assert proposal().kept == (Kept("held", "hold", "tie", 8.0),)


def test_a_gap_ends_what_was_kept() -> None:
    gap = trace(*ONE.acts, held=(("held", 4.0, 7.0), ("held", 7.1, 12.0)))
    assert propose({"one": gap, "two": TWO}, KNOWN).kept == ()


def test_the_text_has_the_evidence_beside_each_order() -> None:
    lines = protocol_lines(proposal())
    assert lines[0] == "# Proposed from 2 performances: one, two."
    assert lines[2] == "protocol:"
    assert lines[4].split("#") == ["  - step: hold    ", " after first in 2 of 2, by 0.5 s at least"]


def test_what_the_scene_lacks_is_written_for_its_author() -> None:
    found = proposal()
    names = {"tie": ('Tie "it"', "固定"), "held": ("Held", "保持")}
    step = step_lines(found, ["tie"], names, "all")
    assert step[0] == "  tie:"
    assert '    name: {en: "Tie \\"it\\"", zh: "固定"}' in step
    assert "    by: [bob, cid]  # bob 1, cid 1, of 2" in step
    keep = keep_lines(found, found.kept, names, ["held-kept"])
    assert keep[:4] == [
        "  - id: held-kept-2  # held all the time in 2 of 2, 8.0 s at least",
        "    condition: held",
        "    from: hold",
        "    until: tie",
    ]
