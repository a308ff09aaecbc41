"""The rubrics of a scene: how each of them marks, and what the scene's rules are under it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from scoring import rules
from scoring.rubric import Item, Rubric, Section, TimeBand
from simulator.assessment.reference import reference
from simulator.core.scene import Scene

Plain = Mapping[str, Any]


class RubricError(Exception):
    """The message is one sentence that says what was asked for and what there is."""


def rubrics(scene: Scene) -> tuple[Rubric, ...]:
    """All rubrics of a scene, in the order of its file."""
    return tuple(_rubric(id_, plain) for id_, plain in scene.rubrics.items())


def rubric(scene: Scene, rubric_id: str | None) -> Rubric:
    """The scene's rubric of that name, or its default one; RubricError if there is none."""
    named = _named(scene, rubric_id)
    return Rubric("points") if named is None else _rubric(named, scene.rubrics[named])


def school(scene: Scene, rubric_id: str | None) -> tuple[rules.Reference, Rubric]:
    """What a performance is judged by under a rubric: the scene's rules as this school has them, and the rubric."""
    named = _named(scene, rubric_id)
    known = reference(scene)
    if named is None:
        return known, Rubric("points")
    plain = scene.rubrics[named]
    adapted = replace(
        known,
        steps=tuple(_step(rule, plain) for rule in known.steps),
        keeps=tuple(replace(rule, texts=_texts(rule, plain)) for rule in known.keeps),
        nevers=tuple(_never(rule, plain) for rule in known.nevers),
        limits=tuple(replace(rule, texts=_texts(rule, plain)) for rule in known.limits),
    )
    return adapted, _rubric(named, plain)


def _named(scene: Scene, rubric_id: str | None) -> str | None:
    named = rubric_id or next((id_ for id_, r in scene.rubrics.items() if r.get("default")), None)
    named = named or next(iter(scene.rubrics), None)
    if named is not None and named not in scene.rubrics:
        raise RubricError(f"{scene.id} has no rubric {named!r}; it has: {', '.join(scene.rubrics)}.")
    return named


def _step(rule: rules.StepRule, plain: Plain) -> rules.StepRule:
    """The step with this school's right options, and with what a wrong one costs here."""
    right = {name: tuple(options) for name, options in plain.get("with", {}).get(rule.id, {}).items()}
    share = plain.get("shares", {}).get("wrong_choice")
    pardoned = plain.get("critical", {}).get(rule.id) is False
    wrong = {
        name: rules.Wrong(
            share=one.share if share is None else share,
            critical=one.critical and not pardoned,
            lasting=one.lasting,
        )
        for name, one in rule.wrong.items()
    }
    return replace(rule, with_={**rule.with_, **right}, wrong=wrong, texts=_texts(rule, plain))


def _texts(rule: rules.Rule, plain: Plain) -> rules.Texts:
    """The rule's words, with this school's own where it has some."""
    return replace(rule.texts, **{key: _say(text) for key, text in plain.get("texts", {}).get(rule.id, {}).items()})


def _never(rule: rules.Never, plain: Plain) -> rules.Never:
    """The forbidden act with what it takes off this sheet: a sheet of its own lists its deductions, which stand beside
    what the cause costs on its lines."""
    rule = replace(rule, texts=_texts(rule, plain))
    for one in plain.get("deductions", ()):
        if one["rule"] == rule.id:
            # More than a section holds cannot be lost, so the whole rubric's points are all of any section.
            return replace(rule, points=one.get("points", plain["of"]), section=one["section"], beside_cause=True)
    return replace(rule, points=0.0) if plain.get("items") else rule


def _rubric(id_: str, plain: Plain) -> Rubric:
    order = plain.get("order", {})
    return Rubric(
        id=id_,
        form=_say(plain.get("form", ""))["en"],
        title=_say(plain.get("title") or plain.get("form", "")),
        of=float(plain["of"]),
        pass_percent=float(plain["pass_percent"]),
        sections=tuple(
            Section(name, _say(section.get("name", name)), section.get("of"))
            for name, section in plain.get("sections", {}).items()
        ),
        items=tuple(
            Item(line["id"], line["points"], tuple(line["rules"]), line["section"], _say(line["title"]))
            for line in plain.get("items", ())
        ),
        shares=dict(plain.get("shares", {})),
        time=_time(plain.get("time")),
        critical=dict(plain.get("critical", {})),
        ignored=frozenset(plain.get("ignored", ())),
        whole=plain.get("whole", False),
        add_after=_edges(order.get("add", ())),
        drop_after=_edges(order.get("drop", ())),
    )


def _time(plain: Plain | None) -> TimeBand | None:
    if plain is None:
        return None
    return TimeBand(
        full_until_s=plain["full_s"],
        zero_from_s=plain.get("none_s", plain["full_s"]),
        fail_after_s=plain.get("fail_s"),
        points=plain.get("points", 0.0),
        section=plain.get("section", ""),
        from_step=plain.get("from"),
        until_step=plain.get("until"),
        at_least_done=plain.get("at_least_done", 0.75),
    )


def _edges(plain: Sequence[Plain]) -> tuple[tuple[str, str], ...]:
    return tuple((edge["step"], edge["after"]) for edge in plain)


def _say(name: Any) -> dict[str, str]:
    """A text in all languages; a missing one is the English one."""
    if isinstance(name, str):
        return {"en": name, "zh": name}
    return {"en": name["en"], "zh": name.get("zh") or name["en"]}
