"""The scripted learners: each is judged as the end of its script says, to the point."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from scoring.scorecard import Finding
from simulator.core import events as ev
from tests.learners.runs import FLAGSHIP, HERE, flagship, judged_still, refusals

SCRIPTS = sorted(HERE.glob("*.yaml"))
REFUSED = {"hesitant": ["place-board"]}


def expected(path: Path) -> dict[str, Any]:
    wanted: dict[str, Any] = YAML(typ="safe").load(path)["expect"]
    return wanted


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_verdict(path: Path) -> None:
    wanted = expected(path)
    session, judged = judged_still(path)
    card = judged.card
    assert (card.total, card.passed) == (wanted["total"], wanted["passed"])
    assert set(card.critical) == set(wanted["critical"])
    assert refusals(session) == REFUSED.get(path.stem, [])


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_findings(path: Path) -> None:
    wanted = expected(path)["findings"]
    found = judged_still(path)[1].card.findings
    assert Counter(map(_named, found)) == Counter((one["kind"], one.get("step") or one["rule"]) for one in wanted)
    left = [(*_named(one), one.points) for one in found]
    for one in wanted:
        if "points" in one:
            left.remove((one["kind"], one.get("step") or one["rule"], one["points"]))
    assert sum(one.points for one in found) == pytest.approx(100 - judged_still(path)[1].card.total)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_findings_are_told_in_both_languages(path: Path) -> None:
    for finding in judged_still(path)[1].card.findings:
        for words in (*finding.title.values(), *finding.text.values()):
            assert words
            assert not set(words) & set("{}")
        assert set(finding.text) == {"en", "zh"}
        assert finding.text["en"] != finding.text["zh"]


def test_every_error_has_its_learner() -> None:
    codes = {path.stem[:3] for path in SCRIPTS}
    assert {f"e{number:02}" for number in range(1, 19)} <= codes


def test_all_kinds_of_findings_but_limits_are_met() -> None:
    kinds = {one["kind"] for path in SCRIPTS for one in expected(path)["findings"]}
    assert kinds == {
        *("missed", "out_of_order", "repeated", "wrong_choice", "wrong_person"),
        *("too_late", "condition_broken", "forbidden_act", "over_time"),
    }


def test_the_scene_ships_the_perfect_learner() -> None:
    assert (FLAGSHIP / "reference.yaml").read_text("utf-8") == (HERE / "perfect.yaml").read_text("utf-8")


def test_the_perfect_learner_never_lets_go() -> None:
    session, judged = judged_still(HERE / "perfect.yaml")
    assert 180 <= session.state.at_s <= 210
    held = [one for one in judged.trace.intervals if one.condition == "head-held"]
    assert len(held) == 1
    took = [one for one in judged.trace.intervals if one.condition in ("head-lock", "chest-lock", "head-fixed")]
    assert len(took) > 4  # the lock really is handed over


def test_a_gap_is_as_long_as_the_hands_were_away() -> None:
    _, judged = judged_still(HERE / "e02-grip-without-lock.yaml")
    gap = next(one for one in judged.card.findings if one.kind == "condition_broken")
    assert gap.evidence["seconds"] == pytest.approx(flagship().actions["change-grip"].takes_s)


def test_a_stop_takes_the_roll_back() -> None:
    session, _ = judged_still(HERE / "hesitant.yaml")
    kinds = [type(event) for event in session.events if getattr(event, "action", "") == "roll-to-side"]
    assert kinds == [ev.ActionStarted, ev.ActionStopped, ev.ActionStarted, ev.ActionFinished]


def _named(finding: Finding) -> tuple[str, str]:
    return finding.kind, finding.step or finding.rule
