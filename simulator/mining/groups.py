"""Parts of a set of labels that stand to all the others in one way."""

from collections.abc import Callable, Iterable, Sequence

from simulator.mining.relations import Log, Relation, Relations, only

Part = frozenset[str]
Joined = Callable[[str, str], bool]


def components(labels: Sequence[str], joined: Joined) -> tuple[Part, ...]:
    """The connected parts of a graph over `labels`, in the order of their first labels."""
    left = list(labels)
    parts = []
    while left:
        part, edge = {left[0]}, [left[0]]
        while edge:
            here = edge.pop()
            new = [label for label in left if label not in part and joined(here, label)]
            part.update(new)
            edge += new
        parts.append(frozenset(part))
        left = [label for label in left if label not in part]
    return tuple(parts)


def chain(labels: Sequence[str], related: Relations) -> tuple[Part, ...]:
    """The finest division of `labels` into parts of which each comes strictly before the next; one part if none."""
    strict = (Relation.BEFORE, Relation.AFTER)
    parts = components(labels, lambda a, b: related[a, b] not in strict)
    while len(merged := _merged(parts, related)) < len(parts):
        parts = merged
    # A tournament without a cycle has one order: by how many parts come before.
    counts = {part: sum(_before(other, part, related) for other in parts if other != part) for part in parts}
    ordered = tuple(sorted(parts, key=lambda part: counts[part]))
    if sorted(counts.values()) != list(range(len(parts))):
        return (frozenset(labels),)
    return ordered


def _merged(parts: tuple[Part, ...], related: Relations) -> tuple[Part, ...]:
    """Parts of which neither comes wholly before the other become one."""
    groups = components(
        [min(part) for part in parts],
        lambda a, b: not _apart(_holding(parts, a), _holding(parts, b), related),
    )
    return tuple(frozenset[str]().union(*(_holding(parts, one) for one in group)) for group in groups)


def _holding(parts: Iterable[Part], label: str) -> Part:
    return next(part for part in parts if label in part)


def _before(first: Part, second: Part, related: Relations) -> bool:
    return all(related[a, b] is Relation.BEFORE for a in first for b in second)


def _apart(first: Part, second: Part, related: Relations) -> bool:
    return first == second or _before(first, second, related) or _before(second, first, related)


def modules(labels: Sequence[str], related: Relations) -> tuple[Part, ...]:
    """The largest parts, smaller than the whole, whose labels stand to each label outside in one and the same way.

    In a set that has no simpler division they do not overlap; where they do, each label is a part by itself.
    """
    whole = frozenset(labels)
    found: dict[str, Part] = {label: frozenset((label,)) for label in labels}
    for number, a in enumerate(labels):
        for b in labels[number + 1 :]:
            part = _closed({a, b}, labels, related)
            if part != whole:
                for label in part:
                    found[label] = max(found[label], part, key=len)
    parts = tuple(dict.fromkeys(found[label] for label in labels))
    if sum(map(len, parts)) > len(labels):
        return tuple(frozenset((label,)) for label in labels)
    return parts


def _closed(seed: set[str], labels: Sequence[str], related: Relations) -> Part:
    """The smallest such part that holds `seed`."""
    part = set(seed)
    while True:
        split = [o for o in labels if o not in part and len({related[o, inside] for inside in part}) > 1]
        if not split:
            return frozenset(part)
        part.update(split)


def present(log: Log, part: Part) -> frozenset[int]:
    """The numbers of the runs that have something of `part`."""
    return frozenset(number for number, run in enumerate(only(log, part)) if run)
