"""How any two labels of a log stand to each other in all its runs.

A run is a tuple of labels in the order in which they were done. `BEFORE` is strict: every one of the first comes before
every one of the second in each run that has both. `NEVER`: no run has both. `ROUNDS`: they come again and again, and
within each round in one order. `FREE` is everything else.
"""

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from itertools import combinations

Run = tuple[str, ...]
Log = Sequence[Run]


class Relation(Enum):
    """How a label stands to another one."""

    BEFORE = auto()
    AFTER = auto()
    NEVER = auto()
    ROUNDS = auto()
    FREE = auto()


_REVERSED = {Relation.BEFORE: Relation.AFTER, Relation.AFTER: Relation.BEFORE}

Relations = Mapping[tuple[str, str], Relation]


def labels_of(log: Log) -> tuple[str, ...]:
    """Every label once, in the order in which they are first met."""
    return tuple(dict.fromkeys(label for run in log for label in run))


def only(log: Log, labels: frozenset[str]) -> tuple[Run, ...]:
    """The runs without all other labels; a run of which nothing is left stays, empty."""
    return tuple(tuple(label for label in run if label in labels) for run in log)


def relations(log: Log) -> Relations:
    """Both directions of every pair of different labels."""
    found = {}
    for a, b in combinations(labels_of(log), 2):
        relation = _relation(log, a, b)
        found[a, b] = relation
        found[b, a] = _REVERSED.get(relation, relation)
    return found


def _relation(log: Log, a: str, b: str) -> Relation:
    both = only([run for run in log if a in run and b in run], frozenset((a, b)))
    if not both:
        return Relation.NEVER
    strict = _strict(both, a, b)
    if strict is not None:
        return strict
    if any(len(run) > 2 for run in both):
        rounds = [round_ for run in both for round_ in rounds_of(run)]
        if _strict([round_ for round_ in rounds if len(round_) == 2], a, b) is not None:
            return Relation.ROUNDS
    return Relation.FREE


def _strict(runs: Log, a: str, b: str) -> Relation | None:
    """BEFORE or AFTER where all runs, each with both labels, agree on it."""
    if all(_last(run, a) < run.index(b) for run in runs):
        return Relation.BEFORE
    if all(_last(run, b) < run.index(a) for run in runs):
        return Relation.AFTER
    return None


def _last(run: Run, label: str) -> int:
    return len(run) - 1 - run[::-1].index(label)


def rounds_of(run: Run) -> tuple[Run, ...]:
    """The run cut wherever a label comes that its round has already."""
    rounds: list[list[str]] = []
    for label in run:
        if not rounds or label in rounds[-1]:
            rounds.append([])
        rounds[-1].append(label)
    return tuple(tuple(one) for one in rounds)
