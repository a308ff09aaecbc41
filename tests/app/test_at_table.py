"""A whole way through the scene before a camera: real pictures, real tracking, the real stage and the real screen."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from simulator import preferences
from simulator.app.at_hand import zones
from simulator.app.at_table import AtTable, watch
from simulator.app.augmenting import lens_file, write_lens
from simulator.ar.lens import guessed
from simulator.ar.sources import SourceError
from simulator.core.events import ActionStarted, ActionStopped
from simulator.core.twin.compressions import compressions
from simulator.core.twin.measures import measure
from simulator.panels import theme
from simulator.presenting.camera import Wish
from simulator.presenting.camera_words import CameraWord
from simulator.presenting.language import say
from simulator.presenting.tabletop import Placed
from tests.app.conftest import Desk, on_stage
from tests.app.filmed import HeldCamera, Spot, held, rendered

STEP_S = 1 / 15
FAR: Spot = (0.9, -0.9, 0.6)
NONE: Mapping[str, Placed] = {}


class Table(Desk):
    """A learner with a camera, a printed board and four cubes."""

    camera: HeldCamera

    @property
    def ar(self) -> AtTable:
        found = self.room.at_table
        assert found is not None
        return found

    def turn_on(self) -> None:
        self.camera = HeldCamera()
        self.camera.film.lens = guessed(1280, 720)
        self.ar.watch = self.camera.watch
        self.ar.want(Wish(source="held"))
        self.ar.switch(True)
        self.see()

    def see(self, cubes: Mapping[str, Placed] = NONE, *, board: bool = True, step_s: float = STEP_S) -> None:
        """One more picture."""
        self.clock.now_s += step_s
        self.camera.take(step_s, cubes, board)
        self.ar.look()
        self.room.tick()

    def bring(self, tool: str, to: Spot) -> None:
        """Carry a cube from far away to a place and leave it there."""
        for share in (0.0, 0.5, 1.0, *([1.0] * 11)):
            x, y, z = (a + share * (b - a) for a, b in zip(FAR, to, strict=True))
            self.see({tool: held((x, y, z))})
        self.settle()

    def middle(self, region: str) -> Spot:
        """Where a region of the body is on the stage."""
        theatre = self.room.theatre
        assert theatre is not None
        x, y, z = zones(theatre.view.picker)[region].points_m.mean(axis=0)
        return float(x), float(y), max(float(z), 0.13)

    def pick(self, *texts: str) -> None:
        """Answer the open menu by digits, choosing the entries that begin so."""
        menu = self.room.screen.stage.menu
        for text in texts:
            level = menu.level()
            assert level is not None, text
            number = next(i for i, line in enumerate(level.lines, 1) if line.text.startswith(text))
            self.key(getattr(Qt.Key, f"Key_{number}"))
        assert not menu.is_open()

    def notice(self) -> str:
        return self.room.screen.stage.camera_notice.text

    def roll(self, action: str, call: str) -> None:
        """Set out on a handling."""
        self.room.screen.action_chosen.emit(action, "", {"call": call})
        self.settle()


@pytest.fixture
def table(qtbot: QtBot, look: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    monkeypatch.setenv("MANIKIN_HOME", str(tmp_path / "home"))
    desk = Table(qtbot, look, tmp_path / "home", "p3headlessgl")
    desk.program.window.resize(1100, 720)
    desk.program.start("spinal-transport", "practise", "Ada")
    desk.settle()
    desk.pass_s(1.0)
    yield from on_stage(desk)
    theme.apply(look, "light")


def test_head_held_collar_fitted_and_roll_led_with_cubes_from_a_film(table: Table) -> None:
    table.turn_on()
    assert table.ar.view is not None
    table.bring("head", table.middle("head"))
    table.pick("Hold the head", "In line with the ears")
    table.pass_s(5.0)
    table.bring("collar", table.middle("neck"))
    table.pick("Regular", "Chin", "Rescuer 1")
    table.pass_s(table.room.session.scene.actions["fit-collar"].takes_s)
    table.order("place-hands")
    table.roll("roll-to-side", "counted")
    rest = table.middle("head")
    while (going := table.room.session.moving) is not None:
        table.see({"head": held(rest, going.wanted)})
    session = table.room.session
    done = [(e.action, dict(e.choices)) for e in session.events if isinstance(e, ActionStarted)]
    assert ("hold-head", {"hold": "in-line"}) in done
    assert next(choices for action, choices in done if action == "fit-collar")["size"] == "regular"
    roll = next(m for m in session.movements if m.action == "roll-to-side")
    assert (roll.led_by, roll.ended) == ("learner", "done")
    assert max(measure(roll.track).head_trunk_deg) < 20.0
    # The same order and the same track are in the record as with the mouse.
    kept = next(m for m in table.record().movements if m.action == "roll-to-side")
    assert np.array_equal(kept.track.levels_deg, roll.track.levels_deg)


def test_a_head_cube_that_is_hidden_stops_the_movement_and_says_so(table: Table) -> None:
    table.turn_on()
    table.order("hold-head", hold="in-line")
    table.order("place-hands")
    rest = table.middle("head")
    for _ in range(3):
        table.see({"head": held(rest)})
    table.roll("roll-to-side", "counted")
    for _ in range(20):
        going = table.room.session.moving
        assert going is not None
        table.see({"head": held(rest, going.wanted)})
    for _ in range(7):
        table.see(step_s=0.1)
    assert table.notice() == say(CameraWord.HIDDEN, "en")
    for _ in range(8):
        table.see(step_s=0.1)
    table.settle()
    assert table.room.screen.stage.toast.text == say(CameraWord.STOPPED, "en")
    events = table.room.session.events
    assert [e.action for e in events if isinstance(e, ActionStopped)] == ["roll-to-side"]
    assert len([e for e in events if isinstance(e, ActionStarted) and e.action == "stop"]) == 1
    # Laid back with a head that goes along: what the camera lost does no harm.
    for _ in range(40):
        table.see(step_s=0.1)
    roll = next(m for m in table.room.session.movements if m.action == "roll-to-side")
    assert roll.ended == "stopped"
    assert abs(roll.track.levels_deg[-1]).max() < 6.0


def test_a_chest_is_pressed_with_the_cube_and_the_screen_says_how(table: Table) -> None:
    table.program.leave()
    table.program.start("adult-bls-aed", "practise", "Ada")
    table.settle()
    table.pass_s(1.0)
    table.order("place-hands", place="lower-half")
    table.turn_on()
    rest: Spot = (0.4, -0.5, 0.4)
    table.see({"head": held(rest)})
    table.room.screen.action_chosen.emit("compress", "leader", {})
    table.settle()
    table.see({"head": held(rest)})
    assert "head cube" in table.room.screen.stage.handling.accessibleName()
    while (going := table.room.session.moving) is not None:
        table.see({"head": held(rest, going.wanted)})
    (series,) = table.room.session.movements
    found = [one for one in compressions(zip(series.track.time_s, series.track.depth_mm, strict=True)) if one.up]
    assert (series.led_by, series.ended, len(found)) == ("learner", "done", 30)
    assert 50.0 <= np.mean([one.depth_mm for one in found]) <= 60.0


def test_pointing_hits_on_the_composed_view_and_a_mirror_flips_only_what_is_shown(table: Table) -> None:
    table.turn_on()
    viewport = table.room.viewport
    assert viewport is not None
    assert table.ar.view is not None
    straight = table.ar.view.box("patient.chest")
    assert straight is not None
    x, y = (straight[0] + straight[2]) / 2, (straight[1] + straight[3]) / 2
    found = table.ar.view.pick(x, y)
    assert found is not None
    assert found.tag.startswith("patient.")
    shown = np.frombuffer(table.ar.view.frame().data, np.uint8).copy()
    table.ar.want(Wish(source="held", mirror=True))
    table.see()
    width = viewport.width() * viewport.devicePixelRatioF()
    flipped = table.ar.view.box("patient.chest")
    assert flipped is not None
    assert flipped[0] == pytest.approx(width - 1 - straight[2], abs=width * 0.01)
    again = table.ar.view.pick(width - 1 - x, y)
    assert again is not None
    assert again.tag == found.tag
    size = table.room.theatre.view.renderer.size_px  # type: ignore[union-attr]
    other = np.frombuffer(table.ar.view.frame().data, np.uint8).reshape(size[1], size[0], 4)
    before = shown.reshape(size[1], size[0], 4)
    assert np.abs(other[:, ::-1, :3].astype(int) - before[..., :3]).mean() < 12.0


def test_notices_follow_the_board_and_the_room_comes_back_when_the_camera_goes(table: Table) -> None:
    table.turn_on()
    assert table.notice() == ""
    table.see(board=False)
    assert table.notice() == "", "a short loss is nothing to talk about"
    for _ in range(8):
        table.see(board=False)
    assert table.notice() == say(CameraWord.LOST, "en")
    assert table.ar.view is not None
    assert table.ar.view.augmented.seen
    table.camera.over = True
    table.ar.look()
    assert table.notice() == say(CameraWord.ENDED, "en")
    table.camera.trouble = SourceError("no more pictures", "gone", "held")
    table.ar.look()
    table.settle()
    assert table.camera.closed
    assert table.ar.view is None
    assert table.notice() == ""
    assert "the session goes on" in table.room.screen.stage.toast.text
    assert table.room.viewport._source is table.room.theatre.view  # type: ignore[union-attr]
    assert not table.room.session.state.finished


def test_a_board_that_was_never_seen_is_asked_for(table: Table) -> None:
    table.turn_on()
    table.ar.switch(True)
    assert table.notice() == say(CameraWord.WAITING, "en")
    table.see(board=False)
    assert table.notice() == say(CameraWord.LAY, "en")
    assert table.ar.view is not None
    assert table.ar.view.pick(400.0, 300.0) is None


def test_a_board_laid_beside_is_the_order_to_lay_it_out(table: Table) -> None:
    table.turn_on()
    table.bring("board", (0.3, -0.8, 0.12))
    done = [e.action for e in table.room.session.events if isinstance(e, ActionStarted)]
    assert "lay-out-board" in done or table.room.screen.stage.menu.is_open()


def test_a_film_in_a_folder_is_watched_to_its_end_and_the_wishes_are_remembered(table: Table, tmp_path: Path) -> None:
    folder = tmp_path / "影片"
    folder.mkdir()
    film = HeldCamera().film
    for number in range(4):
        cv2.imencode(".png", rendered(film, number / 30, {}))[1].tofile(folder / f"{number}.png")
    (folder / "2.png").write_bytes(b"no picture")
    table.ar.watch = watch
    table.ar.want(Wish(source=str(folder), scale="1:2"))
    table.ar.switch(True)
    table.qtbot.waitUntil(lambda: table.notice() == say(CameraWord.ENDED, "en"), timeout=20_000)
    assert table.ar.view is not None
    assert table.ar.view.augmented.seen
    assert preferences.load().camera == str(folder)
    assert preferences.load().camera_scale == "1:2"


def test_a_calibration_for_another_shape_is_one_sentence(table: Table, tmp_path: Path) -> None:
    folder = tmp_path / "film"
    folder.mkdir()
    cv2.imwrite(str(folder / "0.png"), rendered(HeldCamera().film, 0.0, {}))
    write_lens(lens_file(str(folder)), guessed(640, 480))
    table.ar.watch = watch
    table.ar.want(Wish(source=str(folder)))
    table.ar.switch(True)
    table.qtbot.waitUntil(lambda: not table.ar.on, timeout=20_000)
    assert "does not fit its pictures" in table.room.screen.stage.toast.text


def test_what_is_wrong_with_a_camera_is_said_in_the_language_of_the_screen(table: Table) -> None:
    table.program.speak("zh")
    table.ar.watch = watch
    table.ar.want(Wish(source="no such camera"))
    table.ar.switch(True)
    table.qtbot.waitUntil(lambda: not table.ar.on, timeout=20_000)
    why = say(CameraWord.NOTHING, "zh", what="no such camera")
    assert table.room.screen.stage.toast.text == say(CameraWord.OFF, "zh", why=why)


def test_when_the_film_is_over_the_movement_stops_and_the_next_one_is_led_without_it(table: Table) -> None:
    table.turn_on()
    table.order("hold-head", hold="in-line")
    table.order("place-hands")
    rest = table.middle("head")
    table.see({"head": held(rest)})
    table.roll("roll-to-side", "counted")
    for _ in range(3):
        table.see({"head": held(rest)})
    table.camera.over = True
    table.ar.look()
    table.settle()
    stopped = [e.action for e in table.room.session.events if isinstance(e, ActionStopped)]
    assert stopped == ["roll-to-side"]
    table.pass_s(8.0)
    table.roll("roll-to-side", "counted")
    table.pass_s(2.0)
    table.ar.look()
    assert len([e for e in table.room.session.events if isinstance(e, ActionStopped)]) == 1
    assert table.room.hands is not None
    assert table.room.hands.cube is None
