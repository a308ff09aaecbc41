"""The figures of a cohort as pictures and sentences."""

from dataclasses import replace
from itertools import chain

from simulator.app.review_figures import Agreement, IndexFigures
from simulator.exporting.cohort import FEWEST
from simulator.exporting.cohort_charts import kind, pictures, what
from simulator.exporting.cohort_words import CohortWord
from simulator.exporting.naming import item_title
from simulator.presenting.charts import Attempts, Bars, Chart, Histogram
from simulator.presenting.language import Language, mode_name, say
from simulator.presenting.reviewing_cohort import CohortView
from simulator.presenting.reviewing_words import ReviewWord

_IN_STRIP = 8
_DOUBTS = 6
_WEAK_NAMED = 3


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
        about=say(ReviewWord.FIGURES_OF, language, scene=of.scene.title[language], count=of.sessions),
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
    whole = f"{counted}{between if alpha else ''}{alpha}"
    return (whole, _left_out(of, language), _weak(of, language), _agreed(of.agreement, language), few)


def _left_out(of: IndexFigures, language: Language) -> str:
    """Whose sessions these are, where that is not plain: several modes in one, and what is not counted."""
    modes = [(mode_name(mode, language), count) for mode, count in sorted(of.modes.items()) if mode]
    told = []
    if len(modes) > 1:
        listed = ("、" if language == "zh" else ", ").join(f"{name} {count}" for name, count in modes)
        told.append(say(ReviewWord.IN_MODES, language, modes=listed))
    if of.elsewhere:
        told.append(say(ReviewWord.OTHER_SCENES, language, count=of.elsewhere))
    if of.otherwise:
        told.append(say(ReviewWord.OTHER_VERSIONS, language, count=of.otherwise))
    return ("" if language == "zh" else " ").join(told)


def _weak(of: IndexFigures, language: Language) -> str:
    """The items that the weaker learners did better: by classical test theory something is wrong with them."""
    weak = sorted(
        (one for one in of.items if one.figures.discrimination < 0), key=lambda one: one.figures.discrimination
    )
    named = [
        say(
            ReviewWord.WEAK_ITEM,
            language,
            item=item_title(one.title, one.figures.item, of.scene, language),
            value=f"{one.figures.discrimination:.2f}".replace("-", "−"),
        )
        for one in weak[:_WEAK_NAMED]
    ]
    items = ("、" if language == "zh" else ", ").join(named)
    return say(ReviewWord.WEAK_ITEMS, language, items=items, count=len(weak)) if weak else ""


def _agreed(found: Agreement | None, language: Language) -> str:
    if found is None:
        return say(ReviewWord.NO_RATINGS, language)
    none = say(ReviewWord.NOT_DEFINED, language)
    figures = {
        name: none if value is None else f"{value:.2f}".replace("-", "−")
        for name, value in (("kappa", found.kappa), ("r", found.r))
    }
    return say(ReviewWord.AGREEMENT, language, count=found.count, same=f"{100 * found.same:.0f}", **figures)
