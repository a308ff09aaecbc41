"""Circles in a directed graph."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TypeVar

N = TypeVar("N", str, int)

# Who has made more than this will read the first ones and think again.
_MOST = 20


def circles(before: Mapping[N, Iterable[N]]) -> Iterator[list[N]]:
    """Circles until none is left: `[a, b]` if `before[b]` has `a` and `before[a]` has `b`.

    After each circle its edges are taken out of the graph, so none is told twice.
    """
    rest = {node: dict.fromkeys(earlier) for node, earlier in before.items()}
    for _ in range(_MOST):
        try:
            TopologicalSorter(rest).prepare()
        except CycleError as error:
            circle: list[N] = error.args[1]
            for earlier, later in pairwise(circle):
                rest[later].pop(earlier, None)
            yield circle[:-1]
        else:
            return
