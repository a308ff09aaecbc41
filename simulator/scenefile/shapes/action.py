"""Conditions and actions: what can hold, and what the learner can order."""

# ruff: noqa: RUF012 - pydantic copies the defaults of a model

from typing import Annotated

from pydantic import Field

from simulator.scenefile.shapes.base import Id, Name, Shape, SomeIds, Text, Words
from simulator.scenefile.shapes.case import StanceShape
from simulator.scenefile.shapes.physiology import ExaminationShape
from simulator.scenefile.shapes.twin import HandlingShape


class ConditionShape(Shape):
    """Something that holds over time."""

    name: Text
    missing: Text | None = None
    present: Text | None = None
    hands: bool = False
    any_of: list[Id] = []


class ChoiceShape(Shape):
    """A question that an action asks, with its answers.

    What an answer starts or ends comes besides what the action itself does. All answers that are right for a step must
    start and end the same.
    """

    name: Text
    options: Annotated[dict[Id, Text], Field(min_length=2)]
    starts: dict[Id, SomeIds] = {}
    ends: dict[Id, SomeIds] = {}


class ShowShape(Shape):
    """What an action looks like."""

    people: dict[Id, StanceShape] = {}
    items: dict[Id, Name] = {}
    patient: Name | None = None
    camera: Id | None = None
    stay: bool = False


class ActionShape(Shape):
    """One thing that the learner can order."""

    name: Text
    done: Text
    takes_s: Annotated[float, Field(ge=0, le=600)]
    by: SomeIds
    on: list[Id] = []
    using: Id | None = None
    command: bool = False
    key: Annotated[Words, Field(max_length=20)] | None = None
    choices: dict[Id, ChoiceShape] = {}
    requires: list[Id] = []
    unless: list[Id] = []
    starts: list[Id] = []
    ends: list[Id] = []
    hands: bool = True
    touches: bool = True
    team: list[Id] = []
    stoppable: bool = False
    stops: bool = False
    neutral: bool = False
    answer: Text | None = None
    answer_with: dict[Id, dict[Id, Text]] = {}
    examines: ExaminationShape | None = None
    show: ShowShape = ShowShape()
    handling: HandlingShape | None = None
