"""The table "what was done beside what was expected": the lanes once more, for reading line by line and aloud."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from simulator.panels import theme
from simulator.presenting.debrief import ComparisonRow, DebriefView
from simulator.presenting.language import Word, say

COLUMNS = (Word.COLUMN_EXPECTED, Word.COLUMN_DONE, Word.COLUMN_WHO, Word.COLUMN_TIME, Word.COLUMN_VERDICT)
ROW_PX = 38
NOTHING = "–"


class Comparison(QTableWidget):
    """Read-only rows; choosing one tells its moment."""

    time_chosen = Signal(float)

    def __init__(self) -> None:
        super().__init__(0, len(COLUMNS))
        self._rows: tuple[ComparisonRow, ...] = ()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        for number in range(len(COLUMNS)):
            stretch = number < 2
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.ResizeToContents
            head.setSectionResizeMode(number, mode)
        self.itemSelectionChanged.connect(self._chosen)

    def show_view(self, view: DebriefView) -> None:
        """Show the rows of a debrief."""
        self.setAccessibleName(say(Word.TABLE, view.language))
        self.blockSignals(True)
        self.setHorizontalHeaderLabels([say(word, view.language).upper() for word in COLUMNS])
        self._rows = view.rows
        self.setRowCount(len(view.rows))
        for number, line in enumerate(view.rows):
            texts = (line.expected, line.done, line.who, line.time, line.verdict)
            for place, text in enumerate(texts):
                cell = QTableWidgetItem(text or NOTHING)
                cell.setToolTip(text)
                self.setItem(number, place, cell)
        self.blockSignals(False)
        self.tint()

    def tint(self) -> None:
        """Colour the verdicts in the theme on screen."""
        shown = theme.palette()
        for number, line in enumerate(self._rows):
            for place in range(len(COLUMNS)):
                cell = self.item(number, place)
                assert cell is not None, "every cell of a row is filled"
                ink = shown.ink3 if cell.text() == NOTHING else shown.ink
                last = place == len(COLUMNS) - 1
                cell.setForeground(QColor(shown.tone(line.tone) if last else ink))
                font = theme.ui_font(13, QFont.Weight.DemiBold if last else QFont.Weight.Normal)
                cell.setFont(font)

    def _chosen(self) -> None:
        number = self.currentRow()
        if 0 <= number < len(self._rows):
            at_s = self._rows[number].at_s
            if at_s is not None:
                self.time_chosen.emit(at_s)
