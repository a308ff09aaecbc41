"""Clothes: jacket or shirt, trousers and shoes, made from the base mesh's ready suit (`helper-tights`).

The suit lies on the body; a garment is a part of it, smoothed so that no anatomy shows, pushed out, folded, cut
along its hems and bands, and painted.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assets.recipes.mpfb import BaseMesh
from assets.recipes.person.cast import Colour, Outfit, Person
from assets.recipes.person.fields import above_collar, along_arm, arm_marks, bump, folds, up_neck
from assets.recipes.person.mesh import (
    Floats,
    Ints,
    Mask,
    Piece,
    border,
    cut,
    cuts,
    face_mean,
    keep,
    neighbour_mean,
    normals,
    paint,
    piece,
    push,
    smooth,
    smoothstep,
    subdivide,
    triangles,
    with_field,
)
from assets.recipes.person.rig import Rest

SILVER: Colour = (0.86, 0.88, 0.87)
EDGE: Colour = (0.90, 0.86, 0.28)
_COLLAR_M = 0.012  # over the base of the neck, where a shirt ends


def suit(base: BaseMesh, vertices: Floats, rest: Rest) -> Piece:
    """The bare suit of one person."""
    faces = triangles(base.faces["helper-tights"])
    return _seated(_bridged(piece("cloth", vertices, faces, rest.weights, (0.5, 0.5, 0.5)), rest), rest)


def _bridged(p: Piece, rest: Rest) -> Piece:
    """Cloth spans the middle of the seat and of the lower back from side to side instead of following the skin."""
    hip = rest.at("thigh.l")
    x, y, z = np.abs(p.points[:, 0]), p.points[:, 1], p.points[:, 2]
    behind = (z < hip[2] - 0.01) & (np.abs(y - hip[1] - 0.03) < 0.22)
    sides = np.flatnonzero(behind & (x > 0.05) & (x < 0.085))
    middle = np.flatnonzero(behind & (x < 0.07))
    near = np.exp(-(((y[middle, None] - y[None, sides]) / 0.02) ** 2))
    span = (near * z[sides]).sum(axis=1) / near.sum(axis=1)
    share = smoothstep(0.07, 0.035, x[middle]) * smoothstep(hip[1] - 0.13, hip[1] - 0.06, y[middle])
    points = p.points.copy()
    points[middle, 2] += share * np.minimum(span - z[middle], 0.0)
    return replace(p, points=points)


def _seated(p: Piece, rest: Rest) -> Piece:
    """The seat follows the pelvis more than the thighs: bent hips stretch cloth over it and make no cleft."""
    hip = rest.at("thigh.l")
    behind = smoothstep(hip[2] + 0.01, hip[2] - 0.07, p.points[:, 2])
    share = 0.85 * behind * smoothstep(hip[1] - 0.15, hip[1] - 0.03, p.points[:, 1])
    weights = p.weights.copy()
    for joint in ("thigh.l", "thigh.r", "thigh_twist.l", "thigh_twist.r"):
        taken = weights[:, rest.index(joint)] * share
        weights[:, rest.index(joint)] -= taken
        weights[:, rest.index("pelvis")] += taken
    return replace(p, weights=weights)


def drape(p: Piece, steps: int, ease: float | Floats, share: float | Floats = 1.0) -> Piece:
    """Fill the hollows of the body, by a share (V,), and stand off by `ease`: only ever outwards."""
    soft = smooth(p, steps, 0.5)
    out = normals(p.points, p.faces)
    fill = np.einsum("ij,ij->i", soft.points - p.points, out)
    moved = replace(p, points=p.points + out * (np.maximum(fill, 0.0) * 0.9 * share + ease)[:, None])
    return smooth(moved, 3, 0.35)


def loose(p: Piece, steps: int) -> Piece:
    """Cloth does not follow each joint as skin does: its weights pass gently from joint to joint."""
    mean = neighbour_mean(p)
    weights = p.weights
    for _ in range(steps):
        weights = 0.4 * weights + 0.6 * mean(weights)
    return replace(p, weights=weights)


def fold(p: Piece, rest: Rest, seed: int, height: float) -> Piece:
    return push(p, height * folds(rest, p.points, p.weights, seed))


def places(p: Piece, rest: Rest) -> Piece:
    arm = along_arm(rest, p.points, p.weights)
    return with_field(
        p,
        x=p.points[:, 0].copy(),
        y=p.points[:, 1].copy(),
        arm=arm,
        trunk=np.where(arm > 0.02, 9.0, p.points[:, 1]),  # sleeves are no part of the trunk's bands
        neck=up_neck(rest, p.points),
    )


def hem(p: Piece, name: str, level: float, above: bool, turn_m: float = 0.006) -> Piece:
    """Cut a hem and turn its edge inwards, so that cloth has a thickness and no gap opens to the body."""
    p = cut(p, name, level)
    p = keep(p, (face_mean(p, name) > level) == above)
    edge = border(p) & (np.abs(p.fields[name] - level) < 1e-6)
    out = normals(p.points, p.faces)
    ring = np.flatnonzero(edge)
    pairs, owners = _open_edges(p, edge)
    number = np.full(len(p.points), -1, dtype=np.int64)
    number[ring] = len(p.points) + np.arange(len(ring))

    def grow(values: Floats) -> Floats:
        return np.concatenate([values, values[ring]])

    inner = p.points[ring] - out[ring] * (2.0 * turn_m)
    faces = np.concatenate(
        [
            np.stack([pairs[:, 1], pairs[:, 0], number[pairs[:, 0]]], axis=1),
            np.stack([pairs[:, 1], number[pairs[:, 0]], number[pairs[:, 1]]], axis=1),
        ]
    )
    rim = p.paint[owners]
    return replace(
        p,
        points=np.concatenate([p.points, inner]),
        faces=np.concatenate([p.faces, faces]),
        weights=grow(p.weights),
        paint=np.concatenate([p.paint, rim, rim]),
        tint=np.concatenate([p.tint, p.tint[ring] * 0.45]),
        fields={key: grow(values) for key, values in p.fields.items()},
    )


def _open_edges(p: Piece, edge: Mask) -> tuple[Ints, Ints]:
    """Directed open edges (E, 2) with both ends on `edge`, and the faces (E,) that they belong to."""
    directed = p.faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2)
    key = np.sort(directed, axis=1) @ np.array([len(p.points), 1])
    _, first, count = np.unique(key, return_index=True, return_counts=True)
    single = np.sort(first[count == 1])
    single = single[edge[directed[single]].all(axis=1)]
    return directed[single], single // 3


def _band(p: Piece, name: str, low: float, width: float = 0.032) -> Piece:
    """A reflective band with bright edges round `name` in [low, low + width]."""
    rim = 0.009
    p = cuts(p, name, low - rim, low, low + width, low + width + rim)
    middle = face_mean(p, name)
    p = paint(p, (middle > low - rim) & (middle < low + width + rim), EDGE)
    return paint(p, (middle > low) & (middle < low + width), SILVER)


def jacket(whole: Piece, rest: Rest, person: Person) -> Piece:
    """Jacket (or short-sleeved shirt), open at the hem, cuffs and collar turned in."""
    wear = person.outfit
    hip, waist = float(rest.at("thigh.l")[1]), float(rest.at("spine_2")[1])
    elbow, wrist = arm_marks(rest)
    p = places(subdivide(whole), rest)
    hem_y = hip - (0.055 if wear.banded else 0.075)
    p = keep(p, face_mean(p, "y") > hem_y - 0.03)
    arm = p.fields["arm"]
    ease = wear.ease_m + 0.006 * bump(p.fields["y"], waist, 0.1) + 0.004 * smoothstep(0.05, elbow, arm)
    ease = ease + 0.004 * smoothstep(hip + 0.05, hip - 0.08, p.fields["y"])
    ease = np.where(p.fields["neck"] > 0.0, 0.006, ease)
    if wear.notch_m:  # along the V it lies on the chest
        level = above_collar(rest, p.points, wear.notch_m)
        flat = smoothstep(-0.06, -0.01, level) * smoothstep(0.0, 0.03, level - p.fields["neck"])
        ease = ease + flat * (0.006 - ease)
    seat = smoothstep(hip + 0.12, hip + 0.02, p.fields["y"]) * (p.fields["arm"] <= 0.0)
    if wear.notch_m:  # a tunic hangs straight from the shoulders
        chest = float(rest.at("spine_5")[1])
        seat = np.maximum(seat, 0.7 * smoothstep(chest + 0.06, chest - 0.06, p.fields["y"]) * (p.fields["arm"] <= 0.0))
    p = drape(p, 70, 0.0, seat)  # the skirt of a jacket hangs straight from the seat
    p = loose(places(fold(drape(p, 26, ease), rest, person.seed, 0.0042), rest), 7)
    sleeve = wear.sleeve * wrist + (0.012 if wear.sleeve == 1.0 else 0.0)
    p = paint(p, np.ones(len(p.faces), dtype=bool), wear.jacket)
    if wear.banded:
        p = _uniform(p, rest, wear)
    else:
        p = cuts(p, "arm", sleeve - 0.018)
        p = paint(p, face_mean(p, "arm") > sleeve - 0.018, _shade(wear.jacket, 0.93))
    p = with_field(p, collar=above_collar(rest, p.points, wear.notch_m))
    if wear.notch_m:
        p = _tunic(p, rest, wear)
    p = hem(p, "arm", sleeve, above=False, turn_m=0.007)
    p = hem(p, "y", hem_y, above=True, turn_m=0.006)
    return hem(p, "collar", 0.052 if wear.banded else _COLLAR_M, above=False, turn_m=0.006 if wear.notch_m else 0.004)


def _tunic(p: Piece, rest: Rest, wear: Outfit) -> Piece:
    """What makes a ward's tunic of a shirt: a band along the V of the neck and a pocket on the left of the chest."""
    p = cuts(p, "collar", _COLLAR_M - 0.018)
    near = np.abs(p.points[p.faces].mean(axis=1)[:, 0]) < 0.082  # shoulders come up as high
    p = paint(p, near & (face_mean(p, "collar") > _COLLAR_M - 0.018), wear.yoke)
    front = normals(p.points, p.faces)[:, 2] > 0.2
    x, y = p.points[:, 0] - rest.at("upper_arm.l")[0] * 0.52, p.points[:, 1] - rest.at("spine_5")[1] + 0.03
    inside = np.maximum(np.abs(x) - 0.045, np.abs(y) - 0.052)
    p = with_field(p, pocket=np.where(front & (p.fields["arm"] <= 0.0), inside, 1.0))
    for level in (0.0, -0.0035):
        p = cut(p, "pocket", level, reach=0.0)
    rim = face_mean(p, "pocket")
    return paint(p, (rim < 0.0) & (rim > -0.0035), wear.yoke)


