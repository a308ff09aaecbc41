"""The 25 levels of the spine spread on the joints of a figure, which has fewer.

Rows run C0-C1, C1-C2 ... C7-T1, T1-T2 ... T12-L1, L1-L2 ... L5-S1; each row is flexion (+), lateral bending to the
figure's left (+) and turn to the left (+), in degrees, the cranial part against the caudal part.
"""

from __future__ import annotations

import numpy as np

from simulator.stage.rig import Rig
from simulator.stage.rotations import Floats, from_vectors, to_vectors

LEVEL_COUNT = 25
JOINTS = ("spine_2", "spine_3", "spine_4", "spine_5", "neck_1", "neck_2", "neck_3", "head")
_LUMBAR_SHARE = 0.36  # of the way from L5-S1 to C7-T1 lies T12-L1 (six of seventeen levels, the lumbar ones taller)


def level_heights(rig: Rig) -> Floats:
    """Heights (25,) of the levels in the rest pose, metres, cranial first."""
    low, top, skull = (float(rig.at(name)[2]) for name in ("spine_2", "neck_1", "head"))
    waist = low + _LUMBAR_SHARE * (top - low)
    cervical = np.linspace(skull, top, 8)
    thoracic = np.linspace(top, waist, 13)[1:]
    lumbar = np.linspace(waist, low, 6)[1:]
    return np.concatenate([cervical, thoracic, lumbar])


def spread(rig: Rig) -> Floats:
    """Shares (joints, 25): each level turns the joints below and above it, the nearer one more; columns add up to 1."""
    heights = np.array([rig.at(name)[2] for name in JOINTS])
    place = np.interp(level_heights(rig), heights, np.arange(len(JOINTS)))
    return np.maximum(0.0, 1.0 - np.abs(place[None, :] - np.arange(len(JOINTS))[:, None]))


def bend(rig: Rig, levels_deg: Floats) -> dict[str, Floats]:
    """Rotations (3, 3) of the spine's joints for level angles (25, 3).

    Above each joint the figure is turned as the column is: what each level has turned so far, one on top of the other.
    """
    levels = np.asarray(levels_deg, dtype=np.float64)
    if levels.shape != (LEVEL_COUNT, 3):
        raise ValueError(f"the angles of the levels must be (25, 3), not {levels.shape}")
    so_far = np.cumsum(spread(rig), axis=0)
    parts = from_vectors((so_far[:, :, None] * levels).reshape(-1, 3)).reshape(len(JOINTS), LEVEL_COUNT, 3, 3)
    whole = np.tile(np.eye(3), (len(JOINTS), 1, 1))
    for level in range(LEVEL_COUNT - 1, -1, -1):
        whole = whole @ parts[:, level]
    below = np.concatenate([np.eye(3)[None], whole[:-1]])
    return dict(zip(JOINTS, np.swapaxes(below, 1, 2) @ whole, strict=True))


def stacked(levels_deg: Floats) -> Floats:
    """How each segment is turned against the sacrum, (26, 3, 3), skull first, for level angles (25, 3)."""
    turns = from_vectors(levels_deg)
    whole = np.empty((LEVEL_COUNT + 1, 3, 3))
    whole[LEVEL_COUNT] = np.eye(3)
    for level in range(LEVEL_COUNT - 1, -1, -1):
        whole[level] = whole[level + 1] @ turns[level]
    return whole


def on_top_of(rest: Floats, levels_deg: Floats) -> Floats:
    """The angles (25, 3) of a column whose segments are turned by `levels_deg` (25, 3), in the axes of the sacrum, from
    a rest in which they stand as `rest` (26, 3, 3) says: adding both up would bend about axes that rest has turned."""
    whole = stacked(levels_deg) @ rest
    return to_vectors(np.swapaxes(whole[1:], 1, 2) @ whole[:-1])
