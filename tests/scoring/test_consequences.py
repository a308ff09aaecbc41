"""One cause is charged once: a forbidden act that follows from a step left out, late or done wrongly says so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scoring.judge import judge
from scoring.protocol import AnyOrder, OneOf, Protocol, Sequence, Step
from scoring.rubric import Item, Rubric
from scoring.rules import Keep, Limit, Never, Reference, StepRule, Texts, Wrong
from scoring.scorecard import Finding, Scorecard
from scoring.trace import Act, Interval, Trace

TEN = Rubric("ten", of=10, pass_percent=60)
WASH = StepRule("wash", "wash", points=3, texts=Texts({"en": "Hands washed", "zh": "洗手"}))
CUT = StepRule("cut", "cut", points=5, with_={"how": "deep"}, texts=Texts({"en": "Cut", "zh": "切开"}))
SEW = StepRule("sew", "sew", points=2)
DIRTY = Never(
    "dirty",
    ("cut",),
    unless="clean",
    because_of=("wash",),
    points=2,
    texts=Texts({"en": "Cut with dirty hands", "zh": "未洗手切开"}),
)
ORDER = Protocol(Sequence((Step("wash"), Step("cut"), Step("sew"))))


def reference(*nevers: Never, protocol: Protocol = ORDER) -> Reference:
    return Reference(protocol, (WASH, CUT, SEW), nevers=nevers)


def done(*names: str, clean: tuple[Interval, ...] = (), **choices: Any) -> Trace:
    acts = [Act(name, "r1", {"how": "deep"} | choices, at * 10.0, at * 10.0 + 2.0) for at, name in enumerate(names)]
    return Trace(tuple(acts), clean, (), len(names) * 10.0)


def by_rule(card: Scorecard) -> dict[str, Finding]:
    return {one.rule: one for one in card.findings}


def test_what_follows_from_a_step_left_out_takes_no_points_of_its_own() -> None:
    card = judge(reference(DIRTY), TEN, done("cut", "sew"))
    found = by_rule(card)
    assert (found["wash"].points, found["dirty"].points, card.total) == (3.0, 0.0, 7.0)
    assert found["dirty"].evidence["because_of"] == ["wash"]
    assert found["dirty"].text["en"].endswith("This follows from “Hands washed: left out”; the points are taken once.")
    assert found["dirty"].text["zh"].endswith("此项由“洗手：遗漏”引起，不重复扣分。")


def test_the_dearer_of_cause_and_consequence_counts() -> None:
    card = judge(reference(replace(DIRTY, points=4)), TEN, done("cut", "sew"))
    found = by_rule(card)
    assert (found["wash"].points, found["dirty"].points, card.total) == (3.0, 1.0, 6.0)
    assert "only what it costs beyond that is taken" in found["dirty"].text["en"]
    assert "只扣超出部分" in found["dirty"].text["zh"]


def test_what_a_cause_cost_counts_once_towards_all_that_follows_from_it() -> None:
    other = replace(DIRTY, id="messy", points=1)
    card = judge(reference(DIRTY, other), TEN, done("cut", "sew"))
    assert card.total == 7.0
    card = judge(reference(replace(DIRTY, points=2), replace(other, points=2)), TEN, done("cut", "sew"))
    assert sorted(one.points for one in card.findings) == [0.0, 1.0, 3.0]


def test_what_a_sheet_lists_as_a_deduction_stands_beside_its_cause() -> None:
    card = judge(reference(replace(DIRTY, beside_cause=True)), TEN, done("cut", "sew"))
    found = by_rule(card)
    assert (found["wash"].points, found["dirty"].points) == (3.0, 2.0)
    assert found["dirty"].text["en"].endswith("This follows from “Hands washed: left out”.")


def test_what_was_done_and_spoilt_again_is_a_cause_of_its_own() -> None:
    spoilt = (Interval("clean", 2.0, 5.0),)
    card = judge(reference(DIRTY), TEN, done("wash", "cut", "sew", clean=spoilt))
    assert [(one.rule, one.points) for one in card.findings] == [("dirty", 2.0)]
    assert "because_of" not in card.findings[0].evidence


@pytest.mark.parametrize(("order", "clean_from_s"), [(("cut", "wash", "sew"), 12.0), (("cut", "sew", "wash"), 22.0)])
def test_a_step_done_too_late_is_a_cause_too(order: tuple[str, ...], clean_from_s: float) -> None:
    """Whether the explanation calls the step late or the forbidden act early."""
    card = judge(reference(DIRTY), TEN, done(*order, clean=(Interval("clean", clean_from_s, None),)))
    early = next(one for one in card.findings if one.kind == "out_of_order")
    assert by_rule(card)["dirty"].evidence["because_of"] == [early.rule]
    assert card.total == 10.0 - max(early.points, 2.0)


def test_a_step_that_belongs_behind_the_act_is_no_cause_of_it() -> None:
    protocol = Protocol(Sequence((Step("cut"), Step("wash"), Step("sew"))))
    card = judge(reference(DIRTY, protocol=protocol), TEN, done("cut", "sew"))
    assert card.total == 5.0
    free = Protocol(AnyOrder((Step("cut"), Step("wash"), Step("sew"))))
    assert judge(reference(DIRTY, protocol=free), TEN, done("cut", "sew")).total == 7.0


def test_a_step_of_an_alternative_that_was_not_taken_is_no_cause() -> None:
    protocol = Protocol(Sequence((OneOf((Step("wash"), Step("cut"))), Step("sew"))))
    card = judge(reference(DIRTY, protocol=protocol), TEN, done("cut", "sew"))
    assert [one.rule for one in card.findings] == ["dirty"]
    assert card.findings[0].points > 0


def test_a_veto_stands_whatever_it_follows_from() -> None:
    card = judge(reference(replace(DIRTY, points=0, critical=True)), TEN, done("cut", "sew"))
    assert card.critical == ("dirty",)
    assert by_rule(card)["dirty"].text["en"].endswith("This follows from “Hands washed: left out”.")


def test_where_the_cause_is_not_on_the_sheet_the_consequence_costs_all_of_it() -> None:
    ignoring = replace(TEN, ignored=frozenset({"wash"}))
    found = by_rule(judge(reference(DIRTY), ignoring, done("cut", "sew")))
    assert set(found) == {"dirty"}
    assert found["dirty"].points == 2.86  # 2 of 7, scaled to 10


def test_what_no_step_could_have_allowed_follows_from_nothing() -> None:
    """Other faults that name no step, such as a limit that could not be measured, are no cause."""
    limit = Limit("depth", "depth", "peak", 5.0, during=("sew",), points=2)
    never = Never("no-cut", ("cut",), points=1)
    known = replace(reference(never), limits=(limit,))
    found = by_rule(judge(known, TEN, done("wash", "cut")))
    assert set(found) == {"sew", "depth", "no-cut"}
    assert "because_of" not in found["no-cut"].evidence


SPOIL = Never("spoilt", ("sew",), points=1)


def spoilt(*names: str, clean: tuple[Interval, ...]) -> dict[str, Finding]:
    steps = Protocol(Sequence((Step("wash"), Step("cut"))))
    first = replace(DIRTY, points=3, because_of=("wash", "spoilt"))
    return by_rule(judge(reference(first, SPOIL, protocol=steps), TEN, done(*names, clean=clean)))


def test_what_another_forbidden_act_has_spoilt_follows_from_that() -> None:
    found = spoilt("wash", "sew", "cut", clean=(Interval("clean", 2.0, 10.0),))
    assert found["dirty"].evidence["because_of"] == ["spoilt"]
    assert (found["spoilt"].points, found["dirty"].points) == (1.0, 2.0)


def test_what_was_made_good_in_between_is_no_cause() -> None:
    found = spoilt("wash", "sew", "wash", "cut", clean=(Interval("clean", 2.0, 10.0), Interval("clean", 22.0, 25.0)))
    assert "because_of" not in found["dirty"].evidence
    assert found["dirty"].points == 3.0
    found = spoilt("wash", "cut", "sew", clean=())
    assert "because_of" not in found["dirty"].evidence, "what comes later is no cause"


def test_a_veto_is_told_first_and_charged_after_its_cause() -> None:
    steps = Protocol(Sequence((Step("wash"), Step("cut"))))
    grave = replace(DIRTY, points=1, critical=True, because_of=("spoilt",))
    card = judge(reference(grave, SPOIL, protocol=steps), TEN, done("wash", "sew", "cut"))
    assert card.findings[0].rule == "dirty"
    assert (by_rule(card)["dirty"].points, by_rule(card)["spoilt"].points) == (0.0, 1.0)


def test_what_could_not_be_kept_since_it_was_never_begun_says_why() -> None:
    keep = Keep("clean-kept", "clean", from_step="wash", points=2, texts=Texts({"en": "Clean hands", "zh": "手部清洁"}))
    known = replace(reference(), keeps=(keep,))
    found = by_rule(judge(known, TEN, done("cut", "sew")))
    assert found["clean-kept"].evidence["because_of"] == ["wash"]
    assert found["clean-kept"].points > 0, "its points are earned by keeping it, and nothing was kept"
    assert found["clean-kept"].text["en"].endswith("This follows from “Hands washed: left out”.")
    ignoring = replace(TEN, ignored=frozenset({"wash"}))
    assert "because_of" not in by_rule(judge(known, ignoring, done("cut", "sew")))["clean-kept"].evidence
    let_go = judge(known, TEN, done("wash", "cut", "sew", clean=(Interval("clean", 2.0, 5.0),)))
    assert "because_of" not in by_rule(let_go)["clean-kept"].evidence


def test_a_line_of_its_own_is_not_earned_by_leaving_the_cause_out() -> None:
    sheet = replace(TEN, items=(Item("washed", 5, ("wash",)), Item("clean", 5, ("dirty",))))
    card = judge(reference(DIRTY), sheet, done("cut", "sew"))
    assert card.total == 0.0
    assert by_rule(card)["dirty"].text["en"].endswith("This follows from “Hands washed: left out”.")


def test_a_wrong_answer_that_is_forbidden_as_well_is_one_act() -> None:
    deep = replace(CUT, with_={"how": "flat"}, wrong={"how": Wrong(1.0)})
    never = Never("too-deep", ("cut",), with_={"how": ("deep",)}, points=2)
    known = replace(reference(never), steps=(WASH, deep, SEW))
    card = judge(known, TEN, done("wash", "cut", "sew"))
    found = {one.kind: one for one in card.findings}
    assert (found["wrong_choice"].points, found["forbidden_act"].points) == (5.0, 0.0)
    assert found["forbidden_act"].evidence["because_of"] == ["cut"]
    told = found["forbidden_act"].text["en"]
    assert "This is the same act as “Cut: wrong choice”; the points are taken once." in told


def test_while_one_state_lasts_it_is_told_once() -> None:
    never = replace(DIRTY, actions=("cut", "sew"))
    card = judge(reference(never), TEN, done("cut", "sew"))
    dirty = [one for one in card.findings if one.rule == "dirty"]
    assert len(dirty) == 1
    assert dirty[0].evidence["again"] == [1]
    assert "once more until 00:10" in dirty[0].text["en"]


def test_when_it_was_put_right_in_between_the_next_time_is_told_again() -> None:
    never = replace(DIRTY, actions=("cut", "sew"))
    for clean in (Interval("clean", 4.0, 6.0), Interval("clean", 3.0, 9.9)):
        card = judge(reference(never), TEN, done("cut", "sew", clean=(clean,)))
        assert sorted(one.at_s or 0.0 for one in card.findings if one.rule == "dirty") == [0.0, 10.0]


def test_the_same_for_a_reason_of_its_own_costs_all_of_it() -> None:
    """Once because nobody had washed, once more because it was spoilt again after washing."""
    known = reference(DIRTY, protocol=Protocol(Sequence((Step("wash"), Step("cut"), Step("sew")))))
    twice = done("cut", "wash", "cut", "sew", clean=(Interval("clean", 12.0, 15.0),))
    found = [one for one in judge(known, TEN, twice).findings if one.rule == "dirty"]
    assert [one.evidence.get("because_of") for one in found] == [None, None]
    late = done("cut", "sew", "wash", "cut", clean=(Interval("clean", 22.0, 25.0),))
    found = [one for one in judge(known, TEN, late).findings if one.rule == "dirty"]
    assert sorted(one.points for one in found) == [0.0, 2.0]


def test_an_act_that_is_forbidden_in_itself_is_told_every_time() -> None:
    never = Never("no-cut", ("cut",), points=2)
    card = judge(reference(never), TEN, done("wash", "cut", "cut", "sew"))
    assert [one.at_s for one in card.findings if one.rule == "no-cut"] == [10.0, 20.0]
