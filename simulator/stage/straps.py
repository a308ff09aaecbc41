"""Straps over the patient: which bands a closed strap means, and the bands with their buckles on the stage."""

import numpy as np
from panda3d import core as p3d

from simulator.stage.band import WEBBING, band, reshape
from simulator.stage.library import load_item
from simulator.stage.rotations import Floats
from simulator.stage.shading import dress
from simulator.stage.strapping import buckle_frame, over

# Bands by the place of a strap: joint from which it is measured, metres towards the head, width (m), colour.
Band = tuple[str, float, float, tuple[float, float, float]]
_WHITE = (0.93, 0.94, 0.95)
BANDS: dict[str, tuple[Band, ...]] = {
    "chest": (("spine_4", 0.05, 0.05, WEBBING),),
    "pelvis": (("pelvis", 0.02, 0.05, WEBBING),),
    "abdomen": (("spine_2", 0.0, 0.05, WEBBING),),
    "thighs": (("shin.l", 0.24, 0.05, WEBBING),),
    "legs": (("shin.l", 0.13, 0.05, WEBBING), ("shin.l", -0.13, 0.05, WEBBING)),
    "knees": (("shin.l", 0.0, 0.05, WEBBING),),
    "feet": (("foot.l", 0.03, 0.05, WEBBING),),
    "arms": (("hand.l", 0.02, 0.04, WEBBING),),
    "head": (("head", 0.115, 0.045, _WHITE), ("head", -0.015, 0.04, _WHITE)),
}
_HALF_BOARD_M = 0.175
_HALF_BLOCKS_M = 0.150
_EDGE_M = 0.004
_BUCKLE_SHARE = 0.36
_LONG = (1.0, 0.0, 0.0)


class Straps:
    """The bands that are closed now. A strap of the trunk or legs has a buckle; those of the head have none."""

    def __init__(self, parent: p3d.NodePath) -> None:
        self._parent = parent.attachNewNode("straps")
        self._nodes: dict[str, p3d.NodePath] = {}
        self._buckles: dict[str, p3d.NodePath] = {}

    @property
    def shown(self) -> tuple[str, ...]:
        """The bands that are closed, by place and number."""
        return () if self._parent.isHidden() else tuple(self._nodes)

    def hide(self) -> None:
        """Leave all bands away, but keep them: whoever looks back at a session sees them come and go."""
        self._parent.hide()

    def follow(self, shift_m: Floats) -> None:
        """Move with a body that moves as one piece, (3,) metres from where it was when the bands were closed."""
        self._parent.setPos(*shift_m.tolist())
        self._parent.show()

    def tilt(self, turn: Floats) -> None:
        """Turn the bands (3, 3) about the world's origin, with what the body lies on."""
        frame = np.eye(4)
        frame[:3, :3] = turn
        self._parent.setMat(p3d.LMatrix4f(*frame.T.ravel().tolist()))

    def show(
        self, places: tuple[str, ...], points: Floats, joint_x: dict[str, float], board: tuple[float, float]
    ) -> None:
        """Close the bands of these places over a body of `points` (3, V) in the world.

        `joint_x`: x of the joints (m); `board`: the board's middle (y) and the height of its surface (m).
        """
        self._parent.setMat(p3d.LMatrix4f.identMat())
        self._parent.show()
        wanted = {f"{place}.{n}": row for place in places for n, row in enumerate(BANDS.get(place, ()))}
        for name in self._nodes.keys() - wanted.keys():
            self._nodes.pop(name).removeNode()
            if name in self._buckles:
                self._buckles.pop(name).removeNode()
        middle, surface = board
        for name, (joint, along, width, colour) in wanted.items():
            x = joint_x[joint] + along
            half = _HALF_BLOCKS_M if joint == "head" else _HALF_BOARD_M
            right, left = (x, middle + half, surface + _EDGE_M), (x, middle - half, surface + _EDGE_M)
            path = over(points.T, right, left, width)
            self._close(name, path, width, colour)
            if joint != "head":
                self._fasten(name, path)

    def _close(self, name: str, path: Floats, width_m: float, colour: tuple[float, float, float]) -> None:
        if name in self._nodes:
            reshape(self._nodes[name], path, width_m, colour=colour, across=_LONG)
            return
        node = band(path, width_m, colour=colour, across=_LONG, name=f"strap-{name}")
        dress(node, "band")
        node.reparentTo(self._parent)
        self._nodes[name] = node

    def _fasten(self, name: str, path: Floats) -> None:
        if name not in self._buckles:
            buckle = load_item("strap-buckle")
            dress(buckle, "plastic")
            buckle.reparentTo(self._parent)
            self._buckles[name] = buckle
        frame = np.asarray(buckle_frame(path, _BUCKLE_SHARE))
        self._buckles[name].setMat(p3d.LMatrix4f(*frame.T.ravel().tolist()))
