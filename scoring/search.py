"""The search behind the alignment: all cheapest explanations side by side, one event after the other.

After each event a table holds, for every state of the protocol that an explanation may be in, the cheapest such
explanation. An extra event changes nothing but the cost of all, so only matches add to the table. Four things keep
it small: missed steps are called missed only when a match needs them; a step that may be done now, and that only this
action fulfils, is always matched; what cannot beat the best explanation known is dropped; and when even so it grows
too large, only the best stay, with a bound on what was dropped. The table then grows in rounds until nothing that
was dropped could have been better, or until the last round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.lanes import least_cost
from scoring.prepared import UNIT, Flaws, Prepared

Back = tuple["Back | None", int, int, "int | tuple[int, ...]"]
"""(explanation before, event, leaf, leaves missed just before as a mask or in order)."""

Link = tuple[int, int, tuple[int, ...]]
"""(event, leaf, leaves missed just before)."""

Table = dict[int, tuple[int, Back | None]]

ROUNDS = (2, 64, 600)
"""How many explanations may stand side by side in the first rounds."""

READINGS_PLAIN, READINGS = 1_000_000, 30_000
"""How many explanations the last round may carry on, over all events; it sets that round's width."""


@dataclass(frozen=True, slots=True)
class Found:
    """`links`: (event, leaf, leaves missed before it), in order of the events; `last`: missed at the end."""

    links: tuple[Link, ...]
    last: tuple[int, ...]
    cost: int
    optimal: bool
    lower_bound: int


@dataclass(frozen=True, slots=True)
class _Task:
    """One trace, with the weights of the lexicographic key: cost, then flaws, then missed late, then matched early.

    Entries of the table are keyed relative to calling all events extra, so that an extra event costs nothing there.
    """

    ready: Prepared
    count: int
    leaves: tuple[tuple[int, ...], ...]
    extra: tuple[int, ...]
    total_extra: int
    flaws: tuple[tuple[int, ...], ...] | None
    per_cost: int
    per_flaw: int
    per_missed: int
    suffix: tuple[int, ...]
    free: tuple[int, ...]
    bound: tuple[int, ...]
    most_extra: int


def _task(ready: Prepared, events: Sequence[str], flaws: Flaws | None) -> _Task:
    net, costs = ready.net, ready.costs
    count = len(events)
    leaves = tuple(net.by_action.get(event, ()) for event in events)
    extra = tuple(costs.extra.get(event, costs.default_extra) for event in events)
    marks: tuple[tuple[int, ...], ...] | None = None
    worst_flaw = 0
    if flaws is not None:
        marks = tuple(
            tuple(flaws(net.leaves[leaf].step, index) for leaf in found) for index, found in enumerate(leaves)
        )
        worst_flaw = max((mark for row in marks for mark in row), default=0)
    most_missed = (len(net.leaves) + 1) * (count + 2)
    per_missed = (count + 1) * (count + 1)
    per_flaw = per_missed * (count + 2) * most_missed
    suffix, free, bound = [0], [0], [0]
    for index in range(count - 1, -1, -1):
        mask = sum(1 << leaf for leaf in leaves[index])
        looping = bool(mask & net.looping)
        suffix.append(suffix[-1] | mask)
        free.append(free[-1] + looping)
        bound.append(bound[-1] + (mask != 0 and not looping))
    return _Task(
        ready,
        count,
        leaves,
        extra,
        sum(extra),
        marks,
        per_flaw * (worst_flaw * count + 2),
        per_flaw,
        per_missed,
        tuple(reversed(suffix)),
        tuple(reversed(free)),
        tuple(reversed(bound)),
        max(extra, default=0),
    )


