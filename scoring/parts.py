"""Parts of a protocol: lines, side by side in any order or one behind the other.

What is done in one lane changes nothing in the others. So the tables of each line (`scoring.line`) are enough to say
what an act leads to in the whole, however many states the whole may have, and how far apart two runs can end.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Protocol

from scoring import compiled
from scoring.compiled import Kind
from scoring.explanation import Move
from scoring.line import Line

State = Hashable

PartWay = tuple[State, int, tuple[Move, ...], str]
"""(state reached, how many steps that leaves missed, their moves, the step done)."""


Rest = Mapping["Part", int]
"""How many of the events still to come each part has an action for."""


class Part(Protocol):
    """A part of a protocol. A state is where a run stands in it."""

    start: State
    actions: frozenset[str]
    parts: tuple[Part, ...]

    def ways(self, state: State, action: str) -> tuple[bool, Sequence[PartWay]]:
        """Whether doing the action here is always right, and the ways to do it."""

    def end(self, state: State) -> tuple[Move, ...]:
        """The missed moves to the end of the part."""

    def hopes(self, better: State, other: State) -> tuple[int, ...] | None:
        """As `Line.hopes`, by gap; None where nothing is known."""

    def short(self, state: State) -> int:
        """How many steps are missed at least to the end of the part."""

    def lead(self, better: State, other: State, rest: Rest) -> int:
        """How much dearer a run ends from `better` than from `other`, at most."""

    def gain(self, state: State, rest: Rest) -> int:
        """How many more of the events still to come a run can match than it misses steps, at most."""

    def native(self) -> compiled.Part | None:
        """The part compiled, where that was built and it fits."""


def waiting(better: int, other: int, rest: int) -> int:
    """A lead where the better one calls extra whatever the other matches in a part, and ends it when the other does.

    `better` and `other` are what they miss at least to the end; what the other does not match of this it misses.
    """
    return better + rest - max(0, other - rest)


def most(misses: int, rest: int) -> int:
    """A gain where `misses` steps are missed at least, but for those that are matched with what is to come."""
    return rest - max(0, misses - rest)


class OfLine:
    """A part in which one thing is due at a time; a state is a class of the line."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.parts: tuple[Part, ...] = ()
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

    def short(self, state: State) -> int:
        assert isinstance(state, int)
        return len(self.line.ends[state])

    def lead(self, better: State, other: State, rest: Rest) -> int:
        assert isinstance(better, int)
        assert isinstance(other, int)
        return min(self.line.leads[better][other], waiting(self.short(better), self.short(other), rest[self]))

    def gain(self, state: State, rest: Rest) -> int:
        return most(self.short(state), rest[self])

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

    def short(self, state: State) -> int:
        assert isinstance(state, tuple)
        return sum(part.short(own) for part, own in zip(self.parts, state, strict=True))

    def lead(self, better: State, other: State, rest: Rest) -> int:
        assert isinstance(better, tuple)
        assert isinstance(other, tuple)
        beside = zip(self.parts, better, other, strict=True)
        return sum(part.lead(one, two, rest) for part, one, two in beside if one != two)

    def gain(self, state: State, rest: Rest) -> int:
        assert isinstance(state, tuple)
        found = sum(part.gain(own, rest) for part, own in zip(self.parts, state, strict=True))
        return min(found, most(self.short(state), rest[self]))

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

    def short(self, state: State) -> int:
        assert isinstance(state, tuple)
        return self.parts[self.place(state[0])].short(state[1])

    def lead(self, better: State, other: State, rest: Rest) -> int:
        assert isinstance(better, tuple)
        assert isinstance(other, tuple)
        if better == other:
            return 0
        if better[0] == other[0]:
            return self.parts[self.place(better[0])].lead(better[1], other[1], rest)
        return self.lead_between(better, other, rest)

    @abstractmethod
    def lead_between(self, better: tuple[int, State], other: tuple[int, State], rest: Rest) -> int:
        """`lead` between two of the parts."""

    def gain(self, state: State, rest: Rest) -> int:
        return most(self.short(state), rest[self])

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

    def short(self, state: State) -> int:
        assert isinstance(state, tuple)
        return self._short_to(state[0], state[1], len(self.parts))

    def _short_to(self, which: int, own: State, after: int) -> int:
        return self.parts[which].short(own) + sum(part.short(part.start) for part in self.parts[which + 1 : after])

    def lead_between(self, better: tuple[int, State], other: tuple[int, State], rest: Rest) -> int:
        (ahead, own), (behind, state) = better, other
        if ahead < behind:  # it misses its way to the part in which the other is
            part = self.parts[behind]
            way = self._short_to(ahead, own, behind)
            return way + (part.lead(part.start, state, rest) if part.start != state else 0)
        # it waits for the other to come to its part
        part = self.parts[ahead]
        come = sum(rest[between] for between in self.parts[behind:ahead])
        caught_up = part.lead(own, part.start, rest) if own != part.start else 0
        return waiting(0, self._short_to(behind, state, ahead), come) + caught_up

    def gain(self, state: State, rest: Rest) -> int:
        assert isinstance(state, tuple)
        which, own = state
        found = self.parts[which].gain(own, rest)
        found += sum(part.gain(part.start, rest) for part in self.parts[which + 1 :])
        return min(found, super().gain(state, rest))

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

    def short(self, state: State) -> int:
        assert isinstance(state, tuple)
        return len(self.untouched) if state[0] < 0 else self.parts[state[0]].short(state[1])

    def lead_between(self, better: tuple[int, State], other: tuple[int, State], rest: Rest) -> int:
        if better[0] < 0:  # it chooses as the other has chosen
            part = self.parts[other[0]]
            return part.lead(part.start, other[1], rest) if part.start != other[1] else 0
        short = self.short(better)
        if other[0] >= 0:
            return waiting(short, self.short(other), rest[self.parts[other[0]]])
        own = self.parts[better[0]]
        worst = own.lead(better[1], own.start, rest) if own.start != better[1] else 0
        for part in self.parts:
            if part is not own:
                worst = max(worst, waiting(short, part.short(part.start), rest[part]))
        return worst if self.untouched else max(worst, short)

    def gain(self, state: State, rest: Rest) -> int:
        assert isinstance(state, tuple)
        which, own = state
        if which >= 0:
            return self.parts[which].gain(own, rest)
        found = max(part.gain(part.start, rest) for part in self.parts)
        return min(found if self.untouched else max(0, found), super().gain(state, rest))

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

    def lead_between(self, better: tuple[int, State], other: tuple[int, State], rest: Rest) -> int:
        if better[0] < other[0]:  # it may do all that the other may, and more rounds
            part = self.parts[0]
            return part.lead(better[1], other[1], rest) if better[1] != other[1] else 0
        return waiting(self.short(better), self.short(other), rest[self])

    def native(self) -> compiled.Part | None:
        limit = -1 if self.at_most is None else self.at_most
        return compiled.part(Kind.ROUNDS, [self.parts[0].native()], self.end(self.start), limit=limit)


def members(part: Part) -> Iterator[Part]:
    """A part and all parts within it."""
    yield part
    for child in part.parts:
        yield from members(child)
