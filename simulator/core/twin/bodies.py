"""The body of a session as the stage sees it: moved by physics in handlings, led along a path between them."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from simulator.core.scene import Scene
from simulator.core.state import State
from simulator.core.twin.body import POSES, Body, BodyPose, GuidedBody, Limbs, smooth_share
from simulator.core.twin.movement import Movement
from simulator.core.twin.poses import LYING_STRAIGHT, body_pose, sensed
from simulator.core.twin.track import Track

Floats = npt.NDArray[np.float64]


class TwinBody:
    """`movements` may go on growing while the body is shown: a session's own list."""

    def __init__(self, scene: Scene, movements: Sequence[Movement] = ()) -> None:
        self._scene = scene
        self.movements = movements

    def pose(self, state: State, at_s: float) -> BodyPose:
        """The pose at `at_s` (s): between two samples on the straight way, after a handling as it ended."""
        move = state.patient
        limbs = Limbs(POSES[move.previous].limbs, POSES[move.current].limbs, smooth_share(move.share(at_s)))
        number = bisect_right(self.movements, at_s, key=lambda movement: movement.start_s) - 1
        while number >= 0 and self.movements[number].track.of_chest:
            number -= 1  # meanwhile the body lies still
        if number < 0:
            return self._found(limbs)
        movement = self.movements[number]
        return between(movement.track, at_s - movement.start_s, limbs)

    def _found(self, limbs: Limbs) -> BodyPose:
        lying = POSES[self._scene.patient.pose]
        return BodyPose(lying.shift_m, lying.lift_m, lying.roll_deg, limbs, self._found_levels)

    @cached_property
    def _found_levels(self) -> tuple[tuple[float, float, float], ...]:
        """The spine as the patient is found, by the physics that will move it."""
        from simulator.core.twin.found import found_deg  # physics is imported where a body moves

        zero = np.zeros(3)
        turn = np.array([1.0, 0.0, 0.0, 0.0])
        return body_pose(found_deg(self._scene), zero, turn, 0.0, LYING_STRAIGHT).levels_deg


class PressedBody:
    """Another body, whose chest gives way under the compressions among `movements`."""

    def __init__(self, body: Body, movements: Sequence[Movement]) -> None:
        self._body = body
        self._movements = movements

    def pose(self, state: State, at_s: float) -> BodyPose:
        """The pose at `at_s` (s), with the depth of the chest; it comes up when a series ends."""
        pose = self._body.pose(state, at_s)
        number = bisect_right(self._movements, at_s, key=lambda movement: movement.start_s) - 1
        if number < 0 or not self._movements[number].track.of_chest:
            return pose
        movement = self._movements[number]
        track, time_s = movement.track, at_s - movement.start_s
        over_s = time_s - float(track.time_s[-1])
        if over_s > 0.0 and movement.ended != "going":
            return pose
        depth, hand = (float(np.interp(time_s, track.time_s, one)) for one in (track.depth_mm, track.hand_mm))
        return replace(pose, chest_m=1e-3 * depth, press_m=1e-3 * hand)


def body_for(scene: Scene, movements: Sequence[Movement] = ()) -> Body:
    """The body of a scene: physical where the scene has handlings, else led along its poses."""
    body: Body = TwinBody(scene, movements) if scene.moved else GuidedBody(scene)
    return PressedBody(body, movements) if scene.pressed else body


def between(track: Track, time_s: float, limbs: Limbs) -> BodyPose:
    """The pose at `time_s` of the track, straight between the two samples around it."""
    last = len(track.time_s) - 1
    row = int(np.clip(np.searchsorted(track.time_s, time_s, side="right") - 1, 0, last))
    after = min(row + 1, last)
    step = float(track.time_s[after] - track.time_s[row])
    share = min(1.0, max(0.0, (time_s - float(track.time_s[row])) / step)) if step else 0.0

    def mixed(values: Floats) -> Floats:
        return np.asarray(values[row] + share * (values[after] - values[row]))

    turn = mixed(track.root_turn)
    pose = body_pose(
        mixed(track.levels_deg), mixed(track.root_m), turn / np.linalg.norm(turn), float(mixed(track.lift_m)), limbs
    )
    return sensed(pose, track, row, going=time_s <= float(track.time_s[-1]))
