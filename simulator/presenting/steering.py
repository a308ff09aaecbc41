"""The learner's hands: from a drag, keys and a game pad to where the hands are, no faster than hands can be.

Right turns the patient's head onto the right side, up lifts it, and a pull goes along the body, away from the feet. The
way of the pointer counts in heights of the stage, so that a window's size changes nothing.
"""

import math
from dataclasses import dataclass
from typing import Final

WAYS: Final = ("turn", "height", "pull")
# What each key of the hands does: its way and its direction.
KEY_WAYS: Final = {
    "right": ("turn", 1.0),
    "left": ("turn", -1.0),
    "up": ("height", 1.0),
    "down": ("height", -1.0),
    "pull": ("pull", 1.0),
    "push": ("pull", -1.0),
}


@dataclass(frozen=True, slots=True)
class Hands:
    """Where the hands are against where they took hold: turn (deg, + onto the right side), height (m), pull along the
    body (m, + away from the feet)."""

    turn_deg: float = 0.0
    height_m: float = 0.0
    pull_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Sticks:
    """A game pad now: how far turn, height and pull are asked for (-1..1 each), and whether "stop" is pressed."""

    turn: float = 0.0
    height: float = 0.0
    pull: float = 0.0
    stop: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which hands can move, in its own unit (deg or m): how far down and up they reach, the fastest (a
    second), what a key does (a second), what one stage height of the pointer does."""

    low: float
    high: float
    fastest: float
    key: float
    drag: float


@dataclass(frozen=True, slots=True)
class Reach:
    """What the learner's hands hold and how they can move there. All figures are own choices."""

    turn: Way
    height: Way
    pull: Way


# A head follows a roll of 70 degrees and rises by about 8 cm with the shoulders (clinical reference 3.6: 1.5 cm at
# 0 degrees, 10.2 cm at 60); a board is carried at 0.70 m.
AT_HEAD: Final = Reach(
    turn=Way(-100.0, 100.0, fastest=90.0, key=22.0, drag=150.0),
    height=Way(-0.05, 0.30, fastest=0.25, key=0.035, drag=0.40),
    pull=Way(-0.05, 0.05, fastest=0.10, key=0.015, drag=0.15),
)
AT_BOARD: Final = Reach(
    turn=Way(0.0, 0.0, fastest=0.0, key=0.0, drag=0.0),
    height=Way(-0.80, 1.00, fastest=0.60, key=0.22, drag=1.60),
    pull=Way(0.0, 0.0, fastest=0.0, key=0.0, drag=0.0),
)
# A helmet is tilted by some centimetres and drawn along the axis; turning it is possible, and wrong.
AT_HELMET: Final = Reach(
    turn=Way(-40.0, 40.0, fastest=90.0, key=22.0, drag=100.0),
    height=Way(0.0, 0.08, fastest=0.12, key=0.025, drag=0.15),
    pull=Way(-0.05, 0.05, fastest=0.10, key=0.015, drag=0.15),
)
STICK_REST: Final = 0.12
"""A stick nearer to its middle than this is at rest: worn pads never quite return (own choice)."""


class Steering:
    """What the learner wants and where the hands are: they follow what is wanted at their own speed."""

    def __init__(self, reach: Reach = AT_HEAD) -> None:
        self.reach = reach
        self.hands = Hands()
        self._wanted = dict.fromkeys(WAYS, 0.0)
        self._keys: frozenset[str] = frozenset()
        self._sticks = Sticks()

    def take_over(self, hands: Hands) -> None:
        """The hands are here, and want to stay."""
        self.hands = hands
        self._wanted = {"turn": hands.turn_deg, "height": hands.height_m, "pull": hands.pull_m}

    def drag(self, right: float, down: float, pulling: bool = False) -> None:
        """The pointer went so many stage heights rightwards and downwards with the hands on the patient."""
        if pulling:
            self._want("pull", right * self.reach.pull.drag)
        else:
            self._want("turn", right * self.reach.turn.drag)
            self._want("height", -down * self.reach.height.drag)

    def hold_keys(self, keys: frozenset[str]) -> None:
        """These keys of the hands (of `KEY_WAYS`) are down from now on."""
        self._keys = keys

    def take_sticks(self, sticks: Sticks | None) -> None:
        """The game pad as it is now; None where none is attached."""
        self._sticks = sticks or Sticks()

    def advance(self, dt_s: float) -> Hands:
        """Let `dt_s` (s) pass: where the hands are then."""
        asked = {name: _rested(getattr(self._sticks, name)) for name in WAYS}
        for key in self._keys:
            name, sign = KEY_WAYS[key]
            asked[name] += sign
        now = {}
        for name in WAYS:
            way = self._way(name)
            self._want(name, max(-1.0, min(1.0, asked[name])) * way.key * dt_s)
            at = getattr(self.hands, f"{name}_deg" if name == "turn" else f"{name}_m")
            step, wanted = way.fastest * dt_s, self._wanted[name]
            # Not `at` plus the difference: rounding would carry hands beyond where they reach.
            now[name] = wanted if abs(wanted - at) <= step else at + math.copysign(step, wanted - at)
        self.hands = Hands(now["turn"], now["height"], now["pull"])
        return self.hands

    def _want(self, name: str, more: float) -> None:
        way = self._way(name)
        self._wanted[name] = max(way.low, min(way.high, self._wanted[name] + more))

    def _way(self, name: str) -> Way:
        way: Way = getattr(self.reach, name)
        return way


def _rested(stick: float) -> float:
    """A stick's way without its play in the middle, still -1..1."""
    beyond = max(0.0, abs(stick) - STICK_REST) / (1.0 - STICK_REST)
    return beyond if stick > 0 else -beyond
