"""Runs -> the protocol whose order holds in all of them.

The labels are divided again and again: into parts that exclude each other (`OneOf`), that follow each other
(`Sequence`), that mix freely (`AnyOrder`), or into rounds (`Repeat`); a part that some runs lack may be left out
(`Optionally`). What has no such division is a partial order that no tree can say: its parts stand in any order, and
`after` edges between steps say the rest. Every division only cuts runs into pieces, so each run fits what comes out.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from scoring import protocol as sp
from simulator.mining.counting import ways
from simulator.mining.groups import Part, chain, components, modules, present
from simulator.mining.relations import Log, Relation, Relations, Run, labels_of, only, relations, rounds_of

Edge = tuple[str, str]
"""(later, earlier)."""
Found = tuple[sp.Node, tuple[Edge, ...]]


def discover(log: Log) -> sp.Protocol:
    """The protocol of these runs. ValueError if nothing was done in any of them."""
    if not labels_of(log):
        raise ValueError("nothing was done in these performances")
    root, edges = _found(tuple(log))
    later: dict[str, list[str]] = {}
    for step, earlier in edges:
        later.setdefault(step, []).append(earlier)
    return sp.Protocol(root, tuple((step, tuple(earlier)) for step, earlier in later.items()))


def _found(log: Log) -> Found:
    done = tuple(run for run in log if run)
    node, edges = _divided(tuple(dict.fromkeys(done)))
    return (sp.Optionally(node) if len(done) < len(log) and not _may_be_empty(node) else node), edges


def _divided(log: Log) -> Found:
    """Runs of which none is empty, each once."""
    labels = labels_of(log)
    if len(labels) == 1:
        step = sp.Step(labels[0])
        return (step if all(len(run) == 1 for run in log) else sp.Repeat(step)), ()
    related = relations(log)
    parts = components(labels, lambda a, b: related[a, b] is not Relation.NEVER)
    if len(parts) > 1:
        return _grouped(sp.OneOf, [tuple(run for run in only(log, part) if run) for part in parts])
    parts = _with_company(log, chain(labels, related), neighbours=True)
    if len(parts) > 1:
        return _grouped(sp.Sequence, [only(log, part) for part in parts])
    if all(len(set(run)) == len(run) for run in log):
        return _mixed(log, labels, related)
    # Something comes again: of free parts and of rounds that explains all runs which leaves the fewest ways open.
    cuts = [cut for cut in (rounds_of, _by_ends(log)) if any(len(cut(run)) > 1 for run in log)]
    found = [_mixed(log, labels, related), *(_looped(log, cut) for cut in cuts)]
    longest = max(map(len, log))
    return min(found, key=lambda one: ways(one[0], longest))


def _grouped(kind: Callable[[tuple[sp.Node, ...]], sp.Node], logs: Sequence[Log]) -> Found:
    parts = [_found(one) for one in logs]
    flat = tuple(
        node
        for child, _ in parts
        for node in (sp.children_of(child) if isinstance(child, sp.Sequence) and kind is sp.Sequence else (child,))
    )
    return kind(flat), tuple(edge for _, edges in parts for edge in edges)


def _may_be_empty(node: sp.Node) -> bool:
    match node:
        case sp.Step():
            return False
        case sp.Optionally():
            return True
        case sp.OneOf(children):
            return any(map(_may_be_empty, children))
        case sp.Repeat(child):
            return _may_be_empty(child)
        case sp.Sequence(children) | sp.AnyOrder(children):
            return all(map(_may_be_empty, children))


# -- parts that are left out together ---------------------------------------------------------------------------


def _with_company(log: Log, parts: Sequence[Part], *, neighbours: bool) -> tuple[Part, ...]:
    """Parts that are only ever done together with another part that may be left out are joined with it.

    So `optional: [a, b]` does not fall apart into two steps of which each might be left out alone. In a sequence only
    neighbours can be joined.
    """
    joined = list(parts)
    while (pair := _company(log, joined, neighbours)) is not None and len(joined) > 2:
        first, second = pair
        joined[joined.index(first)] = first | second
        joined.remove(second)
    return tuple(joined)


def _company(log: Log, parts: Sequence[Part], neighbours: bool) -> tuple[Part, Part] | None:
    pairs = pairwise(parts) if neighbours else ((a, b) for n, a in enumerate(parts) for b in parts[n + 1 :])
    for first, second in pairs:
        runs = {present(log, first), present(log, second)}
        union = frozenset[int]().union(*runs)
        if union in runs and len(union) < len(log):
            return first, second
    return None


# -- free parts, and partial orders -----------------------------------------------------------------------------


def _mixed(log: Log, labels: Sequence[str], related: Relations) -> Found:
    parts = components(labels, lambda a, b: related[a, b] is not Relation.FREE)
    if len(parts) > 1:
        parts = _with_company(log, parts, neighbours=False)
        return _grouped(sp.AnyOrder, [only(log, part) for part in parts])
    parts = _tied(log, modules(labels, related), related)
    node, inner = _grouped(sp.AnyOrder, [only(log, part) for part in parts])
    return node, (*inner, *_edges(log, parts, related))


def _tied(log: Log, parts: tuple[Part, ...], related: Relations) -> tuple[Part, ...]:
    """Alternatives, and what is left out together, stay together if something else is left beside them."""
    firsts = {next(iter(part)): part for part in parts}

    def tied(a: str, b: str) -> bool:
        runs = {present(log, firsts[a]), present(log, firsts[b])}
        union = frozenset[int]().union(*runs)
        return related[a, b] is Relation.NEVER or (union in runs and len(union) < len(log))

    groups = components(list(firsts), tied)
    if len(groups) == 1:
        return parts
    return tuple(frozenset[str]().union(*(firsts[one] for one in group)) for group in groups)


def _edges(log: Log, parts: Sequence[Part], related: Relations) -> tuple[Edge, ...]:
    """The strict orders between steps of different parts, without those that follow from others."""
    home = {label: number for number, part in enumerate(parts) for label in part}
    labels = list(home)
    before = {(a, b) for a in labels for b in labels if a != b and related[a, b] is Relation.BEFORE}
    # Pairs that were never met together with a third can run in a circle; such orders cannot all be said.
    reach = _closure(labels, before)
    before = {(a, b) for a, b in before if (b, a) not in reach}
    always = {label for label in labels if all(label in run for run in log)}
    plain = {
        (a, b)
        for a, b in before
        if not any((a, c) in before and (c, b) in before for c in always)
    }  # fmt: skip
    return tuple((b, a) for b in labels for a in labels if (a, b) in plain and home[a] != home[b])


def _closure(labels: Sequence[str], pairs: set[Edge]) -> set[Edge]:
    reach = set(pairs)
    for middle in labels:
        into = [a for a in labels if (a, middle) in reach]
        out = [b for b in labels if (middle, b) in reach]
        reach |= {(a, b) for a in into for b in out}
    return reach


# -- rounds -----------------------------------------------------------------------------------------------------


def _by_ends(log: Log) -> Callable[[Run], tuple[Run, ...]]:
    """Cuts a run wherever something with which runs end is followed by something with which they begin."""
    firsts, lasts = {run[0] for run in log}, {run[-1] for run in log}

    def cut(run: Run) -> tuple[Run, ...]:
        at = [0, *(n for n in range(1, len(run)) if run[n - 1] in lasts and run[n] in firsts), len(run)]
        return tuple(run[a:b] for a, b in pairwise(at))

    return cut


def _looped(log: Log, cut: Callable[[Run], tuple[Run, ...]]) -> Found:
    child, edges = _found([round_ for run in log for round_ in cut(run)])
    return sp.Repeat(child), edges
