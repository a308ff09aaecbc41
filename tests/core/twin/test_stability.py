"""The same numbers every time, and never a wild one. `tests/bench/twin.py` runs a thousand."""

import numpy as np
import pytest

from simulator.core.twin.anatomy import Injury
from simulator.core.twin.course import TICK_S, perform
from simulator.core.twin.handling import Handling
from simulator.core.twin.model import Build
from tests.core.twin.wild import run


@pytest.mark.parametrize("number", range(12))
def test_wild_handlings_keep_within_anatomical_limits(number: int) -> None:
    course = run(number)
    track = course.track()
    assert np.isfinite(track.levels_deg).all()
    assert np.isfinite(track.hand_n).all()
    beyond = np.abs(track.levels_deg) - np.degrees(course.twin.model.law.hard)
    assert beyond.max() < 3.0
    assert np.abs(track.root_m).max() < 3.0
    assert len(track.time_s) == pytest.approx(course.length_s / TICK_S, abs=3)


def test_the_same_seed_gives_the_same_bytes() -> None:
    handling = Handling(build=Build(injury=Injury("C5-C6", "unstable")), seed=5)
    one, two = perform(handling), perform(handling)
    for name in ("levels_deg", "root_m", "axial_n", "hand_n"):
        assert getattr(one, name).tobytes() == getattr(two, name).tobytes()


def test_another_seed_gives_another_handling() -> None:
    build = Build(injury=Injury("C5-C6", "unstable"))
    one, two = (perform(Handling("lift-and-slide", build, seed=seed)) for seed in (1, 2))
    count = min(len(one.time_s), len(two.time_s))
    assert np.abs(one.levels_deg[:count] - two.levels_deg[:count]).max() > 0.1
