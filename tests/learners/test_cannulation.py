"""Learners at the cannula: each is judged as the end of its script says, by both sheets of the scene."""

from pathlib import Path

import pytest

from simulator.core import events as ev
from simulator.session import Session
from tests.learners.cases import Learners, card_of, expected, hold_against, performed

OURS = Learners("iv-cannulation", "cannulation")
SCRIPTS = OURS.scripts


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_verdict_and_findings(path: Path) -> None:
    hold_against(performed(path), expected(path))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_osce_table(path: Path) -> None:
    card = card_of(performed(path), "osce-10")
    assert round(card.total, 3) == expected(path)["osce"]


def test_every_critical_error_is_made_by_somebody() -> None:
    scene = OURS.scene
    critical = {rule.id for rule in (*scene.never, *scene.steps.values()) if rule.critical}
    assert critical == OURS.met("critical")


def test_who_does_all_of_it_has_all_the_points_in_both_sheets() -> None:
    session = OURS.reference
    for rubric, points in (("standard", 100.0), ("osce-10", 10.0)):
        card = card_of(session, rubric)
        assert (card.total, card.passed, card.findings) == (points, True, ())


def _happened(session: Session) -> list[str]:
    return [event.event for event in session.events if isinstance(event, ev.Happened)]


def test_blood_comes_from_a_good_vein_only() -> None:
    assert "blood-shows" in _happened(OURS.reference)
    assert "blood-shows" not in _happened(OURS.session("into-the-tissue"))
    assert {"first-miss", "second-miss", "blood-shows"} <= set(_happened(OURS.session("helped-at-last")))


def test_the_skin_is_dry_half_a_minute_after_the_last_wipe() -> None:
    for name, wipes in (("touched-and-mended", 2), ("stops-at-the-skin", 1)):
        session = OURS.session(name)
        wiped = [e.at_s for e in session.events if isinstance(e, ev.ActionFinished) and e.action == "disinfect"]
        dry = [e.at_s for e in session.events if isinstance(e, ev.Happened) and e.event == "skin-dries"]
        assert len(wiped) == wipes
        assert dry == ([wiped[-1] + 30.0] if name == "touched-and-mended" else [])


def test_two_choices_with_answers_of_one_name_keep_their_own_words() -> None:
    findings = card_of(OURS.session("rough-hands")).findings
    told = next(one.text["en"] for one in findings if one.step == "apply-tourniquet")
    assert "(distance to the site), “2 cm above” was chosen; right is “8 cm above”" in told
