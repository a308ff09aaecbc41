"""How the patient was moved, handling beside handling: the injured level above, the head against the trunk below.

Time in which nothing was moved is left out. A click goes to its moment; the line of the present moment runs through.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QImageWriter,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QToolTip

from simulator.panels import theme
from simulator.panels.timechart import TimeChart
from simulator.presenting.language import Language, clock_text, say
from simulator.presenting.motion_values import MotionPanel, MotionPlot
from simulator.presenting.motion_words import MotionWord

INKS = ("accent", "violet", "ink2")
AXIS_PX, GAP_PX, RIGHT_PX = 34, 12, 96
TITLE_PX, NAME_PX, TIMES_PX, FOOT_PX = 22, 20, 18, 34
PLOT_GAP_PX = 8
CHIP_PX = 14  # around the words of a figure
STROKE_PX = 0.7
DOWN_PX = 6  # over the zero of an axis that goes down
SEMIBOLD = QFont.Weight.DemiBold
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Place:
    """Where a panel is drawn, and the seconds from its left to its right edge.

    `number`: which it is of several handlings of one name, from 1 (0: there is no other).
    `title_px`: the height over the plots; with two lines the name stands alone in the first.
    """

    panel: MotionPanel
    box: QRectF
    number: int = 0
    title_px: float = TITLE_PX

    def x(self, at_s: float) -> float:
        """Where a moment lies."""
        share = (at_s - self.panel.start_s) / max(self.panel.until_s - self.panel.start_s, 1e-6)
        return self.box.left() + share * self.box.width()

    def at_s(self, x: float) -> float:
        """The moment at a place, within the panel."""
        share = (x - self.box.left()) / max(self.box.width(), 1.0)
        return self.panel.start_s + min(max(share, 0.0), 1.0) * (self.panel.until_s - self.panel.start_s)


def places(panels: Sequence[MotionPanel], area: QRectF) -> tuple[Place, ...]:
    """The panels side by side, as wide as they took long. A QGuiApplication with the program's fonts must exist."""
    room = area.width() - AXIS_PX - RIGHT_PX - GAP_PX * (len(panels) - 1)
    whole = sum(panel.until_s - panel.start_s for panel in panels) or 1.0
    made, left = [], area.left() + AXIS_PX
    for panel, number in zip(panels, _numbers(panels), strict=True):
        wide = room * (panel.until_s - panel.start_s) / whole
        made.append(Place(panel, QRectF(left, area.top(), wide, area.height()), number))
        left += wide + GAP_PX
    if all(map(_in_one_line, made)):
        return tuple(made)
    return tuple(replace(place, title_px=2 * TITLE_PX) for place in made)


def _numbers(panels: Sequence[MotionPanel]) -> Iterator[int]:
    """Which each is of those of its name."""
    of, met = Counter(panel.title for panel in panels), Counter[str]()
    for panel in panels:
        met[panel.title] += 1
        yield met[panel.title] if of[panel.title] > 1 else 0


def _in_one_line(place: Place) -> bool:
    """Is there room for the whole name beside the figure?"""
    width = _metrics().horizontalAdvance
    return width(_title(place)) + width(place.panel.figure) + 2 * CHIP_PX < place.box.width()


def _title(place: Place) -> str:
    return f"{place.panel.title} · {place.number}" if place.number else place.panel.title


def _metrics() -> QFontMetricsF:
    return QFontMetricsF(theme.ui_font(12, SEMIBOLD))


def spans(placed: Sequence[Place]) -> tuple[tuple[str, QRectF], ...]:
    """Each name with the line over all panels of it that stand beside one another."""
    made = []
    for title, row in groupby(placed, key=lambda place: place.panel.title):
        boxes = [place.box for place in row]
        wide = boxes[-1].right() - boxes[0].left()
        made.append((title, QRectF(boxes[0].left(), boxes[0].top(), wide, TITLE_PX)))
    return tuple(made)


def paint_motion(painter: QPainter, area: QRectF, panels: Sequence[MotionPanel], shown: theme.Palette) -> None:
    """Draw all panels into `area` in the colours of `shown`."""
    placed = places(panels, area)
    if placed and placed[0].title_px > TITLE_PX:
        for title, line in spans(placed):
            _paint_name(painter, line, title, shown)
    for number, place in enumerate(placed):
        _paint_title(painter, place, shown)
        boxes = plot_boxes(place)
        for plot, box in zip(place.panel.plots, boxes, strict=True):
            _paint_plot(painter, place, plot, box, shown)
            if number == 0:
                _paint_scale(painter, plot, box, area, shown)
            if number == len(panels) - 1:
                _paint_marks_names(painter, plot, box, shown)
        _paint_times(painter, place, shown)


