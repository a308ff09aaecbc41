"""The home screen: who, which scene, which mode, start; and what was done lately."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from simulator.panels.cards import ModeCard, RecentRow, SceneTile
from simulator.panels.parts import KeyButton, clear, column, frame, label, row, set_heading, set_property, set_text
from simulator.panels.switches import Switches
from simulator.panels.tilegrid import TileGrid
from simulator.panels.topbar import TopBar
from simulator.presenting.home import NAME_LIMIT, HomeView, learner_problem
from simulator.presenting.language import Language, Word, say
from simulator.presenting.reviewing_words import ReviewWord

MODES = (
    ("learn", Word.MODE_LEARN, Word.MODE_LEARN_SAYS, "book"),
    ("practise", Word.MODE_PRACTISE, Word.MODE_PRACTISE_SAYS, "target"),
    ("assess", Word.MODE_ASSESS, Word.MODE_ASSESS_SAYS, "clipboard"),
)


NARROWEST_TILE_PX = 390
MOST_COLUMNS = 3
SIDE_PX = ((1700, 460), (1400, 420), (0, 384))
MARGINS_PX = (32, 28, 24, 24)


class HomeScreen(QWidget):
    """Shows a `HomeView`. `start_asked` carries scene, mode and learner, all checked."""

    start_asked = Signal(str, str, str)
    session_chosen = Signal(str)
    review_asked = Signal()
    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._view = HomeView()
        self._scene, self._mode = "", "learn"
        self.tiles: dict[str, SceneTile] = {}
        self.modes: dict[str, ModeCard] = {}
        self.switches = Switches(self)
        self.review_button = KeyButton(kind="quiet")
        self.top = TopBar(self.switches, self.review_button)
        self.scenes_title, self.mode_title = label("heading"), label("heading")
        self.recent_title, self.name_title = label("heading"), label("heading")
        self.name, self.name_problem = QLineEdit(), label("small")
        self.start = KeyButton(kind="primary")
        self.notice = frame("notice")
        self.notice_text = label("", wrap=True)
        self.notice.setLayout(row(self.notice_text, margins=(14, 10, 14, 10)))
        self._grid = TileGrid(NARROWEST_TILE_PX, MOST_COLUMNS)
        self._recent_box, self._recent_rows = QVBoxLayout(), list[RecentRow]()
        self._build()

    def _build(self) -> None:
        self.name.setMaxLength(NAME_LIMIT + 20)  # longer names are refused with a sentence, not cut off silently
        self.name.textEdited.connect(self._name_edited)
        self.name.returnPressed.connect(self.try_start)
        self.name_problem.setProperty("tone", "bad")
        self.start.clicked.connect(self.try_start)
        self.start.setFixedHeight(44)
        self.start.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.review_button.clicked.connect(self.review_asked)
        self.switches.language_chosen.connect(self.language_chosen)
        self.switches.theme_chosen.connect(self.theme_chosen)
        self._recent_box.setContentsMargins(0, 0, 0, 0)
        self._recent_box.setSpacing(0)
        left_body = QWidget()
        left_body.setLayout(column(self.notice, self.scenes_title, self._grid, None, spacing=12, margins=MARGINS_PX))
        modes = column(spacing=8)
        for mode, _, _, icon in MODES:
            made = ModeCard(icon)
            made.clicked.connect(self._mode_chooser(mode))
            self.modes[mode] = made
            modes.addWidget(made)
        side_body = QWidget()
        side_body.setLayout(
            column(
                self.name_title,
                self.name,
                self.name_problem,
                12,
                self.mode_title,
                modes,
                16,
                self.recent_title,
                self._recent_box,
                None,
                spacing=8,
                margins=(24, 28, 24, 12),
            )
        )
        self._side = side = frame("side")
        start, scrolling = column(self.start, margins=(24, 12, 24, 24)), _scrolling(side_body)
        bar = scrolling.verticalScrollBar()
        # The button is as wide as the fields above it, which are narrower beside a scroll bar.
        bar.rangeChanged.connect(
            lambda low, high: start.setContentsMargins(24, 12, 24 + (bar.sizeHint().width() if high > low else 0), 24)
        )
        side.setLayout(column(scrolling, start, spacing=0, margins=(1, 0, 0, 0)))
        self._left = _scrolling(left_body)
        self._grid.reached.connect(lambda tile: self._left.ensureWidgetVisible(tile, 0, 12))
        body = row(self._left, side, spacing=0)
        body.setStretch(0, 1)
        self.setLayout(column(self.top, body, spacing=0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes here begins to type. (A focus proxy would keep Tab from the scenes.)"""
        self.name.setFocus(event.reason())

    # -- showing ---------------------------------------------------------------------------------------------

    def show_view(self, view: HomeView) -> None:
        """Bring the screen up to a view. What the learner has typed or chosen since stays."""
        language, before = view.language, self._view
        self._name_fixed(language, view.theme)
        if view.learner != before.learner or not self.name.text():
            self.name.setText(view.learner)
        if view.mode != before.mode or before is view or not self.tiles:
            self._mode = view.mode
        self.notice.setVisible(bool(view.notice))
        set_text(self.notice_text, view.notice)
        if view.scenes != before.scenes or language != before.language or not self.tiles:
            self._show_scenes(view)
        if view.recent != before.recent or language != before.language or self._recent_box.count() == 0:
            self._show_recent(view)
        self._view = view
        self._mark()
        self._order_focus()
        self._give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setFixedWidth(next(side for least, side in SIDE_PX if self.width() >= least))
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """Tell the scenes how much of them can be seen at once."""
        left, top, right, bottom = MARGINS_PX
        self.scenes_title.ensurePolished()
        wide = self.width() - self._side.width() - left - right
        tall = self.height() - self.top.height() - top - bottom - self.scenes_title.sizeHint().height() - 12
        if not self.notice.isHidden():
            tall -= self.notice.heightForWidth(wide) + 12
        self._grid.have_room(QSize(wide, tall))

    def _name_fixed(self, language: Language, theme: str) -> None:
        set_text(self.top.title, say(Word.PROGRAM, language))
        set_text(self.top.subtitle, say(Word.TAGLINE, language))
        set_heading(self.scenes_title, say(Word.SCENES, language))
        set_heading(self.recent_title, say(Word.RECENT, language))
        set_heading(self.name_title, say(Word.LEARNER, language))
        set_heading(self.mode_title, say(Word.MODE, language))
        self.name.setPlaceholderText(say(Word.LEARNER_EXAMPLE, language))
        self.name.setAccessibleName(say(Word.LEARNER, language))
        set_text(self.start, say(Word.START, language))
        set_text(self.review_button, say(ReviewWord.REVIEW, language))
        self.switches.show_look(language, theme)
        for mode, name, says, _ in MODES:
            self.modes[mode].show_texts(say(name, language), say(says, language))
        if self.name_problem.text():
            self._show_problem(learner_problem(self.name.text()), language)

    def _show_scenes(self, view: HomeView) -> None:
        self.tiles = {}
        startable = [card.scene_id for card in view.scenes if not card.problems]
        if self._scene not in startable:
            self._scene = startable[0] if startable else ""
        if not view.scenes:
            empty = frame("card")
            empty.setLayout(
                column(
                    label("goal", say(Word.SCENES_EMPTY, view.language)),
                    label("quiet", say(Word.SCENES_EMPTY_SAYS, view.language), wrap=True),
                    spacing=6,
                    margins=(20, 18, 20, 18),
                )
            )
            self._grid.show_instead(empty)
            return
        for card in view.scenes:
            tile = SceneTile(card, view.language)
            tile.clicked.connect(self._scene_chooser(card.scene_id))
            tile.activated.connect(self.try_start)
            self.tiles[card.scene_id] = tile
        self._grid.set_tiles([*self.tiles.values()])

    def _show_recent(self, view: HomeView) -> None:
        clear(self._recent_box)
        self._recent_rows = []
        if not view.recent:
            self._recent_box.addWidget(label("quiet", say(Word.RECENT_EMPTY, view.language)))
            return
        for session in view.recent:
            line = RecentRow(session)
            line.clicked.connect(self._session_chooser(session.session_id))
            self._recent_box.addWidget(line)
            self._recent_rows.append(line)

    def _order_focus(self) -> None:
        """Tab goes as one reads: the scenes, who and how, what was done lately, the start."""
        stops = [*self.tiles.values(), self.name, *self.modes.values(), *self._recent_rows, self.start]
        for before, after in pairwise([self.review_button, *stops]):
            QWidget.setTabOrder(before, after)

    def _mark(self) -> None:
        # Tab stops at one scene only, arrows lead to the others: forty would lie before the start.
        stop = self._scene or next(iter(self.tiles), "")
        for id_, tile in self.tiles.items():
            tile.setChecked(id_ == self._scene)
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if id_ == stop else Qt.FocusPolicy.ClickFocus)
        for mode, made in self.modes.items():
            made.setChecked(mode == self._mode)
        self.start.setEnabled(bool(self._scene))
        self.start.setToolTip("" if self._scene else say(Word.CHOOSE_SCENE, self._view.language))

    # -- choosing --------------------------------------------------------------------------------------------

    def try_start(self) -> None:
        """Start, if there is a name and a scene; otherwise say what is missing where it is missing."""
        problem = learner_problem(self.name.text())
        self._show_problem(problem, self._view.language)
        if problem is not None:
            self.name.setFocus()
        elif self._scene:
            self.start_asked.emit(self._scene, self._mode, self.name.text().strip())

    def _name_edited(self) -> None:
        if self.name_problem.text():
            self._show_problem(learner_problem(self.name.text()), self._view.language)

    def show_busy(self, busy: bool) -> None:
        """Say, at once, that a scene is being opened; or that it is over."""
        set_text(self.start, say(Word.OPENING if busy else Word.START, self._view.language))
        self.start.setEnabled(not busy and bool(self._scene))
        self.start.repaint()

    def _show_problem(self, problem: Word | None, language: Language) -> None:
        set_text(self.name_problem, say(problem, language) if problem else "")
        set_property(self.name, "wrong", problem is not None)

    def _scene_chooser(self, scene_id: str) -> Callable[[], None]:
        def choose() -> None:
            self._scene = scene_id if self.tiles[scene_id].startable else self._scene
            self._mark()

        return choose

    def _mode_chooser(self, mode: str) -> Callable[[], None]:
        def choose() -> None:
            self._mode = mode
            self._mark()

        return choose

    def _session_chooser(self, session_id: str) -> Callable[[], None]:
        return lambda: self.session_chosen.emit(session_id)


def _scrolling(body: QWidget) -> QScrollArea:
    """The body, with a bar where it is too tall."""
    made = QScrollArea()
    made.setWidget(body)
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made
