"""A watched camera: odd pictures, films that end, calibrations that do not fit, and what is seen in strange prints."""

import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import cv2
import numpy as np
import pytest

from simulator.app.at_table import TROUBLES
from simulator.ar.detecting import Detector
from simulator.ar.following import WIDEST_PX, Follower, Surveyor, reduced
from simulator.ar.lens import Lens, guessed
from simulator.ar.picturing import Sight, shot
from simulator.ar.sources import Frame, SourceError, Wanted, _coloured, frames
from simulator.ar.targets import BOARDS
from simulator.ar.tracking import BOARD, Tracked
from simulator.ar.watching import Watcher
from tests.ar.drawn import LENS, any_place, lying

A4 = BOARDS["a4"]
ODD = [(1, 1, 3), (2, 3000, 3), (3000, 2, 3), (10, 10, 3), (720, 1280, 4), (720, 1280), (2160, 7680, 3)]


def wait_for(watcher: Watcher) -> None:
    until = time.monotonic() + 20.0
    while not watcher.over:
        assert time.monotonic() < until, "the watcher does not come to its end"
        time.sleep(0.01)


@pytest.mark.parametrize("shape", ODD)
def test_a_picture_of_any_shape_is_looked_at(shape: tuple[int, ...]) -> None:
    follow = Follower(A4, guessed)
    assert not follow(Frame(0, 0.0, np.full(shape, 128, np.uint8)))
    assert follow.lens is not None
    assert max(follow.lens.width, follow.lens.height) <= WIDEST_PX


def test_a_picture_that_is_too_large_is_made_smaller_and_the_board_is_still_found() -> None:
    lies = lying(A4, (0.0, 0.0, 0.5), (30.0, 0.0, 0.0))
    large = cv2.resize(shot(LENS, (A4, lies)), (5120, 2880))
    assert reduced(np.asarray(large, np.uint8)).shape == (1440, 2560, 3)
    follow = Follower(A4, lambda width, height: LENS.scaled(width, height))
    found = follow(Frame(0, 0.0, np.asarray(large, np.uint8)))[BOARD].pose
    assert np.linalg.norm(found.position_m - lies.position_m) < 2e-3


@pytest.mark.parametrize(("shape", "kind"), [((4, 6), np.uint8), ((4, 6, 1), np.uint8), ((4, 6, 4), np.uint8)])
def test_what_a_driver_gives_becomes_a_picture_in_colours(shape: tuple[int, ...], kind: type) -> None:
    made = _coloured(np.full(shape, 77, kind))
    assert made.shape == (4, 6, 3)
    assert (made == 77).all()
    assert (_coloured(np.full(shape, 77 * 256, np.uint16)) == 77).all()


