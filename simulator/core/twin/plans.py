"""Plans: how far a technique rolls, shifts and lifts the body, and when.

A plan is a path of a rigid, straight body from where it lies when the order is given. How hands follow it stands in
`following`. No physics is needed to know a plan, so that scene files are read without it.
"""

from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class Plan:
    """One manoeuvre. `turn_deg`: by how much the roll changes; `lift_m`, `along_m`, `across_m`: by how much it moves.

    `move_s`: how long the movement takes; `down_s`: when it is set down again (None: it stays up). `miss`: how far
    hands miss in it against other movements: bearers of a board match their heights by the board itself.
    """

    technique: str
    move_s: float
    turn_deg: float = 0.0
    lift_m: float = 0.0
    along_m: float = 0.0
    across_m: float = 0.0
    down_s: float | None = None
    miss: float = 1.0

    def share(self, t_s: float) -> float:
        """How much of the way is done `t_s` after the order: 0..1, and back to 0 where it is set down."""
        up = smooth(t_s / self.move_s)
        if self.down_s is None:
            return up
        return up - smooth((t_s - self.down_s) / self.move_s)

    def in_time(self, move_s: float | None) -> "Plan":
        """The same way in another time (s); how long it stays up before it is set down is kept."""
        if move_s is None:
            return self
        down = None if self.down_s is None else round(self.down_s + move_s - self.move_s, 3)
        return replace(self, move_s=move_s, down_s=down)

    @property
    def length_s(self) -> float:
        """How long it takes in all when everybody moves on the word (s)."""
        return self.move_s if self.down_s is None else self.down_s + self.move_s


COMPRESSIONS: Final = "compressions"
"""The plan under which the chest is pressed and the body lies still."""

LOOSEN: Final = "loosen-helmet"
HELMET: Final = frozenset({LOOSEN, "slide-helmet-off"})
"""The techniques in which the leader's hands are at a helmet and somebody else's at the head."""

# Times are own choices: unhurried, as a team does that counts.
PLANS: Final = {
    "hold": Plan("hold", 1.0),
    "roll-to-side": Plan("roll", 3.0, turn_deg=70.0),
    "roll-back": Plan("roll", 3.0, turn_deg=-70.0),
    "lift-and-slide": Plan("lift-and-slide", 2.4, lift_m=0.06, down_s=5.0),
    "flat-lift": Plan("flat-lift", 3.0, lift_m=0.12, down_s=5.5),
    "six-plus-lift": Plan("six-plus-lift", 2.6, lift_m=0.10, down_s=5.2),
    # For each half of a scoop: a little off the floor and down again (10 to 15 degrees at most, clinical reference,
    # 1.9), or far too much.
    "tilt-right": Plan("tilt-right", 1.5, turn_deg=10.0, down_s=3.0),
    "tilt-left": Plan("tilt-left", 1.5, turn_deg=-10.0, down_s=3.0),
    "tilt-right-far": Plan("tilt-right", 1.9, turn_deg=45.0, down_s=3.2),
    "tilt-left-far": Plan("tilt-left", 1.9, turn_deg=-45.0, down_s=3.2),
    # A helmet: first up to the ears and past the nose, then off; tilted by the leader's hands, straight, or twisted.
    "loosen-helmet": Plan(LOOSEN, 3.0, along_m=0.08, lift_m=0.02),
    "loosen-helmet-straight": Plan(LOOSEN, 3.0, along_m=0.08),
    "loosen-helmet-twisting": Plan(LOOSEN, 3.0, along_m=0.08, lift_m=0.02, turn_deg=25.0),
    "slide-helmet-off": Plan("slide-helmet-off", 3.0, along_m=0.16, lift_m=0.02),
    "slide-helmet-off-twisting": Plan("slide-helmet-off", 3.0, along_m=0.16, lift_m=0.02, turn_deg=25.0),
    "slide": Plan("slide", 3.0, along_m=0.15, lift_m=0.0),
    "shove": Plan("slide", 1.2, across_m=-0.10),
    "shoulders-and-legs": Plan("shoulders-and-legs", 2.0, lift_m=0.5),
    "carry": Plan("carry", 4.0, lift_m=0.70, miss=0.3),
    "set-down": Plan("carry", 4.0, lift_m=-0.70, miss=0.3),
    COMPRESSIONS: Plan("press", 1.0),  # they last until all are done, or as long as the action
}


def smooth(share: float) -> float:
    """A movement as a hand makes it: it sets out and arrives without a jerk (minimum-jerk polynomial)."""
    u = min(1.0, max(0.0, share))
    return u * u * u * (10.0 + u * (6.0 * u - 15.0))
