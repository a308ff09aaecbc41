"""A camera that a test holds: it sees the board and the cubes where the test puts them, and nothing else is faked."""

from collections.abc import Mapping

import cv2
import numpy as np

from simulator.app.ar_demo import Film
from simulator.app.augmented import placed
from simulator.ar.picturing import Sight, shot
from simulator.ar.pose import Pose
from simulator.ar.sources import Frame, SourceError
from simulator.ar.targets import BOARDS
from simulator.ar.watching import Follow, Sighting
from simulator.core.twin.steering import HeadInput
from simulator.presenting.camera import Wish
from simulator.presenting.tabletop import Placed, Tabletop

A4 = BOARDS["a4"]
Spot = tuple[float, float, float]
_HELD = np.asarray(cv2.Rodrigues(np.array([np.radians(60.0), 0.0, 0.0]))[0] @ np.diag([1.0, -1.0, -1.0]))


def held(at_m: Spot, head: HeadInput | None = None) -> Placed:
    """A cube on the stage with two or three faces to the camera, moved like a head."""
    way = head or HeadInput()
    roll = cv2.Rodrigues(np.array([-np.radians(way.turn_deg), 0.0, 0.0]))[0]
    nod = cv2.Rodrigues(np.array([0.0, -np.radians(way.nod_deg), 0.0]))[0]
    return Placed(np.array(at_m) + np.array([way.pull_m, 0.0, way.height_m]), np.asarray(roll @ nod @ _HELD))


def rendered(film: Film, at_s: float, cubes: Mapping[str, Placed], board: bool = True) -> np.ndarray:
    """What the camera sees of board and cubes (places on the stage)."""
    lies = film.board_pose(at_s)
    there = {name: film.table.before_camera(placed(lies), cube) for name, cube in cubes.items()}
    tools = {name: Pose(cube.place_m, cube.turn) for name, cube in there.items()}
    sight = Sight(noise=3.0, blur_px=0.5, seed=round(at_s * 1e3))
    return shot(film.lens, (film.board, lies) if board else None, tools, sight)


class HeldCamera:
    """Takes the place of a watcher: a picture is taken and looked at when the test says so."""

    def __init__(self) -> None:
        self.film = Film(A4, Tabletop(A4.size_m, 0.25))
        self.trouble: SourceError | None = None
        self.over = self.closed = False
        self.sighting: Sighting | None = None
        self._follow: Follow | None = None
        self._number = 0
        self.at_s = 0.0

    def watch(self, wish: Wish, follow: Follow) -> "HeldCamera":
        """As `app.at_table.watch`."""
        self._follow, self.closed, self.sighting = follow, False, None
        return self

    def close(self) -> None:
        """As a watcher."""
        self.closed = True

    def take(self, passed_s: float, cubes: Mapping[str, Placed], board: bool = True) -> None:
        """A picture after so much time."""
        assert self._follow is not None
        self.at_s += passed_s
        self._number += 1
        frame = Frame(self._number, self.at_s, rendered(self.film, self.at_s, cubes, board))
        self.sighting = Sighting(frame, self._follow(frame))
