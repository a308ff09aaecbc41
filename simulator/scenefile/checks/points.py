"""Rubrics: the points of the steps or of the lines fill the sections, the sections fill the whole."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from simulator.scenefile.problems import Finding, Path, Severity
from simulator.scenefile.shapes import tree
from simulator.scenefile.shapes.judging import KeptShape, LimitShape
from simulator.scenefile.shapes.rubrics import RubricShape
from simulator.scenefile.shapes.scene import SceneShape
from simulator.scenefile.shapes.tree import Part
from simulator.scenefile.suggest import did_you_mean

# What brings points, by whether there are limits and kept conditions with points.
_PAYING = {
    (False, False): "steps",
    (True, False): "steps and limits",
    (False, True): "steps and kept conditions",
    (True, True): "steps, kept conditions and limits",
}


def of_points(scene: SceneShape) -> Iterator[Finding]:
    """All that is wrong with sections and points."""
    defaults = [id_ for id_, rubric in scene.rubrics.items() if rubric.default]
    if not defaults:
        yield Finding(("rubrics",), "no rubric is the default", "add `default: true` to one", at_key=True)
    for id_ in defaults[1:]:
        message = f"`{defaults[0]}` is the default rubric already"
        yield Finding(("rubrics", id_, "default"), message, "keep one")
    for id_, rubric in scene.rubrics.items():
        if not rubric.items:
            yield from _sections(scene, id_, rubric)
            yield from _homeless(scene, id_, rubric)
        yield from _sums(scene, ("rubrics", id_), rubric)


def _sections(scene: SceneShape, id_: str, rubric: RubricShape) -> Iterator[Finding]:
    places: list[tuple[Path, str | None]] = [
        (("steps", step_id, "section"), step.section) for step_id, step in scene.steps.items()
    ]
    places += [(("keep", index, "section"), kept.section) for index, kept in enumerate(scene.keep)]
    places += [(("never", index, "section"), never.section) for index, never in enumerate(scene.never)]
    places += [(("limits", index, "section"), limit.section) for index, limit in enumerate(scene.limits)]
    for path, section in places:
        if section is not None and section not in rubric.sections:
            message = f"the rubric `{id_}` has no section `{section}`"
            yield Finding(path, message, did_you_mean(section, rubric.sections))


def _homeless(scene: SceneShape, id_: str, rubric: RubricShape) -> Iterator[Finding]:
    """Points of a kept condition that count in no section."""
    for index, kept in enumerate(scene.keep):
        if kept.points > 0 and kept.section is None and kept.id not in rubric.ignored:
            message = f"the points of `{kept.id}` count in no section of the rubric `{id_}`"
            yield Finding(("keep", index, "points"), message, "say `section`, or write 0", Severity.WARNING)


def _sums(scene: SceneShape, path: Path, rubric: RubricShape) -> Iterator[Finding]:
    points = _of_lines(rubric) if rubric.items else _of_rules(scene, rubric.ignored)
    what = "lines" if rubric.items else _PAYING[bool(scene.limits), any(kept.points > 0 for kept in scene.keep)]
    time = rubric.time.points if rubric.time is not None else 0.0
    timed = rubric.time.section if rubric.time is not None else None
    whole = 0.0
    for section, shape in rubric.sections.items():
        own = time if section == timed else 0.0
        there = points[section] + own
        if shape.of is None:
            whole += there
            continue
        whole += shape.of
        if rubric.scaled_from is not None:
            message = f"the points of `{section}` follow from scaling {rubric.scaled_from:g} to {rubric.of:g}"
            yield Finding((*path, "sections", section, "of"), message, "take `of` away, or `scaled_from`")
        elif not math.isclose(there, shape.of, abs_tol=1e-6):
            parts = f"{points[section]:g} of the {what}" + (f" and {own:g} for the time" if own else "")
            message = f"the section `{section}` is of {shape.of:g} points, but there are {parts}"
            yield Finding((*path, "sections", section, "of"), message, f"write {there:g}")
    expected = rubric.of if rubric.scaled_from is None else rubric.scaled_from
    if not math.isclose(whole, expected, abs_tol=1e-6):
        if rubric.scaled_from is not None:
            message = f"the {what} make {whole:g} points, but `scaled_from` says {expected:g}"
            yield Finding((*path, "scaled_from"), message, f"write {whole:g}")
        else:
            message = f"the sections make {whole:g} points, but the rubric is of {expected:g}"
            hint = f"say `scaled_from: {whole:g}` if they are to be scaled" if rubric.items else ""
            yield Finding((*path, "of"), message, hint)


def _of_lines(rubric: RubricShape) -> Counter[str]:
    points: Counter[str] = Counter()
    for line in rubric.items:
        points[line.section] += line.points  # type: ignore[assignment] # a Counter counts floats too
    return points


def _of_rules(scene: SceneShape, ignored: Collection[str]) -> Counter[str]:
    points = _most(scene, scene.protocol, ignored)
    rules: list[KeptShape | LimitShape] = [*scene.keep, *scene.limits]
    for rule in rules:
        if rule.section is not None and rule.id not in ignored:
            points[rule.section] += rule.points  # type: ignore[assignment] # a Counter counts floats too
    return points


def _most(scene: SceneShape, part: Part, ignored: Collection[str]) -> Counter[str]:
    """Section -> the points of the run that brings most of them: of alternatives only one is done."""
    points: Counter[str] = Counter()
    match part:
        case tree.StepPart():
            if part.step in scene.steps and part.step not in ignored:
                step = scene.steps[part.step]
                points[step.section] = step.points  # type: ignore[assignment] # a Counter counts floats too
        case tree.ListPart():
            _sum(points, (_most(scene, child, ignored) for child in part.root))
        case tree.AnyOrderPart():
            _sum(points, (_most(scene, child, ignored) for child in part.any_order))
        case tree.OneOfPart():
            for child in part.one_of:
                points |= _most(scene, child, ignored)
        case tree.OptionalPart():
            return _most(scene, part.optional, ignored)
        case tree.RepeatPart():
            return _most(scene, part.repeat, ignored)
    return points


def _sum(points: Counter[str], parts: Iterable[Counter[str]]) -> None:
    for part in parts:
        points.update(part)
