"""Laws of the score, on the flagship scene itself: from actions through the engine to the judgement."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.learners.runs import in_order, refusals
from tests.learners.test_order import BEFORE, SOFT, closed

# The soft rule (pad before the straps) costs half a point; an order without a flaw keeps it too.
ASKED = {step: {*earlier, *((SOFT[0],) if step == SOFT[1] else ())} for step, earlier in BEFORE.items()}
ORDERED = closed(ASKED)


@st.composite
def orders(draw: st.DrawFn) -> list[str]:
    """An order of all steps that the procedure allows."""
    left, done = sorted(ASKED), []
    while left:
        ready = [step for step in left if ASKED[step] <= set(done)]
        done.append(draw(st.sampled_from(ready)))
        left.remove(done[-1])
    return done


@settings(max_examples=25, deadline=None, derandomize=True)
@given(order=orders(), place=st.integers(0, len(ASKED) - 2))
def test_a_legal_swap_of_neighbours_changes_nothing(order: list[str], place: int) -> None:
    one, other = order[place : place + 2]
    session, judged = in_order(order)
    assert (judged.card.total, judged.card.alignment.cost, judged.card.findings) == (100.0, 0, ())
    if (one, other) in ORDERED:
        return
    order[place : place + 2] = [other, one]
    session, judged = in_order(order)
    assert not refusals(session)
    assert (judged.card.total, judged.card.alignment.cost, judged.card.findings) == (100.0, 0, ())


@settings(max_examples=25, deadline=None, derandomize=True)
@given(order=orders(), places=st.lists(st.integers(0, len(ASKED) - 1), min_size=1, max_size=4, unique=True))
def test_leaving_steps_out_never_raises_the_score(order: list[str], places: list[int]) -> None:
    total, cost = 100.0, 0
    for place in sorted(places, reverse=True):
        del order[place]
        judged = in_order(order)[1]
        assert judged.card.total < total or total == 0.0
        assert judged.card.alignment.cost > cost
        assert judged.card.findings
        total, cost = judged.card.total, judged.card.alignment.cost


@settings(max_examples=25, deadline=None, derandomize=True)
@given(order=orders(), places=st.lists(st.integers(0, len(ASKED) - 1), min_size=1, max_size=3))
def test_doing_a_harmless_step_again_takes_no_points(order: list[str], places: list[int]) -> None:
    """Looking, asking and speaking once more is told without reproach."""
    harmless = {"secure-scene", "ask-ready", "primary-survey", "recheck-patient"}
    again = [(place, order[place]) for place in sorted(set(places), reverse=True) if order[place] in harmless]
    for place, step in again:
        order.insert(place, step)
    judged = in_order(order)[1]
    assert judged.card.total == 100.0
    assert judged.card.alignment.cost == len(again)
    assert [finding.kind for finding in judged.card.findings] == ["repeated"] * len(again)
    assert all("costs no points" in finding.text["en"] for finding in judged.card.findings)
    assert all("不扣分" in finding.text["zh"] for finding in judged.card.findings)
