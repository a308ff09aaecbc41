"""Blood loss: what it does to pulse, pressures, breathing and skin.

Directions are those of the clinical reference 4.1 (haemorrhagic column): the pulse rises first, the pulse pressure
narrows, the systolic pressure falls late, the skin grows pale, cold and wet. It gives no sizes: how much blood a
bleeding takes, and what each share of it does, are our own choice, so that a session of some minutes shows all of it.
"""

from typing import Final

MOST_LOST: Final = 0.5
"""Nobody bleeds to death here: no larger share of the blood is lost."""
LATE: Final = 0.20
"""Up to this share a body that can tighten its vessels holds the systolic pressure."""
PALE: Final = 0.06
WET: Final = 0.15
"""From these shares on the skin is pale and cold, and wet besides."""

_PER_MIN: Final = 60.0


def lost_after(lost: float, share_per_min: float, over_s: float) -> float:
    """The share of the blood (0..1) that is lost after `over_s` (s) more of a bleeding."""
    return min(MOST_LOST, lost + share_per_min * over_s / _PER_MIN)


def signs_of(lost: float, tone: float) -> dict[str, float]:
    """How far each sign is moved by a lost share of the blood: HR and RR per minute, pressures in mmHg.

    `tone` (0..1): how much of the nerves that quicken the heart and tighten the vessels is left; without them the
    pressure falls at once and the pulse does not rise.
    """
    held = LATE * tone
    late = max(0.0, lost - held)
    return {
        "HR": 190.0 * lost * tone,
        "BP_SYS": -280.0 * late,
        "BP_DIA": 45.0 * min(lost, held) - 170.0 * late,
        "RR": 45.0 * lost,
    }


def skin_of(lost: float, skin: str) -> str:
    """The skin as blood loss makes it; `skin` where too little is lost to see."""
    return "cold-wet" if lost >= WET else "pale" if lost >= PALE else skin
