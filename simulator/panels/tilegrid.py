"""Tiles side by side, in as many columns as there is room for."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from simulator.panels.parts import clear

GAP_PX = 12


class TileGrid(QWidget):
    """Widgets in rows, in their own order; no tile is narrower than `narrowest_px` while there are two columns."""

    def __init__(self, narrowest_px: int, most_columns: int) -> None:
        super().__init__()
        self._narrowest_px, self._most = narrowest_px, most_columns
        self._tiles: list[QWidget] = []
        self.columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP_PX)

    def set_tiles(self, tiles: list[QWidget]) -> None:
        """Show these and let the former ones go."""
        clear(self._grid)
        self._tiles = tiles
        self._place()

    def minimumSizeHint(self) -> QSize:
        """One tile's width is enough: the grid goes on in more rows."""
        return QSize(min(self._narrowest_px, super().minimumSizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        fitting = (event.size().width() + GAP_PX) // (self._narrowest_px + GAP_PX)
        columns = max(1, min(self._most, fitting))
        if columns != self.columns:
            self.columns = columns
            self._place()

    def _place(self) -> None:
        while self._grid.takeAt(0) is not None:
            pass
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < self.columns else 0)
            self._grid.setColumnMinimumWidth(column, self._narrowest_px if column < self.columns > 1 else 0)
        for number, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, number // self.columns, number % self.columns)
