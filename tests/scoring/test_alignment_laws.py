"""The alignment against an independent brute force, and laws that hold for every protocol and trace."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scoring.alignment import Move, align, align_protocol
from scoring.lanes import least_cost
from scoring.prepared import Costs, ImpossibleProtocolError, prepare
from scoring.protocol import (
    AnyOrder,
    Node,
    OneOf,
    Optionally,
    Protocol,
    Repeat,
    Sequence,
    Step,
    children_of,
    step_ids,
    steps_of,
)
from tests.scoring.oracle import Language, TooManyWordsError, brute_force
from tests.scoring.protocols import LETTERS, loops_in, protocols

QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]

WORDS = st.lists(st.sampled_from(LETTERS), min_size=1, max_size=9)


def agrees(protocol: Protocol, events: list[str], actions: dict[str, str], costs: Costs) -> None:
    """The product's cost is the brute force's; its moves cost what it says, keep the order and are a legal run."""
    try:
        expected = brute_force(protocol, events, actions, costs.missed, costs.extra)
        language = Language(protocol, len(events) + 1, 14)
    except TooManyWordsError:
        return
    try:
        found = align(prepare(protocol, actions, costs), events)
    except ImpossibleProtocolError:
        assert expected is None
        return
    assert found.optimal
    assert found.cost == found.lower_bound == expected
    missed = [costs.missed.get(move.step, 1) for move in found.moves if move.kind == "missed"]
    extra = [costs.extra.get(move.step, 1) for move in found.moves if move.kind == "extra"]
    assert sum(missed) + sum(extra) == found.cost
    assert [move.event for move in found.moves if move.event is not None] == list(range(len(events)))
    run = tuple(move.step for move in found.moves if move.kind != "extra")
    runs = {tuple(language.steps[leaf] for leaf in word) for word in language.words}
    assert run in runs
    for move in found.moves:
        if move.kind == "matched" and move.event is not None:
            assert actions.get(move.step, move.step) == events[move.event]


@settings(max_examples=800, deadline=None, suppress_health_check=QUIET, derandomize=True)
@given(protocol=protocols(), data=st.data())
def test_unit_costs_agree_with_brute_force(protocol: Protocol, data: st.DataObject) -> None:
    longest = 4 if loops_in(protocol.root) else 7
    words = st.lists(st.sampled_from([*step_ids(protocol), "z"]), max_size=longest)
    for _ in range(2):
        agrees(protocol, data.draw(words), {}, Costs())


@settings(max_examples=500, deadline=None, suppress_health_check=QUIET, derandomize=True)
@given(protocol=protocols(), data=st.data())
def test_weights_and_shared_actions_agree_with_brute_force(protocol: Protocol, data: st.DataObject) -> None:
    ids = step_ids(protocol)
    actions = {name: data.draw(st.sampled_from("pqr")) for name in ids}
    costs = Costs(
        {name: data.draw(st.integers(0, 4)) for name in ids}, {action: data.draw(st.integers(0, 3)) for action in "pqr"}
    )
    events = data.draw(st.lists(st.sampled_from("pqr"), max_size=4 if loops_in(protocol.root) else 6))
    agrees(protocol, events, actions, costs)


@settings(max_examples=200, deadline=None, suppress_health_check=QUIET, derandomize=True)
@given(protocol=protocols(), data=st.data())
def test_a_run_of_the_protocol_costs_nothing(protocol: Protocol, data: st.DataObject) -> None:
    try:
        language = Language(protocol, 2, 9, most=800)
    except TooManyWordsError:
        assume(False)
    assume(language.words)
    word = data.draw(st.sampled_from(sorted(language.words)))
    found = align_protocol(protocol, [language.steps[leaf] for leaf in word])
    assert found.cost == 0
    assert found.fitness == 1.0
    assert all(move.kind == "matched" for move in found.moves)


@settings(max_examples=200, deadline=None, suppress_health_check=QUIET, derandomize=True)
@given(first=WORDS, second=WORDS)
def test_cost_is_symmetric_between_two_plain_sequences(first: list[str], second: list[str]) -> None:
    def chain(names: list[str]) -> Protocol:
        return Protocol(Sequence(tuple(Step(name) for name in names)))

    assert align_protocol(chain(first), second).cost == align_protocol(chain(second), first).cost


@settings(max_examples=200, deadline=None, suppress_health_check=QUIET, derandomize=True)
@given(protocol=protocols(), data=st.data())
def test_one_event_more_changes_the_cost_by_at_most_one(protocol: Protocol, data: st.DataObject) -> None:
    events = data.draw(st.lists(st.sampled_from([*step_ids(protocol), "z"]), min_size=1, max_size=8))
    place = data.draw(st.integers(0, len(events) - 1))
    try:
        whole = align_protocol(protocol, events).cost
    except ImpossibleProtocolError:
        assume(False)
    less = align_protocol(protocol, events[:place] + events[place + 1 :]).cost
    assert abs(whole - less) <= 1


@settings(max_examples=100, deadline=None, suppress_health_check=QUIET, derandomize=True)
@given(protocol=protocols(), data=st.data())
def test_the_explanation_is_the_same_every_time(protocol: Protocol, data: st.DataObject) -> None:
    events = data.draw(st.lists(st.sampled_from([*step_ids(protocol), "z"]), max_size=8))
    try:
        first, second = align(prepare(protocol), events), align(prepare(protocol), events)
    except ImpossibleProtocolError:
        assume(False)
    assert first == second


@settings(max_examples=400, deadline=None, derandomize=True)
@given(data=st.data())
def test_the_quick_search_explains_as_the_general_one_does(data: st.DataObject) -> None:
    """Fixed steps in lanes with edges, long flawed traces: the same moves, ties included."""
    count = data.draw(st.integers(1, 14))
    names = [f"s{index}" for index in range(count)]
    lanes = data.draw(st.integers(1, 4))
    tree = AnyOrder(tuple(Sequence(tuple(map(Step, names[lane::lanes]))) for lane in range(min(lanes, count))))
    pairs = data.draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=4))
    edges = tuple((names[max(pair)], (names[min(pair)],)) for pair in pairs if pair[0] != pair[1])
    ready = prepare(Protocol(tree, edges))
    events = data.draw(st.lists(st.sampled_from([*names, "z"]), max_size=16))
    assert ready.fixed is not None
    assert align(ready, events) == align(replace(ready, fixed=None, line=None, parts=None, general=None), events)


def _lines(depth: int) -> st.SearchStrategy[Node]:
    """Trees in which one thing is due at a time: no group in any order."""
    leaf = st.sampled_from(LETTERS).map(Step)
    if not depth:
        return leaf
    inner = _lines(depth - 1)
    return st.one_of(
        leaf,
        st.lists(inner, min_size=2, max_size=4).map(lambda found: Sequence(tuple(found))),
        st.lists(inner, min_size=2, max_size=3).map(lambda found: OneOf(tuple(found))),
        inner.map(Optionally),
        st.builds(Repeat, inner, st.sampled_from([None, None, 1, 2, 3])),
    )


def _renamed(node: Node, numbers: Iterator[int]) -> Node:
    """The same tree with every step of a name of its own."""
    if isinstance(node, Step):
        return Step(f"s{next(numbers)}")
    if isinstance(node, Optionally):
        return Optionally(_renamed(node.child, numbers))
    if isinstance(node, Repeat):
        return Repeat(_renamed(node.child, numbers), node.at_most)
    return type(node)(tuple(_renamed(child, numbers) for child in children_of(node)))


def _key(moves: tuple[Move, ...], count: int) -> tuple[int, int, int]:
    """What an explanation is chosen by: its cost, how late steps are called missed, how early matches are."""
    cost = late = early = pending = 0
    for move in moves:
        cost += move.kind != "matched"
        pending += move.kind == "missed"
        if move.event is not None and move.kind == "matched":
            late += pending * (count - move.event)
            early += move.event
            pending = 0
    return cost, late, early


@settings(max_examples=400, deadline=None, suppress_health_check=QUIET, derandomize=True)
@given(tree=_lines(3), named_apart=st.booleans(), data=st.data())
def test_the_search_by_tables_explains_as_the_general_one_does(
    tree: Node, named_apart: bool, data: st.DataObject
) -> None:
    """Sequences, choices, options and loops, nested; ties are decided alike."""
    protocol = Protocol(_renamed(tree, count()) if named_apart else tree)
    assume(len(list(steps_of(protocol.root))) <= 14)
    ready = prepare(protocol)
    assert ready.line is not None
    events = data.draw(st.lists(st.sampled_from([*step_ids(protocol), "z"]), max_size=14))
    other = align(replace(ready, fixed=None, line=None, parts=None, general=None), events)
    if other.optimal:
        for found in (align(ready, events), align(replace(ready, fixed=None), events)):
            assert found.cost == other.cost
            assert _key(found.moves, len(events)) == _key(other.moves, len(events))


@pytest.mark.parametrize(
    ("inner", "outer", "events", "cost"), [(2, 2, 9, 5), (1, 3, 7, 4), (3, 1, 7, 4), (2, 3, 7, 1), (2, None, 7, 0)]
)
def test_a_loop_in_a_loop_counts_its_own_rounds(inner: int, outer: int | None, events: int, cost: int) -> None:
    """Loops around one and the same step are limited each by its own number."""
    ready = prepare(Protocol(Repeat(Repeat(Step("a"), inner), outer)))
    assert align(ready, ["a"] * events).cost == cost
    assert align(replace(ready, line=None), ["a"] * events).cost == cost


@settings(max_examples=300, deadline=None, suppress_health_check=QUIET, derandomize=True)
@given(protocol=protocols(edges=0), data=st.data())
def test_the_search_by_parts_explains_as_the_general_one_does(protocol: Protocol, data: st.DataObject) -> None:
    """Any groups in any order, nested: the same cost, and ties decided alike."""
    ready = prepare(protocol)
    events = data.draw(st.lists(st.sampled_from([*step_ids(protocol), "z"]), max_size=10))
    other = align(replace(ready, fixed=None, line=None, parts=None, general=None), events)
    if other.optimal:
        found = align(ready, events)
        assert found.cost == other.cost
        assert _key(found.moves, len(events)) == _key(other.moves, len(events))


@settings(max_examples=300, deadline=None, suppress_health_check=QUIET, derandomize=True)
@given(protocol=protocols(), data=st.data())
def test_the_bound_from_lanes_is_never_above_the_cost(protocol: Protocol, data: st.DataObject) -> None:
    events = data.draw(st.lists(st.sampled_from([*step_ids(protocol), "z"]), max_size=8))
    try:
        found = align_protocol(protocol, events)
    except ImpossibleProtocolError:
        assume(False)
    if found.optimal:
        assert least_cost(prepare(protocol).net, events) <= found.cost


def test_eight_lanes_with_loops_are_explained_at_once() -> None:
    """Lanes that share nothing are explained each for itself; the moves stand in the order of the acts."""
    names = [f"s{index}" for index in range(40)]
    tree = AnyOrder(tuple(Repeat(Sequence(tuple(map(Step, names[lane::8])))) for lane in range(8)))
    dice = random.Random(5)
    events = dice.choices([*names, "z"], k=120)
    found = align_protocol(Protocol(tree), events)
    assert found.optimal
    assert [move.event for move in found.moves if move.event is not None] == list(range(120))
    assert sum(move.kind != "matched" for move in found.moves) == found.cost
    for lane in range(8):
        own = [event for event in events if event in names[lane::8]]
        alone = align_protocol(Protocol(tree.children[lane]), own)
        run = [move.step for move in found.moves if move.kind != "extra" and move.step in names[lane::8]]
        assert run == [move.step for move in alone.moves if move.kind != "extra"]


def test_a_bound_is_near_where_lanes_are_bound_by_edges() -> None:
    """Too free to be searched whole: the answer says that it is a bound, and the bound is a good one."""
    names = [f"s{index}" for index in range(40)]
    tree = AnyOrder(tuple(Repeat(Sequence(tuple(map(Step, names[lane::8])))) for lane in range(8)))
    events = random.Random(5).choices(names, k=120)
    found = align_protocol(Protocol(tree, (("s9", ("s2",)), ("s12", ("s5",)))), events)
    assert found.optimal == (found.lower_bound == found.cost)
    assert 0.9 * found.cost <= found.lower_bound <= found.cost
