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

NEAR_M, FAR_M = 0.06, 40.0
LARGEST_PX = 8192


class Renderer:
    """Draws what hangs below `scene` through `lens` at `camera`. Close it when it is no longer needed.

    Vertex colours are sRGB. Nothing is drawn until `draw`; a picture costs nothing while nobody asks for one.
    """

    def __init__(self, display: Display, width_px: int = 1280, height_px: int = 720, light: Daylight = DAYLIGHT):
        self.display = display
        self.shaders = display.shaders
        self._engine = p3d.GraphicsEngine.getGlobalPtr()
        self._buffer = open_buffer(display, width_px, height_px)
        self._buffer.setActive(False)
        self._buffer.setClearColor(p3d.LColor(*light.backdrop, 1.0))
        self._texture = p3d.Texture("frame")
        self._buffer.addRenderTexture(self._texture, p3d.GraphicsOutput.RTMCopyRam)
        self._pixels = np.zeros((height_px, width_px, 4), np.uint8)
        self.scene = p3d.NodePath("scene")
        self.lens = p3d.PerspectiveLens()
        self.lens.setNearFar(NEAR_M, FAR_M)
        self.camera = self.scene.attachNewNode(p3d.Camera("camera", self.lens))
        self._region = self._buffer.makeDisplayRegion()
        self._region.setCamera(self.camera)
        self._light_scene(light)
        self.ground_shadow = GroundShadow(self.scene, light.key_from, shaders=self.shaders)
        self.resize(width_px, height_px)

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
            self._buffer.setSize(width, height)
            self._pixels = np.zeros((height, width, 4), np.uint8)

    def aim(self, eye_m: Triple, target_m: Triple, fov_deg: float) -> None:
        """Look from a point at another; `fov_deg` is the vertical angle."""
        width, height = self.size_px
        across = degrees(2 * atan(tan(radians(fov_deg) / 2) * width / height))
        self.lens.setFov(across, fov_deg)
        self.camera.setPos(*eye_m)
        self.camera.lookAt(p3d.Point3(*target_m))

    def draw(self) -> Frame:
        """Draw the scene as it is now."""
        self.ground_shadow.update(self._buffer.getGsg())
        # The engine draws every active buffer of the process; only this one has to.
        self._buffer.setActive(True)
        self._engine.renderFrame()
        self._buffer.setActive(False)
        height, width, _ = self._pixels.shape
        image = self._texture.getRamImage()
        read = np.frombuffer(memoryview(image), np.uint8).reshape(height, width, 4)
        # OpenGL gives the bottom row first, pictures have the top row first: one copy does both.
        np.copyto(self._pixels, read[::-1])
        return Frame(width, height, self._pixels.data.cast("B"))

    def close(self) -> None:
        """Give the buffer back to the driver. The renderer draws no more."""
        self._buffer.clearRenderTextures()
        self._engine.removeWindow(self._buffer)
        self.scene.removeNode()
