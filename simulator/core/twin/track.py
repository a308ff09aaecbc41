"""What a handling leaves behind: sampled angles, places and forces as plain arrays, sixty a second."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.core.twin.model import CAPSULE
from simulator.core.twin.plans import Plan

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Track:
    """N samples. Time counts in s from when hands were laid on; `word_s` is when the order came.

    `levels_deg` (N, 25, 3): flexion, bending to the left, turn to the left of each level (Cardan angles in this
    order). `root_m` (N, 3), `root_turn` (N, 4): place of the pelvis and its rotation as a quaternion (w, x, y, z).
    `head_turn`, `chest_turn` (N, 3, 3): rotations of the head and of T2. `axial_n` (N, 25): force along the spine at
    each level, N, traction +. `hand_n` (N, H, 3): force of each hand of `hands` on the patient, N. `slipping`,
    `held` (N, H): any point of a hand slips, every point holds. `board_up` (N, 3): direction of the board's normal.
    `lift_m` (N,): height of the lowest point of trunk, head and legs above what they lay on at first. `delay_s`: who
    set out how late after the word.
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

    def then(self, later: "Track") -> "Track":
        """This track and what came after it on the same patient. Hands that differ are kept apart by name."""
        names = tuple(dict.fromkeys((*self.hands, *later.hands)))
        shift = float(self.time_s[-1])
        joined: dict[str, Any] = {
            name: np.concatenate([getattr(self, name), getattr(later, name)[1:]])
            for name in (
                "levels_deg",
                "root_m",
                "root_turn",
                "head_turn",
                "chest_turn",
                "axial_n",
                "board_up",
                "lift_m",
            )
        }
        for name in ("hand_n", "slipping", "held"):
            joined[name] = np.concatenate([_columns(self, name, names), _columns(later, name, names)[1:]])
        time = np.concatenate([self.time_s, shift + later.time_s[1:]])
        return replace(self, time_s=time, hands=names, **joined)


def _columns(track: Track, field_name: str, names: tuple[str, ...]) -> Any:
    values = getattr(track, field_name)
    wide = np.zeros((len(values), len(names), *values.shape[2:]), dtype=values.dtype)
    for column, name in enumerate(track.hands):
        wide[:, names.index(name)] = values[:, column]
    return wide


class Recorder:
    """Collects the samples of one handling."""

    def __init__(self, twin: Any, word_s: float) -> None:
        self._twin = twin
        self._word_s = word_s
        self._rows: list[tuple[Any, ...]] = []

    def note(self, t_s: float, axial_n: Floats) -> None:
        """Take one sample; `axial_n` (25,) is the force along the spine."""
        twin, data = self._twin, self._twin.data
        hands, model = twin.hands, twin.model
        count = len(hands.grips)
        slipping, held = np.zeros(count, dtype=np.bool_), np.ones(count, dtype=np.bool_)
        np.logical_or.at(slipping, hands.owner, hands.slipping)
        np.logical_and.at(held, hands.owner, hands.held)
        board = data.xmat[model.board].reshape(3, 3)[:, 2] if model.board >= 0 else np.array([0.0, 0.0, 1.0])
        self._rows.append(
            (
                t_s,
                np.degrees(twin.angles_rad),
                data.qpos[:3].copy(),
                data.qpos[3:7].copy(),
                twin.frame("head")[1],
                twin.frame("T2")[1],
                axial_n,
                hands.by_hand(hands.force),
                slipping,
                held,
                np.array(board),
                lowest_m(model, data),
            )
        )

    def track(self, plan: Plan, delay_s: Mapping[str, float]) -> Track:
        """The samples so far."""
        time, levels, root, turn, head, chest, axial, force, slipping, held, board, lift = (
            np.array(column) for column in zip(*self._rows, strict=True)
        )
        return Track(
            time_s=time,
            levels_deg=levels,
            root_m=root,
            root_turn=turn,
            head_turn=head,
            chest_turn=chest,
            axial_n=axial,
            hands=tuple(grip.hand for grip in self._twin.hands.grips),
            hand_n=force,
            slipping=slipping,
            held=held,
            board_up=board,
            lift_m=lift,
            word_s=self._word_s,
            plan=plan,
            injured=self._twin.model.build.injury.row,
            delay_s=dict(delay_s),
        )


def lowest_m(model: Any, data: Any) -> float:
    """Height (m) of the lowest point of what may touch the ground, above what the patient lay on at first."""
    geoms = model.touching
    down = data.geom_xmat[geoms].reshape(-1, 3, 3)[:, 2, :]
    reach = np.sqrt(((down * model.mj.geom_size[geoms]) ** 2).sum(axis=1))
    # A capsule reaches as far as its half length along its axis, and its radius everywhere.
    capsule = model.mj.geom_type[geoms] == CAPSULE
    radius, half = model.mj.geom_size[geoms, 0], model.mj.geom_size[geoms, 1]
    reach = np.where(capsule, radius + half * np.abs(down[:, 2]), reach)
    return float((data.geom_xpos[geoms, 2] - reach).min() - model.ground_m)
