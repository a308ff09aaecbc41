"""The sessions as tables: one row per session, finding, item of the sheet, note or rating, and event; and what the
columns mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scoring.scorecard import Finding
from simulator import __version__
from simulator.exporting.case import Case, started
from simulator.exporting.items import Outcome, outcomes, sheet
from simulator.exporting.meanings import MEANINGS
from simulator.exporting.naming import item_title, kind_name, text_in
from simulator.exporting.words import ExportWord
from simulator.presenting.language import LANGUAGES, Language, clock_text, mode_name, say
from simulator.presenting.wording import happened

Cell = str | float | int | bool | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and how its numbers are shown (a workbook's number format)."""

    title: str
    width: int
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `name` for files, `title` for people. Texts are as they are: who writes them makes them harmless."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


_Field = tuple[ExportWord, int, str]


def tables(cases: Sequence[Case], language: Language) -> tuple[Table, ...]:
    """Sessions, findings, items, notes, events and what the columns mean, in this order; in one language."""
    found = (
        _table("sessions", ExportWord.SESSIONS, _SESSION, [_session(case, language) for case in cases], language),
        _table("findings", ExportWord.FINDINGS, _FINDING, _findings(cases, language), language),
        _table("items", ExportWord.ITEMS, _ITEM, _items(cases, language), language),
        _table("notes", ExportWord.NOTES, _NOTE, [row for case in cases for row in _notes(case)], language),
        _table("events", ExportWord.EVENTS, _EVENT, _events(cases, language), language),
    )
    kinds = (_SESSION, _FINDING, _ITEM, _NOTE, _EVENT)
    rows = [
        (table.title, say(word, language), MEANINGS[word][LANGUAGES.index(language)])
        for table, fields in zip(found, kinds, strict=True)
        for word, _, _ in fields
    ]
    return (*found, _table("columns", ExportWord.COLUMNS, _COLUMN, rows, language))


def _table(
    name: str, title: ExportWord, fields: Sequence[_Field], rows: Sequence[tuple[Cell, ...]], language: Language
) -> Table:
    columns = tuple(Column(say(word, language), width, shown) for word, width, shown in fields)
    return Table(name, say(title, language), columns, tuple(rows))


_SESSION: tuple[_Field, ...] = (
    (ExportWord.SESSION, 34, ""),
    (ExportWord.LEARNER, 22, ""),
    (ExportWord.SCENE, 20, ""),
    (ExportWord.TITLE, 40, ""),
    (ExportWord.MODE, 12, ""),
    (ExportWord.STARTED, 20, "yyyy-mm-dd hh:mm:ss"),
    (ExportWord.FINISHED, 10, ""),
    (ExportWord.RUBRIC, 18, ""),
    (ExportWord.POINTS, 9, "0.##"),
    (ExportWord.OF, 9, "0.##"),
    (ExportWord.PERCENT, 10, "0.0"),
    (ExportWord.PASS_MARK, 14, "0.##"),
    (ExportWord.PASSED, 9, ""),
    (ExportWord.CRITICAL, 40, ""),
    (ExportWord.LENGTH_S, 10, "0.0"),
    (ExportWord.COUNT, 18, "0"),
    (ExportWord.SCENE_THEN, 28, ""),
    (ExportWord.SCENE_NOW, 28, ""),
    (ExportWord.PROGRAM, 22, ""),
    (ExportWord.SEALED, 9, ""),
    (ExportWord.GRADE, 14, "0"),
    (ExportWord.OWN_PERCENT, 14, "0.0"),
    (ExportWord.EXPOSURE, 12, "0.00"),
    (ExportWord.JUDGE, 22, ""),
)
_FINDING: tuple[_Field, ...] = (
    (ExportWord.SESSION, 34, ""),
    (ExportWord.LEARNER, 22, ""),
    (ExportWord.SCENE, 20, ""),
    (ExportWord.RUBRIC, 18, ""),
    (ExportWord.AT_S, 9, "0.0"),
    (ExportWord.AT, 11, ""),
    (ExportWord.KIND, 16, ""),
    (ExportWord.STEP, 22, ""),
    (ExportWord.RULE, 22, ""),
    (ExportWord.SECTION, 18, ""),
    (ExportWord.SHORT, 44, ""),
    (ExportWord.SENTENCE, 90, ""),
    (ExportWord.LOST, 12, "0.##"),
    (ExportWord.FAILS, 20, ""),
)
_ITEM: tuple[_Field, ...] = (
    (ExportWord.SESSION, 34, ""),
    (ExportWord.LEARNER, 22, ""),
    (ExportWord.SCENE, 20, ""),
    (ExportWord.RUBRIC, 18, ""),
    (ExportWord.ITEM, 24, ""),
    (ExportWord.WORDING, 60, ""),
    (ExportWord.SECTION, 18, ""),
    (ExportWord.POINTS, 9, "0.##"),
    (ExportWord.OF, 9, "0.##"),
    (ExportWord.SHARE, 14, "0%"),
)

