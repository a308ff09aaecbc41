"""A heart that has stopped: no pulse, no pressure, no breath, and the oxygen that is left is used up.

It lasts as long as the scene's condition for it holds. What a monitor cannot measure is told as 0; that nobody's own
compressions are seen in the signs is a teaching rule: what they do is measured by themselves.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LEFT_SPO2: Final = 80.0
"""Saturation (%) of somebody who has lain without a heartbeat for about a minute: own choice."""
STOPPED: Final[Mapping[str, float]] = MappingProxyType(
    {"HR": 0.0, "BP_SYS": 0.0, "BP_DIA": 0.0, "RR": 0.0, "SPO2": 50.0}
)
"""What the signs tend to: 50 % is the least that this model shows of anybody."""


def found(signs: Mapping[str, float]) -> dict[str, float]:
    """The signs of somebody whose heart has stopped before the session began."""
    return {**signs, **STOPPED, "SPO2": min(signs["SPO2"], LEFT_SPO2)}
