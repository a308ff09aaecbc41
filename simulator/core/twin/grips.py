"""Who holds the patient where: a table for each technique.

A hand holds one or a few bodies at points given from the axis of the trunk at rest: metres towards the head, towards
the patient's right (+y) and up, for a person of the standard height. Positions of the team follow the clinical
reference, 1.6: log roll (ATLS, World Rugby, US Army), straddle lift-and-slide, flat lift, six-plus lift. How strong
a hand is, is our own choice: no measurement was at hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from simulator.core.twin.plans import HELMET

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Grip:
    """One hand: whose, where (body, point), what part of the trunk it follows, and how strong it is.

    `limit_n`: beyond this force (N) it slips; `stiffness_n_m`: how firmly it keeps its place before it corrects;
    `moves_kg`: the mass against which it is damped; `corrects`: does it make up for what stays wrong, or only guide?
    `shares`: the weight that this person makes up for is borne by both arms alike.
    """

    hand: str
    on: tuple[tuple[str, Point], ...]
    section: str = "shoulders"
    limit_n: float = 320.0
    stiffness_n_m: float = 9000.0
    moves_kg: float = 2.0
    corrects: bool = True
    shares: bool = False

    @property
    def person(self) -> str:
        """Whose hand it is."""
        return self.hand.partition(".")[0]


HEAD: Final = Grip("leader.head", (("head", (0.03, 0.0, 0.0)),), limit_n=130.0, stiffness_n_m=6000.0, moves_kg=4.0)
HEAD_ALONG: Final = 0.2
"""Along the neck the hands at the head give way: they hold in line and do not pull (share of the stiffness)."""
HEAD_TURN_NM_RAD: Final = 45.0
HEAD_TURN_LIMIT_NM: Final = 9.0
SHOULDERS: Final = (
    Grip("leader.left", (("T1", (0.0, -0.10, 0.0)),), limit_n=130.0, stiffness_n_m=350.0, corrects=False),
    Grip("leader.right", (("T1", (0.0, 0.10, 0.0)),), limit_n=130.0, stiffness_n_m=350.0, corrects=False),
)


def _pair(person: str, section: str, bodies: tuple[str, ...], out_m: float, up_m: float) -> tuple[Grip, ...]:
    """A hand on each side of the body."""
    return tuple(
        Grip(f"{person}.{side}", tuple((name, (0.01, sign * out_m, up_m)) for name in bodies), section)
        for side, sign in (("left", -1.0), ("right", 1.0))
    )


def _legs(person: str) -> tuple[Grip, ...]:
    return (
        Grip(f"{person}.left", (("shank.left", (-0.25, -0.04, 0.0)),), "pelvis"),
        Grip(f"{person}.right", (("shank.right", (-0.25, 0.04, 0.0)),), "pelvis"),
    )


def _mirrored(grip: Grip, people: Mapping[str, str]) -> Grip:
    """The same hold from the other side of the patient, by somebody else."""
    sides = {"left": "right", "right": "left"}
    person, _, hand = grip.hand.partition(".")
    on = tuple(
        (f"{body.removesuffix('.left')}.right" if body.endswith(".left") else body, (x, -y, z))
        for body, (x, y, z) in grip.on
    )
    return replace(grip, hand=f"{people[person]}.{sides[hand]}", on=on)


# Helpers reach over the patient to the far (left) side and roll him towards themselves; hands crossed.
_ROLL: Final = tuple(
    replace(grip, stiffness_n_m=5000.0, moves_kg=4.0)
    for grip in (
        Grip("r1.left", (("T2", (0.0, -0.19, 0.0)), ("T4", (0.0, -0.19, 0.0))), "shoulders"),
        Grip("r1.right", (("T12", (0.0, -0.16, 0.0)), ("L2", (0.0, -0.16, 0.0))), "waist"),
        Grip("r2.left", (("pelvis", (0.0, -0.165, 0.0)),), "pelvis"),
        Grip("r2.right", (("thigh.left", (-0.22, -0.06, 0.0)),), "pelvis"),
        *_legs("r3"),
    )
)
# For a scoop two on one side tilt him a little towards themselves while two on the other side slide a half in: hands on
# the far shoulder and waist, and on the far hip and thigh.
_TILT_RIGHT: Final = _ROLL[:4]
_TILT_LEFT: Final = tuple(_mirrored(grip, {"r1": "r3", "r2": "r4"}) for grip in _TILT_RIGHT)
_STRADDLE: Final = (
    *_pair("r1", "shoulders", ("T3", "T4"), 0.17, 0.0),  # hands in the armpits (clinical reference, 1.6)
    *_pair("r2", "pelvis", ("pelvis", "L3"), 0.15, 0.0),
    *_legs("r3"),
)
# Forearms reach under from the patient's right: they carry near the middle of the back; the third bearer's under the
# hollows of the knees and under the calves, as the flat lift is taught (from general knowledge). Forearms so near each
# other under one back are never level to the centimetre: whoever feels the weight on one of them gives way with it.
_FLAT: Final = tuple(
    replace(grip, shares=True)
    for grip in (
        Grip("r1.left", (("T2", (0.0, -0.12, -0.09)), ("T4", (0.0, 0.14, -0.09))), "shoulders", limit_n=350.0),
        Grip("r1.right", (("T8", (0.0, -0.12, -0.09)), ("T10", (0.0, 0.14, -0.09))), "chest", limit_n=320.0),
        Grip("r2.left", (("L2", (0.0, -0.11, -0.08)), ("L4", (0.0, 0.12, -0.08))), "waist", limit_n=320.0),
        Grip(
            "r2.right", (("pelvis", (-0.03, -0.11, -0.09)), ("pelvis", (-0.03, 0.12, -0.09))), "pelvis", limit_n=320.0
        ),
        Grip("r3.left", (("thigh.left", (-0.36, 0.0, -0.06)), ("thigh.right", (-0.36, 0.0, -0.06))), "pelvis"),
        Grip("r3.right", (("shank.left", (-0.28, 0.0, -0.05)), ("shank.right", (-0.28, 0.0, -0.05))), "pelvis"),
    )
)
# Three on each side: shoulder, hip, leg. r1, r3, r5 stand at the patient's right, r2, r4, r6 at the left.
_SIX: Final = (
    *(
        grip
        for right, left, section, bodies, out_m in (
            ("r1", "r2", "shoulders", ("T2", "T5", "T8"), 0.15),
            ("r3", "r4", "pelvis", ("L2", "L4", "pelvis"), 0.13),
        )
        for person, sign in ((right, 1.0), (left, -1.0))
        for grip in (
            Grip(f"{person}.both", tuple((b, (0.0, sign * out_m, -0.05)) for b in bodies), section, limit_n=450.0),
        )
    ),
    Grip("r5.both", (("thigh.right", (-0.25, 0.05, -0.04)), ("shank.right", (-0.25, 0.04, -0.03))), "pelvis"),
    Grip("r6.both", (("thigh.left", (-0.25, -0.05, -0.04)), ("shank.left", (-0.25, -0.04, -0.03))), "pelvis"),
)
# What must not be done: one lifts under the arms, one at the lower legs, and the body hangs between them.
_ENDS: Final = (*_pair("r1", "shoulders", ("T4",), 0.17, 0.0), *_legs("r2"))
# Below a helmet that comes off: one hand at the angles of the jaw, the other under the occiput.
_BELOW: Final = (
    Grip(
        "r1.left",
        (("head", (0.0, -0.05, 0.05)), ("head", (0.0, 0.05, 0.05))),
        "head",
        limit_n=130.0,
        stiffness_n_m=6000.0,
        moves_kg=4.0,
    ),
    Grip("r1.right", (("head", (0.05, 0.0, -0.08)),), "head", limit_n=130.0, stiffness_n_m=6000.0, moves_kg=4.0),
)
HOLD_BELOW: Final = MappingProxyType({"r1.left": "jaw", "r1.right": "occiput"})
"""Which of `kinds.BELOW` each hand of that hold is."""
# Two bearers at the head end, two at the feet, each with both hands at a corner of the board.
_CORNERS: Final = tuple(
    Grip(f"{person}.both", (("board", (x, y, 0.0)),), "board", limit_n=600.0, stiffness_n_m=2500.0, moves_kg=20.0)
    for person, x, y in (
        ("leader", 0.85, -0.2),
        ("r1", 0.85, 0.2),
        ("r2", -0.85, 0.2),
        ("r3", -0.85, -0.2),
    )
)

TECHNIQUES: Final = MappingProxyType(
    {
        "hold": (),
        "roll": _ROLL,
        "tilt-right": _TILT_RIGHT,
        "tilt-left": _TILT_LEFT,
        "lift-and-slide": _STRADDLE,
        "flat-lift": _FLAT,
        "six-plus-lift": _SIX,
        "slide": _STRADDLE,
        "shoulders-and-legs": _ENDS,
        "carry": _CORNERS,
        **dict.fromkeys(sorted(HELMET), _BELOW),
    }
)
"""The helpers' hands by technique. The leader's hands at the head come on top."""

# Forearms against the head, in a trapezius squeeze: how firmly they tie it to the chest, and what is left for the
# hands' own way. Own choices.
CLAMP_N_M: Final = 300.0
CLAMP_NM_RAD: Final = 3.0
CLAMP_DAMPS_N_S_M: Final = 60.0
CLAMP_DAMPS_NM_S_RAD: Final = 1.2
CLAMP_LIMIT_N: Final = 90.0
CLAMPED_SHARE: Final = 0.9
# Forearms press on the head from both sides. The line from one to the other is the axis of nodding, so that only
# friction resists a nod, and no hand lies under the back of the head: shares of what two hands do. Own choices.
SQUEEZED_NOD: Final = 0.1
SQUEEZED_FRONT: Final = 0.25

SQUEEZES: Final = MappingProxyType({"head": (HEAD,), "trapezius": (HEAD, *SHOULDERS)})
"""The leader's hands: on both sides of the head, or under the shoulders with the head between the forearms."""


def helpers(technique: str) -> tuple[str, ...]:
    """Who takes part in a technique, in the order of the table."""
    return tuple(dict.fromkeys(grip.person for grip in TECHNIQUES[technique]))