def plot_boxes(place: Place) -> tuple[QRectF, ...]:
    """Where the plots of a panel are drawn, one below the other."""
    count = len(place.panel.plots)
    room = place.box.height() - place.title_px - TIMES_PX - PLOT_GAP_PX * (count - 1) - NAME_PX * count
    tall, top, made = room / count, place.box.top() + place.title_px, []
    for _ in range(count):
        made.append(QRectF(place.box.left(), top + NAME_PX, place.box.width(), tall))
        top += NAME_PX + tall + PLOT_GAP_PX
    return tuple(made)


def _paint_name(painter: QPainter, line: QRectF, text: str, shown: theme.Palette) -> None:
    painter.setFont(theme.ui_font(12, SEMIBOLD))
    painter.setPen(QColor(shown.ink))
    painter.drawText(line, LEFT, _metrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width()))


def _paint_title(painter: QPainter, place: Place, shown: theme.Palette) -> None:
    """The name, or under it the number, and at the right the figure with as many words as there is room for."""
    panel, box = place.panel, QRectF(place.box)
    box.setTop(place.box.top() + place.title_px - TITLE_PX)
    box.setHeight(TITLE_PX)
    name = _title(place) if place.title_px == TITLE_PX else str(place.number or "")
    _paint_name(painter, box, name, shown)
    width = _metrics().horizontalAdvance
    room = box.width() - (width(name) + CHIP_PX if name else 0.0)
    said = next((text for text in (panel.summary, panel.figure) if width(text) + CHIP_PX <= room), "")
    if not said:
        return
    chip = QRectF(box.right() - width(said) - CHIP_PX, box.top() + 2, width(said) + CHIP_PX, TITLE_PX - 4)
    if place.title_px > TITLE_PX and not name:
        chip.moveLeft(box.left())  # under the beginning of the name
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(shown.soft(panel.tone)))
    painter.drawRoundedRect(chip, 4, 4)
    painter.setPen(QColor(shown.tone(panel.tone)))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, said)


def _paint_plot(painter: QPainter, place: Place, plot: MotionPlot, box: QRectF, shown: theme.Palette) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(shown.bg))
    painter.drawRoundedRect(box, 4, 4)
    word = place.x(place.panel.word_s)
    painter.setBrush(QColor(shown.accent_soft))
    painter.drawRoundedRect(QRectF(QPointF(word, box.top()), box.bottomRight()), 4, 4)
    painter.setPen(QPen(QColor(shown.control), 1))
    painter.drawLine(QPointF(box.left(), _y(box, 0.0, plot)), QPointF(box.right(), _y(box, 0.0, plot)))
    if not plot.down:
        _paint_marks(painter, plot, box, shown)
    painter.save()
    painter.setClipRect(box)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line, ink in zip(plot.lines, INKS, strict=False):
        painter.setPen(QPen(QColor(getattr(shown, ink)), STROKE_PX if plot.down else 1.8))
        points = [QPointF(place.x(t), _y(box, v, plot)) for t, v in zip(line.t_s, line.values, strict=True)]
        painter.drawPolyline(QPolygonF(points))
    painter.restore()
    if plot.down:  # strokes lie close together: the marks go over them
        _paint_marks(painter, plot, box, shown)


def _paint_marks(painter: QPainter, plot: MotionPlot, box: QRectF, shown: theme.Palette) -> None:
    for mark in plot.marks:
        painter.setPen(QPen(QColor(shown.mark(mark.tone)), 1, Qt.PenStyle.DashLine))
        for sign in (1,) if plot.down else (1, -1):
            y = _y(box, sign * mark.degrees, plot)
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))


def _paint_scale(painter: QPainter, plot: MotionPlot, box: QRectF, area: QRectF, shown: theme.Palette) -> None:
    """The plot's name with its lines, above it, and the scale at its left."""
    painter.setFont(theme.ui_font(11, SEMIBOLD))
    painter.setPen(QColor(shown.ink3))
    top, x = box.top() - NAME_PX, box.left()
    painter.drawText(QRectF(x, top, 400, NAME_PX), LEFT, plot.title)
    x += painter.fontMetrics().horizontalAdvance(plot.title) + 14
    for line, ink in zip(plot.lines, INKS, strict=False):
        painter.setPen(QPen(QColor(getattr(shown, ink)), 2))
        painter.drawLine(QPointF(x, top + NAME_PX / 2), QPointF(x + 12, top + NAME_PX / 2))
        painter.drawText(QRectF(x + 16, top, 100, NAME_PX), LEFT, line.text)
        x += 16 + painter.fontMetrics().horizontalAdvance(line.text) + 12
    painter.setFont(theme.ui_font(11))
    painter.setPen(QColor(shown.ink3))
    whole = _whole(plot.most_deg)
    for degrees in (whole, 0.0) if plot.down else (whole, 0.0, -whole):
        y = _y(box, degrees, plot)
        painter.drawText(QRectF(area.left(), y - 8, AXIS_PX - 6, 16), RIGHT, f"{degrees:g}{plot.unit}")


