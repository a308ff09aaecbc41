"""One small frame that uses every shader, to learn whether a driver can draw the stage."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from panda3d import core as p3d

from simulator.stage.display import Display
from simulator.stage.highlighting import Highlight
from simulator.stage.renderer import Renderer
from simulator.stage.see_through import SeeThrough

_SIZE_PX = 64


def ball(name: str, rgb: tuple[float, float, float], radius_m: float = 0.5, steps: int = 16) -> p3d.NodePath:
    """A ball with vertex colours, round its own origin: geometry that needs no file."""
    down, around = np.meshgrid(np.linspace(0, np.pi, steps + 1), np.linspace(0, 2 * np.pi, 2 * steps + 1))
    normal = np.stack([np.sin(down) * np.cos(around), np.sin(down) * np.sin(around), np.cos(down)], axis=-1)
    flat = normal.reshape(-1, 3)
    rows = np.zeros(len(flat), dtype=[("at", "<f4", 3), ("normal", "<f4", 3), ("color", "u1", 4)])
    rows["at"], rows["normal"] = flat * radius_m, flat
    rows["color"] = [*(round(255 * channel) for channel in rgb), 255]
    wide = steps + 1
    first = (np.arange(2 * steps)[:, None] * wide + np.arange(steps)[None, :]).reshape(-1)
    faces = np.stack([first, first + 1, first + wide, first + wide, first + 1, first + wide + 1], axis=1)
    return p3d.NodePath(_geometry(name, rows, faces.reshape(-1).astype(np.uint16)))


def _geometry(name: str, rows: npt.NDArray[Any], corners: npt.NDArray[np.uint16]) -> p3d.GeomNode:
    data = p3d.GeomVertexData(name, p3d.GeomVertexFormat.getV3n3c4(), p3d.Geom.UHStatic)
    data.uncleanSetNumRows(len(rows))
    memoryview(data.modifyArray(0)).cast("B")[:] = rows.tobytes()
    faces = p3d.GeomTriangles(p3d.Geom.UHStatic)
    array = faces.modifyVertices()
    array.uncleanSetNumRows(len(corners))
    memoryview(array).cast("B")[:] = corners.tobytes()
    geom = p3d.Geom(data)
    geom.addPrimitive(faces)
    node = p3d.GeomNode(name)
    node.addGeom(geom)
    return node


def draw_trial(display: Display) -> None:
    """Draw a ball plain, as glass, glowing whole and in part. Raises ArithmeticError if it does not show."""
    renderer = Renderer(display, _SIZE_PX, _SIZE_PX)
    try:
        thing = ball("ball", (0.8, 0.3, 0.2))
        thing.reparentTo(renderer.scene)
        thing.setZ(0.5)
        renderer.aim((0.0, -3.0, 1.0), (0.0, 0.0, 0.5), 30.0)
        empty_color = _middle(renderer, hidden=thing)
        glow, glass = Highlight(shaders=renderer.shaders), SeeThrough(thing, shaders=renderer.shaders)
        shown = [_middle(renderer)]
        glow.thing(thing, renderer.size_px)
        shown.append(_middle(renderer))
        glow.region(thing, (0.0, 0.0, 0.0), (0.0, 0.0, 1.0), 0.3)
        shown.append(_middle(renderer))
        glow.clear()
        glass.set_amount(0.9)
        shown.append(_middle(renderer))
        if any(color == empty_color for color in shown):
            raise ArithmeticError(f"The renderer {display.name} opens but draws nothing.")
    finally:
        renderer.close()


def _middle(renderer: Renderer, hidden: p3d.NodePath | None = None) -> tuple[int, ...]:
    if hidden is not None:
        hidden.hide()
    frame = renderer.draw()
    if hidden is not None:
        hidden.show()
    at = 4 * (frame.height_px // 2 * frame.width_px + frame.width_px // 2)
    return tuple(frame.data[at : at + 3])
