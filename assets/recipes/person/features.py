"""Eyes and eyelashes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assets.recipes.mpfb import BaseMesh, landmarks
from assets.recipes.person.cast import Person
from assets.recipes.person.mesh import (
    Floats,
    Piece,
    cut,
    face_mean,
    join,
    paint,
    piece,
    smoothstep,
    subdivide,
    triangles,
    with_field,
)
from assets.recipes.person.rig import Rest

IRIS_DEG, RIM_DEG, PUPIL_DEG = 27.0, 23.5, 10.5


def eyes(base: BaseMesh, vertices: Floats, rest: Rest, person: Person) -> Piece:
    """Both eyeballs: white, iris with a dark rim, pupil; shaded under the upper lid."""
    marks = landmarks(base, vertices)
    return join("eyes", [_eye(base, vertices, rest, person, marks, side) for side in "lr"])


def _eye(base: BaseMesh, vertices: Floats, rest: Rest, person: Person, marks: dict[str, Floats], side: str) -> Piece:
    ball = piece("eyes", vertices, triangles(base.faces[f"helper-{side}-eye"]), rest.weights, (0.93, 0.91, 0.88))
    centre = ball.points.mean(axis=0)
    ball = subdivide(ball)
    gaze = marks[f"{side}-eye-target"] - marks[f"{side}-eye"]
    gaze /= np.linalg.norm(gaze)
    ray = ball.points - centre
    angle = np.degrees(np.arccos(np.clip(ray @ gaze / np.linalg.norm(ray, axis=1), -1.0, 1.0)))
    ball = with_field(ball, angle=angle)
    for level, colour in (
        (IRIS_DEG, tuple(0.35 * part for part in person.iris)),
        (RIM_DEG, person.iris),
        (PUPIL_DEG, (0.02, 0.02, 0.02)),
    ):
        ball = cut(ball, "angle", level, snap=0.3, reach=0.3)
        r, g, b = colour
        ball = paint(ball, face_mean(ball, "angle") < level, (r, g, b))
    lid = smoothstep(centre[1] + 0.002, centre[1] + 0.009, ball.points[:, 1])
    corner = smoothstep(35.0, 75.0, ball.fields["angle"])
    shade = (1.0 - 0.38 * lid) * (1.0 - 0.25 * corner)
    return replace(ball, tint=ball.tint * shade[:, None])


def lashes(base: BaseMesh, vertices: Floats, rest: Rest, person: Person) -> Piece:
    """Upper lashes."""
    r, g, b = (0.4 * part for part in person.brows)
    rows = [
        piece("hair", vertices, triangles(base.faces[f"helper-{side}-eyelashes-2"]), rest.weights, (r, g, b))
        for side in "lr"
    ]
    return join("hair", rows)
