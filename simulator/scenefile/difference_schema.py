"""The schema of a difference to another scene, made from that of a whole one.

Nothing but `extends` and `id` is needed. A mapping may hold any part of what it holds in a whole scene; a key with
nothing behind it takes away; for a list whose entries have ids a mapping from ids may stand, for any other
`{add: [...]}`. All else is one value and looks as it does in a whole scene.
"""

from typing import Any

from simulator.scenefile.extending import ADD

_REF = "#/$defs/"
_NOTHING = {"type": "null"}
# One value each: who changes a part of it writes all of it.
_WHOLE = {"TextShape"}
_CHANGE = "Change"
_OF_LISTS = ("type", "items", "minItems", "maxItems", "default")


def difference_schema(whole: dict[str, Any], shapes: dict[str, Any], extends: dict[str, Any]) -> dict[str, Any]:
    """The schema of a file with `extends`; the shapes that it needs are added to `shapes`."""
    made = _Changes(shapes)
    loose = made.of_shape(whole)
    shapes.update(made.shapes)
    return {**loose, "properties": {**loose["properties"], "extends": extends}, "required": ["extends", "id"]}


class _Changes:
    """What may stand for each part of a whole scene. `shapes`: the shapes that came up on the way."""

    def __init__(self, whole: dict[str, Any]) -> None:
        self._whole = whole
        self.shapes: dict[str, Any] = {}

    def of_shape(self, shape: dict[str, Any]) -> dict[str, Any]:
        kept = {key: value for key, value in shape.items() if key != "required"}
        return {**kept, "properties": {key: self._or_nothing(part) for key, part in shape["properties"].items()}}

    def _or_nothing(self, part: dict[str, Any]) -> dict[str, Any]:
        """A change of the part, or nothing, which takes it away."""
        said = {key: part[key] for key in ("description",) if key in part}
        inner = {key: value for key, value in self._of(part).items() if key not in ("description", "default")}
        return {**said, "anyOf": [*_choices(inner), _NOTHING]}

    def _of(self, part: dict[str, Any]) -> dict[str, Any]:
        name = str(part.get("$ref", "")).removeprefix(_REF)
        if name:
            return {**part, "$ref": f"{_REF}{self._named(name)}"}
        if "anyOf" in part or "oneOf" in part:
            rest = {key: value for key, value in part.items() if key not in ("anyOf", "oneOf", "discriminator")}
            # Parts of several kinds may look alike, so it is no longer exactly one of them.
            return {**rest, "anyOf": [self._of(one) for one in part.get("anyOf") or part["oneOf"]]}
        if "patternProperties" in part:
            rest = {key: value for key, value in part.items() if key != "minProperties"}
            pairs = part["patternProperties"].items()
            return {**rest, "patternProperties": {pattern: self._or_nothing(inner) for pattern, inner in pairs}}
        entry = str(part.get("items", {}).get("$ref", "")).removeprefix(_REF)
        if entry and "id" in self._whole[entry].get("properties", {}):
            return {**_but(part, _OF_LISTS), "anyOf": [part, self._by_ids(entry)]}
        if part.get("type") == "array":
            longer = {"type": "object", "properties": {ADD: part}, "required": [ADD], "additionalProperties": False}
            return {**_but(part, _OF_LISTS), "anyOf": [part, longer]}
        return part

    def _by_ids(self, entry: str) -> dict[str, Any]:
        """A mapping from the ids of a list's entries."""
        pattern = self._whole[entry]["properties"]["id"].get("pattern", "")
        change = self._or_nothing({"$ref": f"{_REF}{entry}"})
        return {"type": "object", "patternProperties": {pattern: change}, "additionalProperties": False}

    def _named(self, name: str) -> str:
        shape = self._whole[name]
        if name in _WHOLE or "properties" not in shape:
            return name
        changed = name + _CHANGE
        if changed not in self.shapes:
            self.shapes[changed] = {}  # a shape may hold itself
            self.shapes[changed] = self.of_shape(shape)
        return changed


def _choices(part: dict[str, Any]) -> list[dict[str, Any]]:
    return part["anyOf"] if set(part) == {"anyOf"} else [part]


def _but(part: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key not in keys}
