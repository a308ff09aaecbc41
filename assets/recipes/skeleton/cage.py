"""Fit ribs, breastbone, shoulder blades and collar bones into the patient's chest.

One map for the whole cage keeps it whole; towards the spine each rib passes over to the map of its own vertebra.
"""

from __future__ import annotations

import numpy as np

from .body import SIDES, Body
from .source import SHOULDER_IN_TRUNK_M, THORACIC, TRUNK_IN_PELVIS_M, Source, to_figure
from .surface import Floats, Surface

LEAST_DEPTH_M = 0.009  # skin and muscle over a rib
SHOULDER_FOLLOWS = 0.8  # how far the shoulder goes from the cage's own place to the body's landmark


def fit_cage(source: Source, body: Body, segments: dict[str, Floats]) -> Floats:
    """4x4 for the cage as a whole: as wide and as deep as the chest allows."""
    spine = {level: source.bones[level].vertices.mean(axis=0) for level in THORACIC}
    placed = np.array([segments[level][:3, :3] @ point + segments[level][:3, 3] for level, point in spine.items()])
    origin = np.array(list(spine.values()))
    stretch, height = np.polyfit(origin[:, 1], placed[:, 1], 1)
    ribs = np.vstack([source.bones[f"rib-{level}.{side}"].vertices for level in THORACIC[1:] for side in SIDES])
    # the flanks limit the width, breastbone and front ends limit the depth
    front = np.vstack([source.bones["sternum"].vertices, ribs[ribs[:, 2] > np.quantile(ribs[:, 2], 0.8)]])
    flank = ribs[np.abs(ribs[:, 0]) > np.quantile(np.abs(ribs[:, 0]), 0.8)]
    wide, deep = 1.2, 1.2
    for _ in range(60):
        lean, depth_shift = np.polyfit(placed[:, 1], placed[:, 2] - deep * origin[:, 2], 1)
        matrix = np.eye(4)
        matrix[:3, :3] = [[wide, 0, 0], [0, stretch, 0], [0, lean * stretch, deep]]
        matrix[:3, 3] = [0.0, height, lean * height + depth_shift]
        too_deep = _shallow(body, front, matrix) < LEAST_DEPTH_M
        too_wide = _shallow(body, flank, matrix) < LEAST_DEPTH_M
        if not too_deep and not too_wide:
            break
        deep -= 0.01 * too_deep
        wide -= 0.01 * too_wide
    return matrix


def _shallow(body: Body, points: Floats, matrix: Floats) -> float:
    return float(np.quantile(body.depth(points[::3] @ matrix[:3, :3].T + matrix[:3, 3]), 0.02))


def fitted_rib(rib: Surface, cage: Floats, vertebra: Floats) -> Surface:
    """A rib: at its head it follows the vertebra, at its front end the cage."""
    z = rib.vertices[:, 2]
    share = np.clip((z - z.min() - 0.01) / 0.06, 0.0, 1.0)[:, None]
    share = share * share * (3.0 - 2.0 * share)
    return rib.at((1.0 - share) * rib.moved(vertebra).vertices + share * rib.moved(cage).vertices)


def cartilage_share(sternum: Surface) -> Floats:
    """(V,) 0 on the breastbone itself, 1 on the rib cartilages that the source has in one piece with it."""
    x = np.abs(sternum.vertices[:, 0])
    top = sternum.vertices[:, 1].max()
    edge = np.where(sternum.vertices[:, 1] > top - 0.05, 0.03, 0.019)
    return np.clip((x - edge) / 0.006, 0.0, 1.0)


def fit_shoulders(source: Source, body: Body, cage: Floats) -> dict[str, Surface]:
    """Scapulae under the shoulder joints of the body, clavicles from the breastbone to them."""
    own = to_figure(np.array(TRUNK_IN_PELVIS_M) + np.array(SHOULDER_IN_TRUNK_M))
    bones = {}
    for side, sign in SIDES.items():
        joint = own * np.array([-sign, 1.0, 1.0])
        placed = cage[:3, :3] @ joint + cage[:3, 3]
        target = body.landmarks[f"{side.lower()}-shoulder"]
        shift = SHOULDER_FOLLOWS * (target - placed)
        scapula = source.bones[f"scapula.{side}"].moved(cage)
        bones[f"scapula.{side}"] = scapula.at(scapula.vertices + shift)
        clavicle = source.bones[f"clavicle.{side}"].moved(cage)
        x = np.abs(clavicle.vertices[:, 0])
        share = ((x - x.min()) / np.ptp(x))[:, None]
        bones[f"clavicle.{side}"] = clavicle.at(clavicle.vertices + share * shift)
    return bones


def shoulder_joint(source: Source, body: Body, cage: Floats, side: str) -> Floats:
    """Where the head of the humerus sits, (3,) in the rest pose."""
    own = to_figure(np.array(TRUNK_IN_PELVIS_M) + np.array(SHOULDER_IN_TRUNK_M)) * np.array([-SIDES[side], 1.0, 1.0])
    placed = cage[:3, :3] @ own + cage[:3, 3]
    return np.asarray(placed + SHOULDER_FOLLOWS * (body.landmarks[f"{side.lower()}-shoulder"] - placed))
