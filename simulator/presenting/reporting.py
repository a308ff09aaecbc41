"""Makes the report of a session: one HTML page, in one language after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import jinja2

from scoring.scorecard import Scorecard
from scoring.trace import Trace
from simulator import __version__
from simulator.core.scene import Scene
from simulator.presenting.debrief import ComparisonRow, Finding
from simulator.presenting.debriefing import debrief_view
from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import Language, Word, clock_text, say
from simulator.presenting.motion import EXPOSURE_COLUMN, motion_table
from simulator.presenting.motion_words import MotionWord
from simulator.presenting.pressing_words import PressingWord
from simulator.presenting.reviewing_words import ReviewWord

_ABREAST = 5
_VERDICT_TONES = {True: "ok", False: "bad", None: "warn"}
_INK = {"ok": "#2B8A3E", "warn": "#B8690B", "bad": "#C92A2A", "": "#5A6875"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the procedure: where it lies (a path or data address) and what it shows."""

    source: str
    caption: str


@dataclass(frozen=True, slots=True)
class Case:
    """Whose session it was: as the journal's head says."""

    session: str
    learner: str
    mode: str
    started: str
    finished: bool = True


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person said about the session: a note on a moment (s), or of the whole (None)."""

    at_s: float | None
    text: str
    by: str


def report_html(
    scene: Scene,
    trace: Trace,
    card: Scorecard,
    case: Case,
    languages: Sequence[Language],
    pictures: Sequence[Picture] = (),
    charts: Mapping[Language, Sequence[Picture]] | None = None,
    occurred: Sequence[tuple[float, str]] = (),
    remarks: Mapping[Language, Sequence[Remark]] | None = None,
) -> str:
    """The whole page. Texts from outside (names, scene texts) are escaped. `charts`: one picture a handling;
    `occurred`: what came about by itself; `remarks`: what instructors said."""
    template = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(
        files("simulator.presenting").joinpath("report.html.j2").read_text(encoding="utf-8")
    )
    drawn = charts or {}
    said = remarks or {}
    parts = [
        _part(scene, trace, card, case, language, drawn.get(language, ()), occurred)
        | {"remarks": [_remark(one) for one in said.get(language, ())]}
        for language in languages
    ]
    return template.render(parts=parts, pictures=pictures)


def _part(
    scene: Scene,
    trace: Trace,
    card: Scorecard,
    case: Case,
    language: Language,
    charts: Sequence[Picture],
    occurred: Sequence[tuple[float, str]],
) -> dict[str, Any]:
    view = debrief_view(
        scene, trace, card, case.mode, case.started, language, "light", occurred=occurred, finished=case.finished
    )
    return {
        "lang": "zh-CN" if language == "zh" else "en",
        "title": view.title,
        "subtitle": f"{case.learner} · {view.subtitle}",
        "verdict": view.verdict,
        "colour": _INK[_VERDICT_TONES[view.passed]],
        "points": f"{view.facts[0].value} {view.facts[0].note} · {clock_text(view.length_s)}",
        "sentence": view.sentence,
        "critical": [_finding(f) for f in view.critical],
        "lost": [_finding(f) for f in view.lost],
        "sections": [{"title": s.title, "points": f"{s.points:g}", "of": f"{s.of:g}"} for s in view.sections],
        "rows": [_row(row) for row in view.rows],
        "moved": _moved(scene, card, language),
        "charts": charts,
        "words": _words(language),
        "footer": say(
            JudgingWord.FOOTER,
            language,
            session=case.session[:12],
            scene=scene.id,
            sha=scene.sha256[:12],
            rubric=card.rubric,
            version=__version__,
        ),
    }


def _moved(scene: Scene, card: Scorecard, language: Language) -> dict[str, Any]:
    """The table of how the patient was moved, with what the measure is not.

    Handlings stand side by side, a few in one table, so that a page is wide enough for them.
    """
    table = motion_table(scene, card.measures, language)
    groups = [table.rows[at : at + _ABREAST] for at in range(0, len(table.rows), _ABREAST)]
    return {
        "title": say(PressingWord.TITLE if _only_pressed(card) else MotionWord.MOVED, language),
        "groups": [_side_by_side(table.columns, group) for group in groups],
        "says": _what_it_is(card, language),
    }


def _what_it_is(card: Scorecard, language: Language) -> str:
    """What the figures of the table are, and are not."""
    return say(PressingWord.ABOUT if _only_pressed(card) else MotionWord.NO_PROBABILITY, language)


def _only_pressed(card: Scorecard) -> bool:
    return not any(one["measured"] for one in card.measures.get("handlings", ()))


def _side_by_side(titles: Sequence[str], handlings: Sequence[tuple[tuple[str, ...], str]]) -> list[dict[str, Any]]:
    rows = []
    for number, title in enumerate(titles):
        cells = [{"text": title, "colour": _INK[""]}]
        for values, tone in handlings:
            cells.append({"text": values[number], "colour": _INK[tone if number == EXPOSURE_COLUMN else ""]})
        rows.append({"head": number == 0, "cells": cells})
    return rows


def _finding(finding: Finding) -> dict[str, str]:
    time = "" if finding.at_s is None or finding.due else clock_text(finding.at_s)
    return {"time": time, "text": finding.text, "points": finding.points}


def _remark(remark: Remark) -> dict[str, str]:
    return {"time": "" if remark.at_s is None else clock_text(remark.at_s), "text": remark.text, "by": remark.by}


def _row(row: ComparisonRow) -> dict[str, str]:
    return {
        "expected": row.expected,
        "done": row.done,
        "who": row.who,
        "time": row.time,
        "verdict": row.verdict,
        "colour": _INK[row.tone],
    }


def _words(language: Language) -> dict[str, str]:
    return {
        "critical": say(Word.CRITICAL, language),
        "lost": say(Word.LOST, language),
        "sections": say(Word.SECTIONS, language),
        "compared": say(JudgingWord.COMPARED, language),
        "expected": say(Word.COLUMN_EXPECTED, language),
        "done": say(Word.COLUMN_DONE, language),
        "who": say(Word.COLUMN_WHO, language),
        "time": say(Word.COLUMN_TIME, language),
        "verdict": say(Word.COLUMN_VERDICT, language),
        "remarks": say(ReviewWord.REMARKS, language),
        "pictures": say(JudgingWord.PICTURES, language),
    }
