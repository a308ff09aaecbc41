"""Collar, straps and head blocks: what holds the patient when hands do not.

A collar is a spring across the whole neck, between head and shoulders: it resists the sum of the cervical angles, not
any single level. Straps and blocks tie bodies to the board, each with a limit beyond which it gives.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.core.twin.body import CERVICAL
from simulator.core.twin.model import TwinModel
from simulator.core.twin.rotations import cross

Floats = npt.NDArray[np.float64]

# A collar's stiffness against flexion, bending and turn, Nm/deg, and the angle at which it rests, deg. The stiffness
# is set so that an intact neck keeps the shares of its motion given in the clinical reference, 2.3 (0.45, 0.7, 0.6);
# what a wrong one does is our own choice: a tall one extends the neck, a short or reversed one hardly holds.
COLLARS: Final = MappingProxyType(
    {
        "none": ((0.0, 0.0, 0.0), 0.0),
        "regular": ((0.037, 0.032, 0.020), 0.0),
        "tall": ((0.037, 0.032, 0.020), -8.0),
        "short": ((0.008, 0.006, 0.006), 4.0),
        "reversed": ((0.012, 0.010, 0.010), -5.0),
    }
)
_COLLARS_RAD: Final = {
    name: (np.degrees(stiff_deg), np.radians([rests_deg, 0.0, 0.0])) for name, (stiff_deg, rests_deg) in COLLARS.items()
}
_COLLAR_DAMPS_S: Final = 0.15  # of its stiffness, s

# What each device ties to the board: body, point in the body (m), stiffness N/m, limit N. Own choices.
TIES: Final = MappingProxyType(
    {
        "chest": (("T4", (0.0, 0.15, 0.0), 4000.0, 500.0), ("T4", (0.0, -0.15, 0.0), 4000.0, 500.0)),
        "pelvis": (("pelvis", (0.0, 0.14, 0.0), 4000.0, 500.0), ("pelvis", (0.0, -0.14, 0.0), 4000.0, 500.0)),
        "legs": (
            ("thigh.left", (-0.3, 0.0, 0.0), 4000.0, 400.0),
            ("thigh.right", (-0.3, 0.0, 0.0), 4000.0, 400.0),
            ("shank.left", (-0.25, 0.0, 0.0), 4000.0, 300.0),
            ("shank.right", (-0.25, 0.0, 0.0), 4000.0, 300.0),
        ),
        "head": (
            ("head", (0.05, 0.07, 0.0), 4000.0, 120.0),
            ("head", (0.05, -0.07, 0.0), 4000.0, 120.0),
            ("head", (0.08, 0.0, 0.08), 4000.0, 120.0),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Fixing:
    """What is on the patient: a collar (a key of `COLLARS`), ties (keys of `TIES`) as far as tight 0..1, a helmet."""

    collar: str = "none"
    ties: tuple[str, ...] = ()
    tight: float = 1.0
    helmet: bool = False

    def __post_init__(self) -> None:
        if self.collar not in COLLARS:
            raise ValueError(f"there is no collar {self.collar!r}")
        unknown = [tie for tie in self.ties if tie not in TIES]
        if unknown:
            raise ValueError(f"there is no tie {unknown[0]!r}")


@dataclass(slots=True)
class Ties:
    """Ties to the board as arrays over their points (T)."""

    body: npt.NDArray[np.int64]
    local: Floats
    on_board: Floats
    stiffness: Floats
    limit: Floats
    damper: Floats

    def pull(self, model: TwinModel, data: Any) -> None:
        """Add the forces of this step, and what they do to the board."""
        if not len(self.body):
            return
        place = data.xpos[self.body] + np.einsum("aij,aj->ai", data.xmat[self.body].reshape(-1, 3, 3), self.local)
        board = model.board
        base = data.xpos[board] + self.on_board @ data.xmat[board].reshape(3, 3).T
        roots = model.mj.body_rootid
        moving = data.cvel[self.body, 3:] + cross(data.cvel[self.body, :3], place - data.subtree_com[roots[self.body]])
        spin = data.cvel[board, :3] + np.zeros_like(base)
        carried = data.cvel[board, 3:] + cross(spin, base - data.subtree_com[roots[board]])
        force = self.stiffness[:, None] * (base - place) + self.damper[:, None] * (carried - moving)
        size = np.sqrt((force * force).sum(axis=1))
        force *= np.minimum(1.0, self.limit / np.maximum(size, 1e-9))[:, None]
        np.add.at(data.xfrc_applied[:, :3], self.body, force)
        np.add.at(data.xfrc_applied[:, 3:], self.body, cross(place - data.xipos[self.body], force))
        data.xfrc_applied[board, :3] -= force.sum(axis=0)
        data.xfrc_applied[board, 3:] -= cross(base - data.xipos[board], force).sum(axis=0)


def tie_down(model: TwinModel, data: Any, fixing: Fixing) -> Ties:
    """Ties closed over the patient as he lies now; `data` must be fresh. Without a board there is nothing to tie to."""
    rows = [row for name in fixing.ties for row in TIES[name]] if model.board >= 0 else []
    scale = model.build.size.scale
    body = np.array([model.body(name) for name, *_ in rows], dtype=np.int64)
    local = np.array([point for _, point, *_ in rows], dtype=np.float64).reshape(-1, 3) * scale
    on_board = np.zeros((0, 3))
    if rows:
        place = data.xpos[body] + np.einsum("aij,aj->ai", data.xmat[body].reshape(-1, 3, 3), local)
        on_board = (place - data.xpos[model.board]) @ data.xmat[model.board].reshape(3, 3)
    stiffness = np.array([stiff for *_, stiff, _ in rows]) * fixing.tight
    return Ties(
        body=body,
        local=local,
        on_board=on_board,
        stiffness=stiffness,
        limit=np.array([limit for *_, limit in rows]) * fixing.tight,
        damper=2.0 * 0.7 * np.sqrt(stiffness * 0.8),
    )


def collar_moment(fixing: Fixing, angle_rad: Floats, speed_rad_s: Floats) -> Floats:
    """The moment (3,) in Nm that a collar puts on every cervical level: it acts on the sum of their angles."""
    stiff, rests = _COLLARS_RAD[fixing.collar]
    count = len(CERVICAL)
    bent = angle_rad[:count].sum(axis=0) - rests
    return np.asarray(-stiff * bent - _COLLAR_DAMPS_S * stiff * speed_rad_s[:count].sum(axis=0))
