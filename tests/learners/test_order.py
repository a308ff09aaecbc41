"""The order of the flagship scene against the table it is made from: every allowed order is free, no other one is."""

import random
from graphlib import TopologicalSorter
from itertools import permutations

import pytest

from simulator.core.procedure import AnyOrder, Node, Sequence, StepNode, steps_of
from tests.learners.runs import flagship, in_order, refusals

# Step -> what must be complete before it: the column "Pred" of table SP-A (A10 has three parts, A07 two).
TABLE: dict[str, tuple[str, ...]] = {
    "secure-scene": (),
    "inform-patient": ("secure-scene",),
    "hold-head": ("secure-scene",),
    "primary-survey": ("hold-head",),
    "csm-before": ("hold-head",),
    "check-neck": ("hold-head",),
    "measure-collar": ("check-neck",),
    "fit-collar": ("measure-collar",),
    "lay-out-board": ("secure-scene",),
    "position-limbs": ("primary-survey",),
    "place-hands": ("csm-before", "fit-collar", "lay-out-board", "position-limbs"),
    "brief-team": ("csm-before", "fit-collar", "lay-out-board", "position-limbs"),
    "ask-ready": ("place-hands", "brief-team"),
    "roll-to-side": ("ask-ready",),
    "inspect-back": ("roll-to-side",),
    "place-board": ("roll-to-side",),
    "roll-back": ("inspect-back", "place-board"),
    "slide-to-centre": ("roll-back",),
    "pad-voids": ("slide-to-centre",),
    "strap-torso": ("slide-to-centre",),
    "pad-head": ("slide-to-centre",),
    "fix-head": ("strap-torso", "pad-head"),
    "release-head": ("fix-head",),
    "strap-legs": ("strap-torso",),
    "secure-arms": ("strap-torso",),
    "csm-after": ("fix-head", "strap-legs"),
    "recheck-patient": ("strap-torso",),
    "lift": ("release-head", "csm-after"),
    "report": ("csm-after",),
}
# The column "Order rule": A02 before or with A03, so before all that comes after A03; A25 the last move; A26 the last.
RULES: dict[str, tuple[str, ...]] = {
    "primary-survey": ("inform-patient",),
    "csm-before": ("inform-patient",),
    "check-neck": ("inform-patient",),
    "lift": ("pad-voids", "secure-arms", "recheck-patient"),
    "report": ("lift",),
}
# Pairs that the table calls free (A08 stands for all of A04-A07, A22 for all of A18-A20).
FREE = (
    ("primary-survey", "csm-before"),
    ("csm-before", "check-neck"),
    *(("lay-out-board", other) for other in ("primary-survey", "csm-before", "check-neck", "fit-collar")),
    ("inspect-back", "place-board"),
    ("pad-voids", "pad-head"),
    ("strap-legs", "secure-arms"),
    *(("secure-arms", other) for other in ("pad-head", "fix-head", "release-head")),
    *(("strap-legs", other) for other in ("pad-head", "fix-head", "release-head")),
    ("csm-after", "recheck-patient"),
)
# A16 before A17 is a soft rule: not of the order, but of what is never done, for half a point.
SOFT = ("pad-voids", "strap-torso")

BEFORE = {step: {*earlier, *RULES.get(step, ())} for step, earlier in TABLE.items()}


def closed(before: dict[str, set[str]]) -> set[tuple[str, str]]:
    """All pairs (earlier, later) that follow."""
    earlier: dict[str, set[str]] = {}
    for step in TopologicalSorter(before).static_order():
        direct = before.get(step, set())
        earlier[step] = direct.union(*(earlier[one] for one in direct))
    return {(one, step) for step, ones in earlier.items() for one in ones}


def of_tree(node: Node) -> dict[str, set[str]]:
    """Step -> the steps that the tree puts before it."""
    before: dict[str, set[str]] = {leaf.step: set(leaf.after) for leaf in steps_of(node)}

    def walk(part: Node) -> None:
        match part:
            case Sequence(children):
                done: list[str] = []
                for child in children:
                    inside = [leaf.step for leaf in steps_of(child)]
                    for step in inside:
                        before[step].update(done)
                    done += inside
                    walk(child)
            case AnyOrder(children):
                for child in children:
                    walk(child)
            case StepNode():
                pass
            case _:
                raise AssertionError(f"the flagship's tree has only sequences and free groups, not {part}")

    walk(node)
    return before


