"""A buffer to draw into, and its picture in memory."""

from __future__ import annotations

from panda3d import core as p3d

from simulator.stage.display import Display, open_buffer
from simulator.stage.lights import Triple


class RendererLostError(Exception):
    """The driver gave the renderer up in mid-work: a graphics driver crashed, or the computer slept."""


class Target:
    """What a camera sees, over a plain backdrop or over what another camera sees behind it."""

    def __init__(self, display: Display, size_px: tuple[int, int], samples: int | None, backdrop: Triple) -> None:
        self.buffer = open_buffer(display, *size_px, samples=samples)
        self.buffer.setActive(False)
        self.buffer.setClearColor(p3d.LColor(*backdrop, 1.0))
        self._texture = p3d.Texture("frame")
        self.buffer.addRenderTexture(self._texture, p3d.GraphicsOutput.RTMCopyRam)
        self.region = self.buffer.makeDisplayRegion()
        self._behind = self.buffer.makeDisplayRegion()
        self._behind.setSort(-10)
        self._behind.setActive(False)

    def render(self) -> memoryview:
        """Draw; the bytes of the picture, bottom row first. Raises RendererLostError."""
        render_once(self.buffer)
        image = self._texture.getRamImage()
        width, height = self.buffer.getFbXSize(), self.buffer.getFbYSize()
        if not self.buffer.isValid() or image is None or len(image) != 4 * width * height:
            raise RendererLostError("The renderer gives no picture any more.")
        return memoryview(image)

    def lay_behind(self, camera: p3d.NodePath | None) -> None:
        """Draw what this camera sees first; None takes it away."""
        self._behind.setActive(camera is not None)
        self._behind.setCamera(camera or p3d.NodePath())

    def close(self) -> None:
        self.buffer.clearRenderTextures()
        p3d.GraphicsEngine.getGlobalPtr().removeWindow(self.buffer)


def render_once(*buffers: p3d.GraphicsOutput) -> None:
    """Draw into these buffers and into no other: the engine draws every active buffer of the process."""
    for buffer in buffers:
        buffer.setActive(True)
    p3d.GraphicsEngine.getGlobalPtr().renderFrame()
    for buffer in buffers:
        buffer.setActive(False)
