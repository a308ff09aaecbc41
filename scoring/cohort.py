"""Figures over many performances: items, reliability, learning, standards, agreement.

Formulas as in the standard literature of classical test theory (difficulty, discrimination, Cronbach 1951, Cohen
1960), of cumulative sums with two acceptable rates, and of borderline regression.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.scorecard import FindingKind, Scorecard

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """One item over those of a cohort whom it was asked of (`asked`: how many).

    `difficulty` is the mean share of its points that was reached (1: everybody has all). `discrimination` is the upper
    minus the lower group's share, groups of 27 % by total (0 where all totals are equal). `rest_correlation` is the
    correlation with the total without this item; None where one of them does not vary.
    """

    item: str
    difficulty: float
    discrimination: float
    rest_correlation: float | None
    asked: int


def item_figures(items: Sequence[str], scores: Floats, group: float = 0.27) -> tuple[ItemFigures, ...]:
    """Difficulty and discrimination of each item; `scores` (people, items) with values 0 to 1.

    NaN: the item was not asked of this person, as a step of another way than the one that was taken. It says nothing
    about either then; totals are means over what was asked. An item that was asked of nobody is left out.
    """
    known = ~np.isnan(scores)
    reached, count = np.where(known, scores, 0.0), known.sum(axis=1)
    found: list[ItemFigures] = []
    for column, item in enumerate(items):
        asked = known[:, column]
        people = int(asked.sum())
        if not people:
            continue
        own = scores[asked, column]
        total = reached[asked].sum(axis=1) / count[asked]
        rest = (reached[asked].sum(axis=1) - own) / np.maximum(count[asked] - 1, 1)
        size = max(1, round(group * people))
        apart = _of_lowest(own, -total, size) - _of_lowest(own, total, size)
        found.append(ItemFigures(item, float(own.mean()), apart, correlation(own, rest), people))
    return tuple(found)


def _of_lowest(values: Floats, by: Floats, size: int) -> float:
    """The mean of the values of the `size` people who are lowest `by` something. Who are equal at the border of the
    group share the places that are left in it, so that nothing hangs on the order in which people are listed."""
    border = np.partition(by, size - 1)[size - 1]
    inside, shared = by < border - 1e-12, np.abs(by - border) <= 1e-12
    places = size - int(inside.sum())
    return (float(values[inside].sum()) + places * float(values[shared].mean())) / size


def correlation(first: Floats, second: Floats) -> float | None:
    """Pearson's correlation; None where one side does not vary or there are fewer than two values."""
    if len(first) < 2:
        return None
    a, b = first - first.mean(), second - second.mean()
    scale = math.sqrt(float(a @ a) * float(b @ b))
    return float(a @ b) / scale if scale > 1e-12 else None


