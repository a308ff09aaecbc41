"""Steps, phases, what is kept and what is never done."""

# ruff: noqa: RUF012 - pydantic copies the defaults of a model

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from simulator.scenefile.shapes.base import Id, Ids, Name, Points, Seconds, Shape, SomeIds, Text, TextShape
from simulator.scenefile.shapes.tree import StepName

# A limit in the unit of its measure: degrees, newtons, seconds, or a motion exposure from 0 to 1.
Figure = Annotated[float, Field(ge=0, le=100_000)]


class StepShape(Shape):
    """One thing that the protocol expects."""

    action: Id
    name: Text
    why: Text
    instead: Text
    hint: Text
    points: Points
    section: Id
    critical: bool = False
    with_: dict[Id, Ids] = Field(default={}, alias="with")
    by: list[Id] = []
    wrong: dict[Id, Literal["critical"]] = {}
    share: dict[Id, Annotated[float, Field(ge=0, le=1)]] = {}
    within_s: Seconds | None = None
    within_of: Id | None = None
    at_most_s: Seconds | None = None
    ref: Annotated[str, Field(max_length=20)] = ""


class LoneStepShape(Shape):
    """A step of a protocol that stands alone. What a scene says of a step may stand here; a log is judged by its order
    alone, so only its name and its action count."""

    action: StepName | None = None
    name: Text | None = None
    why: Text | None = None
    instead: Text | None = None
    hint: Text | None = None
    points: Points | None = None
    section: Id | None = None
    critical: bool = False
    with_: dict[Id, Ids] = Field(default={}, alias="with")
    by: list[Id] = []
    wrong: dict[Id, Literal["critical"]] = {}
    share: dict[Id, Annotated[float, Field(ge=0, le=1)]] = {}
    within_s: Seconds | None = None
    within_of: StepName | None = None
    at_most_s: Seconds | None = None
    ref: Annotated[str, Field(max_length=20)] = ""


def _lone(value: Any) -> Any:
    if value is None:
        return {}
    named = isinstance(value, str) or (isinstance(value, dict) and value and set(value) <= set(TextShape.model_fields))
    return {"name": value} if named else value


# A name, in one language or in both, all that a scene says of a step, or nothing.
LoneStep = Annotated[
    LoneStepShape, BeforeValidator(_lone, json_schema_input_type=str | TextShape | LoneStepShape | None)
]


class PhaseShape(Shape):
    """A stretch of the procedure as the learner sees it."""

    id: Id
    goal: Text
    help: Text
    steps: SomeIds


class KeptShape(Shape):
    """A condition that must hold from one step until another."""

    id: Id
    condition: Id
    from_step: Id = Field(alias="from")
    until_step: Id | None = Field(default=None, alias="until")
    max_gap_s: Annotated[float, Field(ge=0, le=60)] = 0.0
    points: Points
    critical: bool = False
    section: Id | None = None
    name: Text
    why: Text
    instead: Text


class LimitShape(Shape):
    """A limit on a measure of a signal of the handlings: during some actions, or from one step until another.

    Up to `limit` nothing is lost, at `worst` all the points, between them a straight share. Beyond `critical_over` (at
    the level `critical_level`, or `over`) the candidate fails. `over`: the level above which `exposure`, `time_over`
    and `longest_over` count, or below which `low` does. `below` and `above` are the share (0 to 1) of the samples on
    that side of `over`. During several handlings the worst of them counts, or with `together` the samples of all of
    them; of anybody, or only `by` some.

    Of a body that is moved these are measured: `injured.` with `flexion`, `bending`, `turn`, `axial`, `exposure`;
    `elsewhere.exposure`; `neck.` with `flexion`, `bending`, `turn`, `largest`, `off-line`; `board.tilt`. Of a chest
    that is pressed: `chest.depth` all the time, and one sample a compression of `chest.compressions` (how deep, mm),
    `chest.left` (what was left of it when the chest came up, mm) and `chest.rate` (a minute); `chest.count`, one sample
    a series; and from the first compression of the session until the heart beats again (the last compression where it
    never stood still) `chest.pause` (s since the last one) and `chest.hands-off` (1 while nobody presses; its mean is
    the share of the time without compressions).
    """

    id: Id
    track: Name
    measure: Literal["peak", "low", "span", "mean", "exposure", "time_over", "longest_over", "below", "above"]
    limit: Figure
    worst: Figure | None = None
    over: Figure = 0.0
    critical_over: Figure | None = None
    critical_level: Figure | None = None
    from_step: Id | None = Field(default=None, alias="from")
    until_step: Id | None = Field(default=None, alias="until")
    during: Ids = []
    together: bool = False
    by: list[Id] = []
    points: Points
    section: Id | None = None
    name: Text
    why: Text
    instead: Text


class ForbiddenShape(Shape):
    """Something that must never be done.

    One cause is not charged twice. Where a step that would have made it allowed was left out or came too late, the act
    is told as following from that, and only what it costs beyond the step's lost points is taken off. These are the
    steps whose action starts `unless`, and the step `until`; `because_of` names others (as where an event starts the
    condition) and forbidden acts that spoil it again, or none: `because_of: []`.
    """

    id: Id
    actions: list[Id] = []
    touching: bool = False
    with_: dict[Id, Ids] = Field(default={}, alias="with")
    unless: Id | None = None
    until: Id | None = None
    because_of: list[Id] | None = None
    points: Points
    critical: bool = False
    section: Id | None = None
    name: Text
    why: Text
    instead: Text