def _paint_marks_names(painter: QPainter, plot: MotionPlot, box: QRectF, shown: theme.Palette) -> None:
    painter.setFont(theme.ui_font(10))
    below = box.bottom()
    for mark in reversed(plot.marks) if plot.down else plot.marks:  # from below upwards
        painter.setPen(QColor(shown.tone(mark.tone)))
        y = min(_y(box, mark.degrees, plot), below - 12)
        painter.drawText(QRectF(box.right() + 6, y - 7, RIGHT_PX - 6, 14), LEFT, mark.text)
        below = y


def _paint_times(painter: QPainter, place: Place, shown: theme.Palette) -> None:
    painter.setFont(theme.ui_font(11))
    painter.setPen(QColor(shown.ink3))
    box = QRectF(place.box.left(), place.box.bottom() - TIMES_PX, place.box.width(), TIMES_PX)
    painter.drawText(box, LEFT, clock_text(place.panel.start_s))
    if box.width() > 90:
        painter.drawText(box, RIGHT, clock_text(place.panel.until_s))


def _y(box: QRectF, degrees: float, plot: MotionPlot) -> float:
    if plot.down:
        return box.top() + DOWN_PX + degrees / plot.most_deg * (box.height() - DOWN_PX)
    return box.center().y() - degrees / plot.most_deg * box.height() / 2


def _whole(most_deg: float) -> float:
    """A round number of degrees near the end of the scale."""
    return float(next((step for step in (100, 50, 40, 30, 20, 15, 10) if step <= most_deg), 5))


class MotionChart(TimeChart):
    """The chart as a page of the debrief."""

    def __init__(self) -> None:
        super().__init__()
        self._panels: tuple[MotionPanel, ...] = ()
        self._language: Language = "en"

    def show_panels(self, panels: tuple[MotionPanel, ...], language: Language) -> None:
        """Show these handlings."""
        self._panels, self._language = panels, language
        self.setAccessibleName(
            ", ".join([say(MotionWord.MOVED, language), *(f"{one.title}: {one.summary}" for one in panels)])
        )
        self.update()

    def placed(self) -> tuple[Place, ...]:
        """Where the panels are drawn now."""
        return places(self._panels, self._area())

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(0, 0, 0, -FOOT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = theme.palette(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_motion(painter, self._area(), self._panels, shown)
        painter.setPen(QPen(QColor(shown.ink), 1.5))
        for place in self.placed():
            if place.panel.start_s <= self._now_s <= place.panel.until_s:
                x = place.x(self._now_s)
                for box in plot_boxes(place):
                    painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        painter.setFont(theme.ui_font(11))
        painter.setPen(QColor(shown.ink3))
        foot = QRectF(0, self.height() - FOOT_PX + 2, self.width(), FOOT_PX - 2)
        wrapped = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
        feet = dict.fromkeys(one.foot or say(MotionWord.NO_PROBABILITY, self._language) for one in self._panels)
        painter.drawText(foot, wrapped, " ".join(feet))

    def _under(self, x: float) -> Place | None:
        return next(
            (one for one in self.placed() if one.box.left() - GAP_PX / 2 <= x <= one.box.right() + GAP_PX / 2), None
        )

    def told_at(self, x: float) -> str:
        """What a tool tip says of the handling there: all that may not find room over it; "" beside the panels."""
        place = self._under(x)
        if place is None:
            return ""
        panel = place.panel
        of = sum(one.title == panel.title for one in self._panels)
        name = f"{_title(place)} / {of}" if place.number else panel.title
        return "\n".join((name, panel.summary, f"{clock_text(panel.start_s)} – {clock_text(panel.until_s)}"))

    def event(self, event: QEvent) -> bool:
        """A tool tip names the handling under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.told_at(event.pos().x()), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._under(event.position().x())
        if place is not None:
            self.time_chosen.emit(place.at_s(event.position().x()))


def motion_png(panel: MotionPanel, wide_px: int = 400, tall_px: int = 230) -> bytes:
    """One handling as a picture for a page, in the light colours; at three times the size, so that it prints sharply.

    A QGuiApplication with the program's fonts must exist.
    """
    scale = 3
    image = QImage(wide_px * scale, tall_px * scale, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.LIGHT.surface))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    paint_motion(painter, QRectF(0, 0, wide_px, tall_px), (panel,), theme.LIGHT)
    painter.end()
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(kept.data())
