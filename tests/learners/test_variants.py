"""Learners with a scoop and at a helmet: each is judged as the end of its script says, and moves him as the physics has
it."""

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from simulator import assessment, performing
from simulator.core.scene import Scene, frozen_map
from simulator.core.twin.measures import HandlingMeasures, measure
from simulator.paths import scenes_dir
from simulator.scenefile import load
from simulator.scenefile.script import Script, load_script
from simulator.session import Session
from tests.learners.runs import Unrecorded, refusals

SCRIPTS = sorted((Path(__file__).parent / "variants").glob("*.yaml"))


@cache
def the_scene(name: str) -> Scene:
    scene = load(scenes_dir() / name / "scene.yaml").scene
    assert scene is not None
    return scene


@cache
def still(name: str) -> Scene:
    """A scene without its physics: for what follows from order, choices and times alone."""
    scene = the_scene(name)
    return replace(scene, actions=frozen_map({id_: replace(r, handling=None) for id_, r in scene.actions.items()}))


def expected(path: Path) -> dict[str, Any]:
    wanted: dict[str, Any] = YAML(typ="safe").load(path)["expect"]
    return wanted


def script_of(path: Path) -> Script:
    script = load_script(path)
    assert isinstance(script, Script), script
    return script


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_verdict_and_findings(path: Path) -> None:
    script, wanted = script_of(path), expected(path)
    session = Session(still(script.scene), script.mode, Unrecorded())
    performing.perform(script, session)
    card = assessment.judge(still(script.scene), session.events).card
    assert refusals(session) == []
    assert (card.total, card.passed, sorted(card.critical)) == (wanted["total"], wanted["passed"], wanted["critical"])
    found = Counter((one.kind, one.step or one.rule, one.points) for one in card.findings)
    assert found == Counter(
        (one["kind"], one.get("step") or one["rule"], float(one["points"])) for one in wanted["findings"]
    )
    for finding in card.findings:
        assert all(finding.text.values())
        assert finding.text["en"] != finding.text["zh"]


@cache
def drawn_off(name: str) -> tuple[HandlingMeasures, HandlingMeasures]:
    """How the neck went while a learner drew the helmet to the ears and off, by the physics of a session."""
    scene = the_scene("spinal-helmet")
    file = scenes_dir() / scene.id / "reference.yaml"
    script = script_of(file if name == "reference" else next(path for path in SCRIPTS if path.stem == name))
    last = next(n for n, act in enumerate(script.acts) if act.action == "slide-off")
    session = Session(scene, script.mode, Unrecorded())
    performing.perform(replace(script, acts=script.acts[: last + 1]), session)
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
