"""From picture to picture: poses that do not flip, tremble or vanish with one bad frame."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import pi
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from simulator.ar.detecting import Detector, Seen
from simulator.ar.lens import Lens
from simulator.ar.pose import Pose, angle_deg

Floats = npt.NDArray[np.float64]
Picture = npt.NDArray[np.uint8]

BOARD: Final = "board sheet"
"""The name of the sheet among the tracked things; tools have their own names."""

# All own choices, tried on rendered pictures.
BRIDGED_S: Final = 0.35
"""So long a thing that is no longer seen stays where it was."""
REMEMBERED_S: Final = 1.0
"""So long an earlier pose decides between two that fit alike."""
_JUMP_DEG: Final = 45.0
_JUMP_M: Final = 0.12
"""A turn or a way between two pictures that no hand makes: believed only when the next picture says the same."""
_SLOWEST_HZ: Final = 1.2
_QUICKER: Final = 300.0
_TURNING: Final = 2.5
"""The filter (One-Euro, Casiez et al., CHI 2012): what stands still is smoothed at the slowest cut-off, which rises
with speed: by so many Hz for a metre, and for a radian, in a second."""
_SPEED_HZ: Final = 2.0
"""The speed itself is smoothed so little that a cube that presses a chest, twice a second, does not seem to rest."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A thing as it is shown: its smoothed pose, and since when (s) it has not been seen; 0 while it is."""

    pose: Pose
    unseen_s: float = 0.0


@dataclass(slots=True)
class _Thing:
    raw: Pose
    smooth: Pose
    seen_s: float
    way_m_s: Floats = field(default_factory=lambda: np.zeros(3))
    spin_rad_s: Floats = field(default_factory=lambda: np.zeros(3))
    odd: Pose | None = None


class Chooser:
    """Decides between two poses that fit alike by what was seen before."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[float, Pose]] = {}

    def poses(self, seen: Seen, at_s: float) -> dict[str, Pose]:
        """Every thing that is certain enough in a picture taken at `at_s` (s)."""
        certain: dict[str, Pose] = dict(seen.tools)
        if seen.board is not None:
            certain[BOARD] = seen.board
        for name, pair in seen.doubtful.items():
            when, last = self._last.get(name, (-1e9, None))
            if last is not None and at_s - when <= REMEMBERED_S:
                certain[name] = min(pair, key=lambda pose: angle_deg(pose.turn, last.turn))
        for name, pose in certain.items():
            self._last[name] = (at_s, pose)
        return certain


class Tracker:
    """Follows the board and the tools through the pictures of one camera."""

    def __init__(self, detector: Detector, lens: Lens) -> None:
        self._detector, self._lens = detector, lens
        self._chooser = Chooser()
        self._things: dict[str, _Thing] = {}

    def follow(self, picture: Picture, at_s: float) -> Mapping[str, Tracked]:
        """What is tracked after a picture taken at `at_s` (s); things lost for longer than `BRIDGED_S` are left out."""
        height, width = picture.shape[:2]
        seen = self._detector.look(picture, self._lens.scaled(width, height))
        for name, pose in self._chooser.poses(seen, at_s).items():
            self._take(name, pose, at_s)
        shown = {}
        for name, thing in self._things.items():
            unseen = at_s - thing.seen_s
            if unseen <= BRIDGED_S:
                shown[name] = Tracked(thing.smooth, unseen)
        return shown

    def _take(self, name: str, pose: Pose, at_s: float) -> None:
        thing = self._things.get(name)
        if thing is None or at_s - thing.seen_s > BRIDGED_S:
            self._things[name] = _Thing(pose, pose, at_s)
            return
        if _jumped(thing.raw, pose) and (thing.odd is None or _jumped(thing.odd, pose)):
            thing.odd = pose
            return
        if _jumped(thing.raw, pose):
            self._things[name] = _Thing(pose, pose, at_s)
            return
        thing.odd = None
        _smooth(thing, pose, at_s - thing.seen_s)
        thing.raw, thing.seen_s = pose, at_s


def _jumped(before: Pose, now: Pose) -> bool:
    way = float(np.linalg.norm(now.position_m - before.position_m))
    return way > _JUMP_M or angle_deg(now.turn, before.turn) > _JUMP_DEG


def _smooth(thing: _Thing, pose: Pose, since_s: float) -> None:
    if since_s <= 0.0:
        return
    slow = _share(1.0, since_s)
    speed = (pose.position_m - thing.raw.position_m) / since_s
    thing.way_m_s += _share(_SPEED_HZ, since_s) * (speed - thing.way_m_s)
    spin = cv2.Rodrigues(pose.turn @ thing.raw.turn.T)[0].ravel() / since_s
    thing.spin_rad_s += slow * (spin - thing.spin_rad_s)
    along = _share(_SLOWEST_HZ + _QUICKER * float(np.linalg.norm(thing.way_m_s)), since_s)
    around = _share(_SLOWEST_HZ + _TURNING * float(np.linalg.norm(thing.spin_rad_s)), since_s)
    place = thing.smooth.position_m + along * (pose.position_m - thing.smooth.position_m)
    rest = cv2.Rodrigues(pose.turn @ thing.smooth.turn.T)[0]
    turn = np.asarray(cv2.Rodrigues(around * rest)[0] @ thing.smooth.turn)
    thing.smooth = Pose(place, turn, pose.error_px, pose.points)


def _share(cutoff_hz: float, since_s: float) -> float:
    """How far an exponential filter goes towards the new value."""
    constant_s = 1.0 / (2.0 * pi * cutoff_hz)
    return 1.0 / (1.0 + constant_s / since_s)
