"""A session of which no record is kept."""

from collections.abc import Sequence

from simulator.core.actions import Action
from simulator.core.events import Event
from simulator.core.twin.movement import Piece


class Unrecorded:
    """Takes the place of a journal where the session has been recorded already, or is only an example."""

    def action(self, action: Action, events: Sequence[Event]) -> None:
        """Nothing is written."""

    def tick(self, to_s: float, events: Sequence[Event]) -> None:
        """Nothing is written."""

    def movement(self, piece: Piece) -> None:
        """Nothing is written."""
