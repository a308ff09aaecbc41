"""The bounds by which explanations are dropped hold: every way on from a state is written out and compared."""

from __future__ import annotations

import random

import pytest

from scoring.net import compiled
from scoring.parts import Part, State, members
from scoring.protocol import Protocol
from scoring.whole import parts_of
from tests.bench.alignment_tasks import blocks, tree


def cheapest(part: Part, state: State, events: list[str], known: dict[tuple[State, int], int]) -> int:
    """The least number of missed and extra moves from a state to the end."""
    key = (state, len(events))
    if key not in known:
        if not events:
            known[key] = len(part.end(state))
        else:
            found = 1 + cheapest(part, state, events[1:], known)
            if events[0] in part.actions:
                for reached, missed, _, _ in part.ways(state, events[0])[1]:
                    found = min(found, missed + cheapest(part, reached, events[1:], known))
            known[key] = found
    return known[key]


def reachable(part: Part, rng: random.Random) -> list[State]:
    """Some of the states of a part."""
    found = [part.start]
    for _ in range(40):
        state = rng.choice(found)
        for reached, _, _, _ in part.ways(state, rng.choice(sorted(part.actions)))[1]:
            if reached not in found:
                found.append(reached)
    return found


@pytest.mark.parametrize("seed", range(120))
def test_no_explanation_ends_better_than_its_bounds_say(seed: int) -> None:
    rng = random.Random(4000 + seed)
    names = [f"s{index}" for index in range(rng.randint(3, 9))]
    if seed % 3 == 0:
        names = rng.choices(names[: len(names) // 2 + 1], k=len(names))
    net = compiled(Protocol((blocks if seed % 2 else tree)(names, rng)))
    whole = parts_of(net)
    assert whole is not None
    part = whole.part
    states = reachable(part, rng)
    for length in (0, 1, 3, 6):
        events = rng.choices([*names, "z"], k=length)
        rest = {one: sum(name in one.actions for name in events) for one in members(part)}
        known: dict[tuple[State, int], int] = {}
        costs = {state: cheapest(part, state, events, known) for state in states}
        for state, cost in costs.items():
            assert part.short(state) == len(part.end(state))
            assert cost >= length - part.gain(state, rest)
        for better in states:
            for other in states:
                if better != other:
                    assert costs[better] - costs[other] <= part.lead(better, other, rest)
