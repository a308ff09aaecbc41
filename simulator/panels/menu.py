"""The menu of actions: where, what, which choice, who. One card on the stage, worked by mouse or by keys alone."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from simulator.panels.menukeys import key_of, keys_for
from simulator.panels.menuplace import Clear, Shape, cheapest
from simulator.panels.menurow import Line, MenuRow
from simulator.panels.parts import column, label, set_heading
from simulator.presenting.language import Language, Word, say
from simulator.presenting.practice import MenuEntry, Option, Region

MARGIN_PX = 12
WIDTH_PX, WIDEST_PX, SLIM_PX = 272, 420, 184  # a menu of one column; at most so wide a column; the least of several
ROW_PX, MANY, MANY_ROW_PX = 38, 9, {1: 34, 2: 30, 3: 26}  # a line is so tall; more than so many: by columns
MOST_COLUMNS, DENSE_FROM, BETWEEN_PX, BAR_PX = 3, 3, 6, 12
FRAME_PX = 6


@dataclass(frozen=True, slots=True)
class Level:
    """One page of the menu."""

    title: str
    lines: tuple[Line, ...]


def questions(entry: MenuEntry, language: Language) -> tuple[tuple[str, str, tuple[Option, ...]], ...]:
    """What an entry asks before it is ordered: (name, text, options); who does it comes last, as name ""."""
    asked = [(choice.name, choice.text, choice.options) for choice in entry.choices]
    if len(entry.actors) > 1:
        people = tuple(Option(actor.actor_id, actor.text) for actor in entry.actors)
        asked.append(("", say(Word.WHO, language), people))
    return tuple(asked)


def _nothing() -> None:
    """A key that picks no line does nothing."""


class ActionMenu(QFrame):
    """A stack of levels. `ordered` carries action, actor and choices; `closed` comes whenever the menu goes away.

    `region_marked` carries the region that the marked line stands for, or "".
    """

    ordered = Signal(str, str, dict)
    region_marked = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._language: Language = "en"
        self._levels: list[Level] = []
        self._shown_rows: list[MenuRow] = []
        self._last: MenuRow | None = None
        self.by_keys = False  # was it answered by keys, so that the focus must be seen where it goes?
        self._clicked = QElapsedTimer()
        self._at, self._beside = QPoint(), False
        self._clear = Clear(QRect())
        self._columns = 1
        self.taken: frozenset[str] = frozenset()  # letters that mean something else while no menu is open
        self._title = label("heading")
        self._title.setContentsMargins(12, 6, 12, 2)
        self._body = QWidget()
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayout(column(self._title, self._scroll, spacing=2, margins=(FRAME_PX,) * 4))
        self.hide()

    def keep_clear(self, patient: QRect, dear: tuple[QRect, ...] = ()) -> None:
        """From now on cover as little of the patient (in the parent's pixels) as possible, least of all what is dear:
        the place that was asked about, the face."""
        self._clear = Clear(patient, tuple(box for box in dear if box.isValid()))

    def open_places(
        self,
        title: str,
        regions: tuple[Region, ...],
        at: QPoint,
        language: Language,
        entries_of: Callable[[Region], tuple[MenuEntry, ...]],
    ) -> None:
        """Ask where, then what; only regions for which `entries_of` gives something are offered."""
        self._language = language
        lines = []
        for region in regions:
            entries = entries_of(region)
            if entries:
                lines.append(Line(region.text, True, self._opener(region, entries), region.region_id))
        self._beside = False
        self._start(Level(title, tuple(lines)), at)

    def open_entries(
        self, title: str, entries: tuple[MenuEntry, ...], at: QPoint, language: Language, region: str = ""
    ) -> None:
        """Offer entries beside the point `at` (in the parent's pixels)."""
        self._language = language
        self._beside = True
        self._start(self._entries_level(title, entries, region), at)

    def order(self, entry: MenuEntry, at: QPoint, language: Language) -> None:
        """Order an entry: at once where nothing is left to ask, else with its first question."""
        self._language = language
        self.close_menu()
        self._at, self._beside = at, True
        self._ask(entry, {}, 0)

    def close_menu(self) -> None:
        """Go away without an order."""
        if self._levels:
            self._levels.clear()
            self.region_marked.emit("")
            self.closed.emit()  # before it hides: Qt would pass the focus on by itself, to anywhere
            self.hide()

    def is_open(self) -> bool:
        return bool(self._levels)

    def keep_keys(self) -> None:
        """Another button was clicked and has the focus now: an open menu takes it back, to the line that was marked."""
        if self._shown_rows and self.is_open():
            self._mark(self._last if self._last in self._shown_rows else self._shown_rows[0])

    def level(self) -> Level | None:
        """The page that is shown."""
        return self._levels[-1] if self._levels else None

    def takes_click(self) -> bool:
        """Is a click meant for this page? The second half of the one that brought it up answers what nobody read."""
        self.by_keys = False
        return not self._clicked.isValid() or self._clicked.hasExpired(QApplication.doubleClickInterval())

    def _start(self, level: Level, at: QPoint) -> None:
        self._levels = []
        self.by_keys = not self._beside
        self._clicked.invalidate()
        self._at = at
        self._push(level)

    def _entries_level(self, title: str, entries: tuple[MenuEntry, ...], region: str) -> Level:
        lines = tuple(
            Line(entry.text, bool(questions(entry, self._language)), self._asker(entry), region)
            for entry in entries
            if entry.enabled
        )
        return Level(title, lines)

    def _opener(self, region: Region, entries: tuple[MenuEntry, ...]) -> Callable[[], None]:
        return lambda: self._push(self._entries_level(region.text, entries, region.region_id))

    def _asker(self, entry: MenuEntry) -> Callable[[], None]:
        return lambda: self._ask(entry, {}, 0)

    def _ask(self, entry: MenuEntry, answers: dict[str, str], number: int) -> None:
        asked = questions(entry, self._language)
        if number == len(asked):
            actor = answers.pop("", entry.actors[0].actor_id if entry.actors else "")
            self.close_menu()
            self.ordered.emit(entry.action_id, actor, answers)
            return
        name, text, options = asked[number]

        def picker(value: str) -> Callable[[], None]:
            return lambda: self._ask(entry, {**answers, name: value}, number + 1)

        level = self.level()
        region = level.lines[0].region if level and level.lines else ""
        lines = tuple(Line(option.text, number + 1 < len(asked), picker(option.value), region) for option in options)
        self._push(Level(f"{entry.text}: {text}" if number == 0 else text, lines))

    def _push(self, level: Level) -> None:
        if not self.by_keys:
            self._clicked.start()
        self._levels.append(level)
        self._show()

    def _show(self) -> None:
        level = self._levels[-1]
        set_heading(self._title, level.title)
        for gone in self._shown_rows:
            # Not setParent(None): that would give it to Python, which may destroy it inside its own signal.
            gone.hide()
            gone.deleteLater()
        lines = level.lines or (Line(say(Word.NOTHING_HERE, self._language), False, self.close_menu),)
        keys = keys_for(len(lines), self.taken)
        self._shown_rows = rows = [MenuRow(line, key, self, self._body) for line, key in zip(lines, keys, strict=True)]
        for made in rows:
            made.marked.connect(self.region_marked)
            made.marked.connect(self._remember)
            made.show()
        self.fit()
        self.show()
        self.raise_()
        rows[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def fit(self) -> None:
        """Lie beside the point that was asked for, in as many columns as cover the least, wholly on the stage."""
        host = self.parentWidget()
        assert host is not None, "the menu lives on the stage"
        free = host.rect().adjusted(MARGIN_PX, MARGIN_PX, -MARGIN_PX, -MARGIN_PX)
        self._title.ensurePolished()
        most = MOST_COLUMNS if len(self._shown_rows) > MANY else 1
        shapes = [self._shape(columns, free) for columns in range(1, most + 1)]
        fitting = [shape for shape in shapes if shape.columns == 1 or shape.size.width() <= free.width()]
        if not fitting[0].hidden_px and not self._beside:
            fitting = fitting[:1]  # a list that was opened by key stays a list while there is room
        shape, box = cheapest(fitting, self._at, free, self._clear, beside=self._beside)
        self._columns = shape.columns
        self.setGeometry(box)
        self._lay_rows(box.width() - 2 * FRAME_PX - (BAR_PX if shape.hidden_px else 0))

    def _row_px(self, columns: int) -> int:
        return MANY_ROW_PX[columns] if len(self._shown_rows) > MANY else ROW_PX

    def _column_widths(self, columns: int) -> list[int]:
        """How wide each column must be for what stands in it (px)."""
        per = -(-len(self._shown_rows) // columns)
        least = SLIM_PX if columns > 1 else WIDTH_PX - 2 * FRAME_PX
        parts = [self._shown_rows[start : start + per] for start in range(0, len(self._shown_rows), per)]
        dense = columns >= DENSE_FROM
        return [min(WIDEST_PX, max([least, *(made.wide_px(dense=dense) for made in part)])) for part in parts]

    def _shape(self, columns: int, free: QRect) -> Shape:
        widths = self._column_widths(columns)
        per = -(-len(self._shown_rows) // columns)
        head = self._title.sizeHint().height() + 2 * FRAME_PX + 4
        tall = head + per * self._row_px(columns)
        hidden = max(0, tall - free.height())
        wide = max(sum(widths) + BETWEEN_PX * (len(widths) - 1), min(self._title.sizeHint().width(), WIDEST_PX))
        wide += 2 * FRAME_PX + (BAR_PX if hidden else 0)
        if columns == 1:
            wide = min(wide, free.width())
        return Shape(columns, QSize(wide, min(tall, free.height())), hidden)

    def _lay_rows(self, wide_px: int) -> None:
        """Put the lines into their columns, downwards first, as a list is read."""
        widths = self._column_widths(self._columns)
        per, tall = -(-len(self._shown_rows) // self._columns), self._row_px(self._columns)
        spare = (wide_px - sum(widths) - BETWEEN_PX * (len(widths) - 1)) // len(widths)
        x = 0
        for number, width in enumerate(widths):
            for place, made in enumerate(self._shown_rows[number * per : (number + 1) * per]):
                box = QRect(x, place * tall, width + spare, tall)
                made.lie(box, dense=self._columns >= DENSE_FROM)
            x += width + spare + BETWEEN_PX
        self._body.setMinimumHeight(per * tall)

    def rows(self) -> list[MenuRow]:
        """The lines on screen, first to last."""
        return list(self._shown_rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_keys = True
        rows, key = self.rows(), event.key()
        marked = next((index for index, made in enumerate(rows) if made.hasFocus()), 0)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Backtab: -1}
        per = -(-len(rows) // self._columns)
        aside = {Qt.Key.Key_Left: marked - per, Qt.Key.Key_Right: min(marked + per, len(rows) - 1)}.get(Qt.Key(key), -1)
        if aside >= 0 and aside // per != marked // per:
            self._mark(rows[aside])
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Left, Qt.Key.Key_Backspace):
            self._back()
        elif key in steps and rows:
            self._mark(rows[(marked + steps[Qt.Key(key)]) % len(rows)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._mark(rows[0 if key == Qt.Key.Key_Home else -1])
        elif event.isAutoRepeat():
            pass  # a key that is held too long answers one question, not the next one too
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (key == Qt.Key.Key_Right and rows[marked].line.more):
            rows[marked].click()
        elif picked := key_of(event):
            next((made.click for made in rows if made.key == picked), _nothing)()
        # Every other key stops here too: an open menu is answered or closed first.
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 (Qt's name)
        """Tab stays inside the menu: it moves like the arrow keys."""
        rows = self.rows()
        marked = next((index for index, made in enumerate(rows) if made.hasFocus()), 0)
        if rows:
            self._mark(rows[(marked + (1 if forward else -1)) % len(rows)])
        return bool(rows)

    def _remember(self) -> None:
        self._last = next((made for made in self._shown_rows if made.hasFocus()), self._last)

    def _mark(self, made: MenuRow) -> None:
        made.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(made, 0, 8)

    def _back(self) -> None:
        if len(self._levels) > 1:
            self._levels.pop()
            self._show()
        else:
            self.close_menu()
