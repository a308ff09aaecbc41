"""A protocol in which only one thing is due at a time, compiled to tables: sequences, choices, options and loops.

Where nothing may interleave, all that counts of the past is what may come next. A state is therefore a class of
places with the same future; the cheapest way from each class to each step, what it leaves missed, and how much worse
one class can fare than another are worked out once for a protocol.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from scoring import compiled
from scoring.explanation import Move
from scoring.net import Net
from scoring.protocol import AnyOrder, Node, OneOf, Optionally, Repeat, Step, children_of

Way = tuple[int, int, tuple[Move, ...], str]
"""(class reached, how many steps that leaves missed, their moves, the step done)."""

MOST_PLACES = 150
"""Loops with a limit are written out; a protocol that grows longer than this is left to the general search."""

FAR = 1_000_000
"""More missed steps than any protocol has: what cannot be reached."""

MOST_LEAD = 16
"""A lead beyond this counts as one that is never made good."""

GAPS = 4
"""Gaps between two explanations from this one on are treated alike."""

END = 1
"""The bit of the end, beside those of the actions."""


@dataclass(frozen=True, slots=True)
class Line:
    """`ways[action]`: the action's bit, a mask of the classes where doing it is always right, and each class's ways.

    `ends[state]` are the missed moves to the end. `hopes[a][b][gap]`: an explanation in class b that is by `gap`
    dearer than one in class a can only be as cheap in the end if one of these actions comes (`END` always does);
    behind these stand, gap by gap, the actions without which it can not be cheaper. `leads[a][b]`: from class a a run
    ends at most so much dearer than from class b, whatever comes. `native` is the same, compiled, where it fits.
    """

    ways: Mapping[str, tuple[int, int, tuple[tuple[Way, ...], ...]]]
    ends: tuple[tuple[Move, ...], ...]
    hopes: tuple[tuple[tuple[int, ...], ...], ...]
    leads: tuple[tuple[int, ...], ...]
    native: compiled.Line | None


@dataclass(slots=True)
class _Places:
    """The places of a run, one for each leaf and for each written-out round, and which may follow which."""

    leaf: list[int] = field(default_factory=list)
    follow: list[list[int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the tree: the places that it may begin and end with, and whether it may be left out."""

    first: tuple[int, ...]
    last: tuple[int, ...]
    empty: bool


@dataclass(frozen=True, slots=True)
class _Graph:
    """Each place's leaf and class; each class's next places, and whether a run may end there."""

    leaf: list[int]
    of: list[int]
    nexts: list[tuple[int, ...]]
    finals: list[bool]


class _NotALineError(Exception):
    """Something may interleave, or the loops are too long to write out."""


def action_bits(net: Net) -> dict[str, int]:
    """A bit for each action, beside `END`."""
    return {action: 1 << number for number, action in enumerate(net.by_action, start=1)}


def line(net: Net) -> Line | None:
    """The tables of a protocol, or None where more than one thing may be due at a time."""
    return None if net.edges else line_of(net, net.root, action_bits(net))


def line_of(net: Net, node: Node, bits: Mapping[str, int]) -> Line | None:
    """The same for a part of a protocol that no `after` edge enters."""
    places = _Places()
    try:
        whole = _part(net, node, places)
    except _NotALineError:
        return None
    ending = set(whole.last)
    classes: dict[tuple[tuple[int, ...], bool], int] = {(tuple(sorted(whole.first)), whole.empty): 0}
    of = [
        classes.setdefault((tuple(sorted(set(follow))), place in ending), len(classes))
        for place, follow in enumerate(places.follow)
    ]
    graph = _Graph(places.leaf, of, [follow for follow, _ in classes], [final for _, final in classes])
    return _tables(net, graph, bits)


