"""From the command to the first picture and to a session's first frame, and where the time goes; the memory it takes.

Twice in one home: the first start on a computer has to read every scene, later ones know what home says of them.
As the program is installed: trimesh would also bring in scipy and Pillow, which only developers have.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from simulator.stage.probe import choose

_CHILD = """
import json, os, resource, sys, time
sys.modules["scipy"] = sys.modules["PIL"] = None
parts = {}
began_s, worked_s = float(sys.argv[2]), 0.0
def note(name):
    global began_s, worked_s
    now_s, done_s = time.time(), time.process_time()
    parts[name] = now_s - began_s, done_s - worked_s
    began_s, worked_s = now_s, done_s
import simulator.cli
note("Python and the command line")
import simulator.app.running as running
note("modules for the first picture")
from PySide6.QtCore import QEvent, QObject
from simulator.app.catalogue import Catalogue
from simulator.app.program import Program
class Painted(QObject):
    done = False
    def eventFilter(self, watched, event):
        self.done = self.done or event.type() == QEvent.Type.Paint
        return False
app = running.application()
program = Program(app, Catalogue(), sys.argv[1])
painted = Painted()
first_tile = next(iter(program.home.tiles.values()))
first_tile.installEventFilter(painted)
program.window.show()
while not painted.done:
    app.processEvents()
note("the home screen: fonts, scenes, last sessions, painted")
name = next(iter(program.home.tiles))
program.start(name, "learn", "bench")
from simulator.panels.viewport import Viewport
stage = program.room.screen.stage.findChild(Viewport)
while stage._image.isNull():
    app.processEvents()
stage.repaint()
note("scene read, stage, people, room, skeleton, painted")
for _ in range(20):
    program.room.tick()
    app.processEvents()
note("twenty rounds")
print(json.dumps([parts, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
program.show_home()  # as after any session: the next start knows its record
program.leave()
"""
_HOME, _FRAME = 3, 4  # so many parts lead to the first picture, to the first frame of a session


def main(renderer: str = "p3headlessgl") -> None:
    """Print the parts of two starts in fresh processes, off screen, with a renderer that is known to work."""
    with tempfile.TemporaryDirectory() as home:
        cache = Path(home) / "cache"
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "MANIKIN_HOME": home, "XDG_CACHE_HOME": str(cache)}
        choose(cache / "manikin", ladder=(renderer,))
        for title in ("the first start on this computer", "every later start"):
            _show(title, *_started(renderer, env))


def _started(renderer: str, env: dict[str, str]) -> tuple[dict[str, tuple[float, float]], float]:
    command = [sys.executable, "-c", _CHILD, renderer, repr(time.time())]
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)
    parts, memory_mb = json.loads(done.stdout.splitlines()[-1])
    return parts, memory_mb


def _show(title: str, parts: dict[str, tuple[float, float]], memory_mb: float) -> None:
    print(f"{title:<58} {'passed':>9} {'processor':>11}")
    for name, (passed_s, worked_s) in parts.items():
        print(f"  {name:<56} {passed_s:7.2f} s {worked_s:9.2f} s")
    for name, count in (("from the command to home", _HOME), ("from the command to a session's first frame", _FRAME)):
        passed_s, worked_s = (sum(part[kind] for part in list(parts.values())[:count]) for kind in (0, 1))
        print(f"  {name:<56} {passed_s:7.2f} s {worked_s:9.2f} s")
    print(f"  peak memory {memory_mb:.0f} MB (wanted: under 700)")


if __name__ == "__main__":
    main()
