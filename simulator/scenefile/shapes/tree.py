"""The protocol tree as it is written: lists are sequences, the other groups have names."""

# ruff: noqa: RUF012 - pydantic copies the defaults of a model

from typing import Annotated, Any, Union

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, RootModel, Tag

from simulator.scenefile.shapes.base import Shape, Words, listed

KINDS = ("step", "any_order", "one_of", "optional", "repeat")


# In a protocol that stands alone a step has the name that the log gives it, whatever its letters.
StepName = Annotated[Words, Field(max_length=200)]
StepNames = Annotated[list[StepName], BeforeValidator(listed, json_schema_input_type=str | list[StepName])]


class StepPart(Shape):
    """A step, and the steps that come before it wherever they stand."""

    step: StepName
    after: StepNames = []


class ListPart(RootModel[Annotated[list["Part"], Field(min_length=1)]]):
    """Parts in this order."""

    model_config = ConfigDict(strict=True, frozen=True)


class AnyOrderPart(Shape):
    """Parts that interleave freely."""

    any_order: Annotated[list["Part"], Field(min_length=1)]


class OneOfPart(Shape):
    """Exactly one of the parts."""

    one_of: Annotated[list["Part"], Field(min_length=1)]


class OptionalPart(Shape):
    """The part, or nothing."""

    optional: "Part"


class RepeatPart(Shape):
    """The part one or more times."""

    repeat: "Part"
    at_most: Annotated[int, Field(ge=1, le=1000)] | None = None


# Tags stand in angle brackets so that they cannot be taken for keys of the file in the place of an error.
def _kind(part: Any) -> str | None:
    if isinstance(part, list):
        return "<list>"
    if isinstance(part, dict):
        return next((f"<{key}>" for key in part if key in KINDS), None)
    return None


Part = Annotated[
    Union[  # noqa: UP007 - the parts refer to one another by name
        Annotated[ListPart, Tag("<list>")],
        Annotated[StepPart, Tag("<step>")],
        Annotated[AnyOrderPart, Tag("<any_order>")],
        Annotated[OneOfPart, Tag("<one_of>")],
        Annotated[OptionalPart, Tag("<optional>")],
        Annotated[RepeatPart, Tag("<repeat>")],
    ],
    Discriminator(_kind, custom_error_type="part", custom_error_message="no part of a protocol"),
]

for _shape in (ListPart, AnyOrderPart, OneOfPart, OptionalPart, RepeatPart):
    _shape.model_rebuild()
