"""The searches in compiled form (`scoring/native`), where that was built; without it Python does the same work.

A protocol that does not fit into the compiled tables, which count in 64 bits, has none here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from scoring.explanation import Move
from scoring.protocol import AnyOrder, Node, OneOf, Optionally, Repeat, Step, children_of
from scoring.protocol import Sequence as InOrder

try:
    from scoring import _native
except ImportError:  # nothing was compiled where this was installed
    _native = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from scoring._native import Fixed, General, Line, Part, Whole
    from scoring.net import Net

__all__ = [
    "Fixed", "General", "Kind", "Line", "Part", "Whole", "fixed", "general", "is_built", "line", "part", "whole",
]  # fmt: skip

WORD = 64
"""Bits of a compiled mask."""


MOST_LEAVES, MOST_NODES, DEAREST = 63, 1000, 1_000_000
"""As in scoring/native/general.h."""

NODES = (Step, InOrder, AnyOrder, OneOf, Optionally, Repeat)
"""The kinds of nodes, numbered as there."""


class Kind(IntEnum):
    """What a part is; the numbers are those of scoring/native/parts.h."""

    OF_LINE = 0
    SIDE_BY_SIDE = 1
    ONE_BEHIND_OTHER = 2
    CHOSEN = 3
    ROUNDS = 4


Rows = tuple[tuple[tuple[int, int, tuple[Move, ...], str], ...], ...]
"""For each class of a line the ways of one action: see `scoring.line.Way`."""


def is_built() -> bool:
    """Is there a compiled form at all?"""
    return _native is not None


def fixed(net: Net, missed: tuple[Move, ...]) -> Fixed | None:
    """The compiled tables of `scoring.quick.Fixed`."""
    if _native is None or len(net.leaves) > WORD:
        return None
    known = {action: leaf for action, (leaf,) in net.by_action.items()}
    steps = tuple(leaf.step for leaf in net.leaves)
    return _native.Fixed(known, steps, tuple(net.closure), tuple(net.before), missed)


def line(
    ways: Mapping[str, tuple[int, int, Rows]],
    ends: tuple[tuple[Move, ...], ...],
    hopes: Sequence[Sequence[Sequence[int]]],
    leads: Sequence[Sequence[int]],
    end: int,
    gaps: int,
) -> Line | None:
    """The compiled tables of `scoring.line.Line`; `end` is the bit of the end."""
    bits = tuple(bit for bit, _, _ in ways.values())
    if _native is None or max(bits).bit_length() > WORD:
        return None
    known = {action: bit.bit_length() - 1 for action, (bit, _, _) in ways.items()}
    sure = bytes(mask >> state & 1 for _, mask, _ in ways.values() for state in range(len(ends)))
    rows = tuple(row for _, _, rows in ways.values() for row in rows)
    masks = tuple(mask for row in hopes for cell in row for mask in cell)
    return _native.Line(known, bits, sure, rows, ends, masks, tuple(lead for row in leads for lead in row), end, gaps)


def part(
    kind: Kind,
    parts: Sequence[Part | None],
    whole: tuple[Move, ...],
    line: Line | None = None,
    limit: int = -1,
    untouched: tuple[Move, ...] = (),
) -> Part | None:
    """A compiled part of `scoring.parts`; `whole` are the missed moves of all of it, `limit` is of rounds."""
    made = tuple(one for one in parts if one is not None)
    if _native is None or len(made) < len(parts) or (kind is Kind.OF_LINE and line is None):
        return None
    try:
        return _native.Part(kind, made, line, limit, untouched, whole)
    except OverflowError:  # a state of this part does not fit
        return None


def whole(net: Net, part: Part | None, bits: Mapping[str, int], most_missed: int) -> Whole | None:
    """The compiled form of `scoring.whole.Whole`, with what each action needs by `after` edges: see parts.h."""
    if _native is None or part is None or max(bits.values()).bit_length() > WORD:
        return None
    numbers = {action: bit.bit_length() - 1 for action, bit in bits.items()}
    joined = [leaf for leaf in net.leaves if net.edges >> leaf.index & 1]
    joined.sort(key=lambda leaf: net.closure[leaf.index].bit_count())
    needs: list[tuple[tuple[int, tuple[Move, ...]], ...]] = [()] * WORD
    everything = tuple((leaf, (numbers[leaf.action], (Move("missed", leaf.step, None),))) for leaf in joined)
    for one in net.leaves if joined else ():
        closure = net.closure[one.index]
        needs[numbers[one.action]] = tuple(need for leaf, need in everything if closure >> leaf.index & 1)
    return _native.Whole(part, numbers, most_missed, (*needs, tuple(need for _, need in everything)))


def general(net: Net, weights: Sequence[int], extra: Mapping[str, int], default_extra: int) -> General | None:
    """The compiled form of the general search; `weights` by leaf, `extra` by action, as in `scoring.prepared.Costs`."""
    dearest = max((*weights, *extra.values(), default_extra), default=0)
    if _native is None or len(net.leaves) > MOST_LEAVES or dearest > DEAREST:
        return None
    base = 2 * len(net.leaves)
    if sum(loop.width for loop in net.all_loops) + len(net.sticky) > WORD - 1:
        return None
    nodes = list(_nodes(net.root))
    if len(nodes) > MOST_NODES:
        return None
    number = {id(node): place for place, node in enumerate(nodes)}
    loop_number = {id(loop): place for place, loop in enumerate(net.all_loops)}
    tables = (
        tuple((leaf.step, (Move("missed", leaf.step, None),), weights[leaf.index]) for leaf in net.leaves),
        (net.before, net.closure, net.successors, net.calm),
        tuple(
            (NODES.index(type(node)), net.masks[id(node)], tuple(number[id(child)] for child in children_of(node)))
            for node in nodes
        ),
        tuple(tuple((one.mask, one.others, number[id(one.group)]) for one in above) for above in net.choices),
        tuple(tuple(loop_number[id(loop)] for loop in above) for above in net.loops),
        tuple(
            (loop.mask, -1 if loop.at_most is None else loop.at_most, loop.shift - base, loop.width)
            for loop in net.all_loops
        ),
        tuple((later, earlier, place - base) for later, earlier, place in net.sticky),
    )
    masks = (net.edges, net.certain, net.looping, net.light, net.firm)
    return _native.General(dict(net.by_action), dict(extra), default_extra, tables, masks, net.plain)


def _nodes(node: Node) -> Iterator[Node]:
    """A node and all below, each behind its parent."""
    yield node
    for child in children_of(node):
        yield from _nodes(child)
