"""Fit the skull, the column and the pelvis into the patient's body, one vertebra at a time.

Every segment (C0 = skull, C1 ... L5, S1 = sacrum and pelvis) gets a matrix from the source's standing frame to the
patient's rest pose. The skull is fitted to the head, the pelvis to the hips; between them the vertebrae follow
the back: the tips of their spinous processes lie a known way beneath the skin, and they lean as the curve leans.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .body import Body
from .source import LUMBAR, SEGMENTS, THORACIC, VERTEBRAE, Source
from .surface import Floats, Surface

SCALP_M = 0.006
CHIN_FLESH_M = 0.009
# Depth of the tip of a spinous process beneath the skin; the nape is thicker.
TIP_DEPTH_M = {
    "C4": 0.02,
    "C5": 0.018,
    "C6": 0.016,
    "C7": 0.013,
    **dict.fromkeys(THORACIC, 0.013),
    **dict.fromkeys(LUMBAR, 0.013),
}
HIP_BELOW_LANDMARK_M = 0.022  # the body's hip landmark is the fold of the groin, a little above the joint's centre
SACRUM_DEPTH_M = 0.02
NECK_SHARE = 1.16  # a neck in this body is longer, against the trunk, than in the source
VERTEBRA_WIDTH = 1.06
PELVIS_SCALE = np.array([1.0, 1.03, 1.02])


@dataclass(frozen=True, slots=True)
class Head:
    """A map that stretches the source's head into ours: knots along y, and scales about the middle along x and z."""

    y_from: Floats
    y_to: Floats
    x_scale: float
    z_from: Floats
    z_to: Floats

    def fitted(self, surface: Surface) -> Surface:
        return surface.at(self.points(surface.vertices))

    def points(self, points: Floats) -> Floats:
        x, y, z = points.T
        (z0, z1), (w0, w1) = self.z_from, self.z_to
        return np.stack(
            [x * self.x_scale, _through(y, self.y_from, self.y_to), w0 + (z - z0) * (w1 - w0) / (z1 - z0)], axis=1
        )


def _through(values: Floats, knots: Floats, images: Floats) -> Floats:
    """Piecewise linear through the knots (ascending), going on straight beyond both ends."""
    inside = np.interp(values, knots, images)
    low = (images[1] - images[0]) / (knots[1] - knots[0])
    high = (images[-1] - images[-2]) / (knots[-1] - knots[-2])
    beyond = np.minimum(values - knots[0], 0.0) * low + np.maximum(values - knots[-1], 0.0) * high
    return np.asarray(inside + beyond)


def fit_head(source: Source, body: Body) -> Head:
    """Crown under the scalp, orbits round the eyes, chin behind the chin, brow behind the brow."""
    skull, jaw = source.bones["skull"].vertices, source.bones["jaw"].vertices
    eye = body.landmarks["l-eye"]
    skin = body.skin.vertices
    head = skin[skin[:, 1] > eye[1]]
    crown = head[:, 1].max()
    wide = head[head[:, 1] > eye[1] + 0.3 * (crown - eye[1])]  # above the ears
    brow = body.near(np.array([-0.012, eye[1] + 0.02, 0.0]), np.array([0.012, eye[1] + 0.05, 1.0]))[:, 2].max()
    throat = body.near(np.array([-0.01, eye[1] - 0.2, eye[2]]), np.array([0.01, eye[1] - 0.05, 1.0]))
    chin = throat[:, 1].min()
    orbit_y = skull[:, 1].max() - 0.095  # the middle of the source's orbits, read off its front view
    forehead = skull[(np.abs(skull[:, 0]) < 0.012) & (skull[:, 1] > orbit_y + 0.015) & (skull[:, 1] < orbit_y + 0.04)]
    return Head(
        y_from=np.array([jaw[:, 1].min(), orbit_y, skull[:, 1].max()]),
        y_to=np.array([chin + CHIN_FLESH_M, eye[1], crown - SCALP_M]),
        x_scale=float((np.abs(wide[:, 0]).max() - SCALP_M) / np.abs(skull[:, 0]).max()),
        z_from=np.array([skull[:, 2].min(), forehead[:, 2].max()]),
        z_to=np.array([head[:, 2].min() + SCALP_M + 0.001, brow - SCALP_M]),
    )


def level_centres(source: Source) -> Floats:
    """Where each level turns, (25, 3) in the source's frame: C0-C1, C1-C2, then the middles of the 23 discs."""
    atlas, axis = source.bones["C1"].vertices, source.bones["C2"].vertices
    condyles = np.array([0.0, atlas[:, 1].max(), 0.5 * (atlas[:, 2].min() + atlas[:, 2].max())])
    dens = axis[axis[:, 1] > axis[:, 1].max() - 0.012]
    facets = np.array([0.0, atlas[:, 1].min(), dens[:, 2].mean()])
    return np.vstack([condyles, facets, [disc.centre for disc in source.discs]])


