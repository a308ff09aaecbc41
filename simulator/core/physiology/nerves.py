"""Movement and feeling by segment, from the cord injury; and the grade that an examiner would give (ISNCSCI).

Key muscles and grades follow the clinical reference 4.4. Which figures a grade brings in between is our own choice
within the definition of that grade; both sides are alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from simulator.core.physiology.cord import SEGMENTS, CordInjury

ARM_MUSCLES: Final = ("C5", "C6", "C7", "C8", "T1")
"""Elbow flexors, wrist extensors, elbow extensors, finger flexors, little-finger abductor."""
LEG_MUSCLES: Final = ("L2", "L3", "L4", "L5", "S1")
"""Hip flexors, knee extensors, ankle dorsiflexors, long toe extensors, ankle plantar flexors."""
KEY_MUSCLES: Final = (*ARM_MUSCLES, *LEG_MUSCLES)
FULL, NORMAL_TOUCH = 5, 2
SACRUM: Final = "S5"
ZONE: Final = 3
"""How many segments below the motor level may still move in grade B."""

# Motor grades of the first segments below the level, and of all further ones.
_BELOW: Final[Mapping[str, tuple[tuple[int, ...], int]]] = MappingProxyType(
    {"A": ((2, 1), 0), "B": ((2, 2, 2), 0), "C": ((), 2), "D": ((), 4), "E": ((), FULL)}
)
# Touch likewise: 0 absent, 1 altered, 2 normal.
_TOUCH_BELOW: Final[Mapping[str, tuple[tuple[int, ...], int]]] = MappingProxyType(
    {"A": ((1,), 0), "B": ((), 1), "C": ((), 1), "D": ((), 1), "E": ((), NORMAL_TOUCH)}
)


@dataclass(frozen=True, slots=True)
class Nerves:
    """`motor`: grade 0..5 of each of `KEY_MUSCLES`; `touch`: 0..2 of each segment; `anal`: voluntary contraction."""

    motor: Mapping[str, int]
    touch: Mapping[str, int]
    anal: bool


def nerves(cord: CordInjury) -> Nerves:
    """What moves and what is felt."""
    motor = {segment: _graded(segment, cord, FULL, _BELOW[cord.grade]) for segment in KEY_MUSCLES}
    touch = {segment: _graded(segment, cord, NORMAL_TOUCH, _TOUCH_BELOW[cord.grade]) for segment in SEGMENTS}
    return Nerves(MappingProxyType(motor), MappingProxyType(touch), cord.grade in "CDE")


def _graded(segment: str, cord: CordInjury, whole: int, below: tuple[tuple[int, ...], int]) -> int:
    depth = SEGMENTS.index(segment) - cord.rank
    first, rest = below
    if depth <= 0:
        return whole
    return first[depth - 1] if depth <= len(first) else rest


def level_of(found: Nerves) -> str:
    """The neurological level: the lowest segment down to which everything is whole."""
    for above, segment in pairwise(SEGMENTS):
        if found.touch[segment] < NORMAL_TOUCH or found.motor.get(segment, FULL) < FULL:
            return above
    return SEGMENTS[-1]


def motor_level_of(found: Nerves) -> str:
    """The lowest key muscle of at least 3 with all above it full; where a segment has none, feeling decides."""
    level = SEGMENTS[0]
    for segment in SEGMENTS:
        moves = found.motor.get(segment)
        if moves is None:
            if found.touch[segment] < NORMAL_TOUCH:
                return level
        elif moves < FULL:
            return segment if moves >= 3 else level
        level = segment
    return level


def grade_of(found: Nerves) -> str:
    """The ASIA impairment scale from what is found (clinical reference 4.4)."""
    if level_of(found) == SEGMENTS[-1]:
        return "E"
    if not found.anal and found.touch[SACRUM] == 0:
        return "A"
    motor_from = SEGMENTS.index(motor_level_of(found)) + ZONE
    spared = any(grade > 0 and SEGMENTS.index(segment) > motor_from for segment, grade in found.motor.items())
    if not (found.anal or spared):
        return "B"
    below = SEGMENTS.index(level_of(found))
    graded = [grade for segment, grade in found.motor.items() if SEGMENTS.index(segment) > below]
    return "C" if sum(grade < 3 for grade in graded) > len(graded) / 2 else "D"
