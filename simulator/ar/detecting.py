"""Finds the board and the cubes in one picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from simulator.ar.edges import refined
from simulator.ar.lens import Lens
from simulator.ar.pose import Pose
from simulator.ar.targets import TOOLS, Board, Cube, dictionary

Floats = npt.NDArray[np.float64]
Picture = npt.NDArray[np.uint8]

FEWEST_CORNERS: Final = 6
"""Of the board's inner corners; with fewer, or all on a line, its pose is not trusted (own choice)."""
_WORST_PX: Final = 3.0
"""A pose that misses what was seen by more is none (own choice, at 1280 pixels of width)."""
_AMBIGUOUS: Final = 3.0
"""Of two poses of a flat thing the better must miss by so many times less than the other, or it may be flipped."""
_FLIP_PX: Final = 0.25
"""Below this the worse of the two misses by no more than noise does."""


_QUICK_PX: Final = (13, 13, 4)
_THOROUGH_PX: Final = (7, 31, 12)
"""Windows of the threshold: smallest, largest, step. Each one costs as much as all the rest (12 ms at 1280 x 720)."""
_FEW: Final = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """What one picture shows. `doubtful`: tools seen so flatly that two poses fit alike; `corners_px` (N, 2) are the
    board's inner corners, `corner_ids` (N,) their numbers."""

    board: Pose | None = None
    tools: Mapping[str, Pose] = field(default_factory=dict)
    doubtful: Mapping[str, tuple[Pose, Pose]] = field(default_factory=dict)
    corners_px: Floats | None = None
    corner_ids: npt.NDArray[np.int64] | None = None


def _finder(windows_px: tuple[int, int, int], codes: Any) -> Any:
    marks = cv2.aruco.DetectorParameters()
    marks.adaptiveThreshWinSizeMin, marks.adaptiveThreshWinSizeMax, marks.adaptiveThreshWinSizeStep = windows_px
    marks.minMarkerPerimeterRate = 0.015
    marks.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    return cv2.aruco.ArucoDetector(codes, marks)


def _codes(numbers: Sequence[int]) -> Any:
    """The codes of these markers alone, found by their places in `numbers`. A square is held against each of them in
    all four turns, which with all 250 would take more time than everything else in a picture."""
    whole = dictionary()
    return cv2.aruco.Dictionary(
        np.ascontiguousarray(whole.bytesList[list(numbers)]), whole.markerSize, whole.maxCorrectionBits
    )


class Detector:
    """Looks for one board and the tools in pictures."""

    def __init__(self, board: Board, tools: Mapping[str, Cube] = TOOLS) -> None:
        self.board = board
        self._tools = tools
        self._owner = {number: name for name, cube in tools.items() for number in cube.corners}
        self._markers_of_board = len(board.cv.getIds())
        self._numbers = np.array([*range(self._markers_of_board), *sorted(self._owner)])
        codes = _codes(self._numbers.tolist())
        self._quick, self._thorough = (_finder(windows, codes) for windows in (_QUICK_PX, _THOROUGH_PX))
        self._charuco = cv2.aruco.CharucoDetector(board.cv)

    def look(self, picture: Picture, lens: Lens) -> Seen:
        """Everything that can be trusted in a picture (H, W) or (H, W, 3), which `lens` must fit."""
        grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) if picture.ndim == 3 else picture
        found = self._markers(grey)
        if not found:
            return Seen()
        board, points, numbers = self._board(grey, found, lens)
        if board is None and any(number < self._markers_of_board for number in found):
            found = {**self._small(grey), **found}
            board, points, numbers = self._board(grey, found, lens)
        tools: dict[str, Pose] = {}
        doubtful: dict[str, tuple[Pose, Pose]] = {}
        for name, cube in self._tools.items():
            own = {number: four for number, four in found.items() if self._owner.get(number) == name}
            poses = _cube(cube, own, lens)
            if len(poses) == 1:
                tools[name] = poses[0]
            elif poses:
                doubtful[name] = (poses[0], poses[1])
        return Seen(board, tools, doubtful, points, numbers)

    def _markers(self, grey: Picture) -> dict[int, Floats]:
        """The markers by number; where few are seen it is looked again with more patience."""
        corners, ids, _ = self._quick.detectMarkers(grey)
        if ids is None or len(ids) < _FEW:
            corners, ids, _ = self._thorough.detectMarkers(grey)
        return self._exact(grey, corners, ids)

    def _small(self, grey: Picture) -> dict[int, Floats]:
        """The markers by number in the picture at twice its size: of a board that is far away or seen flatly, whose
        markers' modules are hardly two pixels wide."""
        double = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        corners, ids, _ = self._quick.detectMarkers(double)
        # The middle of the first pixel is 0, so a picture begins half a pixel before it.
        return self._exact(grey, [(np.asarray(four) + 0.5) / 2.0 - 0.5 for four in corners], ids)

    def _exact(self, grey: Picture, corners: Sequence[Any], places: Any) -> dict[int, Floats]:
        """Found markers by number, their corners (4, 2) where the edges cross."""
        if places is None or not len(places):
            return {}
        exact = refined(grey, np.asarray(corners, dtype=np.float64).reshape(-1, 4, 2))
        return dict(zip(self._numbers[np.ravel(places)].tolist(), exact, strict=True))

    def _board(self, grey: Picture, found: Mapping[int, Floats], lens: Lens) -> tuple[Pose | None, Any, Any]:
        own = [number for number in found if number < self._markers_of_board]
        if not own:
            return None, None, None
        corners = [found[number].astype(np.float32).reshape(1, 4, 2) for number in own]
        points, numbers, _, _ = self._charuco.detectBoard(
            grey, markerCorners=corners, markerIds=np.array(own, dtype=np.int32)
        )
        if numbers is None or len(numbers) < FEWEST_CORNERS:
            return None, None, None
        numbers = np.asarray(numbers).ravel()
        points = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        known = np.asarray(self.board.cv.getChessboardCorners(), dtype=np.float64)[numbers]
        if np.linalg.matrix_rank(known[:, :2] - known[0, :2], tol=1e-6) < 2:
            return None, points, numbers
        poses = flat_poses(known, points, lens)
        return (poses[0] if len(poses) == 1 else None), points, numbers


