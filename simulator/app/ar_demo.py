"""Augmented reality without hardware: a rendered webcam film steers a scene through the whole path.

The film shows the printed board on a table, the camera swaying a little, and the head's cube in somebody's hands, if
the scene has anything that hands lead. Every picture is looked for board and cube like any other; what is found there
leads the patient's head, or presses his chest.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sin
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from simulator.app.augmented import Augmented, placed
from simulator.app.catalogue import Catalogue
from simulator.app.demo import Performed, Progress, flagship, perform_script
from simulator.app.picturing import moments, save_picture
from simulator.app.problems import UserError
from simulator.app.theatre import Theatre, open_theatre
from simulator.ar.detecting import Detector
from simulator.ar.lens import Lens
from simulator.ar.picturing import Sight, shot
from simulator.ar.pose import Pose
from simulator.ar.targets import BOARDS, EDGE_M, Board
from simulator.ar.tracking import BOARD, Tracker
from simulator.core.scene import Scene
from simulator.core.twin.people import Leader
from simulator.core.twin.steering import SCRIPTED, HeadInput
from simulator.presenting.tabletop import SCALES, TABLE, WIDE, Placed, Tabletop, middle_m
from simulator.presenting.tangible import HEAD, CubeHands
from simulator.recording.replay import timeline
from simulator.session import Session
from simulator.stage.places import SUPPORT_M

Picture = npt.NDArray[np.uint8]

_PAPER = "a4"
_FPS = 15
_TICKS = 60 // _FPS
# An ordinary webcam, somewhat out of the middle and with a barrel-shaped picture (own choice).
_LENS = Lens(
    1280,
    720,
    np.array([[982.0, 0.0, 636.0], [0.0, 985.0, 356.0], [0.0, 0.0, 1.0]]),
    np.array([-0.11, 0.05, 0.0006, -0.0004, 0.0]),
)
_CUBE_AT = (1.05, 0.0)  # where the cube is held on the stage (m): behind the head
_HELD_M = 0.08  # so far above the table, on the stage: a cube that presses a chest goes down from there (own choice)
_TALL_M = 0.4  # whoever stands at a patient who lies higher is seen whole at a smaller scale only (own choice)


@dataclass(slots=True)
class Film:
    """The rendered webcam. `hands`: where the cube was held at which time (s of the session), if there is one."""

    board: Board
    table: Tabletop
    lens: Lens = _LENS
    times: list[float] = field(default_factory=list)
    hands: list[HeadInput] = field(default_factory=list)
    cube: bool = True

    def board_pose(self, at_s: float) -> Pose:
        """The board before the camera, which sways like a hand."""
        tilt = np.radians(np.array([-54.0 + 1.5 * sin(0.7 * at_s), 2.0 * sin(0.45 * at_s), 2.0 * sin(0.31 * at_s)]))
        turn = np.asarray(cv2.Rodrigues(tilt)[0], dtype=np.float64)
        middle = np.array([self.board.size_m[0] / 2, self.board.size_m[1] / 2, 0.0])
        there = np.array([-0.02 + 0.006 * sin(0.5 * at_s), 0.07, 0.86 + 0.01 * sin(0.6 * at_s)])
        return Pose(there - turn @ middle, turn)

    def picture(self, at_s: float) -> Picture:
        """What the camera sees at a time."""
        number = bisect_right(self.times, at_s) - 1
        head = self.hands[number] if number >= 0 else HeadInput()
        board = self.board_pose(at_s)
        rest_m = 0.5 * EDGE_M / self.table.scale
        # On the stage a turn onto the right side goes about -x, a nod about -y.
        roll = cv2.Rodrigues(np.array([-np.radians(head.turn_deg), 0.0, 0.0]))[0]
        nod = cv2.Rodrigues(np.array([0.0, -np.radians(head.nod_deg), 0.0]))[0]
        there = Placed(
            np.array([_CUBE_AT[0] + head.pull_m, _CUBE_AT[1], rest_m + _HELD_M + head.height_m]),
            np.asarray(roll @ nod @ _CUBE_TURN),
        )
        seen = self.table.before_camera(placed(board), there)
        tools = {HEAD: Pose(seen.place_m, seen.turn)} if self.cube else {}
        return shot(self.lens, (self.board, board), tools, Sight(noise=3.0, blur_px=0.5, seed=round(at_s * 1e3)))

    def hold(self, at_s: float, head: HeadInput) -> None:
        """From this time on the cube is held so."""
        self.times.append(at_s)
        self.hands.append(head)


_CUBE_TURN = np.asarray(cv2.Rodrigues(np.array([np.radians(60.0), 0.0, 0.0]))[0] @ np.diag([1.0, -1.0, -1.0]))
"""How the cube lies in the hands: two or three faces are turned to the camera at any time of a roll."""


class FilmedHands:
    """Leads a session's handlings by what is found in the film. Whoever holds the cube does as a good leader would."""

    led_by = "learner"

    def __init__(self, film: Film, session: Session) -> None:
        self.film, self._session = film, session
        self._tracker = Tracker(Detector(film.board), film.lens)
        self._cube = CubeHands()
        self._number = -1
        self._head = HeadInput()
        self.pictures, self.unseen = 0, 0

    def leader(self, number: int) -> Leader:
        """Whose hands they are does not matter: they go where the cube goes."""
        return SCRIPTED

    def at(self, number: int, tick: int) -> HeadInput:
        """Where the hands are at this tick, by the newest picture."""
        moving = self._session.moving
        if moving is None:
            return self._head
        at_s = moving.start_s + tick / 60.0
        if number != self._number:
            self._number, self._head = number, HeadInput()
            self._cube.begin()
            self._look(at_s, HeadInput())
        if tick % _TICKS == 0:
            self._look(at_s, moving.wanted)
        return self._head

    def _look(self, at_s: float, held: HeadInput) -> None:
        film = self.film
        film.hold(at_s, held)
        things = self._tracker.follow(film.picture(at_s), at_s)
        board, cube = things.get(BOARD), things.get(HEAD)
        self.pictures += 1
        self.unseen += board is None or cube is None
        found = None
        if board is not None and cube is not None:
            found = film.table.on_stage(placed(board.pose), placed(cube.pose))
        self._head = self._cube.follow(found)


