"""Real things in the learner's hands: a cube that is the head, and cubes that are brought to the patient.

What comes out is what a mouse would give: where the hands are, and "this item was brought to that region".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.core.twin.steering import HeadInput
from simulator.presenting.tabletop import Placed

Floats = npt.NDArray[np.float64]

HEAD: Final = "head"
"""The cube that is the head; the others bear the names of items (`tool:` in a scene file) or are pointers."""
POINTER: Final = "pointer"

# Own choices: how long a cube rests at a region until that counts, how near and how still it has to be, and how far it
# has to go away before it counts again.
RESTS_S: Final = 0.6
NEAR_M: Final = 0.16
AWAY_M: Final = 0.30
STILL_M_S: Final = 0.35
HIDDEN_S: Final = 2.0
"""A head cube that was not seen for so long during a handling: whoever leads says stop."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A cube that came to rest at a region of the patient's body."""

    tool: str
    region: str


@dataclass(slots=True)
class CubeHands:
    """Turns the head cube's way since the hands took hold into where the hands are."""

    _start: Placed | None = None
    _last: HeadInput = field(default_factory=HeadInput)
    _seen_s: float = 0.0

    def begin(self, at_s: float) -> None:
        """The hands take hold: from here on the cube's way counts."""
        self._start, self._last, self._seen_s = None, HeadInput(), at_s

    def follow(self, cube: Placed | None, at_s: float) -> HeadInput:
        """Where the hands are; an unseen cube rests where it was."""
        if cube is None:
            return self._last
        self._seen_s = at_s
        if self._start is None:
            # What had been moved before the cube was seen again does not count twice.
            self._start = cube
            return self._last
        way = cube.place_m - self._start.place_m
        turn = rotation_vector_deg(cube.turn @ self._start.turn.T)
        self._last = HeadInput(
            turn_deg=-float(turn[0]), height_m=float(way[2]), pull_m=float(way[0]), nod_deg=-float(turn[1])
        ).rounded
        return self._last

    def hidden_s(self, at_s: float) -> float:
        """How long the cube has not been seen (s)."""
        return max(0.0, at_s - self._seen_s)


def rotation_vector_deg(turn: Floats) -> Floats:
    """Axis times angle (deg) of a rotation (3, 3)."""
    sine = 0.5 * np.array([turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]])
    size, cosine = float(np.linalg.norm(sine)), 0.5 * (float(np.trace(turn)) - 1.0)
    if size < 1e-9:
        return np.zeros(3)
    return np.asarray(np.degrees(np.arctan2(size, cosine)) * sine / size)


@dataclass(slots=True)
class _Rest:
    place_m: Floats
    at_s: float
    region: str = ""
    since_s: float = 0.0
    counted: bool = False


@dataclass(slots=True)
class Bringing:
    """Watches cubes come to rest at regions of the body."""

    _rests: dict[str, _Rest] = field(default_factory=dict)

    def follow(self, cubes: Mapping[str, Placed], regions: Mapping[str, Floats], at_s: float) -> tuple[Brought, ...]:
        """What has come to rest now. `regions`: the middle (3,) of each, on the stage."""
        found = []
        for tool, cube in cubes.items():
            rest = self._rests.get(tool)
            if rest is None or at_s - rest.at_s > RESTS_S:
                rest = self._rests[tool] = _Rest(cube.place_m, at_s, since_s=at_s)
            speed = float(np.linalg.norm(cube.place_m - rest.place_m)) / max(at_s - rest.at_s, 1e-3)
            region, away_m = _nearest(cube.place_m, regions)
            if away_m > AWAY_M or (rest.counted and region != rest.region and away_m <= NEAR_M):
                rest.counted = False
            if away_m > NEAR_M or speed > STILL_M_S or region != rest.region:
                rest.since_s = at_s
                rest.region = rest.region if rest.counted else region
            elif not rest.counted and at_s - rest.since_s >= RESTS_S:
                rest.counted = True
                found.append(Brought(tool, region))
            rest.place_m, rest.at_s = cube.place_m, at_s
        return tuple(found)


def _nearest(place_m: Floats, regions: Mapping[str, Floats]) -> tuple[str, float]:
    near = [(float(np.linalg.norm(place_m - middle)), name) for name, middle in regions.items()]
    away, name = min(near, default=(np.inf, ""))
    return name, away
