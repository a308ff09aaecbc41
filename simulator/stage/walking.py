"""People on their feet: the gait along a way, and getting up and down."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, degrees

import numpy as np

from simulator.stage.rig import Pose, blend
from simulator.stage.rotations import Floats, turn
from simulator.stage.route import Spot, along
from simulator.stage.stance import Actor, on_floor

_STRIDE_M = 1.30
_SWING_DEG = 25.0
_LOOK_AHEAD_M = 0.30  # over this length of the way the heading is taken, so that nobody turns on the spot in a bend
_LEFT = np.array([1.0, 0.0, 0.0])


@dataclass(frozen=True, slots=True)
class Walk:
    """A way, and when (s since the person set out) the person is up, stoops for a thing and comes away with it, has
    arrived, and is down again. `fetch_m`: where on the way the thing is taken up; below 0 there is none."""

    points: tuple[Spot, ...]
    length_m: float
    up_s: float
    there_s: float
    down_s: float
    fetch_m: float = -1.0
    stoop_s: float = 0.0
    away_s: float = 0.0

    @property
    def taken_s(self) -> float:
        """When the hands have the thing."""
        return 0.5 * (self.stoop_s + self.away_s)

    def walked_m(self, passed_s: float) -> float:
        """How far along the way one is."""
        if self.fetch_m < 0.0:
            return _part(passed_s, self.up_s, self.there_s) * self.length_m
        rest_m = self.length_m - self.fetch_m
        there = _part(passed_s, self.up_s, self.stoop_s) * self.fetch_m
        return there + _part(passed_s, self.away_s, self.there_s) * rest_m

    def stooping(self, passed_s: float) -> float:
        """How deep one stoops for the thing: 0..1."""
        if self.fetch_m < 0.0 or not self.stoop_s < passed_s < self.away_s:
            return 0.0
        return eased(1.0 - abs(passed_s - self.taken_s) / (self.taken_s - self.stoop_s))


def _part(passed_s: float, from_s: float, to_s: float) -> float:
    """The share of a stretch walked by now; a third of its time goes into starting and stopping."""
    if to_s <= from_s:
        return 0.0 if passed_s < to_s else 1.0
    share = min(1.0, max(0.0, (passed_s - from_s) / (to_s - from_s)))
    return 0.65 * share + 0.35 * eased(share)


def heading_deg(points: tuple[Spot, ...], length_m: float, walked_m: float) -> float:
    """Where a walker faces, degrees anticlockwise from +x."""
    a, _ = along(points, max(0.0, min(walked_m, length_m - _LOOK_AHEAD_M)))
    b, ahead = along(points, min(length_m, max(walked_m, 0.0) + _LOOK_AHEAD_M))
    dx, dy = (b[0] - a[0], b[1] - a[1])
    if dx * dx + dy * dy < 1e-8:
        dx, dy = ahead
    return degrees(atan2(dy, dx))


def striding(actor: Actor, pose: Pose, walked_m: float, share: float = 1.0) -> Pose:
    """Legs and arms of somebody who walks: they swing against each other; a foot is always on the floor."""
    if share <= 0.0:
        return pose
    phase = 2.0 * np.pi * walked_m / _STRIDE_M
    rig = actor.rig
    changes = {}
    for side, sign in (("l", 1.0), ("r", -1.0)):
        swing = share * sign * float(np.sin(phase))
        lifted = share * max(0.0, sign * float(np.cos(phase)))
        thigh, shin, foot = (rig.index[f"{name}.{side}"] for name in ("thigh", "shin", "foot"))
        arm, fore = rig.index[f"upper_arm.{side}"], rig.index[f"forearm.{side}"]
        bend = 46.0 * lifted + 5.0 * share
        changes[f"thigh.{side}"] = turn(_LEFT, -_SWING_DEG * swing - 14.0 * lifted) @ pose.turns[thigh]
        changes[f"shin.{side}"] = turn(_LEFT, bend) @ pose.turns[shin]
        changes[f"foot.{side}"] = turn(_LEFT, 0.6 * _SWING_DEG * swing - 0.55 * bend) @ pose.turns[foot]
        changes[f"upper_arm.{side}"] = turn(_LEFT, 15.0 * swing) @ pose.turns[arm]
        changes[f"forearm.{side}"] = turn(_LEFT, -8.0 * share) @ pose.turns[fore]
    return on_floor(actor, pose.turned(rig, changes))


def rising(actor: Actor, low: Pose, high: Pose, share: float) -> Pose:
    """Between kneeling and standing, with the feet or knees on the floor all the way."""
    if share <= 0.0 or share >= 1.0:
        return low if share <= 0.0 else high
    return on_floor(actor, blend(low, high, share))


def eased(share: float) -> float:
    """Slow, quick, slow."""
    share = min(1.0, max(0.0, share))
    return share * share * (3.0 - 2.0 * share)


def palm(actor: Actor, pose_world: Floats, side: str) -> Floats:
    """The frame (4, 4) of a palm in the world, as a grip would be that it lies on: z out of what it touches."""
    point, normal, ahead = actor.rig.palms[side]
    row = actor.rig.index[f"hand.{side}"]
    rotation, at = pose_world[row, :3, :3], pose_world[row, :3, 3]
    z, x = -(rotation @ normal), rotation @ ahead
    x = x - z * (x @ z)
    x = x / np.linalg.norm(x)
    frame = np.eye(4)
    frame[:3, 0], frame[:3, 1], frame[:3, 2] = x, np.cross(z, x), z
    frame[:3, 3] = at + rotation @ (point - actor.rig.at(f"hand.{side}"))
    return frame
