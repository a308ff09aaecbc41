"""A handling of a session that is going on: its course, its tape, and what of it has been recorded."""

from dataclasses import dataclass, field

from simulator.core.events import ActionStarted
from simulator.core.scene import HandlingRule
from simulator.core.twin.course import Course
from simulator.core.twin.movement import Movement, Opened, Piece
from simulator.core.twin.people import Leader, Team
from simulator.core.twin.planning import Lie
from simulator.core.twin.plans import PLANS
from simulator.core.twin.pressing import Pressing
from simulator.core.twin.steering import HeadInput, Source
from simulator.core.twin.tape import Tape


@dataclass(slots=True)
class Run:
    """A course that is going on, of the whole body or of the chest alone."""

    opened: Opened
    number: int
    course: Course | Pressing
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


def pressed(
    event: ActionStarted, handling: HandlingRule, number: int, led_by: str, source: Source, helper: Leader | None
) -> Run:
    """Compressions that begin now: the body lies still, and no physics of it is asked for. `helper`: somebody of the
    team presses, and not the hands that `source` leads."""
    scripted = helper is None and source.led_by == "script"
    leader = helper or source.leader(number)
    plan = PLANS[handling.plan].in_time(handling.move_s)
    opened = Opened(
        kind="handling",
        action=event.action,
        actor=event.actor,
        start_s=event.at_s,
        led_by="script" if scripted else led_by,
        plan=plan,
        word_s=handling.hold_s,
        hands=(),
        injured=0,
        delay_s={},
        leader=leader if scripted and source.at(number, 0) is None else None,
    )
    tape = Tape((), handling.hold_s, plan, 0)
    course = Pressing(leader, handling.hold_s, handling.count)
    return Run(opened, number, course, tape, event.until_s, 0.0)
