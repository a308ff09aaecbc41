"""Hair of our own making: a shell over the scalp with a hairline, strands laid over it, and a bun or a tail.

The head is seen from its middle: `turn` is the angle from straight ahead (0 front, 180 back), `rise` the angle above
the level of the ears. A style is a row of a table; strands run from a pole (the crown, or where the hair is tied).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from assets.recipes.person.cast import Colour, Person
from assets.recipes.person.mesh import (
    Floats,
    Piece,
    cut,
    face_mean,
    keep,
    normals,
    push,
    smooth,
    smoothstep,
    subdivide,
    with_field,
)
from assets.recipes.person.rig import Rest

_TURN = (0.0, 14.0, 30.0, 46.0, 58.0, 66.0, 78.0, 86.0, 96.0, 108.0, 120.0, 135.0, 155.0, 180.0)
_FULL = (37.0, 37.0, 38.0, 33.0, 22.0, 10.0, -8.0, -2.0, 12.0, 2.0, -22.0, -36.0, -40.0, -41.0)
_BACK = (41.0, 42.0, 44.0, 39.0, 27.0, 14.0, -4.0, 2.0, 12.0, 0.0, -22.0, -36.0, -40.0, -41.0)


@dataclass(frozen=True, slots=True)
class Style:
    """Thickness at the sides and on top (m); rise of the hairline (deg) over `_TURN`; pole as (turn, rise) in deg."""

    side_m: float
    top_m: float
    line: tuple[float, ...]
    pole_deg: tuple[float, float]
    sweep: float  # 0: strands run from the pole; 1: they run across the head from the parting
    locks: int
    lock_length_m: float
    lift_m: float


STYLES: dict[str, Style] = {
    "crop": Style(0.0030, 0.0065, _FULL, (170.0, 62.0), 0.0, 0, 0.02, 0.001),
    "short": Style(0.0060, 0.0130, _BACK, (178.0, 30.0), 0.0, 110, 0.048, 0.0020),
    "side_part": Style(0.0080, 0.0190, _FULL, (165.0, 62.0), 0.8, 90, 0.062, 0.004),
    "pixie": Style(0.0090, 0.0160, _FULL, (172.0, 66.0), 0.35, 120, 0.040, 0.0035),
    "bun": Style(0.0080, 0.0110, _FULL, (180.0, 34.0), 0.0, 70, 0.095, 0.002),
    "low_bun": Style(0.0085, 0.0130, _FULL, (180.0, 8.0), 0.0, 80, 0.095, 0.002),
    "swept": Style(0.0045, 0.0170, _BACK, (175.0, 58.0), 0.45, 110, 0.050, 0.0035),
    "ponytail": Style(0.0080, 0.0110, _FULL, (180.0, 22.0), 0.0, 70, 0.095, 0.002),
}


def head_middle(p: Piece, rest: Rest) -> Floats:
    """Centre (3,) of the skull, at the height of the upper ears."""
    eye = rest.at("eye.l")
    skull = p.points[(p.fields["head"] > 0.8) & (p.points[:, 1] > eye[1] + 0.03)]
    return np.array([0.0, eye[1] + 0.018, 0.5 * (skull[:, 2].min() + skull[:, 2].max())])


def turn_rise(points: Floats, middle: Floats) -> tuple[Floats, Floats]:
    ray = points - middle
    turn = np.degrees(np.arctan2(np.abs(ray[:, 0]), ray[:, 2]))
    rise = np.degrees(np.arctan2(ray[:, 1], np.hypot(ray[:, 0], ray[:, 2])))
    return turn, rise


def with_hairline(p: Piece, rest: Rest, style: Style) -> Piece:
    """Field `hair`: about metres (V,) inside the hairline; the ears stay free."""
    inside = _inside(p.points, head_middle(p, rest), style)
    inside = np.where(p.fields["head"] > 0.5, inside, -0.05)
    return with_field(p, hair=np.where(p.fields["ears"] > 0.25, -0.02, inside))


def _inside(points: Floats, middle: Floats, style: Style) -> Floats:
    """About metres (V,) inside the hairline."""
    turn, rise = turn_rise(points, middle)
    return np.asarray(np.radians(rise - np.interp(turn, _TURN, style.line)) * 0.1)


def with_roots(p: Piece, rest: Rest, person: Person) -> Piece:
    """Shade the skin at the hairline with the colour of the hair, so that it does not begin like a cap."""
    p = cut(with_hairline(p, rest, STYLES[person.hair_style]), "hair", -0.009, snap=0.0004)
    p = cut(p, "hair", 0.0, snap=0.0004)
    near = 0.62 * smoothstep(-0.0095, 0.001, p.fields["hair"])[:, None]
    ratio = np.clip(np.array(person.hair) / np.array(person.skin), 0.0, 1.0)
    return replace(p, tint=p.tint * (1.0 + near * (ratio - 1.0)))


def bald(p: Piece, rest: Rest, person: Person) -> Piece:
    """The head without the skin that the hair hides."""
    p = with_hairline(p, rest, STYLES[person.hair_style])
    return keep(p, p.fields["hair"][p.faces].min(axis=1) < 0.012)


def hair(head: Piece, rest: Rest, person: Person) -> list[Piece]:
    """All the hair of one person from the skin of the head (with its fields)."""
    style = STYLES[person.hair_style]
    middle = head_middle(head, rest)
    shell = _shell(head, rest, person, style, middle)
    pieces = [shell]
    if style.locks:
        pieces.append(_locks(shell, person, style, middle))
    extra = {"bun": _bun, "low_bun": _bun, "ponytail": _tail}.get(person.hair_style)
    if extra is not None:
        pieces.append(extra(shell, rest, person, style, middle))
    return pieces


def _pole(style: Style) -> Floats:
    turn, rise = np.radians(style.pole_deg)
    return np.array([np.sin(turn) * np.cos(rise), np.sin(rise), np.cos(turn) * np.cos(rise)])


def _strand_angle(points: Floats, middle: Floats, style: Style) -> Floats:
    """An angle (V,), radians, that stays the same along a strand."""
    pole = _pole(style)
    ray = points - middle
    ray /= np.linalg.norm(ray, axis=1, keepdims=True)
    side = np.cross(pole, [1.0, 0.0, 0.0])
    side /= np.linalg.norm(side)
    round_pole = np.arctan2(ray[:, 0], ray @ side)
    across = np.arctan2(ray[:, 2], ray[:, 1])
    return np.asarray(across if style.sweep > 0.5 else round_pole)


def _streaks(angle: Floats, seed: int) -> Floats:
    """Light and dark strands (V,), about -1 to 1."""
    dice = np.random.Generator(np.random.PCG64(seed))
    total = np.zeros(len(angle))
    for number in (9, 17, 29, 41, 57):
        total += np.sin(number * angle + dice.uniform(0.0, 6.28)) * dice.uniform(0.5, 1.0)
    return np.asarray(total / 2.4)


def _shell(head: Piece, rest: Rest, person: Person, style: Style, middle: Floats) -> Piece:
    p = with_hairline(subdivide(head), rest, style)
    p = cut(p, "hair", 0.0, snap=0.0004)
    p = keep(p, face_mean(p, "hair") > 0.0)
    inside = np.maximum(p.fields["hair"], 0.0)
    _, rise = turn_rise(p.points, middle)
    full = style.side_m + (style.top_m - style.side_m) * smoothstep(10.0, 60.0, rise)
    angle = _strand_angle(p.points, middle, style)
    streak = _streaks(angle, person.seed)
    thick = 0.0006 + full * smoothstep(-0.006, 0.030, inside) * (1.0 + 0.12 * streak)
    p = smooth(push(p, thick), 2, 0.3)
    root = 0.72 + 0.28 * smoothstep(0.0, 0.012, inside)
    tint = (root * (1.0 + 0.22 * streak))[:, None]
    colour = np.tile(np.array(person.hair), (len(p.faces), 1))
    return replace(p, material="hair", paint=colour, tint=np.clip(tint, 0.4, 1.6) * np.ones(3))


def _towards(points: Floats, middle: Floats, style: Style) -> Floats:
    """Unit directions (V, 3) along which the strands run, tangent to the head."""
    ray = points - middle
    ray /= np.linalg.norm(ray, axis=1, keepdims=True)
    sign = 1.0 if style.pole_deg[1] < 50.0 else -1.0  # tied hair runs to the pole, loose hair away from it
    way = sign * np.tile(_pole(style), (len(points), 1))
    if style.sweep > 0.0:
        over = np.tile(np.array([-1.0, -0.15, -0.25]), (len(points), 1))
        top = smoothstep(0.35, 0.75, ray[:, 1])[:, None] * style.sweep
        way = way * (1.0 - top) + over * top
    way = way - ray * np.einsum("ij,ij->i", way, ray)[:, None]
    return np.asarray(way / np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-9))


def _locks(shell: Piece, person: Person, style: Style, middle: Floats) -> Piece:
    """Tapered flat strands that lie on the shell and break its outline."""
    dice = np.random.Generator(np.random.PCG64(person.seed + 7))
    steps = 5
    order = dice.permutation(len(shell.points))
    usable = order[shell.fields["hair"][order] > 0.004]
    roots = usable[: 2 * style.locks]
    path = [shell.points[roots]]
    out = normals(shell.points, shell.faces)
    length = style.lock_length_m * dice.uniform(0.7, 1.2, size=len(roots))
    for _ in range(steps - 1):
        here = path[-1] + _towards(path[-1], middle, style) * (length / (steps - 1))[:, None]
        gap = ((here[:, None, :] - shell.points[None, :, :]) ** 2).sum(axis=2)
        near = gap.argmin(axis=1)
        height = np.einsum("ij,ij->i", here - shell.points[near], out[near])
        path.append(here - out[near] * height[:, None])
    line = np.stack(path, axis=1)
    inside = _inside(line[:, -1], middle, style) > -0.004  # no strand hangs far over the face or the neck
    roots, line = roots[inside][: style.locks], line[inside][: style.locks]
    t = np.linspace(0.0, 1.0, steps)
    lift = style.lift_m * (0.15 + np.sin(np.pi * np.clip(t * 0.85 + 0.1, 0.0, 1.0)))
    ray = line - middle
    ray /= np.linalg.norm(ray, axis=2, keepdims=True)
    line = line + ray * (lift * dice.uniform(0.5, 1.3, size=(len(roots), 1)))[:, :, None]
    along = np.gradient(line, axis=1)
    across = np.cross(along, ray)
    across /= np.maximum(np.linalg.norm(across, axis=2, keepdims=True), 1e-9)
    taper = np.sin(np.pi * np.clip(0.20 + t * 0.79, 0.0, 1.0)) ** 0.8
    width = 0.0060 * taper * dice.uniform(0.7, 1.3, size=(len(roots), 1))
    shift = across * width[:, :, None]
    points = np.stack([line - shift, line + ray * 0.0009, line + shift], axis=2)
    return _ribbons(points, shell.weights[roots], person.hair, dice, t)


def _ribbons(points: Floats, weights: Floats, colour: Colour, dice: np.random.Generator, t: Floats) -> Piece:
    """points (N, S, 3, 3): N strips of S rows of three."""
    count, steps = points.shape[:2]
    index = np.arange(count * steps * 3).reshape(count, steps, 3)
    quads = []
    for k in (0, 1):
        a, b = index[:, :-1, k], index[:, :-1, k + 1]
        c, d = index[:, 1:, k + 1], index[:, 1:, k]
        quads += [np.stack([a, b, c], axis=-1), np.stack([a, c, d], axis=-1)]
    faces = np.concatenate([quad.reshape(-1, 3) for quad in quads])
    shade = dice.uniform(0.84, 1.20, size=(count, 1, 1)) * (0.84 + 0.24 * t)[None, :, None]
    shade = np.broadcast_to(shade, (count, steps, 3)) * np.array([0.88, 1.06, 0.88])
    total = count * steps * 3
    return Piece(
        "hair",
        points.reshape(total, 3),
        faces,
        np.repeat(weights, steps * 3, axis=0),
        np.tile(np.array(colour), (len(faces), 1)),
        shade.reshape(total, 1) * np.ones(3),
        {},
    )


def _revolved(rows: Floats, radii: Floats, frames: Floats, person: Person, rest: Rest, twist: float) -> Piece:
    """A tube along `rows` (S, 3) with radii (S, 2) in frames (S, 2, 3), grooved like strands."""
    around = 18
    angle = np.arange(around) * 2.0 * np.pi / around
    groove = _streaks(angle, person.seed + 3)
    steps = len(rows)
    turn = angle[None, :] + np.linspace(0.0, twist, steps)[:, None]
    ring = np.cos(turn)[..., None] * frames[:, None, 0] * radii[:, None, :1]
    ring = ring + np.sin(turn)[..., None] * frames[:, None, 1] * radii[:, None, 1:]
    points = rows[:, None, :] + ring * (1.0 + 0.07 * groove)[None, :, None]
    index = np.arange(steps * around).reshape(steps, around)
    a, b = index[:-1], np.roll(index, -1, axis=1)[:-1]
    c, d = np.roll(index, -1, axis=1)[1:], index[1:]
    faces = np.concatenate([np.stack([a, b, c], axis=-1).reshape(-1, 3), np.stack([a, c, d], axis=-1).reshape(-1, 3)])
    weights = np.zeros((steps * around, len(rest.names)))
    weights[:, rest.index("head")] = 1.0
    tint = np.tile(1.0 + 0.28 * groove, (steps, 1)).reshape(-1, 1) * np.ones(3)
    colour = np.tile(np.array(person.hair), (len(faces), 1))
    return Piece("hair", points.reshape(-1, 3), faces, weights, colour, tint, {})


def _tie(shell: Piece, style: Style, middle: Floats) -> Floats:
    """Where the pole meets the shell."""
    pole = _pole(style)
    ray = shell.points - middle
    best = (ray @ pole / np.linalg.norm(ray, axis=1)).argmax()
    return np.asarray(middle + pole * np.linalg.norm(ray[best]))


def _bun(shell: Piece, rest: Rest, person: Person, style: Style, middle: Floats) -> Piece:
    pole = _pole(style)
    tie = _tie(shell, style, middle)
    t = np.linspace(0.0, np.pi, 9)
    rows = tie + pole * (0.021 - 0.025 * np.cos(t))[:, None]
    radii = np.repeat((0.036 * np.sin(t) ** 0.7 + 0.0008)[:, None], 2, axis=1)
    side = np.array([1.0, 0.0, 0.0])
    frames = np.tile(np.stack([side, np.cross(pole, side)]), (len(rows), 1, 1))
    return _revolved(rows, radii, frames, person, rest, 1.9)


def _tail(shell: Piece, rest: Rest, person: Person, style: Style, middle: Floats) -> Piece:
    tie = _tie(shell, style, middle)
    t = np.linspace(0.0, 1.0, 12)
    rows = np.stack(
        [
            0.012 * np.sin(3.0 * t),
            tie[1] + 0.030 * np.sin(np.minimum(t * 9.0, np.pi)) * (t < 0.35) - 0.235 * t**1.15,
            tie[2] - 0.006 - 0.052 * np.sin(np.minimum(t * 3.4, 1.6)) + 0.018 * t**2,
        ],
        axis=1,
    )
    radius = 0.012 + 0.022 * np.sin(np.pi * np.clip(t * 0.80 + 0.06, 0.0, 1.0)) - 0.013 * smoothstep(0.72, 1.0, t)
    along = np.gradient(rows, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    side = np.tile(np.array([1.0, 0.0, 0.0]), (len(rows), 1))
    frames = np.stack([side, np.cross(along, side)], axis=1)
    tail = _revolved(rows, np.stack([radius, radius * 0.75], axis=1), frames, person, rest, 0.5)
    band = np.abs(np.repeat(t, 18) - 0.06) < 0.07
    return replace(tail, tint=np.where(band[:, None], tail.tint * 0.35, tail.tint))
