"""The row of filters above the table of all sessions."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from simulator.panels import theme
from simulator.panels.parts import KeyButton, row, set_property, set_text
from simulator.presenting.language import Language, mode_name, say
from simulator.presenting.reviewing import CHOICES, Wish, good_day
from simulator.presenting.reviewing_words import ReviewWord

TYPING_MS = 120
_LEAST = 0.8
_BESIDE_TEXT_PX = 42  # the padding and the arrow
Named = Sequence[tuple[str, str]]


class Choice(QComboBox):
    """A list to choose from, with an arrow in the colours of the theme. Each entry is (value, text)."""

    def __init__(self, width_px: int) -> None:
        super().__init__()
        self.setMinimumWidth(round(_LEAST * width_px))
        self.setMaximumWidth(width_px)
        self.setMaxVisibleItems(14)

    def show_entries(self, entries: Named) -> None:
        """Offer these; what was chosen stays chosen if it is still there."""
        now = [(self.itemData(n), self.itemText(n)) for n in range(self.count())]
        if now == list(entries):
            return
        chosen = self.currentData()
        self.blockSignals(True)
        self.clear()
        for value, text in entries:
            self.addItem(text, value)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)

    @property
    def value(self) -> str:
        """What is chosen."""
        return str(self.currentData() or "")

    def choose(self, value: str) -> None:
        """Choose the entry of this value, if there is one."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        whole, room = option.currentText, self.width() - _BESIDE_TEXT_PX
        option.currentText = option.fontMetrics.elidedText(whole, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        self.setToolTip(whole if option.currentText != whole else "")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.palette().ink3), 1.6))
        x, y = self.width() - 18.0, self.height() / 2 - 2
        painter.drawPolyline(QPolygonF([QPointF(x, y), QPointF(x + 4, y + 4), QPointF(x + 8, y)]))


class Filters(QWidget):
    """Tells what is wanted, a moment after the last change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search, self.since, self.until = QLineEdit(), QLineEdit(), QLineEdit()
        self.learner, self.scene = Choice(140), Choice(170)
        self.mode, self.verdict = Choice(128), Choice(170)
        self.clear_button = KeyButton(kind="quiet")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MS)
        self._timer.timeout.connect(self.changed)
        self.search.setClearButtonEnabled(False)
        self.search.setMinimumWidth(110)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for edit in (self.search, self.since, self.until):
            edit.setProperty("fit", "small")
            edit.textEdited.connect(self._edited)
        for edit in (self.since, self.until):
            edit.setMinimumWidth(112)
            edit.setMaximumWidth(146)
            edit.setMaxLength(10)
        for box in (self.learner, self.scene, self.mode, self.verdict):
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.clear_button.clicked.connect(self.clear)
        things = (self.search, self.learner, self.scene, self.mode, self.verdict, self.since, self.until)
        self.setLayout(row(*things, self.clear_button, spacing=8))

    def show_language(self, language: Language, learners: Sequence[str], scenes: Named, modes: Sequence[str]) -> None:
        """Name everything, and offer who and what there is."""
        self.search.setPlaceholderText(say(ReviewWord.SEARCH, language))
        self.since.setPlaceholderText(say(ReviewWord.SINCE, language))
        self.until.setPlaceholderText(say(ReviewWord.UNTIL, language))
        set_text(self.clear_button, say(ReviewWord.CLEAR, language))
        self.learner.show_entries([("", say(ReviewWord.ALL_LEARNERS, language)), *((one, one) for one in learners)])
        self.scene.show_entries([("", say(ReviewWord.ALL_SCENES, language)), *scenes])
        named = [(mode, mode_name(mode, language)) for mode in modes]
        self.mode.show_entries([("", say(ReviewWord.ALL_MODES, language)), *named])
        self.verdict.show_entries([(value, say(word, language)) for value, word in CHOICES])
        for widget, word in (
            (self.search, ReviewWord.SEARCH), (self.learner, ReviewWord.LEARNER), (self.scene, ReviewWord.SCENE),
            (self.mode, ReviewWord.MODE), (self.verdict, ReviewWord.VERDICT), (self.since, ReviewWord.SINCE),
            (self.until, ReviewWord.UNTIL),
        ):  # fmt: skip
            widget.setAccessibleName(say(word, language))
        for edit in (self.since, self.until):
            edit.setToolTip(say(ReviewWord.NO_DATE, language))

    def wish(self) -> Wish:
        """What is asked for; a day that is no day asks for nothing."""
        days = [edit.text().strip() for edit in (self.since, self.until)]
        since, until = (day if good_day(day) else "" for day in days)
        choice = next(value for value, _ in CHOICES if value == self.verdict.value)
        return Wish(self.search.text(), self.learner.value, self.scene.value, self.mode.value, choice, since, until)

    def clear(self) -> None:
        """Ask for everything again."""
        for edit in (self.search, self.since, self.until):
            edit.clear()
            set_property(edit, "wrong", False)
        for box in (self.learner, self.scene, self.mode, self.verdict):
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
        self.changed.emit()

    def only_learner(self, learner: str) -> None:
        """Ask for the sessions of one learner."""
        self.clear()
        self.learner.choose(learner)

    def _edited(self) -> None:
        for edit in (self.since, self.until):
            text = edit.text().strip()
            set_property(edit, "wrong", len(text) >= 10 and not good_day(text))
        self._timer.start()
