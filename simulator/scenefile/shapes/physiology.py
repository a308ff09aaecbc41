"""What an act does to breathing, circulation and cord, and which acts examine the limbs."""

# ruff: noqa: RUF012 - pydantic copies the defaults of a model

from typing import Annotated

from pydantic import Field

from simulator.scenefile.shapes.base import Id, Ids, Shape


class PhysiologyShape(Shape):
    """What has an effect, and while what."""

    effect: Id
    action: Id | None = None
    choose: dict[Id, Ids] = {}
    while_: Id | None = Field(default=None, alias="while")


class ExaminationShape(Shape):
    """An action that examines the limbs: how far each answer to a choice goes."""

    choice: Id
    extents: Annotated[dict[Id, Id], Field(min_length=1)]
