"""What is wrong between the parts of a file that has the right shape; everything is found at once."""

from collections.abc import Iterator

from simulator.scenefile.checks.actions import of_actions
from simulator.scenefile.checks.conditions import of_conditions
from simulator.scenefile.checks.happenings import of_events
from simulator.scenefile.checks.leaves import leaves
from simulator.scenefile.checks.limits import of_limits
from simulator.scenefile.checks.order import of_doubles, of_order
from simulator.scenefile.checks.physiology import of_physiology
from simulator.scenefile.checks.places import of_places
from simulator.scenefile.checks.points import of_points
from simulator.scenefile.checks.references import of_references
from simulator.scenefile.checks.rubrics import of_rubrics
from simulator.scenefile.checks.schools import of_school_orders
from simulator.scenefile.checks.steps import of_steps
from simulator.scenefile.checks.texts import of_texts
from simulator.scenefile.checks.twin import of_twin
from simulator.scenefile.problems import Finding, Severity
from simulator.scenefile.shapes.scene import ProtocolShape, SceneShape
from simulator.scenefile.suggest import did_you_mean


def of_scene(scene: SceneShape) -> Iterator[Finding]:
    """All findings about a scene."""
    yield from of_references(scene)
    yield from _learner(scene)
    yield from of_conditions(scene)
    yield from of_actions(scene)
    yield from of_events(scene)
    yield from of_places(scene)
    yield from of_steps(scene)
    yield from of_limits(scene)
    yield from of_twin(scene)
    yield from of_physiology(scene)
    yield from of_order(scene.protocol)
    yield from of_doubles(scene.protocol)
    yield from of_points(scene)
    yield from of_rubrics(scene)
    yield from of_school_orders(scene)
    yield from of_texts(scene)


def of_protocol(file: ProtocolShape) -> Iterator[Finding]:
    """All findings about a protocol that stands alone."""
    yield from of_order(file.protocol)
    found = list(leaves(file.protocol))
    known = {leaf.step for leaf in found} if file.steps is None else set(file.steps)
    for leaf in found:
        words = [((*leaf.path, "step"), leaf.step)]
        words += [((*leaf.path, "after", index), step) for index, step in enumerate(leaf.after)]
        for path, step in words:
            if step not in known:
                yield Finding(path, f"there is no step `{step}`", did_you_mean(step, known))
    used = {leaf.step for leaf in found}
    listed = file.steps if isinstance(file.steps, list) else []
    for index, step in enumerate(listed):
        if step in listed[:index]:
            yield Finding(("steps", index), f"`{step}` stands twice in this list", "", Severity.WARNING)
    for index, step in enumerate(file.steps or ()):
        if step not in used:
            where = ("steps", index if isinstance(file.steps, list) else step)
            yield Finding(where, f"the step `{step}` does not stand in the protocol", at_key=True)


def _learner(scene: SceneShape) -> Iterator[Finding]:
    learners = [id_ for id_, person in scene.team.items() if person.learner]
    if not learners:
        message = "nobody in the team is the learner"
        yield Finding(("team",), message, "add `learner: true` to one person", at_key=True)
    for id_ in learners[1:]:
        message = f"`{learners[0]}` is the learner already"
        yield Finding(("team", id_, "learner"), message, "a scene has one learner")
