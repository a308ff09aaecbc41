"""The window: one screen at a time, and no closing by accident in the middle of a session."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from simulator.panels.window import Window


@pytest.fixture
def window(look: QApplication, qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def _press(qtbot: QtBot, window: Window, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_outside_a_session_it_closes_at_once(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closed):
        window.close()
    assert not window.isVisible()


def test_in_mid_session_it_asks_first(window: Window, qtbot: QtBot) -> None:
    told = []
    window.closed.connect(lambda: told.append(True))
    window.in_session = True
    window.close()
    assert window.isVisible()
    _press(qtbot, window, "no")
    assert window.isVisible()
    assert told == []
    window.close()
    _press(qtbot, window, "yes")
    assert not window.isVisible()
    assert told == [True]


def test_one_screen_is_in_front(window: Window) -> None:
    first, second = QWidget(), QWidget()
    window.show_screen(first)
    window.show_screen(second)
    assert window.screen_shown() is second
    window.show_screen(first)
    assert window.screen_shown() is first
    window.drop_screen(first)
    assert window.screen_shown() is second
