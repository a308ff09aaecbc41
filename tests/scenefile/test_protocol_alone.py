"""A file with a protocol only, and the schema for editors."""

import json
from pathlib import Path

import pytest

from simulator.core.procedure import Sequence, StepNode
from simulator.paths import scenes_dir
from simulator.presenting.told import problem_in_language
from simulator.scenefile import json_schema, load, load_protocol
from simulator.scenefile.document import parse
from simulator.scenefile.load import read_scene
from simulator.scenefile.shapes.judging import LoneStepShape, StepShape
from tests.scenefile.small import TEXT

CCC19 = Path(__file__).parents[1] / "cases" / "ccc19" / "protocol.yaml"


def test_the_reference_process_of_the_catheter_challenge_is_read() -> None:
    loaded = load_protocol(CCC19)
    assert loaded.problems == ()
    assert len(loaded.steps) == 29
    assert loaded.steps[0] == "prepare-implements"


@pytest.mark.parametrize("steps", ["steps: [b, a]\n", "steps: {a: A step, b: {en: Another, zh: 另一步}}\n", ""])
def test_steps_may_be_listed_named_or_left_out(tmp_path: Path, steps: str) -> None:
    path = tmp_path / "protocol.yaml"
    path.write_text(steps + "protocol: [{step: a}, {step: b}]\n", "utf-8")
    loaded = load_protocol(path)
    assert loaded.protocol == Sequence((StepNode("a"), StepNode("b")))
    assert loaded.steps == ("a", "b")
    assert loaded.problems == ()


@pytest.mark.parametrize(
    "step", ["", "{}", "{name: A}", "{name: {en: A, zh: 甲}}", "{action: x, points: 2, with: {size: s}}"]
)
def test_steps_may_say_what_a_scene_says_of_them(tmp_path: Path, step: str) -> None:
    path = tmp_path / "protocol.yaml"
    path.write_text(f"steps: {{a: {step}}}\nprotocol: [{{step: a}}]\n", "utf-8")
    loaded = load_protocol(path)
    assert loaded.problems == ()
    assert loaded.steps == ("a",)
    assert loaded.actions == ({"x": ("a",)} if "action" in step else {})


def test_a_step_that_stands_alone_knows_the_keys_of_a_scenes_step() -> None:
    assert set(LoneStepShape.model_fields) == set(StepShape.model_fields)


@pytest.mark.parametrize("scene", sorted(file.parent.name for file in scenes_dir().glob("*/scene.yaml")))
def test_the_steps_and_the_protocol_of_each_scene_are_read_alone(tmp_path: Path, scene: str) -> None:
    document, _, loaded = read_scene(scenes_dir() / scene / "scene.yaml")
    assert loaded.scene is not None
    path = tmp_path / "protocol.yaml"
    path.write_text(json.dumps({key: document.data[key] for key in ("steps", "protocol")}), "utf-8")
    alone = load_protocol(path)
    assert alone.problems == ()
    assert set(alone.steps) == set(loaded.scene.steps)


def test_what_is_wrong_in_a_step_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "protocol.yaml"
    path.write_text("steps: {a: {nmae: A}}\nprotocol: [{step: a}]\n", "utf-8")
    (told,) = map(str, load_protocol(path).problems)
    assert told.endswith("1:13: the key `nmae` is not known in `steps.a` (did you mean `name`?)")


def test_steps_may_have_the_names_of_the_log(tmp_path: Path) -> None:
    path = tmp_path / "protocol.yaml"
    path.write_text("protocol: [{step: Prepare Implements_1}, {step: 洗手}]\n", "utf-8")
    assert load_protocol(path).steps == ("Prepare Implements_1", "洗手")


def test_steps_that_are_not_in_both_places_are_told(tmp_path: Path) -> None:
    path = tmp_path / "protocol.yaml"
    path.write_text("steps: [wash, dry, rest]\nprotocol: [{step: wash}, {step: dri}]\n", "utf-8")
    told = [str(problem).removeprefix(f"{path}:") for problem in load_protocol(path).problems]
    assert told == [
        "1:15: the step `dry` does not stand in the protocol",
        "1:20: the step `rest` does not stand in the protocol",
        "2:33: there is no step `dri` (did you mean `dry`?)",
    ]


def test_a_protocol_of_thousands_of_steps_is_told_at_the_first_too_many(tmp_path: Path) -> None:
    path = tmp_path / "protocol.yaml"
    path.write_text("protocol:\n" + "".join(f"- step: s{number}\n" for number in range(500)), "utf-8")
    assert load_protocol(path).problems == ()
    path.write_text("protocol:\n" + "".join(f"- step: s{number}\n" for number in range(10_000)), "utf-8")
    (told,) = map(str, load_protocol(path).problems)
    assert told.removeprefix(f"{path}:") == (
        "502:3: the protocol holds 10000 steps, and 500 are the most (make several procedures of it)"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "protocol: [{step: a, any_order: [{step: b}]}]\n",
            "1:22: the key `any_order` is not known in `protocol[1]` (it is of another kind of entry: give it an entry "
            "of its own)",
        ),
        ("[a]\nb = 1\n", "2:1: this does not go on from the lines above (a file is keys with values)"),
        ("%YAML 9.9\n---\nprotocol: [{step: a}]\n", "1:1: directives (%) are not allowed (delete the line)"),
        ("steps: [a, b, a]\nprotocol: [{step: a}, {step: b}]\n", "1:15: warning: `a` stands twice in this list"),
        (
            "protocol:\n- any_order:\n" + "".join(f"  - {{step: s{n}, after: s{(n + 1) % 300}}}\n" for n in range(300)),
            "3:23: the order runs in a circle: `s1` before `s0` before `s299` before `s298` before `s297` before "
            "`s296` before `s295` before `s294` before ... before `s1` (take one `after` of it away)",
        ),
    ],
)
def test_what_is_wrong_is_said_in_words_that_help(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "protocol.yaml"
    path.write_text(text, "utf-8")
    assert str(load_protocol(path).problems[0]).removeprefix(f"{path}:") == said
    assert in_chinese(f"{path}:{said}")


def in_chinese(problem: str) -> bool:
    """Is nothing of the problem left in English but names?"""
    told = problem_in_language(problem, "zh")
    return not any(word in told for word in (" is ", " are ", " the ", "before", "twice"))


def test_a_scene_is_not_taken_for_a_protocol_nor_the_other_way_round(tmp_path: Path) -> None:
    path = tmp_path / "scene.yaml"
    path.write_text(TEXT, "utf-8")
    assert load_protocol(path).protocol is None
    path.write_text("protocol: [{step: a}]\n", "utf-8")
    missing = [p.message for p in load(path).problems]
    assert "the key `actions` is missing" in missing


def test_the_schema_knows_every_key_and_refers_to_nothing_that_is_not_there() -> None:
    schema = json_schema()
    text = json.dumps(schema)
    for name in parse(TEXT).data:
        assert name in schema["else"]["properties"], name
    assert schema["else"]["additionalProperties"] is False
    for part in text.split('"$ref": "')[1:]:
        reference = part.split('"')[0]
        assert reference.removeprefix("#/$defs/") in schema["$defs"]
    step = schema["$defs"]["StepShape"]
    assert {"with", "action", "points"} <= set(step["properties"])
    assert "with_" not in text
    assert {"from", "until"} <= set(schema["$defs"]["KeptShape"]["properties"])
