"""An explanation of what was done: its moves, its cost, and how sure it is."""

from __future__ import annotations

from typing import Literal, NamedTuple

MoveKind = Literal["matched", "missed", "extra"]


class Move(NamedTuple):
    """One move of an explanation. `step` is the step's id (for an extra event: its action); `event` its index."""

    kind: MoveKind
    step: str
    event: int | None


class Alignment(NamedTuple):
    """The explanation. `optimal` False: `cost` is the best found, and no explanation is below `lower_bound`.

    `shortest` is the cost of the protocol's cheapest complete run, done or not (its number of steps, at unit costs);
    `worst` is the cost of calling every event extra and every step of that run missed. Moves and alignments are
    named tuples because thousands are made: they take a third of the time of frozen dataclasses.
    """

    moves: tuple[Move, ...]
    cost: int
    optimal: bool
    lower_bound: int
    shortest: int
    worst: int

    @property
    def fitness(self) -> float:
        """1 - cost / worst."""
        return 1.0 - self.cost / self.worst if self.worst else 1.0
