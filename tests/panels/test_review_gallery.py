"""Every state of the review in both themes, both languages and two window sizes, as pictures; nothing is cut off.

MANIKIN_GALLERY=folder keeps the pictures for looking at.
"""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from simulator.panels import theme
from simulator.panels.review import ReviewScreen
from simulator.panels.review_export import ExportSheet
from simulator.panels.review_filters import Choice
from simulator.panels.review_gate import Gate
from simulator.panels.review_notes import NoteLine, NotesBar, NotesView
from simulator.panels.review_rescore import RescoreSheet
from simulator.presenting.charts import Attempts, Bar, Bars, Histogram
from simulator.presenting.language import Language
from simulator.presenting.reviewing import COLUMNS, Entry, ordered
from simulator.presenting.reviewing_again import Again
from simulator.presenting.reviewing_cohort import CohortView
from simulator.presenting.reviewing_side import side_view
from tests.panels.test_gallery import SIZES, _cut
from tests.presenting.test_reviewing import BELOW, BOOK, DAMAGED, FAILED, UNFINISHED, entry

MANY = tuple(
    replace(one, session=f"{one.session}{number}", learner=one.learner and f"{one.learner}-{number:02d}")
    for number in range(12)
    for one in (entry(), FAILED, BELOW, UNFINISHED, DAMAGED)
)
STRIP = (
    Histogram("Scores 得分", "percent", "", tuple(range(0, 101, 10)), (0, 0, 0, 1, 2, 3, 7, 12, 8, 5), 80.0, "pass 80"),
    Bars(
        "Most missed 遗漏", tuple(Bar(f"Feeling checked again 复查 {n}", 0.1 * n, f"{10 * n}% ({n})") for n in range(8))
    ),
    Attempts("Learning curve 曲线", "attempt", "", ((50, 70),), (50, 60, 80), (), (9, 8, 7), "mean", ""),
)
COHORT = CohortView(
    STRIP, (*STRIP, *STRIP), ("36 finished sessions.", "κ 0.8"), ("Protocol problem?", "why", "a (71 %)")
)
Show = Callable[[ReviewScreen, Language, str], object]


def _list(entries: tuple[Entry, ...], of: int, view: CohortView = COHORT, notice: str = "") -> Show:
    def show(screen: ReviewScreen, language: Language, look: str) -> None:
        rows = ordered(entries, "when", False, BOOK, language)
        screen.show_look(language, look)
        screen.show_offers(entries, BOOK)
        screen.show_entries(rows, of, BOOK, "when", False, False)
        screen.show_cohort(view)
        screen.show_notice(notice)
        screen.table.mark_first()
        first = screen.table.current()
        screen.show_side(side_view(first, entries, BOOK, language) if first else None)

    return show


def _then(first: Show, more: Callable[[ReviewScreen, Language], object]) -> Show:
    def show(screen: ReviewScreen, language: Language, look: str) -> None:
        first(screen, language, look)
        more(screen, language)

    return show


def _failed(screen: ReviewScreen, language: Language) -> None:
    view = side_view(replace(FAILED, grade=4), [FAILED, replace(BELOW, started="")], BOOK, language)
    screen.show_side(view)


def _rescore(screen: ReviewScreen, language: Language) -> None:
    sheet = RescoreSheet(screen, language, 2)
    sheet.show_rubrics([("a", "A school's sheet"), ("b", "另一张评分表")])
    rows = [Again("a", "a", "Ann", "2026-03-01T10:00:00+00:00", 81.0, True, 79.5, False)]
    sheet.show_result(rows, ["b.jsonl: this record is damaged."])


def _export(screen: ReviewScreen, language: Language) -> ExportSheet:
    return ExportSheet(screen, language, 60)


def _export_running(screen: ReviewScreen, language: Language) -> None:
    sheet = _export(screen, language)
    sheet.names.setCurrentIndex(1)
    sheet.show_running(True)
    sheet.show_share(0.4)


FEW: Show = _list((entry(),), 1, CohortView(none="-"))
ALL: Show = _list(MANY, len(MANY))
STATES: dict[str, Show] = {
    "empty": _list((), 0, CohortView(none="-")),
    "one": FEW,
    "many": ALL,
    "filtered-to-none": _list((), 60, CohortView(none="-")),
    "error": _list((DAMAGED,), 1, CohortView(none="-"), "lab/manikin: the store does not answer; it is tried again."),
    "failed": _then(ALL, _failed),
    "cohort": _then(ALL, lambda screen, _: screen.cohort_tab.click()),
    "keys": _then(ALL, lambda screen, _: screen.show_help()),
    "ask": _then(ALL, lambda screen, language: Gate(screen, language, 0)),
    "set": _then(ALL, lambda screen, language: Gate(screen, language, 8)),
    "rescore": _then(ALL, _rescore),
    "export": _then(ALL, _export),
    "export-running": _then(ALL, _export_running),
    "export-there": _then(ALL, lambda screen, language: _export(screen, language).ask_to_replace("a.csv, a-notes.csv")),
    "exported": _then(
        ALL,
        lambda screen, language: _export(screen, language).tell(
            "59 sessions written to results/of/the/lab/2026/spring/manikin-2026-03-01.xlsx",
            "Left out: 1. b.jsonl: damaged.",
        ),
    ),
}


