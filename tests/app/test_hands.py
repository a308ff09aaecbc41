"""The learner's hands in the program: keys, pointer and game pad lead a handling, and Stop ends it."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from simulator.core.events import ActionStopped
from simulator.core.twin.course import TICK_S
from simulator.presenting.hands import _TICK_S, LearnersHands
from simulator.presenting.steering import AT_BOARD, AT_HEAD, Sticks
from tests.app.conftest import Desk

STEP_S = 0.05


class PretendedPad:
    """A game pad that a test moves."""

    def __init__(self) -> None:
        self.sticks: Sticks | None = None

    def read(self) -> Sticks | None:
        return self.sticks


def pass_s(desk: Desk, seconds: float) -> None:
    """Let time pass in the small steps of a window."""
    for _ in range(round(seconds / STEP_S)):
        desk.clock.now_s += STEP_S
        desk.room.tick()
    desk.settle()


def roll(desk: Desk, mode: str = "learn", held: bool = True) -> None:
    """Begin a roll, with the head in the learner's hands if `held`."""
    desk.start(mode)
    if held:
        desk.order("hold-head", hold="in-line")
    desk.room.screen.action_chosen.emit("roll-to-side", "", {"call": "counted"})
    pass_s(desk, 0.2)


def key(desk: Desk, name: Qt.Key, down: bool = True) -> None:
    kind = QEvent.Type.KeyPress if down else QEvent.Type.KeyRelease
    event = QKeyEvent(kind, name, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(QApplication.focusWidget() or desk.program.window, event)


def activate(desk: Desk) -> None:
    desk.program.window.activateWindow()
    desk.qtbot.waitUntil(desk.program.window.isActiveWindow)


def hands(desk: Desk) -> LearnersHands:
    found = desk.room.hands
    assert found is not None
    return found


def told(desk: Desk) -> tuple[float, float, float]:
    """Where the session was last told that the hands are: turn, height, pull."""
    head = hands(desk).at(hands(desk)._number, hands(desk)._tick)
    return head.turn_deg, head.height_m, head.pull_m


def test_a_tick_of_the_hands_is_a_tick_of_the_physics() -> None:
    assert _TICK_S == TICK_S


def test_keys_turn_lift_and_pull_as_long_as_they_are_down(desk: Desk) -> None:
    roll(desk)
    activate(desk)
    assert desk.room.session.moving.led_by == "learner"
    key(desk, Qt.Key.Key_Right)
    key(desk, Qt.Key.Key_Up)
    pass_s(desk, 1.0)
    key(desk, Qt.Key.Key_Right, down=False)
    key(desk, Qt.Key.Key_Up, down=False)
    turn, height, pull = told(desk)
    assert turn == pytest.approx(AT_HEAD.turn.key, rel=0.1)
    assert height == pytest.approx(AT_HEAD.height.key, rel=0.1)
    assert pull == 0.0
    pass_s(desk, 0.5)
    assert told(desk)[0] == turn, "a key that is up moves nothing"
    key(desk, Qt.Key.Key_PageUp)
    pass_s(desk, 0.5)
    assert told(desk)[2] == pytest.approx(AT_HEAD.pull.key / 2, rel=0.2)


def test_a_key_that_comes_up_in_another_window_moves_the_hands_no_longer(desk: Desk) -> None:
    roll(desk)
    activate(desk)
    key(desk, Qt.Key.Key_Right)
    pass_s(desk, 0.3)
    QApplication.sendEvent(desk.room.screen, QEvent(QEvent.Type.WindowDeactivate))
    before = told(desk)
    pass_s(desk, 0.5)
    assert told(desk) == before


def test_the_field_of_the_hands_can_be_dragged_without_a_stage(desk: Desk) -> None:
    roll(desk)
    pad = desk.room.screen.stage.handling.pad
    assert pad.isVisible()
    desk.qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(70, 60))
    desk.qtbot.mouseMove(pad, QPoint(88, 51))
    desk.qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(88, 51))
    pass_s(desk, 1.5)
    turn, height, _ = told(desk)
    assert turn == pytest.approx(0.2 * AT_HEAD.turn.drag, rel=0.05)
    assert height == pytest.approx(0.1 * AT_HEAD.height.drag, rel=0.05)


