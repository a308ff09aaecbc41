"""Orders and facts as plain JSON values, and back."""

import math
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from simulator.core import events as ev
from simulator.core.actions import Action, Complete, Finish, Perform
from simulator.core.scene import Stance, frozen_map

_ACTIONS: dict[str, type[Action]] = {"Perform": Perform, "Finish": Finish, "Complete": Complete}


class CodecError(ValueError):
    """A plain value that is no order and no fact."""


def to_plain(value: Action | ev.Event) -> dict[str, Any]:
    """The order or fact as JSON values, with its name under `is`."""
    return {"is": type(value).__name__, **{f.name: _plain(getattr(value, f.name)) for f in fields(value)}}


def action_from(plain: Mapping[str, Any]) -> Action:
    """The order that `to_plain` wrote; CodecError if it is none."""
    made: Action = _made(_ACTIONS, plain)
    return made


def event_from(plain: Mapping[str, Any]) -> ev.Event:
    """The fact that `to_plain` wrote; CodecError if it is none."""
    made: ev.Event = _made(ev.EVENTS, plain)
    return made


def _made(kinds: Mapping[str, Any], plain: Mapping[str, Any]) -> Any:
    if not isinstance(plain, Mapping):
        raise CodecError("this is no order and no fact")
    kind = kinds.get(str(plain.get("is")))
    if kind is None:
        raise CodecError(f"{plain.get('is')!r} is unknown")
    try:
        return kind(**{name: _READ[name](value) for name, value in plain.items() if name != "is"})
    except (TypeError, ValueError, AttributeError, KeyError, OverflowError) as error:
        raise CodecError(f"{plain.get('is')} has wrong fields ({error})") from error


def _plain(value: Any) -> Any:
    if isinstance(value, Stance):
        return {f.name: getattr(value, f.name) for f in fields(value) if getattr(value, f.name) is not None}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, ev.Refusal) else value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} is no text")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError(f"{value!r:.40} is no number")
    return float(value)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r:.40} is no list")
    return tuple(map(_text, value))


def _choices(value: Any) -> Mapping[str, str]:
    return frozen_map({name: _text(option) for name, option in value.items()})


def _stance(value: Any) -> Stance:
    return Stance(**{name: _text(where) for name, where in value.items()})


_READ: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("at_s", "until_s", "started_s", "over_s"), _number),
    **dict.fromkeys(("action", "actor", "subject", "condition", "holder", "person", "item", "model"), _text),
    **dict.fromkeys(("place", "pose", "event"), _text),
    "choices": _choices,
    "ended": _texts,
    "reason": ev.Refusal,
    "stance": _stance,
}
"""How each field is read: a record that was made by hand may hold anything."""
