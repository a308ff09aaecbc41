"""A practice screen on show, worked by keys and mouse, with everything that it told."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from simulator.panels.practice import PracticeScreen
from tests.panels.samples import practice_view

Key = Qt.Key
Order = tuple[str, str, dict[str, str]]


class Bench:
    """A practice screen on show with everything that it told."""

    def __init__(self, qtbot: QtBot, slot: QWidget, flat: bool = False) -> None:
        self.qtbot, self.screen = qtbot, PracticeScreen(slot, flat)
        self.orders: list[Order] = []
        self.said: list[tuple[str, object]] = []
        self.screen.action_chosen.connect(lambda *order: self.orders.append(order))
        for name in ("hint_asked", "finish_asked"):
            getattr(self.screen, name).connect(lambda name=name: self.said.append((name, None)))
        for name in ("see_through_toggled", "camera_chosen", "item_held"):
            getattr(self.screen, name).connect(lambda value, name=name: self.said.append((name, value)))
        qtbot.addWidget(self.screen)
        self.screen.resize(1280, 800)
        self.screen.show()
        self.screen.activateWindow()
        qtbot.waitActive(self.screen)
        self.screen.show_view(practice_view())

    def press(self, *keys: Key) -> None:
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget() or self.screen, key)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        for sign in text:
            self.qtbot.keyClick(QApplication.focusWidget() or self.screen, sign)
            QApplication.processEvents()

    def lines(self) -> list[str]:
        level = self.screen.stage.menu.level()
        return [line.text for line in level.lines] if level else []

    def centre(self) -> QPoint:
        return self.screen.stage.mapToGlobal(QPoint(300, 200))
