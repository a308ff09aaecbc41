"""The way of a strap over a body: from one edge of the board over everything between to the other edge.

All points in the board's frame: metres, x along the board, y across it (+y the patient's right), z up.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
MARGIN_M = 0.015  # what lies this near beside the webbing lifts it too


def over(
    body: npt.ArrayLike,
    right: tuple[float, float, float],
    left: tuple[float, float, float],
    width_m: float = 0.05,
    clearance_m: float = 0.004,
    samples: int = 32,
) -> Points:
    """Path (samples, 3) of a taut strap from its right to its left anchor, outside of all body points (V, 3).

    The strap lies in the upright plane through both anchors. Without any body under it, it is the straight line.
    """
    points = np.asarray(body, np.float64).reshape(-1, 3)
    a, b = np.asarray(right, np.float64), np.asarray(left, np.float64)
    run = a - b
    across = run / np.linalg.norm(run)
    upward = np.array([0.0, 0.0, 1.0]) - across * across[2]
    upward /= np.linalg.norm(upward)
    aside = np.cross(across, upward)
    near = np.abs((points - b) @ aside) < width_m / 2 + MARGIN_M
    flat = np.stack([(points[near] - b) @ across, (points[near] - b) @ upward], axis=1)
    flat = _outermost(flat[flat[:, 1] > 0.0])
    ends = np.array([[np.linalg.norm(run), 0.0], [0.0, 0.0]])
    chain = _taut(np.concatenate([ends, flat]))
    chain = _spaced(_raised(chain, clearance_m), samples)
    return np.asarray(b + chain[:, :1] * across + chain[:, 1:] * upward)


_BINS = 96


def _outermost(flat: Points) -> Points:
    """Of many points (N, 2) those that a taut line can touch: the highest over each short stretch, and both ends."""
    if len(flat) <= _BINS:
        return flat
    low, high = float(flat[:, 0].min()), float(flat[:, 0].max())
    stretch = np.minimum(((flat[:, 0] - low) * (_BINS / max(high - low, 1e-9))).astype(np.int64), _BINS - 1)
    order = np.lexsort((flat[:, 1], stretch))
    highest = order[np.flatnonzero(np.append(np.diff(stretch[order]) > 0, True))]
    kept = np.union1d(highest, [int(flat[:, 0].argmin()), int(flat[:, 0].argmax())])
    return np.asarray(flat[kept])


def _taut(points: Points) -> Points:
    """The convex hull (M, 2) counter-clockwise from the first point (right end) to the second (left end)."""
    order = np.lexsort((points[:, 1], points[:, 0])).tolist()
    places = [(x, y) for x, y in points.tolist()]  # one by one, plain numbers are far quicker than rows of an array
    hull: list[int] = []
    for rows in (order, order[::-1]):
        side: list[int] = []
        for row in rows:
            while len(side) > 1 and _turn(places[side[-2]], places[side[-1]], places[row]) <= 0.0:
                side.pop()
            side.append(row)
        hull += side[:-1]
    # Both ends are lowest, so that they follow each other on the hull: turned to the right end, the left one is last.
    start = hull.index(0)
    return points[hull[start:] + hull[:start]]


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _raised(chain: Points, clearance_m: float) -> Points:
    """The chain pushed outwards, its two ends left where they are."""
    if len(chain) < 3:
        return chain
    step = np.diff(chain, axis=0)
    out = np.stack([step[:, 1], -step[:, 0]], axis=1)
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    middle = out[:-1] + out[1:]
    middle /= np.maximum(np.linalg.norm(middle, axis=1, keepdims=True), 1e-9)
    raised = chain.copy()
    raised[1:-1] += middle * clearance_m
    return raised


def _spaced(chain: Points, samples: int) -> Points:
    """The same line with evenly spaced points."""
    length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(chain, axis=0), axis=1))])
    at = np.linspace(0.0, length[-1], samples)
    return np.stack([np.interp(at, length, chain[:, 0]), np.interp(at, length, chain[:, 1])], axis=1)


def buckle_frame(path: Points, share: float = 0.5, thickness_m: float = 0.0022) -> Points:
    """Where a buckle sits on a strap, (4, 4) for column vectors: y along the strap, z away from the body.

    `share` counts from the right end, 0 to 1.
    """
    at = int(np.clip(round(share * (len(path) - 1)), 1, len(path) - 2))
    along = path[at + 1] - path[at - 1]
    along /= np.linalg.norm(along)
    up = np.array([0.0, 0.0, 1.0])
    if np.linalg.norm(path - path[0] - np.outer((path - path[0]) @ along, along), axis=1).max() > 1e-6:
        up = path[at] - (path[0] + path[-1]) / 2
    up = up - along * (up @ along)
    up /= np.linalg.norm(up)
    frame = np.eye(4)
    frame[:3, 0], frame[:3, 1], frame[:3, 2] = np.cross(along, up), along, up
    frame[:3, 3] = path[at] + up * thickness_m
    return frame