def _part(net: Net, node: Node, places: _Places) -> _Part:
    if isinstance(node, Step):
        place = len(places.leaf)
        if place >= MOST_PLACES:
            raise _NotALineError
        places.leaf.append(net.masks[id(node)].bit_length() - 1)
        places.follow.append([])
        return _Part((place,), (place,), False)
    if isinstance(node, Repeat):
        return _rounds(net, node, places)
    if isinstance(node, Optionally):
        inner = _part(net, node.child, places)
        return _Part(inner.first, inner.last, True)
    if isinstance(node, AnyOrder) and len(node.children) > 1:
        raise _NotALineError
    parts = [_part(net, child, places) for child in children_of(node)]
    if not parts:
        raise _NotALineError
    if isinstance(node, OneOf):
        return _Part(
            tuple(place for part in parts for place in part.first),
            tuple(place for part in parts for place in part.last),
            any(part.empty for part in parts),
        )
    return _joined(parts, places)


def _joined(parts: Iterable[_Part], places: _Places) -> _Part:
    """Parts one after the other."""
    whole = _Part((), (), True)
    for part in parts:
        for place in whole.last:
            places.follow[place] += part.first
        whole = _Part(
            whole.first + part.first if whole.empty else whole.first,
            part.last + whole.last if part.empty else part.last,
            whole.empty and part.empty,
        )
    return whole


def _rounds(net: Net, node: Repeat, places: _Places) -> _Part:
    """A loop: its end leads back to its beginning; with a limit each round has places of its own."""
    if node.at_most is None:
        inner = _part(net, node.child, places)
        for place in inner.last:
            places.follow[place] += inner.first
        return inner
    rounds = [_part(net, node.child, places) for _ in range(node.at_most)]
    whole = rounds[-1]
    for part in reversed(rounds[:-1]):
        rest = _Part(whole.first, whole.last, True)
        whole = _joined((part, rest), places)
    return whole


def _tables(net: Net, graph: _Graph, bits: Mapping[str, int]) -> Line:
    """All cheapest ways between classes."""
    missed = [Move("missed", one.step, None) for one in net.leaves]
    size, count = len(graph.nexts), len(graph.leaf)
    ways: dict[str, list[tuple[Way, ...]]] = {net.leaves[leaf].action: [] for leaf in graph.leaf}
    ends: list[tuple[Move, ...]] = []
    steps = np.full((size, count), FAR, dtype=np.int64)
    apart = np.full((size, size), FAR, dtype=np.int64)
    for state in range(size):
        reached = _reached(state, graph)
        found: dict[str, dict[int, Way]] = {}
        for here, path in reached.items():
            apart[state, here] = len(path)
        for place, before in _nearest(reached, graph):
            steps[state, place] = len(before)
            one, target = net.leaves[graph.leaf[place]], graph.of[place]
            way = (target, len(before), tuple(missed[index] for index in before), one.step)
            found.setdefault(one.action, {}).setdefault(target, way)
        for action, rows in ways.items():
            rows.append(tuple(found.get(action, {}).values()))
        end = min((path for here, path in reached.items() if graph.finals[here]), key=lambda path: (len(path), path))
        ends.append(tuple(missed[index] for index in end))
    end_steps = np.array([len(end) for end in ends])
    labels = [bits[net.leaves[leaf].action] for leaf in graph.leaf]
    leads = _leads(graph, end_steps, steps, apart)
    masks = [_masks(graph, labels, steps, end_steps, leads, gap, strict) for strict in (1, 0) for gap in range(GAPS)]
    known = {action: (bits[action], _sure(net, graph, action), tuple(rows)) for action, rows in ways.items()}
    hopes = tuple(tuple(zip(*rows, strict=True)) for rows in zip(*masks, strict=True))
    bounds = tuple(map(tuple, leads.tolist()))
    native = compiled.line(known, tuple(ends), hopes, bounds, END, GAPS)
    return Line(known, tuple(ends), hopes, bounds, native)


