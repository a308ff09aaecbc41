"""A person drawn from the front, with regions that light up, can be clicked and take equipment.

The shapes lie on a grid 100 wide and 214 tall. The figure looks at us: its right side is on our left.
"""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from simulator.panels import theme
from simulator.panels.carrying import item_of

GRID = QRectF(0, 0, 100, 214)
MIDDLE_X = 50.0
HEAD = QRectF(39.5, 2, 21, 28.5)
# The outline of one half, from the neck down the outer side of the arm, and back up the inner side of the leg:
# distance from the middle, and height. A smooth curve runs through the points; the other half is its mirror image.
HALF = (
    (5.2, 26), (5.4, 35), (12, 39), (21, 42), (26, 49), (28.2, 63), (30.5, 81), (34, 99), (36, 109), (39, 117),
    (38.2, 126), (34.5, 127), (32, 118), (30.8, 110), (27.2, 96), (24, 80), (21.4, 64), (20.2, 57), (18.8, 72),
    (17, 84), (18.4, 96), (20.2, 107), (19.6, 123), (16.9, 148), (16.7, 164), (13.4, 189), (15.8, 202), (12, 207.5),
    (5.2, 206), (5.6, 190), (4.4, 165), (4.9, 148), (2.6, 124), (0.3, 113),
)  # fmt: skip
# part: the corners of the zone that cuts it out of the figure, or an oval as (x, y, width, height).
ZONES: dict[str, tuple[tuple[float, float], ...] | QRectF] = {
    "head": QRectF(36, 0, 28, 31),
    "neck": ((43, 29), (57, 29), (58, 37), (42, 37)),
    "chest": ((42, 37), (58, 37), (72, 41), (70.5, 58), (69, 74), (31, 74), (29.5, 58), (28, 41)),
    "belly": ((31, 74), (69, 74), (69, 94), (31, 94)),
    "pelvis": ((29, 94), (71, 94), (71, 115), (29, 115)),
    "right-arm": ((0, 38), (28, 41), (29.5, 58), (30.5, 74), (28, 111), (0, 111)),
    "left-arm": ((100, 38), (72, 41), (70.5, 58), (69.5, 74), (72, 111), (100, 111)),
    "right-hand": ((5, 111), (24, 111), (24, 132), (5, 132)),
    "left-hand": ((95, 111), (76, 111), (76, 132), (95, 132)),
    "right-leg": ((25, 115), (50, 115), (50, 191), (25, 191)),
    "left-leg": ((75, 115), (50, 115), (50, 191), (75, 191)),
    "right-knee": QRectF(32, 141, 14, 16),
    "left-knee": QRectF(54, 141, 14, 16),
    "right-foot": ((25, 191), (50, 191), (50, 214), (25, 214)),
    "left-foot": ((75, 191), (50, 191), (50, 214), (75, 214)),
}
# word in a region's id: the parts that show it. The first word found counts, so the finer ones come first.
WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("forehead", ("head",)), ("face", ("head",)), ("mouth", ("head",)), ("airway", ("head",)), ("head", ("head",)),
    ("neck", ("neck",)), ("chest", ("chest",)), ("shoulder", ("chest",)), ("torso", ("chest",)),
    ("trunk", ("chest",)), ("belly", ("belly",)), ("abdomen", ("belly",)), ("waist", ("belly",)),
    ("pelvis", ("pelvis",)), ("hip", ("pelvis",)), ("hand", ("right-hand", "left-hand")),
    ("wrist", ("right-hand", "left-hand")), ("arm", ("right-arm", "left-arm")),
    ("knee", ("right-knee", "left-knee")), ("foot", ("right-foot", "left-foot")),
    ("feet", ("right-foot", "left-foot")), ("ankle", ("right-foot", "left-foot")),
    ("leg", ("right-leg", "left-leg")), ("thigh", ("right-leg", "left-leg")), ("shin", ("right-leg", "left-leg")),
)  # fmt: skip


