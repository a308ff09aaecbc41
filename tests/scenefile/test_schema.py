"""What an editor underlines: nothing in a scene that is right, whole or a difference, and mistakes in both."""

from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from simulator.paths import scenes_dir
from simulator.scenefile import json_schema, load
from simulator.scenefile.document import parse
from simulator.scenefile.problems import has_errors
from simulator.scenefile.schema import FIRST_LINE
from simulator.scenefile.template import TEMPLATE
from tests.scenefile.mutations import slips
from tests.scenefile.small import SCENE

SCENES = [SCENE, TEMPLATE / "scene.yaml", *sorted(scenes_dir().glob("*/scene.yaml"))]


@cache
def validator() -> Draft202012Validator:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def underlined(data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in validator().iter_errors(data)]


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.parent.name)
def test_nothing_is_underlined_in_a_scene_that_is_right(path: Path) -> None:
    assert underlined(parse(path.read_text("utf-8")).data) == []


HEAD = "extends: hand-washing\nid: other\n"
RIGHT = [
    "",
    "at_start:\n",
    "format: 1\nminutes: 5\n",
    "actions: {rub: {takes_s: 30}, air-dry: }\n",
    "actions: {rub: {show: {people: {r1: }, camera: }, using: }}\n",
    "patient: {vitals: {HR: 90, BP_DIA: }}\n",
    "equipment: {towel: {name: {en: Cloth}}}\n",
    "equipment: {towel: {name: Cloth}}\n",
    "never: {no-touch: , no-rush: {points: 3}}\n",
    "never: []\n",
    "twin: {add: [{action: rub, briefed: true}]}\n",
    "phases: {wash: {steps: [rub]}}\n",
    "rubrics: {standard: {items: {one: {points: 3}, two: }}}\n",
    "views: {side: {target: [0, 1, 2]}}\n",
    "protocol: [{step: rub}, {any_order: [[{step: a}, {step: b}], {optional: {step: c}}]}]\n",
]
WRONG = [
    "minuets: 3\n",
    "minutes: three\n",
    "actions: {rub: {takes_s: soon}}\n",
    "actions: {rub: {takez_s: 3}}\n",
    "actions: {rub: 3}\n",
    "actions: {Rub: {takes_s: 3}}\n",
    "never: {no-touch: {point: 3}}\n",
    "never: {No touch: {points: 3}}\n",
    "never: [{points: 3}]\n",
    "keep: 3\n",
    "twin: {add: {action: rub}}\n",
    "twin: {more: []}\n",
    "views: {side: {target: [0, 1]}}\n",
    "protocol: {rub: }\n",
    "protocol: [{stop: rub}]\n",
    "equipment: {towel: {name: {zh: 布}}}\n",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_difference_may_change_add_and_take_away(text: str) -> None:
    assert underlined(parse(HEAD + text).data) == []


@pytest.mark.parametrize("text", WRONG)
def test_mistakes_in_a_difference_are_underlined(text: str) -> None:
    assert underlined(parse(HEAD + text).data) != []


def test_a_difference_needs_its_name() -> None:
    assert underlined({"extends": "hand-washing"}) != []
    assert underlined({"extends": 3, "id": "other"}) != []


def test_what_is_right_for_the_program_is_right_for_the_editor(tmp_path: Path) -> None:
    """Of slips of the pen: a file that loads without errors is never underlined, whatever was changed."""
    loaded = 0
    for path in SCENES:
        folder = tmp_path / path.parent.name
        folder.mkdir()
        for slip in islice(slips(path.read_text("utf-8"), 11), 15):
            (folder / "scene.yaml").write_text(slip.text, "utf-8")
            if not has_errors(load(folder / "scene.yaml").problems):
                loaded += 1
                assert underlined(parse(slip.text).data) == [], (folder.name, slip.kind, slip.place)
    assert loaded >= 3


def test_an_editor_finds_the_schema_by_the_first_line(tmp_path: Path) -> None:
    from simulator.app.creating import SCHEMA_FILE, Titles, create

    for name, model in (("one", None), ("two", "spinal-flat-lift")):
        made = create(name, model, tmp_path, Titles())
        first = (made / "scene.yaml").read_text("utf-8").splitlines()[0]
        assert first == FIRST_LINE == f"# yaml-language-server: $schema=./{SCHEMA_FILE}"
        assert (made / SCHEMA_FILE).is_file()
