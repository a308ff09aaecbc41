"""Commanded paths: where a technique wants each part of the body at each moment.

A plan is a path of a rigid, straight body lying where it lies when the order is given: how far it is rolled, shifted,
lifted. Hands follow it at their points, each section of the body rolling over its own edge (clinical reference, 3.6).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.core.twin.model import SECTIONS

Floats = npt.NDArray[np.float64]

ROLL_SHIFT_M: Final = 0.12
"""How far the body comes towards those who roll it, at 90 degrees (m): own choice."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One manoeuvre. `turn_deg`: by how much the roll changes; `lift_m`, `along_m`, `across_m`: by how much it moves.

    `move_s`: how long the movement takes; `down_s`: when it is set down again (None: it stays up). `miss`: how far
    hands miss in it against other movements: bearers of a board match their heights by the board itself.
    """

    technique: str
    move_s: float
    turn_deg: float = 0.0
    lift_m: float = 0.0
    along_m: float = 0.0
    across_m: float = 0.0
    down_s: float | None = None
    miss: float = 1.0

    def share(self, t_s: float) -> float:
        """How much of the way is done `t_s` after the order: 0..1, and back to 0 where it is set down."""
        up = smooth(t_s / self.move_s)
        if self.down_s is None:
            return up
        return up - smooth((t_s - self.down_s) / self.move_s)

    @property
    def length_s(self) -> float:
        """How long it takes in all when everybody moves on the word (s)."""
        return self.move_s if self.down_s is None else self.down_s + self.move_s


# Times are own choices: unhurried, as a team does that counts.
PLANS: Final = {
    "hold": Plan("hold", 1.0),
    "roll-to-side": Plan("roll", 3.0, turn_deg=70.0),
    "roll-back": Plan("roll", 3.0, turn_deg=-70.0),
    "lift-and-slide": Plan("lift-and-slide", 2.4, lift_m=0.06, down_s=5.0),
    "flat-lift": Plan("flat-lift", 3.0, lift_m=0.12, down_s=5.5),
    "six-plus-lift": Plan("six-plus-lift", 2.6, lift_m=0.10, down_s=5.2),
    "slide": Plan("slide", 3.0, along_m=0.15, lift_m=0.0),
    "shove": Plan("slide", 1.2, across_m=-0.10),
    "shoulders-and-legs": Plan("shoulders-and-legs", 2.0, lift_m=0.5),
    "carry": Plan("carry", 4.0, lift_m=0.70, miss=0.3),
}


def smooth(share: float) -> float:
    """A movement as a hand makes it: it sets out and arrives without a jerk (minimum-jerk polynomial)."""
    u = min(1.0, max(0.0, share))
    return u * u * u * (10.0 + u * (6.0 * u - 15.0))


def height(section: str, roll_deg: Floats | float, scale: float) -> Floats:
    """Height (m) of the middle of an elliptical section that lies rolled by `roll_deg` (clinical reference, 3.6)."""
    breadth, depth = SECTIONS[section]
    angle = np.radians(roll_deg)
    return np.asarray(scale * np.hypot(depth * np.cos(angle), breadth * np.sin(angle)))


def moved(
    plan: Plan, share: float, start_deg: float, section: str, point: Floats, axis: Floats, scale: float
) -> Floats:
    """Where a held point (3,) is commanded to be after this share of the way.

    `axis` (3,): the middle of its section when the order was given, `start_deg`: the roll then.
    """
    arm = point - axis
    if plan.turn_deg:
        # Rolling onto the right side turns about -x: the left side (-y) goes up.
        angle = np.radians(plan.turn_deg * share)
        cosine, sine = np.cos(angle), np.sin(angle)
        arm = np.array([arm[0], cosine * arm[1] + sine * arm[2], cosine * arm[2] - sine * arm[1]])
        now_deg = start_deg + plan.turn_deg * share
        rise = height(section, now_deg, scale) - height(section, start_deg, scale)
        aside = ROLL_SHIFT_M * scale * (np.sin(np.radians(now_deg)) - np.sin(np.radians(start_deg)))
        arm = arm + np.array([0.0, aside, rise])
    step = np.array([plan.along_m, plan.across_m, plan.lift_m])
    return np.asarray(axis + arm + share * step)
