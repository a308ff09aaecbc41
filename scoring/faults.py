"""What went wrong before any points are given: faults, found by comparing the trace with each rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scoring.alignment import Alignment, align
from scoring.prepared import Prepared
from scoring.rules import Reference, StepRule, wrong_choices
from scoring.scorecard import FindingKind
from scoring.trace import Act, Trace, done_order


@dataclass(frozen=True, slots=True)
class Fault:
    """One offence against a rule. `share` is the part of the rule's points that it costs, 0 to 1.

    `cost` names the entry of the table of shares to use instead; `part` scales it (a step asked for several times).
    """

    kind: FindingKind
    rule: str
    step: str | None
    at_s: float | None
    critical: bool
    share: float | None = None
    cost: str = ""
    part: float = 1.0
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Explained:
    """A trace with its explanation.

    `acts` are the indices of the aligned acts. `place` gives for each step id its acts: matched ones and ones done out
    of order. `paired` gives for the position of a missed move the act that did the step after all.
    """

    trace: Trace
    ready: Prepared
    alignment: Alignment
    acts: tuple[int, ...]
    place: Mapping[str, tuple[int, ...]]
    paired: Mapping[int, int]

    def act(self, index: int) -> Act:
        """An act of the trace."""
        return self.trace.acts[index]

    def first(self, step: str | None) -> Act | None:
        """The first act that did a step."""
        found = self.place.get(step, ()) if step is not None else ()
        return self.trace.acts[found[0]] if found else None

    def window(self, from_step: str | None, until_step: str | None) -> tuple[float, float] | None:
        """From the end of the first step to the end of the second; None if the first was never done."""
        start, until = self.first(from_step), self.first(until_step)
        if from_step is not None and start is None:
            return None
        return (start.end_s if start else 0.0), (until.end_s if until else self.trace.end_s)


def left_out(step: str | None, known: Explained) -> bool:
    """Was the step asked for and not done? (A step of an alternative that was not taken was not asked for.)"""
    return any(move.kind == "missed" and move.step == step for move in known.alignment.moves)


def flaws_of(rule: StepRule, act: Act) -> int:
    """How many things are wrong with an act as a doing of this step."""
    return 2 * len(wrong_choices(rule, act.choices)) + bool(rule.by and act.actor not in rule.by)


def explained(reference: Reference, ready: Prepared, trace: Trace) -> Explained:
    """Align a trace and say which act did which step."""
    rules = {rule.id: rule for rule in reference.steps}
    acts = tuple(index for index in done_order(trace) if trace.acts[index].action not in reference.neutral_actions)

    def flaws(step: str, event: int) -> int:
        rule = rules.get(step)
        return flaws_of(rule, trace.acts[acts[event]]) if rule else 0

    alignment = align(ready, [trace.acts[index].action for index in acts], flaws)
    paired = _pairs(ready, rules, alignment, trace, acts)
    place: dict[str, list[int]] = {}
    for position, move in enumerate(alignment.moves):
        if move.kind == "matched" and move.event is not None:
            place.setdefault(move.step, []).append(acts[move.event])
        elif position in paired:
            place.setdefault(move.step, []).append(paired[position])
    order = {index: rank for rank, index in enumerate(acts)}
    places = {step: tuple(sorted(found, key=order.__getitem__)) for step, found in place.items()}
    return Explained(trace, ready, alignment, acts, places, paired)


def _pairs(
    ready: Prepared, rules: Mapping[str, StepRule], alignment: Alignment, trace: Trace, acts: tuple[int, ...]
) -> dict[int, int]:
    """Missed moves whose step was done after all, at another place: position of the move -> index of the act.

    Where several steps ask for the same action the act belongs to the one that it fits best, and to none if it fits
    several alike: a second look at the limbs before the move is no look at them after it.
    """
    steps_of_action: dict[str, list[str]] = {}
    for leaf in ready.net.leaves:
        if leaf.step not in steps_of_action.setdefault(leaf.action, []):
            steps_of_action[leaf.action].append(leaf.step)
    free: dict[int, int] = {}
    seen = 0
    missed: list[tuple[int, int, str]] = []
    for position, move in enumerate(alignment.moves):
        if move.kind == "missed":
            missed.append((position, seen, move.step))
        elif move.event is not None:
            seen = move.event + 1
            if move.kind == "extra":
                free[move.event] = acts[move.event]
    paired: dict[int, int] = {}
    for position, at, step in missed:
        rule = rules.get(step)
        best: tuple[int, int, int] | None = None
        for event, index in free.items():
            act = trace.acts[index]
            if step not in steps_of_action.get(act.action, ()):
                continue
            own = flaws_of(rule, act) if rule else 0
            others = [one for one in steps_of_action[act.action] if one != step]
            if any(flaws_of(rules[one], act) <= own if one in rules else True for one in others):
                continue
            best = min(best or (own, abs(event - at), event), (own, abs(event - at), event))
        if best is not None:
            paired[position] = free.pop(best[2])
    return paired
