"""What sits on a face: a respirator, goggles. The model is rigid; its straps are laid round the head that wears it.

Its origin lies between the wearer's eyes: front +x, the wearer's left +y, crown +z.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from panda3d import core as p3d

from simulator.stage.band import band
from simulator.stage.figure import Figure
from simulator.stage.library import load_item, part
from simulator.stage.person import Person
from simulator.stage.rotations import Floats
from simulator.stage.shading import dress

# A joint's axes at rest: left +x, back +y, up +z.
_FACE = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
_CHIN_M = 0.124  # from the eyes down to the chin of the face that the models are made for


@dataclass(frozen=True, slots=True)
class Strap:
    """A strap round the head: where it leaves the model on the left side, how high it passes behind (m)."""

    start_m: tuple[float, float, float]
    behind_m: float
    width_m: float
    colour: tuple[float, float, float]


_ELASTIC, _DARK = (0.91, 0.85, 0.66), (0.23, 0.27, 0.29)
STRAPS: dict[str, tuple[Strap, ...]] = {
    "respirator": (
        Strap((-0.006, 0.058, -0.052), 0.055, 0.006, _ELASTIC),
        Strap((-0.006, 0.057, -0.088), -0.085, 0.006, _ELASTIC),
    ),
    "goggles": (Strap((-0.024, 0.079, 0.002), 0.030, 0.018, _DARK),),
}
HEADWEAR = frozenset(STRAPS)
"""Models that can be worn on the head."""


def face_frame(figure: Figure) -> Floats:
    """Between the eyes of a figure as it stands (4, 4): front +x, the wearer's left +y, crown +z."""
    head = figure.joint_world("head")
    frame = np.eye(4)
    frame[:3, :3] = head[:3, :3] @ _FACE
    frame[:3, 3] = head[:3, 3] + head[:3, :3] @ (_between_eyes(figure.person) - figure.person.rig.at("head"))
    return frame


class Headwear:
    """One piece on one head."""

    def __init__(self, figure: Figure, model: str) -> None:
        """Raises AssetError."""
        self._figure = figure
        size = _size(figure.person) if model == "respirator" else 1.0
        self.node = figure.root.attachNewNode(f"worn.{model}")
        self._item = load_item(model)
        part(self._item, "band").hide()
        self._item.setScale(size)
        self._item.reparentTo(self.node)
        for number, strap in enumerate(STRAPS[model]):
            path = _round_head(figure.person, strap, size)
            name = f"{model}.strap{number}"
            band(path, strap.width_m, 0.0014, strap.colour, (0.0, 0.0, 1.0), name).reparentTo(self.node)
        dress(self.node, "plastic")
        self.node.hide()

    def show(self, on: bool) -> None:
        """Show it or hide it."""
        if on:
            self.follow()
            self.node.show()
        else:
            self.node.hide()

    def follow(self) -> None:
        """Go with the head."""
        self.node.setMat(p3d.LMatrix4f(*face_frame(self._figure).T.ravel().tolist()))


def _between_eyes(person: Person) -> Floats:
    return 0.5 * (person.rig.at("eye.l") + person.rig.at("eye.r"))


def _size(person: Person) -> float:
    chin = person.points[person.grips["head.chin"].vertices].mean(axis=0)
    return float(np.clip((_between_eyes(person) - chin)[2] / _CHIN_M, 0.96, 1.16))


def _round_head(person: Person, strap: Strap, size: float) -> Floats:
    """The way (N, 3) of a strap from the left end of the model round the back of the head to the right end: on the
    hull of the head and hair in the slanting plane through both ends."""
    rows = [mesh.rows for mesh in person.meshes if mesh.material in ("skin", "hair")]
    head = np.concatenate([person.points[row] for row in rows]) - _between_eyes(person)
    head = head @ _FACE
    start = size * np.array(strap.start_m)
    back = float(head[head[:, 2] > -0.06][:, 0].min())
    slope = (strap.behind_m - start[2]) / (back - start[0])
    near = head[np.abs(head[:, 2] - start[2] - slope * (head[:, 0] - start[0])) < 0.009]
    near = near[(near[:, 0] < start[0]) & (near[:, 0] > back - 0.001)]
    left, right = (np.array([start[0], sign * start[1]]) for sign in (1.0, -1.0))
    hull = _outside(np.concatenate([near[:, :2], [left, right]]), left, right)
    outline = _even(np.concatenate([[left], hull, [right]]), 28)
    height = start[2] + slope * (outline[:, 0] - start[0])
    return np.column_stack([outline, height])


def _outside(points: Floats, start: Floats, goal: Floats) -> Floats:
    """The convex hull of points (N, 2) from `start` (left) round the back to `goal` (right)."""
    order = np.lexsort((points[:, 1], points[:, 0]))
    rest = points[order]
    hull: list[Floats] = []
    for row in (rest, rest[::-1]):
        side: list[Floats] = []
        for point in row:
            while len(side) > 1 and _turns_right(side[-2], side[-1], point):
                side.pop()
            side.append(point)
        hull += side[:-1]
    first = int(np.argmin([np.hypot(*(point - start)) for point in hull]))
    round_ = [hull[(first + k) % len(hull)] for k in range(len(hull))]
    last = int(np.argmin([np.hypot(*(point - goal)) for point in round_]))
    return np.array(round_[: last + 1])


def _turns_right(a: Floats, b: Floats, c: Floats) -> bool:
    return bool((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) <= 0.0)


def _even(path: Floats, count: int) -> Floats:
    """The path (N, 2) by points at even distances."""
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    at = np.linspace(0.0, run[-1], count)
    return np.column_stack([np.interp(at, run, path[:, k]) for k in range(2)])
