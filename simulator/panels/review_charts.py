"""Charts as widgets: the strip above the table and the page of a cohort."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from simulator.panels import theme
from simulator.panels.charting import picture
from simulator.panels.parts import clear, column, frame, label, row, set_property, set_text
from simulator.presenting.charts import Attempts, Bars, Chart, Histogram
from simulator.presenting.reviewing_cohort import CohortView

STRIP_PX = 298
MARGIN = 16
WIDE_PX = 1180


class ChartBox(QWidget):
    """One chart, painted as wide as the widget is and as high as it then needs, on a `ground` of the palette."""

    def __init__(self, chart: Chart, ground: str = "raised") -> None:
        super().__init__()
        self._chart, self._ground = chart, ground
        self._image = QImage()
        self._made: tuple[int, str] = (0, "")
        self.setAccessibleName(_aloud(chart))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(round(self._painted(320).height() / self.devicePixelRatioF()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        image = self._painted(self.width())
        self.setFixedHeight(round(image.height() / self.devicePixelRatioF()))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawImage(0, 0, self._painted(self.width()))

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def _painted(self, width_px: int) -> QImage:
        shown = theme.palette()
        if self._made != (width_px, shown.name):
            ratio = self.devicePixelRatioF()
            self._image = picture(
                self._chart, max(200, width_px), ratio, replace(shown, surface=getattr(shown, self._ground))
            )
            self._image.setDevicePixelRatio(ratio)
            self._made = (width_px, shown.name)
        return self._image


class Strip(QWidget):
    """Three small pictures side by side."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Chart, ...] = ()
        self._fits = True
        self._box = row(spacing=16)
        self.setLayout(self._box)
        self.setFixedHeight(STRIP_PX)

    def show_charts(self, charts: Sequence[Chart]) -> None:
        """Show these pictures; nothing where there are none."""
        if tuple(charts) == self._shown:
            return
        self._shown = tuple(charts)
        clear(self._box)
        for chart in charts:
            self._box.addWidget(_card(chart), 1)
        self.setVisible(self._fits and bool(charts))

    def fit(self, fits: bool) -> None:
        """Is there room for the pictures?"""
        self._fits = fits
        self.setVisible(fits and bool(self._shown))


class CohortPage(QScrollArea):
    """All pictures and sentences of a cohort."""

    def __init__(self) -> None:
        super().__init__()
        self._view = CohortView()
        self._pictures: list[QWidget] = []
        self._columns = 0
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._words = QVBoxLayout()
        self._words.setSpacing(6)
        self._sides = (column(spacing=16), column(spacing=16))
        inside.setLayout(column(self._words, row(*self._sides, spacing=16), None, spacing=16, margins=(0, 0, 6, 8)))
        self.setWidget(inside)

    def show_view(self, view: CohortView) -> None:
        """Show a cohort."""
        if view == self._view and self._pictures:
            return
        self._view = view
        clear(self._words)
        for sentence in (view.none, *view.sentences):
            if sentence:
                self._words.addWidget(label("quiet", sentence, wrap=True))
        if view.doubt:
            self._words.addWidget(_doubt(view.doubt))
        for side in self._sides:
            clear(side)
        self._pictures = [_card(chart) for chart in view.pictures]
        self._columns = 0
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = 2 if self.width() >= WIDE_PX else 1
        if columns == self._columns:
            return
        self._columns = columns
        for side in self._sides:
            while side.count():
                side.takeAt(0)
        tall, parts = [0] * columns, 0
        for card, chart in zip(self._pictures, self._view.pictures, strict=True):
            # Each goes to where there is most room, so that no gaps are left; the parts of one picture side by side.
            place = tall.index(min(tall))
            if isinstance(chart, Bars) and chart.room_for:
                place, parts = parts % columns, parts + 1
            tall[place] += card.sizeHint().height()
            self._sides[place].addWidget(card)
        for side in self._sides[:columns]:
            side.addStretch(1)


def _card(chart: Chart) -> QFrame:
    made = frame("card")
    made.setLayout(column(ChartBox(chart), None, spacing=0, margins=(MARGIN, 12, MARGIN, 6)))
    return made


def _doubt(lines: Sequence[str]) -> QFrame:
    made = frame("notice")
    title = label("strong")
    set_property(title, "tone", "warn")
    set_text(title, lines[0])
    made.setLayout(
        column(title, *(label("small", text, wrap=True) for text in lines[1:]), spacing=3, margins=(14, 10, 14, 10))
    )
    return made


def _aloud(chart: Chart) -> str:
    """The chart in words, for those who hear the screen."""
    if isinstance(chart, Bars):
        said = "; ".join(f"{bar.label}: {bar.text}" for bar in chart.bars)
    elif isinstance(chart, Histogram):
        said = "; ".join(
            f"{low:g}–{high:g}: {n}" for low, high, n in zip(chart.edges, chart.edges[1:], chart.counts, strict=False)
        )
    else:
        assert isinstance(chart, Attempts)
        said = "; ".join(f"{n}: {value:.0f}" for n, value in enumerate(chart.mean, start=1))
    return f"{chart.title}. {said}"
