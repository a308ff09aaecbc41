"""The author's window: the scene on its stage, its outline, its protocol as a graph, and its problems with places."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QScrollArea, QWidget

from simulator.panels import theme
from simulator.panels.author_graph import AuthorGraph
from simulator.panels.parts import KeyButton, column, frame, label, row, set_heading, set_property, set_text, shortcut
from simulator.panels.switches import Switches
from simulator.panels.topbar import TopBar
from simulator.presenting.authoring import AuthorView, Entry
from simulator.presenting.authoring_words import AuthorWord
from simulator.presenting.language import say

SIDE_PX = ((1700, 400), (0, 320))
PROBLEMS_PX, PROBLEMS_SHARE = 56, 0.45  # two lines at least; of the side panel's height at most
GRAPH_SHARE, AROUND_GRAPH_PX = 0.44, 64  # of the window's height at most; heading, margins and scroll bar
_ENTRY = Qt.ItemDataRole.UserRole


class AuthorScreen(QWidget):
    """Shows an `AuthorView`; `stage` is the widget of the stage."""

    play_asked = Signal(str)  # the step from which to play, or "" for the start
    entry_chosen = Signal(str, str)  # kind and id of a line of the outline
    view_kept = Signal()
    moving_toggled = Signal(bool)
    undo_asked = Signal()
    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(self, stage: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._view: AuthorView | None = None
        self.switches = Switches(self)
        self.undo_button, self.move_button = KeyButton(key="Ctrl+Z"), KeyButton(key="M")
        self.keep_button, self.play_button = KeyButton(), KeyButton(key="P", kind="primary")
        self.move_button.setCheckable(True)
        buttons = (self.undo_button, self.move_button, self.keep_button, self.play_button)
        self.top = TopBar(self.switches, *buttons)
        self.notice, self.notice_text = frame("notice"), label("")
        self.notice.setLayout(row(self.notice_text, margins=(14, 8, 14, 8)))
        self._notice_room = QWidget()
        self._notice_room.setLayout(row(self.notice, margins=(16, 10, 16, 10)))
        self.graph = AuthorGraph()
        self.outline, self.problems = QListWidget(), QListWidget()
        self.order_head, self.outline_head, self.problems_head = (label("heading") for _ in range(3))
        self._build(stage)
        self._connect()

    def _build(self, stage: QWidget) -> None:
        self._scroll = QScrollArea()
        self._scroll.setWidget(self.graph)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setCornerWidget(QWidget())
        below = frame("footer")
        self._below = below
        below.setLayout(column(self.order_head, self._scroll, spacing=4, margins=(20, 10, 12, 6)))
        for rows in (self.outline, self.problems):
            rows.setUniformItemSizes(False)
            rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.problems.setWordWrap(True)
        self._side = frame("side")
        parts = (self.problems_head, self.problems, 6, self.outline_head, self.outline)
        self._side.setLayout(column(*parts, spacing=6, margins=(16, 14, 10, 10)))
        body = row(stage, self._side, spacing=0)
        body.setStretch(0, 1)
        whole = column(self.top, self._notice_room, body, below, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.switches.language_chosen.connect(self.language_chosen)
        self.switches.theme_chosen.connect(self.theme_chosen)
        self.play_button.clicked.connect(lambda: self.play_asked.emit(self.graph.selected))
        self.keep_button.clicked.connect(self.view_kept)
        self.undo_button.clicked.connect(self.undo_asked)
        self.move_button.toggled.connect(self.moving_toggled)
        self.graph.chosen.connect(self._step_chosen)
        self.graph.opened.connect(self.play_asked)
        self.outline.currentItemChanged.connect(self._entry_chosen)
        self.keys = [
            shortcut(self, "Ctrl+Z", self.undo_button.click),
            shortcut(self, "M", self.move_button.click),
            shortcut(self, "P", self.play_button.click),
        ]

    # -- showing ---------------------------------------------------------------------------------------------

    def show_view(self, view: AuthorView) -> None:
        """Show this from now on; what was chosen stays chosen if it is still there."""
        before, self._view = self._view, view
        language = view.language
        self.switches.show_look(language, view.theme)
        set_text(self.top.title, say(AuthorWord.TITLE, language))
        set_text(self.top.subtitle, f"{view.title}  ·  {view.file}" if view.title else view.file)
        set_text(self.undo_button, say(AuthorWord.UNDO, language))
        self.undo_button.setEnabled(view.can_undo)
        set_text(self.move_button, say(AuthorWord.MOVE, language))
        self.move_button.setToolTip(say(AuthorWord.MOVE_SAYS, language))
        self.move_button.setChecked(view.moving)
        set_text(self.keep_button, say(AuthorWord.KEEP_VIEW, language))
        self.keep_button.setToolTip(say(AuthorWord.KEEP_VIEW_SAYS, language, view=view.view_name))
        self.keep_button.setEnabled(bool(view.view_id))
        set_heading(self.order_head, say(AuthorWord.ORDER, language))
        set_heading(self.outline_head, say(AuthorWord.CONTENTS, language))
        self._notice_room.setVisible(bool(view.notice))
        set_text(self.notice_text, view.notice)
        set_property(self.notice, "tone", view.tone)
        self._show_problems(view)
        if before is None or (before.graph, before.theme) != (view.graph, view.theme):
            steps = {box.step for box in view.graph.boxes}
            self.graph.show_graph(view.graph, self.graph.selected if self.graph.selected in steps else "")
            self._fit()
        if before is None or before.outline != view.outline or before.theme != view.theme:
            self._show_outline(view)
        self._name_play()

    def _show_problems(self, view: AuthorView) -> None:
        count = f" · {len(view.troubles)}" if view.troubles else ""
        set_heading(self.problems_head, say(AuthorWord.PROBLEMS, view.language) + count)
        self.problems.clear()
        for one in view.troubles:
            shown = QListWidgetItem(f"{one.place}  {one.text}")
            shown.setForeground(QColor(theme.palette().bad if one.error else theme.palette().warn))
            self.problems.addItem(shown)
        if not view.troubles:
            calm = QListWidgetItem(say(AuthorWord.PROVING if view.proving else AuthorWord.NO_PROBLEM, view.language))
            calm.setForeground(theme.colour("ink2" if view.proving else "ok"))
            self.problems.addItem(calm)
        self._fit_problems()

    def _fit_problems(self) -> None:
        """As much room as the problems need when their lines are broken, and no more than their share."""
        self.problems.doItemsLayout()
        last = self.problems.visualItemRect(self.problems.item(self.problems.count() - 1))
        around = self.problems.height() - self.problems.viewport().height()
        wanted = last.bottom() + 1 + self.problems.verticalOffset() + around
        self.problems.setFixedHeight(max(PROBLEMS_PX, min(wanted, round(self._side.height() * PROBLEMS_SHARE))))

    def _show_outline(self, view: AuthorView) -> None:
        chosen = self._chosen_entry()
        at = self.outline.verticalScrollBar().value()
        self.outline.blockSignals(True)
        self.outline.clear()
        for entry in view.outline:
            shown = QListWidgetItem(entry.text)
            shown.setData(_ENTRY, entry)
            if entry.id:
                word = AuthorWord.LINE_OF if entry.file else AuthorWord.LINE
                line = say(word, view.language, line=entry.line, file=entry.file)
                shown.setToolTip(f"{entry.id} · {line}")
            else:
                shown.setFlags(Qt.ItemFlag.ItemIsEnabled)
                shown.setForeground(theme.colour("ink3"))
                shown.setFont(theme.ui_font(12, QFont.Weight.DemiBold))
                shown.setSizeHint(QSize(0, 30))
            self.outline.addItem(shown)
            if chosen is not None and entry.id and (entry.kind, entry.id) == (chosen.kind, chosen.id):
                self.outline.setCurrentItem(shown)
        self.outline.verticalScrollBar().setValue(at)
        self.outline.blockSignals(False)

    def _chosen_entry(self) -> Entry | None:
        item = self.outline.currentItem()
        entry = item.data(_ENTRY) if item is not None else None
        return entry if isinstance(entry, Entry) else None

    def _name_play(self) -> None:
        if self._view is not None:
            word = AuthorWord.PLAY_FROM if self.graph.selected else AuthorWord.PLAY
            set_text(self.play_button, say(word, self._view.language))
            self.play_button.setEnabled(bool(self._view.graph.boxes))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """As much room for the graph as it needs, and no more than its share."""
        wanted = self.graph.sizeHint().height() + AROUND_GRAPH_PX
        self._below.setFixedHeight(max(160, min(wanted, round(self.height() * GRAPH_SHARE))))
        self._side.setFixedWidth(next(wide for least, wide in SIDE_PX if self.width() >= least))
        # The lists get their new width with the next layout.
        QTimer.singleShot(0, self, self._fit_problems)

    # -- choosing --------------------------------------------------------------------------------------------

    def _entry_chosen(self) -> None:
        entry = self._chosen_entry()
        if entry is None or not entry.id:
            return
        if entry.kind == "step":
            self.graph.choose(entry.id)
            self._look_at(entry.id)
        self.entry_chosen.emit(entry.kind, entry.id)

    def _step_chosen(self, step: str) -> None:
        self._look_at(step)
        self._name_play()

    def _look_at(self, step: str) -> None:
        box = self.graph.box_of(step)
        if not box.isEmpty():
            self._scroll.ensureVisible(round(box.center().x()), round(box.center().y()), 160, 40)
