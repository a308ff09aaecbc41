"""The review: all sessions with filters, what decided each of them, and the figures of those that are shown."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from simulator.panels.ask import Sheet, show_keys
from simulator.panels.parts import KeyButton, column, frame, label, row, set_text, shortcut
from simulator.panels.review_charts import CohortPage, Strip
from simulator.panels.review_filters import Filters
from simulator.panels.review_side import ReviewSide
from simulator.panels.review_table import ReviewTable
from simulator.panels.switches import LANGUAGE_KEY, THEME_KEY, Switches
from simulator.panels.topbar import TopBar
from simulator.presenting.language import Language, Word, say
from simulator.presenting.reviewing import Book, Column, Entry, scene_title
from simulator.presenting.reviewing_cohort import CohortView
from simulator.presenting.reviewing_side import SideView
from simulator.presenting.reviewing_words import ReviewWord
from simulator.presenting.told import in_language

SIDE_PX = ((1700, 400), (1400, 350), (0, 308))
STRIP_FROM_PX = 860
SESSIONS, COHORT = range(2)
KEY_ROWS = (
    ("Ctrl F", ReviewWord.KEY_SEARCH), ("Enter", ReviewWord.KEY_OPEN), ("Ctrl T", ReviewWord.KEY_TABS),
    ("Ctrl R", ReviewWord.KEY_RESCORE), ("Ctrl E", ReviewWord.KEY_EXPORT), ("Ctrl D", ReviewWord.KEY_CLEAR),
    ("Tab", Word.KEY_TAB), ("Esc", Word.HOME), (LANGUAGE_KEY, Word.LANGUAGE), (THEME_KEY, Word.SWITCH_THEME),
    ("F1", Word.KEY_HELP),
)  # fmt: skip


class ReviewScreen(QWidget):
    """Tells what is wanted; whoever holds the records answers with the `show_` methods."""

    wish_changed = Signal()
    sort_chosen = Signal(str, bool)
    marked = Signal()
    opened = Signal(str)
    home_asked = Signal()
    rescore_asked = Signal()
    export_asked = Signal()
    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._language: Language = "en"
        self._sheet: Sheet | None = None
        self._said = ""
        self.switches = Switches(self)
        self.help_button = KeyButton("?", kind="quiet")
        self.home_button, self.export_button = KeyButton(), KeyButton()
        self.rescore_button = KeyButton(kind="primary")
        buttons = row(self.switches, self.help_button, spacing=0)
        self.top = TopBar(buttons, self.home_button, self.export_button, self.rescore_button)
        self.filters, self.table, self.side = Filters(), ReviewTable(), ReviewSide()
        self.strip, self.cohort = Strip(), CohortPage()
        self.progress = QProgressBar()
        self.notice, self.notice_text = frame("notice"), label("", wrap=True)
        self.sessions_tab, self.cohort_tab = KeyButton(kind="tab"), KeyButton(kind="tab")
        self.empty, self.empty_title, self.empty_text = QWidget(), label("goal"), label("quiet")
        self.about = label("small")
        self._pages = QStackedWidget()
        self._rows = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.notice.setLayout(row(self.notice_text, margins=(14, 8, 14, 8)))
        self.notice.hide()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 100)
        self.progress.hide()
        for one in (self.empty_title, self.empty_text):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setLayout(column(None, self.empty_title, self.empty_text, None, spacing=6))
        self._rows.addWidget(self.table)
        self._rows.addWidget(self.empty)
        card = frame("card")
        card.setLayout(column(self._rows, margins=(8, 6, 8, 8)))
        page = QWidget()
        sheet = column(self.strip, card, spacing=16)
        sheet.setStretch(1, 1)
        page.setLayout(sheet)
        self._pages.addWidget(page)
        self._pages.addWidget(self.cohort)
        for tab in (self.sessions_tab, self.cohort_tab):
            tab.setCheckable(True)
        tabs = row(self.sessions_tab, self.cohort_tab, None, self.about, spacing=4)
        left = column(self.notice, tabs, self._pages, spacing=10, margins=(20, 14, 20, 20))
        left.setStretch(2, 1)
        above = frame("topbar")
        above.setLayout(row(self.filters, margins=(20, 8, 12, 9)))
        body = row(left, self.side, spacing=0)
        body.setStretch(0, 1)
        self.setLayout(column(self.top, above, self.progress, body, spacing=0))
        self._turn_to(SESSIONS)

    def _connect(self) -> None:
        self.home_button.clicked.connect(self.home_asked)
        self.rescore_button.clicked.connect(self.rescore_asked)
        self.export_button.clicked.connect(self.export_asked)
        self.help_button.clicked.connect(self.show_help)
        self.switches.language_chosen.connect(self.language_chosen)
        self.switches.theme_chosen.connect(self.theme_chosen)
        self.filters.changed.connect(self.wish_changed)
        self.table.sort_chosen.connect(self.sort_chosen)
        self.table.marked.connect(self.marked)
        self.table.opened.connect(self.opened)
        self.side.opened.connect(self.opened)
        self.side.learner_chosen.connect(self._only_learner)
        self.sessions_tab.clicked.connect(lambda: self._turn_to(SESSIONS))
        self.cohort_tab.clicked.connect(lambda: self._turn_to(COHORT))
        self._keys = [
            shortcut(self, "Ctrl+F", self.filters.search.setFocus),
            shortcut(self, "Ctrl+T", lambda: self._turn_to(COHORT - self._pages.currentIndex())),
            shortcut(self, "Ctrl+R", self.rescore_button.click),
            shortcut(self, "Ctrl+E", self.export_button.click),
            shortcut(self, "Ctrl+D", self.filters.clear),
            shortcut(self, "F1", self.show_help),
            shortcut(self, "Esc", self.home_asked.emit),
        ]

    # -- showing ---------------------------------------------------------------------------------------------

    def show_look(self, language: Language, theme: str) -> None:
        """Speak a language; the theme is told for the switch only."""
        self._language = language
        self.show_notice(self._said)
        self.switches.show_look(language, theme)
        set_text(self.top.title, say(ReviewWord.REVIEW, language))
        set_text(self.home_button, say(Word.HOME, language))
        set_text(self.rescore_button, say(ReviewWord.RESCORE, language))
        set_text(self.export_button, say(ReviewWord.EXPORT, language))
        set_text(self.sessions_tab, say(ReviewWord.SESSIONS, language))
        set_text(self.cohort_tab, say(ReviewWord.COHORT, language))
        self.help_button.setAccessibleName(say(Word.KEYS, language))
        self.help_button.setToolTip(f"{say(Word.KEYS, language)} (F1)")
        self.table.setAccessibleName(say(ReviewWord.SESSIONS, language))

    def show_offers(self, entries: Sequence[Entry], book: Book) -> None:
        """Offer in the filters who and what there is."""
        learners = sorted({one.learner for one in entries if one.learner}, key=str.casefold)
        scenes = sorted({one.scene for one in entries if one.scene})
        modes = [mode for mode in ("learn", "practise", "assess") if any(one.mode == mode for one in entries)]
        named = [(scene, scene_title(scene, book, self._language)) for scene in scenes]
        self.filters.show_language(self._language, learners, named, modes)

    def show_entries(
        self, entries: Sequence[Entry], of: int, book: Book, by: Column, ascending: bool, reading: bool
    ) -> None:
        """Show the sessions that the filter leaves, of all `of`; `reading`: more may come."""
        learners = len({one.learner for one in entries})
        figures = {"sessions": of, "learners": learners, "shown": len(entries)}
        word = ReviewWord.SUMMARY if len(entries) == of else ReviewWord.SUMMARY_SOME
        set_text(self.top.subtitle, say(word, self._language, **figures))
        self.table.show_order(by, ascending)
        self.table.show_entries(entries, book, self._language)
        self.rescore_button.setEnabled(any(one.state == "finished" for one in entries))
        self.export_button.setEnabled(any(one.state != "damaged" for one in entries))
        self._rows.setCurrentWidget(self.table if entries else self.empty)
        if not entries:
            texts = (ReviewWord.NO_MATCH, ReviewWord.NO_MATCH_SAYS) if of else (ReviewWord.NONE, ReviewWord.NONE_SAYS)
            set_text(self.empty_title, "" if reading and not of else say(texts[0], self._language))
            set_text(self.empty_text, "" if reading and not of else say(texts[1], self._language))

    def show_side(self, view: SideView | None) -> None:
        """Show the marked session."""
        self.side.show_view(view, self._language, len(self.table.selectionModel().selectedRows()))

    def show_cohort(self, view: CohortView) -> None:
        """Show the figures of the sessions that are shown."""
        self.strip.show_charts(view.strip)
        self.cohort.show_view(view)
        set_text(self.about, view.about)

    def show_progress(self, share: float | None) -> None:
        """How much has been read (0 to 1); None when there is nothing more to read."""
        self.progress.setVisible(share is not None)
        self.progress.setValue(round(100 * (share or 0.0)))

    def show_notice(self, text: str) -> None:
        """A sentence above the rest; "" for none."""
        self._said = text
        self.notice.setVisible(bool(text))
        set_text(self.notice_text, in_language(text, self._language))

    def show_help(self) -> None:
        """The keys and what they do."""
        if self._sheet is None:
            rows = tuple((key, say(word, self._language)) for key, word in KEY_ROWS)
            self._sheet = show_keys(self, say(Word.KEYS, self._language), rows, say(Word.CLOSE, self._language))
            self.rest(True)
            self._sheet.closed.connect(self._sheet_closed)

    def rest(self, resting: bool) -> None:
        """Give the keys to a sheet that lies over the screen, or take them back."""
        for key in [*self._keys, *self.switches.keys]:
            key.setEnabled(not resting)

    # -- choosing --------------------------------------------------------------------------------------------

    def _sheet_closed(self) -> None:
        self._sheet = None
        self.rest(False)

    def _turn_to(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self.sessions_tab.setChecked(page == SESSIONS)
        self.cohort_tab.setChecked(page == COHORT)

    def _only_learner(self) -> None:
        one = self.table.current()
        if one is not None:
            self.filters.only_learner(one.learner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.side.setFixedWidth(next(side for least, side in SIDE_PX if self.width() >= least))
        # On a low screen the rows need the room; the pictures are on the other page too.
        self.strip.fit(self.height() >= STRIP_FROM_PX)
        super().resizeEvent(event)
