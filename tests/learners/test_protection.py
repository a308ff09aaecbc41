"""Learners in protective equipment: each is judged as the end of its script says, by every school of the scene."""

from pathlib import Path

import pytest

from tests.learners.cases import Learners, card_of, expected, hold_against, performed

OURS = Learners("protective-equipment", "protection")
SCRIPTS = OURS.scripts


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_verdict_and_findings(path: Path) -> None:
    hold_against(performed(path), expected(path))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_other_schools(path: Path) -> None:
    for rubric, wanted in expected(path)["rubrics"].items():
        card = card_of(performed(path), rubric)
        assert (round(card.total, 2), card.passed, sorted(card.critical)) == (
            wanted["total"],
            wanted["passed"],
            sorted(wanted["critical"]),
        ), rubric


def test_every_critical_error_is_made_by_somebody() -> None:
    scene = OURS.scene
    critical = {never.id for never in scene.never if never.critical}
    critical |= {step.id for step in scene.steps.values() if step.critical}
    assert critical == OURS.met("critical")


def test_each_school_has_a_learner_who_does_all_of_it() -> None:
    whole = {name for path in SCRIPTS for name, one in expected(path)["rubrics"].items() if one["total"] == 100}
    assert whole == set(OURS.scene.rubrics) - {"standard"}
    reference = card_of(OURS.reference)
    assert (reference.total, reference.findings) == (100.0, ())
