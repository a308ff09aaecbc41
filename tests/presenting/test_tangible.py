"""Cubes in the learner's hands say what a mouse would say."""

import numpy as np
import pytest

from simulator.app.catalogue import Catalogue
from simulator.core.twin.steering import HeadInput
from simulator.presenting.tabletop import SCALES, WIDE, Placed, Tabletop, middle_m
from simulator.presenting.tangible import AWAY_M, Bringing, Brought, CubeHands, Zone, rotation_vector_deg

AT_NECK = np.array([0.6, 0.0, 0.1])
NECK = {"neck": Zone(AT_NECK[None], 0.0), "chest": Zone(np.array([[0.3, 0.0, 0.15]]), 0.0)}


def about(axis: int, deg: float) -> np.ndarray:
    c, s = np.cos(np.radians(deg)), np.sin(np.radians(deg))
    turn = np.eye(3)
    a, b = [index for index in range(3) if index != axis]
    turn[a, a], turn[b, b] = c, c
    turn[a, b], turn[b, a] = (-s, s) if axis != 1 else (s, -s)
    return turn


def test_a_cube_rolled_onto_the_right_side_and_lifted_is_a_head_turned_and_lifted() -> None:
    hands = CubeHands()
    hands.begin()
    first = Placed(np.array([0.7, 0.1, 0.1]), about(2, 30.0))
    assert hands.follow(first) == HeadInput()
    moved = Placed(first.place_m + np.array([0.01, 0.0, 0.08]), about(0, -40.0) @ first.turn)
    assert hands.follow(moved) == HeadInput(turn_deg=40.0, height_m=0.08, pull_m=0.01)
    nodded = Placed(first.place_m, about(1, -12.0) @ first.turn)
    assert hands.follow(nodded) == HeadInput(nod_deg=12.0)


def test_an_unseen_cube_rests_where_it_was_seen_last() -> None:
    hands = CubeHands()
    hands.begin()
    hands.follow(Placed(np.zeros(3), np.eye(3)))
    here = hands.follow(Placed(np.array([0.0, 0.0, 0.05]), np.eye(3)))
    assert here == HeadInput(height_m=0.05)
    assert hands.follow(None) == here


def test_what_is_brought_to_a_region_and_rests_there_counts_once() -> None:
    bringing = Bringing()
    found = []
    for step in range(60):
        place = AT_NECK + np.array([0.0, 0.0, max(0.04, 0.5 - 0.03 * step)])
        found += bringing.follow({"collar": Placed(place, np.eye(3))}, NECK, step / 30)
    assert found == [Brought("collar", "neck")]
    away = AT_NECK + np.array([0.0, 0.0, AWAY_M + 0.05])
    bringing.follow({"collar": Placed(away, np.eye(3))}, NECK, 2.05)
    again = []
    for step in range(40):
        again += bringing.follow({"collar": Placed(AT_NECK, np.eye(3))}, NECK, 2.1 + step / 30)
    assert again == [Brought("collar", "neck")]


def test_what_passes_by_or_trembles_far_away_is_not_brought() -> None:
    bringing = Bringing()
    found = []
    for step in range(30):
        place = AT_NECK + np.array([0.06 * step - 0.9, 0.0, 0.05])  # past it at nearly two metres a second
        found += bringing.follow({"collar": Placed(place, np.eye(3))}, NECK, step / 30)
    for step in range(90):
        found += bringing.follow({"collar": Placed(AT_NECK + 0.3, np.eye(3))}, NECK, 2 + step / 30)
    assert not found


def rests(bringing: Bringing, place: np.ndarray, from_s: float) -> list[Brought]:
    found: list[Brought] = []
    for step in range(30):
        found += bringing.follow({"board": Placed(place, np.eye(3))}, NECK, from_s + step / 30)
    return found


