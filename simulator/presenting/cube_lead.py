"""The head cube in the learner's hands, beside pointer, keys and game pad: what it does is added to what they do."""

from typing import Final

from simulator.core.twin.steering import HeadInput
from simulator.presenting.steering import Reach, Way
from simulator.presenting.tabletop import Placed
from simulator.presenting.tangible import CubeHands

IN_USE_S: Final = 5.0
"""A cube that was seen so shortly before a handling is taken to be in the learner's hands (own choice)."""
_TICKS: Final = 60
_NOD: Final = Way(-40.0, 40.0, fastest=90.0, key=0.0, drag=0.0)  # own choice


class CubeLead:
    """Follows the head cube handling by handling; no faster than hands can be, no farther than they reach."""

    def __init__(self) -> None:
        self._cube = CubeHands()
        self._newest: Placed | None = None
        self._now_s = self._seen_s = -1e9
        self._number, self._tick = -1, 0
        self._wanted = self._at = HeadInput()
        self._began_s = 0.0
        self._released = self.closed = False

    def see(self, cube: Placed | None, at_s: float) -> None:
        """Where the newest picture (s, by the camera's clock) shows the cube; None where it does not."""
        self._newest, self._now_s = cube, at_s
        if cube is not None:
            self._seen_s, self._released = at_s, False
        if not self._released:
            self._wanted = self._cube.follow(cube)

    def release(self, for_good: bool = False) -> None:
        """The cube cannot be followed any more in this handling, which was stopped: until it is seen again, or to its
        end, the hands go with the patient, so that what the camera lost does him no harm."""
        self._released, self.closed = True, self.closed or for_good

    def guide(self, wanted: HeadInput) -> None:
        """Where a good leader's hands would be now."""
        if self._released:
            self._wanted = wanted

    def at(self, number: int, tick: int, own: HeadInput, reach: Reach) -> HeadInput:
        """Where the hands are at this tick of a handling, `own` being what pointer and keys say."""
        if number != self._number:
            self._number, self._tick, self._began_s = number, 0, self._now_s
            self._released = False
            self._cube.begin()
            self._wanted = self._at = self._cube.follow(self._newest)
        ways = (reach.turn, reach.height, reach.pull, _NOD if reach.turn.fastest else reach.turn)
        names = ("turn_deg", "height_m", "pull_m", "nod_deg")
        passed, self._tick = max(0, tick - self._tick), tick
        moved, sums = {}, {}
        for name, way in zip(names, ways, strict=True):
            now, wanted = getattr(self._at, name), getattr(self._wanted, name)
            step = way.fastest * passed / _TICKS
            moved[name] = now + max(-step, min(step, wanted - now))
            sums[name] = max(way.low, min(way.high, moved[name] + getattr(own, name)))
        self._at = HeadInput(**moved)
        return HeadInput(**sums)

    @property
    def in_use(self) -> bool:
        """Does the cube lead the handling that goes on?"""
        return self._seen_s >= self._began_s - IN_USE_S

    @property
    def hidden_s(self) -> float:
        """How long the cube has not been seen in this handling (s)."""
        return self._now_s - max(self._seen_s, self._began_s)
