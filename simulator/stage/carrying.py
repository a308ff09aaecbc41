"""How things get about: carried at the side of a walker, brought by hand, pushed along the floor. Frames only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np

from simulator.core.scene import OwnPlace, Stance
from simulator.core.state import Move, Shown, State
from simulator.stage.places import FLOOR, between
from simulator.stage.rotations import Floats
from simulator.stage.route import along
from simulator.stage.walking import Walk, eased, heading_deg

_AT_SIDE_M = (0.27, 0.69)  # to the left of the walker, and the height of the middle of a board on its edge
_ARC_M = 0.30
_SLIDES = ("at-back", "under", "half-under", "half-off-head")
# What comes off a head goes along its own axis first, until the head is out of it.
_ON_HEAD, _CLEAR_M = ("on-head", "half-off-head"), 0.24
# A thing that is brought by hand: until then it is fetched into the hands, from then on it goes to its place.
_FETCHED, _PLACED = 0.38, 0.62
_HELD_M = 0.09
_SWING_S = 0.9  # a door is open before somebody is through


def is_errand(move: Move[Shown], places: Mapping[str, OwnPlace]) -> bool:
    """Is a thing on its way from one place on the floor to another? `places` are those of the scene's own."""
    a, b = move.previous.place, move.current.place
    return a != b and _on_floor(a, places) and _on_floor(b, places) and not turns_on_the_spot(move, places)


def turns_on_the_spot(move: Move[Shown], places: Mapping[str, OwnPlace]) -> bool:
    """A door in its hinges: nobody takes it into the hands."""
    a, b = places.get(move.previous.place), places.get(move.current.place)
    return a is not None and b is not None and a.at == b.at and a.point_m == b.point_m


def _on_floor(place: str, places: Mapping[str, OwnPlace]) -> bool:
    own = places.get(place)
    return place in FLOOR if own is None else own.at is None and own.point_m[2] == 0.0


def carrier(item: str, state: State) -> str | None:
    """Who brings an item: whoever set out together with it, first the one whose hands or eyes are on it."""
    at_s = state.items[item].at_s
    together = [id_ for id_, move in state.people.items() if move.at_s == at_s and move.over_s > 0.0]
    aimed = [id_ for id_ in together if any(_of(grip, item) for grip in _grips(state.people[id_].current))]
    return next(iter(aimed or [id_ for id_ in together if _busy(state.people[id_].current)]), None)


def _grips(stance: Stance) -> tuple[str | None, ...]:
    return stance.left, stance.right, stance.look


def _of(grip: str | None, item: str) -> bool:
    return grip is not None and grip.partition(".")[0] == item


def _busy(stance: Stance) -> bool:
    return stance.left is not None or stance.right is not None


@dataclass(frozen=True, slots=True)
class Ends:
    """Where a thing comes from and where it goes: frames (4, 4)."""

    start: Floats
    goal: Floats


def at_side(walk: Walk, walked_m: float) -> Floats:
    """A board on its edge at the left side of a walker, its head end ahead."""
    (x, y), _ = along(walk.points, walked_m)
    turned = radians(heading_deg(walk.points, walk.length_m, walked_m))
    ahead, left = np.array([cos(turned), sin(turned), 0.0]), np.array([-sin(turned), cos(turned), 0.0])
    up = np.array([0.0, 0.0, 1.0])
    frame = np.eye(4)
    frame[:3, 0], frame[:3, 1], frame[:3, 2] = ahead, up, -left
    frame[:3, 3] = np.array([x, y, _AT_SIDE_M[1]]) + _AT_SIDE_M[0] * left + 0.02 * ahead
    return frame


def fetched(ends: Ends, walk: Walk, passed_s: float) -> Floats:
    """A thing that a walker takes up on the way and lays down at its end."""
    if passed_s <= walk.taken_s:
        return ends.start
    if passed_s >= walk.down_s:
        return ends.goal
    side = at_side(walk, walk.walked_m(passed_s))
    if passed_s < walk.away_s:
        return between(ends.start, side, eased((passed_s - walk.taken_s) / (walk.away_s - walk.taken_s)))
    if passed_s <= walk.there_s:
        return side
    return between(side, ends.goal, eased((passed_s - walk.there_s) / (walk.down_s - walk.there_s)))


def moved(ends: Ends, move: Move[Shown], at_s: float, ready_s: float) -> Floats:
    """A thing that is pushed or lifted over, once whoever does it is there (`ready_s` after the order)."""
    if at_s >= move.at_s + move.over_s:
        return ends.goal
    start_s = min(ready_s, 0.6 * move.over_s)
    on_the_spot = bool(np.allclose(ends.start[:3, 3], ends.goal[:3, 3]))
    whole_s = min(move.over_s - start_s, _SWING_S if on_the_spot else move.over_s)
    share = eased(min((at_s - move.at_s - start_s) / max(whole_s, 1e-6), 1.0))
    if move.previous.place in _ON_HEAD and move.current.place not in _ON_HEAD:
        clear = ends.start.copy()
        clear[:3, 3] += _CLEAR_M * clear[:3, 2]
        if share < 0.5:
            return between(ends.start, clear, 2.0 * share)
        return between(clear, ends.goal, 2.0 * share - 1.0)
    slides = move.current.place in _SLIDES or on_the_spot
    return between(ends.start, ends.goal, share, 0.0 if slides else _ARC_M)


def brought(ends: Ends, share: float, palms: Mapping[str, Floats]) -> Floats:
    """A small thing that comes into the hands and goes with them to its place."""
    if share <= 0.0 or share >= 1.0:
        return ends.start if share <= 0.0 else ends.goal
    held = ends.goal.copy()
    middle = np.mean([frame[:3, 3] for frame in palms.values()], axis=0)
    held[:3, 3] = middle + np.array([0.0, 0.0, _HELD_M])
    if share < _FETCHED:
        return between(ends.start, held, eased(share / _FETCHED), _ARC_M)
    return between(held, ends.goal, eased((share - _PLACED) / (1.0 - _PLACED)))
