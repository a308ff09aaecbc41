"""A handling as it is recorded: thirty samples a second, rounded, so that record, replay and live picture are one.

Whatever a `Track` holds for each sample goes onto the tape under its own name; a new signal needs no new code here.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.core.twin.plans import Plan
from simulator.core.twin.steering import TICKS_PER_S
from simulator.core.twin.track import Track

EVERY_TICKS: Final = 2
SAMPLE_S: Final = EVERY_TICKS / TICKS_PER_S
"""From sample to sample (s)."""

DECIMALS: Final = MappingProxyType(
    {"levels_deg": 3, "root_m": 4, "axial_n": 1, "hand_n": 1, "lift_m": 4, "depth_mm": 2, "hand_mm": 2, "press_n": 0}
)
"""To how many decimals a signal is kept; rotations and what is not named to `OTHER`."""
OTHER: Final = 5


class Tape:
    """Takes samples and gives the track so far. Arrays grow by doubling, so that a look at the track costs little."""

    def __init__(self, hands: tuple[str, ...], word_s: float, plan: Plan, injured: int) -> None:
        self.hands, self.word_s, self.plan, self.injured = hands, word_s, plan, injured
        self.delay_s: dict[str, float] = {}
        self.count = 0
        self._signals: dict[str, npt.NDArray[Any]] = {}

    def add(self, sample: Mapping[str, Any]) -> None:
        """One more sample, by the names of the track's fields; its time is its number."""
        for name, value in sample.items():
            if name == "time_s":
                continue
            signal = self._room(name, np.asarray(value))
            signal[self.count] = value if signal.dtype == np.bool_ else rounded(name, value)
        self.count += 1

    def signals(self, since: int = 0) -> dict[str, npt.NDArray[Any]]:
        """The samples from number `since` on, by name: (N, ...)."""
        return {name: signal[since : self.count] for name, signal in self._signals.items()}

    def track(self) -> Track:
        """The samples so far as a track."""
        return track_of(self.signals(), self.count, self.hands, self.word_s, self.plan, self.injured, self.delay_s)

    def _room(self, name: str, value: npt.NDArray[Any]) -> npt.NDArray[Any]:
        kind = np.bool_ if value.dtype == np.bool_ else np.float64
        signal = self._signals.get(name)
        if signal is None:
            signal = np.zeros((64, *value.shape), dtype=kind)
        elif self.count == len(signal):
            signal = np.concatenate([signal, np.zeros_like(signal)])
        self._signals[name] = signal
        return signal


_FLAGS: Final = ("slipping", "held")
_STILL: Final = {
    name: np.zeros((0, *width), dtype=np.bool_ if name in _FLAGS else np.float64)
    for name, width in (
        *(
            ("levels_deg", (25, 3)),
            ("root_m", (3,)),
            ("root_turn", (4,)),
            ("head_turn", (3, 3)),
            ("chest_turn", (3, 3)),
        ),
        *(
            ("axial_n", (25,)),
            ("board_up", (3,)),
            ("lift_m", ()),
            ("hand_n", (0, 3)),
            ("slipping", (0,)),
            ("held", (0,)),
        ),
    )
}
"""The signals of a body that lies still."""


def rounded(name: str, value: Any) -> npt.NDArray[np.float64]:
    """A signal's value as it is recorded; never minus zero."""
    return np.asarray(np.round(np.asarray(value, dtype=np.float64), DECIMALS.get(name, OTHER)) + 0.0)


def track_of(
    signals: Mapping[str, npt.NDArray[Any]],
    count: int,
    hands: tuple[str, ...],
    word_s: float,
    plan: Plan,
    injured: int,
    delay_s: Mapping[str, float],
) -> Track:
    """The track of recorded signals (N, ...) by name."""
    fields: dict[str, Any] = {**(_STILL if "depth_mm" in signals else {}), **signals}
    return Track(
        time_s=np.asarray(np.arange(count) * SAMPLE_S, dtype=np.float64),
        **fields,
        hands=hands,
        word_s=word_s,
        plan=plan,
        injured=injured,
        delay_s=dict(delay_s),
    )
