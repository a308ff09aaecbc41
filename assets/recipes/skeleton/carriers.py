"""Who carries a bone: a segment of the column or a joint of the patient's figure."""

from __future__ import annotations

from .source import THORACIC, VERTEBRAE

_ON_SEGMENT = {
    "skull": "C0",
    "jaw": "C0",
    "sacrum": "S1",
    "pelvis.L": "S1",
    "pelvis.R": "S1",
    **{level: level for level in VERTEBRAE},
    **{f"rib-{level}.{side}": level for level in THORACIC for side in "LR"},
}
_FINGER = {1: "thumb", 2: "index", 3: "middle", 4: "ring", 5: "little"}
_ON_JOINT = {
    "clavicle": "clavicle",
    "scapula": "shoulder",
    "humerus": "upper_arm",
    "ulna": "forearm",
    "radius": "forearm_twist",
    "wrist": "hand",
    **{f"finger{n}-0": "hand" for n in range(2, 6)},
    **{f"finger{n}-{part}": f"{name}_{part}" for n, name in _FINGER.items() for part in range(1, 4)},
    "femur": "thigh",
    "patella": "thigh",
    "shank": "shin",
    "foot": "foot",
    "toes": "toes",
}
ARM_LEVEL = "T4"  # the level that carries shoulder and arm while no figure does


def segment_of(bone: str) -> str:
    """The segment that a bone hangs on; for a limb the one that carries it while no figure does."""
    if bone in _ON_SEGMENT:
        return _ON_SEGMENT[bone]
    leg = bone.split(".")[0] in ("femur", "patella", "shank", "foot", "toes")
    return "S1" if leg else ARM_LEVEL


def joint_of(bone: str) -> str | None:
    """The joint of the figure that a limb's bone follows; None for the trunk and the head."""
    name, _, side = bone.partition(".")
    return f"{_ON_JOINT[name]}.{side.lower()}" if name in _ON_JOINT else None
