"""What is soft between the bones: intervertebral discs, spinal cord, roots and the horse's tail below it.

Every vertex hangs on two neighbouring segments (indices into SEGMENTS) with a weight each, so it bends with them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.spatial import cKDTree

from .assembly import Fit
from .cage import cartilage_share
from .column import level_centres
from .source import SEGMENTS, THORACIC, Disc, Source
from .surface import Floats, Ints, Surface, joined

DISC_SIDES, CORD_SIDES, ROOT_SIDES = 18, 12, 5
RINGS_A_SEGMENT = 3
CORD_END = 20.6  # the cord ends at the upper edge of L2; segment numbers, C0 = 0
CANAL_BEHIND_DISC_M = 0.0078
# Half widths of the cord (sideways, front to back) in metres by segment number: thicker where the limbs' roots leave.
CORD_RADII = (
    (-0.8, 0.0072, 0.0062),
    (1.0, 0.0062, 0.0048),
    (3.0, 0.0064, 0.0044),
    (5.5, 0.0072, 0.0045),
    (8.5, 0.0054, 0.0042),
    (16.0, 0.0050, 0.0041),
    (18.5, 0.0058, 0.0048),
    (19.5, 0.0048, 0.0042),
    (20.6, 0.0010, 0.0010),
)


@dataclass(frozen=True, slots=True)
class Soft:
    """A surface whose vertices hang on two segments: which (V, 2), how much (V, 2)."""

    surface: Surface
    segments: Ints
    weights: Floats


def _grid(rows: int, columns: int) -> Ints:
    """Triangles of a tube of rings, seen from outside when the rings run counter-clockwise towards their axis."""
    row, column = np.meshgrid(np.arange(rows - 1), np.arange(columns), indexing="ij")
    a = row * columns + column
    b = row * columns + (column + 1) % columns
    c, d = a + columns, b + columns
    return np.concatenate([np.stack([a, b, d], -1), np.stack([a, d, c], -1)], axis=0).reshape(-1, 3)


def blended(numbers: Floats) -> tuple[Ints, Floats]:
    """Segments (N, 2) and weights (N, 2) at running segment numbers (N,): firm at a vertebra, passing over between."""
    clipped = np.clip(numbers, 0.0, len(SEGMENTS) - 1.0)
    lower = np.minimum(np.floor(clipped).astype(np.int64), len(SEGMENTS) - 2)
    share = np.clip((clipped - lower - 0.2) / 0.6, 0.0, 1.0)
    share = share * share * (3.0 - 2.0 * share)
    return np.stack([lower, lower + 1], axis=1), np.stack([1.0 - share, share], axis=1)


def make_disc(disc: Disc, number: int, fit: Fit) -> Soft:
    """One disc between segment `number` and the next: kidney-shaped, a little bulging, sunk into both end plates."""
    angle = np.linspace(0.0, 2.0 * np.pi, DISC_SIDES, endpoint=False)
    rows = np.array([1.0, 0.5, -0.5, -1.0])
    bulge = np.array([0.92, 1.06, 1.06, 0.92])
    hollow = 1.0 - 0.16 * np.clip(-np.sin(angle), 0.0, 1.0) ** 3  # flat towards the canal
    across = disc.half_x_m * np.cos(angle)
    ahead = disc.half_z_m * np.sin(angle) * hollow
    half = disc.half_y_m + 0.0012
    points = [
        np.stack([across * wide, disc.slope * ahead * wide + row * half, ahead * wide], axis=1)
        for row, wide in zip(rows, bulge, strict=True)
    ]
    middle = [np.array([[0.0, row * half, 0.0]]) for row in (1.0, -1.0)]
    local = np.vstack([*points, *middle]) + disc.centre
    count, last = DISC_SIDES, (len(rows) - 1) * DISC_SIDES
    ring, after = np.arange(count), (np.arange(count) + 1) % count
    top = np.stack([np.full(count, len(rows) * count), after, ring], axis=1)
    bottom = np.stack([np.full(count, len(rows) * count + 1), last + ring, last + after], axis=1)
    below = np.concatenate([np.repeat(0.5 - 0.5 * rows, count), [0.0, 1.0]])
    names = SEGMENTS[number], SEGMENTS[number + 1]
    upper, lower = (local @ fit.segments[name][:3, :3].T + fit.segments[name][:3, 3] for name in names)
    vertices = (1.0 - below)[:, None] * upper + below[:, None] * lower
    faces = np.vstack([_grid(len(rows), count), top, bottom])
    segments = np.tile(np.array([[number, number + 1]]), (len(vertices), 1))
    return Soft(Surface(vertices, faces), segments, np.stack([1.0 - below, below], axis=1))


def canal(source: Source, fit: Fit) -> CubicSpline:
    """The middle of the spinal canal in the rest pose, (3,) by running segment number (C0 = 0 ... S1 = 25)."""
    centres = level_centres(source)
    own = [centres[0], centres[1] + np.array([0.0, 0.0, -0.012])]
    own += [
        disc.centre + (disc.half_z_m + CANAL_BEHIND_DISC_M) * np.array([0.0, -disc.slope, -1.0])
        for disc in source.discs
    ]
    atlas = source.bones["C1"].vertices
    own[0] = np.array([0.0, atlas[:, 1].max(), np.quantile(atlas[:, 2], 0.45)])
    placed = []
    for level, point in enumerate(own):
        maps = [fit.segments[name] for name in SEGMENTS[level : level + 2] if name in fit.segments]
        placed.append(np.mean([each[:3, :3] @ point + each[:3, 3] for each in maps], axis=0))
    line = np.array(placed)
    line[1:-1] = 0.25 * line[:-2] + 0.5 * line[1:-1] + 0.25 * line[2:]
    up = line[0] + np.array([0.0, 0.022, 0.004])
    down = fit.segments["S1"][:3, :3] @ (own[-1] + np.array([0.0, -0.03, -0.008])) + fit.segments["S1"][:3, 3]
    numbers = np.concatenate([[-0.8], np.arange(25) + 0.5, [26.2]])
    return CubicSpline(numbers, np.vstack([up, line, down]))


def _tube(line: Floats, radii: Floats, sides: int, numbers: Floats) -> Soft:
    """A tube along a line (N, 3) with half widths (N, 2), closed at both ends, hung on the segments `numbers` (N,)."""
    along = np.gradient(line, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    sideways = np.array([1.0, 0.0, 0.0]) - along[:, :1] * along
    flat = np.linalg.norm(sideways, axis=1) < 0.3
    sideways[flat] = np.array([0.0, 0.0, 1.0]) - along[flat, 2:] * along[flat]
    sideways /= np.linalg.norm(sideways, axis=1, keepdims=True)
    third = np.cross(sideways, along)
    angle = np.linspace(0.0, 2.0 * np.pi, sides, endpoint=False)
    rings = (
        line[:, None]
        + radii[:, :1, None] * np.cos(angle)[None, :, None] * sideways[:, None]
        + radii[:, 1:, None] * np.sin(angle)[None, :, None] * third[:, None]
    )
    vertices = np.vstack([rings.reshape(-1, 3), line[:1], line[-1:]])
    ring, after, first = np.arange(sides), (np.arange(sides) + 1) % sides, len(line) * sides
    start = np.stack([np.full(sides, first), after, ring], axis=1)
    last = first - sides
    end = np.stack([np.full(sides, first + 1), last + ring, last + after], axis=1)
    segments, weights = blended(np.concatenate([np.repeat(numbers, sides), numbers[:1], numbers[-1:]]))
    faces = np.vstack([_grid(len(line), sides), start, end])
    return Soft(Surface(vertices, faces), segments, weights)


def make_cord(source: Source, fit: Fit) -> Soft:
    """The cord from the foramen magnum to L2, the filum and strands below it, and a pair of roots at each level."""
    line = canal(source, fit)
    numbers = np.linspace(-0.8, CORD_END, round((CORD_END + 0.8) * RINGS_A_SEGMENT))
    knots, wide, deep = np.array(CORD_RADII).T
    radii = np.stack([np.interp(numbers, knots, wide), np.interp(numbers, knots, deep)], axis=1)
    parts = [_tube(line(numbers), radii, CORD_SIDES, numbers)]
    for turn in np.linspace(0.0, 2.0 * np.pi, 7, endpoint=False):
        parts.append(_strand(line, turn))
    for level in range(1, 25):
        parts += [_root(line, level + 0.5, side) for side in (1.0, -1.0)]
    return Soft(
        joined([part.surface for part in parts]),
        np.vstack([part.segments for part in parts]),
        np.vstack([part.weights for part in parts]),
    )


def _strand(line: CubicSpline, turn: float) -> Soft:
    numbers = np.linspace(CORD_END - 1.6, 25.3, 14)
    spread = 0.0042 * np.clip((numbers - CORD_END + 1.6) / 1.0, 0.35, 1.0)[:, None]
    points = line(numbers) + spread * np.array([[np.cos(turn), 0.0, np.sin(turn)]])
    return _tube(points, np.full((len(numbers), 2), 0.0011), 4, numbers)


def _root(line: CubicSpline, number: float, side: float) -> Soft:
    """A nerve root: out of the canal through the foramen, sideways, a little forward and, lower down, steeper."""
    steep = float(np.interp(number, [1.0, 7.0, 18.0, 25.0], [0.15, 0.5, 1.0, 1.5]))
    u = np.linspace(0.0, 1.0, 5)[:, None]
    out = np.array([[0.024 * side, -0.012 * steep, 0.007]])
    begin = line(number - 0.35 * steep) if number < CORD_END else line(number - 0.3)
    points = begin + u * out + (u * (1.0 - u)) * np.array([[0.0, 0.004 * steep, 0.0]])
    radii = np.repeat(np.interp(u[:, 0], [0.0, 0.45, 0.6, 1.0], [0.0016, 0.0018, 0.0023, 0.0013])[:, None], 2, axis=1)
    return _tube(points, radii, ROOT_SIDES, np.full(len(points), number))


def make_breastbone(source: Source, fit: Fit) -> tuple[Soft, Floats]:
    """Sternum and rib cartilages, and how much each vertex is cartilage (V,).

    The bone moves with T5; a cartilage passes over to the level of the rib that it ends on.
    """
    bone = fit.bones["sternum"]
    share = cartilage_share(source.bones["sternum"])
    ends, levels = [], []
    for level in THORACIC[:10]:
        for side in "LR":
            rib = fit.bones[f"rib-{level}.{side}"].vertices
            tip = rib[rib[:, 2] > rib[:, 2].max() - 0.03] if level != "T1" else rib[np.abs(rib[:, 0]) < 0.05]
            ends.append(tip)
            levels.append(np.full(len(tip), SEGMENTS.index(level)))
    gap, near = cKDTree(np.vstack(ends)).query(bone.vertices)
    sideways = np.clip(np.abs(bone.vertices[:, 0]) - 0.016, 0.0, None)
    pull = np.where(share > 0.0, sideways / (sideways + gap + 1e-4), 0.0)
    level_of = np.concatenate(levels)[near]
    segments = np.stack([np.full(len(level_of), SEGMENTS.index("T5")), level_of], axis=1)
    return Soft(bone, segments, np.stack([1.0 - pull, pull], axis=1)), share


def make_discs(source: Source, fit: Fit) -> list[Soft]:
    """The 23 discs, C2-C3 first."""
    return [make_disc(disc, number, fit) for number, disc in enumerate(source.discs, start=2)]
