"""A person drawn from the front in plain shapes, with regions that light up, can be clicked and take equipment.

The shapes lie on a grid 100 wide and 220 tall. The figure looks at us: its right side is on our left.
"""

from math import atan2

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
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from simulator.panels import theme
from simulator.presenting.dragging import ITEM_MIME

GRID = QRectF(0, 0, 100, 220)
OVAL, BOX, LIMB = "oval", "box", "limb"
# part: (shape, numbers). oval and box: x, y, width, height(, corner). limb: x1, y1, x2, y2, thickness.
PARTS: dict[str, tuple[str, tuple[float, ...]]] = {
    "head": (OVAL, (38, 2, 24, 30)),
    "neck": (BOX, (44, 30, 12, 11, 4)),
    "chest": (BOX, (30, 40, 40, 34, 12)),
    "belly": (BOX, (33, 72, 34, 22, 6)),
    "pelvis": (BOX, (31, 92, 38, 22, 10)),
    "right-arm": (LIMB, (28, 50, 17, 106, 10)),
    "left-arm": (LIMB, (72, 50, 83, 106, 10)),
    "right-hand": (OVAL, (10, 108, 12, 17)),
    "left-hand": (OVAL, (78, 108, 12, 17)),
    "right-leg": (LIMB, (40, 118, 39, 194, 14)),
    "left-leg": (LIMB, (60, 118, 61, 194, 14)),
    "right-knee": (OVAL, (33, 145, 13, 15)),
    "left-knee": (OVAL, (54, 145, 13, 15)),
    "right-foot": (OVAL, (30, 199, 16, 17)),
    "left-foot": (OVAL, (54, 199, 16, 17)),
}
BODY = ("right-arm", "left-arm", "right-leg", "left-leg", "right-hand", "left-hand", "right-foot", "left-foot",
        "neck", "head", "belly", "pelvis", "chest")  # fmt: skip
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


def outline(part: str) -> QPainterPath:
    """The outline of a part on the grid."""
    shape, numbers = PARTS[part]
    path = QPainterPath()
    if shape == OVAL:
        path.addEllipse(QRectF(*numbers))
    elif shape == BOX:
        *box, corner = numbers
        path.addRoundedRect(QRectF(*box), corner, corner)
    else:
        x1, y1, x2, y2, thick = numbers
        start, end = QPointF(x1, y1), QPointF(x2, y2)
        along = end - start
        length = max(1e-6, (along.x() ** 2 + along.y() ** 2) ** 0.5)
        bar = QPainterPath()
        bar.addRoundedRect(QRectF(-thick / 2, -thick / 2, thick, length + thick), thick / 2, thick / 2)
        turn = QTransform()
        turn.translate(start.x(), start.y())
        turn.rotateRadians(-atan2(along.x(), along.y()))
        path = turn.map(bar)
    return path


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
        body = QPainterPath()
        for part in BODY:
            body = body.united(outline(part))
        painter.setPen(QPen(QColor(shown.control), 0.7))
        painter.setBrush(QColor(shown.line))
        painter.drawPath(body)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = QPen(QColor(shown.ink3), 0.5, Qt.PenStyle.DotLine)
        painter.setPen(inner)
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
        if event.mimeData().hasFormat(ITEM_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.mark(self.region_at(event.position()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.mark("")

    def dropEvent(self, event: QDropEvent) -> None:
        item = bytes(event.mimeData().data(ITEM_MIME).data()).decode(errors="replace")
        region = self.region_at(event.position())
        if region:
            self.dropped.emit(item, region, event.position())
