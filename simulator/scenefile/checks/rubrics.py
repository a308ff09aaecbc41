"""Rubrics: lines, deductions and settings that name one another, contradict one another, or are missing."""

from collections.abc import Iterator

from simulator.scenefile.checks.references import TIME, rule_ids
from simulator.scenefile.checks.steps import alike, of_options
from simulator.scenefile.problems import Finding, Path, Severity
from simulator.scenefile.shapes.rubrics import RubricShape, TimeShape
from simulator.scenefile.shapes.scene import SceneShape
from simulator.scenefile.suggest import did_you_mean


def of_rubrics(scene: SceneShape) -> Iterator[Finding]:
    """All that is wrong with single rubrics but their points and their order."""
    for id_, rubric in scene.rubrics.items():
        path = ("rubrics", id_)
        yield from _sections(path, rubric)
        yield from _doubles(path, rubric)
        yield from _ignored(path, rubric)
        yield from _deductions(scene, path, rubric)
        yield from _with(scene, path, rubric)
        if rubric.items:
            yield from _uncounted(scene, id_, rubric)
        if rubric.time is not None:
            yield from _time(path, rubric, rubric.time)


def _sections(path: Path, rubric: RubricShape) -> Iterator[Finding]:
    named: list[tuple[Path, str]] = [
        ((*path, "items", index, "section"), line.section) for index, line in enumerate(rubric.items)
    ]
    named += [((*path, "deductions", index, "section"), one.section) for index, one in enumerate(rubric.deductions)]
    if rubric.time is not None and rubric.time.section is not None:
        named.append(((*path, "time", "section"), rubric.time.section))
    for place, section in named:
        if section not in rubric.sections:
            hint = did_you_mean(section, rubric.sections)
            yield Finding(place, f"the rubric has no section `{section}`", hint)
    if rubric.items:
        for section in rubric.sections.keys() - {section for _, section in named}:
            place = (*path, "sections", section)
            yield Finding(place, f"no line belongs to the section `{section}`", "", Severity.WARNING, at_key=True)


def _doubles(path: Path, rubric: RubricShape) -> Iterator[Finding]:
    """Lines of the same name, and rules whose points would be lost twice."""
    names: set[str] = set()
    lines: dict[str, str] = {}
    timed = rubric.time is not None
    for index, line in enumerate(rubric.items):
        place = (*path, "items", index)
        if line.id in names:
            yield Finding((*place, "id"), f"`{line.id}` stands twice in `items`", "give it a name of its own")
        names.add(line.id)
        for at, rule in enumerate(line.rules):
            if lines.get(rule, line.id) != line.id:
                message = f"`{rule}` has its points in the line `{lines[rule]}` already"
                yield Finding((*place, "rules", at), message, "a rule has one line")
            lines.setdefault(rule, line.id)
            if rule == TIME and not timed:
                yield Finding((*place, "rules", at), "this rubric has no `time`", "add it, or leave it out here")
    for index, deduction in enumerate(rubric.deductions):
        if deduction.rule in lines:
            message = f"`{deduction.rule}` has its points in the line `{lines[deduction.rule]}` already"
            yield Finding((*path, "deductions", index, "rule"), message, "either a line or a deduction")
        lines.setdefault(deduction.rule, "deductions")


def _ignored(path: Path, rubric: RubricShape) -> Iterator[Finding]:
    """What is not judged at all cannot be judged in some way as well."""
    judged: dict[str, str] = dict.fromkeys(rubric.texts, "`texts`")
    for line in rubric.items:
        judged |= dict.fromkeys(line.rules, f"the line `{line.id}`")
    judged |= {one.rule: "`deductions`" for one in rubric.deductions}
    judged |= dict.fromkeys(rubric.critical, "`critical`")
    judged |= dict.fromkeys(rubric.with_, "`with`")
    for index, rule in enumerate(rubric.ignored):
        if rule in judged:
            message = f"`{rule}` is ignored, but {judged[rule]} names it"
            yield Finding((*path, "ignored", index), message, "keep one of them")


def _deductions(scene: SceneShape, path: Path, rubric: RubricShape) -> Iterator[Finding]:
    never = {one.id for one in scene.never}
    known = set(rule_ids(scene))
    for index, deduction in enumerate(rubric.deductions):
        if deduction.rule in known - never:
            message = f"`{deduction.rule}` is no `never` rule, so it cannot be a deduction"
            yield Finding((*path, "deductions", index, "rule"), message, "put it into a line")


def _with(scene: SceneShape, path: Path, rubric: RubricShape) -> Iterator[Finding]:
    for id_, with_ in rubric.with_.items():
        action = scene.actions.get(scene.steps[id_].action) if id_ in scene.steps else None
        if action is not None:
            yield from of_options((*path, "with", id_), with_, action.choices, scene.steps[id_].action)
            yield from alike((*path, "with", id_), with_, action.choices, scene.steps[id_].with_)


def _uncounted(scene: SceneShape, id_: str, rubric: RubricShape) -> Iterator[Finding]:
    """A sheet of its own says of every rule what becomes of it, so that nothing is forgotten."""
    said = {rule for line in rubric.items for rule in line.rules} | {one.rule for one in rubric.deductions}
    said |= {*rubric.ignored, *rubric.critical}
    missing = [f"`{rule}`" for rule in rule_ids(scene) if rule not in said]
    if missing:
        shown = ", ".join(missing[:6]) + (f" and {len(missing) - 6} more" if len(missing) > 6 else "")
        message = f"the rubric `{id_}` does not say what becomes of {shown}"
        hint = "put it into a line, into `critical` or into `ignored`"
        yield Finding(("rubrics", id_), message, hint, Severity.WARNING, at_key=True)


def _time(path: Path, rubric: RubricShape, time: TimeShape) -> Iterator[Finding]:
    path = (*path, "time")
    in_line = any(TIME in line.rules for line in rubric.items)
    if time.points and in_line:
        yield Finding((*path, "points"), "the time has its points in a line already", "either here or in the line")
    if time.points and time.section is None:
        yield Finding((*path, "points"), "points for the time need a `section`")
    if time.none_s is not None and time.none_s <= time.full_s:
        message = f"`none_s` must be more than `full_s` ({time.full_s:g})"
        yield Finding((*path, "none_s"), message)
    least_s = time.full_s if time.none_s is None else time.none_s
    if time.fail_s is not None and time.fail_s < least_s:
        name = "full_s" if time.none_s is None else "none_s"
        message = f"`fail_s` must be at least `{name}` ({least_s:g})"
        yield Finding((*path, "fail_s"), message)
    if time.from_step is not None and time.from_step == time.until_step:
        yield Finding((*path, "until"), "the time runs from a step until another one")
