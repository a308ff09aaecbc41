"""The body as a MuJoCo model: pelvis, 24 vertebrae, head, arms and legs, lying on a floor, a board or a soft stretcher.

Metres, kilograms, z up; the patient lies on the back, head towards +x, left side towards -y. Each level has three
hinges in the order flexion, bending, turn (a Cardan sequence as in joint kinematics of gait laboratories); how they
resist is not in the MuJoCo model but in `levels`, because a neutral zone is no linear spring. An injured
level can also slide along, aside and forwards, on linear springs.

Own choices, none of them measured here: the spine as a straight line at rest; the trunk as slices with elliptical
sections (shoulders, pelvis and head as in the clinical reference, 3.6); arms bound to the sides; friction of clothes
on floor and board.
"""

from dataclasses import dataclass, field
from typing import Any, Final

import mujoco
import numpy as np
import numpy.typing as npt

from simulator.core.twin.anatomy import VERTEBRA_M, VERTEBRAE, Injury, Masses, Size, masses
from simulator.core.twin.body import LEVELS
from simulator.core.twin.levels import Resistance, damping, resistance, sliding

Ints = npt.NDArray[np.int64]

STEP_S: Final = 1.0 / 240.0
"""One step of the physics (s): four of them to a picture at 60 Hz."""

# Axes of the three hinges in the world's frame at rest: flexion lifts the head (+x towards +z), bending to the left
# takes it towards -y, turning to the left takes the face (+z) towards -y.
HINGES: Final = (("flexion", (0.0, -1.0, 0.0)), ("bending", (0.0, 0.0, -1.0)), ("turn", (1.0, 0.0, 0.0)))

# Bodies that carry the 25 levels, C0-C1 first: each is the upper partner of its level.
LEVEL_BODIES: Final = ("head", *VERTEBRAE)

# An injured level can also slide: along the spine (drawn apart +), to the left, to the front. Sound ones move less than
# half a millimetre in all that is done here, so that they have hinges only.
SLIDES: Final = (("apart", (1.0, 0.0, 0.0)), ("aside", (0.0, -1.0, 0.0)), ("forwards", (0.0, 0.0, 1.0)))
SLIDE_LIMIT_M: Final = 0.012
"""How far ligament and bone let an injured level slide at most (m): own choice, beyond three times what is unstable."""

AXIS_M: Final = 0.11  # height of the axis of trunk and head above what the body lies on
# Half breadth and half depth of the sections (m): shoulders, pelvis and head from the clinical reference (3.6).
SECTIONS: Final = {
    "shoulders": (0.20, 0.11),
    "chest": (0.175, 0.11),
    "waist": (0.155, 0.105),
    "pelvis": (0.17, 0.11),
    "head": (0.075, 0.095),
}
_SECTION_OF: Final = {
    **{f"T{n}": "shoulders" for n in range(1, 6)},
    **{f"T{n}": "chest" for n in range(6, 11)},
    **dict.fromkeys(("T11", "T12", "L1", "L2", "L3", "L4", "L5"), "waist"),
}
# What touches: the patient (bit 1) meets floor and board, the board (bit 2) the floor. Of the patient's bodies only a
# few do, so that the physics stays fast.
_TOUCHING: Final = frozenset({"T2", "T4", "T7", "T10", "L1", "L4"})
# Height of the line of vertebral bodies above the ground, m (own choice from sections of the trunk).
_LINE_M: Final = {"L": 0.075, "T": 0.072, "C": 0.095}
_S1_AHEAD_M: Final = 0.09
_HIP: Final = (-0.03, 0.085, 0.085)
_THIGH_M: Final = 0.42
_SHANK_M: Final = 0.44
FRICTION: Final = 0.5
SCALP: Final = (0.5, 0.02, 0.02)
"""Friction of the head: it slides, and for hair and scalp it does not roll like a ball (m). Own choice."""
ELLIPSOID: Final = int(mujoco.mjtGeom.mjGEOM_ELLIPSOID)
CAPSULE: Final = int(mujoco.mjtGeom.mjGEOM_CAPSULE)
BOARD_M: Final = (1.83, 0.44, 0.05)
BOARD_MASS_KG: Final = 7.0
_ARMATURE: Final = 0.0015  # kg m2, steadies the small vertebrae


SUPPORTS: Final = ("floor", "board", "stretcher", "scoop")


