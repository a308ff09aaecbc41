"""One person of the team on the stage: from a stance (place, posture, grips) to a pose, and from stance to stance."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from simulator.core.scene import Stance, Station
from simulator.core.state import Move
from simulator.stage.grips import grip_name
from simulator.stage.handles import item_grip
from simulator.stage.journeys import is_low, over_s, posture_of
from simulator.stage.rig import Pose, blend, forward
from simulator.stage.rotations import Floats, cross, unit
from simulator.stage.route import along
from simulator.stage.solving import PINCH, Hand, held, solve
from simulator.stage.stance import SIDES, Actor, Place, on_floor
from simulator.stage.walking import Walk, eased, heading_deg, palm, rising, striding

Frames = Callable[[str], Floats | None]
"""A grip's name (`hip.far`, `long-board.head.left`) to its frame (4, 4) in the world; None if there is no such grip."""

_FINGERS = {"long-board": "grip", "soft-stretcher": "grip", "support": "grip"}
_SOFTLY: Mapping[str, str] = MappingProxyType({})
_KEPT = 8
_ARC_M = 0.07  # how far a hand leaves the body on its way from one grip to another
_FLOATS_M = 0.16  # an item above this height is gripped with the fingers, one on the floor with the flat hand


class Part:
    """A person with the stations that stances name. Solved poses are kept for a while: most are asked for again."""

    def __init__(
        self,
        actor: Actor,
        stations: Mapping[str, Station],
        free: frozenset[str] = frozenset(),
        fingers: Mapping[str, str] = _SOFTLY,
    ) -> None:
        """`free`: holds besides `FREE` where the fingers may point whichever way; `fingers`: how they are held at the
        scene's own places."""
        self._fingers = fingers
        self.actor = actor
        self._free = FREE | free
        self.stations = stations
        self._solved: OrderedDict[tuple[object, ...], Pose] = OrderedDict()

    def pinches(self, grip: str) -> bool:
        """Do thumb and index pinch what is at this grip?"""
        return self._fingers.get(grip) == PINCH

    def pose(self, stance: Stance, frames: Frames) -> Pose:
        """The pose of a stance. Grips that nobody knows leave the hand at rest."""
        left, right, look = (frames(grip) if grip else None for grip in (stance.left, stance.right, stance.look))
        key = (stance, *(None if found is None else found.tobytes() for found in (left, right, look)))
        known = self._solved.get(key)
        if known is None:
            station = self.stations[stance.at]
            place = Place(station.x_m, station.y_m, station.facing_deg)
            hands = [self._hand(grip, found) for grip, found in ((stance.left, left), (stance.right, right))]
            gaze = None if look is None else look[:3, 3]
            known = solve(self.actor, posture_of(stance, station), place, hands[0], hands[1], gaze)
            self._solved[key] = known
            if len(self._solved) > _KEPT:
                self._solved.popitem(last=False)
        self._solved.move_to_end(key)
        return known

    def on_the_way(
        self, move: Move[Stance], walk: Walk | None, at_s: float, frames: Frames, load: str | None = None
    ) -> Pose:
        """The pose at `at_s`. `load`: the thing that is fetched on this walk."""
        whole_s, passed_s = over_s(move, walk), at_s - move.at_s
        if passed_s >= whole_s:
            return self.pose(move.current, frames)
        if passed_s <= 0.0:
            return self.pose(move.previous, frames)
        if walk is None:
            return self._shift(move, eased(passed_s / whole_s), frames)
        if passed_s < walk.up_s:
            first = self._step(walk, 0.0)
            return rising(self.actor, self.pose(move.previous, frames), first, eased(passed_s / walk.up_s))
        if passed_s <= walk.there_s:
            return self._under_way(walk, passed_s, frames, load)
        share = eased((passed_s - walk.there_s) / (walk.down_s - walk.there_s))
        return self._arrive(move, walk, share, frames, load)

    def _arrive(self, move: Move[Stance], walk: Walk, share: float, frames: Frames, load: str | None) -> Pose:
        last = self._step(walk, walk.length_m)
        pose = on_floor(self.actor, blend(last, self.pose(move.current, frames), share))
        return self._loaded(pose, frames, load)

    def _under_way(self, walk: Walk, passed_s: float, frames: Frames, load: str | None) -> Pose:
        pose = self._step(walk, walk.walked_m(passed_s))
        deep = walk.stooping(passed_s)
        if deep > 0.0:
            spot, _ = along(walk.points, walk.fetch_m)
            place = Place(*spot, heading_deg(walk.points, walk.length_m, walk.fetch_m))
            pose = on_floor(self.actor, blend(pose, solve(self.actor, "squat", place), deep))
        return self._loaded(pose, frames, load if passed_s >= walk.taken_s else None)

    def _loaded(self, pose: Pose, frames: Frames, load: str | None) -> Pose:
        """The left hand on the edge of what is carried at the left side."""
        grip = frames(f"{load}.near") if load else None
        return pose if grip is None else held(self.actor, pose, "l", Hand(grip, "grip"))

    def _step(self, walk: Walk, walked_m: float) -> Pose:
        spot, _ = along(walk.points, walked_m)
        turned = heading_deg(walk.points, walk.length_m, walked_m)
        pose = solve(self.actor, "standing", Place(*spot, turned))
        # Near both ends of the way the strides grow short, so that the feet come together.
        return striding(self.actor, pose, walked_m, min(1.0, walked_m / 0.35, (walk.length_m - walked_m) / 0.35))

    def _shift(self, move: Move[Stance], share: float, frames: Frames) -> Pose:
        """From stance to stance on the spot or on the knees; hands leave the body a little on their way."""
        a, b = self.pose(move.previous, frames), self.pose(move.current, frames)
        pose = blend(a, b, share)
        if is_low(posture_of(move.current, self.stations[move.current.at])):
            pose = on_floor(self.actor, pose)
        here, there = forward(self.actor.rig, a), forward(self.actor.rig, b)
        grips = {"l": (move.previous.left, move.current.left), "r": (move.previous.right, move.current.right)}
        for side in SIDES:
            old, new = grips[side]
            if old is None and new is None:
                continue
            if old == new and move.previous.at == move.current.at:
                frame = frames(new) if new else None
                if frame is not None:
                    pose = held(self.actor, pose, side, self._hand(new, frame) or Hand(frame))
                continue
            ends = palm(self.actor, here, side), palm(self.actor, there, side)
            pose = held(self.actor, pose, side, Hand(_lifted(*ends, share), ""))
        return pose

    def _hand(self, grip: str | None, frame: Floats | None) -> Hand | None:
        if grip is None or frame is None:
            return None
        free = grip_name(grip).partition(".")[0] in self._free or grip_name(grip) in self._free
        if grip in self._fingers:
            return Hand(frame, self._fingers[grip], free)
        fingers = _FINGERS.get(grip.split(".")[0], "soft")
        return Hand(frame, fingers if frame[2, 3] > _FLOATS_M else "soft", free)


