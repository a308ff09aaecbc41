"""The figures of a cohort: the finished sessions of one scene, judged by one rubric."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median, pstdev

import numpy as np

from scoring import cohort
from scoring.rubric import Line
from scoring.rules import Say
from simulator.core.scene import Scene
from simulator.exporting.case import Case
from simulator.exporting.items import shares, sheet
from simulator.exporting.naming import rule_names

FEWEST = 20
"""With fewer sessions the figures are called a first hint (own choice)."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the sheet with its figures."""

    title: Say
    points: float
    figures: cohort.ItemFigures


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures. `attempts`: each learner's percents in the order of time; `curve` is fitted to their means; `names`:
    what the rules are called.

    `unfinished` sessions are counted and not judged with the others.
    """

    cases: tuple[Case, ...]
    unfinished: int
    percents: tuple[float, ...]
    passed: int
    critical: int
    mean: float
    spread: float
    middle: float
    alpha: float | None
    items: tuple[Item, ...]
    deviations: tuple[cohort.Deviation, ...]
    orders: tuple[tuple[str, str, int], ...]
    attempts: tuple[tuple[float, ...], ...]
    curve: cohort.Line | None
    names: Mapping[str, Say]

    @property
    def scene(self) -> Scene:
        """The scene that all of them played."""
        return self.cases[0].scene

    @property
    def pass_percent(self) -> float:
        """The pass mark of the sheet."""
        return self.cases[0].card.pass_percent

    @property
    def passes(self) -> tuple[bool, ...]:
        """Whether each passed, in the order of `percents`."""
        return tuple(case.card.passed for case in self.cases)

    @property
    def sessions(self) -> int:
        """How many were finished."""
        return len(self.cases)

    def title_of(self, rule: str) -> Say:
        """What a rule is called."""
        return self.names.get(rule, {})

    @property
    def doubtful(self) -> tuple[cohort.Deviation, ...]:
        """What so many do alike that the protocol may be at fault."""
        return tuple(one for one in self.deviations if one.doubtful)


def groups(cases: Sequence[Case]) -> tuple[tuple[Case, ...], ...]:
    """The cases by scene, version of the scene and rubric, each group in the order of time."""
    found: dict[tuple[str, str, str], list[Case]] = {}
    for case in sorted(cases, key=lambda one: one.head.started):
        found.setdefault((case.scene.id, case.scene.sha256, case.card.rubric), []).append(case)
    return tuple(tuple(group) for _, group in sorted(found.items()))


def figures(group: Sequence[Case]) -> Figures:
    """The figures of one group of `groups`, in its order; ValueError where no session in it was finished."""
    cases = tuple(case for case in group if case.finished)
    if not cases:
        raise ValueError("no session of this group was finished")
    lines = sheet(cases[0].scene, cases[0].card.rubric)
    cards = [case.card for case in cases]
    reached = shares(cases[0].scene, lines, cards)
    weights = np.array([line.cents for line in lines], float)
    percents = tuple(card.percent for card in cards)
    attempts = _attempts(cases)
    return Figures(
        cases=cases,
        unfinished=len(group) - len(cases),
        percents=percents,
        passed=sum(card.passed for card in cards),
        critical=sum(bool(card.critical) for card in cards),
        mean=fmean(percents),
        spread=pstdev(percents),
        middle=median(percents),
        alpha=cohort.cronbach_alpha(reached * weights),
        items=_items(lines, reached),
        deviations=cohort.deviations(cards),
        orders=cohort.broken_orders(cards),
        attempts=attempts,
        curve=cohort.learning_curve(means(attempts)) if max(map(len, attempts)) > 1 else None,
        names=rule_names(cases[0].scene),
    )


def means(attempts: Sequence[Sequence[float]]) -> list[float]:
    """The mean percent of every attempt over those who made it."""
    longest = max(map(len, attempts), default=0)
    return [fmean(one[number] for one in attempts if len(one) > number) for number in range(longest)]


def _attempts(cases: Sequence[Case]) -> tuple[tuple[float, ...], ...]:
    by_learner: dict[str, list[float]] = {}
    for case in cases:
        by_learner.setdefault(case.learner, []).append(case.card.percent)
    return tuple(tuple(percents) for percents in by_learner.values())


def _items(lines: Sequence[Line], reached: cohort.Floats) -> tuple[Item, ...]:
    found = cohort.item_figures([line.item.id for line in lines], reached)
    known = {line.item.id: line for line in lines}
    return tuple(Item(known[one.item].item.title, known[one.item].cents / 100, one) for one in found)