@dataclass(frozen=True, slots=True)
class Build:
    """Everything that the model depends on. `support`: floor, board, stretcher (a soft one) or scoop."""

    size: Size = field(default_factory=Size)
    injury: Injury = field(default_factory=Injury)
    support: str = "floor"

    def __post_init__(self) -> None:
        if self.support not in SUPPORTS:
            raise ValueError(f"there is no support {self.support!r}")


@dataclass(frozen=True, slots=True)
class TwinModel:
    """A compiled body: the MuJoCo model, the law of its levels and where things stand in its arrays.

    `hinge_q`, `hinge_v` (25, 3): addresses of the hinges; `slide_q` (3,): of the slides of the injured level, empty for
    a sound spine; `level_body` (25,): bodies above the levels; `touching`:
    geoms of the patient that may touch the ground; `board`: the board's body, -1 without one.
    """

    build: Build
    mj: Any
    law: Resistance
    hinge_q: Ints
    hinge_v: Ints
    slide_q: Ints
    level_body: Ints
    board: int
    touching: Ints

    @property
    def ground_m(self) -> float:
        """Height (m) of what the patient lies on at first."""
        return BOARD_M[2] if self.board >= 0 else 0.0

    def body(self, name: str) -> int:
        """The number of a body; KeyError for a name that is none."""
        return int(self.mj.body(name).id)


def build_model(build: Build) -> TwinModel:
    """Compile the body. The same build gives the same model."""
    law = resistance(build.size, build.injury)
    spec = _world()
    _lay_spine(spec, build, law)
    if build.support != "floor":
        _put_board(spec, build)
    mj = spec.compile()
    slides = SLIDES if build.injury.severity != "none" else ()
    rows = [[mj.joint(f"{level} {axis}") for axis, _ in HINGES] for level in LEVELS]
    return TwinModel(
        build=build,
        mj=mj,
        law=law,
        hinge_q=np.array([[int(j.qposadr[0]) for j in row] for row in rows]),
        hinge_v=np.array([[int(j.dofadr[0]) for j in row] for row in rows]),
        slide_q=np.array([int(mj.joint(name).qposadr[0]) for name, _ in slides], dtype=np.int64),
        level_body=np.array([int(mj.body(name).id) for name in LEVEL_BODIES]),
        board=int(mj.body("board").id) if build.support != "floor" else -1,
        touching=np.flatnonzero((mj.geom_contype == 1) & np.isin(mj.geom_type, (ELLIPSOID, CAPSULE))),
    )


def _world() -> Any:
    spec = mujoco.MjSpec()
    spec.modelname = "patient"
    option = spec.option
    option.timestep = STEP_S
    option.integrator = mujoco.mjtIntegrator.mjINT_IMPLICITFAST
    option.iterations, option.ls_iterations = 8, 8
    option.cone = mujoco.mjtCone.mjCONE_PYRAMIDAL
    spec.worldbody.add_geom(
        name="floor",
        type=mujoco.mjtGeom.mjGEOM_PLANE,
        size=[3, 3, 0.1],
        contype=0,
        conaffinity=3,
        friction=[FRICTION, 0.005, 0.0001],
    )
    return spec


