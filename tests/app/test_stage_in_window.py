"""The program with its real stage, drawn in software: pointing, dragging, replaying, and the memory that it takes."""

import json
import os
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from simulator.app.replaying import ReplayRoom
from simulator.app.theatre import Theatre
from simulator.panels import theme
from simulator.panels.carrying import item_mime
from simulator.panels.replaystage import FOLLOW
from simulator.panels.viewport import Viewport
from tests.app.conftest import Desk, on_stage

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def renderer() -> str:
    return "p3headlessgl"


@pytest.fixture
def staged(
    qtbot: QtBot, look: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renderer: str
) -> Iterator[Desk]:
    """The program with a stage; no test where this computer has no renderer."""
    monkeypatch.setenv("MANIKIN_HOME", str(tmp_path / "home"))
    desk = Desk(qtbot, look, tmp_path / "home", renderer)
    desk.program.window.resize(1100, 720)
    desk.start("practise")
    yield from on_stage(desk)
    theme.apply(look, "light")


def viewport(desk: Desk) -> Viewport:
    found = desk.room.viewport
    assert found is not None
    return found


def place_of(desk: Desk, tag: str) -> QPoint:
    """Where on the viewport a thing is hit by the pointer: found by looking, as a learner does."""
    theatre = desk.room.theatre
    assert theatre is not None
    shown = viewport(desk)
    desk.qtbot.waitUntil(lambda: not theatre.view.rig.flying, timeout=20_000)
    for y in range(60, shown.height() - 20, 6):
        for x in range(10, shown.width() - 10, 6):
            found = theatre.view.pick(x * shown.devicePixelRatioF(), y * shown.devicePixelRatioF())
            if found is not None and found.tag.partition("#")[0] == tag:
                return QPoint(x, y)
    raise AssertionError(f"{tag} cannot be pointed at")


def drop(desk: Desk, item: str, at: QPoint) -> None:
    mime = item_mime(item)
    enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, mime, LEFT, NONE)
    QApplication.sendEvent(viewport(desk), enter)
    QApplication.sendEvent(viewport(desk), QDropEvent(QPointF(at), Qt.DropAction.CopyAction, mime, LEFT, NONE))
    desk.settle()


def test_a_click_on_the_body_offers_what_can_be_done_there_and_lights_it_up(staged: Desk) -> None:
    at = place_of(staged, "patient.chest")
    staged.qtbot.mouseClick(viewport(staged), LEFT, pos=at)
    menu = staged.room.screen.stage.menu
    assert menu.is_open()
    assert menu.level().title == "Chest"
    assert not menu.geometry().contains(at), "the place that was clicked stays in sight"
    assert staged.room.theatre.view._lit == "patient.chest"
    staged.key(Qt.Key.Key_Escape)
    assert staged.room.theatre.view._lit is None


def test_a_place_that_is_marked_by_key_lights_up(staged: Desk) -> None:
    staged.key(Qt.Key.Key_G)
    view = staged.room.theatre.view
    first = next(iter(staged.room.session.scene.regions))
    assert view._lit == f"patient.{first}"
    staged.key(Qt.Key.Key_Down)
    second = list(staged.room.session.scene.regions)[1]
    assert view._lit == f"patient.{second}"


def test_a_click_on_a_rescuer_offers_what_this_person_can_do(staged: Desk) -> None:
    staged.qtbot.mouseClick(viewport(staged), LEFT, pos=place_of(staged, "r1"))
    menu = staged.room.screen.stage.menu
    assert menu.is_open()
    mine = [a for a, rule in staged.room.session.scene.actions.items() if "r1" in rule.by]
    assert len(menu.level().lines) == len(mine)


