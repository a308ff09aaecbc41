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
BESIDE_M: Final = 1.5
FLOOR_M: Final = 0.10
"""A cube lies beside the patient when it is so far from him at most, and so little higher than one that is near (m)."""
HIDDEN_S: Final = 1.0
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

    def begin(self) -> None:
        """The hands take hold: from here on the cube's way counts."""
        self._start, self._last = None, HeadInput()

    def follow(self, cube: Placed | None) -> HeadInput:
        """Where the hands are; an unseen cube rests where it was."""
        if cube is None:
            return self._last
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


def rotation_vector_deg(turn: Floats) -> Floats:
    """Axis times angle (deg) of a rotation (3, 3)."""
    sine = 0.5 * np.array([turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]])
    size, cosine = float(np.linalg.norm(sine)), 0.5 * (float(np.trace(turn)) - 1.0)
    if size < 1e-9:
        return np.zeros(3)
    return np.asarray(np.degrees(np.arctan2(size, cosine)) * sine / size)


@dataclass(frozen=True, slots=True, eq=False)
class Zone:
    """A region of the body: points (N, 3) along its middle, and how far its surface lies from them (m)."""

    points_m: Floats
    radius_m: float

    def away_m(self, place_m: Floats) -> float:
        """How far a place is from the surface; 0 inside."""
        return max(0.0, float(np.linalg.norm(self.points_m - place_m, axis=1).min()) - self.radius_m)


@dataclass(slots=True)
class _Rest:
    place_m: Floats
    at_s: float
    region: str = ""
    since_s: float = 0.0
    counted: bool = False


@dataclass(slots=True)
class Bringing:
    """Watches cubes come to rest at regions of the body, or on the floor beside it (`ground`, "" for none).

    `near_m`, `away_m`: a cube is as large on a small stage as on a large one, so what is near depends on the scale.
    """

    ground: str = ""
    near_m: float = NEAR_M
    away_m: float = AWAY_M
    _rests: dict[str, _Rest] = field(default_factory=dict)

    def follow(self, cubes: Mapping[str, Placed], regions: Mapping[str, Zone], at_s: float) -> tuple[Brought, ...]:
        """What has come to rest now."""
        found = []
        for tool, cube in cubes.items():
            rest = self._rests.get(tool)
            region, away_m = self._nearest(cube.place_m, regions)
            if rest is None or at_s - rest.at_s > RESTS_S:
                # What lies on the floor from the first moment on was not brought there.
                moved = rest is not None and float(np.linalg.norm(cube.place_m - rest.place_m)) > self.away_m
                lies = bool(self.ground) and region == self.ground and not moved
                rest = self._rests[tool] = _Rest(cube.place_m, at_s, region, at_s, counted=lies)
            speed = float(np.linalg.norm(cube.place_m - rest.place_m)) / max(at_s - rest.at_s, 1e-3)
            if away_m > self.away_m or (rest.counted and region != rest.region and away_m <= self.near_m):
                rest.counted = False
            if away_m > self.near_m or speed > STILL_M_S or region != rest.region:
                rest.since_s = at_s
                rest.region = rest.region if rest.counted else region
            elif not rest.counted and at_s - rest.since_s >= RESTS_S:
                rest.counted = True
                found.append(Brought(tool, region))
            rest.place_m, rest.at_s = cube.place_m, at_s
        return tuple(found)

    def _nearest(self, place_m: Floats, regions: Mapping[str, Zone]) -> tuple[str, float]:
        near = [(zone.away_m(place_m), name) for name, zone in regions.items()]
        away, name = min(near, default=(np.inf, ""))
        beside = self.away_m < away < BESIDE_M and float(place_m[2]) < self.near_m + FLOOR_M
        return (self.ground, 0.0) if self.ground and beside else (name, away)
