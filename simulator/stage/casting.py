"""The team on the stage: from a stance (place, posture, grips) to a pose, and from one stance to the next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from simulator.core.scene import Stance, Station
from simulator.core.state import Move
from simulator.stage.grips import grip_name
from simulator.stage.posture import POSTURES
from simulator.stage.rig import Pose, blend
from simulator.stage.rotations import Floats
from simulator.stage.solving import Hand, solve
from simulator.stage.stance import Actor, Place

Frames = Callable[[str], Floats | None]
"""A grip's name (`hip.far`, `long-board.head.left`) to its frame (4, 4) in the world; None if there is no such grip."""

_POSTURES = {"kneel": "kneel-both", "stand": "standing"}
_FINGERS = {"long-board": "grip", "soft-stretcher": "grip"}
_FAR_M = 0.45


@dataclass(frozen=True, slots=True)
class Part:
    """One person: the actor and the stations that stances name."""

    actor: Actor
    stations: Mapping[str, Station]

    def pose(self, stance: Stance, frames: Frames) -> Pose:
        """The pose of a stance. Grips that nobody knows leave the hand at rest."""
        hands = [self._hand(grip, frames) for grip in (stance.left, stance.right)]
        look = frames(stance.look) if stance.look else None
        place, posture = self._place(stance)
        return solve(self.actor, posture, place, hands[0], hands[1], None if look is None else look[:3, 3])

    def between(self, move: Move[Stance], share: float, frames: Frames) -> Pose:
        """Part of the way from the previous stance to the current one; a longer way is walked upright."""
        if share >= 1.0:
            return self.pose(move.current, frames)
        a, b = self.pose(move.previous, frames), self.pose(move.current, frames)
        gap = float(np.linalg.norm((b.point - a.point)[:2]))
        if gap < _FAR_M:
            return blend(a, b, _eased(share))
        return self._walk(a, b, share, gap)

    def _walk(self, a: Pose, b: Pose, share: float, gap_m: float) -> Pose:
        """Rise, walk, go down again."""
        way = b.point - a.point
        heading = float(np.degrees(np.arctan2(way[1], way[0])))
        up, down = 0.28, 0.72
        if share < up:
            return blend(a, self._step(a.point, heading, 0.0), _eased(share / up))
        if share > down:
            return blend(self._step(b.point, heading, 0.0), b, _eased((share - down) / (1.0 - down)))
        along = (share - up) / (down - up)
        return self._step(a.point + along * way, heading, along * gap_m)

    def _step(self, point: Floats, heading_deg: float, walked_m: float) -> Pose:
        place = Place(float(point[0]), float(point[1]), heading_deg)
        pose = solve(self.actor, "standing", place)
        return _striding(self.actor, pose, walked_m) if walked_m > 0.0 else pose

    def _place(self, stance: Stance) -> tuple[Place, str]:
        station = self.stations[stance.at]
        named = stance.posture or station.posture
        posture = _POSTURES.get(named, named)
        place = Place(station.x_m, station.y_m, station.facing_deg)
        return place, posture if posture in POSTURES else "kneel-both"

    def _hand(self, grip: str | None, frames: Frames) -> Hand | None:
        found = frames(grip) if grip else None
        if grip is None or found is None:
            return None
        return Hand(found, _FINGERS.get(grip.split(".")[0], "soft"))


_STRIDE_M = 1.25
_SWING_DEG = 24.0


def _striding(actor: Actor, pose: Pose, walked_m: float) -> Pose:
    """Legs and arms of somebody who walks: they swing against each other."""
    from simulator.stage.rotations import turn

    phase = 2.0 * np.pi * walked_m / _STRIDE_M
    rig = actor.rig
    left = np.array([1.0, 0.0, 0.0])
    changes = {}
    for side, sign in (("l", 1.0), ("r", -1.0)):
        swing = sign * float(np.sin(phase))
        lifted = max(0.0, sign * float(np.cos(phase)))
        thigh, shin, arm = rig.index[f"thigh.{side}"], rig.index[f"shin.{side}"], rig.index[f"upper_arm.{side}"]
        changes[f"thigh.{side}"] = turn(left, -_SWING_DEG * swing) @ pose.turns[thigh]
        changes[f"shin.{side}"] = turn(left, 34.0 * lifted + 6.0) @ pose.turns[shin]
        changes[f"upper_arm.{side}"] = turn(left, 16.0 * swing) @ pose.turns[arm]
    moved = pose.turned(rig, changes)
    return Pose(moved.point - np.array([0.0, 0.0, 0.02]), moved.turns)


def _eased(share: float) -> float:
    return share * share * (3.0 - 2.0 * share)


def item_grip(name: str, items: Mapping[str, Floats]) -> Floats | None:
    """The frame of a grip on a piece of equipment that lies somewhere: `long-board.head.left`."""
    item, _, grip = name.partition(".")
    place = items.get(item)
    local = HANDLES.get(grip)
    if place is None or local is None:
        return None
    return np.asarray(place @ local)


def _handle(x: float, y: float) -> Floats:
    """A hand from outside through a slot at the edge: the palm against the edge, fingers under it."""
    outward = np.array([0.0, np.sign(y) or 1.0, 0.0]) if abs(y) > 0.05 else np.array([np.sign(x), 0.0, 0.0])
    down = np.array([0.0, 0.0, -1.0])
    frame = np.eye(4)
    frame[:3, 0], frame[:3, 1], frame[:3, 2], frame[:3, 3] = down, np.cross(outward, down), outward, (x, y, 0.045)
    return frame


# Handles of a board or stretcher, in its own frame: head end +x, the patient's left -y. Metres.
HANDLES: dict[str, Floats] = {
    "head.left": _handle(0.80, -0.17),
    "head.right": _handle(0.80, 0.17),
    "chest.left": _handle(0.36, -0.205),
    "chest.right": _handle(0.36, 0.205),
    "near": _handle(0.10, 0.205),
    "far": _handle(0.10, -0.205),
    "left": _handle(0.10, -0.205),
    "right": _handle(0.10, 0.205),
    "shoulder.left": _handle(0.62, -0.20),
    "shoulder.right": _handle(0.62, 0.20),
    "hips.left": _handle(-0.12, -0.205),
    "hips.right": _handle(-0.12, 0.205),
    "shin.left": _handle(-0.62, -0.19),
    "shin.right": _handle(-0.62, 0.19),
    "foot.left": _handle(-0.86, -0.14),
    "foot.right": _handle(-0.86, 0.14),
    "head": _handle(0.91, 0.0),
    "foot": _handle(-0.91, 0.0),
}


def frames_of(patient: Mapping[str, Floats], items: Mapping[str, Floats], people: Mapping[str, Floats]) -> Frames:
    """Looks a grip up on the patient, then on the items, then among the persons (to look at)."""

    def find(name: str) -> Floats | None:
        found = patient.get(grip_name(name))
        if found is None:
            found = item_grip(name, items)
        if found is None:
            found = people.get(name)
        return found if found is not None else patient.get(_WHOLE.get(name, ""))

    return find


# Regions as a whole, for a glance at them.
_WHOLE = {
    "head": "forehead",
    "neck": "neck.front",
    "back": "back.upper",
    "pelvis": "belly",
    "legs": "knee.left",
    "feet": "foot.left",
    "arms": "wrist.left",
    "patient": "chest",
    "abdomen": "belly",
}
