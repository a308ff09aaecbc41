"""Ways round the patient, the colour of strain, who is in the way, and the live picture of the monitor."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from panda3d import core as p3d

from simulator.stage import monitor, strain
from simulator.stage.clearing import in_the_way
from simulator.stage.library import load_item
from simulator.stage.route import PATIENT_HIGH, PATIENT_LOW, along, crosses_patient, length_m, way

SPOTS = st.tuples(st.floats(-2.4, 2.4), st.floats(-1.9, 1.9))


def outside(spot: tuple[float, float], margin_m: float = 0.02) -> bool:
    edges = zip(spot, PATIENT_LOW, PATIENT_HIGH, strict=True)
    return any(not low - margin_m <= c <= high + margin_m for c, low, high in edges)


@given(SPOTS, SPOTS)
def test_no_way_leads_over_the_patient(start: tuple[float, float], goal: tuple[float, float]) -> None:
    if not (outside(start) and outside(goal)):
        return
    points = way(start, goal)
    assert points[0] == start
    assert points[-1] == goal
    assert not any(crosses_patient(a, b) for a, b in pairwise(points))
    assert along(points, length_m(points))[0] == pytest.approx(goal)


def test_a_way_keeps_clear_of_people_where_there_is_room() -> None:
    start, goal, other = (-1.8, 1.6), (1.8, 1.6), (0.0, 1.6)
    around = way(start, goal, (other,))
    assert len(way(start, goal)) == 2
    assert min(np.hypot(x - other[0], y - other[1]) for x, y in around) > 0.1
    assert length_m(around) > length_m((start, goal))


@pytest.mark.parametrize(
    ("angles", "wanted"),
    [
        ((0.0, 0.0, 0.0), strain.INJURED),
        ((4.9, 0.0, 0.0), strain.GREEN),
        ((0.0, -3.1, 0.0), strain.AMBER),
        ((0.0, 0.0, 8.1), strain.RED),
        ((-11.5, 0.0, 0.0), strain.RED),
    ],
)
def test_the_colour_of_a_level_follows_its_worst_angle(
    angles: tuple[float, float, float], wanted: tuple[float, float, float]
) -> None:
    assert strain.colour(angles) == wanted


def test_only_who_stands_before_the_spine_is_in_the_way() -> None:
    eye, spine = np.array([0.0, -4.0, 1.5]), np.array([[0.0, 0.0, 0.2]])
    assert in_the_way(np.array([[0.0, -1.0, 0.6]]), eye, spine)
    assert not in_the_way(np.array([[0.0, 1.0, 0.6]]), eye, spine)
    assert not in_the_way(np.array([[1.2, -1.0, 0.6]]), eye, spine)


def test_the_monitor_shows_its_signs_and_steps_only_with_time() -> None:
    model = p3d.NodePath("hook")
    load_item("monitor").reparentTo(model)
    screen = monitor.MonitorScreen(model, {"HR": 58, "BP_SYS": 96, "BP_DIA": 54, "RR": 22, "SPO2": 95})
    assert screen.found
    assert not screen.show(0.1)
    assert screen.show(0.3)
    assert not screen.show(0.4)
    texture = model.find("**/screen").findTexture("*")
    rows = np.frombuffer(memoryview(texture.getRamImage()), np.uint8).reshape(monitor.HEIGHT_PX, monitor.WIDTH_PX, 3)
    for row in monitor.ROWS:
        blue_first = np.array(row.colour[::-1])
        assert (np.abs(rows.astype(int) - blue_first).max(axis=2) < 12).sum() > 40, f"{row.label} is not shown"


def test_the_monitor_is_drawn_again_only_when_a_rounded_sign_changes() -> None:
    model = p3d.NodePath("hook")
    load_item("monitor").reparentTo(model)
    screen = monitor.MonitorScreen(model, {"HR": 58.2, "SPO2": 95, "RR": None})
    assert not screen.change({"HR": 57.9, "SPO2": 95.2}, 10.0)
    before = _screen(model)
    assert screen.change({"HR": 61.0, "SPO2": None}, 10.0)
    assert screen.show(10.0)
    after = _screen(model)
    spo2 = slice(78, 78 + 62)
    assert (before[spo2] != monitor._BACK).any()
    assert (after[spo2] == monitor._BACK).all(), "a sign without a value leaves its row empty"


def test_no_wave_jumps_when_the_pace_changes() -> None:
    model = p3d.NodePath("hook")
    load_item("monitor").reparentTo(model)
    screen = monitor.MonitorScreen(model, {"HR": 60})
    head_s = 301.0
    screen.show(head_s)
    before = _screen(model)
    screen.change({"HR": 63}, head_s)
    screen.show(head_s)
    # What is drawn last, just left of the head of the sweep, stays where it was.
    head_px = 8 + round(head_s % monitor.SWEEP_S / monitor.SWEEP_S * monitor._TRACE_PX)
    assert np.array_equal(_screen(model)[8:70, head_px - 3 : head_px], before[8:70, head_px - 3 : head_px])


def _screen(model: p3d.NodePath) -> monitor.Picture:
    """The picture on the screen, red first, top row first."""
    raw = np.frombuffer(memoryview(model.find("**/screen").findTexture("*").getRamImage()), np.uint8)
    return raw.reshape(monitor.HEIGHT_PX, monitor.WIDTH_PX, 3)[::-1, :, ::-1].copy()


def test_a_missing_sign_leaves_its_row_empty() -> None:
    assert monitor.number(monitor.ROWS[0], {"HR": 57.6}) == "58"
    assert monitor.number(monitor.ROWS[3], {"BP_SYS": 96}) == ""
