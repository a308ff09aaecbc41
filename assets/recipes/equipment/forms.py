"""The forms that items are built from: rounded box, bevelled plate with holes, swept section, turned profile.

All of them carry analytic normals, so that a highlight runs along every rounded edge and flat faces stay flat.
"""

from __future__ import annotations

import numpy as np

from assets.recipes.equipment.outline import circle, edge_normals, triangulated
from assets.recipes.equipment.solid import Floats, Ints, Solid, Vec3, solid


def quads(rows: int, columns: int, wrap_rows: bool = False, wrap_columns: bool = False) -> Ints:
    """Triangles of a grid of rows x columns points; (row, column) directions span the outside by right hand."""
    down = np.arange(rows if wrap_rows else rows - 1)
    over = np.arange(columns if wrap_columns else columns - 1)
    r, c = np.repeat(down, len(over)), np.tile(over, len(down))
    i, j = r * columns + c, ((r + 1) % rows) * columns + c
    k, m = ((r + 1) % rows) * columns + (c + 1) % columns, r * columns + (c + 1) % columns
    return np.concatenate([np.stack([i, j, k], axis=1), np.stack([i, k, m], axis=1)]).astype(np.int64)


def box(size_m: Vec3, radius_m: float, steps: int = 2, cuts: int = 1) -> Solid:
    """A rounded box around the origin; `cuts` divides its flat faces for shading."""
    half = np.array(size_m) / 2.0
    radius = min(radius_m, float(half.min()) * 0.999)
    core = half - radius
    low = np.radians(np.linspace(-45.0, 0.0, steps + 1))
    angle = np.concatenate([low, np.zeros(cuts - 1), -low[::-1]])
    place = np.concatenate([np.full(steps + 1, -1.0), np.linspace(-1, 1, cuts + 1)[1:-1], np.full(steps + 1, 1.0)])
    steps_u, steps_v = np.meshgrid(np.arange(len(angle)), np.arange(len(angle)), indexing="ij")
    u, v = steps_u.ravel(), steps_v.ravel()
    vertices: list[Floats] = []
    normals, faces = [], []
    grid = quads(len(angle), len(angle))
    for axis in range(3):
        for sign in (1.0, -1.0):
            direction = np.zeros((len(u), 3))
            corner = np.zeros((len(u), 3))
            a, b = (axis + 1) % 3, (axis + 2) % 3
            direction[:, axis], direction[:, a], direction[:, b] = sign, np.tan(angle[u]), np.tan(angle[v])
            corner[:, axis], corner[:, a], corner[:, b] = sign, place[u], place[v]
            direction /= np.sqrt((direction**2).sum(axis=1, keepdims=True))
            start = sum(len(part) for part in vertices)
            vertices.append(corner * core + direction * radius)
            normals.append(direction)
            faces.append((grid if sign > 0 else grid[:, ::-1]) + start)
    return solid(np.concatenate(vertices), np.concatenate(normals), np.concatenate(faces))


def plate(
    outline: Floats,
    thickness_m: float,
    bevel_m: float,
    holes: list[Floats] | None = None,
    steps: int = 3,
    grid_m: float = 0.05,
    hole_bevel_m: float | None = None,
) -> Solid:
    """A flat plate from z = 0 to its thickness, edges rounded by the bevel, holes going right through."""
    contours = [outline, *(hole[::-1] for hole in holes or [])]
    limit = thickness_m * 0.499
    bevels = [min(bevel_m, limit)] + [min(hole_bevel_m or bevel_m, limit)] * (len(contours) - 1)
    angles = np.radians(np.linspace(-90.0, 0.0, steps + 1))
    outward = [edge_normals(contour) for contour in contours]
    points, cap = triangulated([c - n * b for c, n, b in zip(contours, outward, bevels, strict=True)], grid_m)
    vertices, normals, faces = [], [], []
    start = 0
    for contour, normal, bevel in zip(contours, outward, bevels, strict=True):
        rings = [(bevel * (1 - np.cos(a)), bevel + bevel * np.sin(a), a) for a in angles]
        rings += [(inset, thickness_m - z, -a) for inset, z, a in rings[::-1]]
        unit = normal / np.hypot(normal[:, 0], normal[:, 1])[:, None]
        n = len(contour)
        for inset, z, angle in rings:
            vertices.append(np.column_stack([contour - normal * inset, np.full(n, z)]))
            normals.append(np.column_stack([unit * np.cos(angle), np.full(n, np.sin(angle))]))
        faces.append(quads(len(rings), n, wrap_columns=True)[:, ::-1] + start)
        start += len(rings) * n
    for z, sign in ((0.0, -1.0), (thickness_m, 1.0)):
        vertices.append(np.column_stack([points, np.full(len(points), z)]))
        normals.append(np.column_stack([np.zeros_like(points), np.full(len(points), sign)]))
        faces.append((cap if sign > 0 else cap[:, ::-1]) + start)
        start += len(points)
    return solid(np.concatenate(vertices), np.concatenate(normals), np.concatenate(faces))