def demonstrate_ar(
    out: Path, scene_name: str | None, renderer: str | None, progress: Progress
) -> tuple[Performed, str]:
    """The reference learner's orders, the head led by the cube in the film; composed pictures. What was seen, in words.

    UserError if there is no stage to compose with.
    """
    catalogue = Catalogue()
    name = scene_name or flagship(catalogue)
    film = film_of(catalogue.scene(name))
    led: list[FilmedHands] = []

    def lead(session: Session) -> FilmedHands:
        led.append(FilmedHands(film, session))
        return led[0]

    done = perform_script(
        name,
        catalogue.reference_script(name),
        out,
        told=lambda share: progress("Performing by the film", share),
        lead=lead,
    )
    theatre = open_theatre(done.scene, renderer, (film.lens.width, film.lens.height))
    if isinstance(theatre, str):
        raise UserError(theatre)
    try:
        count = _compose(theatre, done, film, out / "pictures", progress)
    finally:
        theatre.close()
    hands = led[0]
    found = hands.pictures - hands.unseen
    said = "nothing in this scene is led by hand"
    if film.cube:
        said = f"{hands.pictures} pictures of the film led the hands; board and cube were found in {found}"
    return done, f"{said}; {count} composed pictures in {out / 'pictures'}"


def film_of(scene: Scene) -> Film:
    """A film for a scene: with a cube if hands lead anything, and at a scale at which nobody is cut off."""
    board, middle = BOARDS[_PAPER], middle_m(scene)
    under = [item.model for item in scene.equipment.values() if item.place == "under"]
    tall = max((SUPPORT_M.get(model, 0.0) for model in under), default=0.0) > _TALL_M
    scale = SCALES[WIDE if tall or any(middle) else TABLE]
    led = any(rule.handling is not None for rule in scene.actions.values())
    return Film(board, Tabletop(board.size_m, scale, middle), cube=led)


def _compose(theatre: Theatre, done: Performed, film: Film, folder: Path, progress: Progress) -> int:
    detector = Detector(film.board)
    augmented = Augmented(theatre, film.board, film.lens, film.table.scale)
    course = timeline(done.scene, done.kept.events)
    theatre.follow(done.kept.movements)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for earlier in folder.glob("ar-*.png"):
            earlier.unlink()
        shown: Sequence[tuple[float, str]] = [
            (0.0, "start"), *((at_s, event.action) for at_s, event in moments(done.scene, done.kept.events))
        ]  # fmt: skip
        for number, (at_s, action) in enumerate(shown, start=1):
            theatre.show(course.at(at_s), at_s)
            patient = action in done.scene.actions and done.scene.actions[action].show.patient is not None
            theatre.see_through(patient and number % 2 == 0)
            picture = film.picture(at_s)
            frame = augmented.compose(picture, detector.look(picture, film.lens).board)
            save_picture(frame, folder / f"ar-{number:02d}-{action}.png")
            progress("Composing pictures", number / len(shown))
    except OSError as error:
        raise UserError(
            f"{folder}: the pictures cannot be written ({error.strerror}); choose another --out."
        ) from error
    finally:
        augmented.close()
    return len(shown)
