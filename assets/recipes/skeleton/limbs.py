"""Fit the bones of arms, hands, legs and feet from joint to joint of the patient's body.

A bone is placed by a frame at its upper joint: along the bone, about the hinge, and across both. The source's frame
is matched to the body's frame, scaled along by the ratio of lengths and across by the bone's own share.
"""

from __future__ import annotations

import numpy as np

from .body import SIDES, Body
from .source import CARPALS, FINGERS, Source
from .surface import Floats, Surface, joined

MIRROR = np.diag([-1.0, 1.0, 1.0, 1.0])
FINGER_THICKNESS = 0.86
PELVIS_TAPER = ((-0.11, 1.13), (0.0, 1.03), (0.08, 0.96))  # width against height above the source's pelvis frame


def frame(origin: Floats, along: Floats, hinge: Floats) -> Floats:
    """4x4 with the axes hinge (x), against the bone's direction (y) and across (z); right-handed, orthonormal."""
    y = -along / np.linalg.norm(along)
    x = hinge - (hinge @ y) * y
    x /= np.linalg.norm(x)
    matrix = np.eye(4)
    matrix[:3, 0], matrix[:3, 1], matrix[:3, 2], matrix[:3, 3] = x, y, np.cross(x, y), origin
    return matrix


def stretch(
    source: tuple[Floats, Floats, Floats], target: tuple[Floats, Floats, Floats], across: float | None = None
) -> Floats:
    """4x4 that takes a bone (start, end, hinge axis) onto another; `across` is the thickness, else as the length."""
    (start_a, end_a, hinge_a), (start_b, end_b, hinge_b) = source, target
    ratio = float(np.linalg.norm(end_b - start_b) / np.linalg.norm(end_a - start_a))
    thick = ratio if across is None else across
    scale = np.diag([thick, ratio, thick, 1.0])
    return frame(start_b, end_b - start_b, hinge_b) @ scale @ np.linalg.inv(frame(start_a, end_a - start_a, hinge_a))


def tapered_pelvis(pelvis: Surface) -> Surface:
    """Hip bones wider at the sockets than at the crests, as this body is; in the source's frame."""
    heights, widths = np.array(PELVIS_TAPER).T
    vertices = pelvis.vertices.copy()
    vertices[:, 0] *= np.interp(vertices[:, 1], heights, widths)
    return pelvis.at(vertices)


def fit_leg(source: Source, body: Body, pelvis: Floats, side: str) -> dict[str, Surface]:
    """Femur, patella, tibia with fibula, and the foot in two pieces."""
    flip = MIRROR if side == "L" else np.eye(4)
    own = {name: flip[:3, :3] @ source.joints[name] for name in ("femur_r", "tibia_r", "talus_r", "toes_r")}
    at = body.landmarks
    low = side.lower()
    socket = own["femur_r"] * np.array([np.interp(own["femur_r"][1], *np.array(PELVIS_TAPER).T), 1.0, 1.0])
    hip = pelvis[:3, :3] @ socket + pelvis[:3, 3]
    knee, ankle = at[f"{low}-knee"], at[f"{low}-ankle"] + np.array([0.0, -0.006, 0.004])
    toe = 0.5 * (at[f"{low}-toe-2-1"] + at[f"{low}-toe-3-1"])
    out = np.array([SIDES[side], 0.0, 0.0])
    heading = (toe - ankle) * np.array([1.0, 0.0, 1.0])
    hinge = np.cross(np.array([0.0, 1.0, 0.0]), heading) * SIDES[side]
    knee_hinge = hinge / np.linalg.norm(hinge) + 2.0 * out
    thigh = stretch((own["femur_r"], own["tibia_r"], out), (hip, knee, knee_hinge), across=1.06)
    shank = stretch((own["tibia_r"], own["talus_r"], out), (knee, ankle, knee_hinge), across=0.96)
    foot = _foot(source, body, side, own["talus_r"], ankle, heading, flip)
    plan = {
        "femur": (("femur",), thigh),
        "patella": (("patella",), thigh),
        "shank": (("tibia", "fibula"), shank),
        "foot": (("talus", "foot"), foot),
        "toes": (("bofoot",), foot),
    }
    return _placed(source, plan, flip, side)


def _foot(source: Source, body: Body, side: str, talus: Floats, ankle: Floats, heading: Floats, flip: Floats) -> Floats:
    """The foot stands flat: turned to its heading, as high as the ankle, as long as the skin allows."""
    own = np.vstack([source.bones[f"{name}.R"].vertices for name in ("talus", "foot", "bofoot")]) @ flip[:3, :3].T
    turn = frame(ankle, np.array([0.0, -1.0, 0.0]), np.cross(np.array([0.0, 1.0, 0.0]), heading))
    back = frame(talus, np.array([0.0, -1.0, 0.0]), np.array([1.0, 0.0, 0.0]))
    local = (own - talus) @ back[:3, :3]
    skin = body.near(ankle + np.array([-0.07, -0.1, -0.2]), ankle + np.array([0.07, 0.0, 0.3]))
    skin_local = (skin - ankle) @ turn[:3, :3]
    depth = (ankle[1] - 0.006) / -local[:, 1].min()
    long = (np.ptp(skin_local[:, 2]) - 0.016) / np.ptp(local[:, 2])
    wide = 0.88 * np.ptp(skin_local[:, 0]) / np.ptp(local[:, 0])
    shift = np.eye(4)
    shift[0, 3] = np.median(skin_local[:, 0]) - wide * np.median(local[:, 0])
    shift[2, 3] = skin_local[:, 2].min() + 0.009 - long * local[:, 2].min()
    return turn @ shift @ np.diag([min(wide, 1.05), min(depth, 1.1), long, 1.0]) @ np.linalg.inv(back)


