"""Puts the state of a session on the stage: patient, team, equipment, straps, and what can be picked."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from simulator.core.scene import Scene
from simulator.core.state import Move, Shown, State
from simulator.core.twin.body import BodyPose
from simulator.paths import assets_dir
from simulator.stage.bared import Bared
from simulator.stage.carrying import Ends, brought
from simulator.stage.company import Company, slot
from simulator.stage.figure import Figure
from simulator.stage.insight import Insight
from simulator.stage.library import load_item
from simulator.stage.person import load_person
from simulator.stage.places import SUPPORT_M, Body, lying_share, own, where
from simulator.stage.regions import place_all
from simulator.stage.resting import Ground, rested
from simulator.stage.ribs import inwards
from simulator.stage.rig import Pose, blend
from simulator.stage.rotations import Floats, between, matrices
from simulator.stage.shading import dress, settle
from simulator.stage.stance import UP, Actor, lying, roll_of
from simulator.stage.straps import BANDS, Straps
from simulator.stage.things import Things
from simulator.stage.view import StageView
from simulator.stage.vocabulary import ON_CHEST, STRAP, SUPPORT
from simulator.stage.wardrobe import is_dressing, is_worn

PATIENT = "patient"


class Director:
    """Owns what stands on the stage for one scene. `show` may be called with any state, in any order."""

    def __init__(self, view: StageView, scene: Scene) -> None:
        self.scene = scene
        self._view = view
        root = view.renderer.scene
        self._room = load_item("room")
        self._room.reparentTo(root)
        settle(self._room, "room")
        self._patient = Figure(load_person(assets_dir() / "people" / f"{scene.patient.figure}.glb"))
        self._patient_actor = Actor(self._patient.person)
        self.company = Company(scene)
        for tag, figure in ((PATIENT, self._patient), *self.company.figures.items()):
            dress(figure.root, "cloth")
            figure.root.reparentTo(root)
            view.know(tag, figure.root)
            view.renderer.ground_shadow.add(figure.root)
        injured = str(scene.patient.injury.get("level", ""))
        self._insight = Insight(self._patient, self.company.figures, injured, shaders=view.renderer.shaders)
        self._things = Things(view, scene)
        self._straps = Straps(root)
        self._bared = Bared(self._patient)
        self._shown: tuple[object, ...] = ()
        self._at_s = 0.0
        view.before_frame.append(self._before_frame)
        self._strapped: tuple[object, Floats] = (None, np.zeros(3))
        self._body: BodyPose | None = None
        self.item_frames: dict[str, Floats] = {}
        self._places: dict[str, str] = {}

    @property
    def trouble(self) -> str:
        """What could not be shown as the scene wants it, in one sentence."""
        return self._things.trouble

    def show(self, state: State, at_s: float, body: BodyPose) -> bool:
        """Put the state at `at_s` (s) on the stage; False if it stands there already."""
        self._at_s = at_s
        going = self.moving(state, at_s)
        key = (state.people, state.items, body, at_s if going else None)
        if key == self._shown:
            return False
        self._shown = key
        rolled = rolled_deg(body)
        thick = self._thickness_m(state, at_s, rolled)
        pose, ground = self._lay(body, body.lift_m + thick, rolled)
        surface = ground.height_m
        grips = self._pressed(self._patient_actor.grips.frames(pose), body)
        placed = Body(self._patient.joint_world, surface, surface - thick, lying_share(rolled), ground.turn, grips)
        self._act(state, at_s, placed, body.free_hands)
        self._strap(state, at_s, surface, ground.turn)
        self._bare(state, at_s)
        self._insight.follow(body)
        self._make_pickable(body, grips)
        self._view.stir()
        return True

    def _before_frame(self) -> None:
        """The monitors go on whenever a frame is drawn; who stands before the see-through patient fades."""
        self._things.step(self._at_s)
        if self._insight.on:
            x, y, z = self._view.renderer.camera.getPos(self._view.renderer.scene)
            self._insight.clear_the_way((x, y, z))

    def show_signs(self, signs: Mapping[str, float | None]) -> None:
        """Show the patient's signs of this moment (HR, BP_SYS, BP_DIA, RR per minute or mmHg, SPO2 %) on the monitors.

        What has no value is left away. It costs nothing as long as the rounded values stay.
        """
        if self._things.show_signs(signs, self._at_s):
            self._view.touch()

    def see_through(self, on: bool) -> None:
        """Fade skin and clothes, so that the bones are seen, or bring them back. Raises AssetError."""
        if on:
            self._insight.open(self._view.renderer.scene, self._body)
        else:
            self._insight.close()
        for id_, place in self._places.items():
            self._things.fade(id_, place, on)
        self._view.touch()

    def show_room(self, on: bool) -> None:
        """Show the room, or leave it away where a camera's picture stands behind the stage."""
        if on:
            self._room.show()
        else:
            self._room.hide()
        self._view.touch()

    @property
    def figures(self) -> dict[str, Figure]:
        """Everybody on the stage by id."""
        return {PATIENT: self._patient, **self.company.figures}

    def patient_grips(self) -> dict[str, Floats]:
        """Where the grips on the patient are: frames (4, 4) in the world."""
        return self._pressed(self._patient_actor.grips.frames(self._patient.shown_pose), self._body)

    def _pressed(self, grips: dict[str, Floats], body: BodyPose | None) -> dict[str, Floats]:
        """The grips with that on the chest where the hands are that press it."""
        if body is not None and body.press_m:
            grips["chest"][:3, 3] -= body.press_m * inwards(self._patient.person, self._patient.world)
        return grips

    def holds(self) -> dict[str, Floats]:
        """Where hands take hold: the grips on the patient and the places of the scene's own, frames (4, 4)."""
        grips = self.patient_grips()
        return {**grips, **self._own_places(grips)}

    def things_shown(self) -> list[tuple[Floats, bool]]:
        """The frame of each piece of equipment, and whether it is seen."""
        return [(frame, self._things.seen(id_)) for id_, frame in self.item_frames.items() if id_ != SUPPORT]

    def straps_shown(self) -> tuple[str, ...]:
        """The bands that are closed."""
        return self._straps.shown

    def moving(self, state: State, at_s: float) -> bool:
        """Is something still on its way?"""
        moves: list[Move[Any]] = [*state.items.values(), state.patient]
        return at_s < self.company.until_s(state) or any(at_s < move.at_s + move.over_s for move in moves)

    # -- the patient -----------------------------------------------------------------------------------------

    def _thickness_m(self, state: State, at_s: float, rolled: float) -> float:
        """How thick it is what the patient lies on."""
        thick = 0.0
        for move in state.items.values():
            here, before = _thickness(move.current, rolled), _thickness(move.previous, rolled)
            thick += before + move.share(at_s) * (here - before)
        return thick

    def _lay(self, body: BodyPose, lowest_m: float, rolled: float) -> tuple[Pose, Ground]:
        actor = self._patient_actor
        levels = np.array(body.levels_deg)
        shift = (*body.shift_m, 0.0)
        limbs = body.limbs
        turned = None if body.turn is None else matrices(np.array([body.turn]))[0]
        pose = lying(actor, limbs.current, levels, rolled, shift, turned)
        if limbs.share < 1.0 and limbs.previous != limbs.current:
            pose = blend(lying(actor, limbs.previous, levels, rolled, shift, turned), pose, limbs.share)
        pose, ground = rested(actor, pose, np.array(body.board_up), lowest_m)
        if self._patient.pose(pose, body.chest_m):
            self._bared.follow()
        self._body = body
        return pose, ground

    # -- equipment -------------------------------------------------------------------------------------------

    def _act(self, state: State, at_s: float, body: Body, free_hands: frozenset[str]) -> None:
        """The team and the things: first what lies or is carried at a walker's side, then the people, then the small
        things in their hands."""
        frames: dict[str, Floats] = {}
        by_hand: dict[str, str] = {}
        for id_ in state.items:
            ends = self._ends(id_, state, body)
            by = self.company.bringer(id_, state, at_s)
            if by is not None:
                by_hand[id_] = by
            frames[id_] = self.company.item_frame(id_, state, at_s, ends) if by is None else ends.start
        # `support` is whatever the patient lies on: who lifts takes hold of that.
        under = [id_ for id_, move in state.items.items() if move.current.place in CARRIES]
        held = {**frames, SUPPORT: frames[under[0]]} if under else frames
        self.company.pose(state, at_s, {**body.grips, **self._own_places(body.grips)}, held, free_hands)
        for id_, move in state.items.items():
            if id_ in by_hand:
                palms = self.company.palms(by_hand[id_])
                frames[id_] = brought(self._ends(id_, state, body), move.share(at_s), palms)
            elif is_dressing(move):  # it goes with people who have only now been posed
                frames[id_] = self.company.item_frame(id_, state, at_s, self._ends(id_, state, body))
        self.item_frames = {**held, **frames}
        self._places = {id_: move.current.place for id_, move in state.items.items()}
        for id_, move in state.items.items():
            unseen = move.current.place in _UNSEEN or move.current.model in _DRAWN or is_worn(move, at_s)
            self._things.show(id_, None if unseen else _model(move), move.current.place, frames[id_])
            self._things.fade(id_, move.current.place, self._insight.on)

    def _ends(self, id_: str, state: State, body: Body) -> Ends:
        move = state.items[id_]
        a, b = (self._lies(id_, shown, state, body) for shown in (move.previous, move.current))
        # What was not seen before comes from nowhere: it is there at once.
        return Ends(b if move.previous.place in _UNSEEN else a, b)

    def _lies(self, id_: str, shown: Shown, state: State, body: Body) -> Floats:
        worn = self.company.wardrobe.goal(shown)
        if worn is not None:
            return worn
        return where(_place(shown), slot(self.scene, state, id_, shown.place), body, self.scene.places)

    def _own_places(self, grips: Mapping[str, Floats]) -> dict[str, Floats]:
        """Where hands and eyes find the places of the scene's own."""
        found = {name: own(place, grips) for name, place in self.scene.places.items()}
        return {name: frame for name, frame in found.items() if frame is not None}

    def _bare(self, state: State, at_s: float) -> None:
        on = (m.current for m in state.items.values() if m.current.model in ON_CHEST and m.share(at_s) >= _ON_AT)
        self._bared.show(frozenset((shown.model, shown.place) for shown in on))

    def _strap(self, state: State, at_s: float, surface_m: float, tilt: Floats) -> None:
        places = tuple(m.current.place for m in state.items.values() if _is_band(m.current) and m.share(at_s) >= _ON_AT)
        pose = self._patient.shown_pose
        key = (places, pose.turns.tobytes(), round(surface_m - float(tilt[:, 2] @ pose.point), 6))
        if key == self._strapped[0]:
            self._straps.follow(pose.point - self._strapped[1])
            return
        if not places:
            self._straps.hide()
            return
        self._strapped = (key, pose.point)
        # All in the axes of what he lies on: there the bands are closed, and turned with it as a whole.
        level = tilt.T
        points = level.astype(np.float32) @ self._patient.person.skin.places(self._patient.world)
        joints = {row[0] for place in places for row in BANDS[place]}
        at = {joint: float(level[0] @ self._patient.joint_world(joint)[:3, 3]) for joint in joints}
        middle = float(level[1] @ self._patient.joint_world("pelvis")[:3, 3])
        self._straps.show(places, np.asarray(points), at, (middle, surface_m))
        self._straps.tilt(tilt)

    # -- the team --------------------------------------------------------------------------------------------

    def _make_pickable(self, body: BodyPose, grips: dict[str, Floats]) -> None:
        place_all(self._view.picker, self._patient, grips, {*self.scene.regions, "ground"}, body.roll_deg)
        for id_, figure in self.company.figures.items():
            a, b = figure.joint_point("pelvis"), figure.joint_point("neck_3")
            self._view.picker.place_capsule(id_, a, b, 0.17)