def best_explanation(ready: Prepared, events: Sequence[str], flaws: Flaws | None = None) -> Found:
    """The cheapest explanation, or the best found and a lower bound where the protocol is too free."""
    task = _task(ready, events, flaws)
    limit: int | None = None
    best: tuple[int, Back | None, tuple[int, ...]] | None = None
    dropped: int | None = None
    readings = READINGS_PLAIN if ready.net.plain else READINGS
    last = readings // max(1, sum(map(len, task.leaves)))
    for width in (*(width for width in ROUNDS if width < last), max(last, ROUNDS[1])):
        table, dropped = _explain(task, width, limit)
        ending = _cheapest_ending(task, table)
        if ending is not None and (best is None or ending[0] < best[0]):
            best = ending
        if best is not None and (dropped is None or dropped >= best[0]):
            dropped = None
            break
        limit = best[0] if best is not None else None
    if best is None:
        raise AssertionError("a prepared protocol has a complete run, so every trace has an explanation")
    cost = best[0] // task.per_cost + task.total_extra
    if ready.moves.cut:
        dropped = _least(task, 0, 0, 0)
    bound = cost if dropped is None else min(cost, dropped // task.per_cost + task.total_extra)
    if bound < cost:
        bound = raised(ready, events, bound)
    return Found(_links(ready.net.before, best[1]), best[2], cost, bound == cost, bound)


def raised(ready: Prepared, events: Sequence[str], bound: int) -> int:
    """A bound from below, or a higher one by the lanes that stand side by side."""
    return max(bound, least_cost(ready.net, events)) if ready.costs == UNIT else bound


def marked(ready: Prepared, events: Sequence[str], flaws: Flaws) -> tuple[int, ...] | None:
    """How many things are wrong with each match that is possible, event by event; None where there is nothing."""
    leaves, by_action = ready.net.leaves, ready.net.by_action
    marks = tuple(
        flaws(leaves[leaf].step, index) for index, event in enumerate(events) for leaf in by_action.get(event, ())
    )
    return marks if any(marks) else None


def explain_prefix(ready: Prepared, events: Sequence[str], flaws: Flaws | None = None) -> tuple[int, Found]:
    """The state of the cheapest explanation of a trace that is still going on (nothing is missed at its end)."""
    task = _task(ready, events, flaws)
    table, dropped = _explain(task, ROUNDS[-1], None)
    state, (key, back) = min(table.items(), key=lambda item: (item[1][0], item[0]))
    cost = key // task.per_cost + task.total_extra
    return state, Found(_links(ready.net.before, back), (), cost, dropped is None, cost)


def _explain(task: _Task, width: int, limit: int | None) -> tuple[Table, int | None]:
    """Read all events; returns the last table and the least key that anything dropped for want of room could reach."""
    table: Table = {0: (0, None)}
    step = _read_plain if task.ready.net.plain else _read
    dropped: int | None = None
    crowded = min(width, 2)
    for event in range(task.count):
        if not task.leaves[event]:
            continue
        step(task, table, event)
        if len(table) > crowded:
            dropped = _thin(task, table, event + 1, width, limit, dropped)
            crowded = min(max(2, 2 * len(table)), max(width, len(table)))
    return table, dropped


def _read_plain(task: _Task, table: Table, event: int) -> None:
    """Match one event where the protocol has neither choices nor loops: a state is the set of leaves that fired."""
    net, even, weights = task.ready.net, task.ready.even, task.ready.weights
    gain = event - task.extra[event] * task.per_cost
    late = (task.count - event) * task.per_missed
    before = list(table.items())
    for place, leaf in enumerate(task.leaves[event]):
        bit, closure = 1 << leaf, net.closure[leaf]
        flaw = task.flaws[event][place] if task.flaws is not None else 0
        forced = net.firm & bit and not flaw
        for state, (key, back) in before:
            if state & bit:
                continue
            missing = closure & ~state
            new = key + gain + flaw * task.per_flaw
            if missing:
                number = missing.bit_count()
                weight = number * even if even is not None else _weight(weights, missing)
                new += weight * task.per_cost + number * late
            elif forced:
                del table[state]
            reached = state | closure | bit
            known = table.get(reached)
            if known is None or new < known[0]:
                table[reached] = (new, (back, event, leaf, missing))


def _read(task: _Task, table: Table, event: int) -> None:
    """Match one event in any protocol."""
    net, moves = task.ready.net, task.ready.moves
    gain = event - task.extra[event] * task.per_cost
    late = (task.count - event) * task.per_missed
    before = list(table.items())
    for place, leaf in enumerate(task.leaves[event]):
        flaw = task.flaws[event][place] if task.flaws is not None else 0
        forced = net.firm >> leaf & 1 and not flaw
        gain_here = gain + flaw * task.per_flaw
        remembered = moves.known(leaf)
        for state, (key, back) in before:
            for reached, weight, missed in remembered.get(state) or moves.jumps(state, leaf):
                new = key + gain_here
                if missed:
                    new += weight * task.per_cost + len(missed) * late
                elif forced and not net.closure[leaf] & ~(state | state >> len(net.leaves)):
                    table.pop(state, None)
                known = table.get(reached)
                if known is None or new < known[0]:
                    table[reached] = (new, (back, event, leaf, missed))


def _weight(weights: tuple[int, ...], mask: int) -> int:
    total = 0
    while mask:
        low = mask & -mask
        total += weights[low.bit_length() - 1]
        mask ^= low
    return total


def _least(task: _Task, state: int, key: int, event: int) -> int:
    """A key below which no explanation that goes on from this entry can end."""
    net = task.ready.net
    count = len(net.leaves)
    pending = net.full & ~(state | state >> count)
    suffix = task.suffix[event]
    once = pending & suffix & ~net.looping
    matches = task.free[event] + min(task.bound[event], once.bit_count())
    lost = pending & net.certain & ~suffix & ~(net.looping if not net.plain else 0)
    even = task.ready.even
    missed = lost.bit_count() * even if even is not None else _weight(task.ready.weights, lost)
    return key + (missed - matches * task.most_extra) * task.per_cost


def _thin(task: _Task, table: Table, event: int, width: int, limit: int | None, dropped: int | None) -> int | None:
    """Drop what cannot win any more; if too much is left keep the `width` best and say what was lost at least."""
    least = {state: _least(task, state, key, event) for state, (key, _) in table.items()}
    if limit is not None:
        for state, bound in least.items():
            if bound >= limit:
                del table[state]
    if len(table) > width:
        order = sorted(table, key=lambda state: (least[state], state))
        for state in order[width:]:
            del table[state]
        lost = least[order[width]]
        dropped = lost if dropped is None else min(dropped, lost)
    return dropped


def _cheapest_ending(task: _Task, table: Table) -> tuple[int, Back | None, tuple[int, ...]] | None:
    """The entry that is cheapest to finish: (key, explanation, leaves missed at the end)."""
    net = task.ready.net
    best: tuple[int, Back | None, tuple[int, ...]] | None = None
    for state, (key, back) in table.items():
        if net.plain:
            rest = net.full & ~state
            total = key + _weight(task.ready.weights, rest) * task.per_cost
            if best is None or total < best[0]:
                best = (total, back, _in_order(net.before, rest, state))
        elif (end := task.ready.moves.end(state)) is not None:
            total = key + end[1] * task.per_cost
            if best is None or total < best[0]:
                best = (total, back, end[2])
    return best


def _in_order(before: Sequence[int], mask: int, state: int) -> tuple[int, ...]:
    """The leaves of a mask in an order in which they could have been done after `state`."""
    order: list[int] = []
    while mask:
        rest = mask
        while rest:
            low = rest & -rest
            leaf = low.bit_length() - 1
            if not before[leaf] & ~state:
                break
            rest ^= low
        order.append(leaf)
        state |= low
        mask ^= low
    return tuple(order)


def _links(before: Sequence[int], back: Back | None) -> tuple[Link, ...]:
    """The chain of matches, first event first."""
    found: list[Back] = []
    while back is not None:
        found.append(back)
        back = back[0]
    found.reverse()
    links: list[Link] = []
    state = 0
    for _, event, leaf, missed in found:
        if not missed:
            links.append((event, leaf, ()))
        elif isinstance(missed, int):
            links.append((event, leaf, _in_order(before, missed, state)))
            state |= missed
        else:
            links.append((event, leaf, missed))
        state |= 1 << leaf
    return tuple(links)
