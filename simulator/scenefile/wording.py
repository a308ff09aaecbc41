"""What the schema library found, in the author's words and with the path of the value."""

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from simulator.scenefile.fields import fields_at
from simulator.scenefile.problems import Finding, Path
from simulator.scenefile.shapes.base import Shape
from simulator.scenefile.shapes.tree import KINDS
from simulator.scenefile.suggest import did_you_mean
from simulator.scenefile.syntax import full_width

# Nobody mends more at once, and a hostile file may hold a hundred thousand.
MOST_FINDINGS = 200

_KEY_MARK = "[key]"
_ONE_KIND = "it is of another kind of entry: give it an entry of its own"
_CUT_TEXT = "a text with a comma needs quotes inside { }"
_ID_HINT = "small letters and digits, words joined by hyphens, as in fit-collar"


def findings_of(error: ValidationError, shape: type[Shape], data: Any) -> list[Finding]:
    """All that is wrong with the shape of `data`."""
    details = error.errors(include_url=False, include_input=True)[:MOST_FINDINGS]
    return [_finding(detail, shape, data) for detail in details]


def dotted(path: Path) -> str:
    """A path as it is shown to the author: `steps.fit-collar.points`, `phases[2].goal`."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text if len(text) <= 120 else text[:117] + "..."


def shown(value: Any) -> str:
    """A value in a message: short, in the words of the file."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return f"`{text if len(text) <= 40 else text[:37] + '...'}`"


def _finding(detail: ErrorDetails, shape: type[Shape], data: Any) -> Finding:
    raw = detail["loc"]
    at_key = raw[-1:] == (_KEY_MARK,)
    path = without_tags(raw, data)
    kind = detail["type"]
    if kind == "extra_forbidden":
        known = fields_at(shape, path[:-1], data)
        cut = known == ["en", "zh"] and detail["input"] is None
        hint = _CUT_TEXT if cut else _ONE_KIND if path[-1] in known else did_you_mean(str(path[-1]), known)
        return Finding(path, f"the key `{path[-1]}` is not known{_inside(path[:-1])}", hint, at_key=True)
    if kind == "missing":
        return Finding(path[:-1], f"the key `{path[-1]}` is missing{_inside(path[:-1])}", at_key=True)
    if kind == "part":
        return _part(path, detail["input"])
    if at_key:
        return Finding(path, f"`{path[-1]}` is not a good name", _ID_HINT, at_key=True)
    say = _SAY.get(kind)
    if say is None:
        return Finding(path, f"`{dotted(path)}` is not right: {detail['msg']}")
    message, hint = say(detail.get("ctx", {}), detail["input"])
    return Finding(path, f"`{dotted(path)}` {message}" if path else f"the file {message}", hint)


def without_tags(raw: tuple[int | str, ...], data: Any) -> Path:
    """The way through the file: the library's own words for alternatives (`<list>`) and keys are left out."""
    path: list[str | int] = []
    for part in raw:
        ours = isinstance(data, dict) and part in data
        if isinstance(part, str) and not ours and (part == _KEY_MARK or part.startswith("<")):
            continue
        path.append(part)
        if isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            data = data.get(part) if isinstance(data, dict) else None
    return tuple(path)


def _inside(path: Path) -> str:
    return f" in `{dotted(path)}`" if path else ""


def _part(path: Path, value: Any) -> Finding:
    if isinstance(value, dict) and value:
        key = next(iter(value))
        hint = did_you_mean(key, KINDS)
        return Finding((*path, key), f"`{key}` is no part of a protocol", hint, at_key=True)
    message = f"a part of the protocol is expected here, not {shown(value)}"
    hint = f"write `step: {value}`" if isinstance(value, str) else "one of " + ", ".join(KINDS)
    return Finding(path, message, hint)


_Say = Callable[[dict[str, Any], Any], tuple[str, str]]


def _wants(what: str) -> _Say:
    def say(_: dict[str, Any], value: Any) -> tuple[str, str]:
        return f"must be {what}, not {shown(value)}", ""

    return say


def _text(_: dict[str, Any], value: Any) -> tuple[str, str]:
    simple = isinstance(value, int | float)
    return f"must be a text, not {shown(value)}", "put it in quotes" if simple else ""


def _pattern(_: dict[str, Any], value: Any) -> tuple[str, str]:
    return f"cannot be {shown(value)}", full_width(str(value)) or _ID_HINT


def _too_short(context: dict[str, Any], value: Any) -> tuple[str, str]:
    least = context["min_length"]
    if isinstance(value, str):
        return "is empty", "write the text, or take the key away"
    return f"needs at least {least} entries" if least > 1 else "needs at least one entry", ""


def _too_long(context: dict[str, Any], value: Any) -> tuple[str, str]:
    most = context["max_length"]
    return f"is too long: at most {most} " + ("characters" if isinstance(value, str) else "entries"), ""


def _limit(word: str, key: str) -> _Say:
    def say(context: dict[str, Any], value: Any) -> tuple[str, str]:
        return f"must be {word} {context[key]:g}, not {shown(value)}", ""

    return say


def _one_of(context: dict[str, Any], value: Any) -> tuple[str, str]:
    return f"must be {context['expected']}, not {shown(value)}", ""


_SAY: dict[str, _Say] = {
    "string_type": _text,
    "int_type": _wants("a whole number"),
    "int_from_float": _wants("a whole number"),
    "int_parsing_size": _wants("a smaller number"),
    "float_type": _wants("a number"),
    "finite_number": _wants("a finite number"),
    "bool_type": _wants("`true` or `false`"),
    "list_type": _wants("a list"),
    "dict_type": _wants("a mapping (keys with values)"),
    "model_type": _wants("a mapping (keys with values)"),
    "literal_error": _one_of,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _too_short,
    "too_short": _too_short,
    "string_too_long": _too_long,
    "too_long": _too_long,
    "greater_than": _limit("more than", "gt"),
    "greater_than_equal": _limit("at least", "ge"),
    "less_than": _limit("less than", "lt"),
    "less_than_equal": _limit("at most", "le"),
}
