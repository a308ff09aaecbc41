"""Writes a session's report beside its journal."""

import base64
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from simulator.app.writing import write_whole
from simulator.assessment import Judged
from simulator.core.scene import Scene
from simulator.exporting.cohort_words import CohortWord
from simulator.panels.motionchart import motion_png
from simulator.panels.printing import printed_pdf
from simulator.presenting.language import Language, say
from simulator.presenting.motion import motion_panels
from simulator.presenting.reporting import Case, Picture, Remark, report_html
from simulator.recording.journal import Head
from simulator.recording.replay import Recorded


def save(
    kind: str,
    journal: Path,
    scene: Scene,
    kept: Recorded,
    judged: Judged,
    languages: Sequence[Language],
    file: Path | None = None,
    pictures: Sequence[Picture] = (),
) -> Path:
    """Write the report as `kind` (html or pdf) and return its file; OSError if it cannot be written."""
    path = file or journal.with_name(f"{journal.stem}.{languages[0]}.{kind}")
    whole = made(kind, scene, kept.head, judged, languages, pictures, path.parent, finished=kept.finished)
    write_whole(path, whole)
    return path


def made(
    kind: str,
    scene: Scene,
    head: Head,
    judged: Judged,
    languages: Sequence[Language],
    pictures: Sequence[Picture] = (),
    pictures_from: Path | None = None,
    remarks: Mapping[Language, Sequence[Remark]] | None = None,
    finished: bool = True,
) -> bytes:
    """The report as `kind` (html or pdf), its pictures read from `pictures_from`; `remarks`: what instructors said."""
    case = Case(head.session, head.learner, head.mode, head.started, finished)
    charts = {language: _charts(scene, judged, language) for language in languages}
    html = report_html(scene, judged.trace, judged.card, case, languages, pictures, charts, judged.occurred, remarks)
    if kind == "html":
        return html.encode()
    return printed_pdf(html, scene.title[languages[0]], pictures_from, partial(page_number, languages[0]))


def page_number(language: Language, page: int, of: int) -> str:
    """The number of a page in words."""
    return say(CohortWord.PAGE, language, page=page, of=of)


def _charts(scene: Scene, judged: Judged, language: Language) -> tuple[Picture, ...]:
    """A small chart of every handling that was measured; inside the page, so that it is never parted from it."""
    panels = motion_panels(scene, judged.trace, judged.card.measures, language)
    drawn = [(base64.b64encode(motion_png(panel)).decode(), panel.title) for panel in panels]
    return tuple(Picture(f"data:image/png;base64,{data}", title) for data, title in drawn)
