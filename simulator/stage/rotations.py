"""Turning in space with numpy alone: rotation matrices (3, 3), rotation vectors (radians), slerp, swing and twist."""

from __future__ import annotations

from math import atan2, cos, degrees, radians, sin, sqrt

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_TINY = 1e-12


def unit(vector: Floats) -> Floats:
    """A vector (..., 3) at length 1; zero stays zero."""
    if vector.ndim == 1:
        return np.asarray(vector / max(sqrt(float(vector @ vector)), _TINY))
    length = np.linalg.norm(vector, axis=-1, keepdims=True)
    return np.asarray(vector / np.maximum(length, _TINY))


def cross(a: Floats, b: Floats) -> Floats:
    """The cross product of two single vectors; far quicker than numpy's general one."""
    (ax, ay, az), (bx, by, bz) = a.tolist(), b.tolist()
    return np.array([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx])


def turn(axis: Floats, angle_deg: float) -> Floats:
    """The rotation (3, 3) by an angle about an axis."""
    x, y, z = axis.tolist()
    length = max(sqrt(x * x + y * y + z * z), _TINY)
    x, y, z = x / length, y / length, z / length
    c, s = cos(radians(angle_deg)), sin(radians(angle_deg))
    k = 1.0 - c
    rows = (
        *(c + x * x * k, x * y * k - z * s, x * z * k + y * s),
        *(y * x * k + z * s, c + y * y * k, y * z * k - x * s),
        *(z * x * k - y * s, z * y * k + x * s, c + z * z * k),
    )
    return np.array(rows).reshape(3, 3)


def from_vectors(vectors_deg: Floats) -> Floats:
    """Rotation vectors (N, 3), degrees about the three axes at once, as matrices (N, 3, 3)."""
    vectors = np.radians(np.asarray(vectors_deg, dtype=np.float64))
    angle = np.linalg.norm(vectors, axis=1)
    axis = vectors / np.maximum(angle, _TINY)[:, None]
    c, s = np.cos(angle)[:, None, None], np.sin(angle)[:, None, None]
    x, y, z = axis.T
    zero = np.zeros_like(x)
    skew = np.stack([zero, -z, y, z, zero, -x, -y, x, zero], axis=1).reshape(-1, 3, 3)
    outer = axis[:, :, None] * axis[:, None, :]
    return np.asarray(c * np.eye(3) + s * skew + (1.0 - c) * outer)


def between(a: Floats, b: Floats) -> Floats:
    """The smallest rotation that turns direction a into direction b."""
    a, b = unit(a), unit(b)
    axis = cross(a, b)
    sine, cosine = float(np.linalg.norm(axis)), float(a @ b)
    if sine < 1e-9:
        if cosine > 0.0:
            return np.eye(3)
        aside = cross(a, np.array([1.0, 0.0, 0.0]) if abs(a[0]) < 0.9 else np.array([0.0, 1.0, 0.0]))
        return turn(aside, 180.0)
    return turn(axis, float(np.degrees(np.arctan2(sine, cosine))))


def basis(first: Floats, second: Floats) -> Floats:
    """Columns: first, second made perpendicular to it, and their cross product."""
    ax, ay, az = first.tolist()
    bx, by, bz = second.tolist()
    length = max(sqrt(ax * ax + ay * ay + az * az), _TINY)
    ax, ay, az = ax / length, ay / length, az / length
    along = ax * bx + ay * by + az * bz
    bx, by, bz = bx - ax * along, by - ay * along, bz - az * along
    length = max(sqrt(bx * bx + by * by + bz * bz), _TINY)
    bx, by, bz = bx / length, by / length, bz / length
    cx, cy, cz = ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx
    return np.array([[ax, bx, cx], [ay, by, cy], [az, bz, cz]])


