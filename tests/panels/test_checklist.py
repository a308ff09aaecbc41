"""The body map that stands in for the stage where there is no 3D view."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from simulator.panels.bodymap import parts_of
from simulator.panels.checklist import Checklist
from simulator.presenting.practice import Movement, PressGauge
from tests.panels.bench import Bench
from tests.panels.samples import practice_view


@pytest.fixture
def flat(look: QApplication, qtbot: QtBot) -> Bench:
    checklist = Checklist()
    bench = Bench(qtbot, checklist, flat=True)
    checklist.region_clicked.connect(bench.screen.open_region)
    checklist.item_dropped.connect(lambda item, region, at: bench.screen.use_item(item, region, at))
    return bench


def _checklist(bench: Bench) -> Checklist:
    slot = bench.screen.stage.slot
    assert isinstance(slot, Checklist)
    return slot


@pytest.mark.parametrize("region", ["neck", "chest", "pelvis", "right-arm", "left-arm", "knees", "feet"])
def test_a_click_on_the_body_map_opens_the_region(flat: Bench, region: str) -> None:
    body = _checklist(flat).map
    at = body.place_of(region)
    assert body.region_at(at) == region
    release = QMouseEvent(QMouseEvent.Type.MouseButtonRelease, at, body.mapToGlobal(at), Qt.MouseButton.LeftButton,
                          Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)  # fmt: skip
    body.mouseReleaseEvent(release)
    level = flat.screen.stage.menu.level()
    assert level is not None
    assert level.title == next(found.text for found in practice_view().regions if found.region_id == region)


def test_regions_that_share_a_part_of_the_map_are_all_reached_by_the_list(flat: Bench) -> None:
    assert parts_of("head") == parts_of("face") == ("head",)
    assert set(_checklist(flat).buttons) == {region.region_id for region in practice_view().regions}


def test_the_right_side_of_the_patient_is_at_our_left(flat: Bench) -> None:
    body = _checklist(flat).map
    assert body.place_of("right-arm").x() < body.place_of("left-arm").x()


def test_a_place_that_is_not_on_the_map_has_a_button(flat: Bench) -> None:
    button = _checklist(flat).buttons["back"]
    flat.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert flat.lines() == ["Look and feel"]


def test_equipment_is_dropped_on_the_body_map(flat: Bench) -> None:
    body = _checklist(flat).map
    mime = flat.screen.tray.item_button("straps").drag().mimeData()
    left, copied = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    at = QPointF(body.place_of("chest"))
    body.dropEvent(QDropEvent(at, copied, mime, left, Qt.KeyboardModifier.NoModifier))
    assert flat.orders == [("strap-torso", "r1", {})]


def test_the_body_map_has_no_camera_and_no_see_through(flat: Bench) -> None:
    assert not flat.screen.stage.cameras.isVisible()
    assert not flat.screen.see_button.isVisible()


def test_no_gauge_lies_over_the_list_of_places(flat: Bench) -> None:
    stage, buttons = flat.screen.stage, _checklist(flat).buttons.values()

    def highest_px() -> int:
        QApplication.processEvents()
        return min(button.mapTo(stage, QPoint(0, 0)).y() for button in buttons)

    assert stage.gauge.isVisible()
    assert highest_px() > stage.gauge.geometry().bottom()
    pressed = PressGauge(
        "Compressions", "3 / 30", "depth", 40.0, 54.0, "ok", (50.0, 60.0), "rate", 110.0, "110 /min", "ok",
        (100.0, 120.0), "recoil: full", "ok", None,
    )  # fmt: skip
    flat.screen.show_movement(Movement(press=pressed))
    assert stage.press.isVisible()
    assert highest_px() > stage.press.geometry().bottom()
    low = highest_px()
    flat.screen.show_movement(Movement())
    assert highest_px() == low, "buttons do not jump up and down"
