"""A scene as a difference to another: what merges, what is replaced, and where a problem points."""

from pathlib import Path

import pytest

from simulator.app.checking import problems_of
from simulator.app.demo import perform_script
from simulator.core.procedure import steps_of
from simulator.paths import scenes_dir
from simulator.scenefile import check, load
from simulator.scenefile.load import read_scene
from tests.scenefile.small import TEXT

HEAD = "format: 1\nextends: hand-washing\nid: other\ntitle: {en: Other, zh: 其他}\n"


def other(folder: Path, text: str, base: str = TEXT) -> Path:
    """The scene `other` beside the scene that it extends."""
    for name, words in (("hand-washing", base), ("other", text)):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "scene.yaml").write_text(words, "utf-8")
    return folder / "other" / "scene.yaml"


def test_mappings_merge_texts_and_lists_are_replaced_and_nothing_takes_away(tmp_path: Path) -> None:
    text = HEAD + (
        "minutes: 5\n"
        "patient: {vitals: {HR: 90, BP_DIA: }}\n"
        "equipment: {towel: {name: {en: Cloth}}}\n"
        "actions: {rub: {takes_s: 30}, air-dry: }\n"
        "steps: {air-dry: }\n"
        "protocol: [{step: turn-on}, {step: take-soap}, {step: rub}, {step: rinse}, {step: hold-arm},\n"
        "  {step: turn-off}, {step: wipe}]\n"
        "phases: {finish: {steps: [hold-arm, turn-off, wipe]}}\n"
    )
    loaded = check(other(tmp_path, text))
    scene = loaded.scene
    assert scene is not None, [str(problem) for problem in loaded.problems]
    assert (scene.id, scene.title.zh, scene.minutes, scene.level) == ("other", "其他", 5, 1)
    assert dict(scene.patient.vitals) == {"HR": 90, "BP_SYS": 128, "RR": 14, "SPO2": 98}
    assert (scene.equipment["towel"].name.en, scene.equipment["towel"].name.zh) == ("Cloth", "")
    assert (scene.actions["rub"].takes_s, scene.actions["rub"].on) == (30, ("hands",))
    assert "air-dry" not in scene.actions
    assert [step.step for step in steps_of(scene.protocol)][-2:] == ["turn-off", "wipe"]
    assert [(phase.id, phase.goal.en) for phase in scene.phases] == [
        ("wash", "Get your hands clean."),
        ("finish", "Get ready for the dressing."),
    ]


def test_entries_with_ids_are_changed_added_and_taken_away(tmp_path: Path) -> None:
    text = HEAD + (
        "never:\n"
        "  no-touch:\n"
        "  no-rush:\n"
        "    actions: [stop]\n"
        "    points: 3\n"
        "    section: team\n"
        "    name: {en: Stopped, zh: 停}\n"
        "    why: {en: Time., zh: 时间。}\n"
        "    instead: {en: Go on., zh: 继续。}\n"
        "keep: {arm-safe: {max_gap_s: 7}}\n"
    )
    scene = load(other(tmp_path, text)).scene
    assert scene is not None
    assert [(rule.id, rule.points) for rule in scene.never] == [("no-rush", 3)]
    assert [(rule.id, rule.max_gap_s, rule.points) for rule in scene.keep] == [("arm-safe", 7, 5)]


# (the difference, file and text at which the problem points, its words)
MISTAKES = [
    ("minuets: 3\n", "other", "minuets", "the key `minuets` is not known"),
    ("actions: {rub: {takes_s: soon}}\n", "other", "soon", "`actions.rub.takes_s` must be a number"),
    ("actions: {rub: {requires: [soped]}}\n", "other", "soped", "there is no condition `soped`"),
    ("actions: {rbu: }\n", "other", "rbu", "there is no `rbu` here to take away (did you mean `rub`?)"),
    ("never: {no-tuch: }\n", "other", "no-tuch", "there is no `no-tuch` here to take away (did you mean `no-touch`?)"),
    ("keep: {arm-safe: {condition: dri}}\n", "other", "dri", "there is no condition `dri`"),
    ("keep: {new: {condition: dry}}\n", "other", "new", "the key `from` is missing in `keep[2]`"),
    ("keep: {Bad Name: {condition: dry, from: rub, points: 0}}\n", "other", "Bad Name", "`keep[2].id` cannot be `Bad"),
    ("conditions: {soaped: }\n", "hand-washing", "soaped", "there is no condition `soaped`"),
    ("steps: {rinse: {points: 11}}\n", "hand-washing", "70}", "`hands` is of 70 points, but there are 71"),
    ("title: {en: Again}\n", "other", "title", "the key `title` stands here a second time"),
]  # fmt: skip


