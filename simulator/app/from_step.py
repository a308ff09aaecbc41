"""A session in which everything before a step has been done, rightly and in the order of the protocol."""

from collections.abc import Mapping

from simulator.app.unrecorded import Unrecorded
from simulator.core import events as ev
from simulator.core import procedure as core
from simulator.core.engine import next_s, refusal
from simulator.core.scene import Scene
from simulator.core.twin.steering import Scripted
from simulator.scenefile.runs import Runs
from simulator.session import Session

_BETWEEN_S = 0.5


class NoWayError(Exception):
    """The step cannot be reached; the message says at which step and why."""


def order_to(scene: Scene, step: str) -> tuple[str, ...]:
    """The steps before `step`: always the one that stands first in the file among those that may come next.

    What need not come before is left out. NoWayError if the protocol never comes to the step.
    """
    runs = Runs(_towards(scene.protocol, step))
    position, done = runs.start, list[str]()
    while (moves := runs.moves(position)) and len(done) < 2 * len(runs.steps):
        if step in [runs.steps[leaf] for leaf, _ in moves]:
            return tuple(done)
        leaf, position = min(moves, key=lambda move: (runs.steps[move[0]] in done, move[0]))
        done.append(runs.steps[leaf])
    raise NoWayError(f"the protocol does not come to `{step}`")


def _towards(node: core.Node, step: str) -> core.Node:
    """The same protocol with the step's own branch wherever there is a choice."""
    match node:
        case core.StepNode():
            return node
        case core.OneOf(children):
            own = [child for child in children if step in {one.step for one in core.steps_of(child)}]
            return _towards(own[0], step) if own else node
        case core.OptionalNode(child):
            here = step in {one.step for one in core.steps_of(child)}
            return _towards(child, step) if here else node
        case core.Repeat(child, at_most):
            return core.Repeat(_towards(child, step), at_most)
        case core.Sequence(children):
            return core.Sequence(tuple(_towards(child, step) for child in children))
        case core.AnyOrder(children):
            return core.AnyOrder(tuple(_towards(child, step) for child in children))


# Longer than any case: what has not come about by then never will.
_WAIT_S = 7200.0


def _comes_about(session: Session, action: str, actor: str, choices: Mapping[str, str]) -> bool:
    """Wait for what happens by itself, where the action needs it; False where it need not or nothing helps."""
    waited = False
    until_s = session.state.at_s + _WAIT_S
    while refusal(session.scene, session.state, action, actor, choices) is not None:
        due_s = next_s(session.state)
        if due_s is None or due_s > until_s:
            return False
        session.tick(due_s)
        waited = True
    return waited


def session_from(scene: Scene, step: str, mode: str = "practise") -> Session:
    """The session, with its time where the last of what was done has ended. NoWayError if something is refused."""
    session = Session(scene, mode, Unrecorded())
    session.lead(Scripted())
    for before in order_to(scene, step) if step else ():
        rule = scene.steps[before]
        choices = {
            name: (rule.with_.get(name) or tuple(choice.options))[0]
            for name, choice in scene.actions[rule.action].choices.items()
        }
        at_s = session.state.at_s + _BETWEEN_S
        actor = rule.by[0] if rule.by else scene.actions[rule.action].by[0]
        if _comes_about(session, rule.action, actor, choices):
            at_s = session.state.at_s
        happened = session.perform(at_s, rule.action, actor, choices)
        refused = [event for event in happened if isinstance(event, ev.ActionRefused)]
        if refused:
            raise NoWayError(f"`{before}` is refused ({refused[0].reason}: `{refused[0].subject}`)")
        session.tick(max([at_s, *(one.until_s for one in session.state.running)]))
    return session