def _reached(state: int, graph: _Graph) -> dict[int, tuple[int, ...]]:
    """The leaves on the shortest way from a class to every other; of two as short the first written."""
    reached: dict[int, tuple[int, ...]] = {state: ()}
    layer = [state]
    while layer:
        further: dict[int, tuple[int, ...]] = {}
        for here in layer:
            for place in graph.nexts[here]:
                path, then = (*reached[here], graph.leaf[place]), graph.of[place]
                if then not in reached and (then not in further or path < further[then]):
                    further[then] = path
        reached |= further
        layer = list(further)
    return reached


def _nearest(reached: Mapping[int, tuple[int, ...]], graph: _Graph) -> list[tuple[int, tuple[int, ...]]]:
    """(place, leaves missed before it) for every place that can be reached, the nearest first."""
    found: dict[int, tuple[int, ...]] = {}
    for here, path in reached.items():
        for place in graph.nexts[here]:
            if place not in found or (len(path), path) < (len(found[place]), found[place]):
                found[place] = path
    return sorted(found.items(), key=lambda item: (len(item[1]), item[0]))


def _sure(net: Net, graph: _Graph, action: str) -> int:
    """Classes in which an action is the one thing due, or one of several that come to the same.

    There it is always matched: whoever does it later instead calls this act extra, which is no cheaper.
    """
    if len(net.by_action[action]) > 1:
        return 0
    mask = 0
    for state, follow in enumerate(graph.nexts):
        due = any(graph.leaf[place] in net.by_action[action] for place in follow)
        if due and not graph.finals[state] and len({graph.of[place] for place in follow}) == 1:
            mask |= 1 << state
    return mask


def _leads(
    graph: _Graph, ends: npt.NDArray[np.int64], steps: npt.NDArray[np.int64], apart: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """How much dearer class a can end than class b, at most, as a game: `leads[a, b]`.

    b goes on, one step at a time. Where b misses the step, a waits. Where b matches it, a calls the act extra and
    waits, or does it too, missing what lies before it. Where b ends, a ends. At any time a may miss its way to b.
    The values grow from none until nothing changes; each is a bound because every answer of a is a real one.
    """
    size = len(graph.nexts)
    leads = np.full((size, size), -FAR, dtype=np.int64)
    np.fill_diagonal(leads, 0)
    changed = True
    while changed:
        changed = False
        for other in reversed(range(size)):
            worst = ends.copy() if graph.finals[other] else np.full(size, -FAR)
            for place in graph.nexts[other]:
                then = leads[:, graph.of[place]]
                worst = np.maximum(worst, np.maximum(then - 1, np.minimum(then + 1, steps[:, place])))
            worst = np.maximum(np.minimum(worst, apart[:, other]), leads[:, other])
            worst[worst > MOST_LEAD] = FAR
            worst[other] = 0
            if (worst != leads[:, other]).any():
                leads[:, other] = worst
                changed = True
    return leads


def _masks(
    graph: _Graph, labels: list[int], steps: npt.NDArray[np.int64], ends: npt.NDArray[np.int64],
    leads: npt.NDArray[np.int64], gap: int, strict: int,
) -> tuple[tuple[int, ...], ...]:  # fmt: skip
    """`Line.hopes` for one gap, by a and b: to be as cheap (strict 1) or cheaper (strict 0).

    b's next match is a step that a can do as well, missing what lies before it; from then on they are one. Or a
    calls that act extra and fares at most by the lead of its class dearer. None is ever dropped for itself.
    """
    size = len(graph.nexts)
    masks = [[END if a == b or ends[a] + strict > ends[b] + gap else 0 for b in range(size)] for a in range(size)]
    for place, label in enumerate(labels):
        spent = steps[:, place] + gap
        follows = steps[:, place, None] + strict > spent[None, :]
        waits = (leads[:, graph.of[place]] + 2)[:, None] > spent[None, :]
        reachable = (steps[:, place] < FAR)[None, :]
        for a, b in np.argwhere(follows & waits & reachable).tolist():
            masks[a][b] |= label
    return tuple(map(tuple, masks))
