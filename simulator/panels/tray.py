"""The bar below the stage: equipment to bring, and the words to the team."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QLabel, QSizePolicy, QWidget

from simulator.panels import theme
from simulator.panels.icons import paint_icon
from simulator.panels.parts import KeyButton, frame, label, set_heading, set_text
from simulator.presenting.dragging import ITEM_MIME
from simulator.presenting.language import Language, Word, say
from simulator.presenting.practice import MenuEntry, TrayItem

ITEM_PX, LINE_PX = QSize(80, 66), 13
ICON_PX = 46
GAP_PX = 8
PAD_PX, TITLE_PX, SIDE_TITLE_PX = 14, 22, 92
MOST_TEAM_ROWS = 2


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
        used = f" ({say(Word.ITEM_USED, language)})" if item.used else ""
        self.setAccessibleName(item.text + used)
        self.setToolTip(item.text + used)
        self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(theme.ui_font(11)).horizontalAdvance(self.item.text) > ITEM_PX.width()
        return ITEM_PX + QSize(0, LINE_PX if wide else 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        moved = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if event.buttons() & Qt.MouseButton.LeftButton and moved >= QApplication.startDragDistance():
            self.setDown(False)
            self.drag().exec(Qt.DropAction.CopyAction)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.asked_where.emit(self.item.item_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked_where.emit(self.item.item_id)
        else:
            super().keyPressEvent(event)

    def drag(self) -> QDrag:
        """The drag that carries this item, with its icon under the pointer."""
        mime = QMimeData()
        mime.setData(ITEM_MIME, self.item.item_id.encode())
        carried = QDrag(self)
        carried.setMimeData(mime)
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

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = theme.palette(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF((self.width() - ICON_PX) / 2, 2, ICON_PX, ICON_PX)
        active = self.isChecked() or self.underMouse()
        edge = QColor(shown.accent if active or self.hasFocus() else shown.line)
        painter.setPen(QPen(edge, 2 if self.hasFocus() or self.isChecked() else 1))
        painter.setBrush(QColor(shown.accent_soft if self.isChecked() else shown.bg))
        painter.drawRoundedRect(box, 10, 10)
        painter.setOpacity(0.45 if self.item.used else 1.0)
        self._paint_picture(painter, box)
        painter.setFont(theme.ui_font(11))
        painter.setPen(QColor(shown.accent if active else shown.ink2))
        words = QRectF(0, box.bottom() + 3, self.width(), 30)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self.item.text
        )


class WrapRow(QWidget):
    """Buttons in rows; what does not fit into `rows` rows is left to a last button "More"."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows = rows
        self.shown: list[QWidget] = []
        self.hidden: list[QWidget] = []
        self._buttons: list[QAbstractButton] = []
        self.more = KeyButton(kind="quiet")
        self.more.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_buttons(self, buttons: list[QAbstractButton]) -> None:
        """Hold these buttons, in this order (also the order of Tab)."""
        for gone in self._buttons:
            if gone not in buttons:
                gone.hide()
                gone.deleteLater()
        self._buttons = buttons
        previous: QWidget | None = None
        for button in [*buttons, self.more]:
            button.setParent(self)
            if previous is not None:
                QWidget.setTabOrder(previous, button)
            previous = button
        self.arrange()

    def sizeHint(self) -> QSize:
        tall = max((button.sizeHint().height() for button in self._buttons), default=34)
        return QSize(200, tall * self.rows + GAP_PX * (self.rows - 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()

    def arrange(self) -> None:
        """Place as many as fit; keep room for "More" in the last row if not all do."""
        everything = self._fit(self._buttons, 0)
        fits = (
            everything
            if len(everything) == len(self._buttons)
            else self._fit(self._buttons, self.more.sizeHint().width() + GAP_PX)
        )
        self.shown = [button for button, _ in fits]
        self.hidden = [button for button in self._buttons if button not in self.shown]
        for button, at in fits:
            button.resize(button.sizeHint())
            button.move(at)
        for button in self._buttons:
            button.setVisible(button in self.shown)
        self.more.setVisible(bool(self.hidden))
        if self.hidden and fits:
            last, at = fits[-1]
            self.more.resize(self.more.sizeHint())
            self.more.move(at.x() + last.width() + GAP_PX, at.y() + (last.height() - self.more.height()) // 2)

    def rows_needed(self, width: int) -> int:
        """How many rows all buttons would take in this width (px)."""
        x, rows = 0, 1
        for button in self._buttons:
            wide = button.sizeHint().width()
            if x and x + wide > width:
                x, rows = 0, rows + 1
            x += wide + GAP_PX
        return rows

    def _fit(self, buttons: list[QAbstractButton], reserve: int) -> list[tuple[QAbstractButton, QPoint]]:
        x = y = row = 0
        placed = []
        for button in buttons:
            size = button.sizeHint()
            free = self.width() - (reserve if row == self.rows - 1 else 0)
            if x and x + size.width() > free:
                x, y, row = 0, y + size.height() + GAP_PX, row + 1
                if row == self.rows or size.width() > self.width() - (reserve if row == self.rows - 1 else 0):
                    break
            placed.append((button, QPoint(x, y)))
            x += size.width() + GAP_PX
        return placed


class Tray(QWidget):
    """Equipment and team side by side, or below each other where the stage is narrow."""

    item_clicked = Signal(str)
    item_where = Signal(str)
    commanded = Signal(object, QWidget)
    more_items = Signal(object)
    more_commands = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._items: dict[str, ItemButton] = {}
        self._commands: dict[str, KeyButton] = {}
        self._entries: dict[str, MenuEntry] = {}
        self._last: tuple[object, ...] = ()
        self.equipment_title, self.team_title = label("heading"), label("heading")
        self.equipment, self.team = WrapRow(1), WrapRow(1)
        self._left, self._right = frame("card"), frame("card")
        for card, title, rows in self._cards():
            title.setParent(card)
            rows.setParent(card)
        for part in (self._left, self._right):
            part.setParent(self)
        self.equipment.more.clicked.connect(lambda: self.more_items.emit(self.equipment.hidden))
        self.team.more.clicked.connect(lambda: self.more_commands.emit(self.team.hidden))

    def _cards(self) -> tuple[tuple[QFrame, QLabel, WrapRow], ...]:
        return (
            (self._left, self.equipment_title, self.equipment),
            (self._right, self.team_title, self.team),
        )

    def show_view(self, items: tuple[TrayItem, ...], commands: tuple[MenuEntry, ...], language: Language) -> None:
        """Show items and commands; widgets are made only for new ones."""
        if self._last == (items, commands, language):
            return
        self._last = (items, commands, language)
        set_heading(self.equipment_title, say(Word.EQUIPMENT, language))
        set_heading(self.team_title, say(Word.TEAM, language))
        for rows in (self.equipment, self.team):
            set_text(rows.more, say(Word.MORE, language) + "…")
        self._show_items(items, language)
        self._show_commands(commands)
        self.arrange()

    def hold(self, item_id: str) -> None:
        """Mark the item that is in hand; "" for none."""
        for id_, button in self._items.items():
            button.setChecked(id_ == item_id)

    def item_button(self, item_id: str) -> ItemButton:
        return self._items[item_id]

    def command_button(self, action_id: str) -> KeyButton:
        return self._commands[action_id]

    def _show_items(self, items: tuple[TrayItem, ...], language: Language) -> None:
        for item in items:
            if item.item_id not in self._items:
                made = ItemButton(item)
                made.clicked.connect(self._clicker(made))
                made.asked_where.connect(self.item_where)
                self._items[item.item_id] = made
            self._items[item.item_id].show_item(item, language)
        self._items = {item.item_id: self._items[item.item_id] for item in items}
        self.equipment.set_buttons(list(self._items.values()))

    def _clicker(self, button: ItemButton) -> Callable[[], None]:
        return lambda: self.item_clicked.emit(button.item.item_id)

    def _show_commands(self, commands: tuple[MenuEntry, ...]) -> None:
        for entry in commands:
            if entry.action_id not in self._commands:
                made = KeyButton()
                made.clicked.connect(self._commander(entry.action_id))
                self._commands[entry.action_id] = made
            button = self._commands[entry.action_id]
            set_text(button, entry.text + ("…" if entry.choices or len(entry.actors) > 1 else ""))
            button.set_key(entry.key)
            if button.property("kind") != ("primary" if entry.primary else ""):
                button.setProperty("kind", "primary" if entry.primary else "")
                button.style().unpolish(button)
                button.style().polish(button)
            button.setEnabled(entry.enabled)
        self._entries = {entry.action_id: entry for entry in commands}
        self._commands = {id_: self._commands[id_] for id_ in self._entries}
        self.team.set_buttons(list(self._commands.values()))

    def _commander(self, action_id: str) -> Callable[[], None]:
        return lambda: self.commanded.emit(self._entries[action_id], self._commands[action_id])

    def entry_of(self, button: QWidget) -> MenuEntry:
        """The command behind a button."""
        return next(self._entries[id_] for id_, made in self._commands.items() if made is button)

    def item_id_of(self, button: QWidget) -> str:
        """The item behind a button."""
        return next(id_ for id_, made in self._items.items() if made is button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()

    def sizeHint(self) -> QSize:
        return QSize(600, self.heightForWidth(self.width()))

    def heightForWidth(self, width: int) -> int:
        rows = (self.equipment.sizeHint().height(), self.team.sizeHint().height())
        return sum(rows) + 2 * 16 + 8 + 24 if self._stacked(width) else max(rows) + TITLE_PX + 20 + 24

    def _equipment_width(self) -> int:
        return len(self._items) * (ITEM_PX.width() + GAP_PX) - GAP_PX + 2 * PAD_PX

    def _stacked(self, width: int) -> bool:
        return width - self._equipment_width() < 420

    def arrange(self) -> None:
        """Side by side where the team keeps at least 420 px; else below each other, the titles at the left."""
        wide, stacked, top = self.width() - 32, self._stacked(self.width()), 12
        inside = wide - 2 * PAD_PX - SIDE_TITLE_PX
        self.team.rows = min(MOST_TEAM_ROWS, self.team.rows_needed(inside)) if stacked else MOST_TEAM_ROWS
        if stacked:
            for card, title, rows in self._cards():
                tall = rows.sizeHint().height() + 16
                card.setGeometry(16, top, wide, tall)
                title.setGeometry(PAD_PX, 0, SIDE_TITLE_PX, tall)
                rows.setGeometry(PAD_PX + SIDE_TITLE_PX, 8, inside, tall - 16)
                top += tall + 8
        else:
            tall = max(self.equipment.sizeHint().height(), self.team.sizeHint().height()) + TITLE_PX + 20
            left = self._equipment_width()
            boxes = ((16, left), (16 + left + 12, wide - left - 12))
            for (card, title, rows), (x, width) in zip(self._cards(), boxes, strict=True):
                card.setGeometry(x, top, width, tall)
                title.setGeometry(PAD_PX, 10, width - 2 * PAD_PX, TITLE_PX - 6)
                rows.setGeometry(PAD_PX, 10 + TITLE_PX, width - 2 * PAD_PX, tall - TITLE_PX - 20)
        self.equipment.arrange()
        self.team.arrange()
        needed = self.heightForWidth(self.width())
        if self.height() != needed:
            self.setFixedHeight(needed)
