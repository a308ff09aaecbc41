"""What the judge says beyond the cases on disk: kinds of findings, laws, schools, words."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.explain import clock, number
from scoring.judge import judge
from scoring.progress import progress
from scoring.protocol import AnyOrder, OneOf, Optionally, Protocol, Repeat, Sequence, Step
from scoring.rubric import Item, Rubric, Section
from scoring.rules import Keep, Limit, Never, Reference, StepRule, Texts
from scoring.scorecard import FINDING_KINDS, Scorecard, to_json
from scoring.sentences import LANGUAGES, SENTENCES, TITLES
from scoring.trace import Act, Interval, Trace, Track
from tests.scoring.spinal import PERFECT, acts, changed, reference, rubric, trace


def kinds(card: Scorecard) -> list[str]:
    return [finding.kind for finding in card.findings]


def small(*steps: StepRule, protocol: Protocol | None = None, **rest: object) -> Reference:
    tree = protocol or Protocol(Sequence(tuple(Step(rule.id) for rule in steps)))
    return Reference(tree, steps, **rest)  # type: ignore[arg-type]


def done(*actions: str, every_s: float = 10.0) -> Trace:
    made = [Act(name, "r1", {}, index * every_s, index * every_s + 2.0) for index, name in enumerate(actions)]
    return Trace(tuple(made), (), (), len(actions) * every_s)


A, B, C = StepRule("a", "a", points=2), StepRule("b", "b", points=3), StepRule("c", "c", points=5)
TEN = Rubric("ten", of=10, pass_percent=60)


def test_every_kind_has_words_in_every_language() -> None:
    for table in (TITLES, SENTENCES):
        families = {row.split(".")[0] for row in table}
        assert families == set(FINDING_KINDS)
        assert all(set(row) == set(LANGUAGES) for row in table.values())


def test_too_late_counts_from_another_step_or_the_start() -> None:
    late = replace(B, within_s=(5.0, "a"))
    card = judge(small(A, late), TEN, done("a", "b"))
    assert kinds(card) == ["too_late"]
    assert card.findings[0].evidence["took_s"] == 10.0
    assert "5 s later than the 5 s allowed" in card.findings[0].text["en"]
    assert kinds(judge(small(A, replace(B, within_s=(12.0, None))), TEN, done("a", "b"))) == []
    assert kinds(judge(small(A, replace(B, within_s=(11.9, None))), TEN, done("a", "b"))) == ["too_late"]


def test_too_slow_is_the_act_s_own_duration() -> None:
    brisk = replace(A, at_most_s=1.5, critical=True, critical_kinds=frozenset({"too_slow"}))
    card = judge(small(brisk), TEN, done("a"))
    assert kinds(card) == ["too_slow"]
    assert card.critical == ("a",)
    assert not card.passed


def test_a_refused_act_is_no_act_but_may_be_evidence() -> None:
    never = Never("no-b", ("b",), attempts=True, points=1)
    tried = Trace((Act("a"), Act("b", outcome="refused")), (), (), 1.0)
    card = judge(small(A, nevers=(never,)), TEN, tried)
    assert kinds(card) == ["forbidden_act"]
    assert "tried" in card.findings[0].text["en"]
    assert kinds(judge(small(A, nevers=(replace(never, attempts=False),)), TEN, tried)) == []


def test_a_stopped_act_does_no_step_but_its_touch_counts() -> None:
    never = Never("touch", touching=True, until_step="b")
    stopped = Trace((Act("a", outcome="stopped", touches=True), Act("b", start_s=5, end_s=6)), (), (), 9.0)
    assert sorted(kinds(judge(small(A, B, nevers=(never,)), TEN, stopped))) == ["forbidden_act", "missed"]


@pytest.mark.parametrize(
    ("never", "found"),
    [
        (Never("n", ("x",), with_={"how": "bad"}), True),
        (Never("n", ("x",), with_={"how": ["worse", "bad"]}), True),
        (Never("n", ("x",), with_={"how": "good"}), False),
        (Never("n", ("x",), with_={"where": None}), False),
        (Never("n", by=("r1",)), True),
        (Never("n", ("x",), not_by=("r1",)), False),
        (Never("n", ("x",), unless="held"), False),
        (Never("n", ("x",), unless="strapped"), True),
        (Never("n", ("x",), while_="held"), True),
        (Never("n", ("x",), while_="strapped"), False),
        (Never("n", ("x",), from_step="a"), True),
        (Never("n", ("x",), until_step="a"), False),
        (Never("n", ("x",), from_step="b"), False),
        (Never("n", ("x",), touching=True), False),
    ],
)
def test_a_never_asks_all_its_filters(never: Never, found: bool) -> None:
    made = (Act("a", start_s=0, end_s=1), Act("x", "r1", {"how": "bad"}, 5, 6))
    what = Trace(made, (Interval("held", 4.0, 7.0),), (), 9.0)
    card = judge(small(A, protocol=Protocol(Step("a")), nevers=(never,)), TEN, what)
    assert kinds(card) == (["forbidden_act"] if found else ["extra"])


def test_a_track_over_its_limit_costs_by_the_distance() -> None:
    limit = Limit("twist", "twist", "peak", 10.0, worst=20.0, critical_over=18.0, points=8)
    for top, lost, critical in ((10.0, 0.0, False), (15.0, 4.0, False), (-19.0, 7.2, True), (50.0, 8.0, True)):
        track = Track("twist", "°", np.array([0.0, 1.0]), np.array([0.0, top]))
        card = judge(small(A, limits=(limit,)), TEN, replace(done("a"), tracks=(track,)))
        assert card.total == pytest.approx(10.0 - lost)
        assert bool(card.critical) == critical
        assert card.measures["limits"]["twist"]["value"] == abs(top)


def test_a_limit_during_acts_takes_the_worst_of_them() -> None:
    limit = Limit("twist", "twist", "peak", 10.0, worst=20.0, during=("a",), points=8)

    def track(at_s: float, top: float, where: str = "") -> Track:
        return Track("twist", "°", np.array([at_s, at_s + 0.5]), np.array([0.0, top]), where, "b" if top == 99 else "a")

    def act(name: str, at_s: float, outcome: str = "done") -> Act:
        return Act(name, "r1", {}, at_s, at_s + 1.0, outcome)  # type: ignore[arg-type]

    made = (act("a", 1.0, "stopped"), act("a", 5.0), act("b", 8.0))
    trace = Trace(made, (), (track(1.2, 15.0, "C5-C6"), track(5.2, 12.0), track(8.2, 99.0)), 20.0)
    card = judge(small(A, B, limits=(limit,)), TEN, trace)
    finding = next(one for one in card.findings if one.kind == "limit_exceeded")
    assert (finding.at_s, finding.evidence["act"], finding.evidence["value"]) == (1.7, 0, 15.0)
    assert "15° at C5-C6, worst at 00:01; the limit is 10°" in finding.text["en"]
    assert "15°，部位 C5-C6（00:01 最大）" in finding.text["zh"]


def test_several_acts_may_be_measured_as_one_and_only_some_persons() -> None:
    """Two series, the second wholly beyond the level: alone it is all of it, together with the first the half."""

    def series(start_s: float, actor: str, *values: float) -> Track:
        t_s = start_s + np.arange(len(values), dtype=float)
        return Track("depth", "mm", t_s, np.asarray(values, float), action="b", actor=actor)

    twice = replace(
        done("a", "b", "b"),
        tracks=(series(21.0, "r1", 40, 40), series(11.0, "r1", 55, 55), series(15.0, "r2", 10, 10, 10, 10)),
    )
    limit = Limit("shallow", "depth", "below", 0.2, worst=1.0, over=50.0, during=("b",), by=("r1",), points=10)
    (alone,) = [one for one in judge(small(A, B, limits=(limit,)), TEN, twice).findings if one.rule == "shallow"]
    assert (alone.evidence["value"], alone.evidence["count"], alone.evidence["of"]) == (1.0, 2, 2)
    both = replace(limit, together=True)
    (found,) = [one for one in judge(small(A, B, limits=(both,)), TEN, twice).findings if one.rule == "shallow"]
    assert (found.evidence["value"], found.evidence["count"], found.evidence["of"]) == (0.5, 2, 4)
    assert (found.at_s, found.evidence["act"]) == (21.0, 2)
    grave = replace(both, critical_over=0.4, critical_level=45.0)
    assert judge(small(A, B, limits=(grave,)), TEN, twice).critical == ("shallow",)
    assert judge(small(A, B, limits=(replace(grave, critical_level=39.0),)), TEN, twice).critical == ()
    anybody = replace(both, by=())
    (found,) = [one for one in judge(small(A, B, limits=(anybody,)), TEN, twice).findings if one.rule == "shallow"]
    assert (found.evidence["count"], found.evidence["of"], found.at_s) == (6, 8, 15.0)


def test_a_limit_without_a_track_says_nothing_unless_its_act_was_left_out() -> None:
    limit = Limit("twist", "twist", "peak", 10.0, during=("a",), points=8)
    assert kinds(judge(small(A, B, limits=(limit,)), TEN, done("a", "b"))) == []
    card = judge(small(A, B, limits=(limit,)), TEN, done("b"))
    assert sorted((one.kind, one.rule) for one in card.findings) == [("missed", "a"), ("missed", "twist")]
    assert judge(small(A, B, limits=(limit,)), TEN, done("b")).total < 3.0


def test_a_stretch_beyond_a_level_is_told_in_seconds() -> None:
    limit = Limit("red", "risk", "longest_over", 0.5, over=0.6, critical_over=0.5, points=1)
    track = Track("risk", "", np.array([0.0, 0.1, 0.9, 1.0]), np.array([0.0, 0.72, 0.72, 0.0]))
    card = judge(small(A, limits=(limit,)), TEN, replace(done("a"), tracks=(track,)))
    assert card.critical == ("red",)
    assert (
        "above 0.6 for 0.8 s at a stretch, worst at 00:00 with 0.72; 0.5 s are allowed" in card.findings[0].text["en"]
    )


def test_gaps_share_the_points_by_their_length() -> None:
    keep = Keep("hold", "held", "a", "c", max_gap_s=0.3, full_loss_s=4.0, points=10)
    spans = ((0.0, 4.0), (4.2, 6.0), (7.0, 9.0), (10.0, None))
    intervals = tuple(Interval("held", start, end) for start, end in spans)
    rules = (replace(A, points=0), replace(B, points=0), replace(C, points=0))
    card = judge(small(*rules, keeps=(keep,)), TEN, replace(done("a", "b", "c"), intervals=intervals))
    assert [(one.at_s, one.points) for one in card.findings] == [(6.0, 2.5), (9.0, 2.5)]


def test_a_step_of_an_alternative_that_was_not_taken_costs_nothing() -> None:
    protocol = Protocol(OneOf((Sequence((Step("a"), Step("b"))), Step("c"))))
    keep = Keep("hold", "held", "a", "b", points=5)
    card = judge(small(A, B, C, protocol=protocol, keeps=(keep,)), TEN, done("c"))
    assert card.total == 10.0
    assert not card.findings


def test_the_points_are_shared_by_the_steps_of_the_alternative_that_was_taken() -> None:
    tree = Protocol(Sequence((OneOf((Sequence((Step("a"), Step("b"))), Step("c"))), Step("d"))))
    scene = small(A, B, C, StepRule("d", "d", points=5), protocol=tree)
    for first in (("c",), ("a", "b")):
        assert judge(scene, TEN, done(*first)).total == 5.0
        assert judge(scene, TEN, done(*first, "d")).total == 10.0
    assert judge(scene, TEN, done("d")).total == 5.0
    lines = (Item("move", 6, ("a", "b", "c")), Item("rest", 4, ("d",)))
    sheet = replace(TEN, items=lines)
    assert judge(scene, sheet, done("b", "d")).total == 7.6  # the step a: two fifths of the line
    assert judge(scene, sheet, done("d")).total == 4.0


def test_a_line_of_the_way_that_was_not_taken_is_none_of_the_sheet() -> None:
    either = Protocol(Sequence((OneOf((Step("a"), Step("b"))), Step("c"))))
    sheet = replace(TEN, items=(Item("one", 2, ("a",)), Item("other", 3, ("b",)), Item("last", 5, ("c",))))
    card = judge(small(A, B, C, protocol=either), sheet, done("a"))
    assert (card.total, card.of) == (2.86, 10.0)  # 2 of the 7 points that were to be had
    parts = {"one": "ways", "other": "ways", "last": "rest"}
    items = tuple(replace(item, section=parts[item.id]) for item in sheet.items)
    fixed = replace(sheet, sections=(Section("ways", of=4), Section("rest", of=6)), items=items)
    assert judge(small(A, B, C, protocol=either), fixed, done("a")).total == 4.0
    alone = replace(fixed, items=fixed.items[1:])  # nothing else holds the four points of this section
    assert judge(small(A, B, C, protocol=either), alone, done("a")).of == 10.0


def test_a_repeated_step_that_is_missed_once_costs_its_part() -> None:
    protocol = Protocol(Repeat(Sequence((Step("a"), Step("b"), Step("c")))))
    card = judge(small(A, B, C, protocol=protocol), TEN, done("a", "b", "c", "a", "c"))
    assert [(one.kind, one.step, one.points) for one in card.findings] == [("missed", "b", 1.5)]


def test_the_second_of_two_equal_acts_is_the_repetition() -> None:
    card = judge(small(A, B), TEN, done("a", "a", "b"))
    assert [(one.kind, one.at_s) for one in card.findings] == [("repeated", 10.0)]


def test_a_step_done_too_early_is_out_of_order_and_names_what_it_overtook() -> None:
    card = judge(small(A, B, C), TEN, done("b", "a", "c"))
    assert [(one.kind, one.step, one.at_s) for one in card.findings] == [("out_of_order", "b", 0.0)]
    assert card.findings[0].evidence["before"] == ["a"]
    assert card.alignment.cost == 2


def test_a_step_done_too_late_is_out_of_order_and_names_what_went_before() -> None:
    card = judge(small(A, B, C), TEN, done("b", "c", "a"))
    assert [(one.kind, one.step, one.at_s) for one in card.findings] == [("out_of_order", "a", 20.0)]
    assert card.findings[0].evidence["after"] == ["b", "c"]


def test_a_second_look_before_the_move_is_no_look_after_it() -> None:
    before, after = StepRule("look-before", "look"), StepRule("look-after", "look")
    card = judge(small(before, A, after), TEN, done("look", "look", "a"))
    found = sorted((one.kind, one.step) for one in card.findings)
    assert found == [("missed", "look-after"), ("repeated", "look-before")]


def test_of_two_wrong_and_right_tries_the_right_one_is_taken() -> None:
    sized = StepRule("fit", "fit", with_={"size": "m"})
    made = (Act("fit", "", {"size": "l"}, 0, 1), Act("fit", "", {"size": "m"}, 5, 6))
    card = judge(small(sized), TEN, Trace(made, (), (), 9.0))
    found = card.findings[0]
    assert (found.kind, found.evidence["corrected_at_s"], found.points) == ("wrong_choice", 5, 2.5)
    card = judge(small(sized), TEN, Trace((replace(made[1], end_s=1), replace(made[0], start_s=7)), (), (), 9.0))
    assert kinds(card) == ["repeated"]


def test_one_sheet_may_put_several_rules_on_one_line() -> None:
    sheet = Rubric("sheet", of=14, items=(Item("ab", 6, ("a", "b")), Item("c", 8, ("c",))))
    assert judge(small(A, B, C), sheet, done("a", "c")).total == pytest.approx(14 - 6 * 3 / 5)
    assert judge(small(A, B, C), sheet, done()).total == 0.0


def test_a_school_may_change_order_and_vetoes() -> None:
    edge = small(A, B, protocol=Protocol(AnyOrder((Step("a"), Step("b"))), (("b", ("a",)),)))
    assert kinds(judge(edge, TEN, done("b", "a"))) == ["out_of_order"]
    other = replace(TEN, drop_after=(("b", "a"),), add_after=(("a", "b"),))
    assert kinds(judge(edge, other, done("b", "a"))) == []
    assert kinds(judge(edge, other, done("a", "b"))) == ["out_of_order"]
    strict = replace(TEN, critical={"a": True})
    assert judge(small(A, B), strict, done("b")).critical == ("a",)
    assert judge(small(A, B), replace(strict, ignored=frozenset({"a"})), done("b")).total == 10.0


def test_optional_steps_are_neither_missed_nor_extra() -> None:
    protocol = Protocol(Sequence((Step("a"), Optionally(Step("b")), Step("c"))))
    for performance in (done("a", "b", "c"), done("a", "c")):
        assert judge(small(A, B, C, protocol=protocol), TEN, performance).total == 10.0


def test_deductions_never_take_a_section_below_nothing() -> None:
    never = Never("n", ("x",), points=100)
    card = judge(small(A, nevers=(never,)), TEN, done("a", "x"))
    assert card.total == 0.0
    assert card.findings[0].points == 10.0


def test_texts_fall_back_and_are_whole() -> None:
    named = replace(A, texts=Texts(name={"en": "Wash"}, why={"en": "Germs."}, instead={"zh": "洗手。"}))
    text = judge(small(named), TEN, done()).findings[0].text
    assert text["en"] == "“Wash” was not done. Germs. 洗手。"
    assert text["zh"] == "未做“Wash”。Germs.洗手。"


def test_a_scorecard_is_plain_data_of_the_promised_shape() -> None:
    plain = json.loads(json.dumps(to_json(judge(reference(), rubric(), trace(acts(PERFECT[:9]))))))
    assert list(plain) == [
        "scene", "scene_sha256", "rubric", "total", "of", "percent", "passed", "critical", "sections", "findings",
        "alignment", "measures",
    ]  # fmt: skip
    assert all(
        list(one) == ["kind", "step", "at_s", "points", "critical", "text", "evidence"] for one in plain["findings"]
    )
    assert all(set(one["text"]) == {"en", "zh"} for one in plain["findings"])


def test_words_for_times_and_numbers() -> None:
    assert (clock(0.0), clock(331.9), clock(3600.0)) == ("00:00", "05:31", "60:00")
    assert (number(2.0), number(0.4), number(0.04), number(12.34)) == ("2", "0.4", "0.04", "12.3")


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_any_legal_order_scores_full(rng: random.Random) -> None:
    """Random orders that keep the protocol's order: each next act is one of those that may come next."""
    made: list[Act] = []
    steps = {rule.id: rule for rule in reference().steps}
    at_s = 0.0
    while not (now := progress(reference(), made)).finished:
        at_s += 9.0
        perfect = {one.action: one for one in acts()}
        made.append(replace(perfect[steps[rng.choice(now.open)].action], start_s=at_s, end_s=at_s + 5.0))
    card = judge(reference(), rubric(), trace(made))
    assert (card.total, card.passed, card.alignment.cost) == (100.0, True, 0)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(range(len(PERFECT))), min_size=1, max_size=6, unique=True))
