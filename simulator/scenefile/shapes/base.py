"""What all shapes share: strict, nothing unknown, texts, ids, and one-or-many values."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


class Shape(BaseModel):
    """A mapping of the file. Nothing is converted silently and no unknown key is let through."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False, validate_by_alias=True)


def _nonblank(value: Any) -> Any:
    # Strings of blanks count as empty: they would show as nothing on the screen.
    return value.strip() if isinstance(value, str) else value


Words = Annotated[str, BeforeValidator(_nonblank), Field(min_length=1, max_length=4000)]


class TextShape(Shape):
    """A text in English and Chinese."""

    en: Words
    zh: Words | None = None


def _english(value: Any) -> Any:
    return {"en": value} if isinstance(value, str) else value


# `{en: ..., zh: ...}`, or a plain string for English only.
Text = Annotated[TextShape, BeforeValidator(_english, json_schema_input_type=str | TextShape)]

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
# Places, poses, postures, grips and models, as the stage names them; {choice} is filled in by the engine.
Name = Annotated[str, Field(pattern=r"^[a-z0-9{][a-z0-9{}.-]*$", max_length=80)]
# A model of the stage, or one that the scene brings along: `own/NAME`.
ModelName = Annotated[str, Field(pattern=r"^(own/)?[a-z0-9{][a-z0-9{}.-]*$", max_length=80)]


def listed(value: Any) -> Any:
    """One value as a list of one."""
    return [value] if isinstance(value, str) else value


# One id or a list of ids.
Ids = Annotated[list[Id], BeforeValidator(listed, json_schema_input_type=str | list[Id])]
SomeIds = Annotated[list[Id], Field(min_length=1)]

Points = Annotated[float, Field(ge=0, le=1000)]
Seconds = Annotated[float, Field(gt=0, le=7200)]
Metres = Annotated[float, Field(ge=-50, le=50)]
Degrees = Annotated[float, Field(ge=-360, le=360)]
