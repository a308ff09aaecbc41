"""Where the viewer is: orbit, pan, zoom and eased flights, inside sensible limits. Plain numbers, no toolkit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import cos, exp, log, pi, radians, sin, tan

Point = tuple[float, float, float]

REFERENCE_ASPECT = 1.45  # presets are composed for a frame of this shape
FLIGHT_S, ZOOM_S = 0.75, 0.16
_ORBIT_DEG_PER_PX, _ZOOM_PER_STEP = 0.28, 0.13


@dataclass(frozen=True, slots=True)
class View:
    """Looking at `target_m` from `distance_m` away. Azimuth 0 looks along +y, 90 looks along -x, counted to the right;
    elevation 90 looks straight down. `fov_deg` is the vertical angle of a frame of the reference shape."""

    target_m: Point = (0.0, 0.0, 0.4)
    distance_m: float = 4.4
    azimuth_deg: float = -18.0
    elevation_deg: float = 26.0
    fov_deg: float = 36.0


@dataclass(frozen=True, slots=True)
class Preset:
    """A view with a name, as data."""

    name: str
    view: View


PRESETS = (
    Preset("overview", View((0.12, 0.18, 0.42), 4.7, -20.0, 24.0)),
    Preset("head", View((0.78, 0.0, 0.22), 1.7, -38.0, 34.0)),
    Preset("side", View((0.1, 0.0, 0.35), 4.2, 0.0, 9.0)),
    Preset("top", View((0.1, 0.05, 0.0), 4.8, 0.0, 86.0)),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Where the viewer may go: a box for the target, and shells round it. The eye stays above the floor."""

    low_m: Point = (-2.6, -2.2, 0.0)
    high_m: Point = (2.6, 2.2, 1.9)
    nearest_m: float = 0.45
    farthest_m: float = 8.0
    lowest_deg: float = -8.0
    highest_deg: float = 88.0
    eye_above_floor_m: float = 0.12


def eye_m(view: View) -> Point:
    """Where the eye is, in world metres."""
    az, el = radians(view.azimuth_deg), radians(view.elevation_deg)
    x, y, z = view.target_m
    d = view.distance_m
    return (x + d * sin(az) * cos(el), y - d * cos(az) * cos(el), z + d * sin(el))


def kept_inside(view: View, limits: Limits) -> View:
    """The nearest view that the limits allow."""
    low, high = limits.low_m, limits.high_m
    target = tuple(min(max(c, a), b) for c, a, b in zip(view.target_m, low, high, strict=True))
    distance = min(max(view.distance_m, limits.nearest_m), limits.farthest_m)
    elevation = min(max(view.elevation_deg, limits.lowest_deg), limits.highest_deg)
    # Just high enough that the eye does not sink: sin(elevation) >= (floor + clearance - target height) / distance.
    while target[2] + distance * sin(radians(elevation)) < limits.eye_above_floor_m and elevation < 80.0:
        elevation += 0.25
    azimuth = (view.azimuth_deg + 180.0) % 360.0 - 180.0
    return View((target[0], target[1], target[2]), distance, azimuth, elevation, view.fov_deg)


def between(a: View, b: View, u: float) -> View:
    """Part of the way from one view to another: the short way round, and evenly in the log of distance."""
    turn = (b.azimuth_deg - a.azimuth_deg + 180.0) % 360.0 - 180.0
    mix = tuple(p + (q - p) * u for p, q in zip(a.target_m, b.target_m, strict=True))
    return View(
        (mix[0], mix[1], mix[2]),
        exp(log(a.distance_m) * (1.0 - u) + log(b.distance_m) * u),
        a.azimuth_deg + turn * u,
        a.elevation_deg + (b.elevation_deg - a.elevation_deg) * u,
        a.fov_deg + (b.fov_deg - a.fov_deg) * u,
    )


def stepping_back(aspect: float) -> float:
    """How many times farther away the eye must be so that a frame narrower than the reference still shows it all."""
    return max(1.0, REFERENCE_ASPECT / max(aspect, 0.2))


@dataclass(slots=True)
class _Flight:
    start: View
    goal: View
    duration_s: float
    elapsed_s: float = 0.0


class CameraRig:
    """The view that moves. All sizes in pixels are those of the frame."""

    def __init__(self, presets: Iterable[Preset] = PRESETS, limits: Limits | None = None) -> None:
        self._presets = {preset.name: preset.view for preset in presets}
        self._limits = limits or Limits()
        self._view = kept_inside(next(iter(self._presets.values()), View()), self._limits)
        self._flight: _Flight | None = None

    @property
    def view(self) -> View:
        """What is seen now."""
        return self._view

    @property
    def preset_names(self) -> tuple[str, ...]:
        """The named views, in their order."""
        return tuple(self._presets)

    @property
    def flying(self) -> bool:
        """Whether a flight goes on."""
        return self._flight is not None

    def shown_m(self, aspect: float) -> tuple[Point, Point, float]:
        """Eye, target and vertical angle in degrees for a frame of this shape."""
        near = self._view
        return eye_m(replace(near, distance_m=near.distance_m * stepping_back(aspect))), near.target_m, near.fov_deg

    def jump(self, view: View) -> None:
        """Be there at once."""
        self._flight = None
        self._view = kept_inside(view, self._limits)

    def fly(self, to: str | View, duration_s: float = FLIGHT_S) -> None:
        """Start an eased flight to a preset or a view. Raises KeyError for a name that is no preset."""
        goal = kept_inside(self._presets[to] if isinstance(to, str) else to, self._limits)
        self._flight = _Flight(self._view, goal, duration_s)

    def advance(self, dt_s: float) -> bool:
        """Let a flight go on. True if the view changed."""
        flight = self._flight
        if flight is None:
            return False
        flight.elapsed_s += max(dt_s, 0.0)
        u = min(flight.elapsed_s / flight.duration_s, 1.0)
        self._view = between(flight.start, flight.goal, 0.5 - 0.5 * cos(pi * u))
        if u >= 1.0:
            self._view, self._flight = flight.goal, None
        return True

    def orbit(self, right_px: float, down_px: float) -> None:
        """Turn round the target: the room follows the hand."""
        view = self._view
        self.jump(
            replace(
                view,
                azimuth_deg=view.azimuth_deg - right_px * _ORBIT_DEG_PER_PX,
                elevation_deg=view.elevation_deg + down_px * _ORBIT_DEG_PER_PX,
            )
        )

    def pan(self, right_px: float, down_px: float, height_px: int, aspect: float = REFERENCE_ASPECT) -> None:
        """Move the target so that what was under the pointer stays under it."""
        view = self._view
        metres = 2 * view.distance_m * stepping_back(aspect) * tan(radians(view.fov_deg) / 2) / max(height_px, 1)
        az, el = radians(view.azimuth_deg), radians(view.elevation_deg)
        right = (cos(az), sin(az), 0.0)
        up = (-sin(az) * sin(el), cos(az) * sin(el), cos(el))
        moved = tuple(
            c - right_px * metres * r + down_px * metres * u for c, r, u in zip(view.target_m, right, up, strict=True)
        )
        self.jump(replace(view, target_m=(moved[0], moved[1], moved[2])))

    def zoom(self, steps: float) -> None:
        """Come nearer by notches, quickly but not in a jerk; notches that follow each other add up."""
        base = self._flight.goal if self._flight else self._view
        goal = kept_inside(replace(base, distance_m=base.distance_m * exp(-_ZOOM_PER_STEP * steps)), self._limits)
        self._flight = _Flight(self._view, goal, ZOOM_S)
