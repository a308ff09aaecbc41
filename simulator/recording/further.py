"""Records on in the journal of a session that was left: what that holds already is not written twice."""

from collections.abc import Sequence
from dataclasses import replace

from simulator.core.actions import Action
from simulator.core.events import Event
from simulator.core.twin.movement import Piece
from simulator.recording.journal import JournalWriter
from simulator.recording.movements import Kept


class Further:
    """Keeps quiet while the session is brought back to where it was left, then records what is new.

    Of a handling in the middle of which the program ended, the samples that never came to the disk are written then.
    """

    def __init__(self, writer: JournalWriter, handlings: Sequence[Kept]) -> None:
        self._writer = writer
        self._on_disk = {kept.movement.number: kept for kept in handlings}
        self._held: list[Piece] | None = []

    def go_on(self) -> None:
        """The session is where it was left: from now on everything is recorded. JournalError."""
        held, self._held = self._held or [], None
        for piece in held:
            self.movement(piece)

    def action(self, action: Action, events: Sequence[Event]) -> None:
        """Record an order and what followed."""
        if self._held is None:
            self._writer.action(action, events)

    def tick(self, to_s: float, events: Sequence[Event]) -> None:
        """Record what came to its end by `to_s`."""
        if self._held is None:
            self._writer.tick(to_s, events)

    def movement(self, piece: Piece) -> None:
        """Record what the journal does not hold yet of a piece of a handling."""
        if self._held is not None:
            self._held.append(piece)
            return
        kept = self._on_disk.get(piece.number)
        new = piece if kept is None else _new(piece, kept)
        if new is not None:
            self._writer.movement(new)


def _new(piece: Piece, kept: Kept) -> Piece | None:
    """What a piece adds to a handling that the journal holds in part."""
    if kept.movement.ended != "going":
        return None
    there = len(kept.movement.track.time_s)
    count = len(next(iter(piece.signals.values())))
    known = min(max(0, there - piece.first), count)
    signals = {name: signal[known:] for name, signal in piece.signals.items()}
    if piece.ended is None and known == count:
        return None
    inputs = tuple(one for one in piece.inputs if one not in kept.inputs)
    return replace(piece, opened=None, first=piece.first + known, signals=signals, inputs=inputs)
