"""A file with a protocol only, and the schema for editors."""

import json
from pathlib import Path

import pytest

from simulator.core.procedure import Sequence, StepNode
from simulator.scenefile import json_schema, load, load_protocol
from simulator.scenefile.document import parse
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
