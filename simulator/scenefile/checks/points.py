"""Rubrics: the points of the steps fill the sections, the sections fill the whole."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from simulator.scenefile.problems import Finding, Path
from simulator.scenefile.shapes import tree
from simulator.scenefile.shapes.judging import RubricShape
from simulator.scenefile.shapes.scene import SceneShape
from simulator.scenefile.shapes.tree import Part
from simulator.scenefile.suggest import did_you_mean


def of_points(scene: SceneShape) -> Iterator[Finding]:
    """All that is wrong with sections and points."""
    defaults = [id_ for id_, rubric in scene.rubrics.items() if rubric.default]
    if not defaults:
        yield Finding(("rubrics",), "no rubric is the default", "add `default: true` to one", at_key=True)
    for id_ in defaults[1:]:
        message = f"`{defaults[0]}` is the default rubric already"
        yield Finding(("rubrics", id_, "default"), message, "keep one")
    for id_, rubric in scene.rubrics.items():
        path = ("rubrics", id_)
        yield from _sections(scene, id_, rubric)
        yield from _sums(scene, path, rubric)
        yield from _time(path, rubric)


def _sections(scene: SceneShape, id_: str, rubric: RubricShape) -> Iterator[Finding]:
    places: list[tuple[Path, str | None]] = [
        (("steps", step_id, "section"), step.section) for step_id, step in scene.steps.items()
    ]
    places += [(("never", index, "section"), never.section) for index, never in enumerate(scene.never)]
    for path, section in places:
        if section is not None and section not in rubric.sections:
            message = f"the rubric `{id_}` has no section `{section}`"
            yield Finding(path, message, did_you_mean(section, rubric.sections))


def _sums(scene: SceneShape, path: Path, rubric: RubricShape) -> Iterator[Finding]:
    most = _most(scene, scene.protocol)
    for section, shape in rubric.sections.items():
        steps = most[section]
        time = rubric.time.points if rubric.time is not None and rubric.time.section == section else 0.0
        if not math.isclose(steps + time, shape.of, abs_tol=1e-6):
            parts = f"{steps:g} of the steps" + (f" and {time:g} for the time" if time else "")
            message = f"the section `{section}` is of {shape.of:g} points, but there are {parts}"
            yield Finding((*path, "sections", section, "of"), message, f"write {steps + time:g}")
    whole = sum(shape.of for shape in rubric.sections.values())
    if not math.isclose(whole, rubric.of, abs_tol=1e-6):
        message = f"the sections make {whole:g} points, but the rubric is of {rubric.of:g}"
        yield Finding((*path, "of"), message)


def _most(scene: SceneShape, part: Part) -> Counter[str]:
    """Section -> the points of the run that brings most of them: of alternatives only one is done."""
    points: Counter[str] = Counter()
    match part:
        case tree.StepPart():
            if part.step in scene.steps:
                step = scene.steps[part.step]
                points[step.section] = step.points  # type: ignore[assignment] # a Counter counts floats too
        case tree.ListPart():
            _sum(points, (_most(scene, child) for child in part.root))
        case tree.AnyOrderPart():
            _sum(points, (_most(scene, child) for child in part.any_order))
        case tree.OneOfPart():
            for child in part.one_of:
                points |= _most(scene, child)
        case tree.OptionalPart():
            return _most(scene, part.optional)
        case tree.RepeatPart():
            return _most(scene, part.repeat)
    return points


def _sum(points: Counter[str], parts: Iterable[Counter[str]]) -> None:
    for part in parts:
        points.update(part)


def _time(path: Path, rubric: RubricShape) -> Iterator[Finding]:
    time = rubric.time
    if time is None:
        return
    if time.section not in rubric.sections:
        message = f"the rubric has no section `{time.section}`"
        yield Finding((*path, "time", "section"), message, did_you_mean(time.section, rubric.sections))
    if time.none_s <= time.full_s:
        message = f"`none_s` must be more than `full_s` ({time.full_s:g})"
        yield Finding((*path, "time", "none_s"), message)
    if time.fail_s is not None and time.fail_s < time.none_s:
        message = f"`fail_s` must be at least `none_s` ({time.none_s:g})"
        yield Finding((*path, "time", "fail_s"), message)