def fit_arm(source: Source, body: Body, shoulder: Floats, side: str) -> dict[str, Surface]:
    """Humerus, ulna and radius, the wrist, and every finger bone."""
    flip = MIRROR if side == "L" else np.eye(4)
    own = {name: flip[:3, :3] @ place for name, place in source.joints.items()}
    at = {name[2:]: place for name, place in body.landmarks.items() if name.startswith(f"{side.lower()}-")}
    elbow, wrist = at["elbow"], at["hand"]
    upper, lower = elbow - shoulder, wrist - elbow
    hinge = np.cross(lower, upper)  # points to +x in the source, where the forearm bends forward
    radial = at["finger-2-1"] - at["finger-5-1"]
    radial -= (radial @ lower) * lower / (lower @ lower)
    right = np.array([1.0, 0.0, 0.0])
    pronated = np.cross(radial, lower)  # +x in the source, where the thumb points forward
    pronated *= np.linalg.norm(hinge) / np.linalg.norm(pronated)
    carpus = own["capitate_r"]
    wrist_own = own["lunate_r"]
    humerus = stretch((own["humerus_r"], own["ulna_r"], right), (shoulder, elbow, hinge), across=1.0)
    ulna = stretch((own["ulna_r"], wrist_own, right), (elbow, wrist, 0.7 * hinge + 0.3 * pronated), across=0.93)
    radius = stretch((own["ulna_r"], wrist_own, right), (elbow, wrist, 0.45 * hinge + 0.55 * pronated), across=0.9)
    knuckles = np.mean([at[f"finger-{finger}-1"] for finger in (2, 3, 4, 5)], axis=0)
    knuckles_own = np.mean([own[name] for name in ("2proxph_r", "3proxph_r", "4proxph_r", "5proxph_r")], axis=0)
    across_hand = np.cross(at["finger-2-1"] - at["finger-5-1"], knuckles - wrist)  # +x in the source
    hand = stretch((wrist_own, knuckles_own, right), (wrist, knuckles, across_hand), across=0.9)
    plan: dict[str, tuple[tuple[str, ...], Floats]] = {
        "humerus": (("humerus",), humerus),
        "ulna": (("ulna",), ulna),
        "radius": (("radius",), radius),
        "wrist": (CARPALS, hand),
    }
    for finger, meshes in FINGERS.items():
        plan.update(_finger(finger, meshes, own, at, hand, carpus, across_hand))
    return _placed(source, plan, flip, side)


def _finger(
    finger: int,
    meshes: tuple[str, ...],
    own: dict[str, Floats],
    at: dict[str, Floats],
    hand: Floats,
    carpus: Floats,
    palm: Floats,
) -> dict[str, tuple[tuple[str, ...], Floats]]:
    """A finger's bones: the metacarpal from the wrist's own fit, the phalanges from landmark to landmark."""
    names = {
        1: ("firstmc_r", "proximal_thumb_r", "distal_thumb_r"),
        2: ("secondmc_r", "2proxph_r", "midph2_r", "distph2_r"),
        3: ("thirdmc_r", "3proxph_r", "midph3_r", "distph3_r"),
        4: ("fourthmc_r", "4proxph_r", "midph4_r", "distph4_r"),
        5: ("fifthmc_r", "5proxph_r", "midph5_r", "distph5_r"),
    }[finger]
    right = np.array([1.0, 0.0, 0.0])
    joints = [own[name] for name in names]
    targets = [at[f"finger-{finger}-{part}"] for part in range(1, 5)]
    last = joints[-1] + 0.75 * (joints[-1] - joints[-2])
    plan: dict[str, tuple[tuple[str, ...], Floats]] = {}
    if finger == 1:
        starts_own, starts = [*joints, last], targets
    else:
        root = joints[1] + 2.0 * (joints[0] - joints[1])  # the frame of a metacarpal stands in its middle
        root = root + 0.12 * (joints[1] - root)
        starts_own = [root, *joints[1:], last]
        starts = [hand[:3, :3] @ root + hand[:3, 3], *targets]
    for part, mesh in enumerate(meshes):
        begin, end = starts[part], starts[part + 1]
        reach = 0.94 if part == len(meshes) - 1 else 1.0  # the last bone ends beneath the nail
        end = begin + reach * (end - begin)
        matrix = stretch((starts_own[part], starts_own[part + 1], right), (begin, end, palm), across=FINGER_THICKNESS)
        plan[f"finger{finger}-{part + (1 if finger == 1 else 0)}"] = ((mesh,), matrix)
    return plan


def _placed(
    source: Source, plan: dict[str, tuple[tuple[str, ...], Floats]], flip: Floats, side: str
) -> dict[str, Surface]:
    return {
        f"{name}.{side}": joined([source.bones[f"{mesh}.R"].moved(flip).moved(matrix) for mesh in meshes])
        for name, (meshes, matrix) in plan.items()
    }
