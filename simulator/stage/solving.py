"""The pose of a helper: a posture at a place, leaning as far as the hands need to touch what they hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np

from simulator.stage.ik import limb_turns, reach, towards, two_bones
from simulator.stage.posture import BY_HEIGHT, POSTURES
from simulator.stage.rig import Pose, Rig, joint_frame, onwards
from simulator.stage.rotations import Floats, angle_deg, basis, between, cross, turn, unit
from simulator.stage.stance import AHEAD, LEFT, SIDES, UP, Actor, Place, put

_MOST_LEAN_DEG = 104.0
_SHIFTS = 6
_NEAREST_M = 0.30
_OUT_OF_REACH_M = 1.6
_NO_ROOM_M = 0.15
_LEAN_STEP_DEG = 16.0
_PELVIS_SHARE = 0.54
_LEAN_SHARES = {"spine_1": 0.06, "spine_2": 0.10, "spine_3": 0.10, "spine_4": 0.10, "spine_5": 0.10}
_YAW_SHARES = {"spine_2": 0.2, "spine_3": 0.25, "spine_4": 0.3, "spine_5": 0.25}
_NECK_SHARES = {"neck_1": 0.2, "neck_2": 0.2, "neck_3": 0.2, "head": 0.4}
_REACH_SHARE = 0.975  # of the arm's length: helpers do not work with locked elbows
_CLEARANCE_M = 0.004
_CLOSE_M = 0.001
PINCH = "pinch"


@dataclass(frozen=True, slots=True)
class Hand:
    """What a hand holds: a frame (4, 4) as `grips` gives it, and how the fingers are held: in a `PINCH` their tips are
    there and not the palm. `free`: the fingers may point whichever way the arm comes from."""

    frame: Floats
    fingers: str = "soft"
    free: bool = False


def solve(
    actor: Actor,
    posture: str,
    place: Place,
    left: Hand | None = None,
    right: Hand | None = None,
    look_at: Floats | None = None,
) -> Pose:
    """The pose (world metres). Hands lie with the palm on their frames if the body can lean far enough; what is out of
    all reach is left alone."""
    given = {"l": left, "r": right}
    hands = {side: hand for side, hand in given.items() if hand is not None and _gap_m(place, hand) < _OUT_OF_REACH_M}
    pose = put(_base(actor, posture, [float(hand.frame[2, 3]) for hand in hands.values()]), place)
    hands = {side: _natural(actor, pose, side, hand) if hand.free else hand for side, hand in hands.items()}
    if hands:
        pose = _leaning(actor, pose, {side: _wrist(actor, side, hand)[0] for side, hand in hands.items()})
    for side in SIDES:
        hand = hands.get(side)
        pose = held(actor, pose, side, hand) if hand else _idle(actor, pose, side, posture)
    if look_at is not None:
        pose = looking(actor.rig, pose, look_at)
    return pose


def _gap_m(place: Place, hand: Hand) -> float:
    return float(np.hypot(hand.frame[0, 3] - place.x_m, hand.frame[1, 3] - place.y_m))


def _base(actor: Actor, posture: str, heights_m: list[float]) -> Pose:
    """The posture before anything is reached for: whoever reaches low sits down on the heels or bends the legs."""
    family = BY_HEIGHT.get(posture)
    if family is None or not heights_m:
        return actor.base(posture)
    known = [row[0] for row in family]
    place = float(np.interp(float(np.mean(heights_m)), known, np.arange(len(known))))
    below = min(int(place), len(known) - 2)
    return actor.base_between(family[below][1], family[below + 1][1], place - below)


def _natural(actor: Actor, pose: Pose, side: str, hand: Hand) -> Hand:
    """The hand turned as the arm comes: the fingers go on in the direction of the reach, a little inwards."""
    shoulder = joint_frame(actor.rig, pose, f"upper_arm.{side}")[1]
    way = hand.frame[:3, 3] - (shoulder + np.array([0.0, 0.0, -0.15]))
    inwards = pose.turns[0] @ (-SIDES[side] * LEFT)
    ahead = unit(way) + 0.25 * inwards
    normal = hand.frame[:3, 2]
    laid = unit(ahead - normal * (normal @ ahead))
    if laid[2] < -0.3 and hand.frame[2, 3] < _NO_ROOM_M:
        # Near the floor there is no room for fingers that point down: they lie level.
        level = unit(cross(UP, normal))
        return Hand(_with_ahead(hand.frame, level if level @ ahead > 0.0 else -level), hand.fingers)
    if float(np.linalg.norm(cross(ahead, hand.frame[:3, 2]))) < 0.2:
        return hand  # straight down on it: as the surface says
    return Hand(_with_ahead(hand.frame, ahead), hand.fingers)


def _wrist(actor: Actor, side: str, hand: Hand) -> tuple[Floats, Floats]:
    """Where the wrist (3,) must be and how the hand (3, 3) must be turned for the palm to lie on a frame, or for thumb
    and index to meet there."""
    rig = actor.rig
    point, normal, ahead = rig.palms[side]
    place = hand.frame[:3, 3] + _CLEARANCE_M * hand.frame[:3, 2]
    if hand.fingers == PINCH:
        point, place = actor.pinches[side], hand.frame[:3, 3]
    turned = basis(-hand.frame[:3, 2], hand.frame[:3, 0]) @ basis(normal, ahead).T
    return place - turned @ (point - rig.at(f"hand.{side}")), turned


def _shortage(actor: Actor, pose: Pose, wrists: dict[str, Floats]) -> float:
    """How many metres the farther hand is short of its goal (negative: to spare)."""
    rig = actor.rig
    chest, base = joint_frame(rig, pose, "spine_5")
    trunk = len(rig.chains["spine_5"])
    most = -np.inf
    for side, wrist in wrists.items():
        limb = actor.arms[side]
        shoulder = onwards(rig, pose, rig.chains[limb.upper][trunk:], chest, base)[1]
        length = rig.length(limb.upper, limb.lower) + rig.length(limb.lower, limb.end)
        most = max(most, sqrt(float((wrist - shoulder) @ (wrist - shoulder))) - _REACH_SHARE * length)
    return most


def _leaning(actor: Actor, pose: Pose, wrists: dict[str, Floats]) -> Pose:
    """Turn and lean the trunk towards the goals, just as far as the farther one needs."""
    goal = np.mean(list(wrists.values()), axis=0)
    facing = pose.turns[0] @ AHEAD
    facing = unit(facing * np.array([1.0, 1.0, 0.0]))
    flat = unit((goal - pose.point) * np.array([1.0, 1.0, 0.0]))
    side = float(np.degrees(np.arctan2(cross(facing, flat)[2], facing @ flat)))
    yaw = 0.55 * float(np.clip(side, -60.0, 60.0))
    way = turn(UP, float(np.clip(side, -75.0, 75.0))) @ facing
    axis = cross(UP, way)
    yaws = {joint: turn(UP, share * yaw) for joint, share in _YAW_SHARES.items()}

    for _ in range(_SHIFTS):
        at = pose

        def short(lean_deg: float, at: Pose = at) -> float:
            return _shortage(actor, _bowed(actor, at, axis, lean_deg, yaws), wrists)

        lean, missing = _least_lean(short)
        if missing <= 0.0:
            break
        # What no lean can reach is approached: a knee or a foot is set nearer, but never over the goal.
        ahead_m = float((goal - pose.point) @ flat) - _NEAREST_M
        if ahead_m <= 0.0:
            break
        pose = Pose(pose.point + min(1.25 * missing + 0.004, ahead_m) * flat, pose.turns)
    return _leant(actor, pose, axis, lean, yaws)


def _least_lean(short: Callable[[float], float]) -> tuple[float, float]:
    """The smallest lean (degrees) at which nothing is short, and what is short then (m, negative: to spare); where none
    is enough, the one that is short by least."""
    steps = [(0.0, short(0.0))]
    while steps[-1][1] > 0.0 and steps[-1][0] < _MOST_LEAN_DEG:
        lean = min(steps[-1][0] + _LEAN_STEP_DEG, _MOST_LEAN_DEG)
        steps.append((lean, short(lean)))
    if steps[-1][1] > 0.0:
        return min(steps, key=lambda step: step[1])
    if len(steps) == 1:
        return steps[0]
    (low, before), (high, after) = steps[-2:]
    for _ in range(4):
        lean = low + (high - low) * min(max(before / (before - after), 0.1), 0.9)
        gap = short(lean)
        if -0.003 < gap <= 0.0:
            return lean, gap
        if gap > 0.0:
            low, before = lean, gap
        else:
            high, after = lean, gap
    return high, after


def _bowed(actor: Actor, pose: Pose, axis: Floats, lean_deg: float, yaws: Mapping[str, Floats]) -> Pose:
    """Hinge in both hips and bend the spine about a level axis; thighs and neck go with the pelvis as they were."""
    rig = actor.rig
    old = pose.turns[0]
    across = old @ LEFT
    new = turn(across, _PELVIS_SHARE * lean_deg * float(across @ axis)) @ old
    hips = pose.point + old @ (actor.hips - rig.heads[0])
    turns = pose.turns.copy()
    turns[0] = new
    here = new.T @ axis
    bends = {share: turn(here, share * lean_deg) for share in set(_LEAN_SHARES.values())}
    for joint, share in _LEAN_SHARES.items():
        row = rig.index[joint]
        turns[row] = bends[share] @ turns[row]
        if joint in yaws:
            turns[row] = turns[row] @ yaws[joint]
    return Pose(hips - new @ (actor.hips - rig.heads[0]), turns)


def _leant(actor: Actor, pose: Pose, axis: Floats, lean_deg: float, yaws: Mapping[str, Floats]) -> Pose:
    """As `_bowed`, but the legs stay where they are, and the face is lifted."""
    rig = actor.rig
    bowed = _bowed(actor, pose, axis, lean_deg, yaws)
    turns = bowed.turns
    for side in SIDES:
        thigh = rig.index[f"thigh.{side}"]
        turns[thigh] = turns[0].T @ pose.turns[0] @ turns[thigh]
    lift = -min(0.72 * lean_deg, 58.0)
    for joint, share in _NECK_SHARES.items():
        row = rig.index[joint]
        turns[row] = turn(LEFT, share * lift) @ turns[row]
    return bowed


def held(actor: Actor, pose: Pose, side: str, hand: Hand) -> Pose:
    """Put one palm on its frame: shoulder girdle, arm, wrist, fingers (as they are where no name is given)."""
    rig, limb, sign = actor.rig, actor.arms[side], SIDES[side]
    wrist, turned = _wrist(actor, side, hand)
    chest, base = joint_frame(rig, pose, "spine_5")
    changes = dict(actor.curls[side, hand.fingers]) if hand.fingers else {}
    changes[f"clavicle.{side}"] = _girdle(rig, pose, side, wrist, chest, base)
    pose = pose.turned(rig, changes)
    girdle, arm = rig.chains[f"shoulder.{side}"], rig.chains[limb.end]
    parent, root = onwards(rig, pose, girdle[len(rig.chains["spine_5"]) :], chest, base)
    place = root + parent.dot(rig.offsets[rig.index[limb.upper]])
    pole = chest @ (0.75 * sign * LEFT - 0.55 * UP - 0.25 * AHEAD)
    aim, bent = wrist, None
    for _ in range(4):
        if bent is None:
            bent, pole = reach(rig, limb, place, aim, pole, turned)
        else:
            bent = two_bones(rig, limb, place, aim, pole)
        pose = pose.turned(rig, limb_turns(limb, rig, parent, bent, turned))
        # The twist joints lie a little beside the straight line: what is missed is aimed at once more.
        miss = wrist - onwards(rig, pose, arm[len(girdle) :], parent, root)[1]
        if float(miss @ miss) < _CLOSE_M * _CLOSE_M:
            break
        aim = aim + miss
    return pose


def _girdle(rig: Rig, pose: Pose, side: str, wrist: Floats, chest: Floats, base: Floats) -> Floats:
    """The turn (3, 3) of the collarbone: the shoulder follows a far reach a little."""
    joint = f"clavicle.{side}"
    point = onwards(rig, pose, rig.chains[joint][len(rig.chains["spine_5"]) :], chest, base)[1]
    rest_way = unit(rig.at(f"hand.{side}") - rig.at(joint))
    return towards(chest, rest_way, unit(wrist - point), 0.16, 16.0)


def _idle(actor: Actor, pose: Pose, side: str, posture: str) -> Pose:
    """An arm with nothing to do: hanging, or the palm on the own thigh."""
    rig, sign = actor.rig, SIDES[side]
    if POSTURES[posture].hands == "thigh":
        grip = "thigh.front.left" if side == "l" else "thigh.front.right"
        frame = actor.grips.frames(pose, (grip,))[grip]
        thigh = joint_frame(rig, pose, f"thigh.{side}")[0]
        along = thigh @ (-UP - 0.25 * sign * LEFT)
        return held(actor, pose, side, Hand(_with_ahead(frame, along)))
    chest = joint_frame(rig, pose, "spine_5")[0]
    parent, root = joint_frame(rig, pose, f"shoulder.{side}")[0], joint_frame(rig, pose, f"upper_arm.{side}")[1]
    limb = actor.arms[side]
    length = rig.length(limb.upper, limb.lower) + rig.length(limb.lower, limb.end)
    wrist = root + 0.955 * length * unit(-UP + chest @ (0.20 * sign * LEFT + 0.16 * AHEAD))
    palm = chest @ (-sign * LEFT - 0.35 * AHEAD)
    hand = basis(palm, -UP + 0.12 * (chest @ AHEAD)) @ basis(rig.palms[side][1], rig.palms[side][2]).T
    bent, _ = reach(rig, limb, root, wrist, chest @ (0.45 * sign * LEFT - AHEAD), hand)
    return pose.turned(rig, limb_turns(limb, rig, parent, bent, hand) | actor.curls[side, "relaxed"])


def _with_ahead(frame: Floats, ahead: Floats) -> Floats:
    turned = frame.copy()
    z = frame[:3, 2]
    x = unit(ahead - z * (z @ ahead))
    turned[:3, 0], turned[:3, 1] = x, cross(z, x)
    return turned


def looking(rig: Rig, pose: Pose, point: Floats) -> Pose:
    """Turn neck and head towards a point, within what a neck can do; the eyes do the rest."""
    straight = pose.turned(rig, {joint: np.eye(3) for joint in _NECK_SHARES})
    trunk, skull = joint_frame(rig, straight, "spine_5")[0], joint_frame(rig, straight, "head")[1]
    eyes = skull + trunk @ (0.09 * UP + 0.09 * AHEAD)
    way = trunk.T @ unit(np.asarray(point, dtype=np.float64) - eyes)
    yaw = float(np.degrees(np.arctan2(way[0], -way[1])))
    pitch = float(np.degrees(np.arctan2(-way[2], np.hypot(way[0], way[1]))))
    yaw, pitch = float(np.clip(yaw, -68.0, 68.0)), float(np.clip(pitch, -48.0, 52.0))
    turns = {}
    for joint, share in _NECK_SHARES.items():
        turns[joint] = turn(UP, share * yaw) @ turn(LEFT, share * pitch)
    pose = pose.turned(rig, turns)
    head = joint_frame(rig, pose, "head")[0]
    rest = head.T @ unit(np.asarray(point, dtype=np.float64) - eyes)
    gaze = between(AHEAD, rest)
    limit = min(1.0, 16.0 / max(angle_deg(gaze), 1e-6))
    axis = np.array([gaze[2, 1] - gaze[1, 2], gaze[0, 2] - gaze[2, 0], gaze[1, 0] - gaze[0, 1]])
    eye = turn(axis, limit * angle_deg(gaze)) if np.linalg.norm(axis) > 1e-9 else np.eye(3)
    return pose.turned(rig, {"eye.l": eye, "eye.r": eye})
