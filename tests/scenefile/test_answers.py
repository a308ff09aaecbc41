"""Answers that start or end conditions besides what their action does: read, proved, played, and got wrong."""

from pathlib import Path

import pytest

from simulator import assessment
from simulator.core.scene import Scene
from simulator.scenefile import check
from simulator.session import Session
from tests.learners.runs import Unrecorded
from tests.scenefile.small import changed, written

WAY = "fingers: {en: fingers, zh: 手指}}}"
ONLY_BY_ELBOW = (
    (WAY, "fingers: {en: fingers, zh: 手指}}, starts: {elbow: [water-on]}, ends: {fingers: [arm-on-rest]}}"),
    ("    starts: [water-on]\n", ""),
)


def scene(folder: Path) -> Scene:
    loaded = check(written(folder, changed(*ONLY_BY_ELBOW)))
    assert loaded.problems == ()
    assert loaded.scene is not None
    return loaded.scene


def held(one: Scene, way: str) -> set[str]:
    session = Session(one, "assess", Unrecorded())
    session.perform(1.0, "turn-on", "nurse", {"way": way})
    session.tick(5.0)
    return set(session.state.conditions)


def test_what_an_answer_starts_and_ends_is_read_and_played(tmp_path: Path) -> None:
    one = scene(tmp_path)
    way = one.actions["turn-on"].choices["way"]
    assert (dict(way.starts), dict(way.ends)) == ({"elbow": ("water-on",)}, {"fingers": ("arm-on-rest",)})
    assert held(one, "elbow") == {"arm-on-rest", "water-on"}
    assert held(one, "fingers") == set()


@pytest.mark.parametrize(("way", "soaped"), [("elbow", True), ("fingers", False)])
def test_a_log_of_acts_is_taken_in_the_same_way(tmp_path: Path, way: str, soaped: bool) -> None:
    acts = [assessment.Done("turn-on", "nurse", {"way": way}, 1.0, 2.0)]
    found = assessment.judge_acts(scene(tmp_path), acts).trace.intervals
    assert any(one.condition == "water-on" for one in found) is soaped
    assert [one.end_s for one in found if one.condition == "arm-on-rest"] == [None if soaped else 1.0]


def test_the_right_answer_is_what_the_proof_takes(tmp_path: Path) -> None:
    (_, told), rest = ONLY_BY_ELBOW
    wrong = check(written(tmp_path, changed((WAY, told.replace("{elbow: [w", "{fingers: [w")), rest)))
    (problem,) = wrong.problems
    assert "an order that cannot be done: 1 turn-on, 2 take-soap" in problem.message


MISTAKES = [
    (
        "starts: {elbow: [water-on]}",
        "starts: {elbw: [water-on]}",
        "`way` has no answer `elbw`",
        "did you mean `elbow`?",
    ),
    ("starts: {elbow: [water-on]}", "starts: {elbow: [water-n]}", "no condition `water-n`", "did you mean `water-on`?"),
    ("starts: {elbow: [water-on]}", "starts: {elbow: [arm-safe]}", "`arm-safe` follows from other conditions", ""),
    ("starts: {elbow: [water-on]}", "starts: {elbow: []}", "needs at least one entry", ""),
    ("with: {way: elbow}", "with: {way: [elbow, fingers]}", "the right answers to `way` do not all start the same", ""),
    ("    with: {way: elbow}\n", "", "the right answers to `way` do not all end the same", "name one right answer"),
]


@pytest.mark.parametrize(("old", "new", "message", "hint"), MISTAKES)
def test_what_an_author_gets_wrong(tmp_path: Path, old: str, new: str, message: str, hint: str) -> None:
    text = changed(*ONLY_BY_ELBOW)
    assert text.count(old) == 1
    problems = check(written(tmp_path, text.replace(old, new))).problems
    assert any(message in one.message and hint in one.hint for one in problems), problems