_NOTE: tuple[_Field, ...] = (
    (ExportWord.SESSION, 34, ""),
    (ExportWord.LEARNER, 22, ""),
    (ExportWord.SCENE, 20, ""),
    (ExportWord.AT_S, 9, "0.0"),
    (ExportWord.AT, 11, ""),
    (ExportWord.NOTE, 90, ""),
    (ExportWord.GRADE, 14, "0"),
    (ExportWord.OWN_PERCENT, 14, "0.0"),
    (ExportWord.BY, 18, ""),
    (ExportWord.WRITTEN, 20, "yyyy-mm-dd hh:mm:ss"),
)
_EVENT: tuple[_Field, ...] = (
    (ExportWord.SESSION, 34, ""),
    (ExportWord.LEARNER, 22, ""),
    (ExportWord.SCENE, 20, ""),
    (ExportWord.AT_S, 9, "0.0"),
    (ExportWord.AT, 11, ""),
    (ExportWord.EVENT, 24, ""),
    (ExportWord.HAPPENED, 90, ""),
)
_COLUMN: tuple[_Field, ...] = ((ExportWord.TABLE, 26, ""), (ExportWord.COLUMN, 30, ""), (ExportWord.MEANING, 90, ""))


def _session(case: Case, language: Language) -> tuple[Cell, ...]:
    head, card, versions = case.head, case.card, case.versions
    mode = mode_name(head.mode, language)
    names = {one.rule: text_in(one.title, language) for one in card.findings if one.critical}
    return (
        head.session,
        case.learner,
        head.scene,
        case.scene.title[language],
        mode,
        moment(head.started),
        case.finished,
        card.rubric,
        card.total,
        card.of,
        card.percent,
        card.pass_percent,
        card.passed,
        "; ".join(names.get(rule, rule) for rule in card.critical),
        round(case.length_s, 3),
        len(card.findings),
        versions.scene_sha256_then[:12],
        versions.scene_sha256_now[:12],
        head.program,
        case.kept.sealed,
        case.rating.grade if case.rating else None,
        case.rating.percent if case.rating else None,
        case.exposure,
        __version__,
    )


def moment(said: str) -> datetime | str:
    """The time as a date without a zone, in UTC, as workbooks want it; the text itself if it is no time."""
    try:
        return started(said).replace(tzinfo=None)
    except ValueError:
        return said


def _findings(cases: Sequence[Case], language: Language) -> list[tuple[Cell, ...]]:
    return [_finding(case, one, language) for case in cases for one in case.card.findings]


def _finding(case: Case, one: Finding, language: Language) -> tuple[Cell, ...]:
    sections = {section.id: text_in(section.title, language) for section in case.card.sections}
    return (
        case.head.session,
        case.learner,
        case.head.scene,
        case.card.rubric,
        None if one.at_s is None else round(one.at_s, 3),
        None if one.at_s is None else clock_text(one.at_s),
        kind_name(one.kind, language),
        one.step,
        one.rule,
        sections.get(one.section) or one.section,
        text_in(one.title, language),
        text_in(one.text, language),
        one.points,
        one.critical,
    )


def _notes(case: Case) -> list[tuple[Cell, ...]]:
    """The notes in the order of their moments, then the rating, which has none."""
    who = (case.head.session, case.learner, case.head.scene)
    rows: list[tuple[Cell, ...]] = [
        (*who, one.at_s, clock_text(one.at_s), one.text, None, None, one.by, moment(one.written)) for one in case.notes
    ]
    rating = case.rating
    if rating is not None:
        rows.append((*who, None, None, None, rating.grade, rating.percent, rating.by, moment(rating.written)))
    return rows


def _items(cases: Sequence[Case], language: Language) -> list[tuple[Cell, ...]]:
    return [
        _item(case, one, language)
        for case in cases
        for one in outcomes(sheet(case.scene, case.card.rubric, case.card), case.card)
    ]


def _item(case: Case, one: Outcome, language: Language) -> tuple[Cell, ...]:
    sections = {section.id: text_in(section.title, language) for section in case.card.sections}
    return (
        case.head.session,
        case.learner,
        case.head.scene,
        case.card.rubric,
        one.item,
        item_title(one.title, one.item, case.scene, language),
        sections.get(one.section) or one.section,
        one.points,
        one.of,
        round(one.share, 4),
    )


def _events(cases: Sequence[Case], language: Language) -> list[tuple[Cell, ...]]:
    """What came about by itself, such as a patient who gets worse; an event of which the scene tells nothing too."""
    return [
        (
            case.head.session,
            case.learner,
            case.head.scene,
            round(at_s, 3),
            clock_text(at_s),
            event,
            happened(case.scene, event, language) or None,
        )
        for case in cases
        for at_s, event in case.judged.occurred
    ]
