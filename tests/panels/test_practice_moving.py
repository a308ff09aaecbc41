"""The practice screen while something goes on, and what is dropped over its cards."""

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from simulator.panels.carrying import item_mime, item_of
from simulator.panels.livechart import ChartCard
from simulator.presenting.practice import ChartLine, Going, LiveChart, Movement, Toast
from tests.panels.bench import Bench
from tests.panels.samples import practice_view, rolling


@pytest.fixture
def bench(look: QApplication, qtbot: QtBot, stage_slot: type[QWidget]) -> Bench:
    slot = stage_slot()
    slot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return Bench(qtbot, slot)


def test_while_the_hands_are_busy_only_the_card_of_the_movement_lies_below_the_patient(bench: Bench) -> None:
    bench.screen.show_view(practice_view(hint="Hold the head."))
    stage = bench.screen.stage
    making_room = (stage.toast, stage.hint, stage.cameras)
    assert all(card.isVisible() for card in making_room)
    bench.screen.show_movement(rolling())
    assert not any(card.isVisible() for card in making_room)
    assert stage.handling.geometry().bottom() > stage.height() - 24
    assert stage.handling.geometry().top() > stage.height() * 0.7
    for card in (stage.chart, stage.gauge, stage.monitor):
        assert not card.geometry().intersects(stage.handling.geometry())
    assert not stage.chart.geometry().intersects(stage.gauge.geometry())
    told = replace(practice_view(movement=rolling(), hint="Hold the head."), toast=Toast(90, "That went well."))
    bench.screen.show_view(told)
    assert not stage.toast.isVisible(), "what is said meanwhile waits"
    bench.screen.show_movement(Movement())
    assert all(card.isVisible() for card in making_room)
    assert stage.toast.text == "That went well."


@pytest.mark.parametrize("at", [(200, 250), (480, 260), (600, 240)])
def test_a_menu_covers_no_more_of_the_patient_than_it_must(bench: Bench, at: tuple[int, int]) -> None:
    stage = bench.screen.stage
    patient = QRect(150, 210, 500, 110)
    stage.menu.keep_clear(patient)
    bench.screen.open_region("neck", stage.mapToGlobal(QPoint(*at)))
    assert stage.rect().contains(stage.menu.geometry())
    covered = stage.menu.geometry().intersected(patient)
    assert covered.width() * covered.height() < 0.05 * patient.width() * patient.height()
    assert not stage.menu.geometry().contains(QPoint(*at))


class Catching(QWidget):
    """A stage that remembers what is dropped on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.caught: list[tuple[str | None, QPoint]] = []

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.caught.append((item_of(event.mimeData()), event.position().toPoint()))


def test_an_item_that_is_dropped_on_an_open_menu_falls_on_the_stage_beneath(look: QApplication, qtbot: QtBot) -> None:
    stage = Catching()
    bench = Bench(qtbot, stage)
    bench.screen.open_region("neck", bench.centre())
    area = bench.screen.stage
    at = area.menu.geometry().center()
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    mime = item_mime("collar")
    # Qt offers a drag to the widget under the pointer first, then to its parents.
    under: QWidget | None = area.childAt(at)
    while under is not None and not under.acceptDrops():
        under = under.parentWidget()
    assert under is area
    QApplication.sendEvent(area, QDragEnterEvent(at, copy, mime, left, plain))
    QApplication.sendEvent(area, QDropEvent(QPointF(at), copy, mime, left, plain))
    assert stage.caught == [("collar", at)]


def test_an_angle_that_rounds_to_nothing_has_no_sign(look: QApplication, qtbot: QtBot) -> None:
    card = ChartCard()
    qtbot.addWidget(card)
    card.show_chart(LiveChart("Motion", (ChartLine("side", ((0.0, -0.04),), 3.0),), 0.0, 10.0))
    assert card.accessibleName() == "Motion, side 0.0°"


@pytest.mark.parametrize("height", [680, 800])
def test_cards_do_not_stack_up_over_the_patient_in_a_small_window(bench: Bench, height: int) -> None:
    """What goes on stands beside the monitor; on the smallest stage the hint waits until the toast was read."""
    bench.screen.resize(1024 if height == 680 else 1280, height)
    going = Movement(going=(Going("Fit the collar", 0.4, 3.0),))
    bench.screen.show_view(practice_view(hint="Hold the head.", movement=going))
    QApplication.processEvents()
    stage = bench.screen.stage
    assert stage.handling.isVisible()
    assert stage.toast.isVisible()
    shown = [
        card for card in (stage.monitor, stage.handling, stage.toast, stage.hint, stage.cameras) if card.isVisible()
    ]
    for one, other in combinations(shown, 2):
        assert not one.geometry().intersects(other.geometry())
    assert stage.handling.geometry().bottom() < 0.25 * stage.height()
    assert min(card.y() for card in (stage.toast, stage.cameras)) > 0.6 * stage.height()
    stage.say_locally("", "")
    assert stage.hint.isVisible()
    assert stage.hint.y() > 0.6 * stage.height()
