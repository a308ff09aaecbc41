"""Quick pictures in two layers: what rests is drawn once and laid down again, with its depths, below what moves.

Only while the camera rests, and where the driver can keep a picture's depths. Pixel for pixel it is the same picture as
one that is drawn at once.
"""

from __future__ import annotations

from panda3d import core as p3d

from simulator.stage.display import Display, open_buffer
from simulator.stage.lights import Triple
from simulator.stage.shading import plain_shader
from simulator.stage.stillness import MOVING, RESTING, Stillness
from simulator.stage.target import Target, render_once


class Layers:
    """Draws what `camera` sees of `scene`."""

    def __init__(self, display: Display, camera: p3d.NodePath, size_px: tuple[int, int], backdrop: Triple) -> None:
        self._camera = camera
        self._stillness = Stillness(camera.getParent())
        self._eyes = {mask: camera.attachNewNode(_camera(mask)) for mask in (RESTING, MOVING)}
        self._resting = open_buffer(display, *size_px, samples=0)
        self._resting.setActive(False)
        self._resting.setSort(-1)
        self._resting.setClearColor(p3d.LColor(*backdrop, 1.0))
        self._resting.makeDisplayRegion().setCamera(self._eyes[RESTING])
        self._sheet = _sheet(*(self._kept(plane) for plane in (_COLOUR, _DEPTH)))
        self._target = Target(display, size_px, 0, backdrop)
        self._target.buffer.setClearColorActive(False)
        self._target.buffer.setClearDepthActive(False)
        self._target.region.setCamera(self._eyes[MOVING])
        self._target.lay_behind(self._sheet)
        self._seen_from: tuple[object, ...] = ()
        self._fresh = False
        self._first = True

    def _kept(self, plane: int) -> p3d.Texture:
        """A texture that holds a plane of the resting layer as it was drawn last."""
        texture = p3d.Texture("layer")
        texture.setMinfilter(p3d.SamplerState.FT_nearest)
        texture.setMagfilter(p3d.SamplerState.FT_nearest)
        if plane == _DEPTH:
            texture.setFormat(p3d.Texture.F_depth_component24)
        self._resting.addRenderTexture(texture, p3d.GraphicsOutput.RTMBindOrCopy, plane)
        return texture

    def draw(self) -> memoryview | None:
        """The picture, bottom row first; None while the camera moves, when layers save nothing. Raises
        RendererLostError."""
        lens = self._camera.node().getLens()
        seen_from = (self._camera.getNetTransform(), lens, p3d.LMatrix4(lens.getProjectionMat()))
        if seen_from != self._seen_from:
            self._seen_from, self._fresh = seen_from, False
            for eye in self._eyes.values():
                eye.node().setLens(lens)
            self._stillness.look()
            return None
        if self._stillness.look() or not self._fresh:
            self._fresh = True
            render_once(self._resting)
        if self._first:
            self._first = False
            self._target.render()  # its regions are drawn from the second frame on
        return self._target.render()

    def rest(self) -> None:
        """Take everything for resting, until it is seen to move."""
        self._stillness.rest()
        self._fresh = False

    def resize(self, size_px: tuple[int, int]) -> None:
        """Draw pictures of this size from now on."""
        for buffer in (self._resting, self._target.buffer):
            buffer.setSize(*size_px)
        self._fresh = False

    def close(self) -> None:
        """Give the buffers back."""
        self._target.close()
        self._resting.clearRenderTextures()
        p3d.GraphicsEngine.getGlobalPtr().removeWindow(self._resting)
        for eye in self._eyes.values():
            eye.removeNode()


_COLOUR, _DEPTH = p3d.GraphicsOutput.RTPColor, p3d.GraphicsOutput.RTPDepth


def _camera(mask: p3d.BitMask32) -> p3d.Camera:
    camera = p3d.Camera("layer")
    camera.setCameraMask(mask)
    return camera


def _sheet(colour: p3d.Texture, depth: p3d.Texture) -> p3d.NodePath:
    """A camera before a sheet that covers the frame with a picture and its depths."""
    flat = p3d.NodePath("layer")
    maker = p3d.CardMaker("drawn before")
    maker.setFrame(-1, 1, -1, 1)
    card = flat.attachNewNode(maker.generate())
    card.setShader(plain_shader("layer"))
    card.setShaderInput("drawn_colour", colour)
    card.setShaderInput("drawn_depth", depth)
    card.setAttrib(p3d.DepthTestAttrib.make(p3d.RenderAttrib.MAlways))
    card.setDepthWrite(True)
    lens = p3d.OrthographicLens()
    lens.setFilmSize(2, 2)
    lens.setNearFar(-10, 10)
    return flat.attachNewNode(p3d.Camera("layer", lens))
