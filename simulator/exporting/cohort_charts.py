"""The pictures of a cohort's report, as plain values."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from scoring.cohort import Deviation, ItemFigures, Line
from scoring.rules import Say
from simulator.core.scene import Scene
from simulator.exporting.cohort import Item, means
from simulator.exporting.cohort_words import CohortWord as Word
from simulator.exporting.naming import item_title, kind_name, step_name, text_in
from simulator.presenting.charts import Attempts, Bar, Bars, Chart, Histogram
from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import Language, say

_CLASSES = 10
_MOST_BARS = 12
_MOST_ITEMS = 32
_MOST_LINES = 40
_WEAK = 0.0


class Drawn(Protocol):
    """What there is to draw: a group of cases, or what an index of sessions says of them."""

    @property
    def scene(self) -> Scene:
        """The scene that all of them played."""

    @property
    def pass_percent(self) -> float:
        """The pass mark of the sheet."""

    @property
    def sessions(self) -> int:
        """How many were finished."""

    @property
    def percents(self) -> Sequence[float]:
        """What each reached."""

    @property
    def passes(self) -> Sequence[bool]:
        """Whether each passed, in the same order."""

    @property
    def items(self) -> Sequence[Item]:
        """The lines of the sheet with their figures."""

    @property
    def deviations(self) -> Sequence[Deviation]:
        """What was missed or done otherwise, and by how many."""

    @property
    def orders(self) -> Sequence[tuple[str, str, int]]:
        """Steps done too soon, those that they overtook, and by how many."""

    @property
    def attempts(self) -> Sequence[tuple[float, ...]]:
        """Each learner's percents in the order of time."""

    @property
    def curve(self) -> Line | None:
        """A line through the means of the attempts."""

    def title_of(self, rule: str) -> Say:
        """What a rule that is no step is called."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a cohort in the order of the page; `none` says for which there was nothing to show."""

    overview: tuple[Chart, ...]
    items: tuple[Bars, ...]
    curve: tuple[Attempts, ...]
    none: tuple[str, ...]


def pictures(of: Drawn, language: Language, most_items: int = _MOST_ITEMS) -> Pictures:
    """All pictures of a cohort, the items of its sheet in parts of at most so many."""
    steps = of.scene.steps
    # A limit that could not be judged is "missed" too, and no step.
    missed = [one for one in of.deviations if one.kind == "missed" and one.rule in steps]
    others = [one for one in of.deviations if one.kind != "out_of_order" and one not in missed]
    repeated = max(map(len, of.attempts)) > 1
    overview: list[Chart] = [_distribution(of, language)]
    if missed:
        overview.append(_shares(of, say(Word.MISSED, language), missed, language, with_kind=False))
    if of.orders:
        overview.append(_orders(of, language))
    if others:
        overview.append(_shares(of, say(Word.OTHERS, language), others, language, with_kind=True))
    none = ((missed, Word.NONE_MISSED), (of.orders, Word.NO_ORDERS), (repeated, Word.NO_CURVE))
    return Pictures(
        tuple(overview),
        _in_parts([_items(of, rows, language) for rows in batched(of.items, most_items)]),
        (_curve(of, language),) if repeated else (),
        tuple(say(word, language) for there, word in none if not there),
    )


def _in_parts(parts: Sequence[Bars]) -> tuple[Bars, ...]:
    """Numbered where there are several, with their bars one below the other."""
    if len(parts) < 2:
        return tuple(parts)
    labels = tuple(bar.label for part in parts for bar in part.bars)
    return tuple(
        replace(part, title=f"{part.title} ({number}/{len(parts)})", room_for=labels)
        for number, part in enumerate(parts, start=1)
    )


