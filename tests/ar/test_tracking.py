"""From picture to picture: no flips, no trembling, short losses bridged, long ones shown."""

import numpy as np
import pytest

from simulator.ar.detecting import Detector, Seen
from simulator.ar.picturing import Sight, shot
from simulator.ar.pose import Pose, angle_deg
from simulator.ar.targets import BOARDS
from simulator.ar.tracking import BOARD, BRIDGED_S, Chooser, Tracker
from tests.ar.drawn import LENS, Told, lying, turned

A4 = BOARDS["a4"]
PICTURE = np.zeros((720, 1280), dtype=np.uint8)


def tracker() -> tuple[Told, Tracker]:
    told = Told()
    return told, Tracker(told, LENS)


def head(x: float = 0.0, vector: tuple[float, float, float] = (0.0, 0.0, 0.0)) -> Pose:
    return Pose(np.array([x, 0.0, 0.5]), turned(vector))


def test_what_stands_still_does_not_tremble_and_what_moves_is_not_left_behind() -> None:
    told, follows = tracker()
    rng = np.random.default_rng(1)
    still, true = [], head(0.1, (10.0, 20.0, 0.0))
    for number in range(120):
        noisy = Pose(true.position_m + rng.normal(0, 0.0004, 3), turned(tuple(rng.normal(0, 0.15, 3))) @ true.turn)
        told.next = Seen(tools={"head": noisy})
        still.append(follows.follow(PICTURE, number / 30)["head"].pose)
    raw_mm, deg = 0.4, [angle_deg(pose.turn, true.turn) for pose in still[30:]]
    shown_mm = 1e3 * np.std([pose.position_m for pose in still[30:]], axis=0).max()
    assert shown_mm < 0.6 * raw_mm
    assert max(deg) < 0.3
    # Half a metre in a second: it follows by less than two pictures.
    for number in range(30):
        told.next = Seen(tools={"head": head(0.1 + 0.5 * number / 30, (10.0, 20.0, 0.0))})
        shown = follows.follow(PICTURE, 4.0 + number / 30)["head"].pose
    behind_m = 0.1 + 0.5 * 29 / 30 - shown.position_m[0]
    assert 0.0 <= behind_m < 2 * 0.5 / 30


@pytest.mark.parametrize("per_s", [15, 30])
@pytest.mark.parametrize("scale", [1 / 4, 1 / 6])
def test_what_goes_to_and_fro_as_quickly_as_a_chest_is_pressed_keeps_its_whole_way(per_s: int, scale: float) -> None:
    told, follows = tracker()
    way_m = 0.055 * scale
    raw, shown = [], []
    for number in range(4 * per_s):
        share = 0.5 - 0.5 * np.cos(2 * np.pi * 110 / 60 * number / per_s)
        told.next = Seen(tools={"head": head(way_m * share)})
        raw.append(way_m * share)
        shown.append(follows.follow(PICTURE, number / per_s)["head"].pose.position_m[0])
    seen = max(raw[per_s:]) - min(raw[per_s:])
    assert max(shown[per_s:]) - min(shown[per_s:]) > 0.91 * seen


def test_of_two_poses_that_fit_alike_the_one_is_taken_that_was_there_before() -> None:
    chooser = Chooser()
    right, wrong = head(vector=(25.0, 0.0, 0.0)), head(vector=(-25.0, 0.0, 0.0))
    assert not chooser.poses(Seen(doubtful={"head": (wrong, right)}), 0.0)
    chooser.poses(Seen(tools={"head": right}), 0.1)
    assert chooser.poses(Seen(doubtful={"head": (wrong, right)}), 0.2)["head"] is right
    assert not chooser.poses(Seen(doubtful={"head": (wrong, right)}), 2.0)


def test_one_flipped_picture_is_passed_over_and_a_real_jump_is_believed_the_second_time() -> None:
    told, follows = tracker()
    for number in range(10):
        told.next = Seen(tools={"head": head()})
        follows.follow(PICTURE, number / 30)
    told.next = Seen(tools={"head": head(vector=(0.0, 120.0, 0.0))})
    assert angle_deg(follows.follow(PICTURE, 10 / 30)["head"].pose.turn, np.eye(3)) < 1.0
    told.next = Seen(tools={"head": head()})
    assert angle_deg(follows.follow(PICTURE, 11 / 30)["head"].pose.turn, np.eye(3)) < 1.0
    for number in (12, 13):
        told.next = Seen(tools={"head": head(0.4)})
        shown = follows.follow(PICTURE, number / 30)["head"].pose
    assert shown.position_m[0] == pytest.approx(0.4)


def test_a_short_loss_is_bridged_and_a_long_one_is_shown() -> None:
    told, follows = tracker()
    told.next = Seen(tools={"head": head()})
    follows.follow(PICTURE, 0.0)
    told.next = Seen()
    assert follows.follow(PICTURE, 0.2)["head"].unseen_s == pytest.approx(0.2)
    assert "head" not in follows.follow(PICTURE, BRIDGED_S + 0.1)
    told.next = Seen(tools={"head": head(0.3)})
    assert follows.follow(PICTURE, 1.0)["head"].pose.position_m[0] == pytest.approx(0.3)


def test_a_drawn_film_with_bad_pictures_is_followed_without_a_flip() -> None:
    follows = Tracker(Detector(A4), LENS)
    bad = {4: Sight(moved_px=(30.0, 0.0)), 9: Sight(light=0.02), 14: Sight(blur_px=9.0)}
    for number in range(18):
        there = lying(A4, (0.05 - 0.004 * number, 0.0, 0.6), (30.0 + number, 8.0, 2.0 * number))
        sight = bad.get(number, Sight(noise=4.0, seed=number))
        shown = follows.follow(shot(LENS, (A4, there), None, sight), number / 30)[BOARD]
        assert angle_deg(shown.pose.turn, there.turn) < 8.0
        assert np.linalg.norm(shown.pose.position_m - there.position_m) < 0.03
