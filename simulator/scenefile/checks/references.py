"""Every word in a scene that names something else, and whether that something is there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simulator.core.procedure import CHEST_TRACKS, TRACKS
from simulator.scenefile.checks.leaves import leaves
from simulator.scenefile.problems import Finding, Path, Severity
from simulator.scenefile.shapes.action import ActionShape, ShowShape
from simulator.scenefile.shapes.happening import EventShape, EventShowShape
from simulator.scenefile.shapes.judging import StepShape
from simulator.scenefile.shapes.rubrics import RubricShape
from simulator.scenefile.shapes.scene import SceneShape
from simulator.scenefile.suggest import did_you_mean

# How the lines of a rubric name the time that the whole took.
TIME = "time"


@dataclass(frozen=True, slots=True)
class Reference:
    """The word at `path` names a `kind` of thing."""

    path: Path
    word: str
    kind: str
    at_key: bool = False


def of_references(scene: SceneShape) -> Iterator[Finding]:
    """Words that name nothing, and words that stand twice in one list."""
    known = _known(scene)
    seen: set[tuple[Path, str]] = set()
    for reference in references(scene):
        path, word, kind = reference.path, reference.word, reference.kind
        if word not in known[kind]:
            hint = did_you_mean(word, known[kind])
            yield Finding(path, f"there is no {kind} `{word}`", hint, at_key=reference.at_key)
        if isinstance(path[-1], int):
            if (path[:-1], word) in seen and kind != "step":
                yield Finding(path, f"`{word}` stands twice in this list", "", Severity.WARNING)
            seen.add((path[:-1], word))


def references(scene: SceneShape) -> Iterator[Reference]:
    """All of them, in no particular order."""
    for id_, person in scene.team.items():
        yield Reference(("team", id_, "stance", "at"), person.stance.at, "station")
    if scene.patient.head_support is not None:
        yield Reference(("patient", "head_support"), scene.patient.head_support, "condition")
    yield from _list(("at_start",), scene.at_start, "condition")
    for id_, condition in scene.conditions.items():
        yield from _list(("conditions", id_, "any_of"), condition.any_of, "condition")
    for id_, action in scene.actions.items():
        yield from _of_action(("actions", id_), action)
    for id_, event in scene.events.items():
        yield from _of_event(("events", id_), event)
    for id_, step in scene.steps.items():
        yield from _of_step(("steps", id_), step)
    for leaf in leaves(scene.protocol):
        yield Reference((*leaf.path, "step"), leaf.step, "step")
        yield from _list((*leaf.path, "after"), leaf.after, "step")
    for index, phase in enumerate(scene.phases):
        yield from _list(("phases", index, "steps"), phase.steps, "step")
    yield from _of_rules(scene)


def _of_action(path: Path, action: ActionShape) -> Iterator[Reference]:
    for key, kind in (("by", "person"), ("team", "person"), ("on", "region")):
        yield from _list((*path, key), getattr(action, key), kind)
    for key in ("requires", "unless", "starts", "ends"):
        yield from _list((*path, key), getattr(action, key), "condition")
    for choice, asked in action.choices.items():
        for key in ("starts", "ends"):
            for option, names in getattr(asked, key).items():
                yield from _list((*path, "choices", choice, key, option), names, "condition")
    yield from _one((*path, "using"), action.using, "item of equipment")
    yield from _one((*path, "show", "camera"), action.show.camera, "view")
    yield from _shown((*path, "show"), action.show)


def _of_event(path: Path, event: EventShape) -> Iterator[Reference]:
    for key in ("while", "unless", "starts", "ends"):
        yield from _list((*path, key), getattr(event, "while_" if key == "while" else key), "condition")
    yield from _shown((*path, "show"), event.show)


def _shown(path: Path, show: ShowShape | EventShowShape) -> Iterator[Reference]:
    for person, stance in show.people.items():
        yield Reference((*path, "people", person), person, "person", at_key=True)
        yield from _one((*path, "people", person, "at"), stance.at, "station")
    for item in show.items:
        yield Reference((*path, "items", item), item, "item of equipment", at_key=True)


def _of_step(path: Path, step: StepShape) -> Iterator[Reference]:
    yield Reference((*path, "action"), step.action, "action")
    yield from _list((*path, "by"), step.by, "person")
    yield from _one((*path, "within_of"), step.within_of, "step")


def _of_rules(scene: SceneShape) -> Iterator[Reference]:
    for index, kept in enumerate(scene.keep):
        yield Reference(("keep", index, "condition"), kept.condition, "condition")
        yield Reference(("keep", index, "from"), kept.from_step, "step")
        yield from _one(("keep", index, "until"), kept.until_step, "step")
    for index, never in enumerate(scene.never):
        yield from _list(("never", index, "actions"), never.actions, "action")
        yield from _one(("never", index, "unless"), never.unless, "condition")
        yield from _one(("never", index, "until"), never.until, "step")
        yield from _list(("never", index, "because_of"), never.because_of or (), "step or `never`")
    for index, fact in enumerate(scene.twin):
        yield from _one(("twin", index, "action"), fact.action, "action")
        yield from _one(("twin", index, "while"), fact.while_, "condition")
    for index, rule in enumerate(scene.physiology):
        yield from _one(("physiology", index, "action"), rule.action, "action")
        yield from _one(("physiology", index, "while"), rule.while_, "condition")
    for index, limit in enumerate(scene.limits):
        path = ("limits", index)
        yield Reference((*path, "track"), limit.track, "measured signal")
        yield from _one((*path, "from"), limit.from_step, "step")
        yield from _one((*path, "until"), limit.until_step, "step")
        yield from _list((*path, "during"), limit.during, "action")
        yield from _list((*path, "by"), limit.by, "person")
    for id_, rubric in scene.rubrics.items():
        yield from _of_rubric(("rubrics", id_), rubric)


def _of_rubric(path: Path, rubric: RubricShape) -> Iterator[Reference]:
    for index, line in enumerate(rubric.items):
        yield from _list((*path, "items", index, "rules"), line.rules, "rule or `time`")
    for index, deduction in enumerate(rubric.deductions):
        yield Reference((*path, "deductions", index, "rule"), deduction.rule, "rule")
    for rule in rubric.critical:
        yield Reference((*path, "critical", rule), rule, "rule", at_key=True)
    for rule in rubric.texts:
        yield Reference((*path, "texts", rule), rule, "rule", at_key=True)
    yield from _list((*path, "ignored"), rubric.ignored, "rule")
    for step in rubric.with_:
        yield Reference((*path, "with", step), step, "step", at_key=True)
    for key, edges in (("add", rubric.order.add), ("drop", rubric.order.drop)):
        for index, edge in enumerate(edges):
            yield Reference((*path, "order", key, index, "step"), edge.step, "step")
            yield Reference((*path, "order", key, index, "after"), edge.after, "step")
    if rubric.time is not None:
        yield from _one((*path, "time", "from"), rubric.time.from_step, "step")
        yield from _one((*path, "time", "until"), rubric.time.until_step, "step")


def _list(path: Path, words: Iterable[str], kind: str) -> Iterator[Reference]:
    for index, word in enumerate(words):
        yield Reference((*path, index), word, kind)


def _one(path: Path, word: str | None, kind: str) -> Iterator[Reference]:
    if word is not None:
        yield Reference(path, word, kind)


def rule_ids(scene: SceneShape) -> tuple[str, ...]:
    """All that a rubric can count, ignore or fail a candidate for: steps, `keep`, `never` and `limits`."""
    return (*scene.steps, *(rule.id for rules in (scene.keep, scene.never, scene.limits) for rule in rules))


def _known(scene: SceneShape) -> dict[str, Iterable[str]]:
    return {
        "station": scene.stations.keys(),
        "condition": scene.conditions.keys(),
        "person": scene.team.keys(),
        "region": scene.regions.keys(),
        "item of equipment": scene.equipment.keys(),
        "view": scene.views.keys(),
        "action": scene.actions.keys(),
        "measured signal": (*TRACKS, *CHEST_TRACKS),
        "step": scene.steps.keys(),
        "step or `never`": (*scene.steps, *(never.id for never in scene.never)),
        "rule": rule_ids(scene),
        "rule or `time`": (*rule_ids(scene), TIME),
    }
