"""The whole skeleton in the patient's rest pose: every bone by its name."""

from __future__ import annotations

from dataclasses import dataclass

from .body import SIDES, Body
from .cage import fit_cage, fit_shoulders, fitted_rib, shoulder_joint
from .column import Head, fit_head, fit_segments, fitted_centres
from .limbs import MIRROR, fit_arm, fit_leg, tapered_pelvis
from .source import THORACIC, VERTEBRAE, Source
from .surface import Floats, Surface

HEAD = ("skull", "jaw")  # fitted by the face itself; the openings of the face are not to push them about
LEAST_DEPTH_M = 0.004
# Fingers and toes are thin: their skin leaves less room.
DEPTHS_M = {
    **{f"finger{finger}-{part}": 0.002 for finger in range(1, 6) for part in range(4)},
    **{"toes": 0.002, "foot": 0.003, "wrist": 0.003, "radius": 0.003, "ulna": 0.003},
}


@dataclass(frozen=True, slots=True)
class Fit:
    """Fitted bones; the level centres (25, 3); the maps of the segments, for what is made between them."""

    bones: dict[str, Surface]
    centres: Floats
    segments: dict[str, Floats]
    head: Head


def fit(source: Source, body: Body) -> Fit:
    """Every bone of the source, with the left limbs mirrored, in the patient's rest pose."""
    head = fit_head(source, body)
    segments = fit_segments(source, body, head)
    cage = fit_cage(source, body, segments)
    bones = {name: head.fitted(source.bones[name]) for name in ("skull", "jaw")}
    bones.update({name: source.bones[name].moved(segments[name]) for name in VERTEBRAE})
    bones["sacrum"] = source.bones["sacrum"].moved(segments["S1"])
    hip_bone = tapered_pelvis(source.bones["pelvis.R"])
    bones["pelvis.R"] = hip_bone.moved(segments["S1"])
    bones["pelvis.L"] = hip_bone.moved(MIRROR).moved(segments["S1"])
    bones["sternum"] = source.bones["sternum"].moved(cage)
    for level in THORACIC:
        for side in SIDES:
            rib = source.bones[f"rib-{level}.{side}"]
            bones[f"rib-{level}.{side}"] = fitted_rib(rib, cage, segments[level])
    bones.update(fit_shoulders(source, body, cage))
    for side in SIDES:
        bones.update(fit_arm(source, body, shoulder_joint(source, body, cage, side), side))
        bones.update(fit_leg(source, body, segments["S1"], side))
    for name, bone in bones.items():
        if name not in HEAD:
            bones[name] = bone.at(body.under(bone.vertices, DEPTHS_M.get(name.split(".")[0], LEAST_DEPTH_M)))
    return Fit(bones, fitted_centres(source, head, segments), segments, head)
