"""Where pieces of equipment are: named places on the floor, on the patient and on the support under the patient.

A place answers with a frame (4, 4) in the world for an item whose own origin and axes its recipe documents.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from simulator.core.scene import OwnPlace
from simulator.core.twin.body import BOARD_Y_M, MIDDLE_Y_M
from simulator.stage.grips import grip_name
from simulator.stage.rotations import Floats

JointWorld = Callable[[str], Floats]

# Height of the lying surface of what can lie under the patient, metres above its resting plane.
SUPPORT_M = {"long-board": 0.056, "soft-stretcher": 0.078, "scoop-left": 0.030, "scoop-right": 0.030, "ward-bed": 0.74}


@dataclass(frozen=True, slots=True)
class Body:
    """What places on the patient need: joints (4, 4) in the world, height of the surface that the patient lies on,
    of what carries that surface, and how far the body lies on its back (1) or on its side (0). `tilt` (3, 3) turns a
    level surface into this one; the heights count along its normal. `grips`: frames (4, 4) of the holds on him."""

    joint: JointWorld
    surface_m: float
    carrier_m: float
    lying: float = 1.0
    tilt: Floats = field(default_factory=lambda: np.eye(3))
    grips: Mapping[str, Floats] = field(default_factory=dict)

    def on_plane(self, x_m: float, y_m: float, height_m: float) -> Floats:
        """A place on the plane of the surface or of its carrier, above (x, y) on the floor, tilted with it."""
        up = self.tilt[:, 2]
        result = np.eye(4)
        result[:3, :3] = self.tilt
        result[:3, 3] = x_m, y_m, (height_m - up[0] * x_m - up[1] * y_m) / up[2]
        return result


def lying_share(roll_deg: float) -> float:
    """1 on the back, 0 from 60 degrees of roll on."""
    return min(1.0, max(0.0, 1.0 - roll_deg / 60.0))


def frame(x_m: float, y_m: float, z_m: float, heading_deg: float = 0.0, tilt_deg: float = 0.0) -> Floats:
    """A place with a heading about z and a tilt about the item's own x (edge of +y up)."""
    h, t = np.radians(heading_deg), np.radians(tilt_deg)
    turn = np.array([[np.cos(h), -np.sin(h), 0], [np.sin(h), np.cos(h), 0], [0, 0, 1.0]])
    lean = np.array([[1.0, 0, 0], [0, np.cos(t), -np.sin(t)], [0, np.sin(t), np.cos(t)]])
    result = np.eye(4)
    result[:3, :3], result[:3, 3] = turn @ lean, (x_m, y_m, z_m)
    return result


# On the floor: x, y (m) and heading (deg) of the spots of a place; what comes after the last spot stands beyond it.
Spots = tuple[tuple[float, float, float], ...]
FLOOR: dict[str, Spots] = {
    "by-wall": ((-0.35, 1.72, 180.0), (-0.30, 2.20, 180.0)),
    "kit": ((1.42, -0.98, 20.0), (1.62, -0.52, 8.0), (1.80, -0.92, -16.0), (1.10, -1.22, 30.0), (2.14, -0.55, 10.0)),
    "bag": ((0.86, 1.00, -30.0), (0.98, 1.24, 40.0), (0.72, 1.22, 12.0), (1.22, 1.10, 20.0)),
    "beside": ((-0.02, -1.32, 0.0), (-0.02, -1.90, 0.0)),
    "at-head": ((1.30, 1.06, -18.0), (1.62, 0.62, 0.0)),
    "monitor-stand": ((1.92, 0.44, -28.0),),
}
_BEYOND_M = 0.34


def on_floor(place: str, number: int) -> Floats:
    """The n-th thing at a place on the floor, counted from 0."""
    spots = FLOOR[place]
    x, y, heading = spots[min(number, len(spots) - 1)]
    return frame(x + _BEYOND_M * max(number - len(spots) + 1, 0), y, 0.0, heading)


def at_back(body: Body) -> Floats:
    """Flat on the floor with its edge against the back of the patient who lies on the side; under who lies down."""
    return body.on_plane(0.0, BOARD_Y_M - (1.0 - body.lying) * 0.20, body.carrier_m)


def under(body: Body) -> Floats:
    """Under the patient."""
    return body.on_plane(0.0, BOARD_Y_M, body.carrier_m)


def half_under(body: Body) -> Floats:
    """Under the patient as one half of what closes round him where he lies."""
    return body.on_plane(0.0, MIDDLE_Y_M["scoop"], body.carrier_m)


