"""The panel of augmented reality: which camera, how it is shown, and how well its lens is known."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit, QPushButton, QWidget

from simulator.panels.parts import KeyButton, clear, column, label, row, set_heading, set_property, set_text
from simulator.panels.surveyview import WIDE_PX, SurveyView
from simulator.presenting.camera import PAPERS, SIZES, CameraView, Quality, Wish
from simulator.presenting.camera_words import CameraWord
from simulator.presenting.language import Language, say
from simulator.presenting.tabletop import SCALES

QUALITY: Mapping[Quality, CameraWord] = {
    "guess": CameraWord.GUESS,
    "good": CameraWord.GOOD,
    "usable": CameraWord.USABLE,
    "poor": CameraWord.POOR,
}
_TONES: Mapping[Quality, str] = {"guess": "warn", "good": "ok", "usable": "", "poor": "bad"}
_TABS_PX = 30
_DEVICES = 3  # more cameras than this are chosen by their name


class Tabs(QWidget):
    """A few values side by side, one of them chosen."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._row = row(spacing=2)
        self.setLayout(self._row)
        self.setFixedHeight(_TABS_PX)
        self.buttons: dict[str, QPushButton] = {}

    def offer(self, values: tuple[str, ...], current: str) -> None:
        """Offer these values."""
        if tuple(self.buttons) != values:
            clear(self._row)
            self.buttons = {value: self._button(value) for value in values}
            for made in self.buttons.values():
                self._row.addWidget(made)
            self._row.addStretch(1)
        for value, made in self.buttons.items():
            made.setChecked(value == current)

    def _button(self, value: str) -> QPushButton:
        made = QPushButton(value)
        made.setProperty("kind", "tab")
        made.setCheckable(True)
        made.clicked.connect(self._chooser(value))
        return made

    def _chooser(self, value: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(value)


class CameraPanel(QFrame):
    """Shows a `CameraView` and tells what is wished for. Esc closes it."""

    wished = Signal(object)  # a Wish
    switched = Signal(bool)
    calibration_asked = Signal()
    calibration_taken = Signal()
    calibration_cancelled = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._view = CameraView("en")
        self._title, self._says = label("goal"), label("small", wrap=True)
        self.close_button = KeyButton(key="Esc", kind="quiet")
        self.devices, self.sizes, self.scales, self.papers = Tabs(), Tabs(), Tabs(), Tabs()
        self.source, self.browse = QLineEdit(), KeyButton()
        self.mirror, self.calibrate, self.switch = KeyButton(), KeyButton(), KeyButton(kind="primary")
        self.mirror.setCheckable(True)
        self.lens, self.trouble = label("small", wrap=True), label("small", wrap=True)
        self.trouble.setProperty("tone", "warn")
        self._headings = {
            word: label("heading") for word in (CameraWord.SOURCE, CameraWord.SIZE, CameraWord.SCALE, CameraWord.PAPER)
        }
        self._headings[CameraWord.LENS] = label("heading")
        self.survey = SurveyView()
        self._wishes = self._lay_out()
        self.setLayout(column(self._wishes, self.survey, spacing=0, margins=(18, 14, 18, 16)))
        self.setFixedWidth(WIDE_PX + 36)
        self._connect()
        self.hide()

    def _lay_out(self) -> QWidget:
        made, heading = QWidget(), self._headings
        top = row(self._title, None, self.close_button)
        source = row(self.source, self.browse)
        size = column(heading[CameraWord.SIZE], self.sizes, spacing=2)
        scale = column(heading[CameraWord.SCALE], self.scales, spacing=2)
        paper = row(column(heading[CameraWord.PAPER], self.papers, spacing=2), None, self.mirror)
        lens = column(heading[CameraWord.LENS], row(self.lens, self.calibrate, spacing=12), spacing=2)
        made.setLayout(
            column(
                *(top, self._says, heading[CameraWord.SOURCE], self.devices, source, size, scale, paper, lens),
                *(self.trouble, row(None, self.switch)),
            )
        )
        return made

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.closed)
        self.browse.clicked.connect(self._browse)
        self.source.editingFinished.connect(lambda: self._wish(source=self.source.text().strip()))
        self.devices.chosen.connect(lambda name: self._wish(source=name))
        self.sizes.chosen.connect(lambda size: self._wish(size=size))
        self.scales.chosen.connect(lambda scale: self._wish(scale=scale))
        self.papers.chosen.connect(lambda paper: self._wish(paper=paper.lower()))
        self.mirror.clicked.connect(lambda on: self._wish(mirror=on))
        self.calibrate.clicked.connect(self.calibration_asked)
        self.switch.clicked.connect(lambda: self.switched.emit(not self._view.on))
        self.survey.taken.connect(self.calibration_taken)
        self.survey.cancelled.connect(self.calibration_cancelled)

    def show_view(self, view: CameraView) -> None:
        """Bring the panel up to a view."""
        before, self._view = self._view, view
        language = view.language
        self._name(language)
        if view.wish.source != before.wish.source or not self.source.hasFocus():
            self.source.setText(view.wish.source)
        self.devices.offer(view.devices[:_DEVICES], view.wish.source)
        self.devices.setVisible(bool(view.devices))
        self.sizes.offer(SIZES, view.wish.size)
        self.scales.offer(tuple(SCALES), view.wish.scale)
        self.papers.offer(tuple(paper.upper() for paper in PAPERS), view.wish.paper.upper())
        self.mirror.setChecked(view.wish.mirror)
        error = "" if view.error_px is None else f"{view.error_px:.2f}"
        set_text(self.lens, say(QUALITY[view.quality], language, error=error))
        set_property(self.lens, "tone", _TONES[view.quality])
        set_text(self.trouble, view.trouble)
        self.trouble.setVisible(bool(view.trouble))
        set_text(self.switch, say(CameraWord.STOP if view.on else CameraWord.START, language))
        self._wishes.setVisible(view.survey is None)
        self.survey.setVisible(view.survey is not None)
        if view.survey is not None:
            self.survey.show_survey(view.survey, language)
        self.fit()

    def fit(self) -> None:
        """As high as what stands on it."""
        for inner in (self._wishes.layout(), self.survey.layout(), self.layout()):
            if inner is not None:
                inner.invalidate()
                inner.activate()
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def showEvent(self, event: QShowEvent) -> None:
        """Only what is shown knows how much room its words take."""
        super().showEvent(event)
        self.fit()

    def _name(self, language: Language) -> None:
        for word, heading in self._headings.items():
            set_heading(heading, say(word, language))
        for target, word in (
            (self._title, CameraWord.TITLE),
            (self._says, CameraWord.SAYS),
            (self.browse, CameraWord.BROWSE),
            (self.mirror, CameraWord.MIRROR),
            (self.calibrate, CameraWord.CALIBRATE),
            (self.close_button, CameraWord.CLOSE),
        ):
            set_text(target, say(word, language))
        self.source.setPlaceholderText(say(CameraWord.SOURCE_EXAMPLE, language))
        self.source.setAccessibleName(say(CameraWord.SOURCE, language))

    def _wish(self, **changes: object) -> None:
        # mypy cannot match names that come as a mapping with the fields.
        wish: Wish = replace(self._view.wish, **changes)  # type: ignore[arg-type]
        if wish != self._view.wish:
            self._view = replace(self._view, wish=wish)
            self.wished.emit(wish)

    def _browse(self) -> None:
        asked = QFileDialog(self.window(), say(CameraWord.CHOOSE, self._view.language))
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.fileSelected.connect(lambda path: self._wish(source=path))
        asked.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys stay here: what is typed is no order."""
        if event.key() == Qt.Key.Key_Escape:
            (self.calibration_cancelled if self._view.survey is not None else self.closed).emit()
        event.accept()
