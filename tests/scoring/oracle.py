"""An independent and slow judge of the alignment: it writes out every run of a small protocol and compares.

Nothing here is shared with the product but the protocol's own values: runs are built group by group as words, the
`after` edges are applied as a filter on the words of the smallest group that holds both steps, and the cost is the
classic table of insertions and deletions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from scoring.protocol import AnyOrder, Node, OneOf, Optionally, Protocol, Repeat, Step, children_of
from scoring.protocol import Sequence as InOrder

Word = tuple[int, ...]


class TooManyWordsError(Exception):
    """The language is too large to write out."""


@lru_cache(maxsize=20_000)
def shuffles(first: Word, second: Word) -> frozenset[Word]:
    if not first or not second:
        return frozenset({first + second})
    return frozenset(
        {(first[0], *rest) for rest in shuffles(first[1:], second)}
        | {(second[0], *rest) for rest in shuffles(first, second[1:])}
    )


class Language:
    """All words (tuples of leaf numbers) of a protocol, up to a number of rounds and a length."""

    def __init__(self, protocol: Protocol, rounds: int, longest: int, most: int = 2_500) -> None:
        self.rounds, self.longest, self.most = rounds, longest, most
        self.steps: list[str] = []
        self.after = [(step, other) for step, earlier in protocol.after for other in earlier]
        self.words = self._words(protocol.root)[0]

    def _words(self, node: Node) -> tuple[set[Word], frozenset[int]]:
        if isinstance(node, Step):
            self.steps.append(node.id)
            return {(len(self.steps) - 1,)}, frozenset({len(self.steps) - 1})
        parts = [self._words(child) for child in children_of(node)]
        leaves = frozenset().union(*(part[1] for part in parts))
        words = self._joined(node, [part[0] for part in parts])
        pairs = [
            (late, early)
            for late in leaves
            for early in leaves
            if late != early
            and (self.steps[late], self.steps[early]) in self.after
            and not any({late, early} <= part[1] for part in parts)
        ]
        kept = {word for word in words if all(ordered(word, late, early) for late, early in pairs)}
        return kept, leaves

    def _joined(self, node: Node, parts: list[set[Word]]) -> set[Word]:
        if isinstance(node, OneOf):
            return set().union(*parts)
        if isinstance(node, Optionally):
            return parts[0] | {()}
        if isinstance(node, Repeat):
            times = self.rounds if node.at_most is None else min(self.rounds, node.at_most)
            words = layer = parts[0]
            for _ in range(times - 1):
                layer = self._limited({a + b for a in layer for b in parts[0]})
                words = words | layer
            return words
        words: set[Word] = {()}
        for part in parts:
            if isinstance(node, InOrder):
                words = self._limited({a + b for a in words for b in part})
            else:
                assert isinstance(node, AnyOrder)
                words = self._limited({word for a in words for b in part for word in self._shuffled(a, b)})
        return words

    def _shuffled(self, first: Word, second: Word) -> frozenset[Word]:
        if len(first) + len(second) > min(self.longest, 9):
            raise TooManyWordsError
        return shuffles(first, second)

    def _limited(self, words: set[Word]) -> set[Word]:
        if len(words) > self.most:
            raise TooManyWordsError
        return {word for word in words if len(word) <= self.longest}


def ordered(word: Word, late: int, early: int) -> bool:
    """Does every `early` come before every `late`?"""
    if late not in word or early not in word:
        return True
    return len(word) - 1 - word[::-1].index(early) < word.index(late)


def distance(
    word: Sequence[str],
    events: Sequence[str],
    actions: Mapping[str, str],
    missed: Mapping[str, int],
    extra: Mapping[str, int],
) -> int:
    """Cheapest missed and extra moves between one run and the events."""
    row = [0]
    for event in events:
        row.append(row[-1] + extra.get(event, 1))
    for step in word:
        new = [row[0] + missed.get(step, 1)]
        for column, event in enumerate(events, start=1):
            best = min(row[column] + missed.get(step, 1), new[-1] + extra.get(event, 1))
            new.append(min(best, row[column - 1]) if actions.get(step, step) == event else best)
        row = new
    return row[-1]


def brute_force(
    protocol: Protocol,
    events: Sequence[str],
    actions: Mapping[str, str] | None = None,
    missed: Mapping[str, int] | None = None,
    extra: Mapping[str, int] | None = None,
    longest: int = 14,
) -> int | None:
    """The least cost over all runs; None if the protocol has none. Raises TooManyWordsError where it is too large.

    A round that matches no event only adds cost, so as many rounds as events (and one) are enough.
    """
    language = Language(protocol, max(1, len(events)), longest)
    runs = {tuple(language.steps[leaf] for leaf in word) for word in language.words}
    return min(
        (distance(run, events, actions or {}, missed or {}, extra or {}) for run in runs),
        default=None,
    )