def _grab(look: QApplication, screen: QWidget, name: str) -> None:
    for _ in range(3):
        look.processEvents()
    picture = screen.grab().toImage()
    folder = os.environ.get("MANIKIN_GALLERY")
    if folder:
        assert picture.save(str(Path(folder) / f"{name}.png"))
    assert _cut(screen) == []
    wide, tall = picture.width(), picture.height()
    assert len({picture.pixel(x, y) for x in range(0, wide, 8) for y in range(0, tall, 8)}) > 8


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("look_name", ["light", "dark"])
@pytest.mark.parametrize("name", STATES)
def test_every_state_of_the_review_shows_its_texts_whole(
    look: QApplication, qtbot: QtBot, name: str, look_name: str, language: Language, size: tuple[int, int]
) -> None:
    theme.apply(look, look_name)
    screen = ReviewScreen()
    qtbot.addWidget(screen)
    screen.resize(*size)
    screen.show()
    qtbot.waitExposed(screen)
    STATES[name](screen, language, look_name)
    _grab(look, screen, f"review-{name}-{look_name}-{language}-{size[0]}")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("wide", [1024, 1920])
def test_the_strip_of_notes_shows_its_texts_whole(
    look: QApplication, qtbot: QtBot, language: Language, wide: int
) -> None:
    bar = NotesBar()
    qtbot.addWidget(bar)
    bar.resize(wide, 146)
    bar.show()
    notes = (NoteLine(1, 12.0, "let go of the head"), NoteLine(2, 90.0, "很好"))
    bar.show_view(NotesView(language, 180.0, notes, 4, "72", "…", "warn"))
    bar.show_time(60.0)
    _grab(look, bar, f"review-notes-{language}-{wide}")
    assert "01:00" in bar.text.placeholderText()
    bar.resize(wide, 104)
    why = "this cannot be written down (No space left on device); free some space or mend the rights."
    bar.refuse(f"/a/long/folder/of/a/laboratory/annotations.jsonl: {why}")
    _grab(look, bar, f"review-notes-refused-{language}-{wide}")
    bar.refuse("")
    assert not bar.list.isHidden()


def test_why_somebody_failed_can_be_read_on_a_small_screen(look: QApplication, qtbot: QtBot) -> None:
    screen = ReviewScreen()
    qtbot.addWidget(screen)
    screen.resize(1280, 800)
    screen.show()
    qtbot.waitExposed(screen)
    ALL(screen, "en", "light")
    look.processEvents()
    table = screen.table
    finding, day = COLUMNS.index("finding"), COLUMNS.index("when")
    room = table.columnWidth(finding) - 16
    failed = next(row for row, one in enumerate(table.sessions.entries) if one.session.startswith(FAILED.session))
    first = table.sessions.line(failed).texts[finding].partition(" (+")[0]
    assert table.fontMetrics().horizontalAdvance(first) < room
    index = table.sessions.index(failed, day)
    assert len(index.data()) == len("2026-03-01")
    assert ":" in index.data(Qt.ItemDataRole.ToolTipRole), "the hour is in the tool tip"
    screen.resize(1920, 1000)
    look.processEvents()
    assert ":" in index.data()


def test_a_choice_that_is_too_long_ends_in_dots_and_is_told_whole(look: QApplication, qtbot: QtBot) -> None:
    box = Choice(120)
    qtbot.addWidget(box)
    box.show_entries([("a", "short"), ("b", "the name of a scene that nobody can see whole here")])
    box.show()
    for number, told in ((0, ""), (1, box.itemText(1))):
        box.setCurrentIndex(number)
        box.grab()
        assert box.toolTip() == told


def test_a_column_that_tells_nothing_gives_its_room_away(look: QApplication, qtbot: QtBot) -> None:
    screen = ReviewScreen()
    qtbot.addWidget(screen)
    scene, motion = COLUMNS.index("scene"), COLUMNS.index("motion")

    def hidden(*entries: Entry) -> tuple[bool, bool]:
        screen.show_entries(entries, 2, BOOK, "when", False, False)
        return screen.table.isColumnHidden(scene), screen.table.isColumnHidden(motion)

    still = replace(entry(), exposure=None)
    assert hidden(replace(entry(), exposure=0.2), replace(still, scene="other")) == (False, False)
    assert hidden(still, still) == (True, True)
    assert hidden(replace(DAMAGED, scene="")) == (False, True), "the file is named there"


def test_marks_stay_when_thousands_are_sorted_otherwise(look: QApplication, qtbot: QtBot) -> None:
    screen = ReviewScreen()
    qtbot.addWidget(screen)
    many = [replace(entry(), session=f"s{number:05d}") for number in range(10_000)]
    screen.show_entries(many, len(many), BOOK, "when", False, False)
    screen.table.selectAll()
    screen.show_entries(many[::-1], len(many), BOOK, "when", True, False)
    assert len(screen.table.chosen()) == len(many)
    every_third = [one for number, one in enumerate(many) if number % 3]
    began_s = time.process_time()
    screen.show_entries(every_third, len(many), BOOK, "when", False, False)
    assert [one.session for one in screen.table.chosen()] == [one.session for one in every_third]
    assert time.process_time() - began_s < 2.0


def test_the_tab_key_goes_through_every_part_of_the_review(look: QApplication, qtbot: QtBot) -> None:
    screen = ReviewScreen()
    qtbot.addWidget(screen)
    screen.resize(1280, 800)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    ALL(screen, "en", "light")
    screen.table.setFocus()
    seen = set()
    for _ in range(40):
        now = QApplication.focusWidget()
        assert now is not None
        seen.add(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    filters, side = screen.filters, screen.side
    wanted = {
        filters.search, filters.learner, filters.scene, filters.mode, filters.verdict, filters.since, filters.until,
        filters.clear_button, screen.table, side.open_button, side.learner_button, screen.sessions_tab,
        screen.cohort_tab, screen.rescore_button, screen.export_button, screen.home_button,
    }  # fmt: skip
    assert wanted <= seen
