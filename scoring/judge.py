"""The single entry: a reference, a rubric and a trace give a scorecard."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

from scoring.consequences import causes, in_turn
from scoring.explain import explain, following, with_more
from scoring.explanation import Move
from scoring.faults import Explained, Fault, explained
from scoring.limits import measured, unit_of
from scoring.other_faults import completeness, duration_s, other_faults
from scoring.prepared import prepared
from scoring.protocol import Node, OneOf, Protocol, children_of, steps_of
from scoring.rubric import (
    DEFAULT_SHARES,
    Line,
    Rubric,
    all_rules,
    lines_of,
    protocol_for,
    section_of,
    time_share,
)
from scoring.rules import Limit, Never, Reference, Rule, StepRule
from scoring.scorecard import Finding, LaneAlignment, LaneMove, Scorecard, SectionScore
from scoring.step_faults import step_faults
from scoring.trace import Trace

HARMLESS = frozenset({"extra", "repeated"})

SPARED = frozenset({"missed", "too_late", "out_of_order"})
"""Faults on a line of the sheet that may cost nothing beyond what their cause has cost."""


def judge(reference: Reference, rubric: Rubric, trace: Trace) -> Scorecard:
    """Judge one performance. Nothing is kept and nothing else is read: the same values give the same card."""
    school = _as_school(reference, rubric)
    actions = {rule.id: rule.action for rule in school.steps}
    protocol = protocol_for(school, rubric)
    known = explained(school, prepared(protocol, actions), trace)
    lines = lines_of(school, rubric, untaken(protocol, known.alignment.moves))
    faults = list(_faults(school, rubric, known, {rule for line in lines for rule in line.by_rule}))
    left = _Budget.of(lines, rubric.whole)
    rules: dict[str, Rule] = {rule.id: rule for rule in all_rules(school)}
    findings = list(_findings(_by_weight(faults, lines), known, school, rubric, rules, lines, left))
    findings = in_order(findings)
    of = sum(line.cents for line in lines)
    total = sum(left.sections.values())
    percent = 100.0 * total / of if of else 100.0
    critical = tuple(dict.fromkeys(one.rule for one in findings if one.critical))
    return Scorecard(
        scene=reference.scene,
        scene_sha256=reference.scene_sha256,
        rubric=rubric.id,
        form=rubric.form,
        total=total / 100,
        of=of / 100,
        percent=round(percent, 2),
        pass_percent=rubric.pass_percent,
        passed=percent >= rubric.pass_percent and not critical,
        critical=critical,
        sections=_sections(rubric, lines, left),
        findings=tuple(findings),
        alignment=_lanes(known),
        measures=_measures(school, rubric, known),
    )


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """What fails the candidate first, then by what a cause has cost together with all that follows from it."""
    whole = {one.rule: 0.0 for one in findings}
    for one in findings:
        for cause in one.evidence.get("because_of", ())[:1]:
            whole[cause] = whole.get(cause, 0.0) + one.points

    def key(one: Finding) -> tuple[bool, float, bool, float]:
        behind = whole[one.rule] if one.points > 0 and "because_of" not in one.evidence else 0.0
        return not one.critical, -(one.points + behind), one.kind in HARMLESS, one.at_s or 0.0

    return sorted(findings, key=key)


def untaken(protocol: Protocol, moves: Iterable[Move | LaneMove]) -> frozenset[str]:
    """The steps of alternatives that were not taken: they are neither done nor missed, and no points hang on them."""
    met = {move.step for move in moves if move.kind != "extra"}
    return frozenset(_others(protocol.root, met))


def _others(node: Node, met: AbstractSet[str | None]) -> Iterator[str]:
    for child in children_of(node):
        named = {step.id for step in steps_of(child)}
        if isinstance(node, OneOf) and not named & met:
            yield from named - met
        else:
            yield from _others(child, met)


def _as_school(reference: Reference, rubric: Rubric) -> Reference:
    """The reference with this rubric's say on what is critical and what is not judged."""
    vetoes, ignored = rubric.critical, rubric.ignored
    if not vetoes and not ignored:
        return reference
    return replace(
        reference,
        steps=tuple(replace(one, critical=vetoes.get(one.id, one.critical)) for one in reference.steps),
        keeps=tuple(
            replace(one, critical=vetoes.get(one.id, one.critical)) for one in reference.keeps if one.id not in ignored
        ),
        nevers=tuple(
            replace(one, critical=vetoes.get(one.id, one.critical)) for one in reference.nevers if one.id not in ignored
        ),
        limits=tuple(_limit_as(one, vetoes) for one in reference.limits if one.id not in ignored),
    )


def _limit_as(limit: Limit, vetoes: Mapping[str, bool]) -> Limit:
    if limit.id not in vetoes:
        return limit
    return replace(limit, critical_over=limit.limit if vetoes[limit.id] else None, critical_level=None)


