"""Places and lenses to draw the board and the cubes with, and a detector that sees what it is told."""

import cv2
import numpy as np
import numpy.typing as npt

from simulator.ar.detecting import Detector, Seen
from simulator.ar.lens import Lens
from simulator.ar.pose import Pose
from simulator.ar.targets import BOARDS, Board

Floats = npt.NDArray[np.float64]

LENS = Lens(
    1280,
    720,
    np.array([[980.0, 0.0, 645.0], [0.0, 985.0, 352.0], [0.0, 0.0, 1.0]]),
    np.array([0.08, -0.15, 0.001, -0.0008, 0.02]),
)


def turned(vector_deg: tuple[float, float, float]) -> Floats:
    """A rotation by its vector (degrees)."""
    return np.asarray(cv2.Rodrigues(np.radians(np.array(vector_deg)))[0])


def middle(board: Board) -> Floats:
    return np.array([board.size_m[0] / 2, board.size_m[1] / 2, 0.0])


def lying(board: Board, at_m: tuple[float, float, float], vector_deg: tuple[float, float, float]) -> Pose:
    """The board with its middle here, turned so."""
    turn = turned(vector_deg)
    return Pose(np.array(at_m) - turn @ middle(board), turn)


def any_place(
    rng: np.random.Generator, away_m: float, tilt_deg: float = 50.0
) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """A place about so far away in the picture, tilted by up to so much."""
    axis = rng.normal(size=2)
    axis = axis / np.hypot(*axis) * rng.uniform(5.0, tilt_deg)
    at = (rng.uniform(-0.08, 0.08) * away_m, rng.uniform(-0.05, 0.05) * away_m, away_m)
    return at, (float(axis[0]), float(axis[1]), float(rng.uniform(-30.0, 30.0)))


class Told(Detector):
    """Takes the place of a detector: shows what it is told to."""

    def __init__(self) -> None:
        super().__init__(BOARDS["a4"])
        self.next = Seen()

    def look(self, picture: object, lens: object) -> Seen:
        return self.next
