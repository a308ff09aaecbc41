"""A protocol put together from parts: lines, side by side in any order or one behind the other.

What is done in one lane changes nothing in the others. So the tables of each line (`scoring.line`) are enough to say
what an act leads to in the whole, however many states the whole may have. `after` edges cross that: a protocol with
them is left to the general search, or to the compiled one where they join steps that every run does once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol

from scoring import compiled
from scoring.compiled import Kind
from scoring.explanation import Move
from scoring.line import FAR, MOST_PLACES, Line, action_bits, line_of
from scoring.net import Net
from scoring.protocol import AnyOrder, Node, OneOf, Optionally, Repeat, children_of
from scoring.protocol import Sequence as InOrder

State = Hashable

PartWay = tuple[State, int, tuple[Move, ...], str]
"""(state reached, how many steps that leaves missed, their moves, the step done)."""


class Whole(NamedTuple):
    """A protocol as a part, a bit for each action, and more than the number of steps that one way can miss.

    `native` is the same, compiled, where it fits. Where `after` edges cross the parts, that alone will do.
    """

    part: Part
    bits: Mapping[str, int]
    most_missed: int
    crossed: bool
    native: compiled.Whole | None


class Part(Protocol):
    """A part of a protocol. A state is where a run stands in it."""

    start: State
    actions: frozenset[str]

    def ways(self, state: State, action: str) -> tuple[bool, Sequence[PartWay]]:
        """Whether doing the action here is always right, and the ways to do it."""

    def end(self, state: State) -> tuple[Move, ...]:
        """The missed moves to the end of the part."""

    def hopes(self, better: State, other: State) -> tuple[int, ...] | None:
        """As `Line.hopes`, by gap; None where nothing is known."""

    def lead(self, better: State, other: State) -> int:
        """As `Line.leads`."""

    def native(self) -> compiled.Part | None:
        """The part compiled, where that was built and it fits."""


class OfLine:
    """A part in which one thing is due at a time; a state is a class of the line."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.start: State = 0
        self.actions = frozenset(line.ways)

    def ways(self, state: State, action: str) -> tuple[bool, Sequence[PartWay]]:
        assert isinstance(state, int)
        _, sure, rows = self.line.ways[action]
        return sure >> state & 1 == 1, rows[state]

    def end(self, state: State) -> tuple[Move, ...]:
        assert isinstance(state, int)
        return self.line.ends[state]

    def hopes(self, better: State, other: State) -> tuple[int, ...] | None:
        assert isinstance(better, int)
        assert isinstance(other, int)
        return self.line.hopes[better][other]

    def lead(self, better: State, other: State) -> int:
        assert isinstance(better, int)
        assert isinstance(other, int)
        return self.line.leads[better][other]

    def native(self) -> compiled.Part | None:
        return compiled.part(Kind.OF_LINE, (), self.end(self.start), line=self.line.native)


