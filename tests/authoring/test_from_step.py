"""Playing from a step: everything before it has been done, and the step itself may come next."""

import pytest

from simulator.app.from_step import NoWayError, order_to, session_from
from simulator.core.procedure import OneOf, OptionalNode, Sequence, StepNode, steps_of
from simulator.core.scene import Happening
from tests.learners.runs import flagship, still
from tests.scenefile.plans import Does, scene_of

A, B, C, D = (StepNode(name) for name in "abcd")


def test_a_choice_is_made_so_that_the_step_is_reached() -> None:
    scene = scene_of(Sequence((A, OneOf((B, Sequence((C, D)))))), {})
    assert order_to(scene, "d") == ("a", "c")
    assert order_to(scene, "b") == ("a",)


def test_what_may_be_left_out_is_reached_too() -> None:
    assert order_to(scene_of(Sequence((A, OptionalNode(B), C)), {}), "b") == ("a",)


def test_a_step_that_the_protocol_does_not_have_cannot_be_reached() -> None:
    with pytest.raises(NoWayError, match="does not come to `d`"):
        order_to(scene_of(Sequence((A, B)), {}), "d")


def test_what_is_refused_on_the_way_is_named() -> None:
    scene = scene_of(Sequence((A, B, C)), {"b": Does(needs=("warm",))})
    with pytest.raises(NoWayError, match="`b` is refused"):
        session_from(scene, "c")


def test_what_has_to_come_about_by_itself_is_waited_for() -> None:
    plan = {"a": Does(starts=("sent",)), "b": Does(needs=("here",))}
    arrives = {"arrives": Happening(60.0, while_=("sent",), starts=("here",))}
    session = session_from(scene_of(Sequence((A, B, C)), plan, events=arrives), "c")
    assert [type(event).__name__ for event in session.events].count("ActionFinished") == 2
    assert session.state.at_s > 60.0


@pytest.mark.parametrize("step", [node.step for node in steps_of(flagship().protocol)])
def test_every_step_of_the_flagship_can_be_played_from(step: str) -> None:
    scene = still()
    session = session_from(scene, step)
    rule = scene.steps[step]
    choices = {
        name: (rule.with_.get(name) or tuple(c.options))[0] for name, c in scene.actions[rule.action].choices.items()
    }
    happened = session.perform(session.state.at_s + 0.5, rule.action, rule.by[0] if rule.by else None, choices)
    assert type(happened[0]).__name__ == "ActionStarted"
