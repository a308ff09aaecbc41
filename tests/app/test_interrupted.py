"""The window closed, the disk full, the sizes and looks stormed: nothing that was recorded is lost."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton

from simulator.app.demo import JOURNAL, SCORECARD, perform_script
from simulator.app.playing import Player
from simulator.panels.debrief import DebriefScreen
from tests.app.conftest import SCENE, Desk

REFERENCE = Path(__file__).parents[2] / "scenes" / SCENE / "reference.yaml"


@contextmanager
def no_file_grows_beyond(size: int) -> Iterator[None]:
    """A disk on which every file ends at `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_stops_the_session_with_a_sentence_and_keeps_what_was_recorded(desk: Desk) -> None:
    desk.start()
    desk.order("secure-scene", gloves="worn")
    size = desk.journals()[0].stat().st_size
    with no_file_grows_beyond(size + 40):
        desk.room.order("inform-patient", "", {"from": "in-view"})
        desk.settle()
    assert desk.program.window.screen_shown() is desk.program.home
    assert "cannot be recorded" in desk.program.home.notice_text.text()
    assert desk.acts() == ["secure-scene"]
    assert not desk.program.window.in_session
    desk.start()
    desk.order("secure-scene", gloves="worn")
    assert desk.acts() == ["secure-scene"], "the next session works again"


def test_a_disk_that_is_full_at_the_end_still_shows_the_judgement(desk: Desk) -> None:
    desk.start()
    desk.order("secure-scene", gloves="worn")
    desk.room.finish()
    size = desk.journals()[0].stat().st_size
    with no_file_grows_beyond(size + 40):
        desk.settle()
    screen = desk.program.window.screen_shown()
    assert isinstance(screen, DebriefScreen)
    assert "cannot be recorded" in screen.notice_text.text()
    assert not desk.record().sealed


def test_a_folder_that_cannot_be_written_starts_nothing(desk: Desk) -> None:
    desk.home.mkdir(parents=True, exist_ok=True)
    (desk.home / "sessions").write_text("a file where the folder should be")
    desk.program.start(SCENE, "learn", "Ada")
    assert desk.program.room is None
    assert "cannot be recorded" in desk.program.home.notice_text.text()


@pytest.mark.parametrize("when", ["menu", "help", "moving", "item", "debrief", "home"])
def test_the_window_can_be_closed_at_any_moment(desk: Desk, when: str) -> None:
    if when != "home":
        room = desk.start()
        desk.order("secure-scene", gloves="worn")
    if when == "menu":
        room.screen.ask_where("")
    elif when == "help":
        room.screen.show_help()
    elif when == "moving":
        room.order("roll-to-side", "", {"call": "counted"})
        desk.clock.now_s += 1.0
        room.tick()
    elif when == "item":
        room.screen.toggle_item("collar")
    elif when == "debrief":
        desk.finish()
        assert desk.program.replay is not None
        desk.program.replay.play(True)
    desk.program.window.close()
    sure = desk.program.window.findChild(QPushButton, "yes")
    if sure is not None:
        sure.click()
    desk.settle()
    assert not desk.program.window.isVisible()
    assert desk.program.room is None
    assert desk.program.replay is None
    if when != "home":
        assert "secure-scene" in desk.acts()


def test_close_asks_in_mid_session_and_no_means_no(desk: Desk) -> None:
    desk.start()
    desk.program.window.close()
    desk.settle()
    stay = desk.program.window.findChild(QPushButton, "no")
    assert stay is not None
    stay.click()
    desk.settle()
    assert desk.program.window.isVisible()
    desk.order("secure-scene", gloves="worn")
    assert desk.acts() == ["secure-scene"]


def test_a_storm_of_sizes_languages_and_themes_changes_no_record(desk: Desk) -> None:
    room = desk.start("learn")
    desk.order("secure-scene", gloves="worn")
    before = desk.journals()[0].read_bytes()
    for number in range(30):
        desk.program.window.resize(1024 + 31 * (number % 17), 680 + 23 * (number % 11))
        if number % 3 == 0:
            room.screen.switches.language_button.click()
        if number % 5 == 0:
            room.screen.switches.theme_button.click()
        desk.settle()
    desk.program.window.showMinimized()
    desk.pass_s(1.0)
    desk.program.window.showNormal()
    desk.settle()
    assert desk.journals()[0].read_bytes() == before
    desk.order("inform-patient", **{"from": "in-view"})
    assert desk.acts() == ["secure-scene", "inform-patient"]


def test_a_performance_plays_to_its_debrief(desk: Desk, tmp_path: Path) -> None:
    done = perform_script(SCENE, REFERENCE, tmp_path / "out")
    player = Player(desk.program, done, desk.clock)
    for _ in range(400):
        desk.clock.now_s += 0.5
        desk.room.tick()
        player._follow()
        if player._ended:
            break
    desk.settle()
    screen = desk.program.window.screen_shown()
    assert isinstance(screen, DebriefScreen)
    assert screen._view is not None
    assert screen._view.passed is True
    assert (tmp_path / "out" / JOURNAL).is_file()
    assert not (tmp_path / "out" / SCORECARD).exists() or (tmp_path / "out" / SCORECARD).stat().st_size


def test_whoever_has_seen_enough_of_a_performance_ends_it(desk: Desk, tmp_path: Path) -> None:
    done = perform_script(SCENE, REFERENCE, tmp_path / "out")
    Player(desk.program, done, desk.clock)
    desk.pass_s(30.0)
    desk.key(Qt.Key.Key_F2)
    desk.finish()
    screen = desk.program.window.screen_shown()
    assert isinstance(screen, DebriefScreen)
    assert screen.verdict.text() == "合格"


def test_a_performance_whose_window_is_closed_just_ends(desk: Desk, tmp_path: Path) -> None:
    done = perform_script(SCENE, REFERENCE, tmp_path / "out")
    player = Player(desk.program, done, desk.clock)
    desk.pass_s(1.0)
    desk.program.window.close()
    desk.clock.now_s += 500.0
    player._follow()
    desk.settle()
    QTimer.singleShot(0, desk.settle)
    desk.settle()
    assert desk.program.room is None
    assert desk.program.replay is None
