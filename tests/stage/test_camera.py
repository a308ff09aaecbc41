"""The camera's geometry and its limits."""

from __future__ import annotations

from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.stage.camera import FLIGHT_S, PRESETS, CameraRig, Limits, View, between, eye_m, kept_inside

numbers = st.floats(-400, 400, allow_nan=False)


def test_azimuth_and_elevation_place_the_eye() -> None:
    assert eye_m(View((0, 0, 0), 2.0, 0.0, 0.0)) == pytest.approx((0, -2, 0))
    assert eye_m(View((1, 0, 0), 2.0, 90.0, 0.0)) == pytest.approx((3, 0, 0))
    assert eye_m(View((0, 0, 1), 2.0, 33.0, 90.0)) == pytest.approx((0, 0, 3))


@given(st.lists(st.tuples(st.sampled_from(["orbit", "pan", "zoom"]), numbers, numbers), max_size=20))
def test_no_drag_leaves_the_limits(drags: list[tuple[str, float, float]]) -> None:
    rig, limits = CameraRig(), Limits()
    for kind, a, b in drags:
        if kind == "orbit":
            rig.orbit(a, b)
        elif kind == "pan":
            rig.pan(a, b, 720)
        else:
            rig.zoom(a / 40)
            rig.advance(1.0)
        view = rig.view
        assert eye_m(view)[2] >= limits.eye_above_floor_m - 1e-6
        assert limits.nearest_m <= view.distance_m <= limits.farthest_m
        assert all(low <= c <= high for low, c, high in zip(limits.low_m, view.target_m, limits.high_m, strict=True))
        assert dist(eye_m(view), view.target_m) == pytest.approx(view.distance_m)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_presets_obey_the_limits_and_flights_end_on_them(preset) -> None:
    assert kept_inside(preset.view, Limits()) == preset.view
    rig = CameraRig()
    rig.orbit(500, 90)
    rig.fly(preset.name)
    for _ in range(60):
        rig.advance(FLIGHT_S / 50)
    assert rig.view == preset.view
    assert not rig.flying
    assert rig.advance(1.0) is False


def test_a_flight_is_eased_and_takes_the_short_way_round() -> None:
    rig = CameraRig()
    rig.jump(View(azimuth_deg=170))
    rig.fly(View(azimuth_deg=-170))
    rig.advance(FLIGHT_S * 0.1)
    first = rig.view.azimuth_deg - 170
    assert 0 < first < 1.0  # a tenth of the time, far less than a tenth of the 20 degrees
    rig.advance(FLIGHT_S * 0.4)
    assert rig.view.azimuth_deg == pytest.approx(180)


@given(st.floats(0, 1))
def test_a_view_between_two_lies_between_them(u: float) -> None:
    a, b = View(distance_m=1.0), View(distance_m=4.0)
    assert 1.0 - 1e-9 <= between(a, b, u).distance_m <= 4.0 + 1e-9


def test_dragging_takes_the_flight_over() -> None:
    rig = CameraRig()
    rig.fly("top")
    rig.advance(0.1)
    rig.orbit(1, 0)
    assert not rig.flying


def test_wheel_notches_add_up() -> None:
    rig, one = CameraRig(), CameraRig()
    for _ in range(3):
        rig.zoom(1)
        rig.advance(0.01)
    rig.advance(1)
    one.zoom(3)
    one.advance(1)
    assert rig.view.distance_m == pytest.approx(one.view.distance_m)


def test_a_narrow_frame_steps_back_so_that_the_width_still_fits() -> None:
    rig = CameraRig()
    wide, narrow = rig.shown_m(1.45), rig.shown_m(0.725)
    assert dist(narrow[0], narrow[1]) == pytest.approx(2 * dist(wide[0], wide[1]))


def test_an_unknown_preset_is_a_programmers_error() -> None:
    with pytest.raises(KeyError):
        CameraRig().fly("underwater")
