"""What a performance of a scene is judged by, as the values that `scoring` reads."""

from collections.abc import Callable, Mapping
from typing import Any, get_args

import scoring.protocol as sp
from scoring import rules
from simulator.core import procedure
from simulator.core.scene import Scene
from simulator.core.text import Text


def reference(scene: Scene) -> rules.Reference:
    """What a performance of `scene` is judged by."""
    return rules.Reference(
        protocol=protocol(scene.protocol),
        steps=tuple(_step(rule) for rule in scene.steps.values()),
        keeps=tuple(_keep(rule) for rule in scene.keep),
        nevers=tuple(_never(rule, scene) for rule in scene.never),
        limits=tuple(_limit(rule) for rule in scene.limits),
        neutral_actions=frozenset(name for name, rule in scene.actions.items() if rule.neutral),
        names=_names(scene),
        opened_by=_opened_by(scene),
        scene=scene.id,
        scene_sha256=scene.sha256,
    )


def protocol(root: procedure.Node) -> sp.Protocol:
    """The order of the steps as `scoring` reads it."""
    after = tuple((node.step, node.after) for node in procedure.steps_of(root) if node.after)
    return sp.Protocol(_node(root), after)


def _say(text: Text) -> dict[str, str]:
    return {"en": text["en"], "zh": text["zh"]}


def _texts(rule: procedure.StepRule | procedure.Kept | procedure.Forbidden | procedure.Limited) -> rules.Texts:
    return rules.Texts(_say(rule.name), _say(rule.why), _say(rule.instead))


def _step(rule: procedure.StepRule) -> rules.StepRule:
    return rules.StepRule(
        id=rule.id,
        action=rule.action,
        with_=rule.with_,
        by=rule.by,
        points=rule.points,
        critical=rule.critical,
        wrong={name: _wrong(rule, name) for name in {*rule.wrong, *rule.share}},
        within_s=None if rule.within_s is None else (rule.within_s, rule.within_of),
        at_most_s=rule.at_most_s,
        section=rule.section,
        texts=_texts(rule),
    )


def _wrong(rule: procedure.StepRule, choice: str) -> rules.Wrong:
    critical = rule.wrong.get(choice) == "critical"
    return rules.Wrong(share=rule.share.get(choice, 1.0 if critical else 0.5), critical=critical, lasting=critical)


def _keep(rule: procedure.Kept) -> rules.Keep:
    return rules.Keep(
        id=rule.id,
        condition=rule.condition,
        from_step=rule.from_step,
        until_step=rule.until_step,
        max_gap_s=rule.max_gap_s,
        critical=rule.critical,
        points=rule.points,
        section=rule.section,
        texts=_texts(rule),
    )


def _never(rule: procedure.Forbidden, scene: Scene) -> rules.Never:
    return rules.Never(
        id=rule.id,
        actions=rule.actions,
        with_=rule.with_,
        touching=rule.touching,
        unless=rule.unless,
        until_step=rule.until,
        because_of=_allowing(rule, scene) if rule.because_of is None else rule.because_of,
        critical=rule.critical,
        points=rule.points,
        section=rule.section,
        texts=_texts(rule),
    )


def _allowing(rule: procedure.Forbidden, scene: Scene) -> tuple[str, ...]:
    """The steps that would have made a forbidden act allowed: those whose action starts its `unless`.

    What holds at the start and is given back by the action that took it, such as hands that are free again, was never
    missing before.
    """
    if rule.unless is None:
        return ()
    allowed = {rule.unless, *scene.conditions[rule.unless].any_of}
    borrowed = allowed & set(scene.at_start)

    def begins(step: procedure.StepRule) -> bool:
        act, right = scene.actions[step.action], _rightly(step, scene)
        return bool(allowed & set(act.started_by(right))) and not borrowed & set(act.ended_by(right))

    return tuple(step.id for step in scene.steps.values() if begins(step))


def _rightly(step: procedure.StepRule, scene: Scene) -> dict[str, str]:
    """The right answers of a step (the first, where several are: they all start and end the same)."""
    choices = scene.actions[step.action].choices
    return {name: (tuple(step.with_.get(name, ())) or tuple(choice.options))[0] for name, choice in choices.items()}


def _opened_by(scene: Scene) -> dict[str, tuple[str, ...]]:
    """For every condition that an action can miss, the steps that start it, or what lets it come about by itself, and
    the rules that ask to keep it; for each that can be in its way, the steps that end it."""
    found: dict[str, tuple[str, ...]] = {}
    for id_, condition in scene.conditions.items():
        alike = {id_, *condition.any_of}
        waited = {name for event in scene.events.values() if alike & set(event.starts) for name in event.while_}
        for step in scene.steps.values():
            act, right = scene.actions[step.action], _rightly(step, scene)
            if (alike | waited) & set(act.started_by(right)):
                found[f"missing:{id_}"] = (*found.get(f"missing:{id_}", ()), step.id)
            if alike & set(act.ended_by(right)):
                found[f"present:{id_}"] = (*found.get(f"present:{id_}", ()), step.id)
        for kept in scene.keep:
            if id_ in (kept.condition, *scene.conditions[kept.condition].any_of):
                found[f"missing:{id_}"] = (*found.get(f"missing:{id_}", ()), kept.id)
    return found


def _limit(rule: procedure.Limited) -> rules.Limit:
    return rules.Limit(
        id=rule.id,
        track=rule.track,
        measure=_MEASURES[rule.measure],
        limit=rule.limit,
        worst=rule.worst,
        over=rule.over,
        critical_over=rule.critical_over,
        critical_level=rule.critical_level,
        from_step=rule.from_step,
        until_step=rule.until_step,
        during=rule.during,
        together=rule.together,
        by=rule.by,
        points=rule.points,
        section=rule.section,
        texts=_texts(rule),
    )


_MEASURES: Mapping[str, rules.Measure] = {name: name for name in get_args(rules.Measure)}


def _names(scene: Scene) -> dict[str, Mapping[str, str]]:
    named: dict[str, Mapping[str, str]] = {}
    named |= {f"actor:{id_}": _say(person.name) for id_, person in scene.team.items()}
    for id_, condition in scene.conditions.items():
        named[f"condition:{id_}"] = _say(condition.name)
        for bar, told in (("missing", condition.missing), ("present", condition.present)):
            if told is not None:
                named[f"{bar}:{id_}"] = _say(told)
    for id_, action in scene.actions.items():
        named[f"action:{id_}"] = _say(action.name)
        for name, choice in action.choices.items():
            for asked in (name, f"{id_}/{name}"):
                named[f"choice:{asked}"] = _say(choice.name)
            for option, text in choice.options.items():
                named |= {f"value:{key}": _say(text) for key in (option, f"{id_}/{name}/{option}")}
    return named


def _node(node: procedure.Node) -> sp.Node:
    return _NODES[type(node)](node)


def _children(make: Callable[[tuple[sp.Node, ...]], sp.Node]) -> Callable[[Any], sp.Node]:
    return lambda node: make(tuple(_node(child) for child in node.children))


_NODES: dict[type, Callable[[Any], sp.Node]] = {
    procedure.StepNode: lambda node: sp.Step(node.step),
    procedure.Sequence: _children(sp.Sequence),
    procedure.AnyOrder: _children(sp.AnyOrder),
    procedure.OneOf: _children(sp.OneOf),
    procedure.OptionalNode: lambda node: sp.Optionally(_node(node.child)),
    procedure.Repeat: lambda node: sp.Repeat(_node(node.child), node.at_most),
}
