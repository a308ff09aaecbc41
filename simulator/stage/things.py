"""The pieces of equipment as they are seen: one model of each, at a frame, pickable, and glass where it would hide the
spine of a see-through patient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from panda3d import core as p3d

from simulator.core.scene import Scene
from simulator.stage.library import AssetError, load_item
from simulator.stage.monitor import MonitorScreen
from simulator.stage.own_model import own_item, stand_in
from simulator.stage.rotations import Floats
from simulator.stage.see_through import SeeThrough
from simulator.stage.shading import dress
from simulator.stage.view import StageView
from simulator.stage.vocabulary import FIRST, OWN

MONITOR = "monitor"
_HIDES_SPINE = ("neck", "neck-right", "neck-reversed", "head", "on-head", "half-off-head")
_ON_REGIONS = (*_HIDES_SPINE, "under-head", "under-back", "under-knees")
_AMOUNT = 0.80


@dataclass(slots=True)
class _Thing:
    """A piece of equipment: its models by name, of which one is shown."""

    models: dict[str, p3d.NodePath] = field(default_factory=dict)
    glass: dict[str, SeeThrough] = field(default_factory=dict)
    shown: str = ""
    free: bool = False


class Things:
    """The equipment of one scene. Models are read when they are seen for the first time."""

    def __init__(self, view: StageView, scene: Scene) -> None:
        self._view = view
        self._signs: Mapping[str, float | None] = scene.patient.vitals
        self._things = {id_: _Thing() for id_ in scene.equipment}
        self._on_regions = {*_ON_REGIONS, *(name for name, place in scene.places.items() if place.at is not None)}
        self._of_use = {id_ for id_, item in scene.equipment.items() if item.tray}
        self._of_use |= {rule.using for rule in scene.actions.values() if rule.using is not None}
        self._screens: list[MonitorScreen] = []
        self._own = scene.models
        self.trouble = ""

    def show(self, id_: str, model: str | None, place: str, frame: Floats) -> None:
        """Show an item by a model at a place, whose frame (4, 4) is in the world; None hides it. Raises AssetError."""
        thing = self._things[id_]
        name = "" if model is None else _file_of(model)
        if name and name not in thing.models:
            thing.models[name] = self._made(id_, name)
        if thing.shown != name:
            if thing.shown:
                thing.models[thing.shown].hide()
            if name:
                thing.models[name].show()
                self._view.know(f"item.{id_}", thing.models[name])
        free = bool(name) and place not in self._on_regions and id_ in self._of_use
        if thing.shown != name or thing.free != free:
            self._make_pickable(id_, thing.models[name] if free else None)
            thing.shown, thing.free = name, free
        if name:
            thing.models[name].setMat(p3d.LMatrix4f(*frame.T.ravel().tolist()))

    def seen(self, id_: str) -> bool:
        """Is this item shown?"""
        return bool(self._things[id_].shown)

    def fade(self, id_: str, place: str, on: bool) -> None:
        """Make what lies round neck and head see-through with the patient, or solid again."""
        thing = self._things[id_]
        if not thing.shown:
            return
        wanted = _AMOUNT if on and place in _HIDES_SPINE else 0.0
        if wanted > 0.0 and thing.shown not in thing.glass:
            model = thing.models[thing.shown]
            thing.glass[thing.shown] = SeeThrough(model, shaders=self._view.renderer.shaders)
        if thing.shown in thing.glass:
            thing.glass[thing.shown].set_amount(wanted)

    def show_signs(self, signs: Mapping[str, float | None], at_s: float) -> bool:
        """Write other signs on the monitors; False if none is written differently."""
        self._signs = dict(signs)
        changed = [screen.change(signs, at_s) for screen in self._screens]
        return any(changed)

    def step(self, at_s: float) -> None:
        """Let the traces on the monitors go on to a time (s)."""
        for screen in self._screens:
            screen.show(at_s)

    def _make_pickable(self, id_: str, node: p3d.NodePath | None) -> None:
        """What is fastened on the patient leaves the pointer to the region beneath, furniture to what it hides."""
        if node is None:
            self._view.picker.remove(f"item.{id_}")
        else:
            self._view.picker.place_box(f"item.{id_}", node)

    def _made(self, id_: str, name: str) -> p3d.NodePath:
        node = self._own_model(name) if name.startswith(OWN) else load_item(name)
        dress(node, "plastic")
        node.reparentTo(self._view.renderer.scene)
        self._view.renderer.ground_shadow.add(node)
        if name == MONITOR:
            self._screens.append(MonitorScreen(node, self._signs))
        return node

    def _own_model(self, name: str) -> p3d.NodePath:
        """A model that the scene brings along; a box stands for one that cannot be shown, and `trouble` says why."""
        # A pattern of which nothing has been chosen yet is shown by the first that fits.
        file = self._own.get(name) or next((file for own, file in self._own.items() if own.startswith(f"{name}-")), "")
        try:
            return own_item(Path(file))
        except AssetError as error:
            self.trouble = str(error)
            return stand_in()


def _file_of(model: str) -> str:
    """The file of a model: `collar-{size}` of which no size is chosen yet is shown by a usual one."""
    stem = model.partition("-{")[0]
    return FIRST.get(stem, stem)
