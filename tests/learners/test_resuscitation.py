"""Learners at a man whose heart has stopped: each is judged as the end of its script says, by both sheets; what their
hands did is told in figures, and runs again from the record to the last compression."""

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

FOLDER = scenes_dir() / "adult-bls-aed"
SCRIPTS = sorted((Path(__file__).parent / "resuscitation").glob("*.yaml"))


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
    card = assessment.judge(the_scene(), session.events, movements=session.movements).card
    assert refusals(session) == []
    assert (card.total, card.passed, sorted(card.critical)) == (wanted["total"], wanted["passed"], wanted["critical"])
    found = Counter((one.kind, one.step or one.rule, one.points) for one in card.findings)
    assert found == Counter(
        (one["kind"], one.get("step") or one["rule"], float(one["points"])) for one in wanted["findings"]
    )
    for finding in card.findings:
        assert all(finding.text.values())
        assert finding.text["en"] != finding.text["zh"]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_every_box_must_be_ticked(path: Path) -> None:
    session = performed(path)
    card = assessment.judge(the_scene(), session.events, "every-box", session.movements).card
    assert round(card.total, 2) == expected(path)["boxes"]
    assert not card.passed


def test_every_critical_error_is_made_by_somebody() -> None:
    scene = the_scene()
    critical = {rule.id for rules in (scene.never, scene.steps.values()) for rule in rules if rule.critical}
    critical |= {limit.id for limit in scene.limits if limit.critical_over is not None}
    assert critical <= {name for path in SCRIPTS for name in expected(path)["critical"]}


def test_who_does_all_of_it_has_all_the_points_in_both_sheets() -> None:
    session = performed(FOLDER / "reference.yaml")
    for rubric, points in (("cardiac-arrest-17", 17.0), ("every-box", 14.0)):
        card = assessment.judge(the_scene(), session.events, rubric, session.movements).card
        assert (card.total, card.passed, card.findings) == (points, True, ())


def test_what_the_hands_did_is_told_in_figures() -> None:
    session = learner("fast-and-shallow")
    card = assessment.judge(the_scene(), session.events, movements=session.movements).card
    shallow = next(one for one in card.findings if one.rule == "too-shallow")
    assert "30 of 30 were below 50 mm, 40.6 mm on average" in shallow.text["en"]
    assert "30 次中有 30 次低于 50 mm，平均 40.6 mm" in shallow.text["zh"]
    own = [one["chest"] for one in card.measures["handlings"] if one["led_by"] == "script"]
    assert all(one["compressions"] == 30 for one in own)
    assert all(136 < one["rate_mean_per_min"] < 140 for one in own)


def test_a_series_is_over_when_its_last_compression_is_given() -> None:
    """Who presses faster is done sooner, and what comes then does not wait."""

    def first(session: Session) -> float:
        told = [e for e in session.events if isinstance(e, ev.ActionFinished) and e.action == "compress"]
        return told[0].at_s - told[0].started_s

    fast, well, slow = (
        first(learner("fast-and-shallow")),
        first(performed(FOLDER / "reference.yaml")),
        first(learner("slow-deep-leaning")),
    )
    assert fast < well < slow < the_scene().actions["compress"].takes_s
    assert well == pytest.approx(0.5 + 30 / 110 * 60, abs=0.5)


def test_no_breath_goes_in_while_the_chest_is_pressed() -> None:
    """One presses, the other would blow: refused in words, and no breath stands in the record."""
    session = Session(the_scene(), "learn", Unrecorded())
    session.perform(1.0, "place-hands", "leader", {"place": "lower-half"})
    session.tick(8.0)
    session.perform(8.0, "compress", "r1", {})
    session.tick(12.0)
    told = session.perform(12.0, "ventilate", "leader", {"way": "two"})
    assert [(one.reason, one.subject) for one in told if isinstance(one, ev.ActionRefused)] == [
        (ev.Refusal.MISSING, "nobody-presses")
    ]
