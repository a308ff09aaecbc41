"""The panel at the right of the practice screen: the goal now, the steps, what was done."""

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from simulator.panels import theme
from simulator.panels.icons import paint_icon
from simulator.panels.parts import clear, column, label, row, set_heading, set_text
from simulator.presenting.language import Language, Word, say
from simulator.presenting.practice import LogLine, PhaseLines, PracticeView, StepLine

STATE_WORDS = {
    "done": Word.STATE_DONE,
    "next": Word.STATE_NEXT,
    "open": Word.STATE_OPEN,
    "warn": Word.STATE_WARN,
}
WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class StepRow(QWidget):
    """One step with its state as a dot, its text (wrapped) and the time at which it was done."""

    def __init__(self) -> None:
        super().__init__()
        self.line = StepLine("", "", "open")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_line(self, line: StepLine, language: Language) -> None:
        """Show this line; nothing is painted again where it is the same."""
        if line == self.line:
            return
        resized = line.text != self.line.text or line.state != self.line.state
        self.line = line
        self.setAccessibleName(f"{line.text}: {say(STATE_WORDS[line.state], language)} {line.time}".strip())
        if resized:
            self.fit()
        self.update()

    def _text_box(self, width: int) -> QRectF:
        time_width = 48 if self.line.time else 0
        return QRectF(38, 0, max(60, width - 38 - 10 - time_width), 400)

    def fit(self) -> None:
        """Take the height that the wrapped text needs. (A layout in a scroll area does not ask for it reliably.)"""
        font = theme.ui_font(14, QFont.Weight.DemiBold if self.line.state == "next" else QFont.Weight.Normal)
        needed = QFontMetricsF(font).boundingRect(self._text_box(self.width()), int(WRAP), self.line.text)
        self.setFixedHeight(max(32, int(needed.height()) + 13))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter, state = theme.palette(), QPainter(self), self.line.state
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state == "next":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.accent_soft))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 1, 0, -1), 8, 8)
        dot = QRectF(10, self.height() / 2 - 9, 18, 18)
        filled = {"done": shown.ok_mark, "warn": shown.warn_mark}.get(state)
        painter.setPen(QPen(QColor(filled or (shown.accent if state == "next" else shown.control)), 2))
        painter.setBrush(QColor(filled) if filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot.adjusted(1, 1, -1, -1))
        if state == "done":
            paint_icon(painter, dot.adjusted(3, 3, -3, -3), "check", QColor("#FFFFFF"), 3.2)
        elif state == "warn":
            painter.setPen(QColor("#FFFFFF"))
            painter.setFont(theme.ui_font(13, QFont.Weight.Bold))
            painter.drawText(dot, Qt.AlignmentFlag.AlignCenter, "!")
        painter.setPen(QColor(shown.ink2 if state == "done" else shown.ink))
        painter.setFont(theme.ui_font(14, QFont.Weight.DemiBold if state == "next" else QFont.Weight.Normal))
        box = self._text_box(self.width())
        box.setHeight(self.height())
        painter.drawText(box, int(WRAP), self.line.text)
        painter.setFont(theme.ui_font(13))
        painter.setPen(QColor(shown.ink3))
        painter.drawText(
            self.rect().adjusted(0, 0, -10, 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            self.line.time,
        )


class Steps(QScrollArea):
    """The steps by phase. The next step scrolls into view."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        _read_by_keys(self)
        self.verticalScrollBar().rangeChanged.connect(self._reveal_next)  # new rows have their places later
        body = QWidget()
        self._box = QVBoxLayout(body)
        self._box.setContentsMargins(0, 0, 4, 0)
        self._box.setSpacing(1)
        self.setWidget(body)
        self._shape: tuple[object, ...] = ()
        self.rows: dict[str, StepRow] = {}
        self._phases: tuple[PhaseLines, ...] = ()

    def show_phases(self, phases: tuple[PhaseLines, ...], language: Language) -> None:
        """Show these phases; rows are made again only when the list itself changes."""
        if phases == self._phases and self._shape and self._shape[0] == language:
            return
        self._phases = phases
        shape = (language, tuple((phase.text, tuple(line.step_id for line in phase.steps)) for phase in phases))
        if shape != self._shape:
            self._shape = shape
            self._build(phases)
        for phase in phases:
            for line in phase.steps:
                self.rows[line.step_id].show_line(line, language)
        self._reveal_next()

    def _build(self, phases: tuple[PhaseLines, ...]) -> None:
        clear(self._box)
        self.rows = {}
        for number, phase in enumerate(phases):
            if phase.text:
                title = label("phase", phase.text, wrap=True)
                title.setContentsMargins(10, 2, 4, 2)
                if number:
                    self._box.addSpacing(10)
                self._box.addWidget(title)
            for line in phase.steps:
                self.rows[line.step_id] = StepRow()
                self._box.addWidget(self.rows[line.step_id])
        self._box.addStretch(1)

    def _reveal_next(self, *_: int) -> None:
        coming = next((made for made in self.rows.values() if made.line.state == "next"), None)
        if coming is not None:
            self._box.activate()
            self.ensureWidgetVisible(coming, 0, 90)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reveal_next()


def _read_by_keys(list_: QScrollArea) -> None:
    """Tab comes to a list that can be scrolled by arrows, and a ring says so."""
    list_.setProperty("role", "list")
    list_.setFocusPolicy(Qt.FocusPolicy.TabFocus)


class LogRow(QWidget):
    """One thing that was done: the time in its own narrow column, the text wrapped beside it."""

    def __init__(self, line: LogLine) -> None:
        super().__init__()
        time, text = label("small", line.time), label("small", line.text, wrap=True)
        time.setFixedWidth(44)
        time.setAlignment(Qt.AlignmentFlag.AlignTop)
        if line.tone in ("warn", "bad"):
            text.setProperty("tone", line.tone)
        made = row(time, text, spacing=4, margins=(0, 3, 0, 3))
        made.setStretch(1, 1)
        self.setLayout(made)
        self.setAccessibleName(f"{line.time} {line.text}")


class SidePanel(QFrame):
    """Goal, steps, log. In assess only one sentence and the log stay."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.now_title, self.goal, self.help = label("heading"), label("goal", wrap=True), label("quiet", wrap=True)
        self.steps_title, self.steps = label("heading"), Steps()
        self.log_title, self.log_empty = label("heading"), label("small", wrap=True)
        self._log_scroll = QScrollArea()
        self._log_scroll.setWidgetResizable(True)
        self._log_scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        _read_by_keys(self._log_scroll)
        self._log_body = body = QWidget()
        self._log_box = QVBoxLayout(body)
        self._log_box.setContentsMargins(0, 0, 4, 0)
        self._log_box.setSpacing(0)
        self._log_box.addStretch(1)
        self._log_scroll.setWidget(body)
        self._log: tuple[LogLine, ...] = ()
        self._steps_part, self._log_part = QWidget(), QWidget()
        self._steps_part.setLayout(column(self.steps_title, self.steps, spacing=8))
        log = column(self.log_title, self.log_empty, self._log_scroll, spacing=6)
        log.setStretch(2, 1)
        log.addStretch(0)  # takes the room while the list is hidden
        self._log_part.setLayout(log)
        box = column(
            column(self.now_title, self.goal, self.help, spacing=6, margins=(0, 0, 8, 0)),
            self._steps_part,
            self._log_part,
            spacing=14,
            margins=(20, 16, 12, 12),
        )
        box.setStretch(1, 7)
        box.setStretch(2, 2)
        self.setLayout(box)

    def show_view(self, view: PracticeView) -> None:
        """Bring the panel up to a view."""
        language, silent = view.language, view.mode == "assess"
        set_heading(self.now_title, say(Word.NOW, language))
        set_heading(self.steps_title, say(Word.STEPS, language))
        set_heading(self.log_title, say(Word.LOG, language))
        set_text(self.goal, say(Word.ASSESS_SAYS, language) if silent else view.goal)
        set_text(self.help, say(Word.ASSESS_HELP, language) if silent else view.goal_help)
        self._steps_part.setVisible(not silent and bool(view.phases))
        if not silent:
            self.steps.show_phases(view.phases, language)
        set_text(self.log_empty, say(Word.LOG_EMPTY, language))
        self.log_empty.setVisible(not view.log)
        self._log_scroll.setVisible(bool(view.log))
        self._show_log(tuple(replace(line, tone="") for line in view.log) if silent else view.log)

    def _show_log(self, log: tuple[LogLine, ...]) -> None:
        """New lines are put on top of the old ones; anything else makes the list again."""
        if log == self._log:
            return
        new = len(log) - len(self._log)
        if new <= 0 or log[new:] != self._log:
            clear(self._log_box)
            self._log_box.addStretch(1)
            new = len(log)
        for line in reversed(log[:new]):
            self._log_box.insertWidget(0, LogRow(line))
        self._log = log
        bar = self._log_scroll.verticalScrollBar()
        if bar.value():  # whoever reads further down keeps the line that is read
            before = bar.maximum()
            self._log_box.activate()
            self._log_body.adjustSize()
            bar.setValue(bar.value() + max(0, bar.maximum() - before))
