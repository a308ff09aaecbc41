"""The viewport with a pretended stage: pixels, pace, pointer, keys, drops, and no stage at all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from simulator.panels.carrying import item_mime
from simulator.panels.viewport import Viewport
from simulator.presenting.frames import Frame, Picked

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


def mouse(viewport: Viewport, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton, keys=PLAIN) -> None:
    now = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else button
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    QApplication.sendEvent(viewport, QMouseEvent(kind, at, viewport.mapToGlobal(at), now, held, keys))


def drag(viewport: Viewport, button: Qt.MouseButton, keys=PLAIN) -> None:
    """A tenth of the height rightwards and downwards."""
    mouse(viewport, QEvent.Type.MouseButtonPress, QPointF(100, 100), button, keys)
    mouse(viewport, QEvent.Type.MouseMove, QPointF(130, 130), button, keys)
    mouse(viewport, QEvent.Type.MouseButtonRelease, QPointF(130, 130), button, keys)


class PretendedStage:
    """A stage of one colour, red at the left and blue at the right, with a neck in the left half."""

    def __init__(self) -> None:
        self.size = (1, 1)
        self.frames = 0
        self.stale = True
        self.moves_for = 0
        self.said: list[tuple[object, ...]] = []

    def resize(self, width_px: int, height_px: int) -> None:
        self.size = (width_px, height_px)
        self.stale = True

    def advance(self, dt_s: float) -> bool:
        assert 0 <= dt_s <= 0.1
        self.moves_for -= 1
        return self.stale or self.moves_for >= 0

    def moving(self) -> bool:
        return self.moves_for > 0

    def frame(self) -> Frame:
        width, height = self.size
        self.frames += 1
        self.stale = False
        row = b"\x00\x00\xff\x00" * (width // 2) + b"\xff\x00\x00\x00" * (width - width // 2)
        return Frame(width, height, memoryview(row * height))

    def pick(self, x_px: float, y_px: float) -> Picked | None:
        return Picked("patient.neck", (0, 0, 0)) if x_px < self.size[0] / 2 else None

    def box(self, prefix: str) -> tuple[float, float, float, float] | None:
        return (0.0, 0.0, 200.0, 100.0) if prefix == "patient." else None

    def highlight(self, tag: str | None) -> None:
        self.said.append(("highlight", tag))
        self.stale = True

    def orbit(self, right_px: float, down_px: float) -> None:
        self.said.append(("orbit", right_px, down_px))
        self.stale = True

    def pan(self, right_px: float, down_px: float) -> None:
        self.said.append(("pan", right_px, down_px))

    def zoom(self, steps: float) -> None:
        self.said.append(("zoom", steps))

    def fly(self, preset: str) -> None:
        self.said.append(("fly", preset))


@pytest.fixture
def stage() -> PretendedStage:
    return PretendedStage()


@pytest.fixture
def viewport(qtbot, stage: PretendedStage) -> Viewport:
    made = Viewport(stage)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.name_things({"patient.neck": "Neck"}.get)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: stage.frames > 0)
    qtbot.waitUntil(lambda: not made._timer.isActive())
    stage.said.clear()
    return made


def test_a_frame_of_fewer_pixels_fills_the_whole_widget(viewport: Viewport, stage: PretendedStage) -> None:
    whole = viewport.grab().toImage()
    asked, stage.size = stage.size, (stage.size[0] // 2, stage.size[1] // 2)
    viewport._draw(stage)
    stage.size = asked
    coarse = viewport.grab().toImage()
    assert coarse.size() == whole.size()
    for x in (3, whole.width() // 2 - 6, whole.width() // 2 + 6, whole.width() - 3):
        for y in (3, whole.height() - 3):
            assert coarse.pixelColor(x, y) == whole.pixelColor(x, y)


def test_the_frame_is_painted_the_right_way_and_in_device_pixels(viewport: Viewport, stage: PretendedStage) -> None:
    ratio = viewport.devicePixelRatioF()
    assert stage.size == (round(400 * ratio), round(300 * ratio))
    shot = viewport.grab().toImage()
    assert shot.pixelColor(shot.width() // 4, shot.height() // 2).red() == 255
    assert shot.pixelColor(shot.width() * 3 // 4, shot.height() // 2).blue() == 255


def test_nothing_is_drawn_while_nothing_changes(qtbot, viewport: Viewport, stage: PretendedStage) -> None:
    before = stage.frames
    qtbot.wait(120)
    assert stage.frames == before
    viewport.wake()
    qtbot.wait(80)
    assert stage.frames == before
    assert not viewport._timer.isActive()


def test_a_movement_is_drawn_until_it_rests(qtbot, viewport: Viewport, stage: PretendedStage) -> None:
    before, stage.moves_for = stage.frames, 5
    viewport.wake()
    qtbot.waitUntil(lambda: not viewport._timer.isActive())
    assert stage.frames == before + 5


def test_a_hidden_viewport_draws_nothing(qtbot, viewport: Viewport, stage: PretendedStage) -> None:
    viewport.hide()
    before, stage.stale = stage.frames, True
    viewport.wake()
    qtbot.wait(60)
    assert stage.frames == before
    viewport.show()
    qtbot.waitUntil(lambda: stage.frames > before)


def test_the_pointer_names_and_lights_up_what_it_is_on(qtbot, viewport: Viewport, stage: PretendedStage) -> None:
    seen: list[object] = []
    viewport.hovered.connect(seen.append)
    plain = viewport.grab().toImage()
    qtbot.mouseMove(viewport, QPoint(60, 100))
    assert seen == ["patient.neck"]
    assert ("highlight", "patient.neck") in stage.said
    chip = viewport.grab().toImage()
    assert chip != plain
    qtbot.wait(40)
    qtbot.mouseMove(viewport, QPoint(350, 100))
    assert seen == ["patient.neck", None]


def test_a_thing_without_a_name_is_no_target(qtbot, viewport: Viewport, stage: PretendedStage) -> None:
    viewport.name_things(lambda tag: None)
    with qtbot.waitSignal(viewport.picked) as click:
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(60, 100))
    assert click.args[0] is None
    assert stage.said == []


def test_a_click_says_what_was_hit_and_where(qtbot, viewport: Viewport) -> None:
    with qtbot.waitSignal(viewport.picked) as click:
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(60, 100))
    assert click.args == [Picked("patient.neck", (0, 0, 0)), QPoint(60, 100)]
    with qtbot.waitSignal(viewport.activated) as double:
        qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(60, 100))
    assert double.args[0] == Picked("patient.neck", (0, 0, 0))


@pytest.mark.parametrize(
    ("button", "modifier", "kind"),
    [
        (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, "orbit"),
        (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, "pan"),
        (Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, "pan"),
        (Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, "pan"),
    ],
)
def test_a_drag_moves_the_view_and_is_no_click(qtbot, viewport, stage, button, modifier, kind) -> None:
    clicks: list[object] = []
    viewport.picked.connect(lambda found, at: clicks.append(found))
    qtbot.mousePress(viewport, button, modifier, QPoint(100, 100))
    _move(viewport, QPoint(130, 110), button, modifier)
    qtbot.mouseRelease(viewport, button, modifier, QPoint(130, 110))
    moves = [said for said in stage.said if said[0] in ("orbit", "pan")]
    pixels = viewport.devicePixelRatioF() if kind == "pan" else 1.0  # panning follows the pointer exactly
    assert moves == [(kind, 30.0 * pixels, 10.0 * pixels)]
    assert clicks == []


def _move(viewport: Viewport, to: QPoint, button: Qt.MouseButton, modifier: Qt.KeyboardModifier) -> None:
    at = QPointF(to)
    event = QMouseEvent(QEvent.Type.MouseMove, at, viewport.mapToGlobal(at), button, button, modifier)
    QApplication.sendEvent(viewport, event)


def test_a_trembling_click_is_still_a_click(qtbot, viewport: Viewport, stage: PretendedStage) -> None:
    with qtbot.waitSignal(viewport.picked):
        qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
        _move(viewport, QPoint(101, 101), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(101, 101))


def test_the_wheel_zooms(viewport: Viewport, stage: PretendedStage) -> None:
    at = QPointF(100, 100)
    wheel = QWheelEvent(
        at, viewport.mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, wheel)
    assert ("zoom", 2.0) in stage.said


@pytest.mark.parametrize(
    ("key", "kind"),
    [(Qt.Key.Key_Left, "orbit"), (Qt.Key.Key_Up, "orbit"), (Qt.Key.Key_Plus, "zoom"), (Qt.Key.Key_PageDown, "zoom")],
)
def test_keys_move_the_view(qtbot, viewport: Viewport, stage: PretendedStage, key, kind: str) -> None:
    qtbot.keyClick(viewport, key)
    assert stage.said[0][0] == kind


def test_while_hands_hold_something_pointer_and_keys_move_the_hands(qtbot, viewport, stage) -> None:
    moved: list[tuple[float, float, bool]] = []
    picked: list[object] = []
    viewport.held_moved.connect(lambda *way: moved.append(way))
    viewport.picked.connect(lambda *what: picked.append(what))
    viewport.hold(on=True)
    drag(viewport, LEFT)
    assert moved == [(pytest.approx(0.1), pytest.approx(0.1), False)]
    drag(viewport, LEFT, Qt.KeyboardModifier.ShiftModifier)
    drag(viewport, Qt.MouseButton.RightButton)
    assert [pulling for _, _, pulling in moved] == [False, True, True]
    assert not picked, "a drag is no click"
    assert not [said for said in stage.said if said[0] in ("orbit", "pan")]
    drag(viewport, Qt.MouseButton.MiddleButton)
    assert len(moved) == 3
    assert [said for said in stage.said if said[0] == "orbit"], "the view can still be turned"


def test_a_pointer_that_only_passes_by_moves_no_hands(qtbot, viewport) -> None:
    moved: list[object] = []
    viewport.held_moved.connect(lambda *way: moved.append(way))
    viewport.hold(on=True)
    qtbot.mouseMove(viewport, QPoint(10, 10))
    qtbot.mouseMove(viewport, QPoint(40, 40))
    assert not moved


def test_a_drag_that_outlasts_the_handling_does_not_turn_the_view(viewport, stage) -> None:
    viewport.hold(on=True)
    mouse(viewport, QEvent.Type.MouseButtonPress, QPointF(10, 10), LEFT)
    mouse(viewport, QEvent.Type.MouseMove, QPointF(30, 30), LEFT)
    viewport.hold(on=False)
    mouse(viewport, QEvent.Type.MouseMove, QPointF(90, 90), LEFT)
    assert not [said for said in stage.said if said[0] in ("orbit", "pan")]


def test_other_keys_are_left_to_the_screen(qtbot, viewport: Viewport) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_H, Qt.KeyboardModifier.NoModifier)
    viewport.keyPressEvent(event)
    assert not event.isAccepted()


def test_equipment_is_dropped_on_what_lies_under_it(qtbot, viewport: Viewport) -> None:
    mime = item_mime("collar-regular")
    drop = QDropEvent(
        QPointF(60, 100), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    enter = QDragEnterEvent(
        QPoint(60, 100), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(viewport, enter)
    with qtbot.waitSignal(viewport.dropped) as dropped:
        QApplication.sendEvent(viewport, drop)
    assert dropped.args == ["collar-regular", Picked("patient.neck", (0, 0, 0)), QPoint(60, 100)]


def test_foreign_things_cannot_be_dropped(qtbot, viewport: Viewport) -> None:
    mime = QMimeData()
    mime.setText("a file")
    drop = QDropEvent(
        QPointF(60, 100), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.assertNotEmitted(viewport.dropped):
        viewport.dropEvent(drop)


def test_focus_shows_when_it_came_by_keyboard(viewport: Viewport) -> None:
    plain = viewport.grab().toImage()
    for reason, ring in ((Qt.FocusReason.MouseFocusReason, False), (Qt.FocusReason.TabFocusReason, True)):
        viewport.clearFocus()
        viewport.setFocus(reason)
        QApplication.sendEvent(viewport, QFocusEvent(QEvent.Type.FocusIn, reason))
        assert (viewport.grab().toImage() != plain) is ring


@pytest.mark.parametrize("when", ["frame", "resize"])
def test_a_source_that_can_draw_no_more_leaves_a_sentence(qtbot, viewport: Viewport, stage, monkeypatch, when) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("The renderer gives no picture.")

    monkeypatch.setattr(stage, when, fails)
    with qtbot.waitSignal(viewport.lost) as lost:
        if when == "frame":
            viewport._draw(stage)
        else:
            viewport.resize(viewport.width() + 20, viewport.height())
    assert lost.args == ["The renderer gives no picture."]
    assert not viewport._timer.isActive()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(60, 100))


def test_without_a_stage_one_sentence_stands_there(qtbot, viewport: Viewport) -> None:
    viewport.set_source(None)
    empty = viewport.grab().toImage()
    viewport.say_no_stage("This computer cannot show the room in 3D.")
    assert viewport.grab().toImage() != empty
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(60, 100))
    assert not viewport._timer.isActive()


def test_the_sentence_without_a_stage_is_in_the_language_of_the_screen(qtbot, viewport: Viewport) -> None:
    viewport.set_source(None)
    viewport.say_no_stage("There is no 3D view: none is wanted.")
    viewport.speak("zh")
    chinese = viewport.grab().toImage()
    viewport.speak("en")
    assert viewport.grab().toImage() != chinese
    viewport.say_no_stage("没有三维画面：已设置为不使用。")
    assert viewport.grab().toImage() == chinese
