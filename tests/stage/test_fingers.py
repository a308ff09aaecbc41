"""Fingers: a pinch brings the tips of thumb and index to the place, whoever's hand it is."""

import numpy as np
import pytest

from simulator.core.scene import OwnPlace, Stance, Station
from simulator.paths import assets_dir
from simulator.stage.casting import Part
from simulator.stage.fingers import CURLS, FINGERS
from simulator.stage.person import load_person
from simulator.stage.places import own
from simulator.stage.rig import Pose, forward
from simulator.stage.rotations import Floats
from simulator.stage.stance import Actor

STANCE = Stance("here", left="tool", right="tool")
HERE = Station(0.0, 0.0, 0.0, "standing")


def tip(actor: Actor, pose: Pose, finger: str, side: str) -> Floats:
    rig, row = actor.rig, actor.rig.index[f"{finger}_3.{side}"]
    joint = forward(rig, pose)[row]
    return np.asarray(joint[:3, 3] + joint[:3, :3] @ (rig.tails[row] - rig.heads[row]))


@pytest.mark.parametrize("side", ["l", "r"])
@pytest.mark.parametrize("figure", ["nurse", "leader", "r3"])
def test_in_a_pinch_thumb_and_index_meet_at_the_place(figure: str, side: str) -> None:
    actor = Actor(load_person(assets_dir() / "people" / f"{figure}.glb"))
    across = 0.15 if side == "l" else -0.15
    place = own(OwnPlace((0.42, across, 1.0), 0.0, fingers="pinch"), {})
    assert place is not None
    grips = {"tool": place}
    pinched = Part(actor, {"here": HERE}, fingers={"tool": "pinch"}).pose(STANCE, grips.get)
    index, thumb = (tip(actor, pinched, finger, side) for finger in ("index", "thumb"))
    assert np.linalg.norm(index - thumb) < 0.02
    assert np.linalg.norm(0.5 * (index + thumb) - place[:3, 3]) < 0.005
    softly = Part(actor, {"here": HERE}).pose(STANCE, grips.get)
    index, thumb = (tip(actor, softly, finger, side) for finger in ("index", "thumb"))
    assert np.linalg.norm(index - thumb) > 0.05


def test_every_way_to_hold_the_fingers_says_all_of_them() -> None:
    assert {len(bends) for bends in CURLS.values()} == {len(FINGERS) + 1}
