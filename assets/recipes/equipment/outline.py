"""Flat closed outlines (N,2), counter-clockwise, and their triangulation with holes."""

from __future__ import annotations

import numpy as np
from scipy.spatial import Delaunay

from assets.recipes.equipment.solid import Floats, Ints


def circle(radius_m: float, count: int, centre: tuple[float, float] = (0.0, 0.0)) -> Floats:
    """A regular polygon of `count` corners."""
    return ellipse(radius_m, radius_m, count, centre)


def ellipse(rx_m: float, ry_m: float, count: int, centre: tuple[float, float] = (0.0, 0.0)) -> Floats:
    """An ellipse of `count` corners."""
    angle = np.arange(count) * (2 * np.pi / count)
    return np.stack([centre[0] + rx_m * np.cos(angle), centre[1] + ry_m * np.sin(angle)], axis=1)


def rounded(
    corners: list[tuple[float, float]],
    radius_m: float | list[float],
    spacing_m: float = 0.02,
    arc_steps: int = 4,
    is_open: bool = False,
) -> Floats:
    """A polygon (or open line) with each corner replaced by an arc, straight runs divided at `spacing_m`."""
    count = len(corners)
    radii = radius_m if isinstance(radius_m, list) else [radius_m] * count
    points = np.array(corners, dtype=np.float64)
    out: list[Floats] = []
    for i in range(count):
        here = points[i]
        if (is_open and i in (0, count - 1)) or radii[i] <= 0.0:
            out.append(here)
            continue
        to_before, to_after = points[i - 1] - here, points[(i + 1) % count] - here
        to_before /= np.hypot(*to_before)
        to_after /= np.hypot(*to_after)
        half = np.arccos(np.clip((to_before * to_after).sum(), -1.0, 1.0)) / 2.0
        reach = radii[i] / np.tan(half)
        middle = to_before + to_after
        centre = here + middle / np.hypot(*middle) * radii[i] / np.sin(half)
        start, end = here + to_before * reach - centre, here + to_after * reach - centre
        sweep = np.pi - 2 * half
        sign = np.sign(start[0] * end[1] - start[1] * end[0])
        for k in range(arc_steps + 1):
            angle = sign * sweep * k / arc_steps
            c, s = np.cos(angle), np.sin(angle)
            out.append(centre + np.array([c * start[0] - s * start[1], s * start[0] + c * start[1]]))
    return divided(np.array(out), spacing_m, is_open)


def divided(points: Floats, spacing_m: float, is_open: bool = False) -> Floats:
    """The line with every run longer than the spacing cut into equal pieces."""
    out: list[Floats] = []
    ends = points[1:] if is_open else np.roll(points, -1, axis=0)
    for a, b in zip(points, ends, strict=False):
        pieces = max(1, int(np.ceil(np.hypot(*(b - a)) / spacing_m - 1e-6)))
        out.extend(a + (b - a) * (k / pieces) for k in range(pieces))
    if is_open:
        out.append(points[-1])
    return np.array(out)


def edge_normals(contour: Floats) -> Floats:
    """The outward direction at each corner of a counter-clockwise contour, long enough to offset its edges by 1."""
    after = np.roll(contour, -1, axis=0) - contour
    after = np.stack([after[:, 1], -after[:, 0]], axis=1)
    after /= np.hypot(after[:, 0], after[:, 1])[:, None]
    before = np.roll(after, 1, axis=0)
    middle = after + before
    middle /= np.hypot(middle[:, 0], middle[:, 1])[:, None]
    return np.asarray(middle / np.maximum((middle * after).sum(axis=1), 0.5)[:, None])


def inside(points: Floats, contours: list[Floats]) -> np.ndarray:
    """Which points lie in the region bounded by all contours (even-odd rule)."""
    odd = np.zeros(len(points), dtype=bool)
    for contour in contours:
        for a, b in zip(contour, np.roll(contour, -1, axis=0), strict=True):
            if a[1] == b[1]:
                continue
            crosses = (a[1] > points[:, 1]) != (b[1] > points[:, 1])
            x_cross = a[0] + (points[:, 1] - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
            odd ^= crosses & (points[:, 0] < x_cross)
    return odd


def triangulated(contours: list[Floats], grid_m: float) -> tuple[Floats, Ints]:
    """Points (all contour points first, then a grid inside) and counter-clockwise triangles of the region.

    Raises ValueError when an edge of a contour is not an edge of the triangulation: divide that contour finer.
    """
    border = np.concatenate(contours)
    low, high = border.min(axis=0), border.max(axis=0)
    rows = np.arange(low[1] + grid_m / 2, high[1], grid_m * 0.866)
    grid = [
        np.stack(
            [
                np.arange(low[0] + grid_m * (0.37 if r % 2 else 0.87), high[0], grid_m),
                np.full(1, y).repeat(len(np.arange(low[0] + grid_m * (0.37 if r % 2 else 0.87), high[0], grid_m))),
            ],
            axis=1,
        )
        for r, y in enumerate(rows)
    ]
    inner = np.concatenate(grid) if grid else np.zeros((0, 2))
    gap = np.array([np.hypot(border[:, 0] - p[0], border[:, 1] - p[1]).min() for p in inner])
    inner = inner[inside(inner, contours) & (gap > 0.45 * grid_m)] if len(inner) else inner
    points = np.concatenate([border, inner])
    faces = Delaunay(points).simplices.astype(np.int64)
    a, b, c = (points[faces[:, k]] for k in range(3))
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    faces[area < 0] = faces[area < 0][:, ::-1]
    keep = inside((a + b + c) / 3.0, contours) & (np.abs(area) > 1e-10)
    faces = faces[keep]
    have = {(int(i), int(j)) for f in faces for i, j in ((f[0], f[1]), (f[1], f[2]), (f[2], f[0]))}
    start = 0
    for contour in contours:
        n = len(contour)
        for k in range(n):
            i, j = start + k, start + (k + 1) % n
            if (i, j) not in have and (j, i) not in have:
                raise ValueError(f"contour edge {points[i]} to {points[j]} was cut off; divide it finer")
        start += n
    return points, faces
