"""The stage for a PC without a usable renderer: a body map and a list of the places on it."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from simulator.panels import theme
from simulator.panels.bodymap import BodyMap
from simulator.panels.focus import by_keys
from simulator.panels.parts import clear, column, label, row, set_heading, set_text
from simulator.presenting.language import Word, say
from simulator.presenting.practice import PracticeView

TOP_PX, RIGHT_TOP_PX = 84, 168  # the monitor lies above the map; the list begins here, or below a gauge


class Checklist(QWidget):
    """Takes the place of the viewport in `PracticeScreen(slot, flat=True)`. Points are global."""

    region_clicked = Signal(str, QPoint)
    item_dropped = Signal(str, str, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shape: tuple[object, ...] = ()
        self._ring = False
        self.buttons: dict[str, QPushButton] = {}
        self.map = BodyMap()
        self._title, self._says = label("heading"), label("small", wrap=True)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        left = column(self.map, margins=(0, TOP_PX, 0, 0))
        self._list = column(self._title, self._grid, 8, self._says, None, spacing=8, margins=(0, RIGHT_TOP_PX, 0, 0))
        body = row(left, self._list, spacing=24, margins=(24, 0, 24, 12))
        body.setStretch(0, 3)
        body.setStretch(1, 2)
        self.setLayout(body)
        self.map.clicked.connect(self._map_clicked)
        self.map.dropped.connect(self._map_dropped)

    def show_view(self, view: PracticeView) -> None:
        """Show the regions of a view."""
        shape = (view.language, tuple((region.region_id, region.text) for region in view.regions))
        if shape == self._shape:
            return
        self._shape = shape
        set_heading(self._title, say(Word.NO_STAGE, view.language))
        set_text(self._says, say(Word.NO_STAGE_SAYS, view.language))
        self.map.show_regions({region.region_id: region.text for region in view.regions})
        clear(self._grid)
        self.buttons = {}
        for number, region in enumerate(view.regions):
            made = QPushButton(region.text)
            made.clicked.connect(self._opener(region.region_id))
            self.buttons[region.region_id] = made
            self._grid.addWidget(made, number // 2, number % 2)

    def stay_below(self, bottom_px: int) -> None:
        """Nothing of the list lies above this line; it never goes up again, so that no button jumps twice."""
        if bottom_px > self._list.contentsMargins().top():
            self._list.setContentsMargins(0, bottom_px, 0, 0)

    def _opener(self, region_id: str) -> Callable[[], None]:
        def open_it() -> None:
            self.map.mark(region_id)
            button = self.buttons[region_id]
            self.region_clicked.emit(region_id, button.mapToGlobal(QPoint(-280, 0)))

        return open_it

    def _map_clicked(self, region_id: str, at: QPointF) -> None:
        self.region_clicked.emit(region_id, self.map.mapToGlobal(at.toPoint()))

    def _map_dropped(self, item_id: str, region_id: str, at: QPointF) -> None:
        self.item_dropped.emit(item_id, region_id, self.map.mapToGlobal(at.toPoint()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keys(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._ring:
            painter = QPainter(self)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk through the places."""
        order = list(self.buttons.values())
        steps = {Qt.Key.Key_Down: 2, Qt.Key.Key_Up: -2, Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not order:
            super().keyPressEvent(event)
            return
        now = next((index for index, made in enumerate(order) if made.hasFocus()), -step)
        order[(now + step) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)
