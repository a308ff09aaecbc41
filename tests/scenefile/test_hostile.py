"""Whatever the bytes: a list of placed problems or a scene, soon, and never an exception."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.scenefile import check, has_errors, load, load_protocol
from simulator.scenefile.document import parse
from tests.scenefile.small import SCENE, TEXT

REAL = sorted((Path(__file__).parents[2] / "scenes").glob("*/scene.yaml"))
# A scene that is a difference to another is read together with it: what holds for whole ones holds for it, more slowly.
WHOLE = [path for path in REAL if "\nextends:" not in path.read_text("utf-8")]
SCENES = [SCENE, *WHOLE]

# On a slow computer that is busy with other things; the usual time is a tenth of it.
LONGEST_S = 30.0

_quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _judged(path: Path, content: bytes) -> None:
    """Reading ends in time, with a scene or with errors, and every problem has a place in the file."""
    path.write_bytes(content)
    started = time.perf_counter()
    loaded = check(path)
    protocol = load_protocol(path)
    assert time.perf_counter() - started < LONGEST_S
    assert loaded.scene is not None or has_errors(loaded.problems)
    assert protocol.protocol is not None or has_errors(protocol.problems)
    lines = content.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in (*loaded.problems, *protocol.problems):
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.column >= 1
        assert problem.message
        assert "\n" not in str(problem)
        assert str(problem).startswith(f"{path}:{problem.line}:{problem.column}: ")


@_quick
@given(content=st.binary(max_size=400))
def test_random_bytes(tmp_path: Path, content: bytes) -> None:
    _judged(tmp_path / "scene.yaml", content)


@_quick
@given(content=st.text("ab01:-,[]{}'\"#&*!|>%@`?~ \n\t\\\u4f60.", max_size=120))
def test_random_yaml_like_text(tmp_path: Path, content: str) -> None:
    _judged(tmp_path / "scene.yaml", content.encode("utf-8"))


@_quick
@given(data=st.data())
def test_a_scene_with_random_text_put_in_or_cut_out(tmp_path: Path, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT)))
    cut = data.draw(st.integers(0, 40))
    put = data.draw(st.text(max_size=8))
    text = TEXT[:start] + put + TEXT[start + cut :]
    _judged(tmp_path / "scene.yaml", text.encode("utf-8", errors="surrogatepass"))


_OTHERS: list[Any] = [
    None, True, 0, -1, 7, 2.5, 1e300, 10**30, "", " ", "x", "{x}", "{", "a\nb", "a b", "你好", "<list>", "[key]",
    [], [[]], [None], ["x"], [1], {}, {"x": 1}, {"": ""}, {"en": ""}, {"step": "x"}, [{"step": "x", "after": "x"}],
]  # fmt: skip


def _ways(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside `value`."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*way, key)
        yield from _ways(inner, (*way, key))


@pytest.mark.parametrize("scene", SCENES, ids=lambda path: path.parent.name)
@settings(_quick, max_examples=12)
@given(data=st.data())
def test_a_scene_with_a_random_value_gone_renamed_or_of_another_kind(
    tmp_path: Path, scene: Path, data: st.DataObject
) -> None:
    content = parse(scene.read_text("utf-8")).data
    for _ in range(data.draw(st.integers(1, 3))):
        way = data.draw(st.sampled_from(list(_ways(content))))
        parent = content
        for key in way[:-1]:
            parent = parent[key]
        key = way[-1]
        match data.draw(st.sampled_from(("delete", "rename", "retype", "move"))):
            case "delete":
                del parent[key]
            case "rename" if isinstance(parent, dict):
                parent[data.draw(st.sampled_from((key + "x", key[:-1], "o\nn", "with", "")))] = parent.pop(key)
            case "move":
                other = data.draw(st.sampled_from(list(_ways(content))))
                value = content
                for part in other:
                    value = value[part]
                parent[key] = json.loads(json.dumps(value))
            case _:
                parent[key] = data.draw(st.sampled_from(_OTHERS))
    # JSON is YAML; with one value a line the places mean something.
    _judged(tmp_path / "scene.yaml", json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8"))


_LAUGHS = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))

FLOODS = {
    "billion laughs": _LAUGHS,
    "deep lists": "[" * 500_000,
    "deep mappings": "{a: " * 200_000,
    "deep blocks": "".join(" " * n + "a:\n" for n in range(1000)),
    "one long word": "a" * 900_000,
    "one long key": "a" * 900_000 + ": 1",
    "many keys": "".join(f"k{n}: 1\n" for n in range(80_000)),
    "many items": "- a\n" * 200_000,
    "only comments": "# x\n" * 200_000,
    "only spaces": " " * 900_000,
    "long quoted text": '"' + "\\n" * 400_000 + '"',
    "long block text": "a: |\n" + "  x\n" * 200_000,
    "question marks": "? " * 400_000,
    "colons": ":" * 900_000,
    "nul": "\0" * 900_000,
    "many unknown steps": "protocol:\n" + "".join(f"- step: s{n}\n" for n in range(13_000)) + "steps: [x]\n",
    "one step often": "protocol:\n" + "- step: s\n" * 13_000,
    "a circle of thousands": "protocol:\n- any_order:\n"
    + "".join(f"  - {{step: s{n}, after: s{(n + 1) % 4000}}}\n" for n in range(4000)),
    "thousands of afters": "protocol:\n- any_order:\n"
    + "".join(f"  - {{step: s{n}, after: s0}}\n" for n in range(6000)),
    "a long number": "format: " + "9" * 100_000,
    "a long fraction": "format: 1e" + "9" * 100_000,
}


@pytest.mark.parametrize("name", FLOODS)
def test_floods(tmp_path: Path, name: str) -> None:
    _judged(tmp_path / "scene.yaml", FLOODS[name].encode("utf-8"))


def test_a_scene_with_thousands_of_wrong_references(tmp_path: Path) -> None:
    wrong = ", ".join(f"soped{number}" for number in range(20_000))
    text = TEXT.replace("requires: [soaped]", f"requires: [{wrong}]")
    path = tmp_path / "scene.yaml"
    _judged(path, text.encode("utf-8"))
    assert len(load(path).problems) <= 201 + 5


@pytest.mark.parametrize("width", [4, 400])
def test_conditions_that_are_woven_into_one_another(tmp_path: Path, width: int) -> None:
    """The ways through the conditions are too many to walk; their number is not."""
    rows = 4000 // width
    text = "".join(
        f"  c{row}-{col}: {{name: x, any_of: [{', '.join(f'c{row + 1}-{c % width}' for c in (col, col + 1))}]}}\n"
        for row in range(rows)
        for col in range(width)
    )
    last = "".join(f"  c{rows}-{col}: {{name: x}}\n" for col in range(width))
    path = tmp_path / "scene.yaml"
    _judged(path, TEXT.replace("conditions:\n", "conditions:\n" + text + last).encode("utf-8"))
