"""What the colours of the lanes mean: only those that are on the screen."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from simulator.panels import theme
from simulator.presenting.debrief import DebriefView
from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import say

LEGEND_PX = 20
_SIGN_PX, _GAP_PX = 12.0, 18.0
# Whose tone, which tone -> what it says; "missed" is a dashed block of the upper lane.
MEANINGS = (
    ("done", "ok", JudgingWord.ROW_RIGHT),
    ("done", "warn", JudgingWord.ROW_COSTS),
    ("done", "bad", JudgingWord.FAILS),
    ("done", "", JudgingWord.ROW_EXTRA),
    ("done", "event", JudgingWord.ROW_BY_ITSELF),
    ("expected", "bad", JudgingWord.ROW_MISSED),
    ("expected", "warn", JudgingWord.ROW_ORDER),
)


def meanings(view: DebriefView) -> list[tuple[str, str, JudgingWord]]:
    """The entries for what a debrief holds, the usual first."""
    there = {("done", block.tone) for block in view.done} | {("expected", block.tone) for block in view.expected}
    return [entry for entry in MEANINGS if entry[:2] in there]


def paint_legend(painter: QPainter, view: DebriefView, left_px: float, top_px: float) -> None:
    """Paint the entries side by side."""
    shown = theme.palette()
    painter.setFont(theme.ui_font(11))
    for lane, tone, word in meanings(view):
        box = QRectF(left_px, top_px + 4, _SIGN_PX, _SIGN_PX)
        missed = lane == "expected" and tone == "bad"
        pen = QPen(QColor(shown.mark(tone) if tone else shown.control), 1)
        pen.setStyle(Qt.PenStyle.DashLine if missed else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(QColor(shown.soft(tone)))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        text = say(word, view.language)
        painter.setPen(QColor(shown.ink2))
        painter.drawText(QPointF(left_px + _SIGN_PX + 6, top_px + 14), text)
        left_px += _SIGN_PX + 6 + painter.fontMetrics().horizontalAdvance(text) + _GAP_PX
