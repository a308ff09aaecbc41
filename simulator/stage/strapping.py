"""Straps over the patient: bands from one edge of the board over the body to the other."""

import numpy as np
from panda3d import core as p3d

from simulator.stage.band import WEBBING, band, reshape
from simulator.stage.rotations import Floats
from simulator.stage.shading import dress

# Which bands a place of a strap means: joint from which it is measured, metres towards the head, width, colour.
Band = tuple[str, float, float, tuple[float, float, float]]
_ORANGE, _WHITE = (0.86, 0.42, 0.10), (0.93, 0.94, 0.95)
BANDS: dict[str, tuple[Band, ...]] = {
    "chest": (("spine_4", 0.05, 0.05, WEBBING),),
    "pelvis": (("pelvis", 0.02, 0.05, WEBBING),),
    "abdomen": (("spine_2", 0.0, 0.05, WEBBING),),
    "torso": (("spine_4", 0.05, 0.05, WEBBING), ("pelvis", 0.02, 0.05, WEBBING)),
    "legs": (("shin.l", 0.13, 0.05, WEBBING), ("shin.l", -0.13, 0.05, WEBBING)),
    "knees": (("shin.l", 0.0, 0.05, WEBBING),),
    "feet": (("foot.l", 0.03, 0.05, WEBBING),),
    "arms": (("hand.l", 0.02, 0.04, WEBBING),),
    "head": (("head", 0.115, 0.045, _WHITE), ("head", -0.015, 0.04, _WHITE)),
}
_HALF_BOARD_M = 0.185
_HALF_BLOCKS_M = 0.150
_SLICE_M = 0.022
_OVER_M = 0.004


class Straps:
    """The bands that are closed now."""

    def __init__(self, parent: p3d.NodePath) -> None:
        self._parent = parent
        self._nodes: dict[str, p3d.NodePath] = {}

    @property
    def nodes(self) -> tuple[p3d.NodePath, ...]:
        """What is shown, for whoever lights it up."""
        return tuple(self._nodes.values())

    def show(
        self, places: tuple[str, ...], points: Floats, joint_x: dict[str, float], board: tuple[float, float]
    ) -> None:
        """Close the bands of these places over a body of `points` (3, V) in the world.

        `joint_x`: x of the joints (m); `board`: the board's middle (y) and the height of its surface (m).
        """
        wanted = {f"{place}.{n}": row for place in places for n, row in enumerate(BANDS.get(place, ()))}
        for name in self._nodes.keys() - wanted.keys():
            self._nodes.pop(name).removeNode()
        for name, (joint, along, width, colour) in wanted.items():
            half = _HALF_BLOCKS_M if joint == "head" else _HALF_BOARD_M
            path = over(points, joint_x[joint] + along, board, half)
            if name in self._nodes:
                reshape(self._nodes[name], path, width, colour=colour, across=(1.0, 0.0, 0.0))
            else:
                node = band(path, width, colour=colour, across=(1.0, 0.0, 0.0), name=f"strap-{name}")
                dress(node, "band")
                node.reparentTo(self._parent)
                self._nodes[name] = node


def over(points: Floats, x_m: float, board: tuple[float, float], half_m: float) -> Floats:
    """The way of a strap at `x_m`: from the board's far edge over the body to its near edge, (N, 3) metres."""
    middle, surface = board
    near = np.abs(points[0] - x_m) < _SLICE_M
    body = points[1:, near].T
    edges = np.array([[middle - half_m, surface + 0.004], [middle + half_m, surface + 0.004]])
    inside = body[np.abs(body[:, 0] - middle) < half_m] if len(body) else body
    hull = upper_hull(np.concatenate([edges, inside]))
    out = hull + np.array([0.0, _OVER_M])
    path = np.column_stack([np.full(len(out), x_m), out])
    # From the patient's right (+y) to the left, so that the band's outside looks up.
    return resampled(path[::-1] if path[0, 1] < path[-1, 1] else path)


def upper_hull(points: Floats) -> Floats:
    """The upper side of the convex hull of points (N, 2), from left to right."""
    order = points[np.lexsort((points[:, 1], points[:, 0]))]
    hull: list[Floats] = []
    for p in order:
        while len(hull) >= 2:
            a, b = hull[-2], hull[-1]
            if (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) < 0.0:
                break
            hull.pop()
        hull.append(p)
    return np.array(hull)


def resampled(path: Floats, step_m: float = 0.035) -> Floats:
    """The same way with points at even distances, so that the band bends smoothly."""
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    count = max(6, int(lengths[-1] / step_m))
    at = np.linspace(0.0, lengths[-1], count)
    return np.column_stack([np.interp(at, lengths, path[:, k]) for k in range(3)])
