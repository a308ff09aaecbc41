"""Texts that are missing in one of the languages."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from simulator.scenefile.problems import Finding, Path, Severity
from simulator.scenefile.shapes.base import TextShape


def of_texts(value: Any, path: Path = ()) -> Iterator[Finding]:
    """A warning for every text of a shape that has no Chinese."""
    match value:
        case TextShape():
            if value.zh is None:
                yield Finding(path, "the Chinese text is missing", "English is shown", Severity.WARNING)
        case BaseModel():
            for name, field in type(value).model_fields.items():
                yield from of_texts(getattr(value, name), (*path, field.alias or name))
        case dict():
            for key, inner in value.items():
                yield from of_texts(inner, (*path, key))
        case list():
            for index, inner in enumerate(value):
                yield from of_texts(inner, (*path, index))