def _uniform(p: Piece, rest: Rest, wear: Outfit) -> Piece:
    elbow, wrist = arm_marks(rest)
    chest, hip = float(rest.at("spine_5")[1]), float(rest.at("thigh.l")[1])
    shoulder = float(rest.at("upper_arm.l")[1])
    p = cuts(p, "y", shoulder - 0.035)
    yoke = (face_mean(p, "y") > shoulder - 0.035) & (face_mean(p, "arm") < 0.2)
    p = paint(p, yoke, wear.yoke)
    p = cuts(p, "arm", wrist - 0.045)
    p = paint(p, face_mean(p, "arm") > wrist - 0.045, wear.yoke)
    p = cuts(p, "neck", 0.008)
    p = paint(p, face_mean(p, "neck") > 0.008, wear.yoke)
    p = _band(p, "trunk", chest - 0.075, 0.042)
    p = _band(p, "trunk", hip + 0.035)
    p = _band(p, "arm", elbow - 0.115)
    p = _band(p, "arm", elbow + 0.105)
    front = normals(p.points, p.faces)[:, 2] > 0.2
    p = with_field(p, zip=np.where(front, np.abs(p.points[:, 0]), 1.0))
    p = cut(p, "zip", 0.005, reach=0.0)
    return paint(p, face_mean(p, "zip") < 0.005, (0.13, 0.14, 0.16))


