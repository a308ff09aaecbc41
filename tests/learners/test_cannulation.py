"""Learners at the cannula: each is judged as the end of its script says, by both sheets of the scene."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from simulator import assessment, performing
from simulator.core import events as ev
from simulator.core.scene import Scene
from simulator.paths import scenes_dir
from simulator.scenefile import load
from simulator.scenefile.script import Script, load_script
from simulator.session import Session
from tests.learners.runs import Unrecorded, refusals

FOLDER = scenes_dir() / "iv-cannulation"
SCRIPTS = sorted((Path(__file__).parent / "cannulation").glob("*.yaml"))


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


def learner(name: str) -> Session:
    return performed(next(path for path in SCRIPTS if path.stem == name))


def expected(path: Path) -> dict[str, Any]:
    wanted: dict[str, Any] = YAML(typ="safe").load(path)["expect"]
    return wanted


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_verdict_and_findings(path: Path) -> None:
    wanted, session = expected(path), performed(path)
    card = assessment.judge(the_scene(), session.events).card
    assert refusals(session) == []
    assert (card.total, card.passed) == (wanted["total"], wanted["passed"])
    assert sorted(card.critical) == wanted["critical"]
    found = Counter((one.kind, one.step or one.rule, one.points) for one in card.findings)
    assert found == Counter(
        (one["kind"], one.get("step") or one["rule"], float(one["points"])) for one in wanted["findings"]
    )
    for finding in card.findings:
        assert all(finding.text.values())
        assert finding.text["en"] != finding.text["zh"]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_osce_table(path: Path) -> None:
    card = assessment.judge(the_scene(), performed(path).events, "osce-10").card
    assert round(card.total, 3) == expected(path)["osce"]


def test_every_critical_error_is_made_by_somebody() -> None:
    scene = the_scene()
    critical = {rule.id for rule in (*scene.never, *scene.steps.values()) if rule.critical}
    assert critical == {name for path in SCRIPTS for name in expected(path)["critical"]}


def test_who_does_all_of_it_has_all_the_points_in_both_sheets() -> None:
    session = performed(FOLDER / "reference.yaml")
    for rubric, points in (("standard", 100.0), ("osce-10", 10.0)):
        card = assessment.judge(the_scene(), session.events, rubric).card
        assert (card.total, card.passed, card.findings) == (points, True, ())


def _happened(session: Session) -> list[str]:
    return [event.event for event in session.events if isinstance(event, ev.Happened)]


def test_blood_comes_from_a_good_vein_only() -> None:
    assert "blood-shows" in _happened(performed(FOLDER / "reference.yaml"))
    assert "blood-shows" not in _happened(learner("into-the-tissue"))
    assert {"first-miss", "second-miss", "blood-shows"} <= set(_happened(learner("helped-at-last")))


def test_the_skin_is_dry_half_a_minute_after_the_last_wipe() -> None:
    for name, wipes in (("touched-and-mended", 2), ("stops-at-the-skin", 1)):
        session = learner(name)
        wiped = [e.at_s for e in session.events if isinstance(e, ev.ActionFinished) and e.action == "disinfect"]
        dry = [e.at_s for e in session.events if isinstance(e, ev.Happened) and e.event == "skin-dries"]
        assert len(wiped) == wipes
        assert dry == ([wiped[-1] + 30.0] if name == "touched-and-mended" else [])


def test_two_choices_with_answers_of_one_name_keep_their_own_words() -> None:
    findings = assessment.judge(the_scene(), learner("rough-hands").events).card.findings
    told = next(one.text["en"] for one in findings if one.step == "apply-tourniquet")
    assert "(distance to the site), “2 cm above” was chosen; right is “8 cm above”" in told
