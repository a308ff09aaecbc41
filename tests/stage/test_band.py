"""Straps at run time."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.stage.band import PER_SPAN, band, band_mesh, reshape

ANGLE = np.linspace(0.0, np.pi, 9)
OVER_A_CHEST = np.stack([0 * ANGLE, 0.18 * np.cos(ANGLE), 0.06 + 0.22 * np.sin(ANGLE)], axis=1)


def test_a_band_follows_its_path_with_width_and_thickness() -> None:
    mesh = band_mesh(OVER_A_CHEST, 0.05, 0.002)
    rings = mesh.vertices.reshape(-1, 8, 3)
    assert len(rings) == (len(OVER_A_CHEST) - 1) * PER_SPAN + 1
    inner = rings[:, 1:3].mean(axis=1)
    assert inner[::PER_SPAN] == pytest.approx(OVER_A_CHEST, abs=1e-5)
    assert np.linalg.norm(rings[:, 3] - rings[:, 0], axis=1) == pytest.approx(np.full(len(rings), 0.05), abs=1e-5)
    assert np.ptp(mesh.vertices[:, 0]) == pytest.approx(0.05, abs=1e-5)


@pytest.mark.parametrize("path", [OVER_A_CHEST, OVER_A_CHEST[::-1]])
def test_its_outside_looks_away_from_the_body(path: np.ndarray) -> None:
    mesh = band_mesh(path, 0.05, 0.002)
    top = mesh.normals.reshape(-1, 8, 3)[:, 5]
    away = mesh.vertices.reshape(-1, 8, 3)[:, 5] - np.array([0.0, 0.0, 0.06])
    assert ((top * away).sum(axis=1) > 0).all()


def test_its_surface_is_closed_and_turned_outwards() -> None:
    mesh = band_mesh(OVER_A_CHEST, 0.05, 0.002)
    edges = np.concatenate([mesh.triangles[:, [0, 1]], mesh.triangles[:, [1, 2]], mesh.triangles[:, [2, 0]]]).astype(
        int
    )
    forward = {tuple(edge) for edge in edges.tolist()}
    assert len(forward) == len(edges)
    assert {(b, a) for a, b in forward} == forward
    a, b, c = (mesh.vertices[mesh.triangles[:, k]].astype(float) for k in range(3))
    volume = (a * np.cross(b, c)).sum() / 6
    length = np.linalg.norm(np.diff(OVER_A_CHEST, axis=0), axis=1).sum()
    assert volume == pytest.approx(length * 0.05 * 0.002, rel=0.15)


def test_a_straight_band_lies_with_its_outside_up() -> None:
    mesh = band_mesh([(0, -0.2, 0), (0, 0.2, 0)], 0.05, 0.002)
    assert mesh.normals.reshape(-1, 8, 3)[:, 5, 2].min() > 0.99


def test_a_strap_moves_onto_a_new_path() -> None:
    strap = band(OVER_A_CHEST, name="chest")
    assert strap.getName() == "chest.cloth"
    before = strap.getTightBounds()[1].z
    reshape(strap, OVER_A_CHEST[:7] + np.array([0, 0, 0.1]))
    assert strap.getTightBounds()[1].z == pytest.approx(before + 0.1, abs=1e-4)


def test_one_point_is_no_path() -> None:
    with pytest.raises(ValueError, match="two different points"):
        band_mesh([(0, 0, 1), (0, 0, 1)], 0.05, 0.002)
