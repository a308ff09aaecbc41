"""What the hands of whoever leads a handling are told: by a person, by a script, or read back from a record."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from simulator.core.twin.people import Leader

TICKS_PER_S: Final = 60
"""How often hands are told where to go."""


@dataclass(frozen=True, slots=True)
class HeadInput:
    """The learner's hands against where they took hold: turn (deg, + onto the right side), height (m), pull along the
    axis (m, + away from the feet), nod (deg, + flexion). At a corner of a board only height and pull count."""

    turn_deg: float = 0.0
    height_m: float = 0.0
    pull_m: float = 0.0
    nod_deg: float = 0.0

    @property
    def rounded(self) -> "HeadInput":
        """As it is recorded: hundredths of a degree, tenths of a millimetre."""
        return HeadInput(
            round(self.turn_deg, 2), round(self.height_m, 4), round(self.pull_m, 4), round(self.nod_deg, 2)
        )


class Source(Protocol):
    """Where the leading hands get their way from. Handlings of a session are numbered from 0."""

    @property
    def led_by(self) -> str:
        """`learner` or `script`."""

    def leader(self, number: int) -> Leader:
        """Who leads that handling; a scripted leader goes his own way."""

    def at(self, number: int, tick: int) -> HeadInput | None:
        """Where the hands are wanted at this tick; None leaves them to the scripted leader."""


SCRIPTED = Leader(skill=1.0, attention=0.5)
"""Who leads where a script says nothing: skilled, with half an eye on the shoulders. Own choice."""


@dataclass(slots=True)
class Steered:
    """A person's hands: what was said last holds until something else is said."""

    head: HeadInput = HeadInput()
    led_by: str = "learner"

    def leader(self, number: int) -> Leader:
        """Whose hands they are does not matter: they go where they are told."""
        return SCRIPTED

    def at(self, number: int, tick: int) -> HeadInput:
        """What was said last."""
        return self.head


@dataclass(frozen=True, slots=True)
class Scripted:
    """A scripted leader with skill and attention."""

    who: Leader = SCRIPTED
    led_by: str = "script"

    def leader(self, number: int) -> Leader:
        """The scripted leader."""
        return self.who

    def at(self, number: int, tick: int) -> None:
        """He goes his own way."""
        return


@dataclass(frozen=True, slots=True)
class Path:
    """A path written down in a script: points in time (s since hands were laid on), straight between them."""

    points: Sequence[tuple[float, HeadInput]]
    led_by: str = "script"

    def leader(self, number: int) -> Leader:
        """Whose hands they are does not matter."""
        return SCRIPTED

    def at(self, number: int, tick: int) -> HeadInput:
        """The way between the two points around this moment; the first and the last hold on."""
        t_s = tick / TICKS_PER_S
        before = [point for point in self.points if point[0] <= t_s]
        after = [point for point in self.points if point[0] > t_s]
        if not before or not after:
            return (after[0] if not before else before[-1])[1].rounded
        (t0, a), (t1, b) = before[-1], after[0]
        share = (t_s - t0) / (t1 - t0)
        return HeadInput(
            a.turn_deg + share * (b.turn_deg - a.turn_deg),
            a.height_m + share * (b.height_m - a.height_m),
            a.pull_m + share * (b.pull_m - a.pull_m),
            a.nod_deg + share * (b.nod_deg - a.nod_deg),
        ).rounded
