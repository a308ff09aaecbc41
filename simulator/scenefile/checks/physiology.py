"""The injury of the cord, effects on the patient, and examinations: names that exist, and answers for all choices."""

from collections.abc import Iterator

from simulator.core.physiology.cord import GRADES, SEGMENTS
from simulator.core.physiology.effects import EFFECTS
from simulator.core.physiology.placeholders import PLACEHOLDERS
from simulator.core.physiology.rules import EXTENTS
from simulator.scenefile.checks.conditions import may_start
from simulator.scenefile.checks.naming import answers, known_word
from simulator.scenefile.problems import Finding, Path, Severity
from simulator.scenefile.shapes.action import ActionShape
from simulator.scenefile.shapes.physiology import PhysiologyShape
from simulator.scenefile.shapes.scene import SceneShape
from simulator.scenefile.suggest import did_you_mean


def of_physiology(scene: SceneShape) -> Iterator[Finding]:
    """All that is wrong with them but names of actions and conditions."""
    injury = scene.patient.injury
    if "grade" in injury:
        yield from known_word(("patient", "injury", "grade"), str(injury["grade"]), "grade", tuple(GRADES))
    if "cord" in injury and injury["cord"] not in SEGMENTS:
        message = f"there is no segment of the cord `{injury['cord']}`"
        yield Finding(("patient", "injury", "cord"), message, f"from {SEGMENTS[0]} to {SEGMENTS[-1]}")
    for index, rule in enumerate(scene.physiology):
        yield from _rule(("physiology", index), rule, scene)
    for id_, action in scene.actions.items():
        if action.examines is not None:
            yield from _examination(("actions", id_), action)
        for name in action.choices:
            if name in PLACEHOLDERS:
                path = ("actions", id_, "choices", name)
                yield Finding(path, f"a choice cannot be called `{name}`", f"{{{name}}} is a sign", at_key=True)


def _rule(path: Path, rule: PhysiologyShape, scene: SceneShape) -> Iterator[Finding]:
    yield from known_word((*path, "effect"), rule.effect, "effect", EFFECTS)
    if rule.action is None and rule.while_ is None:
        yield Finding(path, "it is not said what has this effect", "add `action` or `while`")
    if rule.choose and rule.action is None:
        yield Finding((*path, "choose"), "only an action has answers", "add `action`", at_key=True)
    action = scene.actions.get(rule.action or "")
    if action is not None:
        yield from answers((*path, "choose"), action, rule.choose.items())
        if rule.while_ in scene.conditions and rule.while_ not in may_start(action):
            message = f"`{rule.action}` does not start `{rule.while_}`, so this has no effect"
            yield Finding(
                (*path, "while"), message, did_you_mean(str(rule.while_), sorted(may_start(action))), Severity.WARNING
            )


def _examination(path: Path, action: ActionShape) -> Iterator[Finding]:
    examines = action.examines
    assert examines is not None
    for key, said in (("answer", action.answer), ("answer_with", action.answer_with)):
        if said:
            message = f"the answer is made from what is examined, so no `{key}` is shown"
            yield Finding((*path, key), message, f"leave `{key}` away", at_key=True)
    where = (*path, "examines")
    if examines.choice not in action.choices:
        hint = did_you_mean(examines.choice, action.choices)
        yield Finding((*where, "choice"), f"the action has no choice `{examines.choice}`", hint)
        return
    known = action.choices[examines.choice].options
    for option, extent in examines.extents.items():
        place = (*where, "extents", option)
        if option not in known:
            hint = did_you_mean(option, known)
            yield Finding(place, f"`{examines.choice}` cannot be `{option}`", hint, at_key=True)
        yield from known_word(place, extent, "extent", EXTENTS)
    for option in known:
        if option not in examines.extents:
            yield Finding((*where, "extents"), f"it is not said how far `{option}` goes", "", at_key=True)
