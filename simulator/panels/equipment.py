"""A piece of equipment in the tray: to click, to double click, to drag onto the body."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication

from simulator.panels import theme
from simulator.panels.carrying import item_mime
from simulator.panels.icons import paint_icon
from simulator.presenting.language import Language, Word, say
from simulator.presenting.practice import TrayItem

ITEM_PX, LINE_PX, FONT_PX = QSize(82, 68), 15, 12
ICON_PX, MARK_PX = 46, 18


class ItemButton(QAbstractButton):
    """One piece of equipment. A click takes it in hand, a double click asks where, a drag brings it there."""

    asked_where = Signal(str)

    def __init__(self, item: TrayItem) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._pressed_at = QPoint()
        self._picture = QPixmap()
        self.item = TrayItem("", "")
        self.show_item(item, "en")

    def show_item(self, item: TrayItem, language: Language) -> None:
        """Show this item; the picture is read only when its path changes."""
        if item.picture != self.item.picture:
            self._picture = QPixmap(item.picture) if item.picture else QPixmap()
        self.item = item
        self.setText(item.text)
        state = f" ({say(Word.ITEM_USED, language)})" if item.used else ""
        self.setAccessibleName(item.text + state)
        self.setToolTip(f"{item.text}{state}\n{say(Word.ITEM_HOW, language)}")
        self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(theme.ui_font(FONT_PX)).horizontalAdvance(self.item.text) > ITEM_PX.width()
        return ITEM_PX + QSize(0, LINE_PX if wide else 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        moved = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if event.buttons() & Qt.MouseButton.LeftButton and moved >= QApplication.startDragDistance():
            self.setDown(False)
            self.drag().exec(Qt.DropAction.CopyAction)
            # The pointer is elsewhere now, and no event has told so.
            self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.asked_where.emit(self.item.item_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked_where.emit(self.item.item_id)
        else:
            super().keyPressEvent(event)

    def drag(self) -> QDrag:
        """The drag that carries this item, with its icon under the pointer."""
        carried = QDrag(self)
        carried.setMimeData(item_mime(self.item.item_id))
        icon = QPixmap(ICON_PX, ICON_PX)
        icon.fill(Qt.GlobalColor.transparent)
        painter = QPainter(icon)
        self._paint_picture(painter, QRectF(0, 0, ICON_PX, ICON_PX))
        painter.end()
        carried.setPixmap(icon)
        carried.setHotSpot(QPoint(ICON_PX // 2, ICON_PX // 2))
        return carried

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._picture.isNull():
            paint_icon(painter, box.adjusted(9, 9, -9, -9), self.item.item_id, QColor(theme.palette().ink2))
        else:
            inner = box.adjusted(3, 3, -3, -3)
            painter.drawPixmap(inner, self._picture, QRectF(self._picture.rect()))

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        """A tick on a corner: it has been taken out. It can be used again, so nothing of it fades."""
        shown = theme.palette()
        mark = QRectF(box.right() - MARK_PX + 6, box.top() - 2, MARK_PX, MARK_PX)
        painter.setPen(QPen(QColor(shown.surface), 2))
        painter.setBrush(QColor(shown.accent))
        painter.drawEllipse(mark)
        painter.setPen(
            QPen(
                QColor(shown.on_accent), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
            )
        )
        middle = mark.center()
        painter.drawPolyline([middle + QPointF(*to) for to in ((-3.4, 0.2), (-1.0, 2.7), (3.5, -2.6))])

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = theme.palette(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF((self.width() - ICON_PX) / 2, 2, ICON_PX, ICON_PX)
        active = self.isChecked() or self.underMouse()
        edge = QColor(shown.accent if active or self.hasFocus() else shown.line)
        painter.setPen(QPen(edge, 2 if self.hasFocus() or self.isChecked() else 1))
        painter.setBrush(QColor(shown.accent_soft if self.isChecked() else shown.plate))
        painter.drawRoundedRect(box, 10, 10)
        self._paint_picture(painter, box)
        if self.item.used:
            self._paint_mark(painter, box)
        painter.setFont(theme.ui_font(FONT_PX))
        painter.setPen(QColor(shown.accent if active else shown.ink2))
        words = QRectF(0, box.bottom() + 3, self.width(), 2 * LINE_PX + 2)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self.item.text
        )
