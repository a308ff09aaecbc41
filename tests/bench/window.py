"""Frames of the real window: a still stage, a handling, a camera's picture, and a handling over it, in one run.

On a virtual screen where there is Xvfb, off screen elsewhere. Time passes by the clock on the wall, as it does for a
learner: physics, tracking of the board, journal, panels and stage share the computer with whatever else it does. Each
size of the window is measured twice: with all that rests drawn anew in every quick picture, whole, as the program once
did (`whole`), and as it is (`layers`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from statistics import quantiles

SIZES_PX = ((1280, 800), (1920, 1080))
WAYS = ("whole", "layers")
WIDTH_PX, HEIGHT_PX = 1280, 720  # of the camera's pictures
SCENE = "spinal-transport"
STILL_S, WARM_UP_S, PATIENCE_S = 6.0, 2.0, 30.0
FILM_S, FPS, DIFFERENT = 90, 30, 60


def main() -> None:
    """Open the program in processes of its own and print what they measured."""
    with tempfile.TemporaryDirectory() as folder, _screen() as screen:
        env = {**os.environ, **screen, "MANIKIN_HOME": f"{folder}/home"}
        for wide, high in SIZES_PX:
            for way in WAYS:
                asked = (folder, str(wide), str(high), way)
                subprocess.run([sys.executable, "-m", "tests.bench.window", *asked], env=env, check=True)


@contextmanager
def _screen() -> Iterator[dict[str, str]]:
    """A virtual screen as large as the largest window; what the program has to know of it."""
    if shutil.which("Xvfb") is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    command = ("Xvfb", "-displayfd", "1", "-screen", "0", "{}x{}x24".format(*max(SIZES_PX)), "-nolisten", "tcp")
    screen = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert screen.stdout is not None
        yield {"DISPLAY": f":{screen.stdout.readline().decode().strip()}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        screen.terminate()
        screen.wait()


def as_before() -> None:
    """From now on this process draws every quick picture at once, whole and with its shadow."""
    from simulator.stage import layers, pace, renderer

    layers.Layers.draw = lambda self: None  # type: ignore[method-assign]
    pace.Pace.quick = lambda self, *_: 1.0  # type: ignore[method-assign]
    renderer.SHADOW_EVERY = 1


def measured(folder: Path, size_px: tuple[int, int], way: str) -> None:
    """Play a session in a window of this size; the four rows are printed as they come."""
    from simulator.app.catalogue import Catalogue
    from simulator.app.program import Program
    from simulator.app.running import application
    from simulator.presenting.camera import Wish

    if way == "whole":
        as_before()
    film = _film(folder / "table.avi")
    app = application()
    program = Program(app, Catalogue(), None)
    program.window.resize(*size_px)
    program.window.show()
    program.start(SCENE, "practise", "bench")
    room = program.room
    assert room is not None
    if room.viewport is None or room.theatre is None or room.at_table is None:
        print("No renderer works on this computer: nothing to measure.")
        program.leave()
        return
    view, table, session = room.theatre.view, room.at_table, room.session
    done_s: list[tuple[float, float]] = []
    draw = room.viewport._draw

    def drawn(source: object) -> None:
        draw(source)  # type: ignore[arg-type]
        done_s.append((time.perf_counter(), time.process_time()))

    room.viewport._draw = drawn  # type: ignore[method-assign]

    def until(over: Callable[[], bool], longest_s: float) -> None:
        end_s = time.perf_counter() + longest_s
        while not over() and time.perf_counter() < end_s:
            app.processEvents()

    def row(what: str, over: Callable[[], bool], longest_s: float) -> None:
        done_s.clear()
        until(over, longest_s)
        print(_row(what, done_s), flush=True)

    def roll(action: str) -> None:
        room.order(action, "", {"call": "counted"})
        until(lambda: session.moving is not None, PATIENCE_S)

    def handled() -> bool:
        return session.moving is None

    def never() -> bool:
        return False

    def idle() -> bool:
        return session.moving is None and not session.state.running

    ratio = f"{room.viewport.width()} x {room.viewport.height()} of {size_px[0]} x {size_px[1]}"
    print(f"{way}: {app.platformName()}, stage {ratio}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'what':<46}{'frames/s':>9}{'ms median':>11}{'95 %':>7}{'processor, ms median':>22}{'95 %':>7}")
    room.order("hold-head", "", {"hold": "in-line"})
    until(never, WARM_UP_S)
    until(idle, PATIENCE_S)
    view.motions.append(_restless)
    row("nothing moves, drawn again and again", never, STILL_S)
    view.motions.remove(_restless)
    roll("roll-to-side")
    row("a roll under the learner's hands", handled, PATIENCE_S)
    until(idle, PATIENCE_S)
    table.want(Wish(source=str(film)))
    table.switch(True)
    until(lambda: table.view is not None, PATIENCE_S)
    until(never, WARM_UP_S)
    row("nothing moves on a camera's picture (30/s)", never, STILL_S)
    roll("roll-back")
    row("a roll on a camera's picture", handled, PATIENCE_S)
    program.leave()


def _restless(_: float) -> bool:
    return True


def _row(what: str, done_s: list[tuple[float, float]]) -> str:
    """From frame to frame: what passed, and what the processor worked for this program in all its threads. On a
    computer that has other work as well only the second says something about the program."""
    if len(done_s) < 3:
        return f"{what:<46}  no frames"
    passed, worked = ([1e3 * (b - a) for a, b in pairwise(times)] for times in zip(*done_s, strict=True))
    (half, most), (work_half, work_most) = (itemgetter(9, 18)(quantiles(one, n=20)) for one in (passed, worked))
    per_s = 1e3 * len(passed) / sum(passed)
    return f"{what:<46}{per_s:9.1f}{half:11.1f}{most:7.1f}{work_half:22.1f}{work_most:7.1f}"


def _film(path: Path) -> Path:
    """A film of a board on a table, taken by a camera that is not quite still; made once."""
    if path.exists():
        return path
    import cv2

    from simulator.ar.lens import guessed
    from simulator.presenting.tabletop import Tabletop
    from tests.app.filmed import A4, Film, rendered

    film = Film(A4, Tabletop(A4.size_m, 0.25), lens=guessed(WIDTH_PX, HEIGHT_PX))
    pictures = [rendered(film, number / FPS, {}) for number in range(DIFFERENT)]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), FPS, (WIDTH_PX, HEIGHT_PX))
    for number in range(FILM_S * FPS):
        there_and_back = number % (2 * DIFFERENT - 2)
        writer.write(pictures[min(there_and_back, 2 * DIFFERENT - 2 - there_and_back)])
    writer.release()
    return path


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measured(Path(sys.argv[1]), (int(sys.argv[2]), int(sys.argv[3])), sys.argv[4])
    else:
        main()
