"""The strip below a debrief that an instructor opened: notes on the timeline, and his own rating."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from simulator.panels import theme
from simulator.panels.parts import KeyButton, column, label, row, set_heading, set_property, set_text
from simulator.panels.review_filters import Choice
from simulator.presenting.language import Language, clock_text, say
from simulator.presenting.reviewing_side import GRADES
from simulator.presenting.reviewing_words import ReviewWord
from simulator.presenting.told import in_language

LEAST_PX, TALL_PX, ROOMY_PX = 104, 146, 880
LINE_PX = 18


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note as it is shown: its number in the file, its moment (s) and its text."""

    number: int
    at_s: float
    text: str


@dataclass(frozen=True, slots=True)
class NotesView:
    """What is known of a session. `grade` 0: not rated; `said` compares with the program's verdict."""

    language: Language
    length_s: float
    notes: tuple[NoteLine, ...]
    grade: int
    percent: str
    said: str
    said_tone: str


class Moments(QWidget):
    """The session as a line with a mark for each note; a click goes to the nearest."""

    chosen = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._at: Sequence[float] = ()
        self._length_s, self._now_s = 1.0, 0.0
        self.setFixedHeight(LINE_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_moments(self, at_s: Sequence[float], length_s: float) -> None:
        """Mark these moments (s)."""
        self._at, self._length_s = at_s, max(length_s, 1.0)
        self.update()

    def show_time(self, now_s: float) -> None:
        """Where the replay stands (s)."""
        if now_s != self._now_s:
            self._now_s = now_s
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, LINE_PX)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at_s = (event.position().x() - 5) / max(1, self.width() - 10) * self._length_s
        near = min(self._at, key=lambda one: abs(one - at_s), default=at_s)
        self.chosen.emit(near if abs(self._x(near) - event.position().x()) < 8 else max(0.0, at_s))

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = theme.palette(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.line))
        painter.drawRoundedRect(QRectF(5, 12, self.width() - 10, 4), 2, 2)
        painter.setBrush(QColor(shown.warn_mark))
        for at_s in self._at:
            x = self._x(at_s)
            painter.drawPolygon(QPolygonF([QPointF(x - 5, 2), QPointF(x + 5, 2), QPointF(x, 13)]))
        painter.setPen(QPen(QColor(shown.accent), 2))
        painter.drawLine(QPointF(self._x(self._now_s), 3), QPointF(self._x(self._now_s), 17))

    def _x(self, at_s: float) -> float:
        return 5 + (self.width() - 10) * min(1.0, max(0.0, at_s / self._length_s))


class NoteList(QListWidget):
    """The notes, line by line; Delete withdraws the marked one."""

    withdrawn = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self.withdrawn.emit(int(item.data(Qt.ItemDataRole.UserRole)[0]))
        else:
            super().keyPressEvent(event)


