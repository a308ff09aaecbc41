"""How long a frame takes, as ratios between things measured in one run: `python -m tests.bench.frames`.

The scene is the flagship's where its assets are baked, and of the same weight in plain geometry where they are not.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

from panda3d import core as p3d

from simulator.app.theatre import Theatre
from simulator.stage.camera import CameraRig
from simulator.stage.display import Display, open_buffer, open_display
from simulator.stage.probe import choose
from simulator.stage.renderer import Renderer
from simulator.stage.see_through import SeeThrough
from simulator.stage.view import StageView
from tests.bench.scene import Crowd, fill
from tests.stage.performances import SCENE_FILES, stories

WIDTH_PX, HEIGHT_PX = 1280, 720
ROUNDS, WARM_UP = 24, 4
MOVING, SHARES = 12, (0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95)


def undisturbed_s(times: list[float]) -> float:
    """The lower quartile: what it takes when no other program is in the way."""
    return quantiles(times, n=4)[0]


def typical_s(call: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The usual time of a call, after a few that do not count."""
    for _ in range(WARM_UP):
        call()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return undisturbed_s(times)


def in_turn_s(calls: list[Callable[[], object]], rounds: int = ROUNDS) -> list[float]:
    """Usual times of calls made in turn, so that a busy moment of the computer falls on all of them."""
    for call in calls * WARM_UP:
        call()
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds):
        for call, kept in zip(calls, times, strict=True):
            start = time.perf_counter()
            call()
            kept.append(time.perf_counter() - start)
    return [undisturbed_s(kept) for kept in times]


def bare(renderer: Renderer, display: Display) -> tuple[p3d.GraphicsOutput, Callable[[], object]]:
    """Panda3D alone: the same graph and camera in a buffer of the same kind, its picture in memory and nothing more."""
    buffer = open_buffer(display, WIDTH_PX, HEIGHT_PX)
    buffer.setClearColor(p3d.LColor(0.87, 0.89, 0.91, 1))
    buffer.addRenderTexture(p3d.Texture(), p3d.GraphicsOutput.RTMCopyRam)
    buffer.makeDisplayRegion().setCamera(renderer.camera)
    buffer.setActive(False)
    engine = p3d.GraphicsEngine.getGlobalPtr()

    def draw() -> None:
        buffer.setActive(True)
        engine.renderFrame()
        buffer.setActive(False)

    return buffer, draw


def pbr(display: Display) -> tuple[Callable[[], object], Callable[[], None]] | None:
    """The same scene through panda3d-simplepbr without shadows: how to draw it, and how to close it. None where that is
    not installed."""
    try:
        import simplepbr
    except ImportError:
        return None
    from direct.task.TaskManagerGlobal import taskMgr

    scene = p3d.NodePath("pbr")
    crowd = fill(scene)
    lens = p3d.PerspectiveLens()
    camera = scene.attachNewNode(p3d.Camera("camera", lens))
    engine = p3d.GraphicsEngine.getGlobalPtr()
    before = list(engine.getWindows())
    # It multisamples in a buffer of its own; this one only takes the finished picture.
    buffer = open_buffer(display, WIDTH_PX, HEIGHT_PX, samples=0)
    buffer.addRenderTexture(p3d.Texture(), p3d.GraphicsOutput.RTMCopyRam)
    region = buffer.makeDisplayRegion()
    region.setCamera(camera)
    lens.setFov(60, 36)
    camera.setPos(-1.4, -4.1, 2.3)
    camera.lookAt(0.1, 0.2, 0.4)
    sky, key = p3d.AmbientLight("sky"), p3d.DirectionalLight("key")
    sky.setColor(p3d.LColor(0.5, 0.5, 0.5, 1))
    scene.setLight(scene.attachNewNode(sky))
    scene.setLight(scene.attachNewNode(key))
    simplepbr.init(
        render_node=scene, window=buffer, camera_node=camera, taskmgr=taskMgr,
        msaa_samples=4, enable_shadows=False, max_lights=2,
    )  # fmt: skip
    buffers = [output for output in engine.getWindows() if output not in before]
    for output in buffers:
        output.setActive(False)

    def draw() -> None:
        crowd.step()
        taskMgr.step()
        for output in buffers:
            output.setActive(True)
        engine.renderFrame()
        for output in buffers:
            output.setActive(False)

    def close() -> None:
        for output in buffers:
            engine.removeWindow(output)

    return draw, close


