"""Quick pictures: what rests is drawn once and nobody can see it, and fewer pixels only while a slow stage moves."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from panda3d import core as p3d

from simulator.stage.camera import CameraRig, View
from simulator.stage.display import NoDisplayError
from simulator.stage.highlighting import Highlight
from simulator.stage.layers import Layers
from simulator.stage.pace import SLOW_DRAW_S, SLOW_STEP_S, Pace
from simulator.stage.renderer import Renderer
from simulator.stage.see_through import SeeThrough
from simulator.stage.trial import ball
from simulator.stage.view import StageView
from tests.needed import without
from tests.stage.pictures import Picture, a_display, picture

SIZE_PX = (1200, 900)  # large enough for smaller pictures to be worth while


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    if not a_display().samples:
        without("the renderer that works here draws no quick pictures")
    made = Renderer(a_display(), 160, 120)
    made.aim((0.0, -4.0, 0.5), (0.0, 0.0, 0.5), 30.0)
    yield made
    made.close()


@pytest.fixture
def slow(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> StageView:
    """A view of a stage whose fine pictures, and quick ones too, take long."""
    monkeypatch.setattr("simulator.stage.view.SLOW_FRAME_S", 0.0)
    monkeypatch.setattr("simulator.stage.pace.SLOW_DRAW_S", 0.0)
    monkeypatch.setattr("simulator.stage.pace.SLOW_STEP_S", 0.0)
    renderer.resize(*SIZE_PX)
    view = StageView(renderer, CameraRig())
    view.rig.jump(View((0, 0, 0.5), 4.0, 0.0, 0.0, 30.0))
    return view


def put_ball(renderer: Renderer, x_m: float, y_m: float, rgb=(0.8, 0.3, 0.2), radius_m: float = 0.3) -> p3d.NodePath:
    made = ball("ball", rgb, radius_m)
    made.reparentTo(renderer.scene)
    made.setPos(x_m, y_m, 0.5)
    return made


def quick(renderer: Renderer) -> Picture:
    return picture(renderer.draw(fine=False))


def at_once(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> Picture:
    """The quick picture without layers."""
    with monkeypatch.context() as patch:
        patch.setattr(Layers, "draw", lambda self: None)
        return quick(renderer)


def drawn_in_layers(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each quick picture from now on is put together of layers."""
    used: list[bool] = []
    really = Layers.draw

    def noted(self: Layers) -> memoryview | None:
        image = really(self)
        used.append(image is not None)
        return image

    monkeypatch.setattr(Layers, "draw", noted)
    return used


