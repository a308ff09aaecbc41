"""The equipment tray: what the protocol uses stands first, except in assess; what stayed where it was is not out."""

import pytest

from simulator.app.catalogue import Catalogue
from simulator.core import engine
from simulator.core.actions import Perform
from simulator.core.scene import Scene, frozen_map
from simulator.core.state import State, after, at_start
from simulator.presenting.laying_out import first_used, tray
from simulator.stage.vocabulary import nowhere


def ids(scene: Scene, mode: str) -> list[str]:
    return [item.item_id for item in tray(scene, at_start(scene), mode, "en", {}, frozenset())]


def used(scene: Scene, state: State) -> list[str]:
    return [item.item_id for item in tray(scene, state, "practise", "en", {}, nowhere(scene)) if item.used]


def looked_round(scene: Scene, gloves: str) -> State:
    state = at_start(scene)
    for event in engine.respond(
        scene, state, Perform(1.0, "secure-scene", scene.learner, frozen_map({"gloves": gloves}))
    ):
        state = after(state, event)
    for event in engine.advance(scene, state, 30.0):
        state = after(state, event)
    return state


@pytest.mark.parametrize("mode", ["learn", "practise"])
def test_what_the_protocol_uses_stands_first_in_its_order(mode: str) -> None:
    scene = Catalogue().scene("spinal-scoop")
    shown = ids(scene, mode)
    assert shown.index("scoop-right") < shown.index("straps") < shown.index("head-blocks") < shown.index("long-board")
    assert {"long-board", "soft-stretcher"}.isdisjoint(first_used(scene))


@pytest.mark.parametrize("name", ["spinal-scoop", "spinal-helmet", "iv-cannulation", "protective-equipment"])
def test_the_order_gives_nothing_away_in_assess(name: str) -> None:
    scene = Catalogue().scene(name)
    written = [id_ for id_, item in scene.equipment.items() if item.tray]
    assert ids(scene, "assess") == written
    assert sorted(ids(scene, "learn")) == sorted(written)
    assert ids(scene, "learn") != written


@pytest.mark.parametrize("name", ["spinal-transport", "severe-bleeding", "adult-bls-aed"])
def test_gloves_that_nobody_puts_on_are_not_taken_out(name: str) -> None:
    scene = Catalogue().scene(name)
    assert used(scene, looked_round(scene, "bare")) == []
    assert used(scene, looked_round(scene, "worn")) == ["gloves"]


def test_a_tourniquet_is_seen_where_it_was_put() -> None:
    scene = Catalogue().scene("iv-cannulation")
    seen = {}
    for where in scene.actions["apply-tourniquet"].choices["where"].options:
        state = at_start(scene)
        order = Perform(1.0, "apply-tourniquet", scene.learner, frozen_map({"where": where, "how": "pulse-felt"}))
        for event in engine.respond(scene, state, order):
            state = after(state, event)
        seen[where] = scene.places[state.items["closed-tourniquet"].current.place]
    along_m = {where: place.point_m[0] for where, place in seen.items()}
    assert along_m["two-cm"] < along_m["eight-cm"] < along_m["twenty-cm"]
    assert along_m["eight-cm"] - along_m["two-cm"] == pytest.approx(0.06)
