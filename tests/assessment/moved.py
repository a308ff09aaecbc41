"""Movements for tests: real handlings of the twin, each computed once."""

from functools import cache

from simulator.core.twin.anatomy import Injury
from simulator.core.twin.course import perform
from simulator.core.twin.fixing import Fixing
from simulator.core.twin.handling import Handling
from simulator.core.twin.model import Build
from simulator.core.twin.movement import Movement
from simulator.core.twin.people import Leader
from simulator.core.twin.track import Track

LEADERS = {"skilled": Leader(1.0, 0.5), "unskilled": Leader(0.0, 0.0), "nobody": None}
ON_BOARD = Fixing("regular", ("chest", "pelvis", "legs", "head"))


@cache
def track(plan: str, led: str, seed: int = 0) -> Track:
    """One handling of an unstable C5-C6 in a collar, led by one of `LEADERS`."""
    carried = plan == "carry"
    build = Build(injury=Injury("C5-C6", "unstable"), support="board" if carried else "floor")
    fixing = ON_BOARD if carried else Fixing("regular")
    return perform(Handling(plan, build=build, fixing=fixing, leader=LEADERS[led], seed=seed))


def movement(plan: str, led: str = "skilled", start_s: float = 0.0, action: str = "", number: int = 0) -> Movement:
    """That handling as it stands in a session."""
    led_by = "nobody" if LEADERS[led] is None else "script"
    return Movement(number, action or plan, "leader", start_s, led_by, "done", track(plan, led))
