"""The judgement as values, and as plain data for files. Points are what was lost: never negative, always adding up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from scoring.rules import Say

FindingKind = Literal[
    "missed",
    "out_of_order",
    "repeated",
    "extra",
    "wrong_choice",
    "wrong_person",
    "too_late",
    "too_slow",
    "condition_broken",
    "forbidden_act",
    "limit_exceeded",
    "over_time",
]

FINDING_KINDS: tuple[FindingKind, ...] = (
    "missed",
    "out_of_order",
    "repeated",
    "extra",
    "wrong_choice",
    "wrong_person",
    "too_late",
    "too_slow",
    "condition_broken",
    "forbidden_act",
    "limit_exceeded",
    "over_time",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about the performance.

    `rule` is the id of the rule that it offends (for an extra act: the action). `points` is what it cost, at least 0.
    `title` is a few words, `text` one sentence or a few: what, when, why it matters, what to do instead.
    """

    kind: FindingKind
    rule: str
    step: str | None
    at_s: float | None
    points: float
    critical: bool
    section: str
    title: Say
    text: Say
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SectionScore:
    """A section's points: got `total` of `of`."""

    id: str
    title: Say
    total: float
    of: float


@dataclass(frozen=True, slots=True)
class LaneMove:
    """One place in the two lanes *expected* and *done*.

    `act` is the index of the act in the trace. For a step that was done out of order the missed move carries in
    `pair` the act that did it after all, and that act's own extra move carries the step's id in `step`.
    """

    kind: Literal["matched", "missed", "extra"]
    step: str
    action: str
    act: int | None
    start_s: float | None
    end_s: float | None
    pair: int | None = None


@dataclass(frozen=True, slots=True)
class LaneAlignment:
    """The explanation of the acts by the protocol, at unit costs."""

    cost: int
    fitness: float
    optimal: bool
    lower_bound: int
    moves: tuple[LaneMove, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The whole result. `critical` names the rules whose offence fails the candidate whatever the total."""

    scene: str
    scene_sha256: str
    rubric: str
    form: str
    total: float
    of: float
    percent: float
    pass_percent: float
    passed: bool
    critical: tuple[str, ...]
    sections: tuple[SectionScore, ...]
    findings: tuple[Finding, ...]
    alignment: LaneAlignment
    measures: Mapping[str, Any]


def to_json(card: Scorecard) -> dict[str, Any]:
    """Plain data of a scorecard; times in seconds, points as numbers."""
    return {
        "scene": card.scene,
        "scene_sha256": card.scene_sha256,
        "rubric": card.rubric,
        "total": card.total,
        "of": card.of,
        "percent": card.percent,
        "passed": card.passed,
        "critical": list(card.critical),
        "sections": [
            {"id": one.id, "title": dict(one.title), "total": one.total, "of": one.of} for one in card.sections
        ],
        "findings": [
            {
                "kind": one.kind,
                "step": one.step,
                "at_s": one.at_s,
                "points": one.points,
                "critical": one.critical,
                "text": dict(one.text),
                "evidence": {"rule": one.rule, "title": dict(one.title), **_plain(one.evidence)},
            }
            for one in card.findings
        ],
        "alignment": {
            "cost": card.alignment.cost,
            "fitness": round(card.alignment.fitness, 6),
            "optimal": card.alignment.optimal,
            "lower_bound": card.alignment.lower_bound,
            "moves": [
                {
                    "move": one.kind,
                    "step": one.step,
                    "action": one.action,
                    "act": one.act,
                    "start_s": one.start_s,
                    "end_s": one.end_s,
                    "pair": one.pair,
                }
                for one in card.alignment.moves
            ],
        },
        "measures": _plain(card.measures),
    }


def _plain(value: Any) -> Any:
    """Mappings, tuples and sets as the types that JSON knows."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(_plain(one) for one in value)
    return value
