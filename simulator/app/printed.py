"""Reports of sessions and cohorts as the bytes of a PDF, off screen."""

import os
from collections.abc import Sequence

from simulator.exporting.case import Case
from simulator.exporting.cohort_report import cohort_html
from simulator.exporting.cohort_words import CohortWord
from simulator.panels import theme
from simulator.panels.charting import png_address
from simulator.panels.printing import printed_pdf
from simulator.paths import assets_dir
from simulator.presenting.language import Language, say
from simulator.presenting.reporting import Case as Printed
from simulator.presenting.reporting import report_html


def make_ready() -> None:
    """Qt with the program's fonts; no screen is needed."""
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from simulator.app.running import application

    application()
    theme.load_fonts(assets_dir() / "fonts")


def session(case: Case, language: Language) -> bytes:
    """The report of one session."""
    head = case.head
    printed = Printed(head.session, case.learner, head.mode, head.started)
    html = report_html(case.scene, case.judged.trace, case.card, printed, (language,))
    return printed_pdf(html, case.scene.title[language], number=lambda page, of: _number(page, of, language))


def cohort(cases: Sequence[Case], language: Language) -> bytes:
    """The report of a cohort, with its pictures."""
    html = cohort_html(cases, language, png_address)
    return printed_pdf(html, say(CohortWord.TITLE, language), number=lambda page, of: _number(page, of, language))


def _number(page: int, of: int, language: Language) -> str:
    return say(CohortWord.PAGE, language, page=page, of=of)
