"""Steps, phases, what is kept, what is never done, and the rubrics."""

# ruff: noqa: RUF012 - pydantic copies the defaults of a model

from typing import Annotated, Literal

from pydantic import Field

from simulator.scenefile.shapes.base import Id, Ids, Points, Seconds, Shape, SomeIds, Text, Words


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


class SectionShape(Shape):
    """A section of a rubric."""

    name: Text
    of: Points


class TimeShape(Shape):
    """Points for the time needed: all of them up to `full_s`, none from `none_s`, a fail from `fail_s`."""

    section: Id
    points: Points
    full_s: Seconds
    none_s: Seconds
    fail_s: Seconds | None = None


class RubricShape(Shape):
    """How one school turns findings into points."""

    form: Text
    of: Annotated[float, Field(gt=0, le=1000)]
    pass_percent: Annotated[float, Field(ge=0, le=100)]
    default: bool = False
    sections: Annotated[dict[Id, SectionShape], Field(min_length=1)]
    time: TimeShape | None = None
    source: Words = "-"
