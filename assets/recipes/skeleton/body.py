"""What the fit must know about the patient's body: its skin, its landmarks, its back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from assets.recipes import mpfb
from assets.recipes.person.cast import CAST
from assets.recipes.person.rig import rest_rig

from .surface import Floats, Surface, compacted, components, normals, open_rim, smoothly_split

SIDES = {"L": 1.0, "R": -1.0}


@dataclass(frozen=True, slots=True)
class Body:
    """The body in the rest pose (metres, y up, facing +z).

    Skin with its normals, landmarks of the source by name, the figure's joints by name, trees over the skin's points
    and over the edges of its openings.
    """

    skin: Surface
    outward: Floats
    landmarks: dict[str, Floats]
    tree: cKDTree
    open_rim: cKDTree
    joints: dict[str, Floats]

    def known(self, points: Floats) -> npt.NDArray[np.bool_]:
        """Whether `depth` can tell (N,): not beside the openings of mouth and eyes, where the skin turns inward."""
        gap, _ = self.open_rim.query(points)
        return np.asarray(gap > 0.025)

    def depth(self, points: Floats) -> Floats:
        """How deep (N,) points (N, 3) lie beneath the skin, in metres; negative outside. Good to about 1 mm."""
        _, near = self.tree.query(points, k=6)
        offset = points[:, None, :] - self.skin.vertices[near]
        along = -np.einsum("nkj,nkj->nk", offset, self.outward[near])
        weight = 1.0 / (np.einsum("nkj,nkj->nk", offset, offset) + 1e-6)
        return np.asarray((along * weight).sum(axis=1) / weight.sum(axis=1))

    def under(self, points: Floats, least_m: float) -> Floats:
        """Points (N, 3), those less than `least_m` beneath the skin pushed inward; no more than 12 mm in all."""
        start = points
        for _ in range(8):
            lacking = np.clip(least_m - self.depth(points), 0.0, 0.003)
            if lacking.max() < 2e-4:
                break
            _, near = self.tree.query(points, k=6)
            points = points - lacking[:, None] * self.outward[near].mean(axis=1)
        moved = points - start
        length = np.linalg.norm(moved, axis=1, keepdims=True)
        return np.asarray(start + moved * np.minimum(1.0, 0.012 / np.maximum(length, 1e-9)))

    def near(self, low: Floats, high: Floats) -> Floats:
        """The skin's points (N, 3) inside a box."""
        points = self.skin.vertices
        return np.asarray(points[np.all((points >= low) & (points <= high), axis=1)])

    def back(self, heights: Floats) -> Floats:
        """z (N,) of the skin of the back in the middle plane at heights (N,), in metres."""
        points = self.near(np.array([-0.012, 0.95, -1.0]), np.array([0.012, 1.75, 1.0]))
        points = points[points[:, 2] < np.interp(points[:, 1], [0.95, 1.45, 1.6, 1.75], [-0.02, -0.03, 0.0, 0.0])]
        order = np.argsort(points[:, 1], kind="stable")
        grid = np.arange(0.96, 1.74, 0.01)
        rows = [points[order][np.abs(points[order][:, 1] - y) < 0.012] for y in grid]
        profile = np.array([row[:, 2].min() if len(row) else np.nan for row in rows])
        known = ~np.isnan(profile)
        return np.asarray(np.interp(heights, grid[known], profile[known]))


def read_body(root: str | Path) -> Body:
    """The patient's body in its rest pose, from the source that the figure is baked from."""
    base = mpfb.load_base(root)
    vertices = mpfb.shape(base, CAST["patient"].targets)
    quads = base.faces["body"]
    skin = smoothly_split(compacted(vertices, np.vstack([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])))
    landmarks = mpfb.landmarks(base, vertices)
    skin = _without_mouth(skin, landmarks["l-eye"])
    rest = rest_rig(base, vertices)
    joints = dict(zip(rest.names, rest.heads, strict=True))
    rim = skin.vertices[open_rim(skin)]
    return Body(skin, normals(skin), landmarks, cKDTree(skin.vertices), cKDTree(rim), joints)


def _without_mouth(skin: Surface, eye: Floats) -> Surface:
    """The lining of mouth and eye sockets is skin of the mesh too; it would make the jaw seem to stick out.

    Seen from the middle of the head, lining is skin that has more skin behind it.
    """
    middle = np.array([0.0, eye[1] - 0.04, eye[2] - 0.08])
    out = skin.vertices - middle
    head = np.flatnonzero((out[:, 1] > -0.12) & (np.abs(out[:, 0]) < 0.1))
    face = np.flatnonzero((np.abs(out[:, 0]) < 0.06) & (np.abs(out[:, 1]) < 0.075) & (out[:, 2] > -0.05))
    radius = np.linalg.norm(out, axis=1)
    directions = out / np.maximum(radius, 1e-9)[:, None]
    behind = cKDTree(directions[head]).query_ball_point(directions[face], 0.035)
    farthest = np.array([radius[head[others]].max() for others in behind])
    lining = np.zeros(len(out), dtype=bool)
    lining[face] = farthest > radius[face] + 0.006
    kept = compacted(skin.vertices, skin.faces[~lining[skin.faces].any(axis=1)])
    return max(components(kept), key=lambda piece: len(piece.faces))
