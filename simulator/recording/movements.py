"""Handlings in a journal: pieces of a movement as JSON values, and back to whole movements.

A piece holds samples thirty a second, each signal by its own name, flat, and the hand inputs by tick, sixty a second.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.core.twin.body import LEVELS
from simulator.core.twin.grips import SQUEEZES, TECHNIQUES
from simulator.core.twin.movement import ENDED, KINDS, LED_BY, Movement, Opened, Piece
from simulator.core.twin.people import Leader
from simulator.core.twin.plans import Plan
from simulator.core.twin.pressing import TECHNIQUE as PRESS
from simulator.core.twin.steering import HeadInput
from simulator.core.twin.tape import track_of
from simulator.core.twin.track import OF_CHEST, PER_HAND, Track

_FLAGS: Final = ("slipping", "held")  # these signals say yes or no
_SIGNALS: Final = frozenset(f.name for f in fields(Track))
_WIDTHS: Final[Mapping[str, tuple[int, ...]]] = {
    "levels_deg": (len(LEVELS), 3),
    "root_m": (3,),
    "root_turn": (4,),
    "head_turn": (3, 3),
    "chest_turn": (3, 3),
    "axial_n": (len(LEVELS),),
    "board_up": (3,),
    "lift_m": (),
    "shift_mm": (3,),
    **dict.fromkeys(OF_CHEST, ()),
}
"""What these signals hold at each sample."""


class MovementError(ValueError):
    """Plain values that are no piece of a movement, or pieces that do not fit together."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A movement as it was recorded, with the hand inputs by tick and the scripted leader, if there was one."""

    movement: Movement
    inputs: tuple[tuple[int, HeadInput], ...]
    leader: Leader | None


@dataclass(slots=True)
class _Half:
    opened: Opened
    shapes: dict[str, tuple[int, ...]]
    count: int = 0
    rows: dict[str, list[Any]] = field(default_factory=dict)
    inputs: list[tuple[int, HeadInput]] = field(default_factory=list)
    ended: str = "going"


def piece_to_plain(piece: Piece) -> dict[str, Any]:
    """A piece as JSON values."""
    plain: dict[str, Any] = {
        "number": piece.number,
        "first": piece.first,
        "samples": {name: _rows(signal) for name, signal in piece.signals.items()},
        "inputs": [[tick, h.turn_deg, h.height_m, h.pull_m, h.nod_deg] for tick, h in piece.inputs],
        "ended": piece.ended,
    }
    if piece.opened is not None:
        plain["opened"] = asdict(piece.opened)
        plain["opened"]["hands"] = list(piece.opened.hands)
        plain["opened"]["delay_s"] = dict(piece.opened.delay_s)
        plain["opened"]["shapes"] = {name: list(signal.shape[1:]) for name, signal in piece.signals.items()}
    return plain


def movements_from(bodies: Iterable[Mapping[str, Any]]) -> tuple[Kept, ...]:
    """The movements of the pieces of one journal, in order; MovementError if they do not fit together.

    One that was never ended, because the program was killed, is as long as its last piece.
    """
    halves: list[_Half] = []
    for body in bodies:
        try:
            _take(halves, body)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError) as error:
            raise MovementError(f"this piece of a movement cannot be understood ({error})") from error
    return tuple(_whole(number, half) for number, half in enumerate(halves))


def _rows(signal: npt.NDArray[Any]) -> list[Any]:
    flat = signal.astype(int) if signal.dtype == np.bool_ else signal
    # The width is said, so that a last piece without samples has rows of it too.
    width = math.prod(signal.shape[1:])
    rows: list[Any] = flat.reshape(len(signal), width).tolist() if signal.ndim > 1 else flat.tolist()
    return rows


