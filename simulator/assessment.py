"""From a scene and what happened in it to a judgement: translates both into the values that `scoring` reads."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import scoring.protocol as sp
from scoring import rules
from scoring.judge import judge as judge_trace
from scoring.progress import progress
from scoring.rubric import Rubric, Section, TimeBand
from scoring.scorecard import Finding, Scorecard, to_json
from scoring.trace import Act, Interval, Trace
from simulator.core import events as ev
from simulator.core import procedure
from simulator.core.scene import Scene
from simulator.core.text import Text
from simulator.presenting.practising import Standing


class RubricError(Exception):
    """The message is one sentence that says what was asked for and what there is."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A performance with its judgement."""

    trace: Trace
    card: Scorecard

    @property
    def plain(self) -> dict[str, Any]:
        """The scorecard as plain data (the program's file and command-line format)."""
        return to_json(self.card)


def judge(scene: Scene, happened: Iterable[ev.Event], rubric_id: str | None = None) -> Judged:
    """Judge what happened by one of the scene's rubrics (the default one if none is named)."""
    done = trace(scene, happened)
    return Judged(done, judge_trace(reference(scene), rubric(scene, rubric_id), done))


@dataclass(frozen=True, slots=True)
class Done:
    """An act of a log that was recorded elsewhere; an empty `actor` is the usual person. Times in seconds."""

    action: str
    actor: str
    choices: Mapping[str, str]
    start_s: float
    end_s: float


def judge_acts(scene: Scene, acts: Sequence[Done], rubric_id: str | None = None) -> Judged:
    """Judge a log of acts: what each of them starts and ends is taken from the scene's actions."""
    return judge(scene, tuple(_told(scene, acts)), rubric_id)


def _told(scene: Scene, acts: Sequence[Done]) -> Iterable[ev.Event]:
    """The facts that these acts amount to, in the order of time; ends come before beginnings at one moment."""
    held: dict[str, str] = {}
    moments = [(act.end_s, 0, n) for n, act in enumerate(acts)] + [(act.start_s, 1, n) for n, act in enumerate(acts)]
    begun: set[int] = set()
    for at_s, beginning, number in sorted(moments):
        act = acts[number]
        if beginning:
            yield from _begin(scene, act, held)
            begun.add(number)
            if act.end_s <= at_s:
                yield from _end(scene, act, held)
        elif number in begun:
            yield from _end(scene, act, held)


def _begin(scene: Scene, act: Done, held: dict[str, str]) -> Iterable[ev.Event]:
    yield ev.ActionStarted(act.start_s, act.action, _who(scene, act), act.choices, act.end_s)
    rule = scene.actions.get(act.action)
    if rule is None:
        return
    persons = (_who(scene, act), *rule.team)
    for name, holder in tuple(held.items()):
        if name in rule.ends or (rule.hands and scene.conditions[name].hands and holder in persons):
            del held[name]
            yield ev.ConditionEnded(act.start_s, name)


def _end(scene: Scene, act: Done, held: dict[str, str]) -> Iterable[ev.Event]:
    yield ev.ActionFinished(act.end_s, act.action, _who(scene, act), act.choices, act.start_s)
    rule = scene.actions.get(act.action)
    for name in rule.starts if rule else ():
        held[name] = _who(scene, act)
        yield ev.ConditionStarted(act.end_s, name, held[name])


def _who(scene: Scene, act: Done) -> str:
    rule = scene.actions.get(act.action)
    return act.actor or (rule.by[0] if rule and rule.by else "")


