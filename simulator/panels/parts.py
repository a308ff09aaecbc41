"""Small parts that every screen is made of: labels by role, rows, cards, buttons with a key cap."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from simulator.panels import theme

LOW_PX = 30  # the height of a low button

Thing = QWidget | QLayout | int | None
Margins = tuple[int, int, int, int]


def label(role: str = "", text: str = "", wrap: bool = False) -> QLabel:
    """A label whose look is its role; plain text only, so that no text of a scene is read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    if role == "pill":
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    if role == "heading":
        font = made.font()
        font.setLetterSpacing(font.SpacingType.PercentageSpacing, 106)
        made.setFont(font)
    return made


def set_text(target: QLabel | QPushButton, text: str) -> None:
    """Set a text only where it changes, so that nothing is laid out again for nothing."""
    if target.text() != text:
        target.setText(text)


def set_heading(target: QLabel, text: str) -> None:
    """A small capital heading that screen readers still read as words."""
    set_text(target, text.upper())
    target.setAccessibleName(text)


def set_property(target: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet looks at, and let the style see it."""
    if target.property(name) != value:
        target.setProperty(name, value)
        target.style().unpolish(target)
        target.style().polish(target)
        target.update()


def frame(role: str) -> QFrame:
    """A frame with a role."""
    made = QFrame()
    made.setProperty("role", role)
    return made


def row(*things: Thing, spacing: int = 8, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Things side by side; a number is a gap in pixels, None a stretch."""
    made = QHBoxLayout()
    _fill(made, things, spacing, margins)
    return made


def column(*things: Thing, spacing: int = 8, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """Things below each other; a number is a gap in pixels, None a stretch."""
    made = QVBoxLayout()
    _fill(made, things, spacing, margins)
    return made


def _fill(box: QBoxLayout, things: tuple[Thing, ...], spacing: int, margins: Margins) -> None:
    box.setSpacing(spacing)
    box.setContentsMargins(*margins)
    for thing in things:
        if thing is None:
            box.addStretch(1)
        elif isinstance(thing, int):
            box.addSpacing(thing)
        elif isinstance(thing, QLayout):
            box.addLayout(thing)
        else:
            box.addWidget(thing)


def clear(box: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := box.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            # Not setParent(None): that would give it to Python, which may destroy it inside its own signal.
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def shortcut(owner: QWidget, keys: str, do: Callable[[], object]) -> QShortcut:
    """A key for a screen: it works wherever the focus is inside `owner`."""
    made = QShortcut(QKeySequence(keys), owner)
    made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.setAutoRepeat(False)
    made.activated.connect(do)
    return made


def key_cap_width(key: str, metrics: QFontMetrics) -> int:
    """The width (px) of a painted key cap."""
    return max(18, metrics.horizontalAdvance(key) + 10)


def paint_key_cap(painter: QPainter, box: QRect, key: str, ink: QColor) -> None:
    """Paint a key as a small rounded cap, right-aligned and vertically centred in `box`."""
    painter.save()
    painter.setFont(theme.ui_font(11))
    width = key_cap_width(key, painter.fontMetrics())
    cap = QRectF(box.right() - width + 0.5, box.center().y() - 8.5, width - 1, 18)
    line = QColor(ink)
    line.setAlphaF(0.45)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, 1))
    painter.drawRoundedRect(cap, 4, 4)
    painter.setPen(ink)
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()


class KeyButton(QPushButton):
    """A button that shows the key which does the same."""

    def __init__(self, text: str = "", key: str = "", kind: str = "") -> None:
        super().__init__(text)
        self.key, self._low = key, False
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what is marked, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def set_key(self, key: str) -> None:
        """Show another key; "" shows none."""
        if key != self.key:
            self.key = key
            self.updateGeometry()
            self.update()

    def make_low(self, *, low: bool) -> None:
        """Take less room, where there are many buttons."""
        if low != self._low:
            self._low = low
            set_property(self, "low", low)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.key:
            hint.setWidth(hint.width() + 8 + key_cap_width(self.key, QFontMetrics(theme.ui_font(11))))
        return QSize(hint.width(), LOW_PX if self._low else max(34, hint.height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        if not self.key:
            painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
            return
        text, option.text = option.text, ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        ink = self._ink()
        painter.setPen(ink)
        inner = self.rect().adjusted(11, 0, -8, 0) if self._low else self.rect().adjusted(14, 0, -11, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        paint_key_cap(painter, inner, self.key, ink)

    def _ink(self) -> QColor:
        shown = theme.palette()
        if not self.isEnabled():
            return QColor(shown.ink3)
        if self.property("kind") == "stop":
            return QColor(shown.surface)
        if self.property("kind") == "primary":
            return QColor(shown.surface if self.underMouse() else shown.on_accent)
        return QColor(shown.accent if self.isChecked() or self.isDown() else shown.ink)
