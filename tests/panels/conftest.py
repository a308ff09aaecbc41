"""Screens off screen, in the real fonts and theme."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from simulator.panels import theme

FONTS = Path(__file__).parents[2] / "assets" / "fonts"


@pytest.fixture
def look(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the light theme with the bundled fonts."""
    if not set(theme.FAMILIES) <= set(theme.QFontDatabase.families()):
        assert theme.load_fonts(FONTS)
    theme.apply(qapp, "light")
    yield qapp
    theme.apply(qapp, "light")


class PaintedStage(QWidget):
    """A plain picture in the place of the stage."""

    def paintEvent(self, event: object) -> None:
        from PySide6.QtCore import QPointF
        from PySide6.QtGui import QColor, QLinearGradient, QPainter

        shade = QLinearGradient(QPointF(0, 0), QPointF(0, self.height()))
        shade.setColorAt(0, QColor("#B9C6CF"))
        shade.setColorAt(1, QColor("#E6ECF0"))
        QPainter(self).fillRect(self.rect(), shade)


@pytest.fixture
def stage_slot() -> type[QWidget]:
    return PaintedStage
