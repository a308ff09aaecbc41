"""Takes the samples of a handling from the physics."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.core.twin.model import CAPSULE
from simulator.core.twin.plans import Plan
from simulator.core.twin.track import Track

Floats = npt.NDArray[np.float64]


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
