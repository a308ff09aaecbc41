"""What is asked of each step, and what is asked beside the steps: kept conditions, forbidden acts, limits.

All texts are plain mappings from a language ("en", "zh") to a sentence or a name. `Texts` of a rule:
`name` (a noun phrase: "the collar"), `why` (one sentence: why it matters) and `instead` (one sentence: what to do).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from scoring.protocol import Protocol

Say = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one rule, by language."""

    name: Say = field(default_factory=dict)
    why: Say = field(default_factory=dict)
    instead: Say = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What a wrong value of one choice costs: a share of the step's points, and whether it fails the candidate.

    `lasting`: made after the right one it is no mere repetition, whether it fails the candidate in this school or not.
    """

    share: float = 0.5
    critical: bool = False
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class StepRule:
    """What fulfils a step and what it is worth.

    `with_` gives for each choice the right value, or a tuple or list of right values. `by` empty means anybody.
    `within_s` is (limit in seconds, step since whose end it counts or None for the session's start).
    `at_most_s` limits the act's own duration. `critical` holds for the kinds of finding in `critical_kinds`.
    `shares` overrides the rubric's share of the points that a kind of finding costs.
    """

    id: str
    action: str
    with_: Mapping[str, Any] = field(default_factory=dict)
    by: tuple[str, ...] = ()
    points: float = 1.0
    critical: bool = False
    critical_kinds: frozenset[str] = frozenset({"missed"})
    wrong: Mapping[str, Wrong] = field(default_factory=dict)
    within_s: tuple[float, str | None] | None = None
    at_most_s: float | None = None
    section: str = ""
    shares: Mapping[str, float] = field(default_factory=dict)
    texts: Texts = field(default_factory=Texts)


@dataclass(frozen=True, slots=True)
class Keep:
    """A condition that must hold from the end of one step until the end of another (None: start or end of all).

    A gap no longer than `max_gap_s` is forgiven. The share of the points that is lost grows with the time lost:
    `full_loss_s` seconds of broken time cost everything (0: any gap does).
    """

    id: str
    condition: str
    from_step: str | None = None
    until_step: str | None = None
    max_gap_s: float = 0.0
    full_loss_s: float = 0.0
    critical: bool = False
    points: float = 0.0
    section: str = ""
    texts: Texts = field(default_factory=Texts)


@dataclass(frozen=True, slots=True)
class Never:
    """An act that must not happen: all the filters that are given must fit.

    `actions` empty means any. `with_` as in `StepRule`, here the forbidden values. `touching` asks for hands on
    the patient. `unless` is a condition under which the act is allowed, `while_` one under which alone it is
    forbidden; both are asked at the act's start. An act is in the window when it starts after the end of
    `from_step` and before the end of `until_step` (whose own act is never meant); a step that was not done leaves
    its side of the window open. `attempts` counts refused acts too. `because_of` names steps that would have made the
    act allowed: where one of them was left out or came too late, that is the cause, and it is not charged twice, unless
    the points of this rule stand `beside_cause`. It may name other rules of this kind too, which spoil it again.
    """

    id: str
    actions: tuple[str, ...] = ()
    with_: Mapping[str, Any] = field(default_factory=dict)
    by: tuple[str, ...] = ()
    not_by: tuple[str, ...] = ()
    touching: bool = False
    unless: str | None = None
    while_: str | None = None
    from_step: str | None = None
    until_step: str | None = None
    attempts: bool = False
    because_of: tuple[str, ...] = ()
    beside_cause: bool = False
    critical: bool = False
    points: float = 0.0
    section: str = ""
    texts: Texts = field(default_factory=Texts)


Measure = Literal["peak", "low", "span", "mean", "exposure", "time_over", "longest_over", "below", "above"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit on a measure of a track, between two steps or during acts.

    Nothing is lost up to `limit`, all the points at `worst`, and a straight share between (also when both are the
    same). `critical_over` fails the candidate beyond that value, measured at `critical_level` instead of `over` if
    there is one. `over` is the level above which `exposure`,
    `time_over` and `longest_over` count, or on whose one side the samples of `low`, `below` and `above` are. `during`
    names actions: only tracks of their handlings are measured, from begin to end, also of those broken off, each by
    itself; the worst one counts. `from_step` and `until_step` then say nothing. `together`: the samples of all of them
    are measured as one. `by`: only handlings of these persons (empty: of all).
    """

    id: str
    track: str
    measure: Measure
    limit: float
    worst: float | None = None
    over: float = 0.0
    critical_over: float | None = None
    critical_level: float | None = None
    from_step: str | None = None
    until_step: str | None = None
    during: tuple[str, ...] = ()
    together: bool = False
    by: tuple[str, ...] = ()
    points: float = 0.0
    section: str = ""
    texts: Texts = field(default_factory=Texts)


Rule = StepRule | Keep | Never | Limit


@dataclass(frozen=True, slots=True)
class Reference:
    """Everything that a performance is judged by, but the points of a school (see `scoring.rubric`).

    `names` gives words for ids in sentences: keys such as "actor:r1", "condition:head-held", "choice:size",
    "value:regular", "action:measure-neck"; "choice:fit-collar/size" and "value:fit-collar/size/regular" hold for one
    action alone and come first; "missing:CONDITION" and "present:CONDITION" say why an act was refused. `opened_by`
    gives for what stands in the way of an act (as `Act.barred` has it) the steps that would have cleared it, and the
    rules of `keeps` by which it should not have stood there.
    `neutral_actions` may be done at any time and are not aligned.
    """

    protocol: Protocol
    steps: tuple[StepRule, ...] = ()
    keeps: tuple[Keep, ...] = ()
    nevers: tuple[Never, ...] = ()
    limits: tuple[Limit, ...] = ()
    neutral_actions: frozenset[str] = frozenset()
    names: Mapping[str, Say] = field(default_factory=dict)
    opened_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scene: str = ""
    scene_sha256: str = ""


def fits(right: Any, value: Any) -> bool:
    """Is the value the right one, or one of the right ones?"""
    return value in right if isinstance(right, list | tuple | set | frozenset) else bool(value == right)


def wrong_choices(rule: StepRule, choices: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of the choices that differ from what the rule asks; a choice that was not made is wrong too."""
    return tuple(name for name, right in rule.with_.items() if not fits(right, choices.get(name)))
