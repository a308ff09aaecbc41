"""What the store takes in and gives out, as plain values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal["finished", "unfinished", "damaged"]
Verdict = Literal["passed", "failed", "unjudged"]
Order = Literal["started", "learner", "scene", "mode", "percent", "length"]


class StoreError(Exception):
    """The store cannot be used; the message is one sentence that says why and what to do. No record is lost by it."""


class DamagedIndexError(StoreError):
    """The file of the index is damaged; it can be removed and made anew from the records."""


class BusyIndexError(StoreError):
    """Another program kept the index busy for longer than was waited."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long (s) another program that writes the index is waited for, and who hears once, a second later, that it
    is."""

    most_s: float = 15.0
    told: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding of a judgement, without its words. Named as in a scorecard.

    `evidence` holds the steps `before` and `after` that an early step overtook, as far as there are any.
    """

    kind: str
    rule: str
    step: str | None
    at_s: float | None
    points: float
    critical: bool
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one rubric says of a session. `items`: line of the sheet -> (points got, points of it).

    `scene_sha256` is the version of the scene that judged; the session's own may be another.
    """

    rubric: str
    scene_sha256: str
    usual: bool
    total: float
    of: float
    percent: float
    passed: bool
    critical: tuple[str, ...] = ()
    items: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """One journal in short. `started` is ISO 8601 in UTC, `last_sha256` the hash of its last line.

    `file` is the journal's name in its folder, `computer` the one that it was recorded on, `problem` the sentence
    that says why it cannot be read. `sealed_by` is the public key (hex) of the seal, "" without one. `exposure`: the
    largest motion exposure of its handlings, None where none was measured. `judge`: which judging part of the program
    read and judged it, "" if that is not known.
    """

    session: str
    file: str
    started: str
    state: State
    scene: str = ""
    scene_sha256: str = ""
    program: str = ""
    learner: str = ""
    mode: str = ""
    length_s: float = 0.0
    lines: int = 0
    last_sha256: str = ""
    sealed_by: str = ""
    problem: str = ""
    computer: str = ""
    exposure: float | None = None
    judge: str = ""
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """Which sessions, in which order. None and "" stand for all.

    `since` and `until` are ISO 8601 in UTC, `until` not included. `text` is looked for in learner, scene, file name and
    id. `fault` is a rule: only sessions in which it was broken or its step missed. `rubric` None is the usual one of
    each scene.
    """

    learner: str | None = None
    scene: str | None = None
    mode: str | None = None
    since: str | None = None
    until: str | None = None
    verdict: Verdict | None = None
    state: State | None = None
    text: str = ""
    fault: str | None = None
    rubric: str | None = None
    order: Order = "started"
    ascending: bool = False
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One session of a list. Without a judgement by the wanted rubric, the fields from `rubric` on are empty."""

    session: str
    file: str
    computer: str
    scene: str
    scene_sha256: str
    program: str
    learner: str
    mode: str
    started: str
    length_s: float
    state: State
    sealed: bool
    problem: str
    last_sha256: str
    rubric: str | None = None
    judged_sha256: str | None = None
    total: float | None = None
    of: float | None = None
    percent: float | None = None
    passed: bool | None = None
    critical: tuple[str, ...] = ()
    exposure: float | None = None
    judge: str = ""


@dataclass(frozen=True, slots=True)
class Cohort:
    """The judged sessions of a query with the outcome of every line of the sheet, oldest session first.

    `shares[session][item]` is the share of the item's points that was reached, 0 to 1; None where the sheet of that
    session did not have the item (another version of the scene). `faults` are those of each session.
    """

    rows: tuple[Row, ...]
    items: tuple[str, ...]
    shares: tuple[tuple[float | None, ...], ...]
    faults: tuple[tuple[Fault, ...], ...]
