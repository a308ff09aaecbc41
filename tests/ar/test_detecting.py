"""Where the board and the cubes are found in drawn pictures: the goals at 1280 x 720, and what disturbs."""

import cv2
import numpy as np
import pytest

from simulator.ar.detecting import Detector
from simulator.ar.lens import Lens, guessed
from simulator.ar.picturing import Sight, shot
from simulator.ar.pose import Pose, angle_deg
from simulator.ar.targets import BOARDS, EDGE_M, TOOLS, dictionary
from tests.ar.drawn import LENS, any_place, lying, middle, turned

A4 = BOARDS["a4"]


@pytest.mark.parametrize("name", BOARDS)
def test_the_board_is_found_within_a_millimetre_and_a_fifth_of_a_degree(name: str) -> None:
    board, detector = BOARDS[name], Detector(BOARDS[name])
    rng = np.random.default_rng(3)
    for number in range(12):
        there = lying(board, *any_place(rng, 0.6))
        picture = shot(LENS, (board, there), None, Sight(noise=4.0, blur_px=0.6, seed=number))
        found = detector.look(picture, LENS).board
        assert found is not None
        assert np.linalg.norm(found.point(middle(board)) - there.point(middle(board))) < 0.001
        assert np.linalg.norm(found.position_m - there.position_m) < 0.001
        assert angle_deg(found.turn, there.turn) < 0.2


def test_a_cube_is_found_within_three_millimetres_and_a_degree_whichever_way_it_is_turned() -> None:
    detector, rng = Detector(A4), np.random.default_rng(5)
    for number in range(30):
        there = Pose(
            np.array([rng.uniform(-0.2, 0.2), rng.uniform(-0.1, 0.1), 0.6]), turned(tuple(rng.normal(size=3) * 70))
        )
        name = list(TOOLS)[number % 4]
        seen = detector.look(shot(LENS, None, {name: there}, Sight(noise=4.0, blur_px=0.6, seed=number)), LENS)
        assert not set(seen.tools) - {name}
        poses = [seen.tools[name]] if name in seen.tools else list(seen.doubtful[name])
        nearest = min(poses, key=lambda pose: angle_deg(pose.turn, there.turn))
        assert np.linalg.norm(nearest.position_m - there.position_m) < 0.003
        assert angle_deg(nearest.turn, there.turn) < 1.0


DISTURBED = {
    "dark": Sight(light=0.35, noise=5.0),
    "bright": Sight(light=1.15, noise=3.0),
    "out of focus": Sight(blur_px=2.0, noise=4.0),
    "moving": Sight(moved_px=(7.0, 3.0), noise=4.0),
    "glare": Sight(glare=0.8, noise=4.0),
    "noisy": Sight(noise=14.0),
    "half covered": Sight(noise=4.0, covered=((0.0, 0.0, 0.48, 1.0),)),
}


@pytest.mark.parametrize("sight", DISTURBED.values(), ids=DISTURBED)
def test_what_disturbs_moves_the_board_little(sight: Sight) -> None:
    there = lying(A4, (0.02, 0.0, 0.6), (35.0, 12.0, 8.0))
    found = Detector(A4).look(shot(LENS, (A4, there), None, sight), LENS).board
    assert found is not None
    assert np.linalg.norm(found.point(middle(A4)) - there.point(middle(A4))) < 0.003
    assert angle_deg(found.turn, there.turn) < 0.5


FAR = {
    "A4 at 1.3 m": ("a4", 1.3, 55.0),
    "A3 on the floor at 1.5 m": ("a3", 1.5, 55.0),
    "A4 seen flatly": ("a4", 0.6, 76.0),
}


@pytest.mark.parametrize(("paper", "away_m", "tilt_deg"), FAR.values(), ids=FAR)
def test_a_board_that_is_far_or_flat_is_looked_for_again_finer(paper: str, away_m: float, tilt_deg: float) -> None:
    board = BOARDS[paper]
    there = lying(board, (0.0, 0.0, away_m), (-tilt_deg, 0.0, 0.0))
    picture = shot(LENS, (board, there), None, Sight(noise=3.0, blur_px=0.6))
    found = Detector(board).look(picture, LENS).board
    assert found is not None
    assert np.linalg.norm(found.point(middle(board)) - there.point(middle(board))) < 0.004 * away_m
    assert angle_deg(found.turn, there.turn) < 1.0


