"""The patient's monitor and answers in the window follow the session."""

import pytest

from simulator.panels.debrief import DebriefScreen
from tests.app.conftest import Desk


def shown(desk: Desk) -> dict[str, str]:
    """What the monitor on the screen says: label -> value."""
    return {one.label: one.value for one in desk.room.screen.stage.monitor._vitals}


@pytest.mark.parametrize("mode", ["learn", "assess"])
def test_the_monitor_follows_what_is_done_in_every_mode(desk: Desk, mode: str) -> None:
    desk.start(mode)
    assert shown(desk) == {"HR": "58", "BP": "96/54", "RR": "22", "SpO₂": "95"}
    desk.order("hold-head", hold="in-line")
    desk.order("chest-lock", hand="mouth")
    for _ in range(90):
        desk.pass_s(1.0)
    assert int(shown(desk)["SpO₂"]) < 90
    assert any(one.alarm for one in desk.room.screen.stage.monitor._vitals)
    assert "SpO₂" in desk.room.screen.stage.monitor.accessibleName()


def test_the_answer_tells_the_numbers_of_its_moment_and_the_log_keeps_them(desk: Desk) -> None:
    desk.start("practise")
    desk.order("hold-head", hold="in-line")
    desk.order("primary-survey")
    said = desk.room.screen.stage.toast.text
    assert "breaths a minute, shallow and from the belly; pulse 5" in said
    desk.pass_s(120.0)
    assert any(said in line.text for line in desk.room.screen._view.log)  # type: ignore[union-attr]


def test_feeling_the_limbs_tells_more_than_asking(desk: Desk) -> None:
    desk.start("assess")
    desk.order("check-csm", limbs="ask-only")
    assert desk.room.screen.stage.toast.text.startswith("The patient says")
    desk.order("check-csm", limbs="all-four")
    assert "grip 2" in desk.room.screen.stage.toast.text


def test_the_debrief_shows_the_signs_through_time(desk: Desk) -> None:
    desk.start("practise")
    desk.pass_s(30.0)
    desk.finish()
    screen = desk.program.window.screen_shown()
    assert isinstance(screen, DebriefScreen)
    assert not screen.vitals_tab.isHidden()
    screen.vitals_tab.click()
    assert screen.vitals.accessibleName().startswith("Vital signs, HR 5")
