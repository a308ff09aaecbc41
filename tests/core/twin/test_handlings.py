"""What is done shows in the spine by physics: nothing here is scripted."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from simulator.core.twin.anatomy import Injury, Size
from simulator.core.twin.course import Course, perform
from simulator.core.twin.fixing import Fixing
from simulator.core.twin.handling import Handling, HeadInput
from simulator.core.twin.measures import HandlingMeasures, measure
from simulator.core.twin.model import Build
from simulator.core.twin.people import Conduct, Leader, Team
from simulator.core.twin.track import Track
from simulator.core.twin.twin import PhysicsError, Twin, lay_down

NECK = Build(injury=Injury("C5-C6", "unstable"))
ON_BOARD = Build(injury=Injury("C5-C6", "unstable"), support="board")
ALL_TIES = Fixing("regular", ("chest", "pelvis", "legs", "head"))
CASES: Mapping[str, Handling] = {
    "roll": Handling(build=NECK, leader=Leader(skill=1.0)),
    "intact": Handling(leader=Leader(skill=1.0)),
    "no head": Handling(build=NECK, leader=None),
    "late chest": Handling(build=NECK, leader=Leader(skill=1.0), team=Team(late_s={"r1": 0.8})),
    "alone at the chest": Handling(build=NECK, leader=Leader(skill=1.0), team=Team(present=("r1",))),
    "nobody": Handling(build=NECK, team=Team(present=())),
    "lift": Handling("lift-and-slide", NECK, leader=Leader(skill=1.0)),
    "one side higher": Handling("six-plus-lift", NECK, team=Team(uneven_m={"r1": 0.06, "r3": -0.04})),
    "level": Handling("six-plus-lift", NECK),
    "carry": Handling("carry", ON_BOARD, ALL_TIES),
    "tilted carry": Handling("carry", ON_BOARD, ALL_TIES, Team(uneven_m={"r1": 0.08, "r2": 0.08})),
    "soft": Handling("carry", Build(injury=Injury("L1-L2", "unstable"), support="stretcher"), ALL_TIES),
    "hard": Handling("carry", Build(injury=Injury("L1-L2", "unstable"), support="board"), ALL_TIES),
    "pull": Handling("hold", NECK, leader=Leader(skill=1.0, pull_m=0.06)),
    "no pull": Handling("hold", NECK, leader=Leader(skill=1.0)),
    "lets go": Handling(build=NECK, leader=Leader(skill=1.0, lets_go_s=1.5)),
    "ends": Handling("shoulders-and-legs", Build(injury=Injury("L1-L2", "unstable"))),
    "whole": Handling("six-plus-lift", Build(injury=Injury("L1-L2", "unstable"))),
}


@cache
def track(name: str) -> Track:
    return perform(CASES[name])


def seen(name: str) -> HandlingMeasures:
    return measure(track(name))


def rolled_deg(t: Track) -> float:
    return float(np.degrees(np.arctan2(t.chest_turn[-1][1, 2], t.chest_turn[-1][2, 2])))


def test_a_competent_roll_brings_the_patient_to_the_side_and_spares_the_neck() -> None:
    assert 60.0 < rolled_deg(track("roll")) < 90.0
    m = seen("roll")
    assert m.lost == ()
    assert max(m.head_trunk_deg) < 10.0
    assert not m.injured.excessive


def test_an_unheld_head_stays_behind_and_bends_the_neck_towards_the_ground() -> None:
    t = track("no head")
    assert t.levels_deg[-1, :8, 1].sum() < -30.0  # the patient lies on the right side: the neck bends to the right
    assert seen("no head").injured.band == "red"


def test_the_injured_level_moves_more_than_an_intact_one() -> None:
    assert seen("roll").injured.range_deg[0] > 1.3 * seen("intact").injured.range_deg[0]


def test_a_late_helper_twists_the_trunk_and_the_neck() -> None:
    late, good = seen("late chest"), seen("roll")
    assert late.start_spread_s > good.start_spread_s + 0.5
    assert late.trunk_deg[2] > good.trunk_deg[2] + 5.0
    assert sum(late.injured.range_deg) > sum(good.injured.range_deg)


def test_too_few_helpers_twist_the_trunk() -> None:
    assert seen("alone at the chest").trunk_deg[2] > seen("roll").trunk_deg[2] + 4.0


def test_without_helpers_nothing_rolls() -> None:
    assert abs(rolled_deg(track("nobody"))) < 15.0


def test_a_lift_turns_the_neck_less_than_a_roll() -> None:
    assert seen("lift").injured.range_deg[1] < seen("roll").injured.range_deg[1]
    assert track("lift").lift_m.max() > 0.02
    assert track("lift").lift_m[-1] == pytest.approx(0.0, abs=0.01)


def test_uneven_lifting_shows() -> None:
    assert max(seen("one side higher").trunk_deg) > max(seen("level").trunk_deg) + 2.0


def test_a_tied_patient_is_carried_level_and_still() -> None:
    m = seen("carry")
    assert track("carry").root_m[-1, 2] > 0.7
    assert m.tilt_deg < 6.0
    assert max(m.head_trunk_deg) < 3.0
    assert seen("tilted carry").tilt_deg > m.tilt_deg + 2.0


def test_a_board_that_nobody_takes_stays_where_it_is() -> None:
    t = perform(Handling("carry", ON_BOARD, ALL_TIES, Team(present=()), after_s=0.2, hold_s=0.2))
    assert np.ptp(t.root_m[:, 2]) < 0.005


def test_a_soft_stretcher_bends_an_injured_back() -> None:
    assert seen("soft").injured.range_deg[0] > seen("hard").injured.range_deg[0] + 1.0


@pytest.mark.parametrize("seed", [0, 1, 2, 4, 7, 21, 37])
def test_an_ordinary_flat_lift_asks_no_more_of_a_hand_than_it_can_hold(seed: int) -> None:
    m = measure(perform(Handling("flat-lift", NECK, leader=Leader(skill=1.0), seed=seed)))
    assert m.slips == ()
    assert m.lost == ()


def test_whoever_lifts_too_much_slips_all_the_same() -> None:
    heavy = Build(Size(mass_kg=130.0), Injury("C5-C6", "unstable"))
    assert "r2.right" in measure(perform(Handling("flat-lift", heavy))).slips
    alone = Handling("flat-lift", NECK, team=Team(present=("r2",)))
    assert "r2.right" in measure(perform(alone)).slips


def test_carrying_by_shoulders_and_legs_bends_the_back_more_than_a_lift_by_many() -> None:
    assert seen("ends").trunk_deg[0] > seen("whole").trunk_deg[0] + 5.0


def test_a_pull_at_the_head_goes_through_the_neck() -> None:
    assert seen("pull").injured.axial_n > 20.0
    assert abs(seen("no pull").injured.axial_n) < 20.0


def test_letting_go_of_the_head_shows_from_then_on() -> None:
    t = track("lets go")
    column = t.hands.index("leader.head")
    gone = np.flatnonzero(~t.held[:, column])
    assert t.time_s[gone[0]] == pytest.approx(t.word_s + 1.5, abs=0.05)
    assert np.abs(t.hand_n[gone[1] :, column]).max() == 0.0
    assert seen("lets go").head_trunk_deg[1] > seen("roll").head_trunk_deg[1] + 10.0


def test_what_was_said_before_decides_how_well_the_team_sets_out_together() -> None:
    silent = Team(conduct=Conduct(briefed=False, asked=False, counted=False))

    def spread(team: Team) -> float:
        spreads = []
        for seed in range(20):
            course = Course(Handling(build=NECK, team=team, seed=seed), _resting())
            spreads.append(measure(course.track()).start_spread_s)
        return float(np.mean(spreads))

    assert spread(silent) > spread(Team()) + 0.3


@cache
def _resting() -> Twin:
    return lay_down(NECK)


def test_the_learners_hands_turn_the_head() -> None:
    heads = [HeadInput(turn_deg=0.2 * tick) for tick in range(100)]
    t = perform(Handling("hold", Build(), after_s=2.0), heads)
    turn = np.degrees(np.arctan2(t.head_turn[-1][1, 2], t.head_turn[-1][2, 2]))
    assert turn == pytest.approx(19.8, abs=4.0)
    assert t.levels_deg[-1, :8, 2].sum() < -10.0  # onto the right side is to the right


def test_stop_holds_everybody_where_he_is() -> None:
    course = Course(Handling(build=NECK))
    while course.t_s < 2.4:
        course.tick()
    course.stop()
    while not course.over:
        course.tick()
    t = course.track()
    late = t.root_m[t.time_s > 3.2]
    assert np.ptp(late, axis=0).max() < 0.02
    assert 5.0 < rolled_deg(t) < 60.0


def test_one_handling_goes_on_where_the_other_ended() -> None:
    there_and_back = perform([Handling(build=NECK), Handling("roll-back", NECK)])
    assert abs(rolled_deg(there_and_back)) < 12.0
    assert there_and_back.time_s[-1] > 8.0
    assert np.abs(np.diff(there_and_back.levels_deg, axis=0)).max() < 3.0
    assert (np.diff(there_and_back.time_s) > 0.0).all()


def test_a_body_that_flies_apart_is_an_error_and_no_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    course = Course(Handling(build=NECK))
    course.tick()
    course.twin.data.qvel[10] = np.inf
    with pytest.raises(PhysicsError):
        course.tick()
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")
