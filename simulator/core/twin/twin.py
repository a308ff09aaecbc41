"""The patient's body in motion: one model, its state, and a step of the physics.

Deterministic: the same calls give the same numbers to the last bit on one machine and one version of MuJoCo.
"""

from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt

from simulator.core.twin.fixing import Fixing, Ties, collar_moment, tie_down
from simulator.core.twin.grips import Grip
from simulator.core.twin.hands import Hands, take_hold
from simulator.core.twin.helmet import Shell
from simulator.core.twin.model import STEP_S, Build, TwinModel, build_model
from simulator.core.twin.rig import neck_angles_deg

Floats = npt.NDArray[np.float64]

_TURN = 2  # the third angle of a level
WILDEST_RAD_S = 400.0
"""Faster than any body part can turn: the model has failed numerically (own choice)."""


_FAILED = (
    int(mujoco.mjtWarning.mjWARN_BADQPOS),
    int(mujoco.mjtWarning.mjWARN_BADQVEL),
    int(mujoco.mjtWarning.mjWARN_BADQACC),
)


# MuJoCo would print a failed step and append it to a file in the working folder; here the counters are read instead.
mujoco.set_mju_user_warning(lambda _: None)


class PhysicsError(Exception):
    """The physics gave no number, or one that no body can have; the handling has to end."""


@dataclass(slots=True)
class Twin:
    """A lying patient. Angles in rad here; the tracks give degrees."""

    model: TwinModel
    data: Any
    hands: Hands
    ties: Ties
    fixing: Fixing
    shell: Shell | None = None
    _fresh_s: float = -1.0

    @property
    def angles_rad(self) -> Floats:
        """The angles of the levels (25, 3)."""
        return np.asarray(self.data.qpos[self.model.hinge_q])

    @property
    def shift_mm(self) -> Floats:
        """How far the injured level is shifted (3,): drawn apart, to the left, to the front; zeros for a sound one."""
        slides = self.model.slide_q
        return np.asarray(1e3 * self.data.qpos[slides]) if len(slides) else np.zeros(3)

    def frame(self, body: str) -> tuple[Floats, Floats]:
        """Where a body is: place (3,) in m and rotation (3, 3)."""
        number = self.model.body(body)
        return self.data.xpos[number].copy(), self.data.xmat[number].reshape(3, 3).copy()

    def grip(self, grips: tuple[Grip, ...]) -> None:
        """Lay these hands on the patient as he lies; all others let go."""
        self.refresh()
        self.hands = take_hold(self.model, self.data, grips)

    def fix(self, fixing: Fixing) -> None:
        """Put on collar, ties and helmet as he lies."""
        self.refresh()
        self.shell = (self.shell or Shell()) if fixing.helmet else None
        self.fixing, self.ties = fixing, tie_down(self.model, self.data, fixing)

    def refresh(self) -> None:
        """Bring places and speeds up to date with the state; to be called whenever that was changed by hand."""
        mujoco.mj_step1(self.model.mj, self.data)
        self._fresh_s = self.data.time

    def step(self, twist: Floats | None = None) -> None:
        """One step of `STEP_S`. `twist` (3,): a moment (Nm) that the patient's own muscles put on every neck level.

        PhysicsError if the body flies apart.
        """
        mj, data, model = self.model.mj, self.data, self.model
        if self._fresh_s != data.time:
            mujoco.mj_step1(mj, data)
        self._fresh_s = -1.0
        data.xfrc_applied[:] = 0.0
        self.hands.pull(model, data)
        self.ties.pull(model, data)
        if self.shell is not None:
            self.shell.pull(model, data)
        moment = model.law.moment(data.qpos[model.hinge_q])
        if self.fixing.collar != "none":
            moment[:8] += collar_moment(self.fixing, data.qpos[model.hinge_q], data.qvel[model.hinge_v])
        if twist is not None:
            moment[:8] += twist
        data.qfrc_applied[model.hinge_v] = moment
        mujoco.mj_step2(mj, data)
        # A failed MuJoCo step resets the state by itself; its warning counter is what says so.
        fastest = float(np.abs(data.qvel).max())
        if not fastest < WILDEST_RAD_S or any(data.warning[kind].number for kind in _FAILED):
            raise PhysicsError("the body's movement could not be computed")

    def axial_n(self, after_step: bool = True) -> Floats:
        """The force along the spine (25,) that passes through each level, N; traction is positive.

        To be asked right after a step, as long as the forces belong to the places; elsewhere say so.
        """
        if not after_step:
            mujoco.mj_forward(self.model.mj, self.data)
        mujoco.mj_rnePostConstraint(self.model.mj, self.data)
        along = self.data.xmat[self.model.level_body].reshape(-1, 3, 3)[:, :, 0]
        # What the lower partner does to the upper one points to the feet in traction.
        return np.asarray(-(self.data.cfrc_int[self.model.level_body, 3:] * along).sum(axis=1))


def lay_down(build: Build, fixing: Fixing | None = None, settle_s: float = 1.0, *, neck_turn_deg: float = 0.0) -> Twin:
    """A patient of this build lying still on the back, untouched.

    `neck_turn_deg`: how he was found: head turned to the left (+) or right (-) by so much, shared out over the levels
    as by a pure moment; he lies within two degrees of it. Settled bodies are kept, so that a second one of the same
    build starts at once.
    """
    worn = fixing or Fixing()
    model, rest = _settled(build, worn.collar, worn.helmet, settle_s, neck_turn_deg)
    data = copy(rest)
    twin = Twin(model, data, take_hold(model, data, ()), tie_down(model, data, Fixing()), Fixing(worn.collar))
    twin.fix(worn)
    return twin


@lru_cache(maxsize=8)
def _settled(build: Build, collar: str, helmet: bool, settle_s: float, neck_turn_deg: float) -> tuple[TwinModel, Any]:
    """A model and its data after lying down. Nobody may change either: a twin works on a copy of the data."""
    model = build_model(build)
    data = mujoco.MjData(model.mj)
    if neck_turn_deg:
        data.qpos[model.hinge_q] = np.radians(neck_angles_deg(model.law, _TURN, neck_turn_deg))
    mujoco.mj_forward(model.mj, data)
    twin = Twin(model, data, take_hold(model, data, ()), tie_down(model, data, Fixing()), Fixing(collar))
    twin.shell = Shell() if helmet else None
    for _ in range(round(settle_s / STEP_S)):
        twin.step()
    return model, data
