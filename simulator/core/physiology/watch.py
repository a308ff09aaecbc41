"""The patient through time: facts and handlings in, signs and cord out.

A fold over the facts in steps of a quarter of a second, so that it may be asked at every tick. What is told of a moment
depends on nothing later, and on nothing but scene, facts, handlings, seed and time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi, sin
from typing import Final

from simulator.core import events as ev
from simulator.core.physiology import blood, tables
from simulator.core.physiology import course as crs
from simulator.core.physiology.arrest import found
from simulator.core.physiology.cord import CordInjury, cord_injury
from simulator.core.physiology.effects import EFFECTS, Effects
from simulator.core.physiology.signs import BOUNDS, FASTEST, SIGNS, Signs
from simulator.core.physiology.strain import Strains
from simulator.core.scene import Scene
from simulator.core.twin.movement import Movement

STEP_S: Final = 0.25
# How slowly a sign goes where it tends to (s): own choice.
_LAG_S: Final = {"HR": 6.0, "BP_SYS": 15.0, "BP_DIA": 15.0, "RR": 12.0, "SPO2": 45.0}
_VC_LAG_S: Final = 6.0
# No living person's signs stand still: size and period (s) of a slow swing, own choice; it begins at nothing.
_SWING: Final = {"HR": (1.2, 19.0), "BP_SYS": (1.6, 31.0), "BP_DIA": (1.0, 31.0), "RR": (0.6, 43.0)}


@dataclass(frozen=True, slots=True)
class Present:
    """The patient at a moment: signs, the cord as it is now, the dose of motion that it has borne, and when (s) that
    made it worse."""

    signs: Signs
    cord: CordInjury
    dose: float
    worse_at_s: tuple[float, ...] = ()


def signs(scene: Scene, facts: Sequence[ev.Event], movements: Sequence[Movement], at_s: float, seed: int = 0) -> Signs:
    """The patient's signs at `at_s` (s). For many moments of one session keep a `Watch`."""
    return Watch(scene, seed).at(facts, movements, at_s).signs