def _faults(
    reference: Reference, rubric: Rubric, known: Explained, on_sheet: AbstractSet[str]
) -> Iterable[Fault]:  # fmt: skip
    """All faults; an act that is forbidden is not called extra, or a bad repetition, as well. That a rule could not be
    judged is said only where the sheet gives points for it."""
    others = list(other_faults(reference, rubric.time, known))
    found = [fault.evidence for fault in others if fault.kind == "forbidden_act"]
    forbidden = {act for evidence in found for act in (evidence["act"], *evidence.get("again", ()))}
    for fault in (*step_faults(reference, known), *others):
        more = fault.kind in HARMLESS or fault.evidence.get("repeated", False)
        if fault.rule in rubric.ignored or (more and fault.evidence.get("act") in forbidden):
            continue
        if fault.kind == "missed" and fault.step is None and fault.rule not in on_sheet:
            continue
        yield fault


@dataclass(slots=True)
class _Budget:
    """The hundredths that can still be lost, by rule and by section. The rules of a line that is given or not at all
    (`lines`: rule -> line) lose them together."""

    rules: dict[str, int]
    sections: dict[str, int]
    scale: float
    lines: dict[str, str]

    @staticmethod
    def of(lines: Sequence[Line], whole: bool) -> _Budget:
        rules: dict[str, int] = {}
        sections: dict[str, int] = {}
        together = {rule: f"line:{line.item.id}" for line in lines if whole for rule in line.by_rule}
        for line in lines:
            for rule, cents in line.by_rule.items():
                name = together.get(rule, rule)
                rules[name] = rules.get(name, 0) + cents
            sections[line.item.section] = sections.get(line.item.section, 0) + line.cents
        raw = sum(line.item.points for line in lines)
        return _Budget(rules, sections, sum(sections.values()) / raw if raw else 100.0, together)

    def lose(self, rule: str, cents: int, section: str) -> int:
        """Take points of a rule on the sheet; returns what was really lost."""
        name = self.lines.get(rule, rule)
        lost = min(cents, self.rules[name], self.sections[section])
        self.rules[name] -= lost
        self.sections[section] -= lost
        return lost

    def deduct(self, cents: int, section: str) -> int:
        """Take points off what is left: of the section, or of all of them where it is none of the sheet's."""
        lost = 0
        for name in [section] if section in self.sections else sorted(self.sections, key=self.sections.__getitem__):
            part = min(cents - lost, self.sections[name])
            self.sections[name] -= part
            lost += part
        return lost


def _by_weight(faults: Sequence[Fault], lines: Sequence[Line]) -> list[Fault]:
    """Faults on the lines of the sheet first, then deductions; within them the critical and costly ones first."""
    on_sheet = {rule for line in lines for rule in line.by_rule}
    return sorted(
        faults,
        key=lambda one: (
            one.rule not in on_sheet,
            not one.critical,
            one.kind == "missed" and one.step is None,  # could not be judged: what was left out speaks first
            -(one.share if one.share is not None else 1.0 if one.kind == "missed" else 0.5),
            one.at_s or 0.0,
        ),
    )


def _findings(
    faults: Sequence[Fault], known: Explained, reference: Reference, rubric: Rubric, rules: Mapping[str, Rule],
    lines: Sequence[Line], left: _Budget,
) -> Iterator[Finding]:  # fmt: skip
    """Each fault with what it costs. What a cause has cost counts, once, towards what follows from it."""
    follows = causes(reference, known, faults)
    credit: dict[int, int] = {}  # what a fault has cost and nothing else was spared yet: place -> hundredths
    found_at: dict[int, Finding] = {}
    for place in in_turn(follows, len(faults)):
        fault, behind = faults[place], follows.get(place)
        paid = sum(credit.get(cause, 0) for cause in behind.places) if behind else 0
        found, due = _finding(fault, reference, rubric, rules, lines, left, paid)
        credit[place] = round(found.points * 100) + min(paid, due)
        if behind:
            spared = min(paid, due)
            for cause in behind.places:
                if faults[cause].rule == fault.rule:
                    continue  # another word about the same doing of a step: it leaves what the cause has paid
                part = min(spared, credit.get(cause, 0))
                credit[cause] = credit.get(cause, 0) - part
                spared -= part
            rules_behind = dict.fromkeys(faults[cause].rule for cause in behind.roots)
            named = [explain(faults[cause], reference, rules.get(faults[cause].rule))[0] for cause in behind.roots]
            titles = [title for at, title in enumerate(named) if title not in named[:at]]
            points = "end" if not paid or not due else "rest" if due > paid else "once"
            found = replace(
                found,
                text=with_more(found.text, following(titles, behind.same, points)),
                evidence={
                    **found.evidence,
                    "because_of": list(rules_behind),
                },
            )
        found_at[place] = found
    yield from (found_at[place] for place in range(len(faults)))


