"""Measures of a track made by hand."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.core.twin.body import LEVELS
from simulator.core.twin.exposure import instant
from simulator.core.twin.measures import exposures, measure, risks
from simulator.core.twin.plans import PLANS
from simulator.core.twin.track import Track

ROW = LEVELS.index("C5-C6")


def track(flexion_deg: list[float], axial_n: float = 0.0, step_s: float = 0.1) -> Track:
    count = len(flexion_deg)
    levels = np.zeros((count, 25, 3))
    levels[:, ROW, 0] = flexion_deg
    axial = np.zeros((count, 25))
    axial[:, ROW] = axial_n
    eye = np.tile(np.eye(3), (count, 1, 1))
    up = np.tile([0.0, 0.0, 1.0], (count, 1))
    slipping = np.zeros((count, 2), dtype=bool)
    slipping[2:6, 1] = True
    held = np.ones((count, 2), dtype=bool)
    held[-1, 1] = False
    return Track(
        time_s=np.arange(count) * step_s,
        levels_deg=levels,
        root_m=np.zeros((count, 3)),
        root_turn=np.tile([1.0, 0.0, 0.0, 0.0], (count, 1)),
        head_turn=eye,
        chest_turn=eye,
        axial_n=axial,
        hands=("leader.head", "r1.left"),
        hand_n=np.zeros((count, 2, 3)),
        slipping=slipping,
        held=held,
        board_up=up,
        lift_m=np.zeros(count),
        word_s=0.0,
        plan=PLANS["roll-to-side"],
        injured=ROW,
        delay_s={"leader": 0.1, "r1": 0.4, "r2": 0.2},
    )


@pytest.mark.parametrize(
    ("angles", "force", "expected"),
    [
        ((5.0, 3.0, 3.0), 20.0, 0.0),
        ((8.0, 0.0, 0.0), 0.0, 0.5),
        ((0.0, -6.0, 0.0), 0.0, 0.5),
        ((0.0, 0.0, 5.5), 0.0, 0.5),
        ((8.0, 6.0, 0.0), 0.0, 0.75),
        ((0.0, 0.0, 0.0), -60.0, 0.5),
        ((11.0, 0.0, 0.0), 0.0, 1.0),
    ],
)
def test_exposure_follows_its_published_limits(
    angles: tuple[float, float, float], force: float, expected: float
) -> None:
    assert instant(np.array(angles), np.array(force)) == pytest.approx(expected)


def test_peak_range_and_bands() -> None:
    m = measure(track([2.0, 4.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 1.0]))
    assert m.injured.level == "C5-C6"
    assert m.injured.peak_deg[0] == pytest.approx(8.0)
    assert m.injured.range_deg[0] == pytest.approx(9.0)
    assert m.injured.event == pytest.approx(0.5)
    assert m.injured.band == "amber"
    assert not m.injured.excessive


def test_red_for_half_a_second_is_excessive() -> None:
    quick = measure(track([0.0, *[11.0] * 4, *[0.0] * 8])).injured
    slow = measure(track([0.0, *[11.0] * 8, *[0.0] * 8])).injured
    assert quick.band == slow.band == "red"
    assert (quick.excessive, slow.excessive) == (False, True)
    assert slow.red_s == pytest.approx(0.8)


def test_what_else_is_measured() -> None:
    m = measure(track([0.0, 0.0, 12.0, 12.0, 12.0, 12.0, 0.0, 0.0], axial_n=-30.0))
    assert m.start_spread_s == pytest.approx(0.3)
    assert m.slips == ("r1.left",)
    assert m.lost == ("r1.left",)
    assert m.head_trunk_deg[0] == pytest.approx(12.0)
    assert m.over_limit_s == pytest.approx(0.4)
    assert m.injured.axial_n == pytest.approx(-30.0)
    assert m.tilt_deg == pytest.approx(0.0)


def test_a_still_body_has_no_exposure() -> None:
    assert all(e.event == 0.0 and e.band == "green" for e in exposures(track([3.0] * 5)))


@pytest.mark.parametrize(
    ("shift_mm", "expected"),
    [
        ((0.0, 0.9, 0.0), 0.0),
        ((0.0, 0.0, -2.25), 0.5),
        ((0.0, 1.35, 1.8), 0.5),
        ((0.0, 3.6, 0.0), 1.0),
        ((2.0, 0.0, 0.0), 0.5),
        ((-3.0, 0.0, 0.0), 1.0),
    ],
)
def test_a_shift_counts_from_one_millimetre_on(shift_mm: tuple[float, float, float], expected: float) -> None:
    assert instant(np.zeros(3), np.array(0.0), np.array(shift_mm)) == pytest.approx(expected)


def test_a_shift_of_the_injured_neck_counts_and_that_of_a_back_does_not() -> None:
    still = track([0.0] * 6)
    shift = np.zeros((6, 3))
    shift[3:, 1] = 2.25
    shifted = replace(still, shift_mm=shift)
    assert measure(shifted).injured.event == pytest.approx(0.5)
    assert measure(shifted).injured.shift_mm == pytest.approx((0.0, 2.25, 0.0))
    assert measure(shifted).elsewhere.event == 0.0
    back = replace(shifted, injured=20)
    assert measure(back).injured.event == 0.0
    assert risks(still).max() == 0.0
