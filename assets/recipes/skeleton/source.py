"""Read the bones of `myo_sim` and put them into one standing skeleton with our names.

Source: wheel `myo-sim` 0.2.4, `myo_sim/models` (Apache-2.0): meshes/*.stl and the body chains of the arm and leg.
Its frames are x forward, y up, z to the right. What leaves this module has the rest frame of our figures:
metres, y up, facing +z, the LEFT side at +x; the origin is the middle of the pelvis frame of the source.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import trimesh

from .surface import Floats, Surface, components, joined, welded

# The trunk meshes (hat_*) stand in a torso frame; here its L5 meets the sacrum as in the source's own lumbar chain.
TRUNK_IN_PELVIS_M = (-0.115, 0.071, 0.0)
# Centre of the humeral head in the torso frame (the `acromial` joint of the same family of models).
SHOULDER_IN_TRUNK_M = (0.003155, 0.3715, 0.17)

CERVICAL = tuple(f"C{i}" for i in range(1, 8))
THORACIC = tuple(f"T{i}" for i in range(1, 13))
LUMBAR = tuple(f"L{i}" for i in range(1, 6))
VERTEBRAE = CERVICAL + THORACIC + LUMBAR
SEGMENTS = ("C0", *VERTEBRAE, "S1")
DISCS = tuple(f"{above}-{below}" for above, below in pairwise(SEGMENTS[2:]))

ARM_MESHES = ("humerus", "ulna", "radius")
CARPALS = ("lunate", "scaphoid", "pisiform", "triquetrum", "capitate", "trapezium", "trapezoid", "hamate")
# Finger 1 is the thumb: metacarpal, proximal, (middle,) distal phalanx, as meshes of the source.
FINGERS = {
    1: ("1mc", "thumbprox", "thumbdist"),
    **{i: (f"{i}mc", f"{i}proxph", f"{i}midph", f"{i}distph") for i in range(2, 6)},
}
LEG_MESHES = ("femur", "tibia", "fibula", "patella")
FOOT_MESHES = ("talus", "foot", "bofoot")
FRAGMENT_TRIANGLES = 12  # loose slivers of the scans are not bones


@dataclass(frozen=True, slots=True)
class Disc:
    """One disc of the source: its middle (3,), half width, half depth, half height in metres, slope dy/dz."""

    centre: Floats
    half_x_m: float
    half_z_m: float
    half_y_m: float
    slope: float


@dataclass(frozen=True, slots=True)
class Source:
    """Bones by name; where their frames stand: joint centres (3,) by the source's body name; discs C2-C3 ... L5-S1."""

    bones: dict[str, Surface]
    joints: dict[str, Floats]
    discs: tuple[Disc, ...]


def to_figure(points: Floats) -> Floats:
    """Source axes (forward, up, right) to figure axes (left, up, forward); (..., 3) in metres."""
    return np.stack([-points[..., 2], points[..., 1], points[..., 0]], axis=-1)


def models_folder(root: str | Path) -> Path:
    """The folder myo_sim/models below an unpacked wheel. Raises FileNotFoundError with what to unpack."""
    folder = Path(root) / "myo_sim" / "models"
    if not (folder / "meshes" / "hat_cervical.stl").is_file():
        raise FileNotFoundError(f"{root}: no myo_sim/models/meshes here; unpack the wheel myo-sim 0.2.4")
    return folder


def read_source(root: str | Path) -> Source:
    """The standing skeleton of the source: right limbs only, trunk complete."""
    folder = models_folder(root)
    trunk = np.array(TRUNK_IN_PELVIS_M)
    bones: dict[str, Surface] = {}
    vertebrae, discs = _column(folder, trunk)
    bones.update(vertebrae)
    bones.update(_cage(folder, trunk))
    bones["skull"] = _read(folder, "hat_skull", trunk)
    bones["jaw"] = _read(folder, "hat_jaw", trunk)
    bones["sacrum"] = _read(folder, "sacrum", np.zeros(3))
    bones["pelvis.R"] = _read(folder, "r_pelvis", np.zeros(3))

    leg, leg_meshes = _chain(folder / "leg" / "assets" / "myolegs_chain.xml", "pelvis", np.zeros(3))
    for name in LEG_MESHES + FOOT_MESHES:
        bones[f"{name}.R"] = _read(folder, f"r_{name}", leg[leg_meshes[f"r_{name}"]])
    shoulder = trunk + np.array(SHOULDER_IN_TRUNK_M)
    arm, arm_meshes = _chain(folder / "arm" / "assets" / "myoarm_r_chain.xml", "humerus_r", shoulder)
    for name in ARM_MESHES + CARPALS + tuple(mesh for finger in FINGERS.values() for mesh in finger):
        bones[f"{name}.R"] = _read(folder, name, arm[arm_meshes[f"{name}_r"]])
    joints = {name: to_figure(place) for name, place in {**leg, **arm}.items()}
    return Source(bones, joints, discs)