def test_a_game_pad_steers_and_its_button_stops(desk: Desk) -> None:
    roll(desk)
    pad = PretendedPad()
    hands(desk)._pad = pad
    pass_s(desk, 0.2)
    assert "Game pad" not in desk.room.screen.stage.handling._shown.controls
    pad.sticks = Sticks(turn=1.0)
    pass_s(desk, 1.0)
    assert told(desk)[0] == pytest.approx(AT_HEAD.turn.key, rel=0.1)
    assert "Game pad" in desk.room.screen.stage.handling._shown.controls
    pad.sticks = Sticks(stop=True)
    pass_s(desk, 1.0)
    stops = [e for e in desk.room.session.events if isinstance(e, ActionStopped)]
    assert len(stops) == 1, "a button that stays down stops once"


@pytest.mark.parametrize("how", ["button", "escape", "space"])
@pytest.mark.parametrize("mode", ["learn", "assess"])
def test_stop_works_in_every_mode(desk: Desk, mode: str, how: str) -> None:
    roll(desk, mode)
    activate(desk)
    pass_s(desk, 2.0)
    stop = desk.room.screen.stage.handling.stop
    assert stop.isVisible()
    if how == "button":
        desk.qtbot.mousePress(stop, Qt.MouseButton.LeftButton)
    else:
        desk.key(Qt.Key.Key_Escape if how == "escape" else Qt.Key.Key_Space)
    assert "stop" in desk.acts()
    assert [e.action for e in desk.room.session.events if isinstance(e, ActionStopped)] == ["roll-to-side"]
    pass_s(desk, 8.0)
    assert desk.room.session.moving is None
    assert not stop.isVisible()


def test_hands_that_hold_nothing_are_told_so_and_move_nothing(desk: Desk) -> None:
    roll(desk, held=False)
    shown = desk.room.screen.stage.handling
    assert shown._shown.controls.startswith("Nobody holds the head")
    assert not shown.pad.isVisible()
    assert shown.stop.isVisible()
    assert desk.room.session.moving.led_by == "nobody"


def test_each_handling_begins_where_the_hands_took_hold(desk: Desk) -> None:
    roll(desk)
    hands(desk).drag(0.3, -0.1, False)
    pass_s(desk, 1.0)
    assert told(desk)[0] > 20.0
    pass_s(desk, 9.0)
    desk.room.screen.action_chosen.emit("roll-back", "", {"call": "counted"})
    pass_s(desk, 0.1)
    assert desk.room.session.moving.action == "roll-back"
    assert told(desk) == (0.0, 0.0, 0.0)


def test_what_the_hands_did_is_in_the_record_and_how_it_went_is_told(desk: Desk) -> None:
    roll(desk)
    hands(desk).drag(0.3, -0.1, False)
    pass_s(desk, 9.0)
    toast = desk.room.screen.stage.toast
    assert toast.text.startswith("Roll to the side:")
    assert "motion exposure at C5–C6" in toast.text
    kept = desk.record().movements
    live = desk.room.session.movements
    assert [(one.action, one.led_by, one.ended) for one in kept] == [(m.action, m.led_by, m.ended) for m in live]
    assert (kept[-1].track.levels_deg == live[-1].track.levels_deg).all()


def test_assess_shows_no_gauge_no_chart_and_says_nothing_about_how_it_went(desk: Desk) -> None:
    roll(desk, "assess")
    stage = desk.room.screen.stage
    pass_s(desk, 3.0)
    assert stage.handling.isVisible()
    assert stage.handling._shown.controls
    for helping in (stage.gauge, stage.chart, stage.handling.pad):
        assert not helping.isVisible()
    pass_s(desk, 8.0)
    assert "exposure" not in stage.toast.text


def test_a_corner_of_the_board_goes_only_up_and_down() -> None:
    steering = LearnersHands()
    steering.at(0, 0)
    steering._steering.reach = AT_BOARD
    steering.drag(0.3, -0.2, False)
    head = steering.at(0, 600)
    assert (head.turn_deg, head.height_m) == (0.0, pytest.approx(0.2 * AT_BOARD.height.drag))
