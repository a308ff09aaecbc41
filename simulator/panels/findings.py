"""The right side of the debrief: findings as cards, what went well, what to practise next, points by section."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from simulator.panels import theme
from simulator.panels.cards import Choosable
from simulator.panels.parts import clear, column, label, row, set_heading
from simulator.presenting.debrief import Advice, DebriefView, Finding, SectionScore
from simulator.presenting.language import Word, clock_text, say


class FindingCard(Choosable):
    """One finding: a bar of its tone, title, sentence, points. A click goes to its moment."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.finding = finding
        self.setAccessibleName(f"{finding.title}. {finding.text} {finding.points}")
        title = label("strong", finding.title, wrap=True)
        points = label("strong", finding.points)
        points.setProperty("tone", "bad" if finding.tone == "bad" else "")
        points.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        head = row(title, points, spacing=12)
        head.setStretch(0, 1)
        text = label("small", finding.text, wrap=True)
        body = column(head, text, spacing=3, margins=(30, 12, 14, 12))
        moment = finding.when or (clock_text(finding.at_s) if finding.at_s is not None else "")
        if moment:
            body.addWidget(label("tiny", moment))
        self.setLayout(body)

    def nextCheckState(self) -> None:  # noqa: N802 (Qt's name)
        return

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter, tone = theme.palette(), QPainter(self), self.finding.tone
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.isChecked() or self.hasFocus()
        edge = shown.bad_line if tone == "bad" else shown.control if self.underMouse() else shown.line
        painter.setPen(QPen(QColor(shown.accent if strong else edge), 2 if strong else 1))
        painter.setBrush(QColor(shown.bad_soft if tone == "bad" else shown.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.mark(tone)))
        painter.drawRoundedRect(QRectF(14, 13, 4, self.height() - 26), 2, 2)


class SectionBar(QWidget):
    """The points of one section: its name, a bar, so many of so many."""

    def __init__(self, section: SectionScore) -> None:
        super().__init__()
        self._section = section
        self.setAccessibleName(f"{section.title}: {section.points:g} / {section.of:g}")

    def sizeHint(self) -> QSize:
        return QSize(200, 38)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter, section = theme.palette(), QPainter(self), self._section
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.ui_font(13))
        painter.setPen(QColor(shown.ink))
        wide = self.width() - 2
        at = Qt.AlignmentFlag.AlignVCenter
        text = painter.fontMetrics().elidedText(section.title, Qt.TextElideMode.ElideRight, wide - 90)
        painter.drawText(QRectF(0, 2, wide, 20), at | Qt.AlignmentFlag.AlignLeft, text)
        painter.setPen(QColor(shown.ink2))
        painter.drawText(
            QRectF(0, 2, wide, 20), at | Qt.AlignmentFlag.AlignRight, f"{section.points:g} / {section.of:g}"
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.line))
        painter.drawRoundedRect(QRectF(0, 26, wide, 6), 3, 3)
        share = section.points / section.of if section.of > 0 else 0.0
        painter.setBrush(QColor(shown.ok_mark if share >= 0.999 else shown.accent if share >= 0.8 else shown.warn_mark))
        if share > 0:
            painter.drawRoundedRect(QRectF(0, 26, max(6.0, wide * min(1.0, share)), 6), 3, 3)


class AdviceCard(QWidget):
    """What to practise next."""

    def __init__(self, advice: Advice) -> None:
        super().__init__()
        self.setLayout(
            column(
                label("strong", advice.title, wrap=True),
                label("small", advice.text, wrap=True),
                spacing=3,
                margins=(30, 12, 14, 12),
            )
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, painter = theme.palette(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(shown.line), 1))
        painter.setBrush(QColor(shown.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.accent))
        painter.drawRoundedRect(QRectF(14, 13, 4, self.height() - 26), 2, 2)


class Findings(QWidget):
    """The whole column. `chosen` carries the id of the finding."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, FindingCard] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(20, 20, 14, 20)
        self._box.setSpacing(8)

    def show_view(self, view: DebriefView) -> None:
        """Make the column for a debrief: critical errors first."""
        clear(self._box)
        self.cards = {}
        self._part(Word.CRITICAL, view, [self._card(finding) for finding in view.critical])
        lost: list[QWidget] = [self._card(finding) for finding in view.lost]
        if not view.critical and not view.lost and view.passed is not None:
            lost = [label("quiet", say(Word.NO_FINDINGS, view.language), wrap=True)]
        self._part(Word.LOST, view, lost)
        self._part(Word.WELL, view, [label("quiet", text, wrap=True) for text in view.well])
        self._part(Word.NEXT, view, [AdviceCard(advice) for advice in view.advice])
        self._part(Word.SECTIONS, view, [SectionBar(section) for section in view.sections])
        self._box.addStretch(1)

    def _part(self, word: Word, view: DebriefView, widgets: list[QWidget]) -> None:
        if widgets:
            title = label("heading")
            set_heading(title, say(word, view.language))
            if self._box.count():
                title.setContentsMargins(0, 14, 0, 0)
            self._box.addWidget(title)
            for widget in widgets:
                self._box.addWidget(widget)

    def _card(self, finding: Finding) -> FindingCard:
        made = FindingCard(finding)
        made.clicked.connect(lambda: self.chosen.emit(finding.finding_id))
        self.cards[finding.finding_id] = made
        return made

    def select(self, finding_id: str) -> None:
        """Mark one finding."""
        for id_, made in self.cards.items():
            made.setChecked(id_ == finding_id)
