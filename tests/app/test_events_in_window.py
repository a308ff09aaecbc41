"""What comes about by itself, in the window: told when it comes, listed, and back in the debrief."""

import pytest

from simulator.core.events import Happened
from tests.app.conftest import Desk

SCENE = "severe-bleeding"


@pytest.mark.parametrize("mode", ["learn", "practise", "assess"])
def test_it_is_told_when_it_comes_in_every_mode(desk: Desk, mode: str) -> None:
    desk.program.start(SCENE, mode, "Ada")
    desk.settle()
    desk.pass_s(149.0)
    assert "answers slowly" not in desk.room.screen.stage.toast.text
    desk.pass_s(2.0)
    assert "He answers slowly now" in desk.room.screen.stage.toast.text
    view = desk.room.screen._view
    assert view is not None
    assert "He answers slowly now" in view.log[0].text
    assert view.log[0].time == "02:30"


def test_the_clock_of_the_room_brings_it_about_without_an_order(desk: Desk) -> None:
    desk.program.start(SCENE, "practise", "Ada")
    desk.settle()
    for _ in range(310):
        desk.pass_s(0.1)
    happened = [(fact.at_s, fact.event) for fact in desk.room.session.events if isinstance(fact, Happened)]
    assert happened == [(30.0, "spreads")]


def test_the_debrief_shows_it(desk: Desk) -> None:
    desk.program.start(SCENE, "practise", "Ada")
    desk.settle()
    desk.pass_s(155.0)
    desk.room.finish()
    desk.settle()
    assert desk.program.replay is not None
    view = desk.program.replay.screen._view
    assert view is not None
    rows = [row for row in view.rows if row.verdict == "by itself"]
    assert [row.time for row in rows] == ["02:30"]
    assert any(block.tone == "event" for block in view.done)


def test_a_fault_is_not_pushed_away_by_what_comes_about_by_itself(desk: Desk) -> None:
    desk.program.start("iv-cannulation", "practise", "Ada")
    desk.settle()
    desk.pass_s(1.0)
    desk.order("choose-forearm-vein")
    desk.order("insert-cannula", angle="five", bevel="down")
    toast = desk.room.screen.stage.toast
    assert "through skin that was not clean" in toast.text, "the worst of four faults, not the last"
    desk.pass_s(1.0)
    assert toast.text.startswith("Dark blood rises in the chamber."), "what came is told"
    assert "through skin that was not clean" in toast.text, "and the fault can still be read"
    assert toast.tone == "bad"
    desk.order("choose-forearm-vein")
    assert "not clean" not in toast.text, "what the learner tries next has a message of its own"


def test_what_comes_about_in_assess_stands_alone(desk: Desk) -> None:
    desk.program.start("iv-cannulation", "assess", "Ada")
    desk.settle()
    desk.pass_s(1.0)
    desk.order("choose-forearm-vein")
    desk.order("insert-cannula", angle="five", bevel="down")
    desk.pass_s(1.0)
    assert desk.room.screen.stage.toast.text == "Dark blood rises in the chamber."
    assert desk.room.screen.stage.toast.tone == ""


@pytest.mark.parametrize(
    ("how", "said"),
    [("two-ways", "Wu Jianguo"), ("name-only", "“Hm? Yes.”"), ("bed-number", "The bed has the number of the order.")],
)
def test_the_patient_answers_what_he_was_asked(desk: Desk, how: str, said: str) -> None:
    desk.program.start("iv-cannulation", "assess", "Ada")
    desk.settle()
    desk.pass_s(1.0)
    desk.order("check-identity", how=how)
    assert said in desk.room.screen.stage.toast.text
    view = desk.room.screen._view
    assert view is not None
    assert said in view.log[0].text
    assert ("Wu Jianguo" in view.log[0].text) is (how == "two-ways")


def test_a_needle_that_is_left_in_the_hand_comes_to_lie_beside_the_arm(desk: Desk) -> None:
    desk.program.start("iv-cannulation", "practise", "Ada")
    desk.settle()
    desk.pass_s(1.0)
    desk.order("choose-forearm-vein")
    desk.order("insert-cannula", angle="twenty", bevel="up")
    desk.order("slide-catheter", how="needle-still")
    desk.order("press-vein", where="above-tip")
    desk.order("withdraw-needle")
    assert desk.room.session.state.items["needle"].current.place == "needle-in-hand"
    desk.order("connect-line")
    desk.pass_s(1.0)
    assert desk.room.session.state.items["needle"].current.place == "beside-arm"
    assert "The needle lies beside the arm now." in desk.room.screen.stage.toast.text
    desk.order("bin-needle")
    assert desk.room.session.state.items["needle"].current.place == "in-bin"


def test_what_came_during_an_act_stands_above_it_in_the_list(desk: Desk) -> None:
    desk.program.start(SCENE, "practise", "Ada")
    desk.settle()
    desk.pass_s(149.0)
    desk.order("secure-scene", gloves="worn")
    view = desk.room.screen._view
    assert view is not None
    assert [line.time for line in view.log[:2]] == ["02:30", "02:29"]
    assert "answers slowly" in view.log[0].text
