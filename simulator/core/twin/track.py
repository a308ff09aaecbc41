"""What a handling leaves behind: sampled angles, places and forces as plain arrays."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.core.twin.plans import Plan

Floats = npt.NDArray[np.float64]

OF_BODY: Final = (
    "levels_deg", "root_m", "root_turn", "head_turn", "chest_turn", "axial_n", "board_up", "lift_m", "shift_mm",
)  # fmt: skip
PER_HAND: Final = ("hand_n", "slipping", "held")
OF_CHEST: Final = ("depth_mm", "hand_mm", "press_n")
"""What a track holds for each sample besides its time: of the body, of every hand, of a chest that is pressed."""


@dataclass(frozen=True, slots=True)
class Track:
    """N samples. Time counts in s from when hands were laid on; `word_s` is when the order came.

    `levels_deg` (N, 25, 3): flexion, bending to the left, turn to the left of each level (Cardan angles in this
    order). `root_m` (N, 3), `root_turn` (N, 4): place of the pelvis and its rotation as a quaternion (w, x, y, z).
    `head_turn`, `chest_turn` (N, 3, 3): rotations of the head and of T2. `axial_n` (N, 25): force along the spine at
    each level, N, traction +. `hand_n` (N, H, 3): force of each hand of `hands` on the patient, N. `slipping`,
    `held` (N, H): any point of a hand slips, every point holds. `board_up` (N, 3): direction of the board's normal.
    `shift_mm` (N, 3): shift of the injured level: apart, to the left, to the front; empty (0, 3): not measured.
    `lift_m` (N,): height of the lowest point of trunk, head and legs above what they lay on at first. `delay_s`: who
    set out how late after the word.

    Of compressions there are other signals, and those of the body are empty, as the body lies still: `depth_mm` (N,)
    how far the chest is pressed in, `hand_mm` (N,) the height of the hands over the untouched chest, `press_n` (N,)
    their force on it. In all other handlings these three are empty.
    """

    time_s: Floats
    levels_deg: Floats
    root_m: Floats
    root_turn: Floats
    head_turn: Floats
    chest_turn: Floats
    axial_n: Floats
    hands: tuple[str, ...]
    hand_n: Floats
    slipping: npt.NDArray[np.bool_]
    held: npt.NDArray[np.bool_]
    board_up: Floats
    lift_m: Floats
    word_s: float
    plan: Plan
    injured: int
    delay_s: Mapping[str, float] = field(default_factory=dict)
    shift_mm: Floats = field(default_factory=lambda: np.zeros((0, 3)))
    depth_mm: Floats = field(default_factory=lambda: np.zeros(0))
    hand_mm: Floats = field(default_factory=lambda: np.zeros(0))
    press_n: Floats = field(default_factory=lambda: np.zeros(0))

    @property
    def of_chest(self) -> bool:
        """Is this a track of compressions?"""
        return bool(len(self.depth_mm))

    def then(self, later: "Track") -> "Track":
        """This track and what came after it on the same patient. Hands that differ are kept apart by name."""
        names = tuple(dict.fromkeys((*self.hands, *later.hands)))
        shift = float(self.time_s[-1])
        joined: dict[str, Any] = {
            name: np.concatenate([getattr(self, name), getattr(later, name)[1:]]) for name in OF_BODY
        }
        for name in PER_HAND:
            joined[name] = np.concatenate([_columns(self, name, names), _columns(later, name, names)[1:]])
        time = np.concatenate([self.time_s, shift + later.time_s[1:]])
        return replace(self, time_s=time, hands=names, **joined)


def _columns(track: Track, field_name: str, names: tuple[str, ...]) -> Any:
    values = getattr(track, field_name)
    wide = np.zeros((len(values), len(names), *values.shape[2:]), dtype=values.dtype)
    for column, name in enumerate(track.hands):
        wide[:, names.index(name)] = values[:, column]
    return wide
