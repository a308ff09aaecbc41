"""How the patient is moved, judged by physics alone: who leads well keeps every point, who does not loses."""

from pathlib import Path

import pytest

from scoring.scorecard import Scorecard
from simulator import assessment
from simulator.core.twin.movement import Movement
from simulator.session import Session
from tests.learners.runs import HERE, Unrecorded, flagship, moved
from tests.learners.test_learners import SCRIPTS, expected

PERFECT = HERE / "perfect.yaml"
MOVED = [path for path in SCRIPTS if "moved" in expected(path)]
LIMITS = {limit.id for limit in flagship().limits}


def exceeded(card: Scorecard) -> set[str]:
    return {one.rule for one in card.findings if one.kind == "limit_exceeded"}


@pytest.mark.parametrize("seed", [0, 7])
def test_a_skilled_leader_keeps_every_point(seed: int) -> None:
    session, judged = moved(PERFECT, seed)
    assert (judged.card.total, judged.card.findings) == (100, ())
    measured = judged.card.measures["limits"]
    assert set(measured) == LIMITS
    assert all(one["value"] is not None for one in measured.values()), "every limit has measured something"
    assert [one.action for one in session.movements] == [one["action"] for one in judged.card.measures["handlings"]]


@pytest.mark.parametrize("path", MOVED, ids=lambda path: path.stem)
def test_a_learner_is_judged_by_how_the_patient_moved(path: Path) -> None:
    wanted = expected(path)["moved"]
    _, judged = moved(path)
    assert exceeded(judged.card) >= set(wanted["exceeded"])
    assert judged.card.total < expected(path)["total"], "what was moved too far costs points beside all else"
    assert judged.card.passed == wanted["passed"]
    assert ("moved-excessively" in judged.card.critical) == (not wanted["passed"])


def test_hands_that_miss_lose_points_whatever_the_seed() -> None:
    lost, failed = 0.0, 0
    for seed in (0, 3, 4):
        card = moved(HERE / "m1-unsteady-hands.yaml", seed)[1].card
        assert exceeded(card)
        lost, failed = lost + 100 - card.total, failed + (not card.passed)
    assert lost > 1.0
    assert failed, "of three beginners at least one moves the injury too far"


def test_a_finding_says_what_where_when_how_far_and_what_instead() -> None:
    _, judged = moved(HERE / "m2-head-left-behind.yaml")
    finding = next(one for one in judged.card.findings if one.rule == "motion-roll")
    roll = next(one for one in judged.trace.acts if one.action == "roll-to-side")
    assert finding.at_s is not None
    assert roll.start_s < finding.at_s <= roll.end_s
    evidence = finding.evidence
    assert (evidence["where"], evidence["limit"], judged.trace.acts[evidence["act"]]) == ("C5-C6", 0.2, roll)
    assert evidence["peak"] > evidence["value"] > evidence["limit"]
    for language, why in (("en", "the broken level moves"), ("zh", "损伤节段")):
        assert "C5-C6" in finding.text[language]
        assert f"{evidence['value']:.2f}".rstrip("0") in finding.text[language]
        assert f"{evidence['peak']:.2f}".rstrip("0").rstrip(".") in finding.text[language]
        assert why in finding.text[language]


def test_a_head_that_is_still_turned_at_the_word_loses_its_point(tmp_path: Path) -> None:
    """Hands that leave the head as it lies when they take hold, and again when the roll begins."""
    text = PERFECT.read_text("utf-8")
    taken, rolled = "{hold: in-line}}", "do: roll-to-side, choose: {call: counted}}"
    assert text.count(taken) == text.count(rolled) == 1
    left = text.replace(taken, f"{taken[:-1]}, hands: [{{at: 0}}]}}")
    both = left.replace(rolled, f"{rolled[:-1]}, hands: [{{at: 0}}, {{at: 1.5}}, {{at: 6, turn_deg: 90}}]}}")
    for name, script, lost in (("brought-in-line-later", left, 0), ("left-turned", both, 1)):
        (tmp_path / f"{name}.yaml").write_text(script, "utf-8")
        _, judged = moved(tmp_path / f"{name}.yaml")
        found = [one for one in judged.card.findings if one.rule == "head-in-line"]
        assert [(one.kind, one.points) for one in found] == lost * [("limit_exceeded", 1.0)]


def test_helpers_who_were_not_counted_in_set_out_apart() -> None:
    def spread(name: str) -> float:
        handlings = moved(HERE / f"{name}.yaml")[1].card.measures["handlings"]
        return max(float(one["start_spread_s"]) for one in handlings)

    assert spread("m3-late-helpers") > 2 * spread("perfect")


def test_nobody_at_the_head_fails() -> None:
    """The head is let go before the roll: by the broken hold, and by physics."""
    session = Session(flagship(), "assess", Unrecorded())
    for at_s, action, choices in (
        (5.0, "secure-scene", {"gloves": "worn"}),
        (12.0, "place-hands", {}),
        (20.0, "roll-to-side", {"call": "counted"}),
    ):
        session.perform(at_s, action, None, choices)
    session.tick(40.0)
    session.finish(41.0)
    card = assessment.judge(flagship(), session.events, movements=session.movements).card
    assert {one.led_by for one in session.movements} == {"nobody"}
    assert "moved-excessively" in card.critical


def test_a_movement_is_judged_alike_live_and_afterwards() -> None:
    """The live judge tells of a handling when it is over, in the words of the scorecard, and only once."""
    session, judged = moved(HERE / "m2-head-left-behind.yaml")
    live = assessment.LiveJudge(flagship())
    told = [text for _, text in live.new_faults(session.events, "en", session.movements)]
    wanted = {one.text["en"] for one in judged.card.findings if one.kind == "limit_exceeded"}
    assert wanted
    assert wanted <= set(told)
    assert live.new_faults(session.events, "en", session.movements) == ()
    going = [_going(one) for one in session.movements]
    assert not wanted & {text for _, text in assessment.LiveJudge(flagship()).new_faults(session.events, "en", going)}


def _going(movement: Movement) -> Movement:
    return Movement(
        movement.number, movement.action, movement.actor, movement.start_s, movement.led_by, "going", movement.track
    )
