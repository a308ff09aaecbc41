"""The author's window with its stage: saving shows at once, errors keep the last good version, the mouse writes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from simulator.app.authoring import AuthorRoom
from simulator.panels.parts import KeyButton
from simulator.paths import scenes_dir

SCENE = "spinal-transport"


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[AuthorRoom]:
    monkeypatch.setenv("MANIKIN_HOME", str(tmp_path / "home"))
    shutil.copytree(scenes_dir() / SCENE, tmp_path / SCENE)
    made = AuthorRoom(qapp, tmp_path / SCENE / "scene.yaml")
    made.window.resize(1280, 800)
    made.window.show()
    qtbot.waitUntil(lambda: not made._proving, timeout=20_000)
    yield made
    made.window.close()
    made.window.deleteLater()  # or the window, and with it the room, stays in the memory of all later tests


def save(room: AuthorRoom, old: str, new: str, by_replacing: bool = False) -> None:
    text = room.file.read_text(encoding="utf-8")
    assert old in text
    target = room.file.with_suffix(".aside") if by_replacing else room.file
    target.write_text(text.replace(old, new, 1), encoding="utf-8")
    if by_replacing:
        target.replace(room.file)


def test_a_save_is_shown_and_keeps_the_camera(room: AuthorRoom, qtbot: QtBot) -> None:
    assert room.stage.view is not None
    room.stage.view.orbit(40, 10)
    before = room.stage.view.rig.view
    for number, by_replacing in enumerate((False, True)):
        x_m = f"-0.{number + 1}1"
        with qtbot.waitSignal(room.reloaded, timeout=20_000):
            save(room, "wait-1: {x_m: -0." + ("05" if number == 0 else "11"), f"wait-1: {{x_m: {x_m}", by_replacing)
        assert room.scene is not None
        assert room.scene.stations["wait-1"].x_m == float(x_m)
        assert room.stage.theatre is not None
        assert room.stage.theatre.scene.stations["wait-1"].x_m == float(x_m)
        assert room.stage.view.rig.view == before


def test_a_broken_file_keeps_the_last_good_version_and_says_where(room: AuthorRoom, qtbot: QtBot) -> None:
    good = room.scene
    with qtbot.waitSignal(room.reloaded, timeout=20_000):
        save(room, "figure: r2", "figure: [")
    assert room.scene is good
    assert room.screen.problems.item(0).text().startswith("62:")
    assert room.screen.notice_text.text().startswith("The file has errors.")
    assert len(room.screen.graph.graph.boxes) > 20
    with qtbot.waitSignal(room.reloaded, timeout=20_000):
        save(room, "figure: [", "figure: r2")
    assert room.screen.notice_text.text() == ""


def test_a_problem_of_the_order_is_told_after_the_picture(room: AuthorRoom, qtbot: QtBot) -> None:
    with qtbot.waitSignal(room.reloaded, timeout=20_000):
        save(
            room, "  - step: roll-back\n  - step: slide-to-centre\n", "  - step: slide-to-centre\n  - step: roll-back\n"
        )
    qtbot.waitUntil(lambda: not room._proving, timeout=20_000)
    told = [room.screen.problems.item(row).text() for row in range(room.screen.problems.count())]
    assert any("an order that cannot be done" in one for one in told), told


def test_a_person_is_dragged_written_and_put_back(room: AuthorRoom, qtbot: QtBot) -> None:
    before = room.file.read_text(encoding="utf-8")
    viewport = room.viewport
    qtbot.waitUntil(lambda: not viewport.box("r1").isNull(), timeout=20_000)
    room.screen.move_button.click()
    at = viewport.box("r1").center()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    for step in range(1, 6):
        QTest.mouseMove(viewport, at + QPoint(10 * step, 4 * step))
    with qtbot.waitSignal(room.reloaded, timeout=20_000):
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at + QPoint(50, 20))
    changed = [
        (a, b)
        for a, b in zip(before.split("\n"), room.file.read_text(encoding="utf-8").split("\n"), strict=True)
        if a != b
    ]
    assert len(changed) == 1
    assert changed[0][1].startswith("  wait-1: {x_m: ")
    assert changed[0][1].endswith(", facing_deg: -90, posture: standing}")
    assert room.scene is not None
    assert room.scene.stations["wait-1"].x_m > 0.0 > -0.05  # to the right of the screen, towards the head
    room.screen.undo_button.click()
    assert room.file.read_text(encoding="utf-8") == before


def test_the_camera_is_written_into_its_view(room: AuthorRoom) -> None:
    assert room.stage.view is not None
    room.screen.entry_chosen.emit("view", "side")
    room.stage.view.advance(5.0)
    room.stage.view.orbit(-100, 0)  # 28 degrees
    room.screen.keep_button.click()
    assert room.scene is not None
    side = room.scene.views["side"]
    assert (side.azimuth_deg, side.distance_m, side.target) == (-60, 3.3, (0.05, 0.05, 0.3))


def test_playing_from_a_step_and_back(room: AuthorRoom, qtbot: QtBot) -> None:
    room.screen.graph.choose("check-neck")
    room.screen.play_button.click()
    play = room.play.room
    assert play is not None
    assert room.window.screen_shown() is play.screen
    assert play.now_s() > 10.0
    done = [event.action for event in play.session.events if type(event).__name__ == "ActionFinished"]
    assert done[0] == "secure-scene"
    assert "hold-head" in done
    assert "check-neck" not in done
    play.finish()
    qtbot.waitUntil(lambda: not room.play.going, timeout=10_000)
    assert room.window.screen_shown() is room.screen
    assert not list((room.file.parent.parent / "home").glob("sessions/*"))


def test_equipment_goes_to_the_nearest_place_or_back(room: AuthorRoom) -> None:
    before = room.file.read_text(encoding="utf-8")
    room._moved("item.gloves", 0.1, 0.1)
    assert room.file.read_text(encoding="utf-8") == before
    room._moved("item.gloves", -0.5, 2.2)
    assert room.scene is not None
    assert room.scene.equipment["gloves"].place == "bag"
    assert "  gloves: {name: {en: Gloves, zh: 手套}, model: glove-box, place: bag}\n" in room.file.read_text(
        encoding="utf-8"
    )


def test_equipment_at_a_place_of_the_scene_takes_the_place_along(room: AuthorRoom, qtbot: QtBot) -> None:
    save(room, "stations:\n", "places:\n  shelf: {x_m: 0.5, y_m: 1.5, z_m: 0.8}   # by the window\nstations:\n")
    save(room, "model: glove-box, place: kit}", "model: glove-box, place: shelf}")
    qtbot.waitUntil(lambda: room.scene is not None and "shelf" in room.scene.places, timeout=10_000)
    qtbot.waitUntil(lambda: room.scene is not None and room.scene.equipment["gloves"].place == "shelf", timeout=10_000)
    room._moved("item.gloves", 0.25, -0.5)
    text = room.file.read_text(encoding="utf-8")
    assert "  shelf: {x_m: 0.75, y_m: 1, z_m: 0.8}   # by the window\n" in text
    room.undo()
    assert "  shelf: {x_m: 0.5, y_m: 1.5, z_m: 0.8}   # by the window\n" in room.file.read_text(encoding="utf-8")


def test_what_cannot_be_written_is_said(room: AuthorRoom) -> None:
    save(room, "wait-1: {x_m: -0.05", 'wait-1: {x_m: "-0.05"')
    room._moved("r1", 0.5, 0.0)
    assert room.screen.notice_text.text().startswith("Not written: ")


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)], ids=str)
def test_every_text_of_the_window_is_whole_in_both_languages(
    room: AuthorRoom, qtbot: QtBot, look: str, size: tuple[int, int]
) -> None:
    room.wear(look)
    room.window.resize(*size)
    for language in ("en", "zh"):
        room.speak(language)
        room.screen.graph.choose("place-board")
        qtbot.waitUntil(lambda: not cut(room), timeout=5_000)


def cut(room: AuthorRoom) -> list[str]:
    """Buttons and headings that are narrower than their texts."""
    screen = room.screen
    parts = [*screen.findChildren(KeyButton), screen.order_head, screen.outline_head, screen.problems_head]
    return [part.text() for part in parts if part.sizeHint().width() > part.width()]
