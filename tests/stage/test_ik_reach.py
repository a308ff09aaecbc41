"""Limbs reach their goals; helpers touch what they hold; nobody sinks into the floor."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.paths import assets_dir
from simulator.stage.backbone import LEVEL_COUNT, bend, spread
from simulator.stage.fingers import CURLS
from simulator.stage.grips import frame, grip_name
from simulator.stage.ik import arm, leg, two_bones
from simulator.stage.person import load_person
from simulator.stage.posture import LYING, POSTURES
from simulator.stage.rig import Pose, forward, joint_frame
from simulator.stage.rotations import angle_deg
from simulator.stage.solving import Hand, solve
from simulator.stage.stance import Actor, Place, grounded, lying

STILL = np.zeros((LEVEL_COUNT, 3))
ACTORS = {name: Actor(load_person(assets_dir() / "people" / f"{name}.glb")) for name in ("patient", "leader", "r2")}


def palm(actor: Actor, pose: Pose, side: str) -> tuple[np.ndarray, np.ndarray]:
    """The palm's middle and its normal in the world."""
    rotation, point = joint_frame(actor.rig, pose, f"hand.{side}")
    middle, normal, _ = actor.rig.palms[side]
    return point + rotation @ (middle - actor.rig.at(f"hand.{side}")), rotation @ normal


@given(st.tuples(*[st.floats(-1.0, 1.0)] * 3), st.tuples(*[st.floats(-1.0, 1.0)] * 3), st.floats(0.1, 0.98))
@settings(max_examples=80, deadline=None)
def test_two_bones_keep_their_lengths_and_meet_the_goal(
    way: tuple[float, float, float], pole: tuple[float, float, float], share: float
) -> None:
    rig = ACTORS["leader"].rig
    if np.linalg.norm(way) < 0.1 or np.linalg.norm(np.cross(way, pole)) < 0.05:
        return
    for limb in (arm(rig, "l"), leg("r")):
        first, second = rig.length(limb.upper, limb.lower), rig.length(limb.lower, limb.end)
        root = np.array([0.3, -0.2, 1.0])
        distance = abs(first - second) * 1.05 + 0.001 + share * (first + second - abs(first - second) * 1.06 - 0.002)
        goal = root + distance * np.array(way) / np.linalg.norm(way)
        bent = two_bones(rig, limb, root, goal, np.array(pole))
        np.testing.assert_allclose(bent.end, goal, atol=1e-3)
        assert np.linalg.norm(bent.middle - root) == pytest.approx(first, abs=1e-6)
        assert np.linalg.norm(bent.end - bent.middle) == pytest.approx(second, abs=1e-6)
        np.testing.assert_allclose(
            bent.upper @ (rig.at(limb.lower) - rig.at(limb.upper)), bent.middle - root, atol=1e-9
        )
        ahead = (goal - root) / distance
        aside = (bent.middle - root) - ahead * ((bent.middle - root) @ ahead)
        assert aside @ np.array(pole) >= -1e-9


def test_a_goal_out_of_reach_is_pointed_at() -> None:
    rig = ACTORS["leader"].rig
    limb = arm(rig, "r")
    root, far = np.zeros(3), np.array([0.0, -4.0, 0.0])
    bent = two_bones(rig, limb, root, far, np.array([0.0, 0.0, -1.0]))
    length = rig.length(limb.upper, limb.lower) + rig.length(limb.lower, limb.end)
    assert np.linalg.norm(bent.end) == pytest.approx(length, rel=0.01)
    assert bent.end[1] < -0.98 * length


@pytest.mark.parametrize("posture", POSTURES)
@pytest.mark.parametrize("name", ["leader", "r2"])
def test_postures_stand_on_the_floor(name: str, posture: str) -> None:
    actor = ACTORS[name]
    pose = solve(actor, posture, Place(1.0, -2.0, 30.0))
    assert actor.lowest_m(forward(actor.rig, pose), ()) == pytest.approx(0.0, abs=0.003)


def test_a_place_is_where_the_figure_faces() -> None:
    actor = ACTORS["leader"]
    rotation, point = joint_frame(actor.rig, solve(actor, "standing", Place(2.0, 3.0, 90.0)), "pelvis")
    facing = rotation @ np.array([0.0, -1.0, 0.0])
    assert facing[1] > 0.99
    np.testing.assert_allclose(point[:2], [2.0, 3.0], atol=0.06)


@pytest.mark.parametrize("kind", LYING)
def test_the_patient_lies_on_the_floor(kind: str) -> None:
    actor = ACTORS["patient"]
    pose = lying(actor, kind, STILL, 0.0, (0.0, 0.0, 0.0))
    world = forward(actor.rig, pose)
    for joints in (("head",), ("spine_5", "spine_4"), ("foot.l", "toes.l"), ("foot.r", "toes.r")):
        assert actor.lowest_m(world, joints) == pytest.approx(0.0, abs=0.025), joints
    assert actor.lowest_m(world, ()) > -0.006
    head, left = world[actor.rig.index["head"], :3, 3], world[actor.rig.index["shoulder.l"], :3, 3]
    assert head[0] > 0.5
    assert left[1] < -0.05
    nose_way = world[actor.rig.index["head"], :3, :3] @ np.array([0.0, -1.0, 0.0])
    assert nose_way[2] > 0.9


