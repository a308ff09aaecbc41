"""The body under hands: which action is a handling, and what the patient wears and lies on in it."""

# ruff: noqa: RUF012 - pydantic copies the defaults of a model

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from simulator.scenefile.shapes.base import Id, Ids, Metres, Shape, listed

Led = Literal["placed", "briefed", "asked"]


class HandlingShape(Shape):
    """How an action moves the patient by the twin, or with the plan `compressions` presses the chest.

    Compressions are led by the learner's own hands; the action is over when `count` of them are given, at the latest
    when its time is. `move_s` and what is said of a team do not matter for them.
    """

    plan: Id
    hold_s: Annotated[float, Field(ge=0, le=60)] = 1.0
    move_s: Annotated[float, Field(ge=0.5, le=60)] | None = None
    other: dict[Id, dict[Id, Id]] = {}
    counted: dict[Id, Ids] = {}
    pulls_m: dict[Id, dict[Id, Annotated[Metres, Field(ge=-0.2, le=0.2)]]] = {}
    led: Annotated[list[Led], BeforeValidator(listed, json_schema_input_type=Led | list[Led])] = []
    count: Annotated[int, Field(ge=1, le=300)] | None = None


class TwinFactShape(Shape):
    """What is so after an action, while a condition holds."""

    action: Id | None = None
    choose: dict[Id, Ids] = {}
    while_: Id | None = Field(default=None, alias="while")
    collar: Id | None = None
    tie: Ids = []
    support: Id | None = None
    squeeze: Id | None = None
    briefed: Literal[True] | None = None
    asked: Literal[True] | None = None
    placed: Literal[True] | None = None
    helmet: Literal[True] | None = None
    below: Ids = []
