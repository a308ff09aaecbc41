"""Corners of printed squares to a fraction of a pixel, by lines laid along their edges.

A corner finder that looks at the corner itself draws it inwards, as blur rounds it off; at half a metre that is a
millimetre of distance. Edges are not moved by blur: where the light changes fastest is where the edge is.
"""

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Picture = npt.NDArray[np.uint8]

_ALONG: Final = np.linspace(0.12, 0.88, 12)
"""Where on an edge it is looked for: not near the corners."""
_ACROSS: Final = np.arange(-3.0, 3.01, 0.5)
"""How far to both sides (pixels); less on small squares."""
_MOST_PX: Final = 3.0
"""A corner that would move farther stays where it was found."""


def refined(grey: Picture, corners: Floats) -> Floats:
    """Corners (M, 4, 2), in order around each square; black squares on white."""
    if not len(corners):
        return corners
    ends = np.roll(corners, -1, axis=1)
    along = ends - corners
    length = np.maximum(np.linalg.norm(along, axis=2, keepdims=True), 1e-9)
    unit = along / length
    outwards = np.stack([unit[..., 1], -unit[..., 0]], axis=-1)  # corners run clockwise in the picture
    # No farther out than a module, the quiet zone, and no farther in than the black border.
    reach = np.clip(0.12 * length, 1.0, 3.0) / 3.0
    spots = corners[:, :, None, :] + _ALONG[None, None, :, None] * along[:, :, None, :]
    offsets = _ACROSS[None, None, :] * reach
    places = spots[:, :, :, None, :] + offsets[:, :, None, :, None] * outwards[:, :, None, None, :]
    # A row for each square: OpenCV refuses rows of more than 32,767 places, which 53 squares fill.
    flat = places.reshape(len(corners), -1, 2).astype(np.float32)
    light = cv2.remap(grey, flat[..., 0], flat[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    profile = light.reshape(places.shape[:-1]).astype(np.float64)
    slope = np.clip(np.diff(profile, axis=-1), 0.0, None)
    weight = slope.sum(axis=-1)
    middle = 0.5 * (offsets[..., 1:] + offsets[..., :-1])[:, :, None, :]
    at = (slope * middle).sum(axis=-1) / np.maximum(weight, 1e-9)
    weight = np.where(weight > 0.4 * weight.max(axis=-1, keepdims=True), weight, 0.0)
    found = spots + at[..., None] * outwards[:, :, None, :]
    through, direction = _lines(found, weight)
    before_at, before_to = np.roll(through, 1, axis=1), np.roll(direction, 1, axis=1)
    cross = before_to[..., 0] * direction[..., 1] - before_to[..., 1] * direction[..., 0]
    gap = through - before_at
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (gap[..., 0] * direction[..., 1] - gap[..., 1] * direction[..., 0]) / cross
        new = before_at + share[..., None] * before_to
    near = np.linalg.norm(new - corners, axis=-1, keepdims=True) < _MOST_PX
    return np.where(near & np.isfinite(new), new, corners)


def _lines(points: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """For points (M, 4, N, 2) with weights (M, 4, N): a point (M, 4, 2) and a direction of the best line."""
    total = np.maximum(weight.sum(axis=-1), 1e-9)[..., None]
    middle = (points * weight[..., None]).sum(axis=2) / total
    away = points - middle[:, :, None, :]
    xx = (weight * away[..., 0] ** 2).sum(axis=-1)
    yy = (weight * away[..., 1] ** 2).sum(axis=-1)
    xy = (weight * away[..., 0] * away[..., 1]).sum(axis=-1)
    angle = 0.5 * np.arctan2(2.0 * xy, xx - yy)
    return middle, np.stack([np.cos(angle), np.sin(angle)], axis=-1)
