"""The compiled searches say the same as those in Python, move by move, whatever they are given."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring import compiled
from scoring.alignment import align
from scoring.explanation import Move
from scoring.line import Line
from scoring.line_search import explain_line
from scoring.parts_search import explain_parts
from scoring.prepared import ImpossibleProtocolError, Prepared, prepare
from scoring.protocol import Protocol, Repeat, Sequence, Step, step_ids
from scoring.quick import explain_fixed
from tests.bench.alignment_tasks import (
    Task,
    blocks,
    flawed,
    freer_tasks,
    growing,
    joined,
    lanes,
    lasting,
    legal_run,
    shared,
    tasks,
    tree,
    trees,
)  # fmt: skip
from tests.needed import without
from tests.scoring.protocols import protocols

NATIVE = Path(compiled.__file__).with_name("native")


@pytest.fixture(autouse=True)
def _built() -> None:
    if not compiled.is_built():
        without("the judge was not compiled here")


QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


def agree(protocol: Protocol, events: list[str]) -> int:
    """Both forms of each search explain the events alike; returns how many searches could be compared."""
    ready = prepare(protocol)
    compared = 0
    if ready.fixed is not None and ready.fixed.native is not None:
        found = ready.fixed.native.explain(events)
        expected = explain_fixed(ready.fixed._replace(native=None), events)
        assert (found is None) == (expected is None)
        if found is not None and expected is not None:
            assert (list(found[0]), found[1]) == (list(expected[0]), expected[1])
            assert all(type(move) is Move for move in found[0])
        compared += 1
    if ready.line is not None and ready.line.native is not None:
        agree_on_a_line(ready.line, events, list(range(len(events))), len(events))
        agree_on_a_line(ready.line, events, [3 * at + 1 for at in range(len(events))], 3 * len(events) + 2)
        compared += 1
    if ready.parts is not None and ready.parts.native is not None:
        found = ready.parts.native.explain(events)
        if ready.parts.crossed:
            return compared + agree_with_the_general_search(ready, events, found)
        expected = explain_parts(ready.parts._replace(native=None), events)
        assert (found is None) == (expected is None)
        if found is not None and expected is not None:
            assert (list(found[0]), found[1]) == (list(expected[0]), expected[1])
        compared += 1
    return compared


def agree_with_the_general_search(
    ready: Prepared, events: list[str], found: tuple[tuple[Move, ...], int] | None
) -> bool:
    """Where `after` edges cross the parts there is no quick search in Python: the same cost, and the same matches."""
    expected = align(replace(ready, fixed=None, parts=None, general=None), events)
    if found is None or not expected.optimal:
        return False
    assert found[1] == expected.cost
    assert [move for move in found[0] if move.event is not None] == [
        move for move in expected.moves if move.event is not None
    ]
    assert set(found[0]) == set(expected.moves)
    return True


def agree_on_a_line(line: Line, events: list[str], at: list[int], of: int) -> None:
    assert line.native is not None
    found = line.native.explain(events, at, of)
    expected = explain_line(replace(line, native=None), events, at, of)
    assert found is not None
    assert (list(found[0]), found[1]) == (list(expected[0]), expected[1])


@settings(max_examples=600, deadline=None, suppress_health_check=QUIET, derandomize=True)
@given(protocol=protocols(), data=st.data())
def test_small_protocols_are_explained_alike(protocol: Protocol, data: st.DataObject) -> None:
    words = st.lists(st.sampled_from([*step_ids(protocol), "z"]), max_size=14)
    for _ in range(3):
        try:
            agree(protocol, data.draw(words))
        except ImpossibleProtocolError:
            return


def known_tasks() -> list[Task]:
    return [*tasks(True), *freer_tasks(), *growing(), *trees(10), *trees(10, edges=2), *shared(5), *lasting(3)]


@pytest.mark.parametrize("task", known_tasks(), ids=lambda task: task.name)
def test_the_protocols_of_the_benchmark_are_explained_alike(task: Task) -> None:
    for events in task.traces:
        agree(task.protocol, events)


@pytest.mark.parametrize("seed", range(40))
def test_lanes_of_every_width_are_explained_alike_however_wild_the_trace(seed: int) -> None:
    rng = random.Random(seed)
    protocol = lanes(rng.randint(6, 64), rng.randint(1, 5), rng.choice([0, 0, 2, 4]), rng)
    names = [*step_ids(protocol), "z"]
    for wild in (1, 4, 10, 30, 120):
        agree(protocol, flawed(legal_run(protocol, rng), rng, wild))
    events = rng.choices(names, k=rng.randint(0, 90))
    assert agree(protocol, events) > 0, "protocols of up to 64 steps fit"


@pytest.mark.parametrize("seed", range(60))
def test_trees_of_all_groups_are_explained_alike_even_where_steps_share_names(seed: int) -> None:
    rng = random.Random(1000 + seed)
    names = [f"s{index}" for index in range(rng.randint(3, 28))]
    if seed % 3 == 0:
        names = rng.choices(names[: len(names) // 2 + 1], k=len(names))
    protocol = Protocol((blocks if seed % 2 else tree)(names, rng))
    for wild in (0, 3, 8, 25):
        agree(protocol, flawed(legal_run(protocol, rng) or ["z"], rng, wild))
    agree(protocol, rng.choices([*names, "z"], k=30))


@pytest.mark.parametrize("seed", range(60))
def test_edges_across_trees_are_explained_as_by_the_general_search(seed: int) -> None:
    rng = random.Random(2000 + seed)
    names = [f"s{index}" for index in range(rng.randint(4, 24))]
    protocol = joined(tree(names, rng), rng.randint(1, 4), rng)
    compared = 0
    for wild in (0, 2, 5, 10):
        compared += agree(protocol, flawed(legal_run(protocol, rng), rng, wild))
    compared += agree(protocol, rng.choices([*names, "z"], k=16))
    assert compared or not protocol.after


def chain_of(count: int) -> Protocol:
    return Protocol(Sequence(tuple(Step(f"s{index}") for index in range(count))))


def test_a_protocol_of_more_steps_than_a_mask_has_bits_is_left_to_python() -> None:
    ready = prepare(chain_of(65))
    assert ready.fixed is not None
    assert ready.line is not None
    assert ready.fixed.native is None
    assert ready.line.native is None
    most = prepare(chain_of(64)).fixed
    assert most is not None
    assert most.native is not None
    events = [f"s{index}" for index in reversed(range(64))]
    assert agree(chain_of(64), events) == 1
    assert agree(chain_of(63), events) == 2


def test_a_trace_too_long_for_the_compiled_keys_is_left_to_python() -> None:
    looped = Protocol(Repeat(Sequence((Step("a"), Step("b")))))
    line = prepare(looped).line
    assert line is not None
    assert line.native is not None
    events = ["a", "b"] * 2500
    assert line.native.explain(events, (), 0) is None
    moves, cost = explain_line(line, events)
    assert (cost, len(moves)) == (0, 5000)
    fixed = prepare(chain_of(3)).fixed
    assert fixed is not None
    assert fixed.native is not None
    assert fixed.native.explain(["s0"] * 4001) is None
    assert fixed.native.explain(["s0"] * 4000) is not None


@pytest.mark.parametrize("wrong", [[["a"]], [{}], 7, None])
def test_what_is_no_event_is_refused_as_python_refuses_it(wrong: object) -> None:
    ready = prepare(chain_of(3))
    assert ready.fixed is not None
    assert ready.line is not None
    for native in (ready.fixed.native, ready.line.native):
        assert native is not None
        more = () if native is ready.fixed.native else ((), 0)
        with pytest.raises(TypeError):
            native.explain(wrong, *more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("at", "of"), [((1,), 3), ((0, 1, -5), 3), ((0, 1, 10**9), 3), (("a", "b", "c"), 3)])
def test_places_that_do_not_fit_the_events_are_refused(at: tuple[int, ...], of: int) -> None:
    line = prepare(chain_of(3)).line
    assert line is not None
    assert line.native is not None
    with pytest.raises((ValueError, TypeError, OverflowError)):
        line.native.explain(["s0", "s1", "s2"], at, of)


def test_tables_that_make_no_sense_are_refused() -> None:
    from scoring import _native

    move = Move("missed", "a", None)
    with pytest.raises(ValueError, match="leaf"):
        _native.Fixed({"a": 5}, ("a",), (0,), (0,), (move,)).explain(["a"])
    with pytest.raises(ValueError, match="wait for each other"):
        _native.Fixed({"a": 0}, ("a",), (0,), (1,), (move,)).explain([])
    with pytest.raises(ValueError, match="wrong size"):
        _native.Fixed({"a": 0}, ("a",), (0, 0), (0,), (move,))
    with pytest.raises(ValueError, match="leads to no class"):
        _native.Line({"a": 0}, (2,), b"\0", (((3, 0, (), "a"),),), ((),), (0,) * 8, (0,), 1, 4)
    with pytest.raises(ValueError, match="sure"):
        _native.Line({"a": 0}, (2,), b"\1", ((),), ((),), (0,) * 8, (0,), 1, 4)
    with pytest.raises(ValueError, match="wrong size"):
        _native.Line({"a": 0}, (2,), b"\0", ((),), ((),), (0,) * 7, (0,), 1, 4)


def test_moves_are_full_members_of_their_class() -> None:
    """They hash, compare and print as those that Python makes."""
    fixed = prepare(chain_of(2)).fixed
    assert fixed is not None
    assert fixed.native is not None
    found = fixed.native.explain(["s1", "x"])
    assert found is not None
    expected = (Move("missed", "s0", None), Move("matched", "s1", 0), Move("extra", "x", 1))
    assert found == (expected, 2)
    assert set(found[0]) == set(expected)
    assert repr(found[0]) == repr(expected)


def test_what_is_compiled_is_compiled_from_these_sources() -> None:
    from scoring import _native

    sources = b"\0".join(path.read_bytes() for path in sorted(NATIVE.glob("*.[ch]")))
    digest = hashlib.sha256(sources).hexdigest()
    assert digest == _native.SOURCE, "install again: pip install -e ."
