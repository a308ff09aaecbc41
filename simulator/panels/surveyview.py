"""The calibration of a camera as it goes on: the live picture, and the parts of it that are still missing."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from simulator.panels import theme
from simulator.panels.parts import KeyButton, column, label, row, set_text
from simulator.presenting.camera import Survey
from simulator.presenting.camera_words import CameraWord
from simulator.presenting.frames import Frame
from simulator.presenting.language import Language, say

WIDE_PX, TALL_PX = 320, 180
_ACROSS = 3


class LivePicture(QWidget):
    """A camera's picture, smaller, with its parts: done ones are ticked, missing ones framed."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._covered: tuple[bool, ...] = ()
        self.setFixedSize(WIDE_PX, TALL_PX)

    def show_picture(self, frame: Frame | None) -> None:
        """Show this picture; it is copied."""
        if frame is None:
            self._image = QImage()
        else:
            kind = QImage.Format.Format_RGB32
            whole = QImage(frame.data, frame.width_px, frame.height_px, frame.width_px * 4, kind)
            self._image = whole.scaled(
                QSize(WIDE_PX, TALL_PX) * self.devicePixelRatioF(),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self.update()

    def show_parts(self, covered: tuple[bool, ...]) -> None:
        """Which parts were seen."""
        if covered != self._covered:
            self._covered = covered
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, shown = QPainter(self), theme.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        round_off = QPainterPath()
        round_off.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setClipPath(round_off)
        painter.fillRect(self.rect(), QColor(shown.bg))
        box = QRectF(self.rect())
        if not self._image.isNull():
            size = self._image.size().toSizeF() / self.devicePixelRatioF()
            box = QRectF((WIDE_PX - size.width()) / 2, (TALL_PX - size.height()) / 2, size.width(), size.height())
            painter.drawImage(box, self._image)
        for number, seen in enumerate(self._covered):
            down, across = divmod(number, _ACROSS)
            part = QRectF(
                box.x() + across * box.width() / _ACROSS,
                box.y() + down * box.height() / _ACROSS,
                box.width() / _ACROSS,
                box.height() / _ACROSS,
            ).adjusted(4, 4, -4, -4)
            self._paint_part(painter, part, seen)

    def _paint_part(self, painter: QPainter, part: QRectF, seen: bool) -> None:
        shown = theme.palette()
        mark = QColor(shown.ok_mark if seen else shown.warn_mark)
        if not seen:
            veil = QColor(shown.warn_soft)
            veil.setAlpha(70)
            painter.setBrush(veil)
            painter.setPen(QPen(mark, 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(part, 6, 6)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mark)
        disc = QRectF(part.right() - 20, part.top() + 2, 18, 18)
        painter.drawEllipse(disc)
        tick = QPainterPath()
        tick.moveTo(disc.left() + 5, disc.center().y())
        tick.lineTo(disc.left() + 8, disc.center().y() + 3.5)
        tick.lineTo(disc.right() - 5, disc.center().y() - 3.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("#ffffff"), 2))
        painter.drawPath(tick)


class SurveyView(QWidget):
    """Guides through a calibration."""

    taken = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title, self._says = label("strong"), label("small", wrap=True)
        self.picture = LivePicture()
        self._views, self._parts = label("strong"), label("small", wrap=True)
        self.cancel, self.take = KeyButton(), KeyButton(kind="primary")
        self.cancel.clicked.connect(self.cancelled)
        self.take.clicked.connect(self.taken)
        self.setLayout(
            column(
                self._title, self._says, self.picture, self._views, self._parts, 6, row(None, self.cancel, self.take)
            )
        )

    def show_survey(self, survey: Survey, language: Language) -> None:
        """How far it is."""
        set_text(self._title, say(CameraWord.SURVEY, language))
        set_text(self._says, say(CameraWord.SURVEY_SAYS, language))
        set_text(self.cancel, say(CameraWord.CANCEL, language))
        set_text(self.take, say(CameraWord.TAKE, language))
        left = survey.covered.count(False)
        views = say(CameraWord.VIEWS, language, count=survey.views, enough=survey.enough)
        set_text(self._views, say(CameraWord.WORKING, language) if survey.working else views)
        parts = say(CameraWord.PARTS_LEFT, language, count=left) if left else say(CameraWord.PARTS_DONE, language)
        set_text(self._parts, parts)
        self.take.setEnabled(survey.views >= survey.fewest and not survey.working)
        self.picture.show_parts(survey.covered)
