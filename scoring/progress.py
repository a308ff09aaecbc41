"""What is done and what may come next, in the cheapest explanation of a performance that is still going on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.moves import Moves, settled
from scoring.prepared import Flaws, Prepared, prepared
from scoring.rules import Reference, wrong_choices
from scoring.search import Found, explain_prefix
from scoring.trace import Act


@dataclass(frozen=True, slots=True)
class Progress:
    """Step ids. `open` may be done now, in the protocol's order; `optional` are those of them that may be left out.

    `done` are steps matched so far, `early` those done before their turn (they need not be done again), `missed`
    those passed over, `to_come` those without which the run cannot be finished the shortest way. `finished` says that
    a complete run has been done.
    """

    done: tuple[str, ...]
    open: tuple[str, ...]
    optional: tuple[str, ...]
    early: tuple[str, ...]
    missed: tuple[str, ...]
    to_come: tuple[str, ...]
    finished: bool


def progress(reference: Reference, acts: Sequence[Act]) -> Progress:
    """Where the learner stands after these acts (refused and neutral ones are passed over)."""
    rules = {rule.id: rule for rule in reference.steps}
    ready = prepared(reference.protocol, {rule.id: rule.action for rule in reference.steps})
    counted = [act for act in acts if act.outcome == "done" and act.action not in reference.neutral_actions]

    def flaws(step: str, event: int) -> int:
        rule, act = rules.get(step), counted[event]
        if rule is None:
            return 0
        return len(wrong_choices(rule, act.choices)) + bool(rule.by and act.actor not in rule.by)

    return progress_of(ready, [act.action for act in counted], flaws)


def progress_of(ready: Prepared, events: Sequence[str], flaws: Flaws | None = None) -> Progress:
    """The same for bare events."""
    net, moves = ready.net, ready.moves
    state, found = explain_prefix(ready, events, flaws)
    early, state = _take_early(ready, state, found, events)
    now = [leaf.index for leaf in net.leaves if any(not missed for _, _, missed in moves.jumps(state, leaf.index))]
    end = moves.end(state)
    needed = _needed(moves, state, now)
    steps = [leaf.step for leaf in net.leaves]
    done = [steps[leaf] for _, leaf, _ in found.links]
    missed = [steps[leaf] for _, _, leaves in found.links for leaf in leaves]
    return Progress(
        done=tuple(dict.fromkeys(done)),
        open=tuple(dict.fromkeys(steps[leaf] for leaf in now)),
        optional=tuple(dict.fromkeys(steps[leaf] for leaf in now if leaf not in needed)),
        early=tuple(dict.fromkeys(steps[leaf] for leaf in early)),
        missed=tuple(dict.fromkeys(missed)),
        to_come=() if end is None else tuple(dict.fromkeys(steps[leaf] for leaf in end[2])),
        finished=end is not None and not end[2],
    )


def _take_early(ready: Prepared, state: int, found: Found, events: Sequence[str]) -> tuple[list[int], int]:
    """Count acts done before their turn as soon as their turn has come; returns those that still wait, and the state.

    Without this a learner who fitted the collar too early would be asked to fit it again.
    """
    net = ready.net
    matched = {event for event, _, _ in found.links}
    waiting: list[int] = []
    for event, action in enumerate(events):
        leaves = net.by_action.get(action, ())
        if event not in matched and len(leaves) == 1 and not settled(net, state) >> leaves[0] & 1:
            waiting.append(leaves[0])
    waiting = list(dict.fromkeys(waiting))
    taken = True
    while taken:
        taken = False
        for leaf in waiting:
            free = [jump for jump in ready.moves.jumps(state, leaf) if not jump[2]]
            if free:
                state, taken = free[0][0], True
                waiting.remove(leaf)
                break
    return waiting, state


def _needed(moves: Moves, state: int, now: Sequence[int]) -> frozenset[int]:
    """Of the leaves that may be done now, those without which the run cannot be finished."""
    end = moves.end(state)
    return frozenset() if end is None else frozenset(leaf for leaf in now if leaf in end[2])