def _take(halves: list[_Half], body: Mapping[str, Any]) -> None:
    number, opened = int(body["number"]), body.get("opened")
    if opened is not None:
        if number != len(halves):
            raise MovementError(f"movement {number} does not come next")
        shapes = {name: tuple(map(int, shape)) for name, shape in opened["shapes"].items() if name in _SIGNALS}
        halves.append(_Half(_opened(opened), shapes))
    if number < 0:
        raise MovementError(f"there is no movement {number}")
    half = halves[number]
    samples = {name: body["samples"][name] for name in half.shapes}
    lengths = {len(rows) for rows in samples.values()}
    if int(body["first"]) != half.count or len(lengths) != 1:
        raise MovementError("samples are missing")
    half.count += lengths.pop()
    for name, rows in samples.items():
        half.rows.setdefault(name, []).extend(rows)
    half.inputs += [(int(tick), HeadInput(*map(float, way))) for tick, *way in body["inputs"]]
    ended = body["ended"]
    if ended is not None:
        half.ended = _one_of(ENDED, ended)


def _opened(plain: Mapping[str, Any]) -> Opened:
    leader = plain["leader"]
    plan = Plan(**_numbers(plain["plan"], words={"technique": (*TECHNIQUES, PRESS)}, empty=("down_s",)))
    if plan.move_s <= 0.0:
        raise MovementError(f"a movement of {plan.move_s:g} s")
    return Opened(
        kind=_one_of(KINDS, plain["kind"]),
        action=str(plain["action"]),
        actor=str(plain["actor"]),
        start_s=_number(plain["start_s"]),
        led_by=_one_of(LED_BY, plain["led_by"]),
        plan=plan,
        word_s=_number(plain["word_s"]),
        hands=tuple(map(str, plain["hands"])),
        injured=_level(plain["injured"]),
        delay_s={str(name): _number(delay) for name, delay in plain["delay_s"].items()},
        leader=None
        if leader is None
        else Leader(**_numbers(leader, words={"squeeze": tuple(SQUEEZES)}, empty=("lets_go_s",))),
    )


def _numbers(plain: Mapping[str, Any], words: Mapping[str, Sequence[str]], empty: Sequence[str]) -> dict[str, Any]:
    """The values, each a number but those that are one of `words`; those of `empty` may be None."""
    return {
        name: _one_of(words[name], value)
        if name in words
        else None
        if name in empty and value is None
        else _number(value)
        for name, value in plain.items()
    }


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise MovementError(f"{value!r:.40} is no number")
    return float(value)


def _level(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < len(LEVELS):
        raise MovementError(f"there is no level {value!r:.40} of the spine")
    return value


def _one_of(known: Sequence[str], word: Any) -> str:
    if word not in known:
        raise MovementError(f"{word!r} is none of {', '.join(known)}")
    return str(word)


def _whole(number: int, half: _Half) -> Kept:
    o = half.opened
    try:
        signals = {name: _signal(name, rows, half.shapes[name]) for name, rows in half.rows.items()}
        for name, signal in signals.items():
            _fits(name, signal, len(o.hands))
        track = track_of(signals, half.count, o.hands, o.word_s, o.plan, o.injured, o.delay_s)
    except (TypeError, ValueError, OverflowError) as error:
        raise MovementError(f"the samples of movement {number} do not fit together ({error})") from error
    movement = Movement(number, o.action, o.actor, o.start_s, o.led_by, half.ended, track, o.kind)
    return Kept(movement, tuple(half.inputs), o.leader)


def _signal(name: str, rows: list[Any], shape: tuple[int, ...]) -> npt.NDArray[Any]:
    kind = np.bool_ if name in _FLAGS else np.float64
    return np.array(rows, dtype=kind).reshape(len(rows), *shape)


def _fits(name: str, signal: npt.NDArray[Any], hands: int) -> None:
    if name in _WIDTHS and signal.shape[1:] != _WIDTHS[name]:
        raise MovementError(f"{name} holds {signal.shape[1:]} values a sample, not {_WIDTHS[name]}")
    if name in PER_HAND and signal.shape[1:2] != (hands,):
        raise MovementError(f"{name} is not that of {hands} hands")
