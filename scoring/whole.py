"""A protocol put together from the parts of `scoring.parts`.

`after` edges cross the parts: a protocol with them is left to the general search, or to the compiled one where they
join steps that every run does once.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

from scoring import compiled
from scoring.line import MOST_PLACES, action_bits, line_of
from scoring.net import Net
from scoring.parts import Chosen, OfLine, OneBehindOther, Part, Rounds, SideBySide
from scoring.protocol import AnyOrder, Node, OneOf, Optionally, Repeat, children_of
from scoring.protocol import Sequence as InOrder


class Whole(NamedTuple):
    """A protocol as a part, a bit for each action, and more than the number of steps that one way can miss.

    `native` is the same, compiled, where it fits. Where `after` edges cross the parts, that alone will do.
    """

    part: Part
    bits: Mapping[str, int]
    most_missed: int
    crossed: bool
    native: compiled.Whole | None


def parts_of(net: Net) -> Whole | None:
    """The whole protocol as a part; None where an `after` edge enters a choice or a loop."""
    once = net.certain & ~net.looping
    if net.edges and (net.edges & ~once or any(len(found) > 1 for found in net.by_action.values())):
        return None
    bits = action_bits(net)
    part = _part(net, net.root, bits)
    if part is None:
        return None
    most_missed = 2 * MOST_PLACES * len(net.leaves)
    native = compiled.whole(net, part.native(), bits, most_missed)
    return None if net.edges and native is None else Whole(part, bits, most_missed, net.edges != 0, native)


def _part(net: Net, node: Node, bits: Mapping[str, int]) -> Part | None:
    line = line_of(net, node, bits)
    if line is not None:
        return OfLine(line)
    if isinstance(node, InOrder):
        return _sequence(net, node, bits)
    parts = [_part(net, child, bits) for child in children_of(node)]
    whole = [part for part in parts if part is not None]
    if len(whole) < len(parts) or not whole:
        return None
    if isinstance(node, AnyOrder):
        return SideBySide(whole)
    if isinstance(node, OneOf | Optionally):
        return Chosen(whole, isinstance(node, Optionally))
    return Rounds(whole[0], node.at_most) if isinstance(node, Repeat) else None


def _sequence(net: Net, node: InOrder, bits: Mapping[str, int]) -> Part | None:
    """Children one behind the other; those next to each other that make a line are one part."""
    parts: list[Part] = []
    for single, group in groupby(node.children, key=lambda child: line_of(net, child, bits) is not None):
        children = tuple(group)
        line = line_of(net, InOrder(children), bits) if single else None
        found = [OfLine(line)] if line is not None else [_part(net, child, bits) for child in children]
        if not all(found):
            return None
        parts += [part for part in found if part is not None]
    return OneBehindOther(parts) if parts else None
