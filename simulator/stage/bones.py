"""Read the patient's skeleton from its file as plain arrays, turned to z-up here and nowhere else.

Frame: the rest pose of the patient's figure (metres, z up, standing, facing -y, LEFT side towards +x).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.paths import assets_dir
from simulator.stage.library import MEND, AssetError, Mesh, check_whole
from simulator.stage.rotations import Floats

Ints = npt.NDArray[np.int64]
SEGMENT_COUNT = 26
_TO_Z_UP = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])


@dataclass(frozen=True, slots=True)
class Bone:
    """A rigid bone: its mesh at rest, the segment that carries it, and the figure's joint that carries it instead."""

    name: str
    mesh: Mesh
    segment: int
    joint: str | None


@dataclass(frozen=True, slots=True)
class SoftPart:
    """A disc, the cord or the breastbone: each vertex hangs on two segments (V, 2) with shares (V, 2)."""

    name: str
    mesh: Mesh
    segments: Ints
    shares: Floats


@dataclass(frozen=True, slots=True)
class SkeletonModel:
    """segments: C0 (skull), C1 ... L5, S1. levels: 25 names, C0-C1 first; centres (25, 3). joints: rest places (3,)."""

    segments: tuple[str, ...]
    levels: tuple[str, ...]
    centres: Floats
    bones: tuple[Bone, ...]
    soft: tuple[SoftPart, ...]
    joints: dict[str, Floats]


@cache
def load_skeleton(path: Path | None = None) -> SkeletonModel:
    """The patient's skeleton; read once. Raises AssetError with one sentence."""
    path = path or assets_dir() / "skeleton" / "skeleton.glb"
    check_whole(path)
    import trimesh  # late: it takes a third of a second, which a 2D session need not wait for

    try:
        return _model(trimesh.load(path, process=False))
    # Whatever is wrong inside the file, the parser's own exceptions say it in one of these ways.
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, struct.error) as error:
        raise AssetError(f"The model {path.name} is damaged. {MEND}") from error


def _z_up(points: Any) -> Floats:
    return np.asarray(np.asarray(points, dtype=np.float64) @ _TO_Z_UP.T)


def _model(scene: Any) -> SkeletonModel:
    extras = scene.metadata
    segments = tuple(extras["segments"])
    if len(segments) != SEGMENT_COUNT or len(extras["levels"]) != SEGMENT_COUNT - 1:
        raise ValueError("a spine has 25 levels")
    missing = {"pelvis", "neck_1", "head", *(c["joint"] for c in extras["bones"].values() if c["joint"])} - set(
        extras["joints"]
    )
    if missing:
        raise ValueError(f"it lacks the joint {min(missing)}")
    bones = tuple(
        Bone(name, _mesh(scene.geometry[name]), segments.index(carrier["segment"]), carrier["joint"])
        for name, carrier in extras["bones"].items()
    )
    soft = tuple(
        SoftPart(
            name,
            _mesh(scene.geometry[name]),
            np.asarray(scene.geometry[name].vertex_attributes["_SEGMENTS"], dtype=np.int64)[:, :2],
            np.asarray(scene.geometry[name].vertex_attributes["_SHARES"], dtype=np.float64),
        )
        for name in extras["soft"]
    )
    return SkeletonModel(
        segments,
        tuple(level["name"] for level in extras["levels"]),
        _z_up([level["centre"] for level in extras["levels"]]),
        bones,
        soft,
        {name: _z_up(place) for name, place in extras["joints"].items()},
    )


def _mesh(part: Any) -> Mesh:
    return Mesh(
        _z_up(part.vertices).astype(np.float32),
        _z_up(part.vertex_normals).astype(np.float32),
        np.asarray(part.visual.vertex_colors, dtype=np.uint8),
        np.asarray(part.faces, dtype=np.uint32),
    )
