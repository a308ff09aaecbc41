"""The whole file: a scene, or a protocol that stands alone."""

# ruff: noqa: RUF012 - pydantic copies the defaults of a model

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from simulator.scenefile.shapes.action import ActionShape, ConditionShape
from simulator.scenefile.shapes.base import Id, Shape, Text
from simulator.scenefile.shapes.case import ItemShape, PatientShape, PersonShape, PlaceShape, StationShape, ViewShape
from simulator.scenefile.shapes.happening import EventShape
from simulator.scenefile.shapes.judging import (
    ForbiddenShape,
    KeptShape,
    LimitShape,
    LoneStep,
    PhaseShape,
    StepShape,
)
from simulator.scenefile.shapes.physiology import PhysiologyShape
from simulator.scenefile.shapes.rubrics import RubricShape
from simulator.scenefile.shapes.tree import ListPart, StepName
from simulator.scenefile.shapes.twin import TwinFactShape

# A picture lies beside the scene file; a path out of the folder is not allowed.
_PICTURE = r"^[A-Za-z0-9_-][A-Za-z0-9._-]*\.(png|jpg|jpeg)$"


def _no_truth(value: Any) -> Any:
    # For Python, true is 1.
    return str(value).lower() if isinstance(value, bool) else value


class SceneShape(Shape):
    """A scene file, format 1."""

    format: Annotated[Literal[1], BeforeValidator(_no_truth)]
    id: Id
    title: Text
    subtitle: Text
    summary: Text
    minutes: Annotated[int, Field(ge=1, le=240)]
    level: Annotated[int, Field(ge=1, le=3)]
    picture: Annotated[str, Field(pattern=_PICTURE, max_length=100)] | None = None
    patient: PatientShape
    stations: Annotated[dict[Id, StationShape], Field(min_length=1)]
    places: dict[Id, PlaceShape] = {}
    team: Annotated[dict[Id, PersonShape], Field(min_length=1)]
    equipment: dict[Id, ItemShape] = {}
    regions: dict[Id, Text] = {}
    conditions: dict[Id, ConditionShape] = {}
    at_start: list[Id] = []
    events: dict[Id, EventShape] = {}
    actions: Annotated[dict[Id, ActionShape], Field(min_length=1)]
    steps: Annotated[dict[Id, StepShape], Field(min_length=1)]
    protocol: ListPart
    phases: Annotated[list[PhaseShape], Field(min_length=1)]
    keep: list[KeptShape] = []
    never: list[ForbiddenShape] = []
    limits: list[LimitShape] = []
    twin: list[TwinFactShape] = []
    physiology: list[PhysiologyShape] = []
    rubrics: Annotated[dict[Id, RubricShape], Field(min_length=1, max_length=20)]
    views: Annotated[dict[Id, ViewShape], Field(min_length=1)]


def _steps_kind(value: Any) -> str:
    return "<ids>" if isinstance(value, list) else "<steps>"


Steps = Annotated[
    Annotated[dict[StepName, LoneStep], Tag("<steps>")] | Annotated[list[StepName], Tag("<ids>")],
    Discriminator(_steps_kind),
]


class ProtocolShape(Shape):
    """A protocol that stands alone, to judge logs that were recorded elsewhere.

    `steps` may give the steps' names and actions, as those of a scene do; without it, the steps of the tree are the
    steps.
    """

    steps: Steps | None = None
    protocol: ListPart
