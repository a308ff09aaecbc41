"""Breathing and circulation by the level of a cord injury, as tables. What is lost is told for a complete injury.

Sources: breathing, the clinical reference 4.2 (acute figures its proposal; what is lost: review S118 there; vital
capacity 20-50 % of predicted in complete cervical injuries). Circulation, 4.3 (proposal, anchored on Guly 2008, Lehmann
1987 and the vignette of StatPearls 2023). Rates per minute, pressures in mmHg, vital capacity in % of predicted.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from simulator.core.physiology.cord import SEGMENTS, CordInjury

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Breathing:
    """Down to which segment the row holds; rate; vital capacity; how much of it tires away in a minute (points)."""

    down_to: str
    rr: Range
    vc: Range
    tires_per_min: float


# That breathing fails within minutes is the experience behind 4.2 (nearly all complete injuries at C5 and above, about
# four in five at C6-C8 were intubated: Como 2005); how fast it tires is our own choice.
BREATHING: Final = (
    Breathing("C3", (30.0, 40.0), (0.0, 10.0), 1.0),
    Breathing("C4", (30.0, 30.0), (20.0, 25.0), 1.0),
    Breathing("C5", (26.0, 26.0), (30.0, 35.0), 1.0),
    Breathing("C8", (24.0, 24.0), (40.0, 45.0), 0.5),
    Breathing("T4", (20.0, 22.0), (55.0, 70.0), 0.0),
    Breathing("T12", (16.0, 18.0), (75.0, 95.0), 0.0),
    Breathing("S5", (14.0, 16.0), (100.0, 100.0), 0.0),
)


@dataclass(frozen=True, slots=True)
class Circulation:
    """Down to which segment the row holds; what a complete injury brings; where the skin is warm and dry; how likely
    neurogenic shock is at the start and within an hour."""

    down_to: str
    hr: Range
    bp_sys: Range
    bp_dia: Range
    skin: str
    at_once: float
    within_hour: float


CIRCULATION: Final = (
    Circulation("C5", (45.0, 60.0), (75.0, 90.0), (40.0, 50.0), "warm-below-neck", 0.2, 0.5),
    Circulation("T1", (50.0, 65.0), (85.0, 100.0), (45.0, 55.0), "warm-below-neck", 0.2, 0.4),
    Circulation("T6", (60.0, 80.0), (90.0, 110.0), (55.0, 65.0), "warm-below-chest", 0.07, 0.2),
    Circulation("L1", (80.0, 100.0), (110.0, 130.0), (70.0, 80.0), "normal", 0.03, 0.05),
    # Below L1 no sympathetic outflow is lost: like a healthy adult under strain, our own choice.
    Circulation("S5", (75.0, 95.0), (115.0, 130.0), (70.0, 80.0), "normal", 0.0, 0.0),
)
INCOMPLETE_SHIFT: Final = 0.5
"""An incomplete injury lies half-way to normal, and shock is half as likely (4.3)."""

# A healthy adult at rest: own choice within what is called normal.
NORMAL: Final = MappingProxyType({"HR": 76.0, "BP_SYS": 122.0, "BP_DIA": 76.0, "RR": 15.0, "SPO2": 98.0})
NORMAL_VC: Final = 100.0

# How much of the muscles of breathing is lost by grade. A and B move nothing below; C and D: own choice.
_MUSCLE_LOST: Final = MappingProxyType({"A": 1.0, "B": 1.0, "C": 0.5, "D": 0.25, "E": 0.0})


def breathing(cord: CordInjury) -> Breathing:
    """The row of the table for this level."""
    return next(row for row in BREATHING if cord.rank <= SEGMENTS.index(row.down_to))


def circulation(cord: CordInjury) -> Circulation:
    """The row of the table for this level."""
    return next(row for row in CIRCULATION if cord.rank <= SEGMENTS.index(row.down_to))


def muscle_lost(cord: CordInjury) -> float:
    """The share (0..1) of the loss of a complete injury that breathing suffers."""
    return _MUSCLE_LOST[cord.grade]


def tone_lost(cord: CordInjury) -> float:
    """The share (0..1) of the loss of a complete injury that circulation suffers (4.3)."""
    return 0.0 if cord.intact else 1.0 if cord.complete else INCOMPLETE_SHIFT


def vital_capacity(cord: CordInjury) -> float:
    """Vital capacity (% of predicted) before anything tires or is tied."""
    return between(NORMAL_VC, middle(breathing(cord).vc), muscle_lost(cord))


def usual(cord: CordInjury) -> dict[str, float]:
    """The signs of a patient of whom the scene says nothing: the middle of the tables."""
    lungs, heart = breathing(cord), circulation(cord)
    lost = tone_lost(cord)
    rows = {"HR": heart.hr, "BP_SYS": heart.bp_sys, "BP_DIA": heart.bp_dia}
    made = {name: between(NORMAL[name], middle(row), lost) for name, row in rows.items()}
    made["RR"] = between(NORMAL["RR"], middle(lungs.rr), muscle_lost(cord))
    made["SPO2"] = NORMAL["SPO2"] - 3.0 * muscle_lost(cord) * (1.0 - middle(lungs.vc) / NORMAL_VC)  # own choice
    return made


def between(a: float, b: float, share: float) -> float:
    """The value `share` of the way from `a` to `b`."""
    return a + share * (b - a)


def middle(row: Range) -> float:
    """The middle of a range."""
    return 0.5 * (row[0] + row[1])
