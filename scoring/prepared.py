"""A protocol made ready to align many traces with: compiled once, with its costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from scoring import compiled
from scoring.line import Line, line
from scoring.moves import Moves
from scoring.net import Net
from scoring.net import compiled as net_of
from scoring.protocol import Protocol
from scoring.quick import Fixed, fixed
from scoring.whole import Whole, parts_of

Flaws = Callable[[str, int], int]
"""(step id, event index) -> how many things are wrong with this match (0: nothing)."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Whole-number costs; steps and actions that are not named cost the default."""

    missed: Mapping[str, int] = field(default_factory=dict)
    extra: Mapping[str, int] = field(default_factory=dict)
    default_missed: int = 1
    default_extra: int = 1


UNIT = Costs()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A protocol made ready to align many traces with; `shortest` as in `Alignment`.

    `even` is the cost of missing a step where it is the same for all. `fixed` has the tables of the quick search
    where that will do (fixed steps, unit costs, one step an action), `line` those for protocols in which one thing
    is due at a time, `parts` those for protocols put together from such with choices or loops (unit costs), `general`
    the general search in compiled form; else they are None.
    """

    net: Net
    moves: Moves
    weights: tuple[int, ...]
    even: int | None
    costs: Costs
    shortest: int
    fixed: Fixed | None
    line: Line | None
    parts: Whole | None
    general: compiled.General | None


class ImpossibleProtocolError(ValueError):
    """The protocol contradicts itself: no order of its steps satisfies it."""


def prepare(protocol: Protocol, actions: Mapping[str, str] | None = None, costs: Costs = UNIT) -> Prepared:
    """Compile a protocol. `actions` maps a step to the action that fulfils it (default: the step's own id)."""
    net = net_of(protocol, actions)
    weights = tuple(costs.missed.get(leaf.step, costs.default_missed) for leaf in net.leaves)
    if any(weight < 0 for weight in weights) or any(cost < 0 for cost in costs.extra.values()):
        raise ValueError("a cost must not be negative")
    if net.plain and any(net.closure[leaf.index] >> leaf.index & 1 for leaf in net.leaves):
        raise ImpossibleProtocolError("the protocol contradicts itself: no order of its steps satisfies it")
    moves = Moves(net, weights)
    end = moves.end(0)
    if end is None:
        raise ImpossibleProtocolError("the protocol contradicts itself: no order of its steps satisfies it")
    even = weights[0] if len(set(weights)) == 1 else None
    quick = fixed(net) if costs == UNIT else None
    single = line(net) if costs == UNIT else None
    parts = parts_of(net) if costs == UNIT and single is None and not net.plain else None
    general = compiled.general(net, weights, costs.extra, costs.default_extra)
    return Prepared(net, moves, weights, even, costs, end[1], quick, single, parts, general)


@lru_cache(maxsize=64)
def _prepared(protocol: Protocol, actions: tuple[tuple[str, str], ...]) -> Prepared:
    return prepare(protocol, dict(actions))


def prepared(protocol: Protocol, actions: Mapping[str, str] | None = None) -> Prepared:
    """`prepare` at unit costs, remembered: the same protocol is compiled once."""
    return _prepared(protocol, tuple((actions or {}).items()))
