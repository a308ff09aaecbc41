"""Learners with a scoop and at a helmet: each is judged as the end of its script says, and moves him as the physics has
it."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from simulator.core.scene import Scene, frozen_map
from simulator.core.twin.measures import HandlingMeasures, measure
from simulator.paths import scenes_dir
from tests.learners.cases import expected, hold_against, played, scene_called, script_of

SCRIPTS = sorted((Path(__file__).parent / "variants").glob("*.yaml"))


@cache
def still(name: str) -> Scene:
    """A scene without its physics: for what follows from order, choices and times alone."""
    scene = scene_called(name)
    return replace(scene, actions=frozen_map({id_: replace(r, handling=None) for id_, r in scene.actions.items()}))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_verdict_and_findings(path: Path) -> None:
    script = script_of(path)
    hold_against(played(script, still(script.scene)), expected(path))


@cache
def drawn_off(name: str) -> tuple[HandlingMeasures, HandlingMeasures]:
    """How the neck went while a learner drew the helmet to the ears and off, by the physics of a session."""
    scene = scene_called("spinal-helmet")
    file = scenes_dir() / scene.id / "reference.yaml"
    script = script_of(file if name == "reference" else next(path for path in SCRIPTS if path.stem == name))
    last = next(n for n, act in enumerate(script.acts) if act.action == "slide-off")
    session = played(replace(script, acts=script.acts[: last + 1]), scene)
    found = {one.action: measure(one.track) for one in session.movements}
    assert {one.led_by for one in session.movements} == {"script"}  # the learner's hands, led by the script
    return found["loosen-helmet"], found["slide-off"]


def test_with_hands_below_the_neck_keeps_still() -> None:
    for found in drawn_off("reference"):
        assert max(found.head_trunk_deg) < 3.0
        assert found.lost == ()


@pytest.mark.parametrize(
    ("name", "plane", "least_deg"),
    [("helmet-twisted", 2, 8.0), ("helmet-nobody-below", 0, 3.5), ("helmet-without-a-pause", 0, 3.0)],
)
def test_what_is_done_wrong_at_the_helmet_moves_the_neck(name: str, plane: int, least_deg: float) -> None:
    assert drawn_off(name)[1].head_trunk_range_deg[plane] > least_deg


def test_pulled_straight_the_nose_catches() -> None:
    straight, tilted = drawn_off("helmet-straight-off")[0], drawn_off("reference")[0]
    assert straight.injured.axial_n > 1.5 * tilted.injured.axial_n
