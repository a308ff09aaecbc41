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

from scoring.explanation import Alignment, Move, MoveKind
from scoring.line_search import explain_line
from scoring.parts_search import explain_parts
from scoring.prepared import Flaws, Prepared, prepared
from scoring.protocol import Protocol
from scoring.quick import explain_fixed
from scoring.search import best_explanation, marked, raised

__all__ = ["Alignment", "Move", "MoveKind", "align", "align_protocol"]


def align(ready: Prepared, events: Sequence[str], flaws: Flaws | None = None) -> Alignment:
    """The cheapest explanation of `events` (actions, in the order in which they were done)."""
    shortest, count = ready.shortest, len(events)
    dear, usual = ready.costs.extra, ready.costs.default_extra
    worst = (sum(dear.get(event, usual) for event in events) if dear else count * usual) + shortest
    marks = None if flaws is None else marked(ready, events, flaws)
    quick = _quickly(ready, events) if marks is None else None
    if quick is not None:
        return Alignment(tuple(quick[0]), quick[1], True, quick[1], shortest, worst)
    general = None if ready.general is None else ready.general.explain(events, marks)
    if general is not None:
        made, cost, bound = general
        if bound < cost:
            bound = raised(ready, events, bound)
        return Alignment(made, cost, bound == cost, bound, shortest, worst)
    found = best_explanation(ready, events, flaws)
    leaves = ready.net.leaves
    moves = []
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
    return Alignment(tuple(moves), found.cost, found.optimal, found.lower_bound, shortest, worst)


def _quickly(ready: Prepared, events: Sequence[str]) -> tuple[Sequence[Move], int] | None:
    """(moves, cost) by one of the searches made for speed, where one of them will do."""
    found: tuple[Sequence[Move], int] | None = None
    if ready.fixed is not None:
        found = explain_fixed(ready.fixed, events)
    if found is None and ready.line is not None:
        found = explain_line(ready.line, events)
    if found is None and ready.parts is not None:
        found = explain_parts(ready.parts, events)
    return found


def align_protocol(protocol: Protocol, events: Sequence[str]) -> Alignment:
    """Align a bare protocol (steps named as their actions) at unit costs."""
    return align(prepared(protocol), events)
