"""The debrief: verdict, replay, what was done beside what was expected, and the findings."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from simulator.panels.ask import Sheet, show_keys
from simulator.panels.comparison import Comparison
from simulator.panels.debriefkeys import CAMERA_DIGITS, key_rows
from simulator.panels.findings import Findings
from simulator.panels.lanes import Lanes
from simulator.panels.motionchart import MotionChart
from simulator.panels.parts import (
    KeyButton,
    clear,
    column,
    frame,
    label,
    row,
    set_heading,
    set_property,
    set_text,
    shortcut,
)
from simulator.panels.replaystage import FOLLOW, LOW_STAGE_PX, STAGE_PX, ReplayStage
from simulator.panels.reportmenu import ReportButton
from simulator.panels.scrub import ScrubBar
from simulator.panels.switches import Switches
from simulator.panels.timechart import LEAST_PX
from simulator.panels.topbar import TopBar
from simulator.panels.vitalchart import VitalChart
from simulator.presenting.debrief import DebriefView, Fact, Finding
from simulator.presenting.language import Language, Word, clock_text, say
from simulator.presenting.motion_words import MotionWord
from simulator.presenting.vitalcharting import VitalWord

SIDE_PX = ((1700, 480), (1400, 440), (0, 380))
STEP_S = 5.0
LOW_PX = 760
"""A lower screen says the verdict in smaller type: the lanes and charts need the room."""
MOST_PX = 16777215  # Qt's "any height"
LANES, MOTION, VITALS, TABLE = range(4)
"""The pages below the replay, in the order of their tabs."""
TONES = {True: "ok", False: "bad", None: "warn"}


class DebriefScreen(QWidget):
    """Shows a `DebriefView`. `replay` is the widget that shows the session again in 3D, or None.

    `time_chosen` is the moment (s) that the learner wants to see; `play_toggled` starts and stops the replay.
    """

    again_asked = Signal()
    from_here_asked = Signal(float)
    home_asked = Signal()
    report_asked = Signal(str)
    time_chosen = Signal(float)
    play_toggled = Signal(bool)
    finding_chosen = Signal(str)
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    camera_chosen = Signal(str)
    see_through_toggled = Signal(bool)
    compare_toggled = Signal(bool)
    speed_chosen = Signal(float)

    def __init__(self, replay: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._view: DebriefView | None = None
        self.replay = ReplayStage(replay) if replay is not None else None
        self.switches = Switches(self)
        self.help_button = KeyButton("?", kind="quiet")
        self._sheet: Sheet | None = None
        self._now_s = 0.0
        self._camera: str | None = FOLLOW
        self.home_button, self.report_button = KeyButton(), ReportButton()
        self.here_button, self.again_button = KeyButton(), KeyButton(kind="primary")
        buttons = row(self.switches, self.help_button, spacing=0)
        self.top = TopBar(buttons, self.home_button, self.report_button, self.here_button, self.again_button)
        self.verdict, self.sentence, self.first = label("verdict"), label("quiet", wrap=True), label("", wrap=True)
        self._facts = QHBoxLayout()
        self._facts.setSpacing(28)
        self.notice = frame("notice")
        self.notice_text = label("", wrap=True)
        self.notice.setLayout(row(self.notice_text, margins=(14, 8, 14, 8)))
        self.lanes, self.table, self.scrub = Lanes(), Comparison(), ScrubBar(replay is not None)
        self.findings = Findings()
        self._pages = QStackedWidget()
        self.motion, self.vitals = MotionChart(), VitalChart()
        self.lanes_tab, self.motion_tab, self.vitals_tab, self.table_tab = (KeyButton(kind="quiet") for _ in range(4))
        self.zoom_out, self.zoom_in = KeyButton("−", kind="quiet"), KeyButton("+", kind="quiet")
        self._lanes_scroll = self._scroll(self.lanes)
        self._build()
        self._connect()

    def _scroll(self, inside: QWidget) -> QScrollArea:
        made = QScrollArea()
        made.setWidget(inside)
        made.setWidgetResizable(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    def _build(self) -> None:
        head = frame("card")
        words = column(self.verdict, self.sentence, self.first, spacing=4)
        head_row = self._head_row = row(words, self._facts, spacing=28)
        head_row.setStretch(0, 1)
        head.setLayout(head_row)
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._tabs = (self.lanes_tab, self.motion_tab, self.vitals_tab, self.table_tab)
        for tab, page in zip(self._tabs, (self._lanes_scroll, self.motion, self.vitals, self.table), strict=True):
            tab.setCheckable(True)
            self._pages.addWidget(page)
        below = frame("card")
        bar = row(self.scrub, 12, *self._tabs, self.zoom_out, self.zoom_in, spacing=4)
        bar.setStretch(0, 1)
        below.setLayout(column(bar, self._pages, spacing=8, margins=(16, 12, 16, 8)))
        left = column(self.notice, head, spacing=16, margins=(20, 20, 20, 20))
        if self.replay is not None:
            left.addWidget(self.replay, 3)
        left.addWidget(below, 2)
        self._left, self._below = left, below
        self._side = frame("side")
        scroll = self._scroll(self.findings)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._findings_scroll = scroll
        self._side.setLayout(column(scroll))
        body = row(left, self._side, spacing=0)
        body.setStretch(0, 1)
        self.setLayout(column(self.top, body, spacing=0))
        self._turn_to(LANES)

    def _connect(self) -> None:
        self.again_button.clicked.connect(self.again_asked)
        self.home_button.clicked.connect(self.home_asked)
        self.report_button.asked.connect(self.report_asked)
        self.here_button.clicked.connect(lambda: self.from_here_asked.emit(self._now_s))
        self.switches.language_chosen.connect(self.language_chosen)
        self.switches.theme_chosen.connect(self.theme_chosen)
        self.help_button.clicked.connect(self.show_help)
        self.lanes_tab.clicked.connect(lambda: self._turn_to(LANES))
        self.motion_tab.clicked.connect(lambda: self._turn_to(MOTION))
        self.vitals_tab.clicked.connect(lambda: self._turn_to(VITALS))
        self.table_tab.clicked.connect(lambda: self._turn_to(TABLE))
        self.zoom_in.clicked.connect(lambda: self.lanes.zoom_by(1))
        self.zoom_out.clicked.connect(lambda: self.lanes.zoom_by(-1))
        self.lanes.zoom_changed.connect(self._zoomed)
        self.lanes.block_chosen.connect(self._block_chosen)
        self.lanes.time_chosen.connect(self._go)
        self.table.time_chosen.connect(self._go)
        self.motion.time_chosen.connect(self._go)
        self.vitals.time_chosen.connect(self._go)
        self.scrub.time_chosen.connect(self._go)
        self.scrub.play_toggled.connect(self.play_toggled)
        self.findings.chosen.connect(self.choose_finding)
        self.scrub.speed_chosen.connect(self.speed_chosen)
        self._keys = [
            shortcut(self, "T", self.next_page),
            shortcut(self, "F1", self.show_help),
            shortcut(self, "?", self.show_help),
        ]
        if self.replay is not None:
            self._connect_replay(self.replay)

    def _connect_replay(self, replay: ReplayStage) -> None:
        def camera(number: int) -> Callable[[], None]:
            return lambda: replay.cameras.pick(number)

        replay.camera_chosen.connect(self.camera_chosen)
        replay.see_through_toggled.connect(self.see_through_toggled)
        replay.compare_toggled.connect(self.compare_toggled)
        self._keys += [
            shortcut(self, "P", self.scrub.toggle),
            shortcut(self, "S", self.scrub.next_speed),
            shortcut(self, "Shift+S", self.scrub.previous_speed),
            shortcut(self, "X", replay.see_button.click),
            shortcut(self, "R", replay.compare_button.click),
            shortcut(self, "F", lambda: self.camera_chosen.emit(FOLLOW)),
        ]
        self._keys += [shortcut(self, str(number), camera(number)) for number in range(1, CAMERA_DIGITS + 1)]

    # -- showing ---------------------------------------------------------------------------------------------

    def show_view(self, view: DebriefView) -> None:
        """Show a debrief. Called again with another language or a notice, it keeps moment, tab and zoom."""
        before, self._view = self._view, view
        if before == view:
            return
        self._name_fixed(view.language)
        self.switches.show_look(view.language, view.theme)
        set_text(self.top.subtitle, " · ".join(filter(None, (view.learner, view.title, view.subtitle))))
        set_text(self.verdict, view.verdict)
        set_property(self.verdict, "tone", TONES[view.passed])
        set_text(self.sentence, view.sentence)
        set_text(self.first, view.first)
        self.first.setVisible(bool(view.first))
        self.notice.setVisible(bool(view.notice))
        set_property(self.notice, "tone", view.notice_tone)
        set_text(self.notice_text, view.notice)
        clear(self._facts)
        for fact in view.facts:
            self._facts.addWidget(_fact(fact))
        self.here_button.setEnabled(not view.not_from_here)
        self.here_button.setToolTip(view.not_from_here)
        self.here_button.setAccessibleDescription(view.not_from_here)
        self.report_button.show_kinds(view.reports, view.language)
        self.findings.show_view(view)
        self.lanes.show_view(view)
        self.table.show_view(view)
        self.motion.show_panels(view.motion, view.language)
        self.motion_tab.setVisible(bool(view.motion))
        self.vitals.show_plot(view.vitals, view.language)
        self.vitals_tab.setVisible(view.vitals is not None)
        page = self._pages.currentIndex()
        self._turn_to(LANES if self._tabs[page].isHidden() else page)
        self.scrub.show_length(view.length_s, view.language)
        if self.replay is not None and (before is None or before.language != view.language):
            self.replay.show_views(view.cameras, self._camera, view.language)
        self._say_moment()

    def show_time(self, now_s: float) -> None:
        """The replay has come to this moment (s)."""
        self._now_s = now_s
        self.scrub.show_time(now_s)
        self.lanes.show_time(now_s)
        self.motion.show_time(now_s)
        self.vitals.show_time(now_s)
        self._say_moment()

    def _say_moment(self) -> None:
        if self._view is None:
            return
        at = clock_text(self._now_s)
        set_text(self.here_button, say(Word.AGAIN_HERE, self._view.language, at=at))
        if self.replay is None:
            return
        going_on = [block.text for block in self._view.done if block.start_s <= self._now_s < block.end_s]
        whose = [say(Word.COMPARE_OWN, self._view.language, at=at)] if self.replay.comparing else []
        words = [*(whose or [at]), *going_on]
        self.replay.show_caption(" · ".join(words) if going_on or whose else "")

    def show_camera(self, camera_id: str | None) -> None:
        """Mark the view that is shown: one of the scene's, `FOLLOW`, or None for one that was turned by hand."""
        self._camera = camera_id
        if self.replay is not None:
            self.replay.mark_view(camera_id)

    def show_playing(self, playing: bool) -> None:
        """The replay runs, or stands."""
        self.scrub.show_playing(playing)

    def choose_finding(self, finding_id: str) -> None:
        """Mark a finding, its block and its moment."""
        finding = self._finding(finding_id)
        if finding is None:
            return
        self.findings.select(finding_id)
        self.lanes.select(finding.block_id)
        self.finding_chosen.emit(finding_id)
        if finding.at_s is not None:
            self._go(finding.at_s)

    def _name_fixed(self, language: Language) -> None:
        set_text(self.top.title, say(Word.DEBRIEF, language))
        set_text(self.home_button, say(Word.HOME, language))
        set_text(self.again_button, say(Word.AGAIN, language))
        self.help_button.setAccessibleName(say(Word.KEYS, language))
        self.help_button.setToolTip(f"{say(Word.KEYS, language)} (F1)")
        set_text(self.lanes_tab, say(Word.TIMELINE, language))
        set_text(self.table_tab, say(Word.TABLE, language))
        set_text(self.motion_tab, say(MotionWord.MOTION, language))
        set_text(self.vitals_tab, say(VitalWord.SIGNS, language))
        for button, word in ((self.zoom_in, Word.ZOOM_IN), (self.zoom_out, Word.ZOOM_OUT)):
            button.setAccessibleName(say(word, language))
            button.setToolTip(say(word, language))

    # -- choosing --------------------------------------------------------------------------------------------

    def next_page(self) -> None:
        """Turn to the next of the pages that there is something on."""
        pages = [page for page, tab in enumerate(self._tabs) if not tab.isHidden()]
        self._turn_to(pages[(pages.index(self._pages.currentIndex()) + 1) % len(pages)])

    def _turn_to(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        for number, tab in enumerate(self._tabs):
            tab.setChecked(number == page)
        for button in (self.zoom_in, self.zoom_out):
            button.setVisible(page == LANES)
        self._fit_pages()
        # Beside a replay lanes and chart take what they need, the list takes more.
        self._left.setStretchFactor(self._below, 0 if page != TABLE and self.replay is not None else 4)

    def _fit_pages(self) -> None:
        """The lanes and the charts are as tall as they are; the list takes all that it gets."""
        page = self._pages.currentIndex()
        tall = LEAST_PX if page in (MOTION, VITALS) else self.lanes.height() + 12
        self._pages.setMinimumHeight(tall)
        self._pages.setMaximumHeight(tall if page != TABLE and self.replay is not None else MOST_PX)

    def showEvent(self, event: QShowEvent) -> None:
        self.setFocus()  # nothing is marked before a key or the mouse marks it
        super().showEvent(event)

    def _go(self, at_s: float) -> None:
        self.show_time(at_s)
        self.time_chosen.emit(at_s)

    def _block_chosen(self, block_id: str) -> None:
        view = self._view
        if view is None:
            return
        done = {block.block_id: block for block in view.done}
        by_step = {block.expected: block for block in view.done if block.expected}
        block = done.get(block_id) or by_step.get(block_id)
        shown = {block_id, block.block_id if block else block_id}
        finding = next((one for one in (*view.critical, *view.lost) if one.block_id in shown), None)
        if finding is not None:
            self.findings.select(finding.finding_id)
            self._findings_scroll.ensureWidgetVisible(self.findings.cards[finding.finding_id], 0, 40)
            self.finding_chosen.emit(finding.finding_id)
        if block is not None:
            self._go(block.start_s)

    def _finding(self, finding_id: str) -> Finding | None:
        view = self._view
        found = (*view.critical, *view.lost) if view is not None else ()
        return next((finding for finding in found if finding.finding_id == finding_id), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys step through the session, Home and End go to its ends, Space plays."""
        length_s = self._view.length_s if self._view is not None else 0.0
        moments = {
            Qt.Key.Key_Left: self._now_s - STEP_S,
            Qt.Key.Key_Right: self._now_s + STEP_S,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: length_s,
        }
        at_s = moments.get(Qt.Key(event.key()))
        if at_s is not None:
            self._go(min(max(at_s, 0.0), length_s))
        elif event.key() == Qt.Key.Key_Space:
            self.scrub.toggle()
        else:
            super().keyPressEvent(event)

    def show_help(self) -> None:
        """The keys and what they do."""
        if self._view is None or self._sheet is not None:
            return
        language = self._view.language
        keys = key_rows(language, len(self._view.cameras), with_replay=self.replay is not None)
        self._sheet = show_keys(self, say(Word.KEYS, language), keys, say(Word.CLOSE, language))
        self._take_keys(True)
        self._sheet.closed.connect(self._sheet_closed)

    def _sheet_closed(self) -> None:
        self._sheet = None
        self._take_keys(False)

    def _take_keys(self, taken: bool) -> None:
        for key in [*self._keys, *self.switches.keys]:
            key.setEnabled(not taken)

    def _zoomed(self) -> None:
        self.lanes.setMinimumWidth(
            round(self._lanes_scroll.viewport().width() * self.lanes.zoom) if self.lanes.zoom > 1 else 0
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setFixedWidth(next(side for least, side in SIDE_PX if self.width() >= least))
        low = self.height() < LOW_PX
        set_property(self.verdict, "fit", "small" if low else "")
        self._head_row.setContentsMargins(24, 6 if low else 16, 24, 8 if low else 18)
        self._left.setContentsMargins(20, 10 if low else 20, 20, 10 if low else 20)
        if self.replay is not None:
            self.replay.setMinimumHeight(LOW_STAGE_PX if low else STAGE_PX)
        self._left.setSpacing(10 if low else 16)
        super().resizeEvent(event)
        self._zoomed()


def _fact(fact: Fact) -> QWidget:
    made = QWidget()
    title, value = label("heading"), label("goal", fact.value)
    set_heading(title, fact.label)
    line = row(None, value, spacing=6)
    if fact.note:
        line.addWidget(label("quiet", fact.note))
    title.setAlignment(Qt.AlignmentFlag.AlignRight)
    made.setLayout(column(None, title, line, None, spacing=4))
    return made