def _finding(
    fault: Fault, reference: Reference, rubric: Rubric, rules: Mapping[str, Rule], lines: Sequence[Line],
    left: _Budget, paid: int,
) -> tuple[Finding, int]:  # fmt: skip
    """The finding, and the hundredths that were due for it, of which those that its cause has `paid` are spared."""
    rule = rules.get(fault.rule)
    share = _share(fault, rubric, rule) * fault.part
    section = section_of(rule, lines) if rule is not None else _section_of_id(fault.rule, lines)
    line = next((line for line in lines if fault.rule in line.by_rule), None)
    lost = due = 0
    if line is not None:
        whole = math.ceil(line.by_rule[fault.rule] * share - 1e-6)
        if rubric.whole:
            whole = line.cents if share > 0.0 else 0
        due = whole if _spared(fault, rubric) else 0
        lost = left.lose(fault.rule, whole - min(paid, due), section)
    elif isinstance(rule, Never) and rule.points > 0:
        key = f"deduct:{rule.id}"
        whole = left.rules.setdefault(key, round(rule.points * left.scale))
        due = 0 if rule.beside_cause else whole
        lost = left.deduct(whole - min(paid, due), section)
        left.rules[key] = whole - lost if min(paid, due) else 0  # once is enough; what a cause has paid stays open
    title, text = explain(fault, reference, rule, lost == 0)
    return Finding(
        fault.kind, fault.rule, fault.step, fault.at_s, lost / 100, fault.critical, section, title, text, fault.evidence
    ), due


def _spared(fault: Fault, rubric: Rubric) -> bool:
    """Whether what its cause has cost counts towards a fault on the sheet. What the candidate fails by, and a box that
    is ticked only for what was done, are not earned by a try (own choice)."""
    tried = fault.kind == "missed"
    return fault.kind in SPARED and not (tried and (fault.critical or rubric.whole))


def _section_of_id(rule: str, lines: Sequence[Line]) -> str:
    return next((line.item.section for line in lines if rule in line.by_rule), "")


def _share(fault: Fault, rubric: Rubric, rule: Rule | None) -> float:
    """The part of the rule's points that a fault costs: its own, the step's, the rubric's, or the usual one."""
    if fault.share is not None:
        return fault.share
    name = fault.cost or fault.kind
    own = rule.shares if isinstance(rule, StepRule) else {}
    return own.get(name, rubric.shares.get(name, DEFAULT_SHARES.get(name, 0.0)))


def _sections(rubric: Rubric, lines: Sequence[Line], left: _Budget) -> tuple[SectionScore, ...]:
    titles = {section.id: section.title for section in rubric.sections}
    names = dict.fromkeys([*titles, *left.sections])
    of = {name: sum(line.cents for line in lines if line.item.section == name) for name in names}
    return tuple(
        SectionScore(name, titles.get(name, {}), left.sections[name] / 100, of[name] / 100)
        for name in names
        if name in left.sections
    )


def _lanes(known: Explained) -> LaneAlignment:
    """The explanation with the acts' times, and the two places of a step done out of order joined."""
    home = {index: known.alignment.moves[position].step for position, index in known.paired.items()}
    moves: list[LaneMove] = []
    for position, move in enumerate(known.alignment.moves):
        action = next((leaf.action for leaf in known.ready.net.leaves if leaf.step == move.step), move.step)
        if move.event is None:
            moves.append(LaneMove(move.kind, move.step, action, None, None, None, known.paired.get(position)))
            continue
        index = known.acts[move.event]
        act = known.act(index)
        step = home.get(index, move.step)
        pair = index if index in home else None
        moves.append(LaneMove(move.kind, step, act.action, index, act.start_s, act.end_s, pair))
    found = known.alignment
    return LaneAlignment(found.cost, found.fitness, found.optimal, found.lower_bound, tuple(moves))


def _measures(reference: Reference, rubric: Rubric, known: Explained) -> dict[str, Any]:
    """Figures beside the points: how complete, how well ordered, how long, and each limited measure."""
    kinds = [move.kind for move in known.alignment.moves]
    matched, missed, paired = kinds.count("matched"), kinds.count("missed"), len(known.paired)
    took_s = duration_s(rubric.time, known)
    limits: dict[str, Any] = {}
    for limit in reference.limits:
        found = measured(limit, known)
        limits[limit.id] = {
            "value": found.value if found else None,
            "limit": limit.limit,
            "measure": limit.measure,
            "unit": unit_of(limit, found.unit) if found else None,
            "at_s": found.at_s if found else None,
            "peak": found.peak if found else None,
        }
    return {
        "completeness": completeness(known),
        "order": matched / (matched + paired) if matched + paired else 1.0,
        "fitness": known.alignment.fitness,
        "steps_expected": matched + missed,
        "steps_done": matched + paired,
        "steps_in_order": matched,
        "duration_s": took_s,
        "time_share": 1.0 - time_share(rubric.time, took_s) if rubric.time else None,
        "limits": limits,
    }
