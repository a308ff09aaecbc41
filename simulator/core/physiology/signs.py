"""The patient's signs at a moment, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

SIGNS: Final = ("HR", "BP_SYS", "BP_DIA", "RR", "SPO2")
"""The names of the signs, as scenes and monitors know them."""

# What a living patient of this model can show; nobody dies here (a pulse that stops in 4.3 is not modelled). A scene
# that begins outside stays where it began.
BOUNDS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {"HR": (25.0, 180.0), "BP_SYS": (50.0, 220.0), "BP_DIA": (25.0, 130.0), "RR": (0.0, 45.0), "SPO2": (50.0, 100.0)}
)
# How fast a sign can change, per second. Own choice: a monitor averages over several beats.
FASTEST: Final[Mapping[str, float]] = MappingProxyType(
    {"HR": 4.0, "BP_SYS": 3.0, "BP_DIA": 2.0, "RR": 1.0, "SPO2": 1.0}
)

SKIN: Final = ("normal", "warm-below-neck", "warm-below-chest", "pale", "cold-wet", "blue")
BREATHING: Final = ("normal", "shallow", "belly", "failing", "none")
CHEST: Final = ("free", "bound", "belly-bound")
AIRWAY: Final = ("free", "covered", "blocked")


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs at `at_s` (s): `hr` and `rr` per minute, pressures in mmHg, `spo2` in %, `vc` the vital capacity in % of
    predicted. `skin`, `breathing`, `chest` and `airway`: what is seen and felt, words of the tables above."""

    at_s: float
    hr: float
    bp_sys: float
    bp_dia: float
    rr: float
    spo2: float
    vc: float
    skin: str
    breathing: str
    chest: str
    airway: str

    @property
    def values(self) -> Mapping[str, float]:
        """The signs by name."""
        return {"HR": self.hr, "BP_SYS": self.bp_sys, "BP_DIA": self.bp_dia, "RR": self.rr, "SPO2": self.spo2}
