"""The protocol as a drawn graph: boxes and lanes from left to right; `after` as curves. Click or arrow keys choose."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from simulator.panels import theme
from simulator.presenting.authoring_graph import BOX_HIGH_PX, BOX_PX, Box, Graph, Group

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_ARROW_PX = 5.0


class AuthorGraph(QWidget):
    """Draws a `Graph`. `chosen` tells a step that was clicked, `opened` one that was clicked twice or entered."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.graph = Graph()
        self.selected = ""
        self._hovered = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_graph(self, graph: Graph, selected: str) -> None:
        """Draw another graph."""
        self.graph, self.selected = graph, selected
        self.setMinimumSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self.graph.wide), round(self.graph.high))

    def box_of(self, step: str) -> QRectF:
        """Where a step is drawn; empty where it is not."""
        return next((self._rect(box) for box in self.graph.boxes if box.step == step), QRectF())

    def _top(self) -> float:
        return max(0.0, (self.height() - self.graph.high) / 2)

    def _rect(self, box: Box) -> QRectF:
        return QRectF(box.x, box.y + self._top(), BOX_PX, BOX_HIGH_PX)

    # -- painting --------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0.0, self._top())
        for group in self.graph.groups:
            self._paint_group(painter, group)
        painter.setPen(QPen(theme.colour("ink3"), 1.5))
        for line in self.graph.lines:
            painter.drawLine(QPointF(line.from_x, line.from_y), QPointF(line.to_x - 1, line.to_y))
            self._paint_arrow(painter, QPointF(line.to_x - 1, line.to_y))
        for box in self.graph.boxes:
            self._paint_box(painter, box)
        for earlier, later in self.graph.after:
            self._paint_after(painter, self.graph.boxes[earlier], self.graph.boxes[later])

    def _paint_group(self, painter: QPainter, group: Group) -> None:
        place = QRectF(group.x + 0.5, group.y + 0.5, group.wide - 1, group.high - 1)
        dashed = Qt.PenStyle.DashLine if group.kind in ("optional", "one_of") else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.colour("control"), 1, dashed))
        painter.setBrush(theme.colour("bg"))
        painter.drawRoundedRect(place, 9, 9)
        painter.setPen(theme.colour("ink3"))
        painter.setFont(theme.ui_font(11))
        words = QRectF(place.left() + 10, place.top() + 2, place.width() - 16, 16)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, group.text)

    def _paint_box(self, painter: QPainter, box: Box) -> None:
        place = QRectF(box.x + 0.5, box.y + 0.5, BOX_PX - 1, BOX_HIGH_PX - 1)
        picked = box.step == self.selected
        lit = picked or box.step == self._hovered
        painter.setPen(QPen(theme.colour("accent" if lit else "control"), 2 if picked else 1))
        painter.setBrush(theme.colour("accent_soft" if picked else "surface"))
        painter.drawRoundedRect(place, 7, 7)
        painter.setPen(theme.colour("accent" if picked else "ink"))
        font = theme.ui_font(12)
        painter.setFont(font)
        inner = place.adjusted(9, 0, -8, 0)
        words = QFontMetrics(font).elidedText(box.text, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_after(self, painter: QPainter, earlier: Box, later: Box) -> None:
        """A curve from the right of the earlier box to the left of the later one."""
        marked = self.selected in (earlier.step, later.step)
        painter.setPen(QPen(theme.colour("accent" if marked else "violet"), 2.0 if marked else 1.3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start, end = QPointF(earlier.x + BOX_PX, earlier.middle), QPointF(later.x, later.middle)
        path = QPainterPath(start)
        if end.x() > start.x():
            bend = max(12.0, (end.x() - start.x()) / 2)
            path.cubicTo(start + QPointF(bend, 0), end - QPointF(bend, 0), end)
            painter.drawPath(path)
            self._paint_arrow(painter, end)
            return
        # Lanes that begin at one place: down or up along their left edges.
        start = QPointF(earlier.x, earlier.middle)
        side = QPointF(-16.0, 0.0)
        path = QPainterPath(start)
        path.cubicTo(start + side, end + side, end)
        painter.drawPath(path)
        self._paint_arrow(painter, end)

    def _paint_arrow(self, painter: QPainter, tip: QPointF) -> None:
        for way in (-1, 1):
            painter.drawLine(tip, tip + QPointF(-_ARROW_PX, way * _ARROW_PX * 0.7))

    # -- choosing --------------------------------------------------------------------------------------------

    def _at(self, event: QMouseEvent) -> str:
        at = event.position()
        return next((box.step for box in self.graph.boxes if self._rect(box).contains(at)), "")

    def choose(self, step: str) -> None:
        """Mark a step and tell of it."""
        if step != self.selected:
            self.selected = step
            self.update()
            self.chosen.emit(step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.choose(self._at(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if step := self._at(event):
            self.opened.emit(step)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self._at(event)
        if hovered != self._hovered:
            self._hovered = hovered
            full = next((box.text for box in self.graph.boxes if box.step == hovered), "")
            self.setToolTip(f"{full} ({hovered})" if hovered else "")
            self.setCursor(Qt.CursorShape.PointingHandCursor if hovered else Qt.CursorShape.ArrowCursor)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        steps = [box.step for box in self.graph.boxes]
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected:
            self.opened.emit(self.selected)
        elif key in _STEPS and steps:
            here = steps.index(self.selected) if self.selected in steps else -1 if _STEPS[key] > 0 else 0
            self.choose(steps[max(0, min(here + _STEPS[key], len(steps) - 1))])
        else:
            event.ignore()
