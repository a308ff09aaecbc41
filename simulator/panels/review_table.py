"""The table of all sessions: a model that makes a row's texts when it is shown, and pills for the verdicts."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionHeader,
    QStyleOptionViewItem,
    QTableView,
)

from simulator.panels import theme
from simulator.presenting.language import Language, say
from simulator.presenting.reviewing import COLUMNS, Book, Column, Entry, Line, line
from simulator.presenting.reviewing_words import ReviewWord

ROW_PX = 36
NOTHING = "–"
WORDS = (
    ReviewWord.LEARNER, ReviewWord.SCENE, ReviewWord.MODE, ReviewWord.WHEN, ReviewWord.SCORE, ReviewWord.MOTION,
    ReviewWord.VERDICT, ReviewWord.FINDING, ReviewWord.RATED,
)  # fmt: skip
# (share of the width, at least so many pixels): the finding takes what is left.
WIDTHS = {
    "learner": (0.11, 96), "scene": (0.15, 176), "mode": (0.07, 70), "when": (0.11, 144), "score": (0.05, 64),
    "motion": (0.05, 76), "verdict": (0.09, 116), "rated": (0.05, 62),
}  # fmt: skip
# On a small screen the others give way, because why somebody failed is what is looked for; the hour is in the tool tip.
NARROW_PX = 1040
NARROW = {"learner": 96, "scene": 162, "mode": 66, "when": 100, "score": 62, "motion": 66, "verdict": 112, "rated": 58}
DAY = len("2026-01-31")
VERDICT, SCORE, MOTION, FINDING, WHEN, RATED = (
    COLUMNS.index(name) for name in ("verdict", "score", "motion", "finding", "when", "rated")
)
_WHOLE_ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
Index = QModelIndex | QPersistentModelIndex


class Sessions(QAbstractTableModel):
    """The entries as rows. Nothing is put into words before somebody looks at it."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: Sequence[Entry] = ()
        self.days_only = False
        """Leave the hour of a session to the tool tip."""
        self._book: Book = {}
        self._language: Language = "en"
        self._lines: dict[int, Line] = {}

    def show(self, entries: Sequence[Entry], book: Book, language: Language) -> None:
        """Take other entries, or the same ones in another order or language."""
        self.beginResetModel()
        self.entries, self._book, self._language = entries, book, language
        self._lines.clear()
        self.endResetModel()

    def line(self, row: int) -> Line:
        """The texts of a row."""
        if row not in self._lines:
            self._lines[row] = line(self.entries[row], self._book, self._language)
        return self._lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 (Qt's)
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 (Qt's)
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        texts = self.line(index.row()).texts
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            shown = texts[index.column()]
            if role == Qt.ItemDataRole.ToolTipRole:
                return shown or None
            return shown[: DAY if self.days_only and index.column() == WHEN else None] or NOTHING
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(index, texts)
        if role == Qt.ItemDataRole.FontRole and index.column() in (0, SCORE):
            return theme.ui_font(13, QFont.Weight.DemiBold)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{say(WORDS[index.column()], self._language)}: {texts[index.column()] or NOTHING}"
        return None

    def _ink(self, index: Index, texts: tuple[str, ...]) -> QColor:
        shown = theme.palette()
        if not texts[index.column()]:
            return QColor(shown.ink3)
        tone = self.line(index.row()).motion_tone
        if index.column() == MOTION and tone in ("warn", "bad"):
            return QColor(shown.tone(tone))
        if index.column() == RATED and self.line(index.row()).rated_tone:
            return QColor(shown.tone(self.line(index.row()).rated_tone))
        if index.column() == FINDING and self.line(index.row()).critical:
            return QColor(shown.bad)
        return QColor(shown.ink if index.column() in (0, SCORE, FINDING) else shown.ink2)

    def headerData(  # noqa: N802 (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(WORDS[section], self._language).upper()
        return None


class Pills(QStyledItemDelegate):
    """Paints a verdict as a pill in its tone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, Sessions):
            return
        made = QStyleOptionViewItem(option)
        self.initStyleOption(made, index)
        text, tone = model.line(index.row()).texts[VERDICT], model.line(index.row()).tone
        made.text = ""
        table = self.parent()
        if isinstance(table, QTableView):
            table.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, made, painter, table)
        shown = theme.palette()
        font = theme.ui_font(12, QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        most = option.rect.width() - 30
        said = metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)
        box = QRectF(option.rect.left() + 5, option.rect.center().y() - 11, metrics.horizontalAdvance(said) + 20, 23)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.soft(tone)))
        painter.drawRoundedRect(box, 11, 11)
        painter.setFont(font)
        painter.setPen(QColor(shown.tone(tone)))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(110, ROW_PX)


class Head(QHeaderView):
    """The heads of the columns. An arrow points up over values that rise from the top, as in a spreadsheet; left to
    itself Qt draws it the other way round on Linux."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:  # noqa: N802 (Qt's)
        super().initStyleOptionForIndex(option, section)
        if self.isSortIndicatorShown() and section == self.sortIndicatorSection():
            rising = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            arrow = QStyleOptionHeader.SortIndicator
            option.sortIndicator = arrow.SortUp if rising else arrow.SortDown


class ReviewTable(QTableView):
    """Rows that can be marked, several at a time. Enter or a double click opens one."""

    sort_chosen = Signal(str, bool)
    marked = Signal()
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sessions = Sessions()
        self.setHorizontalHeader(Head(self))
        self.setModel(self.sessions)
        self._pills = Pills(self)
        self.setItemDelegateForColumn(VERDICT, self._pills)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(ROW_PX)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.sortIndicatorChanged.connect(self._sorted)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.selectionModel().selectionChanged.connect(lambda: self.marked.emit())

    def show_entries(self, entries: Sequence[Entry], book: Book, language: Language) -> None:
        """Show these rows; the marked sessions stay marked as far as they are still there."""
        kept = {one.session for one in self.chosen()}
        current = self.current()
        self.selectionModel().blockSignals(True)
        self.sessions.show(entries, book, language)
        # What is the same, or nothing, for all of them would only take the room of the finding.
        scenes = {one.scene for one in entries}
        self.setColumnHidden(COLUMNS.index("scene"), len(scenes) == 1 and "" not in scenes)
        self.setColumnHidden(MOTION, all(one.exposure is None for one in entries))
        self._share_out()
        chosen = self.selectionModel()
        rows = {one.session: row for row, one in enumerate(entries)} if kept or current else {}
        if current is not None and current.session in rows:
            self.setCurrentIndex(self.sessions.index(rows[current.session], 0))
        chosen.select(self._stretches(sorted(rows[one] for one in kept if one in rows)), _WHOLE_ROWS)
        chosen.blockSignals(False)
        self.marked.emit()

    def _stretches(self, rows: Sequence[int]) -> QItemSelection:
        """Rows as few stretches as there are: thousands are marked at once, and one by one that takes minutes."""
        made, last = QItemSelection(), len(COLUMNS) - 1
        # A row less its place among the marked ones is the same for neighbours.
        for _, stretch in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
            numbers = [row for _, row in stretch]
            ends = self.sessions.index(numbers[0], 0), self.sessions.index(numbers[-1], last)
            made.append(QItemSelectionRange(*ends))
        return made

    def show_order(self, by: Column, ascending: bool) -> None:
        """Mark the column that the rows are sorted by."""
        head = self.horizontalHeader()
        head.blockSignals(True)
        order = Qt.SortOrder.AscendingOrder if ascending else Qt.SortOrder.DescendingOrder
        head.setSortIndicator(COLUMNS.index(by), order)
        head.blockSignals(False)

    def chosen(self) -> list[Entry]:
        """The marked sessions, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.sessions.entries[row] for row in rows]

    def current(self) -> Entry | None:
        """The session with the cursor."""
        row = self.currentIndex().row()
        return self.sessions.entries[row] if 0 <= row < len(self.sessions.entries) else None

    def mark_first(self) -> None:
        """Put the cursor on the first row, where there is none yet."""
        if self.current() is None and self.sessions.entries:
            self.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        wide = self.viewport().width()
        left = wide
        self.sessions.days_only = wide < NARROW_PX
        for number, name in enumerate(COLUMNS):
            if name != "finding":
                share, least = WIDTHS[name]
                width = NARROW[name] if self.sessions.days_only else max(least, round(wide * share))
                self.setColumnWidth(number, width)
                left -= 0 if self.isColumnHidden(number) else width
        self.setColumnWidth(FINDING, left)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.sessions.entries):
            self.opened.emit(self.sessions.entries[row].session)

    def _sorted(self, column: int, order: Qt.SortOrder) -> None:
        self.sort_chosen.emit(COLUMNS[column], order == Qt.SortOrder.AscendingOrder)