def flat_poses(known_m: Floats, seen_px: Floats, lens: Lens) -> tuple[Pose, ...]:
    """The poses of a flat thing with points (N, 3) seen at (N, 2): one, or two that fit alike, or none."""
    count, turns, places, _ = cv2.solvePnPGeneric(
        known_m, seen_px, lens.matrix, lens.distortion, flags=cv2.SOLVEPNP_IPPE
    )
    poses = [_refined(known_m, seen_px, turns[i], places[i], lens) for i in range(count)]
    trusted = [pose for pose in poses if pose is not None and _trusted(pose, lens)]
    trusted.sort(key=lambda pose: pose.error_px)
    if len(trusted) > 1 and trusted[1].error_px > max(_FLIP_PX, _AMBIGUOUS * trusted[0].error_px):
        trusted = trusted[:1]
    if len(trusted) > 1 and np.allclose(trusted[0].turn, trusted[1].turn, atol=1e-3):
        trusted = trusted[:1]
    return tuple(trusted[:2])


def _cube(cube: Cube, found: Mapping[int, Floats], lens: Lens) -> tuple[Pose, ...]:
    if not found:
        return ()
    known = np.concatenate([cube.corners[number] for number in found])
    seen = np.concatenate([found[number] for number in found])
    if _flat(known):
        middle = known.mean(axis=0)
        # IPPE wants its points in the plane z = 0.
        basis = _plane(known)
        local = (known - middle) @ basis
        local[:, 2] = 0.0
        poses = flat_poses(local, seen, lens)
        return tuple(
            Pose(p.position_m - p.turn @ basis.T @ middle, p.turn @ basis.T, p.error_px, p.points) for p in poses
        )
    count, turns, places, _ = cv2.solvePnPGeneric(known, seen, lens.matrix, lens.distortion, flags=cv2.SOLVEPNP_SQPNP)
    if not count:
        return ()
    pose = _refined(known, seen, turns[0], places[0], lens)
    return (pose,) if pose is not None and _trusted(pose, lens) else ()


def _refined(known: Floats, seen: Floats, turn: Floats, place: Floats, lens: Lens) -> Pose | None:
    turn, place = cv2.solvePnPRefineLM(known, seen, lens.matrix, lens.distortion, turn, place)
    matrix = np.asarray(cv2.Rodrigues(turn)[0], dtype=np.float64)
    place = np.asarray(place, dtype=np.float64).ravel()
    if not np.isfinite(place).all() or not np.isfinite(matrix).all() or place[2] <= 0.0:
        return None
    shown = cv2.projectPoints(known, turn, place, lens.matrix, lens.distortion)[0].reshape(-1, 2)
    error = float(np.sqrt(((shown - seen) ** 2).sum(axis=1).mean()))
    return Pose(place, matrix, error, len(seen))


def _trusted(pose: Pose, lens: Lens) -> bool:
    return pose.error_px <= _WORST_PX * max(1.0, lens.width / 1280.0)


def _flat(known: Floats) -> bool:
    return int(np.linalg.matrix_rank(known - known.mean(axis=0), tol=1e-6)) < 3


def _plane(known: Floats) -> Floats:
    """Axes (3, 3) as columns: two in the plane of the points, the third across it; right-handed."""
    right = known[1] - known[0]
    down = known[3] - known[0]
    right, down = right / np.linalg.norm(right), down / np.linalg.norm(down)
    return np.stack([right, down, np.cross(right, down)], axis=1)
