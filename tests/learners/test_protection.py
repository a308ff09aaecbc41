"""Learners in protective equipment: each is judged as the end of its script says, by every school of the scene."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from simulator import assessment, performing
from simulator.core.scene import Scene
from simulator.paths import scenes_dir
from simulator.scenefile import load
from simulator.scenefile.script import Script, load_script
from simulator.session import Session
from tests.learners.runs import Unrecorded, refusals

FOLDER = scenes_dir() / "protective-equipment"
SCRIPTS = sorted((Path(__file__).parent / "protection").glob("*.yaml"))


@cache
def the_scene() -> Scene:
    scene = load(FOLDER / "scene.yaml").scene
    assert scene is not None
    return scene


@cache
def performed(path: Path) -> Session:
    script = load_script(path)
    assert isinstance(script, Script), script
    session = Session(the_scene(), script.mode, Unrecorded())
    performing.perform(script, session)
    return session


def expected(path: Path) -> dict[str, Any]:
    wanted: dict[str, Any] = YAML(typ="safe").load(path)["expect"]
    return wanted


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_verdict_and_findings(path: Path) -> None:
    wanted, session = expected(path), performed(path)
    card = assessment.judge(the_scene(), session.events).card
    assert refusals(session) == []
    assert (card.total, card.passed, sorted(card.critical)) == (
        wanted["total"],
        wanted["passed"],
        sorted(wanted["critical"]),
    )
    found = Counter((one.kind, one.step or one.rule, one.points) for one in card.findings)
    assert found == Counter(
        (one["kind"], one.get("step") or one["rule"], float(one["points"])) for one in wanted["findings"]
    )
    for finding in card.findings:
        assert all(finding.text.values())
        assert finding.text["en"] != finding.text["zh"]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_other_schools(path: Path) -> None:
    for rubric, wanted in expected(path)["rubrics"].items():
        card = assessment.judge(the_scene(), performed(path).events, rubric).card
        assert (round(card.total, 2), card.passed, sorted(card.critical)) == (
            wanted["total"],
            wanted["passed"],
            sorted(wanted["critical"]),
        ), rubric


def test_every_critical_error_is_made_by_somebody() -> None:
    scene = the_scene()
    critical = {never.id for never in scene.never if never.critical}
    critical |= {step.id for step in scene.steps.values() if step.critical}
    assert critical == {name for path in SCRIPTS for name in expected(path)["critical"]}


def test_each_school_has_a_learner_who_does_all_of_it() -> None:
    whole = {name for path in SCRIPTS for name, one in expected(path)["rubrics"].items() if one["total"] == 100}
    assert whole == set(the_scene().rubrics) - {"standard"}
    reference = assessment.judge(the_scene(), performed(FOLDER / "reference.yaml").events).card
    assert (reference.total, reference.findings) == (100.0, ())
