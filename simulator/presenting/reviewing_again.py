"""Sessions that were judged again: before beside after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

from scoring.rules import Say
from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import Language, say
from simulator.presenting.reviewing_words import ReviewWord
from simulator.presenting.welcome import when


@dataclass(frozen=True, slots=True)
class Again:
    """One session before and after, in percent; before is None where it was not judged.

    `scene`: what its scene is called; `plain`: the new scorecard.
    """

    session: str
    file: str
    learner: str
    started: str
    before: float | None
    passed_before: bool | None
    after: float
    passed_after: bool
    scene: Say = field(default_factory=dict)
    plain: Mapping[str, Any] = field(default_factory=dict)

    @property
    def difference(self) -> float:
        """After minus before; 0 where it was not judged before."""
        return 0.0 if self.before is None else self.after - self.before


def heads(language: Language) -> tuple[str, ...]:
    """The heads of the columns of `texts`."""
    words = (
        ReviewWord.LEARNER, ReviewWord.SCENE, ReviewWord.WHEN, ReviewWord.BEFORE, ReviewWord.AFTER,
        ReviewWord.DIFFERENCE,
    )  # fmt: skip
    return tuple(say(word, language) for word in words)


def texts(row: Again, language: Language) -> tuple[tuple[str, ...], str]:
    """A row of the table, and the tone of its difference."""
    before = "" if row.before is None else _judged(row.before, row.passed_before, language)
    change = f"{row.difference:+.1f}".replace("-", "−") if round(row.difference, 1) else "0"
    after = _judged(row.after, row.passed_after, language)
    shown = (row.learner, row.scene.get(language, ""), when(row.started), before, after, change)
    if row.passed_before is not None and row.passed_before is not row.passed_after:
        return shown, "ok" if row.passed_after else "bad"
    return shown, "warn" if round(row.difference, 1) else ""


def most_changed_first(rows: Sequence[Again]) -> list[Again]:
    """Those whose verdict changed first, then by how much."""
    turned = {row.session for row in rows if row.passed_before is not None and row.passed_before != row.passed_after}
    return sorted(rows, key=lambda row: (row.session not in turned, -abs(row.difference), row.learner, row.started))


def summary(rows: Sequence[Again], language: Language) -> str:
    """One sentence about all of them; the means are of those that were judged before, if any were."""
    judged = [row for row in rows if row.before is not None]
    return say(
        ReviewWord.RESCORED,
        language,
        count=len(rows),
        before=f"{fmean(row.before or 0.0 for row in judged):.1f}" if judged else "–",
        after=f"{fmean(row.after for row in judged or rows):.1f}" if rows else "–",
        passed=sum(row.passed_before is False and row.passed_after for row in rows),
        failed=sum(row.passed_before is True and not row.passed_after for row in rows),
    )


def _judged(percent: float, passed: bool | None, language: Language) -> str:
    word = JudgingWord.PASSED if passed else JudgingWord.NOT_PASSED
    return f"{percent:.1f} % · {say(word, language)}" if passed is not None else f"{percent:.1f} %"
