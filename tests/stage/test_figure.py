"""A figure in the scene graph follows its pose, wears gloves, and does nothing when nothing changed."""

from __future__ import annotations

import numpy as np
import pytest
from panda3d import core as p3d

from simulator.paths import assets_dir
from simulator.stage.figure import Figure, gloved
from simulator.stage.person import load_person
from simulator.stage.rig import rest_pose
from simulator.stage.rotations import turn


@pytest.fixture(scope="module")
def figure() -> Figure:
    return Figure(load_person(assets_dir() / "people" / "r2.glb"))


def rows(node: p3d.NodePath) -> np.ndarray:
    data = node.node().getGeom(0).getVertexData()
    return np.frombuffer(memoryview(data.getArray(0)), dtype=np.float32).reshape(-1, 7)


def test_nodes_have_the_names_that_shaders_go_by(figure: Figure) -> None:
    names = [node.getName() for node in figure.root.getChildren()]
    assert names == ["r2.skin", "r2.skin.hands", "r2.cloth", "r2.hair", "r2.eyes"]
    layout = figure.parts["cloth"].node().getGeom(0).getVertexData().getFormat()
    for column in ("vertex", "normal", "color"):
        assert layout.hasColumn(column)


def test_all_vertices_of_all_triangles_exist(figure: Figure) -> None:
    for part in figure.parts.values():
        geom = part.node().getGeom(0)
        assert geom.checkValid()
        assert geom.getPrimitive(0).getNumPrimitives() > 100


def test_pose_moves_the_vertices_and_the_same_pose_does_not(figure: Figure) -> None:
    rig = figure.person.rig
    rest = rest_pose(rig)
    figure.pose(rest)
    before = rows(figure.parts["skin"])[:, :3].copy()
    np.testing.assert_allclose(before, figure.person.points[figure.person.meshes[0].rows], atol=1e-5)
    nod = rest.turned(rig, {"head": turn(np.array([1.0, 0.0, 0.0]), 30.0)})
    assert figure.pose(nod)
    assert not figure.pose(nod)
    assert not figure.pose(rest.turned(rig, {"head": turn(np.array([1.0, 0.0, 0.0]), 30.0)}))
    after = rows(figure.parts["skin"])[:, :3]
    assert np.linalg.norm(after - before, axis=1).max() > 0.05
    assert figure.joint_world("head")[:3, 3] == pytest.approx(rig.at("head"))
    assert figure.joint_world("head")[1, 2] < -0.4
    assert figure.joint_point("head") == pytest.approx(tuple(rig.at("head")))


def test_gloves_colour_the_hands_only(figure: Figure) -> None:
    bare = {name: rows(part).view(np.uint32)[:, 6].copy() for name, part in figure.parts.items()}
    figure.wear_gloves(True)
    figure.wear_gloves(True)
    changed = {
        name: bool((rows(part).view(np.uint32)[:, 6] != bare[name]).any()) for name, part in figure.parts.items()
    }
    assert changed == {"skin": False, "hands": True, "cloth": False, "hair": False, "eyes": False}
    hands = next(mesh for mesh in figure.person.meshes if mesh.material == "hands")
    colours = gloved(figure.person, hands.colours)
    assert (colours[:, 2] > colours[:, 0]).all()
    figure.wear_gloves(False)
    np.testing.assert_array_equal(rows(figure.parts["hands"]).view(np.uint32)[:, 6], bare["hands"])
