"""The stage over a camera's picture: right lens, right place, the picture behind and not over it."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from panda3d import core as p3d

from simulator.stage.augmented import Background, Eye, mat
from simulator.stage.renderer import Renderer
from simulator.stage.trial import ball
from tests.stage.pictures import a_display

# Off its middle in both directions, with pixels that are not square: a lens that a symmetric one would not stand for.
MATRIX = np.array([[560.0, 0.0, 300.0], [0.0, 575.0, 195.0], [0.0, 0.0, 1.0]])
SIZE = (640, 360)


def eye() -> Eye:
    place = np.array([0.1, -1.6, 1.3])
    forward = -place / np.linalg.norm(place)
    right = np.cross(forward, [0.05, 0.0, 1.0])
    right /= np.linalg.norm(right)
    return Eye(MATRIX, SIZE, place, np.stack([right, np.cross(forward, right), forward], axis=1))


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    made = Renderer(a_display(), *SIZE)
    yield made
    made.close()


def seen(renderer: Renderer) -> np.ndarray:
    frame = renderer.draw()
    return np.frombuffer(frame.data, np.uint8).reshape(frame.height_px, frame.width_px, 4)[..., :3].copy()


def test_points_are_where_the_lens_puts_them(renderer: Renderer) -> None:
    behind, look = Background(renderer), eye()
    behind.show(np.zeros((SIZE[1], SIZE[0], 3), np.uint8))
    behind.look(look)
    points = np.random.default_rng(1).uniform(-0.6, 0.6, (40, 3))
    before = (points - look.place_m) @ look.turn
    wanted = cv2.projectPoints(before, np.zeros(3), np.zeros(3), MATRIX, None)[0].reshape(-1, 2)
    lens = renderer.camera.node().getLens()
    for point, px in zip(points[before[:, 2] > 0.1], wanted[before[:, 2] > 0.1], strict=True):
        found = p3d.Point2()
        lens.project(renderer.camera.getRelativePoint(renderer.scene, p3d.Point3(*point)), found)
        across, down = (found.x + 1) / 2 * SIZE[0] - 0.5, (1 - found.y) / 2 * SIZE[1] - 0.5
        assert (across, down) == pytest.approx(tuple(px), abs=0.01)
    behind.close()


def test_the_edges_of_what_is_drawn_lie_within_two_pixels_of_where_they_would_be_printed(renderer: Renderer) -> None:
    behind, look = Background(renderer), eye()
    plain = np.full((SIZE[1], SIZE[0], 3), 30, np.uint8)
    sheet = mat(0.45, 0.30)
    sheet.reparentTo(renderer.scene)
    behind.show(plain)
    behind.look(look)
    shown = seen(renderer).astype(int).sum(axis=2) > 250
    middles = np.array([(0.462, 0.0, 0.0), (-0.462, 0.0, 0.0), (0.0, 0.312, 0.0), (0.0, -0.312, 0.0)])
    px = cv2.projectPoints((middles - look.place_m) @ look.turn, np.zeros(3), np.zeros(3), MATRIX, None)[0][:, 0]
    outline, _ = cv2.findContours(shown.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    largest = max(outline, key=cv2.contourArea)
    for point in px:
        assert abs(cv2.pointPolygonTest(largest, (float(point[0]), float(point[1])), True)) < 2.0
    behind.close()


def test_the_first_picture_already_stands_behind_and_the_stage_before_it(renderer: Renderer) -> None:
    rng = np.random.default_rng(2)
    camera = rng.integers(0, 255, (SIZE[1], SIZE[0], 3), dtype=np.uint8)
    made = ball("ball", (0.9, 0.2, 0.1), 0.2)
    made.reparentTo(renderer.scene)
    behind = Background(renderer)
    behind.show(camera)
    behind.look(eye())
    shown = seen(renderer)
    same = (np.abs(shown.astype(int) - camera.astype(int)).max(axis=2) <= 2).mean()
    assert 0.6 < same < 0.99
    middle = (np.zeros(3) - eye().place_m) @ eye().turn
    x, y = (MATRIX @ (middle / middle[2]))[:2]
    blue, green, red = shown[round(y), round(x)]
    assert red > 2 * max(blue, green)
    behind.close()


def test_afterwards_the_stage_is_seen_as_before(renderer: Renderer) -> None:
    made = ball("ball", (0.9, 0.2, 0.1), 0.2)
    made.reparentTo(renderer.scene)
    renderer.aim((0.0, -3.0, 0.2), (0.0, 0.0, 0.0), 30.0)
    before = seen(renderer)
    behind = Background(renderer)
    behind.show(np.zeros((SIZE[1], SIZE[0], 3), np.uint8))
    behind.look(eye())
    assert np.abs(seen(renderer).astype(int) - before).mean() > 10
    behind.close()
    renderer.aim((0.0, -3.0, 0.2), (0.0, 0.0, 0.0), 30.0)
    assert np.abs(seen(renderer).astype(int) - before).max() <= 2
