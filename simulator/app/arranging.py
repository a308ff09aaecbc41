"""People and equipment moved over the floor with the mouse: seen at once, told when they are let go."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent

from simulator.app.floor_pointing import floor_point, pixel_of
from simulator.panels.viewport import Viewport
from simulator.stage.view import StageView

Place = Callable[[str], tuple[float, float] | None]
"""tag -> where on the floor (x, y; m) what can be moved stands; None for what cannot."""
Moved = Callable[[str, float, float], None]
"""(tag, how far along x, how far along y; m)."""
_LEAST_M = 0.02


@dataclass(slots=True)
class _Drag:
    """What is dragged: where it stood on the floor and on the screen, where the pointer took it, how far it is."""

    tag: str
    from_m: tuple[float, float]
    from_px: tuple[float, float]
    taken_px: tuple[float, float]
    by_m: tuple[float, float] = (0.0, 0.0)


class Arranging(QObject):
    """While it is `on`, a drag that begins on something with a `place` moves that and not the view."""

    def __init__(self, viewport: Viewport, place: Place, moved: Moved) -> None:
        super().__init__(viewport)
        self.on = False
        self.view: StageView | None = None
        self._viewport, self._place, self._moved = viewport, place, moved
        self._drag: _Drag | None = None
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.on or self.view is None or not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            return self._begin(event, self.view)
        if self._drag is None:
            return False
        if event.type() == QEvent.Type.MouseMove:
            self._follow(event, self.view, self._drag)
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._end(self._drag, self.view)
        return True

    def _px(self, event: QMouseEvent) -> tuple[float, float]:
        ratio = self._viewport.devicePixelRatioF()
        return event.position().x() * ratio, event.position().y() * ratio

    def _begin(self, event: QMouseEvent, view: StageView) -> bool:
        at = self._px(event)
        picked = view.pick(*at)
        tag = picked.tag.partition("#")[0] if picked is not None else ""
        here = self._place(tag) if tag else None
        # By its foot: whoever stands far away is taken at the height of the horizon.
        foot = pixel_of(view, *here) if here is not None else None
        if here is None or foot is None:
            return False
        self._drag = _Drag(tag, here, foot, at)
        self._viewport.setCursor(Qt.CursorShape.ClosedHandCursor)
        return True

    def _follow(self, event: QMouseEvent, view: StageView, drag: _Drag) -> None:
        x, y = self._px(event)
        taken, foot = drag.taken_px, drag.from_px
        here = floor_point(view, foot[0] + x - taken[0], foot[1] + y - taken[1])
        if here is not None:
            drag.by_m = (here[0] - drag.from_m[0], here[1] - drag.from_m[1])
            view.shift(drag.tag, *drag.by_m)
            self._viewport.wake()

    def _end(self, drag: _Drag, view: StageView) -> None:
        self._drag = None
        self._viewport.setCursor(Qt.CursorShape.ArrowCursor)
        if max(map(abs, drag.by_m)) >= _LEAST_M:
            self._moved(drag.tag, *drag.by_m)
        if self.view is view:  # nothing was staged anew: it stands where it stood
            view.shift(drag.tag, 0.0, 0.0)
            self._viewport.wake()
