"""Calibrates a camera from pictures of the printed board, and says how good that is."""

from dataclasses import dataclass, field
from typing import Final, Literal

import cv2
import numpy as np
import numpy.typing as npt

from simulator.ar.detecting import Detector
from simulator.ar.lens import Lens, guessed

Floats = npt.NDArray[np.float64]
Picture = npt.NDArray[np.uint8]

# Own choices: enough for a stable answer in a minute of work.
FEWEST_VIEWS: Final = 8
ENOUGH_VIEWS: Final = 15
_MOST_VIEWS: Final = 40
_FEWEST_CORNERS: Final = 10
_NEW_PX: Final = 0.04
"""A view counts as new when the board's corners have moved by this share of the picture's width."""
GOOD_PX, USABLE_PX = 0.5, 1.0
"""Fit of a calibration (root mean square, pixels at 1280 of width)."""
_CELLS: Final = 3


class CalibrationError(Exception):
    """The pictures are too few (`few`) or do not fit together; the message is one sentence that says what lacks."""

    def __init__(self, sentence: str, few: bool = False) -> None:
        super().__init__(sentence)
        self.few = few


@dataclass(slots=True)
class Calibration:
    """Gathers views of the board. `covered`: which parts of the picture (3 x 3) the board has been seen in."""

    detector: Detector
    size: tuple[int, int] | None = None
    views: list[tuple[npt.NDArray[np.int64], Floats]] = field(default_factory=list)
    covered: npt.NDArray[np.bool_] = field(default_factory=lambda: np.zeros((_CELLS, _CELLS), dtype=np.bool_))

    def take(self, picture: Picture) -> bool:
        """Look at a picture; True if it is a new view that counts. CalibrationError if its size changes."""
        size = (picture.shape[1], picture.shape[0])
        if self.size is not None and size != self.size:
            raise CalibrationError(f"the pictures change from {self.size} to {size}; use one resolution")
        self.size = size
        seen = self.detector.look(picture, guessed(*size))
        if seen.corners_px is None or seen.corner_ids is None or len(seen.corner_ids) < _FEWEST_CORNERS:
            return False
        if len(self.views) >= _MOST_VIEWS or not self._new(seen.corner_ids, seen.corners_px):
            return False
        self.views.append((seen.corner_ids, seen.corners_px))
        cells = np.floor(seen.corners_px / np.array(size) * _CELLS).astype(int).clip(0, _CELLS - 1)
        self.covered[cells[:, 1], cells[:, 0]] = True
        return True

    @property
    def complete(self) -> bool:
        """Are there enough views, with the board in every part of the picture?"""
        return len(self.views) >= ENOUGH_VIEWS and bool(self.covered.all())

    def _new(self, ids: npt.NDArray[np.int64], px: Floats) -> bool:
        assert self.size is not None
        here = dict(zip(ids.tolist(), px, strict=True))
        for other_ids, other in self.views:
            moved = [
                float(np.hypot(*(here[n] - at))) for n, at in zip(other_ids.tolist(), other, strict=True) if n in here
            ]
            if moved and float(np.mean(moved)) < _NEW_PX * self.size[0]:
                return False
        return True

    def lens(self) -> Lens:
        """The lens that fits all views best; views that fit badly are left out once. CalibrationError."""
        if self.size is None or len(self.views) < FEWEST_VIEWS:
            raise CalibrationError(
                f"{len(self.views)} different views of the board are not enough; show it {FEWEST_VIEWS} times or more, "
                "near and far, turned and in every part of the picture",
                few=True,
            )
        lens, errors = self._fit(self.views)
        limit = max(2.0 * float(np.median(errors)), 0.3)
        kept = [view for view, error in zip(self.views, errors, strict=True) if error <= limit]
        if FEWEST_VIEWS <= len(kept) < len(self.views):
            lens, _ = self._fit(kept)
        return lens

    def _fit(self, views: list[tuple[npt.NDArray[np.int64], Floats]]) -> tuple[Lens, Floats]:
        assert self.size is not None
        corners = np.asarray(self.detector.board.cv.getChessboardCorners(), dtype=np.float32)
        known = [corners[ids].reshape(-1, 1, 3) for ids, _ in views]
        seen = [px.astype(np.float32).reshape(-1, 1, 2) for _, px in views]
        start = guessed(*self.size)
        found = cv2.calibrateCameraExtended(
            known, seen, self.size, start.matrix.copy(), None, flags=cv2.CALIB_USE_INTRINSIC_GUESS
        )
        error, matrix, distortion, errors = found[0], found[1], found[2], found[-1]
        lens = Lens(*self.size, np.asarray(matrix), np.asarray(distortion).ravel()[:5], error_px=float(error))
        return lens, np.asarray(errors, dtype=np.float64).ravel()


def quality(lens: Lens) -> Literal["guess", "good", "usable", "poor"]:
    """good, usable or poor; "guess" for a lens that nobody measured."""
    if lens.guessed or lens.error_px is None:
        return "guess"
    error = lens.error_px * 1280.0 / lens.width
    return "good" if error <= GOOD_PX else "usable" if error <= USABLE_PX else "poor"
