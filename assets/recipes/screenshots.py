"""Takes the pictures of the program's windows that README.md shows.

    python -m assets.recipes.screenshots [FOLDER]

Opens the real program (a screen, or QT_QPA_PLATFORM=offscreen), lets scripted learners work in it with a clock of its
own, and writes practice.png, debrief.png and home.png, each with 256 colours. Drivers draw a little differently, so
these files are listed with their checksums but are not expected to be made again byte by byte.
"""

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from simulator import assessment, performing, preferences
from simulator.app import records
from simulator.app.catalogue import Catalogue
from simulator.app.program import Program
from simulator.app.running import application
from simulator.app.unrecorded import Unrecorded
from simulator.core.events import ActionStarted
from simulator.core.twin.steering import Scripted
from simulator.scenefile.script import Script, load_script
from simulator.session import Session

SIZE_PX = (1440, 900)
LEARNERS = Path(__file__).parents[2] / "tests" / "learners"
# Who practised before the pictures are taken: (mode, script, name), oldest first.
EARLIER = (
    ("practise", "e10-carried-in-the-arms", "Wei Zhang"),
    ("practise", "e03-tall-collar", "Amina Diallo"),
    ("learn", "slow", "Jonas Berg"),
    ("assess", "e05-head-before-torso", "Jonas Berg"),
    ("assess", "perfect", "Amina Diallo"),
)
FAILED = "e10-carried-in-the-arms"
MOVEMENT, SHARE = "roll-to-side", 0.7
SETTLE_S = 2.5


def take(folder: Path) -> None:
    """Write the three pictures into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    app, moment = application(), [0.0]
    for number, (mode, script, name) in enumerate(EARLIER):
        _perform(mode, script, name, number)
    program = Program(app, Catalogue(), os.environ.get("MANIKIN_RENDERER"), clock=lambda: moment[0])
    program.window.resize(*SIZE_PX)
    program.window.show()
    QCursor.setPos(program.window.mapToGlobal(QPoint(SIZE_PX[0] - 3, SIZE_PX[1] - 3)))

    def settle() -> None:
        until = time.monotonic() + SETTLE_S
        while time.monotonic() < until:
            app.processEvents()

    program.home.name.setText("Amina Diallo")
    program.show_home()
    settle()
    _save(program.window, folder / "home.png")
    _practise(program, moment, settle)
    _save(program.window, folder / "practice.png")
    _debrief(program, settle)
    _save(program.window, folder / "debrief.png")
    program.leave()


def _perform(mode: str, script_name: str, learner: str, number: int) -> None:
    script = _script(script_name)
    scene = Catalogue().scene(script.scene)
    name = f"2026010{number + 1}-090000-{script_name}.jsonl"
    writer = records.begin(scene, mode, learner, name=name)
    session = Session(scene, mode, writer)
    performing.perform(script, session)
    records.seal(writer)
    records.keep_result(writer.path, assessment.judge(scene, session.events, None, session.movements).plain)


def _script(name: str) -> Script:
    script = load_script(LEARNERS / f"{name}.yaml")
    if not isinstance(script, Script):
        raise SystemExit("\n".join(str(problem) for problem in script))
    return script


def _practise(program: Program, moment: list[float], settle: Callable[[], None]) -> None:
    """Work as the reference learner does, up to the middle of the roll."""
    script = _script("perfect")
    done = Session(Catalogue().scene(script.scene), "practise", Unrecorded())
    performing.perform(script, done)
    program.start(script.scene, "practise", "Amina Diallo")
    room = program.room
    assert room is not None
    room.session.lead(Scripted())
    for event in (e for e in done.events if isinstance(e, ActionStarted)):
        moment[0] = event.at_s
        room.tick()
        room.order(event.action, event.actor, dict(event.choices))
        if event.action == MOVEMENT:
            break
    room.watch(done.scene.actions[MOVEMENT].show.camera)
    moment[0] += SHARE * done.scene.actions[MOVEMENT].takes_s
    room.tick()
    room.screen.stage.say_locally("", "")
    settle()


def _debrief(program: Program, settle: Callable[[], None]) -> None:
    """Open the failed session at its first critical error."""
    program._leave_room()
    path = next(path for path in preferences.sessions_dir().glob("*.jsonl") if FAILED in path.name)
    program.open_record(str(path))
    replay = program.replay
    assert replay is not None
    view = replay.screen._view
    assert view is not None
    replay.screen.choose_finding(view.critical[0].finding_id)
    replay.go(replay.now_s + 3.0)
    settle()


def _save(window: QWidget, path: Path) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab().save(buffer, "PNG")
    picture = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
    small = picture.quantize(palette=_palette(picture), dither=Image.Dither.FLOYDSTEINBERG)
    small.save(path, optimize=True)
    print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


def _palette(picture: Image.Image) -> Image.Image:
    """256 colours in which the small signs keep theirs: every colour counts by the root of its area only."""
    colours, areas = np.unique(np.asarray(picture).reshape(-1, 3) // 4 * 4 + 2, axis=0, return_counts=True)
    many = np.repeat(colours.astype(np.uint8), np.ceil(np.sqrt(areas)).astype(int), axis=0)
    return Image.fromarray(many.reshape(1, -1, 3)).quantize(256, Image.Quantize.MEDIANCUT, kmeans=4)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["MANIKIN_HOME"] = home
        take(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "pictures")
