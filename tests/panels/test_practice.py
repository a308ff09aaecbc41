"""The practice screen by mouse and by keys: menus, choices, equipment, shortcuts, modes, questions."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from simulator.presenting.practice import Actor, LogLine, MenuEntry, Movement, Region, Toast
from tests.panels.bench import Bench, Key
from tests.panels.samples import practice_view, rolling


@pytest.fixture
def bench(look: QApplication, qtbot: QtBot, stage_slot: type[QWidget]) -> Bench:
    slot = stage_slot()
    slot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return Bench(qtbot, slot)


def test_a_digit_orders_what_stands_beside_it(bench: Bench) -> None:
    bench.screen.open_region("neck", bench.centre())
    assert bench.lines() == ["Check for tenderness", "Measure for a collar", "Fit collar", "Let go of the head"]
    bench.type("2")
    assert bench.orders == [("measure-collar", "r1", {})]
    assert not bench.screen.stage.menu.is_open()


def test_choices_are_asked_one_after_the_other_right_and_wrong_ones_alike(bench: Bench) -> None:
    bench.screen.open_region("neck", bench.centre())
    bench.type("3")
    assert bench.lines() == ["Short", "Regular", "Tall"]
    bench.press(Key.Key_Down, Key.Key_Return)
    assert bench.lines() == ["Chin rest in front", "Chin rest behind"]
    assert bench.orders == []
    bench.type("2")
    assert bench.orders == [("fit-collar", "r1", {"size": "regular", "way": "reversed"})]


def test_escape_goes_one_level_back_and_then_away(bench: Bench) -> None:
    bench.screen.open_region("neck", bench.centre())
    bench.type("3")
    bench.press(Key.Key_Escape)
    assert bench.lines()[0] == "Check for tenderness"
    bench.press(Key.Key_Escape)
    assert not bench.screen.stage.menu.is_open()
    assert bench.orders == []


def test_who_does_it_is_asked_where_several_may(bench: Bench) -> None:
    bench.screen.open_region("head", bench.centre())
    bench.type("1")
    assert bench.lines() == ["Rescuer 1", "Rescuer 2", "Rescuer 3"]
    bench.press(Key.Key_Up, Key.Key_Return)
    assert bench.orders == [("look-head", "r3", {})]


def test_everything_can_be_ordered_by_keys_alone(bench: Bench) -> None:
    bench.type("g")
    assert bench.lines()[:3] == ["Head", "Face and mouth", "Neck"]
    bench.type("3")
    bench.press(Key.Key_Return)
    assert bench.orders == [("check-neck", "r1", {})]


def test_tab_stays_inside_an_open_menu(bench: Bench) -> None:
    bench.screen.open_region("neck", bench.centre())
    for _ in range(5):
        bench.press(Key.Key_Tab)
    rows = bench.screen.stage.menu.rows()
    assert [row.hasFocus() for row in rows] == [False, True, False, False]


def test_letters_do_nothing_behind_an_open_menu(bench: Bench) -> None:
    bench.screen.open_region("neck", bench.centre())
    bench.type("hxb")
    bench.press(Key.Key_Escape)
    assert bench.said == []
    assert bench.orders == []
    bench.type("h")
    assert bench.said == [("hint_asked", None)]


@pytest.mark.parametrize("at", [(-500, -500), (5000, 5000), (930, 560)])
def test_a_menu_lies_wholly_on_the_stage(bench: Bench, at: tuple[int, int]) -> None:
    stage = bench.screen.stage
    bench.screen.open_region("neck", stage.mapToGlobal(QPoint(*at)))
    assert stage.rect().contains(stage.menu.geometry())
    bench.screen.resize(1024, 680)
    QApplication.processEvents()
    assert stage.menu.is_open()
    assert stage.rect().contains(stage.menu.geometry())


def test_a_long_list_of_places_scrolls_to_the_one_that_is_marked(bench: Bench) -> None:
    bench.screen.resize(1024, 500)
    bench.type("g")
    for _ in range(11):
        bench.press(Key.Key_Down)
    rows, menu = bench.screen.stage.menu.rows(), bench.screen.stage.menu
    assert rows[-1].hasFocus()
    assert menu.rect().contains(rows[-1].mapTo(menu, rows[-1].rect().center()))


def test_an_item_that_is_dropped_is_used_at_once_where_nothing_is_left_to_ask(bench: Bench) -> None:
    bench.screen.use_item("straps", "chest", bench.centre())
    assert bench.orders == [("strap-torso", "r1", {})]
    bench.screen.use_item("collar", "neck", bench.centre())
    assert bench.lines() == ["Short", "Regular", "Tall"]


def test_an_item_is_brought_to_a_person_who_can_use_it(bench: Bench) -> None:
    gown = MenuEntry("put-on-gown", "Put the gown on", (), (Actor("leader", "You"),), item="collar")
    other = MenuEntry("rub-hands", "Clean your hands", (), (Actor("leader", "You"),))
    bench.screen.show_view(replace(practice_view(), people=(Region("leader", "You", (gown, other)),)))
    bench.screen.toggle_item("collar")
    bench.screen.open_person("leader", bench.centre())
    assert bench.orders == [("put-on-gown", "leader", {})]
    bench.screen.toggle_item("straps")
    bench.screen.open_person("leader", bench.centre())
    assert bench.lines() == ["Put the gown on", "Clean your hands"]
    assert not bench.screen.is_for("leader", "straps")
    assert not bench.screen.is_for("nobody", "collar")


def test_an_item_with_no_use_there_says_so(bench: Bench) -> None:
    bench.screen.use_item("collar", "chest", bench.centre())
    assert bench.orders == []
    assert bench.screen.stage.toast.text == "Collar has no use here. It is for: Neck."


def test_what_is_used_on_the_floor_only_says_so_in_hand(bench: Bench) -> None:
    check = MenuEntry("check-order", "Check the order", (), (Actor("leader", "You"),), item="collar")
    bench.screen.show_view(replace(practice_view(), regions=(Region("ground", "Beside the patient", (check,)),)))
    bench.screen.toggle_item("collar")
    said = "Collar in hand: click where you use it. Esc puts it down. It is for: Beside the patient."
    assert bench.screen.stage.toast.text == said
    bench.screen.click_nowhere("ground", bench.centre())
    assert bench.orders == [("check-order", "leader", {})]


def test_a_clicked_item_is_in_hand_until_it_is_used_or_put_down(bench: Bench) -> None:
    collar = bench.screen.tray.item_button("collar")
    bench.qtbot.mouseClick(collar, Qt.MouseButton.LeftButton)
    assert collar.isChecked()
    assert bench.screen.stage.toast.text.startswith("Collar in hand")
    bench.press(Key.Key_Escape)
    assert not collar.isChecked()
    bench.qtbot.mouseClick(collar, Qt.MouseButton.LeftButton)
    bench.screen.open_region("neck", bench.centre())
    assert bench.lines() == ["Short", "Regular", "Tall"]
    assert bench.said == [("item_held", "collar"), ("item_held", ""), ("item_held", "collar"), ("item_held", "")]


@pytest.mark.parametrize("how", ["double click", "enter", "space"])
def test_an_item_asks_where_and_offers_only_places_where_it_is_of_use(bench: Bench, how: str) -> None:
    button = bench.screen.tray.item_button("long-board")
    if how == "double click":
        bench.qtbot.mouseDClick(button, Qt.MouseButton.LeftButton)
    else:
        bench.qtbot.keyClick(button, Key.Key_Return if how == "enter" else Key.Key_Space)
    assert bench.lines() == ["Chest"]
    bench.type("11")
    assert bench.orders == [("place-board", "r3", {})]


def test_commands_have_buttons_and_keys(bench: Bench) -> None:
    bench.type("b")
    bench.qtbot.mouseClick(bench.screen.tray.command_button("ready"), Qt.MouseButton.LeftButton)
    assert bench.orders == [("brief-team", "", {}), ("ready", "", {})]
    bench.type("l")
    assert bench.lines() == ["Level, feet leading", "By shoulders and legs"]
    bench.type("2")
    assert bench.orders[-1] == ("lift", "", {"way": "shoulders"})


def test_stop_works_by_space_only_while_something_moves(bench: Bench) -> None:
    bench.press(Key.Key_Space)
    assert bench.orders == []
    view = practice_view()
    moving = tuple(replace(entry, enabled=True) if entry.action_id == "stop" else entry for entry in view.commands)
    bench.screen.show_view(replace(view, commands=moving, movement=rolling()))
    bench.press(Key.Key_Space)
    assert bench.orders == [("stop", "", {})]


def test_views_have_digits_while_no_menu_is_open(bench: Bench) -> None:
    bench.type("3")
    assert bench.said == [("camera_chosen", "side")]
    bench.qtbot.mouseClick(bench.screen.stage.cameras.findChildren(QPushButton)[3], Qt.MouseButton.LeftButton)
    assert bench.said[-1] == ("camera_chosen", "top")


@pytest.mark.parametrize("button", ["a view", "hint", "see-through"])
def test_an_open_menu_keeps_its_keys_when_another_button_is_clicked(bench: Bench, button: str) -> None:
    screen = bench.screen
    bench.type("g")
    bench.press(Key.Key_Down)
    marked = QApplication.focusWidget()
    clicked = {"a view": screen.stage.cameras.findChildren(QPushButton)[3], "hint": screen.hint_button}
    bench.qtbot.mouseClick(clicked.get(button, screen.see_button), Qt.MouseButton.LeftButton)
    assert bench.said, "the button did what it does"
    assert QApplication.focusWidget() is marked
    bench.press(Key.Key_Escape)
    assert not screen.stage.menu.is_open()


def test_see_through_is_told_with_its_new_state(bench: Bench) -> None:
    bench.type("x")
    bench.type("x")
    assert bench.said == [("see_through_toggled", True), ("see_through_toggled", False)]


def test_assess_takes_away_help_even_if_the_view_still_holds_it(bench: Bench) -> None:
    bench.screen.show_view(practice_view(mode="assess", hint="Hold the head.", toast=Toast(9, "Wrong.", "bad")))
    screen = bench.screen
    for helping in (screen.hint_button, screen.see_button, screen.stage.gauge, screen.stage.hint, screen.side.steps):
        assert not helping.isVisible()
    assert screen.stage.toast.text != "Wrong."
    assert screen.side.goal.text() == "Assessment"
    screen.show_movement(rolling())
    for helping in (screen.stage.gauge, screen.stage.chart, screen.stage.handling.pad):
        assert not helping.isVisible()
    assert screen.stage.handling.stop.isVisible()
    screen.show_movement(Movement())
    bench.type("hx")
    assert bench.said == []
    assert screen.stage.monitor.isVisible()


def test_what_the_patient_says_is_heard_in_assess_too(bench: Bench) -> None:
    bench.screen.show_view(practice_view(mode="assess", toast=Toast(5, "My neck hurts.")))
    assert bench.screen.stage.toast.text == "My neck hurts."
    assert bench.screen.stage.toast.isVisible()


@pytest.mark.parametrize("mode", ["learn", "practise"])
def test_learn_and_practise_show_steps_goal_gauge_and_toast(bench: Bench, mode: str) -> None:
    bench.screen.show_view(practice_view(mode=mode, hint="Hold the head."))
    screen = bench.screen
    for shown in (screen.hint_button, screen.see_button, screen.stage.gauge, screen.stage.hint, screen.side.steps):
        assert shown.isVisible()
    assert screen.stage.toast.text.startswith("Not yet")
    assert set(screen.side.steps.rows) >= {"scene-safe", "csm-again"}


def test_the_step_that_comes_next_is_scrolled_into_view(bench: Bench) -> None:
    view = practice_view()
    phases = tuple(
        replace(
            phase,
            steps=tuple(replace(line, state="next" if line.step_id == "csm-again" else "done") for line in phase.steps),
        )
        for phase in view.phases
    )
    bench.screen.show_view(replace(view, phases=phases))
    QApplication.processEvents()
    steps = bench.screen.side.steps
    row = steps.rows["csm-again"]
    assert steps.viewport().rect().contains(row.mapTo(steps.viewport(), row.rect().center()))


def test_the_step_that_comes_next_stays_in_view_in_another_language(bench: Bench) -> None:
    for language in ("en", "zh", "en"):
        view = practice_view(language)
        lines = [replace(line, state="done") for phase in view.phases for line in phase.steps]
        lines[-1] = replace(lines[-1], state="next")
        steps = iter(lines)
        phases = tuple(replace(phase, steps=tuple(next(steps) for _ in phase.steps)) for phase in view.phases)
        bench.screen.show_view(replace(view, phases=phases))
        for _ in range(3):
            QApplication.processEvents()
        port, row = bench.screen.side.steps.viewport(), bench.screen.side.steps.rows["csm-again"]
        assert port.rect().contains(row.mapTo(port, row.rect().center())), language


def test_only_new_log_lines_are_made(bench: Bench) -> None:
    from simulator.panels.sidepanel import LogRow

    before = bench.screen.side.findChildren(LogRow)
    view = practice_view()
    bench.screen.show_view(replace(view, log=(LogLine("2:15", "You asked whether everyone is ready"), *view.log)))
    after = bench.screen.side.findChildren(LogRow)
    assert len(after) == len(before) + 1
    assert set(map(id, before)) <= set(map(id, after))


def test_finishing_early_asks_and_a_complete_session_does_not(bench: Bench) -> None:
    bench.screen.finish_button.click()
    bench.press(Key.Key_Return)  # the focus is on "Go on"
    assert bench.said == []
    bench.screen.finish_button.click()
    bench.press(Key.Key_Tab, Key.Key_Return)
    assert bench.said == [("finish_asked", None)]
    bench.screen.show_view(practice_view(complete=True))
    bench.screen.finish_button.click()
    assert bench.said == [("finish_asked", None)] * 2


@pytest.mark.parametrize("key", [Key.Key_F1, Key.Key_Question])
def test_the_page_of_keys_opens_and_closes(bench: Bench, key: Key) -> None:
    bench.press(key)
    assert bench.screen._sheet is not None
    bench.type("h")
    assert bench.said == []
    bench.press(Key.Key_Escape)
    assert bench.screen._sheet is None
    bench.type("h")
    assert bench.said == [("hint_asked", None)]


def test_the_language_changes_everything_at_run_time(bench: Bench) -> None:
    bench.screen.show_view(practice_view("zh"))
    screen = bench.screen
    assert screen.finish_button.text() == "结束"
    assert screen.hint_button.text() == "提示"
    assert screen.side.now_title.text() == "当前"
    assert screen.tray.team_title.text() == "团队"
    assert screen.tray.command_button("ready").text() == "都准备好了吗？"
    assert screen.side.steps.rows["neck"].line.text == "查看并触诊颈部"
    screen.show_view(practice_view("en"))
    assert screen.finish_button.text() == "Finish"


def test_the_same_view_again_changes_no_widget(bench: Bench) -> None:
    before = [id(child) for child in bench.screen.findChildren(QWidget)]
    bench.screen.show_view(practice_view())
    assert [id(child) for child in bench.screen.findChildren(QWidget)] == before


def test_tab_reaches_every_part_of_the_screen(bench: Bench) -> None:
    screen = bench.screen
    wanted = {screen.hint_button, screen.finish_button, screen.tray.item_button("collar"),
              screen.tray.command_button("ready"), *screen.stage.cameras.findChildren(QPushButton)}  # fmt: skip
    reached = set()
    for _ in range(60):
        bench.press(Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert wanted <= reached


def test_everything_that_can_be_focused_has_a_name(bench: Bench) -> None:
    for button in bench.screen.findChildren(QPushButton):
        if button.isVisible():
            assert button.accessibleName() or button.text()


def test_an_entry_that_is_greyed_out_is_not_offered(bench: Bench) -> None:
    view = practice_view()
    off = MenuEntry("press", "Press", enabled=False, actors=(Actor("r1", "R1"),))
    regions = tuple(replace(region, entries=(off,)) for region in view.regions)
    bench.screen.show_view(replace(view, regions=regions))
    bench.screen.open_region("neck", bench.centre())
    assert bench.lines() == []
    assert [row.text() for row in bench.screen.stage.menu.rows()] == ["Nothing can be done here."]


@pytest.mark.parametrize("mode", ["practise", "assess"])
def test_the_page_of_keys_names_only_keys_that_work(bench: Bench, mode: str) -> None:
    bench.screen.show_view(practice_view(mode=mode))
    bench.screen.show_help()
    assert bench.screen._sheet is not None
    texts = {label.text() for label in bench.screen._sheet.findChildren(QLabel)}
    assert "Stop a movement" in texts
    assert ({"Hint", "See-through"} <= texts) is (mode == "practise")
    assert not ({"Hint", "See-through"} & texts) or mode == "practise"


def test_every_part_that_tab_reaches_shows_that_it_has_the_focus(bench: Bench) -> None:
    bench.press(Key.Key_Tab)
    first = QApplication.focusWidget()
    for _ in range(60):
        widget = QApplication.focusWidget()
        assert widget is not None
        if not isinstance(widget, type(bench.screen.stage.slot)):  # a stage of these tests only
            with_focus = widget.grab().toImage()
            widget.clearFocus()
            QApplication.processEvents()
            assert widget.grab().toImage() != with_focus, widget
            widget.setFocus(Qt.FocusReason.TabFocusReason)
        bench.press(Key.Key_Tab)
        if QApplication.focusWidget() is first:
            return
    raise AssertionError("Tab never came round")
