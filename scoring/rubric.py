"""A school's way of marking: points by section, deductions, critical criteria, a pass mark, time. All of it is data.

Points are counted in whole hundredths, so that sections, findings and total always agree to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from scoring.protocol import Protocol
from scoring.rules import Keep, Limit, Reference, Rule, Say, StepRule

DEFAULT_SHARES: Mapping[str, float] = {
    "missed": 1.0,
    "out_of_order": 0.5,
    "wrong_choice": 0.5,
    "corrected": 0.25,
    "wrong_person": 0.25,
    "too_late": 0.25,
    "too_slow": 0.25,
    "repeated": 0.0,
    "extra": 0.0,
}
"""The share of a step's points that each kind of finding costs; the points of a step are lost only once."""

TIME = "time"
"""The id under which the time of the whole performance stands among the rules."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the sheet. `of` fixes its points; None lets its items share the rubric's total by their weight."""

    id: str
    title: Say = field(default_factory=dict)
    of: float | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the sheet: points for one rule, or for several together (ids of steps, keeps, limits, nevers)."""

    id: str
    points: float
    rules: tuple[str, ...]
    section: str = ""
    title: Say = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TimeBand:
    """Full points up to `full_until_s`, falling straight to none at `zero_from_s`; beyond `fail_after_s` no pass.

    The time counts from the end of `from_step` (None: the session's start) to the end of `until_step` (None: the end).
    Who did less than the share `at_least_done` of the steps earns nothing for being quick.
    """

    full_until_s: float
    zero_from_s: float
    fail_after_s: float | None = None
    points: float = 0.0
    section: str = ""
    from_step: str | None = None
    until_step: str | None = None
    at_least_done: float = 0.75


@dataclass(frozen=True, slots=True)
class Rubric:
    """One sheet.

    `items` empty: every rule with points is a line of its own. `shares` overrides `DEFAULT_SHARES`. `critical`
    sets for rules by id whether they fail the candidate in this school, whatever the scene says; `ignored` rules are
    not judged at all. `whole`: a line is given or not, whatever part of it was lost. `add_after` and `drop_after` are
    (step, predecessor) edges that this school orders differently.
    """

    id: str
    form: str = ""
    title: Say = field(default_factory=dict)
    of: float = 100.0
    pass_percent: float = 60.0
    sections: tuple[Section, ...] = ()
    items: tuple[Item, ...] = ()
    shares: Mapping[str, float] = field(default_factory=dict)
    time: TimeBand | None = None
    critical: Mapping[str, bool] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    whole: bool = False
    add_after: tuple[tuple[str, str], ...] = ()
    drop_after: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its points in hundredths, and how they are shared out among its rules (rule id -> hundredths)."""

    item: Item
    cents: int
    by_rule: Mapping[str, int]


def all_rules(reference: Reference) -> tuple[Rule, ...]:
    """Steps, keeps, nevers and limits, in this order."""
    return (*reference.steps, *reference.keeps, *reference.nevers, *reference.limits)


def protocol_for(reference: Reference, rubric: Rubric) -> Protocol:
    """The protocol with this school's order edges."""
    if not rubric.add_after and not rubric.drop_after:
        return reference.protocol
    kept = [
        (step, tuple(other for other in earlier if (step, other) not in rubric.drop_after))
        for step, earlier in reference.protocol.after
    ]
    added = [(step, (other,)) for step, other in rubric.add_after]
    return replace(reference.protocol, after=tuple(edge for edge in (*kept, *added) if edge[1]))


def apportion(total: int, weights: Sequence[float]) -> tuple[int, ...]:
    """Share out whole hundredths by weight so that they add up exactly (largest remainder; first wins a tie)."""
    whole = sum(weights)
    if whole <= 0.0:
        return tuple(0 for _ in weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return tuple(parts)


def items_of(reference: Reference, rubric: Rubric, untaken: AbstractSet[str] = frozenset()) -> tuple[Item, ...]:
    """The lines of the sheet: the rubric's own, or one for each rule of the scene that has points. A line that asks for
    `untaken` steps only is none, unless the fixed points of its section hang on it alone."""
    fixed = {section.id for section in rubric.sections if section.of is not None}
    asked = [item for item in rubric.items if not set(item.rules) <= untaken]
    needed = fixed - {item.section for item in asked}
    items = tuple(item for item in rubric.items if item in asked or item.section in needed)
    if not items:
        rules: Iterable[StepRule | Keep | Limit] = (*reference.steps, *reference.keeps, *reference.limits)
        items = tuple(
            Item(rule.id, rule.points, (rule.id,), rule.section, rule.texts.name)
            for rule in rules
            if rule.points > 0 and rule.id not in rubric.ignored and rule.id not in untaken
        )
    if rubric.time is not None and rubric.time.points > 0 and not any(TIME in item.rules for item in items):
        items = (*items, Item(TIME, rubric.time.points, (TIME,), rubric.time.section))
    return items


def lines_of(reference: Reference, rubric: Rubric, untaken: AbstractSet[str] = frozenset()) -> tuple[Line, ...]:
    """The lines with their points in hundredths; together they make exactly the rubric's total.

    `untaken`: steps of alternatives that were not taken, on which no points hang in this performance.
    """
    items = items_of(reference, rubric, untaken)
    fixed = {section.id: section.of for section in rubric.sections if section.of is not None}
    total = round(rubric.of * 100)
    cents = [0] * len(items)
    free = [index for index, item in enumerate(items) if item.section not in fixed]
    for name, of in fixed.items():
        own = [index for index, item in enumerate(items) if item.section == name]
        for index, part in zip(own, apportion(round(of * 100), [items[i].points for i in own]), strict=True):
            cents[index] = part
    rest = max(total - sum(cents), 0)
    for index, part in zip(free, apportion(rest, [items[i].points for i in free]), strict=True):
        cents[index] = part
    paying: tuple[StepRule | Keep | Limit, ...] = (*reference.steps, *reference.keeps, *reference.limits)
    own_points = {rule.id: rule.points for rule in paying}
    lines: list[Line] = []
    for item, points in zip(items, cents, strict=True):
        weights = [0.0 if rule in untaken else own_points.get(rule, 1.0) for rule in item.rules]
        weights = weights if sum(weights) > 0 else [1.0] * len(item.rules)
        lines.append(Line(item, points, dict(zip(item.rules, apportion(points, weights), strict=True))))
    return tuple(lines)


def section_of(rule: Rule, lines: Sequence[Line]) -> str:
    """The section that a rule belongs to on this sheet."""
    for line in lines:
        if rule.id in line.by_rule:
            return line.item.section
    return rule.section


def time_share(band: TimeBand, duration_s: float) -> float:
    """The share of the points for time that is lost: 0 up to the full band, 1 from the end of the loss on."""
    if duration_s <= band.full_until_s:
        return 0.0
    if duration_s >= band.zero_from_s:
        return 1.0
    return (duration_s - band.full_until_s) / (band.zero_from_s - band.full_until_s)


def rubric_problems(rubric: Rubric, reference: Reference) -> tuple[tuple[tuple[str | int, ...], str], ...]:
    """What is wrong with a rubric for this scene: (place in the rubric, sentence). Empty if nothing is."""
    rules = {rule.id for rule in all_rules(reference)} | {TIME}
    sections = {section.id for section in rubric.sections}
    found: list[tuple[tuple[str | int, ...], str]] = []
    if not 0 <= rubric.pass_percent <= 100:
        found.append((("pass_percent",), f"the pass mark must lie between 0 and 100, not {rubric.pass_percent:g}"))
    if rubric.of <= 0:
        found.append((("of",), f"the total must be above 0, not {rubric.of:g}"))
    seen: dict[str, str] = {}
    for index, item in enumerate(rubric.items):
        for place, rule in enumerate(item.rules):
            if rule not in rules:
                found.append((("items", index, "rules", place), f"item {item.id!r} names an unknown rule {rule!r}"))
            elif rule in seen:
                message = f"rule {rule!r} already earns its points in item {seen[rule]!r}"
                found.append((("items", index, "rules", place), message))
            seen.setdefault(rule, item.id)
        if item.points < 0:
            found.append((("items", index, "points"), f"item {item.id!r} has negative points"))
        if sections and item.section not in sections:
            found.append((("items", index, "section"), f"item {item.id!r} names an unknown section {item.section!r}"))
    for name in (*rubric.critical, *sorted(rubric.ignored)):
        if name not in rules:
            key = "critical" if name in rubric.critical else "ignored"
            found.append(((key, name), f"{key} names an unknown rule {name!r}"))
    fixed = [section.of for section in rubric.sections if section.of is not None]
    if fixed and (sum(fixed) > rubric.of or (len(fixed) == len(sections) and sum(fixed) != rubric.of)):
        found.append((("sections",), f"the sections make {sum(fixed):g} points, the rubric says {rubric.of:g}"))
    if not items_of(reference, rubric):
        found.append((("items",), "nothing in this rubric earns points"))
    if rubric.time is not None and rubric.time.zero_from_s < rubric.time.full_until_s:
        found.append((("time", "zero_from_s"), "the time band ends before its full points do"))
    return tuple(found)