def test_a_thing_that_moves_before_behind_and_through_what_rests_is_seen_as_if_all_was_drawn_at_once(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_ball(renderer, 0.0, 0.0, (0.2, 0.4, 0.8))
    put_ball(renderer, 0.5, 0.6, (0.3, 0.8, 0.3))
    moving = put_ball(renderer, -0.8, 0.3)
    renderer.ground_shadow.add(moving)
    quick(renderer)
    used, pictures = drawn_in_layers(monkeypatch), []
    for step in range(12):
        moving.setPos(-0.8 + 0.15 * step, 0.6 - 0.12 * step, 0.3)
        pictures.append(quick(renderer))
        with monkeypatch.context() as patch:  # the same shadow for both
            patch.setattr(renderer.ground_shadow, "update", lambda driver: False)
            assert np.array_equal(pictures[-1], at_once(renderer, monkeypatch))
    assert used == [True] * 12
    assert not np.array_equal(pictures[0], pictures[-1])


@pytest.mark.parametrize("change", ["hidden", "gone", "new", "coloured", "glowing", "glass", "camera", "size"])
def test_what_rested_and_changes_is_seen_at_once(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    resting = put_ball(renderer, 0.0, 0.0, (0.2, 0.4, 0.8))
    put_ball(renderer, 0.1, 0.5, (0.3, 0.8, 0.3))
    moving = put_ball(renderer, -0.6, 0.3)
    for step in range(3):
        moving.setX(-0.6 + 0.1 * step)
        before = quick(renderer)
    glow = Highlight(shaders=renderer.shaders)
    changes = {
        "hidden": resting.hide,
        "gone": resting.removeNode,
        "new": lambda: put_ball(renderer, 0.7, 0.0),
        "coloured": lambda: resting.setColorScale(1.0, 0.4, 0.4, 1.0),
        "glowing": lambda: glow.thing(resting, renderer.size_px),
        "glass": lambda: SeeThrough(resting, shaders=renderer.shaders).set_amount(0.9),
        "camera": lambda: renderer.aim((0.4, -4.0, 0.9), (0.0, 0.0, 0.5), 30.0),
        "size": lambda: renderer.resize(200, 90),
    }
    changes[change]()
    for _ in range(3):  # the first after the change, and layers again
        after = quick(renderer)
        assert np.array_equal(after, at_once(renderer, monkeypatch))
    assert after.shape != before.shape or not np.array_equal(after, before)


def test_a_driver_without_room_for_layers_draws_all_at_once(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise NoDisplayError("The renderer gives no picture of 160 x 120 pixels.")

    monkeypatch.setattr("simulator.stage.layers.open_buffer", full)
    thing = put_ball(renderer, 0.0, 0.0)
    first = quick(renderer)
    thing.setX(0.4)
    assert not np.array_equal(quick(renderer), first)


def test_the_shadow_of_a_fine_picture_is_never_late(renderer: Renderer) -> None:
    thing = put_ball(renderer, -0.5, 0.0)
    thing.setZ(0.3)
    renderer.ground_shadow.add(thing)
    there = bytes(renderer.draw().data)
    for x_m in (0.1, 0.2, 0.3):
        thing.setX(x_m)
        quick(renderer)
    thing.setX(-0.5)
    assert bytes(renderer.draw().data) == there


def test_a_slow_stage_moves_in_fewer_pixels_and_rests_in_all_of_them(slow: StageView) -> None:
    thing = put_ball(slow.renderer, -0.5, 0.0)
    slow.advance(1.0)
    sizes = [slow.frame().width_px]
    for step in range(8):
        thing.setX(-0.5 + 0.1 * step)
        slow.stir()
        slow.advance(0.02)
        sizes.append(slow.frame().width_px)
    slow.advance(0.2)
    at_rest = slow.frame()
    assert sizes[0] == SIZE_PX[0]
    assert 0.6 * SIZE_PX[0] <= sizes[-1] < 0.9 * SIZE_PX[0]
    assert (at_rest.width_px, at_rest.height_px) == SIZE_PX
    drawn_anew = bytes(at_rest.data)
    assert bytes(slow.still().data) == drawn_anew


def test_a_place_of_the_frame_is_picked_and_boxed_the_same_while_it_has_fewer_pixels(slow: StageView) -> None:
    slow.picker.place_capsule("patient.neck", (0.2, 0.0, 0.7), (0.3, 0.0, 0.7), 0.08)
    slow.advance(1.0)
    slow.frame()
    before, box = slow.pick(650, 370), slow.box("patient.")
    for _ in range(6):
        slow.stir()
        slow.advance(0.02)
        shown = slow.frame()
    assert shown.width_px < SIZE_PX[0]
    assert before is not None
    assert slow.pick(650, 370) == before
    assert slow.box("patient.") == box


def test_a_quick_renderer_keeps_all_its_pixels() -> None:
    pace, now_s = Pace(), 0.0
    for _ in range(200):
        now_s += 2 * SLOW_STEP_S  # pictures are few, but not because of the drawing
        assert pace.quick(0.5 * SLOW_DRAW_S, now_s, (3840, 2160)) == 1.0
        assert pace.rest() == 1.0
    for _ in range(200):
        now_s += 0.5 * SLOW_STEP_S  # drawing takes its time, and still the movement is smooth
        assert pace.quick(1.5 * SLOW_DRAW_S, now_s, (3840, 2160)) == 1.0


def test_one_late_picture_makes_none_smaller_and_small_frames_stay_whole() -> None:
    pace, now_s = Pace(), 0.0
    for late in (False, True, False, True, True, False):
        now_s += 3 * SLOW_STEP_S if late else 0.2 * SLOW_STEP_S
        assert pace.quick(2 * SLOW_DRAW_S, now_s, SIZE_PX) == 1.0
    for _ in range(20):
        now_s += 3 * SLOW_STEP_S
        assert pace.quick(2 * SLOW_DRAW_S, now_s, (936, 528)) == 1.0


def test_whole_pictures_come_back_at_rest_where_there_is_time_to_spare() -> None:
    pace, now_s = Pace(), 0.0
    for _ in range(5):
        now_s += 3 * SLOW_STEP_S
        share = pace.quick(3 * SLOW_DRAW_S, now_s, SIZE_PX)
    assert share < 1.0
    assert pace.rest() == share
    for _ in range(5):
        now_s += 0.5 * SLOW_STEP_S
        assert pace.quick(0.1 * SLOW_DRAW_S, now_s, SIZE_PX) == share, "not in the middle of a movement"
    assert pace.rest() == 1.0
