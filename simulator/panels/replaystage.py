"""The stage of a replay: the picture with the views, see-through and what is being done lying over it."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from simulator.panels.parts import KeyButton, label, set_text
from simulator.panels.stagearea import CameraBar
from simulator.presenting.language import Language, Word, say
from simulator.presenting.practice import CameraPreset

EDGE_PX = 12
STAGE_PX, LOW_STAGE_PX = 160, 110  # the least height, and that on a low screen
FOLLOW = ""  # the view that goes with what is being done


class ReplayStage(QWidget):
    """Lays the cards over `slot`. `camera_chosen` carries a view, or `FOLLOW`."""

    camera_chosen = Signal(str)
    see_through_toggled = Signal(bool)
    compare_toggled = Signal(bool)

    def __init__(self, slot: QWidget) -> None:
        super().__init__()
        self.slot = slot
        slot.setParent(self)
        self.cameras = CameraBar(self)
        self.see_button = KeyButton(key="X")
        self.see_button.setParent(self)
        self.see_button.setCheckable(True)
        self.compare_button = KeyButton(key="R")
        self.compare_button.setParent(self)
        self.compare_button.setCheckable(True)
        self.compare_button.hide()
        self.caption, self.other_caption = label("caption"), label("caption")
        for caption in (self.caption, self.other_caption):
            caption.setParent(self)
            caption.hide()
        self._presets: tuple[CameraPreset, ...] = ()
        self._language: Language = "en"
        self.cameras.chosen.connect(self.camera_chosen)
        self.see_button.clicked.connect(self.see_through_toggled)
        self.compare_button.clicked.connect(self.compare_toggled)
        self.setMinimumSize(320, STAGE_PX)

    def show_views(self, presets: tuple[CameraPreset, ...], current: str | None, language: Language) -> None:
        """Offer these views and `FOLLOW`; `current` None marks none of them."""
        follow = CameraPreset(FOLLOW, say(Word.FOLLOW, language))
        self._presets, self._language = presets, language
        self.cameras.show_presets((*presets, follow) if presets else (), "-" if current is None else current, language)
        set_text(self.see_button, say(Word.SEE_THROUGH, language))
        set_text(self.compare_button, say(Word.COMPARE, language))
        self.arrange()

    def mark_view(self, current: str | None) -> None:
        """Mark another view."""
        self.show_views(self._presets, current, self._language)

    def offer_comparison(self) -> None:
        """There is a performance that can be shown beside this one."""
        self.compare_button.show()
        self.arrange()

    def show_comparing(self, state: str) -> None:
        """The other performance is `off`, being prepared (`wait`), shown (`on`), or there is `none`."""
        self.compare_button.setChecked(state in ("on", "wait"))
        self.compare_button.setVisible(state != "none")
        if state == "wait":
            self.show_other(say(Word.COMPARE_WAIT, self._language))
        elif state != "on":
            self.show_other("")

    @property
    def comparing(self) -> bool:
        """Is the other performance shown?"""
        return self.compare_button.isChecked() and self.other_caption.text() != say(Word.COMPARE_WAIT, self._language)

    def show_caption(self, text: str) -> None:
        """What is being done at this moment; "" shows nothing."""
        self._caption(self.caption, text)

    def show_other(self, text: str) -> None:
        """What is being done in the other performance; "" where none is shown."""
        self._caption(self.other_caption, text)

    def _caption(self, caption: QLabel, text: str) -> None:
        if text != caption.text():
            caption.setText(text)
            caption.setVisible(bool(text))
            self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.slot.setGeometry(self.rect())
        self.arrange()

    def arrange(self) -> None:
        """Views at the bottom left, see-through at the bottom right (or the top left), the caption at the top right."""
        self.cameras.adjustSize()
        self.cameras.move(EDGE_PX, self.height() - self.cameras.height() - EDGE_PX)
        self.see_button.adjustSize()
        right = self.width() - EDGE_PX
        see = QPoint(right - self.see_button.width(), self.height() - self.see_button.height() - EDGE_PX)
        narrow = self.cameras.isVisibleTo(self) and see.x() < self.cameras.geometry().right() + EDGE_PX
        self.see_button.move(QPoint(EDGE_PX, EDGE_PX) if narrow else see)
        self.compare_button.adjustSize()
        beside = QPoint(see.x() - self.compare_button.width() - EDGE_PX, see.y())
        narrow = narrow or (self.cameras.isVisibleTo(self) and beside.x() < self.cameras.geometry().right() + EDGE_PX)
        above = QPoint(right - self.compare_button.width(), see.y() - self.compare_button.height() - EDGE_PX)
        self.compare_button.move(above if narrow else beside)
        for caption in (self.caption, self.other_caption):
            caption.adjustSize()
        self.other_caption.move(right - self.other_caption.width(), EDGE_PX)
        both = self.other_caption.isVisibleTo(self)
        self.caption.move(
            (self.width() // 2 if both else right) - self.caption.width() - (EDGE_PX if both else 0), EDGE_PX
        )
        for overlay in (self.cameras, self.see_button, self.compare_button, self.caption, self.other_caption):
            overlay.raise_()
