"""Handlings and what the patient wears in them: plans, collars, ties and grips that exist, times that fit."""

from collections.abc import Iterator

from simulator.core.twin.anatomy import SEVERITIES
from simulator.core.twin.body import LEVELS, POSES
from simulator.core.twin.grips import SQUEEZES
from simulator.core.twin.kinds import BELOW, COLLARS, SUPPORTS, TIES
from simulator.core.twin.plans import COMPRESSIONS, PLANS
from simulator.scenefile.checks.naming import answers, known_word
from simulator.scenefile.problems import Finding, Path, Severity
from simulator.scenefile.shapes.action import ActionShape
from simulator.scenefile.shapes.scene import SceneShape
from simulator.scenefile.shapes.twin import TwinFactShape

_SAYS = ("collar", "tie", "support", "squeeze", "briefed", "asked", "placed", "helmet", "below")


def of_twin(scene: SceneShape) -> Iterator[Finding]:
    """All that is wrong with handlings and facts but names of actions and conditions."""
    for id_, action in scene.actions.items():
        if action.handling is not None:
            yield from _handling(("actions", id_, "handling"), action)
    if any(action.handling and action.handling.plan != COMPRESSIONS for action in scene.actions.values()):
        yield from _injury(scene)
        yield from _poses(scene)
    for index, fact in enumerate(scene.twin):
        path: Path = ("twin", index)
        yield from _fact(path, fact)
        if fact.action in scene.actions:
            yield from answers((*path, "choose"), scene.actions[fact.action], fact.choose.items())
    if scene.twin and not any(action.handling for action in scene.actions.values()):
        yield Finding(("twin",), "no action has a `handling`, so these facts do nothing", "", Severity.WARNING, True)


def _injury(scene: SceneShape) -> Iterator[Finding]:
    injury = scene.patient.injury
    for key, known in (("level", LEVELS), ("severity", tuple(SEVERITIES))):
        if key in injury:
            yield from known_word(("patient", "injury", key), str(injury[key]), key, known)


def _poses(scene: SceneShape) -> Iterator[Finding]:
    yield from known_word(("patient", "pose"), scene.patient.pose, "pose", POSES)
    for id_, action in scene.actions.items():
        if action.show.patient is not None:
            yield from known_word(("actions", id_, "show", "patient"), action.show.patient, "pose", POSES)


def _handling(path: Path, action: ActionShape) -> Iterator[Finding]:
    handling = action.handling
    assert handling is not None
    plans = [((*path, "plan"), handling.plan)]
    for choice, others in handling.other.items():
        plans += [((*path, "other", choice, option), plan) for option, plan in others.items()]
    for where, plan in plans:
        yield from known_word(where, plan, "plan", PLANS)
    if handling.count is not None and handling.plan != COMPRESSIONS:
        yield Finding(
            (*path, "count"), "only compressions are counted", f"take it away, or write `plan: {COMPRESSIONS}`"
        )
    for key, asked in (
        ("other", handling.other),
        ("counted", handling.counted),
        ("pulls_m", handling.pulls_m),
    ):
        yield from answers((*path, key), action, asked.items())
    longest = max((_length_s(plan, handling.move_s) for _, plan in plans if plan in PLANS), default=0.0)
    if handling.hold_s + longest > action.takes_s:
        message = f"the handling takes {handling.hold_s + longest:g} s, the action only {action.takes_s:g} s"
        yield Finding((*path, "plan"), message, "raise `takes_s`, or lower `hold_s` or `move_s`")


def _length_s(name: str, move_s: float | None) -> float:
    return PLANS[name].in_time(move_s).length_s


def _fact(path: Path, fact: TwinFactShape) -> Iterator[Finding]:
    if not any(getattr(fact, name) for name in _SAYS):
        yield Finding(path, "this fact says nothing", f"add one of: {', '.join(_SAYS)}")
    if fact.action is None and fact.while_ is None:
        yield Finding(path, "it is not said when this is so", "add `action` or `while`")
    if fact.choose and fact.action is None:
        yield Finding((*path, "choose"), "only an action has answers", "add `action`", at_key=True)
    for key, word, kinds in (
        ("collar", fact.collar, COLLARS),
        ("support", fact.support, SUPPORTS),
        ("squeeze", fact.squeeze, tuple(SQUEEZES)),
    ):
        if word is not None:
            yield from known_word((*path, key), word, key, kinds)
    for index, tie in enumerate(fact.tie):
        yield from known_word((*path, "tie", index), tie, "tie", TIES)
    for index, part in enumerate(fact.below):
        yield from known_word((*path, "below", index), part, "hold", BELOW)
