"""Where hands come to on people of the team, on another's body or their own: `leader.neck.back`, `leader.mask.left`.

Beside the holds that everybody's skin has, there are places in front of the face and the chest, for hands that dress.
They are those of the person as he stands before hands are moved, so that nothing depends on what was shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulator.stage.grips import frame, grip_name
from simulator.stage.rig import Pose, joint_frame
from simulator.stage.rotations import Floats
from simulator.stage.stance import Actor

Vector = tuple[float, float, float]
_FRONT = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])


@dataclass(frozen=True, slots=True)
class Near:
    """The place of a left hand at a joint: metres and directions, front +x, left +y, up +z. Right hands mirror it."""

    joint: str
    place_m: Vector
    outward: Vector
    fingers: Vector


# Lengths are own choices, by eye. Those at the head count from the head's joint.
NEAR: dict[str, Near] = {
    "mask": Near("head", (0.128, 0.066, -0.088), (0.45, 0.90, -0.20), (0.30, -0.42, 0.85)),
    "eyes": Near("head", (0.105, 0.086, 0.040), (0.25, 1.00, 0.00), (0.55, -0.05, 0.80)),
    "ear": Near("head", (-0.010, 0.088, 0.030), (-0.10, 1.00, 0.00), (-0.55, 0.00, 0.80)),
    "rub": Near("spine_3", (0.330, 0.006, 0.020), (0.00, 1.00, 0.00), (0.85, 0.00, 0.45)),
    "front": Near("spine_4", (0.165, 0.085, 0.000), (1.00, 0.15, 0.00), (0.10, -0.80, 0.45)),
}


def own_frames(actor: Actor, pose: Pose) -> Mapping[str, Floats]:
    """All places (4, 4) on a person in a pose."""
    found = dict(actor.grips.frames(pose))
    for name, near in NEAR.items():
        turned, point = joint_frame(actor.rig, pose, near.joint)
        axes = turned @ _FRONT
        for side, sign in (("left", 1.0), ("right", -1.0)):
            place, outward, fingers = (
                axes @ (np.array(v) * (1.0, sign, 1.0)) for v in (near.place_m, near.outward, near.fingers)
            )
            found[f"{name}.{side}"] = frame(point + place, outward, fingers)
    return found


def parted(name: str, people: Mapping[str, object]) -> tuple[str, str] | None:
    """`leader.neck.back` as the person and the hold; None if it begins with nobody's id."""
    person, _, grip = name.partition(".")
    return (person, grip_name(grip)) if grip and person in people else None
