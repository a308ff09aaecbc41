"""The reference page is what the schema says, every key is explained, and the tutorial works as it stands."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from simulator.paths import scenes_dir
from simulator.scenefile import json_schema
from simulator.scenefile.meanings import MEANINGS, meaning_of
from simulator.scenefile.reference_page import reference_page
from simulator.scenefile.schema import whole_schema
from tests.program import manikin

FORMAT, TUTORIAL = scenes_dir() / "FORMAT.md", scenes_dir() / "README.md"


def shapes() -> dict[str, dict[str, Any]]:
    schema = whole_schema()
    return {"SceneShape": schema, **schema["$defs"]}


def test_the_reference_page_is_what_the_schema_says() -> None:
    assert FORMAT.read_text("utf-8") == reference_page()


def test_every_key_has_a_meaning_and_no_meaning_is_left_over() -> None:
    known = shapes()
    for name, shape in known.items():
        for key, said in shape.get("properties", {}).items():
            assert said["description"] == meaning_of(name, key)
            assert said["description"].endswith((".", "?")), (name, key)
    left = {(name, key) for name, keys in MEANINGS.items() for key in keys if key not in known[name]["properties"]}
    assert left == set()


def test_every_key_stands_on_the_page() -> None:
    page = FORMAT.read_text("utf-8")
    for name, shape in shapes().items():
        for key in shape.get("properties", {}) if name != "TextShape" else ():
            assert f"| `{key}` |" in page, (name, key)
    links = set(re.findall(r"\]\(#([a-z-]+)\)", page))
    assert links <= set(re.findall(r'<a id="([a-z-]+)"></a>', page))


def test_a_difference_may_leave_keys_out_in_the_schema_too() -> None:
    schema = json_schema()
    assert schema["if"] == {"required": ["extends"]}
    assert schema["then"]["required"] == ["extends", "id"]
    assert set(schema["then"]["properties"]) == {*schema["else"]["properties"], "extends"}
    assert {"actions", "protocol"} <= set(schema["else"]["required"])
    assert all("description" in said for said in schema["then"]["properties"].values())
    json.dumps(schema)


@pytest.mark.timeout(120)
def test_the_tutorial_works_as_it_stands(tmp_path: Path) -> None:
    blocks = re.findall(r"^```(\w+) ?(\S*)\n(.*?)^```", TUTORIAL.read_text("utf-8"), re.M | re.S)
    home, ran = tmp_path / "home", []
    for kind, name, text in blocks:
        if kind == "yaml":
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            continue
        for line in text.splitlines():
            program, *words = shlex.split(line)
            assert program == "manikin"
            said = manikin(*words, home=home, cwd=tmp_path)
            assert said.status == 0, (line, said)
            assert "Traceback" not in said.err
            if words[0] == "check":
                assert said.out == "", said.out
            ran.append(words[0])
    assert ran == ["new", "check", "check", "check", "perform", "score", "replay", "pack", "install"]
    card = json.loads((tmp_path / "out" / "scorecard.json").read_text("utf-8"))
    assert card["scene"] == "ask-allergy"
    assert {finding["step"] for finding in card["findings"]} >= {"put-on-gloves", "feel-pulse"}
    assert 0 < card["total"] < 100
