"""The injury of the cord: its level, its grade, and how it gets worse.

Grades are those of the ASIA impairment scale (ISNCSCI; clinical reference 4.4). The vertebral injury of the body model
is another thing: how soft a level is says nothing about the cord by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from simulator.core.twin.body import LEVELS

SEGMENTS: Final = (
    *(f"C{n}" for n in range(1, 9)),
    *(f"T{n}" for n in range(1, 13)),
    *(f"L{n}" for n in range(1, 6)),
    *(f"S{n}" for n in range(1, 6)),
)
GRADES: Final = "ABCDE"
INTACT: Final = "E"

# The grade of a case that names none. Own choice: no source ties it to how unstable the spine is.
_USUAL_GRADE: Final = MappingProxyType({"none": "E", "ligament": "E", "unstable": "C", "complete": "A"})


@dataclass(frozen=True, slots=True)
class CordInjury:
    """`level` is the lowest segment that is whole (of `SEGMENTS`), `grade` one of A (complete) to E (normal)."""

    level: str
    grade: str

    @property
    def rank(self) -> int:
        """The level's place in `SEGMENTS`; lower is nearer the head."""
        return SEGMENTS.index(self.level)

    @property
    def intact(self) -> bool:
        """Does the cord do all that it should?"""
        return self.grade == INTACT

    @property
    def complete(self) -> bool:
        """Is nothing left below the level?"""
        return self.grade == "A"

    def at_or_above(self, segment: str) -> bool:
        """Is something lost from this height or from higher up?"""
        return not self.intact and self.rank <= SEGMENTS.index(segment)

    def worse(self) -> "CordInjury":
        """One grade worse; where nothing is left to lose, one level higher (clinical reference 4.4, our proposal)."""
        if self.grade != "A":
            return replace(self, grade=GRADES[GRADES.index(self.grade) - 1])
        return replace(self, level=SEGMENTS[max(0, self.rank - 1)])


def cord_injury(injury: Mapping[str, str | float]) -> CordInjury:
    """The injury of the cord of a scene's patient.

    `injury` may name `cord` (the lowest whole segment) and `grade`; else the level is the upper vertebra of `level`
    and the grade follows from `severity` (both our own choice). No `level` at all: nothing is injured.
    """
    spine = str(injury.get("level", ""))
    if spine not in LEVELS and "cord" not in injury:
        return CordInjury(SEGMENTS[-1], INTACT)
    usual = spine.partition("-")[0].replace("C0", "C1")
    grade = str(injury.get("grade", _USUAL_GRADE.get(str(injury.get("severity", "none")), INTACT)))
    return CordInjury(str(injury.get("cord", usual)), grade)
