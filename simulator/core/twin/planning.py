"""From what a scene orders to a plan: how far the body goes from where it lies to where the scene wants it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from simulator.core.scene import HandlingRule
from simulator.core.twin.body import POSES, Lying
from simulator.core.twin.plans import PLANS, Plan

BACK_HOLD_S: Final = 0.4
_BACK_AT_LEAST_S: Final = 1.5
_UP_S: Final = 0.5  # how long somebody carried over by hand stays up
# Less than this is no way to go back: deg, m.
_STILL_DEG, _STILL_M = 1.0, 0.01


@dataclass(frozen=True, slots=True)
class Lie:
    """How the body lies: shift of the pelvis (x, y) in m, roll in deg, lift in m."""

    shift_m: tuple[float, float] = (0.0, 0.0)
    roll_deg: float = 0.0
    lift_m: float = 0.0


def planned(handling: HandlingRule, pose: str | None, choices: Mapping[str, str], lie: Lie) -> Plan:
    """The plan that brings the body from how it lies to the scene's `pose`; as the table has it without a pose."""
    plan = PLANS[handling.plan].in_time(handling.move_s)
    for choice, others in handling.other.items():
        other = others.get(choices.get(choice, ""))
        plan = PLANS[other] if other is not None else plan
    aim = POSES.get(pose or "")
    return plan if aim is None else _AIMS.get(plan.technique, _lifted_over)(plan, aim, lie)


def pull_m(handling: HandlingRule, choices: Mapping[str, str]) -> float:
    """How far the leader's hands pull along the axis (m), by the answers."""
    return sum(ways.get(choices.get(choice, ""), 0.0) for choice, ways in handling.pulls_m.items())


def back(plan: Plan, now: Lie, start: Lie, share: float) -> Plan | None:
    """The way back to where a handling began, of which a `share` was gone; None where nothing has moved."""
    turn, lift = start.roll_deg - now.roll_deg, start.lift_m - now.lift_m
    along, across = start.shift_m[0] - now.shift_m[0], start.shift_m[1] - now.shift_m[1]
    if plan.turn_deg:
        along = across = 0.0  # a body that rolls comes back to its place by rolling
    if abs(turn) < _STILL_DEG and max(abs(lift), abs(along), abs(across)) < _STILL_M:
        return None
    move_s = round(max(_BACK_AT_LEAST_S, abs(share) * plan.move_s), 3)
    return Plan(
        plan.technique,
        move_s,
        turn_deg=turn if plan.turn_deg else 0.0,
        lift_m=lift if plan.lift_m else 0.0,
        along_m=along,
        across_m=across,
        miss=plan.miss,
    )


def _rolled(plan: Plan, aim: Lying, lie: Lie) -> Plan:
    # Rolling down, the team lets him come along the axis to where the scene wants him.
    along = aim.shift_m[0] - lie.shift_m[0] if abs(aim.roll_deg) < abs(lie.roll_deg) else 0.0
    return replace(plan, turn_deg=aim.roll_deg - lie.roll_deg, along_m=along)


def _slid(plan: Plan, aim: Lying, lie: Lie) -> Plan:
    return replace(plan, along_m=aim.shift_m[0] - lie.shift_m[0], across_m=aim.shift_m[1] - lie.shift_m[1])


def _carried(plan: Plan, aim: Lying, lie: Lie) -> Plan:
    return replace(plan, lift_m=aim.lift_m - lie.lift_m)


def _lifted_over(plan: Plan, aim: Lying, lie: Lie) -> Plan:
    """Lifted by hands and set down again, unless the scene wants him in the air."""
    if plan.down_s is not None or aim.lift_m > 0.0:
        return plan
    return replace(plan, down_s=plan.move_s + _UP_S)


def _held(plan: Plan, aim: Lying, lie: Lie) -> Plan:
    return plan


_AIMS: Final = {"roll": _rolled, "slide": _slid, "carry": _carried, "hold": _held}
