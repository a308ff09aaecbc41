"""What comes out of runs: every one of them fits, and it converges to what they were made from."""

import random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scoring.alignment import align_protocol
from scoring.protocol import AnyOrder, Node, OneOf, Optionally, Protocol, Repeat, Sequence, Step, children_of
from simulator import assessment
from simulator.mining.discovery import discover
from simulator.mining.relations import Log, Run
from simulator.scenefile.runs import Runs
from tests.learners.runs import flagship
from tests.mining.walks import walk
from tests.scoring.oracle import Language, TooManyWordsError
from tests.scoring.protocols import protocols

A, B, C, D = map(Step, "abcd")
LOGS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=8).map(tuple), min_size=1, max_size=6).filter(any)


def runs(text: str) -> Log:
    return [tuple(word) for word in text.split()]


EXAMPLES: dict[str, tuple[Log, Node]] = {
    "what never changes": (runs("abc abc"), Sequence((A, B, C))),
    "what may swap": (runs("abc bac"), Sequence((AnyOrder((A, B)), C))),
    "a sequence that may be anywhere": (runs("abc acb cab"), AnyOrder((Sequence((A, B)), C))),
    "left out by some": (runs("abc ac"), Sequence((A, Optionally(B), C))),
    "left out together": (runs("abcd ad"), Sequence((A, Optionally(Sequence((B, C))), D))),
    "one or the other": (runs("abd acd"), Sequence((A, OneOf((B, C)), D))),
    "again and again": (runs("abbd abd"), Sequence((A, Repeat(B), D))),
    "rounds": (runs("cababd cabd"), Sequence((C, Repeat(Sequence((A, B))), D))),
    "rounds in any order": (runs("abba ab baab"), Repeat(AnyOrder((A, B)))),
    "either, again and again": (runs("aab ba b a abba"), Repeat(OneOf((A, B)))),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_seen_is_said(name: str) -> None:
    log, expected = EXAMPLES[name]
    assert discover(log) == Protocol(expected)


def test_an_order_that_no_tree_can_say_is_said_by_after() -> None:
    # a and b before d, b alone before c: the shape of an N.
    found = discover(runs("abcd abdc bacd badc bcad"))
    assert found.root == AnyOrder((A, B, C, D))
    assert dict(found.after) == {"c": ("b",), "d": ("a", "b")}


def test_an_order_over_a_step_that_may_be_missing_is_not_lost() -> None:
    # c after a holds without b too, and d is free of a: a reduction by way of b would lose it.
    log = runs("abcde acde adbce dabce adce dace")
    found = discover(log)
    assert all(align_protocol(found, run).cost == 0 for run in log)
    assert align_protocol(found, tuple("cade")).cost > 0


def test_nothing_done_is_no_protocol() -> None:
    with pytest.raises(ValueError, match="nothing was done"):
        discover([(), ()])


@settings(max_examples=250, deadline=None)
@given(LOGS)
def test_every_run_fits(log: list[Run]) -> None:
    found = discover(log)
    for run in log:
        explained = align_protocol(found, run)
        assert (explained.cost, explained.optimal) == (0, True)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(protocols(edges=0, shared_names=False))
def test_all_runs_of_a_random_protocol_give_it_back(made: Protocol) -> None:
    """Written otherwise, perhaps, but with the same runs. How often at most is never invented."""
    assume(not _bounded(made.root))
    words = _words(made)
    assume(any(words))
    found = discover(sorted(words))
    assert all(align_protocol(made, word).cost == 0 for word in _words(found) - words)
    assert all(align_protocol(found, word).cost == 0 for word in sorted(words)[:20])


def _words(protocol: Protocol) -> set[Run]:
    try:
        language = Language(protocol, rounds=3, longest=9)
    except TooManyWordsError:
        assume(False)
    return {tuple(language.steps[leaf] for leaf in word) for word in language.words}


def _bounded(node: Node) -> bool:
    return (isinstance(node, Repeat) and node.at_most is not None) or any(map(_bounded, children_of(node)))


def test_performances_of_the_flagship_converge_to_its_protocol() -> None:
    scene = flagship()
    ways, dice, made = Runs(scene.protocol), random.Random(6), assessment.protocol(scene.protocol)
    unseen = [walk(ways, dice) for _ in range(60)]
    log = [walk(ways, dice) for _ in range(256)]
    misfits = []
    for count in (2, 8, 32, 256):
        found = discover(log[:count])
        assert all(align_protocol(found, run).cost == 0 for run in log[:count][:40])
        misfits.append(sum(align_protocol(found, run).cost > 0 for run in unseen))
    assert misfits[0] > misfits[1] > misfits[2] >= misfits[3] == 0
    # And it allows nothing that the scene does not: what it allows at random is always right there.
    again = Runs(_as_core(found))
    assert all(align_protocol(made, walk(again, dice)).cost == 0 for _ in range(60))


def _as_core(protocol: Protocol) -> object:
    from simulator.core import procedure as core

    after = dict(protocol.after)

    def node(one: Node) -> core.Node:
        if isinstance(one, Step):
            return core.StepNode(one.id, after.get(one.id, ()))
        kind = {Sequence: core.Sequence, AnyOrder: core.AnyOrder, OneOf: core.OneOf}[type(one)]
        return kind(tuple(map(node, children_of(one))))

    return node(protocol.root)