def some_order(dice: random.Random) -> list[str]:
    """A random order that the table allows."""
    left, done = dict(BEFORE), []
    while left:
        step = dice.choice(sorted(step for step, earlier in left.items() if earlier <= set(done)))
        done.append(step)
        del left[step]
    return done


def test_the_tree_is_the_table() -> None:
    scene = flagship()
    assert set(BEFORE) == set(scene.steps)
    assert closed(of_tree(scene.protocol)) == closed(BEFORE)
    assert sorted({rule.ref for rule in scene.steps.values()}) == [f"A{number:02}" for number in range(1, 27)]


def test_free_pairs_are_free() -> None:
    ordered = closed(BEFORE)
    assert not [pair for pair in FREE if pair in ordered or pair[::-1] in ordered]


@pytest.mark.parametrize("seed", range(25))
def test_an_allowed_order_loses_nothing(seed: int) -> None:
    order = some_order(random.Random(seed))
    session, judged = in_order(order)
    assert refusals(session) == []
    found = [(finding.rule, finding.points) for finding in judged.card.findings]
    soft = order.index(SOFT[0]) > order.index(SOFT[1])
    assert found == ([("strapped-over-hollows", 0.5)] if soft else []), order
    assert judged.card.passed
    assert judged.card.alignment.cost == 0


@pytest.mark.parametrize("seed", range(40))
def test_a_forbidden_order_loses_points(seed: int) -> None:
    dice = random.Random(1000 + seed)
    order = some_order(dice)
    earlier, later = dice.choice(sorted(closed(BEFORE)))
    order.remove(later)
    order.insert(order.index(earlier), later)
    session, judged = in_order(order)
    assert judged.card.alignment.cost > 0, (earlier, later)
    assert judged.card.total < 100, (earlier, later)
    assert judged.card.findings or refusals(session)


@pytest.mark.parametrize(("one", "other"), sorted({*FREE, *(pair[::-1] for pair in FREE)}))
def test_a_free_pair_both_ways(one: str, other: str) -> None:
    """There is an order with `one` before `other`, and it loses nothing."""
    before = {step: set(earlier) for step, earlier in BEFORE.items()}
    before[other].add(one)
    before[SOFT[1]].add(SOFT[0])
    order = list(TopologicalSorter(before).static_order())
    assert order.index(one) < order.index(other)
    _, judged = in_order(order)
    assert judged.card.total == 100
    assert not judged.card.findings


def test_swaps_of_bound_neighbours_are_seen() -> None:
    """Every direct demand of the table, turned round, is a finding."""
    base = list(TopologicalSorter({**BEFORE, "strap-torso": {"slide-to-centre", "pad-voids"}}).static_order())
    unseen = []
    for earlier, later in ((one, step) for step, ones in BEFORE.items() for one in ones):
        order = [step for step in base if step != later]
        order.insert(order.index(earlier), later)
        if in_order(order)[1].card.total == 100:
            unseen.append((earlier, later))
    assert unseen == []


def test_the_second_check_is_not_the_first() -> None:
    """Two checks before the move are no check after it."""
    order = [step for step in some_order(random.Random(7)) if step != "csm-after"]
    order.insert(order.index("csm-before"), "csm-before")
    _, judged = in_order(order)
    assert ("missed", "csm-after") in {(finding.kind, finding.rule) for finding in judged.card.findings}
    assert judged.card.critical == ("csm-after",)


def test_hands_and_words_come_before_the_question() -> None:
    for first, second in permutations(("place-hands", "brief-team")):
        order = [step for step in some_order(random.Random(3)) if step not in (first, second)]
        at = order.index("ask-ready")
        order[at:at] = [first, second]
        assert in_order(order)[1].card.alignment.cost == 0
