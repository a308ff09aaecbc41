"""The twin: how much faster than real time, how long a tick takes, and whether a thousand wild handlings stay tame."""

import statistics
import sys
import time

import numpy as np

from simulator.core.twin.anatomy import Injury
from simulator.core.twin.course import Course
from simulator.core.twin.fixing import Fixing
from simulator.core.twin.handling import Handling, HeadInput
from simulator.core.twin.model import Build
from simulator.core.twin.twin import PhysicsError
from tests.core.twin.wild import run

NECK = Injury("C5-C6", "unstable")
ALL_TIES = Fixing("regular", ("chest", "pelvis", "legs", "head"))
HANDLINGS = {
    "log roll": Handling(build=Build(injury=NECK)),
    "lift-and-slide": Handling("lift-and-slide", Build(injury=NECK)),
    "flat lift": Handling("flat-lift", Build(injury=NECK)),
    "carry on a board": Handling("carry", Build(injury=NECK, support="board"), ALL_TIES),
    "carry on a soft stretcher": Handling("carry", Build(injury=NECK, support="stretcher"), ALL_TIES),
}
WILD = 1000


def main() -> None:
    """Print times of this core (CPU time, so that neighbours do not count) and what became of the wild handlings."""
    for name, handling in HANDLINGS.items():
        course = Course(handling)
        ticks = []
        while not course.over:
            began = time.process_time()
            course.tick(HeadInput(turn_deg=10.0 * course.t_s, height_m=0.015))
            ticks.append(1e3 * (time.process_time() - began))
        faster = course.t_s / (sum(ticks) / 1e3)
        ticks.sort()
        last = ticks[round(0.99 * (len(ticks) - 1))]
        print(
            f"  {name:<26} {faster:5.1f} x real time   tick median {statistics.median(ticks):.2f} ms"
            f"   99 % {last:.2f} ms"
        )
    wild(int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else WILD)


def wild(count: int) -> None:
    """Run this many random handlings and print how many failed, how far a level went beyond its limit, how fast."""
    failed, beyond, simulated, slowest = 0, 0.0, 0.0, 0.0
    began = time.process_time()
    for number in range(count):
        here = time.process_time()
        try:
            course = run(number)
        except PhysicsError:
            failed += 1
            continue
        track = course.track()
        if not np.isfinite(track.levels_deg).all():
            failed += 1
            continue
        limit = np.degrees(course.twin.model.law.hard)
        beyond = max(beyond, float((np.abs(track.levels_deg) - limit).max()))
        simulated += course.t_s
        slowest = max(slowest, (time.process_time() - here) / course.t_s)
    faster = simulated / (time.process_time() - began)
    print(
        f"  {count} wild handlings: {failed} failed; a level went {max(beyond, 0.0):.1f} deg beyond its hard limit at "
        f"most; {faster:.1f} x real time, the slowest {1.0 / slowest:.1f} x"
    )


if __name__ == "__main__":
    main()