class SideBySide:
    """Parts in any order; a state is the tuple of theirs. `apart`: no action belongs to two of them."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = tuple(parts)
        self.start: State = tuple(part.start for part in parts)
        self.actions = frozenset().union(*(part.actions for part in parts))
        self.apart = sum(len(part.actions) for part in parts) == len(self.actions)
        self.home = {a: tuple(i for i, part in enumerate(parts) if a in part.actions) for a in self.actions}

    def ways(self, state: State, action: str) -> tuple[bool, Sequence[PartWay]]:
        assert isinstance(state, tuple)
        sure = False
        found: list[PartWay] = []
        for place in self.home[action]:
            right, ways = self.parts[place].ways(state[place], action)
            sure = sure or right
            before, behind = state[:place], state[place + 1 :]
            for reached, number, moves, step in ways:
                found.append(((*before, reached, *behind), number, moves, step))
        return sure, found

    def end(self, state: State) -> tuple[Move, ...]:
        assert isinstance(state, tuple)
        return tuple(move for part, own in zip(self.parts, state, strict=True) for move in part.end(own))

    def hopes(self, better: State, other: State) -> tuple[int, ...] | None:
        assert isinstance(better, tuple)
        assert isinstance(other, tuple)
        differing = [place for place, own in enumerate(better) if own != other[place]]
        if len(differing) != 1:
            return None
        place = differing[0]
        return self.parts[place].hopes(better[place], other[place])

    def lead(self, better: State, other: State) -> int:
        assert isinstance(better, tuple)
        assert isinstance(other, tuple)
        return sum(part.lead(one, two) for part, one, two in zip(self.parts, better, other, strict=True) if one != two)

    def native(self) -> compiled.Part | None:
        return compiled.part(Kind.SIDE_BY_SIDE, [part.native() for part in self.parts], self.end(self.start))


class Within(ABC):
    """A part that is at most one of several at a time: a state is (which, its state); (-1, None) is none yet.

    What all such parts have in common; they differ in where one may go on to.
    """

    def __init__(self, parts: Sequence[Part], start: State) -> None:
        self.parts = tuple(parts)
        self.start = start
        self.actions = frozenset().union(*(part.actions for part in parts))

    def ways(self, state: State, action: str) -> tuple[bool, Sequence[PartWay]]:
        assert isinstance(state, tuple)
        which, own = state
        sure = False
        found: dict[State, PartWay] = {}
        if which >= 0 and action in self.parts[self.place(which)].actions:
            sure, ways = self.parts[self.place(which)].ways(own, action)
            for reached, number, moves, step in ways:
                found[which, reached] = ((which, reached), number, moves, step)
        for after, before in self.onward(which, own, action):
            part = self.parts[self.place(after)]
            for reached, number, moves, step in part.ways(part.start, action)[1]:
                total = number + len(before)
                target = (after, reached)
                if target not in found or total < found[target][1]:
                    found[target] = (target, total, before + moves, step)
        return sure, tuple(found.values())

    def place(self, which: int) -> int:
        """The place of the part that a state names."""
        return which

    @abstractmethod
    def onward(self, which: int, own: State, action: str) -> Iterator[tuple[int, tuple[Move, ...]]]:
        """Other parts that may begin with this action, and what is missed before."""

    def end(self, state: State) -> tuple[Move, ...]:
        assert isinstance(state, tuple)
        return self.parts[self.place(state[0])].end(state[1])

    def hopes(self, better: State, other: State) -> tuple[int, ...] | None:
        assert isinstance(better, tuple)
        assert isinstance(other, tuple)
        if better[0] != other[0]:
            return None
        return self.parts[self.place(better[0])].hopes(better[1], other[1])

    def lead(self, better: State, other: State) -> int:
        assert isinstance(better, tuple)
        assert isinstance(other, tuple)
        if better[0] != other[0]:
            return FAR
        return self.parts[self.place(better[0])].lead(better[1], other[1])

    @abstractmethod
    def native(self) -> compiled.Part | None:
        """As `Part.native`."""


class OneBehindOther(Within):
    """Parts in sequence."""

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__(parts, (0, parts[0].start))

    def onward(self, which: int, own: State, action: str) -> Iterator[tuple[int, tuple[Move, ...]]]:
        missed: tuple[Move, ...] | None = None
        for after in range(which + 1, len(self.parts)):
            if action in self.parts[after].actions:
                missed = self._to(which, own, after)
                yield after, missed

    def _to(self, which: int, own: State, after: int) -> tuple[Move, ...]:
        between = self.parts[which + 1 : after]
        return self.parts[which].end(own) + tuple(move for part in between for move in part.end(part.start))

    def end(self, state: State) -> tuple[Move, ...]:
        assert isinstance(state, tuple)
        return self._to(state[0], state[1], len(self.parts))

    def native(self) -> compiled.Part | None:
        return compiled.part(Kind.ONE_BEHIND_OTHER, [part.native() for part in self.parts], self.end(self.start))


class Chosen(Within):
    """One of several parts, or none of them where they may be left out."""

    def __init__(self, parts: Sequence[Part], may_be_left_out: bool) -> None:
        super().__init__(parts, (-1, None))
        shortest = min((part.end(part.start) for part in parts), key=len)
        self.untouched: tuple[Move, ...] = () if may_be_left_out else shortest

    def onward(self, which: int, own: State, action: str) -> Iterator[tuple[int, tuple[Move, ...]]]:
        if which < 0:
            for after, part in enumerate(self.parts):
                if action in part.actions:
                    yield after, ()

    def end(self, state: State) -> tuple[Move, ...]:
        assert isinstance(state, tuple)
        return self.untouched if state[0] < 0 else self.parts[state[0]].end(state[1])

    def hopes(self, better: State, other: State) -> tuple[int, ...] | None:
        return None if better == self.start else super().hopes(better, other)

    def lead(self, better: State, other: State) -> int:
        return FAR if better == self.start else super().lead(better, other)

    def native(self) -> compiled.Part | None:
        parts = [part.native() for part in self.parts]
        return compiled.part(Kind.CHOSEN, parts, self.untouched, untouched=self.untouched)


class Rounds(Within):
    """A part again and again; a state is (the round, its state there), where rounds are only counted to a limit."""

    def __init__(self, part: Part, at_most: int | None) -> None:
        super().__init__((part,), (0, part.start))
        self.at_most = at_most

    def place(self, which: int) -> int:
        return 0

    def onward(self, which: int, own: State, action: str) -> Iterator[tuple[int, tuple[Move, ...]]]:
        if self.at_most is None:
            yield which, self.parts[0].end(own)
        elif which + 1 < self.at_most:
            yield which + 1, self.parts[0].end(own)

    def native(self) -> compiled.Part | None:
        limit = -1 if self.at_most is None else self.at_most
        return compiled.part(Kind.ROUNDS, [self.parts[0].native()], self.end(self.start), limit=limit)


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
