"""Calibration files, and calibration from drawn views."""

import json
from pathlib import Path

import numpy as np
import pytest

from simulator.ar.calibrating import Calibration, CalibrationError, quality
from simulator.ar.detecting import Detector
from simulator.ar.lens import LensError, guessed, read
from simulator.ar.picturing import Sight, shot
from simulator.ar.targets import BOARDS
from tests.ar.drawn import LENS, lying

A4 = BOARDS["a4"]


def test_a_camera_is_calibrated_from_views_of_the_board() -> None:
    gathered, rng = Calibration(Detector(A4)), np.random.default_rng(2)
    for number in range(14):
        at = (rng.uniform(-0.18, 0.18), rng.uniform(-0.1, 0.1), rng.uniform(0.35, 0.6))
        there = lying(A4, at, tuple(rng.uniform(-30.0, 30.0, 3)))
        gathered.take(shot(LENS, (A4, there), None, Sight(noise=4.0, blur_px=0.6, seed=number)))
    lens = gathered.lens()
    assert lens.matrix[0, 0] == pytest.approx(LENS.matrix[0, 0], rel=0.005)
    assert lens.matrix[1, 1] == pytest.approx(LENS.matrix[1, 1], rel=0.005)
    assert np.abs(lens.matrix[:2, 2] - LENS.matrix[:2, 2]).max() < 5.0
    assert quality(lens) == "good"
    assert not lens.guessed


def test_the_same_view_counts_once_and_too_few_are_not_enough() -> None:
    gathered = Calibration(Detector(A4))
    picture = shot(LENS, (A4, lying(A4, (0.0, 0.0, 0.5), (20.0, 0.0, 0.0))))
    assert gathered.take(picture)
    assert not gathered.take(picture)
    assert not gathered.take(shot(LENS))
    with pytest.raises(CalibrationError, match="1 different views"):
        gathered.lens()
    with pytest.raises(CalibrationError, match="one resolution"):
        gathered.take(picture[::2, ::2])


def test_a_lens_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "lens.json"
    file.write_text(json.dumps(LENS.plain))
    again = read(file)
    assert np.array_equal(again.matrix, LENS.matrix)
    assert np.array_equal(again.distortion, LENS.distortion)
    assert quality(again) == "guess"
    assert guessed(640, 480).guessed


def test_a_smaller_picture_has_the_same_lens_and_another_shape_is_refused() -> None:
    half = LENS.scaled(640, 360)
    point = np.array([0.1, -0.05, 0.7])
    whole_px, half_px = LENS.matrix @ point / 0.7, half.matrix @ point / 0.7
    assert np.allclose((whole_px[:2] + 0.5) / 2 - 0.5, half_px[:2])
    with pytest.raises(LensError, match="640 x 480"):
        LENS.scaled(640, 480)


GOOD = {"width": 1280, "height": 720, "camera_matrix": np.eye(3).tolist(), "distortion": [0, 0, 0, 0, 0]}
BROKEN = {
    "no JSON": ("{", "not JSON"),
    "a list": ("[]", "a mapping"),
    "no size": (json.dumps({**GOOD, "width": "wide"}), "whole numbers"),
    "true": (json.dumps({**GOOD, "height": True}), "whole numbers"),
    "a short matrix": (json.dumps({**GOOD, "camera_matrix": [[1, 0], [0, 1]]}), "three rows"),
    "words": (json.dumps({**GOOD, "camera_matrix": "none"}), "must be numbers"),
    "no focal length": (json.dumps({**GOOD, "camera_matrix": np.zeros((3, 3)).tolist()}), "above 0"),
    "odd distortion": (json.dumps({**GOOD, "distortion": [1, 2, 3]}), "4, 5, 8, 12 or 14"),
    "not a number": (json.dumps({**GOOD, "distortion": [float("nan")] * 5}), "4, 5, 8, 12 or 14"),
}


@pytest.mark.parametrize(("text", "words"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_calibration_is_told_in_one_sentence(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "lens.json"
    file.write_text(text)
    with pytest.raises(LensError, match=words):
        read(file)
    with pytest.raises(LensError, match="cannot be read"):
        read(tmp_path / "none.json")
