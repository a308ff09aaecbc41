"""A scoop comes under him from both sides: a small turn for each half, and a rigid bed afterwards."""

from functools import cache

import numpy as np
import pytest

from simulator.core.twin.anatomy import Injury
from simulator.core.twin.course import perform
from simulator.core.twin.fixing import Fixing
from simulator.core.twin.grips import TECHNIQUES, helpers
from simulator.core.twin.handling import Handling
from simulator.core.twin.measures import measure
from simulator.core.twin.model import BOARD_M, Build
from simulator.core.twin.people import Leader
from simulator.core.twin.track import Track
from simulator.core.twin.twin import lay_down

NECK = Build(injury=Injury("C5-C6", "unstable"))
SIDES = ("tilt-right", "tilt-left")


@cache
def moved(plan: str, leader: Leader | None = Leader(1.0), seed: int = 0) -> Track:  # noqa: B008 - a frozen value
    return perform(Handling(plan, NECK, Fixing("regular"), leader=leader, seed=seed))


def roll_deg(track: Track) -> np.ndarray:
    return np.degrees(2.0 * np.arctan2(track.root_turn[:, 1], track.root_turn[:, 0]))


@pytest.mark.parametrize(("plan", "sign"), [("tilt-right", 1.0), ("tilt-left", -1.0)])
def test_he_is_turned_a_little_and_laid_down_again(plan: str, sign: float) -> None:
    roll = -sign * roll_deg(moved(plan))  # onto the right side turns about -x
    assert 8.0 < roll.max() < 15.0
    assert abs(roll[-1]) < 2.0


def test_the_other_side_is_the_mirror_image() -> None:
    assert helpers("tilt-right") == ("r1", "r2")
    assert helpers("tilt-left") == ("r3", "r4")
    right = {(body.split(".")[0], x, -y, z) for grip in TECHNIQUES["tilt-right"] for body, (x, y, z) in grip.on}
    assert right == {(body.split(".")[0], x, y, z) for grip in TECHNIQUES["tilt-left"] for body, (x, y, z) in grip.on}
    assert all("right" in body for grip in TECHNIQUES["tilt-left"] for body, _ in grip.on if "thigh" in body)


@pytest.mark.parametrize("plan", SIDES)
def test_a_small_turn_moves_the_neck_less_than_a_roll(plan: str) -> None:
    """As in cadavers, where the log roll moved C5-C6 most in every direction (Del Rossi 2010; no figures given)."""
    small, rolled = measure(moved(plan)).injured.range_deg, measure(moved("roll-to-side")).injured.range_deg
    assert all(a < b for a, b in zip(small, rolled, strict=True))


@pytest.mark.parametrize("plan", SIDES)
def test_half_onto_the_side_is_as_bad_as_a_roll_for_a_head_that_nobody_holds(plan: str) -> None:
    far, small = (measure(moved(name, None)).injured for name in (f"{plan}-far", plan))
    assert far.mean > 0.4 > 0.2 > small.mean
    assert small.mean > measure(moved(plan)).injured.mean + 0.02


def test_he_lies_on_both_halves_and_is_carried_level() -> None:
    build = Build(injury=NECK.injury, support="scoop")
    lies, board = lay_down(build), lay_down(Build(injury=NECK.injury, support="board"))
    pelvis = lies.model.body("pelvis")
    assert lies.model.ground_m == BOARD_M[2]
    assert abs(lies.data.xpos[pelvis][2] - board.data.xpos[pelvis][2]) < 0.01  # the gap lets nothing through
    carried = measure(perform(Handling("carry", build, Fixing("regular", ("chest", "pelvis", "legs", "head")))))
    assert carried.tilt_deg < 6.0
    assert carried.injured.mean < 0.1
