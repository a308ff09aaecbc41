"""The report of a cohort as one HTML page; its pictures are asked for by name from whoever can paint."""

from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any

import jinja2

from scoring.cohort import Deviation
from scoring.rules import Say
from simulator import __version__
from simulator.assessment import school
from simulator.exporting.case import Case
from simulator.exporting.cohort import FEWEST, Figures, figures, groups
from simulator.exporting.cohort_charts import kind, pictures, what
from simulator.exporting.cohort_words import CohortWord as Word
from simulator.exporting.naming import text_in
from simulator.presenting.charts import Chart
from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import Language, mode_name, say
from simulator.presenting.welcome import when

Painted = Callable[[Chart], str]
_ITEMS_TOGETHER = 10  # so small that no page stays half empty where the next picture does not fit
_INK = {True: "#1F7A33", False: "#C92A2A"}


def cohort_html(cases: Sequence[Case], language: Language, painted: Painted) -> str:
    """The page. `painted` turns a chart into the address of a picture (a data address). Texts are escaped."""
    template = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(
        files("simulator.exporting").joinpath("cohort.html.j2").read_text(encoding="utf-8")
    )
    parts = [_part(group, language, painted) for group in groups(cases)]
    words = {word.name.lower(): word.value[1 if language == "zh" else 0] for word in Word}
    return template.render(parts=parts, lang="zh-CN" if language == "zh" else "en", words=words)


def _part(group: Sequence[Case], language: Language, painted: Painted) -> dict[str, Any]:
    scene, rubric = group[0].scene, group[0].card.rubric
    footer = say(Word.FOOTER, language, scene=scene.id, sha=scene.sha256[:12], rubric=rubric, version=__version__)
    plain: dict[str, Any] = {"title": scene.title[language], "footer": footer, "sessions": _sessions(group, language)}
    try:
        of = figures(group)
    except ValueError:
        return {**plain, "basis": say(Word.NONE_FINISHED, language), "figures": None}
    shown = pictures(of, language, _ITEMS_TOGETHER)
    return {
        **plain,
        "basis": _basis(of, language),
        "figures": _figures(of, language),
        "few": len(of.cases) < FEWEST,
        "doubtful": [_doubt(of, one, language) for one in of.doubtful],
        "none": shown.none,
        "charts": {name: [painted(chart) for chart in getattr(shown, name)] for name in ("overview", "items", "curve")},
    }


def _basis(of: Figures, language: Language) -> str:
    card = of.cases[0].card
    said = say(
        Word.BASIS,
        language,
        sessions=len(of.cases),
        learners=len(of.attempts),
        first=when(of.cases[0].head.started)[:10],
        last=when(of.cases[-1].head.started)[:10],
        form=text_in(sheet_title(of.cases[0]), language) or card.rubric,
        mark=f"{card.pass_percent:g}",
    )
    if not of.unfinished:
        return said
    return f"{said}{'' if language == 'zh' else ' '}{say(Word.UNFINISHED, language, count=of.unfinished)}"


def sheet_title(case: Case) -> Say:
    """What the sheet is called."""
    return school(case.scene, case.card.rubric if case.card.rubric in case.scene.rubrics else None)[1].title


def _figures(of: Figures, language: Language) -> list[tuple[str, str]]:
    whole = len(of.cases)
    alpha = say(Word.NOT_DEFINED, language) if of.alpha is None else f"{of.alpha:.2f}".replace("-", "−")
    return [
        (say(Word.PASSED, language), f"{of.passed} / {whole} ({of.passed / whole:.0%})"),
        (say(Word.CRITICAL, language), f"{of.critical} / {whole} ({of.critical / whole:.0%})"),
        (say(Word.MEAN, language), f"{of.mean:.1f} %"),
        (say(Word.SPREAD, language), f"{of.spread:.1f}"),
        (say(Word.MIDDLE, language), f"{of.middle:.1f} %"),
        (say(Word.RANGE, language), f"{min(of.percents):g} – {max(of.percents):g} %"),
        (say(Word.ALPHA, language), alpha),
    ]


def _doubt(of: Figures, one: Deviation, language: Language) -> str:
    said = {"what": what(of, one, language), "kind": kind(one, language)}
    return say(Word.DOUBT_LINE, language, **said, people=one.people, of=len(of.cases))


def _sessions(group: Sequence[Case], language: Language) -> list[dict[str, str]]:
    return [
        {
            "learner": case.learner,
            "date": when(case.head.started),
            "mode": mode_name(case.head.mode, language),
            "percent": f"{case.card.percent:g} %",
            "verdict": _verdict(case, language),
            "colour": _INK[case.card.passed and case.finished],
            # What was not reached is no error of a session that somebody broke off.
            "errors": "; ".join(text_in(f.title, language) for f in case.card.findings if f.critical and case.finished),
        }
        for case in group
    ]


def _verdict(case: Case, language: Language) -> str:
    if not case.finished:
        return say(JudgingWord.NOT_FINISHED, language)
    return say(JudgingWord.PASSED if case.card.passed else JudgingWord.NOT_PASSED, language)
