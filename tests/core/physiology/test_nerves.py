"""What moves and is felt fits the grade that the injury is said to have."""

import pytest

from simulator.core.physiology.cord import GRADES, SEGMENTS, CordInjury, cord_injury
from simulator.core.physiology.nerves import KEY_MUSCLES, grade_of, level_of, motor_level_of, nerves

# Below S1 there is no key muscle left by which C could be told from D, and below S4 nothing by which A from B.
TOLD = [
    (level, grade)
    for level in SEGMENTS[:-1]
    for grade in GRADES
    if not (grade == "C" and SEGMENTS.index(level) >= SEGMENTS.index("S1")) and (level, grade) != ("S4", "A")
]


@pytest.mark.parametrize(("level", "grade"), TOLD)
def test_an_examiner_finds_the_grade_and_level_again(level: str, grade: str) -> None:
    found = nerves(CordInjury(level, grade))
    assert grade_of(found) == grade
    assert level_of(found) == (level if grade != "E" else SEGMENTS[-1])


@pytest.mark.parametrize("grade", GRADES[:-1])
@pytest.mark.parametrize("level", SEGMENTS[:-1])
def test_worse_is_never_better_in_any_muscle_or_patch_of_skin(level: str, grade: str) -> None:
    cord = CordInjury(level, grade)
    before, later = nerves(cord), nerves(cord.worse())
    assert all(later.touch[segment] <= before.touch[segment] for segment in SEGMENTS)
    assert all(later.motor[segment] <= before.motor[segment] for segment in KEY_MUSCLES)


def test_worse_of_all_is_one_level_higher_and_ends_at_the_top() -> None:
    assert CordInjury("C5", "E").worse() == CordInjury("C5", "D")
    assert CordInjury("C5", "A").worse() == CordInjury("C4", "A")
    assert CordInjury("C1", "A").worse() == CordInjury("C1", "A")


def test_a_scene_that_names_only_the_vertebrae_gets_the_upper_one_and_a_usual_grade() -> None:
    assert cord_injury({"level": "C5-C6", "severity": "unstable"}) == CordInjury("C5", "C")
    assert cord_injury({"level": "C0-C1", "severity": "complete"}) == CordInjury("C1", "A")
    assert cord_injury({"level": "T12-L1", "cord": "L1", "grade": "B"}) == CordInjury("L1", "B")
    assert cord_injury({"level": "C5-C6"}).intact
    assert cord_injury({}).intact


def test_the_arms_of_a_c5_injury_bend_and_do_not_grip() -> None:
    found = nerves(CordInjury("C5", "B"))
    assert {name: found.motor[name] for name in ("C5", "C6", "C8", "T1", "L2", "S1")} == {
        "C5": 5, "C6": 2, "C8": 2, "T1": 0, "L2": 0, "S1": 0,
    }  # fmt: skip
    assert motor_level_of(found) == "C5"
    assert set(found.motor) == set(KEY_MUSCLES)
