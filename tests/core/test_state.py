"""Things on their way: between where they were and where they go, and never anywhere else."""

import pytest

from simulator.core.state import Move


@pytest.mark.parametrize(("t_s", "share"), [(4.0, 0.0), (5.0, 0.0), (6.0, 0.25), (9.0, 1.0), (20.0, 1.0)])
def test_a_move_takes_its_time(t_s: float, share: float) -> None:
    assert Move("here", "there", 5.0, 4.0).share(t_s) == share


def test_a_move_that_takes_no_time_is_not_made_before_its_moment() -> None:
    """Times of orders are rounded to milliseconds: the screen may ask for a moment that lies a little before one."""
    move = Move("here", "there", 5.0)
    assert move.share(4.9996) == 0.0
    assert move.share(5.0) == 1.0
