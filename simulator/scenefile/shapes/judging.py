"""Steps, phases, what is kept and what is never done."""

# ruff: noqa: RUF012 - pydantic copies the defaults of a model

from typing import Annotated, Literal

from pydantic import Field

from simulator.scenefile.shapes.base import Id, Ids, Points, Seconds, Shape, SomeIds, Text


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
    name: Text
    why: Text
    instead: Text


class ForbiddenShape(Shape):
    """Something that must never be done."""

    id: Id
    actions: list[Id] = []
    touching: bool = False
    with_: dict[Id, Ids] = Field(default={}, alias="with")
    unless: Id | None = None
    until: Id | None = None
    points: Points
    critical: bool = False
    section: Id | None = None
    name: Text
    why: Text
    instead: Text
