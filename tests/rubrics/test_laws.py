"""What holds of every sheet, whoever is judged by it."""

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.rubric import all_rules, lines_of, protocol_for, rubric_problems
from scoring.scorecard import Scorecard
from simulator import assessment
from simulator.core.procedure import Node
from simulator.core.scene import Scene
from simulator.paths import scenes_dir
from simulator.scenefile import load
from simulator.scenefile.build import node
from simulator.scenefile.checks.schools import with_order
from simulator.scenefile.load import read_scene
from simulator.scenefile.runs import Runs
from simulator.session import Session
from tests.learners.runs import FLAGSHIP, Unrecorded, flagship, refusals, still
from tests.rubrics.performed import RUBRICS, SCRIPTS, card

SCENES = sorted(path.parent.name for path in scenes_dir().glob("*/scene.yaml"))


def scene_of(name: str) -> Scene:
    loaded = load(scenes_dir() / name / "scene.yaml")
    assert loaded.scene is not None, loaded.problems
    return loaded.scene


@cache
def ordered(rubric: str) -> Node:
    """The flagship's protocol as the scene reader orders it for a rubric."""
    shape = read_scene(FLAGSHIP / "scene.yaml")[1]
    assert shape is not None
    return node(with_order(shape.protocol, shape.rubrics[rubric].order))


def adds_up(found: Scorecard) -> None:
    """The points of sections, findings and the whole agree to the last hundredth, and none is below nothing."""
    assert 0 <= found.total <= found.of
    assert round(sum(one.total for one in found.sections), 2) == found.total
    assert round(sum(one.of for one in found.sections), 2) == found.of
    assert all(0 <= one.total <= one.of for one in found.sections)
    assert round(found.of - sum(one.points for one in found.findings), 2) == found.total
    assert found.passed == (found.percent >= found.pass_percent and not found.critical)


@pytest.mark.parametrize("name", SCENES)
def test_every_rubric_of_a_shipped_scene_is_sound(name: str) -> None:
    scene = scene_of(name)
    for one in assessment.rubrics(scene):
        known, same = assessment.school(scene, one.id)
        assert same == one
        assert rubric_problems(one, known) == ()
        assert sum(line.cents for line in lines_of(known, one)) == one.of * 100
        assert one.form
        assert set(one.title) == {"en", "zh"}


def test_the_flagship_has_its_four_rubrics() -> None:
    assert tuple(flagship().rubrics) == RUBRICS
    assert assessment.rubric(flagship(), None).id == "standard"
    assert len({one.form for one in assessment.rubrics(flagship())}) == len(RUBRICS)


@pytest.mark.parametrize("rubric", RUBRICS)
@pytest.mark.parametrize("learner", sorted(SCRIPTS))
def test_the_points_of_a_scripted_learner_add_up(learner: str, rubric: str) -> None:
    found = card(learner, rubric)
    adds_up(found)
    known, school = assessment.school(flagship(), rubric)
    vetoing = {rule.id for rule in all_rules(known)} - school.ignored
    assert set(found.critical) <= {rule for rule in vetoing if school.critical.get(rule, True)}
    assert not {one.rule for one in found.findings} & school.ignored
    assert {tuple(one.text) for one in found.findings} <= {("en", "zh")}


def perform(steps: list[str], rubric: str) -> tuple[Session, Scorecard]:
    """Do the steps one after the other, each as this school wants it."""
    scene = still()
    known, _ = assessment.school(scene, rubric)
    right = {rule.id: rule.with_ for rule in known.steps}
    session = Session(scene, "assess", Unrecorded())
    for step in steps:
        rule = scene.steps[step]
        choices = {
            name: (tuple(right[step].get(name, ())) or tuple(choice.options))[0]
            for name, choice in scene.actions[rule.action].choices.items()
        }
        at_s = session.state.at_s + 0.5
        session.perform(at_s, rule.action, rule.by[0] if rule.by else None, choices)
        session.tick(at_s + scene.actions[rule.action].takes_s)
    session.finish(session.state.at_s + 1)
    return session, assessment.judge(scene, session.events, rubric).card


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("rubric", RUBRICS)
def test_any_order_that_the_school_allows_earns_full_marks(rubric: str, seed: int) -> None:
    runs = Runs(ordered(rubric))
    dice = random.Random(seed)
    position, order = runs.start, list[str]()
    while moves := runs.moves(position):
        leaf, position = dice.choice(moves)
        order.append(runs.steps[leaf])
    session, found = perform(order, rubric)
    assert refusals(session) == []
    # The one soft rule: padding after the torso straps costs half a point where it is judged.
    soft = [one for one in found.findings if one.rule == "strapped-over-hollows"]
    assert [one for one in found.findings if one not in soft] == []
    assert found.total == found.of - sum(one.points for one in soft)
    assert found.passed


def test_the_file_and_the_scoring_order_a_school_alike() -> None:
    for rubric in RUBRICS:
        known, school = assessment.school(flagship(), rubric)
        mine = assessment.protocol(ordered(rubric))
        edges = {(step, one) for step, ones in mine.after for one in ones}
        theirs = {(step, one) for step, ones in protocol_for(known, school).after for one in ones}
        assert edges == theirs


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_whatever_is_done_the_points_add_up(data: st.DataObject) -> None:
    steps = data.draw(st.lists(st.sampled_from(sorted(flagship().steps)), max_size=25))
    for rubric in RUBRICS:
        adds_up(perform(steps, rubric)[1])


def test_who_does_nothing_gets_nothing() -> None:
    for rubric in RUBRICS:
        found = perform([], rubric)[1]
        assert found.total == 0.0
        assert not found.passed


def test_an_unknown_rubric_is_named_with_the_known_ones() -> None:
    known = r"no rubric 'x'; it has: standard, nremt-14, flat-lift-100, hand-lock"
    with pytest.raises(assessment.RubricError, match=known):
        assessment.rubric(flagship(), "x")