@pytest.mark.parametrize(("difference", "where", "points_at", "words"), MISTAKES, ids=[m[0][:30] for m in MISTAKES])
def test_a_problem_points_into_the_right_file(
    tmp_path: Path, difference: str, where: str, points_at: str, words: str
) -> None:
    path = other(tmp_path, HEAD + difference)
    found = [problem for problem in load(path).problems if words in str(problem)]
    assert found, [str(problem) for problem in load(path).problems]
    assert found[0].path == str(tmp_path / where / "scene.yaml")
    lines = Path(found[0].path).read_text("utf-8").splitlines()
    assert lines[found[0].line - 1][found[0].column - 1 :].startswith(points_at)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("extends: hand-wash\nid: other\n", ":1:10: there is no scene `hand-wash` to extend (did you mean `hand-w"),
        ("extends: ../secret\nid: other\n", ":1:10: `extends` must be the id of a scene"),
        ("extends: [a]\nid: other\n", ":1:10: `extends` must be the id of a scene"),
        ("extends:\nid: other\n", ":1:1: `extends` must be the id of a scene"),
        ("extends: other\nid: other\n", "there is no scene `other` to extend"),
        ("extends: hand-washing\ntitle: x\n", ":1:1: the key `id` is missing"),
    ],
)  # fmt: skip
def test_what_cannot_be_extended_is_said(tmp_path: Path, text: str, words: str) -> None:
    loaded = load(other(tmp_path, text))
    assert loaded.scene is None
    assert any(words in str(problem) for problem in loaded.problems), [str(problem) for problem in loaded.problems]


@pytest.mark.parametrize(
    ("base", "words"),
    [
        (TEXT.replace("minutes: 3", "minutes: 3\nextends: third"), "`hand-washing` extends another scene itself"),
        (TEXT.replace("minutes: 3", "minutes: [3"), "this [ ] is not closed"),
        ("- a\n", "this is no scene"),
        (TEXT.replace("minutes: 3", "minutes: three"), "`minutes` must be a whole number"),
    ],
)
def test_what_is_wrong_with_the_other_scene_is_told_there(tmp_path: Path, base: str, words: str) -> None:
    loaded = load(other(tmp_path, HEAD, base))
    assert loaded.scene is None
    assert any(words in str(problem) for problem in loaded.problems), [str(problem) for problem in loaded.problems]


def test_the_hash_is_of_the_merged_content(tmp_path: Path) -> None:
    written_out = TEXT.replace("id: hand-washing", "id: other").replace("minutes: 3", "minutes: 4")
    as_difference = HEAD.replace("title: {en: Other, zh: 其他}\n", "minutes: 4 # more\n")
    first = load(other(tmp_path, as_difference)).scene
    second = load(other(tmp_path, written_out)).scene
    assert first is not None
    assert second is not None
    assert first.sha256 == second.sha256
    later = load(other(tmp_path, as_difference, TEXT.replace("takes_s: 20", "takes_s: 21"))).scene
    assert later is not None
    assert later.sha256 != first.sha256


def test_every_value_of_a_merged_scene_has_a_place(tmp_path: Path) -> None:
    document, _, _ = read_scene(scenes_dir() / "spinal-flat-lift" / "scene.yaml")
    assert document.place(("actions", "lift-flat", "takes_s")).file == ""
    assert document.place(("actions", "fit-collar", "takes_s")).file.endswith("spinal-transport/scene.yaml")

    def walk(way: tuple[str | int, ...], data: object) -> None:
        assert way in document.values, way
        pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
        for key, value in pairs:
            walk((*way, key), value)

    walk((), document.data)


def test_a_list_whose_entries_have_no_ids_is_made_longer_or_replaced(tmp_path: Path) -> None:
    own = "actions: {rub: {on: {add: [forearm]}}, rinse: {on: [forearm]}}\n"
    loaded = check(other(tmp_path, HEAD + "minutes: 4\n" + own))
    before = check(tmp_path / "hand-washing" / "scene.yaml").scene
    assert loaded.scene is not None, [str(problem) for problem in loaded.problems]
    assert before is not None
    assert loaded.scene.actions["rub"].on == (*before.actions["rub"].on, "forearm")
    assert loaded.scene.actions["rinse"].on == ("forearm",)


def test_a_problem_in_what_was_added_points_there(tmp_path: Path) -> None:
    own = "actions:\n  rub:\n    on:\n      add:\n        - elbows\n"
    (problem,) = [one for one in problems_of(other(tmp_path, HEAD + own)) if "elbows" in one.message]
    assert (problem.line, problem.column) == (9, 11)
    assert problem.path == str(tmp_path / "other" / "scene.yaml")


# How small a difference is, as a share of the flagship's file. The scoop and the helmet bring eight steps of their own.
SHARES = {"spinal-flat-lift": 0.15, "spinal-lift-and-slide": 0.15, "spinal-scoop": 0.27, "spinal-helmet": 0.27}
MOVES = {
    "spinal-flat-lift": {"lift-flat"},
    "spinal-lift-and-slide": {"lift-and-slide"},
    "spinal-scoop": {"left-half", "right-half"},
    "spinal-helmet": {"loosen-helmet", "slide-off", "roll-to-side"},
}


@pytest.mark.parametrize("name", SHARES)
def test_the_variants_are_small_and_proved(name: str) -> None:
    path = scenes_dir() / name / "scene.yaml"
    assert problems_of(path) == ()
    whole = (scenes_dir() / "spinal-transport" / "scene.yaml").read_bytes()
    assert len(path.read_bytes()) < SHARES[name] * len(whole)


@pytest.mark.parametrize("name", MOVES)
def test_the_reference_learner_of_a_variant_loses_no_point(tmp_path: Path, name: str) -> None:
    done = perform_script(name, scenes_dir() / name / "reference.yaml", tmp_path / "out")
    assert (done.judged.card.percent, done.judged.card.passed, done.judged.card.findings) == (100.0, True, ())
    assert MOVES[name] <= {movement.action for movement in done.kept.movements}
