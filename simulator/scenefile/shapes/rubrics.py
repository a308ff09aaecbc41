"""The rubrics: how a school turns what was found into points, and where it differs from the scene.

A scene says once what its steps are worth. A rubric without `items` marks by that. A rubric with `items` is a sheet
of its own: its lines name the rules (ids of steps, `keep` and `never`, or `time`) whose points they hold.
"""

# ruff: noqa: RUF012 - pydantic copies the defaults of a model

from typing import Annotated

from pydantic import Field

from simulator.scenefile.shapes.base import Id, Ids, Points, Seconds, Shape, SomeIds, Text, Words

Share = Annotated[float, Field(ge=0, le=1)]


class SectionShape(Shape):
    """A section of a rubric. Without `of` its lines share the rubric's total by their points."""

    name: Text
    of: Points | None = None


class TimeShape(Shape):
    """Points for the time needed: all of them up to `full_s`, none from `none_s`, a fail from `fail_s`.

    Without `none_s` all of them are lost after `full_s`. The time runs from the end of the step `from` (the start) to
    the end of the step `until` (the end). Who did less than the share `at_least_done` of the steps earns nothing.
    """

    section: Id | None = None
    points: Points = 0.0
    full_s: Seconds
    none_s: Seconds | None = None
    fail_s: Seconds | None = None
    from_step: Id | None = Field(default=None, alias="from")
    until_step: Id | None = Field(default=None, alias="until")
    at_least_done: Share = 0.75


class LineShape(Shape):
    """A line of the sheet: points for one rule or for several, shared among them by their own points."""

    id: Id
    title: Text
    points: Points
    rules: SomeIds
    section: Id


class DeductionShape(Shape):
    """What a `never` rule takes off a section; without `points` all that the section holds."""

    rule: Id
    section: Id
    points: Points | None = None


class SharesShape(Shape):
    """The share of a step's points (0 to 1) that each kind of finding costs; unsaid kinds cost what they cost usually.

    `wrong_choice` holds for all choices, whatever `share` of the step says.
    """

    missed: Share | None = None
    out_of_order: Share | None = None
    wrong_choice: Share | None = None
    corrected: Share | None = None
    wrong_person: Share | None = None
    too_late: Share | None = None
    too_slow: Share | None = None
    repeated: Share | None = None
    extra: Share | None = None


class SchoolTextsShape(Shape):
    """What the school says of a rule instead of the scene's own words."""

    name: Text | None = None
    why: Text | None = None
    instead: Text | None = None


class EdgeShape(Shape):
    """`step` comes after `after`."""

    step: Id
    after: Id


class OrderShape(Shape):
    """Where the school orders the steps otherwise: edges of `after` that it adds to the protocol or drops from it."""

    add: list[EdgeShape] = []
    drop: list[EdgeShape] = []


class RubricShape(Shape):
    """How one school turns findings into points.

    `form` names the form that the rubric follows, `title` the rubric itself. `scaled_from` is the sum of the lines'
    points where that is not `of`: they are scaled. `with` says which options are right in this school, by step and
    choice. `critical` says for rules whether they fail the candidate here; `ignored` rules are not judged at all.
    `texts` are the school's own words where the scene's would contradict it. On a sheet of boxes (`whole`) nobody gets
    part of a line: whatever costs any of it costs all of it.
    """

    form: Text
    title: Text | None = None
    of: Annotated[float, Field(gt=0, le=1000)]
    scaled_from: Annotated[float, Field(gt=0, le=10_000)] | None = None
    pass_percent: Annotated[float, Field(ge=0, le=100)]
    default: bool = False
    sections: Annotated[dict[Id, SectionShape], Field(min_length=1)]
    time: TimeShape | None = None
    items: list[LineShape] = []
    whole: bool = False
    deductions: list[DeductionShape] = []
    shares: SharesShape = SharesShape()
    with_: dict[Id, dict[Id, Ids]] = Field(default={}, alias="with")
    critical: dict[Id, bool] = {}
    texts: dict[Id, SchoolTextsShape] = {}
    ignored: list[Id] = []
    order: OrderShape = OrderShape()
    source: Words = "-"
