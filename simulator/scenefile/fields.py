"""Which keys a mapping of the file may have: the shapes' annotations, followed along a path."""

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import RootModel

from simulator.scenefile.problems import Path
from simulator.scenefile.shapes.base import Shape


def fields_at(shape: type[Shape], path: Path, data: Any) -> list[str]:
    """The keys known to the mapping at `path`; empty where any key may stand."""
    kinds: list[Any] = [shape]
    for part in path:
        kinds = [inner for kind in kinds for inner in _below(kind, part)]
        data = _inside(data, part)
    # Of the parts of a protocol only the one that the mapping means counts: the one whose first key it has. Where that
    # tells nothing, any of them may be meant.
    named = [list(_keys(kind)) for kind in kinds if isinstance(kind, type) and issubclass(kind, Shape)]
    meant = [keys for keys in named if len(named) == 1 or (isinstance(data, dict) and keys[0] in data)]
    return [key for keys in meant or named for key in keys]


def _keys(shape: type[Shape]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in shape.model_fields.items()}


def _inside(data: Any, part: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(part)
    return data[part] if isinstance(data, list) and isinstance(part, int) and part < len(data) else None


def _below(kind: Any, part: str | int) -> list[Any]:
    """The kinds of value that may stand under `part` of a value of `kind`."""
    if isinstance(kind, type) and issubclass(kind, RootModel):
        return _below(kind.model_fields["root"].annotation, part)
    if isinstance(kind, type) and issubclass(kind, Shape):
        return _open(_keys(kind).get(str(part)))
    if get_origin(kind) in (list, dict):
        return _open(get_args(kind)[-1])
    return []


def _open(kind: Any) -> list[Any]:
    """The alternatives of an annotation, without what is only said about them."""
    if get_origin(kind) is Annotated:
        return _open(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [inner for member in get_args(kind) for inner in _open(member)]
    return [kind]