def parts_of(region_id: str) -> tuple[str, ...]:
    """The parts of the figure that show a region: by the words of its id, `left` or `right` picking one side."""
    words = region_id.lower().replace("_", "-").replace(".", "-").split("-")
    for name, parts in WORDS:
        if any(word.rstrip("s") == name.rstrip("s") for word in words):
            side = [part for part in parts if part.split("-")[0] in words]
            return tuple(side) or parts
    return ()


@cache
def figure() -> QPainterPath:
    """The outline of the whole figure on the grid."""
    half = [QPointF(MIDDLE_X + x, y) for x, y in HALF]
    mirrored = [QPointF(MIDDLE_X - x, y) for x, y in reversed(HALF)]
    body = smooth([*half, *mirrored])
    head = QPainterPath()
    head.addEllipse(HEAD)
    return body.united(head)


def smooth(points: list[QPointF]) -> QPainterPath:
    """A closed curve through points (Catmull-Rom)."""
    path = QPainterPath(points[0])
    count = len(points)
    for index in range(count):
        before, start, end, after = (points[(index + shift) % count] for shift in (-1, 0, 1, 2))
        path.cubicTo(start + (end - before) / 6, end - (after - start) / 6, end)
    path.closeSubpath()
    return path


@cache
def outline(part: str) -> QPainterPath:
    """The outline of a part on the grid: its zone as far as it lies in the figure."""
    zone, cut = ZONES[part], QPainterPath()
    if isinstance(zone, QRectF):
        cut.addEllipse(zone)
    else:
        cut.addPolygon(QPolygonF([QPointF(x, y) for x, y in zone]))
        cut.closeSubpath()
    return figure().intersected(cut)


class BodyMap(QWidget):
    """The figure. A region whose id names no part of it is not drawn here."""

    clicked = Signal(str, QPointF)
    dropped = Signal(str, str, QPointF)

    def __init__(self) -> None:
        super().__init__()
        self._regions: dict[str, str] = {}
        self.marked = ""
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 300)

    def show_regions(self, regions: dict[str, str]) -> None:
        """Show these regions (id: text)."""
        if regions != self._regions:
            self._regions = regions
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 560)

    def mark(self, region_id: str) -> None:
        """Let this region, and no other, light up and name itself."""
        if region_id != self.marked:
            self.marked = region_id
            self.update()

    def region_at(self, at: QPointF) -> str:
        """The region under a point of the widget, the smallest one where several lie; "" for none."""
        place = self._grid().inverted()[0].map(at)
        found = [
            (outline(part).boundingRect().width() * outline(part).boundingRect().height(), id_)
            for id_ in self._regions
            for part in parts_of(id_)
            if outline(part).contains(place)
        ]
        return min(found, default=(0.0, ""))[1]

    def place_of(self, region_id: str) -> QPointF:
        """The middle of a region on the widget."""
        parts = parts_of(region_id) or ("chest",)
        return self._grid().map(outline(parts[0]).boundingRect().center())

    def _grid(self) -> QTransform:
        scale = min(self.width() / GRID.width(), self.height() / GRID.height()) * 0.94
        grid = QTransform()
        grid.translate((self.width() - GRID.width() * scale) / 2, (self.height() - GRID.height() * scale) / 2)
        grid.scale(scale, scale)
        return grid

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = theme.palette(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(self._grid())
        painter.setPen(QPen(QColor(shown.control), 0.7))
        painter.setBrush(QColor(shown.line))
        painter.drawPath(figure())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(shown.control), 0.5))
        for part in {part for id_ in self._regions for part in parts_of(id_)}:
            painter.drawPath(outline(part))
        if self.marked:
            painter.setPen(QPen(QColor(shown.accent), 1.2))
            painter.setBrush(QColor(shown.accent_soft))
            for part in parts_of(self.marked):
                painter.drawPath(outline(part))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mark(self.region_at(event.position()))
        self.setToolTip(self._regions.get(self.marked, ""))
        self.setCursor(Qt.CursorShape.PointingHandCursor if self.marked else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit(self.region_at(event.position()), event.position())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if item_of(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.mark(self.region_at(event.position()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.mark("")

    def dropEvent(self, event: QDropEvent) -> None:
        item, region = item_of(event.mimeData()), self.region_at(event.position())
        if region and item is not None:
            self.dropped.emit(item, region, event.position())
