"""Learners at a man whose heart has stopped: each is judged as the end of its script says, by both sheets; what their
hands did is told in figures, and runs again from the record to the last compression."""

from pathlib import Path

import pytest

from simulator.core import events as ev
from simulator.session import Session
from tests.learners.cases import Learners, card_of, expected, hold_against, performed
from tests.learners.runs import Unrecorded

OURS = Learners("adult-bls-aed", "resuscitation")
SCRIPTS = OURS.scripts


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_verdict_and_findings(path: Path) -> None:
    hold_against(performed(path), expected(path))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_every_box_must_be_ticked(path: Path) -> None:
    session = performed(path)
    card = card_of(session, "every-box")
    assert round(card.total, 2) == expected(path)["boxes"]
    assert card.passed == (card.total == 14.0 and not card.critical)


def test_every_critical_error_is_made_by_somebody() -> None:
    scene = OURS.scene
    critical = {rule.id for rules in (scene.never, scene.steps.values()) for rule in rules if rule.critical}
    critical |= {limit.id for limit in scene.limits if limit.critical_over is not None}
    assert critical <= OURS.met("critical")


def test_who_does_all_of_it_has_all_the_points_in_both_sheets() -> None:
    session = OURS.reference
    for rubric, points in (("cardiac-arrest-17", 17.0), ("every-box", 14.0)):
        card = card_of(session, rubric)
        assert (card.total, card.passed, card.findings) == (points, True, ())


def test_what_the_hands_did_is_told_in_figures() -> None:
    session = OURS.session("fast-and-shallow")
    card = card_of(session)
    shallow = next(one for one in card.findings if one.rule == "too-shallow")
    assert "120 of 120 were below 50 mm, 40.6 mm on average" in shallow.text["en"]
    assert "120 次中有 120 次低于 50 mm，平均 40.6 mm" in shallow.text["zh"]
    own = [one["chest"] for one in card.measures["handlings"] if one["led_by"] == "script"]
    assert all(one["compressions"] == 30 for one in own)
    assert all(136 < one["rate_mean_per_min"] < 140 for one in own)


def test_a_series_is_over_when_its_last_compression_is_given() -> None:
    """Who presses faster is done sooner, and what comes then does not wait."""

    def first(session: Session) -> float:
        told = [e for e in session.events if isinstance(e, ev.ActionFinished) and e.action == "compress"]
        return told[0].at_s - told[0].started_s

    fast, well, slow = (
        first(OURS.session("fast-and-shallow")),
        first(OURS.reference),
        first(OURS.session("slow-deep-leaning")),
    )
    assert fast < well < slow < OURS.scene.actions["compress"].takes_s
    assert well == pytest.approx(0.5 + 30 / 110 * 60, abs=0.5)


def test_no_breath_goes_in_while_the_chest_is_pressed() -> None:
    """One presses, the other would blow: refused in words, and no breath stands in the record."""
    session = Session(OURS.scene, "learn", Unrecorded())
    session.perform(1.0, "place-hands", "leader", {"place": "lower-half"})
    session.tick(8.0)
    session.perform(8.0, "compress", "r1", {})
    session.tick(12.0)
    told = session.perform(12.0, "ventilate", "leader", {"way": "two"})
    assert [(one.reason, one.subject) for one in told if isinstance(one, ev.ActionRefused)] == [
        (ev.Refusal.MISSING, "nobody-presses")
    ]
