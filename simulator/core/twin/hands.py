"""Hands that hold the patient: springs with a limit, so that a hand can slip and be torn away.

MuJoCo's own weld is scaled by the mass of what it ties and cannot slip. A hand here is a commanded point tied to the
held body by a spring and a damper (N/m, N s/m); what stays wrong is corrected as a person does who carries a weight,
within about half a second; and no more than its limit is ever passed on.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.core.twin.grips import (
    CLAMP_DAMPS_N_S_M,
    CLAMP_DAMPS_NM_S_RAD,
    CLAMP_LIMIT_N,
    HEAD,
    HEAD_ALONG,
    HEAD_TURN_LIMIT_NM,
    HEAD_TURN_NM_RAD,
    SHOULDERS,
    SQUEEZED_FRONT,
    SQUEEZED_NOD,
    Grip,
)
from simulator.core.twin.model import AXIS_M, STEP_S, TwinModel
from simulator.core.twin.rotations import cross, rotation_vector

Floats = npt.NDArray[np.float64]

CORRECTS_IN_S: Final = 0.25
GIVES_IN_S: Final = 1.5
"""How long a hand takes to make up for a weight, and to give in to hands that want it elsewhere (s): own choices."""
TORN_M: Final = 0.15
"""A hand that is this far (m) from what it held has lost it: own choice."""
_DAMPING_RATIO: Final = 0.7
_MOVES_KG_M2: Final = 0.05


@dataclass(frozen=True, slots=True)
class Clamp:
    """Forearms along the head of hands that lie under the shoulders: they tie the head to the upper chest itself.

    `offset` (3,): where the held point of the head belongs, seen from the chest; stiffness in N/m and Nm/rad.
    """

    head: int
    chest: int
    offset: Floats
    stiffness_n_m: float
    stiffness_nm_rad: float

    def pull(self, data: Any, place: Floats, moving: Floats) -> None:
        """Add its forces: equal and opposite on head and chest."""
        frame = data.xmat[self.chest].reshape(3, 3)
        anchor = data.xpos[self.chest] + frame @ self.offset
        force = self.stiffness_n_m * np.array([0.0, 1.0, 1.0]) * (anchor - place) - CLAMP_DAMPS_N_S_M * moving
        force *= min(1.0, CLAMP_LIMIT_N / max(float(np.sqrt(force @ force)), 1e-9))
        head_frame = data.xmat[self.head].reshape(3, 3)
        spin = data.cvel[self.head, :3] - data.cvel[self.chest, :3]
        torque = self.stiffness_nm_rad * rotation_vector(frame @ head_frame.T) - CLAMP_DAMPS_NM_S_RAD * spin
        torque -= (1.0 - SQUEEZED_NOD) * float(torque @ head_frame[:, 1]) * head_frame[:, 1]
        torque *= min(1.0, HEAD_TURN_LIMIT_NM / max(float(np.sqrt(torque @ torque)), 1e-9))
        for body, sign in ((self.head, 1.0), (self.chest, -1.0)):
            data.xfrc_applied[body, :3] += sign * force
            data.xfrc_applied[body, 3:] += sign * (torque + np.cross(place - data.xipos[body], force))


@dataclass(slots=True)
class Hands:
    """The hands of one handling as arrays over their points (A). Forces in N, positions in m, world frame.

    `target`, `speed`: where each point is commanded to be and how fast that moves. `held`: does it still hold?
    `force` (A, 3) is what it passes on now. `head_target` (3, 3), `head_spin` (3,): how the head is to be turned.
    `even` (A, A): which points bear the weight together that their person makes up for; None where nobody's do.
    `head_gives` (3,): share of the stiffness along the head's own axes (to the crown, to the right, to the front);
    `head_nod`: share of the moment against nodding about the ears.
    """

    grips: tuple[Grip, ...]
    body: npt.NDArray[np.int64]
    local: Floats
    limit: Floats
    stiffness: Floats
    moves: Floats
    corrects: Floats
    owner: npt.NDArray[np.int64]
    target: Floats
    speed: Floats
    held: npt.NDArray[np.bool_]
    force: Floats
    carried: Floats
    slipping: npt.NDArray[np.bool_]
    head: int
    head_target: Floats
    head_spin: Floats
    head_torque: Floats
    head_gives: Floats
    even: npt.NDArray[np.bool_] | None = None
    head_share: float = 1.0
    head_nod: float = 1.0
    clamp: Clamp | None = None

    def places(self, data: Any) -> Floats:
        """Where the held points are (A, 3)."""
        return np.asarray(data.xpos[self.body] + _turned(data.xmat[self.body], self.local))

    def pull(self, model: TwinModel, data: Any) -> None:
        """Add the forces of this step to `data.xfrc_applied`; positions and speeds in `data` must be fresh."""
        if not len(self.body):
            return
        place = self.places(data)
        spin = data.cvel[self.body, :3]
        arm = place - data.subtree_com[model.mj.body_rootid[self.body]]
        moving = data.cvel[self.body, 3:] + cross(spin, arm)
        error = self.target - place
        self.held &= (error * error).sum(axis=1) < TORN_M**2
        damper = 2.0 * _DAMPING_RATIO * np.sqrt(self.stiffness * self.moves)[:, None]
        wanted = self.stiffness[:, None] * error + damper * (self.speed - moving)
        if self.head >= 0:
            frame = data.xmat[self.body[self.head]].reshape(3, 3)
            held_back = (frame * self.head_gives) @ frame.T
            wanted[self.head] = held_back @ wanted[self.head]
            error[self.head] = (frame * (self.head_gives == 1.0)) @ (error[self.head] @ frame)
        wanted += self.carried
        wanted[~self.held] = 0.0
        size = np.sqrt((wanted * wanted).sum(axis=1))
        self.slipping = size > self.limit
        share = np.minimum(1.0, self.limit / np.maximum(size, 1e-9))
        self.force = wanted * share[:, None]
        gain = self.stiffness * (STEP_S / CORRECTS_IN_S) * (~self.slipping & self.held)
        self.carried += gain[:, None] * self.corrects * error - self.carried * (STEP_S / GIVES_IN_S)
        if self.even is not None:
            self._bear_alike(self.even & self.held)
        np.add.at(data.xfrc_applied[:, :3], self.body, self.force)
        np.add.at(data.xfrc_applied[:, 3:], self.body, cross(place - data.xipos[self.body], self.force))
        if self.head >= 0:
            self._turn_head(data)
            if self.clamp is not None and self.held[self.head]:
                self.clamp.pull(data, place[self.head], moving[self.head])

    def _bear_alike(self, together: npt.NDArray[np.bool_]) -> None:
        """What a person has come to bear with one arm goes over to the other, as quickly as it was made up for."""
        up = self.carried[:, 2]
        count = together.sum(axis=1)
        mean = np.where(count > 0, together @ up / np.maximum(count, 1), up)
        up += self.held * (mean - up) * (STEP_S / CORRECTS_IN_S)

    def _turn_head(self, data: Any) -> None:
        body = self.body[self.head]
        if not self.held[self.head]:
            self.head_torque = np.zeros(3)
            return
        wrong = rotation_vector(self.head_target @ data.xmat[body].reshape(3, 3).T)
        stiff = HEAD_TURN_NM_RAD * self.head_share
        damper = 2.0 * _DAMPING_RATIO * (stiff * _MOVES_KG_M2) ** 0.5
        torque = stiff * wrong + damper * (self.head_spin - data.cvel[body, :3])
        if self.head_nod != 1.0:
            ear_to_ear = data.xmat[body].reshape(3, 3)[:, 1]
            torque -= (1.0 - self.head_nod) * float(torque @ ear_to_ear) * ear_to_ear
        size = float(np.sqrt(torque @ torque))
        if size > HEAD_TURN_LIMIT_NM:
            torque *= HEAD_TURN_LIMIT_NM / size
            self.slipping[self.head] = True
        self.head_torque = torque
        data.xfrc_applied[body, 3:] += torque

    def by_hand(self, per_point: Floats) -> Floats:
        """Sums of what is given for each point (A, ...) over the points of each hand (H, ...)."""
        total = np.zeros((len(self.grips), *per_point.shape[1:]))
        np.add.at(total, self.owner, per_point)
        return total


def take_hold(model: TwinModel, data: Any, grips: tuple[Grip, ...]) -> Hands:
    """Hands laid on the patient as he lies now; `data` must be fresh. Nothing is pushed by laying them on."""
    points = [(number, *place) for number, grip in enumerate(grips) for place in grip.on]
    scale = model.build.size.scale
    body = np.array([model.body(name) for _, name, _ in points], dtype=np.int64)
    local = np.array([_local(model, name, point, scale) for _, name, point in points]).reshape(-1, 3)
    owner = np.array([number for number, _, _ in points], dtype=np.int64)
    fingers = np.bincount(owner, minlength=len(grips)) if len(points) else np.zeros(0)
    count = len(points)
    head = next((i for i, (n, _, _) in enumerate(points) if grips[n].hand == HEAD.hand), -1)
    squeezed = any(grip in SHOULDERS for grip in grips)
    hands = Hands(
        grips=grips,
        body=body,
        local=local,
        limit=np.array([grips[n].limit_n / fingers[n] for n in owner]),
        stiffness=np.array([grips[n].stiffness_n_m / fingers[n] for n in owner]),
        moves=np.array([grips[n].moves_kg for n in owner]),
        corrects=np.array([[float(grips[n].corrects)] for n in owner]).reshape(-1, 1),
        owner=owner,
        target=np.zeros((count, 3)),
        speed=np.zeros((count, 3)),
        held=np.ones(count, dtype=np.bool_),
        force=np.zeros((count, 3)),
        carried=np.zeros((count, 3)),
        slipping=np.zeros(count, dtype=np.bool_),
        head=head,
        head_target=np.eye(3),
        head_spin=np.zeros(3),
        head_torque=np.zeros(3),
        head_gives=np.array([HEAD_ALONG, 1.0, SQUEEZED_FRONT if squeezed else 1.0]),
        head_nod=SQUEEZED_NOD if squeezed else 1.0,
        even=_even(grips, owner),
    )
    if count:
        hands.target = hands.places(data)
    return hands


def _even(grips: tuple[Grip, ...], owner: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_] | None:
    """Which points (A, A) belong to one person whose arms bear alike; every other point stands alone."""
    if not any(grip.shares for grip in grips):
        return None
    person = np.array([grips[n].person if grips[n].shares else grips[n].hand for n in owner])
    alone = np.array([not grips[n].shares for n in owner])
    together = person[:, None] == person
    together[alone] = np.eye(len(owner), dtype=np.bool_)[alone]
    return np.asarray(together)


def _local(model: TwinModel, name: str, point: tuple[float, float, float], scale: float) -> Floats:
    """A point given from the trunk's axis, in the frame of its body (all frames are parallel at rest)."""
    x, y, z = (part * scale for part in point)
    if name == "board" or name.startswith(("thigh", "shank")):
        return np.array([x, y, z])
    above = AXIS_M * scale - (rest_height(model, name))
    return np.array([x, y, z + above])


def rest_height(model: TwinModel, name: str) -> float:
    """Height (m) of a body's frame above the ground that the patient lies on, at rest."""
    height, number = 0.0, model.body(name)
    pelvis = model.body("pelvis")
    while number != pelvis:
        height += float(model.mj.body_pos[number][2])
        number = int(model.mj.body_parentid[number])
    return height + AXIS_M * model.build.size.scale


def _turned(frames: Floats, vectors: Floats) -> Floats:
    return np.asarray(np.einsum("aij,aj->ai", frames.reshape(-1, 3, 3), vectors))