def test_a_film_ends_with_its_last_picture_and_one_that_opencv_refuses_is_passed_over(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def pictures(_: Wanted) -> Iterator[Frame]:
        yield Frame(0, 0.0, np.zeros((0, 0, 3), np.uint8))
        yield Frame(1, 0.01, np.zeros((720, 1280, 3), np.uint8))
        yield Frame(2, 0.15, shot(LENS, (A4, lying(A4, (0.0, 0.0, 0.5), (20.0, 0.0, 0.0)))))

    follower = Follower(A4, lambda width, height: LENS.scaled(width, height))

    def follow(frame: Frame) -> Mapping[str, Tracked]:
        if frame.number == 1:
            cv2.cvtColor(frame.picture[..., :2], cv2.COLOR_BGR2GRAY)  # has two channels: refused
        return follower(frame)

    watcher = Watcher(pictures, follow, of_camera=False)
    wait_for(watcher)
    assert watcher.trouble is None
    assert watcher.sighting is not None
    assert watcher.sighting.frame.number == 2
    assert BOARD in watcher.sighting.things
    assert ["passed over" in record.message for record in caplog.records] == [True]
    caplog.clear()


def test_a_lens_that_does_not_fit_ends_the_watching_with_its_sentence() -> None:
    def lens_of(width: int, height: int) -> Lens:
        raise SourceError("the calibration is for other pictures.")

    picture = np.zeros((48, 64, 3), np.uint8)
    watcher = Watcher(lambda _: iter([Frame(0, 0.0, picture)]), Follower(A4, lens_of), of_camera=True)
    wait_for(watcher)
    assert str(watcher.trouble) == "the calibration is for other pictures."


def test_a_camera_that_is_not_there_is_one_sentence_and_closing_does_not_wait_for_a_film() -> None:
    gone = Watcher(lambda _: frames("no such camera"), Follower(A4, guessed), of_camera=True)
    wait_for(gone)
    assert gone.trouble is not None
    assert gone.trouble.kind in TROUBLES
    assert str(gone.trouble).startswith("There is no file and no camera 'no such camera'")
    picture = np.zeros((48, 64, 3), np.uint8)
    slow = Watcher(lambda _: iter([Frame(0, 30.0, picture)]), Follower(A4, guessed), of_camera=False)
    began = time.monotonic()
    slow.close()
    assert time.monotonic() - began < 1.0


class Live:
    """A camera that gives a picture every hundredth of a second, and counts which ones were looked at."""

    def __init__(self) -> None:
        self.began_s = time.monotonic()
        self.given, self.looked = 0, 0

    def age_s(self, frame: Frame) -> float:
        return time.monotonic() - self.began_s - frame.at_s

    def pictures(self, wanted: Wanted) -> Iterator[Frame]:
        while True:
            time.sleep(0.01)
            if wanted():
                self.given += 1
                yield Frame(self.given, time.monotonic() - self.began_s, np.zeros((4, 6, 3), np.uint8))

    def follow(self, frame: Frame) -> Mapping[str, Tracked]:
        self.looked += 1
        time.sleep(0.005)
        return {}


def test_no_more_pictures_are_looked_at_than_are_asked_for_and_those_are_new() -> None:
    live = Live()
    watcher = Watcher(live.pictures, live.follow, of_camera=True)
    ages, asked = [], 0
    while asked < 10:  # as a window that draws eight pictures a second
        time.sleep(0.12)
        sighting = watcher.sighting
        assert sighting is not None
        ages.append(live.age_s(sighting.frame))
        asked += 1
    took_s = time.monotonic() - live.began_s
    watcher.close()
    assert live.looked < 0.25 * took_s / 0.015, "most pictures should have been passed over"
    assert live.given < 0.7 * took_s / 0.01, "most of these should not have been decoded"
    assert sorted(ages)[len(ages) // 2] < 0.1, "what is shown should be newer than the picture shown before"


def test_who_asks_without_pause_gets_every_picture_there_is_time_for() -> None:
    live = Live()
    watcher = Watcher(live.pictures, live.follow, of_camera=True)
    seen = set()
    while time.monotonic() - live.began_s < 0.6:
        time.sleep(0.002)
        if watcher.sighting is not None:
            seen.add(watcher.sighting.frame.number)
    watcher.close()
    assert len(seen) >= 12
    assert len(seen) >= live.looked - 2


def test_what_nobody_asks_for_is_still_renewed_now_and_then() -> None:
    live = Live()
    watcher = Watcher(live.pictures, live.follow, of_camera=True)
    time.sleep(0.7)
    assert watcher.sighting is not None
    assert live.age_s(watcher.sighting.frame) < 0.35
    watcher.close()
    assert 2 <= live.looked <= 9


def test_a_spoilt_picture_in_a_folder_is_left_out_with_its_number(tmp_path: Path) -> None:
    for number in range(3):
        cv2.imwrite(str(tmp_path / f"{number}.png"), np.full((8, 8, 3), number, np.uint8))
    (tmp_path / "1.png").write_bytes(b"spoilt")
    assert [frame.number for frame in frames(str(tmp_path))] == [0, 2]
    for file in tmp_path.iterdir():
        file.write_bytes(b"spoilt")
    with pytest.raises(SourceError, match=r"2\.png: this is no picture"):
        list(frames(str(tmp_path)))


def test_two_boards_are_never_taken_for_one_in_between() -> None:
    rng = np.random.default_rng(5)
    detector = Detector(A4)
    for number in range(6):
        both = [lying(A4, (x, 0.0, 0.7), tuple(rng.uniform(-20, 20, 3))) for x in (-0.17, 0.17)]
        picture = shot(LENS, (A4, both[0]), None, Sight(noise=2.0, seed=number))
        picture[:, 640:] = shot(LENS, (A4, both[1]), None, Sight(noise=2.0, seed=number))[:, 640:]
        found = detector.look(picture, LENS).board
        away = [np.linalg.norm(found.position_m - one.position_m) for one in both] if found is not None else [0.0]
        assert min(away) < 0.005


def test_a_mirrored_print_and_other_markers_are_no_board() -> None:
    detector = Detector(A4)
    picture = shot(LENS, (A4, lying(A4, (0.0, 0.0, 0.5), (20.0, 10.0, 0.0))))
    seen = detector.look(np.ascontiguousarray(picture[:, ::-1]), LENS)
    assert seen.board is None
    assert not seen.tools
    for name in ("DICT_4X4_250", "DICT_6X6_250", "DICT_APRILTAG_36h11"):
        marks = cv2.aruco.getPredefinedDictionary(getattr(cv2.aruco, name))
        other = cv2.aruco.CharucoBoard((7, 5), 0.036, 0.028, marks).generateImage((1000, 700))
        page = np.full((720, 1280), 180, np.uint8)
        page[10:710, 140:1140] = other
        seen = detector.look(page, LENS)
        assert seen.board is None, name
        assert not seen.tools, name


def test_a_surveyed_camera_is_known_when_every_part_was_seen() -> None:
    surveyor = Surveyor(A4)
    rng = np.random.default_rng(2)
    for number in range(60):
        if surveyor.lens is not None:
            break
        (_, _, away), tilt = any_place(rng, rng.uniform(0.35, 0.6), 35.0)
        down, across = divmod(number % 9, 3)
        at = ((across - 1) * 0.42 * away, (down - 1) * 0.22 * away, away)
        surveyor(Frame(number, number / 10, shot(LENS, (A4, lying(A4, at, tilt)), None, Sight(noise=2.0, seed=number))))
    assert surveyor.trouble is None
    assert surveyor.lens is not None, surveyor.views.covered
    assert surveyor.complete
    assert surveyor.lens.matrix[0, 0] == pytest.approx(LENS.matrix[0, 0], rel=0.01)


def test_too_few_views_are_said_when_the_survey_is_ended() -> None:
    surveyor = Surveyor(A4)
    surveyor(Frame(0, 0.0, shot(LENS, (A4, lying(A4, (0.0, 0.0, 0.5), (20.0, 0.0, 0.0))))))
    surveyor.finish()
    assert surveyor.lens is None
    assert str(surveyor.trouble).startswith("1 different views")
    assert not surveyor.working
