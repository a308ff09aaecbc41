"""The search of `scoring.search` for the commonest case, written for speed: fixed steps, unit costs, no flaws.

Where a protocol has neither choices nor loops and every action fulfils one step, a state is the set of leaves that
fired. While everything is done in a right order there is one explanation and nothing to search. From a deviation on
the explanations stand side by side, and one of them is dropped as soon as another is sure to end better: what the
other has done and this one has not is either still to come (then it costs the other at most one extra act) or is not
to come any more (then this one must call it missed). Most deviations are settled within a few acts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scoring import compiled
from scoring.explanation import Move
from scoring.net import Net

Back = tuple["Back | None", "Known", int, int]
"""(explanation before, the leaf matched, event, mask of the leaves missed just before)."""

Table = dict[int, tuple[int, "Back | None"]]

WIDEST = 48
"""With more explanations than this side by side the general search takes over."""


class Known(NamedTuple):
    """A leaf as this search sees it: its bit, the bits of all that comes before it, and its step."""

    bit: int
    closure: int
    step: str


class Fixed(NamedTuple):
    """A protocol of fixed steps: the leaf of each action, what each leaf waits for, and each leaf's missed move.

    `native` is the same search, compiled, where that was built and the protocol fits into it.
    """

    known: Mapping[str, Known]
    before: tuple[int, ...]
    missed: tuple[Move, ...]
    full: int
    native: compiled.Fixed | None


def fixed(net: Net) -> Fixed | None:
    """The tables of this search, or None where it is not enough."""
    if not net.plain or any(len(found) > 1 for found in net.by_action.values()):
        return None
    known = {
        net.leaves[leaf].action: Known(1 << leaf, net.closure[leaf], net.leaves[leaf].step)
        for (leaf,) in net.by_action.values()
    }
    missed = tuple(Move("missed", leaf.step, None) for leaf in net.leaves)
    return Fixed(known, net.before, missed, net.full, compiled.fixed(net, missed))


def explain_fixed(table: Fixed, events: Sequence[str]) -> tuple[Sequence[Move], int] | None:
    """(moves, cost) of the best explanation, or None where this search is not enough."""
    found = None if table.native is None else table.native.explain(events)
    return _explained(table, events) if found is None else found


def _explained(table: Fixed, events: Sequence[str]) -> tuple[list[Move], int] | None:
    """The same in Python."""
    count = len(events)
    new, kind = tuple.__new__, Move
    acts = list(map(table.known.get, events))
    moves: list[Move] = []
    add = moves.append
    coming: list[int] = []
    state = event = matched = 0
    while event < count:
        for at in range(event, count):
            known = acts[at]
            if known is None:
                add(new(kind, ("extra", events[at], at)))
                continue
            bit, closure, step = known
            if state & bit:
                add(new(kind, ("extra", events[at], at)))
                continue
            missing = closure & ~state
            if missing:
                coming = coming or _coming(acts)
                if (missing | bit) & coming[at + 1]:
                    break
                moves += _missed(table, missing, state)
                state |= missing
            state |= bit
            matched += 1
            add(new(kind, ("matched", step, at)))
        else:
            break
        found = _side_by_side(acts, coming, state, at, len(table.before))
        if found is None:
            return None
        first, event, reached, back = found
        links: list[Back] = []
        while back is not None:
            links.append(back)
            back = back[0]
        matched += len(links)
        for _, known, at, missing in reversed(links):
            if first < at:
                moves += [new(kind, ("extra", events[index], index)) for index in range(first, at)]
            if missing:
                moves += _missed(table, missing, state)
            add(new(kind, ("matched", known[2], at)))
            state |= missing | known[0]
            first = at + 1
        if first < event:
            moves += [new(kind, ("extra", events[index], index)) for index in range(first, event)]
        state = reached
    rest = table.full & ~state
    if rest:
        moves += _missed(table, rest, state)
    return moves, count + len(table.before) - 2 * matched


def _coming(acts: Sequence[Known | None]) -> list[int]:
    """For each event the leaves that may still be matched from it on, and 0 behind the last."""
    masks = [0]
    mask = 0
    for known in reversed(acts):
        if known is not None:
            mask |= known[0]
        masks.append(mask)
    masks.reverse()
    return masks


def _missed(table: Fixed, mask: int, state: int) -> list[Move]:
    """The missed moves of some leaves, in an order in which they could have been done after `state`."""
    before, missed = table.before, table.missed
    order: list[Move] = []
    while mask:
        low = mask & -mask
        leaf = low.bit_length() - 1
        if before[leaf] & ~state:
            rest = mask ^ low
            while before[leaf] & ~state:
                low = rest & -rest
                leaf = low.bit_length() - 1
                rest ^= low
        order.append(missed[leaf])
        state |= low
        mask ^= low
    return order


def _side_by_side(
    acts: Sequence[Known | None], coming: Sequence[int], state: int, event: int, size: int
) -> tuple[int, int, int, Back | None] | None:
    """Go on with several explanations until one is left or the trace ends: (first event, next event, state, how).

    An explanation's key is its cost beside calling everything extra, then how late its missed steps are called
    missed, then how early its matches are.
    """
    first, count = event, len(acts)
    per_missed = (count + 1) * (count + 1)
    per_cost = per_missed * (count + 2) * (size + 2)
    table: Table = {state: (0, None)}
    while event < count:
        known = acts[event]
        if known is not None:
            bit, closure, _ = known
            after = coming[event + 1]
            gain = event - per_cost
            late = per_cost + (count - event) * per_missed
            changed = False
            for state, (key, back) in list(table.items()):
                if state & bit:
                    continue
                changed = True
                missing = closure & ~state
                if missing:
                    new = key + gain + missing.bit_count() * late
                    if not (missing | bit) & after:
                        del table[state]
                    reached = state | missing | bit
                else:
                    new = key + gain
                    del table[state]
                    reached = state | bit
                old = table.get(reached)
                if old is None or new < old[0]:
                    table[reached] = (new, (back, known, event, missing))
            if changed and len(table) > 1:
                _drop_beaten(table, after, per_cost, (count - event - 1) * per_missed, per_missed)
                if len(table) > WIDEST:
                    return None
            if len(table) == 1:
                ((state, (_, back)),) = table.items()
                return first, event + 1, state, back
        event += 1
    best: tuple[int, int, Back | None] | None = None
    for state, (key, back) in table.items():
        total = key - state.bit_count() * per_cost
        if best is None or total < best[0]:
            best = (total, state, back)
    return None if best is None else (first, count, best[1], best[2])


def _drop_beaten(table: Table, coming: int, per_cost: int, late: int, per_missed: int) -> None:
    """Drop what the most promising explanation is sure to beat, whatever comes.

    It follows whatever the other one does, save for what it has done already. `late` is the most that calling a
    step missed from now on can weigh, and `per_missed` is more than all early matches together can.
    """
    promise = 1 << 400
    champion = 0
    for state, (key, _) in table.items():
        hoped = key - (state & ~coming).bit_count() * per_cost
        if hoped < promise:
            promise, champion = hoped, state
    limit = table[champion][0] + per_missed
    behind = per_cost + late
    beaten = []
    for state, (key, _) in table.items():
        ahead = champion & ~state
        lead = (ahead & coming).bit_count() - (ahead & ~coming).bit_count()
        if key >= limit + lead * per_cost + (state & ~champion).bit_count() * behind and state != champion:
            beaten.append(state)
    for state in beaten:
        del table[state]
