"""The debrief: findings, lanes, table, replay bar, reports."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from simulator.panels.debrief import DebriefScreen
from simulator.panels.lanes import DONE_PX, EXPECTED_PX, LANE_PX, spread
from simulator.panels.legend import meanings
from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import LANGUAGES, Language, say
from tests.panels.samples import debrief_view


@pytest.fixture
def screen(look: QApplication, qtbot: QtBot, stage_slot: type[QWidget]) -> DebriefScreen:
    made = DebriefScreen(stage_slot())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.show_view(debrief_view())
    QApplication.processEvents()
    return made


def test_critical_errors_stand_first(screen: DebriefScreen) -> None:
    tops = {id_: card.mapTo(screen, QPoint()).y() for id_, card in screen.findings.cards.items()}
    assert min(tops, key=tops.__getitem__) == "f-letgo"
    assert screen.verdict.text() == "Not passed"
    assert screen.verdict.property("tone") == "bad"


@pytest.mark.parametrize("notice", ["", "Saved as a.pdf"])
@pytest.mark.parametrize("tab", ["lanes_tab", "motion_tab", "vitals_tab"])
def test_with_an_instructors_notes_below_it_every_page_is_whole_on_a_small_screen(
    screen: DebriefScreen, tab: str, notice: str
) -> None:
    screen.resize(1280, 800 - 104)
    screen.show_view(debrief_view(notice=notice))
    for button in (getattr(screen, tab), screen.lanes_tab, getattr(screen, tab)):
        button.click()
        for _ in range(3):  # what became taller is told to what it lies in step by step
            QApplication.processEvents()
    assert screen.height() == 800 - 104
    page = screen._pages.currentWidget()
    below = page.mapTo(screen, QPoint(0, page.height())).y()
    assert below <= screen.height() - 12
    assert page.height() >= screen._pages.minimumHeight()


def test_a_finding_leads_to_its_moment_and_its_block(screen: DebriefScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.time_chosen) as told:
        qtbot.mouseClick(screen.findings.cards["f-letgo"], Qt.MouseButton.LeftButton)
    assert told.args == [331.0]
    assert screen.lanes.selected == "d-head"
    assert screen.scrub.time.text() == "05:31 / 06:48"
    assert screen.findings.cards["f-letgo"].isChecked()


def test_a_block_leads_to_its_moment_and_its_finding(screen: DebriefScreen, qtbot: QtBot) -> None:
    lanes = screen.lanes
    block = next(placed for placed in lanes.done if placed.block_id == "d-torso")
    with qtbot.waitSignals([screen.time_chosen, screen.finding_chosen]):
        qtbot.mouseClick(lanes, Qt.MouseButton.LeftButton, pos=QPoint(int(block.middle), DONE_PX + LANE_PX // 2))
    assert screen.findings.cards["f-order"].isChecked()
    missed = next(placed for placed in lanes.expected if placed.block_id == "e-csm-again")
    qtbot.mouseClick(lanes, Qt.MouseButton.LeftButton, pos=QPoint(int(missed.middle), EXPECTED_PX + LANE_PX // 2))
    assert screen.findings.cards["f-csm"].isChecked()


def test_the_pointer_over_a_block_names_it(screen: DebriefScreen, qtbot: QtBot) -> None:
    block = screen.lanes.done[3]
    qtbot.mouseMove(screen.lanes, QPoint(int(block.middle), DONE_PX + 4))
    assert screen.lanes.hovered == block.block_id


def test_arrow_keys_walk_through_what_was_done(screen: DebriefScreen, qtbot: QtBot) -> None:
    seen = []
    screen.time_chosen.connect(seen.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up):
        qtbot.keyClick(screen.lanes, key)
    assert seen == [8.0, 28.0, 8.0, 8.0]
    assert screen.lanes.selected == "e-scene-safe"


def test_both_lanes_keep_their_order_and_no_blocks_overlap(screen: DebriefScreen) -> None:
    view = debrief_view()
    assert [placed.block_id for placed in screen.lanes.expected] == [step.block_id for step in view.expected]
    for lane in (screen.lanes.expected, screen.lanes.done):
        assert all(left.left + left.width <= right.left for left, right in pairwise(lane))


def test_zoom_widens_the_lanes_and_they_scroll(screen: DebriefScreen) -> None:
    before = screen.lanes.width()
    screen.zoom_in.click()
    QApplication.processEvents()
    assert screen.lanes.width() >= round(before * 1.45)
    screen.zoom_out.click()
    QApplication.processEvents()
    assert screen.lanes.width() == before


def test_the_list_holds_every_step_beside_what_was_done(screen: DebriefScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(screen, "t")
    view, table = debrief_view(), screen.table
    assert table.isVisible()
    assert table.rowCount() == len(view.rows)
    cells = [table.item(len(view.rows) - 1, column) for column in range(5)]
    assert [cell.text() for cell in cells if cell] == [
        "Movement, feeling, pulse checked again",
        "–",
        "–",
        "–",
        "missed",
    ]
    with qtbot.waitSignal(screen.time_chosen) as told:
        table.selectRow(2)
    assert told.args == [48.0]


def test_the_bar_tells_the_moment_but_not_when_it_is_moved_from_outside(screen: DebriefScreen) -> None:
    told = []
    screen.time_chosen.connect(told.append)
    screen.show_time(100.0)
    assert told == []
    screen.scrub.slider.setValue(1234)
    assert told == [123.4]
    assert screen.scrub.time.text() == "02:03 / 06:48"


def test_play_and_pause(screen: DebriefScreen, qtbot: QtBot) -> None:
    told = []
    screen.play_toggled.connect(told.append)
    qtbot.keyClick(screen, "p")
    screen.scrub.play.click()
    screen.show_playing(True)
    assert told == [True, False]


def test_reports_are_asked_for_by_kind(screen: DebriefScreen) -> None:
    told = []
    screen.report_asked.connect(told.append)
    for action in screen.report_button.kinds():
        action.trigger()
    assert told == ["pdf", "html"]
    assert [action.text() for action in screen.report_button.kinds()] == ["Save as PDF", "Save as HTML"]


def test_the_language_changes_everything_and_keeps_the_moment(screen: DebriefScreen) -> None:
    screen.choose_finding("f-letgo")
    screen.show_view(debrief_view("zh"))
    assert screen.again_button.text() == "再练一次"
    assert screen.verdict.text() == "未通过"
    assert screen.scrub.time.text() == "05:31 / 06:48"


def test_again_and_home(screen: DebriefScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignals([screen.again_asked, screen.home_asked]):
        screen.again_button.click()
        screen.home_button.click()


def test_without_findings_it_says_so(screen: DebriefScreen) -> None:
    screen.show_view(debrief_view(critical=(), lost=(), passed=True, verdict="Passed"))
    assert screen.findings.cards == {}
    assert screen.verdict.property("tone") == "ok"


def test_without_a_replay_there_is_nothing_to_play(look: QApplication, qtbot: QtBot) -> None:
    made = DebriefScreen()
    qtbot.addWidget(made)
    made.show()
    made.show_view(debrief_view())
    told = []
    made.play_toggled.connect(told.append)
    made.scrub.toggle()
    assert not made.scrub.play.isVisible()
    assert told == []


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(4, 300)), max_size=40))
def test_spread_blocks_keep_order_stay_apart_and_inside(wanted: list[tuple[float, float]]) -> None:
    places = spread(sorted(wanted), 0.0, 1000.0)
    assert len(places) == len(wanted)
    assert all(left >= -1e-6 and left + width <= 1000 + 1e-6 for left, width in places)
    assert all(a[0] + a[1] <= b[0] + 1e-6 for a, b in pairwise(places))


def test_the_replay_runs_from_a_quarter_to_eight_times_as_fast(screen: DebriefScreen, qtbot: QtBot) -> None:
    told: list[float] = []
    screen.speed_chosen.connect(told.append)
    for _ in range(6):
        qtbot.keyClick(screen, Qt.Key.Key_S)
    assert told == [2.0, 4.0, 8.0, 0.25, 0.5, 1.0]
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    assert told[-1] == 0.5
    assert screen.scrub.speed.text() == "0.5×"


def test_practice_from_here_carries_the_moment_that_is_shown(screen: DebriefScreen, qtbot: QtBot) -> None:
    screen.show_time(75.0)
    assert screen.here_button.text() == "Practise from 01:15"
    with qtbot.waitSignal(screen.from_here_asked) as told:
        qtbot.mouseClick(screen.here_button, Qt.MouseButton.LeftButton)
    assert told.args == [75.0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nobody_can_practise_from_a_moment_the_button_says_why(
    screen: DebriefScreen, qtbot: QtBot, language: Language
) -> None:
    why = say(JudgingWord.NOT_FROM_HERE, language)
    screen.show_view(debrief_view(language, not_from_here=why))
    assert not screen.here_button.isEnabled()
    assert screen.here_button.toolTip() == screen.here_button.accessibleDescription() == why
    with qtbot.assertNotEmitted(screen.from_here_asked, wait=20):
        qtbot.mouseClick(screen.here_button, Qt.MouseButton.LeftButton)
    screen.show_view(debrief_view(language))
    assert screen.here_button.isEnabled()
    assert screen.here_button.toolTip() == ""


def test_the_legend_names_only_what_is_there(screen: DebriefScreen) -> None:
    view = debrief_view()
    tones = {block.tone for block in view.done}
    named = {(lane, tone) for lane, tone, _ in meanings(view)}
    assert {tone for lane, tone in named if lane == "done"} == tones
    only_right = replace(view, done=tuple(b for b in view.done if b.tone == "ok"), expected=())
    assert [(lane, tone) for lane, tone, _ in meanings(only_right)] == [("done", "ok")]