def twist_deg(rotation: Floats, axis: Floats) -> float:
    """How far a rotation turns about an axis (its twist), -180 to 180 degrees."""
    w, x, y, z = _quaternion(rotation.tolist())
    ax, ay, az = axis.tolist()
    return (degrees(2.0 * atan2(x * ax + y * ay + z * az, w)) + 180.0) % 360.0 - 180.0


def _quaternion(m: list[list[float]]) -> tuple[float, float, float, float]:
    """One matrix as a quaternion, not scaled to length 1, w first."""
    (a, b, c), (d, e, f), (g, h, k) = m
    trace = a + e + k
    best = max(trace, a, e, k)
    if best == trace:
        return 1.0 + trace, h - f, c - g, d - b
    if best == a:
        return h - f, 1 + 2 * a - trace, b + d, c + g
    if best == e:
        return c - g, b + d, 1 + 2 * e - trace, f + h
    return d - b, c + g, f + h, 1 + 2 * k - trace


def angle_deg(rotation: Floats) -> float:
    """How far a rotation turns in all, 0 to 180 degrees."""
    return float(np.degrees(np.arccos(np.clip((np.trace(rotation) - 1.0) / 2.0, -1.0, 1.0))))


def quaternions(rotations: Floats) -> Floats:
    """Matrices (N, 3, 3) as unit quaternions (N, 4), w first; the largest part decides, so no sign is lost."""
    (a, b, c), (d, e, f), (g, h, k) = np.moveaxis(rotations, 0, -1)
    trace = a + e + k
    found = np.empty((len(rotations), 4, 4))  # each row the quaternion, by its largest part, w, x, y or z
    found[:, 0, 0], found[:, 1, 1], found[:, 2, 2] = 1.0 + trace, 1 + 2 * a - trace, 1 + 2 * e - trace
    found[:, 3, 3] = 1 + 2 * k - trace
    for row, column, part in ((0, 1, h - f), (0, 2, c - g), (0, 3, d - b), (1, 2, b + d), (1, 3, c + g), (2, 3, f + h)):
        found[:, row, column] = found[:, column, row] = part
    largest = np.array([trace, a, e, k]).argmax(axis=0)
    chosen = found[np.arange(len(rotations)), largest]
    return np.asarray(chosen / np.linalg.norm(chosen, axis=1, keepdims=True))


def to_vectors(rotations: Floats) -> Floats:
    """Matrices (N, 3, 3) as rotation vectors (N, 3) in degrees: the inverse of `from_vectors`."""
    parts = quaternions(rotations)
    parts = np.where(parts[:, :1] < 0.0, -parts, parts)
    sine = np.linalg.norm(parts[:, 1:], axis=1)
    angle = np.degrees(2.0 * np.arctan2(sine, parts[:, 0]))
    return np.asarray(parts[:, 1:] * (angle / np.maximum(sine, _TINY))[:, None])


def matrices(quaternion: Floats) -> Floats:
    """Unit quaternions (N, 4) as matrices (N, 3, 3)."""
    w, x, y, z = quaternion.T
    rows = [
        *(1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)),
        *(2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)),
        *(2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)),
    ]
    return np.stack(rows, axis=1).reshape(-1, 3, 3)


def slerp(a: Floats, b: Floats, share: float) -> Floats:
    """Between rotations (N, 3, 3) on the shortest way; share 0 gives a, 1 gives b."""
    p, q = quaternions(a), quaternions(b)
    dot = np.einsum("ij,ij->i", p, q)
    q = np.where(dot[:, None] < 0.0, -q, q)
    angle = np.arccos(np.clip(np.abs(dot), 0.0, 1.0))[:, None]
    sine = np.sin(angle)
    near = sine < 1e-6
    safe = np.where(near, 1.0, sine)
    u = np.where(near, 1.0 - share, np.sin((1.0 - share) * angle) / safe)
    v = np.where(near, share, np.sin(share * angle) / safe)
    mixed = u * p + v * q
    return matrices(mixed / np.linalg.norm(mixed, axis=1, keepdims=True))
