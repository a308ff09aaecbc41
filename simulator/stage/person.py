"""Read a person from its file: rig, skin, meshes and grips, as plain arrays, turned to z-up here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from simulator.stage.rig import Rig
from simulator.stage.rotations import Floats
from simulator.stage.skin import Ints, Skin

MATERIALS = ("skin", "hands", "cloth", "hair", "eyes")
# What poses need; a file without one of them would fail in the middle of a session.
_NEEDED = (
    *("pelvis", "spine_1", "spine_2", "spine_3", "spine_4", "spine_5", "neck_1", "neck_2", "neck_3", "head"),
    *(
        f"{name}.{side}"
        for side in "lr"
        for name in ("eye", "clavicle", "shoulder", "upper_arm", "upper_arm_twist", "forearm", "forearm_twist", "hand")
    ),
    *(f"{name}.{side}" for side in "lr" for name in ("thigh", "thigh_twist", "shin", "shin_twist", "foot", "toes")),
)
_NEEDED_GRIPS = ("thigh.front.left", "thigh.front.right", "head.left", "head.right", "forehead", "back.upper")
_TO_Z_UP = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])


class PersonFileError(Exception):
    """A person's file is missing or damaged; the text names the file and what to do."""


@dataclass(frozen=True, slots=True)
class Grip:
    """A patch of the surface: vertices (rows of all meshes), the joint that carries it, the fingers' way at rest."""

    vertices: Ints
    joint: str
    ahead: Floats


@dataclass(frozen=True, slots=True)
class Mesh:
    """One material: rows of the person's vertices, faces (F, 3) within them, sRGB colours (n, 4) bytes."""

    material: str
    rows: slice
    faces: Ints
    colours: Ints


@dataclass(frozen=True)
class Person:
    """A person at rest. points, normals (V, 3); joints, weights (V, 4); colours of bare skin and gloves, sRGB 0..1."""

    name: str
    rig: Rig
    points: Floats
    normals: Floats
    joints: Ints
    weights: Floats
    meshes: tuple[Mesh, ...]
    grips: dict[str, Grip]
    skin_colour: Floats
    glove_colour: Floats

    @cached_property
    def skin(self) -> Skin:
        return Skin(self.rig.heads, self.points, self.normals, self.joints, self.weights)

    def part(self, rows: Ints) -> Skin:
        """The skin of some vertices only, in the given order."""
        return Skin(self.rig.heads, self.points[rows], self.normals[rows], self.joints[rows], self.weights[rows])


def z_up(points: Any) -> Floats:
    """Points or directions of a file (y up) in the axes of the world."""
    return np.asarray(np.asarray(points, dtype=np.float64) @ _TO_Z_UP.T)


def load_person(path: Path) -> Person:
    """Read one person. Raises PersonFileError with one sentence."""
    if not path.is_file():
        raise PersonFileError(f"{path.name} is missing from {path.parent}; install the program again.")
    import trimesh  # late: it takes a third of a second, which home need not wait for

    try:
        scene = trimesh.load(path, process=False)
        return _person(scene)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        # What trimesh and numpy raise on a file that was cut off or altered.
        raise PersonFileError(f"{path} is damaged ({error}); install the program again.") from error


def _person(scene: Any) -> Person:
    extras = scene.metadata
    parts = [scene.geometry[material] for material in MATERIALS]
    starts = np.cumsum([0] + [len(part.vertices) for part in parts])
    meshes = tuple(
        Mesh(
            material,
            slice(int(start), int(start) + len(part.vertices)),
            np.asarray(part.faces, dtype=np.int64),
            np.asarray(part.visual.vertex_colors),
        )
        for material, part, start in zip(MATERIALS, parts, starts, strict=False)
    )
    rig = Rig(
        tuple(extras["joints"]),
        tuple(extras["parents"]),
        z_up(extras["heads"]),
        z_up(extras["tails"]),
        {side: z_up(palm) for side, palm in extras["palms"].items()},
    )
    grips = {
        name: Grip(np.array(grip["vertices"]), grip["joint"], z_up(grip["ahead"]))
        for name, grip in extras["grips"].items()
    }
    _complete(rig, grips)
    return Person(
        extras["person"],
        rig,
        z_up(np.concatenate([part.vertices for part in parts])),
        z_up(np.concatenate([part.vertex_normals for part in parts])),
        np.concatenate([part.vertex_attributes["_JOINTS"] for part in parts]).astype(np.int64),
        np.concatenate([part.vertex_attributes["_WEIGHTS"] for part in parts]).astype(np.float64),
        meshes,
        grips,
        np.array(extras["skin"]),
        np.array(extras["glove"]),
    )


def _complete(rig: Rig, grips: dict[str, Grip]) -> None:
    missing = [name for name in _NEEDED if name not in rig.index] + [n for n in _NEEDED_GRIPS if n not in grips]
    if missing or set(rig.palms) != {"l", "r"}:
        raise ValueError(f"it lacks {missing[0] if missing else 'a palm'}")
    if not (len(rig.parents) == len(rig.heads) == len(rig.tails) == len(rig.names)):
        raise ValueError("its joints do not fit together")
    stray = [grip.joint for grip in grips.values() if grip.joint not in rig.index]
    if stray:
        raise ValueError(f"a grip hangs on {stray[0]}, which is no joint")