def _lay_spine(spec: Any, build: Build, law: Resistance) -> None:
    size, mass = build.size, masses(build.size)
    scale = size.scale
    ground = BOARD_M[2] if build.support != "floor" else 0.0
    axis = AXIS_M * scale
    pelvis = spec.worldbody.add_body(name="pelvis", pos=[0, 0, ground + axis])
    pelvis.add_freejoint(name="root")
    _flesh(pelvis, (0, 0, 0), "pelvis", 0.10 * scale, mass.pelvis, scale, touches=True)
    _hang_legs(pelvis, mass, scale)
    # Upwards from the sacrum: each vertebra is a child of the one below.
    parent, here = pelvis, np.array([0.0, 0.0, axis])
    joint = np.array([_S1_AHEAD_M, 0.0, _LINE_M["L"]]) * scale
    damp, hard = damping(law), np.degrees(law.hard)
    for row in range(len(LEVELS) - 1, -1, -1):
        name = LEVEL_BODIES[row]
        body = parent.add_body(name=name, pos=(joint - here).tolist())
        if row == build.injury.row and build.injury.severity != "none":
            _let_slide(body, build, mass.head + sum(mass.vertebrae[:row]))
        for column, (axis_name, direction) in enumerate(HINGES):
            limit = float(hard[row, column])
            body.add_joint(
                name=f"{LEVELS[row]} {axis_name}",
                type=mujoco.mjtJoint.mjJNT_HINGE,
                axis=list(direction),
                damping=_cubic(float(damp[row, column])),
                armature=_ARMATURE,
                limited=mujoco.mjtLimited.mjLIMITED_TRUE,
                range=[-limit, limit],
                solref_limit=[0.02, 1.0],
            )
        here, up = joint, axis - joint[2]
        if name == "head":
            _flesh(body, (0.035 * scale, 0, up), "head", 0.11 * scale, mass.head, scale, touches=True)
            break
        length = VERTEBRA_M[VERTEBRAE.index(name)] * scale
        weight = mass.vertebrae[VERTEBRAE.index(name)]
        if name[0] == "C":
            _neck_slice(body, length, weight, scale)
        else:
            _flesh(body, (length / 2, 0, up), _SECTION_OF[name], None, weight, scale, name in _TOUCHING, length)
        if name in _ARM_PARTS:
            _lay_arm_parts(body, name, mass, scale, up)
        joint = joint + np.array([length, 0.0, 0.0])
        joint[2] = _line(row, joint[2], scale)
        parent = body


def _let_slide(body: Any, build: Build, carried_kg: float) -> None:
    stiff, damp = sliding(build.size, build.injury, carried_kg)
    for number, (name, direction) in enumerate(SLIDES):
        body.add_joint(
            name=name,
            type=mujoco.mjtJoint.mjJNT_SLIDE,
            axis=list(direction),
            stiffness=_cubic(float(stiff[number])),
            damping=_cubic(float(damp[number])),
            limited=mujoco.mjtLimited.mjLIMITED_TRUE,
            range=[-SLIDE_LIMIT_M, SLIDE_LIMIT_M],
            solref_limit=[0.02, 1.0],
        )


def _line(row: int, height_m: float, scale: float) -> float:
    """Height of the next joint up: the neck climbs from the line of the trunk to that of the head."""
    level = LEVELS[max(row - 1, 0)]
    target = _LINE_M[level[0]] * scale
    return height_m + (target - height_m) * (0.35 if level[0] == "C" else 0.5)


def _flesh(
    body: Any,
    at: tuple[float, float, float],
    section: str,
    half_length: float | None,
    mass: float,
    scale: float,
    touches: bool,
    length: float = 0.0,
) -> None:
    breadth, depth = (part * scale for part in SECTIONS[section])
    if touches:
        # A slice that touches stands for its neighbours too, so it is longer than its vertebra.
        body.add_geom(
            type=mujoco.mjtGeom.mjGEOM_ELLIPSOID,
            pos=list(at),
            size=[half_length or 0.06 * scale, breadth, depth],
            mass=mass,
            contype=1,
            conaffinity=0,
            friction=[FRICTION, 0.005, 0.0001] if section != "head" else list(SCALP),
            condim=3 if section != "head" else 6,
            solref=[0.03, 1.0],
        )
        return
    body.add_geom(
        type=mujoco.mjtGeom.mjGEOM_BOX,
        pos=list(at),
        size=[length / 2, 0.8 * breadth, 0.8 * depth],
        mass=mass,
        contype=0,
        conaffinity=0,
    )


def _neck_slice(body: Any, length: float, mass: float, scale: float) -> None:
    body.add_geom(
        type=mujoco.mjtGeom.mjGEOM_BOX,
        pos=[length / 2, 0, 0],
        size=[length / 2, 0.055 * scale, 0.055 * scale],
        mass=mass,
        contype=0,
        conaffinity=0,
    )


def _hang_legs(pelvis: Any, mass: Masses, scale: float) -> None:
    for side, sign in (("left", -1.0), ("right", 1.0)):
        x, y, z = (part * scale for part in _HIP)
        thigh = pelvis.add_body(name=f"thigh.{side}", pos=[x, sign * y, z - AXIS_M * scale])
        _ball(thigh, f"hip.{side}", 25.0, 6.0)
        _limb(thigh, _THIGH_M * scale, 0.068 * scale, mass.thigh)
        shank = thigh.add_body(name=f"shank.{side}", pos=[-_THIGH_M * scale, 0, 0])
        _knee(shank, f"knee.{side}", 60.0, 5.0, (0, 1, 0))
        _limb(shank, _SHANK_M * scale, 0.05 * scale, mass.shank)


