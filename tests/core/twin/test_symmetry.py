"""Left and right are alike, and the injured level slides as its stiffness says."""

import numpy as np
import pytest

from simulator.core.twin.anatomy import SEVERITIES, Injury
from simulator.core.twin.course import perform
from simulator.core.twin.fixing import Fixing
from simulator.core.twin.handling import Handling, HeadInput
from simulator.core.twin.model import Build
from simulator.core.twin.people import Leader
from simulator.core.twin.plans import Plan

MIRROR = np.array([1.0, -1.0, -1.0])  # flexion stays, bending and turn change sides
NECK = Build(injury=Injury("C5-C6", "unstable"))


@pytest.mark.parametrize("turn_deg", [25.0, 50.0])
def test_a_mirrored_roll_gives_mirrored_angles(turn_deg: float) -> None:
    """The straddling team has a hand on either side alike; without misses only the side of the roll differs."""
    right, left = (
        perform(Handling(Plan("slide", 2.0, turn_deg=turn, miss=0.0), NECK, leader=None))
        for turn in (turn_deg, -turn_deg)
    )
    assert np.abs(right.levels_deg[:, :, 1:]).max() > 3.0
    assert left.levels_deg * MIRROR == pytest.approx(right.levels_deg, abs=0.02)
    assert left.shift_mm * (1.0, -1.0, 1.0) == pytest.approx(right.shift_mm, abs=0.01)
    assert left.axial_n == pytest.approx(right.axial_n, abs=0.5)


def test_mirrored_hands_at_the_head_give_mirrored_angles() -> None:
    right, left = (
        perform(Handling("hold", NECK, Fixing("regular")), [HeadInput(turn_deg=sign * 0.3 * i) for i in range(100)])
        for sign in (1.0, -1.0)
    )
    assert np.abs(right.levels_deg[-1, :8, 2].sum()) > 10.0
    assert left.levels_deg * MIRROR == pytest.approx(right.levels_deg, abs=0.02)


def test_only_an_injured_level_slides_and_more_the_more_it_is_injured() -> None:
    apart = {}
    for severity in SEVERITIES:
        build = Build(injury=Injury("C5-C6", severity))
        track = perform(Handling("hold", build, leader=Leader(skill=1.0, pull_m=0.05)))
        shift = track.shift_mm[track.time_s >= track.word_s, 0]
        apart[severity] = float(shift[-1] - shift[0])
    assert apart["none"] == 0.0
    assert 0.0 < apart["ligament"] < apart["unstable"] < apart["complete"] < 3.0


def test_a_pull_stretches_as_the_stiffness_says() -> None:
    """780 N/mm, eight times softer: some 97 N to a millimetre."""
    track = perform(Handling("hold", NECK, leader=Leader(skill=1.0, pull_m=0.05)))
    start = np.searchsorted(track.time_s, track.word_s)
    force = track.axial_n[-1, track.injured] - track.axial_n[start, track.injured]
    assert force > 30.0
    assert track.shift_mm[-1, 0] - track.shift_mm[start, 0] == pytest.approx(force / (780.0 / 8.0), rel=0.1)


def test_an_unheld_head_shifts_the_injured_level_by_more_than_a_led_one() -> None:
    def across(leader: Leader | None) -> float:
        track = perform(Handling(build=NECK, leader=leader))
        return float(np.ptp(track.shift_mm[track.time_s >= track.word_s], axis=0)[1])

    led, left_behind = across(Leader(skill=1.0)), across(None)
    assert led < 1.0
    assert left_behind > led + 1.0
