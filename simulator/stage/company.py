"""The team on the stage: who is on which way, what everybody does at a moment, and the things they bring along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from simulator.core.scene import Scene, Stance
from simulator.core.state import Move, State
from simulator.paths import assets_dir
from simulator.stage.carrying import Ends, carrier, fetched, is_errand, moved, turns_on_the_spot
from simulator.stage.casting import FREE, Frames, Part, frames_of, without_hold
from simulator.stage.figure import Figure
from simulator.stage.journeys import Errand, is_low, over_s, pick_spot, posture_of, walk_of
from simulator.stage.own_body import own_frames, parted
from simulator.stage.person import load_person
from simulator.stage.places import ON_BODY, Body, where
from simulator.stage.posture import POSTURES
from simulator.stage.rig import Pose
from simulator.stage.rotations import Floats
from simulator.stage.route import Spot
from simulator.stage.stance import SIDES, Actor
from simulator.stage.vocabulary import STRAP
from simulator.stage.walking import Walk, palm
from simulator.stage.wardrobe import Wardrobe, wearer

_EYES_M = {True: 0.95, False: 1.60}


@dataclass(frozen=True, slots=True)
class Way:
    """A person's move, the walk that it means, and the thing that is fetched on it."""

    move: Move[Stance]
    walk: Walk | None
    load: str | None

    @property
    def until_s(self) -> float:
        """When the person is there."""
        return self.move.at_s + over_s(self.move, self.walk)