def test_equipment_falls_on_the_body_or_on_the_floor(staged: Desk) -> None:
    drop(staged, "collar", place_of(staged, "patient.neck"))
    assert staged.room.screen.stage.menu.level().title.startswith("Fit a collar")
    staged.key(Qt.Key.Key_Escape)
    drop(staged, "long-board", QPoint(viewport(staged).width() // 2, viewport(staged).height() - 90))
    assert staged.room.screen.stage.menu.level().title.startswith("Lay the long board ready")
    staged.key(Qt.Key.Key_1)
    staged.pass_s(8.0)
    assert staged.acts() == ["lay-out-board"]
    drop(staged, "void-roll", QPoint(viewport(staged).width() // 2, viewport(staged).height() - 90))
    assert "no use here" in staged.room.screen.stage.toast.text


def test_turning_the_view_by_hand_unmarks_the_view(staged: Desk) -> None:
    bar = staged.room.screen.stage.cameras
    assert any(button.isChecked() for button in bar._buttons.values())
    staged.qtbot.keyClick(viewport(staged), Qt.Key.Key_Left)
    assert not any(button.isChecked() for button in bar._buttons.values())
    staged.key(Qt.Key.Key_2)
    assert [button.isChecked() for button in bar._buttons.values()].index(True) == 1


def debrief(desk: Desk) -> ReplayRoom:
    desk.order("secure-scene", gloves="bare")
    desk.order("hold-head", hold="in-line")
    desk.order("check-neck", "r1")
    desk.finish()
    assert desk.program.replay is not None
    return desk.program.replay


def test_the_replay_goes_to_a_finding_follows_with_the_view_and_plays_faster(staged: Desk) -> None:
    replay = debrief(staged)
    screen = replay.screen
    finding = next(one for one in (*screen._view.critical, *screen._view.lost) if one.at_s)
    screen.findings.cards[finding.finding_id].click()
    assert replay.now_s == pytest.approx(finding.at_s)
    assert screen.lanes.selected == finding.block_id
    scene = staged.program._debriefed.scene
    looked = next(block for block in screen._view.done if block.text == scene.actions["check-neck"].name["en"])
    replay.go(looked.start_s + 0.5)
    assert replay._camera == scene.actions["check-neck"].show.camera != scene.actions["secure-scene"].show.camera
    assert looked.text in screen.replay.caption.text()
    staged.key(Qt.Key.Key_4)
    fourth = list(scene.views)[3]
    assert replay._camera == fourth
    replay.go(0.0)
    assert replay._camera == fourth, "a view that was chosen stays"
    screen.camera_chosen.emit(FOLLOW)
    assert replay._camera == scene.actions["secure-scene"].show.camera
    screen.scrub.speed.click()
    screen.scrub.speed.click()
    replay.play(True)
    staged.clock.now_s += 1.0
    replay._tick()
    assert replay.now_s == pytest.approx(4.0)
    replay.play(False)


def picture(desk: Desk, theatre: Theatre) -> bytes:
    """What the stage shows when it has come to rest."""
    desk.qtbot.waitUntil(lambda: not theatre.view.advance(1.0) or bool(theatre.view.frame()), timeout=10_000)
    desk.qtbot.waitUntil(lambda: not theatre.view.rig.flying, timeout=10_000)
    theatre.view.advance(1.0)
    return bytes(theatre.view.frame().data)


def test_see_through_works_in_the_replay_and_is_gone_in_the_next_session(staged: Desk) -> None:
    replay = debrief(staged)
    theatre = staged.program._theatre
    assert theatre is not None
    clothed = picture(staged, theatre)
    replay.screen.replay.see_button.click()
    assert picture(staged, theatre) != clothed
    replay.screen.again_button.click()
    staged.settle()
    assert staged.room.theatre is theatre, "the stage is used again"
    begun = picture(staged, theatre)
    theatre.see_through(False)
    assert picture(staged, theatre) == begun
    theatre.see_through(True)
    assert picture(staged, theatre) != begun


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the memory is read as Linux tells it")
def test_one_session_after_the_other_takes_no_more_memory(staged: Desk, tmp_path: Path, renderer: str) -> None:
    command = [sys.executable, "-m", "tests.app.sessions_in_a_row", renderer, "10"]
    env = {**os.environ, "MANIKIN_HOME": str(tmp_path / "sessions")}
    run = subprocess.run(command, env=env, capture_output=True, text=True, timeout=240, check=False)
    assert run.returncode == 0, run.stderr
    taken = json.loads(run.stdout.splitlines()[-1])
    assert taken[-1] - taken[4] < 25, f"MB after each session: {taken}"


def test_the_stage_and_the_session_of_another_scene_are_gone_when_the_next_one_opens(staged: Desk) -> None:
    gone = [weakref.ref(staged.room), weakref.ref(staged.room.theatre)]
    assert all(one() is not None for one in gone)
    staged.program._leave_room()
    staged.program.show_home()
    staged.settle()
    staged.program.start("spinal-flat-lift", "practise", "Ada")
    assert [one() for one in gone] == [None, None]
