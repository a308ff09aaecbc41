"""What was tried in vain, what came too late for another reason, and what was never in question: charged fairly."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.judge import judge
from scoring.protocol import Protocol, Sequence, Step
from scoring.rubric import Item, Rubric
from scoring.rules import Keep, Never, Reference, StepRule, Texts, Wrong
from scoring.scorecard import Finding, Scorecard
from scoring.trace import Act, Interval, Trace

TEN = Rubric("ten", of=10, pass_percent=60)
TURN = StepRule("turn", "turn", points=3, texts=Texts({"en": "Turned", "zh": "绞紧"}))
LOCK = StepRule("lock", "lock", points=5, texts=Texts({"en": "Locked", "zh": "锁定"}))
TAPE = StepRule("tape", "tape", points=2, texts=Texts({"en": "Taped", "zh": "粘贴"}))
STEPS = (TURN, LOCK, TAPE)
CHAIN = Reference(
    Protocol(Sequence(tuple(Step(rule.id) for rule in STEPS))),
    STEPS,
    names={"missing:turning": {"en": "Nobody turns it.", "zh": "没有人在转动。"}},
    opened_by={"missing:turning": ("turn",), "missing:locked": ("lock",)},
)


def act(name: str, at_s: float, barred: str | None = None, **choices: str) -> Act:
    if barred is None:
        return Act(name, "r1", choices, at_s, at_s + 2.0)
    return Act(name, "r1", choices, at_s, at_s, "refused", barred=barred)


def trace(*acts: Act, intervals: tuple[Interval, ...] = ()) -> Trace:
    return Trace(acts, intervals, (), 60.0)


def by_rule(card: Scorecard) -> dict[str, Finding]:
    return {one.rule: one for one in card.findings}


def test_a_step_that_was_tried_says_when_and_what_stood_in_its_way() -> None:
    tried = by_rule(judge(CHAIN, TEN, trace(act("lock", 10.0, "missing:turning"))))["lock"]
    assert (tried.kind, tried.at_s) == ("missed", 10.0)
    assert tried.text["en"].startswith("“Locked” was tried at 00:10 and could not be done: “Nobody turns it.”")
    assert tried.text["zh"].startswith("00:10 尝试“锁定”，未能完成：“没有人在转动。”")
    bare = by_rule(judge(CHAIN, TEN, trace(act("lock", 10.0, ""))))["lock"]
    assert bare.text["en"] == "“Locked” was tried at 00:10 and could not be done."


def test_what_could_not_be_done_for_want_of_a_step_costs_only_what_it_costs_beyond_it() -> None:
    card = judge(CHAIN, TEN, trace(act("lock", 10.0, "missing:turning"), act("tape", 20.0, "missing:locked")))
    found = by_rule(card)
    assert (found["turn"].points, found["lock"].points, found["tape"].points) == (3.0, 2.0, 0.0)
    assert [found[name].evidence["because_of"] for name in ("lock", "tape")] == [["turn"], ["turn"]]
    assert found["tape"].text["en"].endswith("This follows from “Turned: left out”; the points are taken once.")


def test_a_try_earns_nothing_of_what_the_candidate_fails_by_nor_a_box() -> None:
    tried = trace(act("lock", 10.0, "missing:turning"))
    grave = replace(CHAIN, steps=(TURN, replace(LOCK, critical=True), TAPE))
    found = by_rule(judge(grave, TEN, tried))["lock"]
    assert found.points == 5.0
    assert found.text["en"].endswith("This follows from “Turned: left out”.")
    boxes = Rubric("boxes", of=3, whole=True, items=tuple(Item(one.id, 1, (one.id,)) for one in STEPS))
    assert judge(CHAIN, boxes, tried).total == 0.0


def test_what_was_not_even_tried_costs_all_of_it() -> None:
    assert judge(CHAIN, TEN, trace()).total == 0.0
    assert judge(CHAIN, TEN, trace(act("turn", 0.0))).total == 3.0


def test_a_try_that_was_in_vain_for_another_reason_follows_from_nothing() -> None:
    found = by_rule(judge(CHAIN, TEN, trace(act("turn", 0.0), act("lock", 10.0, "missing:turning"))))
    assert "because_of" not in found["lock"].evidence
    assert found["lock"].points == 5.0


def test_what_was_let_go_twice_is_named_once_as_the_cause_of_a_try_in_vain() -> None:
    kept = Keep("held", "held", from_step="turn", texts=Texts({"en": "Hold", "zh": "固定"}))
    known = replace(CHAIN, keeps=(kept,), opened_by={"missing:held": ("held",)})
    held = (Interval("held", 0.0, 5.0), Interval("held", 6.0, 8.0))
    found = by_rule(judge(known, TEN, trace(act("turn", 0.0), act("lock", 20.0, "missing:held"), intervals=held)))
    assert found["lock"].evidence["because_of"] == ["held"]
    assert found["lock"].text["en"].count("“Hold: interrupted”") == 1


def test_a_try_that_was_made_good_is_no_finding() -> None:
    acts = (act("lock", 0.0, "missing:turning"), act("turn", 5.0), act("lock", 10.0), act("tape", 20.0))
    assert judge(CHAIN, TEN, trace(*acts)).findings == ()


@pytest.mark.parametrize("gone", range(3))
def test_not_to_try_never_earns_more(gone: int) -> None:
    acts = [act("turn", 0.0, "missing:x"), act("lock", 10.0, "missing:turning"), act("tape", 20.0, "missing:locked")]
    whole = judge(CHAIN, TEN, trace(*acts)).total
    del acts[gone]
    assert judge(CHAIN, TEN, trace(*acts)).total <= whole


LATE = replace(CHAIN, steps=(TURN, replace(LOCK, within_s=(5.0, "turn")), TAPE))


def test_late_and_out_of_order_is_one_thing() -> None:
    found = judge(LATE, TEN, trace(act("turn", 0.0), act("tape", 10.0), act("lock", 20.0))).findings
    assert {one.kind: one.points for one in found} == {"out_of_order": 1.0, "too_late": 0.25}  # the dearer: 1.25


def test_late_because_something_forbidden_was_done_first() -> None:
    dropped = Never("dropped", ("drop",), because_of=("lock",), points=2, texts=Texts({"en": "Dropped", "zh": "掉落"}))
    known = replace(LATE, nevers=(dropped,))
    found = by_rule(judge(known, TEN, trace(act("turn", 0.0), act("drop", 5.0), act("lock", 20.0), act("tape", 30.0))))
    assert (found["dropped"].points, found["lock"].points) == (2.0, 0.0)
    assert found["lock"].evidence["because_of"] == ["dropped"]


def test_what_a_sheet_gives_for_not_doing_wrong_is_not_earned_by_doing_nothing() -> None:
    sheet = Rubric("sheet", of=10, items=(Item("a", 5, ("turn", "lock", "tape")), Item("b", 5, ("clean",))))
    clean = Never("clean", ("lock",), unless="washed", texts=Texts({"en": "Locked unwashed", "zh": "未洗手锁定"}))
    known = replace(CHAIN, nevers=(clean,))
    card = judge(known, sheet, trace())
    assert card.total == 0.0
    assert by_rule(card)["clean"].text["en"].startswith("“Locked unwashed” could not be judged")
    kept = judge(known, sheet, trace(act("lock", 5.0), intervals=(Interval("washed", 0.0),)))
    assert "clean" not in by_rule(kept)
    assert "clean" not in by_rule(judge(known, TEN, trace()))  # no points hang on it there


def test_a_condition_that_held_from_the_start_needs_no_step_to_begin_it() -> None:
    awake = Keep("awake", "awake", from_step="turn", critical=True, texts=Texts({"en": "Awake", "zh": "清醒"}))
    known = replace(CHAIN, keeps=(awake,))
    assert "awake" not in by_rule(judge(known, TEN, trace(intervals=(Interval("awake", 0.0),))))
    broken = by_rule(judge(known, TEN, trace(intervals=(Interval("awake", 0.0, 50.0),))))["awake"]
    assert (broken.at_s, broken.evidence["seconds"]) == (50.0, 10.0)
    assert by_rule(judge(known, TEN, trace()))["awake"].evidence["never_begun"]


def test_a_line_that_is_given_or_not_is_lost_by_any_part_of_it() -> None:
    boxes = Rubric("boxes", of=2, whole=True, items=(Item("a", 1, ("turn", "lock")), Item("b", 1, ("tape",))))
    card = judge(CHAIN, boxes, trace(act("turn", 0.0), act("tape", 20.0)))
    assert (card.total, by_rule(card)["lock"].points) == (1.0, 1.0)
    both = judge(CHAIN, boxes, trace(act("tape", 20.0)))
    assert (both.total, sorted(one.points for one in both.findings)) == (1.0, [0.0, 1.0])
    assert judge(CHAIN, boxes, trace(act("turn", 0.0), act("lock", 10.0), act("tape", 20.0))).total == 2.0


def test_a_wrong_choice_whose_harm_stays_counts_after_the_right_one_in_every_school() -> None:
    sized = replace(LOCK, with_={"size": "m"}, wrong={"size": Wrong(1.0, critical=False, lasting=True)})
    known = replace(CHAIN, steps=(TURN, sized, TAPE))
    acts = (act("turn", 0.0), act("lock", 10.0, size="m"), act("lock", 20.0, size="l"), act("tape", 30.0))
    (found,) = judge(known, TEN, trace(*acts)).findings
    assert (found.kind, found.points, found.critical) == ("wrong_choice", 5.0, False)


def test_the_cause_of_most_lost_points_comes_first() -> None:
    """Of two things that cost the same by themselves the one that more follows from."""
    steps = (StepRule("a", "a", points=3), *STEPS)
    known = replace(CHAIN, protocol=Protocol(Sequence(tuple(Step(one.id) for one in steps))), steps=steps)
    tried = trace(act("lock", 10.0, "missing:turning"), act("tape", 20.0, "missing:locked"))
    card = judge(known, Rubric("r", of=13), tried)
    assert card.findings[0].rule == "turn"
