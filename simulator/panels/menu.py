"""The menu of actions: where, what, which choice, who. One card on the stage, worked by mouse or by keys alone."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from simulator.panels import theme
from simulator.panels.parts import clear, column, key_cap_width, label, paint_key_cap, set_heading
from simulator.presenting.language import Language, Word, say
from simulator.presenting.practice import MenuEntry, Option, Region

MARGIN_PX = 12
BESIDE_PX = 28  # so far from the point that was asked for, which stays in sight
WIDTH_PX = 272
ROW_PX, LOW_ROW_PX, MANY = 38, 34, 9
DIGITS = "1234567890"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the menu: what it says, whether a further level follows, what it does, the region it stands for."""

    text: str
    more: bool
    pick: Callable[[], None]
    region: str = ""


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


def _inside(box: QRect, free: QRect) -> QRect:
    """The box, moved so that it lies wholly in the free room (at its top left where it is too large)."""
    left = max(free.left(), min(box.left(), free.right() - box.width()))
    top = max(free.top(), min(box.top(), free.bottom() - box.height()))
    return QRect(QPoint(left, top), box.size())


def _area(box: QRect) -> int:
    return box.width() * box.height() if box.isValid() else 0


class MenuRow(QAbstractButton):
    """One line: text at the left, the digit that picks it at the right. The pointer moves the focus."""

    marked = Signal(str)

    def __init__(self, line: Line, digit: str, keys: Callable[[QKeyEvent], None], tall_px: int = ROW_PX) -> None:
        super().__init__()
        self.line, self.digit, self._keys, self._tall_px = line, digit, keys, tall_px
        self.setText(line.text)
        self.setAccessibleName(line.text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(line.pick)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._shown()) + 64, self._tall_px)

    def _shown(self) -> str:
        return self.text() + ("…" if self.line.more else "")

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.marked.emit(self.line.region)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt's button would take the arrow keys for moving the focus, the scroll area for scrolling.
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            self._keys(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = theme.palette(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self.hasFocus()
        if marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.accent_soft))
            painter.drawRoundedRect(self.rect().adjusted(0, 1, 0, -1), 8, 8)
        if self.isDown():
            painter.setPen(QPen(QColor(shown.accent), 1))
            painter.drawRoundedRect(self.rect().adjusted(0, 1, -1, -2), 8, 8)
        ink = QColor(shown.accent if marked else shown.ink)
        painter.setPen(ink)
        font = theme.ui_font(14)
        painter.setFont(font)
        inner = self.rect().adjusted(12, 0, -10, 0)
        cap = key_cap_width(self.digit, painter.fontMetrics()) + 8 if self.digit else 0
        text = painter.fontMetrics().elidedText(self._shown(), Qt.TextElideMode.ElideRight, inner.width() - cap)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if self.digit:
            paint_key_cap(painter, inner, self.digit, QColor(shown.accent if marked else shown.ink3))


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
        self._at, self._beside = QPoint(), False
        self._clear = QRect()
        self._title = label("heading")
        self._title.setContentsMargins(12, 6, 12, 2)
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayout(column(self._title, self._scroll, spacing=2, margins=(6, 6, 6, 6)))
        self.hide()

    def keep_clear(self, place: QRect) -> None:
        """From now on cover as little of this place (in the parent's pixels) as possible: the patient lies there."""
        self._clear = place

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
            self.hide()
            self.region_marked.emit("")
            self.closed.emit()

    def is_open(self) -> bool:
        return bool(self._levels)

    def keep_keys(self) -> None:
        """Another button was clicked and has the focus now: an open menu takes it back, to the line that was marked."""
        if self._shown_rows and self.is_open():
            self._mark(self._last if self._last in self._shown_rows else self._shown_rows[0])

    def level(self) -> Level | None:
        """The page that is shown."""
        return self._levels[-1] if self._levels else None

    def _start(self, level: Level, at: QPoint) -> None:
        self._levels = []
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
        self._levels.append(level)
        self._show()

    def _show(self) -> None:
        level = self._levels[-1]
        set_heading(self._title, level.title)
        clear(self._rows)
        lines = level.lines or (Line(say(Word.NOTHING_HERE, self._language), False, self.close_menu),)
        tall = LOW_ROW_PX if len(lines) > MANY else ROW_PX
        self._shown_rows = rows = [
            MenuRow(line, DIGITS[number] if number < len(DIGITS) else "", self.keyPressEvent, tall)
            for number, line in enumerate(lines)
        ]
        for made in rows:
            made.marked.connect(self.region_marked)
            made.marked.connect(self._remember)
            self._rows.addWidget(made)
            # A layout shows new rows of a visible menu only with the next event: too late for their focus and digits.
            made.show()
        self._rows.addStretch(1)
        self.fit()
        self.show()
        self.raise_()
        rows[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def fit(self) -> None:
        """Lie beside the point that was asked for, where there is more room, and wholly on the stage."""
        rows = self.rows()
        host = self.parentWidget()
        assert host is not None, "the menu lives on the stage"
        free = host.rect().adjusted(MARGIN_PX, MARGIN_PX, -MARGIN_PX, -MARGIN_PX)
        self._title.ensurePolished()
        widest = max([made.sizeHint().width() for made in rows] + [self._title.sizeHint().width()])
        width = min(max(WIDTH_PX, widest + 14), 420, free.width())
        head = self._title.sizeHint().height() + 16
        height = min(head + sum(made.sizeHint().height() for made in rows) + 2, free.height())
        box = QRect(self._at, QSize(width, height))
        if self._beside:
            box = self._best_beside(box, free)
        self.setGeometry(_inside(box, free))

    def _best_beside(self, box: QRect, free: QRect) -> QRect:
        """Beside, above or below the point that was asked for, or at an edge of the stage: wherever the least of the
        patient is covered; of places that are as good, the nearest one."""
        x, y = self._at.x(), self._at.y()
        right, left = x + BESIDE_PX, x - BESIDE_PX - box.width()
        middle, centred = y - box.height() // 2, x - box.width() // 2
        first, second = (right, left) if x < free.center().x() else (left, right)
        corners = [
            *((side, middle) for side in (first, second)),
            *((centred, high) for high in (y + BESIDE_PX, y - BESIDE_PX - box.height())),
            *((side, high) for side in (free.left(), free.right()) for high in (middle, free.top(), free.bottom())),
        ]
        places = [_inside(QRect(QPoint(*corner), box.size()), free) for corner in corners]
        clear = [place for place in places if not place.contains(self._at)] or places
        return min(clear, key=lambda place: _area(place.intersected(self._clear)))

    def rows(self) -> list[MenuRow]:
        """The lines on screen, first to last."""
        return list(self._shown_rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows, key = self.rows(), event.key()
        marked = next((index for index, made in enumerate(rows) if made.hasFocus()), 0)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Backtab: -1}
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Left, Qt.Key.Key_Backspace):
            self._back()
        elif key in steps and rows:
            self._mark(rows[(marked + steps[Qt.Key(key)]) % len(rows)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and rows:
            rows[marked].click()
        elif event.text() and event.text() in DIGITS[: len(rows)]:
            rows[DIGITS.index(event.text())].click()
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
