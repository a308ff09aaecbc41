"""Where the signs go: what each of them tends to, given the cord, what is done, and what has happened so far.

Pure functions of plain values; `watch.Watch` lets the time pass. Sizes without a source are our own choice; all of them
are teaching rules, and no figure of a real patient follows from them.
"""

from dataclasses import dataclass, field
from typing import Final

from simulator.core.physiology import blood, tables
from simulator.core.physiology.arrest import STOPPED
from simulator.core.physiology.cord import CordInjury
from simulator.core.physiology.effects import EFFECTS, Effect
from simulator.core.physiology.tables import between
from simulator.core.twin import chance

HOUR_S: Final = 3600.0
SHOCK_S: Final = 150.0
"""How slowly shock sets in: "within minutes of arrival" (vignette of StatPearls 2023, clinical reference 4.1)."""
SHOCK_HR, SHOCK_SYS = 80.0, 100.0
"""Who comes with less than both (per minute, mmHg) is in neurogenic shock already (Guly 2008, 4.1)."""
HIGH: Final = "T6"
"""Injuries at or above this height take sympathetic tone away (4.1)."""
SHALLOWEST_VC: Final = 3.0  # % of predicted; below this nobody breathes
MOST_TIRED: Final = 0.5  # of the vital capacity
RESERVE: Final = 1.0
"""How much dose (motion exposure times seconds in the red) the cord bears before it gets worse by one step, and the
same again for the next (secondary-injury rule, 4.4: the rule is a proposal there, the size our own choice)."""
MOST_STEPS: Final = 2

_DRAWN: Final = ("shock", "depth", "HR", "BP_SYS", "BP_DIA")

VAGAL_HR: Final = (15.0, 30.0)
VAGAL_LASTS_S: Final = (20.0, 60.0)
"""How far and how long the heart slows on suction or rough turning in high injuries (4.3)."""


@dataclass(frozen=True, slots=True)
class Onset:
    """What the patient came with: the cord, the signs of the scene, vital capacity; and what is drawn for this session
    (shares in 0..1 by name)."""

    cord: CordInjury
    signs: dict[str, float]
    vc: float
    seed: int
    shocked: bool
    pulseless: bool
    drawn: dict[str, float]


@dataclass(frozen=True, slots=True)
class Slowing:
    """A slowing of the heart: when it began (s), how far (per minute), how long (s)."""

    at_s: float
    hr: float
    lasts_s: float

    def now(self, at_s: float) -> float:
        """How much slower the heart is at `at_s` (s), per minute: quickly there, gone when it is over."""
        passed = at_s - self.at_s
        return self.hr if 0.0 <= passed < self.lasts_s else 0.0


@dataclass(frozen=True, slots=True)
class Acting:
    """All effects of a moment taken together."""

    vc: float = 1.0
    airway: float = 1.0
    spo2_plus: float = 0.0
    assisted: bool = False
    bleeds: float = 0.0
    arrest: bool = False


@dataclass(slots=True)
class Course:
    """What has come about so far: the cord, the vital capacity (%), the share of shock (0..1), points of vital capacity
    that are tired away, the dose of acts without physics, when the cord got worse (s, one step each), slowings, the
    share of the blood that is lost."""

    cord: CordInjury
    vc: float
    shock: float = 0.0
    tired: float = 0.0
    dose: float = 0.0
    worse_at_s: list[float] = field(default_factory=list)
    slowings: list[Slowing] = field(default_factory=list)
    lost: float = 0.0


def onset(cord: CordInjury, vitals: dict[str, float], seed: int) -> Onset:
    """The patient at the start; signs that the scene does not give are the usual ones."""
    signs = {**tables.usual(cord), **vitals}
    low = signs["HR"] < SHOCK_HR and signs["BP_SYS"] < SHOCK_SYS
    drawn = {name: chance.share(seed, "physiology", name) for name in _DRAWN}
    vc = tables.vital_capacity(cord)
    return Onset(cord, signs, vc, seed, cord.at_or_above(HIGH) and low, signs["HR"] <= 0.0, drawn)


def shock_from_s(who: Onset, cord: CordInjury) -> float | None:
    """When shock begins (s); None: not within an hour. Drawn by the table's chances at the start and by 60 min; that
    it comes at any minute alike is our own choice."""
    if who.shocked:
        return 0.0
    row = tables.circulation(cord)
    likely = 1.0 if cord.complete else tables.INCOMPLETE_SHIFT
    at_once, within = (0.0, 0.0) if cord.intact else (likely * row.at_once, likely * row.within_hour)
    drawn = who.drawn["shock"]
    if drawn < at_once:
        return 0.0
    return HOUR_S * (drawn - at_once) / (within - at_once) if drawn < within else None


