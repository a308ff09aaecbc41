"""The cards of the home screen: a scene, a mode, a recent session."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from simulator.panels import theme
from simulator.panels.icons import paint_icon
from simulator.panels.parts import column, label, row
from simulator.panels.topbar import ElidedLabel
from simulator.presenting.home import RecentSession, SceneCard
from simulator.presenting.language import Language, Word, say

PICTURE_PX = QSize(128, 112)
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
EDGE_PX, BETWEEN_PX = 12, 14  # around what stands on a scene's card, and between its picture and its words
PROBLEMS_SHOWN = 3
_NO_LIMIT_PX = 16777215  # Qt's own largest size of a widget


class Choosable(QAbstractButton):
    """A card that can be chosen: it holds labels, has a focus ring and an accent border when it is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Not fixed: that would hold the height to the hint, which does not know how the text wraps.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        inner = self.layout()
        return inner.sizeHint() if inner is not None else QSize(200, 60)

    def hasHeightForWidth(self) -> bool:
        inner = self.layout()
        return inner is not None and inner.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        inner = self.layout()
        return inner.heightForWidth(width) if inner is not None else 60

    def nextCheckState(self) -> None:  # noqa: N802 (Qt's name)
        self.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = theme.palette(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.isChecked() or self.hasFocus()
        edge = shown.accent if strong else shown.control if self.underMouse() else shown.line
        painter.setPen(QPen(QColor(edge), 2 if strong else 1))
        painter.setBrush(QColor(shown.accent_soft if self.isChecked() else shown.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        if self.hasFocus() and self.isChecked():
            painter.setPen(QPen(QColor(shown.ink), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 9, 9)


class Picture(QWidget):
    """The picture of a scene, cut to fill its rounded frame; a quiet sign where there is none."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._picture = QPixmap(path) if path else QPixmap()
        self.grow(0)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def grow(self, tall_px: int) -> None:
        """Be as wide as there is room and so tall; 0: be small, beside words."""
        self.setMinimumSize(PICTURE_PX if not tall_px else QSize(1, tall_px))
        self.setMaximumSize(PICTURE_PX if not tall_px else QSize(_NO_LIMIT_PX, tall_px))

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = theme.palette(), QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect())
        clip = QPainterPath()
        clip.addRoundedRect(box, 8, 8)
        painter.setClipPath(clip)
        painter.fillRect(box, QColor(shown.line))
        if self._picture.isNull():
            paint_icon(
                painter,
                QRectF(box.center().x() - 32, box.center().y() - 32, 64, 64),
                "long-board",
                QColor(shown.ink3),
                1.1,
            )
            return
        size = self._picture.size()
        scale = max(box.width() / size.width(), box.height() / size.height())
        wide, tall = box.width() / scale, box.height() / scale
        painter.drawPixmap(
            box, self._picture, QRectF((size.width() - wide) / 2, (size.height() - tall) / 2, wide, tall)
        )


class LevelDots(QWidget):
    """The level of difficulty as one to three filled dots; the word for it is the tooltip."""

    def __init__(self, level: int, name: str) -> None:
        super().__init__()
        self._level = level
        self.setToolTip(name)
        self.setFixedSize(40, 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = theme.palette(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(3):
            painter.setBrush(QColor(shown.accent if number < self._level else shown.control))
            painter.drawEllipse(QRectF(13 * number, 3, 8, 8))


class SceneTile(Choosable):
    """One scene; with problems it says them and cannot be chosen. A double click starts."""

    activated = Signal()

    def __init__(self, card: SceneCard, language: Language) -> None:
        super().__init__()
        # All tiles of a row are equally wide, whatever they say.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.startable = not card.problems
        self.setAccessibleName(f"{card.title}. {card.summary} {card.level_text}, {card.duration}")
        title = label("goal", card.title)
        self._words = words = column(title, label("quiet", card.summary, wrap=True), spacing=4)
        if card.problems:
            words.addSpacing(6)
            words.addLayout(_problems(card, language))
            self.setCheckable(False)
        words.addStretch(1)
        self._facts, self._best = row(spacing=4), row()
        self._facts.addLayout(row(LevelDots(card.level, card.level_text), label("small", card.duration), None), 1)
        if card.best:
            self._best.addWidget(label("small", say(Word.BEST, language)))
            self._best.addWidget(label("strong", card.best))
        self._facts.addLayout(self._best)
        words.addLayout(self._facts)
        self._picture, self._box = Picture(card.picture), row(spacing=BETWEEN_PX)
        self._box.setContentsMargins(EDGE_PX, EDGE_PX, EDGE_PX + 4, EDGE_PX)
        self._box.addWidget(self._picture)
        self._box.addLayout(words, 1)
        self.setLayout(self._box)
        self.grow(0)

    def grow(self, picture_px: int) -> None:
        """Show the picture above the words, so tall; 0: small, at their left."""
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.TopToBottom if picture_px else ways.LeftToRight)
        # Beside taller words it stands at the top; above them it takes the whole width.
        self._box.setAlignment(self._picture, Qt.AlignmentFlag(0) if picture_px else Qt.AlignmentFlag.AlignTop)
        # Beside a picture there is no room for all facts in a line: "Not passed" with its share is as wide as the rest.
        self._facts.setDirection(ways.LeftToRight if picture_px else ways.TopToBottom)
        self._facts.setAlignment(self._best, Qt.AlignmentFlag(0) if picture_px else Qt.AlignmentFlag.AlignLeft)
        self._picture.grow(picture_px)

    def words_px(self, wide_px: int) -> int:
        """How much of its height a card of this width takes for all but its picture, where that stands above."""
        for part in self.findChildren(QLabel):
            part.ensurePolished()  # its letters have their size from the style, which a new card has not met yet
        self._words.invalidate()
        return self._words.heightForWidth(wide_px - 2 * EDGE_PX - 4) + 2 * EDGE_PX + BETWEEN_PX

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, and starts what is chosen already, as a double click does; arrows belong to all cards."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.isChecked():
            self.activated.emit()
        elif event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:  # noqa: N802 (Qt's name)
        if self.startable:
            self.setChecked(True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.startable:
            self.activated.emit()


def _problems(card: SceneCard, language: Language) -> QVBoxLayout:
    title = label("strong", say(Word.SCENE_PROBLEMS, language), wrap=True)
    title.setProperty("tone", "bad")
    lines: list[QLabel] = [label("small", problem, wrap=True) for problem in card.problems[:PROBLEMS_SHOWN]]
    left = len(card.problems) - PROBLEMS_SHOWN
    if left > 0:
        lines.append(label("small", say(Word.MORE_PROBLEMS, language, count=left), wrap=True))
    return column(title, *lines, spacing=2)


class ModeCard(Choosable):
    """One mode with its plain sentence."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self._title, self._says = label("strong"), label("small", wrap=True)
        self.setLayout(column(self._title, self._says, spacing=2, margins=(54, 12, 16, 12)))

    def show_texts(self, title: str, says: str) -> None:
        """Name the mode in a language."""
        self._title.setText(title)
        self._says.setText(says)
        self.setAccessibleName(f"{title}. {says}")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, shown = QPainter(self), theme.palette()
        ink = QColor(shown.accent if self.isChecked() else shown.ink2)
        paint_icon(painter, QRectF(16, self.height() / 2 - 12, 24, 24), self._icon, ink)


class RecentRow(QAbstractButton):
    """One recent session: its title, below it mode, when and result."""

    def __init__(self, session: RecentSession) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{session.title}, {session.mode}, {session.when}, {session.result}")
        pill = label("pill", session.result)
        pill.setProperty("tone", session.tone or "quiet")
        title = ElidedLabel("strong")
        title.setText(session.title)
        title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        facts = row(label("small", session.mode), label("small", session.when), None, pill, spacing=8)
        made = column(title, facts, spacing=2, margins=(2, 7, 2, 7))
        self.setLayout(made)

    def sizeHint(self) -> QSize:
        return QSize(200, 62)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or self.underMouse():
            shown, painter = theme.palette(), QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(shown.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.bg))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