@pytest.mark.parametrize(("paper", "other"), [("a4", "a3"), ("a3", "a4")])
def test_a_sheet_of_another_size_is_no_board(paper: str, other: str) -> None:
    for vector_deg in ((-55.0, 0.0, 0.0), (5.0, 3.0, 0.0), (20.0, 10.0, 60.0)):
        there = lying(BOARDS[paper], (0.0, 0.0, 0.65), vector_deg)
        picture = shot(LENS, (BOARDS[paper], there), None, Sight(noise=3.0, blur_px=0.6))
        assert Detector(BOARDS[other]).look(picture, LENS).board is None


def test_board_and_tools_are_found_together_and_by_any_lens() -> None:
    wide = Lens(
        1280, 720, np.array([[620.0, 0, 630.0], [0, 618.0, 366.0], [0, 0, 1]]), np.array([-0.25, 0.07, 0, 0, 0])
    )
    there = lying(A4, (0.0, 0.02, 0.5), (30.0, 0.0, 0.0))
    tools = {"head": Pose(np.array([0.12, -0.1, 0.38]), turned((20.0, 30.0, 0.0)))}
    seen = Detector(A4).look(shot(wide, (A4, there), tools), wide)
    assert seen.board is not None
    assert np.linalg.norm(seen.board.position_m - there.position_m) < 0.001
    assert np.linalg.norm(seen.tools["head"].position_m - tools["head"].position_m) < 0.003


def test_nothing_is_found_where_nothing_is() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (720, 1280, 3), dtype=np.uint8)
    for picture in (shot(LENS), noise, np.zeros((720, 1280), dtype=np.uint8), np.full((4, 4, 3), 200, dtype=np.uint8)):
        seen = Detector(A4).look(picture, guessed(picture.shape[1], picture.shape[0]))
        assert seen.board is None
        assert not seen.tools


def test_a_few_corners_are_not_taken_for_the_board() -> None:
    there = lying(A4, (0.0, 0.0, 0.6), (20.0, 0.0, 0.0))
    picture = shot(LENS, (A4, there))
    picture[:, 420:] = 120
    assert Detector(A4).look(picture, LENS).board is None


def test_the_drawing_of_a_cube_agrees_with_the_lens() -> None:
    """The pictures that the figures come from, looked at without our own detector."""
    there = Pose(np.array([0.1, -0.05, 0.5]), turned((25.0, -30.0, 10.0)))
    picture = shot(LENS, None, {"collar": there}, Sight())
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]) * EDGE_M / 2
    px = cv2.projectPoints(corners, cv2.Rodrigues(there.turn)[0], there.position_m, LENS.matrix, LENS.distortion)[0]
    hull = cv2.convexHull(px.astype(np.float32)).reshape(-1, 2)
    white = np.argwhere(np.abs(picture.max(axis=2).astype(int) - 155) > 40)[:, ::-1].astype(np.float32)
    assert len(white) > 5000
    assert min(cv2.pointPolygonTest(hull, (float(x), float(y)), True) for x, y in white[::7]) > -1.5


@pytest.mark.parametrize("name", BOARDS)
def test_every_marker_of_the_board_and_the_tools_is_known_by_its_number_and_no_other(name: str) -> None:
    """All markers of the dictionary on a page: only the printed ones are taken, each for itself."""
    page = np.full((1120, 1960), 255, np.uint8)
    for number in range(250):
        down, across = divmod(number, 20)
        picture = cv2.aruco.generateImageMarker(dictionary(), number, 56)
        page[40 + 82 * down : 96 + 82 * down, 40 + 95 * across : 96 + 95 * across] = picture
    found = Detector(BOARDS[name])._markers(page)
    own = {number for cube in TOOLS.values() for number in cube.corners} | set(BOARDS[name].cv.getIds().ravel())
    assert set(found) == own
    for number, corners in found.items():
        down, across = divmod(number, 20)
        assert np.allclose(corners.mean(axis=0), (67.5 + 95 * across, 67.5 + 82 * down), atol=0.5)
