"""The patient's signs through a session, in the debrief."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest

from simulator.core.physiology.series import series
from simulator.panels.debrief import LANES, VITALS, DebriefScreen
from simulator.panels.vitalchart import VitalChart
from simulator.presenting.language import Language
from simulator.presenting.vitalcharting import VitalPlot, vital_plot
from tests.core.physiology.cases import moved, scene
from tests.panels.samples import debrief_view

PATIENT = scene()
HARM = (moved(20.0, [0.0, *[12.0] * 45]),)


def plot(language: Language = "en", harmed: bool = False) -> VitalPlot:
    made = vital_plot(PATIENT, series(PATIENT, (), HARM if harmed else (), 180.0), language)
    assert made is not None
    return made


def test_each_sign_has_a_scale_that_holds_it_and_limits_inside_that_scale() -> None:
    made = plot(harmed=True)
    assert [row.label for row in made.rows] == ["HR", "BP", "RR", "SpO₂"]
    for row in made.rows:
        assert all(row.least <= value <= row.most for line in row.lines for value in line)
        assert all(len(line) == len(made.t_s) for line in row.lines)
        assert all(row.least < limit < row.most for limit in row.limits)
    assert made.rows[0].limits == (50.0,)
    assert made.rows[3].most <= 100.5


def test_harm_is_marked_and_called_a_teaching_rule() -> None:
    assert plot().harmed_at_s == ()
    assert len(plot().notes) == 1
    hurt = plot(harmed=True)
    assert len(hurt.harmed_at_s) == 1
    assert hurt.notes[0].startswith("At 00:21 motion in the red")
    assert "teaching rule" in hurt.notes[0]
    assert "教学规则" in plot("zh", harmed=True).notes[0]


def test_a_scene_without_signs_has_no_chart() -> None:
    bare = scene(vitals={})
    assert vital_plot(bare, series(bare, (), (), 10.0), "en") is None


@pytest.mark.usefixtures("qapp")
def test_a_click_goes_to_its_moment_and_the_line_follows() -> None:
    chart = VitalChart()
    chart.resize(800, 284)
    chart.show_plot(plot(), "en")
    assert chart.accessibleName().startswith("Vital signs, HR 5")
    spy = QSignalSpy(chart.time_chosen)
    at = QPoint(round(chart.place(90.0)), 60)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert spy.at(0)[0] == pytest.approx(90.0, abs=0.5)
    before = chart.grab().toImage()
    chart.show_time(90.0)
    assert chart.grab().toImage() != before


@pytest.mark.usefixtures("qapp")
def test_the_debrief_has_a_page_for_it_only_where_there_are_signs() -> None:
    screen = DebriefScreen()
    screen.resize(1280, 800)
    view = debrief_view()
    screen.show_view(view)
    assert screen.vitals_tab.isHidden()
    screen.show_view(replace(view, vitals=plot()))
    assert not screen.vitals_tab.isHidden()
    screen.vitals_tab.click()
    assert screen._pages.currentIndex() == VITALS
    screen.show_view(replace(view, vitals=None))
    assert screen._pages.currentIndex() == LANES
