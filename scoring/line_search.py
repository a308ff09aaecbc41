"""The search of `scoring.search` for protocols in which one thing is due at a time, by the tables of `scoring.line`."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from scoring.explanation import Move
from scoring.line import END, GAPS, Line, Way

Back = tuple["Back | None", int, Way]
"""(explanation before, event, the way by which it was matched)."""

Chain = tuple["Chain | None", int, tuple[Hashable, int, tuple[Move, ...], str]]
"""The same for states of any kind."""

Table = dict[int, tuple[int, "Back | None"]]


def explain_line(line: Line, events: Sequence[str], at: Sequence[int] = (), of: int = 0) -> tuple[Sequence[Move], int]:
    """(moves, cost) of the best explanation.

    A key is the cost beside calling all events extra, then how late steps are called missed, then how early matches
    are. Explanations that meet in one class go on as one; those that another is sure to beat are dropped. Where the
    events are picked from a longer trace of `of` events, `at` are their places in it: ties are decided by these.
    """
    found = None if line.native is None else line.native.explain(events, at, of)
    return _explained(line, events, at, of) if found is None else found


def _explained(line: Line, events: Sequence[str], at: Sequence[int], of: int) -> tuple[list[Move], int]:
    """The same in Python."""
    count = len(events)
    acts = list(map(line.ways.get, events))
    coming = [END]
    for act in reversed(acts):
        coming.append(coming[-1] | act[0] if act else coming[-1])
    at, of = at or range(count), of or count
    per_missed = (of + 1) * (of + 1)
    shift = (per_missed * (of + 1) * (of + 1) * (len(line.ends) + 1)).bit_length()
    per_cost = 1 << shift
    table: Table = {0: (0, None)}
    for event, act in enumerate(acts):
        if act is None:
            continue
        _, sure, rows = act
        gain = at[event] - per_cost
        if len(table) == 1:
            ((state, (key, back)),) = table.items()
            if sure >> state & 1:
                way = rows[state][0]
                table = {way[0]: (key + gain, (back, event, way))}
                continue
        late = per_cost + (of - at[event]) * per_missed
        changed = False
        for state, (key, back) in [*table.items()]:
            row = rows[state]
            if row:
                changed = True
                if sure >> state & 1:
                    del table[state]
                for way in row:
                    reached = way[0]
                    new = key + gain + way[1] * late
                    if reached not in table or new < table[reached][0]:
                        table[reached] = (new, (back, event, way))
        if changed and len(table) > 1:
            _drop_beaten(line.hopes, table, coming[count - event - 1], shift, late - per_missed)
    best: tuple[int, int, Back | None] | None = None
    for state, (key, back) in table.items():
        total = key + len(line.ends[state]) * per_cost
        if best is None or total < best[0]:
            best = (total, state, back)
    assert best is not None
    moves = moves_of(best[2], events)
    moves += line.ends[best[1]]
    return moves, (best[0] >> shift) + count


def _drop_beaten(
    hopes: tuple[tuple[tuple[int, ...], ...], ...], table: Table, coming: int, shift: int, late: int
) -> None:
    """Drop what the cheapest explanation so far is sure to beat. `late` is the most that one more miss can weigh."""
    least = 1 << 400
    champion = 0
    for state, entry in table.items():
        if entry[0] < least:
            least, champion = entry[0], state
    cost = least >> shift
    against = hopes[champion]
    beaten = []
    for state, (key, _) in table.items():
        gap = (key >> shift) - cost
        place = gap if gap < GAPS else GAPS - 1
        if not against[state][place if least + gap * late > key else place + GAPS] & coming:
            beaten.append(state)
    for state in beaten:
        del table[state]


def moves_of(back: Chain | None, events: Sequence[str]) -> list[Move]:
    """The moves of a chain of matches, with the extra events between and behind them."""
    links: list[Chain] = []
    while back is not None:
        links.append(back)
        back = back[0]
    new, kind = tuple.__new__, Move
    moves: list[Move] = []
    at = 0
    for _, event, way in reversed(links):
        if at < event:
            moves += [new(kind, ("extra", events[index], index)) for index in range(at, event)]
        if way[1]:
            moves += way[2]
        moves.append(new(kind, ("matched", way[3], event)))
        at = event + 1
    if at < len(events):
        moves += [new(kind, ("extra", events[index], index)) for index in range(at, len(events))]
    return moves
