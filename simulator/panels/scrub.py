"""The bar that moves through a session: play, the moment, a slider in tenths of a second."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSlider, QWidget

from simulator.panels import theme
from simulator.panels.icons import paint_icon
from simulator.panels.parts import KeyButton, label, row, set_text
from simulator.presenting.language import Language, Word, clock_text, say

TICKS_PER_S = 10
SPEEDS = (0.25, 0.5, 1, 2, 4, 8)
USUAL = 1


class PlayButton(QPushButton):
    """Play and pause as one button with a painted sign."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFixedSize(40, 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        ink = QColor(theme.palette().accent if self.isChecked() else theme.palette().ink)
        paint_icon(QPainter(self), QRectF(11, 8, 18, 18), "pause" if self.isChecked() else "play", ink, 2.0)


class ScrubBar(QWidget):
    """Without a replay there is nothing to play: only moment and slider are shown."""

    time_chosen = Signal(float)
    play_toggled = Signal(bool)
    speed_chosen = Signal(float)

    def __init__(self, can_play: bool) -> None:
        super().__init__()
        self._length_s = 0.0
        self._language: Language = "en"
        self.play, self.time, self.slider = PlayButton(), label("strong"), QSlider(Qt.Orientation.Horizontal)
        self.speed = KeyButton(kind="quiet")
        self._speed: float = USUAL
        self.play.setVisible(can_play)
        self.speed.setVisible(can_play)
        self.speed.clicked.connect(self.next_speed)
        self._can_play = can_play
        self.time.setMinimumWidth(104)
        self.play.toggled.connect(self._toggled)
        self.slider.valueChanged.connect(lambda ticks: self.time_chosen.emit(ticks / TICKS_PER_S))
        self.slider.setMinimumHeight(26)
        self.slider.setSingleStep(TICKS_PER_S)
        self.slider.setPageStep(10 * TICKS_PER_S)
        made = row(self.play, self.speed, self.time, self.slider, spacing=8)
        made.setStretch(3, 1)
        self.setLayout(made)

    def show_length(self, length_s: float, language: Language) -> None:
        """A session of so many seconds."""
        self._length_s, self._language = length_s, language
        self.slider.blockSignals(True)
        self.slider.setRange(0, round(length_s * TICKS_PER_S))
        self.slider.blockSignals(False)
        self.slider.setAccessibleName(say(Word.SCRUB, language))
        self._say_play()
        self._say_speed()
        self._say_time()

    def show_time(self, now_s: float) -> None:
        """Stand at this moment without telling anybody."""
        self.slider.blockSignals(True)
        self.slider.setValue(round(now_s * TICKS_PER_S))
        self.slider.blockSignals(False)
        self._say_time()

    def show_playing(self, playing: bool) -> None:
        """Show play or pause without telling anybody."""
        self.play.blockSignals(True)
        self.play.setChecked(playing)
        self.play.blockSignals(False)
        self._say_play()

    def toggle(self) -> None:
        """Play or pause, where there is something to play."""
        if self._can_play:
            self.play.toggle()

    def next_speed(self) -> None:
        """The next faster speed, after the fastest the slowest."""
        self._change_speed(1)

    def previous_speed(self) -> None:
        """The next slower speed, after the slowest the fastest."""
        self._change_speed(-1)

    def _change_speed(self, by: int) -> None:
        if self._can_play:
            self._speed = SPEEDS[(SPEEDS.index(self._speed) + by) % len(SPEEDS)]
            self._say_speed()
            self.speed_chosen.emit(float(self._speed))

    def _say_speed(self) -> None:
        set_text(self.speed, f"{self._speed:g}×")
        self.speed.setAccessibleName(f"{say(Word.SPEED, self._language)} {self._speed:g}×")
        self.speed.setToolTip(say(Word.SPEED, self._language))

    def _toggled(self, playing: bool) -> None:
        self._say_play()
        self.play_toggled.emit(playing)

    def _say_play(self) -> None:
        self.play.setAccessibleName(say(Word.PAUSE if self.play.isChecked() else Word.PLAY, self._language))

    def _say_time(self) -> None:
        now = clock_text(self.slider.value() / TICKS_PER_S)
        set_text(self.time, f"{now} / {clock_text(self._length_s)}")
