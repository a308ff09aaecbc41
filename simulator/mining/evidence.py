"""What the performances say for each part of a proposal: how often, by how many seconds, by whom, with what choices."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring import protocol as sp
from simulator.mining.performances import Performance


@dataclass(frozen=True, slots=True)
class Order:
    """`later` came after `earlier` in `performances` of those that have both.

    `least_s`: the least time from the end of `earlier` to the start of `later` (s); below 0 they overlapped. None in a
    part that is done again and again.
    """

    later: str
    earlier: str
    performances: int
    least_s: float | None


@dataclass(frozen=True, slots=True)
class StepSeen:
    """A step: in how many performances it was done, how often in one (least, most), who did it and how often, and how
    often each option was chosen."""

    step: str
    action: str
    performances: int
    times: tuple[int, int]
    by: Mapping[str, int]
    chosen: Mapping[str, Mapping[str, int]]

    @property
    def with_(self) -> dict[str, str]:
        """The choices that were always the same."""
        return {choice: next(iter(options)) for choice, options in self.chosen.items() if len(options) == 1}


def seen(performances: Sequence[Performance]) -> tuple[StepSeen, ...]:
    """Every step that was done, in the order in which they were first met."""
    steps = dict.fromkeys(step for one in performances for step in one.run)
    return tuple(_seen(step, performances) for step in steps)


def _seen(step: str, performances: Sequence[Performance]) -> StepSeen:
    acts = [act for one in performances for label, act in one.done if label == step]
    counts = [count for one in performances if (count := one.run.count(step))]
    by = Counter(act.actor for act in acts if act.actor)
    chosen: dict[str, Counter[str]] = {}
    for act in acts:
        for choice, option in act.choices.items():
            chosen.setdefault(choice, Counter())[str(option)] += 1
    told = {choice: dict(options.most_common()) for choice, options in chosen.items() if options.total() == len(acts)}
    return StepSeen(step, acts[0].action, len(counts), (min(counts), max(counts)), dict(by.most_common()), told)


def orders(protocol: sp.Protocol, performances: Sequence[Performance]) -> tuple[Order, ...]:
    """For each step the steps that come directly before it by the protocol, with what was seen of that."""
    looped = {step.id for node in _nodes(protocol.root) if isinstance(node, sp.Repeat) for step in sp.steps_of(node)}
    found = []
    for later, earlier in _direct(protocol):
        both = [one for one in performances if {later, earlier} <= set(one.run)]
        gaps = [_gap_s(one, later, earlier) for one in both]
        least = None if not gaps or (later in looped and earlier in looped) else min(gaps)
        found.append(Order(later, earlier, len(both), least))
    return tuple(found)


def _gap_s(one: Performance, later: str, earlier: str) -> float:
    begins = min(act.start_s for step, act in one.done if step == later)
    return begins - max(act.end_s for step, act in one.done if step == earlier)


def _direct(protocol: sp.Protocol) -> list[tuple[str, str]]:
    """(later, earlier) for all steps that nothing must come between."""
    before = {(earlier, later) for later, names in protocol.after for earlier in names}
    for node in _nodes(protocol.root):
        if isinstance(node, sp.Sequence):
            parts = [[step.id for step in sp.steps_of(child)] for child in node.children]
            before |= {(a, b) for n, part in enumerate(parts) for a in part for late in parts[n + 1 :] for b in late}
    steps = sp.step_ids(protocol)
    for middle in steps:
        into, out = [a for a in steps if (a, middle) in before], [b for b in steps if (middle, b) in before]
        before |= {(a, b) for a in into for b in out}
    return [
        (b, a)
        for b in steps
        for a in steps
        if (a, b) in before and not any((a, c) in before and (c, b) in before for c in steps)
    ]


def _nodes(node: sp.Node) -> list[sp.Node]:
    return [node, *(below for child in sp.children_of(node) for below in _nodes(child))]
