"""Protocols from plain data, and the problems that are found in broken ones."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.parsing import parse_protocol
from scoring.protocol import AnyOrder, OneOf, Optionally, Protocol, Repeat, Sequence, Step


def test_the_whole_notation_is_read() -> None:
    data = [
        {"step": "a"},
        {"any_order": [{"step": "b"}, [{"step": "c"}, {"step": "d"}]]},
        {"one_of": [[{"step": "e"}, {"step": "f"}], {"step": "g"}]},
        {"optional": {"step": "h"}},
        {"step": "i", "after": ["b", "d"]},
        {"repeat": [{"step": "j"}, {"step": "k"}], "at_most": 3},
        {"repeat": {"step": "l"}},
    ]
    root = Sequence(
        (
            Step("a"),
            AnyOrder((Step("b"), Sequence((Step("c"), Step("d"))))),
            OneOf((Sequence((Step("e"), Step("f"))), Step("g"))),
            Optionally(Step("h")),
            Step("i"),
            Repeat(Sequence((Step("j"), Step("k"))), 3),
            Repeat(Step("l")),
        )
    )
    assert parse_protocol(data).protocol == Protocol(root, (("i", ("b", "d")),))


BROKEN: list[tuple[Any, tuple[str | int, ...], str, str]] = [
    ("hold-head", (), "expected here, not a text", "{step: hold-head}"),
    (None, (), "not nothing", ""),
    ([], (), "empty", "add a step"),
    ([{"step": "a"}, {}], (1,), "empty", ""),
    ([{"stepp": "a"}], (0, "stepp"), "not a kind of group", "'step'"),
    ([{"step": 3}], (0, "step"), "not a number", ""),
    ([{"step": "a", "any_order": []}], (0,), "only one of", "two entries"),
    ([{"step": "a", "afterr": "b"}], (0, "afterr"), "not known beside 'step'", "'after'"),
    ([{"any_order": {"step": "a"}}], (0, "any_order"), "a list is expected", ""),
    ([{"any_order": [{"step": "a"}], "at_most": 2}], (0, "at_most"), "not known beside 'any_order'", ""),
    ([{"one_of": []}], (0, "one_of"), "empty", ""),
    ([{"repeat": [{"step": "a"}], "at_most": 0}], (0, "at_most"), "at least 1", ""),
    ([{"repeat": [{"step": "a"}], "at_most": True}], (0, "at_most"), "at least 1", ""),
    ([{"step": "a", "after": 5}], (0, "after"), "names a step", ""),
    ([{"step": "a"}, {"step": "b", "after": ["aa"]}], (1, "after", 0), "no step 'aa'", "'a'"),
    ([{"step": "a", "after": "a"}], (0, "after", 0), "after itself", ""),
    ([{"step": "a", "after": "b"}, {"step": "b"}], (0, "after"), "can never come after 'b'", "remove"),
    ([{"optional": {"optional": 7}}], (0, "optional", "optional"), "not a number", ""),
]


@pytest.mark.parametrize(("data", "path", "message", "hint"), BROKEN)
def test_a_broken_protocol_names_place_and_reason(
    data: Any, path: tuple[str | int, ...], message: str, hint: str
) -> None:
    parsed = parse_protocol(data)
    assert parsed.protocol is None
    problem = parsed.problems[0]
    assert problem.path == path
    assert message in problem.message
    assert hint in problem.hint


def test_all_problems_are_collected_and_paths_start_where_asked() -> None:
    data = [{"step": "hold-hed"}, {"step": "fit-collar", "after": ["hold-head"]}, {"any_order": []}]
    parsed = parse_protocol(data, {"hold-head", "fit-collar"}, ("protocol",))
    assert [problem.path for problem in parsed.problems] == [
        ("protocol", 2, "any_order"), ("protocol", 0, "step"), ("protocol", 1, "after", 0),
    ]  # fmt: skip
    assert parsed.problems[1].hint == "did you mean 'hold-head'?"


def test_a_circle_of_after_edges_is_found_in_any_order() -> None:
    data = [{"any_order": [{"step": "a", "after": ["b"]}, {"step": "b", "after": ["c"]}, {"step": "c", "after": "a"}]}]
    parsed = parse_protocol(data)
    assert parsed.protocol is None
    assert parsed.problems[0].path == (0, "any_order", 2, "after")


def test_hostile_nesting_is_refused() -> None:
    data: Any = {"step": "a"}
    for _ in range(5000):
        data = [data]
    parsed = parse_protocol(data)
    assert parsed.protocol is None
    assert "nested more than" in parsed.problems[0].message
