"""The scene file as JSON Schema (2020-12), with which editors complete keys and underline mistakes."""

from typing import Any

from simulator.scenefile.shapes.scene import SceneShape

# An editor takes the schema from a comment in the scene file's first line.
FIRST_LINE = "# yaml-language-server: $schema=./scene.schema.json"


def json_schema() -> dict[str, Any]:
    """The schema of a scene file, as plain data that `json.dumps` takes."""
    schema = SceneShape.model_json_schema(by_alias=True, mode="validation")
    schema = _without_titles(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Manikin scene, format 1"}


def _without_titles(part: Any) -> Any:
    """The library's titles only say the keys again ("Takes S")."""
    if isinstance(part, dict):
        said = part.get("title")
        return {k: _without_titles(v) for k, v in part.items() if k != "title" or not isinstance(said, str)}
    return [_without_titles(inner) for inner in part] if isinstance(part, list) else part