def test_what_is_laid_beside_the_patient_is_brought_there_but_not_what_lay_there_from_the_first() -> None:
    bringing = Bringing(ground="ground")
    beside, elsewhere = np.array([0.4, -0.8, 0.08]), np.array([0.4, -0.8, 0.7])
    assert not rests(bringing, beside, 0.0)
    assert not rests(bringing, elsewhere, 1.0)
    assert rests(bringing, beside, 2.0) == [Brought("board", "ground")]
    assert not rests(bringing, beside, 3.0)
    # Hidden in the hand on its way, and seen again in another place.
    assert rests(bringing, np.array([0.0, -0.9, 0.08]), 6.0) == [Brought("board", "ground")]


def test_a_long_region_is_as_near_at_its_end_as_in_its_middle() -> None:
    legs = Zone(np.linspace([-0.2, 0.0, 0.1], [-0.9, 0.0, 0.1], 8), 0.1)
    assert legs.away_m(np.array([-0.9, 0.0, 0.25])) == pytest.approx(0.05)
    assert legs.away_m(np.array([-0.5, 0.05, 0.1])) == 0.0


@pytest.mark.parametrize("scale", SCALES.values())
def test_the_table_and_the_stage_are_each_others_reverse(scale: float) -> None:
    table = Tabletop((0.252, 0.18), scale, (-1.2, 0.3))
    board = Placed(np.array([-0.1, -0.05, 0.7]), about(0, -50.0) @ about(2, 10.0))
    thing = Placed(np.array([0.4, -0.2, 0.3]), about(1, 25.0))
    seen = table.before_camera(board, thing)
    back = table.on_stage(board, seen)
    assert np.allclose(back.place_m, thing.place_m)
    assert np.allclose(back.turn, thing.turn)


def test_the_stage_stands_on_the_table_with_the_head_to_the_right_and_its_far_side_away() -> None:
    table = Tabletop((0.252, 0.18), 0.25)
    level = Placed(np.array([-0.126, -0.09, 0.7]), np.eye(3))  # a camera that looks straight down on the board
    middle = table.before_camera(level, Placed(np.zeros(3), np.eye(3))).place_m
    assert np.allclose(middle, [0.0, 0.0, 0.7])
    head = table.before_camera(level, Placed(np.array([0.8, 0.0, 0.0]), np.eye(3))).place_m
    assert np.allclose(head, [0.2, 0.0, 0.7])
    above = table.before_camera(level, Placed(np.array([0.0, 0.4, 0.4]), np.eye(3))).place_m
    assert np.allclose(above, [0.0, -0.1, 0.6])
    assert np.allclose(table.camera(level).place_m, [0.0, 0.0, 2.8])


def test_the_board_lies_at_the_hips_but_in_the_middle_of_a_scene_that_is_played_far_from_them() -> None:
    assert middle_m(Catalogue().scene("spinal-transport")) == (0.0, 0.0)
    scene = Catalogue().scene("protective-equipment")
    x_m, y_m = middle_m(scene)
    door = scene.stations["dress"]
    assert door.x_m < x_m < 0.0
    assert abs(y_m) < 0.3
    # Seen from above at 1:6, who dresses at the door and the patient's head are less than 50 cm from the middle.
    table = Tabletop((0.252, 0.18), SCALES[WIDE], (x_m, y_m))
    level = Placed(np.array([-0.126, -0.09, 0.9]), np.eye(3))
    for spot in ((door.x_m, door.y_m), (0.8, 0.0)):
        seen = table.before_camera(level, Placed(np.array([*spot, 0.0]), np.eye(3))).place_m
        assert abs(seen[0]) < 0.5


def test_a_rotation_vector_is_right_up_to_half_a_turn() -> None:
    for deg in (-170.0, -90.0, -1.0, 0.0, 45.0, 120.0, 179.0):
        assert rotation_vector_deg(about(0, deg)) == pytest.approx([deg, 0.0, 0.0], abs=1e-6)
