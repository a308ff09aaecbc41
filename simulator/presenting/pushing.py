"""The learner's hands on a chest: they push as long as a key, the pointer's button or a stick is down, then come up.

How long it is down decides how deep they go. They are quick to where a compression should be and slow beyond, so that
the usual press lands between 5 and 6 cm, a tap stays above and who does not let go goes too deep.

A busy program may hear late of a press or of letting go, and of both at one moment. So every push has the length that
the stamps of its two events say, none is shorter than hands can be, and what was late is made up for.
"""

from typing import Final

from simulator.presenting.steering import Hands, Reach, Sticks, Way

_NO_WAY: Final = Way(0.0, 0.0, fastest=0.0, key=0.0, drag=0.0)
# Hands on a chest turn and pull nothing. As fast and as far as arms move it (own choices).
AT_CHEST: Final = Reach(turn=_NO_WAY, height=Way(-0.08, 0.03, fastest=0.8, key=0.0, drag=0.0), pull=_NO_WAY)

# All own choices: 52 mm after 0.14 s, 60 mm after 0.34 s, 65 mm after half a second; up again in 0.13 s.
_QUICK_M, _QUICK_M_S, _SLOW_M_S = 0.052, 0.37, 0.04
_DEEPEST_M = 0.075
_UP_M_S = 0.45
# No push and no pause is shorter than arms can do it (own choices): deep enough to count, and up far enough between.
LEAST_DOWN_S: Final = 0.08
LEAST_UP_S: Final = 0.08
_WHOLLY_UP_S: Final = 0.2  # a pause in which a chest comes up wholly
_LONGEST_S: Final = 30.0  # no series is longer: stamps that say so are none
_KEY: Final = "down"
_STICK_DOWN: Final = -0.5


class Push:
    """Takes the place of `Steering` while the chest is pressed. `stamp_ms` is when an event happened, by the clock of
    whatever sent it; 0 where that is not known."""

    def __init__(self) -> None:
        self.reach = AT_CHEST
        self.hands = Hands()
        self._key = self._button = self._stick = False
        self._now_s = 0.0
        self._pushing = False
        self._turns: list[tuple[float, bool]] = []  # (when, down?) of what the hands have not done yet
        self._turned_s = -_LONGEST_S
        self._stamp_ms = 0.0

    @property
    def down(self) -> bool:
        """Is anything held down that pushes?"""
        return self._key or self._button or self._stick

    def take_over(self, hands: Hands) -> None:
        """The hands are here."""
        self.hands = hands

    def drag(self, right: float, down: float, pulling: bool = False) -> None:
        """Where the pointer goes does not matter, only whether its button is down."""

    def hold_keys(self, keys: frozenset[str], stamp_ms: float = 0.0) -> None:
        """These keys of the hands are down from now on."""
        was, self._key = self.down, _KEY in keys
        self._turn(was, stamp_ms)

    def hold_button(self, *, down: bool, stamp_ms: float = 0.0) -> None:
        """The pointer's button over the stage is down, or up."""
        was, self._button = self.down, down
        self._turn(was, stamp_ms)

    def take_sticks(self, sticks: Sticks | None) -> None:
        """The game pad as it is now; None where none is attached."""
        was, self._stick = self.down, sticks is not None and sticks.height < _STICK_DOWN
        self._turn(was, 0.0)

    def advance(self, dt_s: float) -> Hands:
        """Let `dt_s` (s) pass: where the hands are then."""
        while self._turns and self._turns[0][0] < self._now_s + dt_s / 2.0:
            _, self._pushing = self._turns.pop(0)
        self._now_s += dt_s
        depth = -self.hands.height_m
        if self._pushing:
            quick = min(dt_s, max(0.0, _QUICK_M - depth) / _QUICK_M_S)
            depth = min(_DEEPEST_M, depth + quick * _QUICK_M_S + (dt_s - quick) * _SLOW_M_S)
        else:
            depth = max(0.0, depth - _UP_M_S * dt_s)
        self.hands = Hands(height_m=-depth)
        return self.hands

    def _turn(self, was: bool, stamp_ms: float) -> None:
        """The hands are to turn, so long after they turned last as the stamps say; after a whole pause at once."""
        if self.down == was:
            return
        passed_s = (stamp_ms - self._stamp_ms) / 1e3 if stamp_ms and self._stamp_ms else 0.0
        self._stamp_ms = stamp_ms
        least_s, most_s = (LEAST_DOWN_S, _LONGEST_S) if was else (LEAST_UP_S, _WHOLLY_UP_S)
        self._turned_s = max(self._now_s, self._turned_s + max(least_s, min(most_s, passed_s)))
        self._turns.append((self._turned_s, self.down))
