"""The words of the flagship scene: one meaning for one name, both languages, nothing that sounds like a form."""

from collections import defaultdict

from simulator.core.text import Text
from tests.learners.runs import flagship


def test_an_option_or_choice_means_one_thing_in_the_whole_scene() -> None:
    """Explanations name options by their ids alone."""
    meant: dict[str, set[Text]] = defaultdict(set)
    for action in flagship().actions.values():
        for name, choice in action.choices.items():
            meant[f"choice {name}"].add(choice.name)
            for option, text in choice.options.items():
                meant[f"option {option}"].add(text)
    assert {name: texts for name, texts in meant.items() if len(texts) > 1} == {}


def test_every_step_teaches_in_whole_sentences() -> None:
    for step in flagship().steps.values():
        for text in (step.why, step.instead):
            assert text.en[0].isupper(), step.id
            assert text.en.endswith("."), step.id
            assert text.zh.endswith("。"), step.id
        assert step.hint.en[-1] in ".?", step.id
        assert step.hint.zh[-1] in "。？", step.id
        for text in (step.name, step.why, step.instead, step.hint):
            assert len(text.en) <= 160, (step.id, len(text.en))
            assert any("一" <= sign <= "龥" for sign in text.zh), step.id


def test_a_hint_does_not_name_the_right_option() -> None:
    scene = flagship()
    for step in scene.steps.values():
        for name, right in step.with_.items():
            for option in right:
                text = scene.actions[step.action].choices[name].options[option]
                assert text.en not in step.hint.en
                assert text.zh not in step.hint.zh


def test_wrong_choices_are_really_there() -> None:
    scene = flagship()
    wrong = {
        (step.action, name, option)
        for step in scene.steps.values()
        for name, right in step.with_.items()
        for option in scene.actions[step.action].choices[name].options
        if option not in right
    }
    assert len(wrong) >= 18
    assert {"short", "tall", "reversed", "knees", "head-first", "sideways"} <= {option for *_, option in wrong}
    assert {"lay-out-stretcher", "cuddle-carry", "two-person-carry"} <= set(scene.actions)