def frames(path: Floats, up: Vec3) -> tuple[Floats, Floats, Floats]:
    """Along (N,3), side (N,3) and up (N,3) of a path; `up` is carried along it without twisting."""
    along = np.gradient(path, axis=0)
    along /= np.sqrt((along**2).sum(axis=1, keepdims=True))
    carried = np.array(up, dtype=np.float64)
    ups = np.empty_like(path)
    for i, direction in enumerate(along):
        carried = carried - direction * (carried * direction).sum()
        carried = carried / np.sqrt((carried**2).sum())
        ups[i] = carried
    return along, np.cross(along, ups), ups


def sweep(
    path: Floats,
    section: Floats,
    up: Vec3 = (0.0, 0.0, 1.0),
    closed: bool = False,
    scale: Floats | None = None,
) -> Solid:
    """A closed counter-clockwise section (M,2: side, up) carried along a path (N,3), ends capped unless closed."""
    along, side, ups = frames(np.concatenate([path[-1:], path, path[:1]]) if closed else path, up)
    if closed:
        along, side, ups = along[1:-1], side[1:-1], ups[1:-1]
    size = np.ones(len(path)) if scale is None else scale
    normal = edge_normals(section)
    normal = normal / np.hypot(normal[:, 0], normal[:, 1])[:, None]
    vertices = (
        path[:, None, :]
        + side[:, None, :] * (section[None, :, :1] * size[:, None, None])
        + ups[:, None, :] * (section[None, :, 1:] * size[:, None, None])
    )
    normals = side[:, None, :] * normal[None, :, :1] + ups[:, None, :] * normal[None, :, 1:]
    n, m = len(path), len(section)
    faces = [quads(n, m, wrap_rows=closed, wrap_columns=True)]
    all_vertices, all_normals = [vertices.reshape(-1, 3)], [normals.reshape(-1, 3)]
    if not closed:
        start = n * m
        fan = np.stack([np.zeros(m - 2, dtype=np.int64), np.arange(1, m - 1), np.arange(2, m)], axis=1)
        for i, sign in ((0, -1.0), (n - 1, 1.0)):
            all_vertices.append(vertices[i])
            all_normals.append(np.broadcast_to(along[i] * sign, (m, 3)))
            # side x up points against the path, so the far cap turns over
            faces.append((fan if sign < 0 else fan[:, ::-1]) + start)
            start += m
    return solid(np.concatenate(all_vertices), np.concatenate(all_normals), np.concatenate(faces))


def tube(
    path: Floats,
    radius_m: float,
    sides: int = 10,
    up: Vec3 = (0.0, 0.0, 1.0),
    closed: bool = False,
    round_ends: bool = True,
) -> Solid:
    """A round tube; its ends are softly rounded, or flat where nobody sees them."""
    if closed or not round_ends:
        return sweep(path, circle(radius_m, sides), up, closed=closed)
    head, tail = path[0] - path[1], path[-1] - path[-2]
    head, tail = head / np.sqrt((head**2).sum()), tail / np.sqrt((tail**2).sum())
    angles = np.radians([75.0, 45.0, 20.0])
    before = np.array([path[0] + head * radius_m * np.sin(a) for a in angles])
    after = np.array([path[-1] + tail * radius_m * np.sin(a) for a in angles[::-1]])
    scale = np.concatenate([np.cos(angles), np.ones(len(path)), np.cos(angles[::-1])])
    return sweep(np.concatenate([before, path, after]), circle(radius_m, sides), up, scale=scale)


def turned(profile: Floats, segments: int = 24) -> Solid:
    """A profile (N,2: radius, z), going up on the outside, turned about the z axis."""
    tangent = np.gradient(profile, axis=0)
    normal = np.stack([tangent[:, 1], -tangent[:, 0]], axis=1)
    angle = np.arange(segments) * (2 * np.pi / segments)
    c, s = np.cos(angle)[None, :], np.sin(angle)[None, :]
    vertices = np.stack([profile[:, :1] * c, profile[:, :1] * s, profile[:, 1:] + 0 * c], axis=-1)
    normals = np.stack([normal[:, :1] * c, normal[:, :1] * s, normal[:, 1:] + 0 * c], axis=-1)
    faces = quads(len(profile), segments, wrap_columns=True)[:, ::-1]
    return solid(vertices.reshape(-1, 3), normals.reshape(-1, 3), faces)


def line(*points: Vec3) -> Floats:
    """A path through points."""
    return np.array(points, dtype=np.float64)


def curve(points: Floats, pieces: int = 6) -> Floats:
    """A smooth path (Catmull-Rom) through points (N,3), `pieces` steps between neighbours."""
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    out = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for k in range(pieces):
            t = k / pieces
            out.append(
                0.5
                * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
            )
    return np.array([*out, points[-1]])
