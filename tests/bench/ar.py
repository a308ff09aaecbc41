"""Augmented reality in figures, on pictures drawn with a known lens and known places: 1280 x 720, blur, noise."""

import sys
import time
from collections.abc import Iterator

import cv2
import numpy as np

from simulator.ar.detecting import Detector, Seen
from simulator.ar.picturing import Sight, shot
from simulator.ar.pose import Pose, angle_deg
from simulator.ar.sources import Picture
from simulator.ar.targets import BOARDS
from simulator.ar.tracking import BOARD, Chooser, Tracker
from tests.ar.drawn import LENS, Told, any_place, lying, turned

A4 = BOARDS["a4"]
AWAY_M = 0.6
PLACES = 60
FLIP_DEG = 30.0
FRAMES = 2000
FPS = 30


def _places() -> Iterator[tuple[Picture, Pose]]:
    """Pictures of the board in any place at `AWAY_M`."""
    rng = np.random.default_rng(7)
    for number in range(PLACES):
        board = lying(A4, *any_place(rng, AWAY_M))
        yield shot(LENS, (A4, board), None, Sight(noise=3.0, blur_px=0.7, seed=number)), board


def _cubes() -> Iterator[tuple[Picture, Pose]]:
    """Pictures of a cube alone, turned any way."""
    rng = np.random.default_rng(11)
    for number in range(PLACES):
        cube = Pose(np.array([*rng.uniform(-0.15, 0.15, 2), AWAY_M]), turned(tuple(rng.uniform(-180, 180, 3))))
        yield shot(LENS, None, {"head": cube}, Sight(noise=3.0, blur_px=0.7, seed=number)), cube


def _moving(count: int) -> Iterator[tuple[Picture, Pose]]:
    """A film: a cube that is turned and carried about, at `FPS`."""
    for number in range(count):
        t = number / FPS
        turn = turned((70.0 * np.sin(0.9 * t), 60.0 * np.sin(0.53 * t + 1.0), 40.0 * np.sin(0.31 * t)))
        place = np.array([0.10 * np.sin(0.7 * t), 0.06 * np.sin(1.1 * t), AWAY_M + 0.1 * np.sin(0.4 * t)])
        cube = Pose(place, turn)
        yield shot(LENS, None, {"head": cube}, Sight(noise=4.0, blur_px=0.8, seed=number)), cube


def main() -> None:
    """Print the table. An argument says how many pictures flips are counted in."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else FRAMES
    cv2.setNumThreads(1)
    detector = Detector(A4)
    detector.look(np.zeros((720, 1280, 3), np.uint8), LENS)
    print(f"{'what':<44} {'median':>8} {'99 %':>8}   wanted")
    _still(detector)
    _flips(detector, count)
    _filter()


def _line(what: str, values: list[float], unit: str, wanted: str) -> None:
    low, high = np.percentile(values, [50, 99])
    print(f"{what:<44} {low:8.2f} {high:8.2f}   {unit}; {wanted}")


def _still(detector: Detector) -> None:
    took: list[float] = []
    mm: list[float] = []
    deg: list[float] = []
    edge: list[float] = []
    unseen = 0
    for picture, board in _places():
        began = time.perf_counter()
        seen = detector.look(picture, LENS)
        took.append(1e3 * (time.perf_counter() - began))
        if seen.board is None:
            unseen += 1
            continue
        mm.append(1e3 * float(np.linalg.norm(seen.board.position_m - board.position_m)))
        deg.append(angle_deg(seen.board.turn, board.turn))
        edge.append(_edge_px(seen.board, board))
    _line(f"board at {AWAY_M} m ({PLACES} places, {unseen} unseen)", mm, "mm", "within 1")
    _line("", deg, "degrees", "within 0.2")
    _line("virtual edge against the printed one", edge, "px", "within 2")
    _cube(detector, took)
    _line("find and place, one core", took, "ms a picture", "under 20")


def _cube(detector: Detector, took: list[float]) -> None:
    mm: list[float] = []
    deg: list[float] = []
    unseen = 0
    for picture, cube in _cubes():
        began = time.perf_counter()
        seen = detector.look(picture, LENS)
        took.append(1e3 * (time.perf_counter() - began))
        found = seen.tools.get("head")
        if found is None:
            unseen += 1
            continue
        mm.append(1e3 * float(np.linalg.norm(found.position_m - cube.position_m)))
        deg.append(angle_deg(found.turn, cube.turn))
    _line(f"cube at {AWAY_M} m ({PLACES} places, {unseen} unseen)", mm, "mm", "within 3")
    _line("", deg, "degrees", "within 1")


def _edge_px(found: Pose, true: Pose) -> float:
    """How far the sheet's outline, drawn where it was found, lies from the printed one at most (px)."""
    (left, top), (wide, high) = A4.origin_m, A4.page_m
    corners = np.array([(x - left, y - top, 0.0) for x in (0.0, wide) for y in (0.0, high)])
    shown, printed = (
        cv2.projectPoints(corners, cv2.Rodrigues(pose.turn)[0], pose.position_m, LENS.matrix, LENS.distortion)[0]
        for pose in (found, true)
    )
    return float(np.linalg.norm(shown - printed, axis=-1).max())


def _flips(detector: Detector, count: int) -> None:
    chooser, flips, unseen = Chooser(), 0, 0
    for number, (picture, cube) in enumerate(_moving(count)):
        found = chooser.poses(detector.look(picture, LENS), number / FPS).get("head")
        unseen += found is None
        flips += found is not None and angle_deg(found.turn, cube.turn) > FLIP_DEG
    print(f"flips of a cube in {count} pictures: {flips} ({unseen} unseen); at most one in 2,000")


def _filter() -> None:
    rng = np.random.default_rng(3)
    told = Told()
    tracker = Tracker(told, LENS)
    picture = np.zeros((720, 1280), np.uint8)

    def shown(at_m: float, number: int) -> float:
        told.next = Seen(board=Pose(np.array([at_m, 0.0, AWAY_M]) + rng.normal(0.0, 3e-4, 3), np.eye(3)))
        return float(tracker.follow(picture, number / FPS)[BOARD].pose.position_m[0])

    still = [shown(0.0, number) for number in range(300)][60:]
    lags = []
    for way in (0.05, 0.2, 0.5):
        ahead = [way * step / FPS - shown(way * step / FPS, 300 + step) for step in range(30)]
        for step in range(30):
            shown(way, 330 + step)
        tracker = Tracker(told, LENS)
        lags.append(f"{1e3 * float(np.median(ahead[15:])) / way:.0f} ms at {way} m/s")
    print(f"filter: trembling of 0.30 mm becomes {1e3 * float(np.std(still)):.2f} mm; lag {', '.join(lags)}")


if __name__ == "__main__":
    main()
