"""The stage over a camera's picture: where the board lies, the patient lies."""

from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from simulator.app.theatre import Theatre
from simulator.ar.lens import Lens
from simulator.ar.pose import Pose
from simulator.ar.targets import EDGE_M, Board
from simulator.ar.tracking import BOARD, Tracked
from simulator.presenting.frames import Frame
from simulator.presenting.tabletop import Placed, Tabletop, middle_m
from simulator.stage.augmented import Background, Eye, Windows, mat

Picture = npt.NDArray[np.uint8]

_MAT_M = (1.15, 0.55)
"""Half the ground sheet under the patient, on the stage (own choice): he lies on it with room at the sides."""
_EDGE_M = 0.06
"""It reaches over the printed sheet by so much."""


class Augmented:
    """Draws a theatre's stage over pictures of one camera. Close it, and the stage is a room again."""

    def __init__(
        self, theatre: Theatre, board: Board, lens: Lens, scale: float, size_px: tuple[int, int] | None = None
    ) -> None:
        """`size_px`: of the composed pictures, the camera's own where it is left out."""
        middle = middle_m(theatre.scene)
        self.table = Tabletop(board.size_m, scale, middle)
        self.lens = lens
        self._theatre = theatre
        self._renderer = theatre.view.renderer
        self._before = self._renderer.size_px
        self._background = Background(self._renderer)
        self._windows = Windows(self._renderer)
        # Where the board does not lie under the patient the sheet reaches as far to its other side.
        own = [half + abs(away) for half, away in zip(_MAT_M, middle, strict=True)]
        half = [max(reach, 0.5 * page / scale + _EDGE_M) for reach, page in zip(own, board.page_m, strict=True)]
        self._mat = mat(half[0], half[1])
        self._mat.setPos(*middle, 0.0)
        self._mat.reparentTo(self._renderer.scene)
        theatre.show_room(False)
        theatre.view.aimed_by = self._look
        self._board: Pose | None = None
        self.resize(*(size_px or (lens.width, lens.height)))

    def resize(self, width_px: int, height_px: int) -> None:
        """Compose pictures of this size: the camera's picture fills them and is cut off evenly where it is too long."""
        self._renderer.resize(width_px, height_px)
        self._size_px = self._renderer.size_px
        self._straight = _Straightener(self.lens, self._size_px)

    @property
    def seen(self) -> bool:
        """Has the board been seen yet?"""
        return self._board is not None

    def show(self, picture: Picture, board: Pose | None) -> None:
        """Lay this picture (H, W, 3, BGR) behind the stage; where the board is not seen it stays where it was."""
        self._board = board or self._board
        if self._board is None:
            self._renderer.scene.hide()
        else:
            self._renderer.scene.show()
        self._background.show(self._straight(picture))

    def cut_out(self, cubes: Mapping[str, Placed]) -> None:
        """Let these cubes be seen in the camera's picture where they stand before the patient."""
        seen = {name: (cube.place_m, cube.turn) for name, cube in cubes.items()}
        self._windows.show(seen, EDGE_M / self.table.scale)

    def compose(self, picture: Picture, board: Pose | None) -> Frame:
        """The stage over this picture."""
        self.show(picture, board)
        self._look()
        return self._renderer.draw()

    def _look(self) -> None:
        """See the stage as the camera does; as long as the board was not seen there is nothing to see."""
        if self._board is not None:
            camera = self.table.camera(placed(self._board))
            self._background.look(Eye(self._straight.matrix, self._size_px, camera.place_m, camera.turn))

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
        self._theatre.view.aimed_by = None
        self._renderer.scene.show()
        self._background.close()
        self._windows.close()
        self._mat.removeNode()
        self._theatre.show_room(True)
        self._renderer.resize(*self._before)


class _Straightener:
    """Takes the lens's distortion out of pictures and lets them fill others; the map is worked out once.

    `matrix` is the lens of the pictures that come out.
    """

    def __init__(self, lens: Lens, size_px: tuple[int, int]) -> None:
        times = max(size_px[0] / lens.width, size_px[1] / lens.height)
        self.matrix = np.diag([times, times, 1.0]) @ lens.matrix
        # The middle of the first pixel is 0, so a picture begins half a pixel before it.
        for axis, (wide, own) in enumerate(zip(size_px, (lens.width, lens.height), strict=True)):
            self.matrix[axis, 2] += 0.5 * (times - 1.0) + 0.5 * (wide - times * own)
        self._size = (lens.width, lens.height)
        self._maps: tuple[Any, Any] | None = None
        if np.any(lens.distortion) or size_px != self._size:
            self._maps = cv2.initUndistortRectifyMap(
                lens.matrix, lens.distortion, None, self.matrix, size_px, cv2.CV_16SC2
            )

    def __call__(self, picture: Picture) -> Picture:
        if (picture.shape[1], picture.shape[0]) != self._size:
            picture = np.asarray(cv2.resize(picture, self._size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        if self._maps is None:
            return picture
        return np.asarray(cv2.remap(picture, *self._maps, cv2.INTER_LINEAR), dtype=np.uint8)


def placed(pose: Pose) -> Placed:
    """A pose before the camera, as place and directions."""
    return Placed(pose.position_m, pose.turn)
