"""The law of the levels: what laboratories measured comes out of it."""

import numpy as np
import pytest

from simulator.core.twin import rig
from simulator.core.twin.anatomy import SEVERITIES, VERTEBRA_M, VERTEBRAE, Injury, Size, masses
from simulator.core.twin.body import LEVELS
from simulator.core.twin.levels import damping, resistance

BARE = resistance(Size(), Injury(), flesh=False)


def bent(level: str, axis: int, moment_nm: float) -> float:
    moments = np.zeros((25, 3))
    moments[LEVELS.index(level), axis] = moment_nm
    return float(rig.angles_deg(BARE, moments)[LEVELS.index(level), axis])


@pytest.mark.parametrize(
    ("level", "axis", "moment_nm", "degrees"),
    [
        ("C0-C1", 0, 1.0, 13.7),
        ("C1-C2", 2, 1.0, 28.35),
        ("C5-C6", 0, 1.0, 5.2),
        ("C5-C6", 1, -1.0, -3.25),
        ("L4-L5", 0, 10.0, 8.9),
        ("L4-L5", 0, -10.0, -5.8),
        ("L2-L3", 2, 10.0, 2.6),
    ],
)
def test_a_level_bends_as_far_as_measured(level: str, axis: int, moment_nm: float, degrees: float) -> None:
    assert bent(level, axis, moment_nm) == pytest.approx(degrees, abs=0.05)


def test_the_rib_cage_stiffens_the_chest() -> None:
    assert 0.7 < bent("T6-T7", 1, 7.5) / 5.5 < 0.8


def test_a_level_is_nearly_slack_inside_its_neutral_zone() -> None:
    row = LEVELS.index("L5-S1")
    assert BARE.slack[1, row, 0] == pytest.approx(0.1 * BARE.taut[1, row, 0])
    assert np.degrees(BARE.neutral[1, row, 0]) == pytest.approx(3.0)


def test_the_moment_only_grows_with_the_angle() -> None:
    angles = np.linspace(-1.0, 1.0, 401)
    moments = np.array([-BARE.moment(np.full((25, 3), angle)) for angle in angles])
    assert (np.diff(moments, axis=0) > 0.0).all()


@pytest.mark.parametrize("severity", [name for name in SEVERITIES if name != "none"])
def test_an_injury_softens_its_level_and_no_other(severity: str) -> None:
    hurt = resistance(Size(), Injury("C5-C6", severity), flesh=False)
    softer = BARE.taut / hurt.taut
    row = LEVELS.index("C5-C6")
    assert softer[0, row] == pytest.approx(SEVERITIES[severity])
    assert np.delete(softer, row, axis=1) == pytest.approx(1.0)


def test_an_unknown_level_or_severity_is_refused() -> None:
    with pytest.raises(ValueError, match="no level"):
        Injury("C8-C9", "unstable")
    with pytest.raises(ValueError, match="no severity"):
        Injury("C5-C6", "awful")


def test_every_level_is_damped() -> None:
    assert (damping(BARE) > 0.1).all()


@pytest.mark.parametrize("build", ["man", "woman"])
def test_the_parts_weigh_what_the_body_weighs(build: str) -> None:
    parts = masses(Size(1.7, 70.0, build))
    assert parts.total == pytest.approx(70.0, rel=0.01)
    assert parts.head + sum(parts.vertebrae[:7]) == pytest.approx(4.8, abs=0.15)


def test_the_regions_are_as_long_as_measured() -> None:
    length = dict(zip(VERTEBRAE, VERTEBRA_M, strict=True))
    regions = [sum(m for name, m in length.items() if name[0] == region) for region in "CTL"]
    assert regions == pytest.approx([0.122, 0.276, 0.179], abs=0.004)