def batched(items: Sequence[Item], most: int = _MOST_ITEMS) -> list[Sequence[Item]]:
    """The items in as few parts of about the same length as hold at most so many each."""
    parts = -(-len(items) // most)
    size = -(-len(items) // max(parts, 1))
    return [items[at : at + size] for at in range(0, len(items), max(size, 1))]


def _orders(of: Drawn, language: Language) -> Bars:
    scene, whole = of.scene, of.sessions
    bars = []
    for early, late, people in of.orders[:_MOST_BARS]:
        steps = {"early": step_name(scene, early, language), "late": step_name(scene, late, language)}
        bars.append(Bar(say(Word.ORDER, language, **steps), people / whole, f"{people / whole:.0%} ({people})", "warn"))
    return Bars(say(Word.ORDERS, language), tuple(bars))


def _distribution(of: Drawn, language: Language) -> Histogram:
    width = 100.0 / _CLASSES
    counts, failed = [0] * _CLASSES, [0] * _CLASSES
    for percent, passed in zip(of.percents, of.passes, strict=True):
        number = min(_CLASSES - 1, max(0, int(percent // width)))
        counts[number] += 1
        failed[number] += not passed
    return Histogram(
        title=say(Word.DISTRIBUTION, language),
        x_title=say(Word.PERCENT, language),
        y_title=say(Word.SESSIONS, language),
        edges=tuple(width * number for number in range(_CLASSES + 1)),
        counts=tuple(counts),
        mark=of.pass_percent,
        mark_text=f"{say(Word.PASS_MARK, language)} {of.pass_percent:g} %",
        failed=tuple(failed),
        names=(say(Word.PASSED, language), say(JudgingWord.NOT_PASSED, language)),
    )


def _shares(of: Drawn, title: str, found: Sequence[Deviation], language: Language, with_kind: bool) -> Bars:
    bars = []
    for one in found[:_MOST_BARS]:
        label = what(of, one, language)
        if with_kind and kind(one, language) not in label:
            label = f"{label} · {kind(one, language)}"
        bars.append(Bar(label, one.share, f"{one.share:.0%} ({one.people})", "bad" if one.doubtful else "warn"))
    return Bars(title, tuple(bars))


def kind(one: Deviation, language: Language) -> str:
    """The kind of a deviation in words."""
    return kind_name(one.kind, language)


def what(of: Drawn, one: Deviation, language: Language) -> str:
    """The step or rule of a deviation in words."""
    if one.rule in of.scene.steps:
        return of.scene.steps[one.rule].name[language]
    return text_in(of.title_of(one.rule), language) or one.rule


def _reached(of: Drawn, item: ItemFigures) -> str:
    """The share of an item's points; with the number of sessions where another way made it none of the others'."""
    share = f"{item.difficulty:.0%}"
    return share if item.asked == of.sessions else f"{share} (n = {item.asked})"


def _items(of: Drawn, items: Sequence[Item], language: Language) -> Bars:
    bars = [
        Bar(
            label=item_title(one.title, one.figures.item, of.scene, language),
            value=one.figures.difficulty,
            text=_reached(of, one.figures),
            second=one.figures.discrimination,
            second_text=f"{one.figures.discrimination:+.2f}".replace("-", "−"),
            tone="bad" if one.figures.discrimination < _WEAK else "",
        )
        for one in items
    ]
    title, first, second = (say(word, language) for word in (Word.ITEMS, Word.REACHED, Word.DISCRIMINATION))
    return Bars(title, tuple(bars), first, second)


def _curve(of: Drawn, language: Language) -> Attempts:
    mean = means(of.attempts)
    line = of.curve
    fitted = [line.intercept + line.slope * math.log(number) for number in range(1, len(mean) + 1)] if line else []
    return Attempts(
        title=say(Word.CURVE, language),
        x_title=say(Word.ATTEMPT, language),
        y_title=say(Word.PERCENT, language),
        each=tuple(one for one in of.attempts if len(one) > 1)[:_MOST_LINES],
        mean=tuple(mean),
        fitted=tuple(min(100.0, max(0.0, value)) for value in fitted),
        people=tuple(sum(len(one) > number for one in of.attempts) for number in range(len(mean))),
        mean_text=say(Word.CURVE_MEAN, language),
        fitted_text=say(Word.CURVE_FIT, language),
    )
