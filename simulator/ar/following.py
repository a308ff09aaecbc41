"""What a watched camera is asked for: where board and tools are, or views to calibrate it by."""

from collections.abc import Callable, Mapping
from math import ceil
from typing import Final

import cv2
import numpy as np

from simulator.ar.calibrating import Calibration, CalibrationError
from simulator.ar.detecting import Detector
from simulator.ar.lens import Lens
from simulator.ar.sources import Frame
from simulator.ar.targets import Board
from simulator.ar.tracking import Picture, Tracked, Tracker

WIDEST_PX: Final = 2560
"""Wider pictures are made smaller before anything is looked for: it takes too long, and the markers are large enough
(own choice)."""

LensOf = Callable[[int, int], Lens]


def reduced(picture: Picture) -> Picture:
    """A picture no wider and no higher than `WIDEST_PX`, of the same shape."""
    times = ceil(max(picture.shape[:2]) / WIDEST_PX)
    if times <= 1:
        return picture
    height, width = picture.shape[:2]
    size = (max(1, width // times), max(1, height // times))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


class Follower:
    """Tracks the board and the tools in pictures of any size; the lens is asked for when a size is seen first."""

    def __init__(self, board: Board, lens_of: LensOf) -> None:
        self._detector, self._lens_of = Detector(board), lens_of
        self._size = (0, 0)
        self._tracker: Tracker | None = None
        self.lens: Lens | None = None

    def __call__(self, frame: Frame) -> Mapping[str, Tracked]:
        """What is tracked after this picture. Whatever `lens_of` raises comes through."""
        picture = reduced(frame.picture)
        height, width = picture.shape[:2]
        if self._tracker is None or self._size != (width, height):
            self.lens, self._size = self._lens_of(width, height), (width, height)
            self._tracker = Tracker(self._detector, self.lens)
        return self._tracker.follow(picture, frame.at_s)


class Surveyor:
    """Gathers views of the board while a camera is watched, and works out the lens when it is told to.

    `lens` is the result, `trouble` why there is none. Set `working`, and the lens is worked out with the next picture,
    in the thread that watches; it is true until there is one of them.
    """

    def __init__(self, board: Board) -> None:
        self.views = Calibration(Detector(board))
        self.lens: Lens | None = None
        self.trouble: CalibrationError | None = None
        self.working = False

    @property
    def complete(self) -> bool:
        """Enough views in every part of the picture."""
        return self.views.complete

    def __call__(self, frame: Frame) -> Mapping[str, Tracked]:
        """Take this picture as a view if it shows something new; nothing is tracked meanwhile."""
        if self.lens is None and self.trouble is None:
            try:
                self.views.take(reduced(frame.picture))
            except CalibrationError as error:
                self.trouble = error
            if self.working or self.complete:
                self.finish()
        return {}

    def finish(self) -> None:
        """Work the lens out from the views so far; takes up to some seconds."""
        self.working = True
        try:
            self.lens = self.views.lens()
        except CalibrationError as error:
            self.trouble = error
        self.working = False
