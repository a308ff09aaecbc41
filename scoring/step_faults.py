"""Faults of steps: missed, out of order, wrong choice, wrong person, too late, too slow, repeated, extra."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from scoring.faults import Explained, Fault, flaws_of
from scoring.rules import Reference, StepRule, wrong_choices
from scoring.scorecard import FindingKind
from scoring.trace import Act


@dataclass(frozen=True, slots=True)
class _Doing:
    """A step that was done or missed once: the act's index (None: not at all), and whether it was out of order."""

    step: str
    act: int | None
    misplaced: bool


def step_faults(reference: Reference, known: Explained) -> Iterator[Fault]:
    """Everything that the steps themselves have to say, in the order of the explanation."""
    rules = {rule.id: rule for rule in reference.steps}
    doings: list[_Doing] = []
    for position, move in enumerate(known.alignment.moves):
        if move.kind == "matched" and move.event is not None:
            doings.append(_Doing(move.step, known.acts[move.event], False))
        elif move.kind == "missed":
            doings.append(_Doing(move.step, known.paired.get(position), position in known.paired))
    times: dict[str, int] = {}
    for doing in doings:
        times[doing.step] = times.get(doing.step, 0) + 1
    tries = _tries(known)
    for doing in doings:
        rule = rules.get(doing.step) or StepRule(doing.step, doing.step)
        tried = tries.get(rule.action, [])
        yield from _of_doing(known, rule, doing, 1.0 / times[doing.step], tried)
    yield from _of_extras(reference, known, rules)


def _tries(known: Explained) -> dict[str, list[int]]:
    """By action the orders that were refused and not carried out afterwards, of a row of them the last; where an action
    is asked for by several steps these are the tries of those that were left out."""
    found: dict[str, list[int]] = {}
    for index, act in enumerate(known.trace.acts):
        if act.outcome == "refused":
            found[act.action] = [index]
        elif act.outcome == "done":
            found.pop(act.action, None)
    return found


def _of_doing(known: Explained, rule: StepRule, doing: _Doing, part: float, tried: list[int]) -> Iterator[Fault]:
    if doing.act is None:
        vetoes = _vetoes(rule, "missed")
        if tried:
            index = tried.pop()
            act = known.act(index)
            evidence = {"tried": index, "actor": act.actor, "barred": act.barred, "tried_s": act.start_s}
            yield Fault("missed", rule.id, rule.id, act.start_s, vetoes, part=part, evidence=evidence)
        else:
            yield Fault("missed", rule.id, rule.id, None, vetoes, part=part)
        return
    act = known.act(doing.act)
    if doing.misplaced:
        evidence = {"act": doing.act, "actor": act.actor, **_misplaced(known, rule.id, act)}
        yield Fault(
            "out_of_order", rule.id, rule.id, act.start_s, _vetoes(rule, "out_of_order"), part=part, evidence=evidence
        )
    for name in wrong_choices(rule, act.choices):
        yield _wrong_choice(rule, doing.act, act, name, part, None)
    if rule.by and act.actor not in rule.by:
        evidence = {"act": doing.act, "actor": act.actor, "right": list(rule.by)}
        critical = _vetoes(rule, "wrong_person")
        yield Fault("wrong_person", rule.id, rule.id, act.start_s, critical, part=part, evidence=evidence)
    yield from _of_time(known, rule, doing.act, act, part)


def _wrong_choice(rule: StepRule, index: int, act: Act, name: str, part: float, corrected_at_s: float | None) -> Fault:
    wrong = rule.wrong.get(name)
    right = rule.with_[name]
    evidence = {
        "act": index,
        "actor": act.actor,
        "choice": name,
        "value": act.choices.get(name),
        "right": list(right) if isinstance(right, list | tuple | set | frozenset) else [right],
        "corrected_at_s": corrected_at_s,
    }
    corrected = corrected_at_s is not None
    critical = bool(wrong and wrong.critical) or _vetoes(rule, "wrong_choice")
    return Fault(
        "wrong_choice",
        rule.id,
        rule.id,
        act.start_s,
        critical and not corrected,
        share=wrong.share if wrong and not corrected else None,
        cost="corrected" if corrected else "",
        part=part,
        evidence=evidence,
    )


