"""A session in the window: begun, worked, judged, looked back at, begun again."""

import pytest
from PySide6.QtCore import Qt

from simulator.panels.debrief import DebriefScreen
from simulator.panels.practice import PracticeScreen
from tests.app.conftest import SCENE, Desk


def test_the_home_screen_offers_the_scene_with_its_picture(desk: Desk) -> None:
    tile = desk.program.home.tiles[SCENE]
    assert tile.startable
    assert not tile.findChildren(type(tile))
    assert desk.program.window.screen_shown() is desk.program.home


def test_start_opens_the_practice_screen_and_the_record(desk: Desk) -> None:
    room = desk.start("learn", "Lin 林")
    assert isinstance(desk.program.window.screen_shown(), PracticeScreen)
    assert room.session.mode == "learn"
    head = desk.record().head
    assert (head.scene, head.mode, head.learner) == (SCENE, "learn", "Lin 林")
    assert desk.program.window.in_session


@pytest.mark.parametrize("name", ["", "   ", "a" * 61, "tab\there"])
def test_a_wrong_name_starts_nothing(desk: Desk, name: str) -> None:
    desk.program.home.name.setText(name)
    desk.program.home.start.click()
    assert desk.program.room is None
    assert desk.program.home.name_problem.text()
    assert not desk.journals()


def test_name_and_mode_are_remembered_for_the_next_start(desk: Desk) -> None:
    desk.start("assess", "Grace")
    assert (desk.program.preferences.learner, desk.program.preferences.mode) == ("Grace", "assess")
    desk.program.leave()
    again = Desk(desk.qtbot, desk.program._app, desk.home)
    assert again.program.home.name.text() == "Grace"
    assert again.program.home.modes["assess"].isChecked()


def test_a_scene_that_is_not_there_is_said_on_the_home_screen(desk: Desk) -> None:
    desk.program.start("no-such-scene", "learn", "Ada")
    assert desk.program.window.screen_shown() is desk.program.home
    assert "no-such-scene" in desk.program.home.notice_text.text()


def test_what_is_ordered_is_recorded_shown_and_logged(desk: Desk) -> None:
    room = desk.start()
    desk.order("secure-scene", gloves="worn")
    assert desk.acts() == ["secure-scene"]
    view = room.screen._view
    assert view is not None
    assert "You checked the scene" in view.log[0].text
    assert "It is safe" in view.log[0].text


def test_a_whole_session_by_keys_alone(desk: Desk) -> None:
    desk.start()
    desk.key(Qt.Key.Key_S)
    desk.key(Qt.Key.Key_1)
    desk.pass_s(5)
    desk.key(Qt.Key.Key_G)
    desk.key(Qt.Key.Key_1)
    assert desk.room.screen.stage.menu.is_open()
    desk.key(Qt.Key.Key_2)
    desk.key(Qt.Key.Key_1)
    desk.pass_s(5)
    assert desk.acts() == ["secure-scene", "hold-head"]


def test_the_clock_goes_on_every_second_and_rests_between(desk: Desk) -> None:
    room = desk.start()
    desk.pass_s(0.25)
    assert room.now_s() == 1.25
    assert 700 <= room._timer.interval() <= 800, "the next full second"
    room.order("secure-scene", "", {"gloves": "worn"})
    assert room._timer.interval() == 50, "something is going on"
    desk.pass_s(9.9)
    assert room._timer.interval() > 50
    assert room.screen.clock.text() == "00:11"


def test_finishing_early_asks_and_then_judges(desk: Desk) -> None:
    desk.start()
    desk.order("secure-scene", gloves="worn")
    desk.finish()
    assert desk.program.room is None
    assert isinstance(desk.program.window.screen_shown(), DebriefScreen)
    assert desk.record().sealed
    assert desk.journals()[0].with_suffix(".scorecard.json").is_file()
    assert not desk.program.window.in_session


def test_again_begins_the_same_and_keeps_one_screen_of_each(desk: Desk) -> None:
    desk.start("practise", "Ada")
    for number in range(1, 6):
        desk.finish()
        shown = desk.program.window.screen_shown()
        assert isinstance(shown, DebriefScreen)
        shown.again_button.click()
        desk.settle()
        assert desk.room.session.mode == "practise"
        assert len(desk.journals()) == number + 1
        assert desk.program.window._stack.count() == 2, "home and practice; nothing of the sessions before"


def test_two_orders_at_once_by_one_person_are_refused_with_a_sentence(desk: Desk) -> None:
    room = desk.start()
    room.order("secure-scene", "", {"gloves": "worn"})
    room.order("inform-patient", "", {"from": "in-view"})
    assert "two things at once" in room.screen.stage.toast.text
    assert room.screen.stage.toast.tone == "warn"
