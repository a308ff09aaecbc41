"""A full-face helmet on the head: it keeps the head off the ground, and whoever slides it off drags, lifts or twists.

Only what the helmet does to the head is modelled, not the helmet itself: how far it has come off is the plan's, its
hands are the leader's. Somebody else holds the head from below by the jaw and under the occiput (`grips`). No forces of
liners were at hand: all figures are own choices, set so that a helmet that is tilted for the nose and slid along the
axis moves a held neck little, and one that is twisted off or pulled off a head that nobody holds moves it much. As
context: without training and with shoulder pads a removal flexed unstable C5-C6 by 9.3 degrees (Donaldson 1998).
"""

from dataclasses import dataclass
from math import pi, sin
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.core.twin.model import BOARD_M, SECTIONS, TwinModel
from simulator.core.twin.people import Manner
from simulator.core.twin.plans import LOOSEN, Plan
from simulator.core.twin.rotations import roll_deg
from simulator.core.twin.steering import HeadInput

Floats = npt.NDArray[np.float64]

BACK_M: Final = 0.028
"""How thick shell and liner are behind the head (m)."""
_STIFF_N_M, _DAMPS_N_S_M = 3000.0, 60.0
_BEARS_M: Final = (-0.06, 0.06)  # the shell's back bears it towards nape and crown, which keeps it from tipping
DRAG_N: Final = 16.0
"""What the liner does to the head as it slides over it (N)."""
CATCH_N: Final = 55.0
"""What comes on top where chin bar and nose catch each other, without any tilt (N)."""
NOSE_M: Final = 0.02
"""How far the front edge must be raised when it passes the nose (m)."""
_ROOM_M: Final = 0.012  # so much higher it may be before the head is lifted with it
_LIFT_N_M: Final = 1800.0
_PULL_N_M: Final = 900.0
_TWIST_NM_RAD, _TWIST_DAMPS_NM_S, _TWIST_LIMIT_NM = 16.0, 0.8, 5.0
_OFF_FROM: Final = 0.72
"""The share of the last way after which the head is out of the helmet."""
_UNSTEADY: Final = 3.0  # a helmet is further from the head than hands are: so many times what they miss there


@dataclass(slots=True)
class Shell:
    """What the helmet does to the head now: pull along its axis (N), lift (N), and where hands turn it to: its roll
    (deg, None as long as nobody works at it). It turns the head as far as its liner grips."""

    drag_n: float = 0.0
    lift_n: float = 0.0
    turn_deg: float | None = None

    def pull(self, model: TwinModel, data: Any) -> None:
        """Add its forces of this step; positions and speeds in `data` must be fresh."""
        head = model.body("head")
        frame = data.xmat[head].reshape(3, 3)
        height = ground_m(model, data) + SECTIONS["head"][1] * model.build.size.scale + BACK_M
        for along in _BEARS_M:
            place = data.xipos[head] + along * frame[:, 0]
            arm = place - data.subtree_com[model.mj.body_rootid[head]]
            speed = float(data.cvel[head, 5] + np.cross(data.cvel[head, :3], arm)[2])
            low = height - float(place[2])
            up = np.array([0.0, 0.0, max(0.0, _STIFF_N_M * low - _DAMPS_N_S_M * speed) if low > 0.0 else 0.0])
            data.xfrc_applied[head, :3] += up
            data.xfrc_applied[head, 3:] += np.cross(place - data.xipos[head], up)
        data.xfrc_applied[head, :3] += self.drag_n * frame[:, 0] + np.array([0.0, 0.0, self.lift_n])
        if self.turn_deg is not None:
            # Rolling onto the right side turns about -x, as everywhere.
            wrong = np.radians((self.turn_deg - roll_deg(frame) + 180.0) % 360.0 - 180.0)
            moment = _TWIST_NM_RAD * wrong + _TWIST_DAMPS_NM_S * float(data.cvel[head, :3] @ frame[:, 0])
            data.xfrc_applied[head, 3:] -= np.clip(moment, -_TWIST_LIMIT_NM, _TWIST_LIMIT_NM) * frame[:, 0]


def ground_m(model: TwinModel, data: Any) -> float:
    """Height (m) of what he lies on now."""
    return float(data.xpos[model.board][2]) + BOARD_M[2] / 2 if model.board >= 0 else 0.0


def needed_m(plan: Plan, share: float) -> float:
    """How high the front edge must be at this share of the way: it passes the nose while the helmet is loosened (m)."""
    return NOSE_M * sin(pi * share) if plan.technique == LOOSEN else 0.0


def scripted(plan: Plan, share: float, manner: Manner) -> HeadInput:
    """Where a scripted leader has the helmet: he misses the tilt and turns it as his hands miss everywhere."""
    going = min(1.0, 4.0 * share * (1.0 - share))
    tilt = needed_m(plan, share) * (1.0 + _UNSTEADY * manner.rise_share) + _UNSTEADY * manner.rise_m * going
    return HeadInput(_UNSTEADY * manner.turn_deg * going, max(0.0, tilt))


def worked(shell: Shell, plan: Plan, share: float, moving: float, hands: HeadInput, start_deg: float) -> None:
    """Let hands work at the helmet: `share` of the way is done, it `moves` (0..1 of the fastest), `hands` are there
    against where they took hold, with the head rolled by `start_deg`."""
    tilt = hands.height_m if plan.lift_m else 0.0  # who pulls straight tilts nothing
    needed = needed_m(plan, share)
    missing = max(0.0, needed - tilt) / NOSE_M
    shell.drag_n = moving * (DRAG_N + CATCH_N * missing) + _PULL_N_M * hands.pull_m
    shell.lift_n = _LIFT_N_M * max(0.0, tilt - needed - _ROOM_M)
    shell.turn_deg = start_deg + hands.turn_deg + plan.turn_deg * sin(4.0 * pi * share)


def is_off(plan: Plan, share: float) -> bool:
    """Has the head come out of it?"""
    return plan.technique != LOOSEN and share >= _OFF_FROM
