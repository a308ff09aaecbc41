"""The stage over a camera's picture: where the board lies, the patient lies."""

from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from simulator.app.theatre import Theatre
from simulator.ar.lens import Lens
from simulator.ar.pose import Pose
from simulator.ar.targets import Board
from simulator.ar.tracking import BOARD, Tracked
from simulator.presenting.frames import Frame
from simulator.presenting.tabletop import Placed, Tabletop
from simulator.stage.augmented import Background, Eye, mat

Picture = npt.NDArray[np.uint8]

_MAT_M = (1.15, 0.55)
"""Half the ground sheet under the patient, on the stage (own choice): he lies on it with room at the sides."""
_EDGE_M = 0.06
"""It reaches over the printed sheet by so much."""


class Augmented:
    """Draws a theatre's stage over pictures of one camera. Close it, and the stage is a room again."""

    def __init__(self, theatre: Theatre, board: Board, lens: Lens, scale: float) -> None:
        self.table = Tabletop(board.size_m, scale)
        self.lens = lens
        self._theatre = theatre
        self._straight = _Straightener(lens)
        self._renderer = theatre.view.renderer
        self._before = self._renderer.size_px
        self._renderer.resize(lens.width, lens.height)
        self._background = Background(self._renderer)
        half = [max(own, 0.5 * page / scale + _EDGE_M) for own, page in zip(_MAT_M, board.page_m, strict=True)]
        self._mat = mat(half[0], half[1])
        self._mat.reparentTo(self._renderer.scene)
        theatre.show_room(False)
        self._eye: Eye | None = None

    def compose(self, picture: Picture, board: Pose | None) -> Frame:
        """The stage over this picture (H, W, 3, BGR); where the board is not seen it stays where it was."""
        if board is not None:
            camera = self.table.camera(placed(board))
            self._eye = Eye(self.lens.matrix, (self.lens.width, self.lens.height), camera.place_m, camera.turn)
        scene = self._renderer.scene
        if self._eye is None:
            scene.hide()
        else:
            scene.show()
        self._background.show(self._straight(picture), self._eye)
        return self._renderer.draw()

    def tools(self, things: Mapping[str, Tracked]) -> dict[str, Placed]:
        """The cubes on the stage, as far as board and cube are seen."""
        board = things.get(BOARD)
        if board is None:
            return {}
        return {
            name: self.table.on_stage(placed(board.pose), placed(thing.pose))
            for name, thing in things.items()
            if name != BOARD
        }

    def close(self) -> None:
        """Give the stage its room and its own view back."""
        self._renderer.scene.show()
        self._background.close()
        self._mat.removeNode()
        self._theatre.show_room(True)
        self._renderer.resize(*self._before)


class _Straightener:
    """Takes the lens's distortion out of pictures; the map is worked out once."""

    def __init__(self, lens: Lens) -> None:
        self._maps: tuple[Any, Any] | None = None
        if np.any(lens.distortion):
            size = (lens.width, lens.height)
            self._maps = cv2.initUndistortRectifyMap(
                lens.matrix, lens.distortion, None, lens.matrix, size, cv2.CV_16SC2
            )

    def __call__(self, picture: Picture) -> Picture:
        if self._maps is None:
            return picture
        return np.asarray(cv2.remap(picture, *self._maps, cv2.INTER_LINEAR), dtype=np.uint8)


def placed(pose: Pose) -> Placed:
    """A pose before the camera, as place and directions."""
    return Placed(pose.position_m, pose.turn)
