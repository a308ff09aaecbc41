"""The session that is marked in the table: why it ended as it did, and how its learner does."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from simulator.panels.parts import KeyButton, clear, column, frame, label, row, set_heading, set_property, set_text
from simulator.panels.review_charts import ChartBox
from simulator.presenting.language import Language, say
from simulator.presenting.reviewing_side import Point, SideView
from simulator.presenting.reviewing_words import ReviewWord


class ReviewSide(QWidget):
    """Shows a `SideView`, or asks to choose a session."""

    opened = Signal(str)
    learner_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view: SideView | None = None
        self.open_button, self.learner_button = KeyButton(kind="primary"), KeyButton()
        self.open_button.clicked.connect(self._open)
        self.learner_button.clicked.connect(self.learner_chosen)
        self._box = QVBoxLayout()
        self._box.setSpacing(6)
        inside = QWidget()
        inside.setLayout(column(self._box, None, margins=(20, 18, 16, 12)))
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        below = row(self.learner_button, None, self.open_button, margins=(20, 8, 16, 16))
        self._below = QWidget()
        self._below.setLayout(below)
        side = frame("side")
        side.setLayout(column(scroll, self._below, spacing=0))
        self.setLayout(column(side))

    def show_view(self, view: SideView | None, language: Language, count: int) -> None:
        """Show the session; `count` are marked."""
        self._view = view
        set_text(self.open_button, say(ReviewWord.OPEN, language))
        set_text(self.learner_button, say(ReviewWord.ONLY_THIS, language))
        self._below.setVisible(view is not None)
        clear(self._box)
        if view is None:
            self._box.addWidget(label("quiet", say(ReviewWord.CHOOSE, language), wrap=True))
            return
        self.open_button.setVisible(view.can_open)
        self.learner_button.setVisible(bool(view.progress_title))
        if count > 1:
            self._box.addWidget(label("small", say(ReviewWord.SEVERAL, language, count=count)))
        pill = label("pill", view.verdict)
        set_property(pill, "tone", view.tone or "quiet")
        score = label("goal", view.score)
        name = label("goal", view.title, wrap=True)
        head = row(name, score, spacing=10)
        head.setStretch(0, 1)
        self._box.addLayout(head)
        self._box.addWidget(label("small", view.subtitle, wrap=True))
        self._box.addSpacing(4)
        self._box.addLayout(row(pill, None))
        for text in (view.problem, view.nothing):
            if text:
                self._box.addWidget(label("quiet", text, wrap=True))
        self._points(say(ReviewWord.CRITICAL, language), view.critical, "bad")
        self._points(say(ReviewWord.LOST, language), view.lost, "")
        if view.rating:
            self._heading(say(ReviewWord.RATED_BY, language))
            rating = label("small", view.rating, wrap=True)
            set_property(rating, "tone", view.rating_tone)
            self._box.addWidget(rating)
        if view.progress_title:
            if view.progress is not None:
                self._box.addSpacing(14)
                self._box.addWidget(ChartBox(view.progress, "surface"))
            else:
                self._heading(view.progress_title)
                self._box.addWidget(label("small", view.progress_text))

    def _heading(self, text: str) -> None:
        made = label("heading")
        set_heading(made, text)
        made.setContentsMargins(0, 12, 0, 0)
        self._box.addWidget(made)

    def _points(self, heading: str, points: tuple[Point, ...], tone: str) -> None:
        if not points:
            return
        self._heading(heading)
        for point in points:
            text, figure = label("small", point.text, wrap=True), label("small", point.figure)
            for one in (text, figure):
                set_property(one, "tone", tone)
            figure.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            line = row(text, figure, spacing=10)
            line.setStretch(0, 1)
            self._box.addLayout(line)

    def _open(self) -> None:
        if self._view is not None:
            self.opened.emit(self._view.session)