def cronbach_alpha(scores: Floats) -> float | None:
    """k/(k-1)·(1 - sum of item variances / variance of totals), sample variances; None where it is not defined.

    Items that were not asked of everybody (NaN) are left out: totals with and without them do not compare.
    """
    scores = scores[:, ~np.isnan(scores).any(axis=0)]
    people, items = scores.shape
    if people < 2 or items < 2:
        return None
    total = float(scores.sum(axis=1).var(ddof=1))
    if total <= 1e-12:
        return None
    parts = float(scores.var(axis=0, ddof=1).sum())
    return float(items / (items - 1) * (1.0 - parts / total))


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Agreement of two raters beyond chance; None for no cases or where both always give the same one mark."""
    count = len(first)
    if count != len(second):
        raise ValueError(f"two raters must mark the same cases, not {count} and {len(second)}")
    if not count:
        return None
    agreed = sum(a == b for a, b in zip(first, second, strict=True)) / count
    ones, twos = Counter(first), Counter(second)
    chance = sum(ones[mark] * twos[mark] for mark in ones) / count**2
    return (agreed - chance) / (1.0 - chance) if chance < 1.0 else None


@dataclass(frozen=True, slots=True)
class Cusum:
    """A cumulative sum chart: `line` after each attempt; `competent_at`, `alarm_at`: 1-based attempts, or None.

    Each success lowers the line by `s`, each failure raises it by 1 - s. Who falls by `h0` is competent at the
    acceptable failure rate; who rises by `h1` fails at the unacceptable one. After a decision the count starts anew.
    """

    s: float
    h0: float
    h1: float
    line: tuple[float, ...]
    competent_at: int | None
    alarm_at: int | None


def cusum(
    successes: Sequence[bool], acceptable: float = 0.10, unacceptable: float = 0.25, alpha: float = 0.10,
    beta: float = 0.10,
) -> Cusum:  # fmt: skip
    """The chart of a learner's attempts. Rates are failure rates; alpha and beta the two risks of error."""
    if not 0 < acceptable < unacceptable < 1:
        raise ValueError("failure rates must satisfy 0 < acceptable < unacceptable < 1")
    p = math.log(unacceptable / acceptable)
    q = math.log((1 - acceptable) / (1 - unacceptable))
    s = q / (p + q)
    h0, h1 = math.log((1 - alpha) / beta) / (p + q), math.log((1 - beta) / alpha) / (p + q)
    line: list[float] = []
    level = top = bottom = 0.0
    competent: int | None = None
    alarm: int | None = None
    for attempt, success in enumerate(successes, start=1):
        level += -s if success else 1 - s
        line.append(level)
        top, bottom = max(top, level), min(bottom, level)
        if competent is None and top - level >= h0 - 1e-12:
            competent, top, bottom = attempt, level, level
        if alarm is None and level - bottom >= h1 - 1e-12:
            alarm, top, bottom = attempt, level, level
    return Cusum(s, h0, h1, tuple(line), competent, alarm)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line through points: y = intercept + slope·x; `r2` None where y does not vary."""

    intercept: float
    slope: float
    r2: float | None


def fitted_line(x: Sequence[float], y: Sequence[float]) -> Line | None:
    """Least squares; None where all x are the same or there are fewer than two points."""
    xs, ys = np.asarray(x, float), np.asarray(y, float)
    if len(xs) < 2 or float(np.ptp(xs)) == 0.0:
        return None
    dx, dy = xs - xs.mean(), ys - ys.mean()
    slope = float(dx @ dy) / float(dx @ dx)
    spread = float(dy @ dy)
    r2 = slope * float(dx @ dy) / spread if spread else None
    return Line(float(ys.mean()) - slope * float(xs.mean()), slope, r2)


def borderline_cut(totals: Sequence[float], grades: Sequence[float], borderline: float) -> float | None:
    """Borderline regression: the total that the regression on the examiners' global grades gives at "borderline"."""
    line = fitted_line(grades, totals)
    return line.intercept + line.slope * borderline if line else None


def learning_curve(scores: Sequence[float]) -> Line | None:
    """Scores over attempts 1, 2, 3 … on a log scale: score = intercept + slope·ln(attempt)."""
    return fitted_line([math.log(attempt) for attempt in range(1, len(scores) + 1)], scores)


@dataclass(frozen=True, slots=True)
class Deviation:
    """A way to deviate that several people share: how many of them, and their share of the cohort.

    `doubtful` says that so many deviate alike that the protocol rather than the people may be at fault.
    """

    kind: FindingKind
    rule: str
    people: int
    share: float
    doubtful: bool


def deviations(cards: Sequence[Scorecard], at_fault: float = 0.5, at_least: int = 5) -> tuple[Deviation, ...]:
    """Missed and misplaced steps, wrong choices and broken rules by frequency, each person counted once."""
    counts: Counter[tuple[FindingKind, str]] = Counter()
    for card in cards:
        kinds = {(finding.kind, finding.rule) for finding in card.findings if finding.kind not in ("extra", "repeated")}
        counts.update(kinds)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Deviation(kind, rule, people, people / len(cards), len(cards) >= at_least and people / len(cards) >= at_fault)
        for (kind, rule), people in ranked
    )


def broken_orders(cards: Sequence[Scorecard]) -> tuple[tuple[str, str, int], ...]:
    """(step done too soon, step that it overtook, people), the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    for card in cards:
        pairs: set[tuple[str, str]] = set()
        for finding in card.findings:
            if finding.kind == "out_of_order" and finding.step is not None:
                pairs |= {(finding.step, str(other)) for other in finding.evidence.get("before", ())}
                pairs |= {(str(other), finding.step) for other in finding.evidence.get("after", ())}
        counts.update(pairs)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple((early, late, people) for (early, late), people in ranked)
