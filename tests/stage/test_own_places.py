"""Places of a scene's own: in the room where the file says, at the body wherever the body goes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulator import performing
from simulator.app.theatre import presets
from simulator.app.unrecorded import Unrecorded
from simulator.core.events import ActionStarted
from simulator.core.scene import OwnPlace, Scene, frozen_map
from simulator.core.twin.body import POSES, GuidedBody
from simulator.paths import assets_dir
from simulator.recording.replay import states
from simulator.scenefile.script import Script, load_script
from simulator.session import Session
from simulator.stage.camera import CameraRig
from simulator.stage.director import Director
from simulator.stage.person import load_person
from simulator.stage.places import Body, own, where
from simulator.stage.renderer import Renderer
from simulator.stage.resting import rested
from simulator.stage.stance import UP, Actor, lying
from simulator.stage.view import StageView
from simulator.stage.vocabulary import unknown_names
from tests.stage.performances import SCENE_FILES, scene_of
from tests.stage.pictures import a_display

ROOM = OwnPlace((0.4, 1.1, 0.8), 20.0)
WRIST = OwnPlace((-0.08, 0.0, 0.01), 0.0, at="wrist.right")


@pytest.fixture(scope="module")
def patient() -> Actor:
    return Actor(load_person(assets_dir() / "people" / "patient.glb"))


def _grips(actor: Actor, name: str, lift_m: float = 0.0) -> dict[str, np.ndarray]:
    row = POSES[name]
    pose = lying(actor, row.limbs, np.zeros((25, 3)), row.roll_deg, (*row.shift_m, 0.0))
    return actor.grips.frames(rested(actor, pose, UP, row.lift_m + lift_m)[0])


def test_a_place_in_the_room_is_where_the_file_says() -> None:
    frame = own(ROOM, {})
    assert frame is not None
    assert np.allclose(frame[:3, 3], (0.4, 1.1, 0.8))
    assert np.allclose(frame[:3, 0], (np.cos(np.radians(20)), np.sin(np.radians(20)), 0.0))


def test_pitch_raises_the_front_and_tilt_the_left_side() -> None:
    nose = own(OwnPlace((0.0, 0.0, 0.0), pitch_deg=30.0), {})
    side = own(OwnPlace((0.0, 0.0, 0.0), tilt_deg=30.0), {})
    assert nose is not None
    assert side is not None
    assert nose[2, 0] == pytest.approx(0.5)
    assert side[2, 1] == pytest.approx(0.5)


@pytest.mark.parametrize(("pose", "lift_m"), [("straight", 0.0), ("found", 0.0), ("side", 0.0), ("straight", 0.6)])
def test_a_place_at_the_body_keeps_its_distance_from_the_hold(patient: Actor, pose: str, lift_m: float) -> None:
    grips = _grips(patient, pose, lift_m)
    frame = own(WRIST, grips)
    assert frame is not None
    away = np.linalg.inv(grips["wrist.right"]) @ frame
    assert np.allclose(away[:3, 3], (-0.08, 0.0, 0.01))
    assert np.allclose(away[:3, :3], np.eye(3))


def test_a_place_at_the_body_goes_with_the_body(patient: Actor) -> None:
    low, high, rolled = (_grips(patient, *way) for way in (("straight",), ("straight", 0.6), ("side",)))
    a, b, c = (own(WRIST, grips) for grips in (low, high, rolled))
    assert a is not None
    assert b is not None
    assert c is not None
    assert b[2, 3] - a[2, 3] == pytest.approx(0.6, abs=1e-6)
    assert np.linalg.norm(c[:3, 3] - a[:3, 3]) > 0.05


def test_an_item_at_a_hold_that_nobody_knows_stays_in_the_kit() -> None:
    body = Body(lambda joint: np.eye(4), 0.0, 0.0)
    places = {"nowhere": OwnPlace((0.0, 0.0, 0.0), at="nose")}
    assert np.allclose(where("nowhere", 0, body, places), where("kit", 0, body, {}))


def _with(scene: Scene, **places: OwnPlace) -> Scene:
    id_, item = next(iter(scene.equipment.items()))
    used = replace(item, place=next(iter(places)))
    return replace(scene, places=frozen_map(places), equipment=frozen_map({**scene.equipment, id_: used}))


def test_own_places_are_known_where_things_are_and_hands_go() -> None:
    scene = scene_of(next(file for file in SCENE_FILES if file.parent.name == "spinal-transport"))
    assert unknown_names(_with(scene, tray=ROOM)) == ()
    wrong = unknown_names(_with(scene, tray=replace(WRIST, at="wirst.right")))
    assert [(one.path, one.name) for one in wrong] == [(("places", "tray", "at"), "wirst.right")]


def test_what_was_hidden_is_at_its_place_at_once_and_what_was_seen_is_brought() -> None:
    path = next(file for file in SCENE_FILES if file.parent.name == "iv-cannulation")
    scene = scene_of(path)
    script = load_script(path.parent / "reference.yaml")
    assert isinstance(script, Script), script
    session = Session(scene, "assess", Unrecorded())
    performing.perform(script, session)
    told = [(event.at_s, state) for event, state in states(scene, tuple(session.events))]
    view = StageView(Renderer(a_display(), 320, 200), CameraRig(presets(scene)))
    try:
        director = Director(view, scene)
        went = {event.action: event.at_s for event in session.events if isinstance(event, ActionStarted)}
        for action, item, at_once in (("slide-catheter", "catheter", True), ("insert-cannula", "cannula", False)):
            at_s = went[action] + 0.05
            state = [state for told_s, state in told if told_s <= at_s][-1]
            director.show(state, at_s, GuidedBody(scene).pose(state, at_s))
            goal = director.holds()[state.items[item].current.place]
            away = np.linalg.norm(director.item_frames[item][:3, 3] - goal[:3, 3])
            assert bool(away < 1e-6) == at_once, f"{item} is {away:.3f} m from its place"
    finally:
        view.close()
