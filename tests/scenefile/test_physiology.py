"""What authors get wrong about injuries, effects and examinations."""

from pathlib import Path

import pytest

from simulator.core.physiology.rules import Examination, PhysiologyRule
from simulator.scenefile import load
from tests.scenefile.small import changed, written

INJURY = ("  injury: {level: forearm, days: 3}\n", "  injury: {{level: C5-C6, {}}}\n")
RULES = ("steps:\n  turn-on:\n    ref", "physiology:\n  - {}\nsteps:\n  turn-on:\n    ref")
LOOK = ("    answer: {en: It hurts., zh: 会疼。}\n", "    examines: {}\n")
ON = (
    "    answer: {en: It hurts., zh: 会疼。}\n",
    "    choices: {{how: {{name: how, options: {{far: far, near: near}}}}}}\n    examines: {}\n",
)
GOOD = "{effect: oxygen, action: rub, while: rubbed}"


@pytest.mark.parametrize(
    ("change", "said", "words", "hint"),
    [
        (INJURY, "grade: F", "there is no grade `F`", "known: A, B, C, D, E"),
        (INJURY, "cord: C9", "there is no segment of the cord `C9`", "from C1 to S5"),
        (RULES, "{effect: oxigen, action: rub}", "there is no effect `oxigen`", "did you mean `oxygen`?"),
        (RULES, "{effect: oxygen, action: rob}", "there is no action `rob`", "did you mean `rub`?"),
        (RULES, "{effect: oxygen, while: rubed}", "there is no condition `rubed`", "did you mean `rubbed`?"),
        (RULES, "{effect: oxygen}", "it is not said what has this effect", "add `action` or `while`"),
        (RULES, "{effect: oxygen, while: rubbed, choose: {way: elbow}}", "only an action has answers", "add `action`"),
        (RULES, "{effect: oxygen, action: rinse, while: rubbed}", "`rinse` does not start `rubbed`", ""),
        (RULES, "{effect: oxygen, action: turn-on, choose: {wey: elbow}}", "has no choice `wey`", "`way`?"),
        (LOOK, "{choice: how, extents: {far: all}}", "the action has no choice `how`", ""),
        (ON, "{choice: how, extents: {far: al, near: legs}}", "there is no extent `al`", "`all`?"),
        (ON, "{choice: how, extents: {fer: all, near: legs, far: all}}", "`how` cannot be `fer`", "`far`?"),
        (ON, "{choice: how, extents: {far: all}}", "it is not said how far `near` goes", ""),
    ],
)
def test_a_mistake_is_named_with_a_hint(
    tmp_path: Path, change: tuple[str, str], said: str, words: str, hint: str
) -> None:
    loaded = load(written(tmp_path, changed((change[0], change[1].format(said)))))
    found = [problem for problem in loaded.problems if words in problem.message]
    assert len(found) == 1, [str(problem) for problem in loaded.problems]
    assert hint in found[0].hint


def test_what_is_right_is_read(tmp_path: Path) -> None:
    rule = (RULES[0], RULES[1].format(GOOD))
    look = (ON[0], ON[1].format("{choice: how, extents: {far: asked, near: all}}"))
    injury = (INJURY[0], INJURY[1].format("grade: B, cord: C6"))
    loaded = load(written(tmp_path, changed(rule, look, injury)))
    assert loaded.scene is not None, [str(problem) for problem in loaded.problems]
    assert loaded.scene.physiology == (PhysiologyRule("oxygen", "rub", {}, "rubbed"),)
    assert loaded.scene.actions["touch-wound"].examines == Examination("how", {"far": "asked", "near": "all"})
    assert loaded.scene.patient.injury["cord"] == "C6"


def test_an_answer_beside_an_examination_and_a_choice_with_the_name_of_a_sign_are_refused(tmp_path: Path) -> None:
    both = (LOOK[0], LOOK[0] + "    examines: {choice: pulse, extents: {a: all, b: legs}}\n    choices: {pulse: "
            "{name: p, options: {a: a, b: b}}}\n")  # fmt: skip
    told = [problem.message for problem in load(written(tmp_path, changed(both))).problems]
    assert "the answer is made from what is examined, so no `answer` is shown" in told
    assert "a choice cannot be called `pulse`" in told


def test_answers_may_name_signs_and_nothing_else(tmp_path: Path) -> None:
    good = changed((LOOK[0], '    answer: {en: "{RR} a minute, {skin}", zh: "{RR}"}\n'))
    assert not [p for p in load(written(tmp_path, good)).problems if "placeholder" in p.message]
    bad = changed((LOOK[0], '    answer: {en: "{RX} a minute", zh: "{RR}"}\n'))
    assert [p.message for p in load(written(tmp_path, bad)).problems] == ["nothing fills the placeholder {RX}"]
