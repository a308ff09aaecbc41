"""The lists of a judgement as JSON text, short enough to read ten thousand of them at once."""

import json
from collections.abc import Sequence
from typing import Any

from simulator.recording.store.values import Fault


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
