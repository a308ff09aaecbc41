"""The alignment against an independent brute force, and laws that hold for every protocol and trace."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scoring.alignment import align, align_protocol
from scoring.prepared import Costs, ImpossibleProtocolError, prepare
from scoring.protocol import AnyOrder, Protocol, Sequence, Step, step_ids
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


@settings(max_examples=1500, deadline=None, suppress_health_check=QUIET, derandomize=True)
@given(protocol=protocols(), data=st.data())
def test_unit_costs_agree_with_brute_force(protocol: Protocol, data: st.DataObject) -> None:
    longest = 4 if loops_in(protocol.root) else 7
    words = st.lists(st.sampled_from([*step_ids(protocol), "z"]), max_size=longest)
    for _ in range(2):
        agrees(protocol, data.draw(words), {}, Costs())


@settings(max_examples=600, deadline=None, suppress_health_check=QUIET, derandomize=True)
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
    assert align(ready, events) == align(replace(ready, fixed=None), events)
