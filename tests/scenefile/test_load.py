"""A right file becomes a scene of the core, with everything that the author wrote."""

from pathlib import Path

import pytest

from simulator.core.procedure import AnyOrder, OneOf, Repeat, Sequence, StepNode, steps_of
from simulator.core.text import Text
from simulator.scenefile import Loaded, Severity, load
from tests.scenefile.small import SCENE, TEXT, changed, written


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(SCENE)


def test_the_small_scene_has_no_problems(loaded: Loaded) -> None:
    assert loaded.problems == ()
    assert loaded.scene is not None
    assert loaded.scene.learner == "nurse"


def test_texts_choices_and_numbers_arrive(loaded: Loaded) -> None:
    assert loaded.scene is not None
    scene = loaded.scene
    assert scene.title == Text("Hand washing", "洗手")
    assert scene.patient.injury == {"level": "forearm", "days": 3}
    assert scene.patient.vitals["SPO2"] == 98
    assert scene.actions["turn-on"].choices["way"].options["elbow"] == Text("elbow", "肘部")
    assert scene.actions["hold-arm"].show.people["helper"].left == "forearm.left"
    assert scene.conditions["arm-safe"].any_of == ("arm-held", "arm-on-rest")
    assert scene.steps["take-soap"].with_ == {"kind": ("liquid", "bar")}
    assert scene.steps["turn-on"].with_ == {"way": ("elbow",)}
    assert scene.steps["hold-arm"].within_of == "turn-on"
    assert scene.keep[0].from_step == "turn-on"
    assert scene.keep[0].until_step is None
    assert scene.never[0].section == "team"
    assert scene.rubrics["standard"]["sections"]["hands"]["of"] == 70
    assert scene.rubrics["standard"]["time"]["fail_s"] == 400
    assert scene.views["overview"].fov_deg == 40.0
    assert scene.views["arm"].target == (-0.4, 0.4, 0.8)


def test_the_protocol_keeps_its_shape(loaded: Loaded) -> None:
    assert loaded.scene is not None
    assert loaded.scene.protocol == Sequence(
        (
            StepNode("turn-on"),
            AnyOrder(
                (
                    Sequence((Repeat(Sequence((StepNode("take-soap"), StepNode("rub"))), 2), StepNode("rinse"))),
                    StepNode("hold-arm"),
                )
            ),
            OneOf(
                (
                    Sequence((StepNode("turn-off"), StepNode("wipe"))),
                    AnyOrder((StepNode("air-dry", ("rinse",)),)),
                )
            ),
        )
    )
    assert {node.step for node in steps_of(loaded.scene.protocol)} == set(loaded.scene.steps)


def test_the_hash_is_of_the_content_not_of_its_layout(tmp_path: Path, loaded: Loaded) -> None:
    assert loaded.scene is not None
    layouts = [
        "# another comment\n" + TEXT,
        changed(("title: {en: Hand washing, zh: 洗手}", 'title:\n  en: "Hand washing" # same\n  zh: 洗手')),
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + TEXT,
    ]
    for text in layouts:
        again = load(written(tmp_path, text)).scene
        assert again is not None
        assert again.sha256 == loaded.scene.sha256
    other = load(written(tmp_path, changed(("minutes: 3", "minutes: 4")))).scene
    assert other is not None
    assert other.sha256 != loaded.scene.sha256
    assert len(other.sha256) == 64
    # The order of keys is content: what an action shows is told in that order.
    turned = load(
        written(tmp_path, changed(("title: {en: Hand washing, zh: 洗手}", "title: {zh: 洗手, en: Hand washing}")))
    ).scene
    assert turned is not None
    assert turned.sha256 != loaded.scene.sha256


def test_yaml_1_2_means_that_no_and_dates_are_words(tmp_path: Path) -> None:
    text = changed(("summary: {en: Wash your hands before you change a dressing.", "summary: {en: no"))
    text = text.replace("injury: {level: forearm, days: 3}", "injury: {level: 2026-11-21, days: 010, note: 12:30}")
    scene = load(written(tmp_path, text)).scene
    assert scene is not None
    assert scene.summary.en == "no"
    assert scene.patient.injury == {"level": "2026-11-21", "days": 10, "note": "12:30"}


def test_a_missing_chinese_text_is_a_warning_and_shows_english(tmp_path: Path) -> None:
    text = changed(("title: {en: Hand washing, zh: 洗手}", "title: Hand washing"))
    loaded = load(written(tmp_path, text))
    assert loaded.scene is not None
    assert loaded.scene.title["zh"] == "Hand washing"
    (problem,) = loaded.problems
    assert problem.severity is Severity.WARNING
    assert str(problem).endswith("scene.yaml:4:8: warning: the Chinese text is missing (English is shown)")


def test_a_folder_of_another_name_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "scene.yaml"
    path.write_text(TEXT, "utf-8")
    loaded = load(path)
    assert loaded.scene is not None
    assert [(p.line, p.severity) for p in loaded.problems] == [(3, Severity.WARNING)]
