"""A handling of a session that is going on: its course, its tape, and what of it has been recorded."""

from dataclasses import dataclass, field

from simulator.core.twin.course import Course
from simulator.core.twin.movement import Movement, Opened, Piece
from simulator.core.twin.people import Team
from simulator.core.twin.planning import Lie
from simulator.core.twin.steering import HeadInput
from simulator.core.twin.tape import Tape


@dataclass(slots=True)
class Run:
    """A course that is going on."""

    opened: Opened
    number: int
    course: Course
    tape: Tape
    end_s: float
    pull_m: float
    ended: str = "going"
    ends_as: str = "done"
    back: bool = False
    started_at: Lie = field(default_factory=Lie)
    team: Team = field(default_factory=Team)
    ticks: int = 0
    inputs: list[tuple[int, HeadInput]] = field(default_factory=list)
    told: int = 0
    told_opened: bool = False

    def movement(self) -> Movement:
        """The handling as it is by now."""
        o = self.opened
        return Movement(self.number, o.action, o.actor, o.start_s, o.led_by, self.ended, self.tape.track(), o.kind)

    def piece(self) -> Piece:
        """What of it has not been recorded yet; from now on it counts as recorded."""
        piece = Piece(
            number=self.number,
            opened=None if self.told_opened else self.opened,
            first=self.told,
            signals=self.tape.signals(self.told),
            inputs=tuple(self.inputs),
            ended=self.ended if self.ended != "going" else None,
        )
        self.told, self.told_opened, self.inputs = self.tape.count, True, []
        return piece
