"""The search of `scoring.search` for the commonest case, written for speed: fixed steps, unit costs, no flaws.

Where a protocol has neither choices nor loops and every action fulfils one step, a state is the set of leaves that
fired. While everything is done in a right order there is one explanation and nothing to search. From a deviation on
the explanations stand side by side, and one of them is dropped as soon as another cannot end dearer: what the other
has done and this one has not is either still to come (then it costs the other at most one extra act) or is not to
come any more (then this one must call it missed).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Back = tuple["Back | None", int, int, int]
"""(explanation before, event, leaf, mask of the leaves missed just before)."""

Table = dict[int, tuple[int, "Back | None"]]

WIDEST = 48
"""With more explanations than this side by side the general search takes over."""


def quick_search(
    single: Mapping[str, int], closure: Sequence[int], full: int, events: Sequence[str]
) -> tuple[int, Back | None, int] | None:
    """(cost, explanation, mask of the leaves missed at the end), or None where this search is not enough."""
    count = len(events)
    per_missed = (count + 1) * (count + 1)
    per_cost = per_missed * (count + 2) * (full.bit_count() + 2)
    find = single.get
    leaves = [find(event, -1) for event in events]
    suffix: list[int] = []
    state = key = event = 0
    back: Back | None = None
    table: Table = {}
    while event < count:
        leaf = leaves[event]
        if leaf >= 0:
            bit = 1 << leaf
            if not state & bit:
                if closure[leaf] & ~state:
                    suffix = suffix or _suffixes(leaves)
                    table = {state: (key, back)}
                    event = _side_by_side(table, leaves, closure, suffix, event, per_cost, per_missed)
                    if len(table) > 1:
                        break
                    ((state, (key, back)),) = table.items()
                    continue
                state |= bit
                key += event - per_cost
                back = (back, event, leaf, 0)
        event += 1
    else:
        table = {state: (key, back)}
    if event < count:
        return None
    best: tuple[int, Back | None, int] | None = None
    for end, (reached, chain) in table.items():
        rest = full & ~end
        total = reached + rest.bit_count() * per_cost
        if best is None or total < best[0]:
            best = (total, chain, rest)
    return None if best is None else (best[0] // per_cost + count, best[1], best[2])


def _suffixes(leaves: Sequence[int]) -> list[int]:
    """For each event the leaves that may still be matched from it on, and 0 behind the last."""
    masks = [0]
    mask = 0
    for leaf in reversed(leaves):
        if leaf >= 0:
            mask |= 1 << leaf
        masks.append(mask)
    masks.reverse()
    return masks


def _side_by_side(
    table: Table, leaves: Sequence[int], closure: Sequence[int], suffix: Sequence[int], event: int, per_cost: int,
    per_missed: int,
) -> int:  # fmt: skip
    """Go on with several explanations until one is left, too many are there, or the trace ends; the next event."""
    count = len(leaves)
    while event < count:
        leaf = leaves[event]
        if leaf >= 0:
            bit, needed = 1 << leaf, closure[leaf]
            gain = event - per_cost
            late = per_cost + (count - event) * per_missed
            for state, (key, back) in list(table.items()):
                if state & bit:
                    continue
                missing = needed & ~state
                if missing:
                    new = key + gain + missing.bit_count() * late
                else:
                    new = key + gain
                    del table[state]
                reached = state | needed | bit
                known = table.get(reached)
                if known is None or new < known[0]:
                    table[reached] = (new, (back, event, leaf, missing))
            if len(table) > 1:
                _drop_beaten(table, suffix[event + 1], per_cost)
                if len(table) > WIDEST:
                    return event
            if len(table) == 1:
                return event + 1
        event += 1
    return event


def _drop_beaten(table: Table, coming: int, per_cost: int) -> None:
    """Drop what the most promising explanation is sure to beat in cost (ties stay: they are decided at the end)."""
    least = 1 << 200
    champion = 0
    for state, (key, _) in table.items():
        promise = key - (state & ~coming).bit_count() * per_cost
        if promise < least:
            least, champion = promise, state
    cost = table[champion][0] // per_cost
    for state in [state for state in table if state != champion]:
        ahead = champion & ~state
        gap = (ahead & coming).bit_count() - (ahead & ~coming).bit_count() + (state & ~champion).bit_count()
        if table[state][0] // per_cost > cost + gap:
            del table[state]
