"""What goes wrong on the stage is one sentence, and the session goes on."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.app import theatre
from simulator.app.theatre import Theatre, open_theatre
from simulator.core.state import at_start
from simulator.paths import assets_dir
from simulator.stage import library, probe
from simulator.stage.display import LADDER, Display, NoDisplayError, open_display
from simulator.stage.person import PersonFileError, load_person
from simulator.stage.probe import Answer
from simulator.stage.renderer import Renderer
from simulator.stage.view import LOST
from tests.stage.performances import SCENE_FILES, scene_of
from tests.stage.pictures import a_display


@pytest.fixture
def opened() -> Iterator[Theatre]:
    made = Theatre(scene_of(SCENE_FILES[0]), Renderer(a_display(), 96, 64))
    yield made
    made.close()


def test_a_lost_renderer_leaves_the_last_picture_and_one_sentence(opened: Theatre) -> None:
    before = np.frombuffer(opened.view.frame().data, np.uint8).copy()
    assert before.any()
    assert not opened.trouble
    opened.view.renderer._fine.buffer.clearRenderTextures()
    opened.view.renderer._fine._texture.clearRamImage()
    opened.view.touch()
    after = np.frombuffer(opened.view.frame().data, np.uint8)
    assert np.array_equal(before, after)
    opened.show(at_start(opened.scene), 1.0)
    assert opened.trouble == LOST
    assert not opened.view.advance(0.1)
    assert not opened.view.moving()


def test_a_model_that_cannot_be_read_in_mid_session_is_told(opened: Theatre, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: Path | None = None) -> Any:
        raise library.AssetError("The model skeleton.glb is damaged. Install the program again.")

    monkeypatch.setattr("simulator.stage.insight.load_skeleton", gone)
    opened.see_through(True)
    assert opened.trouble == "The model skeleton.glb is damaged. Install the program again."
    assert opened.view.frame().data is not None


def _without(change: Callable[[dict[str, Any]], None], folder: Path) -> Path:
    """A copy of a person's file, valid as GLB, whose own data were changed."""
    whole = (assets_dir() / "people" / "r1.glb").read_bytes()
    size = struct.unpack_from("<I", whole, 12)[0]
    told = json.loads(whole[20 : 20 + size])
    holders = [part for part in (told, *told.get("scenes", []), told["asset"]) if "joints" in part.get("extras", {})]
    assert holders
    change(holders[0]["extras"])
    text = json.dumps(told).encode()
    text += b" " * (-len(text) % 4)
    rest = whole[20 + size :]
    head = struct.pack("<4sII", b"glTF", 2, 20 + len(text) + len(rest)) + struct.pack("<I4s", len(text), b"JSON")
    file = folder / "r1.glb"
    file.write_bytes(head + text + rest)
    return file


def test_a_whole_file_loads_and_one_that_lacks_a_joint_or_a_grip_is_named(tmp_path: Path) -> None:
    assert load_person(_without(lambda extras: None, tmp_path)).name == "r1"
    file = _without(lambda extras: extras["joints"].__setitem__(extras["joints"].index("hand.l"), "paw.l"), tmp_path)
    with pytest.raises(PersonFileError, match=r"r1\.glb is damaged \(it lacks hand\.l\)"):
        load_person(file)
    file = _without(lambda extras: extras["grips"].pop("head.left"), tmp_path)
    with pytest.raises(PersonFileError, match=r"it lacks head\.left"):
        load_person(file)


def test_a_damaged_model_means_no_stage_and_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    works = a_display().name
    monkeypatch.setattr(theatre, "damage", lambda folder, of: ("people/r1.glb is damaged.", "room/room.glb is gone."))
    theatre._damage.cache_clear()
    try:
        said = open_theatre(scene_of(SCENE_FILES[0]), works, (64, 64))
    finally:
        theatre._damage.cache_clear()
    assert isinstance(said, str)
    assert "r1.glb is damaged (and 1 more)" in said
    assert "\n" not in said


def _first_does_not_open(monkeypatch: pytest.MonkeyPatch, folder: Path, works: str) -> list[str]:
    """The first driver of the ladder is remembered and does not open any more; returns what is opened."""
    asked: list[str] = []

    def opens(name: str) -> Display:
        asked.append(name)
        if name == LADDER[0]:
            raise NoDisplayError(f"The renderer {name} does not open on this computer.")
        return open_display(works)

    monkeypatch.setattr(theatre, "user_cache_path", lambda *_, **__: folder)
    monkeypatch.setattr(theatre, "open_display", opens)
    monkeypatch.setattr(probe, "_remembered", lambda cache: Answer(LADDER[0], "a driver that is gone"))
    monkeypatch.delenv("MANIKIN_RENDERER", raising=False)
    monkeypatch.setenv("DISPLAY", ":9761")
    return asked


def test_a_driver_that_opened_yesterday_and_not_today_gives_way_to_the_next(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = _first_does_not_open(monkeypatch, tmp_path, a_display().name)
    opened = open_theatre(scene_of(SCENE_FILES[0]), None, (64, 64))
    assert isinstance(opened, Theatre), opened
    opened.close()
    assert asked[0] == LADDER[0]
    assert asked[1] in LADDER[1:]


def test_a_driver_asked_for_by_name_is_not_replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = _first_does_not_open(monkeypatch, tmp_path, LADDER[0])
    said = open_theatre(scene_of(SCENE_FILES[0]), LADDER[0], (64, 64))
    assert said == f"There is no 3D view: The renderer {LADDER[0]} does not open on this computer."
    assert asked == [LADDER[0]]
