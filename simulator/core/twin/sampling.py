"""Takes the samples of a handling from the physics."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.core.twin.model import CAPSULE, TwinModel
from simulator.core.twin.plans import Plan
from simulator.core.twin.track import Track
from simulator.core.twin.twin import Twin

Floats = npt.NDArray[np.float64]


class Recorder:
    """Collects the samples of one handling."""

    def __init__(self, twin: Twin, word_s: float) -> None:
        self._twin = twin
        self._word_s = word_s
        self._rows: list[dict[str, Any]] = []

    @property
    def latest(self) -> Mapping[str, Any]:
        """The last sample, by the names of the track's fields."""
        return self._rows[-1]

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
            {
                "time_s": t_s,
                "levels_deg": np.degrees(twin.angles_rad),
                "root_m": data.qpos[:3].copy(),
                "root_turn": data.qpos[3:7].copy(),
                "head_turn": twin.frame("head")[1],
                "chest_turn": twin.frame("T2")[1],
                "axial_n": axial_n,
                "hand_n": hands.by_hand(hands.force),
                "slipping": slipping,
                "held": held,
                "board_up": np.array(board),
                "lift_m": lowest_m(model, data),
                "shift_mm": twin.shift_mm,
            }
        )

    def track(self, plan: Plan, delay_s: Mapping[str, float]) -> Track:
        """The samples so far."""
        samples: dict[str, Any] = {name: np.array([row[name] for row in self._rows]) for name in self._rows[0]}
        return Track(
            **samples,
            hands=tuple(grip.hand for grip in self._twin.hands.grips),
            word_s=self._word_s,
            plan=plan,
            injured=self._twin.model.build.injury.row,
            delay_s=dict(delay_s),
        )


def lowest_m(model: TwinModel, data: Any) -> float:
    """Height (m) of the lowest point of what may touch the ground, above what the patient lay on at first."""
    geoms = model.touching
    down = data.geom_xmat[geoms].reshape(-1, 3, 3)[:, 2, :]
    reach = np.sqrt(((down * model.mj.geom_size[geoms]) ** 2).sum(axis=1))
    # A capsule reaches as far as its half length along its axis, and its radius everywhere.
    capsule = model.mj.geom_type[geoms] == CAPSULE
    radius, half = model.mj.geom_size[geoms, 0], model.mj.geom_size[geoms, 1]
    reach = np.where(capsule, radius + half * np.abs(down[:, 2]), reach)
    return float((data.geom_xpos[geoms, 2] - reach).min() - model.ground_m)
