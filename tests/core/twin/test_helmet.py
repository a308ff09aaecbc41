"""A helmet comes off a head: what holds, tilts, turns and drops shows in the neck."""

from functools import cache

import numpy as np
import pytest

from simulator.core.twin.anatomy import Injury
from simulator.core.twin.course import Course
from simulator.core.twin.fixing import Fixing
from simulator.core.twin.handling import Handling, HeadInput
from simulator.core.twin.helmet import BACK_M, NOSE_M, needed_m
from simulator.core.twin.measures import HandlingMeasures, measure
from simulator.core.twin.model import Build
from simulator.core.twin.people import Leader, Team
from simulator.core.twin.plans import PLANS
from simulator.core.twin.twin import Twin, lay_down

NECK = Build(injury=Injury("C5-C6", "unstable"))
HELD = Team(present=("r1",))
TEAMS = {"held": HELD, "alone": Team(present=()), "at the jaw": Team(present=("r1",), lets_go_s={"r1.right": 0.0})}
SKILLED = Leader(1.0)


def _went(
    twin: Twin, plan: str, team: Team, leader: Leader = SKILLED, hands: HeadInput | None = None
) -> HandlingMeasures:
    course = Course(Handling(plan, NECK, twin.fixing, team, leader), twin)
    while not course.over:
        course.tick(hands)
    return measure(course.track())


@cache
def removed(
    loosen: str = "loosen-helmet", off: str = "slide-helmet-off", first: str = "held", then: str = "held"
) -> tuple[HandlingMeasures, HandlingMeasures]:
    """Both ways of a removal, each with one of `TEAMS`."""
    twin = lay_down(NECK, Fixing(helmet=True))
    return _went(twin, loosen, TEAMS[first]), _went(twin, off, TEAMS[then])


def _largest(found: HandlingMeasures) -> float:
    return max(found.head_trunk_deg)


def test_a_head_in_a_helmet_lies_raised_and_bent_forward() -> None:
    bare, worn = lay_down(NECK), lay_down(NECK, Fixing(helmet=True))
    head = worn.model.body("head")
    assert 0.6 * BACK_M < worn.data.xipos[head][2] - bare.data.xipos[head][2] <= BACK_M
    flexion = np.degrees(worn.angles_rad[:8, 0].sum() - bare.angles_rad[:8, 0].sum())
    assert 2.0 < flexion < 10.0


def test_a_skilled_pair_moves_the_neck_little() -> None:
    for found in removed():
        assert _largest(found) < 2.0
        assert found.injured.mean < 0.02
        assert not found.slips
        assert not found.lost


def test_without_a_tilt_the_nose_catches() -> None:
    tilted, straight = removed()[0], removed("loosen-helmet-straight")[0]
    assert straight.injured.axial_n > 2.0 * tilted.injured.axial_n
    assert straight.injured.mean > tilted.injured.mean + 0.02


def test_turning_it_turns_the_head() -> None:
    along, twisted = removed(), removed("loosen-helmet-twisting", "slide-helmet-off-twisting")
    for straight, turned in zip(along, twisted, strict=True):
        assert turned.head_trunk_range_deg[2] > 8.0
        assert turned.head_trunk_range_deg[2] > 5.0 * straight.head_trunk_range_deg[2]


def test_a_head_that_nobody_holds_drops_by_the_shell() -> None:
    held, dropped = removed()[1], removed(first="alone", then="alone")[1]
    assert dropped.head_trunk_range_deg[0] > 3.5
    assert dropped.head_trunk_range_deg[0] > 4.0 * held.head_trunk_range_deg[0]


def test_without_a_hand_under_the_occiput_it_sinks() -> None:
    held, sunk = removed()[1], removed(then="at the jaw")[1]
    assert sunk.lost == ("r1.right",)
    assert sunk.head_trunk_range_deg[0] > 3.0 > held.head_trunk_range_deg[0]


def test_the_helmet_is_off_at_the_end_and_not_before() -> None:
    twin = lay_down(NECK, Fixing(helmet=True))
    worn = []
    for plan in ("loosen-helmet", "slide-helmet-off"):
        _went(twin, plan, HELD)
        worn.append((twin.fixing.helmet, twin.shell is not None))
    assert worn == [(True, True), (False, False)]


@pytest.mark.parametrize(
    "hands", [HeadInput(height_m=0.06), HeadInput(pull_m=0.05), HeadInput(turn_deg=30.0)], ids=["up", "pull", "turn"]
)
def test_the_learners_hands_matter(hands: HeadInput) -> None:
    still, moved = (lay_down(NECK, Fixing(helmet=True)) for _ in range(2))
    calm, rough = (
        _went(still, "slide-helmet-off", HELD, hands=HeadInput()),
        _went(moved, "slide-helmet-off", HELD, hands=hands),
    )
    assert max(rough.head_trunk_deg) > max(calm.head_trunk_deg) + 0.2


def test_the_tilt_that_is_wanted_passes_the_nose() -> None:
    plan = PLANS["loosen-helmet"]
    assert needed_m(plan, 0.5) == pytest.approx(NOSE_M)
    assert needed_m(plan, 0.0) == needed_m(PLANS["slide-helmet-off"], 0.5) == 0.0
    twin = lay_down(NECK, Fixing(helmet=True))
    course = Course(Handling("loosen-helmet", NECK, twin.fixing, HELD, SKILLED), twin)
    wanted = []
    while not course.over:
        course.tick(course.wanted())
        wanted.append(course.wanted().height_m)
    assert max(wanted) == pytest.approx(NOSE_M, abs=0.001)
    assert wanted[-1] < 0.001
