"""Where something stands in the camera's frame: x to the right, y down, z forward; metres."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """`position_m` (3,) and `turn` (3, 3), which takes the thing's own axes into the camera's. `error_px`: how far the
    points that were seen lie from where this pose puts them (root mean square); `points`: how many they were."""

    position_m: Floats
    turn: Floats
    error_px: float = 0.0
    points: int = 0

    @property
    def quaternion_wxyz(self) -> tuple[float, float, float, float]:
        """The turn as a unit quaternion with w >= 0."""
        return quaternion(self.turn)

    @property
    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "position_m": [round(float(v), 6) for v in self.position_m],
            "quaternion_wxyz": [round(v, 7) for v in self.quaternion_wxyz],
        }

    def point(self, own_m: Floats) -> Floats:
        """Points (..., 3) of the thing, in the camera's frame."""
        return np.asarray(own_m @ self.turn.T + self.position_m)


def quaternion(turn: Floats) -> tuple[float, float, float, float]:
    """A rotation (3, 3) as (w, x, y, z), w >= 0."""
    vector = cv2.Rodrigues(turn)[0].ravel()
    angle = float(np.linalg.norm(vector))
    if angle < 1e-12:
        return (1.0, 0.0, 0.0, 0.0)
    x, y, z = (float(v) for v in vector / angle * np.sin(angle / 2))
    return (float(np.cos(angle / 2)), x, y, z)


def rotation(wxyz: tuple[float, float, float, float]) -> Floats:
    """The rotation (3, 3) of a quaternion."""
    w, *rest = wxyz
    vector = np.array(rest, dtype=np.float64)
    sine = float(np.linalg.norm(vector))
    if sine < 1e-12:
        return np.eye(3)
    return np.asarray(cv2.Rodrigues(vector / sine * 2.0 * np.arctan2(sine, w))[0])


def angle_deg(one: Floats, other: Floats) -> float:
    """The angle between two rotations (3, 3)."""
    return float(np.degrees(np.linalg.norm(cv2.Rodrigues(one @ other.T)[0])))
