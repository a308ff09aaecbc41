"""Rig, skin and rotations, on the people that ship."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.paths import assets_dir
from simulator.stage.person import MATERIALS, Person, PersonFileError, load_person
from simulator.stage.rig import blend, forward, joint_frame, rest_pose
from simulator.stage.rotations import (
    angle_deg,
    between,
    from_vectors,
    matrices,
    quaternions,
    slerp,
    turn,
    twist_deg,
)

CAST = ("patient", "leader", "r1", "r2", "r3", "r4", "nurse", "ward-colleague")


@pytest.fixture(scope="module", params=CAST)
def person(request: pytest.FixtureRequest) -> Person:
    return load_person(assets_dir() / "people" / f"{request.param}.glb")


def test_person_faces_minus_y_with_the_left_side_at_plus_x(person: Person) -> None:
    rig = person.rig
    assert rig.at("hand.l")[0] > 0.2 > -0.2 > rig.at("hand.r")[0]
    assert rig.at("head")[2] > rig.at("pelvis")[2] > rig.at("foot.l")[2]
    assert rig.at("toes.l")[1] < rig.at("foot.l")[1]


def test_parents_come_before_their_children(person: Person) -> None:
    assert person.rig.parents[0] == -1
    assert all(parent < row for row, parent in enumerate(person.rig.parents))


def test_weights_add_up_and_all_materials_are_there(person: Person) -> None:
    np.testing.assert_allclose(person.weights.sum(axis=1), 1.0, atol=1e-3)
    assert tuple(mesh.material for mesh in person.meshes) == MATERIALS
    for mesh in person.meshes:
        assert mesh.faces.min() >= 0
        assert mesh.faces.max() < mesh.rows.stop - mesh.rows.start


def test_people_have_the_height_of_grown_ups(person: Person) -> None:
    height = person.points[:, 2].max() - person.points[:, 2].min()
    assert 1.60 < height < 1.96


def test_rest_pose_leaves_the_skin_where_it_is(person: Person) -> None:
    points, normals = person.skin.moved(forward(person.rig, rest_pose(person.rig)))
    np.testing.assert_allclose(points.T, person.points, atol=2e-6)
    np.testing.assert_allclose(normals.T, person.normals, atol=1e-4)


def test_a_bent_elbow_moves_the_hand_and_nothing_else(person: Person) -> None:
    rig = person.rig
    pose = rest_pose(rig).turned(rig, {"forearm.l": turn(np.array([0.0, 0.0, 1.0]), 60.0)})
    points, _ = person.skin.moved(forward(rig, pose))
    shift = np.linalg.norm(points.T - person.points, axis=1)
    fingers = [rig.index[name] for name in rig.names if name.startswith("index") and name.endswith(".l")]
    on_finger = (person.weights * np.isin(person.joints, fingers)).sum(axis=1) > 0.99
    right = person.points[:, 0] < -0.05
    assert shift[on_finger].min() > 0.1
    assert shift[right].max() < 1e-6


def test_a_joint_alone_is_where_the_whole_rig_puts_it(person: Person) -> None:
    rig = person.rig
    pose = rest_pose(rig).turned(rig, {"spine_3": turn(np.array([1.0, 0.2, 0.0]), 40.0)})
    world = forward(rig, pose)
    for name in ("pelvis", "hand.r", "head"):
        rotation, point = joint_frame(rig, pose, name)
        np.testing.assert_allclose(rotation, world[rig.index[name], :3, :3], atol=1e-12)
        np.testing.assert_allclose(point, world[rig.index[name], :3, 3], atol=1e-12)


def test_a_damaged_or_missing_file_is_one_sentence(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("people")
    with pytest.raises(PersonFileError, match=r"nobody\.glb is missing"):
        load_person(folder / "nobody.glb")
    whole = (assets_dir() / "people" / "r1.glb").read_bytes()
    for size in (0, 10, 600, len(whole) // 2):
        (folder / "cut.glb").write_bytes(whole[:size])
        with pytest.raises(PersonFileError, match="damaged"):
            load_person(folder / "cut.glb")


def test_blending_ends_at_both_poses_and_turns_evenly() -> None:
    rig = load_person(assets_dir() / "people" / "r1.glb").rig
    a = rest_pose(rig)
    b = a.turned(rig, {"head": turn(np.array([0.0, 0.0, 1.0]), 60.0)})
    assert blend(a, b, 0.0) is a
    assert blend(a, b, 1.0) is b
    quarter = blend(a, b, 0.25).turns[rig.index["head"]]
    assert angle_deg(quarter) == pytest.approx(15.0, abs=1e-6)


def test_rotations_agree_with_each_other() -> None:
    dice = np.random.default_rng(4)
    many = from_vectors(dice.normal(size=(200, 3)) * 70.0)
    np.testing.assert_allclose(matrices(quaternions(many)), many, atol=1e-12)
    np.testing.assert_allclose(np.linalg.det(many), 1.0, atol=1e-12)
    np.testing.assert_allclose(slerp(many, many[::-1], 0.0), many, atol=1e-9)
    np.testing.assert_allclose(slerp(many, many[::-1], 1.0), many[::-1], atol=1e-9)
    for axis in np.eye(3):
        assert twist_deg(turn(axis, 130.0), axis) == pytest.approx(130.0)
        assert twist_deg(turn(axis, -130.0), axis) == pytest.approx(-130.0)
    a, b = np.array([1.0, 2.0, 0.5]), np.array([-1.0, -2.0, -0.5])
    np.testing.assert_allclose(between(a, b) @ a, b, atol=1e-9)