# A joint's axes at rest: left +x, back +y, up +z. A collar's axes: front +x, left +y, crown +z.
_COLLAR = np.array([[0.0, 1.0, 0.0, 0.0], [-1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]])
_REVERSED = np.diag([-1.0, -1.0, 1.0, 1.0])


def round_neck(body: Body) -> Floats:
    """Round the neck, the right way round."""
    return np.asarray(body.joint("neck_1") @ _COLLAR)


def round_neck_reversed(body: Body) -> Floats:
    """Round the neck with the back in front."""
    return np.asarray(body.joint("neck_1") @ _COLLAR @ _REVERSED)


# A helmet's axes are a collar's, from the middle of the skull; half off it is raised in front, past the nose.
_SKULL_M = (0.005, 0.0, 0.055)
_HALF_OFF_M, _RAISED_DEG = 0.080, 10.0


def on_head(body: Body) -> Floats:
    """Worn on the head."""
    worn = np.eye(4)
    worn[:3, 3] = _SKULL_M
    return np.asarray(body.joint("head") @ _COLLAR @ worn)


def half_off_head(body: Body) -> Floats:
    """Drawn along the head's axis as far as the ears, and tilted for the nose."""
    c, s = np.cos(np.radians(_RAISED_DEG)), np.sin(np.radians(_RAISED_DEG))
    drawn = np.array([[c, 0.0, -s, 0.0], [0.0, 1.0, 0.0, 0.0], [s, 0.0, c, _HALF_OFF_M], [0.0, 0.0, 0.0, 1.0]])
    return np.asarray(on_head(body) @ drawn)


def _below(joint: str, along_m: float) -> Callable[[Body], Floats]:
    def place(body: Body) -> Floats:
        point = body.joint(joint)[:3, 3]
        return body.on_plane(float(point[0]) + along_m, float(point[1]), body.surface_m)

    return place


ON_BODY: dict[str, Callable[[Body], Floats]] = {
    "at-back": at_back,
    "under": under,
    "half-under": half_under,
    "neck": round_neck,
    "neck-right": round_neck,
    "neck-reversed": round_neck_reversed,
    "on-head": on_head,
    "half-off-head": half_off_head,
    "head": _below("head", 0.045),
    "under-head": _below("head", 0.045),
    "under-back": _below("spine_1", 0.02),
    "under-knees": _below("shin.l", 0.0),
}


def known(place: str) -> bool:
    """Is this a place where things can be?"""
    return place in ON_BODY or place in FLOOR


def own(place: OwnPlace, grips: Mapping[str, Floats]) -> Floats | None:
    """The frame (4, 4) of a place of the scene's own; None at a hold that nobody knows."""
    start = np.eye(4) if place.at is None else grips.get(grip_name(place.at))
    if start is None:
        return None
    p = np.radians(place.pitch_deg)
    result = frame(*place.point_m, place.heading_deg or 0.0)
    result[:3, :3] = result[:3, :3] @ np.array([[np.cos(p), 0, -np.sin(p)], [0, 1.0, 0], [np.sin(p), 0, np.cos(p)]])
    result[:3, :3] = result[:3, :3] @ frame(0.0, 0.0, 0.0, 0.0, place.tilt_deg)[:3, :3]
    return np.asarray(start @ result)


def where(place: str, number: int, body: Body, places: Mapping[str, OwnPlace]) -> Floats:
    """The frame of the `number`-th item at `place`, one of the scene's own `places` first; an unknown place is the
    kit."""
    if place in places:
        found = own(places[place], body.grips)
        return on_floor("kit", number) if found is None else found
    if place in ON_BODY:
        return ON_BODY[place](body)
    return on_floor(place if place in FLOOR else "kit", number)


def between(a: Floats, b: Floats, share: float, arc_m: float = 0.0) -> Floats:
    """Part of the way from one frame to another, on a small arc over the things between."""
    if share <= 0.0:
        return a
    if share >= 1.0:
        return b
    mix = (1.0 - share) * a[:3, :3] + share * b[:3, :3]
    u, _, v = np.linalg.svd(mix)
    result = np.eye(4)
    result[:3, :3] = u @ v
    result[:3, 3] = (1.0 - share) * a[:3, 3] + share * b[:3, 3]
    result[2, 3] += arc_m * 4.0 * share * (1.0 - share)
    return result
