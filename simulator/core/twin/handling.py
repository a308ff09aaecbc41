"""A handling as a value: what is done to whom by whom.

`course.Course` is a handling while it goes on, for a learner whose hands are live; `course.perform` runs a whole one.
"""

from dataclasses import dataclass, field

from simulator.core.twin.fixing import Fixing
from simulator.core.twin.model import Build
from simulator.core.twin.people import Leader, Team
from simulator.core.twin.plans import PLANS, Plan
from simulator.core.twin.steering import HeadInput as HeadInput


@dataclass(frozen=True, slots=True)
class Handling:
    """What is done: a plan (a key of `PLANS`, or one of your own), by whom, on whom, with what on the patient.

    `leader` None: nobody holds the head. `hold_s`: the head is brought to neutral and held so long before the word;
    `after_s`: how long is measured after the plan's end.
    """

    plan: str | Plan = "roll-to-side"
    build: Build = field(default_factory=Build)
    fixing: Fixing = field(default_factory=Fixing)
    team: Team = field(default_factory=Team)
    leader: Leader | None = field(default_factory=Leader)
    seed: int = 0
    hold_s: float = 1.0
    after_s: float = 1.0

    @property
    def course(self) -> Plan:
        """The plan itself."""
        return self.plan if isinstance(self.plan, Plan) else PLANS[self.plan]
