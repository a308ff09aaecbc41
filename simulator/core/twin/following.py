"""Where a plan wants each hand: points on a straight body that rolls over its own edges (clinical reference, 3.6)."""

from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.core.twin.model import SECTIONS
from simulator.core.twin.plans import Plan

Floats = npt.NDArray[np.float64]

ROLL_SHIFT_M: Final = 0.12
"""How far the body comes towards those who roll it, at 90 degrees (m): own choice."""


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
