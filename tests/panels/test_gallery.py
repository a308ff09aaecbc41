"""Every screen in both themes, both languages and two window sizes, as pictures; nothing may be cut off.

MANIKIN_GALLERY=folder keeps the pictures for looking at.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from simulator.panels import theme
from simulator.panels.checklist import Checklist
from simulator.panels.debrief import DebriefScreen
from simulator.panels.home import HomeScreen
from simulator.panels.practice import PracticeScreen
from simulator.presenting.language import Language
from tests.panels.samples import debrief_view, home_view, practice_view, rolling

SIZES = ((1280, 800), (1920, 1080))
Maker = Callable[[type[QWidget], Language, str], tuple[QWidget, Callable[[QWidget], object]]]


def _home(slot: type[QWidget], language: Language, look: str) -> tuple[QWidget, Callable[[QWidget], object]]:
    screen = HomeScreen()
    return screen, lambda _: screen.show_view(home_view(language, look))


def _home_empty(slot: type[QWidget], language: Language, look: str) -> tuple[QWidget, Callable[[QWidget], object]]:
    screen = HomeScreen()
    notice = {"en": "The folder for sessions cannot be written.", "zh": "练习记录文件夹无法写入。"}[language]

    def show(_: QWidget) -> None:
        screen.show_view(home_view(language, look, scenes=(), recent=(), learner="", notice=notice))
        screen.try_start()

    return screen, show


def _practice(mode: str, **changes: object) -> Maker:
    def make(slot: type[QWidget], language: Language, look: str) -> tuple[QWidget, Callable[[QWidget], object]]:
        screen = PracticeScreen(slot())
        return screen, lambda _: screen.show_view(practice_view(language, mode, look, **changes))

    return make


def _rolling(mode: str, steers: bool = True) -> Maker:
    def make(slot: type[QWidget], language: Language, look: str) -> tuple[QWidget, Callable[[QWidget], object]]:
        screen = PracticeScreen(slot())
        moving = rolling(language, steers)
        return screen, lambda _: screen.show_view(practice_view(language, mode, look, toast=None, movement=moving))

    return make


def _menu(slot: type[QWidget], language: Language, look: str) -> tuple[QWidget, Callable[[QWidget], object]]:
    screen = PracticeScreen(slot())

    def show(_: QWidget) -> None:
        screen.show_view(practice_view(language, "practise", look, toast=None))
        screen.open_region("neck", screen.stage.mapToGlobal(QPoint(360, 240)))

    return screen, show


def _where(slot: type[QWidget], language: Language, look: str) -> tuple[QWidget, Callable[[QWidget], object]]:
    screen = PracticeScreen(slot())

    def show(_: QWidget) -> None:
        screen.show_view(
            practice_view(language, "learn", look, toast=None, movement=rolling(language), hint="Look first.")
        )
        screen.ask_where("")

    return screen, show


def _sheet(name: str) -> Maker:
    def make(slot: type[QWidget], language: Language, look: str) -> tuple[QWidget, Callable[[QWidget], object]]:
        screen = PracticeScreen(slot())

        def show(_: QWidget) -> None:
            screen.show_view(practice_view(language, "practise", look))
            getattr(screen, name)()

        return screen, show

    return make


def _flat(slot: type[QWidget], language: Language, look: str) -> tuple[QWidget, Callable[[QWidget], object]]:
    checklist = Checklist()
    screen = PracticeScreen(checklist, flat=True)

    def show(_: QWidget) -> None:
        screen.show_view(practice_view(language, "learn", look))
        checklist.map.mark("neck")

    return screen, show


def _debrief(replayed: bool, table: bool) -> Maker:
    def make(slot: type[QWidget], language: Language, look: str) -> tuple[QWidget, Callable[[QWidget], object]]:
        screen = DebriefScreen(slot() if replayed else None)

        def show(_: QWidget) -> None:
            screen.show_view(debrief_view(language, look))
            screen.choose_finding("f-letgo")
            if table:
                screen.table_tab.click()

        return screen, show

    return make


SCREENS: dict[str, Maker] = {
    "home": _home,
    "home-empty": _home_empty,
    "practice-learn": _practice("learn"),
    "practice-assess": _practice("assess"),
    "practice-roll": _rolling("learn"),
    "practice-roll-unheld": _rolling("practise", steers=False),
    "practice-roll-assess": _rolling("assess"),
    "practice-menu": _menu,
    "practice-where": _where,
    "practice-finish": _sheet("ask_to_finish"),
    "practice-keys": _sheet("show_help"),
    "practice-flat": _flat,
    "debrief": _debrief(replayed=True, table=False),
    "debrief-table": _debrief(replayed=False, table=True),
}


def _cut(screen: QWidget) -> list[str]:
    """Labels and buttons whose text does not fit into them."""
    found = []
    for label in screen.findChildren(QLabel):
        if label.isVisible() and label.text() and type(label) is QLabel:
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().width()
            if needed > (label.height() if label.wordWrap() else label.width()):
                found.append(label.text())
    for button in screen.findChildren(QPushButton):
        if button.isVisible() and button.text() and button.sizeHint().width() > button.width():
            found.append(button.text())
    return found


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("look_name", ["light", "dark"])
@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_shows_its_texts_whole(
    look: QApplication,
    qtbot: QtBot,
    stage_slot: type[QWidget],
    name: str,
    look_name: str,
    language: Language,
    size: tuple[int, int],
    tmp_path: Path,
) -> None:
    theme.apply(look, look_name)
    screen, show = SCREENS[name](stage_slot, language, look_name)
    qtbot.addWidget(screen)
    screen.resize(*size)
    screen.show()
    qtbot.waitExposed(screen)
    show(screen)
    for _ in range(3):
        look.processEvents()
    picture = screen.grab().toImage()
    assert (picture.width(), picture.height()) == size
    folder = os.environ.get("MANIKIN_GALLERY")
    if folder:
        assert picture.save(str(Path(folder) / f"{name}-{look_name}-{language}-{size[0]}.png"))
    assert _cut(screen) == []
    assert len({picture.pixel(x, y) for x in range(0, size[0], 16) for y in range(0, size[1], 16)}) > 12
