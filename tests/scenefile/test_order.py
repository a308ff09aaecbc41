"""The order of a protocol: contradictions and circles are told, at the word that makes them."""

from pathlib import Path

import pytest

from simulator.scenefile import load_protocol

WRONG = [
    # (the protocol, where the problem points, its words)
    ("[{step: a, after: [a]}]", "a]}]", "`a` cannot come after itself"),
    ("[{step: a, after: [b]}, {step: b}]", "b]}, {step: b}]", "`a` cannot come after `b`: the protocol puts `b` later"),
    ("[{any_order: [{step: a, after: c}]}, [{step: b}, {step: c}]]", "c}]}, [", "cannot come after `c`"),
    ("[{one_of: [{step: a}, {step: b, after: [a]}]}]", "a]}]}]", "`b` and `a` are alternatives"),
    (
        "[{any_order: [{step: a, after: [b]}, {step: b, after: [a]}]}]",
        "b]}, {step: b,",
        "the order runs in a circle: `b` before `a` before `b`",
    ),
    (
        "[{any_order: [[{step: a, after: d}, {step: b}], [{step: c, after: b}, {step: d}]]}]",
        "d}, {step: b}]",
        "the order runs in a circle: `d` before `a` before `b` before `c` before `d`",
    ),
    ("[{step: a, after: x}]", "x}]", "there is no step `x`"),
]

RIGHT = [
    "[{any_order: [{step: a, after: [b]}, {step: b}]}]",
    "[{step: a}, {step: b, after: [a]}]",
    "[{any_order: [{step: a, after: [b, c]}, {step: b, after: c}, {step: c}]}]",
    "[{any_order: [[{step: a}, {step: b, after: c}], [{step: c}, {step: d, after: a}]]}]",
    "[{any_order: [{optional: {step: a}}, {step: b, after: a}]}]",
    "[{one_of: [[{step: a}, {step: b}], [{step: b}, {step: a}]]}]",
    "[{repeat: [{step: a}, {step: b, after: a}], at_most: 3}]",
]


@pytest.mark.parametrize(("protocol", "points_at", "words"), WRONG)
def test_an_order_that_cannot_be_is_told(tmp_path: Path, protocol: str, points_at: str, words: str) -> None:
    path = tmp_path / "protocol.yaml"
    path.write_text(f"protocol: {protocol}\n", "utf-8")
    loaded = load_protocol(path)
    assert loaded.protocol is None
    (problem,) = loaded.problems
    assert words in problem.message
    line = path.read_text("utf-8").splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith(points_at)


@pytest.mark.parametrize("protocol", RIGHT)
def test_an_order_that_can_be_is_not_complained_about(tmp_path: Path, protocol: str) -> None:
    path = tmp_path / "protocol.yaml"
    path.write_text(f"protocol: {protocol}\n", "utf-8")
    loaded = load_protocol(path)
    assert loaded.problems == ()
    assert loaded.protocol is not None
