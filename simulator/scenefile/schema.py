"""The scene file as JSON Schema (2020-12), with which editors complete keys, explain them and underline mistakes."""

from typing import Any

from simulator.scenefile.difference_schema import difference_schema
from simulator.scenefile.extending import EXTENDS
from simulator.scenefile.meanings import meaning_of
from simulator.scenefile.shapes.scene import SceneShape

# An editor takes the schema from a comment in the scene file's first line.
FIRST_LINE = "# yaml-language-server: $schema=./scene.schema.json"
_BASE = {"type": "string", "description": "The scene to which this file is a difference; keys may then be left out."}


def json_schema() -> dict[str, Any]:
    """The schema of a scene file, as plain data that `json.dumps` takes.

    A difference to another scene (`extends`) may leave out what it does not change and take away what it names.
    """
    whole = whole_schema()
    shapes = whole.pop("$defs")
    then = difference_schema(whole, shapes, _BASE)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Manikin scene, format 1",
        "$defs": shapes,
        "type": "object",
        "if": {"required": [EXTENDS]},
        "then": then,
        "else": whole,
    }


def whole_schema() -> dict[str, Any]:
    """The schema of a scene that is no difference to another, with every key explained."""
    schema = SceneShape.model_json_schema(by_alias=True, mode="validation")
    _explain("SceneShape", schema)
    for name, shape in schema["$defs"].items():
        _explain(name, shape)
    plain: dict[str, Any] = _only_ids(_without_titles(schema))
    return plain


def _only_ids(part: Any) -> Any:
    """Where the keys are ids, no other key may stand; the library leaves that open."""
    if isinstance(part, dict):
        closed = {"additionalProperties": False} if "patternProperties" in part else {}
        return {**{key: _only_ids(inner) for key, inner in part.items()}, **closed}
    return [_only_ids(inner) for inner in part] if isinstance(part, list) else part


def _explain(name: str, shape: dict[str, Any]) -> None:
    for key, said in shape.get("properties", {}).items():
        said["description"] = meaning_of(name, key)


def _without_titles(part: Any) -> Any:
    """The library's titles only say the keys again ("Takes S")."""
    if isinstance(part, dict):
        said = part.get("title")
        return {k: _without_titles(v) for k, v in part.items() if k != "title" or not isinstance(said, str)}
    return [_without_titles(inner) for inner in part] if isinstance(part, list) else part
