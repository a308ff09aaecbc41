"""A chart as a picture, sharp enough to print."""

import base64
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter

from simulator.panels.charting import attempts, bars, histogram
from simulator.panels.charting.axes import TITLE_PX, heading
from simulator.panels.theme import LIGHT, Palette
from simulator.presenting.charts import Attempts, Bars, Chart, Histogram

_Height = Callable[[Any, int], int]
_Paint = Callable[[QPainter, Any, int, int, Palette], None]
_KINDS: dict[type, tuple[_Height, _Paint]] = {
    Histogram: (histogram.height_px, histogram.paint),
    Bars: (bars.height_px, bars.paint),
    Attempts: (attempts.height_px, attempts.paint),
}


def picture(chart: Chart, width_px: int = 660, scale: float = 3.0, palette: Palette = LIGHT) -> QImage:
    """The chart under its title, `width_px` logical pixels wide and as high as it needs; `scale` real pixels for each.

    A QGuiApplication with the program's fonts must exist.
    """
    height_of, paint = _KINDS[type(chart)]
    height = height_of(chart, width_px)
    image = QImage(round(width_px * scale), round((TITLE_PX + height) * scale), QImage.Format.Format_RGB32)
    image.fill(palette.surface)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    heading(painter, chart.title, width_px, palette)
    painter.translate(0, TITLE_PX)
    paint(painter, chart, width_px, height, palette)
    painter.end()
    return image


def png_address(chart: Chart, width_px: int = 660) -> str:
    """The picture as a data address (PNG), for a page of HTML."""
    paper = QBuffer()
    paper.open(QIODevice.OpenModeFlag.WriteOnly)
    # PySide's stub knows only bytes here; Qt wants the name of the format as text.
    picture(chart, width_px).save(paper, "PNG")  # type: ignore[call-overload]
    return f"data:image/png;base64,{base64.b64encode(bytes(paper.data().data())).decode()}"
