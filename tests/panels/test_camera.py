"""The panel of augmented reality shows what there is and tells what is wished for."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from simulator.panels.cameraview import CameraPanel
from simulator.presenting.camera import CameraView, Survey, Wish
from simulator.presenting.camera_words import CameraWord
from simulator.presenting.language import say


@pytest.fixture
def panel(qtbot: QtBot, look: QApplication) -> Iterator[CameraPanel]:
    host = QWidget()
    host.resize(900, 600)
    qtbot.addWidget(host)
    made = CameraPanel(host)
    host.show()
    made.show_view(CameraView("en", ("Front", "Desk"), Wish(source="Front")))
    made.show()
    yield made
    host.close()


def test_each_choice_is_a_wish(panel: CameraPanel, qtbot: QtBot) -> None:
    wishes: list[Wish] = []
    panel.wished.connect(wishes.append)
    panel.devices.buttons["Desk"].click()
    panel.sizes.buttons["1920 x 1080"].click()
    panel.scales.buttons["1:2"].click()
    panel.papers.buttons["A3"].click()
    panel.mirror.click()
    panel.source.setText("film.mp4")
    qtbot.keyClick(panel.source, Qt.Key.Key_Return)
    assert wishes[-1] == Wish("film.mp4", "1920 x 1080", True, "1:2", "a3")
    assert len(wishes) == 6
    panel.scales.buttons["1:2"].click()
    assert len(wishes) == 6, "what is already so is no wish"


def test_a_guessed_lens_is_said_to_be_one_and_a_calibrated_one_bears_its_figure(panel: CameraPanel) -> None:
    assert panel.lens.text() == CameraWord.GUESS.value[0]
    panel.show_view(CameraView("zh", wish=Wish(source="0"), quality="good", error_px=0.314, on=True))
    assert panel.lens.text() == say(CameraWord.GOOD, "zh", error="0.31")
    assert panel.switch.text() == CameraWord.STOP.value[1]


def test_everything_has_room(panel: CameraPanel) -> None:
    panel.show_view(CameraView("en", ("Front",), Wish(source="Front"), trouble="The camera is gone. " * 6))
    QApplication.processEvents()
    for child in (panel.lens, panel.trouble, panel.switch, panel.calibrate, panel.sizes):
        needed = child.heightForWidth(child.width()) if child.hasHeightForWidth() else child.minimumSizeHint().height()
        assert child.height() >= min(needed, child.maximumHeight()), child
    assert panel.switch.geometry().bottom() <= panel.height()


def test_a_survey_can_be_finished_as_soon_as_it_may_and_esc_ends_it(panel: CameraPanel, qtbot: QtBot) -> None:
    covered = (True,) * 4 + (False,) * 5
    panel.show_view(CameraView("en", survey=Survey(7, 15, 8, covered)))
    assert not panel.survey.take.isEnabled()
    assert not panel.switch.isVisible()
    panel.show_view(CameraView("en", survey=Survey(8, 15, 8, covered)))
    with qtbot.waitSignal(panel.calibration_taken):
        panel.survey.take.click()
    with qtbot.waitSignal(panel.calibration_cancelled):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)
    panel.show_view(CameraView("en"))
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)
