"""A bound from below for protocols that are too free to be searched whole.

What stands side by side in any order is looked at apart: each lane keeps its own steps, sequences, choices and loops,
and everything else is taken out of it. An explanation of the whole explains every lane's own acts by the lane's own
steps, so the lanes' optimal costs together are no more than the whole's. `after` edges are left out, which can only
make a lane cheaper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from scoring.line import Line, line
from scoring.line_search import explain_line
from scoring.net import Net, compiled
from scoring.protocol import AnyOrder, Node, OneOf, Optionally, Protocol, Repeat, Step, children_of, steps_of
from scoring.protocol import Sequence as InOrder


def lanes(node: Node) -> list[Node]:
    """The lanes of a part of a protocol: trees without free order that hold each of its steps once."""
    if isinstance(node, Step):
        return [node]
    if isinstance(node, Optionally):
        return [Optionally(lane) for lane in lanes(node.child)]
    if isinstance(node, Repeat):
        return [Repeat(lane, node.at_most) for lane in lanes(node.child)]
    inner = [lanes(child) for child in children_of(node)]
    if isinstance(node, AnyOrder):
        return [lane for found in inner for lane in found]
    found: list[Node] = []
    for place in range(max(map(len, inner), default=0)):
        row = tuple(one[place] for one in inner if place < len(one))
        if isinstance(node, InOrder):
            found.append(InOrder(row))
        else:
            found.append(OneOf(row) if len(row) == len(inner) else Optionally(OneOf(row)))
    return found


@lru_cache(maxsize=64)
def _lines(root: Node, actions: tuple[tuple[str, str], ...]) -> tuple[Line, ...]:
    """The tables of the lanes that share no action with another lane."""
    lookup = dict(actions)
    found = lanes(root)
    wanted = [{lookup.get(step.id, step.id) for step in steps_of(lane)} for lane in found]
    times = Counter(action for own in wanted for action in own)
    nets = [
        compiled(Protocol(lane), lookup)
        for lane, own in zip(found, wanted, strict=True)
        if all(times[action] == 1 for action in own)
    ]
    return tuple(made for made in map(line, nets) if made is not None)


def least_cost(net: Net, events: Sequence[str]) -> int:
    """A cost at unit costs below which there is no explanation."""
    known = net.by_action
    strange = sum(event not in known for event in events)
    lookup = tuple(sorted({leaf.step: leaf.action for leaf in net.leaves}.items()))
    return strange + sum(
        explain_line(own, [event for event in events if event in own.ways])[1] for own in _lines(net.root, lookup)
    )
