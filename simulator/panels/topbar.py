"""The bar at the top of a screen: what it is, the mode, the clock, the buttons."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from simulator.panels.parts import Thing, label, row

HEIGHT_PX = 56
MODES = ("learn", "practise", "assess")


class ElidedLabel(QLabel):
    """A label that ends in … where it does not fit; the whole text is its tooltip."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """As narrow as it must be: buttons beside it are never cut for its sake."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics = QFontMetrics(self.font())
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if text != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class TopBar(QFrame):
    """Title and subtitle at the left, whatever the screen wants at the right."""

    def __init__(self, *right: Thing) -> None:
        super().__init__()
        self.setProperty("role", "topbar")
        self.setFixedHeight(HEIGHT_PX)
        self.title, self.subtitle = label("title"), ElidedLabel("quiet")
        self.title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        filler = QWidget()
        filler.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setLayout(row(self.title, self.subtitle, filler, *right, spacing=12, margins=(20, 0, 20, 0)))
