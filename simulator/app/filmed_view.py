"""What a viewport shows of a stage that stands on a camera's picture; pointing works on it as on the stage alone."""

import numpy as np

from simulator.app.augmented import Augmented
from simulator.ar.tracking import BOARD
from simulator.ar.watching import Sighting
from simulator.presenting.frames import Frame, Picked
from simulator.stage.view import StageView


class FilmedView:
    """Fulfils `presenting.frames.FrameSource`. The real camera decides from where the stage is seen, so the view cannot
    be turned, moved or zoomed. `mirror` flips what is shown and nothing else.

    `going`: pictures go on coming. Whoever has a new sighting says so with `take`.
    """

    def __init__(self, view: StageView, augmented: Augmented, mirror: bool) -> None:
        self.augmented, self.mirror, self.going = augmented, mirror, True
        self._view = view
        self._pixels = np.zeros((1, 1, 4), np.uint8)
        self._new = False
        view.motions.append(self._moved)  # a slow renderer draws quickly as long as pictures come

    def close(self) -> None:
        """Give the stage its own view back."""
        self._view.motions.remove(self._moved)
        self.augmented.close()

    def _moved(self, dt_s: float) -> bool:
        moved, self._new = self._new, False
        return moved

    def take(self, sighting: Sighting) -> None:
        """The next frame shows this picture."""
        board = sighting.things.get(BOARD)
        self.augmented.show(sighting.frame.picture, board.pose if board is not None else None)
        self._new = True

    def resize(self, width_px: int, height_px: int) -> None:
        """Draw frames of this size from now on."""
        if (width_px, height_px) != self._view.renderer.size_px:
            self.augmented.resize(width_px, height_px)
            self._view.touch()

    def advance(self, dt_s: float) -> bool:
        """Let the time pass. True if there is a new picture or something moved."""
        return self._view.advance(dt_s)

    def moving(self) -> bool:
        """Whether pictures go on coming."""
        return self.going or self._view.moving()

    def frame(self) -> Frame:
        """The stage over the newest picture."""
        shown = self._view.frame()
        if not self.mirror:
            return shown
        own = np.frombuffer(shown.data, np.uint8).reshape(shown.height_px, shown.width_px, 4)
        if self._pixels.shape != own.shape:
            self._pixels = np.empty_like(own)
        np.copyto(self._pixels, own[:, ::-1])
        return Frame(shown.width_px, shown.height_px, self._pixels.data.cast("B"))

    def pick(self, x_px: float, y_px: float) -> Picked | None:
        """What is under this pixel; nothing while no board was seen."""
        if not self.augmented.seen:
            return None
        return self._view.pick(self._across(x_px), y_px)

    def box(self, prefix: str) -> tuple[float, float, float, float] | None:
        """Where the things whose tags begin so lie."""
        found = self._view.box(prefix) if self.augmented.seen else None
        if found is None or not self.mirror:
            return found
        left, top, right, bottom = found
        return self._across(right), top, self._across(left), bottom

    def _across(self, x_px: float) -> float:
        return self._view.renderer.size_px[0] - 1 - x_px if self.mirror else x_px

    def highlight(self, tag: str | None) -> None:
        """Let this thing, and no other, light up."""
        self._view.highlight(tag)

    def orbit(self, right_px: float, down_px: float) -> None:
        """The camera stands where it stands."""

    def pan(self, right_px: float, down_px: float) -> None:
        """The camera stands where it stands."""

    def zoom(self, steps: float) -> None:
        """The camera stands where it stands."""

    def fly(self, preset: str) -> None:
        """The stage's own view flies; it is seen when the camera is off again."""
        self._view.fly(preset)
