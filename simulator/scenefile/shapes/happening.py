"""What happens by itself, because of time alone."""

# ruff: noqa: RUF012 - pydantic copies the defaults of a model

from typing import Annotated

from pydantic import Field

from simulator.scenefile.shapes.base import Id, Ids, Name, Shape, Text
from simulator.scenefile.shapes.case import StanceShape


class EventShowShape(Shape):
    """What is seen of something that happens by itself."""

    people: dict[Id, StanceShape] = {}
    items: dict[Id, Name] = {}
    patient: Name | None = None


class EventShape(Shape):
    """Something that happens by itself once all of `while` and none of `unless` have held for so long without a break.

    Without `while` and `unless` the time runs from the start. It happens at that very moment, whatever else goes on,
    and once only unless it comes `again`. `manikin check` takes time as the learner's own: what has to be waited for
    can be, and whoever is quick enough prevents what can be prevented. Of an event after which a step can never be done
    any more it warns, unless the author says with `bars` that this is meant.
    """

    while_: Ids = Field(default=[], alias="while")
    unless: Ids = []
    for_s: Annotated[float, Field(ge=0.1, le=7200)]
    starts: Ids = []
    ends: Ids = []
    says: Text | None = None
    again: bool = False
    bars: bool = False
    show: EventShowShape = EventShowShape()
