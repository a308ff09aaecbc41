"""The chest under the hands: it gives way and comes up, compressions are counted, and the same hands give the same."""

import numpy as np
import pytest

from simulator.core.twin.chest import PUSH_N, Chest, elastic_n
from simulator.core.twin.compressions import Compression, compressions, rates
from simulator.core.twin.people import Leader
from simulator.core.twin.pressing import Pressing, Rhythm, Rhythmic, rhythm_of
from simulator.core.twin.steering import TICKS_PER_S, HeadInput

EVERY = 2


def given(rhythm: Rhythm, count: int = 10, most_s: float = 20.0) -> tuple[Pressing, tuple[Compression, ...]]:
    """A series in this rhythm, and the compressions found in its samples."""
    going, hands, samples = Pressing(None, 0.0, count), Rhythmic(rhythm), [(0.0, 0.0)]
    tick = 0
    while not going.done and tick < most_s * TICKS_PER_S:
        going.tick(hands.at(0, tick))
        tick += 1
        if tick % EVERY == 0:
            samples.append((tick / TICKS_PER_S, float(going.latest["depth_mm"])))
    return going, compressions(samples)


def test_a_chest_holds_against_what_presses_it_and_comes_up_again() -> None:
    chest = Chest()
    for _ in range(60):
        chest.tick(-0.05)
    assert chest.depth_m == pytest.approx(0.05, abs=0.001)
    assert chest.force_n == pytest.approx(elastic_n(0.05), rel=0.05)
    for _ in range(30):
        chest.tick(0.05)
    assert chest.depth_m < 0.002
    assert chest.force_n == 0.0


def test_hands_are_not_stronger_than_a_body_is_heavy() -> None:
    chest = Chest()
    for _ in range(120):
        chest.tick(-0.5)
    assert elastic_n(chest.depth_m) == pytest.approx(PUSH_N, rel=0.02)
    assert chest.depth_m < 0.075


@pytest.mark.parametrize("rhythm", [Rhythm(), Rhythm(140, 40), Rhythm(85, 65), Rhythm(110, 55, 15)])
def test_what_is_measured_is_what_was_done(rhythm: Rhythm) -> None:
    going, found = given(rhythm)
    found = tuple(one for one in found if one.up)
    assert going.count == len(found) == 10
    depths = [one.depth_mm for one in found]
    assert np.mean(depths) == pytest.approx(rhythm.depth_mm, abs=2.5)
    assert max(depths) <= rhythm.depth_mm + 1.0
    told = [rate for _, rate in rates(found[1:])]
    assert np.mean(told) == pytest.approx(rhythm.per_min, rel=0.01)
    assert np.mean([one.left_mm for one in found[:-1]]) == pytest.approx(rhythm.left_mm, abs=2.0)


def test_a_series_without_a_number_goes_on() -> None:
    going = Pressing(None, 0.0, None)
    for tick in range(600):
        going.tick(Rhythmic(Rhythm()).at(0, tick))
        assert not going.done
    assert going.count > 15


def test_what_does_not_come_up_is_no_compression_yet() -> None:
    samples = [(n / 30, depth) for n, depth in enumerate([0, 20, 50, 50, 50, 47, 50, 52])]
    (one,) = compressions(samples)
    assert not one.up
    assert one.depth_mm == 52


def test_a_small_tremor_counts_for_nothing() -> None:
    samples = [(n / 30, 4.0 * (n % 3)) for n in range(60)]
    assert compressions(samples) == ()


def test_the_rate_is_that_of_several_together() -> None:
    found = [Compression(at_s, 55.0, at_s) for at_s in (0.0, 0.5, 1.0, 1.5, 2.0, 2.6)]
    told = rates(found)
    assert [at_s for at_s, _ in told] == [1.0, 1.5, 2.0, 2.6]
    assert [round(rate) for _, rate in told] == [120, 120, 120, 114]


def test_the_clumsy_press_faster_and_less_deep() -> None:
    skilled, clumsy = rhythm_of(Leader(skill=1.0)), rhythm_of(Leader(skill=0.0))
    assert 100 <= skilled.per_min <= 120
    assert 50 <= skilled.depth_mm <= 60
    assert clumsy.per_min > 120
    assert clumsy.depth_mm < 50


def test_stopped_hands_come_up_and_stay_up() -> None:
    going = Pressing(None, 0.0, 30)
    for _ in range(20):
        going.tick(HeadInput(height_m=-0.05))
    going.stop()
    for _ in range(30):
        going.tick(HeadInput(height_m=-0.05))
    assert going.latest["depth_mm"] < 3.0


def test_good_hands_would_be_somewhere_in_a_good_rhythm() -> None:
    going = Pressing(None, 0.5, 30)
    wanted = []
    for _ in range(240):
        going.tick(HeadInput())
        wanted.append(going.wanted().height_m)
    assert wanted[:29] == [0.0] * 29
    assert min(wanted) == pytest.approx(-0.055, abs=0.001)
    assert max(wanted) == pytest.approx(0.0, abs=1e-6)


def test_the_same_hands_give_the_same_to_the_last_bit() -> None:
    def depths() -> list[float]:
        going, hands = Pressing(None, 0.0, 5), Rhythmic(Rhythm(113, 57, 3))
        told = []
        for tick in range(180):
            going.tick(hands.at(0, tick))
            told.append(float(going.latest["depth_mm"]))
        return told

    assert depths() == depths()