def test_the_roll_raises_the_left_side() -> None:
    actor = ACTORS["patient"]
    pose = lying(actor, "straight", STILL, 90.0, (0.0, 0.0, 0.1))
    left = joint_frame(actor.rig, pose, "shoulder.l")[1]
    right = joint_frame(actor.rig, pose, "shoulder.r")[1]
    assert left[2] - right[2] > 0.2
    settled = grounded(actor, pose)
    assert actor.lowest_m(forward(actor.rig, settled), ()) == pytest.approx(0.0, abs=1e-5)


def test_level_angles_add_up_to_the_turn_of_the_head() -> None:
    actor = ACTORS["patient"]
    np.testing.assert_allclose(spread(actor.rig).sum(axis=0), 1.0)
    for axis in range(3):
        levels = STILL.copy()
        levels[:8, axis] = 3.0
        turned = np.eye(3)
        for rotation in bend(actor.rig, levels).values():
            turned = turned @ rotation
        assert angle_deg(turned) == pytest.approx(24.0, abs=1e-6)
    with pytest.raises(ValueError, match="25, 3"):
        bend(actor.rig, np.zeros((7, 3)))


def test_bending_to_the_left_brings_the_head_to_the_left() -> None:
    actor = ACTORS["patient"]
    levels = STILL.copy()
    levels[:8, 1] = 4.0
    still, bent = (
        joint_frame(actor.rig, lying(actor, "straight", angles, 0.0, (0.0, 0.0, 0.0)), "head")[1]
        for angles in (STILL, levels)
    )
    assert bent[1] < still[1] - 0.01


HOLDS = [
    ("leader", "kneel-low", Place(1.46, 0.0, 180.0), "head.right", "head.left"),
    ("r2", "kneel-both", Place(-0.14, 0.47, -90.0), "hip.far", "thigh.far"),
    ("r2", "kneel-both", Place(0.36, 0.50, -90.0), "shoulder.far", "trunk.far"),
    ("r2", "kneel-both", Place(-0.62, -0.52, 90.0), "calf.left", "thigh.left"),
]


@pytest.mark.parametrize(("name", "posture", "place", "left", "right"), HOLDS)
def test_palms_lie_on_what_they_hold(name: str, posture: str, place: Place, left: str, right: str) -> None:
    actor, patient = ACTORS[name], ACTORS["patient"]
    frames = patient.grips.frames(lying(patient, "straight", STILL, 0.0, (0.0, 0.0, 0.0)))
    goals = {"l": frames[grip_name(left)], "r": frames[grip_name(right)]}
    pose = solve(actor, posture, place, Hand(goals["l"]), Hand(goals["r"]), look_at=frames["head.chin"][:3, 3])
    for side, goal in goals.items():
        point, normal = palm(actor, pose, side)
        assert np.linalg.norm(point - goal[:3, 3]) < 0.008
        assert normal @ goal[:3, 2] < -0.98
    feet = tuple(f"{part}.{side}" for part in ("toes", "foot", "shin") for side in "lr")
    assert actor.lowest_m(forward(actor.rig, pose), feet) == pytest.approx(0.0, abs=0.004)


def test_grips_lie_on_the_skin_and_look_outwards() -> None:
    patient = ACTORS["patient"]
    pose = lying(patient, "straight", STILL, 40.0, (0.1, 0.2, 0.3))
    points, _ = patient.person.skin.moved(forward(patient.rig, pose))
    for name, grip in patient.grips.frames(pose).items():
        assert np.linalg.norm(points.T - grip[:3, 3], axis=1).min() < 0.02, name
        np.testing.assert_allclose(grip[:3, :3] @ grip[:3, :3].T, np.eye(3), atol=1e-9)
        assert np.linalg.det(grip[:3, :3]) == pytest.approx(1.0)
    still = patient.grips.frames(lying(patient, "straight", STILL, 0.0, (0.0, 0.0, 0.0)))
    assert still["chest"][2, 2] > 0.8
    assert still["back.upper"][2, 2] < -0.8
    assert still["head.left"][1, 2] < -0.8
    assert still["hip.right"][1, 2] > 0.6


def test_aliases_of_grips_follow_the_rescuers_side() -> None:
    assert grip_name("hip.near") == "hip.right"
    assert grip_name("shoulder.far") == "shoulder.left"
    assert grip_name("chest") == "chest"


def test_curls_close_the_hand_step_by_step() -> None:
    actor = ACTORS["leader"]
    rig = actor.rig

    def tip(name: str) -> float:
        pose = actor.base("standing").turned(rig, actor.curls["l", name])
        return float(np.linalg.norm(joint_frame(rig, pose, "middle_3.l")[1] - joint_frame(rig, pose, "hand.l")[1]))

    assert tip("flat") > tip("relaxed") > tip("cupped") > tip("grip") > tip("fist")
    assert set(CURLS) == {name for _, name in actor.curls}


def test_a_frame_lays_the_fingers_into_the_surface() -> None:
    made = frame(np.array([1.0, 2.0, 3.0]), np.array([0.0, 0.0, 2.0]), np.array([1.0, 0.0, 5.0]))
    np.testing.assert_allclose(made[:3, 0], [1.0, 0.0, 0.0], atol=1e-12)
    np.testing.assert_allclose(made[:3, 3], [1.0, 2.0, 3.0])
