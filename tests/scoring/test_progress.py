"""What may come next, and how quickly it is known."""

from __future__ import annotations

import time

import pytest

from scoring.alignment import align, align_protocol
from scoring.prepared import ImpossibleProtocolError, prepare
from scoring.progress import Progress, progress, progress_of
from scoring.protocol import AnyOrder, OneOf, Optionally, Protocol, Repeat, Sequence, Step
from tests.scoring.spinal import PERFECT, act, acts, reference


def now(tree: Protocol | Sequence | AnyOrder | Repeat | OneOf, *events: str) -> Progress:
    return progress_of(prepare(tree if isinstance(tree, Protocol) else Protocol(tree)), events)


def steps(names: str) -> tuple[Step, ...]:
    return tuple(Step(name) for name in names)


def test_groups_open_what_they_allow() -> None:
    tree = Sequence((Step("a"), Optionally(Step("b")), AnyOrder(steps("cd")), OneOf(steps("ef"))))
    assert now(tree).open == ("a",)
    assert now(tree, "a").open == ("b", "c", "d")
    assert now(tree, "a").optional == ("b",)
    assert now(tree, "a", "d").open == ("c",)
    assert now(tree, "a", "d", "c").open == ("e", "f")
    assert now(tree, "a", "d", "c", "f").finished


def test_a_loop_opens_its_next_round_and_what_follows() -> None:
    tree = Sequence((Repeat(Sequence(steps("ab")), 2), Step("c")))
    assert now(tree, "a").open == ("b",)
    assert now(tree, "a", "b").open == ("a", "c")
    assert now(tree, "a", "b").optional == ("a",)
    assert now(tree, "a", "b", "a", "b").open == ("c",)


def test_a_step_done_too_early_is_not_asked_for_again() -> None:
    tree = Sequence(steps("abcd"))
    early = now(tree, "a", "c")
    assert (early.open, early.early) == (("b",), ("c",))
    caught_up = now(tree, "a", "c", "b")
    assert (caught_up.open, caught_up.early) == (("d",), ())


def test_a_step_passed_over_for_long_is_called_missed() -> None:
    far = now(Sequence(steps("abcdef")), "a", "c", "d", "e")
    assert (far.missed, far.open) == (("b",), ("f",))


def test_after_edges_hold_back() -> None:
    tree = Protocol(AnyOrder(steps("abc")), (("c", ("a", "b")),))
    assert now(tree).open == ("a", "b")
    assert now(tree, "b").open == ("a",)
    assert now(tree, "b", "a").open == ("c",)


def test_neutral_and_refused_acts_are_passed_over() -> None:
    made = acts()[:2]
    extra = [act("measure-neck", 50.0), *made]
    assert progress(reference(), extra) == progress(reference(), made)


def test_the_flagship_is_followed_to_its_end() -> None:
    for count in range(len(PERFECT)):
        found = progress(reference(), acts()[:count])
        following = PERFECT[count]
        assert any(step == following or step.startswith(f"{following}-") for step in found.open)
        assert not found.finished
    assert progress(reference(), acts()).finished


def wide(count: int) -> Protocol:
    """A step, ten free ones, some between with edges, and ten free ones: much freer than any real procedure."""
    first = AnyOrder(tuple(Step(f"a{i}") for i in range(10)))
    second = AnyOrder(tuple(Step(f"b{i}") for i in range(count - 12)))
    edges = (("b1", ("b0",)), ("b5", ("b2", "b3")), ("b9", ("b5",)))
    return Protocol(Sequence((Step("start"), first, Step("turn"), second)), edges)


def test_progress_is_quick_on_a_wide_protocol() -> None:
    ready = prepare(wide(28))
    events = ["start", *(f"a{i}" for i in (3, 1, 4, 0, 5, 9, 2, 6)), "b9", "turn", "a3", *(f"b{i}" for i in (5, 8, 7))]
    progress_of(ready, events)
    taken = []
    for count in range(len(events)):
        start = time.perf_counter()
        progress_of(ready, events[:count])
        taken.append(time.perf_counter() - start)
    assert sorted(taken)[len(taken) // 2] < 0.005


@pytest.mark.parametrize("lanes", [1, 8, 40])
def test_a_very_free_protocol_neither_hangs_nor_lies(lanes: int) -> None:
    names = [f"s{i}" for i in range(40)]
    tree = Protocol(AnyOrder(tuple(Sequence(steps_named(names[lane::lanes])) for lane in range(lanes))))
    events = [names[(7 * i * i + 3 * i) % 40] for i in range(120)]
    start = time.perf_counter()
    found = align_protocol(tree, events)
    assert time.perf_counter() - start < 10.0
    assert found.lower_bound <= found.cost
    assert found.optimal == (found.lower_bound == found.cost)


def test_a_bound_is_given_where_the_optimum_is_out_of_reach() -> None:
    names = [f"s{i}" for i in range(40)]
    actions = {name: f"x{i % 5}" for i, name in enumerate(names)}
    tree = Protocol(AnyOrder(tuple(Sequence(steps_named(names[lane::8])) for lane in range(8))))
    events = [f"x{(i * i + i // 3) % 5}" for i in range(120)]
    found = align(prepare(tree, actions), events)
    assert not found.optimal
    assert 80 <= found.lower_bound < found.cost
    matched = sum(move.kind == "matched" for move in found.moves)
    assert found.cost == 120 + 40 - 2 * matched


def steps_named(names: list[str]) -> tuple[Step, ...]:
    return tuple(Step(name) for name in names)


def test_a_protocol_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ImpossibleProtocolError):
        prepare(Protocol(Sequence(steps("ab")), (("a", ("b",)),)))
