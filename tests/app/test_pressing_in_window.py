"""The learner's hands on a chest in the program: pushes by key, pointer and game pad, what is shown, how it ends."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from simulator.app.looking_back import replay_journal
from simulator.assessment.pressed import figures_of_chest
from simulator.core.events import ActionFinished
from simulator.panels.handkeys import CALM_MS
from simulator.presenting.steering import Sticks
from tests.app.conftest import Desk
from tests.app.test_hands import PretendedPad

SCENE = "adult-bls-aed"
STEP_S = 0.05
POINTER_S = 4000.0  # the pointer's clock began so long before the session's
NO_KEYS = Qt.KeyboardModifier.NoModifier


def pass_s(desk: Desk, seconds: float) -> None:
    """Let time pass in the small steps of a window."""
    for _ in range(round(seconds / STEP_S)):
        desk.clock.now_s += STEP_S
        desk.room.tick()
    desk.settle()


def kneel(desk: Desk, mode: str = "learn") -> None:
    """Begin, place the hands and begin to press."""
    desk.program.start(SCENE, mode, "Ada")
    desk.settle()
    pass_s(desk, 0.5)
    desk.order("place-hands", place="lower-half")
    desk.room.screen.action_chosen.emit("compress", "", {})
    pass_s(desk, 0.2)


def push(desk: Desk, down: bool, how: str = "key") -> None:
    if how == "key":
        kind = QEvent.Type.KeyPress if down else QEvent.Type.KeyRelease
        event = QKeyEvent(kind, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(QApplication.focusWidget() or desk.program.window, event)
        return
    click(desk, down, desk.clock.now_s)


def click(desk: Desk, down: bool, at_s: float) -> None:
    """The pointer's button goes down or up over the stage, as the pointer's own clock says at `at_s`."""
    slot, at = desk.room.screen.stage.slot, QPointF(60, 60)
    kind = QEvent.Type.MouseButtonPress if down else QEvent.Type.MouseButtonRelease
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, at, slot.mapToGlobal(at), left, left if down else Qt.MouseButton.NoButton, NO_KEYS)
    event.setTimestamp(round(1000 * (at_s + POINTER_S)))
    QApplication.sendEvent(slot, event)


def give(desk: Desk, count: int, held_s: float = 0.25, pause_s: float = 0.3, how: str = "key") -> None:
    """So many pushes by a person."""
    for _ in range(count):
        push(desk, True, how)
        pass_s(desk, held_s)
        push(desk, False, how)
        pass_s(desk, pause_s)


class Keys(QObject):
    """Counts the keys that come as far as this."""

    pressed = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.pressed += event.type() == QEvent.Type.KeyPress
        return False


def figures(desk: Desk) -> dict[str, float]:
    return figures_of_chest(desk.room.session.movements[-1])


@pytest.mark.parametrize("how", ["key", "button"])
def test_thirty_pushes_end_the_series_before_its_time(desk: Desk, how: str) -> None:
    kneel(desk)
    if how == "key":
        desk.program.window.activateWindow()
        desk.qtbot.waitUntil(desk.program.window.isActiveWindow)
    card = desk.room.screen.stage.press
    assert card.isVisible()
    give(desk, 17, how=how)
    assert card._gauge is not None
    assert (card._gauge.count, card._gauge.depth_tone, card._gauge.rate_tone) == ("17 / 30", "ok", "ok")
    give(desk, 13, how=how)
    told = figures(desk)
    assert told["compressions"] == 30
    assert 50 <= told["depth_mean_mm"] <= 60
    assert 105 <= told["rate_mean_per_min"] <= 113
    assert not card.isVisible()
    done = [e for e in desk.room.session.events if isinstance(e, ActionFinished) and e.action == "compress"]
    assert len(done) == 1
    assert done[0].at_s - done[0].started_s == pytest.approx(17, abs=1)
    assert "30" in desk.room.screen.stage.toast.text


def test_a_push_too_many_does_not_turn_the_view(desk: Desk) -> None:
    """Nobody stops at the thirtieth; only when the keys were at rest are they those of the stage again."""
    kneel(desk)
    desk.program.window.activateWindow()
    desk.qtbot.waitUntil(desk.program.window.isActiveWindow)
    seen = Keys()
    slot = desk.room.screen.stage.slot
    slot.installEventFilter(seen)
    slot.setFocus()
    give(desk, 33)
    assert figures(desk)["compressions"] == 30
    assert seen.pressed == 0
    desk.qtbot.wait(CALM_MS + 200)
    slot.setFocus()
    push(desk, True)
    assert seen.pressed == 1


@pytest.mark.parametrize(("held_s", "least", "most"), [(0.1, 25, 45), (0.25, 50, 60), (0.6, 62, 72)])
def test_how_long_a_push_is_held_decides_how_deep_it_goes(desk: Desk, held_s: float, least: float, most: float) -> None:
    kneel(desk)
    give(desk, 6, held_s=held_s, how="button")
    assert least <= figures(desk)["depth_mean_mm"] <= most


def test_a_push_between_two_pictures_counts_in_full_length(desk: Desk) -> None:
    """On a slow computer a push begins and ends between two pictures."""
    kneel(desk)
    for _ in range(6):
        click(desk, True, desk.clock.now_s)
        desk.clock.now_s += 0.25
        click(desk, False, desk.clock.now_s)
        desk.clock.now_s += 0.3
        desk.room.tick()
    assert figures(desk)["compressions"] == 6
    assert 50 <= figures(desk)["depth_mean_mm"] <= 60


def test_pushes_of_which_a_busy_program_hears_late_count_in_full_length(desk: Desk) -> None:
    """Both events of a push arrive together, long after they happened."""
    kneel(desk)
    for late_s in (0.0, 0.4, 0.0, 0.3, 0.1, 0.4):
        begun_s = desk.clock.now_s
        desk.clock.now_s += 0.25 + late_s
        click(desk, True, begun_s)
        click(desk, False, begun_s + 0.25)
        desk.clock.now_s += 0.3
        desk.room.tick()
    pass_s(desk, 0.5)
    assert figures(desk)["compressions"] == 6
    assert 54 <= figures(desk)["depth_least_mm"] <= figures(desk)["depth_most_mm"] <= 60


def test_thirty_taps_are_thirty_compressions(desk: Desk) -> None:
    kneel(desk)
    give(desk, 30, held_s=0.01, pause_s=0.3, how="button")
    pass_s(desk, 0.5)
    assert figures(desk)["compressions"] == 30
    assert figures(desk)["depth_most_mm"] < 40


def test_a_stick_of_a_game_pad_pushes(desk: Desk) -> None:
    kneel(desk)
    assert desk.room.hands is not None
    pad = PretendedPad()
    desk.room.hands._pad = pad
    for _ in range(6):
        pad.sticks = Sticks(height=-1.0)
        pass_s(desk, 0.25)
        pad.sticks = Sticks()
        pass_s(desk, 0.3)
    assert figures(desk)["compressions"] == 6


def test_assess_shows_the_count_and_nothing_else(desk: Desk) -> None:
    kneel(desk, "assess")
    give(desk, 4, how="button")
    stage = desk.room.screen.stage
    assert not stage.press.isVisible()
    assert stage.handling._shown.going[0].counted == "4 / 30"
    assert stage.handling._shown.press is None


def test_practise_has_no_beat_and_learn_has(desk: Desk) -> None:
    kneel(desk, "practise")
    give(desk, 2, how="button")
    gauge = desk.room.screen.stage.press._gauge
    assert gauge is not None
    assert gauge.beat is None


def test_stop_ends_a_series_and_the_record_runs_again(desk: Desk) -> None:
    kneel(desk)
    give(desk, 5, how="button")
    desk.room.stop()
    pass_s(desk, 1.5)
    movement = desk.room.session.movements[-1]
    assert movement.ended == "stopped"
    assert desk.room.session.moving is None
    desk.finish()
    sentence, same = replay_journal(desk.journals()[-1])
    assert same, sentence


def test_who_does_not_press_hears_what_a_good_series_is(desk: Desk) -> None:
    kneel(desk)
    give(desk, 30, held_s=0.1, how="button")
    assert "deeper" in desk.room.screen.stage.toast.text
