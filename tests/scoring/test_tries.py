"""Several tries at one thing, touches told once, and how a choice is quoted."""

from dataclasses import replace

from scoring.judge import judge
from scoring.rules import Never, StepRule, Texts, Wrong
from scoring.trace import Act, Trace
from tests.scoring.test_judge import TEN, A, B, small


def test_a_corrected_try_belongs_to_the_step_it_was_a_try_of() -> None:
    """Two steps ask for the same action: the wrong try beside the second is none of the first."""
    before = StepRule("wash-before", "wash", with_={"how": "whole"}, points=4)
    after = StepRule("wash-after", "wash", with_={"how": "whole"}, points=4)
    made = (
        Act("wash", "", {"how": "whole"}, 0, 2),
        Act("b", "", {}, 10, 12),
        Act("wash", "", {"how": "palms"}, 20, 22),
        Act("wash", "", {"how": "whole"}, 24, 26),
    )
    card = judge(small(before, replace(B, points=2), after), TEN, Trace(made, (), (), 30.0))
    assert [(one.kind, one.step, one.evidence["corrected_at_s"], one.points) for one in card.findings] == [
        ("wrong_choice", "wash-after", 24, 1.0)
    ]
    again = judge(
        small(before, replace(B, points=2), after),
        TEN,
        Trace((*made[:2], made[3], replace(made[3], start_s=40, end_s=42)), (), (), 50.0),
    )
    assert [(one.kind, one.step) for one in again.findings] == [("repeated", "wash-after")]


def test_a_grave_choice_after_the_right_one_is_no_mere_repetition() -> None:
    rule = replace(A, with_={"when": "now"}, wrong={"when": Wrong(share=1.0, critical=True)})
    first, second = Act("a", "", {"when": "now"}, 0, 2), Act("a", "", {"when": "later"}, 10, 12)
    card = judge(small(rule), TEN, Trace((first, second), (), (), 20.0))
    assert [(one.kind, one.at_s, one.points) for one in card.findings] == [("wrong_choice", 10, 10.0)]
    assert card.critical == ("a",)
    third = replace(first, start_s=14, end_s=16)
    card = judge(small(rule), TEN, Trace((first, second, third), (), (), 20.0))
    assert card.critical == ()
    assert ("wrong_choice", 14) in [(one.kind, one.evidence.get("corrected_at_s")) for one in card.findings]


def test_touches_before_their_time_are_told_once() -> None:
    never = Never("hands-off", touching=True, until_step="b", critical=True, texts=Texts(name={"en": "Touched"}))
    touched = [Act("look", "", {}, at, at + 1, touches=True) for at in (3.0, 9.0, 65.0)]
    card = judge(small(A, nevers=(never,)), TEN, Trace((Act("a", "", {}, 0, 1), *touched), (), (), 70.0))
    assert [(one.kind, one.at_s) for one in card.findings] == [("forbidden_act", 3.0)]
    assert card.findings[0].text["en"] == "At 00:03, and 2 times more until 01:05: Touched."
    once = judge(small(A, nevers=(never,)), TEN, Trace((Act("a", "", {}, 0, 1), touched[0]), (), (), 70.0))
    assert once.findings[0].text["en"] == "At 00:03: Touched."


def test_a_quotation_within_a_quotation_has_single_marks() -> None:
    said = {
        "choice:a/word": {"en": "before it", "zh": "电击前"},
        "value:a/word/clear": {"en": "“Clear!”, then the button", "zh": "“离开！”再按键"},
        "value:a/word/now": {"en": "“Now!”", "zh": "“电！”"},
    }
    rule = replace(A, with_={"word": "clear"})
    made = Trace((Act("a", "", {"word": "now"}, 0.0, 2.0),), (), (), 5.0)
    text = judge(small(rule, names=said), TEN, made).findings[0].text
    assert text["en"] == "At 00:00, in “a” (before it), “Now!” was chosen; right is “‘Clear!’, then the button”."
    assert text["zh"] == "00:00，“a”（电击前）选了“电！”，正确的是“‘离开！’再按键”。"
