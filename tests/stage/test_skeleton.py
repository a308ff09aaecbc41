"""The skeleton on the stage: it bends as the levels say, holds together, and stays inside the patient."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

from simulator.paths import assets_dir
from simulator.stage.backbone import bend
from simulator.stage.bones import SkeletonModel, load_skeleton
from simulator.stage.figure import Figure
from simulator.stage.library import AssetError
from simulator.stage.person import load_person
from simulator.stage.rig import forward, rest_pose
from simulator.stage.rotations import Floats, angle_deg, turn
from simulator.stage.skeleton import Skeleton
from simulator.stage.vertebrae import SoftTissue, drawn_to, segment_frames
from simulator.stage.vertices import positions

RED = (0.9, 0.1, 0.1)


@pytest.fixture(scope="module")
def model() -> SkeletonModel:
    return load_skeleton()


@pytest.fixture
def skeleton(model: SkeletonModel) -> Skeleton:
    return Skeleton(model)


def pelvis(model: SkeletonModel) -> Floats:
    root = np.eye(4)
    root[:3, 3] = model.joints["pelvis"]
    return root


def levels(**rows: tuple[float, float, float]) -> Floats:
    names = load_skeleton().levels
    angles = np.zeros((25, 3))
    for name, row in rows.items():
        angles[names.index(name.replace("_", "-"))] = row
    return angles


def place(skeleton: Skeleton, bone: str) -> Floats:
    """The vertices of a bone in the world (V, 3)."""
    node = skeleton.bones[bone]
    points = positions(node.node().getGeom(0).getVertexData())
    mat = node.getMat(skeleton.root)
    matrix = np.array([[mat.getCell(r, c) for c in range(4)] for r in range(4)])
    return np.asarray(points @ matrix[:3, :3] + matrix[3, :3])


def soft_points(skeleton: Skeleton) -> Floats:
    points = positions(skeleton.soft.node().getGeom(0).getVertexData())
    return np.array(points, dtype=np.float64)


def colours(skeleton: Skeleton, bone: str) -> Floats:
    data = skeleton.bones[bone].node().getGeom(0).getVertexData()
    raw = np.frombuffer(bytes(memoryview(data.getArray(0)).cast("B")), dtype=np.uint8).reshape(-1, 28)
    return raw[:, 24:27].astype(float)


def test_the_whole_column_is_there(model: SkeletonModel) -> None:
    assert model.levels[0] == "C0-C1"
    assert model.levels[7] == "C7-T1"
    assert model.levels[-1] == "L5-S1"
    assert (np.diff(model.centres[:, 2]) < -0.005).all(), "every level lies below the one before"
    names = {bone.name for bone in model.bones}
    assert {*model.segments[1:-1], "skull", "jaw", "sacrum", "pelvis.L", "femur.R", "rib-T12.L"} <= names
    assert sum(part.name.startswith("disc-") for part in model.soft) == 23


def test_it_fits_the_rig_of_the_patient(model: SkeletonModel) -> None:
    rig = load_person(assets_dir() / "people" / "patient.glb").rig
    for joint, rest in model.joints.items():
        assert rig.at(joint) == pytest.approx(rest, abs=1e-4), joint


def test_left_is_left(model: SkeletonModel) -> None:
    for bone in model.bones:
        side = {"L": 1.0, "R": -1.0}.get(bone.name.rpartition(".")[2])
        if side is not None:
            assert side * bone.mesh.vertices[:, 0].mean() > 0.0, bone.name


@pytest.mark.parametrize(
    ("axis", "goes"),
    [(0, (0.0, -1.0)), (1, (1.0, 0.0))],
    ids=["flexion brings the head forward", "lateral bending brings it to the left"],
)
def test_the_head_goes_where_the_angle_says(
    model: SkeletonModel, skeleton: Skeleton, axis: int, goes: tuple[float, float]
) -> None:
    skeleton.pose(np.zeros((25, 3)), pelvis(model))
    before = place(skeleton, "skull").mean(axis=0)
    angles = np.zeros((25, 3))
    angles[:8, axis] = 4.0
    skeleton.pose(angles, pelvis(model))
    shift = (place(skeleton, "skull").mean(axis=0) - before)[:2]
    assert shift @ np.array(goes) > 0.03
    assert abs(shift @ np.array([goes[1], -goes[0]])) < 0.004


def test_turning_brings_the_chin_to_the_left(model: SkeletonModel, skeleton: Skeleton) -> None:
    angles = np.zeros((25, 3))
    angles[1, 2] = 40.0
    skeleton.pose(angles, pelvis(model))
    assert place(skeleton, "jaw")[:, 0].mean() > 0.02
    assert abs(place(skeleton, "C2")[:, 0].mean()) < 0.002


def test_a_level_moves_what_lies_above_and_nothing_below(model: SkeletonModel, skeleton: Skeleton) -> None:
    skeleton.pose(np.zeros((25, 3)), pelvis(model))
    before = {bone: place(skeleton, bone) for bone in ("skull", "C5", "C6", "T4", "rib-T1.L", "pelvis.R")}
    skeleton.pose(levels(C5_C6=(12.0, 0.0, 0.0)), pelvis(model))
    moved = {bone for bone, points in before.items() if np.abs(place(skeleton, bone) - points).max() > 1e-5}
    assert moved == {"skull", "C5"}


def test_bending_does_not_tear_the_column(model: SkeletonModel) -> None:
    angles = np.zeros((25, 3))
    angles[:8] = (30.0 / 8.0, 20.0 / 8.0, 0.0)
    frames = segment_frames(angles, model.centres)
    tissue = SoftTissue(model.soft)
    bent, _ = tissue.bent(frames)
    for row, level in enumerate(model.levels):
        centre = np.append(model.centres[row], 1.0)
        gap = frames[row] @ centre - frames[row + 1] @ centre
        assert np.linalg.norm(gap) < 1e-9, level
    # no edge of discs, cord or breastbone is pulled to more than half as long again, save tiny ones
    edges = tissue.triangles[:, :2].astype(int)
    rest = np.linalg.norm(np.diff(tissue.points[edges], axis=1)[:, 0], axis=1)
    now = np.linalg.norm(np.diff(bent[edges], axis=1)[:, 0], axis=1)
    assert (now - 1.5 * rest).max() < 0.0015


def test_soft_parts_follow_the_bones_that_they_touch(model: SkeletonModel, skeleton: Skeleton) -> None:
    skeleton.pose(np.zeros((25, 3)), pelvis(model))
    rest = soft_points(skeleton)
    skeleton.pose(levels(C5_C6=(12.0, 0.0, 0.0)), pelvis(model))
    moved = np.linalg.norm(soft_points(skeleton) - rest, axis=1)
    tissue = SoftTissue(model.soft)
    assert moved[tissue.rows["disc-C6-C7"]].max() < 1e-6
    assert moved[tissue.rows["disc-C4-C5"]].min() > 0.001
    assert pytest.approx(moved[tissue.rows["sternum"]].max(), abs=1e-6) == 0.0
    cord = moved[tissue.rows["cord"]]
    assert cord.min() < 1e-6 < 0.005 < cord.max()


def test_the_root_carries_everything(model: SkeletonModel, skeleton: Skeleton) -> None:
    skeleton.pose(np.zeros((25, 3)), pelvis(model))
    before = {bone.name: place(skeleton, bone.name) for bone in model.bones}
    root = pelvis(model)
    root[:3, :3] = turn(np.array([1.0, 0.0, 0.0]), -90.0)
    root[:3, 3] = (0.0, 0.0, 0.12)
    skeleton.pose(np.zeros((25, 3)), root)
    for bone, points in before.items():
        wanted = (points - model.joints["pelvis"]) @ root[:3, :3].T + root[:3, 3]
        assert place(skeleton, bone) == pytest.approx(wanted, abs=1e-4), bone


def test_limbs_follow_the_figure(model: SkeletonModel, skeleton: Skeleton) -> None:
    figure = Figure(load_person(assets_dir() / "people" / "patient.glb"))
    rig = figure.person.rig
    knee = {"shin.l": turn(np.array([1.0, 0.0, 0.0]), -60.0)}
    figure.pose(rest_pose(rig).turned(rig, knee))
    skeleton.pose(np.zeros((25, 3)), figure.joint_world("pelvis"), figure.joint_world)
    bone = next(bone for bone in model.bones if bone.name == "shank.L")
    frame = figure.joint_world("shin.l")
    wanted = (bone.mesh.vertices - model.joints["shin.l"]) @ frame[:3, :3].T + frame[:3, 3]
    assert place(skeleton, "shank.L") == pytest.approx(wanted, abs=1e-4)
    assert place(skeleton, "shank.R")[:, 2].min() < 0.1 < 0.2 < place(skeleton, "foot.L")[:, 2].min()


def test_the_skull_stays_in_the_head_however_the_figure_bends(model: SkeletonModel) -> None:
    rig = load_person(assets_dir() / "people" / "patient.glb").rig
    angles = np.full((25, 3), (1.5, 1.0, 2.0))
    world = forward(rig, rest_pose(rig).turned(rig, bend(rig, angles)))
    frames = segment_frames(angles, model.centres)
    targets = []
    for segment, joint in (("T1", "neck_1"), ("C0", "head")):
        back = world[rig.index[joint], :3, 3] - world[0, :3, 3] + rig.heads[0]
        targets.append((model.segments.index(segment), model.joints[joint], back))
    drawn = drawn_to(frames, model.centres, targets)
    head = model.joints["head"]
    assert drawn[0, :3, :3] @ head + drawn[0, :3, 3] == pytest.approx(targets[1][2], abs=1e-9)
    turned = drawn[0, :3, :3].T @ world[rig.index["head"], :3, :3]
    assert angle_deg(turned) < 6.0
    # what the figure's fewer joints leave over opens no gap between two vertebrae
    steps = np.linalg.norm(np.diff(drawn[:, :3, 3] - frames[:, :3, 3], axis=0), axis=1)
    assert steps.max() < 0.004


def test_a_level_takes_a_colour_and_gives_it_back(skeleton: Skeleton) -> None:
    own = colours(skeleton, "C5")
    disc = slice(skeleton._tissue.rows["disc-C5-C6"].start, skeleton._tissue.rows["disc-C5-C6"].stop)
    skeleton.tint("C5-C6", RED)
    reddened = colours(skeleton, "C5")
    assert (reddened[:, 0] - reddened[:, 1]).mean() > (own[:, 0] - own[:, 1]).mean() + 60.0
    assert colours(skeleton, "C4") == pytest.approx(colours(Skeleton(skeleton.model), "C4"))
    soft = (
        np.frombuffer(
            bytes(memoryview(skeleton.soft.node().getGeom(0).getVertexData().getArray(0)).cast("B")), dtype=np.uint8
        )
        .reshape(-1, 28)[disc, 24:27]
        .astype(float)
    )
    assert (soft[:, 0] > 2.5 * soft[:, 1]).all()
    skeleton.tint("C6-C7", RED)
    skeleton.tint("C5-C6", None)
    assert colours(skeleton, "C5") == pytest.approx(own)
    assert (colours(skeleton, "C6")[:, 1] < colours(skeleton, "C6")[:, 0] * 0.8).all()
    with pytest.raises(ValueError, match="C5-C9"):
        skeleton.tint("C5-C9", RED)


def test_an_unchanged_pose_is_not_set_again(model: SkeletonModel, skeleton: Skeleton) -> None:
    angles = levels(C5_C6=(3.0, 1.0, 0.0))
    assert skeleton.pose(angles, pelvis(model))
    assert not skeleton.pose(angles.copy(), pelvis(model))


def test_a_pose_is_quick(model: SkeletonModel, skeleton: Skeleton) -> None:
    root, spent = pelvis(model), []
    for step in range(30):
        angles = np.full((25, 3), 0.05 * step)
        start = perf_counter()
        skeleton.pose(angles, root)
        spent.append(perf_counter() - start)
    assert min(spent) < 0.004


def test_wrong_shapes_and_files_are_refused(model: SkeletonModel, skeleton: Skeleton, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\(25, 3\)"):
        skeleton.pose(np.zeros((24, 3)), pelvis(model))
    with pytest.raises(AssetError, match=r"skeleton\.glb cannot be read"):
        load_skeleton(tmp_path / "skeleton.glb")
    cut = tmp_path / "cut.glb"
    cut.write_bytes((assets_dir() / "skeleton" / "skeleton.glb").read_bytes()[:5000])
    with pytest.raises(AssetError, match=r"cut\.glb is damaged"):
        load_skeleton(cut)
