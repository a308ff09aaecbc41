"""The chest as it gives way: which of the skin and the clothes goes down under hands that press the breastbone."""

from __future__ import annotations

import numpy as np

from simulator.stage.person import Person
from simulator.stage.rotations import Floats

# How far the dent reaches from where the hands are, across the body and along it (m): own choices, by eye.
_ACROSS_M, _ALONG_M = 0.105, 0.120
_CARRIER = "spine_4"
_HOLD = "chest"


def dent(person: Person, points: Floats) -> Floats:
    """How much (0..1) of the depth each of these points (V, 3) at rest goes along with: the front of the chest only."""
    middle = person.points[person.grips[_HOLD].vertices].mean(axis=0)
    across, ahead, along = (points - middle).T
    near = np.exp(-((across / _ACROSS_M) ** 2) - (along / _ALONG_M) ** 2)
    return np.asarray(near * np.clip((0.13 - ahead) / 0.06, 0.0, 1.0), dtype=np.float32)


def inwards(person: Person, world: Floats) -> Floats:
    """The way (3,) in the world on which the breastbone goes in: from front to back."""
    return np.asarray(world[person.rig.index[_CARRIER], :3, 1], dtype=np.float32)