def _shade(colour: Colour, amount: float) -> Colour:
    r, g, b = (part * amount for part in colour)
    return r, g, b


def trousers(whole: Piece, rest: Rest, person: Person) -> Piece:
    """Straight trousers from under the jacket to over the shoe."""
    wear = person.outfit
    hip, knee, ankle = (float(rest.at(f"{name}.l")[1]) for name in ("thigh", "shin", "foot"))
    p = places(subdivide(whole), rest)
    y = face_mean(p, "y")
    top = hip + (-0.055 if wear.banded else -0.075) + 0.05
    p = keep(p, (y < top) & (y > ankle - 0.035) & (face_mean(p, "arm") <= 0.0))
    y = p.fields["y"]
    ease = 0.005 + 0.010 * smoothstep(hip - 0.05, knee, y) + 0.012 * smoothstep(knee, ankle + 0.08, y)
    p = drape(p, 50, 0.0, smoothstep(hip - 0.12, hip - 0.02, p.fields["y"]))
    p = loose(places(fold(drape(p, 22, ease), rest, person.seed + 5, 0.0050), rest), 4)
    p = paint(p, np.ones(len(p.faces), dtype=bool), wear.trousers)
    if wear.banded:
        p = _band(p, "y", knee - 0.20, 0.036)
        p = _knee_patches(p, rest, wear)
    return hem(p, "y", ankle + 0.022, above=True, turn_m=0.008)


