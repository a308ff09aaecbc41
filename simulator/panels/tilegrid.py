"""Cards of scenes side by side: large ones where all of them have room, else small ones in as many columns as fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from simulator.panels.cards import SceneTile
from simulator.panels.parts import clear

GAP_PX = 12
NARROWEST_LARGE_PX, WIDEST_LARGE_PX, MOST_LARGE = 300, 960, 6
FLATTEST, TALLEST = 0.33, 9 / 16  # height of a large picture by its width: a strip at least, the whole of it at most


@dataclass(frozen=True, slots=True)
class Large:
    """Large cards: in so many columns, so wide, with pictures so tall (px)."""

    columns: int
    wide_px: int
    picture_px: int


def large_for(tiles: Sequence[SceneTile], room: QSize) -> Large | None:
    """The large cards that show most of their pictures, leave least room beside them and still fit; None if none do."""

    def seen(one: Large) -> float:
        return one.wide_px * one.picture_px * (one.columns * one.wide_px / room.width())

    return max(_fitting(tiles, room), key=seen, default=None)


def _fitting(tiles: Sequence[SceneTile], room: QSize) -> Iterable[Large]:
    for columns in range(1, min(MOST_LARGE, len(tiles)) + 1):
        wide = min(WIDEST_LARGE_PX, (room.width() + GAP_PX) // columns - GAP_PX)
        if wide < NARROWEST_LARGE_PX:
            return
        rows = -(-len(tiles) // columns)
        words = max(tile.words_px(wide) for tile in tiles)
        picture = min(int(wide * TALLEST), (room.height() + GAP_PX) // rows - GAP_PX - words)
        if picture >= wide * FLATTEST:
            yield Large(columns, wide, picture)


class TileGrid(QWidget):
    """Cards in rows, in their own order; no small one is narrower than `narrowest_px` while there are two columns.

    Arrows go from card to card; `reached` tells which one has the focus now.
    """

    reached = Signal(QWidget)

    def __init__(self, narrowest_px: int, most_columns: int) -> None:
        super().__init__()
        self._narrowest_px, self._most = narrowest_px, most_columns
        self._tiles: list[SceneTile] = []
        self._room = QSize()
        self._large: Large | None = None
        self.columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP_PX)

    def set_tiles(self, tiles: list[SceneTile]) -> None:
        """Show these and let the former ones go."""
        clear(self._grid)
        self._tiles = tiles
        self._choose()
        self._place()

    def show_instead(self, card: QWidget) -> None:
        """Show a card that says why there are no scenes."""
        self.set_tiles([])
        self._grid.addWidget(card, 0, 0)

    def have_room(self, room: QSize) -> None:
        """So much can be seen of the grid at once (px)."""
        if room != self._room:
            self._room = room
            before = self._large, self.columns
            self._choose()
            if (self._large, self.columns) != before:
                self._place()

    def minimumSizeHint(self) -> QSize:
        """One tile's width is enough: the grid goes on in more rows; how tall it is then depends on its width alone."""
        return QSize(min(self._narrowest_px, super().minimumSizeHint().width()), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        before = self.columns
        self._choose()
        if self.columns != before:
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.columns,
            Qt.Key.Key_Down: self.columns,
        }
        now = next((number for number, tile in enumerate(self._tiles) if tile.hasFocus()), None)
        step = steps.get(Qt.Key(event.key()))
        if now is None or step is None:
            super().keyPressEvent(event)
        elif 0 <= now + step < len(self._tiles):
            tile = self._tiles[now + step]
            tile.setFocus(Qt.FocusReason.TabFocusReason)
            self.reached.emit(tile)

    def _choose(self) -> None:
        self._large = large_for(self._tiles, self._room)
        if self._large is not None:
            self.columns = self._large.columns
            return
        fitting = (self.width() + GAP_PX) // (self._narrowest_px + GAP_PX)
        self.columns = max(1, min(self._most, fitting))

    def _place(self) -> None:
        if not self._tiles:
            return  # a card may stand there that says why
        while self._grid.takeAt(0) is not None:
            pass
        large, most = self._large, max(self._most, MOST_LARGE)
        for column in range(most + 1):
            used = column < self.columns
            least = large.wide_px if large is not None else self._narrowest_px if self.columns > 1 else 0
            # Beside large cards of their greatest width the rest of the room stays free.
            last = large is not None and column == self.columns
            self._grid.setColumnStretch(column, 1 if (used and large is None) or last else 0)
            self._grid.setColumnMinimumWidth(column, least if used else 0)
        for number, tile in enumerate(self._tiles):
            tile.grow(large.picture_px if large is not None else 0)
            self._grid.addWidget(tile, number // self.columns, number % self.columns)