class Watch:
    """Watches over one patient. Asked for a later moment it goes on from where it was; else it begins again."""

    def __init__(self, scene: Scene, seed: int = 0) -> None:
        self._scene, self._seed = scene, seed
        self._present: Present | None = None
        self._begin()

    def at(self, facts: Sequence[ev.Event], movements: Sequence[Movement], at_s: float) -> Present:
        """The patient at `at_s` (s), after these facts and handlings (in the order of time)."""
        number = max(0, int(at_s / STEP_S + 1e-9))
        told_s = self._number * STEP_S
        if number < self._number or not self._same(facts, told_s) or not self._strains.follow(movements, told_s):
            self._begin()
            self._strains.follow(movements, 0.0)
        if self._present is not None and number == self._number > 0:
            return self._present  # nothing that is known by now can change it
        while True:
            self._hear(facts)
            if self._number >= number:
                break
            self._number += 1
            self._hear(facts)
            self._step()
        worse_at_s = tuple(self._course.worse_at_s)
        self._present = Present(self._shown(), self._course.cord, self._dose(), worse_at_s)
        return self._present

    # -- what was heard --------------------------------------------------------------------------------------

    def _begin(self) -> None:
        cord = cord_injury(self._scene.patient.injury)
        self._who = crs.onset(cord, dict(self._scene.patient.vitals), self._seed)
        self._course = crs.Course(cord, self._who.vc)
        self._now = {name: self._who.signs[name] for name in SIGNS}
        self._number = 0
        self._present = None
        self._heard = 0
        self._last: ev.Event | None = None
        self._effects = Effects(self._scene)
        self._fresh: set[str] = set(self._effects.now)
        self._stopped = crs.together(self._effects.now).arrest
        if self._stopped:
            self._now = found(self._now)
        self._strains = Strains()

    def _same(self, facts: Sequence[ev.Event], told_s: float) -> bool:
        """Are these the facts that were heard, and none of the new ones of a time that is over?"""
        if self._heard > len(facts) or (self._heard and facts[self._heard - 1] != self._last):
            return False
        return self._heard == len(facts) or facts[self._heard].at_s > told_s or self._number == 0

    def _hear(self, facts: Sequence[ev.Event]) -> None:
        while self._heard < len(facts) and facts[self._heard].at_s <= self._number * STEP_S:
            before = self._effects.now
            self._last = facts[self._heard]
            self._effects.hear(self._last)
            self._fresh |= self._effects.now - before
            self._heard += 1

    # -- a step of time --------------------------------------------------------------------------------------

    def _step(self) -> None:
        at_s, course, who = self._number * STEP_S, self._course, self._who
        acting_names = self._effects.now | self._fresh  # what began and ended within the step counts too
        acting = crs.together(acting_names)
        course.dose += STEP_S * max((EFFECTS[name].exposure for name in acting_names), default=0.0)
        self._harm(at_s)
        self._slow(at_s)
        self._fresh = set()
        self._stopped |= acting.arrest
        course.lost = blood.lost_after(course.lost, acting.bleeds, STEP_S)
        since_s = crs.shock_from_s(who, course.cord)
        if since_s is not None and at_s >= since_s:
            course.shock += (1.0 - course.shock) * STEP_S / crs.SHOCK_S
        if not acting.assisted:
            row, lost = tables.breathing(course.cord), tables.muscle_lost(course.cord)
            course.tired += lost * row.tires_per_min * STEP_S / 60.0
        course.vc += (crs.capacity(who, course, acting) - course.vc) * STEP_S / _VC_LAG_S
        led = crs.targets(who, course, acting, self._now["SPO2"], at_s)
        for name in SIGNS:
            most = FASTEST[name] * STEP_S * 0.8  # the rest is left to the slow swing
            change = (led[name] - self._now[name]) * STEP_S / _LAG_S[name]
            self._now[name] += max(-most, min(most, change))

    def _harm(self, at_s: float) -> None:
        """The secondary-injury rule: what the cord cannot bear makes it worse, and nothing shows until it is looked."""
        course = self._course
        if str(self._scene.patient.injury.get("severity", "none")) == "none":
            return
        while len(course.worse_at_s) < min(crs.MOST_STEPS, int(self._dose() / crs.RESERVE)):
            course.cord = course.cord.worse()
            course.worse_at_s.append(at_s)

    def _slow(self, at_s: float) -> None:
        course = self._course
        rough = bool(self._strains.rough(at_s - STEP_S, at_s)) or any(EFFECTS[name].vagal for name in self._fresh)
        going_on = any(one.now(at_s) > 0.0 for one in course.slowings)
        if rough and not going_on and course.cord.at_or_above(crs.HIGH):
            course.slowings.append(crs.slowing(self._who, course.cord, at_s, len(course.slowings)))

    def _dose(self) -> float:
        return self._course.dose + self._strains.dose_by(self._number * STEP_S)

    # -- what is shown ---------------------------------------------------------------------------------------

    def _shown(self) -> Signs:
        at_s, course = self._number * STEP_S, self._course
        shown = {}
        for name in SIGNS:
            low, high = BOUNDS[name]
            low = 0.0 if self._stopped and name != "SPO2" else low  # a heart that stood still begins again from nought
            start = self._who.signs[name]
            size, period_s = _SWING.get(name, (0.0, 1.0))
            alive = 0.0 if self._who.pulseless else min(1.0, self._now[name] / 20.0)  # what stops swings no more
            swing = alive * size * sin(2.0 * pi * at_s / period_s)
            shown[name] = min(max(self._now[name] + swing, min(low, start)), max(high, start))
        gap = min(10.0, max(0.0, self._who.signs["BP_SYS"] - self._who.signs["BP_DIA"]))
        acting = crs.together(self._effects.now)
        return Signs(
            at_s=at_s,
            hr=shown["HR"],
            bp_sys=max(shown["BP_SYS"], shown["BP_DIA"] + gap) if shown["BP_SYS"] > 0.0 else 0.0,
            bp_dia=shown["BP_DIA"],
            rr=shown["RR"],
            spo2=shown["SPO2"],
            vc=course.vc,
            skin=self._skin(shown["SPO2"]),
            breathing=self._breathing(shown["RR"], shown["SPO2"]),
            chest=_chest(self._effects.now),
            airway="blocked" if acting.airway <= 0.0 else "covered" if acting.airway < 1.0 else "free",
        )

    def _skin(self, spo2: float) -> str:
        if spo2 < 85.0:
            return "blue"
        skin = tables.circulation(self._course.cord).skin if not self._course.cord.intact else "normal"
        return blood.skin_of(self._course.lost, skin)

    def _breathing(self, rr: float, spo2: float) -> str:
        course = self._course
        if rr < 1.0:
            return "none"
        if course.vc < 15.0 or spo2 < 85.0:
            return "failing"
        if course.cord.at_or_above("C8") and tables.muscle_lost(course.cord) == 1.0:
            return "belly"
        return "shallow" if course.vc < 70.0 else "normal"


def _chest(now: frozenset[str]) -> str:
    if "chest-bound" in now:
        return "bound"
    return "belly-bound" if "belly-bound" in now else "free"
