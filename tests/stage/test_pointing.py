"""What can be pointed at in a real scene: regions, things and people, from the views where one expects them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from panda3d import core as p3d

from simulator.app.theatre import presets
from simulator.core.scene import ActionRule
from simulator.core.state import at_start
from simulator.core.twin.body import GuidedBody
from simulator.stage.camera import CameraRig
from simulator.stage.director import PATIENT, Director
from simulator.stage.renderer import Renderer
from simulator.stage.view import StageView
from tests.stage.performances import SCENE_FILES, each_story, scene_of
from tests.stage.pictures import a_display

SIZE_PX = (1160, 800)


def goes_round_neck(rule: ActionRule) -> bool:
    return any(place.startswith("neck") for place in rule.show.items.values())


WITH_COLLAR = [path for path in SCENE_FILES if any(map(goes_round_neck, scene_of(path).actions.values()))]


@pytest.fixture(scope="module", params=SCENE_FILES, ids=lambda path: path.parent.name)
def stage(request: pytest.FixtureRequest) -> Iterator[tuple[Director, StageView, object]]:
    scene = scene_of(request.param)
    view = StageView(Renderer(a_display(), *SIZE_PX), CameraRig(presets(scene)))
    yield Director(view, scene), view, request.param
    view.close()


def pixel(view: StageView, point_m: np.ndarray) -> tuple[float, float] | None:
    """Where a point of the world is in the frame; None outside it."""
    renderer = view.renderer
    at = renderer.camera.getRelativePoint(renderer.scene, p3d.LPoint3(*point_m.tolist()))
    flat = p3d.LPoint2()
    if not renderer.lens.project(at, flat):
        return None
    return (flat[0] + 1.0) / 2.0 * SIZE_PX[0], (1.0 - flat[1]) / 2.0 * SIZE_PX[1]


def picked_at(view: StageView, point_m: np.ndarray) -> str:
    """The tag that is picked where a point is seen, a second solid's number left out."""
    at = pixel(view, point_m)
    found = view.pick(*at) if at is not None else None
    return found.tag.partition("#")[0] if found else ""


def middles(view: StageView, tag: str) -> list[np.ndarray]:
    """Three points along each capsule of a region."""
    points = []
    for name in (tag, f"{tag}#2"):
        capsule = view.picker.capsule(name)
        if capsule is not None:
            a, b = np.array(capsule.from_m), np.array(capsule.to_m)
            points += [a + share * (b - a) for share in (0.3, 0.5, 0.7)]
    return points


def views_of(view: StageView, tag: str, names: tuple[str, ...]) -> set[str]:
    """The views from which a region is picked at one of its middles."""
    found = set()
    for name in names:
        view.fly(name)
        view.advance(10.0)
        view._aim()
        if any(picked_at(view, point) == tag for point in middles(view, tag)):
            found.add(name)
    return found


def test_every_region_is_picked_at_the_start(stage: tuple[Director, StageView, object]) -> None:
    director, view, _ = stage
    scene = director.scene
    state = at_start(scene)
    director.show(state, 0.0, GuidedBody(scene).pose(state, 0.0))
    names = tuple(scene.views)
    for region in scene.regions:
        tag = f"{PATIENT}.{region}"
        if not middles(view, tag):
            continue  # the back cannot be pointed at while the patient lies on it
        seen = views_of(view, tag, names)
        assert names[0] in seen, f"{region} cannot be picked in the first view, only in {sorted(seen)}"
        least = 1 if region == "ground" else min(2, len(names))  # the floor is clicked where nothing lies
        assert len(seen) >= least


def test_the_back_is_picked_only_while_it_is_seen(stage: tuple[Director, StageView, object]) -> None:
    director, view, path = stage
    scene = director.scene
    body = GuidedBody(scene)
    if "back" not in scene.regions:  # nobody turns the patient in a scene of another kind: nothing may be picked there
        start = at_start(scene)
        director.show(start, 0.0, body.pose(start, 0.0))
        assert not middles(view, f"{PATIENT}.back")
        return
    on_side = (
        (at_s, state)
        for story in each_story(path)  # type: ignore[arg-type]
        for at_s, state in story.told
        if body.pose(state, at_s).roll_deg > 60.0
    )
    at_s, state = next(on_side)
    director.show(state, at_s, body.pose(state, at_s))
    assert views_of(view, f"{PATIENT}.back", tuple(scene.views))
    start = at_start(scene)
    director.show(start, 0.0, body.pose(start, 0.0))
    assert not middles(view, f"{PATIENT}.back")


def test_things_and_people_are_picked(stage: tuple[Director, StageView, object]) -> None:
    director, view, _ = stage
    scene = director.scene
    state = at_start(scene)
    director.show(state, 0.0, GuidedBody(scene).pose(state, 0.0))
    view.fly(next(iter(scene.views)))
    view.advance(10.0)
    view._aim()
    for id_ in scene.team:
        capsule = view.picker.capsule(id_)
        assert capsule is not None
        assert picked_at(view, 0.5 * (np.array(capsule.from_m) + np.array(capsule.to_m))) == id_
    for id_, item in scene.equipment.items():
        tag = f"item.{id_}"
        if item.tray and tag in view.picker.tags():
            middle = director.item_frames[id_] @ np.array([0.0, 0.0, 0.03, 1.0])
            assert picked_at(view, middle[:3]) in {tag, *scene.team}, f"{id_} cannot be picked where it lies"


@pytest.mark.parametrize("stage", WITH_COLLAR, ids=lambda path: path.parent.name, indirect=True)
def test_a_worn_collar_leaves_the_pointer_to_the_neck(stage: tuple[Director, StageView, object]) -> None:
    director, view, path = stage
    scene = director.scene
    worn = (
        (story, event.until_s + 0.5)
        for story in each_story(path)  # type: ignore[arg-type]
        for event in story.started()
        if goes_round_neck(scene.actions[event.action])
    )
    story, at_s = next(worn)
    state = story.at(at_s)
    director.show(state, at_s, GuidedBody(scene).pose(state, at_s))
    assert views_of(view, f"{PATIENT}.neck", tuple(scene.views))
