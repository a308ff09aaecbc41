"""The stage's pictures: a scene graph drawn off screen, copied once into a buffer that is used again and again."""

from __future__ import annotations

from math import atan, degrees, radians, tan

import numpy as np
from panda3d import core as p3d

from simulator.presenting.frames import Frame
from simulator.stage.display import Display, open_buffer
from simulator.stage.ground_shadow import GroundShadow
from simulator.stage.lights import DAYLIGHT, Daylight, Triple, shine, shine_plainly
from simulator.stage.shading import SURFACES, lights_by_pixel, shader


class RendererLostError(Exception):
    """The driver gave the renderer up in mid-work: a graphics driver crashed, or the computer slept."""


NEAR_M, FAR_M = 0.06, 40.0
LARGEST_PX = 8192


class _Target:
    """A buffer and where its picture is read from."""

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
        # The engine draws every active buffer of the process; only this one has to.
        self.buffer.setActive(True)
        p3d.GraphicsEngine.getGlobalPtr().renderFrame()
        self.buffer.setActive(False)
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


class Renderer:
    """Draws what hangs below `scene` through `lens` at `camera`. Close it when it is no longer needed.

    Vertex colours are sRGB. Nothing is drawn until `draw`; a picture costs nothing while nobody asks for one.
    """

    def __init__(self, display: Display, width_px: int = 1280, height_px: int = 720, light: Daylight = DAYLIGHT):
        self.display = display
        self.shaders = display.shaders
        self._backdrop = light.backdrop
        self._fine = _Target(display, (width_px, height_px), None, light.backdrop)
        self._quick: _Target | None = None
        self._behind: p3d.NodePath | None = None
        self._pixels = np.zeros((height_px, width_px, 4), np.uint8)
        self.scene = p3d.NodePath("scene")
        self.lens = p3d.PerspectiveLens()
        self.lens.setNearFar(NEAR_M, FAR_M)
        self.camera = self.scene.attachNewNode(p3d.Camera("camera", self.lens))
        self._fine.region.setCamera(self.camera)
        self._light_scene(light)
        self.ground_shadow = GroundShadow(self.scene, light.key_from, shaders=self.shaders)
        self._own = list(self.scene.getChildren())

    def clear(self) -> None:
        """Take away everybody and everything that was put below `scene`, for another stage."""
        for node in (*self.scene.getChildren(), *self.camera.getChildren()):
            if node not in self._own:
                node.removeNode()
        self.ground_shadow.clear()

    def _light_scene(self, light: Daylight) -> None:
        scene = self.scene
        scene.setAttrib(p3d.ColorAttrib.makeVertex())
        scene.setAntialias(p3d.AntialiasAttrib.MMultisample)
        if not self.shaders:
            shine_plainly(scene, light)
            return
        by_pixel = lights_by_pixel(self.display.driver)
        scene.setShader(shader(frozenset({"PIXEL"}) if by_pixel else frozenset()))
        scene.setShaderInput("surface", p3d.Vec4(*SURFACES["plastic"]))
        scene.setShaderInput("glass", 0.0)
        shine(scene, light)

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of the next frame."""
        height, width, _ = self._pixels.shape
        return width, height

    def resize(self, width_px: int, height_px: int) -> None:
        """Draw frames of this size from now on."""
        width = min(max(int(width_px), 1), LARGEST_PX)
        height = min(max(int(height_px), 1), LARGEST_PX)
        if (height, width) != self._pixels.shape[:2]:
            for target in self._targets():
                target.buffer.setSize(width, height)
            self._pixels = np.zeros((height, width, 4), np.uint8)

    def aim(self, eye_m: Triple, target_m: Triple, fov_deg: float) -> None:
        """Look from a point at another; `fov_deg` is the vertical angle."""
        width, height = self.size_px
        across = degrees(2 * atan(tan(radians(fov_deg) / 2) * width / height))
        self.lens.setFov(across, fov_deg)
        self.camera.setPos(*eye_m)
        self.camera.lookAt(p3d.Point3(*target_m))

    def lay_behind(self, flat: p3d.NodePath | None) -> None:
        """Draw what this camera sees behind everything; None takes it away."""
        self._behind = flat
        for target in self._targets():
            target.lay_behind(flat)

    def draw(self, *, fine: bool = True) -> Frame:
        """Draw the scene as it is now; without `fine` its edges have steps, which is two to three times as quick on a
        software renderer. Raises RendererLostError."""
        self.ground_shadow.update(self._fine.buffer.getGsg())
        height, width, _ = self._pixels.shape
        image = (self._fine if fine else self._quick_target()).render()
        read = np.frombuffer(image, np.uint8).reshape(height, width, 4)
        # OpenGL gives the bottom row first, pictures have the top row first: one copy does both.
        np.copyto(self._pixels, read[::-1])
        return Frame(width, height, self._pixels.data.cast("B"))

    def last(self) -> Frame:
        """The picture that was drawn last, again."""
        height, width, _ = self._pixels.shape
        return Frame(width, height, self._pixels.data.cast("B"))

    def _targets(self) -> list[_Target]:
        return [self._fine] if self._quick is None else [self._fine, self._quick]

    def _quick_target(self) -> _Target:
        if self.display.samples == 0:
            return self._fine
        if self._quick is None:
            self._quick = _Target(self.display, self.size_px, 0, self._backdrop)
            self._quick.region.setCamera(self.camera)
            self._quick.lay_behind(self._behind)
        return self._quick

    def close(self) -> None:
        """Give the buffers back to the driver. The renderer draws no more."""
        for target in self._targets():
            target.close()
        self.scene.removeNode()
