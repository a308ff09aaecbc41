"""What was done beside what was expected: two lanes joined by lines over one axis of time, with the curves below.

The lower lane lies on the time at which things were done. The upper lane keeps the order of the protocol: a step that
was done stands as near above its own time as that order allows, so lines cross only where the order was broken.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from simulator.panels import theme
from simulator.panels.legend import LEGEND_PX, paint_legend
from simulator.presenting.debrief import Curve, DebriefView
from simulator.presenting.language import Language, Word, clock_text, say

LEFT_PX, RIGHT_PX = 92, 16
EXPECTED_PX, DONE_PX, LANE_PX = 10, 62, 22
CURVE_PX, CURVE_GAP_PX = 56, 12
AXIS_PX = 20 + LEGEND_PX
GAP_PX, LEAST_PX = 3.0, 15.0
ZOOMS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0)


@dataclass(frozen=True, slots=True)
class Placed:
    """A block of a lane in pixels."""

    block_id: str
    text: str
    tone: str
    left: float
    width: float

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


def spread(wanted: list[tuple[float, float]], low: float, high: float) -> list[tuple[float, float]]:
    """Widths and places (left, width) that keep the order, stay apart by a gap and lie near where they are wanted.

    Pushes to the right first, then back from the right end; narrows all of them evenly where there is too little room.
    """
    if not wanted:
        return []
    room = (high - low - GAP_PX * (len(wanted) - 1)) / len(wanted)
    total = sum(width for _, width in wanted) + GAP_PX * (len(wanted) - 1)
    widths = [min(width, room) if total > high - low else width for _, width in wanted]
    lefts, edge = [], low
    for (left, _), width in zip(wanted, widths, strict=True):
        lefts.append(max(left, edge))
        edge = lefts[-1] + width + GAP_PX
    edge = high
    for index in range(len(lefts) - 1, -1, -1):
        lefts[index] = min(lefts[index], edge - widths[index])
        edge = lefts[index] - GAP_PX
    return list(zip(lefts, widths, strict=True))


class Lanes(QWidget):
    """Both lanes and the curves. Click or arrow keys select a block, the wheel with Ctrl or + and − zoom."""

    block_chosen = Signal(str)
    time_chosen = Signal(float)
    zoom_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view: DebriefView | None = None
        self._language: Language = "en"
        self._length_s = 1.0
        self._now_s = 0.0
        self.hovered, self.selected = "", ""
        self.zoom = 1.0
        self.expected: list[Placed] = []
        self.done: list[Placed] = []
        self._links: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_view(self, view: DebriefView) -> None:
        """Show the lanes and curves of a debrief."""
        self._view, self._language = view, view.language
        self._length_s = max(1.0, view.length_s)
        self._links = {block.block_id: block.expected for block in view.done if block.expected}
        steps = {block.block_id: number for number, block in enumerate(view.expected, start=1)}
        done = {id_: steps[step] for id_, step in self._links.items() if step in steps}
        self._numbers = {**steps, **done}
        self.setAccessibleName(say(Word.TIMELINE, view.language))
        self.setFixedHeight(self.sizeHint().height())
        self._place()

    def show_time(self, now_s: float) -> None:
        """Move the line of the present moment."""
        self._now_s = now_s
        self.update()

    def select(self, block_id: str) -> None:
        """Mark a block without telling anybody."""
        if block_id != self.selected:
            self.selected = block_id
            self.update()

    def zoom_by(self, steps: int) -> None:
        """Wider (positive) or narrower, within fixed steps; the widget grows, its scroll area scrolls."""
        index = max(0, min(len(ZOOMS) - 1, ZOOMS.index(self.zoom) + steps))
        if ZOOMS[index] != self.zoom:
            self.zoom = ZOOMS[index]
            self.zoom_changed.emit()

    def sizeHint(self) -> QSize:
        curves = len(self._view.curves) if self._view else 0
        return QSize(600, DONE_PX + LANE_PX + 8 + curves * (CURVE_PX + CURVE_GAP_PX) + 4 + AXIS_PX)

    # -- places ----------------------------------------------------------------------------------------------

    def _x(self, at_s: float) -> float:
        return LEFT_PX + (self.width() - LEFT_PX - RIGHT_PX) * at_s / self._length_s

    def _place(self) -> None:
        view = self._view
        if view is None:
            return
        low, high = float(LEFT_PX), float(self.width() - RIGHT_PX)
        ordered = sorted(view.done, key=lambda block: (block.start_s, block.end_s))
        wanted = [
            (self._x(block.start_s), max(LEAST_PX, self._x(block.end_s) - self._x(block.start_s))) for block in ordered
        ]
        places = spread(wanted, low, high)
        self.done = [
            Placed(block.block_id, block.text, block.tone, left, width)
            for block, (left, width) in zip(ordered, places, strict=True)
        ]
        where = {self._links[block.block_id]: block for block in reversed(self.done) if block.block_id in self._links}
        wanted, edge = [], low
        for step in view.expected:
            twin = where.get(step.block_id)
            width = twin.width if twin is not None else 2 * LEAST_PX
            left = twin.left if twin is not None and step.tone != "warn" else edge
            wanted.append((left, width))
            edge = max(edge, left + width + GAP_PX)
        places = spread(wanted, low, high)
        self.expected = [
            Placed(step.block_id, step.text, step.tone, left, width)
            for step, (left, width) in zip(view.expected, places, strict=True)
        ]
        self.update()

    def resizeEvent(self, event: object) -> None:
        self._place()

    # -- painting --------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, shown = QPainter(self), theme.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_links(painter)
        for placed in self.expected:
            ground = {"bad": shown.bad_soft, "warn": shown.warn_soft}.get(placed.tone, shown.accent_soft)
            edge = {"bad": shown.bad, "warn": shown.warn_mark}.get(placed.tone, shown.accent)
            self._paint_block(painter, placed, EXPECTED_PX, ground, edge, hollow=placed.tone == "bad")
        for placed in self.done:
            edge = shown.control if not placed.tone else shown.mark(placed.tone)
            self._paint_block(painter, placed, DONE_PX, shown.soft(placed.tone), edge, hollow=False)
        for number, curve in enumerate(self._view.curves if self._view else ()):
            self._paint_curve(painter, curve, DONE_PX + LANE_PX + 14 + number * (CURVE_PX + CURVE_GAP_PX))
        self._paint_axis(painter)
        if self._view is not None:
            left = float(self.visibleRegion().boundingRect().left())
            paint_legend(painter, self._view, left + LEFT_PX, self.height() - LEGEND_PX)
        self._paint_now(painter)
        self._paint_names(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(shown.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_block(self, painter: QPainter, placed: Placed, top: float, ground: str, edge: str, hollow: bool) -> None:
        chosen = placed.block_id in (self.selected, self.hovered) or self._twin(placed.block_id) in (
            self.selected or None,
            self.hovered or None,
        )
        box = QRectF(placed.left, top, placed.width, LANE_PX)
        pen = QPen(QColor(edge), 2 if chosen else 1)
        pen.setStyle(Qt.PenStyle.DashLine if hollow else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(theme.ui_font(11))
        painter.setPen(QColor(theme.palette().ink))
        number = str(self._numbers.get(placed.block_id, ""))
        if placed.width <= 56:
            painter.setFont(theme.ui_font(10))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number)
        else:
            text = painter.fontMetrics().elidedText(
                f"{number} {placed.text}".strip(), Qt.TextElideMode.ElideRight, int(placed.width - 12)
            )
            painter.drawText(box.adjusted(6, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_links(self, painter: QPainter) -> None:
        shown = theme.palette()
        above = {placed.block_id: placed for placed in self.expected}
        for placed in self.done:
            twin = above.get(self._links.get(placed.block_id, ""))
            if twin is None:
                continue
            chosen = {placed.block_id, twin.block_id} & {self.selected, self.hovered}
            painter.setPen(QPen(QColor(shown.accent if chosen else shown.control), 2 if chosen else 1))
            painter.drawLine(QPointF(twin.middle, EXPECTED_PX + LANE_PX), QPointF(placed.middle, DONE_PX))

    def _paint_curve(self, painter: QPainter, curve: Curve, top: float) -> None:
        shown = theme.palette()
        highest = max([*curve.values, curve.limit or 0.0, 1e-9]) * 1.1
        lowest = min([*curve.values, 0.0])

        def place(at_s: float, value: float) -> QPointF:
            return QPointF(self._x(at_s), top + CURVE_PX * (1 - (value - lowest) / (highest - lowest)))

        painter.setPen(QPen(QColor(shown.line), 1))
        painter.drawLine(place(0, 0), place(self._length_s, 0))
        if curve.limit is not None:
            painter.setPen(QPen(QColor(shown.warn_mark), 1.2, Qt.PenStyle.DashLine))
            painter.drawLine(place(0, curve.limit), place(self._length_s, curve.limit))
            painter.setFont(theme.ui_font(11))
            painter.setPen(QColor(shown.warn))
            over = place(self._length_s, curve.limit)
            painter.drawText(
                QRectF(over.x() - 120, over.y() - 16, 116, 14),
                Qt.AlignmentFlag.AlignRight,
                f"{curve.limit:g} {curve.unit}",
            )
        painter.setPen(QPen(QColor(shown.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([place(t, v) for t, v in zip(curve.t_s, curve.values, strict=True)]))

    def _paint_axis(self, painter: QPainter) -> None:
        shown = theme.palette()
        bottom = self.height() - AXIS_PX
        painter.setFont(theme.ui_font(11))
        painter.setPen(QColor(shown.ink3))
        step = next(step for step in (10, 30, 60, 120, 300, 600, 1800, 10**9) if self._x(step) - self._x(0) >= 56)
        for number in range(int(self._length_s // step) + 1):
            x = self._x(number * step)
            painter.drawText(
                QRectF(x - 30, bottom + 4, 60, 14), Qt.AlignmentFlag.AlignHCenter, clock_text(number * step)
            )

    def _paint_now(self, painter: QPainter) -> None:
        x = self._x(min(self._now_s, self._length_s))
        painter.setPen(QPen(QColor(theme.palette().ink), 1.5))
        painter.drawLine(QPointF(x, 2), QPointF(x, self.height() - AXIS_PX))

    def _paint_names(self, painter: QPainter) -> None:
        """The lanes' names at the left, and the name of the block under the pointer between the lanes."""
        shown = theme.palette()
        painter.setFont(theme.ui_font(11))
        painter.setPen(QColor(shown.ink2))
        at = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        left = float(self.visibleRegion().boundingRect().left())
        if left > 0:
            painter.fillRect(QRectF(left, 0, LEFT_PX - 8, self.height()), QColor(shown.raised))
        painter.drawText(QRectF(left, EXPECTED_PX, LEFT_PX - 8, LANE_PX), at, say(Word.LANE_EXPECTED, self._language))
        painter.drawText(QRectF(left, DONE_PX, LEFT_PX - 8, LANE_PX), at, say(Word.LANE_DONE, self._language))
        for number, curve in enumerate(self._view.curves if self._view else ()):
            top = DONE_PX + LANE_PX + 14 + number * (CURVE_PX + CURVE_GAP_PX)
            box = QRectF(left, top, LEFT_PX - 10, CURVE_PX)
            painter.drawText(
                box, int(at | Qt.TextFlag.TextWordWrap), f"{curve.text} ({curve.unit})" if curve.unit else curve.text
            )
        named = self._block(self.hovered or self.selected)
        if named is None:
            return
        placed, top_px = named
        text = f"{self._numbers[placed.block_id]} {placed.text}" if placed.block_id in self._numbers else placed.text
        font = theme.ui_font(13, QFont.Weight.DemiBold)
        painter.setFont(font)
        width = QFontMetrics(font).horizontalAdvance(text) + 20
        x = max(4.0, min(placed.middle - width / 2, self.width() - width - 4.0))
        y = EXPECTED_PX + LANE_PX + 4 if top_px == EXPECTED_PX else DONE_PX - 28
        painter.setPen(QPen(QColor(shown.line), 1))
        painter.setBrush(QColor(shown.raised))
        painter.drawRoundedRect(QRectF(x, y, width, 24), 6, 6)
        painter.setPen(QColor(shown.ink))
        painter.drawText(QRectF(x, y, width, 24), Qt.AlignmentFlag.AlignCenter, text)

    # -- pointer and keys ------------------------------------------------------------------------------------

    def _twin(self, block_id: str) -> str | None:
        if block_id in self._links:
            return self._links[block_id]
        return next((done for done, expected in self._links.items() if expected == block_id), None)

    def _block(self, block_id: str) -> tuple[Placed, int] | None:
        for top, lane in ((EXPECTED_PX, self.expected), (DONE_PX, self.done)):
            for placed in lane:
                if placed.block_id == block_id:
                    return placed, top
        return None

    def block_at(self, at: QPointF) -> str:
        """The block under a point; "" for none."""
        for top, lane in ((EXPECTED_PX, self.expected), (DONE_PX, self.done)):
            if top <= at.y() <= top + LANE_PX:
                for placed in lane:
                    if placed.left - 1 <= at.x() <= placed.left + placed.width + 1:
                        return placed.block_id
        return ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.block_at(event.position())
        if found != self.hovered:
            self.hovered = found
            self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: object) -> None:
        self.hovered = ""
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.block_at(event.position())
        if found:
            self._choose(found)
        elif event.position().x() >= LEFT_PX:
            share = (event.position().x() - LEFT_PX) / max(1, self.width() - LEFT_PX - RIGHT_PX)
            self.time_chosen.emit(max(0.0, min(1.0, share)) * self._length_s)

    def _choose(self, block_id: str) -> None:
        self.select(block_id)
        self.block_chosen.emit(block_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        key = Qt.Key(event.key())
        if key in keys and self.done:
            order = [placed.block_id for placed in self.done]
            now = order.index(self.selected) if self.selected in order else (-1 if keys[key] > 0 else 0)
            self._choose(order[max(0, min(len(order) - 1, now + keys[key]))])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and (twin := self._twin(self.selected)):
            self._choose(twin)
        elif key in zooms:
            self.zoom_by(zooms[key])
        else:
            super().keyPressEvent(event)