def test_leaving_out_never_raises_the_score(places: list[int]) -> None:
    made = acts()
    before = judge(reference(), rubric(), trace(made)).total
    for place in sorted(places, reverse=True):
        made = [*made[:place], *made[place + 1 :]]
        card = judge(reference(), rubric(), trace(made))
        assert card.total <= before
        before = card.total


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.permutations(acts()), st.integers(0, 26))
def test_points_add_up_for_any_performance(order: list[Act], count: int) -> None:
    made = [replace(one, start_s=10.0 * i, end_s=10.0 * i + 4.0) for i, one in enumerate(order[:count])]
    card = judge(reference(), rubric(), trace(made))
    assert sum(round(100 * one.points) for one in card.findings) == round(100 * (card.of - card.total))
    assert all(one.points >= 0 for one in card.findings)
    assert card == judge(reference(), rubric(), trace(made))


def test_the_wrong_person_is_named() -> None:
    card = judge(reference(), rubric(), trace(changed(acts(), "fit-collar", actor="r2")))
    assert "by rescuer 2; it is the task of rescuer 1" in card.findings[0].text["en"]
    assert "由救援者二完成，应由救援者一完成" in card.findings[0].text["zh"]


def test_the_learner_is_spoken_to() -> None:
    """A person whom the scene calls by the second person reads rightly inside a sentence."""
    names = {"actor:lead": {"en": "You", "zh": "你"}, "actor:r1": {"en": "Rescuer 1", "zh": "队员1"}}

    def said(by: tuple[str, ...], actor: str) -> tuple[str, str]:
        rule = replace(A, by=by)
        card = judge(small(rule, names=names), TEN, Trace((Act("a", actor, {}, 0.0, 2.0),), (), (), 5.0))
        return card.findings[0].text["en"], card.findings[0].text["zh"]

    assert said(("r1",), "lead") == (
        "“a” was done at 00:00 by you; it is the task of Rescuer 1.", "00:00，“a”由你完成，应由队员1完成。"
    )  # fmt: skip
    assert said(("lead",), "r1") == (
        "“a” was done at 00:00 by Rescuer 1; it is your task.", "00:00，“a”由队员1完成，应由你完成。"
    )  # fmt: skip
    assert said(("r1", "lead"), "") == (
        "“a” was done at 00:00 by nobody in particular; it is a task for Rescuer 1 or you.",
        "00:00，“a”未指定人员，应由队员1或你完成。",
    )


def test_what_costs_nothing_is_no_reproach() -> None:
    free = judge(small(A, B), TEN, done("a", "a", "b", "sing")).findings
    assert [one.points for one in free] == [0.0, 0.0]
    assert all("no points" in one.text["en"] and "不扣分" in one.text["zh"] for one in free)
    dear = judge(small(A, B), replace(TEN, shares={"repeated": 0.5}), done("a", "a", "b")).findings
    assert [one.points for one in dear] == [2.0]
    assert dear[0].text["en"] == "“a” was done once more at 00:10."
