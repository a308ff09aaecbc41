"""The chart of how the patient was moved: places, clicks, the present moment, pages of the debrief, pictures."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from simulator.panels.debrief import DebriefScreen
from simulator.panels.motionchart import MotionChart, motion_png, plot_boxes
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