class LiveJudge:
    """Judges a session that is still going on, for the modes that react."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._reference = reference(scene)
        self._rubric = rubric(scene, None)
        self._told: set[tuple[str, str, float | None]] = set()
        self._faulty: frozenset[str] = frozenset()

    def standing(self, happened: Sequence[ev.Event]) -> Standing:
        """Which steps are done and which may come next."""
        done = trace(self._scene, happened)
        now = progress(self._reference, done.acts)
        card = judge_trace(self._reference, self._rubric, done)
        started = {step: at_s for step, at_s in _starts(card) if step in now.done or step in now.early}
        return Standing(frozenset(now.open), started, self._faulty, now.finished)

    def new_faults(self, happened: Sequence[ev.Event], language: str) -> tuple[tuple[float, str], ...]:
        """(time, sentence) of every fault that was not told before; what is merely not done yet is none."""
        card = judge_trace(self._reference, self._rubric, trace(self._scene, happened))
        faults = [one for one in card.findings if _is_live(one)]
        self._faulty = frozenset(one.step for one in faults if one.step)
        told = []
        for one in faults:
            key = (one.kind, one.rule, one.at_s)
            if key not in self._told:
                self._told.add(key)
                told.append((one.at_s or 0.0, one.text[language]))
        return tuple(told)


def _is_live(finding: Finding) -> bool:
    """A fault that stands whatever comes next."""
    settled = finding.kind not in ("missed", "over_time", "extra", "repeated")
    return settled and (finding.points > 0 or finding.critical)


def _starts(card: Scorecard) -> Iterable[tuple[str, float]]:
    """(step, start in s) of every act that fulfils a step, in its place or out of order."""
    for move in card.alignment.moves:
        if move.start_s is not None and (move.kind == "matched" or move.pair is not None):
            yield move.step, move.start_s


def rubric(scene: Scene, rubric_id: str | None) -> Rubric:
    """The scene's rubric of that name, or its default one; RubricError if there is none."""
    named = rubric_id or next((id_ for id_, r in scene.rubrics.items() if r.get("default")), None)
    named = named or next(iter(scene.rubrics), None)
    if named is None:
        return Rubric("points")
    if named not in scene.rubrics:
        raise RubricError(f"{scene.id} has no rubric {named!r}; it has: {', '.join(scene.rubrics)}.")
    return _rubric(named, scene.rubrics[named])


def _rubric(id_: str, plain: Mapping[str, Any]) -> Rubric:
    time = plain.get("time")
    form = plain.get("form", "")
    return Rubric(
        id=id_,
        form=form if isinstance(form, str) else form["en"],
        title={} if isinstance(form, str) else dict(form),
        of=float(plain["of"]),
        pass_percent=float(plain["pass_percent"]),
        sections=tuple(
            Section(name, _plain_say(section.get("name", name)), section.get("of"))
            for name, section in plain.get("sections", {}).items()
        ),
        time=None
        if time is None
        else TimeBand(time["full_s"], time["none_s"], time.get("fail_s"), time["points"], time["section"]),
    )


def _plain_say(name: Any) -> dict[str, str]:
    return {"en": name, "zh": name} if isinstance(name, str) else dict(name)


def reference(scene: Scene) -> rules.Reference:
    """What a performance of `scene` is judged by."""
    return rules.Reference(
        protocol=protocol(scene.protocol),
        steps=tuple(_step(rule) for rule in scene.steps.values()),
        keeps=tuple(_keep(rule) for rule in scene.keep),
        nevers=tuple(_never(rule) for rule in scene.never),
        neutral_actions=frozenset(name for name, rule in scene.actions.items() if rule.neutral),
        names=_names(scene),
        scene=scene.id,
        scene_sha256=scene.sha256,
    )


def protocol(root: procedure.Node) -> sp.Protocol:
    """The order of the steps as `scoring` reads it."""
    after = tuple((node.step, node.after) for node in procedure.steps_of(root) if node.after)
    return sp.Protocol(_node(root), after)


def trace(scene: Scene, happened: Iterable[ev.Event]) -> Trace:
    """What was done, from the facts of a session; an act still going on counts as broken off at the last fact."""
    happened = tuple(happened)
    end_s = happened[-1].at_s if happened else 0.0
    return Trace(acts=_acts(scene, happened), intervals=_intervals(scene, happened), end_s=end_s)


