"""Random handlings, extremes included, from a whole number: used by the tests and by the bench."""

from dataclasses import replace

import numpy as np

from simulator.core.twin import chance
from simulator.core.twin.anatomy import SEVERITIES, Injury, Size
from simulator.core.twin.body import LEVELS
from simulator.core.twin.course import Course
from simulator.core.twin.fixing import COLLARS, TIES, Fixing
from simulator.core.twin.grips import SQUEEZES, TECHNIQUES, helpers
from simulator.core.twin.handling import Handling, HeadInput
from simulator.core.twin.model import Build
from simulator.core.twin.people import Conduct, Leader, Team
from simulator.core.twin.plans import PLANS

_MOVES = tuple(name for name, plan in PLANS.items() if plan.technique in TECHNIQUES)


def handling(number: int) -> Handling:
    """One of very many handlings, sensible or not."""

    def share(*names: str) -> float:
        return chance.share(number, *names)

    def one_of(options: tuple[str, ...], name: str) -> str:
        return options[int(share(name) * len(options))]

    plan = PLANS[one_of(_MOVES, "plan")]
    wilder = 0.5 + 2.0 * share("wild")
    plan = replace(
        plan,
        turn_deg=plan.turn_deg * wilder,
        lift_m=plan.lift_m * wilder,
        across_m=0.4 * (share("across") - 0.5) if share("sideways") < 0.2 else plan.across_m,
        move_s=max(0.3, plan.move_s * (0.2 + share("haste"))),
        down_s=None if plan.down_s is None else max(1.0, plan.down_s * 0.6),
    )
    team = helpers(plan.technique)
    there = tuple(name for name in team if share(name, "there") > 0.25) if share("all") < 0.7 else team
    support = "board" if plan.technique == "carry" else one_of(("floor", "floor", "board", "stretcher"), "support")
    return Handling(
        plan=plan,
        build=Build(
            size=Size(1.5 + 0.5 * share("height"), 45.0 + 90.0 * share("mass"), one_of(("man", "woman"), "build")),
            injury=Injury(one_of(LEVELS, "level"), one_of(tuple(SEVERITIES), "severity")),
            support=support,
        ),
        fixing=Fixing(one_of(tuple(COLLARS), "collar"), tuple(t for t in TIES if share(t) < 0.5), 0.3 + share("tight")),
        team=Team(
            present=there if share("some") < 0.9 else (),
            conduct=Conduct(share("briefed") < 0.5, share("asked") < 0.5, share("counted") < 0.5),
            late_s={name: 2.0 * share(name, "late") for name in team if share(name, "is late") < 0.3},
            uneven_m={name: 0.3 * (share(name, "uneven") - 0.5) for name in team if share(name, "is off") < 0.3},
            misplaced_m={name: 0.3 * (share(name, "place") - 0.5) for name in team if share(name, "is wrong") < 0.2},
            lets_go_s={name: 3.0 * share(name, "go") for name in team if share(name, "goes") < 0.15},
        ),
        leader=None
        if share("leader") < 0.2
        else Leader(
            share("skill"),
            share("attention"),
            one_of(tuple(SQUEEZES), "squeeze"),
            2.0 * share("lets go") if share("goes") < 0.2 else None,
            0.1 * (share("pull") - 0.5),
        ),
        seed=number,
        hold_s=share("hold"),
        after_s=0.5,
    )


def run(number: int) -> Course:
    """Run it to its end; the learner's hands are torn about, forces reversed and the word to stop given at times."""
    course = Course(handling(number))
    torn, reverse, stops = (chance.share(number, name) for name in ("torn", "reverse", "stop"))
    tick = 0
    while not course.over:
        tick += 1
        head = None
        if torn < 0.3:
            wild = [2.0 * chance.share(number, name, str(tick // 6)) - 1.0 for name in ("turn", "up", "pull", "nod")]
            head = HeadInput(120.0 * wild[0], 0.4 * wild[1], 0.3 * wild[2], 60.0 * wild[3])
        if reverse < 0.15 and tick % 20 == 0:
            course.twin.hands.target -= 0.2 * np.sign(course.twin.hands.force)
        if stops < 0.15 and tick == 90:
            course.stop()
        course.tick(head)
    return course
