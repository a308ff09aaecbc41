"""The figures of a cohort as pictures and sentences."""

from dataclasses import replace
from itertools import chain

from simulator.app.review_figures import Agreement, IndexFigures
from simulator.exporting.cohort import FEWEST
from simulator.exporting.cohort_charts import kind, pictures, what
from simulator.exporting.cohort_words import CohortWord
from simulator.presenting.charts import Attempts, Bars, Chart, Histogram
from simulator.presenting.language import Language, say
from simulator.presenting.reviewing_cohort import CohortView
from simulator.presenting.reviewing_words import ReviewWord

_IN_STRIP = 8
_DOUBTS = 6


def cohort_view(of: IndexFigures, language: Language) -> CohortView:
    """All that the review shows of a cohort."""
    shown = pictures(of, language)
    doubtful = [one for one in of.deviations if one.doubtful][:_DOUBTS]
    lines = [
        say(
            ReviewWord.PROTOCOL_LINE,
            language,
            what=what(of, one, language),
            kind=kind(one, language),
            percent=f"{100 * one.share:.0f}",
        )
        for one in doubtful
    ]
    doubt = (say(ReviewWord.PROTOCOL, language), say(ReviewWord.PROTOCOL_WHY, language), *lines) if lines else ()
    return CohortView(
        strip=_strip((*shown.overview, *shown.curve), language),
        pictures=tuple(chain(shown.overview, shown.curve, shown.items)),
        sentences=tuple(filter(None, (*_sentences(of, language), *shown.none))),
        doubt=doubt,
    )


def _strip(found: tuple[Chart, ...], language: Language) -> tuple[Chart, ...]:
    """Distribution, most missed and curve, as far as they are there, small enough for one row."""
    small: list[Chart] = []
    for chart in found:
        if isinstance(chart, Histogram):
            small.append(replace(chart, title=say(ReviewWord.SCORES, language), y_title=""))
        elif isinstance(chart, Bars) and chart.title == say(CohortWord.MISSED, language):
            small.append(replace(chart, title=say(ReviewWord.MISSED, language), bars=chart.bars[:_IN_STRIP]))
        elif isinstance(chart, Attempts):
            small.append(replace(chart, title=say(ReviewWord.CURVE, language), y_title="", fitted=()))
    return tuple(small)


def _sentences(of: IndexFigures, language: Language) -> tuple[str, ...]:
    counted = say(
        ReviewWord.COUNTED,
        language,
        scene=of.scene.title[language],
        count=of.sessions,
        passed=of.passed,
        critical=of.critical,
        mean=f"{of.mean:.1f}",
    )
    alpha = "" if of.alpha is None else say(ReviewWord.ALPHA, language, alpha=f"{of.alpha:.2f}".replace("-", "−"))
    few = say(CohortWord.FEW, language) if of.sessions < FEWEST else ""
    between = "" if language == "zh" else " "
    return (f"{counted}{between if alpha else ''}{alpha}", _agreed(of.agreement, language), few)


def _agreed(found: Agreement | None, language: Language) -> str:
    if found is None:
        return say(ReviewWord.NO_RATINGS, language)
    none = say(ReviewWord.NOT_DEFINED, language)
    figures = {
        name: none if value is None else f"{value:.2f}".replace("-", "−")
        for name, value in (("kappa", found.kappa), ("r", found.r))
    }
    return say(ReviewWord.AGREEMENT, language, count=found.count, same=f"{100 * found.same:.0f}", **figures)