def whole_program(view: StageView, crowd: Crowd) -> tuple[Callable[[], object], Callable[[], None]]:
    """A frame as the program shows it: the stage moves, is drawn, copied and painted by Qt into the window."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from simulator.panels.viewport import Viewport

    app = QApplication.instance() or QApplication([])
    viewport = Viewport(view)
    viewport.resize(WIDTH_PX, HEIGHT_PX)
    viewport.show()
    app.processEvents()
    viewport._timer.stop()

    def draw() -> None:
        crowd.step()
        view.touch()
        viewport._tick()
        viewport.repaint()

    return draw, viewport.close


def team_in_motion(display: Display) -> list[tuple[str, float, float | None, str]]:
    """What a picture costs while patient and team move: poses, skin, shadows and a quick frame. The flagship's
    reference run, at moments spread over its longest actions."""
    story = stories(next(path for path in SCENE_FILES if path.parent.name == "spinal-transport"))[0]
    theatre = Theatre(story.scene, Renderer(display, WIDTH_PX, HEIGHT_PX))
    shows_s, frames_s = [], []
    for event in sorted(story.started(), key=lambda event: event.at_s - event.until_s)[:MOVING]:
        for share in SHARES:
            at_s = event.at_s + share * (event.until_s - event.at_s)
            state = story.at(at_s)
            start = time.perf_counter()
            changed = theatre.show(state, at_s)
            shown = time.perf_counter()
            theatre.view.renderer.draw(fine=False)
            if changed:
                shows_s.append(shown - start)
                frames_s.append(time.perf_counter() - start)
    theatre.close()
    return [
        ("director, team in motion", undisturbed_s(shows_s), None, ""),
        ("director, team in motion, slowest tenth", quantiles(shows_s, n=10)[-1], None, ""),
        ("director and frame, team in motion", undisturbed_s(frames_s), None, "< 60 ms"),
    ]


def report(rows: list[tuple[str, float, float | None, str]]) -> None:
    print(f"{'what':<58}{'ms':>8}{'ratio':>8}  wanted")
    for name, taken_s, ratio, wanted in rows:
        shown = f"{ratio:8.2f}" if ratio is not None else " " * 8
        print(f"{name:<58}{taken_s * 1e3:8.2f}{shown}  {wanted}")


def main() -> None:
    with tempfile.TemporaryDirectory() as cache:
        name = choose(Path(cache)).renderer
    if name is None:
        print("No renderer works on this computer: nothing to measure.")
        return
    display = open_display(name)
    print(f"{display.name}: {display.driver}, {display.samples}x multisampling, {WIDTH_PX} x {HEIGHT_PX}")
    renderer = Renderer(display, WIDTH_PX, HEIGHT_PX)
    crowd = fill(renderer.scene)
    for person in crowd.people:
        renderer.ground_shadow.add(person)
    view = StageView(renderer, CameraRig())
    view.frame()
    print(crowd.weight())

    buffer, draw_bare = bare(renderer, display)
    draw_whole, close = whole_program(view, crowd)

    def moved_bare() -> None:
        crowd.step()
        draw_bare()

    bare_s, ours_s, still_s, drawn_s = in_turn_s([moved_bare, draw_whole, draw_bare, renderer.draw])
    # The other renderer comes later, in turn with ours alone: its buffers and textures would slow down all the rest.
    other = pbr(display) if display.shaders else None
    again_s, pbr_s = in_turn_s([draw_whole, other[0]]) if other is not None else (0.0, 0.0)
    rows: list[tuple[str, float, float | None, str]] = [
        ("bare Panda3D, one person moves", bare_s, 1.0, ""),
        ("whole program, one person moves", ours_s, ours_s / bare_s, "<= 1.15"),
        ("bare Panda3D, nothing moves", still_s, 1.0, ""),
        ("renderer, nothing moves", drawn_s, drawn_s / still_s, "<= 1.15"),
    ]
    p3d.GraphicsEngine.getGlobalPtr().removeWindow(buffer)
    close()

    fade = SeeThrough(crowd.people[0], shaders=renderer.shaders)
    fade.set_amount(0.9)
    glass_s = typical_s(renderer.draw)
    rows.append(("renderer, one person see-through", glass_s, glass_s / drawn_s, ""))
    fade.set_amount(0.0)

    for index in range(100):
        at = (index % 10 * 0.2 - 1.0, index // 10 * 0.2 - 1.0, 0.1)
        view.picker.place_capsule(f"part{index}", at, (at[0] + 0.1, at[1], 0.1), 0.05)
    rows.append(("pick among 100 solids", typical_s(lambda: view.pick(640, 400)), None, "< 1 ms"))

    if other is not None:
        rows += [
            ("panda3d-simplepbr without shadows, one person moves", pbr_s, 1.0, ""),
            ("whole program in turn with it", again_s, again_s / pbr_s, "<= 0.33"),
        ]
        other[1]()
    else:
        print("panda3d-simplepbr is not installed, or there are no shaders: not compared.")
    view.close()
    rows += team_in_motion(display)
    report(rows)


if __name__ == "__main__":
    main()
