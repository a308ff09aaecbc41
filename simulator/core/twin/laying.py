"""The same patient on something else: when a board has come under him, or when the physics has failed."""

from collections.abc import Mapping
from typing import Any, Final

import mujoco
import numpy as np

from simulator.core.twin.fixing import Fixing
from simulator.core.twin.model import AXIS_M, BOARD_M, Build
from simulator.core.twin.twin import Twin, lay_down

FLAT_DEG: Final = 12.0
"""Rolled by less than this, he lies on what is under him (deg): own choice."""
_SAG_S: Final = 1.0


def laid_over(twin: Twin, build: Build, fixing: Fixing, beside_m: tuple[float, float]) -> Twin:
    """The patient as he lies, angles and limbs unchanged, on another support, so far (x, y) beside its middle."""
    new = lay_down(build, Fixing(fixing.collar, helmet=fixing.helmet))
    count = _patient_q(twin)
    height = float(twin.data.qpos[2])
    new.data.qpos[:count] = twin.data.qpos[:count]
    new.data.qpos[:3] = (*beside_m, height + new.model.ground_m - twin.model.ground_m)
    new.data.qvel[:] = 0.0
    new.refresh()
    if build.support == "stretcher":
        for _ in range(round(_SAG_S / new.model.mj.opt.timestep)):
            new.step()
    new.fix(fixing)
    return new


def laid_as(build: Build, fixing: Fixing, sample: Mapping[str, Any]) -> Twin:
    """A patient whose spine and pelvis are as a sample has them, at rest."""
    new = lay_down(build, Fixing(fixing.collar, helmet=fixing.helmet))
    new.data.qpos[new.model.hinge_q] = np.radians(sample["levels_deg"])
    new.data.qpos[3:7] = sample["root_turn"] / np.linalg.norm(sample["root_turn"])
    lying = AXIS_M * build.size.scale + new.model.ground_m
    new.data.qpos[2] = max(float(sample["root_m"][2]), lying - BOARD_M[2])
    new.data.qvel[:] = 0.0
    mujoco.mj_forward(new.model.mj, new.data)
    new.fix(fixing)
    return new


def _patient_q(twin: Twin) -> int:
    """How many coordinates are the patient's own: a board's come after them."""
    if twin.model.board < 0:
        return int(twin.model.mj.nq)
    return int(twin.model.mj.joint("board").qposadr[0])
