"""The home screen: name, scene, mode, start; broken scenes; language and theme."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from simulator.panels.cards import RecentRow
from simulator.panels.home import HomeScreen
from simulator.presenting.home import HomeView, learner_problem
from simulator.presenting.language import Word
from tests.panels.samples import home_view


@pytest.fixture
def started() -> list[tuple[str, str, str]]:
    return []


@pytest.fixture
def screen(look: QApplication, qtbot: QtBot, started: list[tuple[str, str, str]]) -> HomeScreen:
    made = HomeScreen()
    qtbot.addWidget(made)
    made.start_asked.connect(lambda *asked: started.append(asked))
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.show_view(home_view())
    return made


Started = list[tuple[str, str, str]]


def test_start_tells_scene_mode_and_learner(screen: HomeScreen, started: Started, qtbot: QtBot) -> None:
    qtbot.mouseClick(screen.tiles["severe-bleeding"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.modes["assess"], Qt.MouseButton.LeftButton)
    screen.name.setText("  王小明 ")
    qtbot.mouseClick(screen.start, Qt.MouseButton.LeftButton)
    assert started == [("severe-bleeding", "assess", "王小明")]


def test_enter_in_the_name_field_starts(screen: HomeScreen, started: Started, qtbot: QtBot) -> None:
    qtbot.keyClick(screen.name, Qt.Key.Key_Return)
    assert started == [("spinal-transport", "practise", "A-1042")]


def test_without_a_name_nothing_starts_and_the_field_says_why(
    screen: HomeScreen, started: Started, qtbot: QtBot
) -> None:
    screen.name.clear()
    screen.start.click()
    assert started == []
    assert screen.name_problem.text() == "Enter your name or code first."
    assert screen.name.hasFocus()
    qtbot.keyClicks(screen.name, "B")
    assert screen.name_problem.text() == ""


def test_a_broken_scene_says_its_problems_and_cannot_be_chosen(
    screen: HomeScreen, started: Started, qtbot: QtBot
) -> None:
    tile = screen.tiles["broken"]
    texts = [label.text() for label in tile.findChildren(QLabel)]
    assert any("scene.yaml:41:7" in text for text in texts)
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(tile, Qt.MouseButton.LeftButton)
    assert not tile.isChecked()
    assert started == []
    screen.start.click()
    assert started[0][0] == "spinal-transport"


def test_without_a_scene_the_start_is_off(screen: HomeScreen) -> None:
    screen.show_view(home_view(scenes=()))
    assert not screen.start.isEnabled()
    assert any(label.text() == "No scene was found." for label in screen.findChildren(QLabel))


def test_what_was_typed_and_chosen_survives_another_language(
    screen: HomeScreen, started: Started, qtbot: QtBot
) -> None:
    screen.name.clear()
    qtbot.keyClicks(screen.name, "C-7")
    qtbot.mouseClick(screen.tiles["severe-bleeding"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.modes["learn"], Qt.MouseButton.LeftButton)
    screen.show_view(home_view("zh"))
    assert screen.start.text() == "开始"
    screen.start.click()
    assert started == [("severe-bleeding", "learn", "C-7")]


def test_language_and_theme_ask_for_the_other_one(screen: HomeScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.language_chosen) as language:
        screen.switches.language_button.click()
    with qtbot.waitSignal(screen.theme_chosen) as theme:
        screen.switches.theme_button.click()
    assert (language.args, theme.args) == (["zh"], ["dark"])


def test_cards_are_chosen_by_keys(screen: HomeScreen, started: Started, qtbot: QtBot) -> None:
    qtbot.keyClick(screen.tiles["severe-bleeding"], Qt.Key.Key_Return)
    qtbot.keyClick(screen.modes["assess"], Qt.Key.Key_Space)
    screen.start.click()
    assert started == [("severe-bleeding", "assess", "A-1042")]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("A-1042", None),
        ("王小明", None),
        ("x" * 60, None),
        ("", Word.NAME_MISSING),
        ("   ", Word.NAME_MISSING),
        ("x" * 61, Word.NAME_TOO_LONG),
        ("a\tb", Word.NAME_HAS_CONTROL),
        ("a\u202eb", Word.NAME_HAS_CONTROL),
    ],
)
def test_a_name_is_one_to_sixty_printable_characters(name: str, problem: Word | None) -> None:
    assert learner_problem(name) is problem


def test_an_empty_view_is_a_whole_screen(screen: HomeScreen) -> None:
    screen.show_view(HomeView())
    assert screen.tiles == {}


def test_many_scenes_stand_in_as_many_equal_columns_as_fit(screen: HomeScreen) -> None:
    first = home_view().scenes[0]
    scenes = tuple(replace(first, scene_id=f"scene-{n}", summary="Why? " * 9 * (n % 3)) for n in range(9))
    for width, columns in ((1024, 1), (1280, 2), (1920, 3)):
        screen.resize(width, 900)
        screen.show_view(home_view(scenes=scenes))
        for _ in range(3):
            QApplication.processEvents()
        tiles = list(screen.tiles.values())
        assert len({tile.x() for tile in tiles}) == columns
        assert max(tile.width() for tile in tiles) - min(tile.width() for tile in tiles) <= 1
        assert all(tile.height() >= tile.heightForWidth(tile.width()) for tile in tiles)


def test_the_widest_recent_session_fits_beside_the_scenes(screen: HomeScreen) -> None:
    widest = replace(home_view().recent[0], mode="Practise", when="2026-11-22 09:13", result="Not passed · 100 %")
    screen.show_view(home_view(recent=(widest,)))
    for _ in range(3):
        QApplication.processEvents()
    row = screen.findChildren(RecentRow)[0]
    assert row.width() >= row.minimumSizeHint().width()
    assert screen.name.mapTo(screen, screen.name.rect().topRight()).x() < screen.width() - 20
