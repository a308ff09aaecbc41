"""The visible skin: head, neck, hands and (under short sleeves) forearms; lips, brows, blush, stubble, nails."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image

from assets.recipes.mpfb import BaseMesh, read_uv
from assets.recipes.person.cast import Colour, Person
from assets.recipes.person.fields import above_collar, along_arm, arm_marks, share, up_neck
from assets.recipes.person.mesh import (
    Floats,
    Piece,
    cut,
    face_mean,
    keep,
    normals,
    paint,
    piece,
    smoothstep,
    triangles,
    with_field,
)
from assets.recipes.person.rig import Rest

GLOVE: Colour = (0.30, 0.42, 0.72)  # blue nitrile


@lru_cache(maxsize=8)
def mask(folder: Path, name: str) -> Floats:
    """A painted mask of the source, 0 to 1, read at every vertex (V,)."""
    with Image.open(folder / "textures" / f"mpfb_{name}.jpg") as picture:
        grey = np.asarray(picture.convert("L"), dtype=np.float64) / 255.0
    uv = read_uv(folder)
    size = np.array(grey.shape[::-1]) - 1
    column, row = np.clip(np.round(uv * size), 0, size).astype(np.int64).T
    return np.asarray(grey[size[1] - row, column])


def body_skin(base: BaseMesh, vertices: Floats, rest: Rest) -> Piece:
    """The whole body with its fields: neck, arm, lips, mouth, ears, nails, head."""
    p = piece("skin", vertices, triangles(base.faces["body"]), rest.weights, (1.0, 1.0, 1.0))
    used = base.members("body")
    masks = {name: mask(base.folder, name)[used] for name in ("lips", "inside-mouth", "ears", "fingernails", "eyelids")}
    return with_field(
        p,
        neck=up_neck(rest, p.points),
        arm=along_arm(rest, p.points, p.weights),
        head=share(rest, p.weights, ("head", "jaw", "neck_2", "neck_3", "eye.l", "eye.r", "lid.l", "lid.r")),
        **masks,
    )


def visible(body: Piece, rest: Rest, person: Person) -> tuple[Piece, Piece]:
    """What the clothes leave bare: (head, neck and forearms; hands from the wrist on, which gloves can cover)."""
    _, wrist = arm_marks(rest)
    glove_edge = wrist - 0.035
    sleeve = person.outfit.sleeve * wrist - 0.05
    top = person.outfit.banded * 0.03 - 0.035
    p = cut(body, "arm", glove_edge)
    p = with_field(p, collar=above_collar(rest, p.points, person.outfit.notch_m))
    arm, neck = face_mean(p, "arm"), face_mean(p, "collar")
    head = (neck > top) & (arm <= 0.0) & (face_mean(p, "inside-mouth") < 0.5)
    half_m = 0.095 if person.outfit.notch_m else 0.14  # none below a thin shoulder seam, where arms come up
    near = np.abs(p.points[p.faces].mean(axis=1)[:, 0]) < half_m
    bare = head & near | ((arm > sleeve) & (arm < glove_edge))
    return keep(p, bare), replace(keep(p, arm > glove_edge), material="hands")


def _brow_field(rest: Rest, points: Floats) -> Floats:
    """Distance (V,) in metres from the brows' curves, less than 0 inside; 1 behind the face."""
    eye = rest.at("eye.l")
    u = np.clip((np.abs(points[:, 0]) - (eye[0] - 0.018)) / 0.042, -0.5, 1.5)
    arch = eye[1] + 0.0150 + 0.0060 * np.sin(np.clip(u, 0.0, 1.0) * 2.2) - 0.0040 * u
    half = 0.0034 * np.clip(1.0 - u, 0.0, 1.0) ** 0.6 * smoothstep(-0.35, 0.25, u) + 0.0005
    ends = np.maximum(np.maximum(-u, u - 1.0) * 0.042, 0.0)
    gap = np.hypot(points[:, 1] - arch, ends) - half
    return np.where(points[:, 2] > eye[2] - 0.015, gap, 1.0)


def painted_head(p: Piece, rest: Rest, person: Person) -> Piece:
    """Colours of the face and neck."""
    p = cut(with_field(p, brow=_brow_field(rest, p.points)), "lips", 0.5, snap=0.06)
    p = paint(p, np.ones(len(p.faces), dtype=bool), person.skin)
    p = paint(p, face_mean(p, "lips") > 0.5, person.lips)
    p = cut(p, "brow", 0.0016, snap=0.0002, reach=0.0)
    p = cut(p, "brow", 0.0, snap=0.0002, reach=0.0)
    brow = face_mean(p, "brow")
    for level, part in ((0.0016, 0.30), (0.0, 0.72)):
        r, g, b = (part * x + (1.0 - part) * y for x, y in zip(person.brows, person.skin, strict=True))
        p = paint(p, brow < level, (r, g, b))
    return replace(p, tint=p.tint * _complexion(p, rest, person))


def _near(points: Floats, centre: Floats, radius: float) -> Floats:
    flat = points.copy()
    flat[:, 0] = np.abs(flat[:, 0])
    return np.asarray(np.exp(-(((flat - centre) ** 2).sum(axis=1)) / radius**2))


def _complexion(p: Piece, rest: Rest, person: Person) -> Floats:
    """Redder cheeks, nose and ears, darker beard and eyelids: factors (V, 3)."""
    eye, jaw = rest.at("eye.l"), rest.at("jaw")
    head = p.fields["head"] > 0.5
    front = float(p.points[head, 2].max())
    cheek = _near(p.points, np.array([0.040, eye[1] - 0.042, front - 0.045]), 0.026)
    nose = _near(p.points, np.array([0.0, eye[1] - 0.040, front]), 0.017)
    red = np.clip(0.9 * cheek + 0.8 * nose + 0.8 * p.fields["ears"] * head, 0.0, 1.0)[:, None]
    factor = 1.0 - red * np.array([0.02, 0.13, 0.13])
    lid = np.clip(p.fields["eyelids"], 0.0, 1.0) * head + 0.5 * _near(p.points, eye - [0, 0.014, -0.02], 0.014)
    factor *= 1.0 - np.clip(lid, 0.0, 1.0)[:, None] * np.array([0.10, 0.15, 0.14])
    ahead = smoothstep(-0.005, 0.03, p.points[:, 2] - jaw[2])
    beard = smoothstep(eye[1] - 0.058, eye[1] - 0.075, p.points[:, 1]) * ahead * (p.fields["neck"] > 0.05)
    beard = beard * (1.0 - np.clip(p.fields["lips"] * 2.0, 0.0, 1.0))
    shadow = (person.stubble * beard)[:, None] * np.array([0.55, 0.45, 0.38])
    return np.asarray(factor * (1.0 - shadow))


def painted_hands(p: Piece, person: Person) -> Piece:
    """Skin colour, lighter nails, redder knuckles; the glove's colour is another column of the file."""
    p = paint(p, np.ones(len(p.faces), dtype=bool), person.skin)
    nail = np.clip(p.fields["fingernails"], 0.0, 1.0)[:, None]
    out = normals(p.points, p.faces)
    palm = smoothstep(0.2, 0.8, -out[:, 1])[:, None]
    tint = (1.0 + 0.10 * nail) * (1.0 - palm * np.array([-0.03, 0.01, 0.0]))
    return replace(p, tint=p.tint * tint)
