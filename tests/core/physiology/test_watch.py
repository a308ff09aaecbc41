"""What is done and left undone shows in the signs; and the laws that hold for any facts."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.core.events import ConditionEnded
from simulator.core.physiology.cord import GRADES
from simulator.core.physiology.course import RESERVE, shock_from_s
from simulator.core.physiology.effects import EFFECTS
from simulator.core.physiology.rules import PhysiologyRule
from simulator.core.physiology.series import series
from simulator.core.physiology.signs import AIRWAY, BOUNDS, BREATHING, CHEST, FASTEST, SIGNS, SKIN
from simulator.core.physiology.watch import STEP_S, Watch, signs
from simulator.core.scene import frozen_map
from simulator.core.twin.body import LEVELS
from tests.core.physiology.cases import SIGNS_OF_A_NECK, facts, moved, scene

BOUND = PhysiologyRule("chest-bound", "tie", frozen_map({"tension": ("tight",)}), "tied")
COVERED = PhysiologyRule("airway-covered", "lock", frozen_map({"hand": ("mouth",)}), "locked")
SHAKEN = PhysiologyRule("rough-turn", "shake")
DRAGGED = PhysiologyRule("cord-stress", "drag")
RED = [0.0, *[12.0] * 45]  # one and a half seconds beyond what counts fully


def test_the_start_is_what_the_scene_says() -> None:
    now = signs(scene(), (), (), 0.0)
    assert dict(now.values) == SIGNS_OF_A_NECK
    assert (now.skin, now.breathing, now.chest, now.airway) == ("warm-below-neck", "belly", "free", "free")


def test_a_healthy_patient_stays_well() -> None:
    now = signs(scene(grade="E", vitals={}, severity="none"), (), (), 600.0)
    assert now.spo2 > 97.0
    assert now.rr < 18.0
    assert now.breathing == "normal"
    assert now.skin == "normal"


def test_breathing_of_a_high_injury_tires_with_every_minute_that_passes() -> None:
    minutes = [signs(scene(), (), (), 60.0 * minute) for minute in range(9)]
    assert all(later.vc < before.vc for before, later in itertools.pairwise(minutes))
    assert minutes[8].rr > 24.0
    assert minutes[8].spo2 < 93.5
    low = signs(scene("T8-T9"), (), (), 480.0)
    assert low.spo2 == pytest.approx(95.0, abs=0.2)


def test_a_patient_who_breathes_with_nothing_stops_and_help_breathes_for_him() -> None:
    high = scene("C2-C3", "A", {})
    assert signs(high, (), (), 300.0).breathing == "none"
    assert signs(high, (), (), 300.0).spo2 < 80.0
    helped = scene("C2-C3", "A", {}, (PhysiologyRule("breathing-assisted", while_="lying"),))
    assert signs(helped, (), (), 300.0).spo2 > 93.0


def test_a_tight_strap_takes_breath_until_it_is_loosened_and_a_snug_one_none() -> None:
    played = scene(rules=(BOUND,))
    tight = facts(played, (10.0, "tie", {"tension": "tight"}), (200.0, "untie", {}))
    snug = facts(played, (10.0, "tie", {"tension": "snug"}))
    assert signs(played, tight, (), 11.0).chest == "free"
    assert signs(played, tight, (), 100.0).chest == "bound"
    assert signs(played, tight, (), 100.0).vc < 0.83 * signs(played, snug, (), 100.0).vc
    assert signs(played, tight, (), 195.0).spo2 < signs(played, snug, (), 195.0).spo2 - 1.5
    assert signs(played, tight, (), 195.0).rr > signs(played, snug, (), 195.0).rr + 1.0
    assert signs(played, tight, (), 400.0).spo2 == pytest.approx(signs(played, snug, (), 400.0).spo2, abs=0.3)


def test_a_hand_over_mouth_and_nose_takes_oxygen() -> None:
    played = scene(rules=(COVERED,))
    covered = facts(played, (10.0, "lock", {"hand": "mouth"}))
    assert signs(played, covered, (), 60.0).airway == "covered"
    assert signs(played, covered, (), 60.0).spo2 < 91.0
    assert signs(played, facts(played, (10.0, "lock", {"hand": "cheek"})), (), 60.0).spo2 > 94.0


def test_oxygen_lifts_saturation() -> None:
    given_it = scene(rules=(PhysiologyRule("oxygen", while_="lying"),))
    assert signs(given_it, (), (), 180.0).spo2 > signs(scene(), (), (), 180.0).spo2 + 3.0


def test_a_rough_turn_slows_the_heart_of_a_high_injury_for_a_while_and_of_no_other() -> None:
    def slowest(level: str, grade: str) -> float:
        played = scene(level, grade, rules=(SHAKEN,))
        told = facts(played, (30.0, "shake", {}))
        calm, shaken = Watch(played), Watch(played)
        times = [30.0 + step for step in range(120)]
        return min(shaken.at(told, (), t).signs.hr - calm.at((), (), t).signs.hr for t in times)

    assert -30.5 < slowest("C5-C6", "A") < -13.0
    assert slowest("C5-C6", "B") > -16.0
    assert slowest("T10-T11", "A") == 0.0
    played = scene("C5-C6", "A", rules=(SHAKEN,))
    after = signs(played, facts(played, (30.0, "shake", {})), (), 150.0).hr
    assert after == pytest.approx(signs(played, (), (), 150.0).hr, abs=0.5)


def test_a_red_handling_harms_the_cord_and_slows_the_heart_and_a_calm_one_does_not() -> None:
    watch, calm = Watch(scene()), Watch(scene())
    harmed = watch.at((), (moved(20.0, RED),), 60.0)
    assert harmed.dose == pytest.approx(1.5, abs=0.05)
    assert harmed.cord.grade == "A"
    assert len(harmed.worse_at_s) == 1
    assert 20.9 < harmed.worse_at_s[0] < 21.6
    spared = calm.at((), (moved(20.0, [0.0, *[8.0] * 45]),), 60.0)
    assert spared.dose == 0.0
    assert spared.cord.grade == "B"
    assert watch.at((), (moved(20.0, RED),), 30.0).signs.hr < calm.at((), (), 30.0).signs.hr - 4.0


def test_what_happens_before_the_word_is_no_dose() -> None:
    late = moved(20.0, [0.0, *[12.0] * 45, *[0.0] * 45], word_s=45 / 30.0)
    assert Watch(scene()).at((), (late,), 60.0).dose == pytest.approx(1.5, abs=0.1)  # bent at the word is the zero
    assert Watch(scene()).at((), (moved(20.0, RED, word_s=9.0),), 60.0).dose == 0.0


def test_an_act_without_physics_can_harm_and_an_intact_spine_bears_it() -> None:
    dragged: tuple[float, str, dict[str, str]] = (5.0, "drag", {})
    played = scene(rules=(DRAGGED,))
    assert Watch(played).at(facts(played, dragged), (), 20.0).cord.grade == "A"
    whole = scene(rules=(DRAGGED,), severity="none", grade="E")
    assert Watch(whole).at(facts(whole, dragged), (), 20.0).cord.intact


def test_shock_comes_as_often_as_the_table_says() -> None:
    high = scene("C5-C6", "A", {"HR": 70.0, "BP_SYS": 110.0, "BP_DIA": 60.0})
    onsets = []
    for seed in range(400):
        watch = Watch(high, seed)
        onsets.append(shock_from_s(watch._who, watch._who.cord))
    assert sum(at_s == 0.0 for at_s in onsets) / 400 == pytest.approx(0.2, abs=0.06)
    assert sum(at_s is not None for at_s in onsets) / 400 == pytest.approx(0.5, abs=0.08)
    shocked = signs(high, (), (), 600.0, seed=onsets.index(0.0))
    assert shocked.hr < 66.0
    assert shocked.bp_sys < 101.0
    spared = signs(high, (), (), 600.0, seed=onsets.index(None))
    assert spared.bp_sys == pytest.approx(110.0, abs=2.0)


def test_a_scene_without_a_pulse_stays_without() -> None:
    now = signs(scene(grade="E", vitals=dict.fromkeys(SIGNS, 0.0), severity="none"), (), (), 120.0)
    assert set(now.values.values()) == {0.0}


def test_a_chart_has_a_value_of_each_sign_at_each_time() -> None:
    drawn = series(scene(), (), (), 120.0, step_s=2.0)
    assert drawn.t_s[-1] == 120.0
    assert len(drawn.t_s) == 61
    assert all(len(drawn.values[name]) == 61 for name in SIGNS)
    assert drawn.values["RR"][-1] == drawn.last.signs.rr


ORDERS = st.lists(
    st.tuples(
        st.floats(0.0, 100.0),
        st.sampled_from(
            (
                ("tie", {"tension": "tight"}),
                ("tie", {"tension": "snug"}),
                ("untie", {}),
                ("lock", {"hand": "mouth"}),
                ("lock", {"hand": "cheek"}),
                ("shake", {}),
                ("drag", {}),
                ("say", {}),
            )
        ),
    ),
    max_size=12,
)
ACTS = itertools.cycle(("tie", "untie", "lock", "shake", "drag", "say", "hold", "fit", "turn"))
RULES = tuple(PhysiologyRule(effect, act) for effect, act in zip(EFFECTS, ACTS, strict=False))


@settings(max_examples=50, deadline=None)
@given(
    level=st.sampled_from(LEVELS),
    grade=st.sampled_from(GRADES),
    orders=ORDERS,
    seed=st.integers(0, 2**32),
    bent=st.lists(st.floats(-40.0, 40.0), min_size=1, max_size=120),
    own=st.booleans(),
)
def test_laws_for_any_facts(
    level: str,
    grade: str,
    orders: list[tuple[float, tuple[str, dict[str, str]]]],
    seed: int,
    bent: list[float],
    own: bool,
) -> None:
    """Within bounds, never faster than a sign can change, the same for the same seed, however often it is asked."""
    played = scene(level, grade, SIGNS_OF_A_NECK if own else {}, (*RULES, BOUND, COVERED))
    told = facts(
        played, *((round(at_s, 3), name, choices) for at_s, (name, choices) in sorted(orders, key=lambda o: o[0]))
    )
    movements = (moved(33.0, bent),)
    watch, before = Watch(played, seed), None
    for step in range(int(120 / STEP_S)):
        now = watch.at(told, movements, step * STEP_S).signs
        for name, value in now.values.items():
            low, high = BOUNDS[name]
            start = watch._who.signs[name]
            assert min(low, start) <= value <= max(high, start)
            if before is not None:
                assert abs(value - before.values[name]) <= FASTEST[name] * STEP_S + 1e-9
        assert now.bp_sys > now.bp_dia
        assert now.skin in SKIN
        assert now.breathing in BREATHING
        assert now.chest in CHEST
        assert now.airway in AIRWAY
        before = now
    asked_once = Watch(played, seed).at(told, movements, 120.0)
    assert watch.at(told, movements, 120.0) == asked_once  # going back begins again
    known = tuple(event for event in told if event.at_s <= 60.0)
    assert Watch(played, seed).at(known, movements, 60.0) == Watch(played, seed).at(told, movements, 60.0)


def test_a_handling_that_grows_sample_by_sample_ends_as_the_whole_one() -> None:
    played, whole = scene(), moved(10.0, [*([0.0] * 30), *RED])
    growing = Watch(played)
    for count in range(1, len(whole.track.time_s) + 1):
        part = moved(10.0, [*([0.0] * 30), *RED][:count])
        growing.at((), (part,), 10.0 + (count - 1) / 30.0)
    assert growing.at((), (whole,), 60.0) == Watch(played).at((), (whole,), 60.0)
    assert growing.at((), (whole,), 60.0).dose > RESERVE


def test_samples_that_come_late_are_not_lost() -> None:
    watch, late = Watch(scene()), (moved(10.0, RED),)
    assert watch.at((), (), 40.0).dose == 0.0
    assert watch.at((), late, 40.25) == Watch(scene()).at((), late, 40.25)
    assert watch.at((), late, 40.5).dose > 1.0


def test_a_heart_that_stands_still_is_found_so_and_begins_again() -> None:
    tied = PhysiologyRule("cardiac-arrest", while_="lying")
    played = scene(grade="E", vitals={}, severity="none", rules=(tied,))
    now = signs(played, (), (), 10.0)
    assert (now.hr, now.bp_sys, now.bp_dia, now.rr) == (0.0, 0.0, 0.0, 0.0)
    assert (now.breathing, now.skin) == ("none", "blue")
    assert signs(played, (), (), 60.0).spo2 < now.spo2 < 80.0
    told = (ConditionEnded(60.0, "lying"),)
    soon, later = signs(played, told, (), 70.0), signs(played, told, (), 200.0)
    assert 0.0 < soon.hr < later.hr
    assert later.breathing == "normal"
    assert later.bp_sys > 90.0