def _acts(scene: Scene, happened: Sequence[ev.Event]) -> tuple[Act, ...]:
    open_acts: dict[tuple[str, str], ev.ActionStarted] = {}
    acts = []
    for event in happened:
        match event:
            case ev.ActionStarted():
                open_acts[event.action, event.actor] = event
            case ev.ActionFinished() | ev.ActionStopped():
                open_acts.pop((event.action, event.actor), None)
                outcome = "done" if isinstance(event, ev.ActionFinished) else "stopped"
                acts.append(_act(scene, event, event.started_s, event.at_s, outcome))
            case ev.ActionRefused():
                if event.action in scene.actions:
                    acts.append(_act(scene, event, event.at_s, event.at_s, "refused"))
            case _:
                pass
    end_s = happened[-1].at_s if happened else 0.0
    acts += [_act(scene, event, event.at_s, end_s, "stopped") for event in open_acts.values()]
    return tuple(sorted(acts, key=lambda act: act.start_s))


def _act(scene: Scene, event: Any, start_s: float, end_s: float, outcome: Any) -> Act:
    rule = scene.actions.get(event.action)
    touches = rule is not None and rule.touches
    return Act(event.action, event.actor, event.choices, start_s, end_s, outcome, touches)


def _intervals(scene: Scene, happened: Sequence[ev.Event]) -> tuple[Interval, ...]:
    """Every stretch in which a condition held, the derived ones included."""
    now: set[str] = set(scene.at_start)
    since: dict[str, float] = {}
    done: list[Interval] = []

    def note(at_s: float) -> None:
        holding = {name for name in scene.conditions if _holds(scene, now, name)}
        for name in sorted(since.keys() - holding):
            done.append(Interval(name, since.pop(name), at_s))
        for name in sorted(holding - since.keys()):
            since[name] = at_s

    note(0.0)
    for event in happened:
        if isinstance(event, ev.ConditionStarted):
            now.add(event.condition)
        elif isinstance(event, ev.ConditionEnded):
            now.discard(event.condition)
        else:
            continue
        note(event.at_s)
    return (*done, *(Interval(name, start_s) for name, start_s in since.items()))


def _holds(scene: Scene, now: set[str], name: str) -> bool:
    parts = scene.conditions[name].any_of
    return any(_holds(scene, now, part) for part in parts) if parts else name in now


def _say(text: Text) -> dict[str, str]:
    return {"en": text["en"], "zh": text["zh"]}


def _texts(rule: procedure.StepRule | procedure.Kept | procedure.Forbidden) -> rules.Texts:
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
    return rules.Wrong(share=rule.share.get(choice, 1.0 if critical else 0.5), critical=critical)


def _keep(rule: procedure.Kept) -> rules.Keep:
    return rules.Keep(
        id=rule.id,
        condition=rule.condition,
        from_step=rule.from_step,
        until_step=rule.until_step,
        max_gap_s=rule.max_gap_s,
        critical=rule.critical,
        points=rule.points,
        texts=_texts(rule),
    )


def _never(rule: procedure.Forbidden) -> rules.Never:
    return rules.Never(
        id=rule.id,
        actions=rule.actions,
        with_=rule.with_,
        touching=rule.touching,
        unless=rule.unless,
        until_step=rule.until,
        critical=rule.critical,
        points=rule.points,
        section=rule.section,
        texts=_texts(rule),
    )


def _names(scene: Scene) -> dict[str, Mapping[str, str]]:
    named: dict[str, Mapping[str, str]] = {}
    named |= {f"actor:{id_}": _say(person.name) for id_, person in scene.team.items()}
    named |= {f"condition:{id_}": _say(condition.name) for id_, condition in scene.conditions.items()}
    for id_, action in scene.actions.items():
        named[f"action:{id_}"] = _say(action.name)
        for name, choice in action.choices.items():
            named[f"choice:{name}"] = _say(choice.name)
            named |= {f"value:{option}": _say(text) for option, text in choice.options.items()}
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
