"""What must be true of the Qt binding that is installed, or a session ends in the middle."""

import sys

from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

CALLS = 500


def test_calls_that_return_nothing_do_not_use_up_none(qtbot: QtBot) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        painter.setOpacity(1.0)
    after = sys.getrefcount(None)
    painter.end()
    assert before - after < CALLS / 10
