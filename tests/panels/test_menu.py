"""Long menus: a key for every line, columns, and what was asked about in sight."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from simulator.panels.checklist import Checklist
from simulator.panels.menu import ActionMenu
from simulator.panels.menukeys import SHIFT, key_of, keys_for
from simulator.panels.menurow import Line, MenuRow
from simulator.presenting.practice import MenuEntry, Region
from tests.panels.bench import Bench, Key
from tests.panels.samples import practice_view

NONE, SHIFTED = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def bench(look: QApplication, qtbot: QtBot, stage_slot: type[QWidget]) -> Bench:
    slot = stage_slot()
    slot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return Bench(qtbot, slot)


def long_list(bench: Bench, count: int, at: QPoint | None = None, words: str = "Lower the needle, way") -> None:
    entries = tuple(MenuEntry(f"do-{number}", f"{words} {number}") for number in range(count))
    view = practice_view(regions=(Region("arms", "Arms", entries),))
    bench.screen.show_view(view)
    bench.screen.open_region("arms", bench.screen.stage.mapToGlobal(at or QPoint(500, 260)))
    QApplication.processEvents()


def key_event(key: Key, modifiers: Qt.KeyboardModifier = NONE, text: str = "", held: bool = False) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text, held)


def test_every_line_has_a_key_of_its_own_and_none_of_the_screens_letters() -> None:
    taken = frozenset("HXGBERTL")
    keys = keys_for(41, taken)
    assert keys[:10] == tuple("1234567890")
    assert len(set(keys)) == 41
    assert "" not in keys
    assert not taken & set(keys)
    assert keys_for(22, taken) == keys[:22], "a line keeps its key however many follow"
    assert keys_for(80, taken)[-1] == ""


def test_a_letter_is_the_same_with_caps_lock_and_another_one_with_shift_or_control() -> None:
    assert key_of(key_event(Key.Key_C, text="C")) == key_of(key_event(Key.Key_C, text="c")) == "C"
    assert key_of(key_event(Key.Key_C, SHIFTED, "C")) == SHIFT + "C"
    assert key_of(key_event(Key.Key_C, Qt.KeyboardModifier.ControlModifier)) == ""
    assert key_of(key_event(Key.Key_7, Qt.KeyboardModifier.KeypadModifier, "7")) == "7"
    assert key_of(key_event(Key.Key_F5)) == ""


@pytest.mark.parametrize(("count", "line"), [(14, 10), (22, 21), (41, 40)])
def test_lines_beyond_the_tenth_are_ordered_by_their_letters(bench: Bench, count: int, line: int) -> None:
    long_list(bench, count)
    key = bench.screen.stage.menu.rows()[line].key
    letter = key.removeprefix(SHIFT)
    bench.qtbot.keyClick(QApplication.focusWidget(), letter.lower(), SHIFTED if key.startswith(SHIFT) else NONE)
    assert bench.orders == [(f"do-{line}", "", {})]


def test_a_letter_that_no_line_has_does_nothing(bench: Bench) -> None:
    long_list(bench, 12)
    bench.type("zq")
    assert bench.orders == []
    assert bench.screen.stage.menu.is_open()


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
@pytest.mark.parametrize("count", [14, 17, 22])
def test_a_long_menu_leaves_what_was_clicked_and_the_face_in_sight(
    bench: Bench, count: int, size: tuple[int, int]
) -> None:
    bench.screen.resize(*size)
    QApplication.processEvents()
    menu, stage = bench.screen.stage.menu, bench.screen.stage
    middle = stage.rect().center()
    patient = QRect(middle.x() - 160, middle.y() - 20, 320, 70)
    arm, face = QRect(middle.x(), middle.y(), 110, 40), QRect(middle.x() + 110, middle.y() - 10, 50, 40)
    menu.keep_clear(patient, (arm, face))
    long_list(bench, count, arm.center())
    box = menu.geometry()
    assert stage.rect().contains(box)
    for dear in (arm, face):
        covered = box.intersected(dear)
        assert covered.width() * covered.height() <= 0.05 * dear.width() * dear.height()
    rows = menu.rows()
    assert all(menu.rect().contains(QRect(row.mapTo(menu, QPoint()), row.size())) for row in rows), "nothing scrolls"
    boxes = [QRect(row.mapTo(menu, QPoint()), row.size()) for row in rows]
    assert not any(one.intersects(other) for one in boxes for other in boxes if one is not other)
    assert all(row.wide_px(dense=True) <= row.width() for row in rows), "no text is cut short"


def test_what_does_not_fit_in_columns_is_reached_by_scrolling(bench: Bench) -> None:
    bench.screen.resize(1024, 680)
    long_list(bench, 41, words="A line so long that three of them never stand side by side on a small stage, number")
    menu = bench.screen.stage.menu
    bench.press(Key.Key_Up)
    last = menu.rows()[-1]
    assert last.hasFocus()
    assert menu.rect().contains(last.mapTo(menu, last.rect().center()))


def test_arrows_go_from_column_to_column_and_back_out(bench: Bench) -> None:
    long_list(bench, 22)
    rows = bench.screen.stage.menu.rows()
    column = [row.x() for row in rows]
    beside = next(number for number, x in enumerate(column) if x > column[0])
    bench.press(Key.Key_Down, Key.Key_Right)
    assert rows[beside + 1].hasFocus()
    bench.press(Key.Key_End, Key.Key_Right)
    assert rows[-1].hasFocus(), "an arrow orders nothing"
    assert bench.orders == []
    bench.press(Key.Key_Home, Key.Key_Left)
    assert not bench.screen.stage.menu.is_open()


def test_a_key_that_is_held_answers_one_question_only(bench: Bench) -> None:
    bench.screen.open_region("neck", bench.centre())
    bench.type("3")
    for key, text in ((Key.Key_1, "1"), (Key.Key_Return, "\r")):
        QApplication.sendEvent(QApplication.focusWidget(), key_event(key, text=text, held=True))
    assert bench.lines() == ["Short", "Regular", "Tall"]


def test_a_pointer_that_rests_does_not_mark_another_line(bench: Bench) -> None:
    bench.screen.open_region("neck", bench.centre())
    rows = bench.screen.stage.menu.rows()
    at = QPointF(rows[2].rect().center())
    QApplication.sendEvent(rows[2], QEnterEvent(at, at, QPointF(rows[2].mapToGlobal(at))))
    assert rows[0].hasFocus()
    bench.qtbot.mouseMove(rows[2], QPoint(20, 10))
    bench.qtbot.mouseMove(rows[2], QPoint(22, 11))
    assert rows[2].hasFocus()


def test_a_text_that_is_cut_short_is_whole_in_the_tool_tip(look: QApplication, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    row = MenuRow(Line("Check breathing, straps and pain again", True, lambda: None), "7", ActionMenu(host), host)
    for wide, told in ((120, row.text()), (600, "")):
        row.lie(QRect(0, 0, wide, 30), dense=False)
        assert row.toolTip() == told


def test_the_second_half_of_a_double_click_answers_no_question(bench: Bench) -> None:
    left, app = Qt.MouseButton.LeftButton, QApplication
    waits_ms = app.doubleClickInterval()
    try:
        bench.screen.open_region("neck", bench.centre())
        menu = bench.screen.stage.menu
        app.setDoubleClickInterval(0)
        bench.qtbot.wait(2)
        bench.qtbot.mouseClick(menu.rows()[2], left)
        assert bench.lines() == ["Short", "Regular", "Tall"]
        app.setDoubleClickInterval(60_000)
        bench.qtbot.mouseClick(menu.rows()[1], left)
        bench.qtbot.mouseDClick(menu.rows()[1], left)
        assert bench.lines() == ["Short", "Regular", "Tall"]
        app.setDoubleClickInterval(0)
        bench.qtbot.mouseClick(menu.rows()[1], left)
        assert bench.lines() == ["Chin rest in front", "Chin rest behind"]
    finally:
        app.setDoubleClickInterval(waits_ms)
    assert bench.orders == []


def test_who_works_by_keys_sees_the_focus_when_a_menu_goes_away(
    look: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = Checklist()
    bench = Bench(qtbot, slot, flat=True)
    qtbot.waitUntil(bench.screen.isActiveWindow)
    bench.type("g")
    bench.press(Key.Key_Escape)
    assert slot.hasFocus()
    assert slot._ring
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 0)
    bench.screen.open_region("neck", bench.centre())
    qtbot.wait(2)
    qtbot.mouseClick(bench.screen.stage.menu.rows()[0], Qt.MouseButton.LeftButton)
    assert bench.orders
    assert slot.hasFocus()
    assert not slot._ring, "who clicked knows where they are"
