"""The figures of the sessions that a filter leaves, as the pictures of a cohort want them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from scoring import cohort as figures
from scoring.cohort import Deviation, Floats, Line
from scoring.rules import Say
from simulator import assessment
from simulator.app.review_data import Group
from simulator.core.scene import Scene
from simulator.exporting.cohort import Item, means
from simulator.exporting.items import sheet
from simulator.presenting.reviewing import Entry, Sheet
from simulator.recording.annotations import PASSES_FROM


@dataclass(frozen=True, slots=True)
class Agreement:
    """Persons beside the program: `kappa` for pass or fail, `same` the share (0 to 1) of equal verdicts, `r` points.

    `r` correlates the percent that persons gave, where they gave it to all, else their grades. None: not defined.
    """

    count: int
    kappa: float | None
    same: float
    r: float | None


@dataclass(frozen=True, slots=True)
class IndexFigures:
    """The finished sessions of one scene, judged by one version of it. Fits `exporting.cohort_charts.Drawn`.

    `modes`: how many of them in each mode. `elsewhere`: judged sessions of other scenes that the filter leaves too, and
    `otherwise`: those of this scene that another version of it judged; neither are counted in anything else.
    """

    scene: Scene
    names: Mapping[str, Say]
    pass_percent: float
    sessions: int
    percents: tuple[float, ...]
    passes: tuple[bool, ...]
    critical: int
    alpha: float | None
    items: tuple[Item, ...]
    deviations: tuple[Deviation, ...]
    orders: tuple[tuple[str, str, int], ...]
    attempts: tuple[tuple[float, ...], ...]
    curve: Line | None
    agreement: Agreement | None
    modes: Mapping[str, int]
    elsewhere: int
    otherwise: int

    def title_of(self, rule: str) -> Say:
        """What a rule is called."""
        return self.names.get(rule, {})

    @property
    def passed(self) -> int:
        """How many passed."""
        return sum(self.passes)

    @property
    def mean(self) -> float:
        """The mean percent."""
        return fmean(self.percents)


def busiest(entries: Sequence[Entry], groups: Collection[str]) -> str | None:
    """The scene, of those that have figures, that most of these sessions played."""
    counts = Counter(one.scene for one in entries if one.scene in groups and one.percent is not None)
    return counts.most_common(1)[0][0] if counts else None


def index_figures(group: Group, names: Sheet, entries: Sequence[Entry]) -> IndexFigures | None:
    """The figures of those of the entries that belong to the group; None if there are none."""
    wanted = {one.session: one for one in entries}
    rows = group.cohort.rows
    versions = Counter(row.judged_sha256 for row in rows if row.session in wanted)
    if not versions:
        return None
    # Sheets of two versions of a scene have other lines and are not mixed.
    version = versions.most_common(1)[0][0]
    places = [n for n, row in enumerate(rows) if row.session in wanted and row.judged_sha256 == version]
    reached: Floats = group.shares[places]
    points = {line.item.id: line for line in sheet(group.scene, rows[places[0]].rubric or "")}
    used = [n for n, item in enumerate(group.cohort.items) if item in points]
    reached, kept = reached[:, used], [group.cohort.items[n] for n in used]
    together = [group.cards[n] for n in places]
    found = figures.item_figures(kept, reached)
    attempts = _attempts([(rows[n].learner, rows[n].percent or 0.0) for n in places])
    return IndexFigures(
        scene=group.scene,
        names=names.rules,
        pass_percent=assessment.rubric(group.scene, None).pass_percent,
        sessions=len(places),
        percents=tuple(card.percent for card in together),
        passes=tuple(card.passed for card in together),
        critical=sum(bool(card.critical) for card in together),
        alpha=figures.cronbach_alpha(reached * np.array([points[item].cents for item in kept], float)),
        items=tuple(Item(points[one.item].item.title, points[one.item].cents / 100, one) for one in found),
        deviations=figures.deviations(together),
        orders=figures.broken_orders(together),
        attempts=attempts,
        curve=figures.learning_curve(means(attempts)) if max(map(len, attempts)) > 1 else None,
        agreement=agreement([wanted[rows[n].session] for n in places]),
        modes=Counter(rows[n].mode for n in places),
        elsewhere=sum(one.percent is not None and one.scene != group.scene.id for one in entries),
        otherwise=versions.total() - len(places),
    )


def agreement(entries: Sequence[Entry]) -> Agreement | None:
    """How persons and the program agree over the sessions that both judged; None if there are none."""
    both = [one for one in entries if one.grade is not None and one.passed is not None and one.percent is not None]
    if not both:
        return None
    ours = [bool(one.passed) for one in both]
    theirs = [(one.grade or 0) >= PASSES_FROM for one in both]
    given = [one.grade_percent for one in both]
    marks = [float(one.grade or 0) for one in both] if None in given else [float(value or 0.0) for value in given]
    return Agreement(
        count=len(both),
        kappa=figures.cohen_kappa(ours, theirs),
        same=fmean(a == b for a, b in zip(ours, theirs, strict=True)),
        r=figures.correlation(np.array([one.percent for one in both], float), np.array(marks)),
    )


def _attempts(made: Sequence[tuple[str, float]]) -> tuple[tuple[float, ...], ...]:
    by_learner: dict[str, list[float]] = {}
    for learner, percent in made:
        by_learner.setdefault(learner, []).append(percent)
    return tuple(tuple(percents) for percents in by_learner.values())
