"""Which parts of the patient can be pointed at, and where they are: capsules between joints or places of the skin."""

from collections.abc import Iterable, Mapping

from simulator.stage.figure import Figure
from simulator.stage.picking import Picker
from simulator.stage.rotations import Floats

# Region -> capsules: two joints or grips, and a radius (m). The names are those that a scene may use.
REGIONS: dict[str, tuple[tuple[str, str, float], ...]] = {
    "head": (("head.left", "head.right", 0.085), ("forehead", "head.back", 0.05)),
    "neck": (("neck_1", "neck_3", 0.075),),
    "chest": (("spine_4", "spine_5", 0.165),),
    "shoulders": (("shoulder.left", "shoulder.right", 0.075),),
    "abdomen": (("spine_2", "spine_3", 0.145),),
    "pelvis": (("thigh.l", "thigh.r", 0.115),),
    "arms": (("upper_arm.l", "hand.l", 0.065), ("upper_arm.r", "hand.r", 0.065)),
    "hands": (("hand.l", "middle_2.l", 0.06), ("hand.r", "middle_2.r", 0.06)),
    "legs": (("thigh.l", "foot.l", 0.085), ("thigh.r", "foot.r", 0.085)),
    "knees": (("knee.left", "knee.left", 0.085), ("knee.right", "knee.right", 0.085)),
    "feet": (("foot.l", "toes.l", 0.07), ("foot.r", "toes.r", 0.07)),
    "ground": (("beside.head", "beside.feet", 0.22),),
    "back": (("back.upper", "back.lower", 0.10),),
}
_SHOWN_ROLLED = {"back"}
_ROLLED_DEG = 25.0
# The free floor beside the patient, where things are laid ready.
_FIXED = {"beside.head": (0.75, -1.05, -0.12), "beside.feet": (-0.75, -1.05, -0.12)}


def place_all(
    picker: Picker, figure: Figure, grips: Mapping[str, Floats], wanted: Iterable[str], roll_deg: float
) -> None:
    """Move the solids of the wanted regions to where the patient is. A second solid of a region ends in `#2`."""
    for region in wanted:
        for number, (a, b, radius) in enumerate(REGIONS.get(region, ())):
            tag = f"{figure.root.getName()}.{region}" + (f"#{number + 1}" if number else "")
            if region in _SHOWN_ROLLED and roll_deg < _ROLLED_DEG:
                picker.remove(tag)
            else:
                picker.place_capsule(tag, _point(figure, grips, a), _point(figure, grips, b), radius)


def _point(figure: Figure, grips: Mapping[str, Floats], name: str) -> tuple[float, float, float]:
    if name in _FIXED:
        return _FIXED[name]
    if name in grips:
        x, y, z = grips[name][:3, 3]
        return float(x), float(y), float(z)
    return figure.joint_point(name)
