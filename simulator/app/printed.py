"""Reports of sessions and cohorts as the bytes of a PDF, off screen."""

from collections.abc import Iterator, Sequence
from functools import partial

from simulator.app.reports import made, page_number
from simulator.app.starting import draw_off_screen
from simulator.exporting.case import Case
from simulator.exporting.cohort_report import cohort_html
from simulator.exporting.cohort_words import CohortWord
from simulator.panels import theme
from simulator.panels.charting import png_address
from simulator.panels.printing import printed_pdf
from simulator.paths import assets_dir
from simulator.presenting.language import Language, say
from simulator.presenting.reporting import Remark
from simulator.presenting.reviewing_words import ReviewWord


def make_ready() -> None:
    """Qt with the program's fonts; no screen is needed."""
    draw_off_screen()
    from simulator.app.running import application

    application()
    theme.load_fonts(assets_dir() / "fonts")


def session(case: Case, language: Language) -> bytes:
    """The report of one session."""
    said = {language: tuple(remarks(case, language))}
    return made("pdf", case.scene, case.head, case.judged, (language,), remarks=said, finished=case.finished)


def remarks(case: Case, language: Language) -> Iterator[Remark]:
    """The grade and the notes of a session, in words."""
    if case.rating is not None:
        grade = say(ReviewWord[f"GRADE_{case.rating.grade}"], language)
        points = "" if case.rating.percent is None else f" · {case.rating.percent:g} %"
        yield Remark(None, f"{grade}{points}", case.rating.by)
    for note in case.notes:
        yield Remark(note.at_s, note.text, note.by)


def cohort(cases: Sequence[Case], language: Language) -> bytes:
    """The report of a cohort, with its pictures."""
    html = cohort_html(cases, language, png_address)
    return printed_pdf(html, say(CohortWord.TITLE, language), number=partial(page_number, language))
