"""What every scripted learner gets from every score sheet stands in a file: a change must be seen by a person."""

import difflib

from tests.rubrics.performed import RUBRICS, SCRIPTS, card
from tests.rubrics.table import TABLE, text


def test_the_table_is_as_it_was_agreed() -> None:
    agreed, now = TABLE.read_text("utf-8").splitlines(), text().splitlines()
    told = "\n".join(difflib.unified_diff(agreed, now, "agreed", "now", lineterm="", n=0))
    assert not told, f"{told}\nIf this is meant: python -m tests.rubrics.table"


def test_full_marks_where_the_school_agrees() -> None:
    full = {
        (learner, rubric)
        for learner in ("perfect", "head-first", "slight-pull", "verb-not-number")
        for rubric in RUBRICS
        if card(learner, rubric).total == card(learner, rubric).of
    }
    assert full == {
        *(("perfect", rubric) for rubric in ("standard", "nremt-14", "flat-lift-100")),
        *(("head-first", rubric) for rubric in ("flat-lift-100", "hand-lock")),
        *(("verb-not-number", rubric) for rubric in ("standard", "nremt-14", "flat-lift-100")),
        ("slight-pull", "flat-lift-100"),
    }


def test_the_order_of_the_straps_depends_on_the_school() -> None:
    assert card("head-first", "standard").critical == ("head-before-torso",)
    assert card("head-first", "nremt-14").critical == ("head-before-torso",)
    assert card("head-first", "hand-lock").passed
    assert card("head-first", "hand-lock").findings == ()
    (late,) = card("perfect", "hand-lock").findings
    assert (late.kind, late.rule) == ("out_of_order", "strap-torso")
    assert late.points > 0


def test_a_slight_pull_is_a_setting_and_a_strong_one_is_not() -> None:
    costs = {rubric: [(f.rule, f.kind) for f in card("slight-pull", rubric).findings] for rubric in RUBRICS}
    assert costs["flat-lift-100"] == []
    for rubric in ("standard", "nremt-14", "hand-lock"):
        assert ("hold-head", "wrong_choice") in costs[rubric]
    for rubric in RUBRICS:
        assert any(f.rule == "hold-head" and f.points > 0 for f in card("e09-strong-pull", rubric).findings)


def test_counting_is_a_setting() -> None:
    lost = {rubric: sum(f.points for f in card("verb-not-number", rubric).findings if f.rule == "brief-team")
            for rubric in RUBRICS}  # fmt: skip
    assert lost.pop("hand-lock") > 0
    assert set(lost.values()) == {0}


def test_a_forbidden_carry_leaves_nothing_of_the_move_on_the_flat_lift_sheet() -> None:
    for learner in ("e10-carried-in-the-arms", "e10-shoulders-and-legs"):
        sections = {one.id: one for one in card(learner, "flat-lift-100").sections}
        assert sections["move"].total == 0
        assert sections["move"].of > 20
        assert not card(learner, "flat-lift-100").passed


def test_a_sheet_without_a_veto_vetoes_nobody() -> None:
    assert {card(learner, "flat-lift-100").critical for learner in SCRIPTS} == {()}


def test_fourteen_items_of_one_point() -> None:
    for learner in SCRIPTS:
        found = card(learner, "nremt-14")
        assert found.of == 14
        assert found.passed == (found.total >= 11 and not found.critical)


def test_a_school_does_not_contradict_itself() -> None:
    """Where a school orders or allows otherwise, it says why in its own words."""
    (late,) = card("perfect", "hand-lock").findings
    assert "With the head tied first" in late.text["en"]
    assert "先固定头部" in late.text["zh"]
    strong = next(f for f in card("e09-strong-pull", "flat-lift-100").findings if f.rule == "hold-head")
    assert "without pulling" not in strong.text["en"]
    early = next(f for f in card("head-first", "standard").findings if f.rule == "fix-head")
    assert "With the head tied first" not in early.text["en"]
