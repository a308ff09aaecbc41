"""Learners at a bleeding thigh: each is judged as the end of its script says, by both sheets, and what happened by
itself is what their doings bring about."""

from pathlib import Path

import pytest

from simulator import assessment
from simulator.core import events as ev
from simulator.core.physiology.signs import Signs
from simulator.core.physiology.watch import signs
from simulator.recording.journal import Head
from simulator.recording.replay import Recorded
from simulator.resuming import bring_to
from simulator.session import Session
from tests.learners.cases import Learners, card_of, expected, hold_against, performed, script_of
from tests.learners.runs import Unrecorded

OURS = Learners("severe-bleeding", "bleeding")
SCRIPTS = OURS.scripts
LOGGED = [path for path in SCRIPTS if script_of(path).acts and "refused" not in expected(path)]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_verdict_and_findings(path: Path) -> None:
    hold_against(performed(path), expected(path))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_sheet_of_seven_points(path: Path) -> None:
    card = card_of(performed(path), "nremt-7")
    wanted = expected(path)
    assert (round(card.total, 3), card.passed) == (wanted["sheet"], wanted["sheet_passed"])


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_what_happens_by_itself(path: Path) -> None:
    told = [event.event for event in performed(path).events if isinstance(event, ev.Happened)]
    assert list(dict.fromkeys(told)) == expected(path)["happened"]


def test_every_critical_error_and_every_event_is_met_by_somebody() -> None:
    scene = OURS.scene
    critical = {rule.id for rules in (scene.never, scene.keep, scene.steps.values()) for rule in rules if rule.critical}
    assert critical == OURS.met("critical")
    assert set(scene.events) == OURS.met("happened")


def test_who_does_all_of_it_has_all_the_points_in_both_sheets() -> None:
    session = OURS.reference
    for rubric, points in (("standard", 100.0), ("nremt-7", 7.0)):
        card = card_of(session, rubric)
        assert (card.total, card.passed, card.findings) == (points, True, ())


@pytest.mark.parametrize("path", LOGGED, ids=lambda path: path.stem)
def test_a_log_of_the_same_acts_is_judged_alike(path: Path) -> None:
    """What happens by itself follows from the acts, so a log that tells of nothing else is enough. (It does not tell of
    what was tried in vain.)"""
    session = performed(path)
    own = assessment.judge(OURS.scene, session.events)
    acts = [
        assessment.Done(act.action, act.actor, act.choices, act.start_s, act.end_s)
        for act in own.trace.acts
        if act.outcome == "done"
    ]
    again = assessment.judge_acts(OURS.scene, acts)
    end_s = max(act.end_s for act in acts)
    assert again.occurred == tuple(one for one in own.occurred if one[0] < end_s)
    assert (again.card.total, again.card.critical) == (own.card.total, own.card.critical)


@pytest.mark.parametrize("at_s", [0.0, 31.9, 32.0, 53.0, 62.5, 80.0])
def test_a_session_goes_on_from_any_moment_with_what_waits_to_happen(at_s: float) -> None:
    whole = OURS.session("lets-go-of-the-windlass")
    head = Head("s", "severe-bleeding", "0" * 64, "0", "someone", "assess", 0, "2026-01-01T00:00:00Z")
    again = Session(OURS.scene, "practise", Unrecorded())
    bring_to(again, Recorded(head, tuple(whole.events), sealed=True), at_s)
    assert again.events == [event for event in whole.events if event.at_s <= at_s]
    waits = {id_: one.due_s for id_, one in again.state.waiting.items()}
    assert {id_ for id_, due_s in waits.items() if due_s is not None and due_s <= at_s} == set()


def at_150_s(session: Session) -> Signs:
    return signs(OURS.scene, session.events, (), 150.0)


def test_the_patient_shows_what_was_done() -> None:
    """The longer it bleeds, the quicker the pulse; who stops it in time keeps the pressure up."""
    well, late, worst = (
        at_150_s(OURS.reference),
        at_150_s(OURS.session("presses-too-long")),
        at_150_s(OURS.session("stands-and-looks")),
    )
    assert well.hr < late.hr < worst.hr
    assert (well.skin, late.skin, worst.skin) == ("normal", "pale", "cold-wet")
    end = signs(OURS.scene, OURS.session("stands-and-looks").events, (), 300.0)
    assert end.hr > worst.hr + 20.0
    assert end.bp_sys < worst.bp_sys - 20.0
