"""How many ways a tree leaves open: the fewer, the more a proposal says."""

from math import comb

from scoring.protocol import AnyOrder, Node, OneOf, Optionally, Repeat, Sequence, Step

Counts = list[int]
"""Ways by length: the n-th entry counts the runs of n steps."""


def ways(node: Node, longest: int) -> int:
    """How many runs of at most `longest` steps the tree allows, edges of `after` not considered.

    A run that comes about in two ways counts twice.
    """
    return sum(_counts(node, longest))


def _counts(node: Node, longest: int) -> Counts:
    match node:
        case Step():
            return [0, 1, *[0] * longest][: longest + 1]
        case Sequence(children):
            return _folded([_counts(child, longest) for child in children], longest, shuffled=False)
        case AnyOrder(children):
            return _folded([_counts(child, longest) for child in children], longest, shuffled=True)
        case OneOf(children):
            return [sum(column) for column in zip(*(_counts(child, longest) for child in children), strict=True)]
        case Optionally(child):
            inner = _counts(child, longest)
            return [1, *inner[1:]]
        case Repeat(child, at_most):
            return _rounds(_counts(child, longest), longest, at_most)


def _folded(parts: list[Counts], longest: int, *, shuffled: bool) -> Counts:
    total = [1, *[0] * longest]
    for part in parts:
        total = [
            sum(total[k] * part[n - k] * (comb(n, k) if shuffled else 1) for k in range(n + 1))
            for n in range(longest + 1)
        ]
    return total


def _rounds(once: Counts, longest: int, at_most: int | None) -> Counts:
    """One or more rounds; a round in which nothing is done is none."""
    real = [0, *once[1:]]
    total, layer = list(once), list(real)
    for _ in range((longest if at_most is None else min(at_most, longest)) - 1):
        layer = _folded([layer, real], longest, shuffled=False)
        total = [a + b for a, b in zip(total, layer, strict=True)]
    return total