def _read(folder: Path, mesh: str, place: Floats) -> Surface:
    """One mesh at its place, in figure axes, without slivers."""
    loaded = trimesh.load(folder / "meshes" / f"{mesh}.stl", process=False)
    whole = welded(np.asarray(loaded.vertices, dtype=float), np.asarray(loaded.faces, dtype=np.int64))
    kept = joined(components(whole, FRAGMENT_TRIANGLES))
    return kept.at(to_figure(kept.vertices + place))


def _pieces(folder: Path, mesh: str, place: Floats) -> list[Surface]:
    return components(_read(folder, mesh, place), FRAGMENT_TRIANGLES)


def _height(piece: Surface) -> float:
    low, high = piece.vertices[:, 1].min(), piece.vertices[:, 1].max()
    return float(0.5 * (low + high))


def _column(folder: Path, place: Floats) -> tuple[dict[str, Surface], tuple[Disc, ...]]:
    """The 24 vertebrae and the measures of the 23 discs (the discs' own rims are too coarse to show)."""
    vertebrae: list[Surface] = []
    discs: list[Surface] = []
    for mesh, levels in (("hat_cervical", CERVICAL), ("hat_thoracic", THORACIC), ("hat_lumbar", LUMBAR)):
        pieces = sorted(_pieces(folder, mesh, place), key=_height, reverse=True)
        large = [piece for piece in pieces if len(piece.faces) > 200]
        if len(large) != len(levels):
            raise ValueError(f"{mesh}.stl: {len(levels)} vertebrae expected, {len(large)} found")
        vertebrae += large
        discs += [piece for piece in pieces if len(piece.faces) <= 200]
    if len(discs) != len(DISCS):
        raise ValueError(f"{len(DISCS)} discs expected, {len(discs)} found")
    return dict(zip(VERTEBRAE, vertebrae, strict=True)), tuple(_measured(disc) for disc in discs)


def _measured(rim: Surface) -> Disc:
    low, high = rim.vertices.min(axis=0), rim.vertices.max(axis=0)
    centre = 0.5 * (low + high) * np.array([0.0, 1.0, 1.0])
    offset = rim.vertices - centre
    slope = float((offset[:, 1] * offset[:, 2]).sum() / (offset[:, 2] ** 2).sum())
    flat = offset[:, 1] - slope * offset[:, 2]
    return Disc(centre, 0.5 * (high - low)[0], 0.5 * (high - low)[2], 0.5 * float(np.ptp(flat)), slope)


def _cage(folder: Path, place: Floats) -> dict[str, Surface]:
    """Ribs by level and side, sternum with its cartilages, clavicles and scapulae, told apart by size and place."""
    pieces = _pieces(folder, "hat_ribs_scap", place)
    # The mesh also holds an emblem before the chest; the breastbone is the piece as tall as the cage.
    middle = [piece for piece in pieces if abs(piece.vertices[:, 0].mean()) < 0.02]
    bones = {"sternum": max(middle, key=lambda piece: float(np.ptp(piece.vertices[:, 1])))}
    for side, sign in (("L", 1.0), ("R", -1.0)):
        flank = [piece for piece in pieces if sign * piece.vertices[:, 0].mean() > 0.02 and len(piece.faces) > 80]
        ribs = [piece for piece in flank if len(piece.faces) < 300]
        if len(ribs) != len(THORACIC):
            raise ValueError(f"hat_ribs_scap.stl: 12 ribs expected on side {side}, {len(ribs)} found")
        ribs.sort(key=lambda piece: float(piece.vertices[piece.vertices[:, 2].argmin(), 1]), reverse=True)
        bones.update({f"rib-{level}.{side}": rib for level, rib in zip(THORACIC, ribs, strict=True)})
        bones[f"scapula.{side}"] = max(flank, key=lambda piece: len(piece.faces))
        bones[f"clavicle.{side}"] = next(piece for piece in flank if 400 < len(piece.faces) < 1000)
    return bones


def _chain(path: Path, start: str, place: Floats) -> tuple[dict[str, Floats], dict[str, str]]:
    """Body origins in the zero pose below `start`, and which body carries which mesh."""
    origins: dict[str, Floats] = {}
    carriers: dict[str, str] = {}

    def walk(body: ElementTree.Element, here: Floats) -> None:
        name = body.attrib["name"]
        origins[name] = here
        carriers.update({geom.attrib["mesh"]: name for geom in body.findall("geom") if "mesh" in geom.attrib})
        for child in body.findall("body"):
            walk(child, here + np.array([float(part) for part in child.attrib["pos"].split()]))

    for body in ElementTree.parse(path).iter("body"):
        if body.attrib["name"] == start:
            walk(body, place)
            return origins, carriers
    raise ValueError(f"{path}: no body {start}")