def _lifted(a: Floats, b: Floats, share: float) -> Floats:
    """A palm between two frames, off the surface on the way."""
    frame = np.eye(4)
    x, z = ((1.0 - share) * a[:3, k] + share * b[:3, k] for k in (0, 2))
    z = unit(z + np.array([0.0, 0.0, 1e-3]))
    x = unit(x - z * (x @ z) + 1e-6)
    frame[:3, 0], frame[:3, 1], frame[:3, 2] = x, cross(z, x), z
    off = 4.0 * share * (1.0 - share) * _ARC_M
    apart = float(np.linalg.norm(b[:3, 3] - a[:3, 3]))
    rise = off * min(1.0, apart / 0.25) * (unit(z) + np.array([0.0, 0.0, 0.6]))
    frame[:3, 3] = (1.0 - share) * a[:3, 3] + share * b[:3, 3] + rise
    frame[2, 3] = max(frame[2, 3], min(a[2, 3], b[2, 3]))  # off the underside of somebody is not into the floor
    return frame


# Where it does not matter which way the fingers point: for a look or a touch, not for a hold.
FREE = frozenset(
    {"head.chin", "head.crown", "forehead", "neck", "chest", "belly", "back", "wrist", "trunk", "pelvis"}
    | {"thigh", "shin", "ankle", "calf", "knee", "foot", "arm", "elbow"}
)


def frames_of(patient: Mapping[str, Floats], items: Mapping[str, Floats], people: Mapping[str, Floats]) -> Frames:
    """Looks a grip up on the patient, then on the items, then among the persons (to look at)."""

    def find(name: str) -> Floats | None:
        found = patient.get(grip_name(name))
        if found is None:
            found = item_grip(name, items)
        if found is None:
            found = people.get(name)
        return found if found is not None else patient.get(WHOLE.get(name, ""))

    return find


_OFF_M = 0.09  # so far a hand that has lost its hold is seen off what it held


def without_hold(frames: Frames, stance: Stance, person: str, free_hands: frozenset[str]) -> Frames:
    """The same grips for a person whose hands, or one of them, have come off what they held."""
    sides = {"left": stance.left, "right": stance.right}
    whole = {f"{person}.both", f"{person}.head"} & free_hands
    lost = {grip for side, grip in sides.items() if grip and (whole or f"{person}.{side}" in free_hands)}

    def find(name: str) -> Floats | None:
        frame = frames(name)
        if frame is None or name not in lost:
            return frame
        off = frame.copy()
        off[:3, 3] += _OFF_M * frame[:3, 2]
        return off

    return find


# Regions as a whole, for a glance at them.
WHOLE = {
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
