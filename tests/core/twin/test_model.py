"""The model as an anatomist would read it."""

import numpy as np
import pytest

from simulator.core.twin.anatomy import Size
from simulator.core.twin.bodies import between
from simulator.core.twin.body import LEVELS
from simulator.core.twin.course import Course, perform
from simulator.core.twin.following import height
from simulator.core.twin.grips import TECHNIQUES, helpers
from simulator.core.twin.handling import Handling
from simulator.core.twin.model import LEVEL_BODIES, SUPPORTS, Build, build_model
from simulator.core.twin.plans import COMPRESSIONS, PLANS
from simulator.core.twin.poses import LYING_STRAIGHT, body_pose, rotation_vectors_deg
from simulator.core.twin.rotations import from_vector, rotation_vector
from simulator.core.twin.twin import lay_down


def test_every_level_has_three_hinges_and_its_upper_partner() -> None:
    model = build_model(Build())
    assert model.hinge_q.shape == model.hinge_v.shape == (25, 3)
    assert len(set(model.hinge_v.ravel())) == 75
    assert [model.mj.body(int(n)).name for n in model.level_body] == list(LEVEL_BODIES)


@pytest.mark.parametrize("size", [Size(), Size(1.55, 50.0, "woman"), Size(1.9, 120.0)])
def test_the_patient_has_the_wanted_size(size: Size) -> None:
    twin = lay_down(Build(size))
    assert float(twin.model.mj.body_mass.sum()) == pytest.approx(size.mass_kg, rel=0.01)
    crown = twin.frame("head")[0][0] + 0.12 * size.scale
    sole = twin.frame("shank.left")[0][0] - 0.44 * size.scale - 0.05 * size.scale
    assert crown - sole == pytest.approx(size.height_m, rel=0.06)


@pytest.mark.parametrize("support", SUPPORTS)
def test_the_patient_lies_still_and_nearly_straight(support: str) -> None:
    twin = lay_down(Build(support=support), settle_s=2.0)
    assert np.abs(twin.data.qvel).max() < 0.5
    if support != "stretcher":
        assert np.abs(np.degrees(twin.angles_rad)).max() < 6.0
    assert twin.frame("head")[0][0] > 0.5
    assert twin.frame("thigh.left")[0][1] < 0.0 < twin.frame("thigh.right")[0][1]


def test_the_signs_of_the_angles_are_those_of_the_stage() -> None:
    twin = lay_down(Build(), settle_s=0.1)
    model, data = twin.model, twin.data
    row = LEVELS.index("T12-L1")
    start = twin.frame("head")[0]
    for column, axis, sign in ((0, 2, 1.0), (1, 1, -1.0)):  # flexion lifts the head, bending takes it to the left (-y)
        data.qpos[model.hinge_q] = 0.0
        data.qpos[model.hinge_q[row, column]] = 0.2
        twin.refresh()
        assert sign * (twin.frame("head")[0] - start)[axis] > 0.05
    data.qpos[model.hinge_q] = 0.0
    data.qpos[model.hinge_q[row, 2]] = 0.2
    twin.refresh()
    assert twin.frame("head")[1][1, 2] < -0.1  # the face turns to the left (-y)


def test_every_plan_has_its_technique_and_helpers() -> None:
    assert {plan.technique for name, plan in PLANS.items() if name != COMPRESSIONS} == set(TECHNIQUES)
    assert helpers("roll") == ("r1", "r2", "r3")


@pytest.mark.parametrize(("roll", "cm"), [(0, 11.0), (15, 11.8), (30, 13.8), (45, 16.1), (60, 18.2), (90, 20.0)])
def test_shoulders_rise_in_a_roll_as_derived(roll: float, cm: float) -> None:
    assert float(height("shoulders", roll, 1.0)) == pytest.approx(cm / 100, abs=0.001)


def test_an_unknown_support_is_refused() -> None:
    with pytest.raises(ValueError, match="no support"):
        Build(support="water")


def test_cardan_angles_become_rotation_vectors() -> None:
    angles = np.zeros((25, 3))
    angles[0] = (20.0, -15.0, 35.0)
    axes = np.array([[0.0, -1.0, 0.0], [0.0, 0.0, -1.0], [1.0, 0.0, 0.0]])
    whole = np.eye(3)
    for angle, axis in zip(np.radians(angles[0]), axes, strict=True):
        whole = whole @ from_vector(angle * axis)
    assert rotation_vectors_deg(angles)[0] == pytest.approx(axes @ np.degrees(rotation_vector(whole)))
    assert rotation_vectors_deg(angles)[1:] == pytest.approx(0.0)


def test_a_pose_says_how_far_the_body_is_rolled() -> None:
    half = np.radians(35.0)
    turned = np.array([np.cos(half), -np.sin(half), 0.0, 0.0])
    pose = body_pose(np.zeros((25, 3)), np.array([0.1, 0.2, 0.3]), turned, 0.05, LYING_STRAIGHT)
    assert pose.roll_deg == pytest.approx(70.0)
    assert (pose.shift_m, pose.lift_m) == ((0.1, 0.2), 0.05)


def test_every_sample_of_a_track_can_be_drawn() -> None:
    track = perform(Handling("hold", after_s=0.2, hold_s=0.2))
    drawn = [between(track, float(time_s), LYING_STRAIGHT) for time_s in track.time_s]
    assert all(len(pose.levels_deg) == 25 and abs(pose.roll_deg) < 3.0 for pose in drawn)


@pytest.mark.parametrize("turn_deg", [-20.0, 20.0, 35.0])
def test_a_head_may_be_found_turned_and_lies_so(turn_deg: float) -> None:
    twin = lay_down(Build(), neck_turn_deg=turn_deg)
    neck = np.degrees(twin.angles_rad[:8]).sum(axis=0)
    assert neck[2] == pytest.approx(turn_deg, rel=0.12)
    assert np.abs(neck[:2]).max() < 6.0
    assert np.abs(np.degrees(twin.angles_rad[8:])).max() < 6.0
    assert np.abs(twin.data.qvel).max() < 0.5


def test_a_turned_head_is_brought_to_neutral_by_whoever_holds_it() -> None:
    course = Course(Handling("hold", hold_s=3.0), lay_down(Build(), neck_turn_deg=20.0))
    while not course.over:
        course.tick()
    turn = course.track().levels_deg[:, :8, 2].sum(axis=1)
    assert turn[0] == pytest.approx(20.0, abs=2.0)
    assert abs(turn[-1]) < 4.0


def test_two_patients_of_the_same_build_do_not_touch_each_other() -> None:
    one, two = lay_down(Build()), lay_down(Build())
    before = two.data.qpos.copy()
    for _ in range(30):
        one.step(np.array([5.0, 0.0, 0.0]))
    assert (two.data.qpos == before).all()
    assert (lay_down(Build()).data.qpos == before).all()
