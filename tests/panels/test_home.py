"""The home screen: name, scene, mode, start; broken scenes; language and theme."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from simulator.panels.cards import PICTURE_PX, Picture, RecentRow
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


def many(count: int) -> HomeView:
    first = home_view().scenes[0]
    return home_view(scenes=tuple(replace(first, scene_id=f"scene-{n}") for n in range(count)))


@pytest.mark.parametrize("size", [(1024, 680), (1280, 800), (1920, 1080)])
@pytest.mark.parametrize("count", [1, 2, 9, 40])
def test_no_card_is_cut_and_large_ones_need_no_scrolling(screen: HomeScreen, count: int, size: tuple[int, int]) -> None:
    screen.resize(*size)
    screen.show_view(many(count))
    for _ in range(3):
        QApplication.processEvents()
    tiles = list(screen.tiles.values())
    assert all(tile.height() >= tile.heightForWidth(tile.width()) for tile in tiles)
    body = tiles[0].parentWidget()
    assert body is not None
    assert all(body.rect().contains(tile.geometry()) for tile in tiles)
    bar = screen._left.verticalScrollBar()
    assert tiles[-1].mapTo(screen, tiles[-1].rect().bottomLeft()).y() - bar.maximum() < size[1]
    large = tiles[0].findChildren(Picture)[0].height() > PICTURE_PX.height()
    assert not (large and bar.maximum())


@pytest.mark.parametrize("count", [4, 9])
def test_a_large_window_is_used_by_large_cards(screen: HomeScreen, count: int) -> None:
    screen.resize(1920, 1080)
    screen.show_view(many(count))
    for _ in range(3):
        QApplication.processEvents()
    last = list(screen.tiles.values())[-1]
    corner = last.mapTo(screen, last.rect().bottomRight())
    assert corner.y() > 900
    assert corner.x() > 1300
    screen.resize(1280, 800)
    screen.show_view(many(count))
    QApplication.processEvents()
    assert all(tile.width() < 900 for tile in screen.tiles.values())


def test_arrows_go_from_scene_to_scene_and_what_has_the_focus_is_in_sight(screen: HomeScreen, qtbot: QtBot) -> None:
    screen.show_view(many(12))
    for _ in range(3):
        QApplication.processEvents()
    tiles = list(screen.tiles.values())
    tiles[0].setFocus()
    qtbot.keyClick(tiles[0], Qt.Key.Key_Right)
    assert tiles[1].hasFocus()
    for at in (1, 3, 5, 7, 9):
        qtbot.keyClick(tiles[at], Qt.Key.Key_Down)
    assert tiles[11].hasFocus()
    port = screen._left.viewport()
    assert port.rect().contains(tiles[11].mapTo(port, tiles[11].rect().center()))
    qtbot.keyClick(tiles[11], Qt.Key.Key_Down)
    assert tiles[11].hasFocus()


def test_enter_chooses_a_scene_and_enter_again_starts_it(screen: HomeScreen, started: Started, qtbot: QtBot) -> None:
    tile = screen.tiles["severe-bleeding"]
    qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert started == []
    qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert started == [("severe-bleeding", "practise", "A-1042")]
    qtbot.keyClick(screen.tiles["broken"], Qt.Key.Key_Return)
    qtbot.keyClick(screen.tiles["broken"], Qt.Key.Key_Return)
    assert len(started) == 1


def test_the_widest_recent_session_fits_beside_the_scenes(screen: HomeScreen) -> None:
    widest = replace(home_view().recent[0], mode="Practise", when="2026-11-22 09:13", result="Not passed · 100 %")
    screen.show_view(home_view(recent=(widest,)))
    for _ in range(3):
        QApplication.processEvents()
    row = screen.findChildren(RecentRow)[0]
    assert row.width() >= row.minimumSizeHint().width()
    assert screen.name.mapTo(screen, screen.name.rect().topRight()).x() < screen.width() - 20


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_the_widest_best_result_is_read_whole_on_its_card(screen: HomeScreen, width: int) -> None:
    first = replace(home_view().scenes[0], best="Not passed · 100 %")
    screen.resize(width, 800)
    screen.show_view(home_view(scenes=tuple(replace(first, scene_id=f"scene-{n}") for n in range(9))))
    for _ in range(3):
        QApplication.processEvents()
    for tile in screen.tiles.values():
        for part in tile.findChildren(QLabel):
            assert part.wordWrap() or part.width() >= part.sizeHint().width(), part.text()


def test_tab_goes_as_one_reads_and_stops_at_one_scene(screen: HomeScreen, qtbot: QtBot) -> None:
    screen.setFocus()
    assert screen.name.hasFocus(), "whoever comes here begins to type"
    screen.switches.language_button.setFocus()
    reached: list[QWidget | None] = []
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    rows = screen.findChildren(RecentRow)
    assert reached[:2] == [screen.switches.theme_button, screen.review_button]
    assert reached[2:7] == [screen.tiles["spinal-transport"], screen.name, *screen.modes.values()]
    assert reached[7 : 7 + len(rows)] == rows
    assert reached[7 + len(rows)] is screen.start
