"""The renderer: frames of the right size and way up, many renderers in one process, light, glass and glow."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from panda3d import core as p3d

from simulator.stage.display import NoDisplayError, open_display
from simulator.stage.highlighting import Highlight
from simulator.stage.renderer import Renderer
from simulator.stage.see_through import SeeThrough
from simulator.stage.shading import SURFACES, dress, set_feature, surface_of
from simulator.stage.trial import ball
from tests.needed import without
from tests.stage.pictures import a_display, picture, silhouette


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    made = Renderer(a_display(), 160, 120)
    made.aim((0.0, -4.0, 0.5), (0.0, 0.0, 0.5), 30.0)
    yield made
    made.close()


def put_ball(renderer: Renderer, at: tuple[float, float, float] = (0, 0, 0.5), rgb=(0.8, 0.3, 0.2), radius=0.5):
    made = ball("ball", rgb, radius)
    made.reparentTo(renderer.scene)
    made.setPos(*at)
    return made


def test_a_ball_has_the_size_that_geometry_says(renderer: Renderer) -> None:
    seen = silhouette(renderer, put_ball(renderer))
    # Half the picture is tan(15 deg) * 4 m high; the ball's rim lies at asin(r / d).
    radius_px = 60 * np.tan(np.arcsin(0.5 / 4.0)) / np.tan(np.radians(15))
    assert seen.sum() == pytest.approx(np.pi * radius_px**2, rel=0.05)
    assert seen[60, 80]


def test_the_top_row_comes_first_and_red_is_red(renderer: Renderer) -> None:
    put_ball(renderer, (0.0, 0.0, 1.0), rgb=(0.9, 0.1, 0.1), radius=0.3)
    shot = picture(renderer.draw())
    red = (shot[:, :, 0] - shot[:, :, 2]) > 40
    assert red[:60].sum() > 10 * max(1, red[60:].sum())


def test_frames_follow_a_new_size_and_keep_round_things_round(renderer: Renderer) -> None:
    thing = put_ball(renderer)
    renderer.resize(90, 240)
    renderer.aim((0.0, -4.0, 0.5), (0.0, 0.0, 0.5), 60.0)
    seen = silhouette(renderer, thing)
    assert seen.shape == (240, 90)
    height, width = np.ptp(np.nonzero(seen.any(axis=1))[0]), np.ptp(np.nonzero(seen.any(axis=0))[0])
    assert abs(int(height) - int(width)) <= 2


def test_the_buffer_is_used_again(renderer: Renderer) -> None:
    first, second = renderer.draw(), renderer.draw()
    assert np.shares_memory(np.frombuffer(first.data, np.uint8), np.frombuffer(second.data, np.uint8))


def test_a_quick_frame_shows_the_same_with_steps_at_the_edges(renderer: Renderer) -> None:
    put_ball(renderer)
    fine, quick = picture(renderer.draw()), picture(renderer.draw(fine=False))
    differing = np.abs(fine - quick).max(axis=2) > 6
    assert differing.mean() < 0.03
    if renderer.display.samples:
        assert differing.any()
    renderer.resize(80, 60)
    assert renderer.draw(fine=False).width_px == 80


def test_many_renderers_come_and_go() -> None:
    display = a_display()
    kept = Renderer(display, 64, 48)
    for size in (16, 33, 250):
        made = Renderer(display, size, size)
        assert made.draw().data.nbytes == size * size * 4
        made.close()
    assert kept.draw().width_px == 64
    kept.close()


def test_the_same_scene_gives_the_same_bytes(renderer: Renderer) -> None:
    put_ball(renderer)
    first = bytes(renderer.draw().data)
    assert bytes(renderer.draw().data) == first


def test_no_side_of_a_ball_is_black(renderer: Renderer) -> None:
    seen = silhouette(renderer, put_ball(renderer, rgb=(0.7, 0.7, 0.7)))
    assert picture(renderer.draw())[seen].min() > 60


def test_glass_shows_what_is_solid_inside_and_goes_back(renderer: Renderer) -> None:
    body = put_ball(renderer)
    bone = put_ball(renderer, rgb=(0.1, 0.9, 0.1), radius=0.2)
    solid = bytes(renderer.draw().data)
    assert silhouette(renderer, bone).sum() == 0
    fade = SeeThrough(body, shaders=renderer.shaders)
    fade.set_amount(1.0)
    inside = silhouette(renderer, bone)
    radius_px = 60 * np.tan(np.arcsin(0.2 / 4.0)) / np.tan(np.radians(15))
    assert inside.sum() == pytest.approx(np.pi * radius_px**2, rel=0.08)
    fade.set_amount(0.0)
    assert bytes(renderer.draw().data) == solid


def test_glass_hides_its_own_inner_surfaces(renderer: Renderer) -> None:
    body = renderer.scene.attachNewNode("body")
    outer, inner = put_ball(renderer), put_ball(renderer, rgb=(0.1, 0.1, 0.9), radius=0.3)
    outer.reparentTo(body)
    inner.reparentTo(body)
    fade = SeeThrough(body, shaders=renderer.shaders)
    if not renderer.shaders:
        without("glass needs a renderer with shaders, and none works on this computer")
    fade.set_amount(1.0)
    assert silhouette(renderer, inner).sum() == 0


def test_a_glowing_thing_is_tealer_and_goes_back(renderer: Renderer) -> None:
    thing = put_ball(renderer, rgb=(0.7, 0.6, 0.5))
    before = picture(renderer.draw())
    light = Highlight(shaders=renderer.shaders)
    light.thing(thing, renderer.size_px)
    lit = picture(renderer.draw())
    assert (lit[60, 80, 2] - lit[60, 80, 0]) > (before[60, 80, 2] - before[60, 80, 0]) + 15
    light.clear()
    assert np.array_equal(picture(renderer.draw()), before)


def test_a_region_glows_only_near_its_line(renderer: Renderer) -> None:
    if not renderer.shaders:
        without("a glow along a line needs a renderer with shaders, and none works on this computer")
    thing = put_ball(renderer)
    before = picture(renderer.draw())
    light = Highlight(shaders=True)
    light.region(thing, (0.0, -1.0, 0.8), (0.0, 1.0, 0.8), 0.15)
    changed = np.abs(picture(renderer.draw()) - before).max(axis=2) > 8
    assert changed[:60].sum() > 100
    assert changed[64:].sum() == 0


def test_a_shadow_lies_under_a_thing_and_follows_it(renderer: Renderer) -> None:
    floor = p3d.CardMaker("floor")
    floor.setFrame((-3, -3, 0), (3, -3, 0), (3, 3, 0), (-3, 3, 0))
    floor.setColor(0.8, 0.8, 0.8, 1)
    floor.setHasNormals(True)
    renderer.scene.attachNewNode(floor.generate())
    renderer.aim((0.0, -0.01, 4.0), (0.0, 0.0, 0.0), 60.0)
    empty = picture(renderer.draw()).mean(axis=2)
    thing = put_ball(renderer, (0.9, 0.0, 0.2), radius=0.2)
    renderer.ground_shadow.add(thing)
    thing.setBin("fixed", -5)
    for x in (0.9, -0.9):
        thing.setX(x)
        darker = empty - picture(renderer.draw()).mean(axis=2) > 8
        columns = np.nonzero(darker.any(axis=0))[0]
        assert columns.size > 10
        assert np.sign(columns.mean() - 80) == np.sign(x)
    thing.removeNode()
    renderer.ground_shadow.remove(thing)
    assert np.abs(picture(renderer.draw()).mean(axis=2) - empty).max() <= 1


def test_every_surface_is_found_by_its_name_and_none_is_ambiguous() -> None:
    for name in SURFACES:
        assert surface_of(f"r1.{name}", "plastic") == name
    assert surface_of("long-board", "foam") == "foam"


def test_features_switch_one_by_one(renderer: Renderer) -> None:
    if not renderer.shaders:
        without("the only renderer here draws without shaders, and features are shaders")
    thing = put_ball(renderer)
    dress(thing, "skin")
    plain = picture(renderer.draw())
    thing.setShaderInput("glow", p3d.Vec4(0, 0.5, 0.5, 1))
    set_feature(thing, "GLOW", on=True)
    set_feature(thing, "GLASS", on=True)
    set_feature(thing, "GLASS", on=False)
    assert not np.array_equal(picture(renderer.draw()), plain)
    set_feature(thing, "GLOW", on=False)
    assert np.array_equal(picture(renderer.draw()), plain)


def test_an_unknown_driver_is_refused() -> None:
    with pytest.raises(NoDisplayError, match="no renderer called"):
        open_display("p3quantum")
