"""Straps over a body."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from panda3d.core import NodePath

from simulator.stage.strapping import buckle_frame, over
from simulator.stage.straps import Straps

RIGHT, LEFT = (0.36, 0.16, 0.04), (0.36, -0.16, 0.04)


def _trunk(half_width: float, height: float, seed: int = 0) -> np.ndarray:
    """Points of a rounded trunk lying along x on z = 0.06."""
    random = np.random.default_rng(seed)
    angle = random.uniform(0.0, 2 * np.pi, 1500)
    x = random.uniform(0.0, 0.7, 1500)
    bump = 1.0 + 0.05 * np.sin(9 * angle + 20 * x)
    y, z = half_width * np.cos(angle) * bump, 0.06 + height / 2 * (1 + np.sin(angle) * bump)
    return np.stack([x, y, z], axis=1)


@settings(max_examples=40, deadline=None)
@given(st.floats(0.12, 0.30), st.floats(0.12, 0.30), st.integers(0, 1000))
def test_no_point_of_the_body_comes_through(half_width: float, height: float, seed: int) -> None:
    body = _trunk(half_width, height, seed)
    path = over(body, RIGHT, LEFT, samples=200)
    under = body[(np.abs(body[:, 0] - 0.36) < 0.025) & (body[:, 2] > 0.04)]
    # the path and the line between its ends bound a convex region that holds everything beneath
    step = np.diff(path[:, 1:], axis=0)
    for point in under[:, 1:]:
        to = point - path[:-1, 1:]
        assert (step[:, 0] * to[:, 1] - step[:, 1] * to[:, 0] > -2e-4).all()


def test_it_runs_from_anchor_to_anchor_and_is_taut() -> None:
    path = over(_trunk(0.2, 0.22), RIGHT, LEFT)
    assert path[0] == pytest.approx(RIGHT)
    assert path[-1] == pytest.approx(LEFT)
    assert path[:, 0] == pytest.approx(np.full(len(path), 0.36))
    length = np.linalg.norm(np.diff(path, axis=0), axis=1).sum()
    # half an ellipse of 0.20 x 0.11 m and two tangents of 0.14 m
    assert length == pytest.approx(0.78, abs=0.04)
    assert path[:, 2].max() == pytest.approx(0.28, abs=0.025)


def test_without_a_body_it_is_the_straight_line() -> None:
    path = over(np.zeros((0, 3)), RIGHT, LEFT)
    assert path[:, 2] == pytest.approx(np.full(len(path), 0.04))
    assert np.diff(path[:, 1]) == pytest.approx(np.full(len(path) - 1, -0.32 / (len(path) - 1)))


def test_what_lies_elsewhere_on_the_board_does_not_lift_it() -> None:
    far = _trunk(0.2, 0.5)
    far = far[np.abs(far[:, 0] - 0.36) > 0.05]
    assert over(far, RIGHT, LEFT)[:, 2].max() < 0.05


def test_the_buckle_sits_on_the_strap_and_looks_away_from_the_body() -> None:
    path = over(_trunk(0.2, 0.22), RIGHT, LEFT)
    for share in (0.25, 0.5, 0.8):
        frame = buckle_frame(path, share)
        turn = frame[:3, :3]
        assert turn.T @ turn == pytest.approx(np.eye(3), abs=1e-9)
        assert np.linalg.det(turn) == pytest.approx(1.0)
        assert np.linalg.norm(path - frame[:3, 3], axis=1).min() < 0.01
        assert frame[:3, 2] @ (frame[:3, 3] - np.array([0.36, 0.0, 0.1])) > 0
    flat = buckle_frame(over(np.zeros((0, 3)), RIGHT, LEFT))
    assert flat[:3, 2] == pytest.approx([0, 0, 1])


def test_bands_that_were_left_away_come_back_as_they_were() -> None:
    straps = Straps(NodePath("stage"))
    body = np.array([[x, y, 0.1] for x in np.linspace(-0.6, 0.6, 60) for y in (-0.1, 0.0, 0.1)]).T
    straps.show(("chest", "pelvis"), body, {"spine_4": 0.3, "pelvis": 0.0}, (0.0, 0.0))
    straps.hide()
    assert straps.shown == ()
    straps.follow(np.array([0.0, 0.0, 0.2]))
    assert straps.shown == ("chest.0", "pelvis.0")
    straps.hide()
    straps.show(("pelvis",), body, {"pelvis": 0.0}, (0.0, 0.0))
    assert straps.shown == ("pelvis.0",)