# The arms lie at the sides, palms on the thighs. Each half moves with the slice of the trunk that it rests on; it hangs
# from no joint, because an arm that hung from the shoulder alone would tip the chest.
_ARM_PARTS: Final = {"T6": ("upper arm", 0.28, 0.042), "L3": ("forearm", 0.33, 0.035)}


def _lay_arm_parts(slice_: Any, name: str, mass: Masses, scale: float, up_m: float) -> None:
    part, length, radius = _ARM_PARTS[name]
    weight = mass.upper_arm if part == "upper arm" else mass.forearm
    for side, sign in (("left", -1.0), ("right", 1.0)):
        arm = slice_.add_body(name=f"{part}.{side}", pos=[0.5 * length * scale, sign * 0.18 * scale, up_m])
        _limb(arm, length * scale, radius * scale, weight, touches=False)


def _cubic(linear: float) -> list[float]:
    return [linear, 0.0, 0.0]


def _ball(body: Any, name: str, stiffness: float, damp: float) -> None:
    body.add_joint(
        name=name, type=mujoco.mjtJoint.mjJNT_BALL, stiffness=_cubic(stiffness), damping=_cubic(damp), armature=0.01
    )


def _knee(body: Any, name: str, stiffness: float, damp: float, axis: tuple[int, int, int]) -> None:
    body.add_joint(
        name=name,
        type=mujoco.mjtJoint.mjJNT_HINGE,
        axis=list(axis),
        stiffness=_cubic(stiffness),
        damping=_cubic(damp),
        armature=0.01,
        limited=mujoco.mjtLimited.mjLIMITED_TRUE,
        range=[-140, 5],
    )


def _limb(body: Any, length: float, radius: float, mass: float, touches: bool = True) -> None:
    body.add_geom(
        type=mujoco.mjtGeom.mjGEOM_CAPSULE,
        fromto=[0, 0, 0, -length, 0, 0],
        size=[radius, 0, 0],
        mass=mass,
        contype=int(touches),
        conaffinity=0,
        friction=[FRICTION, 0.005, 0.0001],
        solref=[0.03, 1.0],
    )


# A soft stretcher gives under load: slats of cloth between the poles, each on a spring (N/m) of its own; how far apart
# they sag is what bends the body. Own choice: some 7 cm under the pelvis of an adult.
_SLATS: Final = 6
_CLOTH_N_M: Final = 2200.0
# A scoop is rigid; between its two halves the back lies on nothing (m). Own choice.
_SCOOP_GAP_M: Final = 0.07


def _put_board(spec: Any, build: Build) -> None:
    """A long board on the floor under the body; a soft stretcher's deck is cut into slats on springs."""
    length, breadth, thick = BOARD_M
    middle = 0.02 * build.size.scale
    board = spec.worldbody.add_body(name="board", pos=[middle, 0, thick / 2])
    board.add_freejoint(name="board")
    soft = build.support == "stretcher"
    blade = (breadth - _SCOOP_GAP_M) / 2
    split = build.support == "scoop"
    for across in (-(breadth - blade) / 2, (breadth - blade) / 2) if split else (0.0,):
        board.add_geom(
            type=mujoco.mjtGeom.mjGEOM_BOX,
            pos=[0, across, 0],
            size=[length / 2, (blade if split else breadth) / 2, thick / 2],
            mass=BOARD_MASS_KG / (2 if split else 1),
            contype=2,
            conaffinity=0 if soft else 1,
            friction=[FRICTION, 0.005, 0.0001],
        )
    if not soft:
        return
    half = length / _SLATS / 2
    for number in range(_SLATS):
        slat = board.add_body(name=f"slat {number}", pos=[-length / 2 + half * (2 * number + 1), 0, 0])
        slat.add_joint(
            name=f"slat {number}",
            type=mujoco.mjtJoint.mjJNT_SLIDE,
            axis=[0, 0, 1],
            stiffness=_cubic(_CLOTH_N_M),
            damping=_cubic(120.0),
        )
        slat.add_geom(
            type=mujoco.mjtGeom.mjGEOM_BOX,
            size=[half, breadth / 2, thick / 2],
            mass=0.3,
            contype=2,
            conaffinity=1,
            friction=[FRICTION, 0.005, 0.0001],
        )