def _knee_patches(p: Piece, rest: Rest, wear: Outfit) -> Piece:
    centre = rest.at("shin.l")
    ahead = normals(p.points, p.faces)[:, 2]
    box = np.maximum(np.abs(p.fields["y"] - centre[1] + 0.015) - 0.105, 0.07 * (0.15 - ahead))
    p = cut(with_field(p, knee=box), "knee", 0.0)
    return paint(p, face_mean(p, "knee") < 0.0, wear.knees)


def shoes(whole: Piece, rest: Rest, person: Person) -> Piece:
    """Boots (under the trousers) or trainers: a thick sole with a welt, the upper above it."""
    wear = person.outfit
    ankle = float(rest.at("foot.l")[1])
    p = places(whole, rest)
    top = ankle + 0.06
    p = subdivide(keep(p, face_mean(p, "y") < top))
    p = smooth(p, 6, 0.5)
    p = push(p, 0.008)
    toe = smoothstep(float(rest.at("toes.l")[2]) - 0.03, float(rest.at("toes.l")[2]) + 0.07, p.points[:, 2])
    points = p.points.copy()
    points[:, 1] += 0.010 * toe * smoothstep(0.0, 0.03, points[:, 1])  # room for the toes
    points[:, 2] += 0.006 * toe
    p = with_field(replace(p, points=points), y=points[:, 1].copy())
    welt = 0.008
    p = cuts(p, "y", welt)
    low = p.fields["y"] <= welt + 1e-6
    points = p.points.copy()
    out = normals(p.points, p.faces) * np.array([1.0, 0.0, 1.0])
    side = smoothstep(-0.012, welt, p.fields["y"])
    points = points + np.where(low[:, None], out * 0.005, 0.0)
    flat = np.where(low, -0.020 + 0.028 * side, points[:, 1])
    points[:, 1] = flat
    p = paint(replace(p, points=points), np.ones(len(p.faces), dtype=bool), wear.shoes)
    return paint(p, face_mean(p, "y") < welt, wear.soles)
