"""Blood loss: the directions of the clinical reference, and that it stops when the bleeding does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.physiology.blood import LATE, MOST_LOST, lost_after, signs_of
from simulator.core.physiology.rules import PhysiologyRule
from simulator.core.physiology.signs import Signs
from simulator.core.physiology.watch import signs
from simulator.core.scene import Scene
from tests.core.physiology.cases import facts, scene

VITALS = {"HR": 96.0, "BP_SYS": 128.0, "BP_DIA": 82.0, "RR": 20.0, "SPO2": 97.0}
BLEEDS = PhysiologyRule("bleeding", while_="lying")


def hurt(*rules: PhysiologyRule) -> Scene:
    return scene(grade="E", vitals=VITALS, severity="none", rules=rules)


def after(minutes: float, *rules: PhysiologyRule) -> Signs:
    return signs(hurt(*rules), (), (), 60.0 * minutes)


def test_the_pulse_rises_first_and_the_systolic_pressure_falls_late() -> None:
    start, early, late = after(0.0, BLEEDS), after(2.5, BLEEDS), after(7.0, BLEEDS)
    assert early.hr > start.hr + 15.0
    assert early.bp_sys == pytest.approx(start.bp_sys, abs=3.0)
    assert early.bp_sys - early.bp_dia < start.bp_sys - start.bp_dia - 3.0, "the pulse pressure narrows"
    assert late.hr > early.hr + 20.0
    assert late.bp_sys < 90.0
    assert late.bp_sys - late.bp_dia < early.bp_sys - early.bp_dia
    assert late.rr > early.rr > start.rr


def test_the_skin_grows_pale_and_cold_then_wet() -> None:
    assert [after(minutes, BLEEDS).skin for minutes in (0.0, 1.5, 4.0)] == ["normal", "pale", "cold-wet"]


def test_a_slow_bleeding_takes_its_time() -> None:
    slow = after(3.0, PhysiologyRule("bleeding-slow", while_="lying"))
    assert VITALS["HR"] + 3.0 < slow.hr < after(3.0, BLEEDS).hr - 15.0


def test_it_gets_no_worse_when_the_bleeding_stops() -> None:
    played = hurt(PhysiologyRule("bleeding", while_="tied"))
    begun = (0.0, "tie", {"tension": "snug"})
    stopped = facts(played, begun, (120.0, "untie", {}))
    then, later = signs(played, stopped, (), 180.0), signs(played, stopped, (), 600.0)
    assert later.hr == pytest.approx(then.hr, abs=3.0)
    assert later.bp_sys == pytest.approx(then.bp_sys, abs=4.0)
    assert signs(played, facts(played, begun), (), 600.0).bp_sys < later.bp_sys - 30.0


def test_without_a_level_of_the_spine_nothing_else_is_wrong() -> None:
    now = signs(scene("", "", VITALS, (BLEEDS,), ""), (), (), 0.0)
    assert dict(now.values) == VITALS
    assert (now.skin, now.breathing) == ("normal", "normal")


def test_who_lost_the_nerves_of_the_heart_has_no_quick_pulse() -> None:
    neck = signs(scene(grade="A", vitals=VITALS, rules=(BLEEDS,)), (), (), 150.0)
    assert neck.hr < after(2.5, BLEEDS).hr - 10.0
    assert neck.bp_sys < after(2.5, BLEEDS).bp_sys - 15.0


@given(st.floats(0, MOST_LOST), st.floats(0, MOST_LOST), st.floats(0, 1))
def test_more_blood_lost_is_worse(one: float, other: float, tone: float) -> None:
    less, more = (signs_of(lost, tone) for lost in sorted((one, other)))
    assert more["HR"] >= less["HR"] >= 0.0
    assert more["BP_SYS"] <= less["BP_SYS"] <= 0.0
    assert more["RR"] >= less["RR"] >= 0.0
    narrow = more["BP_SYS"] - more["BP_DIA"] <= less["BP_SYS"] - less["BP_DIA"] + 1e-9
    assert narrow, "the pulse pressure only narrows"


@given(st.floats(0, 1), st.floats(0, 0.2), st.floats(0, 3600))
def test_nobody_loses_more_than_the_model_knows(lost: float, rate: float, over_s: float) -> None:
    assert lost_after(min(lost, MOST_LOST), rate, over_s) <= MOST_LOST
    assert lost_after(0.0, 0.08, 60.0 * LATE / 0.08) == pytest.approx(LATE)
