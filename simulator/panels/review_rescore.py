"""The sheet that scores sessions again: by what, how far it is, and what came out."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QProgressBar, QTableView, QWidget

from simulator.panels import theme
from simulator.panels.ask import Sheet
from simulator.panels.focus import go_round
from simulator.panels.parts import KeyButton, column, label, row, set_property, set_text
from simulator.panels.review_filters import Choice, Named
from simulator.presenting.language import Language, say
from simulator.presenting.reviewing_again import Again, heads, most_changed_first, summary, texts
from simulator.presenting.reviewing_words import ReviewWord
from simulator.presenting.told import in_language

WIDE_PX, TALL_PX = 860, 580
SCENE, LAST = 1, 5
Index = QModelIndex | QPersistentModelIndex


class Differences(QAbstractTableModel):
    """Before beside after, row by row."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.rows: Sequence[Again] = ()

    def show(self, rows: Sequence[Again]) -> None:
        """Take these rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 (Qt's)
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 (Qt's)
        return 0 if parent.isValid() else len(heads(self._language))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ForegroundRole):
            return None
        shown, tone = texts(self.rows[index.row()], self._language)
        if role == Qt.ItemDataRole.DisplayRole:
            return shown[index.column()] or "–"
        last = index.column() == len(shown) - 1
        return QColor(theme.palette().tone(tone) if last and tone else theme.palette().ink)

    def headerData(  # noqa: N802 (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return heads(self._language)[section].upper()
        return None


class RescoreSheet(Sheet):
    """`run_asked` carries the rubric; `keep_asked` comes after a second question."""

    run_asked = Signal(str)
    stop_asked = Signal()
    scene_asked = Signal()
    keep_asked = Signal()

    def __init__(self, over: QWidget, language: Language, count: int) -> None:
        super().__init__(over)
        self._language, self._running, self._sure = language, False, False
        self.says = label("quiet", say(ReviewWord.RESCORE_SAYS, language, count=count), wrap=True)
        self.rubric = Choice(300)
        self.rubric.setAccessibleName(say(ReviewWord.RUBRIC, language))
        self.scene_button = KeyButton(say(ReviewWord.OTHER_SCENE, language))
        self.scene_button.setToolTip(say(ReviewWord.OTHER_SCENE_SAYS, language))
        self.run_button = KeyButton(say(ReviewWord.RUN, language), kind="primary")
        self.scene_text, self.summary, self.problem = (
            label("small"),
            label("strong", wrap=True),
            label("small", wrap=True),
        )
        set_property(self.problem, "tone", "warn")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.model = Differences(language)
        self.table = _table(self.model)
        self.keep_button = KeyButton(say(ReviewWord.KEEP, language))
        self.close_button = KeyButton(say(ReviewWord.CLOSE, language))
        self.card.setFixedSize(WIDE_PX, TALL_PX)
        self._build(language)
        self.run_button.clicked.connect(self._run)
        self.scene_button.clicked.connect(self.scene_asked)
        self.keep_button.clicked.connect(self._keep)
        self.close_button.clicked.connect(self.dismiss)
        self.keep_button.setEnabled(False)
        self.present(self.run_button)

    def _build(self, language: Language) -> None:
        by = row(
            label("small", say(ReviewWord.RUBRIC, language)), self.rubric, self.scene_button, None, self.run_button
        )
        below = row(self.keep_button, None, self.close_button)
        whole = column(
            label("goal", say(ReviewWord.RESCORE_TITLE, language)),
            self.says,
            by,
            self.scene_text,
            self.bar,
            self.summary,
            self.problem,
            self.table,
            below,
            spacing=10,
            margins=(24, 20, 24, 18),
        )
        whole.setStretch(7, 1)
        self.card.setLayout(whole)
        self.scene_text.hide()

    def show_rubrics(self, rubrics: Named) -> None:
        """Offer these: (id, title)."""
        self.rubric.show_entries(rubrics)

    def show_scene(self, path: str) -> None:
        """A changed scene judges."""
        set_text(self.scene_text, say(ReviewWord.SCENE_IS, self._language, path=path))
        self.scene_text.show()

    def show_share(self, share: float) -> None:
        """How much is done, 0 to 1."""
        self.bar.setValue(round(1000 * share))

    def show_result(self, rows: Sequence[Again], left_out: Sequence[str]) -> None:
        """Show what came out, what changed most first."""
        self._turn(False)
        self.model.show(most_changed_first(rows))
        self.table.setColumnHidden(SCENE, len({tuple(row.scene.items()) for row in rows}) < 2)
        set_text(self.summary, summary(rows, self._language) if rows else "")
        why = in_language(left_out[0], self._language) if left_out else ""
        set_text(self.problem, say(ReviewWord.LEFT_OUT, self._language, count=len(left_out), why=why) if why else "")
        self.keep_button.setEnabled(bool(rows))

    def refuse(self, sentence: str) -> None:
        """Say why it could not be done."""
        self._turn(False)
        set_text(self.problem, in_language(sentence, self._language))

    def tell(self, sentence: str) -> None:
        """Say what was done."""
        set_text(self.summary, sentence)
        self._ask_again(False)
        self.keep_button.setEnabled(False)

    def _run(self) -> None:
        if self._running:
            self.stop_asked.emit()
            return
        self._turn(True)
        self._ask_again(False)
        self.keep_button.setEnabled(False)
        set_text(self.problem, "")
        self.run_asked.emit(self.rubric.value)

    def _turn(self, running: bool) -> None:
        self._running = running
        set_text(self.run_button, say(ReviewWord.STOP if running else ReviewWord.RUN, self._language))
        self.rubric.setEnabled(not running)
        self.scene_button.setEnabled(not running)

    def _keep(self) -> None:
        if self._sure:
            self.keep_asked.emit()
            return
        self._ask_again(True)
        set_text(self.problem, say(ReviewWord.KEEP_SAYS, self._language, count=len(self.model.rows)))

    def _ask_again(self, asking: bool) -> None:
        self._sure = asking
        set_text(self.keep_button, say(ReviewWord.KEEP_YES if asking else ReviewWord.KEEP, self._language))
        set_property(self.keep_button, "kind", "stop" if asking else "")
        if not asking:
            set_text(self.problem, "")

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 (Qt's name)
        fields = (self.rubric, self.scene_button, self.run_button, self.table, self.keep_button, self.close_button)
        return go_round(fields, forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._running:
            self.stop_asked.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


def _table(model: Differences) -> QTableView:
    made = QTableView()
    made.setModel(model)
    made.setShowGrid(False)
    made.setTabKeyNavigation(False)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(32)
    head = made.horizontalHeader()
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setHighlightSections(False)
    head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    head.setSectionResizeMode(LAST, QHeaderView.ResizeMode.ResizeToContents)
    return made
