"""The practice screen: stage, tray, team and panel. It turns clicks and keys into orders and shows views."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from simulator.panels.ask import Sheet, ask, show_keys
from simulator.panels.handkeys import HandKeys
from simulator.panels.keypage import CAMERA_DIGITS, CAMERA_KEY, HELPING, KEY_ROWS, LETTERS
from simulator.panels.parts import KeyButton, column, label, row, set_property, set_text, shortcut
from simulator.panels.sidepanel import SidePanel
from simulator.panels.stagearea import StageArea
from simulator.panels.switches import Switches
from simulator.panels.topbar import TopBar
from simulator.panels.tray import Tray
from simulator.panels.viewport import Viewport
from simulator.presenting.camera_words import CameraWord
from simulator.presenting.in_hand import in_hand, item_name, not_here
from simulator.presenting.language import Language, Word, clock_text, mode_name, say
from simulator.presenting.practice import MenuEntry, Movement, PracticeView, Region, Vital

SIDE_PX = ((1700, 420), (1400, 384), (0, 344))


class PracticeScreen(QWidget):
    """Shows a `PracticeView` and tells what the learner orders.

    `slot` is the widget of the stage; `flat` says that it is the body map, which has no camera. `region_marked`
    carries the region that the open menu is about, or "".
    """

    action_chosen = Signal(str, str, dict)
    hint_asked = Signal()
    see_through_toggled = Signal(bool)
    camera_chosen = Signal(str)
    finish_asked = Signal()
    item_held = Signal(str)
    stop_asked = Signal()
    hand_keys_changed = Signal(object, float)
    hands_dragged = Signal(float, float, bool)
    region_marked = Signal(str)
    camera_asked = Signal()
    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(self, slot: QWidget, flat: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._view: PracticeView | None = None
        self._held = ""
        self._sheet: Sheet | None = None
        self.pill, self.clock = label("pill"), label("clock")
        self.hint_button = KeyButton(key="H")
        self.see_button = KeyButton(key="X")
        self.see_button.setCheckable(True)
        self.help_button = KeyButton("?", kind="quiet")
        self.finish_button = KeyButton(kind="primary")
        self.switches = Switches(self)
        self.camera_button = KeyButton(kind="quiet")
        self.camera_button.setCheckable(True)
        self.camera_button.hide()  # until somebody can do something with a camera
        buttons = row(self.camera_button, self.switches, self.help_button, spacing=0)
        self.top = TopBar(buttons, self.pill, self.clock, self.hint_button, self.see_button, self.finish_button)
        self.stage, self.tray, self.side = StageArea(slot, flat), Tray(), SidePanel()
        left = column(self.stage, self.tray, spacing=0)
        left.setStretch(0, 1)
        body = row(left, self.side, spacing=0)
        body.setStretch(0, 1)
        self.setLayout(column(self.top, body, spacing=0))
        self.hand_keys = HandKeys(self, self._busy)
        self._connect()
        self._keys = self._make_keys()
        self._command_keys: dict[str, QShortcut] = {}

    def _connect(self) -> None:
        self.hint_button.clicked.connect(self.hint_asked)
        self.see_button.clicked.connect(self.see_through_toggled)
        self.help_button.clicked.connect(self.show_help)
        self.camera_button.clicked.connect(self.camera_asked)
        self.finish_button.clicked.connect(self.ask_to_finish)
        self.switches.language_chosen.connect(self.language_chosen)
        self.switches.theme_chosen.connect(self.theme_chosen)
        self.hand_keys.changed.connect(self.hand_keys_changed)
        self.hand_keys.stopped.connect(self.stop_asked)
        self.stage.handling.stop_asked.connect(self.stop_asked)
        self.stage.handling.pad.dragged.connect(lambda right, down: self.hands_dragged.emit(right, down, False))
        self.stage.menu.region_marked.connect(self.region_marked)
        self.stage.cameras.chosen.connect(self.camera_chosen)
        for clicked in (self.stage.cameras.chosen, self.hint_asked, self.see_through_toggled, self.theme_chosen):
            clicked.connect(self.stage.menu.keep_keys)
        self.stage.menu.ordered.connect(self._order)
        self.stage.menu.closed.connect(self._menu_closed)
        self.tray.item_clicked.connect(self.toggle_item)
        self.tray.item_where.connect(self.ask_where)
        self.tray.commanded.connect(self._command)
        self.tray.more_commands.connect(self._more_commands)
        self.tray.more_items.connect(self._more_items)

    def _make_keys(self) -> list[QShortcut]:
        def camera(number: int) -> Callable[[], None]:
            return lambda: self.stage.cameras.pick(number)

        made = [
            shortcut(self, "H", self._key_hint),
            shortcut(self, "X", self._key_see_through),
            shortcut(self, "G", lambda: self.ask_where("")),
            shortcut(self, "F1", self.show_help),
            shortcut(self, CAMERA_KEY, self._key_camera),
            shortcut(self, "?", self.show_help),
        ]
        made += [shortcut(self, str(number), camera(number)) for number in range(1, CAMERA_DIGITS + 1)]
        return made

    # -- showing ---------------------------------------------------------------------------------------------

    def show_view(self, view: PracticeView) -> None:
        """Bring the screen up to a view; parts that are the same are left alone."""
        language, silent = view.language, view.mode == "assess"
        if self._view is None or self._view.language != language:
            self._drop_words()
            self._name_fixed(language)
            if isinstance(self.stage.slot, Viewport):
                self.stage.slot.speak(language)
        self._view = view
        self.switches.show_look(language, view.theme)
        set_text(self.top.title, view.title)
        set_text(self.top.subtitle, view.subtitle)
        set_text(self.pill, mode_name(view.mode, language))
        set_property(self.pill, "tone", "warn" if silent else "")
        self.show_clock(view.clock_s)
        self.hint_button.setVisible(not silent)
        self.see_button.setVisible(not silent and not self.stage.flat)
        self.see_button.setChecked(view.see_through)
        self.stage.show_view(view)
        self.hand_keys.watch(steers=view.movement.steers, stops=view.movement.can_stop)
        self.side.show_view(view)
        self.tray.show_view(view.items, view.commands, language)
        if self._held not in {item.item_id for item in view.items}:
            self._hold("")
        self._bind_commands(view.commands)
        self.stage.menu.taken = LETTERS | {entry.key for entry in view.commands}
        if hasattr(self.stage.slot, "show_view"):
            self.stage.slot.show_view(view)

    def show_clock(self, clock_s: float) -> None:
        """Only the clock; cheap enough for every frame."""
        set_text(self.clock, clock_text(clock_s))

    def show_vitals(self, vitals: tuple[Vital, ...]) -> None:
        """Only the monitor."""
        if self._view is not None:
            self.stage.monitor.show_vitals(vitals, self._view.language)

    def show_movement(self, movement: Movement) -> None:
        """Only what changes while something goes on; for every picture."""
        if self._view is not None:
            self.hand_keys.watch(steers=movement.steers, stops=movement.can_stop)
            self.stage.show_movement(movement, self._view.language, self._view.mode == "assess")

    def _drop_words(self) -> None:
        """What still stands there in the language of before goes away."""
        self.stage.menu.close_menu()
        self._hold("")
        self.stage.say_locally("", "")

    def _name_fixed(self, language: Language) -> None:
        set_text(self.hint_button, say(Word.HINT, language))
        set_text(self.see_button, say(Word.SEE_THROUGH, language))
        set_text(self.finish_button, say(Word.FINISH, language))
        set_text(self.camera_button, say(CameraWord.AR, language))
        self.camera_button.setAccessibleName(say(CameraWord.TITLE, language))
        self.camera_button.setToolTip(f"{say(CameraWord.TITLE, language)} ({CAMERA_KEY})")
        self.help_button.setAccessibleName(say(Word.KEYS, language))
        self.help_button.setToolTip(f"{say(Word.KEYS, language)} (F1)")

    # -- where, what, with what ------------------------------------------------------------------------------

    def open_region(self, region_id: str, global_pos: QPoint) -> None:
        """A region was clicked on the stage: list what can be done there (with the item in hand, if any)."""
        if self._held:
            self.use_item(self._held, region_id, global_pos)
            return
        region = self._region(region_id)
        if region is not None:
            self._open(region.text, region.entries, global_pos, region_id)

    def open_person(self, person_id: str, global_pos: QPoint) -> None:
        """A person of the team was clicked on the stage: list what they can be told to do (with the item in hand)."""
        if self.is_for(person_id, self._held):
            self.use_item(self._held, person_id, global_pos)
            return
        self._hold("")
        if (person := self._region(person_id)) is not None:
            self._open(person.text, person.entries, global_pos)

    def is_for(self, person_id: str, item_id: str) -> bool:
        """Can this person be told to do something with this item?"""
        person = self._region(person_id)
        return bool(item_id) and person is not None and any(entry.item == item_id for entry in person.entries)

    def use_item(self, item_id: str, region_id: str, global_pos: QPoint) -> None:
        """An item was dropped on a region or person: what can be done with it; at once where nothing is left to ask."""
        region = self._region(region_id)
        self._hold("")
        if self._view is None:
            return
        offered = region.entries if region is not None else ()
        entries = tuple(entry for entry in offered if entry.item == item_id and entry.enabled)
        if not entries:
            self.stage.say_locally(not_here(self._view, item_id), "warn")
        elif len(entries) == 1:
            self._take_keys(True)
            self.stage.menu.order(entries[0], self.stage.mapFromGlobal(global_pos), self._view.language)
            self._take_keys(self.stage.menu.is_open())
        else:
            self._open(region.text if region is not None else "", entries, global_pos, region_id)

    def ask_where(self, item_id: str = "") -> None:
        """The list of places, by key G or by Enter on an item; with an item only places where it is of use."""
        if self._view is None or self._sheet is not None:
            return
        language = self._view.language
        item_id = item_id or self._held
        self._hold("")

        def useful(region: Region) -> tuple[MenuEntry, ...]:
            return tuple(entry for entry in region.entries if not item_id or entry.item == item_id)

        title = say(Word.WHERE, language)
        if item_id:
            title = say(Word.WHERE_ITEM, language, item=item_name(self._view, item_id))
        self._take_keys(True)
        self.stage.menu.open_places(title, self._view.regions, self.stage.quiet_corner(), language, useful)

    def click_nowhere(self, ground_id: str, global_pos: QPoint) -> None:
        """The floor was clicked: an open menu goes away; an item in hand is laid there, if that is of any use."""
        self.stage.menu.close_menu()
        if self._held:
            self.use_item(self._held, ground_id, global_pos)

    def toggle_item(self, item_id: str) -> None:
        """Take an item in hand, or put it down again."""
        self._hold("" if item_id == self._held else item_id)

    def _hold(self, item_id: str) -> None:
        self.tray.hold(item_id)
        if item_id == self._held:
            return
        self._held = item_id
        self.item_held.emit(item_id)
        if item_id and self._view is not None:
            self.stage.say_locally(in_hand(self._view, item_id), "", stay=True)
        else:
            self.stage.say_locally("", "")

    def _open(self, title: str, entries: tuple[MenuEntry, ...], global_pos: QPoint, region: str = "") -> None:
        if self._view is not None and self._sheet is None:
            self._take_keys(True)
            at = self.stage.mapFromGlobal(global_pos)
            self.stage.menu.open_entries(title, entries, at, self._view.language, region)

    def _command(self, entry: MenuEntry, button: QWidget) -> None:
        if self._view is None or not entry.enabled or self._sheet is not None:
            return
        at = self.stage.mapFromGlobal(button.mapToGlobal(QPoint(0, -120)))
        self._take_keys(True)
        self.stage.menu.order(entry, at, self._view.language)
        self._take_keys(self.stage.menu.is_open())

    def _more_commands(self, buttons: list[QWidget]) -> None:
        entries = tuple(self.tray.entry_of(button) for button in buttons)
        if self._view is not None:
            at = self.tray.team.more.mapToGlobal(QPoint(0, -40))
            self._open(say(Word.TEAM, self._view.language), entries, at)

    def _more_items(self, buttons: list[QWidget]) -> None:
        hidden = {self.tray.item_id_of(button) for button in buttons}
        if self._view is None:
            return
        found = [entry for region in self._view.regions for entry in region.entries if entry.item in hidden]
        unique = {entry.action_id: entry for entry in found}
        at = self.tray.equipment.more.mapToGlobal(QPoint(0, -40))
        self._open(say(Word.EQUIPMENT, self._view.language), tuple(unique.values()), at)

    def _order(self, action_id: str, actor: str, choices: dict[str, str]) -> None:
        self.action_chosen.emit(action_id, actor, choices)

    def _menu_closed(self) -> None:
        self._take_keys(False)
        reasons = Qt.FocusReason
        self.stage.slot.setFocus(reasons.ShortcutFocusReason if self.stage.menu.by_keys else reasons.PopupFocusReason)

    def _region(self, region_id: str) -> Region | None:
        places = () if self._view is None else (*self._view.regions, *self._view.people)
        return next((place for place in places if place.region_id == region_id), None)

    # -- keys and sheets -------------------------------------------------------------------------------------

    def _take_keys(self, taken: bool) -> None:
        """While a menu or a sheet is open the keys belong to it."""
        for key in [*self._keys, *self.switches.keys, *self._command_keys.values()]:
            key.setEnabled(not taken)

    def _busy(self) -> bool:
        """Do keys belong to a menu, a sheet or an item in hand now?"""
        return self.stage.menu.is_open() or self._sheet is not None or bool(self._held)

    def _key_hint(self) -> None:
        if self.hint_button.isVisible():
            self.hint_asked.emit()

    def _key_camera(self) -> None:
        if self.camera_button.isVisible():
            self.camera_asked.emit()

    def _key_see_through(self) -> None:
        if self.see_button.isVisible():
            self.see_button.click()

    def _bind_commands(self, commands: tuple[MenuEntry, ...]) -> None:
        wanted = {entry.key: entry for entry in commands if entry.key and entry.enabled}
        for key in [key for key in self._command_keys if key not in wanted]:
            self._command_keys.pop(key).deleteLater()
        for key in wanted:
            if key not in self._command_keys:
                self._command_keys[key] = shortcut(self, key, self._key_command(key))
        self._take_keys(self.stage.menu.is_open() or self._sheet is not None)

    def _key_command(self, key: str) -> Callable[[], None]:
        def order() -> None:
            commands = self._view.commands if self._view is not None else ()
            for entry in commands:
                if entry.key == key and entry.enabled:
                    self._command(entry, self.tray.command_button(entry.action_id))

        return order

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._held:
            self._hold("")
        else:
            super().keyPressEvent(event)

    def ask_to_finish(self) -> None:
        """Finish at once when everything is done; otherwise ask first."""
        if self._view is None or self._sheet is not None:
            return
        if self._view.complete:
            self.finish_asked.emit()
            return
        language = self._view.language
        words = (Word.FINISH_ASK, Word.FINISH_SAYS, Word.FINISH_YES, Word.CONTINUE)
        self._put(ask(self, language, words, self.finish_asked.emit))

    def show_help(self) -> None:
        """The keys and what they do."""
        if self._view is None or self._sheet is not None:
            return
        language = self._view.language
        cameras = 0 if self.stage.flat else len(self._view.cameras)
        gone: set[Enum] = set() if cameras else {Word.KEY_CAMERA}
        gone |= set() if self.camera_button.isVisible() else {CameraWord.TITLE}
        gone |= set(HELPING) if self._view.mode == "assess" else {Word.SEE_THROUGH} if self.stage.flat else set()
        keys = tuple((key.format(cameras=cameras), say(word, language)) for key, word in KEY_ROWS if word not in gone)
        keys += tuple((entry.key, entry.text) for entry in self._view.commands if entry.key)
        self._put(show_keys(self, say(Word.KEYS, language), keys, say(Word.CLOSE, language)))

    def _put(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._take_keys(True)
        sheet.closed.connect(self._sheet_closed)

    def _sheet_closed(self) -> None:
        self._sheet = None
        self._take_keys(self.stage.menu.is_open())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.stage.slot.setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        self.stage.slot.setFocus()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = next(side for least, side in SIDE_PX if self.width() >= least)
        self.side.setFixedWidth(width)
        self.tray.arrange()
        super().resizeEvent(event)
