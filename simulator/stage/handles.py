"""Where hands take hold of equipment: frames in a board's or stretcher's own axes, head end +x, patient's left -y."""

from collections.abc import Mapping

import numpy as np

from simulator.stage.places import between
from simulator.stage.rotations import Floats, unit

# From this height on (m) the fingers go under the edge; on the floor they can only lie on it.
_FREE_M = 0.16


def _frame(outward: Floats, ahead: Floats, place: tuple[float, float, float]) -> Floats:
    z = unit(outward)
    x = unit(ahead - z * (ahead @ z))
    result = np.eye(4)
    result[:3, 0], result[:3, 1], result[:3, 2], result[:3, 3] = x, np.cross(z, x), z, place
    return result


def _outward(x: float, y: float) -> Floats:
    return np.array([0.0, np.sign(y), 0.0]) if abs(y) > 0.05 else np.array([np.sign(x), 0.0, 0.0])


_UP = np.array([0.0, 0.0, 1.0])
_PLACES: dict[str, tuple[float, float]] = {
    "head.left": (0.80, -0.150),
    "head.right": (0.80, 0.150),
    "shoulder.left": (0.62, -0.200),
    "shoulder.right": (0.62, 0.200),
    "chest.left": (0.36, -0.205),
    "chest.right": (0.36, 0.205),
    "near": (0.10, 0.205),
    "far": (0.10, -0.205),
    "left": (0.10, -0.205),
    "right": (0.10, 0.205),
    "hips.left": (-0.12, -0.205),
    "hips.right": (-0.12, 0.205),
    "shin.left": (-0.62, -0.205),
    "shin.right": (-0.62, 0.205),
    "foot.left": (-0.86, -0.150),
    "foot.right": (-0.86, 0.150),
    "head": (0.915, 0.0),
    "foot": (-0.915, 0.0),
}

# Lifted: the palm against the edge, the fingers under it. On the floor: the palm on the edge, the fingers inwards.
LIFTED: dict[str, Floats] = {
    name: _frame(_outward(x, y) - 0.55 * _UP, -_outward(x, y) - _UP, (x, y, 0.030)) for name, (x, y) in _PLACES.items()
}
ON_FLOOR: dict[str, Floats] = {
    name: _frame(0.45 * _outward(x, y) + _UP, -_outward(x, y), (x - 0.02 * ox, y - 0.02 * oy, 0.062))
    for name, (x, y) in _PLACES.items()
    for ox, oy, _ in (_outward(x, y).tolist(),)
}
# A helmet has axes of its own: flat hands on both sides of the shell, the fingers towards the jaw.
SHELL: dict[str, Floats] = {
    f"shell.{side}": _frame(np.array([0.0, sign, 0.0]), np.array([0.35, 0.0, -1.0]), (0.005, sign * 0.129, 0.01))
    for side, sign in (("left", 1.0), ("right", -1.0))
}
NAMES = (*_PLACES, *SHELL)


def item_grip(name: str, items: Mapping[str, Floats]) -> Floats | None:
    """The frame (4, 4) of a grip on a piece of equipment that is somewhere: `long-board.head.left`; the item's own
    name alone gives its place, to look at."""
    item, _, grip = name.partition(".")
    place = items.get(item)
    if place is None:
        return None
    if not grip:
        return place
    if grip in SHELL:
        return np.asarray(place @ SHELL[grip])
    if grip not in LIFTED:
        return None
    raised = float(np.clip(place[2, 3] / _FREE_M, 0.0, 1.0))
    return np.asarray(place @ between(ON_FLOOR[grip], LIFTED[grip], raised))
