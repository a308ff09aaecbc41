"""The reference process SP-A of tests/cases/spinal as values, and performances of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from scoring.parsing import parse_protocol
from scoring.rubric import Rubric, Section, TimeBand
from scoring.rules import Keep, Limit, Never, Reference, StepRule, Texts, Wrong
from scoring.trace import Act, Interval, Trace

CASES = Path(__file__).parent.parent / "cases" / "spinal"

PERFECT = (
    "secure-scene", "speak-to-patient", "hold-head", "primary-survey", "check-csm", "check-neck", "fit-collar",
    "lay-out-board", "straighten-limbs", "brief-team", "roll-to-side", "inspect-back", "place-board", "roll-back",
    "centre-patient", "pad-voids", "strap-torso", "pad-head", "fix-head", "release-head", "strap-legs",
    "secure-arms", "check-csm", "recheck-breathing", "lift-board", "report",
)  # fmt: skip


@cache
def plain() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load((CASES / "protocol.yaml").read_text("utf-8"))
    return found


def texts(data: dict[str, Any]) -> Texts:
    return Texts(data.get("name", {}), data.get("why", {}), data.get("instead", {}))


def step_rule(name: str, data: dict[str, Any]) -> StepRule:
    kinds = {"critical_kinds": frozenset(data["critical_kinds"])} if "critical_kinds" in data else {}
    return StepRule(
        id=name, action=data.get("action", name), with_=data.get("with", {}), by=tuple(data.get("by", ())),
        points=data["points"], critical=data.get("critical", False), section=data["section"], texts=texts(data),
        wrong={choice: Wrong(**cost) for choice, cost in data.get("wrong", {}).items()}, **kinds,
    )  # fmt: skip


@cache
def reference() -> Reference:
    data = plain()
    parsed = parse_protocol(data["protocol"], data["steps"])
    assert parsed.protocol is not None, parsed.problems
    named = {"from": "from_step", "until": "until_step", "with": "with_"}

    def values(rule: dict[str, Any]) -> dict[str, Any]:
        made = {named.get(key, key): value for key, value in rule.items() if key not in ("name", "why", "instead")}
        return {key: tuple(value) if isinstance(value, list) else value for key, value in made.items()}

    return Reference(
        protocol=parsed.protocol,
        steps=tuple(step_rule(name, rule) for name, rule in data["steps"].items()),
        keeps=tuple(Keep(**values(rule), texts=texts(rule)) for rule in data["keep"]),
        nevers=tuple(Never(**values(rule), texts=texts(rule)) for rule in data["never"]),
        limits=tuple(Limit(**values(rule), texts=texts(rule)) for rule in data["limits"]),
        neutral_actions=frozenset(data["neutral"]),
        names=data["names"], scene="spinal", scene_sha256="0" * 64,
    )  # fmt: skip


@cache
def rubric() -> Rubric:
    data = plain()["rubric"]
    return Rubric(
        id=data["id"], form=data["form"], of=data["of"], pass_percent=data["pass_percent"],
        sections=tuple(Section(name, title) for name, title in data["sections"].items()),
        time=TimeBand(**data["time"]),
    )  # fmt: skip


def act(action: str, at_s: float, **choices: Any) -> Act:
    """A flawless act of five seconds."""
    data = plain()["steps"]
    rule = data.get(action) or data.get(f"{action}-before", {})
    right = {name: value[0] if isinstance(value, list) else value for name, value in rule.get("with", {}).items()}
    by = rule.get("by", ["r2"])[0]
    return Act(action, by, {**right, **choices}, at_s, at_s + 5.0, touches=rule.get("touches", False))


def acts(actions: tuple[str, ...] = PERFECT, every_s: float = 10.0) -> list[Act]:
    """Acts without a flaw, one every so many seconds."""
    return [act(action, (index + 1) * every_s) for index, action in enumerate(actions)]


def trace(made: list[Act], gaps: tuple[tuple[float, float], ...] = ()) -> Trace:
    """A trace in which the head is held from hold-head until release-head but for the gaps."""
    made = sorted(made, key=lambda one: one.start_s)
    first = {one.action: one for one in reversed(made)}
    intervals: list[Interval] = []
    if "hold-head" in first:
        at = first["hold-head"].start_s
        for start, end in gaps:
            intervals.append(Interval("head-held", at, start))
            at = end
        intervals.append(Interval("head-held", at, first["release-head"].end_s if "release-head" in first else None))
    if "strap-torso" in first:
        intervals.append(Interval("torso-strapped", first["strap-torso"].end_s))
    return Trace(tuple(made), tuple(intervals), (), max((one.end_s for one in made), default=0.0))


def changed(made: list[Act], action: str, **values: Any) -> list[Act]:
    """The same acts with the first act of an action changed."""
    place = next(index for index, one in enumerate(made) if one.action == action)
    return [*made[:place], replace(made[place], **values), *made[place + 1 :]]
