"""The guided body: where it lies, how it rolls, and what the head does when nobody carries it."""

from dataclasses import replace

import pytest

from simulator.core.scene import frozen_map
from simulator.core.state import Held, Move, State, at_start
from simulator.core.twin.body import CERVICAL, LEVELS, POSES, GuidedBody, head_drop_deg
from tests.small_scene import SCENE


def rolling(held: bool, previous: str = "straight", current: str = "side") -> State:
    conditions = frozen_map({"by-hand": Held(0.0, "lead")} if held else {})
    return replace(at_start(SCENE), patient=Move(previous, current, 10.0, 4.0), conditions=conditions)


def test_there_is_an_angle_for_each_of_the_25_levels() -> None:
    pose = GuidedBody(SCENE).pose(rolling(held=True), 12.0)
    assert len(pose.levels_deg) == len(LEVELS) == 25
    assert LEVELS[0] == "C0-C1"
    assert LEVELS[-1] == "L5-S1"
    assert CERVICAL[-1] == "C7-T1"


def test_a_roll_begins_at_rest_ends_at_rest_and_never_turns_back() -> None:
    body, state = GuidedBody(SCENE), rolling(held=True)
    rolls = [body.pose(state, 10.0 + 0.1 * step).roll_deg for step in range(41)]
    assert rolls[0] == 0.0
    assert rolls[-1] == POSES["side"].roll_deg
    assert rolls == sorted(rolls)
    assert rolls[1] < rolls[-1] / 40 / 4, "it sets out slowly"


def test_a_carried_head_goes_with_the_trunk() -> None:
    pose = GuidedBody(SCENE).pose(rolling(held=True), 13.0)
    assert pose.head_on_trunk_deg == (0.0, 0.0, 0.0)


def test_a_head_that_nobody_carries_stays_behind_by_the_published_geometry() -> None:
    pose = GuidedBody(SCENE).pose(rolling(held=False), 14.0)
    flexion, bending, turn = pose.head_on_trunk_deg
    assert (flexion, turn) == (0.0, 0.0)
    assert bending == pytest.approx(-head_drop_deg(POSES["side"].roll_deg))
    assert bending < -15.0


@pytest.mark.parametrize(("roll_deg", "raise_cm"), [(0, 1.5), (15, 2.4), (30, 4.8), (45, 7.5), (60, 10.2), (90, 12.5)])
def test_the_drop_of_the_head_follows_the_table_of_the_clinical_reference(roll_deg: float, raise_cm: float) -> None:
    from math import atan2, degrees

    assert head_drop_deg(roll_deg) == pytest.approx(degrees(atan2((raise_cm - 1.5) / 100, 0.25)), abs=0.4)


def test_arms_and_legs_change_their_posture_over_the_whole_way() -> None:
    pose = GuidedBody(SCENE).pose(rolling(held=True, previous="found", current="straight"), 12.0)
    assert (pose.limbs.previous, pose.limbs.current) == ("found", "straight")
    assert pose.limbs.share == pytest.approx(0.5)