def fit_segments(source: Source, body: Body, head: Head) -> dict[str, Floats]:
    """4x4 from the source's frame to the rest pose for C1 ... L5 and S1 (C0 is the head's own map)."""
    centres = level_centres(source)
    top = head.points(centres[:1])[0]
    pelvis = _pelvis_upright(source, body)
    bottom = pelvis[:3, :3] @ centres[-1] + pelvis[:3, 3]
    neck_base = centres[7, 1]
    unit = (top[1] - bottom[1]) / (NECK_SHARE * (centres[0, 1] - neck_base) + (neck_base - centres[-1, 1]))
    heights_from = np.array([centres[-1, 1], neck_base, centres[0, 1]])
    heights_to = np.array([bottom[1], bottom[1] + unit * (neck_base - centres[-1, 1]), top[1]])

    ends = np.array([bottom[2] - centres[-1, 2], top[2] - centres[0, 2]])
    shift = _shift_along_back(source, body, heights_from, heights_to, ends)
    pelvis[2, 3] += centres[-1, 2] + float(shift(bottom[1])) - bottom[2]
    matrices = {"S1": pelvis}
    middles = 0.5 * (centres[:-1] + centres[1:])
    heights = _through(middles[:, 1], heights_from, heights_to)
    for name, middle, height in zip(VERTEBRAE, middles, heights, strict=True):
        share = unit * (NECK_SHARE if middle[1] > neck_base else 1.0)
        lean = np.arctan(float(shift(height + 0.005) - shift(height - 0.005)) / 0.01)
        turn = np.array([[1, 0, 0], [0, np.cos(lean), -np.sin(lean)], [0, np.sin(lean), np.cos(lean)]])
        linear = turn @ np.diag([VERTEBRA_WIDTH, share, VERTEBRA_WIDTH])
        matrix = np.eye(4)
        matrix[:3, :3] = linear
        matrix[:3, 3] = np.array([0.0, height, middle[2] + float(shift(height))]) - linear @ middle
        matrices[name] = matrix
    return matrices


def _shift_along_back(source: Source, body: Body, heights_from: Floats, heights_to: Floats, ends: Floats) -> np.poly1d:
    """How far forward (z, metres) the column moves at a height (y): one smooth curve under the head along the back."""
    at, wanted, weight = [float(heights_to[0]), float(heights_to[-1])], [float(end) for end in ends], [1.0, 4.0]
    for name, depth in TIP_DEPTH_M.items():
        vertices = source.bones[name].vertices
        tip = vertices[vertices[:, 2].argmin()]
        height = float(_through(tip[1:2], heights_from, heights_to)[0])
        skin = float(body.back(np.array([height]))[0])
        body_middle = float(vertices[:, 2].max()) - 0.015
        at.append(height)
        wanted.append(skin + depth - (body_middle + (tip[2] - body_middle) * VERTEBRA_WIDTH))
        weight.append(1.0)
    return np.poly1d(np.polyfit(np.array(at), np.array(wanted), 5, w=np.array(weight)))


def _pelvis_upright(source: Source, body: Body) -> Floats:
    """Sacrum and hip bones at the height of the hips, the sacrum beneath the skin of the back."""
    hip = source.joints["femur_r"] * np.array([0.0, 1.0, 1.0])
    landmark = 0.5 * (body.landmarks["l-upper-leg"] + body.landmarks["r-upper-leg"])
    sacrum = source.bones["sacrum"].vertices
    matrix = np.eye(4)
    matrix[:3, :3] = np.diag(PELVIS_SCALE)
    matrix[:3, 3] = np.array([0.0, landmark[1] - HIP_BELOW_LANDMARK_M, 0.0]) - matrix[:3, :3] @ hip
    rear = (sacrum[sacrum[:, 2] < np.quantile(sacrum[:, 2], 0.3)] * PELVIS_SCALE) + matrix[:3, 3]
    matrix[2, 3] += float((body.back(rear[:, 1]) + SACRUM_DEPTH_M - rear[:, 2]).max())
    return matrix


def fitted_centres(source: Source, head: Head, matrices: dict[str, Floats]) -> Floats:
    """Level centres (25, 3) in the rest pose: where the maps of the segments above and below meet."""
    centres = level_centres(source)
    moved = []
    for centre, above, below in zip(centres, SEGMENTS[:-1], SEGMENTS[1:], strict=True):
        upper = (
            head.points(centre[None])[0] if above == "C0" else matrices[above][:3, :3] @ centre + matrices[above][:3, 3]
        )
        lower = matrices[below][:3, :3] @ centre + matrices[below][:3, 3]
        moved.append(0.5 * (upper + lower))
    result = np.array(moved)
    result[:, 0] = 0.0
    return result
