"""What is printed has the geometry that is told."""

import cv2
import numpy as np
import pytest

from simulator.ar.targets import BOARDS, EDGE_M, FACES, TOOLS, Board, dictionary


@pytest.mark.parametrize("board", BOARDS.values(), ids=BOARDS)
def test_a_board_lies_on_its_sheet_with_a_margin_that_printers_keep(board: Board) -> None:
    left, top = board.origin_m
    assert left >= 0.008
    assert top >= 0.008
    assert left + board.size_m[0] <= board.page_m[0] - 0.008
    assert top + board.size_m[1] <= board.page_m[1] - 0.015  # the ruler stands below


@pytest.mark.parametrize("board", BOARDS.values(), ids=BOARDS)
def test_a_board_drawn_as_it_is_told_is_the_one_that_is_looked_for(board: Board) -> None:
    picture = cv2.copyMakeBorder(
        cv2.resize(board.modules, None, fx=10, fy=10, interpolation=cv2.INTER_NEAREST), 60, 60, 60, 60,
        cv2.BORDER_CONSTANT, value=255,
    )  # fmt: skip
    points, numbers, _, _ = cv2.aruco.CharucoDetector(board.cv).detectBoard(picture)
    assert len(numbers) == (board.columns - 1) * (board.rows - 1)
    per_m = 10 * board.modules.shape[1] / board.size_m[0]
    known = board.cv.getChessboardCorners()[np.ravel(numbers), :2] * per_m + 59.5
    assert np.abs(points.reshape(-1, 2) - known).max() < 0.1


def test_no_marker_belongs_to_two_things() -> None:
    own = [number for cube in TOOLS.values() for number in cube.corners]
    boards = {int(number) for board in BOARDS.values() for number in np.ravel(board.cv.getIds())}
    assert len(own) == len(set(own)) == 4 * 6 * 4
    assert not boards & set(own)
    assert max(own) < len(dictionary().bytesList)


def test_faces_are_printed_as_they_are_seen_from_outside() -> None:
    for middle, right, down in FACES.values():
        assert np.allclose(np.cross(right, down), -np.array(middle))


def test_markers_lie_on_the_cube_with_white_around_them() -> None:
    for cube in TOOLS.values():
        for face, (middle, _, _) in FACES.items():
            corners = np.concatenate([cube.corners[number] for number in cube.ids(face)])
            assert np.allclose(corners @ np.array(middle), EDGE_M / 2)
            assert np.abs(corners).max(axis=0).max() == pytest.approx(EDGE_M / 2)
            inside = corners[:, np.array(middle) == 0.0]
            assert np.abs(inside).max() <= EDGE_M / 2 - 0.0039
