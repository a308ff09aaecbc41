"""Changes of single values in the text of a scene file; all else, comments included, stays as it is."""

from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml import events as yaml

from simulator.scenefile.document import parse
from simulator.scenefile.problems import Path
from simulator.scenefile.schema import FIRST_LINE


def with_values(text: str, values: Mapping[Path, str | int]) -> str:
    """The text with other words or numbers at these paths. ValueError where no single value stands.

    `text` must be YAML that can be read as a whole.
    """
    document = parse(text)
    places = {(place.line, place.column): path for path, place in document.values.items() if path in values}
    spans: dict[Path, tuple[int, int]] = {}
    for event in YAML(typ="safe", pure=True).parse(text):
        path = places.get(_place(event)) if isinstance(event, yaml.ScalarEvent) else None
        if path is not None:
            spans[path] = (event.start_mark.index, event.end_mark.index)
    if missing := values.keys() - spans.keys():
        raise ValueError(f"no single value stands at {sorted(map(str, missing))}")
    for path, (start, end) in sorted(spans.items(), key=lambda span: -span[1][0]):
        value = values[path]
        text = text[:start] + (quoted(value) if isinstance(value, str) else str(value)) + text[end:]
    return text


def quoted(word: str) -> str:
    """A text as a value in any place of a file: bare where it is an id, otherwise in double quotes."""
    if word and all((sign.isalnum() and sign.isascii()) or sign == "-" for sign in word) and word[0].isalpha():
        return word
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def with_editor_line(text: str) -> str:
    """The text with the line by which an editor finds the schema that lies beside it."""
    return text if FIRST_LINE in text.splitlines() else f"{FIRST_LINE}\n{text}"


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1
