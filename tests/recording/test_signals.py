"""No signal of a handling is forgotten on the way: joined, recorded, compared."""

from dataclasses import fields
from typing import get_origin

import numpy as np

from simulator.core.twin.track import OF_BODY, OF_CHEST, PER_HAND, Track
from simulator.recording import movements


def test_every_array_of_a_track_is_one_of_the_body_of_the_chest_or_of_the_hands() -> None:
    arrays = {one.name for one in fields(Track) if get_origin(one.type) is np.ndarray}
    assert arrays == {"time_s", *OF_BODY, *OF_CHEST, *PER_HAND}


def test_it_is_known_how_much_each_signal_of_body_and_chest_holds() -> None:
    assert set(movements._WIDTHS) == {*OF_BODY, *OF_CHEST}