def _of_time(known: Explained, rule: StepRule, index: int, act: Act, part: float) -> Iterator[Fault]:
    if rule.within_s is not None:
        limit_s, since = rule.within_s
        base = known.first(since)
        if since is None or base is not None:
            took_s = act.end_s - (base.end_s if base else 0.0)
            if took_s > limit_s:
                evidence = {"act": index, "took_s": took_s, "limit_s": limit_s, "since": since, "ended_s": act.end_s}
                critical = _vetoes(rule, "too_late")
                yield Fault("too_late", rule.id, rule.id, act.start_s, critical, part=part, evidence=evidence)
    took_s = act.end_s - act.start_s
    if rule.at_most_s is not None and took_s > rule.at_most_s:
        evidence = {"act": index, "took_s": took_s, "limit_s": rule.at_most_s}
        yield Fault("too_slow", rule.id, rule.id, act.start_s, _vetoes(rule, "too_slow"), part=part, evidence=evidence)


def _of_extras(reference: Reference, known: Explained, rules: Mapping[str, StepRule]) -> Iterator[Fault]:
    """Acts that no place in the protocol is left for. A wrong try before the right one is a corrected choice."""
    paired = set(known.paired.values())
    steps_of: dict[str, list[str]] = {}
    for leaf in known.ready.net.leaves:
        steps_of.setdefault(leaf.action, []).append(leaf.step)
    for move in known.alignment.moves:
        if move.kind != "extra" or move.event is None or known.acts[move.event] in paired:
            continue
        index = known.acts[move.event]
        act = known.act(index)
        step = _nearest(known, steps_of.get(act.action, ()), act)
        rule = rules.get(step) if step else None
        if rule is not None and flaws_of(rule, act):
            later = _corrected_at_s(known, rule, act)
            wrong = wrong_choices(rule, act.choices) if later is not None else ()
            for name in wrong:
                yield _wrong_choice(rule, index, act, name, 1.0, later)
            grave = () if wrong else _grave(rule, act)
            for name in grave:
                fault = _wrong_choice(rule, index, act, name, 1.0, _done_right_s(known, rule, act))
                yield replace(fault, evidence={**fault.evidence, "repeated": True})
            if wrong or grave:
                continue
        kind: FindingKind = "repeated" if step else "extra"
        evidence = {"act": index, "actor": act.actor, "action": act.action}
        yield Fault(kind, step or act.action, step, act.start_s, False, evidence=evidence)


def _grave(rule: StepRule, act: Act) -> tuple[str, ...]:
    """The wrong choices whose harm stays: made after the right one they are no mere repetition."""
    wrong = (name for name in wrong_choices(rule, act.choices) if name in rule.wrong)
    return tuple(name for name in wrong if rule.wrong[name].critical or rule.wrong[name].lasting)


def _done_right_s(known: Explained, rule: StepRule, act: Act) -> float | None:
    """When the same was done again afterwards without a wrong choice; None if it was not."""
    later = (other for other in known.trace.acts if other.action == act.action and other.start_s > act.start_s)
    right = (other.start_s for other in later if other.outcome == "done" and not wrong_choices(rule, other.choices))
    return min(right, default=None)


def _nearest(known: Explained, steps: Sequence[str], act: Act) -> str | None:
    """Of the steps that ask for an action the one that was done nearest in time; the first if none was done."""

    def apart_s(step: str) -> float:
        others = (known.act(index) for index in known.place.get(step, ()))
        return min((abs(other.start_s - act.start_s) for other in others), default=inf)

    return min(steps, key=apart_s, default=None)


def _corrected_at_s(known: Explained, rule: StepRule, act: Act) -> float | None:
    """When a later act did the same step without a wrong choice; None if none did."""
    for index in known.place.get(rule.id, ()):
        later = known.act(index)
        if later.start_s >= act.start_s and not wrong_choices(rule, later.choices):
            return later.start_s
    return None


def _misplaced(known: Explained, step: str, act: Act) -> dict[str, object]:
    """Which steps it came before though they belong first, or after though it belongs before them."""
    net = known.ready.net
    own = sum(1 << leaf.index for leaf in net.leaves if leaf.step == step)
    earlier: list[str] = []
    later: list[str] = []
    for leaf in net.leaves:
        other = known.first(leaf.step)
        if other is None or leaf.step == step:
            continue
        belongs_first = any(net.closure[mine.index] >> leaf.index & 1 for mine in net.leaves if mine.step == step)
        if belongs_first and other.start_s > act.start_s:
            earlier.append(leaf.step)
        if net.closure[leaf.index] & own and other.start_s < act.start_s:
            later.append(leaf.step)
    if earlier:
        return {"early": True, "before": list(dict.fromkeys(earlier))}
    return {"early": False, "after": list(dict.fromkeys(later))}


def _vetoes(rule: StepRule, kind: str) -> bool:
    return rule.critical and kind in rule.critical_kinds
