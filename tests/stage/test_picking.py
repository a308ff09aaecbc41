"""Picking: the nearest solid, its place, moved solids, hidden things, and speed."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from simulator.stage.camera import CameraRig, View
from simulator.stage.renderer import Renderer
from simulator.stage.trial import ball
from simulator.stage.view import StageView
from tests.stage.pictures import a_display


@pytest.fixture
def view() -> Iterator[StageView]:
    made = StageView(Renderer(a_display(), 200, 200), CameraRig())
    made.rig.jump(View((0, 0, 0.5), 4.0, 0.0, 0.0, 30.0))
    # The frame is narrower than the presets' shape, so the eye stands farther back: 5.8 m.
    yield made
    made.close()


def test_the_nearest_thing_is_picked_with_its_place(view: StageView) -> None:
    view.picker.place_capsule("far", (-0.5, 1, 0.5), (0.5, 1, 0.5), 0.2)
    view.picker.place_capsule("near", (0, 0, 0.5), (0, 0, 0.5), 0.3)
    found = view.pick(100, 100)
    assert found is not None
    assert found.tag == "near"
    assert found.point_m == pytest.approx((0, -0.3, 0.5), abs=0.01)
    view.picker.remove("near")
    found = view.pick(100, 100)
    assert found is not None
    assert found.tag == "far"


def test_nothing_is_nothing(view: StageView) -> None:
    assert view.pick(3, 3) is None


def test_up_is_up_and_right_is_right(view: StageView) -> None:
    view.picker.place_capsule("right", (0.6, 0, 0.5), (0.6, 0, 0.5), 0.2)
    view.picker.place_capsule("up", (0, 0, 1.1), (0, 0, 1.1), 0.2)
    right, up = view.pick(139, 100), view.pick(100, 61)
    assert right is not None
    assert up is not None
    assert (right.tag, up.tag) == ("right", "up")


def test_a_capsule_that_is_placed_again_has_moved(view: StageView) -> None:
    view.picker.place_capsule("arm", (-0.1, 0, 0.5), (0.1, 0, 0.5), 0.2)
    view.picker.place_capsule("arm", (-0.1, 0, 1.1), (0.1, 0, 1.1), 0.2)
    assert view.pick(100, 100) is None
    assert view.pick(100, 61) is not None
    assert view.picker.tags() == ("arm",)
    capsule = view.picker.capsule("arm")
    assert capsule is not None
    assert capsule.from_m == (-0.1, 0, 1.1)


def test_a_box_follows_its_thing_and_is_gone_while_it_is_hidden(view: StageView) -> None:
    thing = ball("kit", (1, 0, 0), 0.2)
    thing.reparentTo(view.renderer.scene)
    view.picker.place_box("item.kit", thing)
    thing.setPos(0, 0, 0.5)
    assert view.pick(100, 100) is not None
    thing.hide()
    assert view.pick(100, 100) is None
    thing.show()
    thing.setX(2)
    assert view.pick(100, 100) is None


def test_a_thing_without_geometry_cannot_be_boxed(view: StageView) -> None:
    with pytest.raises(ValueError, match="no geometry"):
        view.picker.place_box("air", view.renderer.scene.attachNewNode("air"))


def test_a_hundred_solids_are_picked_in_under_a_millisecond(view: StageView) -> None:
    for index in range(100):
        x = (index % 10) * 0.1 - 0.5
        z = (index // 10) * 0.1
        view.picker.place_capsule(f"part{index}", (x, 0, z), (x + 0.05, 0, z), 0.04)
    best = min(_timed(lambda: view.pick(100, 100)) for _ in range(20))
    assert best < 0.001


def _timed(call) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def test_the_view_is_stale_only_when_something_changed(view: StageView) -> None:
    view.frame()
    assert view.advance(0.016) is False
    assert view.moving() is False
    view.orbit(5, 0)
    assert view.advance(0.016) is True
    view.frame()
    assert view.advance(0.016) is False
    view.fly("top")
    assert view.advance(0.016) is True
    assert view.moving() is True
    view.motions.append(lambda dt_s: dt_s > 0)
    view.advance(9.0)
    view.frame()
    assert view.moving() is True
    view.motions.clear()
    view.advance(0.016)
    assert view.moving() is False


@pytest.fixture
def drawn(view: StageView, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each frame of a slow renderer was a fine one."""
    frames: list[bool] = []
    really = view.renderer.draw

    def noted(*, fine: bool = True):
        frames.append(fine)
        return really(fine=fine)

    monkeypatch.setattr(view.renderer, "draw", noted)
    monkeypatch.setattr("simulator.stage.view.SLOW_FRAME_S", 0.0)
    return frames


def test_a_slow_renderer_draws_quickly_while_it_moves_and_finely_at_rest(view: StageView, drawn: list[bool]) -> None:
    view.advance(1.0)
    view.frame()
    view.orbit(9, 0)
    view.advance(0.016)
    view.frame()
    assert view.moving() is True
    assert view.advance(0.05) is False
    assert view.advance(0.1) is True
    view.frame()
    assert drawn == [True, False, True]
    assert view.moving() is False
    assert view.advance(0.1) is False


def test_what_others_move_is_drawn_quickly_and_a_picture_to_keep_is_fine(view: StageView, drawn: list[bool]) -> None:
    view.advance(1.0)
    view.frame()
    view.stir()
    view.frame()
    assert view.moving() is True
    view.still()
    assert drawn == [True, False, True]


def test_highlighting_a_region_lights_its_figure_up_and_goes_out_again(view: StageView) -> None:
    body = ball("body", (0.7, 0.6, 0.5), 0.4)
    body.reparentTo(view.renderer.scene)
    body.setPos(0, 0, 0.5)
    view.know("patient", body)
    view.picker.place_capsule("patient.neck", (-1, 0, 0.6), (1, 0, 0.6), 0.15)
    plain = bytes(view.frame().data)
    view.highlight("patient.neck")
    assert view.advance(0.0) is True
    assert bytes(view.frame().data) != plain
    view.highlight("patient")
    whole = bytes(view.frame().data)
    assert whole != plain
    view.highlight(None)
    assert bytes(view.frame().data) == plain
    view.highlight("unknown.thing")
    assert bytes(view.frame().data) == plain
