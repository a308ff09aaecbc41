"""Where on the floor a pixel points, and where a point of the floor is seen."""

from math import radians, tan

from simulator.stage.camera import Point
from simulator.stage.view import StageView

_FARTHEST_M = 12.0


def floor_point(view: StageView, x_px: float, y_px: float) -> tuple[float, float] | None:
    """The point (x, y; m) of the floor under a pixel of the frame; None above the horizon or too far away."""
    width, height = view.renderer.size_px
    eye, target, fov_deg = view.rig.shown_m(width / height)
    ahead, right, up = _axes(eye, target)
    half = tan(radians(fov_deg) / 2)
    across, rise = (2 * (x_px + 0.5) / width - 1) * half * width / height, (1 - 2 * (y_px + 0.5) / height) * half
    way = [a + across * r + rise * u for a, r, u in zip(ahead, right, up, strict=True)]
    if way[2] >= -1e-6:
        return None
    far = -eye[2] / way[2]
    return (eye[0] + far * way[0], eye[1] + far * way[1]) if far < _FARTHEST_M else None


def pixel_of(view: StageView, x_m: float, y_m: float) -> tuple[float, float] | None:
    """The pixel at which a point of the floor is seen; None behind the viewer."""
    width, height = view.renderer.size_px
    eye, target, fov_deg = view.rig.shown_m(width / height)
    way = (x_m - eye[0], y_m - eye[1], -eye[2])
    deep, across, rise = (sum(w * a for w, a in zip(way, axis, strict=True)) for axis in _axes(eye, target))
    if deep <= 0.0:
        return None
    half = tan(radians(fov_deg) / 2) * deep
    return (across / half * height / width + 1) / 2 * width - 0.5, (1 - rise / half) / 2 * height - 0.5


def _axes(eye: Point, target: Point) -> tuple[Point, Point, Point]:
    ahead = _unit((target[0] - eye[0], target[1] - eye[1], target[2] - eye[2]))
    right = _unit((ahead[1], -ahead[0], 0.0))
    up = (right[1] * ahead[2], -right[0] * ahead[2], right[0] * ahead[1] - right[1] * ahead[0])
    return ahead, right, up


def _unit(v: Point) -> Point:
    length = (v[0] ** 2 + v[1] ** 2 + v[2] ** 2) ** 0.5 or 1.0
    return v[0] / length, v[1] / length, v[2] / length
