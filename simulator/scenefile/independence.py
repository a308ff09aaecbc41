"""Which steps have nothing to do with one another, so that only one of their orders needs to be tried."""

from collections.abc import Callable

from simulator.scenefile.effects import Effect, Rules
from simulator.scenefile.runs import Position, Runs


def narrowed(
    runs: Runs, rules: Rules, effects: list[Effect], watched: tuple[int, frozenset[str]] = (0, frozenset())
) -> Callable[[Position], list[tuple[int, Position]]]:
    """`runs.moves`, but of a group in any order only the first of those children that depend on one another.

    That is enough: neither child changes what the other needs or leaves behind, so an order that is refused in one
    interleaving is refused in all of them. Where a condition is watched (its bits, and the steps between which it is),
    all that touches it is tied as well, so that an order in which it breaks stands for all of them too.
    """
    tied = _ties(runs, rules, effects)
    _tie_watched(runs, rules, effects, watched, tied)
    chosen: dict[int, int] = {}

    def moves(position: Position) -> list[tuple[int, Position]]:
        found = runs.moves(position)
        if position.term not in chosen:
            chosen[position.term] = _first_cluster(runs, position.term, tied)
        kept = [(leaf, after) for leaf, after in found if chosen[position.term] >> leaf & 1]
        return kept or found

    return moves


def _ties(runs: Runs, rules: Rules, effects: list[Effect]) -> list[int]:
    """For every leaf the leaves to which it is tied, as bits."""
    reads = [effect.reads for effect in effects]
    writes = [_writes(rules, effects, effect) for effect in effects]
    _add_events(rules, reads, writes)
    tied = [
        sum(
            1 << other
            for other in range(len(effects))
            if writes[leaf] & (reads[other] | writes[other]) or writes[other] & reads[leaf]
        )
        for leaf in range(len(effects))
    ]
    for later, earlier in runs.edges:
        tied[later] |= 1 << earlier
        tied[earlier] |= 1 << later
    return tied


def _tie_watched(
    runs: Runs, rules: Rules, effects: list[Effect], watched: tuple[int, frozenset[str]], tied: list[int]
) -> None:
    bits, steps = watched
    touching = [
        leaf
        for leaf, effect in enumerate(effects)
        if runs.steps[leaf] in steps or _writes(rules, effects, effect) & bits
    ]
    for leaf in touching:
        tied[leaf] |= sum(1 << other for other in touching)


def _add_events(rules: Rules, reads: list[int], writes: list[int]) -> None:
    """What happens by itself ties steps together: it follows from what they do, and one may wait for or escape it."""
    for _ in rules.events:  # one event may lead to another
        for event in rules.events:
            for leaf in range(len(reads)):
                if writes[leaf] & event.reads:
                    writes[leaf] |= event.changes
                if reads[leaf] & event.changes:
                    # Whoever waits for it leaves it behind for all others.
                    reads[leaf] |= event.reads
                    writes[leaf] |= event.changes


def _writes(rules: Rules, effects: list[Effect], effect: Effect) -> int:
    """The conditions that a step may change, with all that its people's hands could hold from any step."""
    bits = effect.changes
    for other in effects:
        if other.actor in effect.lets_go:
            for bit in rules.held_by_hand:
                bits |= other.starts & bit
    return bits


def _first_cluster(runs: Runs, term: int, tied: list[int]) -> int:
    """The leaves that may have to be interleaved with the first child of the group that is open now."""
    terms = runs.terms
    what = terms.terms[term]
    if what.kind == "seq" and not terms.may_end(what.parts[0]):
        return _first_cluster(runs, what.parts[0], tied)
    if what.kind != "par":
        return terms.leaves(term)
    children = [terms.leaves(part) for part in what.parts]
    # A child whose steps all may be left out could be passed over for ever; begin with one that must be done.
    order = sorted(range(len(children)), key=lambda i: terms.may_end(what.parts[i]))
    cluster = children.pop(order[0])
    grown = True
    while grown:
        grown = False
        ties = 0
        for leaf, others in enumerate(tied):
            if cluster >> leaf & 1:
                ties |= others
        for child in [child for child in children if child & ties]:
            children.remove(child)
            cluster |= child
            grown = True
    alone = len(children) + 1 == len(what.parts)
    return _first_cluster(runs, what.parts[order[0]], tied) if alone else cluster
