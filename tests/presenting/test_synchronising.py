"""Two performances in step, and when a step that was left out was due."""

import pytest

from scoring.scorecard import LaneAlignment, LaneMove, Scorecard
from simulator.presenting.due import due_s
from simulator.presenting.synchronising import beats


def card(*moves: LaneMove) -> Scorecard:
    alignment = LaneAlignment(0, 1.0, True, 0, moves)
    return Scorecard("s", "0", "r", "f", 1.0, 1.0, 100.0, 60.0, True, (), (), (), alignment, {})


def did(step: str, start_s: float, end_s: float) -> LaneMove:
    return LaneMove("matched", step, step, 0, start_s, end_s)


def left_out(step: str, pair: int | None = None) -> LaneMove:
    return LaneMove("missed", step, step, None, None, None, pair)


def test_beginnings_and_ends_of_common_steps_belong_together_and_the_rest_lies_between() -> None:
    own = card(did("a", 10, 20), did("c", 50, 60))
    other = card(did("a", 5, 10), did("b", 12, 14), did("c", 30, 35))
    found = beats(own, other, 100.0, 60.0)
    assert [found.other_at(t) for t in (0, 10, 20, 50, 60, 100)] == [0, 5, 10, 30, 35, 60]
    assert found.other_at(15) == pytest.approx(7.5)
    assert found.other_at(35) == pytest.approx(20.0)
    assert found.other_at(-5) == 0
    assert found.other_at(500) == 60


def test_time_never_runs_backwards_where_the_order_was_another_one() -> None:
    own = card(did("late", 5, 8), did("a", 10, 20), did("b", 30, 40))
    other = card(did("a", 10, 20), did("b", 30, 40), did("late", 50, 60))
    found = beats(own, other, 60.0, 70.0)
    shown = [found.other_at(t) for t in range(60)]
    assert shown == sorted(shown)
    assert found.other_at(30) == 30


def test_without_a_common_step_the_whole_is_stretched() -> None:
    found = beats(card(), card(did("a", 1, 2)), 10.0, 30.0)
    assert found.other_at(5) == 15


def test_a_step_was_due_when_what_comes_before_it_had_ended() -> None:
    found = due_s(card(left_out("first"), did("a", 3, 9), left_out("b"), did("c", 10, 12), left_out("d", pair=2)))
    assert found == {"first": 0.0, "b": 9.0}
