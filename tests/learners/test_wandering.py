"""Laws of the judgement over all scenes and all their score sheets, on learners that chance has made."""

import random
import re
from functools import cache

import pytest

from scoring.scorecard import Scorecard
from simulator.core.scene import Scene
from simulator.session import Session
from tests.learners.cases import card_of
from tests.learners.wandering import SCENES, Plan, allowed, astray, played, still

PLANS, ASTRAY = 3, 12
UNFILLED = re.compile(r"[{}]|\bNone\b|\bnan\b|  ")
CHINESE = re.compile("[\u4e00-\u9fff]")


@cache
def plans(name: str) -> tuple[tuple[Plan, float], ...]:
    dice = random.Random(f"allowed {name}")
    return tuple(allowed(still(name), dice) for _ in range(PLANS))


def cards(scene: Scene, session: Session) -> dict[str, Scorecard]:
    return {rubric: card_of(session, rubric) for rubric in scene.rubrics}


@pytest.mark.parametrize("name", SCENES)
def test_an_order_that_is_allowed_has_all_the_points(name: str) -> None:
    for plan, end_s in plans(name):
        card = card_of(played(still(name), plan, end_s))
        assert (card.total, card.passed, card.findings, card.alignment.cost) == (card.of, True, (), 0)


@pytest.mark.parametrize("name", SCENES)
def test_what_is_left_out_never_earns_more(name: str) -> None:
    scene, dice = still(name), random.Random(f"fewer {name}")
    for plan, end_s in plans(name):
        full = cards(scene, played(scene, plan, end_s))
        for place in dice.sample(range(len(plan)), 6):
            fewer = cards(scene, played(scene, plan[:place] + plan[place + 1 :], end_s))
            for rubric, card in fewer.items():
                assert card.total <= full[rubric].total, (rubric, plan[place].action)


@pytest.mark.parametrize("name", SCENES)
def test_whoever_does_nothing_earns_nothing(name: str) -> None:
    for card in cards(still(name), played(still(name), (), 60.0)).values():
        assert (card.total, card.passed) == (0.0, False)


@pytest.mark.parametrize("name", SCENES)
def test_whatever_is_done_the_points_add_up_and_every_finding_is_told(name: str) -> None:
    scene, dice = still(name), random.Random(f"astray {name}")
    for _ in range(ASTRAY):
        plan, end_s = dice.choice(plans(name))
        session = played(scene, astray(scene, plan, end_s, dice), end_s)
        for card in cards(scene, session).values():
            _adds_up(card)
            for one in card.findings:
                assert one.at_s is None or 0.0 <= one.at_s <= session.state.at_s
                for told in (one.text, one.title):
                    assert all(told[language].strip() for language in ("en", "zh"))
                    assert not any(UNFILLED.search(text) for text in told.values()), told
                    assert not CHINESE.search(told["en"])
                    assert CHINESE.search(told["zh"])
                assert not (one.points and "costs no points" in one.text["en"])


def _adds_up(card: Scorecard) -> None:
    """Every lost point is in exactly one finding and in exactly one section; what fails the candidate comes first."""
    cents = [round(100 * one.points) for one in card.findings]
    assert min(cents, default=0) >= 0
    assert sum(cents) == round(100 * card.of) - round(100 * card.total)
    assert sum(round(100 * one.total) for one in card.sections) == round(100 * card.total)
    assert all(0.0 <= one.total <= one.of for one in card.sections)
    grave = [one.critical for one in card.findings]
    assert grave == sorted(grave, reverse=True)
    assert card.passed == (card.percent >= card.pass_percent and not card.critical)
