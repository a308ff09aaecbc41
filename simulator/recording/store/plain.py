"""The lists of a judgement as JSON text, short enough to read ten thousand of them at once."""

import json
from collections.abc import Sequence
from typing import Any

from simulator.recording.store.values import Fault

Shares = tuple[float | None, ...]


def as_json(value: Any) -> str:
    """Compact JSON in ASCII."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def faults_to_json(faults: Sequence[Fault]) -> str:
    """Findings as lists in the order of their fields; what is empty at the end is left out."""
    rows = []
    for one in faults:
        row = [one.kind, one.rule, one.step, one.at_s, one.points, one.critical]
        rows.append([*row, dict(one.evidence)] if one.evidence else row)
    return as_json(rows)


def faults_from_json(text: str) -> tuple[Fault, ...]:
    """The findings that `faults_to_json` wrote."""
    return tuple(Fault(*row) for row in json.loads(text))


def items_from_json(sheet: str, got: str) -> dict[str, tuple[float, float]]:
    """Item -> points got and points of it."""
    names, of = json.loads(sheet)
    return dict(zip(names, zip(json.loads(got), of, strict=True), strict=True))


def shares_from_json(sheets: Sequence[str], points: Sequence[str]) -> tuple[tuple[str, ...], tuple[Shares, ...]]:
    """All items of some sessions, and of each session the share reached of each; None where its sheet had it not."""
    known: dict[str, tuple[list[str], list[float]]] = {text: tuple(json.loads(text)) for text in dict.fromkeys(sheets)}
    items = tuple(dict.fromkeys(item for names, _ in known.values() for item in names))
    place = {item: number for number, item in enumerate(items)}
    shares: list[Shares] = []
    for text, got in zip(sheets, points, strict=True):
        names, of = known[text]
        reached = [_share(one, whole) for one, whole in zip(json.loads(got), of, strict=True)]
        if tuple(names) == items:
            shares.append(tuple(reached))
            continue
        spread: list[float | None] = [None] * len(items)
        for name, share in zip(names, reached, strict=True):
            spread[place[name]] = share
        shares.append(tuple(spread))
    return items, tuple(shares)


def _share(got: float, of: float) -> float:
    if of <= 0 or got >= of:
        return 1.0
    return got / of if got > 0 else 0.0
