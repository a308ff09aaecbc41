"""What the learner did, as values: acts, conditions over time, and the sampled signals of handlings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Outcome = Literal["done", "refused", "stopped"]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Act:
    """One action of the learner: who did it, with which choices, from when to when (seconds of the session).

    A `refused` act was ordered and did not happen; a `stopped` one began and was broken off. `touches` says that
    somebody's hands were on the patient. `barred` is what stood in the way of a refused act: "missing:CONDITION",
    "present:CONDITION", or empty where it was something else.
    """

    action: str
    actor: str = ""
    choices: Mapping[str, Any] = field(default_factory=dict)
    start_s: float = 0.0
    end_s: float = 0.0
    outcome: Outcome = "done"
    touches: bool = False
    barred: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """A condition held from `start_s` until `end_s`; None means that it still held when the session ended."""

    condition: str
    start_s: float
    end_s: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """A signal: `t_s` (N,) rising seconds of the session, `values` (N,) in `unit`.

    `where` says in a word where it was measured, such as a level of the spine; `action` in which action's handling and
    `actor` by whom. They are empty where there is nothing to say. What was measured in several handlings is several
    tracks of one name.
    """

    name: str
    unit: str
    t_s: Floats
    values: Floats
    where: str = ""
    action: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """One performance: the acts in the order in which they were recorded, conditions, tracks, and its length."""

    acts: tuple[Act, ...] = ()
    intervals: tuple[Interval, ...] = ()
    tracks: tuple[Track, ...] = ()
    end_s: float = 0.0


def done_order(trace: Trace) -> tuple[int, ...]:
    """Indices of the acts that were done, by start; acts that start together stay in recorded order."""
    done = [index for index, act in enumerate(trace.acts) if act.outcome == "done"]
    return tuple(sorted(done, key=lambda index: trace.acts[index].start_s))
