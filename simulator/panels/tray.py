"""The bar below the stage: equipment to bring, and the words to the team."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from simulator.panels.equipment import ITEM_PX, ItemButton
from simulator.panels.parts import KeyButton, frame, label, set_heading, set_property, set_text
from simulator.panels.wraprow import GAP_PX, WrapRow
from simulator.presenting.language import Language, Word, say
from simulator.presenting.practice import MenuEntry, TrayItem

PAD_PX, TITLE_PX, SIDE_TITLE_PX = 14, 22, 92
EDGE_PX, TOP_PX, INNER_PX, BETWEEN_PX = 16, 8, 6, 6
LOOSE_ROWS = 2  # in more rows the buttons are lower
MOST_TEAM_ROWS, MOST_ROWS_IF_TALL, TALL_PX = 3, 4, 960
LEAST_TEAM_PX = 420
STOP_KEY = "Space"  # the word that stops a movement must always be in sight


class CommandButton(KeyButton):
    """A word to the team. A double click says it once."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


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
        self._crowded: tuple[object, ...] = ()
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
                made = CommandButton()
                made.clicked.connect(self._commander(entry.action_id))
                self._commands[entry.action_id] = made
            button = self._commands[entry.action_id]
            set_text(button, entry.text + ("…" if entry.choices or len(entry.actors) > 1 else ""))
            button.set_key(entry.key)
            set_property(button, "kind", "primary" if entry.primary else "")
            button.setEnabled(entry.enabled)
        self._entries = {entry.action_id: entry for entry in commands}
        self._commands = {id_: self._commands[id_] for id_ in self._entries}
        stops = [self._commands[entry.action_id] for entry in commands if entry.key == STOP_KEY]
        self.team.set_buttons(list(self._commands.values()), [*stops])

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
        if self._stacked(width):
            return sum(rows) + 4 * INNER_PX + BETWEEN_PX + 2 * TOP_PX
        return max(rows) + TITLE_PX + 16 + 2 * TOP_PX

    def _equipment_width(self) -> int:
        return len(self._items) * (ITEM_PX.width() + GAP_PX) - GAP_PX + 2 * PAD_PX

    def _stacked(self, width: int) -> bool:
        return width - self._equipment_width() < LEAST_TEAM_PX

    def _most_rows(self) -> int:
        return MOST_ROWS_IF_TALL if self.window().height() >= TALL_PX else MOST_TEAM_ROWS

    def _crowd(self, inside_px: int) -> None:
        """Low buttons where there are many for this width."""
        buttons = [*self._commands.values()]
        crowded = (inside_px, *(button.text() + button.key for button in buttons))
        if crowded != self._crowded:
            self._crowded = crowded
            for low in (False, True):
                for button in (*buttons, self.team.more):
                    button.make_low(low=low)
                if self.team.rows_needed(inside_px) <= LOOSE_ROWS:
                    break

    def arrange(self) -> None:
        """Side by side where the team keeps enough room; else below each other, the titles at the left."""
        wide, stacked, top = self.width() - 2 * EDGE_PX, self._stacked(self.width()), TOP_PX
        left = self._equipment_width()
        inside = wide - 2 * PAD_PX - (SIDE_TITLE_PX if stacked else left + 12)
        self._crowd(inside)
        self.team.rows = min(self._most_rows(), self.team.rows_needed(inside))
        for rows, width in ((self.equipment, inside if stacked else left - 2 * PAD_PX), (self.team, inside)):
            rows.resize(width, rows.height())
            rows.arrange()  # how high they are follows from what they show
        if stacked:
            for card, title, rows in self._cards():
                tall = rows.sizeHint().height() + 2 * INNER_PX
                card.setGeometry(EDGE_PX, top, wide, tall)
                title.setGeometry(PAD_PX, 0, SIDE_TITLE_PX, tall)
                rows.setGeometry(PAD_PX + SIDE_TITLE_PX, INNER_PX, inside, tall - 2 * INNER_PX)
                top += tall + BETWEEN_PX
        else:
            most = max(self.equipment.sizeHint().height(), self.team.sizeHint().height())
            boxes = ((EDGE_PX, left), (EDGE_PX + left + 12, wide - left - 12))
            for (card, title, rows), (x, width) in zip(self._cards(), boxes, strict=True):
                card.setGeometry(x, top, width, most + TITLE_PX + 16)
                title.setGeometry(PAD_PX, 8, width - 2 * PAD_PX, TITLE_PX - 6)
                tall = rows.sizeHint().height()
                rows.setGeometry(PAD_PX, 6 + TITLE_PX + (most - tall) // 2, width - 2 * PAD_PX, tall)
        self.equipment.arrange()
        self.team.arrange()
        behind = [self.entry_of(button) for button in self.team.hidden]
        set_property(self.team.more, "kind", "primary" if any(entry.primary for entry in behind) else "quiet")
        needed = self.heightForWidth(self.width())
        if self.height() != needed:
            self.setFixedHeight(needed)
