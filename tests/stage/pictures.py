"""What the tests of the stage share: a renderer that works here, pictures as arrays, and simple geometry."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from simulator.presenting.frames import Frame
from simulator.stage.display import Display, open_display
from simulator.stage.probe import choose
from simulator.stage.renderer import Renderer
from tests.needed import without

Picture = npt.NDArray[np.int16]


@cache
def working_renderer() -> str | None:
    with tempfile.TemporaryDirectory() as folder:
        return choose(Path(folder)).renderer


def a_display() -> Display:
    name = working_renderer()
    if name is None:
        without("no renderer works on this computer")
    return open_display(name)


def picture(frame: Frame) -> Picture:
    """(height, width, 3), red first, top row first."""
    pixels = np.frombuffer(frame.data, np.uint8).reshape(frame.height_px, frame.width_px, 4)
    return pixels[:, :, 2::-1].astype(np.int16)


def silhouette(renderer: Renderer, thing: object) -> npt.NDArray[np.bool_]:
    """The pixels that a thing changes."""
    with_it = picture(renderer.draw())
    thing.hide()  # type: ignore[attr-defined]
    without = picture(renderer.draw())
    thing.show()  # type: ignore[attr-defined]
    return np.asarray(np.abs(with_it - without).max(axis=2) > 6)
