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

from simulator.scenefile.additions import additions, position
from simulator.scenefile.document import Document, parse

_TRIES = 6
_PATIENCE_S = 30.0


def main() -> None:
    """Print a table: for each scene the times of some saves that move a person, in place and by replacing the file."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from simulator.app.authoring import AuthorRoom
    from simulator.app.catalogue import Catalogue
    from simulator.app.running import application

    with tempfile.TemporaryDirectory() as home:
        os.environ["MANIKIN_HOME"] = home
        catalogue = Catalogue()
        for name in catalogue.names():
            shutil.copytree(catalogue.folder_of(name), Path(home) / name)
        app = application()
        print(f"  {'scene':<24} {'saved':<10} {'drawn: median':>13} {'worst':>7} {'processor':>10}   wanted: under 1 s")
        for name in catalogue.names():
            room = AuthorRoom(app, Path(home) / name / "scene.yaml")
            room.window.show()
            _turn(app, lambda room=room: not room._proving)
            # A difference to another scene is made of two files, and each of them may be the one that is saved.
            for file in [room.file, *([Path(room._document.base)] if room._document.base else [])]:
                took, busy = zip(*(_save(app, room, file, number) for number in range(_TRIES)), strict=True)
                what = "itself" if file == room.file else "its base"
                print(f"  {name:<24} {what:<10} {median(took):11.2f} s {max(took):5.2f} s {median(busy):8.2f} s")
            room.window.close()


def _save(app: Any, room: Any, file: Path, number: int) -> tuple[float, float]:
    """Until a person is drawn elsewhere whose place stands in `file`, or in no file yet but may be added to it."""
    scene, text = room.scene, file.read_text(encoding="utf-8")
    own = parse(text)
    people = [person.stance.at for person in scene.team.values()]
    if file != room.file:  # a place that the difference names itself stays where it says, whatever its base says
        over = parse(room.file.read_text(encoding="utf-8")).values
        people = [at for at in people if ("stations", at, "x_m") not in over]
    at = next((at for at in people if ("stations", at, "x_m") in own.values), people[0])
    x_m = f"-0.{number + 11}"
    before, drawn = room.stage.view, []
    draw = room.viewport._draw
    room.viewport._draw = lambda source: (draw(source), drawn.append(source))
    target = file.with_suffix(".aside") if number % 2 else file
    target.write_text(_moved(text, own, at, x_m), encoding="utf-8")
    target.replace(file)
    began, busy = time.perf_counter(), time.process_time()
    _turn(app, lambda: room.stage.view is not before and room.stage.view in drawn)
    took = time.perf_counter() - began, time.process_time() - busy
    room.viewport._draw = draw
    _turn(app, lambda: not room._proving)
    return took


def _moved(text: str, own: Document, at: str, x_m: str) -> str:
    place = own.values.get(("stations", at, "x_m"))
    if place is None:
        (added,) = additions(text, {("stations", at, "x_m"): x_m})
        return text[: added.at] + added.text + text[added.at :]
    start = position(text, place)
    return text[:start] + re.sub(r"^[^\s,}]+", x_m, text[start:], count=1)


def _turn(app: Any, until: Callable[[], bool]) -> None:
    began = time.perf_counter()
    while not until():
        app.processEvents()
        time.sleep(0.001)
        if time.perf_counter() - began > _PATIENCE_S:
            raise TimeoutError("nothing new was drawn")


if __name__ == "__main__":
    main()
