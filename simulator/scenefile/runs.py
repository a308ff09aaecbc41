"""The orders that a protocol allows, one step at a time, `after` included.

`after` is an order only: within one round of the smallest group that holds both, a step comes after every
mention of the other that is done at all; it does not ask that the other be done.
"""

from dataclasses import dataclass

from simulator.core.procedure import Node, steps_of
from simulator.scenefile.terms import Terms


@dataclass(frozen=True, slots=True)
class Position:
    """What is still to be done (a term), and the edges of `after` that are closed: bits in the order of `edges`."""

    term: int
    closed: int = 0


class Runs:
    """Every order of one protocol. `steps` are the steps by leaf, `edges` pairs of leaves: (later, earlier)."""

    def __init__(self, protocol: Node) -> None:
        nodes = list(steps_of(protocol))
        self.terms = Terms()
        self.steps = tuple(node.step for node in nodes)
        self.edges = tuple(
            (leaf, other)
            for leaf, node in enumerate(nodes)
            for other, step in enumerate(self.steps)
            if step in node.after and other != leaf
        )
        self.start = Position(self.terms.of(protocol))
        self._closes = [self._bits(0, leaf) for leaf in range(len(nodes))]
        self._closed_by = [self._bits(1, leaf) for leaf in range(len(nodes))]
        self._can_end_at: dict[tuple[int, int], bool] = {}

    def moves(self, position: Position) -> list[tuple[int, Position]]:
        """The leaves that may be done next, each with the position to which it leads."""
        found = []
        for move in self.terms.moves(position.term):
            closed = position.closed & ~self._inside(move.again) if move.again else position.closed
            if closed & self._closed_by[move.leaf]:
                continue
            closed |= self._closes[move.leaf]
            if self._can_end(move.term, closed):
                found.append((move.leaf, Position(move.term, closed)))
        return found

    def may_end(self, position: Position) -> bool:
        """Is there nothing left that must be done?"""
        return self.terms.may_end(position.term)

    def _bits(self, end: int, leaf: int) -> int:
        return sum(1 << bit for bit, edge in enumerate(self.edges) if edge[end] == leaf)

    def _inside(self, leaves: int) -> int:
        """The edges with both ends in a set of leaves, as bits."""
        return sum(1 << bit for bit, (a, b) in enumerate(self.edges) if leaves >> a & leaves >> b & 1)

    def _can_end(self, term: int, closed: int) -> bool:
        """Can what is left be done without the leaves that are closed?"""
        if not closed:
            return True
        if (term, closed) not in self._can_end_at:
            what = self.terms.terms[term]
            if what.kind == "step":
                answer = not closed & self._closed_by[what.number or 0]
            else:
                every = any if what.kind == "alt" else all
                answer = every(self._can_end(part, closed) for part in what.parts)
            self._can_end_at[term, closed] = answer
        return self._can_end_at[term, closed]
