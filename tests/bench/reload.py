"""The author's window: from the save of a scene file until the new picture is drawn."""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

_TRIES = 8


def main() -> None:
    """Print the times of some saves that move a person, in place and by replacing the file, by turns."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from simulator.app.authoring import AuthorRoom
    from simulator.app.catalogue import Catalogue
    from simulator.app.running import application

    with tempfile.TemporaryDirectory() as home:
        os.environ["MANIKIN_HOME"] = home
        catalogue = Catalogue()
        names = catalogue.names()
        whole = [name for name in names if "\nextends:" not in catalogue.file(name).read_text(encoding="utf-8")]
        name = max(whole, key=lambda name: catalogue.file(name).stat().st_size)
        folder = Path(shutil.copytree(catalogue.folder / name, Path(home) / name))
        app = application()
        room = AuthorRoom(app, folder / "scene.yaml")
        room.window.show()
        _turn(app, lambda: not room._proving)
        took, busy = zip(*(_save(app, room, number) for number in range(_TRIES)), strict=True)
        room.window.close()
    print(f"  saved until drawn: median {median(took):.2f} s, worst {max(took):.2f} s (wanted: under 1 s)")
    print(f"  of it processor time: median {median(busy):.2f} s")


def _save(app: Any, room: Any, number: int) -> tuple[float, float]:
    scene, text = room.scene, room.file.read_text(encoding="utf-8")
    at = next(person.stance.at for person in scene.team.values() if not person.learner)
    place = room._document.values["stations", at, "x_m"]
    lines = text.split("\n")
    line = lines[place.line - 1]
    head, rest = line[: place.column - 1], line[place.column - 1 :]
    lines[place.line - 1] = head + re.sub(r"^[^\s,}]+", f"-0.{number + 11}", rest)
    before, drawn = room.stage.view, []
    draw = room.viewport._draw
    room.viewport._draw = lambda source: (draw(source), drawn.append(source))
    target = room.file.with_suffix(".aside") if number % 2 else room.file
    target.write_text("\n".join(lines), encoding="utf-8")
    target.replace(room.file)
    began, busy = time.perf_counter(), time.process_time()
    _turn(app, lambda: room.stage.view is not before and room.stage.view in drawn)
    took = time.perf_counter() - began, time.process_time() - busy
    room.viewport._draw = draw
    _turn(app, lambda: not room._proving)
    return took


def _turn(app: Any, until: Callable[[], bool]) -> None:
    while not until():
        app.processEvents()
        time.sleep(0.001)


if __name__ == "__main__":
    main()
