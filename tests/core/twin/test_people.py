"""People miss as people do: more when they do the work of several, alike in all directions, less with skill."""

from dataclasses import asdict, replace

import numpy as np
import pytest

from simulator.core.twin.grips import HEAD, SQUEEZES, TECHNIQUES
from simulator.core.twin.hands import take_hold
from simulator.core.twin.model import Build
from simulator.core.twin.people import Leader, Manner, Team, helper_manner, leader_manner
from simulator.core.twin.plans import PLANS
from simulator.core.twin.twin import lay_down


def test_who_does_the_work_of_three_misses_by_three_times_as_much() -> None:
    alone, helped = (helper_manner(team, "r1.left", 4, 3) for team in (Team(present=("r1",)), Team()))
    assert alone.rise_share == pytest.approx(3.0 * helped.rise_share)
    assert alone.rise_m == pytest.approx(3.0 * helped.rise_m)
    assert alone.tempo - 1.0 == pytest.approx(3.0 * (helped.tempo - 1.0))
    assert alone.delay_s == helped.delay_s
    assert helped.rise_share != 0.0


def test_more_helpers_than_are_needed_miss_no_less() -> None:
    many = Team(present=("r1", "r2", "r3", "r4"))
    assert helper_manner(many, "r1.left", 4, 3) == helper_manner(Team(), "r1.left", 4, 3)


@pytest.mark.parametrize("miss", ["rise_share", "aside_share", "turn_share", "nod_share"])
def test_skill_lessens_every_miss_of_the_leader(miss: str) -> None:
    for seed in range(5):
        skilled, layman = (asdict(leader_manner(Leader(skill=skill), seed)) for skill in (1.0, 0.0))
        assert 0.0 < abs(skilled[miss]) < abs(layman[miss])


def test_forearms_along_the_head_hold_its_turn_but_hardly_its_nod() -> None:
    twin = lay_down(Build())
    hands = {name: take_hold(twin.model, twin.data, grips) for name, grips in SQUEEZES.items()}
    assert hands["head"].head_nod == 1.0
    assert hands["trapezius"].head_nod < 0.3
    assert hands["trapezius"].head_gives[2] < hands["head"].head_gives[2]
    assert hands["trapezius"].head_gives[1] == hands["head"].head_gives[1]


def test_the_straddling_helper_lifts_in_the_armpits() -> None:
    held = {body for grip in TECHNIQUES["lift-and-slide"] if grip.person == "r1" for body, _ in grip.on}
    assert held == {"T3", "T4"}
    assert HEAD not in TECHNIQUES["lift-and-slide"]


def slow_or_quick(tempo: float) -> Manner:
    return replace(helper_manner(Team(), "r1.left", 4, 3), delay_s=0.1, tempo=tempo)


@pytest.mark.parametrize("tempo", [0.8, 1.0, 1.2])
def test_all_set_him_down_on_the_word_however_slowly_they_took_him_up(tempo: float) -> None:
    plan, manner = PLANS["flat-lift"], slow_or_quick(tempo)
    assert plan.down_s is not None
    before, after, half, done = (
        plan.share(manner.at(plan.down_s + 0.1 + since_s, plan))
        for since_s in (-0.01, 0.3, 0.5 * tempo * plan.move_s, tempo * plan.move_s)
    )
    assert before == 1.0
    assert after < 1.0
    assert half == pytest.approx(0.5)
    assert done == 0.0


@pytest.mark.parametrize("tempo", [0.6, 1.0, 1.7, 3.0])
def test_nobody_jumps_between_up_and_down(tempo: float) -> None:
    plan, manner = PLANS["flat-lift"], slow_or_quick(tempo)
    shares = [plan.share(manner.at(tick / 60.0, plan)) for tick in range(1500)]
    assert max(shares) == 1.0
    assert shares[-1] == 0.0
    # The quickest moment of a minimum-jerk movement has 1.875 times its mean speed.
    assert np.abs(np.diff(shares)).max() < 1.9 / (60.0 * tempo * plan.move_s)
