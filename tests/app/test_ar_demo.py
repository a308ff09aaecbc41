"""Augmented reality without hardware: a cube in a film leads the head through a handling."""

from pathlib import Path

import numpy as np
import pytest

from simulator.app.ar_demo import Film, FilmedHands, film_of
from simulator.app.augmented import Augmented, placed
from simulator.app.catalogue import Catalogue
from simulator.app.theatre import Theatre, open_theatre
from simulator.app.unrecorded import Unrecorded
from simulator.ar.detecting import Detector
from simulator.ar.targets import BOARDS
from simulator.core.twin.compressions import compressions, rates
from simulator.core.twin.measures import measure
from simulator.core.twin.steering import HeadInput
from simulator.presenting.tabletop import Tabletop
from simulator.session import Session
from tests.recording.test_pressings import COUNT, SCENE

A4 = BOARDS["a4"]


def film() -> Film:
    return Film(A4, Tabletop(A4.size_m, 0.25))


def test_a_roll_led_by_the_cube_of_a_film_is_a_roll_led_by_a_learner() -> None:
    scene = Catalogue().scene("spinal-transport")
    session = Session(scene, "practise", Unrecorded())
    hands = FilmedHands(film(), session)
    session.lead(hands)
    session.perform(0.0, "hold-head", None, {"hold": "in-line"})
    session.tick(6.0)
    session.perform(6.0, "place-hands")
    session.tick(10.0)
    session.perform(10.0, "roll-to-side", None, {"call": "counted"})
    session.tick(18.0)
    roll = next(m for m in session.movements if m.action == "roll-to-side")
    assert roll.led_by == "learner"
    assert roll.ended == "done"
    assert hands.unseen < 0.05 * hands.pictures
    assert max(measure(roll.track).head_trunk_deg) < 20.0


def test_the_film_shows_the_cube_as_it_is_held() -> None:
    shown = film()
    detector = Detector(A4)
    for head in (HeadInput(), HeadInput(turn_deg=40.0, height_m=0.06), HeadInput(turn_deg=-30.0, nod_deg=8.0)):
        shown.hold(float(len(shown.times)), head)
    turns = []
    for at_s in (0.5, 1.5, 2.5):
        seen = detector.look(shown.picture(at_s), shown.lens)
        assert seen.board is not None
        turns.append(shown.table.on_stage(placed(seen.board), placed(seen.tools["head"])))
    assert turns[1].place_m[2] - turns[0].place_m[2] == pytest.approx(0.06, abs=0.01)
    cosine = 0.5 * (np.trace(turns[1].turn @ turns[0].turn.T) - 1.0)
    assert np.degrees(np.arccos(cosine)) == pytest.approx(40.0, abs=2.0)


def test_compressions_led_by_the_cube_of_a_film_are_as_deep_and_as_quick_as_they_were_pushed() -> None:
    session = Session(SCENE, "practise", Unrecorded())
    hands = FilmedHands(film(), session)
    session.lead(hands)
    session.perform(1.0, "press")
    session.tick(12.0)
    (series,) = session.movements
    found = [one for one in compressions(zip(series.track.time_s, series.track.depth_mm, strict=True)) if one.up]
    assert (series.led_by, series.ended, len(found)) == ("learner", "done", COUNT)
    assert 50.0 <= np.mean([one.depth_mm for one in found]) <= 60.0
    assert np.mean([one.left_mm for one in found]) < 5.0
    assert 105.0 < np.mean([rate for _, rate in rates(found)]) < 115.0
    assert hands.unseen < 0.05 * hands.pictures


@pytest.mark.parametrize(("name", "scale", "cube"), [
    ("spinal-helmet", 1 / 4, True), ("iv-cannulation", 1 / 6, False), ("protective-equipment", 1 / 6, False),
])  # fmt: skip
def test_a_film_is_made_for_its_scene(name: str, scale: float, cube: bool) -> None:
    shown = film_of(Catalogue().scene(name))
    assert (shown.table.scale, shown.cube) == (scale, cube)
    seen = Detector(A4).look(shown.picture(0.0), shown.lens)
    assert ("head" in seen.tools) == cube


def test_the_composed_picture_holds_camera_and_stage(tmp_path: Path) -> None:
    scene = Catalogue().scene("spinal-transport")
    theatre = open_theatre(scene, None, (640, 360))
    assert isinstance(theatre, Theatre), theatre
    shown = film()
    try:
        augmented = Augmented(theatre, A4, shown.lens, 0.25)
        picture = shown.picture(0.0)
        board = Detector(A4).look(picture, shown.lens).board
        alone = np.frombuffer(augmented.compose(picture, None).data, np.uint8).reshape(720, 1280, 4)[..., :3].copy()
        frame = augmented.compose(picture, board)
        both = np.frombuffer(frame.data, np.uint8).reshape(720, 1280, 4)[..., :3]
        changed = np.abs(both.astype(int) - alone).max(axis=2) > 25
        assert 0.1 < changed.mean() < 0.7
        assert Detector(A4).look(alone, shown.lens).board is not None
        assert Detector(A4).look(both, shown.lens).board is None  # patient and ground sheet hide the printed one
        augmented.close()
        assert theatre.view.frame().width_px == 640
    finally:
        theatre.close()
