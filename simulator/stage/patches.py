"""Cuts a patch out of the surface of a person's front, along an outline, fine enough to be painted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.stage.person import Person
from simulator.stage.rotations import Floats, unit
from simulator.stage.skin import Ints

_ARMS = ("upper_arm", "upper_arm_twist", "forearm", "forearm_twist", "hand")


@dataclass(frozen=True, slots=True)
class Patch:
    """points, normals (V, 3) at rest, faces (F, 3), joints and weights (V, 4), `light` (V,) of the surface it was cut
    from, `inside_m` (V,) how far inside of the outline."""

    points: Floats
    normals: Floats
    faces: Ints
    joints: Ints
    weights: Floats
    light: Floats
    inside_m: Floats


def cut(person: Person, material: str, outline: Callable[[Floats, Floats], Floats], halvings: int) -> Patch:
    """The part of a material's front that lies inside of an outline (across and up, m, at rest); its edges, about 26 mm
    long in the files, are halved so often."""
    mesh = next(one for one in person.meshes if one.material == material)
    rows = mesh.rows
    points, normals = person.points[rows], person.normals[rows]
    dense = np.zeros((len(points), len(person.rig.names)))
    np.add.at(dense, (np.arange(len(points))[:, None], person.joints[rows]), person.weights[rows])
    arms = [number for number, name in enumerate(person.rig.names) if name.rpartition(".")[0] in _ARMS]
    front = (normals[:, 1] < 0.25) & (dense[:, arms].sum(axis=1) < 0.4)
    near = outline(points[:, 0], points[:, 2]) > -0.06
    faces = mesh.faces[(front & near)[mesh.faces].all(axis=1)]
    light = mesh.colours[:, :3] @ np.array([0.3, 0.55, 0.15])
    table = np.concatenate([points, normals, light[:, None], dense], axis=1)
    used, faces = np.unique(faces, return_inverse=True)
    table, faces = table[used], faces.reshape(-1, 3)
    for _ in range(halvings):
        table, faces = _halved(table, faces)
    table, faces = _clipped(table, faces, outline(table[:, 0], table[:, 2]))
    heavy = np.argsort(-table[:, 7:], axis=1)[:, :4]
    weights = np.take_along_axis(table[:, 7:], heavy, axis=1)
    return Patch(
        points=table[:, :3],
        normals=unit(table[:, 3:6]),
        faces=faces,
        joints=heavy.astype(np.int64),
        weights=weights / weights.sum(axis=1, keepdims=True),
        light=table[:, 6],
        inside_m=np.maximum(0.0, outline(table[:, 0], table[:, 2])),
    )


def _halved(table: Floats, faces: Ints) -> tuple[Floats, Ints]:
    """Each triangle as four."""
    edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    pairs, place = np.unique(edges, axis=0, return_inverse=True)
    ab, bc, ca = (place.reshape(-1) + len(table)).reshape(3, -1)
    middles = 0.5 * (table[pairs[:, 0]] + table[pairs[:, 1]])
    a, b, c = faces.T
    quarters = [np.stack(corners, axis=1) for corners in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))]
    return np.concatenate([table, middles]), np.concatenate(quarters)


def _clipped(table: Floats, faces: Ints, inside: Floats) -> tuple[Floats, Ints]:
    """What of the triangles lies inside, cut straight through where their edges cross the outline."""
    within = inside[faces] > 0.0
    count = within.sum(axis=1)
    rows, made = list(table), [faces[count == 3]]
    cuts: dict[tuple[int, int], int] = {}

    def crossing(a: int, b: int) -> int:
        key = (min(a, b), max(a, b))
        if key not in cuts:
            share = inside[a] / (inside[a] - inside[b])
            cuts[key] = len(rows)
            rows.append(table[a] + share * (table[b] - table[a]))
        return cuts[key]

    cut_faces: list[tuple[int, int, int]] = []
    for face, corner in zip(faces[(count == 1) | (count == 2)], within[(count == 1) | (count == 2)], strict=True):
        lonely = int(np.flatnonzero(corner == (corner.sum() == 1))[0])
        a, b, c = (int(face[(lonely + k) % 3]) for k in range(3))
        ab, ca = crossing(a, b), crossing(a, c)
        cut_faces += [(a, ab, ca)] if corner.sum() == 1 else [(ab, b, c), (ab, c, ca)]
    whole = np.concatenate([*made, np.array(cut_faces, dtype=np.int64).reshape(-1, 3)])
    used, faces = np.unique(whole, return_inverse=True)
    return np.asarray(rows)[used], faces.reshape(-1, 3)