def rolled_deg(body: BodyPose) -> float:
    """How far the body is rolled against what it lies on, + onto the right side (deg)."""
    if body.turn is None:
        return body.roll_deg
    front = matrices(np.array([body.turn]))[0][:, 2]
    return roll_of(between(UP, np.array(body.board_up)).T @ front)


CARRIES = ("at-back", "under", "half-under")
_UNSEEN = ("worn", "hidden")
_DRAWN = (STRAP, *ON_CHEST)  # not things of their own, but drawn on the patient
_ON_AT = 0.6  # the part of the way from which they are seen


def _thickness(shown: Shown, rolled: float) -> float:
    """How much an item lifts the patient: what lies at the back comes under the body as it rolls down."""
    down = {"under": 1.0, "half-under": 0.5, "at-back": lying_share(rolled)}.get(shown.place, 0.0)
    return SUPPORT_M.get(shown.model, 0.0) * down


def _place(shown: Shown) -> str:
    """What lies under the patient and is no board is stuffed into the hollow of the back."""
    return "under-back" if shown.place == "under" and shown.model not in SUPPORT_M else shown.place


def _is_band(shown: Shown) -> bool:
    return shown.model == STRAP and shown.place in BANDS


def _model(move: Move[Shown]) -> str:
    """Which model shows an item: where an action does not ask (`collar-{size}`), the one that it was before."""
    return move.previous.model if "{" in move.current.model else move.current.model
