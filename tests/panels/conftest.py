"""Screens off screen, in the real fonts and theme."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF
from PySide6.QtGui import QColor, QFontDatabase, QLinearGradient, QPainter
from PySide6.QtWidgets import QApplication, QWidget

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from simulator.panels import theme

FONTS = Path(__file__).parents[2] / "assets" / "fonts"


@pytest.fixture
def look(qapp: QApplication) -> QApplication:
    """The application in the light theme with the bundled fonts, without the widgets of earlier tests."""
    if not set(theme.FAMILIES) <= set(QFontDatabase.families()):
        assert theme.load_fonts(FONTS)
    # A widget that was told to delete itself goes only in an event loop, and no test runs one to its end.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.apply(qapp, "light")
    return qapp


class PaintedStage(QWidget):
    """A plain picture in the place of the stage."""

    def paintEvent(self, event: object) -> None:
        shade = QLinearGradient(QPointF(0, 0), QPointF(0, self.height()))
        shade.setColorAt(0, QColor("#B9C6CF"))
        shade.setColorAt(1, QColor("#E6ECF0"))
        QPainter(self).fillRect(self.rect(), shade)


@pytest.fixture
def stage_slot() -> type[QWidget]:
    return PaintedStage
