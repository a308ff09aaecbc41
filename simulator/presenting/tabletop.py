"""The stage on a table: what scale it has there, and how places in front of a camera become places on the stage.

The printed board lies where the patient's hips are, its width along the patient, head to its right; where the learner
works far from him, it lies in the middle between. The stage's axes: x towards the head, y to the patient's right (up
the page), z up from the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.core.scene import Scene

Floats = npt.NDArray[np.float64]

SCALES: Final[Mapping[str, float]] = MappingProxyType({"1:1": 1.0, "1:2": 0.5, "1:4": 0.25, "1:6": 1.0 / 6.0})
"""What a metre of the stage measures on the table or floor."""
TABLE: Final = "1:4"
"""A patient of 1.75 m takes 44 cm of an ordinary table."""
WIDE: Final = "1:6"
"""What a scene needs whose board does not lie at the patient's hips: about 80 cm of a table."""

_PATIENT_M: Final = 1.0
_FAR_M: Final = 2.0
"""A patient reaches so far to each side of his hips, and who works farther from them is far from him (own choice)."""


def middle_m(scene: Scene) -> tuple[float, float]:
    """Where on the stage (x, y in m) the printed board lies, so that everybody is seen."""
    told = (rule.show.people.get(scene.learner) for rule in scene.actions.values())
    worked_at = sorted({stance.at for stance in told if stance is not None and stance.at})
    spots = [(scene.stations[name].x_m, scene.stations[name].y_m) for name in worked_at]
    if max((float(np.hypot(*spot)) for spot in spots), default=0.0) <= _FAR_M:
        return 0.0, 0.0
    everywhere = [(-_PATIENT_M, 0.0), (_PATIENT_M, 0.0), *((at.x_m, at.y_m) for at in scene.stations.values())]
    x_m, y_m = (0.5 * (np.min(everywhere, axis=0) + np.max(everywhere, axis=0))).tolist()
    return x_m, y_m


# The stage's axes in the board's frame (x along the width, y down the page, z into the table), as columns.
_AXES: Final = np.diag([1.0, -1.0, -1.0])


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A place (3,) in metres and directions of a thing's own axes as columns (3, 3), on the stage."""

    place_m: Floats
    turn: Floats


@dataclass(frozen=True, slots=True)
class Tabletop:
    """The stage around the middle of a board of this size (m), at a scale. The board lies at `middle_m` on it."""

    board_m: tuple[float, float]
    scale: float = SCALES[TABLE]
    middle_m: tuple[float, float] = (0.0, 0.0)

    def on_stage(self, board: Placed, thing: Placed) -> Placed:
        """A thing seen by a camera (places and directions in the camera's frame), on the stage."""
        in_board = board.turn.T @ (thing.place_m - board.place_m)
        return Placed(self._place(in_board), _AXES.T @ board.turn.T @ thing.turn)

    def camera(self, board: Placed) -> Placed:
        """Where the camera itself stands on the stage; its axes are x right, y down, z forward."""
        return self.on_stage(board, Placed(np.zeros(3), np.eye(3)))

    def before_camera(self, board: Placed, thing: Placed) -> Placed:
        """The other way round: a thing on the stage, in the camera's frame."""
        in_board = _AXES @ (thing.place_m - self._at_m) * self.scale + self._middle
        return Placed(board.place_m + board.turn @ in_board, board.turn @ _AXES @ thing.turn)

    @property
    def _middle(self) -> Floats:
        return np.array([self.board_m[0] / 2.0, self.board_m[1] / 2.0, 0.0])

    def _place(self, in_board: Floats) -> Floats:
        return np.asarray(_AXES.T @ (in_board - self._middle) / self.scale + self._at_m)

    @property
    def _at_m(self) -> Floats:
        return np.array([*self.middle_m, 0.0])
