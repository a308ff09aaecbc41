"""A difference to another scene in the author's window: both files reload, and the mouse writes into the difference."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from simulator.app.authoring import AuthorRoom
from simulator.paths import scenes_dir
from simulator.scenefile.document import parse
from tests.modelfile.made import model

SCENE, BASE = "spinal-flat-lift", "spinal-transport"


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[AuthorRoom]:
    monkeypatch.setenv("MANIKIN_HOME", str(tmp_path / "home"))
    for name in (SCENE, BASE):
        shutil.copytree(scenes_dir() / name, tmp_path / name)
    made = AuthorRoom(qapp, tmp_path / SCENE / "scene.yaml", "none")
    made.window.show()
    yield made
    made.window.close()


def base_of(room: AuthorRoom) -> Path:
    return room.file.parent.parent / BASE / "scene.yaml"


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_saving_the_other_scene_reloads_the_difference(room: AuthorRoom, qtbot: QtBot) -> None:
    with qtbot.waitSignal(room.reloaded, timeout=20_000):
        replaced(base_of(room), "wait-1: {x_m: -0.05", "wait-1: {x_m: -0.25")
    assert room.scene is not None
    assert room.scene.stations["wait-1"].x_m == -0.25


def test_an_error_in_the_other_scene_is_told_with_its_file_and_mended_there(room: AuthorRoom, qtbot: QtBot) -> None:
    with qtbot.waitSignal(room.reloaded, timeout=20_000):
        replaced(base_of(room), "figure: r2", "figure: [")
    assert room.screen.problems.item(0).text().startswith(f"{BASE}/scene.yaml:")
    assert "errors" in room.screen.notice_text.text()
    with qtbot.waitSignal(room.reloaded, timeout=20_000):
        replaced(base_of(room), "figure: [", "figure: r2")
    assert room.screen.notice_text.text() == ""


def test_every_line_of_the_problems_is_seen(room: AuthorRoom, qtbot: QtBot) -> None:
    room.window.resize(1280, 800)
    with qtbot.waitSignal(room.reloaded, timeout=20_000):
        replaced(room.file, "requires: [board-ready]", "requires: [bord-ready, bord-redy, boardready]")
    rows = room.screen.problems
    assert rows.count() == 3
    last = rows.item(2)
    assert last is not None
    qtbot.waitUntil(lambda: rows.visualItemRect(last).bottom() < rows.viewport().height(), timeout=5_000)


def test_what_is_wrong_with_the_scripted_learner_is_told_when_that_is_saved(room: AuthorRoom, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not room._proving, timeout=20_000)
    script = room.file.parent / "reference.yaml"
    with qtbot.waitSignal(room.reloaded, timeout=20_000):
        script.write_text("scene: other\n", encoding="utf-8")
    qtbot.waitUntil(lambda: not room._proving, timeout=20_000)
    assert room.screen.problems.item(0).text().startswith("reference.yaml:1:1")


def test_moving_what_the_other_scene_says_writes_into_the_difference(room: AuthorRoom) -> None:
    before, base = room.file.read_bytes(), base_of(room).read_bytes()
    room._moved("r1", 0.5, 0.25)  # stands where the other scene says
    assert room.scene is not None
    assert room.scene.stations["wait-1"].x_m == pytest.approx(0.45)
    own = parse(room.file.read_text(encoding="utf-8")).data
    assert set(own["stations"]["wait-1"]) == {"x_m", "y_m"}
    room._moved("r4", -0.5, 0.0)  # stands where the difference says
    room._moved("r1", 0.5, 0.0)  # stands where the first move said
    assert room.scene.stations["wait-1"].x_m == pytest.approx(0.95)
    assert base_of(room).read_bytes() == base
    for _ in range(3):
        room.undo()
    assert room.file.read_bytes() == before
    assert room.scene.stations["wait-1"].x_m == -0.05


def test_the_outline_says_in_which_file_a_line_stands(room: AuthorRoom) -> None:
    tips = [room.screen.outline.item(row).toolTip() for row in range(room.screen.outline.count())]
    assert any(tip.startswith("lift-flat · line ") for tip in tips)
    assert any(tip.startswith(f"fit-collar · {BASE}/scene.yaml, line ") for tip in tips)


def test_a_model_of_ones_own_is_shown_as_soon_as_it_is_there(room: AuthorRoom, qtbot: QtBot) -> None:
    def told() -> list[str]:
        qtbot.waitUntil(lambda: not room._proving, timeout=20_000)
        return [room.screen.problems.item(row).text() for row in range(room.screen.problems.count())]

    with qtbot.waitSignal(room.reloaded, timeout=20_000):
        replaced(room.file, "stations:", "equipment: {gloves: {model: own/tube}}\n\nstations:")
    assert any("there is no file `models/tube.glb`" in one for one in told())
    models = room.file.parent / "models"
    with qtbot.waitSignal(room.reloaded, timeout=20_000):
        models.mkdir()
    with qtbot.waitSignal(room.reloaded, timeout=20_000):
        (models / "tube.glb").write_bytes(b"still being drawn")
    assert any("`models/tube.glb` is no GLB file" in one for one in told())
    with qtbot.waitSignal(room.reloaded, timeout=20_000):
        (models / "tube.glb").write_bytes(model())
    assert not any("GLB" in one for one in told())
    assert any("nothing says whose model" in one for one in told())
    with qtbot.waitSignal(room.reloaded, timeout=20_000):
        (models / "tube.txt").write_text("Ward 3, CC BY 4.0", "utf-8")
    assert not any("whose model" in one for one in told())
