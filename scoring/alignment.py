"""The cheapest explanation of what was done by what the protocol allows.

Every event is *matched* with a step or is *extra*; every step of the explaining run is matched or *missed*. With
unit costs (missed 1, extra 1, matched 0) the cost is the optimal alignment cost of conformance checking. Of equally
cheap explanations the one is taken that a clinician would give, always the same one:

1. the one whose matches have the fewest flaws (a right collar rather than a wrong one);
2. the one that calls a step missed as late as possible: a step done too early is the one out of order;
3. the one that matches the earlier of two equal acts: the second one is the repetition;
4. the alternative that the protocol names first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from scoring.prepared import Flaws, Prepared, prepared
from scoring.protocol import Protocol
from scoring.search import best_explanation

MoveKind = Literal["matched", "missed", "extra"]


class Move(NamedTuple):
    """One move of an explanation. `step` is the step's id (for an extra event: its action); `event` its index.

    A named tuple because thousands are made: it takes half the time of a frozen dataclass.
    """

    kind: MoveKind
    step: str
    event: int | None


@dataclass(frozen=True, slots=True)
class Alignment:
    """The explanation. `optimal` False: `cost` is the best found, and no explanation is below `lower_bound`.

    `shortest` is the cost of the protocol's cheapest complete run, done or not (its number of steps, at unit costs).
    """

    moves: tuple[Move, ...]
    cost: int
    optimal: bool
    lower_bound: int
    shortest: int
    worst: int

    @property
    def fitness(self) -> float:
        """1 - cost / (cost of calling every event extra and every step of the shortest run missed)."""
        return 1.0 - self.cost / self.worst if self.worst else 1.0


def align(ready: Prepared, events: Sequence[str], flaws: Flaws | None = None) -> Alignment:
    """The cheapest explanation of `events` (actions, in the order in which they were done)."""
    found = best_explanation(ready, events, flaws)
    leaves, count = ready.net.leaves, len(events)
    moves: list[Move] = []
    at = 0
    for event, leaf, missed in found.links:
        if at < event:
            moves += [Move("extra", events[index], index) for index in range(at, event)]
        if missed:
            moves += [Move("missed", leaves[index].step, None) for index in missed]
        moves.append(Move("matched", leaves[leaf].step, event))
        at = event + 1
    moves += [Move("extra", events[index], index) for index in range(at, count)]
    moves += [Move("missed", leaves[index].step, None) for index in found.last]
    dear = ready.costs.extra
    usual = ready.costs.default_extra
    extra = sum(dear.get(event, usual) for event in events) if dear else count * usual
    return Alignment(tuple(moves), found.cost, found.optimal, found.lower_bound, ready.shortest, extra + ready.shortest)


def align_protocol(protocol: Protocol, events: Sequence[str]) -> Alignment:
    """Align a bare protocol (steps named as their actions) at unit costs."""
    return align(prepared(protocol), events)
