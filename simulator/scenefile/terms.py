"""What is still to be done of a protocol, as terms of numbered leaves, made small and kept once each.

A leaf is one mention of a step, numbered from 0 in the order of writing. Sets of leaves are bits of an int.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from simulator.core.procedure import AnyOrder, Node, OneOf, OptionalNode, Repeat, Sequence, StepNode

DONE = 0


@dataclass(frozen=True, slots=True)
class Term:
    """`kind` is done, step, seq, par, alt or rep; a step has its leaf in `number`, a rep the rounds left to it."""

    kind: str
    parts: tuple[int, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Doing `leaf` leads to `term`; `again` are the leaves of the repeats whose next round begins by it."""

    leaf: int
    term: int
    again: int = 0


class Terms:
    """A store of terms, known by their numbers."""

    def __init__(self) -> None:
        self.terms = [Term("done")]
        self._leaves = [0]
        self._numbers = {self.terms[DONE]: DONE}
        self._moves: dict[int, tuple[Move, ...]] = {}

    def of(self, node: Node, leaf: Iterable[int] | None = None) -> int:
        """The term of a whole tree."""
        numbers = count() if leaf is None else leaf
        match node:
            case StepNode():
                return self._put("step", (), next(iter(numbers)))
            case Sequence(children):
                return self._put("seq", tuple(self.of(child, numbers) for child in children))
            case AnyOrder(children):
                return self._put("par", tuple(self.of(child, numbers) for child in children))
            case OneOf(children):
                return self._put("alt", tuple(self.of(child, numbers) for child in children))
            case OptionalNode(child):
                return self._put("alt", (self.of(child, numbers), DONE))
            case Repeat(child, at_most):
                return self._put("rep", (self.of(child, numbers),), at_most)

    def leaves(self, term: int) -> int:
        """The leaves that stand in a term, as bits."""
        return self._leaves[term]

    def may_end(self, term: int) -> bool:
        """Is there nothing left that must be done?"""
        what = self.terms[term]
        if what.kind in ("done", "step"):
            return what.kind == "done"
        return (any if what.kind == "alt" else all)(self.may_end(part) for part in what.parts)

    def moves(self, term: int) -> tuple[Move, ...]:
        """All that can be done next."""
        if term not in self._moves:
            self._moves[term] = tuple(dict.fromkeys(self._found(self.terms[term])))
        return self._moves[term]

    def _found(self, what: Term) -> list[Move]:
        parts = what.parts
        match what.kind:
            case "step":
                return [Move(what.number or 0, DONE)]
            case "seq":
                first, rest = parts[0], self._put("seq", parts[1:])
                found = [Move(m.leaf, self._put("seq", (m.term, rest)), m.again) for m in self.moves(first)]
                return found + (list(self.moves(rest)) if self.may_end(first) else [])
            case "par":
                return [
                    Move(m.leaf, self._put("par", (*parts[:i], m.term, *parts[i + 1 :])), m.again)
                    for i, part in enumerate(parts)
                    for m in self.moves(part)
                ]
            case "alt":
                return [move for part in parts for move in self.moves(part)]
            case "rep":
                return self._round(parts[0], what.number)
        return []

    def _round(self, child: int, rounds: int | None) -> list[Move]:
        left = None if rounds is None else rounds - 1
        then = DONE if left == 0 else self._put("alt", (self._put("rep", (child,), left), DONE))
        inside = self._leaves[child]
        return [Move(m.leaf, self._put("seq", (m.term, then)), m.again | inside) for m in self.moves(child)]

    def _put(self, kind: str, parts: tuple[int, ...], number: int | None = None) -> int:
        """The number of a term; groups within groups of the same kind, and what is done, fall away."""
        if kind in ("seq", "par"):
            flat: list[int] = []
            for part in parts:
                same = self.terms[part].kind == kind
                flat.extend(self.terms[part].parts if same else () if part == DONE else (part,))
            parts = tuple(flat)
        elif kind == "alt":
            parts = tuple(dict.fromkeys(parts))
        if kind in ("seq", "par", "alt") and len(parts) <= 1:
            return parts[0] if parts else DONE
        term = Term(kind, parts, number)
        if term not in self._numbers:
            self._numbers[term] = len(self.terms)
            self.terms.append(term)
            leaves = 1 << number if kind == "step" and number is not None else 0
            for part in parts:
                leaves |= self._leaves[part]
            self._leaves.append(leaves)
        return self._numbers[term]
