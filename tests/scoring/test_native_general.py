"""The compiled general search says the same as `scoring.search`, move by move: edges anywhere, weights, flaws."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring import compiled
from scoring.alignment import align
from scoring.prepared import UNIT, Costs, Flaws, ImpossibleProtocolError, Prepared, prepare
from scoring.protocol import AnyOrder, OneOf, Optionally, Protocol, Repeat, Sequence, Step, step_ids
from scoring.search import marked
from tests.bench.alignment_tasks import blocks, flawed, freer_tasks, joined_anywhere, legal_run, tasks, tree
from tests.needed import without
from tests.scoring.protocols import protocols


@pytest.fixture(autouse=True)
def _built() -> None:
    if not compiled.is_built():
        without("the judge was not compiled here")


QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


def in_python(ready: Prepared) -> Prepared:
    return replace(ready, fixed=None, line=None, parts=None, general=None)


def agree(ready: Prepared, events: list[str], flaws: Flaws | None = None) -> bool:
    """The same moves, cost and bound; says whether it is proved to be the cheapest."""
    assert ready.general is not None
    found = align(replace(ready, fixed=None, line=None, parts=None), events, flaws)
    assert found == align(in_python(ready), events, flaws)
    assert ready.general.explain(events, None if flaws is None else marked(ready, events, flaws)) is not None
    return found.optimal


def edges_anywhere(names: list[str], count: int, rng: random.Random) -> tuple[tuple[str, tuple[str, ...]], ...]:
    different = list(dict.fromkeys(names))
    pairs = [rng.sample(different, 2) for _ in range(count if len(different) > 1 else 0)]
    return tuple((late, (early,)) for late, early in pairs)


def flaws_of(wrong: dict[str, int]) -> Flaws:
    return lambda step, at: wrong.get(step, 0) * (at % 3)


costs = st.builds(
    Costs,
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 4)),
    st.dictionaries(st.sampled_from("abcdefghz"), st.integers(0, 3)),
    st.integers(1, 3),
    st.integers(1, 2),
)


@settings(max_examples=500, deadline=None, suppress_health_check=QUIET, derandomize=True)
@given(protocol=protocols(), cost=st.one_of(st.just(UNIT), costs), data=st.data())
def test_small_protocols_with_weights_and_flaws_are_explained_alike(
    protocol: Protocol, cost: Costs, data: st.DataObject
) -> None:
    try:
        ready = prepare(protocol, None, cost)
    except ImpossibleProtocolError:
        return
    words = st.lists(st.sampled_from([*step_ids(protocol), "z"]), max_size=12)
    for _ in range(3):
        events = data.draw(words)
        wrong = data.draw(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 2)))
        assert agree(ready, events, flaws_of(wrong) if wrong else None)


@pytest.mark.parametrize("seed", range(60))
def test_trees_with_edges_anywhere_are_explained_alike(seed: int) -> None:
    rng = random.Random(3000 + seed)
    names = [f"s{index}" for index in range(rng.randint(3, 18))]
    if seed % 4 == 0:
        names = rng.choices(names[: len(names) // 2 + 1], k=len(names))
    root = (blocks if seed % 2 else tree)(names, rng)
    try:
        ready = prepare(Protocol(root, edges_anywhere(names, seed % 4, rng)))
    except ImpossibleProtocolError:
        return
    compared = 0
    for wild in (0, 2, 5, 12):
        compared += agree(ready, flawed(legal_run(Protocol(root), rng) or ["z"], rng, wild))
    compared += agree(ready, rng.choices([*names, "z"], k=14))
    assert compared


def test_the_protocols_of_the_benchmark_are_explained_alike() -> None:
    for task in (*tasks(True), *freer_tasks(), *joined_anywhere(6)):
        ready = prepare(task.protocol)
        for events in task.traces:
            assert agree(ready, events)


def test_it_is_taken_for_weights_and_flaws_and_for_edges_into_choices() -> None:
    protocol = Protocol(
        AnyOrder((OneOf((Step("a"), Step("b"))), Repeat(Sequence((Step("c"), Optionally(Step("d"))))))),
        (("c", ("a",)),),
    )
    ready = prepare(protocol)
    assert (ready.fixed, ready.line, ready.parts) == (None, None, None)
    events = ["c", "a", "c", "d", "d"]
    assert align(ready, events) == align(in_python(ready), events)
    dear = prepare(protocol, None, Costs({"a": 7}, {"d": 2}))
    assert align(dear, events) == align(in_python(dear), events)

    def flaw(step: str, at: int) -> int:
        return int(at == 0)

    assert align(ready, events, flaw) == align(in_python(ready), events, flaw)


def test_what_does_not_fit_is_left_to_python() -> None:
    long = Protocol(Sequence(tuple(Step(f"s{index}") for index in range(64))))
    assert prepare(long).general is None
    assert prepare(Protocol(Step("a")), None, Costs({"a": 10**7})).general is None
    short = prepare(Protocol(Sequence((Step("a"), Step("b")))), None, Costs({"a": 10**6}, {}, 10**6, 10**6))
    assert short.general is not None
    assert short.general.explain(["a"] * 2000, None) is None, "keys of 64 bits would not hold this"
    assert agree(short, ["b", "a"])


@pytest.mark.parametrize("wrong", [[["a"]], [{}], 7, None])
def test_what_is_no_event_is_refused(wrong: object) -> None:
    general = prepare(Protocol(Sequence((Step("a"), Step("b"))))).general
    assert general is not None
    with pytest.raises(TypeError):
        general.explain(wrong, None)  # type: ignore[arg-type]


def test_flaws_and_tables_that_make_no_sense_are_refused() -> None:
    from scoring import _native

    general = prepare(Protocol(Sequence((Step("a"), Step("b"))))).general
    assert general is not None
    with pytest.raises(ValueError, match="one number a match"):
        general.explain(["a", "b", "z"], (0, 1, 1))
    with pytest.raises(ValueError, match="as many flaws"):
        general.explain(["a"], (-1,))
    with pytest.raises(TypeError):
        general.explain(["a"], [0])  # type: ignore[arg-type]
    leaf = ("a", ((),), 1)
    masks = ((0,), (0,), (0,), (0,))
    with pytest.raises(ValueError, match="leaf"):
        _native.General({"a": (3,)}, {}, 1, ((leaf,), masks, ((0, 1, ()),), ((),), ((),), (), ()), (0,) * 5, True)
    with pytest.raises(ValueError, match="children"):
        _native.General({}, {}, 1, ((leaf,), masks, ((1, 1, (0,)),), ((),), ((),), (), ()), (0,) * 5, True)
    with pytest.raises(ValueError, match="loop"):
        _native.General({}, {}, 1, ((leaf,), masks, ((0, 1, ()),), ((),), ((2,),), (), ()), (0,) * 5, True)
    with pytest.raises(ValueError, match="mask"):
        _native.General({}, {}, 1, ((leaf,), ((9,), *masks[1:]), ((0, 1, ()),), ((),), ((),), (), ()), (0,) * 5, True)
