"""What is printed: a board that lies where the patient lies, and cubes that are tools in the learner's hands.

Lengths in metres. The board's frame: origin at its outer upper left corner as printed, x along its width, y down the
page, z into the table. A cube's frame: origin in its middle; seen squarely from the front, x to the right, y down, z
away from the eye. So a board or a front face that a camera sees squarely and upright stands in the camera's own axes.
"""

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

DICTIONARY: Final = "DICT_5X5_250"
MODULES: Final = 7
"""A marker of this dictionary is so many modules wide, its black border included."""
QUIET: Final = 1
"""White around a marker, in modules."""
MODULE_M: Final = 0.004


def dictionary() -> Any:
    """The codes of all markers."""
    return cv2.aruco.getPredefinedDictionary(getattr(cv2.aruco, DICTIONARY))


@dataclass(frozen=True)
class Board:
    """A ChArUco board on a sheet of paper. `page_m`: width and height of the sheet as it lies before the reader."""

    paper: str
    columns: int
    rows: int
    page_m: tuple[float, float]
    origin_m: tuple[float, float]
    """Where the board's origin lies on the sheet, from its upper left corner."""

    @property
    def marker_m(self) -> float:
        """Edge of a marker."""
        return MODULES * MODULE_M

    @property
    def square_m(self) -> float:
        """Edge of a square."""
        return (MODULES + 2 * QUIET) * MODULE_M

    @property
    def size_m(self) -> tuple[float, float]:
        """Width and height of the board."""
        return self.columns * self.square_m, self.rows * self.square_m

    @cached_property
    def cv(self) -> Any:
        """The board as OpenCV knows it."""
        return cv2.aruco.CharucoBoard((self.columns, self.rows), self.square_m, self.marker_m, dictionary())

    @cached_property
    def modules(self) -> npt.NDArray[np.uint8]:
        """The board as a picture with one pixel a module: 0 black, 255 white."""
        per_square = MODULES + 2 * QUIET
        size = (self.columns * per_square, self.rows * per_square)
        return np.asarray(self.cv.generateImage(size, marginSize=0, borderBits=1), dtype=np.uint8)


# Sheets lie broadside. The A3 board is larger, not finer: its squares are those of the A4 board.
BOARDS: Final = MappingProxyType(
    {
        "a4": Board("a4", 7, 5, (0.297, 0.210), (0.0225, 0.011)),
        "a3": Board("a3", 10, 7, (0.420, 0.297), (0.030, 0.0165)),
    }
)

EDGE_M: Final = 0.060
FACE_MARKER_M: Final = 0.024
"""Each face has two by two markers: the pose of a single one may flip."""
_GAP_M: Final = (EDGE_M - 2 * FACE_MARKER_M) / 3

# For each face: where its middle lies, which way its own right and down point (right x down points inwards). They join
# as a net: left, front, right and back in a row, top above the front and bottom below it.
FACES: Final = MappingProxyType(
    {
        "front": ((0.0, 0.0, -1.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
        "right": ((1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (0.0, 1.0, 0.0)),
        "back": ((0.0, 0.0, 1.0), (-1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
        "left": ((-1.0, 0.0, 0.0), (0.0, 0.0, -1.0), (0.0, 1.0, 0.0)),
        "top": ((0.0, -1.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, -1.0)),
        "bottom": ((0.0, 1.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)),
    }
)
PER_FACE: Final = 4
_FIRST_ID: Final = 40
"""The boards' own markers come before."""


@dataclass(frozen=True)
class Cube:
    """A tool. `first_id` is the number of its first marker: four a face, line by line, in the order of `FACES`."""

    name: str
    first_id: int

    def ids(self, face: str) -> tuple[int, ...]:
        """The markers of a face, line by line."""
        start = self.first_id + PER_FACE * list(FACES).index(face)
        return tuple(range(start, start + PER_FACE))

    @cached_property
    def corners(self) -> dict[int, Floats]:
        """Each marker's corners (4, 3): upper left, upper right, lower right, lower left as printed."""
        found: dict[int, Floats] = {}
        for face, (middle, right, down) in FACES.items():
            m, r, d = (np.array(axis) for axis in (middle, right, down))
            for place, number in enumerate(self.ids(face)):
                row, column = divmod(place, 2)
                x = -EDGE_M / 2 + _GAP_M + column * (FACE_MARKER_M + _GAP_M)
                y = -EDGE_M / 2 + _GAP_M + row * (FACE_MARKER_M + _GAP_M)
                at = [(x, y), (x + FACE_MARKER_M, y), (x + FACE_MARKER_M, y + FACE_MARKER_M), (x, y + FACE_MARKER_M)]
                found[number] = np.array([m * EDGE_M / 2 + r * px + d * py for px, py in at])
        return found

    def face_modules(self, face: str) -> npt.NDArray[np.uint8]:
        """A face as a picture: 0 black, 255 white."""
        per_m = MODULES / FACE_MARKER_M
        scale = 6  # pixels a module: so the gaps are whole pixels too
        size = round(EDGE_M * per_m * scale)
        picture = np.full((size, size), 255, dtype=np.uint8)
        side = MODULES * scale
        gap = round(_GAP_M * per_m * scale)
        for place, number in enumerate(self.ids(face)):
            row, column = divmod(place, 2)
            y, x = gap + row * (side + gap), gap + column * (side + gap)
            picture[y : y + side, x : x + side] = cv2.aruco.generateImageMarker(dictionary(), number, side)
        return picture


TOOLS: Final = MappingProxyType(
    {
        name: Cube(name, _FIRST_ID + number * PER_FACE * len(FACES))
        for number, name in enumerate(("head", "collar", "board", "pointer"))
    }
)
"""The cubes by name."""
