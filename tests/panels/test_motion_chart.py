"""The chart of how the patient was moved: places, clicks, the present moment, pages of the debrief, pictures."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from simulator.panels.debrief import DebriefScreen
from simulator.panels.motionchart import NAME_PX, TITLE_PX, MotionChart, motion_png, places, plot_boxes, spans
from simulator.presenting.motion_values import Mark, MotionLine, MotionPanel, MotionPlot
from tests.panels.samples import debrief_view


def panel(start_s: float, long_s: float, top_deg: float = 4.0) -> MotionPanel:
    word_s = start_s + 1.0
    times = tuple(word_s + n * 0.1 for n in range(int((long_s - 1.0) * 10) + 1))
    line = MotionLine("turn", times, tuple(top_deg * n / len(times) for n in range(len(times))))
    marks = (Mark(3.0, "3°", "warn"), Mark(10.0, "limit", "bad"))
    plots = (MotionPlot("C5-C6", (line,), marks, 12.0), MotionPlot("Head", (line,), marks, 12.0))
    return MotionPanel("Roll to the side", "exposure 0.24", "0.24", "warn", start_s, word_s, start_s + long_s, plots)


@pytest.fixture
def chart(look: QApplication, qtbot: QtBot) -> MotionChart:
    made = MotionChart()
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show_panels((panel(80.0, 6.0), panel(120.0, 3.0)), "en")
    return made


def test_handlings_stand_side_by_side_as_wide_as_they_took_long(chart: MotionChart) -> None:
    first, second = chart.placed()
    assert first.box.right() < second.box.left()
    assert first.box.width() == pytest.approx(2 * second.box.width())
    assert second.box.right() < chart.width()
    for place in (first, second):
        upper, lower = plot_boxes(place)
        assert place.box.top() < upper.top() < upper.bottom() < lower.top() < lower.bottom() < place.box.bottom()


def test_a_click_goes_to_its_moment(chart: MotionChart, qtbot: QtBot) -> None:
    first, second = chart.placed()
    for place, at_s in ((first, 83.0), (second, 121.5)):
        with qtbot.waitSignal(chart.time_chosen) as told:
            qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(round(place.x(at_s)), 100))
        assert told.args is not None
        assert told.args[0] == pytest.approx(at_s, abs=0.05)
    with qtbot.assertNotEmitted(chart.time_chosen, wait=20):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(5, 100))


def test_the_present_moment_is_drawn_only_while_something_is_moved(chart: MotionChart) -> None:
    def picture(now_s: float) -> QImage:
        chart.show_time(now_s)
        return chart.grab().toImage()

    still = picture(10.0)
    assert picture(100.0) == still
    assert picture(83.0) != still
    assert picture(83.0) != picture(84.0)


def series(count: int, title: str = "Press the chest 30 times") -> tuple[MotionPanel, ...]:
    return tuple(replace(panel(20.0 * n, 15.0), title=title, summary="110 /min", figure="30") for n in range(count))


def test_a_row_of_equal_handlings_is_named_once_and_numbered(look: QApplication) -> None:
    many = (panel(0.0, 9.0), *(replace(one, start_s=one.start_s + 20) for one in series(8)))
    placed = places(many, QRectF(0, 0, 826, 284))
    assert [place.number for place in placed] == [0, *range(1, 9)]
    assert all(place.title_px == 2 * TITLE_PX for place in placed), "the names have a line of their own"
    first, *_, last = placed[1:]
    over = spans(placed)
    assert [(span.left(), span.right()) for _, span in over] == [
        (placed[0].box.left(), placed[0].box.right()),
        (first.box.left(), last.box.right()),
    ]
    assert [title for title, _ in over] == ["Roll to the side", "Press the chest 30 times"]
    for place in placed:
        assert plot_boxes(place)[0].top() == pytest.approx(place.title_px + NAME_PX)


def test_where_there_is_room_a_title_stands_beside_its_figure(look: QApplication) -> None:
    wide = places((panel(80.0, 6.0), panel(120.0, 6.0)), QRectF(0, 0, 1200, 284))
    assert {place.title_px for place in wide} == {TITLE_PX}
    assert [place.number for place in wide] == [1, 2], "two of a name can be told apart"
    (alone,) = places(series(1), QRectF(0, 0, 400, 230))
    assert (alone.number, alone.title_px) == (0, TITLE_PX)


def test_a_tool_tip_says_the_whole_of_a_narrow_panel(chart: MotionChart, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda place, text, over: said.append(text))
    chart.show_panels(series(8), "en")
    third = chart.placed()[2]
    told = QHelpEvent(QEvent.Type.ToolTip, QPoint(round(third.box.center().x()), 5), QPoint(0, 0))
    QApplication.sendEvent(chart, told)
    QApplication.sendEvent(chart, QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 5), QPoint(0, 0)))
    assert said == ["Press the chest 30 times · 3 / 8\n110 /min\n00:40 – 00:55", ""]


def test_the_debrief_turns_to_the_chart_and_back(look: QApplication, qtbot: QtBot, stage_slot: type[QWidget]) -> None:
    screen = DebriefScreen(stage_slot())
    qtbot.addWidget(screen)
    screen.resize(1440, 900)
    screen.show_view(debrief_view(motion=(panel(80.0, 6.0),)))
    screen.show()
    screen.next_page()
    assert screen.motion_tab.isChecked()
    while not screen.lanes_tab.isChecked():
        screen.next_page()
    qtbot.mouseClick(screen.motion_tab, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    with qtbot.waitSignal(screen.time_chosen):
        qtbot.mouseClick(screen.motion, Qt.MouseButton.LeftButton, pos=QPoint(200, 80))
    screen.show_view(debrief_view("zh"))
    assert screen.motion_tab.isHidden()
    assert screen.lanes_tab.isChecked(), "a page with nothing on it is not shown"
    screen.next_page()
    assert not screen.motion_tab.isChecked()


def test_a_picture_for_the_page_shows_the_lines(look: QApplication) -> None:
    def picture(top_deg: float) -> QImage:
        return QImage.fromData(motion_png(panel(80.0, 6.0, top_deg)))

    flat, steep = picture(0.0), picture(9.0)
    assert not flat.isNull()
    assert flat.size() == steep.size()
    assert flat.width() > 1000
    assert flat != steep
