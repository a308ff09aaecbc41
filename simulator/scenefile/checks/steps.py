"""Steps: they agree with their actions, stand in the protocol, and each belongs to one phase."""

from collections.abc import Iterator, Mapping

from simulator.scenefile.checks.leaves import leaves
from simulator.scenefile.checks.references import TIME
from simulator.scenefile.problems import Finding, Path, Severity
from simulator.scenefile.shapes.action import ActionShape, ChoiceShape
from simulator.scenefile.shapes.judging import StepShape
from simulator.scenefile.shapes.scene import SceneShape
from simulator.scenefile.suggest import did_you_mean


def of_steps(scene: SceneShape) -> Iterator[Finding]:
    """All that is wrong with the steps and with the rules beside them."""
    in_protocol = {leaf.step for leaf in leaves(scene.protocol)}
    for id_, step in scene.steps.items():
        path = ("steps", id_)
        if id_ not in in_protocol:
            message = f"the step `{id_}` does not stand in the protocol"
            yield Finding(path, message, "put it in, or delete it", at_key=True)
        if step.within_of is not None and step.within_s is None:
            yield Finding((*path, "within_of"), "`within_of` has no effect without `within_s`")
        action = scene.actions.get(step.action)
        if action is not None:
            yield from _against_action(path, step, action)
    yield from _phases(scene)
    yield from _never(scene)
    yield from _unique("phases", [phase.id for phase in scene.phases])
    for key, ids in _beside_steps(scene):
        yield from _unique(key, ids)
    yield from _one_name_each(scene)


def _against_action(path: Path, step: StepShape, action: ActionShape) -> Iterator[Finding]:
    for index, person in enumerate(step.by):
        if person not in action.by:
            message = f"`{person}` is not among those who may do `{step.action}`"
            yield Finding((*path, "by", index), message, did_you_mean(person, action.by))
    yield from of_options((*path, "with"), step.with_, action.choices, step.action)
    yield from alike(path, step.with_, action.choices)
    for key, named in (("wrong", step.wrong), ("share", step.share)):
        for choice in named:
            if choice not in action.choices:
                yield _no_choice((*path, key, choice), choice, action.choices, step.action)
            elif choice not in step.with_:
                message = f"`{key}` needs to know what is right for `{choice}`"
                yield Finding((*path, key, choice), message, "say so in `with`", at_key=True)


def alike(
    path: Path, with_: Mapping[str, list[str]], choices: Mapping[str, ChoiceShape], also: Mapping[str, list[str]] = {}
) -> Iterator[Finding]:
    """Answers that are all right for a step, here or in the scene (`also`), but do not start or end the same: no order
    could be proved then."""
    for choice, asked in choices.items():
        right = [*with_.get(choice, ()), *also.get(choice, ())] or list(asked.options)
        told = (
            (f"the right answers to `{choice}` do not all start the same", asked.starts),
            (f"the right answers to `{choice}` do not all end the same", asked.ends),
        )
        for message, does in told:
            if len({frozenset(does.get(option, ())) for option in right}) > 1:
                at = (*path, "with", choice) if choice in with_ else path
                yield Finding(at, message, "name one right answer in `with`", at_key=True)


def of_options(
    path: Path, with_: Mapping[str, list[str]], choices: Mapping[str, ChoiceShape], action: str
) -> Iterator[Finding]:
    """Choices and options that the action does not have."""
    for choice, options in with_.items():
        if choice not in choices:
            yield _no_choice((*path, choice), choice, choices, action)
            continue
        for index, option in enumerate(options):
            if option not in choices[choice].options:
                hint = did_you_mean(option, choices[choice].options)
                message = f"the choice `{choice}` has no option `{option}`"
                yield Finding((*path, choice, index), message, hint)


def _no_choice(path: Path, choice: str, choices: Mapping[str, ChoiceShape], action: str) -> Finding:
    message = f"the action `{action}` has no choice `{choice}`"
    return Finding(path, message, did_you_mean(choice, choices), at_key=True)


def _phases(scene: SceneShape) -> Iterator[Finding]:
    phase_of: dict[str, str] = {}
    for index, phase in enumerate(scene.phases):
        for position, step in enumerate(phase.steps):
            if step in phase_of:
                message = f"the step `{step}` is in the phase `{phase_of[step]}` already"
                yield Finding(("phases", index, "steps", position), message, "a step has one phase")
            phase_of.setdefault(step, phase.id)
    for step in scene.steps:
        if step not in phase_of:
            message = f"the step `{step}` is in no phase"
            yield Finding(("steps", step), message, "add it to `steps` of a phase", at_key=True)


def _never(scene: SceneShape) -> Iterator[Finding]:
    for index, never in enumerate(scene.never):
        path: Path = ("never", index)
        if bool(never.actions) == never.touching:
            message = f"`{never.id}` needs either `actions` or `touching: true`"
            yield Finding(path, message)
        for id_ in never.actions:
            if id_ in scene.actions:
                yield from of_options((*path, "with"), never.with_, scene.actions[id_].choices, id_)
        if never.touching and never.with_:
            yield Finding((*path, "with"), "`with` has no meaning beside `touching`", "name the actions")
        if not never.points and not never.critical:
            message = f"`{never.id}` costs nothing: no points, and it is not critical"
            yield Finding(path, message, "", Severity.WARNING)


def _one_name_each(scene: SceneShape) -> Iterator[Finding]:
    """Rubrics name steps, `keep`, `never`, `limits` and the time alike, so no two of them may share a name."""
    if TIME in scene.steps:
        yield Finding(("steps", TIME), f"a rubric would take the step `{TIME}` for the time", at_key=True)
    taken = dict.fromkeys(scene.steps, "steps") | {TIME: "rubrics"}
    for key, ids in _beside_steps(scene):
        for index, id_ in enumerate(ids):
            if taken.get(id_, key) != key:
                message = f"`{id_}` is a name of `{taken[id_]}` already"
                yield Finding((key, index, "id"), message, "give it a name of its own")
            taken.setdefault(id_, key)


def _beside_steps(scene: SceneShape) -> tuple[tuple[str, list[str]], ...]:
    """The lists of rules beside the steps, and the ids in them."""
    return (
        ("keep", [rule.id for rule in scene.keep]),
        ("never", [rule.id for rule in scene.never]),
        ("limits", [rule.id for rule in scene.limits]),
    )


def _unique(key: str, ids: list[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, id_ in enumerate(ids):
        if id_ in seen:
            yield Finding((key, index, "id"), f"`{id_}` stands twice in `{key}`", "give it a name of its own")
        seen.add(id_)
