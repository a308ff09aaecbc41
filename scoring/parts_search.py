"""The search of `scoring.search` for protocols put together from parts, by the tables of `scoring.parts`."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.explanation import Move
from scoring.line import END, GAPS
from scoring.line_search import explain_line, moves_of
from scoring.parts import OfLine, Part, PartWay, Rest, SideBySide, State, members
from scoring.whole import Whole

Back = tuple["Back | None", int, PartWay]
Table = dict[State, tuple[int, "Back | None"]]

NARROW = 12
"""With more than this side by side a good explanation is sought first, by following only so many."""

WIDEST = 400
"""With more explanations than this side by side the general search takes over."""

NOT_TOO_LONG = 300
"""A trace up to this length is never too long for the compiled search: where that gives up so would this one."""

CHAMPIONS = 3
"""How many of the cheapest explanations the others are compared with."""


def explain_parts(
    known: Whole, events: Sequence[str], at: Sequence[int] = (), of: int = 0
) -> tuple[Sequence[Move], int] | None:
    """(moves, cost) of the best explanation, or None where too many stand side by side; keys as in `explain_line`."""
    if known.native is not None and not at:
        found = known.native.explain(events)
        if found is not None or known.crossed or len(events) <= NOT_TOO_LONG:
            return found
    if isinstance(known.part, OfLine):
        return explain_line(known.part.line, events, at, of)
    if isinstance(known.part, SideBySide) and known.part.apart:
        return _one_by_one(known, known.part, events, at or range(len(events)), of or len(events))
    return _together(known, events, at or range(len(events)), of or len(events))


def _one_by_one(
    known: Whole, beside: SideBySide, events: Sequence[str], at: Sequence[int], of: int
) -> tuple[Sequence[Move], int] | None:
    """Parts that share no action are explained each for itself, and their moves put together again.

    What a part has missed is said before the match that shows it, as it is in the part alone.
    """
    strange = [index for index, name in enumerate(events) if name not in known.bits]
    placed = [(index, Move("extra", events[index], index)) for index in strange]
    total = len(strange)
    for part in beside.parts:
        own = [index for index, name in enumerate(events) if name in part.actions]
        found = explain_parts(
            known._replace(part=part, native=None), [events[index] for index in own], [at[index] for index in own], of
        )
        if found is None:
            return None
        total += found[1]
        behind = len(events)
        backwards = []
        for move in reversed(found[0]):
            if move.event is None:
                backwards.append((behind, move))
            else:
                index = own[move.event]
                behind = index if move.kind == "matched" else behind
                backwards.append((index, Move(move.kind, move.step, index)))
        placed += reversed(backwards)
    placed.sort(key=lambda one: (one[0], one[1].event is not None))
    return [move for _, move in placed], total


def _together(known: Whole, events: Sequence[str], at: Sequence[int], of: int) -> tuple[Sequence[Move], int] | None:
    """All explanations side by side; where they are many, once more with the cost of a good one known."""
    per_missed = (of + 1) * (of + 1)
    shift = (per_missed * (of + 1) * (of + 1) * known.most_missed).bit_length()
    found, narrowed = _pass(known, events, at, of, shift, None)
    if narrowed:
        assert found is not None
        found, _ = _pass(known, events, at, of, shift, found[0])
    if found is None:
        return None
    total, state, back = found
    moves = moves_of(back, events)
    moves += known.part.end(state)
    return moves, (total >> shift) + len(events)


def _pass(
    known: Whole, events: Sequence[str], at: Sequence[int], of: int, shift: int, limit: int | None
) -> tuple[tuple[int, State, Back | None] | None, bool]:
    """The best explanation, and whether one might have been lost; `limit` is the key of one that is known."""
    whole, bits = known.part, known.bits
    count = len(events)
    coming = [END]
    for name in reversed(events):
        coming.append(coming[-1] | bits.get(name, 0))
    rest = {part: sum(name in part.actions for name in events) for part in members(whole)}
    per_missed, per_cost = (of + 1) * (of + 1), 1 << shift
    table: Table = {whole.start: (0, None)}
    narrowed = False
    for event, name in enumerate(events):
        if name not in bits:
            continue
        for part in rest:
            rest[part] -= name in part.actions
        gain = at[event] - per_cost
        late = per_cost + (of - at[event]) * per_missed
        changed = False
        for state, (key, back) in [*table.items()]:
            sure, ways = whole.ways(state, name)
            if ways:
                changed = True
                if sure:
                    del table[state]
                for way in ways:
                    reached = way[0]
                    new = key + gain + way[1] * late
                    if reached not in table or new < table[reached][0]:
                        table[reached] = (new, (back, event, way))
        if changed and len(table) > 1:
            _drop_beaten(whole, table, coming[count - event - 1], rest, shift, late - per_missed)
            if limit is not None or len(table) > NARROW:
                narrowed = narrowed or limit is None
                _narrow(whole, table, rest, shift, limit)
            if len(table) > WIDEST:
                return None, False
    best: tuple[int, State, Back | None] | None = None
    for state, (key, back) in table.items():
        total = key + whole.short(state) * per_cost
        if best is None or total < best[0]:
            best = (total, state, back)
    return best, narrowed


def _narrow(whole: Part, table: Table, rest: Rest, shift: int, limit: int | None) -> None:
    """Drop what cannot end better than the explanation that is known; without one, all but the most promising."""
    least = {state: key - (whole.gain(state, rest) << shift) for state, (key, _) in table.items()}
    if limit is None:
        beaten = sorted(table, key=lambda state: least[state])[NARROW:]
    else:
        beaten = [state for state in table if least[state] > limit]
    for state in beaten:
        del table[state]


def _drop_beaten(whole: Part, table: Table, coming: int, rest: Rest, shift: int, late: int) -> None:
    """Drop what one of the cheapest explanations so far is sure to beat."""
    order = sorted(table, key=lambda state: table[state][0])
    for champion in order[:CHAMPIONS]:
        if champion not in table:
            continue
        least = table[champion][0]
        cost = least >> shift
        for state in order:
            if state is champion or state not in table or table[state][0] < least:
                continue
            key = table[state][0]
            gap = (key >> shift) - cost
            masks = whole.hopes(champion, state)
            beaten = False
            if masks is not None:
                place = gap if gap < GAPS else GAPS - 1
                beaten = not masks[place if least + gap * late > key else place + GAPS] & coming
            if beaten or gap > whole.lead(champion, state, rest):
                del table[state]