class NotesBar(QFrame):
    """Tells what is written and rated; shows what is kept."""

    noted = Signal(str)
    withdrawn = Signal(int)
    rated = Signal(int, object)
    time_chosen = Signal(float)
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "footer")
        self.setMinimumHeight(LEAST_PX)
        self.setMaximumHeight(TALL_PX)
        self._language: Language = "en"
        self.moments, self.list = Moments(), NoteList()
        self.text, self.percent = QLineEdit(), QLineEdit()
        self.grade = Choice(196)
        self.notes_title, self.rating_title = label("heading"), label("heading")
        self.problem, self.said = label("small", wrap=True), label("small", wrap=True)
        self.add_button, self.rate_button = KeyButton(), KeyButton()
        self.take_back_button, self.back_button = KeyButton(kind="quiet"), KeyButton(kind="primary")
        for edit in (self.text, self.percent):
            edit.setProperty("fit", "small")
        self.percent.setFixedWidth(100)
        self.text.setMaxLength(500)
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(22)
        set_property(self.problem, "tone", "bad")
        self._build()
        self._connect()

    def _build(self) -> None:
        head = row(self.notes_title, self.moments, spacing=12)
        head.setStretch(1, 1)
        entry = row(self.text, self.add_button, self.take_back_button)
        entry.setStretch(0, 1)
        left = column(head, entry, self.problem, self.list, spacing=4)
        left.setStretch(3, 1)
        rating = row(self.grade, self.percent, self.rate_button, None)
        top = row(self.rating_title, None, self.back_button, spacing=12)
        right = column(top, rating, self.said, None, spacing=4)
        side = QWidget()
        side.setLayout(right)
        side.setFixedWidth(440)
        whole = row(left, side, spacing=28, margins=(20, 6, 20, 6))
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.text.returnPressed.connect(self._add)
        self.add_button.clicked.connect(self._add)
        self.take_back_button.clicked.connect(self._take_back)
        self.list.withdrawn.connect(self.withdrawn)
        self.list.currentItemChanged.connect(self._chosen)
        self.rate_button.clicked.connect(self._rate)
        self.percent.returnPressed.connect(self._rate)
        self.moments.chosen.connect(self.time_chosen)
        self.back_button.clicked.connect(self.back_asked)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), TALL_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), LEAST_PX)

    def showEvent(self, event: QShowEvent) -> None:
        self.window().installEventFilter(self)
        self._fit()
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """On a low screen the debrief needs the room."""
        self.setMaximumHeight(TALL_PX if self.window().height() >= ROOMY_PX else LEAST_PX)

    # -- showing ---------------------------------------------------------------------------------------------

    def show_view(self, view: NotesView) -> None:
        """Show what is kept about a session."""
        language = self._language = view.language
        set_heading(self.notes_title, say(ReviewWord.NOTES, language))
        set_heading(self.rating_title, say(ReviewWord.RATING, language))
        for button, word in (
            (self.add_button, ReviewWord.ADD_NOTE), (self.take_back_button, ReviewWord.TAKE_BACK),
            (self.rate_button, ReviewWord.RATE), (self.back_button, ReviewWord.BACK_TO_REVIEW),
        ):  # fmt: skip
            set_text(button, say(word, language))
        self.percent.setPlaceholderText(say(ReviewWord.OWN_POINTS, language))
        self.percent.setAccessibleName(say(ReviewWord.OWN_POINTS, language))
        self.text.setAccessibleName(say(ReviewWord.NOTES, language))
        self.grade.setAccessibleName(say(ReviewWord.RATING, language))
        self.list.setAccessibleName(say(ReviewWord.NOTES, language))
        grades = [(str(number), say(word, language)) for number, word in enumerate(GRADES, start=1)]
        self.grade.show_entries([("", say(ReviewWord.NOT_RATED, language)), *grades])
        self.grade.choose(str(view.grade) if view.grade else "")
        self.percent.setText(view.percent)
        set_text(self.said, view.said)
        set_property(self.said, "tone", view.said_tone)
        self.moments.show_moments([note.at_s for note in view.notes], view.length_s)
        self.list.blockSignals(True)
        self.list.clear()
        for note in view.notes:
            item = QListWidgetItem(f"{clock_text(note.at_s)}   {note.text}")
            item.setData(Qt.ItemDataRole.UserRole, (note.number, note.at_s))
            item.setToolTip(note.text)
            self.list.addItem(item)
        if not view.notes:
            nothing = QListWidgetItem(say(ReviewWord.NO_NOTES, language))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setCurrentRow(-1)
        self.list.blockSignals(False)
        self.take_back_button.setVisible(False)
        self.refuse("")

    def show_time(self, now_s: float) -> None:
        """The replay has come to this moment (s): a new note is about it."""
        self.moments.show_time(now_s)
        text = say(ReviewWord.NOTE_EXAMPLE, self._language, at=clock_text(now_s))
        if self.text.placeholderText() != text:
            self.text.setPlaceholderText(text)

    def refuse(self, sentence: str) -> None:
        """Say why something was not kept, in the place of the notes: such a sentence may name a long path."""
        set_text(self.problem, in_language(sentence, self._language))
        self.problem.setVisible(bool(sentence))
        self.list.setVisible(not sentence)

    # -- choosing --------------------------------------------------------------------------------------------

    def _add(self) -> None:
        text = self.text.text().strip()
        if not text:
            self.refuse(say(ReviewWord.NOTE_MISSING, self._language))
            self.text.setFocus()
            return
        self.noted.emit(text)

    def _rate(self) -> None:
        said = self.percent.text().strip().removesuffix("%").strip().replace(",", ".")
        try:
            percent = float(said) if said else None
        except ValueError:
            percent = -1.0  # no number, so out of the range below
        if percent is not None and not 0 <= percent <= 100:
            self.refuse(say(ReviewWord.NO_PERCENT, self._language))
        elif not self.grade.value:
            self.refuse(say(ReviewWord.NO_GRADE, self._language))
        else:
            self.rated.emit(int(self.grade.value), percent)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        held = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        self.take_back_button.setVisible(held is not None)
        if held is not None:
            self.time_chosen.emit(float(held[1]))

    def _take_back(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.withdrawn.emit(int(item.data(Qt.ItemDataRole.UserRole)[0]))
