"""The isolation gown that a person can put on over the clothes, and the cuffs of gloves that are pulled over it.

The upper part comes from the base mesh's suit (`helper-tights`), the lower one from its skirt (`helper-skirt`); they
meet under the waist tie. It stands off the body farther than a jacket does.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assets.recipes.mpfb import BaseMesh
from assets.recipes.person.cast import Colour, Person, rgb
from assets.recipes.person.fields import arm_marks, bump
from assets.recipes.person.mesh import (
    Floats,
    Piece,
    cuts,
    face_mean,
    join,
    keep,
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
from assets.recipes.person.skin import GLOVE
from assets.recipes.person.suit import drape, fold, hem, loose, places

CLOTH: Colour = rgb("#a8c9de")
SEAM: Colour = rgb("#8fb4cc")
KNIT: Colour = rgb("#e6eef2")
_HEM_M = 0.20  # above the ankle
_SKIRT_EASE_M = 0.030


def gown(base: BaseMesh, whole: Piece, vertices: Floats, rest: Rest, person: Person) -> Piece:
    """The closed gown: long sleeves with knitted cuffs, tied at neck and waist, down to the calf."""
    return join(
        "cloth", [_upper(whole, rest, person), _skirt(base, vertices, rest, person), _tie(base, vertices, rest)]
    )


def cuffs(whole: Piece, rest: Rest) -> Piece:
    """What a pair of gloves shows over the sleeves of a gown."""
    _, wrist = arm_marks(rest)
    p = places(subdivide(whole), rest)
    p = keep(p, face_mean(p, "arm") > wrist - 0.12)
    p = smooth(push(places(drape(p, 10, 0.029), rest), 0.0), 2, 0.3)
    p = hem(places(p, rest), "arm", wrist - 0.062, above=True, turn_m=0.002)
    p = hem(p, "arm", wrist + 0.024, above=False, turn_m=0.010)
    p = push(p, 0.004 * bump(p.fields["arm"], wrist - 0.05, 0.02))
    return replace(paint(p, np.ones(len(p.faces), dtype=bool), GLOVE), material="hands")


def _waist(rest: Rest) -> float:
    return float(rest.at("spine_2")[1]) + 0.035


def _upper(whole: Piece, rest: Rest, person: Person) -> Piece:
    waist = _waist(rest)
    _, wrist = arm_marks(rest)
    p = places(subdivide(whole), rest)
    p = keep(p, (face_mean(p, "y") > waist - 0.09) | (face_mean(p, "arm") > 0.02))
    arm, y = p.fields["arm"], p.fields["y"]
    ease = 0.021 + 0.006 * smoothstep(0.05, 0.3, arm) * smoothstep(wrist, wrist - 0.16, arm)
    ease = ease + 0.040 * bump(y, waist + 0.030, 0.055) * (arm <= 0.0)  # it blouses over the tie
    ease = ease - 0.004 * smoothstep(wrist - 0.10, wrist, arm)
    ease = np.where(p.fields["neck"] > 0.0, 0.013, ease)
    p = loose(places(fold(drape(p, 110, ease), rest, person.seed + 9, 0.0072), rest), 8)
    p = paint(p, np.ones(len(p.faces), dtype=bool), CLOTH)
    p = cuts(p, "arm", wrist - 0.055)
    p = paint(p, face_mean(p, "arm") > wrist - 0.055, KNIT)
    p = cuts(p, "neck", 0.010)
    p = paint(p, face_mean(p, "neck") > 0.010, SEAM)
    p = _back_seam(p)
    p = hem(p, "arm", wrist + 0.016, above=False, turn_m=0.005)
    return hem(p, "neck", 0.026, above=False, turn_m=0.004)


def _back_seam(p: Piece) -> Piece:
    """Where the two sides of the back lie over each other."""
    behind = normals(p.points, p.faces)[:, 2] < -0.2
    p = with_field(p, seam=np.where(behind, np.abs(p.points[:, 0] - 0.03), 1.0))
    p = cuts(p, "seam", 0.004)
    return paint(p, face_mean(p, "seam") < 0.004, SEAM)


def _bell(base: BaseMesh, vertices: Floats, rest: Rest) -> Piece:
    p = piece("cloth", vertices, triangles(base.faces["helper-skirt"]), rest.weights, CLOTH)
    p = subdivide(p)
    return with_field(p, y=p.points[:, 1].copy())


def _skirt(base: BaseMesh, vertices: Floats, rest: Rest, person: Person) -> Piece:
    waist, low = _waist(rest), float(rest.at("foot.l")[1]) + _HEM_M
    p = _bell(base, vertices, rest)
    p = keep(p, (face_mean(p, "y") < waist + 0.03) & (face_mean(p, "y") > low - 0.05))
    y = p.fields["y"]
    p = push(p, 0.028 + _SKIRT_EASE_M * smoothstep(waist - 0.02, waist - 0.30, y))
    angle = np.arctan2(p.points[:, 0], p.points[:, 2] - float(rest.at("thigh.l")[2]))
    pleat = np.sin(angle * 9.0 + 0.7 * np.sin(angle * 2.0 + person.seed)) * smoothstep(waist, low, y)
    p = push(p, 0.015 * pleat)
    p = loose(with_field(p, y=p.points[:, 1].copy()), 6)
    p = _back_seam(paint(p, np.ones(len(p.faces), dtype=bool), CLOTH))
    p = cuts(p, "y", low + 0.022)
    p = paint(p, face_mean(p, "y") < low + 0.022, SEAM)
    p = hem(p, "y", low, above=True, turn_m=0.006)
    return hem(p, "y", waist + 0.008, above=False, turn_m=0.004)


def _tie(base: BaseMesh, vertices: Floats, rest: Rest) -> Piece:
    """The band round the waist, a little above the seam and below it."""
    waist = _waist(rest)
    p = _bell(base, vertices, rest)
    p = keep(p, np.abs(face_mean(p, "y") - waist) < 0.06)
    p = with_field(push(p, 0.036), y=p.points[:, 1].copy())
    p = hem(p, "y", waist - 0.014, above=True, turn_m=0.004)
    p = hem(p, "y", waist + 0.014, above=False, turn_m=0.004)
    return paint(p, np.ones(len(p.faces), dtype=bool), SEAM)
