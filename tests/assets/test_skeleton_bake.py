"""The skeleton's recipe: its operations on surfaces, and that baking again gives the file that ships."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import trimesh

from assets.recipes.skeleton.carriers import joint_of, segment_of
from assets.recipes.skeleton.limbs import stretch
from assets.recipes.skeleton.shade import occlusion
from assets.recipes.skeleton.soft import blended
from assets.recipes.skeleton.source import SEGMENTS, models_folder
from assets.recipes.skeleton.surface import (
    Surface,
    components,
    joined,
    normals,
    open_rim,
    smoothly_split,
    thinned_to,
    welded,
)
from simulator.paths import assets_dir

SKELETON = assets_dir() / "skeleton" / "skeleton.glb"
SOURCES = os.environ.get("MANIKIN_SOURCES", "")


def ball(radius_m: float = 0.05, x_m: float = 0.0) -> Surface:
    mesh = trimesh.creation.icosphere(subdivisions=3, radius=radius_m)
    return Surface(mesh.vertices + np.array([x_m, 0.0, 0.0]), np.asarray(mesh.faces, dtype=np.int64))


def volume(surface: Surface) -> float:
    corners = surface.vertices[surface.faces]
    return float(np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])).sum() / 6.0)


def test_welding_joins_the_corners_of_loose_triangles() -> None:
    whole = ball()
    loose = whole.vertices[whole.faces].reshape(-1, 3)
    again = welded(loose, np.arange(len(loose)).reshape(-1, 3))
    assert len(again.vertices) == len(whole.vertices)
    assert len(open_rim(again)) == 0


def test_pieces_are_told_apart_and_slivers_left_out() -> None:
    sliver = Surface(np.eye(3), np.array([[0, 1, 2]]))
    found = components(joined([ball(), sliver, ball(x_m=0.3)]), smallest=2)
    assert [len(piece.faces) for piece in found] == [len(ball().faces)] * 2
    assert found[1].vertices[:, 0].min() > 0.2


def test_splitting_keeps_a_closed_surface_closed_and_facing_outward() -> None:
    split = smoothly_split(ball())
    assert len(split.faces) == 4 * len(ball().faces)
    assert len(open_rim(split)) == 0
    assert np.einsum("ij,ij->i", normals(split), split.vertices).min() > 0.0


def test_thinning_keeps_the_budget_and_the_volume() -> None:
    coarse = thinned_to(ball(), 300)
    assert len(coarse.faces) <= 300
    assert volume(coarse) == pytest.approx(volume(ball()), rel=0.06)


def test_mirroring_turns_the_triangles_round() -> None:
    mirrored = ball(x_m=0.2).moved(np.diag([-1.0, 1.0, 1.0, 1.0]))
    assert volume(mirrored) == pytest.approx(volume(ball()))
    assert mirrored.vertices[:, 0].max() < 0.0


def test_a_bone_is_stretched_from_joint_to_joint_about_its_hinge() -> None:
    x = np.array([1.0, 0.0, 0.0])
    start, end = np.array([0.2, 1.0, 0.1]), np.array([0.5, 0.7, 0.2])
    matrix = stretch((np.zeros(3), np.array([0.0, -0.4, 0.0]), x), (start, end, x), across=1.0)
    assert matrix @ [0.0, 0.0, 0.0, 1.0] == pytest.approx([*start, 1.0])
    assert matrix @ [0.0, -0.4, 0.0, 1.0] == pytest.approx([*end, 1.0])
    hinge = matrix[:3, :3] @ x
    assert np.linalg.norm(hinge) == pytest.approx(1.0)
    assert hinge @ (end - start) == pytest.approx(0.0, abs=1e-9)
    assert np.linalg.det(matrix[:3, :3]) > 0.0


def test_what_lies_between_two_bones_is_darker() -> None:
    left, right = occlusion([ball(0.05), ball(0.05, 0.105)])
    facing = left[ball().vertices[:, 0] > 0.048].mean()
    turned_away = left[ball().vertices[:, 0] < -0.048].mean()
    assert facing > turned_away + 0.2
    assert right.max() <= 1.0


def test_the_cord_is_firm_at_a_vertebra_and_passes_over_between() -> None:
    segments, weights = blended(np.array([-0.8, 3.0, 3.5, 25.9]))
    assert segments.tolist() == [[0, 1], [3, 4], [3, 4], [24, 25]]
    assert weights == pytest.approx(np.array([[1.0, 0.0], [1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]))


@pytest.mark.parametrize(
    ("bone", "segment", "joint"),
    [
        ("skull", "C0", None),
        ("C5", "C5", None),
        ("rib-T7.L", "T7", None),
        ("pelvis.R", "S1", None),
        ("humerus.L", "T4", "upper_arm.l"),
        ("finger1-3.R", "T4", "thumb_3.r"),
        ("shank.R", "S1", "shin.r"),
    ],
)
def test_every_bone_has_its_carrier(bone: str, segment: str, joint: str | None) -> None:
    assert (segment_of(bone), joint_of(bone)) == (segment, joint)
    assert segment in SEGMENTS


def test_a_missing_source_says_what_to_unpack(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"unpack the wheel myo-sim 0\.2\.4"):
        models_folder(tmp_path)


def test_the_file_keeps_its_budget() -> None:
    scene = trimesh.load(SKELETON, process=False)
    assert SKELETON.stat().st_size < 4_000_000
    assert sum(len(part.faces) for part in scene.geometry.values()) < 60_000
    assert all(np.isfinite(part.vertices).all() for part in scene.geometry.values())


@pytest.mark.skipif(not SOURCES, reason="MANIKIN_SOURCES names no folder with the unpacked wheels")
def test_baking_again_gives_the_same_bytes() -> None:
    from assets.recipes.skeleton import baked
    from assets.recipes.skeleton.body import read_body
    from assets.recipes.skeleton.source import read_source

    assert baked(read_source(SOURCES), read_body(SOURCES)) == SKELETON.read_bytes()


@pytest.mark.skipif(not SOURCES, reason="MANIKIN_SOURCES names no folder with the unpacked wheels")
def test_no_bone_leaves_the_skin() -> None:
    from assets.recipes.skeleton.assembly import fit
    from assets.recipes.skeleton.body import read_body
    from assets.recipes.skeleton.source import read_source

    body = read_body(SOURCES)
    fitted = fit(read_source(SOURCES), body)
    points = np.vstack([bone.vertices for name, bone in fitted.bones.items() if name not in ("skull", "jaw")])
    assert (body.depth(points) < 0.0).mean() == 0.0
    head = np.vstack([fitted.bones[name].vertices for name in ("skull", "jaw")])
    known = head[body.known(head)]
    assert len(known) > 0.5 * len(head)
    assert (body.depth(known) < 0.0).mean() < 0.04
