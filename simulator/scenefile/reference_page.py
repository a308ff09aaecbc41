"""The reference page of the format, made from the schema: `scenes/FORMAT.md` is what this says."""

import json
from collections.abc import Iterator
from typing import Any

from simulator.scenefile.schema import whole_schema

_HEAD = """\
# The scene file, key by key

This page is made from the schema (`manikin schema`); a test keeps it so. How to write a scene is told in
[README.md](README.md).

The file is YAML 1.2 in UTF-8, at most 1 MB, without anchors, aliases and tags. A *text* is `{en: ..., zh: ...}`, or
plain words for English only. An *id* is made of small letters and digits, joined by hyphens. Where one or several ids
may stand, a single one needs no brackets.

**A difference to another scene.** With `extends: ID` a file says only what is otherwise than in that scene. Mappings
merge key by key; all else, texts and lists included, is replaced; a key with nothing behind it takes the key away.
Where the other scene has a list whose entries have ids (`never`, `keep`, `limits`, `phases`, a rubric's `items`), a
mapping from these ids changes, adds or takes away single entries; where they have none (`twin`, `physiology`),
`{add: [...]}` puts more behind them. The other scene is `base.yaml` beside this
file (so it comes in packages), or lies in the next folder, or comes with the program; it may not extend a third.
`manikin check` proves the whole.

**Older files** are read as the format of today, and `manikin check` says so; `manikin upgrade` writes them so, with
their comments. Format 0 had the same keys and no `format`.
"""
_NAMES = {"TextShape": "text", "ListPart": "list of parts"}


def reference_page() -> str:
    """The whole page, in Markdown."""
    schema = whole_schema()
    shapes: dict[str, Any] = schema.pop("$defs")
    parts = [_HEAD, _section("The file", schema)]
    parts += [_section(_heading(name), shapes[name], name) for name in _in_order(schema, shapes) if name not in _NAMES]
    return "\n".join(parts)


def _section(heading: str, shape: dict[str, Any], name: str = "") -> str:
    said = shape.get("description", "")
    anchor = f'<a id="{_anchor(name)}"></a>\n\n' if name else ""
    lines = [f"{anchor}## {heading}", "", said, "", "| key | what | needed | meaning |", "|---|---|---|---|"]
    needed = set(shape.get("required", ()))
    for key, value in shape.get("properties", {}).items():
        default = "yes" if key in needed else _default(value)
        lines.append(f"| `{key}` | {_kind(value)} | {default} | {value['description']} |")
    return "\n".join(lines) + "\n"


def _default(value: dict[str, Any]) -> str:
    default = value.get("default")
    if default is None or default in ([], {}, ""):
        return "no"
    plain = not isinstance(default, dict | list)
    return f"no (`{json.dumps(default).strip(chr(34))}`)" if plain else "no"


def _kind(value: dict[str, Any]) -> str:
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return _NAMES[name] if name in _NAMES else f"[{_heading(name)}](#{_anchor(name)})"
    choices = value.get("anyOf") or value.get("oneOf")
    if choices:
        if any(one.get("$ref", "").endswith("StepPart") for one in choices):
            return "[part](#step-part)"
        kinds = dict.fromkeys(_kind(one) for one in choices if one.get("type") != "null")
        if "text" in kinds:
            kinds.pop("words", None)  # plain words are a text too
        return " or ".join(kinds)
    if "enum" in value or "const" in value:
        return ", ".join(f"`{json.dumps(one).strip(chr(34))}`" for one in value.get("enum", [value.get("const")]))
    kind: str = _KINDS[value["type"]](value)
    return kind


def _numbers(word: str) -> Any:
    def say(value: dict[str, Any]) -> str:
        low, high = value.get("minimum", value.get("exclusiveMinimum")), value.get("maximum")
        high = value.get("exclusiveMaximum") if high is None else high
        if low is None and high is None:
            return word
        above = "above" if "exclusiveMinimum" in value else "from"
        return f"{word} {above} {low:g}" + (f" to {high:g}" if high is not None else "")

    return say


def _words(value: dict[str, Any]) -> str:
    pattern = value.get("pattern", "")
    if pattern.startswith("^[a-z0-9]+("):
        return "id"
    return "name" if pattern.startswith("^[a-z0-9{]") else "file name" if "png" in pattern else "words"


def _list(value: dict[str, Any]) -> str:
    return f"list of {_kind(value['items'])}"


def _mapping(value: dict[str, Any]) -> str:
    inner = value.get("additionalProperties") or next(iter(value.get("patternProperties", {}).values()), None)
    return f"mapping from ids to {_kind(inner)}" if isinstance(inner, dict) else "mapping"


_KINDS: dict[str, Any] = {
    "string": _words,
    "number": _numbers("number"),
    "integer": _numbers("whole number"),
    "boolean": lambda value: "`true` or `false`",
    "array": _list,
    "object": _mapping,
    "null": lambda value: "nothing",
}


def _in_order(schema: dict[str, Any], shapes: dict[str, Any]) -> list[str]:
    """The shapes as they are first met on the way through the file."""
    found: dict[str, None] = {}
    waiting = list(_refs(schema))
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            waiting = [*_refs(shapes[name]), *waiting]
    return list(found)


def _refs(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"].rpartition("/")[2]
        for key, inner in part.items():
            if key != "discriminator":
                yield from _refs(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _refs(inner)


def _heading(name: str) -> str:
    words = name.removesuffix("Shape")
    return "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in words).strip()


def _anchor(name: str) -> str:
    return _heading(name).replace(" ", "-")