class Company:
    """The figures of the team by id."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.figures: dict[str, Figure] = {}
        self._parts: dict[str, Part] = {}
        free = {name for name, place in scene.places.items() if place.heading_deg is None}
        fingers = {name: place.fingers for name, place in scene.places.items() if place.fingers}
        free |= {f"{person}.{hold}" for person in scene.team for hold in FREE}
        for id_, member in scene.team.items():
            person = load_person(assets_dir() / "people" / f"{member.figure}.glb")
            self.figures[id_] = Figure(person)
            self._parts[id_] = Part(Actor(person), scene.stations, frozenset(free), fingers)
        self._planned: tuple[object, dict[str, Way]] = (None, {})
        self._posed: dict[str, tuple[object, ...]] = {}
        self._standing: dict[str, tuple[Stance, Mapping[str, Floats]]] = {}
        self.wardrobe = Wardrobe(self.figures)

    # -- who is on which way ---------------------------------------------------------------------------------

    def ways(self, state: State) -> dict[str, Way]:
        """Everybody's way in a state; worked out once as long as nobody and nothing sets out."""
        key = (state.people, state.items)
        if self._planned[0] != key:
            self._planned = (key, {id_: self._way(id_, state) for id_ in self.figures})
        return self._planned[1]

    def _way(self, id_: str, state: State) -> Way:
        move = state.people[id_]
        if move.over_s <= 0.0:
            return Way(move, None, None)
        stations = self._scene.stations
        others = tuple(sorted(self._spot(state.people[other], move.at_s) for other in self.figures if other != id_))
        errand = self._errand(id_, state)
        walk = walk_of(move, stations, others, errand)
        return Way(move, walk, errand.item if errand and walk else None)

    def _spot(self, move: Move[Stance], at_s: float) -> Spot:
        """Where somebody is for one who sets out at `at_s`: it must not change while that one walks."""
        station = self._scene.stations[(move.previous if move.at_s > at_s else move.current).at]
        return station.x_m, station.y_m

    def _errand(self, id_: str, state: State) -> Errand | None:
        stations, move = self._scene.stations, state.people[id_]
        for item, thing in state.items.items():
            if thing.at_s == move.at_s and is_errand(thing, self._scene.places) and carrier(item, state) == id_:
                start, goal = ((stations[s.at].x_m, stations[s.at].y_m) for s in (move.previous, move.current))
                number = slot(self._scene, state, item, thing.previous.place)
                lies = where(thing.previous.place, number, NOWHERE, self._scene.places)
                return Errand(item, pick_spot(lies, start, goal), thing.over_s)
        return None

    def until_s(self, state: State) -> float:
        """When the last of the team is where it goes."""
        return max((way.until_s for way in self.ways(state).values()), default=0.0)

    # -- things ----------------------------------------------------------------------------------------------

    def item_frame(self, item: str, state: State, at_s: float, ends: Ends) -> Floats:
        """Where a thing is at `at_s`, if nobody brings it in the hands."""
        move = state.items[item]
        if at_s >= move.at_s + move.over_s or move.over_s <= 0.0:
            return ends.goal
        by = carrier(item, state)
        way = self.ways(state).get(by) if by else None
        if way is not None and way.walk is not None and self._is_load(way.load, item, state):
            return fetched(ends, way.walk, at_s - move.at_s)
        return moved(ends, move, at_s, way.until_s - move.at_s if way else 0.0)

    def _is_load(self, load: str | None, item: str, state: State) -> bool:
        """Is this what somebody fetches, or does it lie with it as one thing all the way?"""
        if load is None or item == load:
            return load is not None
        a, b = state.items[item], state.items[load]
        return (a.at_s, a.previous.place, a.current.place) == (b.at_s, b.previous.place, b.current.place)

    def bringer(self, item: str, state: State, at_s: float) -> str | None:
        """Whose hands bring a small thing just now."""
        move = state.items[item]
        on_way = move.at_s < at_s < move.at_s + move.over_s
        own = self._scene.places
        start, goal = move.previous.place, move.current.place
        if not on_way or not (start in (*FLOOR_PLACES, *own) or wearer(start)):
            return None
        if not (goal in (*_BY_HAND, *own) or wearer(goal)):
            return None
        if move.previous == move.current or is_errand(move, own):
            return None
        if turns_on_the_spot(move, own):
            return None
        return carrier(item, state)

    def palms(self, id_: str) -> dict[str, Floats]:
        """The palms of a person as posed last."""
        figure = self.figures[id_]
        return {side: palm(self._parts[id_].actor, figure.world, side) for side in SIDES}

    def touches(self, id_: str, side: str, grip: str) -> Floats:
        """Where (3,) a hand of a person as posed last touches a grip: at its palm, or in a pinch between the tips."""
        part = self._parts[id_]
        if not part.pinches(grip):
            return np.asarray(self.palms(id_)[side][:3, 3])
        rig, hand = part.actor.rig, f"hand.{side}"
        joint = self.figures[id_].world[rig.index[hand]]
        return np.asarray(joint[:3, 3] + joint[:3, :3] @ (part.actor.pinches[side] - rig.at(hand)))

    # -- poses -----------------------------------------------------------------------------------------------

    def prepare(self) -> Iterator[None]:
        """Work out everybody's postures beforehand, one at each step: the first who kneels, bends or lifts would
        otherwise hold the picture up."""
        for part in self._parts.values():
            for posture in POSTURES:
                part.actor.prepare(posture)
                yield

    def pose(
        self,
        state: State,
        at_s: float,
        patient: Mapping[str, Floats],
        items: Mapping[str, Floats],
        free_hands: frozenset[str] = frozenset(),
    ) -> None:
        """Pose everybody for whom something has changed: their own way, the patient, or the item that they hold.

        `free_hands`: hands that have lost their hold (`r1.left`, `r1.both`); they are seen off what they held.
        """
        found = self.on_people(frames_of(patient, items, self._eyes(state)), state)
        self.wardrobe.dress(state, at_s)
        for id_, way in self.ways(state).items():
            figure = self.figures[id_]
            frames = without_hold(found, way.move.current, id_, free_hands) if free_hands else found
            key = self._key(way, at_s, frames)
            if self._posed.get(id_) != key:
                self._posed[id_] = key
                if figure.pose(self.solved(id_, way, at_s, frames)):
                    self.wardrobe.follow(id_)

    def on_people(self, frames: Frames, state: State) -> Frames:
        """The same places, and those on people of the team."""

        def find(name: str) -> Floats | None:
            found = frames(name)
            who = parted(name, self.figures) if found is None else None
            return found if who is None else self._own_places(who[0], state).get(who[1])

        return find

    def _own_places(self, id_: str, state: State) -> Mapping[str, Floats]:
        """Where hands come to on a person who stands as the stance says, the hands at rest."""
        stance = state.people[id_].current
        plain = Stance(stance.at, stance.posture)
        known = self._standing.get(id_)
        if known is None or known[0] != plain:
            part = self._parts[id_]
            known = (plain, own_frames(part.actor, part.pose(plain, lambda name: None)))
            self._standing[id_] = known
        return known[1]

    def solved(self, id_: str, way: Way, at_s: float, frames: Frames) -> Pose:
        """The pose of one person at a moment."""
        return self._parts[id_].on_the_way(way.move, way.walk, at_s, frames, way.load)

    def _key(self, way: Way, at_s: float, frames: Frames) -> tuple[object, ...]:
        stances = (way.move.current,) if at_s >= way.until_s else (way.move.previous, way.move.current)
        held = [grip for stance in stances for grip in (stance.left, stance.right, stance.look) if grip]
        if way.load and at_s < way.until_s:
            held.append(f"{way.load}.near")
        places = [frames(grip) for grip in held]
        return (way.move, min(at_s, way.until_s), *(place.tobytes() for place in places if place is not None))

    def _eyes(self, state: State) -> dict[str, Floats]:
        """About where everybody's eyes are, to be looked at: by stance, so that nothing depends on what was shown."""
        eyes = {}
        for id_, move in state.people.items():
            station = self._scene.stations[move.current.at]
            eyes[id_] = np.eye(4)
            height = _EYES_M[is_low(posture_of(move.current, station))]
            eyes[id_][:3, 3] = station.x_m, station.y_m, height
        return eyes


FLOOR_PLACES = ("kit", "bag", "at-head")
_BY_HAND = tuple(place for place in ON_BODY if place not in ("at-back", "under", "half-under"))
NOWHERE = Body(lambda name: np.eye(4), 0.0, 0.0)


def slot(scene: Scene, state: State, item: str, place: str) -> int:
    """Which spot of a place on the floor an item has: what was laid there at first keeps its spot, what comes later
    takes one behind."""
    first = [id_ for id_, thing in scene.equipment.items() if thing.place == place and thing.model != STRAP]
    if item in first:
        return first.index(item)
    later = [id_ for id_, move in state.items.items() if id_ not in first and move.current.place == place]
    return len(first) + (later.index(item) if item in later else 0)
