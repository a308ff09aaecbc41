"""The learner's hands on a chest: they push as long as a key, the pointer's button or a stick is down, then come up.

How long it is down decides how deep they go. They are quick to where a compression should be and slow beyond, so that
the usual press lands between 5 and 6 cm, a tap stays above and who does not let go goes too deep.
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
_KEY: Final = "down"
_STICK_DOWN: Final = -0.5


class Push:
    """Takes the place of `Steering` while the chest is pressed."""

    def __init__(self) -> None:
        self.reach = AT_CHEST
        self.hands = Hands()
        self._key = self._button = self._stick = False

    @property
    def down(self) -> bool:
        """Do the hands push now?"""
        return self._key or self._button or self._stick

    def take_over(self, hands: Hands) -> None:
        """The hands are here."""
        self.hands = hands

    def drag(self, right: float, down: float, pulling: bool = False) -> None:
        """Where the pointer goes does not matter, only whether its button is down."""

    def hold_keys(self, keys: frozenset[str]) -> None:
        """These keys of the hands are down from now on."""
        self._key = _KEY in keys

    def hold_button(self, *, down: bool) -> None:
        """The pointer's button over the stage is down, or up."""
        self._button = down

    def take_sticks(self, sticks: Sticks | None) -> None:
        """The game pad as it is now; None where none is attached."""
        self._stick = sticks is not None and sticks.height < _STICK_DOWN

    def advance(self, dt_s: float) -> Hands:
        """Let `dt_s` (s) pass: where the hands are then."""
        depth = -self.hands.height_m
        if self.down:
            quick = min(dt_s, max(0.0, _QUICK_M - depth) / _QUICK_M_S)
            depth = min(_DEEPEST_M, depth + quick * _QUICK_M_S + (dt_s - quick) * _SLOW_M_S)
        else:
            depth = max(0.0, depth - _UP_M_S * dt_s)
        self.hands = Hands(height_m=-depth)
        return self.hands
