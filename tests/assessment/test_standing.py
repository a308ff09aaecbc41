"""Where the learner stands while a session goes on: what is ticked off, and what is hinted at next."""

from itertools import pairwise

import pytest

from simulator import assessment
from simulator.app.catalogue import Catalogue
from simulator.core import engine
from simulator.core.actions import Perform
from simulator.core.events import ActionRefused, Event
from simulator.core.scene import Scene, frozen_map
from simulator.core.state import after, at_start
from simulator.paths import scenes_dir
from simulator.presenting import practising
from simulator.presenting.practising import Standing
from tests.learners.cases import performed

Order = tuple[str, dict[str, str]]

PREPARED: tuple[Order, ...] = (
    ("check-order", {"what": "all"}),
    ("check-identity", {"how": "two-ways"}),
    ("ask-allergy", {}),
    ("explain", {"how": "agreed"}),
    ("lay-out", {"bin": "at-hand"}),
    ("prime-line", {}),
    ("hand-hygiene", {"how": "whole"}),
)

RECOGNISED: tuple[Order, ...] = (
    ("secure-scene", {"gloves": "worn"}),
    ("check-response", {"way": "tap-and-shout"}),
    ("call-help", {"whom": "one"}),
    ("send-for-aed", {}),
    ("check-breathing", {"what": "together", "long": "five-to-ten"}),
    ("bare-chest", {"sweat": "dried"}),
    ("place-hands", {"place": "lower-half"}),
)


def played(scene: Scene, *orders: Order) -> list[Event]:
    """The facts of these orders of the learner, each begun when the one before is over."""
    state, happened = at_start(scene), list[Event]()
    learner = next(id_ for id_, who in scene.team.items() if who.learner)
    for action, choices in orders:
        order = Perform(state.at_s, action, learner, frozen_map(choices))
        answers = list(engine.respond(scene, state, order))
        for event in answers:
            assert not isinstance(event, ActionRefused), (action, event)
            state = after(state, event)
        over_s = state.at_s + scene.actions[action].takes_s + 0.5
        later = list(engine.advance(scene, state, over_s))
        for event in later:
            state = after(state, event)
        happened += [*answers, *later]
    return happened


def standing(scene: Scene, *orders: Order) -> Standing:
    judge, happened = assessment.LiveJudge(scene), played(scene, *orders)
    judge.new_faults(happened, "en")
    return judge.standing(happened)


def test_what_was_done_before_its_turn_stays_ticked_when_its_turn_has_come() -> None:
    scene = Catalogue().scene("iv-cannulation")
    tourniquet: Order = ("apply-tourniquet", {"where": "eight-cm", "how": "pulse-felt"})
    now = standing(scene, *PREPARED[:-1], tourniquet, PREPARED[-1])
    assert "apply-tourniquet" in now.done_s
    assert "apply-tourniquet" in now.faulty
    assert "apply-tourniquet" not in now.next_steps, "it need not be done again"


def test_what_was_done_too_late_is_ticked_with_a_fault() -> None:
    scene = Catalogue().scene("iv-cannulation")
    now = standing(
        scene, *PREPARED[:2], *PREPARED[3:], ("apply-tourniquet", {"where": "eight-cm", "how": "pulse-felt"})
    )
    assert "ask-allergy" not in now.done_s
    late = (*PREPARED[:2], *PREPARED[3:], ("ask-allergy", {}))
    now = standing(scene, *late)
    assert "ask-allergy" in now.done_s
    assert "ask-allergy" in now.faulty


def test_a_second_series_is_ticked_and_then_the_hint_goes_on_to_the_aed() -> None:
    scene = Catalogue().scene("adult-bls-aed")
    press: Order = ("compress", {})
    breathe: Order = ("ventilate", {"way": "two"})
    now = standing(scene, *RECOGNISED, press, breathe)
    assert practising.hint(scene, now, "en") == scene.steps["compress-again"].hint["en"]
    now = standing(scene, *RECOGNISED, press, breathe, press)
    assert "compress-again" in now.done_s
    assert "resume" not in now.done_s, "that is the series after the shock"
    now = standing(scene, *RECOGNISED, press, breathe, press, breathe)
    assert {"compress-again", "ventilate-again"} <= set(now.done_s)
    assert practising.hint(scene, now, "en") == scene.steps["switch-on"].hint["en"]


def test_a_wrong_choice_is_told_also_where_it_costs_nothing() -> None:
    scene = Catalogue().scene("adult-bls-aed")
    wet = (*RECOGNISED[:5], ("bare-chest", {"sweat": "wet"}))
    told = assessment.LiveJudge(scene).new_faults(played(scene, *wet), "en")
    assert any("Chest bared and dry" in sentence for _, sentence in told)


VEIN_LAST: tuple[Order, ...] = (
    *PREPARED,
    ("apply-tourniquet", {"where": "eight-cm", "how": "pulse-felt"}),
    ("put-on-gloves", {}),
    ("disinfect", {"area": "eight-cm"}),
    ("choose-forearm-vein", {}),
)
"""The skin was disinfected before anybody chose a vein, and choosing it ended that."""


def test_what_holds_no_longer_is_not_ticked_and_hinted_at_again() -> None:
    scene = Catalogue().scene("iv-cannulation")
    now = standing(scene, *VEIN_LAST)
    assert "disinfect" not in now.done_s
    assert now.undone == {"disinfect"} <= now.next_steps
    hint = practising.hint(scene, now, "en")
    assert "holds no longer" in hint
    assert scene.steps["disinfect"].hint["en"] in hint
    assert "重做" in practising.hint(scene, now, "zh")
    again = standing(scene, *VEIN_LAST, ("disinfect", {"area": "eight-cm"}))
    assert "disinfect" in again.done_s
    assert not again.undone
    assert practising.hint(scene, again, "en") == scene.steps["anchor-vein"].hint["en"]


def test_who_touches_the_clean_skin_is_told_to_disinfect_again() -> None:
    scene = Catalogue().scene("iv-cannulation")
    in_order = (*VEIN_LAST[:-2], VEIN_LAST[-1], VEIN_LAST[-2])
    assert not standing(scene, *in_order).undone
    assert standing(scene, *in_order, ("feel-again", {})).undone == {"disinfect"}


@pytest.mark.parametrize("name", ["spinal-transport", "adult-bls-aed", "severe-bleeding", "iv-cannulation"])
def test_who_does_it_right_is_never_told_that_something_is_undone(name: str) -> None:
    session = performed(scenes_dir() / name / "reference.yaml")
    judge, happened = assessment.LiveJudge(session.scene), session.events
    moments = [n for n, (one, later) in enumerate(pairwise(happened), 1) if later.at_s > one.at_s]
    assert len(moments) > 20
    assert {step for n in moments for step in judge.standing(happened[:n]).undone} == set()


def test_when_all_is_done_the_hint_says_to_finish() -> None:
    scene = Catalogue().scene("iv-cannulation")
    done = Standing(complete=True)
    assert practising.hint(scene, done, "en") == "All is done. Press “Finish” to be judged."
    assert practising.hint(scene, done, "zh", where=True) == "全部完成。请按“结束”查看评分。"
    assert practising.hint(scene, Standing(), "en") == ""
    optional = Standing(frozenset({"document"}), complete=True)
    assert practising.hint(scene, optional, "en") == scene.steps["document"].hint["en"]
    again = Standing(frozenset({"document"}), complete=True, again=frozenset({"document"}))
    assert practising.hint(scene, again, "en").startswith("All is done.")
