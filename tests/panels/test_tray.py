"""The bar below the stage: equipment and the words to the team, each in its place and readable."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from simulator.panels.equipment import ICON_PX, LINE_PX
from simulator.panels.window import SMALLEST_PX
from simulator.presenting.dragging import ITEM_MIME
from simulator.presenting.practice import MenuEntry, TrayItem
from tests.panels.bench import Bench
from tests.panels.samples import practice_view


@pytest.fixture
def bench(look: QApplication, qtbot: QtBot, stage_slot: type[QWidget]) -> Bench:
    slot = stage_slot()
    slot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return Bench(qtbot, slot)


def test_a_drag_carries_the_item(bench: Bench) -> None:
    carried = bench.screen.tray.item_button("head-blocks").drag()
    assert bytes(carried.mimeData().data(ITEM_MIME).data()) == b"head-blocks"
    assert not carried.pixmap().isNull()


def test_commands_that_do_not_fit_are_behind_more(bench: Bench) -> None:
    many = tuple(MenuEntry(f"order-{number}", f"A rather long order {number}") for number in range(14))
    bench.screen.show_view(practice_view(commands=many))
    QApplication.processEvents()
    team = bench.screen.tray.team
    assert team.hidden
    bench.qtbot.mouseClick(team.more, Qt.MouseButton.LeftButton)
    assert len(team.shown) + len(team.hidden) == 14
    assert bench.lines() == [entry.text for entry in many[len(team.shown) :]]
    bench.type("2")
    assert bench.orders == [(many[len(team.shown) + 1].action_id, "", {})]


def test_the_word_that_stops_a_movement_is_never_behind_more(bench: Bench) -> None:
    many = tuple(MenuEntry(f"order-{number}", f"A rather long order {number}") for number in range(14))
    bench.screen.show_view(practice_view(commands=(*many, MenuEntry("stop", "Stop", key="Space"))))
    tray = bench.screen.tray
    QApplication.processEvents()
    assert tray.team.hidden
    assert tray.command_button("stop").isVisible()
    assert tray.team.rect().contains(tray.command_button("stop").geometry())
    assert tray.team.rect().contains(tray.team.more.geometry())


def places(bench: Bench) -> list[tuple[str, QPoint]]:
    QApplication.processEvents()
    return [(button.text(), button.pos()) for button in bench.screen.tray.team.shown]


@pytest.mark.parametrize("count", [7, 12, 20])
def test_buttons_of_the_team_never_change_places(bench: Bench, count: int) -> None:
    def commands(wanted: int, can_stop: bool) -> tuple[MenuEntry, ...]:
        told = [MenuEntry(f"o{n}", f"A rather long order {n}", primary=n == wanted) for n in range(count)]
        return (*told[:4], MenuEntry("stop", "Stop", key="Space", enabled=can_stop), *told[4:])

    bench.screen.show_view(practice_view(commands=commands(0, False)))
    first = places(bench)
    assert first
    for wanted in range(count):
        for can_stop in (True, False):
            bench.screen.show_view(practice_view(commands=commands(wanted, can_stop)))
            assert places(bench) == first
    assert bench.screen.tray.command_button("stop").isVisible()


def test_more_is_marked_while_the_next_command_is_behind_it(bench: Bench) -> None:
    def learn(wanted: int) -> tuple[MenuEntry, ...]:
        return tuple(MenuEntry(f"o{n}", f"A rather long order {n}", primary=n == wanted) for n in range(20))

    team = bench.screen.tray.team
    for wanted, kind in ((0, "quiet"), (19, "primary"), (1, "quiet")):
        bench.screen.show_view(practice_view(commands=learn(wanted)))
        QApplication.processEvents()
        assert team.hidden
        assert team.more.property("kind") == kind


def test_every_command_and_switch_is_whole_in_the_smallest_window(bench: Bench) -> None:
    bench.screen.resize(*SMALLEST_PX)
    bench.screen.show_view(
        practice_view(title="Adult resuscitation with an AED", subtitle="Cardiac arrest · 30:2 · two")
    )
    QApplication.processEvents()
    screen = bench.screen
    for button in screen.top.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.text()
    tray = screen.tray
    for made in (*tray.team.shown, tray.team.more, *tray.equipment.shown):
        if made.isVisible():
            box = QRect(made.mapTo(screen, QPoint()), made.size())
            assert tray.rect().contains(box.translated(-tray.mapTo(screen, QPoint())))
            assert made.parentWidget().rect().contains(made.geometry())


def test_equipment_that_was_taken_out_is_marked_and_told_and_does_not_fade(bench: Bench) -> None:
    def shot(used: bool) -> QImage:
        items = tuple(replace(item, used=used) for item in practice_view().items)
        bench.screen.show_view(practice_view(items=items))
        QApplication.processEvents()
        return bench.screen.tray.item_button("collar").grab().toImage()

    fresh, taken = shot(False), shot(True)
    button = bench.screen.tray.item_button("collar")
    assert "taken out" in button.toolTip()
    assert "taken out" in button.accessibleName()
    assert button.isEnabled()
    changed = [
        (x, y) for x in range(fresh.width()) for y in range(fresh.height()) if fresh.pixel(x, y) != taken.pixel(x, y)
    ]
    assert changed
    name_top = ICON_PX + 2
    assert max(y for _, y in changed) < name_top, "its name stays as readable as it was"
    assert len(changed) < 0.2 * ICON_PX * ICON_PX, "a mark on a corner, no veil"


def test_a_double_click_on_a_command_says_it_once(bench: Bench) -> None:
    button, left = bench.screen.tray.command_button("ready"), Qt.MouseButton.LeftButton
    bench.qtbot.mouseClick(button, left)
    bench.qtbot.mouseDClick(button, left)
    assert bench.orders == [("ready", "", {})]


def test_a_long_name_behind_more_takes_no_room(bench: Bench) -> None:
    """The card is as high as what stands in it, and what stands alone stands in its middle."""
    bench.screen.resize(*SMALLEST_PX)
    short = tuple(TrayItem(f"item-{number}", "Pad") for number in range(12))
    tray = bench.screen.tray

    def height(items: tuple[TrayItem, ...]) -> int:
        bench.screen.show_view(practice_view(items=items))
        QApplication.processEvents()
        assert tray.equipment.hidden
        return tray.height()

    low = height(short)
    assert height((*short[:-1], replace(short[-1], text="Skin disinfectant"))) == low
    assert height((replace(short[0], text="Skin disinfectant"), *short[1:])) == low + LINE_PX


def test_few_things_stand_in_the_middle_of_their_card(bench: Bench) -> None:
    bench.screen.resize(1280, 800)
    many = tuple(MenuEntry(f"order-{number}", f"A rather long order {number}") for number in range(14))
    bench.screen.show_view(practice_view(items=(TrayItem("pad", "Pad"), TrayItem("mask", "Mask")), commands=many))
    QApplication.processEvents()
    tray = bench.screen.tray
    assert tray.team.rows == 3
    card = tray.equipment.parentWidget()
    above = tray.equipment.y() - tray.equipment_title.geometry().bottom()
    below = card.height() - tray.equipment.geometry().bottom()
    assert abs(above - below) <= 8
    assert tray.height() < 160