def shock_signs(who: Onset, cord: CordInjury) -> dict[str, float]:
    """Where shock leads pulse and pressures, never upwards. How deep differs widely (4.1): drawn."""
    row = tables.circulation(cord)
    deep = tables.tone_lost(cord) * (0.5 + 0.5 * who.drawn["depth"])
    led = {}
    for name, low in (("HR", row.hr), ("BP_SYS", row.bp_sys), ("BP_DIA", row.bp_dia)):
        start = who.signs[name]
        drawn = between(*low, who.drawn[name])
        led[name] = min(start, between(start, drawn, deep))
    return led


def slowing(who: Onset, cord: CordInjury, at_s: float, number: int) -> Slowing:
    """The heart slows; half as much in an incomplete injury (own choice)."""
    name = str(number)
    hr = between(*VAGAL_HR, chance.share(who.seed, "physiology", "vagal", name))
    lasts_s = between(*VAGAL_LASTS_S, chance.share(who.seed, "physiology", "vagal-lasts", name))
    return Slowing(at_s, tables.tone_lost(cord) * hr, lasts_s)


def together(names: frozenset[str]) -> Acting:
    """Several effects at once."""
    effects: list[Effect] = [EFFECTS[name] for name in sorted(names)]
    vc = airway = 1.0
    for effect in effects:
        vc, airway = vc * effect.vc, airway * effect.airway
    plus = max((effect.spo2_plus for effect in effects), default=0.0)
    bleeds = max((effect.bleeds for effect in effects), default=0.0)
    assisted = any(effect.assisted for effect in effects)
    return Acting(vc, airway, plus, assisted, bleeds, any(effect.arrest for effect in effects))


def capacity(who: Onset, course: Course, acting: Acting) -> float:
    """The vital capacity (% of predicted) that straps, tiring and the cord leave."""
    free = tables.vital_capacity(course.cord)
    return max(0.0, free - min(course.tired, MOST_TIRED * free)) * acting.vc


def targets(who: Onset, course: Course, acting: Acting, spo2: float, at_s: float) -> dict[str, float]:
    """What each sign tends to now; `spo2` (%) is the saturation at this moment."""
    if acting.arrest:
        return dict(STOPPED)
    if who.pulseless:
        return dict(who.signs)
    low = shock_signs(who, course.cord)
    led = {name: between(who.signs[name], low[name], course.shock) for name in low}
    slower = sum(one.now(at_s) for one in course.slowings)
    short = max(0.0, 90.0 - spo2)
    # Want of oxygen drives a heart that still has its nerves, and slows one that has only the vagus left.
    led["HR"] += -slower + short * (-0.6 if course.cord.at_or_above(HIGH) else 1.0)
    led["BP_SYS"] -= 0.4 * slower
    led["BP_DIA"] -= 0.3 * slower
    bled = blood.signs_of(course.lost, 1.0 - tables.tone_lost(course.cord) * course.cord.at_or_above(HIGH))
    for name in low:
        led[name] += bled[name]
    supply = _supply(who, course, acting)
    rate = _rate(who, course, acting)
    led["RR"] = rate + bled["RR"] if rate > 0.0 and not acting.assisted else rate
    led["SPO2"] = _saturation(who, supply, acting)
    return led


def _supply(who: Onset, course: Course, acting: Acting) -> float:
    """The share (0..1) of the breath at the start that still comes in."""
    if acting.assisted:
        return 1.0
    if course.vc < SHALLOWEST_VC:
        return 0.0
    return acting.airway * min(1.0, course.vc / who.vc)


def _rate(who: Onset, course: Course, acting: Acting) -> float:
    """Breaths a minute: shallower breaths are quicker ones, up to the 40 of the highest injuries (4.2)."""
    if course.vc < SHALLOWEST_VC:
        return 0.0
    start = who.signs["RR"]
    quicker = min(2.0, (who.vc / course.vc) ** 0.5)
    effort = 4.0 * (1.0 - acting.airway)
    return max(start, min(40.0, start * quicker + effort)) if not acting.assisted else min(start, 16.0)


def _saturation(who: Onset, supply: float, acting: Acting) -> float:
    """Saturation (%) by the share of the first breath that still comes in."""
    start = who.signs["SPO2"]
    low = start - 15.0 * (1.0 - supply) if supply >= 0.3 else between(50.0, start - 10.5, supply / 0.3)
    return min(100.0 if start >= 100.0 else 99.0, low + acting.spo2_plus * min(1.0, supply)) if start > 50.0 else start
