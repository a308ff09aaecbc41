"""The whole program off screen: real scenes, journals in a folder of their own, and a clock that a test moves."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from simulator.app.catalogue import Catalogue
from simulator.app.program import Program
from simulator.app.room import PracticeRoom
from simulator.core.events import ActionStarted
from simulator.panels import theme
from simulator.paths import scenes_dir
from simulator.recording.replay import Recorded, recorded
from simulator.scenefile import Loaded, load
from tests.needed import without

SCENE = "spinal-transport"


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@cache
def _shipped() -> dict[str, Loaded]:
    return {file.parent.name: load(file) for file in scenes_dir().glob("*/scene.yaml")}


def catalogue() -> Catalogue:
    """A catalogue that knows the program's own scenes already: to read them again for each test takes long."""
    return Catalogue(_read=dict(_shipped()))


class Desk:
    """A program with its window, and the hands of a learner."""

    def __init__(self, qtbot: QtBot, app: QApplication, home: Path, renderer: str = "none") -> None:
        self.qtbot, self.home, self.clock = qtbot, home, Clock()
        self.asked: list[Path] = []
        self.answer: Path | None = None
        self.program = Program(app, catalogue(), renderer, ask=self._ask, clock=self.clock)
        qtbot.addWidget(self.program.window)
        self.program.window.show()
        self.settle()

    def _ask(self, over: object, file: Path, language: str, answered: Callable[[Path], None]) -> None:
        self.asked.append(file)
        if self.answer is not None:
            answered(self.answer)

    def settle(self) -> None:
        """Let everything that was asked for happen."""
        for _ in range(3):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def start(self, mode: str = "practise", learner: str = "Ada") -> PracticeRoom:
        """Begin a session by the buttons of the home screen."""
        home = self.program.home
        home.name.setText(learner)
        home.modes[mode].click()
        home.start.click()
        self.settle()
        self.pass_s(1.0)
        return self.room

    def order(self, action: str, actor: str = "", **choices: str) -> None:
        """Order an action and wait until it is done."""
        room = self.room
        takes_s = room.session.scene.actions[action].takes_s
        room.screen.action_chosen.emit(action, actor, choices)
        self.settle()
        self.pass_s(takes_s + 0.1)

    def pass_s(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.now_s += seconds
        if self.program.room is not None:
            self.program.room.tick()
        self.settle()

    def finish(self) -> None:
        """Press "Finish" and agree."""
        self.room.screen.finish_button.click()
        self.settle()
        sure = self.room.screen.findChild(QPushButton, "yes")
        if sure is not None:
            sure.click()
        self.settle()

    def key(self, key: Qt.Key) -> None:
        """Press a key wherever the focus is."""
        self.program.window.activateWindow()
        self.qtbot.waitUntil(self.program.window.isActiveWindow)
        self.settle()
        self.qtbot.keyClick(QApplication.focusWidget() or self.program.window, key)
        self.settle()

    @property
    def room(self) -> PracticeRoom:
        """The practice room, which must be open."""
        assert self.program.room is not None, "no session is open"
        return self.program.room

    def journals(self) -> list[Path]:
        """All journals, oldest first."""
        return sorted((self.home / "sessions").glob("*.jsonl"), key=lambda path: path.stat().st_mtime_ns)

    def record(self) -> Recorded:
        """What the newest journal holds."""
        return recorded(self.journals()[-1])

    def acts(self) -> list[str]:
        """The actions that the newest journal holds."""
        return [event.action for event in self.record().events if isinstance(event, ActionStarted)]

    def centre(self) -> QPoint:
        """A point on the stage, in pixels of the screen."""
        stage = self.room.screen.stage
        return stage.mapToGlobal(stage.rect().center())


def on_stage(desk: Desk) -> Iterator[Desk]:
    """A desk in a session with a 3D view, put away afterwards. Without a renderer there is nothing to try."""
    if desk.room.theatre is None:
        why = desk.room.screen.stage.toast.text
        desk.program.leave()
        without(why)
    yield desk
    desk.program.leave()


@pytest.fixture
def look(qapp: QApplication) -> QApplication:
    """The application with the bundled fonts, without the widgets of earlier tests."""
    if not set(theme.FAMILIES) <= set(QFontDatabase.families()):
        assert theme.load_fonts(Path(__file__).parents[2] / "assets" / "fonts")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return qapp


@pytest.fixture
def desk(qtbot: QtBot, look: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The program without a 3D view."""
    monkeypatch.setenv("MANIKIN_HOME", str(tmp_path / "home"))
    made = Desk(qtbot, look, tmp_path / "home")
    yield made
    made.program.leave()
    theme.apply(look, "light")


@pytest.fixture(scope="session")
def performed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Journals of scripted learners."""
    from tests.app.stocked import perform_all

    return perform_all(tmp_path_factory.mktemp("performed"))


@pytest.fixture
def stocked(desk: Desk, performed: dict[str, Path]) -> Desk:
    """A program whose records hold these sessions."""
    from tests.app.stocked import put_in

    return put_in(desk, performed)
