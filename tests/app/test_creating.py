"""`manikin new`: a scene that checks and plays at once, or a copy that keeps every comment."""

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from simulator.app import creating
from simulator.app.checking import problems_of
from simulator.app.creating import SCHEMA_FILE, Titles, create, write_schema
from simulator.app.demo import perform_script
from simulator.app.problems import UserError
from simulator.paths import scenes_dir
from simulator.scenefile import load
from simulator.scenefile.edits import with_editor_line, with_values
from tests.program import SCENE, manikin


def test_a_new_scene_checks_without_a_problem_and_can_be_played(tmp_path: Path) -> None:
    made = create("my-scene", None, tmp_path / "scenes", Titles(zh="我的场景"))
    assert problems_of(made / "scene.yaml") == ()
    scene = load(made / "scene.yaml").scene
    assert scene is not None
    assert (scene.id, scene.title.en, scene.title.zh) == ("my-scene", "My scene", "我的场景")
    done = perform_script(str(made), made / "reference.yaml", tmp_path / "out")
    assert (done.judged.card.total, done.judged.card.passed, done.judged.card.findings) == (100.0, True, ())


def test_a_copy_differs_from_its_model_by_id_title_and_the_editors_line(tmp_path: Path) -> None:
    made = create("my-copy", SCENE, tmp_path, Titles("A copy: with “signs”", '副本 "1" \\'))
    before = (scenes_dir() / SCENE / "scene.yaml").read_text("utf-8").splitlines()
    after = (made / "scene.yaml").read_text("utf-8").splitlines()
    assert after[0] == "# yaml-language-server: $schema=./scene.schema.json"
    changed = [line for old, line in zip(before, after[1:], strict=True) if old != line]
    assert changed == ["id: my-copy", 'title: {en: "A copy: with “signs”", zh: "副本 \\"1\\" \\\\"}']
    assert problems_of(made / "scene.yaml") == ()
    scene = load(made / "scene.yaml").scene
    assert scene is not None
    assert scene.title.zh == '副本 "1" \\'
    assert "scene: my-copy" in (made / "reference.yaml").read_text("utf-8")
    assert (made / "picture.png").read_bytes() == (scenes_dir() / SCENE / "picture.png").read_bytes()


def test_the_schema_beside_the_scene_knows_its_keys(tmp_path: Path) -> None:
    made = create("my-scene", None, tmp_path, Titles())
    schema = json.loads((made / SCHEMA_FILE).read_text("utf-8"))
    data = YAML(typ="safe").load((made / "scene.yaml").read_text("utf-8"))
    whole = schema["else"]
    assert set(whole["required"]) <= set(data) <= set(whole["properties"])
    assert whole["additionalProperties"] is False
    write_schema(tmp_path / "other.json")
    assert json.loads((tmp_path / "other.json").read_text("utf-8")) == schema


@pytest.mark.parametrize("name", ["My scene", "", "../away", "a" * 61, "-a", "spinal-transport", "there", "con"])
def test_a_name_that_cannot_be_is_refused_and_nothing_is_made(tmp_path: Path, name: str) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(UserError):
        create(name, None, tmp_path, Titles())
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
    assert list((tmp_path / "there").iterdir()) == []


def test_a_model_with_errors_and_one_that_is_not_there_are_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken" / "scene.yaml"
    broken.parent.mkdir()
    broken.write_text("format: 1\n", "utf-8")
    for model in (str(broken.parent), "nowhere"):
        with pytest.raises(UserError):
            create("mine", model, tmp_path, Titles())
    assert not (tmp_path / "mine").exists()


def test_a_disk_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(creating, "schema_text", fail)
    with pytest.raises(UserError, match="No space left"):
        create("mine", None, tmp_path, Titles())
    assert list(tmp_path.iterdir()) == []


def test_values_are_changed_where_they_stand() -> None:
    text = "a: 'x'  # why\nb:\n  - {c: \"1\", d: 2}\n  - |\n    long\n    text\n"
    assert with_values(text, {("a",): "y z", ("b", 0, "d"): "three"}) == (
        'a: "y z"  # why\nb:\n  - {c: "1", d: three}\n  - |\n    long\n    text\n'
    )
    with pytest.raises(ValueError, match="no single value"):
        with_values(text, {("b",): "x"})
    assert with_editor_line(with_editor_line(text)) == with_editor_line(text)


def test_the_commands_say_what_comes_next(tmp_path: Path) -> None:
    said = manikin("new", "mine", "--title", "Mine", home=tmp_path / "home", cwd=tmp_path)
    assert said.status == 0
    assert said.out.splitlines()[:2] == ["mine", "next: manikin check mine"]
    assert manikin("check", "mine", home=tmp_path / "home", cwd=tmp_path).status == 0
    assert "already" in manikin("new", "mine", home=tmp_path / "home", cwd=tmp_path).sentence()
    printed = manikin("schema", home=tmp_path / "home")
    assert json.loads(printed.out) == json.loads((tmp_path / "mine" / SCHEMA_FILE).read_text("utf-8"))
